//! The offer of a terminal (JJ-22.11 §10.2.1).

use std::borrow::Cow;

use crate::{Capabilities, Codec, Line, Lines, Media, Origin, OwnMedia, SessionDescription};

/// The offer of an Initial INVITE (or of a 200 to one without an offer): one `m=audio`, the codecs
/// in their order, telephone-event if wished, the packet time, and nothing that may be left out. A
/// body: [`crate::LocalDescription::next`] gives it its `o=`.
///
/// The direction of `capabilities` is not written (R-10.2.1-17); hold an established session with
/// [`SessionDescription::set_audio_direction`].
pub fn offer(capabilities: &Capabilities, own: OwnMedia) -> SessionDescription {
    let mut media = Media::audio(own.port);
    let most = capabilities.max_codecs.unwrap_or(usize::MAX);
    for codec in capabilities.codecs.iter().take(most) {
        media.push_codec(codec);
    }
    if let Some(payload_type) = capabilities.telephone_event {
        media.push_codec(&Codec::telephone_event(payload_type));
    }
    if let Some(milliseconds) = capabilities.packet_time_ms {
        media
            .lines
            .push(Line::attribute(format!("ptime:{milliseconds}")));
    }
    body(own, vec![media])
}

/// A description with our address and these streams.
pub(crate) fn body(own: OwnMedia, media: Vec<Media>) -> SessionDescription {
    SessionDescription {
        origin: Origin::blank(own.address),
        name: "-".into(),
        connection: Some(own.address.into()),
        lines: [Line::new(b't', "0 0")].into_iter().collect::<Lines>(),
        media,
    }
}

impl Codec {
    /// The events of DTMF: 0 to 9, `*`, `#`, A to D (RFC 4733 §3.2).
    pub const fn telephone_event(payload_type: u8) -> Codec {
        Codec {
            encoding: Cow::Borrowed("telephone-event"),
            clock_rate: 8000,
            channels: 1,
            payload_type,
            parameters: Some(Cow::Borrowed("0-15")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: OwnMedia = OwnMedia {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)),
        port: 6,
    };

    /// R-10.1-1, R-10.2.1-14, R-10.2.1-15, R-10.2.1-17, R-10.2.1-18, R-10.2.1-19, R-10.2.1-20
    #[test]
    fn an_offer_has_one_audio_line_and_nothing_to_spare() {
        assert_eq!(
            offer(&Capabilities::default(), OWN).to_string(),
            "v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n\
             m=audio 6 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n\
             a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n"
        );
    }

    /// R-10.1-3, R-10.2.1-14, R-10.2.1-16
    #[test]
    fn order_and_number_of_codecs_follow_the_settings() {
        let rows = [
            (vec![Codec::PCMA, Codec::PCMU], None, None, vec![8, 0]),
            (vec![Codec::PCMA, Codec::PCMU], Some(1), None, vec![8]),
            (vec![Codec::PCMU], None, Some(96), vec![0, 96]),
        ];
        for (codecs, max_codecs, telephone_event, expected) in rows {
            let capabilities = Capabilities {
                codecs,
                max_codecs,
                telephone_event,
                ..Capabilities::default()
            };
            let offer = offer(&capabilities, OWN);
            assert_eq!(offer.media[0].payload_types().collect::<Vec<_>>(), expected);
        }
    }
}

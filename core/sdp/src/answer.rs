//! The answer of a terminal (JJ-22.11 §10.2.1).

use std::net::IpAddr;

use crate::accepted::{event_payload, sent_packet_time_ms};
use crate::offer::body;
use crate::{
    Address, Agreed, Attribute, Capabilities, Codec, Direction, Line, Media, NotAcceptable,
    OwnMedia, RtpMap, SessionDescription,
};

/// Whose order of codecs decides; the exchange's to define (R-10.2.1-21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodecOrder {
    /// The offer's.
    #[default]
    Offerer,
    /// That of our [`Capabilities`].
    Own,
}

/// An answer and what it means for us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The body to send; [`crate::LocalDescription::next`] gives it its `o=`.
    pub description: SessionDescription,
    /// What has been agreed.
    pub agreed: Agreed,
}

/// Answers an offer: exactly one codec, telephone-event beside it if both sides have it, under the
/// payload types of the offer and with its `a=rtpmap` and `a=fmtp`; the direction mirrored; the
/// packet time the offer's, else ours, if we name one. All other `m=` lines stay at their place with port 0.
///
/// # Errors
///
/// [`NotAcceptable`]: answer with 488 and let the session go on as it was.
pub fn answer(
    offer: &SessionDescription,
    capabilities: &Capabilities,
    own: OwnMedia,
    order: CodecOrder,
) -> Result<Answer, NotAcceptable> {
    let mut audios = offer
        .media
        .iter()
        .enumerate()
        .filter(|(_, m)| m.is_usable_audio())
        .peekable();
    if audios.peek().is_none() {
        return Err(NotAcceptable::NoAudio);
    }
    let (media_index, offered, codec) = audios
        .find_map(|(index, media)| Some((index, media, choose(media, capabilities, order)?)))
        .ok_or(NotAcceptable::NoCommonCodec)?;
    if offer.connection_of(offered).and_then(Address::ip).is_none() {
        return Err(NotAcceptable::NoAddress);
    }
    let asked = offer.direction_of(offered);
    if !capabilities.hold && asked != Direction::SendRecv {
        return Err(NotAcceptable::Direction);
    }
    let direction = asked.mirrored().and(capabilities.direction);
    let events = capabilities
        .telephone_event
        .and_then(|_| event_payload(offered, codec.clock_rate));
    let packet_time_ms = offered.ptime().or(capabilities.packet_time_ms);

    let mut media = Media::audio(own.port);
    media.protocol = offered.protocol.clone();
    for number in [Some(codec.payload_type), events].into_iter().flatten() {
        if let Some(map) = offered.rtpmap(number) {
            media.push_format(&map, offered.fmtp(number));
        }
    }
    if let Some(milliseconds) = packet_time_ms {
        media
            .lines
            .push(Line::attribute(format!("ptime:{milliseconds}")));
    }
    media.set_direction(direction);

    let agreed = Agreed {
        media_index,
        codec: Codec::of_map(&codec, offered.fmtp(codec.payload_type)),
        receive_payload_type: codec.payload_type,
        telephone_event_send: events,
        telephone_event_receive: events,
        direction,
        remote: offer.rtp_address(offered),
        remote_rtcp: offer.rtcp_address(offered),
        packet_time_ms: sent_packet_time_ms(offered, packet_time_ms),
    };
    let streams = place(&offer.media, media_index, media);
    Ok(Answer {
        description: body(own, streams),
        agreed,
    })
}

/// An answer that takes none of the streams, from this address (RFC 3264 §6): for an offer that nobody
/// wants any more.
pub fn refuse(offer: &SessionDescription, address: IpAddr) -> SessionDescription {
    let streams = offer.media.iter().map(Media::refused).collect();
    body(OwnMedia { address, port: 0 }, streams)
}

/// `stream` at its place among the offered ones, the others refused (R-10.2.1-24).
pub(crate) fn place(offered: &[Media], index: usize, stream: Media) -> Vec<Media> {
    let mut streams: Vec<Media> = offered.iter().map(Media::refused).collect();
    match streams.get_mut(index) {
        Some(place) => *place = stream,
        None => streams.push(stream),
    }
    streams
}

/// The offered format of the codec that wins.
fn choose<'a>(
    media: &'a Media,
    capabilities: &Capabilities,
    order: CodecOrder,
) -> Option<RtpMap<'a>> {
    let codecs = &capabilities.codecs;
    match order {
        CodecOrder::Offerer => media
            .maps()
            .find(|map| codecs.iter().any(|codec| codec.map().same_encoding(map))),
        CodecOrder::Own => codecs
            .iter()
            .find_map(|codec| media.maps().find(|map| codec.map().same_encoding(map))),
    }
}

/// Whether an attribute is one of the four directions.
pub(crate) fn is_direction(attribute: &Attribute<'_>) -> bool {
    Direction::parse(attribute.name).is_some()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    const OWN: OwnMedia = OwnMedia {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)),
        port: 6,
    };

    fn offered(media: &str) -> SessionDescription {
        let text = format!("o=- 1 1 IN IP4 192.0.2.2\nc=IN IP4 192.0.2.2\n{media}");
        SessionDescription::parse(text.as_bytes()).unwrap()
    }

    fn streams(answer: &Answer) -> String {
        answer
            .description
            .media
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// R-1.2-1, R-10.2.1-22, R-10.2.1-23, R-10.2.1-24, R-10.2.1-29, R-10.2.1-30, R-10.2.1-31,
    /// R-10.2.1-32
    #[test]
    fn an_answer_has_one_codec_and_all_lines_of_the_offer() {
        let offer = offered(
            "m=video 7 RTP/AVP 99\na=rtpmap:99 H264/90000\nm=audio 5000 RTP/AVP 8 0 97\n\
             a=rtpmap:97 telephone-event/8000\na=fmtp:97 0-16\na=ptime:40\n\
             m=audio 5002 RTP/SAVP 0\n",
        );
        let answer = answer(&offer, &Capabilities::default(), OWN, CodecOrder::Offerer).unwrap();
        assert_eq!(
            answer.description.to_string(),
            "v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n\
             m=video 0 RTP/AVP 99\r\nm=audio 6 RTP/AVP 8 97\r\na=rtpmap:8 PCMA/8000\r\n\
             a=rtpmap:97 telephone-event/8000\r\na=fmtp:97 0-16\r\na=ptime:40\r\n\
             m=audio 0 RTP/SAVP 0\r\n"
        );
        assert_eq!(answer.agreed.media_index, 1);
        assert_eq!(answer.agreed.telephone_event_send, Some(97));
        assert_eq!(answer.agreed.remote.unwrap().to_string(), "192.0.2.2:5000");
        assert_eq!(answer.agreed.packet_time_ms, 40);
    }

    /// R-10.2.1-21
    #[test]
    fn the_order_of_either_side_can_decide() {
        let offer = offered("m=audio 5000 RTP/AVP 18 8 0\n");
        for (order, expected) in [(CodecOrder::Offerer, 8), (CodecOrder::Own, 0)] {
            let answer = answer(&offer, &Capabilities::default(), OWN, order).unwrap();
            assert_eq!(answer.agreed.codec.payload_type, expected);
        }
    }

    /// R-10.2.1-30, R-10.2.1-31
    #[test]
    fn a_dynamic_payload_type_is_answered_with_the_offered_number_and_parameters() {
        let opus = Codec {
            encoding: Cow::Borrowed("opus"),
            clock_rate: 48000,
            channels: 2,
            payload_type: 111,
            parameters: None,
        };
        let capabilities = Capabilities {
            codecs: vec![opus],
            ..Capabilities::default()
        };
        let offer = offered(
            "m=audio 5000 RTP/AVP 0 96\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1\n",
        );
        let answer = answer(&offer, &capabilities, OWN, CodecOrder::Own).unwrap();
        assert_eq!(
            streams(&answer),
            "m=audio 6 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n\
             a=fmtp:96 useinbandfec=1\r\na=ptime:20\r\n"
        );
    }

    /// R-10.2.1-26
    #[test]
    fn the_direction_is_mirrored() {
        let rows = [
            ("", None),
            ("a=sendrecv\n", None),
            ("a=sendonly\n", Some("recvonly")),
            ("a=recvonly\n", Some("sendonly")),
            ("a=inactive\n", Some("inactive")),
            ("c=IN IP4 0.0.0.0\n", Some("recvonly")),
            ("c=IN IP4 0.0.0.0\na=inactive\n", Some("inactive")),
        ];
        for (lines, expected) in rows {
            let offer = offered(&format!("m=audio 5000 RTP/AVP 0\n{lines}"));
            let answer =
                answer(&offer, &Capabilities::default(), OWN, CodecOrder::Offerer).unwrap();
            let written = answer.description.media[0]
                .lines
                .attributes()
                .find(is_direction);
            assert_eq!(written.map(|a| a.name), expected, "{lines}");
            assert_eq!(
                answer.agreed.remote.is_none(),
                lines.contains("0.0.0.0"),
                "{lines}"
            );
        }
    }

    /// R-10.2.1-12, R-10.2.1-13, R-10.2.1-27
    #[test]
    fn what_cannot_be_is_refused() {
        let rows = [
            ("", NotAcceptable::NoAudio),
            ("m=video 5000 RTP/AVP 0\n", NotAcceptable::NoAudio),
            ("m=audio 0 RTP/AVP 0\n", NotAcceptable::NoAudio),
            ("m=audio 5000 RTP/SAVP 0\n", NotAcceptable::NoAudio),
            ("m=audio 5000 RTP/AVP 18\n", NotAcceptable::NoCommonCodec),
            (
                "m=audio 5000 RTP/AVP 0\nc=IN IP4 224.0.0.1/1\n",
                NotAcceptable::NoAddress,
            ),
            (
                "m=audio 5000 RTP/AVP 0\na=sendonly\n",
                NotAcceptable::Direction,
            ),
        ];
        let capabilities = Capabilities {
            hold: false,
            ..Capabilities::default()
        };
        for (media, expected) in rows {
            let refused = answer(&offered(media), &capabilities, OWN, CodecOrder::Offerer);
            assert_eq!(refused, Err(expected), "{media}");
            assert_eq!(expected.warning_code(), 304);
        }
    }

    #[test]
    fn telephone_event_is_answered_only_if_we_want_it() {
        let offer = offered("m=audio 5000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n");
        let capabilities = Capabilities {
            telephone_event: None,
            ..Capabilities::default()
        };
        let answer = answer(&offer, &capabilities, OWN, CodecOrder::Offerer).unwrap();
        assert_eq!(
            streams(&answer),
            "m=audio 6 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n"
        );
        assert_eq!(answer.agreed.telephone_event_receive, None);
    }
}

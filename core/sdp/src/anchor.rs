//! Descriptions handed on by the exchange, which puts itself into the way of the media.
//!
//! Each leg is a session of its own: its own `o=`, its own addresses, one audio stream over plain
//! RTP. What describes the codecs passes unchanged, so that the two terminals agree with each
//! other and not with the exchange. What names an address, binds a key to a path or says who the
//! user is does not pass.

use smallvec::SmallVec;

use crate::answer::{is_direction, place};
use crate::offer::body;
use crate::{
    Address, Attribute, Line, Lines, Media, NotAcceptable, OwnMedia, RtpMap, SessionDescription,
};

/// An offer handed on: the first usable audio stream of `received` with our address
/// (R-10.2.1-19), as a body for the other leg. `sent` is what we last sent on that leg, if it
/// already has a session: its other `m=` lines stay, with port 0 (R-10.2.1-25).
///
/// # Errors
///
/// [`NotAcceptable`] if there is no audio over RTP/AVP with an address.
pub fn anchor_offer(
    received: &SessionDescription,
    ours: OwnMedia,
    sent: Option<&SessionDescription>,
) -> Result<SessionDescription, NotAcceptable> {
    let audio = received.audio().ok_or(NotAcceptable::NoAudio)?;
    if received
        .connection_of(audio)
        .and_then(Address::ip)
        .is_none()
    {
        return Err(NotAcceptable::NoAddress);
    }
    let stream = anchored(received, audio, ours.port);
    let streams = match sent {
        Some(sent) => place(&sent.media, audio_place(sent), stream),
        None => vec![stream],
    };
    Ok(handed_on(received, ours, streams))
}

/// An answer handed on: the answered audio at the place of the audio in `original_offer`, the
/// offer that this leg's terminal sent; its other `m=` lines with port 0 (R-10.2.1-24). Of several
/// answered codecs only the first is handed on (R-10.2.1-22), and no direction that the offer does
/// not allow (R-10.2.1-26). A refused audio stays refused. A body for the leg.
///
/// # Errors
///
/// [`NotAcceptable`] if the answer has neither audio over RTP/AVP nor a refused one, or no address.
pub fn anchor_answer(
    answer: &SessionDescription,
    original_offer: &SessionDescription,
    ours: OwnMedia,
) -> Result<SessionDescription, NotAcceptable> {
    let refused = |media: &&Media| media.is_audio() && media.port == 0;
    let audio = answer
        .audio()
        .or_else(|| answer.media.iter().find(refused))
        .ok_or(NotAcceptable::NoAudio)?;
    let mut stream = if audio.port == 0 {
        audio.refused()
    } else if answer.connection_of(audio).and_then(Address::ip).is_some() {
        one_codec(anchored(answer, audio, ours.port))
    } else {
        return Err(NotAcceptable::NoAddress);
    };
    let index = audio_place(original_offer);
    if let Some(offered) = original_offer.media.get(index) {
        // An answer repeats the protocol of the offer (RFC 3264 §6.1).
        stream.protocol = offered.protocol.clone();
        if stream.port != 0 {
            let allowed = original_offer.direction_of(offered).mirrored();
            stream.set_direction(stream.own_direction().unwrap_or_default().and(allowed));
        }
    }
    Ok(handed_on(
        answer,
        ours,
        place(&original_offer.media, index, stream),
    ))
}

/// The place of the audio among the streams: the first usable one, else the first refused one.
fn audio_place(description: &SessionDescription) -> usize {
    description
        .audio_index()
        .or_else(|| description.media.iter().position(Media::is_audio))
        .unwrap_or(description.media.len())
}

/// The stream with our port, less what cannot hold through a relay. The direction of the session,
/// and a hold by 0.0.0.0, become the stream's own.
fn anchored(description: &SessionDescription, audio: &Media, port: u16) -> Media {
    let kept = audio.lines.iter().filter(|line| passes(line)).cloned();
    let mut stream = Media {
        port,
        port_count: 1,
        connection: None,
        lines: kept.collect::<Lines>(),
        ..audio.clone()
    };
    stream.set_direction(description.direction_of(audio));
    stream
}

/// The stream with its first codec and telephone-event only, as an answer has to be (R-10.2.1-23).
fn one_codec(mut stream: Media) -> Media {
    let codec = stream
        .maps()
        .find(RtpMap::is_codec)
        .map(|map| map.payload_type);
    let keep: SmallVec<[u8; 4]> = stream
        .maps()
        .filter(|map| Some(map.payload_type) == codec || map.is_telephone_event())
        .map(|map| map.payload_type)
        .collect();
    if codec.is_some() {
        stream.retain_formats(|format| format.payload().is_some_and(|n| keep.contains(&n)));
    }
    stream
}

/// A body with what passes of the session's own lines: harmless attributes.
fn handed_on(
    received: &SessionDescription,
    ours: OwnMedia,
    streams: Vec<Media>,
) -> SessionDescription {
    let mut description = body(ours, streams);
    for line in &received.lines {
        if passes(line) && line.as_attribute().is_some_and(|a| !is_direction(&a)) {
            description.lines.push(line.clone());
        }
    }
    description
}

/// Whether a line may go from one leg to the other. Of the lines beside attributes none may: `i=
/// u= e= p=` tell who the user is (R-12.1.2-1), `k=` is a key, `b=` counts another path, and all
/// of them may be left out (R-10.2.1-20).
fn passes(line: &Line) -> bool {
    line.as_attribute()
        .is_some_and(|attribute| !STAYS.iter().any(|name| attribute.is(name)))
        && line
            .as_attribute()
            .is_some_and(|attribute| !is_ice(&attribute))
}

fn is_ice(attribute: &Attribute<'_>) -> bool {
    attribute
        .name
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("ice-"))
}

/// Attributes that stay on their leg: they name addresses or ports, belong to keys, tie streams
/// together that are not handed on, or identify the sender.
const STAYS: [&str; 26] = [
    "alt",
    "bundle-only",
    "candidate",
    "cat",
    "connection",
    "crypto",
    "end-of-candidates",
    "fingerprint",
    "group",
    "identity",
    "key-mgmt",
    "keywds",
    "mid",
    "msid",
    "msid-semantic",
    "remote-candidates",
    "rtcp",
    "rtcp-mux",
    "rtcp-mux-only",
    "setup",
    "source-filter",
    "ssrc",
    "ssrc-group",
    "tls-id",
    "tool",
    "zrtp-hash",
];

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: OwnMedia = OwnMedia {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)),
        port: 6,
    };

    const HEAD: &str = "v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    fn parse(text: &str) -> SessionDescription {
        let text = format!("o=u 1 1 IN IP4 192.0.2.2\nc=IN IP4 192.0.2.2\n{text}");
        SessionDescription::parse(text.as_bytes()).unwrap()
    }

    /// R-10.2.1-19, R-12.1.2-1
    #[test]
    fn an_offer_is_handed_on_without_addresses_keys_and_names() {
        let received = parse(
            "s=Alice\ni=desk\nu=http://a\ne=a@x\np=+31\nb=AS:80\nk=prompt\nt=1 2\na=tool:x\n\
             a=ice-lite\na=group:BUNDLE a\na=x-session:1\na=sendonly\n\
             m=video 9 RTP/AVP 99\na=rtpmap:99 H264/90000\n\
             m=audio 5000 RTP/AVP 96 0 101\ni=mike\nc=IN IP4 192.0.2.3\nb=TIAS:64000\n\
             a=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1\na=rtpmap:101 telephone-event/8000\n\
             a=fmtp:101 0-16\na=ptime:30\na=maxptime:60\na=candidate:1 1 UDP 1 192.0.2.3 5000 typ host\n\
             a=ice-ufrag:x\na=crypto:1 x inline:y\na=rtcp:5003\na=rtcp-mux\na=ssrc:1 cname:alice\n\
             a=mid:a\na=x-stream:2\n",
        );
        let handed_on = anchor_offer(&received, OURS, None).unwrap();
        assert_eq!(
            handed_on.to_string(),
            format!(
                "{HEAD}a=x-session:1\r\nm=audio 6 RTP/AVP 96 0 101\r\na=rtpmap:96 opus/48000/2\r\n\
                 a=fmtp:96 useinbandfec=1\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n\
                 a=ptime:30\r\na=maxptime:60\r\na=x-stream:2\r\na=sendonly\r\n"
            )
        );
    }

    /// R-10.2.1-24
    #[test]
    fn an_answer_is_handed_on_at_the_place_of_the_offered_audio() {
        let offer = parse("m=video 9 RTP/AVP 99\nm=audio 5000 RTP/AVP 0 8\nm=audio 7 RTP/SAVP 0\n");
        let answer = parse("m=audio 7000 RTP/AVP 0\na=recvonly\na=rtcp:7009\n");
        assert_eq!(
            anchor_answer(&answer, &offer, OURS).unwrap().to_string(),
            format!(
                "{HEAD}m=video 0 RTP/AVP 99\r\nm=audio 6 RTP/AVP 0\r\na=recvonly\r\n\
                 m=audio 0 RTP/SAVP 0\r\n"
            )
        );
        let refused = parse("m=audio 0 RTP/AVP 0\n");
        assert!(
            anchor_answer(&refused, &offer, OURS)
                .unwrap()
                .audio()
                .is_none()
        );
        for text in ["", "m=audio 7000 RTP/SAVP 0\n"] {
            assert_eq!(
                anchor_answer(&parse(text), &offer, OURS),
                Err(NotAcceptable::NoAudio)
            );
        }
    }

    /// R-10.2.1-22, R-10.2.1-23
    #[test]
    fn an_answer_is_handed_on_with_one_codec() {
        let offer = parse("m=audio 5000 RTP/AVP 0 8 13 101\na=rtpmap:101 telephone-event/8000\n");
        let answer = parse(
            "m=audio 7000 RTP/AVP 101 8 0 13\na=rtpmap:101 telephone-event/8000\n\
             a=rtpmap:0 PCMU/8000\n",
        );
        assert_eq!(
            anchor_answer(&answer, &offer, OURS).unwrap().media[0].to_string(),
            "m=audio 6 RTP/AVP 101 8\r\na=rtpmap:101 telephone-event/8000\r\n"
        );
    }

    /// R-10.2.1-25
    #[test]
    fn a_later_offer_keeps_the_lines_of_the_leg() {
        let sent = parse("m=video 0 RTP/AVP 99\nm=audio 6 RTP/AVP 0\n");
        let received = parse("m=audio 7000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n");
        assert_eq!(
            anchor_offer(&received, OURS, Some(&sent))
                .unwrap()
                .to_string(),
            format!("{HEAD}m=video 0 RTP/AVP 99\r\nm=audio 6 RTP/AVP 0\r\na=sendonly\r\n")
        );
    }

    /// R-10.2.1-12
    #[test]
    fn an_offer_without_plain_audio_is_refused() {
        let rows = [
            ("", NotAcceptable::NoAudio),
            ("m=audio 0 RTP/AVP 0\n", NotAcceptable::NoAudio),
            ("m=audio 9 RTP/SAVP 0\n", NotAcceptable::NoAudio),
            (
                "m=audio 9 RTP/AVP 0\nc=IN IP4 host.example\n",
                NotAcceptable::NoAddress,
            ),
        ];
        for (text, error) in rows {
            assert_eq!(anchor_offer(&parse(text), OURS, None), Err(error), "{text}");
        }
    }
}

//! What is written at the arrows in the words of the protocol, whatever the language.

use naisen_sdp::{Direction, Media, SessionDescription};
use naisen_sip::{CSeq, Message as Sip, Method};

use super::Detail;
use crate::reading::description_of;
use crate::{Described, Message, Stream};

/// Characters of a label that are worth drawing.
const CHARACTERS: usize = 80;
/// Codecs of an offer that are named.
const CODECS: usize = 6;

/// Method, or status and phrase; the method behind it if it is not INVITE.
pub(super) fn message(captured: &Message, message: Option<&Sip<'_>>) -> String {
    let Some(message) = message else {
        let line = captured.bytes.split(|byte| *byte == b'\r').next();
        return cut(&String::from_utf8_lossy(line.unwrap_or_default()));
    };
    let Some(status) = message.status() else {
        return cut(message.method().map_or("?", |method| method.as_str()));
    };
    let phrase = message.reason().filter(|phrase| !phrase.is_empty());
    let phrase = phrase.unwrap_or(status.reason());
    let text = format!("{} {phrase}", status.code());
    match message.required::<CSeq<'_>>() {
        Ok(cseq) if cseq.method != Method::Invite => {
            format!("{} ({})", cut(text.trim_end()), cut(cseq.method.as_str()))
        }
        _ => cut(text.trim_end()),
    }
}

/// What a session description says of its media.
pub(super) fn description(message: &Sip<'_>) -> Option<Detail> {
    let body = description_of(message)?;
    let Ok(description) = SessionDescription::parse(body) else {
        return Some(Detail::Unreadable);
    };
    let streams: Vec<String> = description
        .media
        .iter()
        .take(3)
        .map(|media| stream_of(&description, media))
        .collect();
    Some(Detail::Media(cut(&streams.join("; "))))
}

fn stream_of(description: &SessionDescription, media: &Media) -> String {
    let mut text = String::new();
    if media.kind != "audio" {
        text.push_str(&media.kind);
        text.push(' ');
    }
    if media.port == 0 {
        return text + "port 0";
    }
    let codecs: Vec<_> = media
        .payload_types()
        .take(CODECS)
        .map(|number| {
            media
                .rtpmap(number)
                .map_or_else(|| number.to_string(), |map| map.encoding.to_owned())
        })
        .collect();
    text.push_str(&codecs.join(" "));
    match description.direction_of(media) {
        Direction::SendRecv => {}
        Direction::SendOnly => text.push_str(" sendonly"),
        Direction::RecvOnly => text.push_str(" recvonly"),
        Direction::Inactive => text.push_str(" inactive"),
    }
    match description.rtp_address(media) {
        Some(address) => text + &format!(" {address}"),
        None => match description.connection_of(media) {
            Some(connection) => text + &format!(" {connection} {}", media.port),
            None => text,
        },
    }
}

/// The codec of a stream.
pub(super) fn codec(descriptions: &[Described], stream: &Stream) -> String {
    let number = stream.payload_type;
    // A dynamic number is named by the description that either end sent.
    let named = descriptions.iter().find_map(|described| {
        let description = described.description.as_ref()?;
        let media = description.media.iter().find(|media| {
            let address = description.rtp_address(media);
            address == Some(stream.destination) || address == Some(stream.source)
        })?;
        Some(media.rtpmap(number)?.encoding.to_owned())
    });
    let codec = named
        .or_else(|| naisen_sdp::RtpMap::of_static(number).map(|map| map.encoding.to_owned()))
        .unwrap_or_else(|| format!("PT {number}"));
    cut(&codec)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        None => text.into(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

//! What an offer and its answer settle.

use std::net::SocketAddr;

use smallvec::SmallVec;

use crate::{
    Address, AnswerError, Codec, DEFAULT_PACKET_TIME_MS, Direction, Media, RtpMap,
    SessionDescription,
};

/// The audio that both sides have agreed on, seen from one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Index of the stream among the `m=` lines.
    pub media_index: usize,
    /// The codec; its payload type and parameters are the peer's, for what we send.
    pub codec: Codec,
    /// The payload type under which the peer sends it.
    pub receive_payload_type: u8,
    /// The payload type for events that we send; `None` if the peer takes none.
    pub telephone_event_send: Option<u8>,
    /// The payload type of events that the peer sends.
    pub telephone_event_receive: Option<u8>,
    /// What we do.
    pub direction: Direction,
    /// Where RTP goes; `None` while the peer holds with 0.0.0.0.
    pub remote: Option<SocketAddr>,
    /// Where RTCP goes.
    pub remote_rtcp: Option<SocketAddr>,
    /// Packet time of what we send, in milliseconds.
    pub packet_time_ms: u16,
}

/// What the offerer learns from the answer to `offer`, whatever message brought it (R-10.2.1-5,
/// R-10.2.1-6). Of several answered codecs the first that was offered counts; payload types are
/// matched by encoding, since an answer may number them anew (RFC 3264 §6.1).
///
/// # Errors
///
/// [`AnswerError`] if the audio came back refused, with strange codecs only, or without an
/// address.
pub fn accepted(
    offer: &SessionDescription,
    answer: &SessionDescription,
) -> Result<Agreed, AnswerError> {
    let media_index = answer.audio_index().ok_or(AnswerError::Refused)?;
    let media = answer.media.get(media_index).ok_or(AnswerError::Refused)?;
    // Streams correspond by place; some peers answer with fewer lines than they were offered.
    let offered = offer
        .media
        .get(media_index)
        .filter(|media| media.is_audio())
        .or_else(|| offer.audio())
        .ok_or(AnswerError::NoCommonCodec)?;
    let ours: SmallVec<[_; 8]> = offered.maps().collect();
    let (theirs, ours) = media
        .maps()
        .filter(RtpMap::is_codec)
        .find_map(|map| Some((map, ours.iter().find(|ours| ours.same_encoding(&map))?)))
        .ok_or(AnswerError::NoCommonCodec)?;
    if answer.connection_of(media).and_then(Address::ip).is_none() {
        return Err(AnswerError::NoAddress);
    }
    let events =
        event_payload(media, theirs.clock_rate).zip(event_payload(offered, theirs.clock_rate));
    Ok(Agreed {
        media_index,
        codec: Codec::of_map(&theirs, media.fmtp(theirs.payload_type)),
        receive_payload_type: ours.payload_type,
        telephone_event_send: events.map(|(theirs, _)| theirs),
        telephone_event_receive: events.map(|(_, ours)| ours),
        direction: answer
            .direction_of(media)
            .mirrored()
            .and(offer.direction_of(offered)),
        remote: answer.rtp_address(media),
        remote_rtcp: answer.rtcp_address(media),
        packet_time_ms: sent_packet_time_ms(media, media.ptime().or(offered.ptime())),
    })
}

/// The packet time of what we send to the peer that described `media`: as agreed, else the usual one,
/// and never more than it takes (RFC 8866 §6.4).
pub(crate) fn sent_packet_time_ms(media: &Media, agreed: Option<u16>) -> u16 {
    let time = agreed.unwrap_or(DEFAULT_PACKET_TIME_MS);
    media.maxptime().map_or(time, |most| time.min(most))
}

/// The payload type of telephone-event with the clock rate of the codec, else of any.
pub(crate) fn event_payload(media: &Media, clock_rate: u32) -> Option<u8> {
    let events = || media.maps().filter(RtpMap::is_telephone_event);
    events()
        .find(|map| map.clock_rate == clock_rate)
        .or_else(|| events().next())
        .map(|map| map.payload_type)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Capabilities, OwnMedia, offer};

    fn answer(media: &str) -> SessionDescription {
        let text = format!("o=- 1 1 IN IP4 192.0.2.2\nc=IN IP4 192.0.2.2\n{media}");
        SessionDescription::parse(text.as_bytes()).unwrap()
    }

    fn learn(media: &str) -> Result<Agreed, AnswerError> {
        let own = OwnMedia {
            address: [192, 0, 2, 1].into(),
            port: 40000,
        };
        accepted(&offer(&Capabilities::default(), own), &answer(media))
    }

    /// R-10.2.1-10
    #[test]
    fn an_answer_gives_codec_addresses_and_packet_time() {
        let agreed = learn(
            "m=audio 5000 RTP/AVP 8 96\na=rtpmap:96 telephone-event/8000\na=rtcp:7000\n\
             a=ptime:40\n",
        )
        .unwrap();
        assert_eq!(agreed.codec, Codec::PCMA);
        assert_eq!(agreed.receive_payload_type, 8);
        assert_eq!(agreed.telephone_event_send, Some(96));
        assert_eq!(agreed.telephone_event_receive, Some(101));
        assert_eq!(agreed.direction, Direction::SendRecv);
        assert_eq!(agreed.remote.unwrap().to_string(), "192.0.2.2:5000");
        assert_eq!(agreed.remote_rtcp.unwrap().to_string(), "192.0.2.2:7000");
        assert_eq!(agreed.packet_time_ms, 40);
    }

    #[test]
    fn answers_are_read_for_what_they_are() {
        let rows = [
            (
                "m=audio 5000 RTP/AVP 0 8\n",
                Ok((0, Direction::SendRecv, true)),
            ),
            (
                "m=audio 5000 RTP/AVP 101 8\n",
                Ok((8, Direction::SendRecv, true)),
            ),
            (
                "m=audio 5000 RTP/AVP 0\na=recvonly\n",
                Ok((0, Direction::SendOnly, true)),
            ),
            (
                "m=audio 5000 RTP/AVP 0\na=inactive\n",
                Ok((0, Direction::Inactive, true)),
            ),
            (
                "m=audio 5000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n",
                Ok((0, Direction::RecvOnly, false)),
            ),
            ("m=audio 0 RTP/AVP 0\n", Err(AnswerError::Refused)),
            ("m=video 5000 RTP/AVP 0\n", Err(AnswerError::Refused)),
            ("", Err(AnswerError::Refused)),
            ("m=audio 5000 RTP/AVP 18\n", Err(AnswerError::NoCommonCodec)),
            (
                "m=audio 5000 RTP/AVP 101\n",
                Err(AnswerError::NoCommonCodec),
            ),
            (
                "m=audio 5000 RTP/AVP 0\nc=IN IP4 host.example\n",
                Err(AnswerError::NoAddress),
            ),
        ];
        for (media, expected) in rows {
            let learned =
                learn(media).map(|a| (a.codec.payload_type, a.direction, a.remote.is_some()));
            assert_eq!(learned, expected, "{media}");
        }
    }
}

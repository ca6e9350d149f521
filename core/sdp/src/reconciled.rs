//! Two offers that have to be each other's answer: the exchange was offered something on both of its
//! legs, and each terminal has to be answered what the other one offered (JJ-22.11 §10.2.1).

use crate::{Media, NotAcceptable, RtpMap, SessionDescription};

/// Two offers, each with what both have only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// The first offer, less the formats that are not shared.
    pub first: SessionDescription,
    /// The second one.
    pub second: SessionDescription,
}

/// Finds what two offers share: one codec, the first of the first offer that the second has as well,
/// and telephone-event if both have it (R-10.2.1-22, R-10.2.1-23). A format is shared if it has the
/// same payload type on both sides, for the media is relayed as it is. Either result serves
/// [`crate::anchor_answer`] as the answer to the other offer.
///
/// # Errors
///
/// [`NotAcceptable`] if one has no audio over RTP/AVP, or both have no codec in common.
pub fn reconcile(
    first: &SessionDescription,
    second: &SessionDescription,
) -> Result<Reconciled, NotAcceptable> {
    let (Some(ours), Some(theirs)) = (first.audio(), second.audio()) else {
        return Err(NotAcceptable::NoAudio);
    };
    let theirs: Vec<RtpMap<'_>> = theirs.maps().collect();
    let shared: Vec<RtpMap<'_>> = ours
        .maps()
        .filter(|our| {
            let same = |their: &RtpMap<'_>| {
                their.payload_type == our.payload_type && their.same_encoding(our)
            };
            theirs.iter().any(same)
        })
        .collect();
    let codec = shared
        .iter()
        .find(|map| map.is_codec())
        .ok_or(NotAcceptable::NoCommonCodec)?;
    let mut events = shared.iter().filter(|map| map.is_telephone_event());
    let event = events
        .clone()
        .find(|map| map.clock_rate == codec.clock_rate)
        .or_else(|| events.next());
    let keep = [Some(codec.payload_type), event.map(|map| map.payload_type)];
    let less = |offer: &SessionDescription| {
        let mut less = offer.clone();
        let audio = offer
            .audio_index()
            .and_then(|index| less.media.get_mut(index));
        if let Some(audio) = audio {
            retain(audio, keep);
        }
        less
    };
    Ok(Reconciled {
        first: less(first),
        second: less(second),
    })
}

fn retain(audio: &mut Media, keep: [Option<u8>; 2]) {
    audio.retain_formats(|format| {
        let number = format.payload();
        number.is_some() && keep.contains(&number)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(formats: &str) -> SessionDescription {
        let text =
            format!("o=u 1 1 IN IP4 192.0.2.2\nc=IN IP4 192.0.2.2\nm=audio 8 RTP/AVP {formats}\n");
        SessionDescription::parse(text.as_bytes()).expect("legal")
    }

    fn formats(description: &SessionDescription) -> Vec<u8> {
        description.media[0].payload_types().collect()
    }

    /// R-10.2.1-22, R-10.2.1-23
    #[test]
    fn one_codec_and_events_are_shared_under_one_payload_type() {
        const EVENTS: &str = "a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15";
        let opus = |number: u8| format!("{number} 8\na=rtpmap:{number} opus/48000/2");
        let rows = [
            ("0 8", "8 0", vec![0]),
            ("8 9", "9 0", vec![9]),
            (
                &*format!("0 101\n{EVENTS}"),
                &*format!("101 0\n{EVENTS}"),
                vec![0, 101],
            ),
            (&*format!("0 101\n{EVENTS}"), "0 101", vec![0]),
            (
                &*format!("0 101\n{EVENTS}"),
                "0 96\na=rtpmap:96 telephone-event/8000",
                vec![0],
            ),
            (&*opus(96), &*opus(96), vec![96]),
            // Under another number it would have to be renumbered on its way.
            (&*opus(96), &*opus(97), vec![8]),
            ("13 0", "13 0", vec![0]),
        ];
        for (first, second, expected) in rows {
            let both = reconcile(&parse(first), &parse(second)).expect("a common codec");
            let (mut one, mut other) = (formats(&both.first), formats(&both.second));
            one.sort_unstable();
            other.sort_unstable();
            assert_eq!((&one, &other), (&expected, &expected), "{first} / {second}");
        }
    }

    /// R-10.2.1-12
    #[test]
    fn without_a_codec_in_common_there_is_nothing_to_agree_on() {
        let rows = [
            ("0", "8", NotAcceptable::NoCommonCodec),
            ("13", "13", NotAcceptable::NoCommonCodec),
        ];
        for (first, second, error) in rows {
            assert_eq!(reconcile(&parse(first), &parse(second)), Err(error));
        }
        let mut silent = parse("0");
        silent.media[0].port = 0;
        for (first, second) in [(&silent, &parse("0")), (&parse("0"), &silent)] {
            assert_eq!(reconcile(first, second), Err(NotAcceptable::NoAudio));
        }
    }
}

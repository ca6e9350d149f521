//! What the peer has sent in one dialog, and what a new description of it changes
//! (JJ-22.11 §10.2.2, §10.2.4).

use crate::difference::{Difference, Formats};
use crate::local::formats_in_use;
use crate::{Format, SessionDescription};

/// The meaning of a description within an established session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing to do: a refresh. Answer with what was sent last.
    None,
    /// The peer now lists only the codec in use: a refresh as well (R-10.2.4-3, R-10.2.4-5).
    CodecReduction,
    /// A media change: compose the answer as at establishment (R-10.2.2-2).
    Media(MediaChange),
}

/// What a media change touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MediaChange {
    /// Address or port (R-10.2.2-6).
    pub address_or_port: bool,
    /// The codecs, so that the one in use may be another.
    pub codec: bool,
    /// The direction: hold or resume.
    pub direction: bool,
    /// Packet time, codec parameters, other streams.
    pub other: bool,
}

/// The peer's side of a session.
#[derive(Clone, Debug)]
pub struct RemoteDescription {
    initial: SessionDescription,
    last: SessionDescription,
    /// The peer's formats that are in use; empty if not known.
    in_use: Vec<Format>,
}

impl RemoteDescription {
    /// The peer's side with the first description it sent, and ours to it. Without ours, every
    /// shortening of the list of codecs passes as a reduction to the one in use.
    pub fn new(first: SessionDescription, ours: Option<&SessionDescription>) -> Self {
        let in_use = ours.map(|ours| in_use(&first, ours)).unwrap_or_default();
        Self {
            initial: first.clone(),
            last: first,
            in_use,
        }
    }

    /// What holds now.
    pub fn last(&self) -> &SessionDescription {
        &self.last
    }

    /// What `new` changes against the description that holds now. The content decides; the version
    /// settles what the content leaves open:
    ///
    /// * another version over the same content, or over the codec in use alone, is a refresh
    ///   (R-10.2.4-3);
    /// * the list of the Initial INVITE with the version that holds is a refresh (R-10.2.4-4), with
    ///   a new version, or in another order under one, it asks for a new choice (R-10.2.2-1);
    /// * a lost packet time and the like is a change only with a new version (JJ-22.11 E-36); a
    ///   new address or direction always is, since there are phones that forget to count.
    pub fn classify(&self, new: &SessionDescription) -> Change {
        let difference = Difference::between(&self.last, new);
        let same_version = self.last.origin.same_session(&new.origin)
            && self.last.origin.version == new.origin.version;
        let codec = match difference.formats {
            Formats::Same => !same_version && !self.same_order(new),
            Formats::Fewer => !self.has_codec_in_use(new),
            Formats::Other => !same_version || !self.has_initial_formats(new),
        };
        let change = MediaChange {
            address_or_port: difference.address,
            codec,
            direction: difference.direction,
            other: difference.other && !same_version,
        };
        if change != MediaChange::default() {
            Change::Media(change)
        } else if difference.formats == Formats::Fewer {
            Change::CodecReduction
        } else {
            Change::None
        }
    }

    /// `new` holds from now on, `ours` having answered it or been answered by it.
    pub fn accept(&mut self, new: SessionDescription, ours: &SessionDescription) {
        self.in_use = in_use(&new, ours);
        self.last = new;
    }

    fn same_order(&self, new: &SessionDescription) -> bool {
        let formats = |it: &SessionDescription| it.audio().map(|media| media.formats.clone());
        formats(&self.last) == formats(new)
    }

    fn has_codec_in_use(&self, new: &SessionDescription) -> bool {
        let codec = self.in_use.first();
        codec.is_none_or(|codec| {
            new.audio()
                .is_some_and(|media| media.formats.contains(codec))
        })
    }

    fn has_initial_formats(&self, new: &SessionDescription) -> bool {
        Difference::between(&self.initial, new).formats == Formats::Same
    }
}

/// The formats of `theirs` that an exchange with `ours` has put to use.
fn in_use(theirs: &SessionDescription, ours: &SessionDescription) -> Vec<Format> {
    match (theirs.audio(), ours.audio()) {
        (Some(theirs), Some(ours)) => formats_in_use(theirs, ours),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Capabilities, CodecOrder, OwnMedia, answer};

    const INITIAL: &str = "v=0\no=- 5 9 IN IP4 192.0.2.2\ns=-\nc=IN IP4 192.0.2.2\nt=0 0\n\
        m=audio 8 RTP/AVP 0 8 101\na=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000\n\
        a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=ptime:20\n";

    fn parse(text: &str) -> SessionDescription {
        SessionDescription::parse(text.as_bytes()).unwrap()
    }

    fn remote() -> (RemoteDescription, SessionDescription) {
        let own = OwnMedia {
            address: [192, 0, 2, 1].into(),
            port: 6,
        };
        let initial = parse(INITIAL);
        let ours = answer(&initial, &Capabilities::default(), own, CodecOrder::Offerer).unwrap();
        (
            RemoteDescription::new(initial, Some(&ours.description)),
            ours.description,
        )
    }

    fn reduced() -> String {
        INITIAL
            .replace("0 8 101", "0 101")
            .replace("a=rtpmap:8 PCMA/8000\n", "")
    }

    fn counted(text: &str) -> String {
        text.replace("- 5 9 ", "- 5 10 ")
    }

    const ADDRESS: MediaChange = MediaChange {
        address_or_port: true,
        codec: false,
        direction: false,
        other: false,
    };
    const CODEC: MediaChange = MediaChange {
        address_or_port: false,
        codec: true,
        ..ADDRESS
    };
    const DIRECTION: MediaChange = MediaChange {
        address_or_port: false,
        direction: true,
        ..ADDRESS
    };
    const OTHER: MediaChange = MediaChange {
        address_or_port: false,
        other: true,
        ..ADDRESS
    };

    /// R-10.2.2-1, R-10.2.2-6, R-10.2.4-3, R-10.2.4-4, R-10.2.4-5; JJ-22.11 E-18, E-36
    #[test]
    fn refreshes_and_changes_are_told_apart() {
        let initial = INITIAL;
        let rows = [
            ("the same", initial.to_owned(), Change::None),
            ("the same, counted", counted(initial), Change::None),
            ("reduced", reduced(), Change::CodecReduction),
            (
                "reduced, counted",
                counted(&reduced()),
                Change::CodecReduction,
            ),
            (
                "without events too",
                reduced().replace(" 101\n", "\n"),
                Change::CodecReduction,
            ),
            (
                "reduced to a codec not in use",
                initial.replace("0 8 101", "8 101"),
                Change::Media(CODEC),
            ),
            (
                "a new codec",
                counted(&initial.replace("0 8", "0 8 18")),
                Change::Media(CODEC),
            ),
            (
                "a number with a new meaning",
                initial.replace("PCMU/8000", "L16/8000"),
                Change::Media(CODEC),
            ),
            (
                "a new port",
                counted(&initial.replace("audio 8", "audio 10")),
                Change::Media(ADDRESS),
            ),
            (
                "a new address",
                counted(&initial.replace("c=IN IP4 192.0.2.2", "c=IN IP4 192.0.2.3")),
                Change::Media(ADDRESS),
            ),
            (
                "a new address, not counted",
                initial.replace("c=IN IP4 192.0.2.2", "c=IN IP4 192.0.2.3"),
                Change::Media(ADDRESS),
            ),
            (
                "hold",
                counted(initial) + "a=sendonly\n",
                Change::Media(DIRECTION),
            ),
            (
                "hold, not counted",
                initial.to_owned() + "a=inactive\n",
                Change::Media(DIRECTION),
            ),
            (
                "hold by address",
                counted(&initial.replace("c=IN IP4 192.0.2.2", "c=IN IP4 0.0.0.0")),
                Change::Media(DIRECTION),
            ),
            (
                "ptime lost",
                initial.replace("a=ptime:20\n", ""),
                Change::None,
            ),
            (
                "ptime lost, counted",
                counted(&initial.replace("a=ptime:20\n", "")),
                Change::Media(OTHER),
            ),
            (
                "video added",
                counted(initial) + "m=video 12 RTP/AVP 99\n",
                Change::Media(OTHER),
            ),
            (
                "sendrecv spelt out",
                initial.to_owned() + "a=sendrecv\n",
                Change::None,
            ),
            (
                "static rtpmap left out",
                initial.replace("a=rtpmap:0 PCMU/8000\n", ""),
                Change::None,
            ),
        ];
        for (name, text, expected) in rows {
            assert_eq!(remote().0.classify(&parse(&text)), expected, "{name}");
        }
    }

    /// R-10.2.4-4
    #[test]
    fn the_initial_offer_after_a_reduction_is_a_refresh() {
        let (mut remote, ours) = remote();
        remote.accept(parse(&reduced()), &ours);
        assert_eq!(remote.classify(&parse(INITIAL)), Change::None);
        assert_eq!(
            remote.classify(&parse(&counted(INITIAL))),
            Change::Media(CODEC)
        );
        assert_eq!(remote.last(), &parse(&reduced()));
    }

    /// R-10.2.4-3
    #[test]
    fn a_counted_reduction_can_be_repeated() {
        let (mut remote, ours) = remote();
        let counted = parse(&counted(&reduced()));
        assert_eq!(remote.classify(&counted), Change::CodecReduction);
        remote.accept(counted.clone(), &ours);
        assert_eq!(remote.classify(&counted), Change::None);
    }
}

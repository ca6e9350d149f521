//! What we have sent in one dialog, and the `o=` of what comes next (JJ-22.11 §10.2.2 to §10.2.4).

use std::net::IpAddr;

use smallvec::SmallVec;

use crate::{
    Format, MAX_INITIAL_NUMBER, MAX_SESSION_NAME_BYTES, MAX_USERNAME_BYTES, Media, Origin,
    OriginError, RtpMap, SessionDescription,
};

/// Our side of a session. Every description that we send in a dialog passes through
/// [`LocalDescription::next`].
#[derive(Clone, Debug)]
pub struct LocalDescription {
    origin: Origin,
    name: Box<str>,
    /// Highest version given out; a withdrawn one is not used again.
    highest: u64,
    sent: Option<SessionDescription>,
    /// What was sent when the last exchange came to an end.
    established: Option<SessionDescription>,
    /// The same, with only the formats that the answer chose.
    reduced: Option<SessionDescription>,
    /// What [`LocalDescription::take_back`] returns to.
    before: Option<Box<Before>>,
}

/// How things stood before the last description.
#[derive(Clone, Debug)]
struct Before {
    version: u64,
    highest: u64,
    sent: SessionDescription,
}

impl LocalDescription {
    /// Our side with its initial session id and version, which the caller draws at random, user
    /// name and session name `-`.
    ///
    /// # Errors
    ///
    /// [`OriginError::Number`] above [`MAX_INITIAL_NUMBER`] (R-13.2.2-16, R-13.2.2-17).
    pub fn new(session_id: u32, version: u32, address: IpAddr) -> Result<Self, OriginError> {
        if let Some(number) = [session_id, version]
            .into_iter()
            .find(|n| *n > MAX_INITIAL_NUMBER)
        {
            return Err(OriginError::Number { number });
        }
        let (session_id, version) = (u64::from(session_id), u64::from(version));
        Ok(Self {
            origin: Origin {
                session_id,
                version,
                ..Origin::blank(address)
            },
            name: "-".into(),
            highest: version,
            sent: None,
            established: None,
            reduced: None,
            before: None,
        })
    }

    /// With another user name in `o=` (R-13.2.2-15).
    ///
    /// # Errors
    ///
    /// [`OriginError::Username`] if it is not 1 to 10 visible bytes.
    pub fn with_username(mut self, username: &str) -> Result<Self, OriginError> {
        let visible = username
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control());
        if username.is_empty() || username.len() > MAX_USERNAME_BYTES || !visible {
            return Err(OriginError::Username);
        }
        self.origin.username = username.into();
        Ok(self)
    }

    /// With another `s=` (R-13.2.2-18).
    ///
    /// # Errors
    ///
    /// [`OriginError::SessionName`] if it is not 1 to 10 bytes without control characters.
    pub fn with_session_name(mut self, name: &str) -> Result<Self, OriginError> {
        let name = name.trim();
        if name.is_empty() || name.len() > MAX_SESSION_NAME_BYTES || name.contains(char::is_control)
        {
            return Err(OriginError::SessionName);
        }
        self.name = name.into();
        Ok(self)
    }

    /// Gives a body its `o=` and `s=`. The version stays if the media are as before, or if only
    /// the codecs are reduced to the one in use (R-10.2.2-3, R-10.2.4-2, JJ-22.11 E-18); it is
    /// one higher otherwise (R-10.2.3-1).
    pub fn next(&mut self, body: SessionDescription) -> SessionDescription {
        let (version, highest) = (self.origin.version, self.highest);
        if let Some(sent) = &self.sent
            && !sent.same_media(&body)
            && !self.is_reduction(sent, &body)
        {
            self.highest = self.highest.saturating_add(1);
            self.origin.version = self.highest;
        }
        let next = SessionDescription {
            origin: self.origin.clone(),
            name: self.name.clone(),
            ..body
        };
        self.before = self.sent.replace(next.clone()).map(|sent| {
            Box::new(Before {
                version,
                highest,
                sent,
            })
        });
        next
    }

    /// The last description was never sent after all: the next one follows the one before it, so that
    /// no version is left out (R-10.2.3-1).
    pub fn take_back(&mut self) {
        if let Some(before) = self.before.take() {
            self.origin.version = before.version;
            self.highest = before.highest;
            self.sent = Some(before.sent);
        }
    }

    /// What was sent last.
    pub fn last(&self) -> Option<&SessionDescription> {
        self.sent.as_ref()
    }

    /// An exchange is complete: `remote` is the offer that we answered or the answer to ours.
    pub fn establish(&mut self, remote: &SessionDescription) {
        self.reduced = self.sent.as_ref().map(|sent| reduce(sent, remote));
        self.established = self.sent.clone();
    }

    /// Our offer was refused: what was established before holds again, under its old version.
    pub fn withdraw(&mut self) {
        if let Some(established) = &self.established {
            self.origin.version = established.origin.version;
            self.sent = Some(established.clone());
        }
    }

    /// The description for a session refresh, and the base of any later change: what was
    /// established, with all its `m=` lines, and only the codec in use (R-10.2.1-25, R-10.2.4-1).
    /// `None` before the first exchange is complete.
    pub fn refresh(&self) -> Option<&SessionDescription> {
        self.reduced.as_ref()
    }

    /// Whether `body` is what was sent less some formats, and within those chosen by the answer.
    fn is_reduction(&self, sent: &SessionDescription, body: &SessionDescription) -> bool {
        let mut fewer = sent.clone();
        for (i, media) in fewer.media.iter_mut().enumerate() {
            let Some(wanted) = body.media.get(i) else {
                return false;
            };
            media.retain_formats(|format| wanted.formats.contains(format));
        }
        let chosen = |reduced: &SessionDescription| {
            body.media
                .iter()
                .zip(&reduced.media)
                .all(|(media, reduced)| {
                    !media.is_usable_audio()
                        || media
                            .formats
                            .iter()
                            .all(|format| reduced.formats.contains(format))
                })
        };
        fewer.same_media(body) && self.reduced.as_ref().is_none_or(chosen)
    }
}

/// `ours` with the first codec of `theirs` only, and the events and such that both have.
fn reduce(ours: &SessionDescription, theirs: &SessionDescription) -> SessionDescription {
    let mut reduced = ours.clone();
    let Some(index) = ours.audio_index() else {
        return reduced;
    };
    let remote = theirs.media.get(index).filter(|media| media.is_audio());
    let (Some(media), Some(remote)) = (
        reduced.media.get_mut(index),
        remote.or_else(|| theirs.audio()),
    ) else {
        return reduced;
    };
    let keep = formats_in_use(media, remote);
    if !keep.is_empty() {
        media.retain_formats(|format| keep.contains(format));
    }
    reduced
}

/// The formats of `ours` for the first codec of `theirs`, and for what accompanies it. Empty if
/// there is no codec in common.
pub(crate) fn formats_in_use(ours: &Media, theirs: &Media) -> Vec<Format> {
    // Looked up once: a search through the lines for every pair would let a peer burn our time.
    let ours: SmallVec<[_; 8]> = ours.maps().collect();
    let theirs: SmallVec<[_; 8]> = theirs.maps().collect();
    let same = |our: &RtpMap<'_>| theirs.iter().any(|their| their.same_encoding(our));
    let codec = theirs
        .iter()
        .filter(|their| their.is_codec())
        .find_map(|their| ours.iter().find(|our| our.same_encoding(their)));
    let Some(codec) = codec else {
        return Vec::new();
    };
    let beside = ours.iter().filter(|our| !our.is_codec() && same(our));
    std::iter::once(codec)
        .chain(beside)
        .map(|our| Format::Payload(our.payload_type))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Capabilities, CodecOrder, Direction, OwnMedia, answer, offer};

    const OWN: OwnMedia = OwnMedia {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)),
        port: 6,
    };
    const PEER: OwnMedia = OwnMedia {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2)),
        port: 8,
    };

    fn local() -> LocalDescription {
        LocalDescription::new(7, 100, OWN.address).unwrap()
    }

    /// A caller whose offer of several codecs has been answered.
    fn established() -> LocalDescription {
        let mut local = local();
        let first = local.next(offer(&Capabilities::default(), OWN));
        let reply = answer(&first, &Capabilities::default(), PEER, CodecOrder::Offerer).unwrap();
        local.establish(&reply.description);
        local
    }

    /// R-13.2.2-15, R-13.2.2-16, R-13.2.2-17, R-13.2.2-18
    #[test]
    fn figures_stay_within_their_limits() {
        let new = |id, version| LocalDescription::new(id, version, OWN.address);
        assert!(new(999_900, 999_900).is_ok());
        assert_eq!(
            new(999_901, 1).unwrap_err(),
            OriginError::Number { number: 999_901 }
        );
        assert_eq!(
            new(1, 999_901).unwrap_err(),
            OriginError::Number { number: 999_901 }
        );
        for bad in ["", "12345678901", "a b", "a\r"] {
            assert_eq!(
                local().with_username(bad).unwrap_err(),
                OriginError::Username,
                "{bad}"
            );
        }
        for bad in ["", "12345678901", "a\nb"] {
            let refused = local().with_session_name(bad).unwrap_err();
            assert_eq!(refused, OriginError::SessionName, "{bad}");
        }
        let mut named = local()
            .with_username("1234567890")
            .unwrap()
            .with_session_name("a call 890")
            .unwrap();
        let written = named.next(offer(&Capabilities::default(), OWN)).to_string();
        assert!(
            written.starts_with("v=0\r\no=1234567890 7 100 IN IP4 192.0.2.1\r\ns=a call 890\r\n")
        );
    }

    /// R-10.2.2-3
    #[test]
    fn an_unchanged_description_keeps_its_version() {
        let mut local = local();
        let first = local.next(offer(&Capabilities::default(), OWN));
        let second = local.next(offer(&Capabilities::default(), OWN));
        assert_eq!(first.to_string(), second.to_string());
    }

    /// R-10.2.3-1
    #[test]
    fn a_changed_description_has_the_next_version() {
        let mut local = established();
        let mut hold = local.refresh().unwrap().clone();
        hold.set_audio_direction(Direction::SendOnly);
        assert_eq!(local.next(hold.clone()).origin.version, 101);
        assert_eq!(local.next(hold).origin.version, 101);
        let moved = OwnMedia { port: 10, ..OWN };
        assert_eq!(
            local
                .next(offer(&Capabilities::default(), moved))
                .origin
                .version,
            102
        );
    }

    /// R-10.2.4-1, R-10.2.4-2
    #[test]
    fn a_refresh_has_the_codec_in_use_and_the_old_version() {
        let mut local = established();
        let body = local.refresh().unwrap().clone();
        let refresh = local.next(body);
        assert_eq!(
            refresh.media[0].payload_types().collect::<Vec<_>>(),
            [0, 101]
        );
        assert_eq!(refresh.origin.version, 100);
        assert!(!refresh.to_string().contains("PCMA"));
        let again = local.refresh().unwrap().clone();
        assert_eq!(local.next(again), refresh);
    }

    /// R-10.2.3-1, R-10.2.4-2
    #[test]
    fn reducing_to_another_codec_is_a_change() {
        let mut local = established();
        let mut body = local.refresh().unwrap().clone();
        body.media = local.last().unwrap().media.clone();
        body.media[0].retain_formats(|format| *format == Format::Payload(8));
        assert_eq!(local.next(body).origin.version, 101);
    }

    /// R-10.2.1-25
    #[test]
    fn a_refresh_after_an_answer_repeats_it_with_the_refused_lines() {
        let offered = "o=- 1 1 IN IP4 192.0.2.2\nc=IN IP4 192.0.2.2\nm=audio 8 RTP/AVP 0 8\n\
            m=video 10 RTP/AVP 99\n";
        let offered = SessionDescription::parse(offered.as_bytes()).unwrap();
        let reply = answer(&offered, &Capabilities::default(), OWN, CodecOrder::Offerer).unwrap();
        let mut local = local();
        let sent = local.next(reply.description);
        local.establish(&offered);
        let body = local.refresh().unwrap().clone();
        assert_eq!(local.next(body).to_string(), sent.to_string());
        assert!(sent.to_string().contains("m=video 0 RTP/AVP 99\r\n"));
    }

    /// R-10.2.3-1
    #[test]
    fn a_description_that_was_never_sent_takes_no_version() {
        let mut local = established();
        let mut hold = local.refresh().unwrap().clone();
        hold.set_audio_direction(Direction::SendOnly);
        assert_eq!(local.next(hold.clone()).origin.version, 101);
        local.take_back();
        assert_eq!(local.last().unwrap().origin.version, 100);
        local.take_back();
        assert_eq!(local.next(hold).origin.version, 101);
    }

    /// R-10.2.2-3, R-10.2.3-3
    #[test]
    fn a_refused_change_brings_back_the_old_description_but_not_its_version() {
        let mut local = established();
        let mut hold = local.refresh().unwrap().clone();
        hold.set_audio_direction(Direction::SendOnly);
        assert_eq!(local.next(hold.clone()).origin.version, 101);
        local.withdraw();
        let body = local.refresh().unwrap().clone();
        assert_eq!(local.next(body).origin.version, 100);
        hold.set_audio_direction(Direction::Inactive);
        assert_eq!(local.next(hold).origin.version, 102);
    }
}

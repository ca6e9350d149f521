//! The session descriptions that one side of a call has sent, and the `o=` of the next.

use naisen_sdp::SessionDescription;
use naisen_sip::{HeaderName, Message};

use super::violation::Breach;

/// How many versions are kept of one call; of an older one nothing is known.
const VERSIONS_MAX: usize = 8;
/// The longest body that is kept, in bytes.
const BODY_BYTES_MAX: usize = 4096;

/// The session description in a message, if it has one that can be read and may be kept.
pub(super) fn description(message: &Message<'_>) -> Option<SessionDescription> {
    let kind = message.header(HeaderName::ContentType)?;
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let body = message.body();
    let readable = kind.eq_ignore_ascii_case("application/sdp") && body.len() <= BODY_BYTES_MAX;
    // What a refusal lists is no offer and no answer (`E-17`).
    let refuses = message.status().is_some_and(|status| status.code() >= 300);
    if !readable || refuses {
        return None;
    }
    SessionDescription::parse(body).ok()
}

/// What was sent, the last at the end; of each version what it had first.
#[derive(Clone, Debug, Default)]
pub(super) struct Descriptions {
    versions: Vec<SessionDescription>,
    last: Option<SessionDescription>,
    /// What was sent before the last.
    before: Option<SessionDescription>,
    highest: u64,
    forgotten: bool,
}

impl Descriptions {
    /// Takes in what is sent now. `chosen` is the payload type of the codec that the peer answered
    /// with, if this is an offer and the peer has named one.
    pub(super) fn sent(&mut self, next: SessionDescription, chosen: Option<u8>) -> Option<Breach> {
        let breach = self.judge(&next, chosen);
        let version = next.origin.version;
        if self
            .versions
            .iter()
            .all(|old| old.origin.version != version)
        {
            if self.versions.len() == VERSIONS_MAX {
                self.versions.remove(0);
                self.forgotten = true;
            }
            self.versions.push(next.clone());
        }
        self.highest = self.highest.max(version);
        self.before = self.last.replace(next);
        breach
    }

    /// What was sent last is an answer, or is taken as it is: no refusal undoes it.
    pub(super) fn settle(&mut self) {
        self.before = None;
    }

    /// The last offer was refused: what was before it holds, and a change may be asked for again
    /// (`R-10.2.2-5`).
    pub(super) fn refused(&mut self) {
        if let Some(before) = self.before.take() {
            self.last = Some(before);
        }
    }

    fn judge(&self, next: &SessionDescription, chosen: Option<u8>) -> Option<Breach> {
        let last = self.last.as_ref()?;
        if !last.origin.same_session(&next.origin) {
            let found = format!("o={}", next.origin);
            let expected = format!("the session of o={}", last.origin);
            return Some(Breach::sequence("RFC 3264 §8", expected, found));
        }
        let version = next.origin.version;
        let same = |old: &&SessionDescription| old.origin.version == version;
        if let Some(old) = self.versions.iter().find(same) {
            if old.same_media(next) || is_reduction(old, next) {
                return None;
            }
            let found = format!("a change under version {version} of o=");
            return Some(Breach::sequence("R-10.2.3-1", "the next version", found));
        }
        if self.forgotten && version < self.highest {
            return None;
        }
        let found = format!("version {version} of o=");
        if last.same_media(next) {
            let expected = format!("version {} of what has not changed", last.origin.version);
            return Some(Breach::sequence("R-10.2.2-3", expected, found));
        }
        if chosen.is_some() && is_reduction(last, next) && first_codec(next) == chosen {
            let expected = format!(
                "version {} although the codecs are fewer",
                last.origin.version
            );
            return Some(Breach::sequence("R-10.2.4-2", expected, found));
        }
        let expected = self.highest.saturating_add(1);
        (version != expected)
            .then(|| Breach::sequence("R-10.2.3-1", format!("version {expected}"), found))
    }
}

/// The payload type of the first codec of the audio.
pub(super) fn first_codec(description: &SessionDescription) -> Option<u8> {
    description.audio()?.payload_types().next()
}

/// Whether `new` is `old` with fewer formats (`JJ-22.11 §10.2.4`).
fn is_reduction(old: &SessionDescription, new: &SessionDescription) -> bool {
    let mut fewer = old.clone();
    if fewer.media.len() != new.media.len() {
        return false;
    }
    for (media, wanted) in fewer.media.iter_mut().zip(&new.media) {
        media.retain_formats(|format| wanted.formats.contains(format));
    }
    fewer.same_media(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sdp(session: u32, version: u32, formats: &str, port: u16) -> SessionDescription {
        let maps: String = formats
            .split(' ')
            .map(|format| match format {
                "0" => "a=rtpmap:0 PCMU/8000\r\n",
                _ => "a=rtpmap:8 PCMA/8000\r\n",
            })
            .collect();
        let text = format!(
            "v=0\r\no=- {session} {version} IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n\
             t=0 0\r\nm=audio {port} RTP/AVP {formats}\r\n{maps}"
        );
        SessionDescription::parse(text.as_bytes()).unwrap()
    }

    /// R-10.2.2-3, R-10.2.3-1, R-10.2.4-2.
    #[test]
    fn the_version_rises_with_a_change_and_only_then() {
        let first = || sdp(1, 5, "0 8", 6000);
        // What follows the first offer, whether the peer chose PCMU, and the rule that breaks.
        let rows = [
            (vec![first()], None),
            (vec![sdp(1, 6, "0 8", 6000)], Some("R-10.2.2-3")),
            (vec![sdp(1, 5, "0", 6000)], None),
            (vec![sdp(1, 6, "0", 6000)], Some("R-10.2.4-2")),
            (vec![sdp(1, 6, "8", 6000)], None),
            (vec![sdp(1, 6, "0 8", 7000)], None),
            (vec![sdp(1, 5, "0 8", 7000)], Some("R-10.2.3-1")),
            (vec![sdp(1, 7, "0 8", 7000)], Some("R-10.2.3-1")),
            (vec![sdp(1, 4, "0 8", 7000)], Some("R-10.2.3-1")),
            (vec![sdp(2, 6, "0 8", 7000)], Some("RFC 3264 §8")),
            // A change was refused; the old description holds again under its old version.
            (vec![sdp(1, 6, "0 8", 7000), sdp(1, 5, "0", 6000)], None),
            (
                vec![
                    sdp(1, 6, "0 8", 7000),
                    sdp(1, 5, "0", 6000),
                    sdp(1, 6, "0 8", 8000),
                ],
                Some("R-10.2.3-1"),
            ),
            (
                vec![
                    sdp(1, 6, "0 8", 7000),
                    sdp(1, 5, "0", 6000),
                    sdp(1, 7, "0 8", 8000),
                ],
                None,
            ),
        ];
        for (index, (follow, rule)) in rows.into_iter().enumerate() {
            let mut descriptions = Descriptions::default();
            assert_eq!(descriptions.sent(first(), None), None);
            let breach = follow
                .into_iter()
                .map(|next| descriptions.sent(next, Some(0)))
                .last()
                .flatten();
            let found = breach.map(|breach| match breach {
                Breach::Sequence { rule, .. } => rule,
                Breach::Message(_) => "",
            });
            assert_eq!(found, rule, "row {index}");
        }
    }

    /// R-10.2.2-5.
    #[test]
    fn a_refused_change_may_be_asked_for_again_under_either_version() {
        for version in [6, 7] {
            let mut descriptions = Descriptions::default();
            descriptions.sent(sdp(1, 5, "0 8", 6000), None);
            descriptions.sent(sdp(1, 6, "0 8", 7000), None);
            descriptions.refused();
            assert_eq!(descriptions.sent(sdp(1, version, "0 8", 7000), None), None);
        }
    }

    /// R-10.2.2-5, R-10.2.3-1.
    #[test]
    fn an_answer_is_not_undone_by_the_end_of_an_older_offer() {
        let mut descriptions = Descriptions::default();
        descriptions.sent(sdp(1, 5, "0 8", 6000), None);
        descriptions.sent(sdp(1, 5, "0 8", 6000), None);
        descriptions.sent(sdp(1, 6, "0 8", 7000), None);
        descriptions.settle();
        descriptions.refused();
        assert_eq!(descriptions.sent(sdp(1, 7, "0 8", 6000), None), None);
    }

    #[test]
    fn forgotten_versions_accuse_nobody() {
        let mut descriptions = Descriptions::default();
        let versions = u32::try_from(VERSIONS_MAX).unwrap() + 2;
        for version in 0..versions {
            let port = 6000 + u16::try_from(version).unwrap();
            let breach = descriptions.sent(sdp(1, version, "0", port), None);
            assert_eq!(breach, None, "{version}");
        }
        assert_eq!(descriptions.sent(sdp(1, 0, "0", 6000), None), None);
        assert!(descriptions.versions.len() <= VERSIONS_MAX);
    }
}

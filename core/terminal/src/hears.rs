//! What the caller hears before the answer: ringback or the callee's side (JJ-22.11 §5.2.2).

use std::fmt;

/// The most early dialogs that are told apart: more the agent does not know either.
const MAX_DIALOGS: usize = 8;

/// What the user hears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hears {
    /// Nothing.
    #[default]
    Silence,
    /// Ringback tone, made here.
    Ringback,
    /// What the callee's side sends before the answer.
    EarlyMedia,
    /// The peer.
    Talk,
    /// Busy tone, made here.
    Busy,
}

impl fmt::Display for Hears {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Hears::Silence => "silence",
            Hears::Ringback => "ringback",
            Hears::EarlyMedia => "early media",
            Hears::Talk => "talk",
            Hears::Busy => "busy tone",
        })
    }
}

/// The early dialogs of a call, as far as the ear is concerned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alerting {
    /// In the order they came; the last one is heard.
    dialogs: Vec<EarlyDialog>,
    hears: Hears,
}

/// An early dialog, or 1xx without a tag, which make none.
#[derive(Clone, Debug)]
struct EarlyDialog {
    /// To tag.
    tag: Box<str>,
    /// The SDP it has brought last.
    answer: Option<Box<[u8]>>,
}

/// What a 1xx means for the ear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alert {
    /// Whether it belongs to the dialog that is heard: its SDP is to be connected.
    pub(crate) connects: bool,
    /// What is heard from now on, if that changes.
    pub(crate) hears: Option<Hears>,
}

impl Alerting {
    /// Takes a 1xx other than 100, with the SDP that answers our offer.
    pub(crate) fn provisional(&mut self, ringing: bool, tag: &str, answer: Option<&[u8]>) -> Alert {
        // A 1xx without a tag makes no dialog, so it takes over from none (R-5.2.1-4).
        if let Some(last) = self.dialogs.last_mut().filter(|it| it.tag.is_empty()) {
            last.tag = tag.into();
        }
        let is_heard = self
            .dialogs
            .last()
            .is_some_and(|last| tag.is_empty() || *last.tag == *tag);
        if !is_heard {
            let known = self.dialogs.iter().any(|known| *known.tag == *tag);
            if known || self.dialogs.len() >= MAX_DIALOGS {
                // A dialog that another one has taken over from is heard no more.
                return Alert {
                    connects: false,
                    hears: None,
                };
            }
            // R-5.2.3-3: the new early dialog takes over.
            self.dialogs.push(EarlyDialog {
                tag: tag.into(),
                answer: None,
            });
        }
        let mut media = false;
        if let Some(heard) = self.dialogs.last_mut() {
            heard.answer = answer.map(Into::into).or(heard.answer.take());
            media = heard.answer.is_some();
        }
        let hears = if media {
            Hears::EarlyMedia
        } else if ringing {
            Hears::Ringback
        } else {
            self.hears
        };
        let changed = hears != self.hears;
        self.hears = hears;
        Alert {
            connects: true,
            hears: changed.then_some(hears),
        }
    }

    /// The answer that a dialog gave in a 1xx: it counts, whatever the 2xx says (R-5.3.1-4,
    /// R-10.2.1-5).
    pub(crate) fn answer_of(&self, tag: &str) -> Option<&[u8]> {
        let dialog = self.dialogs.iter().find(|known| *known.tag == *tag)?;
        dialog.answer.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-5.2.2.1-1, R-5.2.2.1-2, R-5.2.2.1-3, R-5.2.2.1-4, R-5.2.2.1-5, R-5.2.3-3
    #[test]
    fn ringback_gives_way_to_the_callees_side_and_is_never_begun_twice() {
        use Hears::{EarlyMedia, Ringback};
        // Rows of 1xx (180?, tag, SDP?) and what begins to be heard with each.
        type Step = (bool, &'static str, bool, Option<Hears>);
        let rows: [&[Step]; 10] = [
            &[(true, "a", false, Some(Ringback)), (true, "a", false, None)],
            &[
                (true, "a", false, Some(Ringback)),
                (false, "a", false, None),
            ],
            &[
                (true, "a", false, Some(Ringback)),
                (false, "a", true, Some(EarlyMedia)),
                (true, "a", false, None),
            ],
            &[
                (false, "a", true, Some(EarlyMedia)),
                (true, "a", false, None),
            ],
            &[
                (true, "a", true, Some(EarlyMedia)),
                (false, "a", true, None),
            ],
            &[
                (false, "a", false, None),
                (true, "a", false, Some(Ringback)),
            ],
            &[
                (false, "a", true, Some(EarlyMedia)),
                (true, "b", false, Some(Ringback)),
                (false, "a", true, None),
                (false, "b", true, Some(EarlyMedia)),
            ],
            &[
                (true, "", false, Some(Ringback)),
                (true, "", true, Some(EarlyMedia)),
            ],
            // Without a tag there is no new dialog to take over.
            &[
                (false, "a", true, Some(EarlyMedia)),
                (true, "", false, None),
                (true, "a", false, None),
            ],
            &[
                (false, "", true, Some(EarlyMedia)),
                (true, "a", false, None),
            ],
        ];
        for row in rows {
            let mut alerting = Alerting::default();
            for &(ringing, tag, sdp, expected) in row {
                let alert = alerting.provisional(ringing, tag, sdp.then_some(b"v=0"));
                assert_eq!(alert.hears, expected, "{row:?}");
            }
        }
    }

    /// R-5.2.3-3
    #[test]
    fn a_dialog_that_was_taken_over_from_is_not_connected_again() {
        let mut alerting = Alerting::default();
        assert!(alerting.provisional(true, "a", Some(b"1")).connects);
        assert!(alerting.provisional(true, "b", None).connects);
        assert!(!alerting.provisional(true, "a", Some(b"2")).connects);
        assert_eq!(alerting.answer_of("a"), Some(&b"1"[..]));
        assert_eq!(alerting.answer_of("b"), None);
    }
}

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
    /// To tags in the order they came; the last one is heard.
    dialogs: Vec<Box<str>>,
    /// Whether the dialog that is heard has brought SDP.
    media: bool,
    hears: Hears,
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
    /// Takes a 1xx other than 100.
    pub(crate) fn provisional(&mut self, ringing: bool, tag: &str, sdp: bool) -> Alert {
        if self.dialogs.last().is_none_or(|last| **last != *tag) {
            if self.dialogs.iter().any(|known| **known == *tag) || self.dialogs.len() >= MAX_DIALOGS
            {
                // A dialog that another one has taken over from is heard no more.
                return Alert {
                    connects: false,
                    hears: None,
                };
            }
            // R-5.2.3-3: the new early dialog takes over.
            self.dialogs.push(tag.into());
            self.media = false;
        }
        self.media |= sdp;
        let hears = if self.media {
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
        let rows: [&[Step]; 8] = [
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
        ];
        for row in rows {
            let mut alerting = Alerting::default();
            for &(ringing, tag, sdp, expected) in row {
                let alert = alerting.provisional(ringing, tag, sdp);
                assert_eq!(alert.hears, expected, "{row:?}");
            }
        }
    }

    /// R-5.2.3-3
    #[test]
    fn a_dialog_that_was_taken_over_from_is_not_connected_again() {
        let mut alerting = Alerting::default();
        assert!(alerting.provisional(true, "a", true).connects);
        assert!(alerting.provisional(true, "b", false).connects);
        assert!(!alerting.provisional(true, "a", true).connects);
    }
}

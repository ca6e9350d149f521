//! A scenario: who plays, what happens, and what is to be said of it.

use crate::label::Label;
use crate::stage::{Cast, Setup, Stage};

/// A scenario in several set-ups.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) label: Label,
    pub(crate) setups: &'static [Setup],
    pub(crate) cast: fn() -> Cast,
    pub(crate) play: fn(&mut Stage),
}

impl Scenario {
    /// Plays it in one set-up; the stage keeps the tape.
    pub(crate) fn run(&self, setup: Setup) -> Stage {
        let mut stage = Stage::new(setup, (self.cast)());
        (self.play)(&mut stage);
        stage
    }
}

pub(crate) const fn scenario(
    name: &'static str,
    label: Label,
    setups: &'static [Setup],
    cast: fn() -> Cast,
    play: fn(&mut Stage),
) -> Scenario {
    Scenario {
        name,
        label,
        setups,
        cast,
        play,
    }
}

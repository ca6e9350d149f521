//! What is said of a status, a cause or an ending.

use crate::{Place, Text};

/// An explanation, for the caller and for the technician.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// A name of a few words, as it stands above the rest.
    pub title: Text,
    /// One sentence for the caller, without a technical term.
    pub caller: Text,
    /// What happened, for the technician.
    pub happened: Text,
    /// Where it most likely lies, the likeliest first; empty where nothing is wrong.
    pub places: &'static [Place],
    /// What to try next.
    pub next: Text,
}

//! Calls with a known ending.

pub(crate) mod attempt;
pub(crate) mod dialog;
pub(crate) mod media;
pub(crate) mod network;

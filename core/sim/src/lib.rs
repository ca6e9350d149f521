//! The simulator: phones and an exchange on a virtual network that loses, doubles and delays
//! packets, cuts links and kills nodes, in virtual time. One number decides everything, so every
//! failure is a number that replays it.
//!
//! | file | what |
//! | --- | --- |
//! | `network`, `fault` | hosts, links, media ports, the clock |
//! | `meddler` | a hand on single packets: dropped, changed, sent elsewhere |
//! | `party` | what runs on a host: exchange or terminal, with a flaw if a test wants one |
//! | `enterprise` | who there is, and how each is set: every setting that the wire shows is drawn |
//! | `scenario` | one run: its users and faults (`unrest`), and the demands at its end (`settlement`) |
//! | `world` | what a run has seen |
//! | `conduct` | the watch over how the messages of both ends of a dialog follow each other |
//! | `flow`, `appendix` | call flows as arrows, for any trace; the sequences of JJ-22.11 §i |
//!
//! How to use it: [`run`] a seed; look at [`Report::violation`]; run the same seed again with
//! [`Options::trace`] to see how it came about.
//!
//! Not here: threads, files, the command line; whoever wants many seeds at once runs [`run`] on many
//! threads.

#![forbid(unsafe_code)]

pub mod appendix;
mod conduct;
pub mod enterprise;
mod fault;
pub mod flow;
mod meddler;
mod network;
mod party;
mod scenario;
mod violation;
mod world;

pub use fault::Faults;
pub use meddler::{Fate, Forged, Meddler};
pub use network::{Blind, HostId, Medium, Network, Packet, Tap};
pub use party::{Flaw, Order, Party, Told};
pub use scenario::{Options, Report, START, Traced, run};
pub use violation::{Invariant, Violation};

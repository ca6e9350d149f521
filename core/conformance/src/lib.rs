//! The stages on which exchange and terminal prove the standard clause by clause.
//!
//! Under test is one node, the real one, in virtual time; whoever it meets is written by hand, so that a
//! test can say exactly what arrives and look at exactly what leaves. Each message of the node is held
//! against JJ-22.11 by [`Judge`] as it leaves; a fault ends the test.
//!
//! * [`terminal_stage`]: one or more terminals, the wire between them, and hand-written peers;
//!   [`peer`] is one of them, and [`call`] brings calls with it to a state.
//! * [`exchange_stage`]: an exchange and its phones, which are written by hand; [`registrant`] is a
//!   phone that registers.
//! * [`appendix`]: the sequences of the appendix, played by both.
//! * [`digest`]: what credentials have to prove, computed independently.
//! * [`LATITUDES`]: what a peer's message may be like though nobody may send it so.
//! * [`expect_unguessable`]: what a Contact may not let others know.
//!
//! The tests of this crate are the standard's table of contents, once for each role: `tests/terminal` and
//! `tests/exchange` have a folder a clause and a module a subclause. A test names above itself the
//! requirements that it proves; `cargo xtask conformance` reads that.

#![forbid(unsafe_code)]
#![allow(
    clippy::missing_panics_doc,
    reason = "a stage panics where the node breaks the standard or a test errs: that is its purpose"
)]

pub mod appendix;
pub mod call;
pub mod digest;
pub mod exchange_stage;
mod judge;
mod latitude;
pub mod peer;
pub mod phone;
mod refusals;
pub mod registrant;
pub mod terminal_stage;
mod unguessable;

pub use judge::Judge;
pub use latitude::{LATITUDES, only_receivable};
pub use refusals::refusals;
pub use unguessable::expect_unguessable;

//! A trace read call by call: who called whom, what went over the wire, how it ended and why.
//!
//! 1. [`Frame`]s go into an [`Analyst`] in the order of the capture; closed [`Call`]s come out, with
//!    bounded memory however long the trace is.
//! 2. [`Call::read`] reads the messages of a closed call and gives its transactions, dialogs, hops
//!    and sessions: a [`Reading`].
//! 3. [`Ladder::of`] draws it, for the terminal and as SVG.
//!
//! Not here: files. Whoever reads captures makes frames of them.

#![forbid(unsafe_code)]

mod analyst;
mod call;
mod fact;
mod finding;
mod frame;
mod ladder;
mod limits;
mod reading;
mod recognise;
mod rules;

pub use analyst::Analyst;
pub use call::{Call, Kind, Leg, Message, Notice, NoticeKind, Repetition, Stream};
pub use fact::{Fact, TooEarly};
pub use finding::{Confidence, Diagnosis, Evidence, Finding, Proof};
pub use frame::{Carried, Frame, Wire};
pub use ladder::{Arrow, Bar, Column, Detail, Heading, Ladder, Remark, Role, Row, Tone};
pub use limits::Limits;
pub use reading::{Described, Dialog, Hop, Part, Reading, Session, Transaction};
pub use rules::diagnose;

//! JJ-22.11 as data: its requirements, its tables, its limits, and our readings of its errors.
//!
//! A standard is asked, not remembered: [`Standard::get`] has the 506 requirements by id and clause,
//! the tables of JJ-22.11 §13 row by row, and the conditions (c1, c2 ...) as expressions over
//! [`Fact`]s. A [`Context`] says which facts hold; a fact that it does not know decides nothing.
//!
//! [`send_faults`] holds a message that we send against all of it: what its sender may not send
//! (x), what it must send, the limits of `JJ-22.11 T13-8`, and the rules for digest, SDP and the
//! session timer. Where the standard contradicts itself, our reading (`E-01` to `E-46`) is what
//! counts, and the fault names it.
//!
//! A [`Watch`] sees all that a node receives and sends, knows the facts of each call from it, and
//! finds what no single message shows; [`Watched`] puts one around a node for any driver.
//!
//! What this crate is not: a parser, an agent, or a judge of what others send.
//!
//! ```
//! use naisen_jj2211::{Code, Context, Direction, Fact, MessageKind, Role, Standard};
//! use naisen_sip::HeaderName;
//!
//! let standard = Standard::get();
//! assert_eq!(standard.requirement("R-9.5.1-1").unwrap().clause, "9.5.1");
//!
//! let invite = standard.headers(MessageKind::Invite);
//! let row = invite.row(HeaderName::SessionExpires, None).unwrap();
//! let no_timer = Context::new().with(Fact::UsesTimer, false);
//! let code = standard.effective(row, Role::Terminal, Direction::Send, &no_timer);
//! assert_eq!(code, Some(Code::Prohibited));
//! ```

#![forbid(unsafe_code)]

mod code;
mod condition;
mod context;
mod csv;
mod demand;
mod erratum;
mod expression;
mod fact;
mod fault;
mod header_row;
mod limit;
mod message_kind;
mod request_row;
mod requirement;
mod response_row;
mod role;
mod sdp_row;
mod send;
mod settled;
mod standard;
mod statuses;
mod watch;
mod watched;

pub use code::{Code, CodeError};
pub use condition::{Condition, ConditionId};
pub use context::Context;
pub use csv::DataError;
pub use demand::Demand;
pub use erratum::Erratum;
pub use expression::{Expression, ExpressionError};
pub use fact::Fact;
pub use fault::{Fault, Offence};
pub use header_row::{HeaderRow, HeaderTable, Part};
pub use limit::Limit;
pub use message_kind::MessageKind;
pub use request_row::RequestRow;
pub use requirement::{Actor, Level, Requirement};
pub use response_row::ResponseRow;
pub use role::{Codes, Direction, Role};
pub use sdp_row::SdpRow;
pub use send::{send_faults, send_faults_of_bytes};
pub use settled::Settled;
pub use standard::Standard;
pub use statuses::Statuses;
pub use watch::{Breach, Violation, Watch};
pub use watched::Watched;

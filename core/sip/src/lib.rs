//! SIP: messages, transactions, dialogs and digest authentication (RFC 3261).

#![forbid(unsafe_code)]

pub mod digest;
mod dialog;
mod transaction;

pub use dialog::*;
pub use transaction::*;

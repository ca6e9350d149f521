//! The store: directory, bindings and call records in one SQLite file.
//!
//! [`Store`] is the running exchange's: it holds the data directory alone, hands out what the file
//! held at the start ([`Contents`]) and takes changes through a bounded queue. A thread of its own
//! writes them, many in one transaction; the caller, which carries SIP, never waits for a disk.
//! [`Reader`] is the command line's: it only reads, beside a running exchange too.
//!
//! What the caller may rely on:
//!
//! * A change survives the kill of the process as soon as its transaction is committed: normally
//!   within [`GATHER_TIME`] and the length of one write, and always when [`Store::flush`] returns.
//!   A power cut may take the last moments (SQLite's write-ahead log, `synchronous = NORMAL`), never
//!   the file.
//! * Changes are carried out in the order they were given.
//! * A file that is damaged, foreign, newer than this program or in use by another exchange is left
//!   as it is, and the error says what to do.
//!
//! Not here: clear passwords, which are never stored, and anything asynchronous, which never leaves
//! this crate.

#![forbid(unsafe_code)]

mod contents;
mod database;
mod error;
mod lock;
mod progress;
mod reader;
mod rows;
mod schema;
mod store;
mod writer;

pub use contents::Contents;
pub use error::{StoreError, Undelivered};
pub use reader::Reader;
pub use store::{QUEUE_BOUND, Store};
pub use writer::GATHER_TIME;

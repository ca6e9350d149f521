//! The PINX: registrar, back-to-back user agent and media relay (JJ-22.11).
//!
//! [`Exchange`] is one pure [`naisen_node::Node`]. Its driver hands it messages, media packets,
//! times and [`Command`]s; it gives packets, orders about media ports and [`Event`]s.
//!
//! | file | what | clause |
//! | --- | --- | --- |
//! | `exchange` | the node: everything that comes in goes to its procedure | |
//! | `directory` | extensions, their bindings | JJ-22.11 §4 |
//! | `authentication` | digest of REGISTER and INVITE | JJ-22.11 §4.2, §5.1.4 |
//! | `registrar` | REGISTER | JJ-22.11 §4.1, §4.3 |
//! | `routing` | what a dialled number leads to | JJ-22.11 §6.1.2 |
//! | `identity` | who calls, as the called side may know it | JJ-22.11 §12 |
//! | `calls` | the calls, a procedure a file | JJ-22.11 appendix i |
//! | `services` | the lines that the exchange answers itself | |
//! | `ports`, `relays` | port pairs, and the streams between them | JJ-22.11 §10 |
//! | `admission` | limits on bursts | JJ-22.11 §4.5, §5.7 |
//!
//! Not here: sockets, files, the console; what a user agent does by itself is in `naisen-agent`.

#![forbid(unsafe_code)]

mod admission;
mod authentication;
mod binding;
mod bounded;
mod calls;
mod command;
mod config;
mod directory;
mod event;
mod exchange;
mod extension;
mod header_lines;
mod hosts;
mod identity;
mod keyed;
mod notice;
mod ports;
mod record;
mod registrar;
mod relays;
mod report;
mod routing;
#[cfg(test)]
mod samples;
mod services;
mod settled;
mod verdict;

pub use admission::MAX_SOURCES;
pub use binding::Binding;
pub use calls::MAX_CALLS;
pub use command::Command;
pub use config::{
    AdmissionConfig, AuthenticationConfig, Config, DescriptionConfig, InviteChallenge, MediaConfig,
    Rate, RegistrarConfig, ServiceLines, Use,
};
pub use directory::{MAX_CONTACTS, MAX_EXTENSIONS};
pub use event::Event;
pub use exchange::Exchange;
pub use extension::{DigestSecrets, Extension};
pub use notice::Notice;
pub use ports::{HIGH_WATER, LOW_WATER, MAX_POOLS, READY_MAX, REFUSED_REST, REST};
pub use record::{CallRecord, DecidingLeg, Releaser};
pub use registrar::MAX_CONTACT_BYTES;
pub use report::Report;
pub use routing::Service;

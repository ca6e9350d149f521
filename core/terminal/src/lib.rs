//! The terminal of JJ-22.11: it registers, calls, answers, shows who calls, plays and hears G.711.
//!
//! [`Terminal`] is a [`naisen_node::Node`]: the network driver or the simulator runs it. Its owner
//! is a user interface, a script or a test: it gives a [`Command`] and takes each [`Event`].
//!
//! | file | what | clause |
//! | --- | --- | --- |
//! | `registration` | the life of the registration | JJ-22.11 §4 |
//! | `outgoing` | calls that the user places | JJ-22.11 §5, §12.1 |
//! | `incoming` | calls that come in | JJ-22.11 §6, §12.2 |
//! | `established` | hold, refresh, media changes | JJ-22.11 §9, §10.2 |
//! | `unacceptable` | the 488 to an offer | JJ-22.11 §10.2 |
//! | `withheld` | why no caller is shown | JJ-22.11 §12.2 |
//! | `ending` | how a call ends and what the user then hears | JJ-22.11 §11 |
//! | `hears` | ringback or early media | JJ-22.11 §5.2.2 |
//! | `audio` | RTP and RTCP of one call | JJ-22.11 §10.1 |
//!
//! Not here: sockets, sound devices, the screen, files.

#![forbid(unsafe_code)]

mod admission;
mod audio;
mod command;
mod config;
mod dialled;
mod ending;
mod established;
mod event;
mod hears;
mod incoming;
mod line;
mod lines;
mod outgoing;
mod ports;
mod registration;
mod settled;
mod terminal;
mod unacceptable;
mod withheld;

pub use admission::MAX_REMEMBERED_WAITS;
pub use audio::AudioStatistics;
pub use command::Command;
pub use config::{
    AnswerMode, Config, ConfigError, ContactUser, ExpiresPlace, MediaConfig, RegistrationConfig,
    RetryConfig, UserParameter,
};
pub use dialled::{Dialled, DialledError};
pub use event::{CallId, Ended, EndedBy, Event, RegistrationProblem};
pub use hears::Hears;
pub use line::MAX_LINES;
pub use registration::RegistrationState;
pub use terminal::Terminal;
pub use withheld::withheld_meaning;

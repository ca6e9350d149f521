//! What the exchange is asked to do, and what it tells.

use std::net::SocketAddr;

use naisen_sip::StatusCode;

use crate::{Binding, CallRecord, Extension};

/// What its owner asks of the exchange.
#[derive(Clone, Debug)]
pub enum Command {
    /// Adds an extension, or replaces the one of its number; its bindings stay.
    PutExtension(Extension),
    /// Removes an extension and its bindings. Calls go on.
    RemoveExtension {
        /// Its number.
        number: Box<str>,
    },
    /// Refuses new calls with 503; [`Event::Drained`] follows when the last call is over.
    Drain,
    /// Ends every call.
    ReleaseAll,
    /// Asks for an [`Event::Report`].
    Report,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A binding was added or refreshed: it replaces the one of the same number and Contact.
    BindingPut(Binding),
    /// A binding was removed or lapsed.
    BindingRemoved {
        /// The number.
        number: Box<str>,
        /// Its Contact, exactly as it was put.
        contact: Box<str>,
    },
    /// All bindings of a number were removed.
    BindingsRemoved {
        /// The number.
        number: Box<str>,
    },
    /// A call begins: the caller is known and the number leads somewhere.
    CallStarted {
        /// The id that its record will have.
        id: Box<str>,
        /// The caller's number.
        caller: Box<str>,
        /// The number that was dialled.
        dialled: Box<str>,
    },
    /// The called side answered.
    CallAnswered {
        /// The call's id.
        id: Box<str>,
    },
    /// A call is over, or was refused: once for every attempt. An INVITE that was only challenged
    /// is no attempt.
    CallEnded(CallRecord),
    /// After [`Command::Drain`]: the last call is over.
    Drained,
    /// The answer to [`Command::Report`].
    Report(Box<Report>),
    /// Something worth a line in the log.
    Noticed(Notice),
}

/// Something worth a line in the log. No secrets are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Credentials were wrong.
    AuthenticationFailed {
        /// The user name they were for, as claimed.
        username: Box<str>,
        /// Where they came from.
        source: SocketAddr,
    },
    /// An authenticated REGISTER was refused.
    RegistrationRefused {
        /// Whose secret it proved.
        number: Box<str>,
        /// Where it came from.
        source: SocketAddr,
        /// The response.
        status: StatusCode,
    },
    /// A request was refused because its source sends too many.
    RateLimited {
        /// Where it came from.
        source: SocketAddr,
    },
    /// A caller claimed to be somebody else.
    IdentityRefused {
        /// Whose secret the INVITE proved.
        number: Box<str>,
        /// Where it came from.
        source: SocketAddr,
    },
    /// No media ports were ready for a call.
    NoMediaPorts,
    /// The directory is full: an extension was not added.
    DirectoryFull {
        /// Its number.
        number: Box<str>,
    },
}

/// The exchange in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Extensions in the directory.
    pub extensions: usize,
    /// Bindings of all of them.
    pub bindings: usize,
    /// Calls that are not over.
    pub calls: usize,
    /// Call attempts since the start, refused ones included.
    pub calls_attempted: u64,
    /// Calls answered since the start.
    pub calls_answered: u64,
    /// Sessions of the user agent: two for a usual call.
    pub sessions: usize,
    /// SIP transactions.
    pub transactions: usize,
    /// Media streams.
    pub relays: usize,
    /// Port pairs that calls hold.
    pub ports_in_use: usize,
    /// Port pairs that wait for calls.
    pub ports_ready: usize,
    /// RTP and RTCP packets relayed since the start.
    pub packets_relayed: u64,
    /// RTP and RTCP packets dropped since the start.
    pub packets_dropped: u64,
    /// What the user agent saw and did not hand on.
    pub agent: naisen_agent::Counters,
}

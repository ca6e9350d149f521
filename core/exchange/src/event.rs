//! What the exchange tells.

use crate::{Binding, CallRecord, Notice, Report};

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
    /// After [`crate::Command::Drain`]: the last call is over.
    Drained,
    /// The answer to [`crate::Command::Report`].
    Report(Box<Report>),
    /// Something worth a line in the log.
    Noticed(Notice),
}

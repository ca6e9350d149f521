//! What the user asks of a terminal.

use naisen_agent::Presentation;
use naisen_media::AudioSource;
use naisen_sip::StatusCode;
use naisen_sip::digest::ClientCredentials;

use crate::CallId;

/// A request of the user. One that fits nothing (a call that is over, say) is ignored.
#[derive(Clone, Debug)]
pub enum Command {
    /// Register, again if the credentials had been refused. `credentials` replace the old ones,
    /// for calls too.
    Register {
        /// New ones, if any.
        credentials: Option<ClientCredentials>,
    },
    /// Refresh the registration after a random part of the jitter: the network is back
    /// (R-4.5.3-1, R-4.5.3-2).
    NetworkRestored,
    /// Ask the registrar which bindings there are (R-4.1.7-1).
    QueryRegistration,
    /// Delete our binding and register no more (R-4.1.5.3-1).
    StopRegistration,
    /// Place a call. [`crate::Event::Dialling`] names it.
    Dial {
        /// A number, or a `sip:` or `tel:` URI.
        to: Box<str>,
        /// Whether our number may be shown; `None` for the setting.
        presentation: Option<Presentation>,
    },
    /// Answer a call that rings here.
    Answer {
        /// The call.
        call: CallId,
    },
    /// Refuse a call that rings here.
    Refuse {
        /// The call.
        call: CallId,
        /// 400 and above; any other is sent as 486, a redirection too (R-6.4-1).
        status: StatusCode,
    },
    /// End a call, whatever its state, and the busy tone after it.
    HangUp {
        /// The call.
        call: CallId,
    },
    /// End every call.
    HangUpAll,
    /// Send keys as telephone events.
    SendDigits {
        /// The call.
        call: CallId,
        /// `0` to `9`, `*`, `#`, `A` to `D`.
        digits: Box<str>,
    },
    /// Put the peer on hold.
    Hold {
        /// The call.
        call: CallId,
    },
    /// Take the peer from hold.
    Resume {
        /// The call.
        call: CallId,
    },
    /// Say something else from now on.
    Play {
        /// The call.
        call: CallId,
        /// What.
        source: AudioSource,
    },
    /// Begin or end [`crate::Event::Heard`].
    Listen {
        /// The call.
        call: CallId,
        /// Whether somebody listens.
        on: bool,
    },
}

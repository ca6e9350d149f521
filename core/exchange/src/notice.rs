//! What the exchange's log should say.

use std::net::SocketAddr;

use naisen_sip::StatusCode;

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

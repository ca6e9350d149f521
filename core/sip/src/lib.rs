//! SIP: messages, transactions, dialogs and digest authentication (RFC 3261).
//!
//! A value in, a value out: this crate opens no socket and reads no clock. What arrives becomes a
//! [`Message`], a view into the received bytes; its header fields become typed values when they are
//! asked for; what leaves is written by a [`MessageWriter`] straight into a send buffer.
//!
//! ```
//! use naisen_sip::{CSeq, From, Message, MessageWriter, Method, StatusCode};
//!
//! let bytes = b"OPTIONS sip:pbx.example SIP/2.0\r\nFrom: <sip:101@pbx.example>;tag=a\r\nCSeq: 7 OPTIONS\r\n\r\n";
//! let message = Message::parse(bytes)?;
//! assert_eq!(message.method(), Some(Method::Options));
//! assert_eq!(message.required::<From<'_>>()?.tag(), Some("a"));
//! assert_eq!(message.required::<CSeq<'_>>()?.number, 7);
//!
//! let mut out = Vec::new();
//! MessageWriter::response(&mut out, StatusCode::OK, None).empty();
//! assert_eq!(out, b"SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

mod dialog;
pub mod digest;
mod framing;
pub mod header;
mod host;
pub mod limits;
mod message;
mod method;
mod name;
mod params;
mod status;
mod transaction;
mod uri;
mod writer;

pub use dialog::*;
pub use digest::{
    Algorithm, ClientAuthenticator, ClientCredentials, Ha1, NonceIssuer, Secret,
    ServerAuthenticator,
};
pub use framing::{Frame, FramingError, StreamFramer};
pub use header::*;
pub use host::Host;
pub use message::{HeaderLine, Kind, Message, MessageError};
pub use method::Method;
pub use name::HeaderName;
pub use params::Params;
pub use status::{StatusClass, StatusCode};
pub use transaction::*;
pub use uri::{Scheme, Uri, UriError};
pub use writer::MessageWriter;

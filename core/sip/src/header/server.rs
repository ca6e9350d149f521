//! Server (RFC 3261 §20.35).

use super::text_header;

text_header! {
    /// The software of the answerer.
    Server
}

//! User-Agent (RFC 3261 §20.41).

use super::text_header;

text_header! {
    /// The software of the sender.
    UserAgent
}

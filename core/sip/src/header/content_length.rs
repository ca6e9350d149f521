//! Content-Length (RFC 3261 §20.14).

use super::number_header;

number_header! {
    /// The length of the body in bytes.
    ContentLength
}

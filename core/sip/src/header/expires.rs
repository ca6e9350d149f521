//! Expires (RFC 3261 §20.19).

use super::number_header;

number_header! {
    /// How long a binding or a request lasts, in seconds.
    Expires
}

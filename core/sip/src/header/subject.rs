//! Subject (RFC 3261 §20.36).

use super::text_header;

text_header! {
    /// What the call is about.
    Subject
}

//! Organization (RFC 3261 §20.25).

use super::text_header;

text_header! {
    /// The organisation the sender belongs to.
    Organization
}

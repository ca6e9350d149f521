//! Require (RFC 3261 §20.32).

use super::token_list_header;

token_list_header! {
    /// The extensions the other user agent has to use, as option tags.
    Require
}

//! Supported (RFC 3261 §20.37).

use super::token_list_header;

token_list_header! {
    /// The extensions a user agent has, as option tags.
    Supported
}

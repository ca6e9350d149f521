//! Allow (RFC 3261 §20.5).

use super::token_list_header;

token_list_header! {
    /// The methods a user agent takes.
    Allow
}

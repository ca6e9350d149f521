//! Content-Language (RFC 3261 §20.13).

use super::token_list_header;

token_list_header! {
    /// The languages of the body.
    ContentLanguage
}

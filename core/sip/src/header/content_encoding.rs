//! Content-Encoding (RFC 3261 §20.12).

use super::token_list_header;

token_list_header! {
    /// What has been done to the body, in the order it was done.
    ContentEncoding
}

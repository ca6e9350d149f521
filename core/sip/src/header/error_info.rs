//! Error-Info (RFC 3261 §20.18).

use super::uri_list_header;

uri_list_header! {
    /// More about a refusal.
    ErrorInfo
}

//! Call-Info (RFC 3261 §20.9).

use super::uri_list_header;

uri_list_header! {
    /// More about the caller or the called.
    CallInfo
}

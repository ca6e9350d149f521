//! Alert-Info (RFC 3261 §20.4).

use super::uri_list_header;

uri_list_header! {
    /// Another ring tone, for the called or the caller.
    AlertInfo
}

//! Proxy-Require (RFC 3261 §20.29).

use super::token_list_header;

token_list_header! {
    /// The extensions proxies have to use, as option tags.
    ProxyRequire
}

//! Accept-Encoding (RFC 3261 §20.2).

use super::{grammar, item_header};

item_header! {
    /// An encoding of bodies that is taken.
    AcceptEncoding,
    /// The encoding; `*` is any.
    encoding, grammar::is_token,
    legal: ["gzip", "identity", "*"],
    illegal: ["", "a b", "a/b", ";q=1"]
}

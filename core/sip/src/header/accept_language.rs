//! Accept-Language (RFC 3261 §20.3).

use super::{grammar, item_header};

item_header! {
    /// A language that is understood.
    AcceptLanguage,
    /// The language tag; `*` is any.
    language, grammar::is_token,
    legal: ["ja", "en-gb", "*"],
    illegal: ["", "a b", "a/b", ";q=1"]
}

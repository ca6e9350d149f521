//! Accept (RFC 3261 §20.1).

use super::{content_type, item_header};

item_header! {
    /// A type of body that is taken.
    Accept,
    /// `type/subtype`; either may be `*`.
    media_range, |text| content_type::split(text).is_some(),
    legal: ["application/sdp", "application/*", "*/*"],
    illegal: ["", "application", "application/", "/sdp", "a b/c", "application/sdp;;"]
}

//! Allow-Events (RFC 6665 §8.2.2).

use super::token_list_header;

token_list_header! {
    /// The event packages a user agent takes.
    AllowEvents
}

//! Unsupported (RFC 3261 §20.40).

use super::token_list_header;

token_list_header! {
    /// The required extensions that the answerer has not, in a 420.
    Unsupported
}

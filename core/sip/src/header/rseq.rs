//! RSeq (RFC 3262 §7.1).

use super::number_header;

number_header! {
    /// The number of a reliable provisional response. All 32 bits are read (`JJ-22.11 T13-8`).
    RSeq
}

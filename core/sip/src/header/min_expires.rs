//! Min-Expires (RFC 3261 §20.23).

use super::number_header;

number_header! {
    /// The shortest binding a registrar takes, in seconds.
    MinExpires
}

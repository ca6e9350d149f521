//! MIME-Version (RFC 3261 §20.24).

use super::text_header;

text_header! {
    /// The version of MIME: 1.0.
    MimeVersion
}

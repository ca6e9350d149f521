//! What tells a repetition from a new message.

use std::hash::{DefaultHasher, Hasher};

/// A number for the bytes of a message; equal for a repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self(hasher.finish())
    }
}

//! The numbers under which one direction of a stream carries its formats.

use crate::Law;

/// RTP payload types as negotiated, for one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayloadTypes {
    /// Of the audio: the static number of its law, or one that the offerer chose (R-10.2.1-30).
    pub audio: u8,
    /// Of telephone events, if they were negotiated.
    pub event: Option<u8>,
}

impl PayloadTypes {
    /// The static number of `law`, and this one for telephone events.
    pub const fn of(law: Law, event: Option<u8>) -> Self {
        Self {
            audio: law.payload_type(),
            event,
        }
    }
}

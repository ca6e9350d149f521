//! What can be wrong with a description, an offer or an answer.

use thiserror::Error;

/// The bytes are no session description that we can use. Answer with 400 or 488.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SdpError {
    /// More than [`crate::MAX_BYTES`].
    #[error("session description of {bytes} bytes is too large")]
    TooLarge {
        /// The size.
        bytes: usize,
    },
    /// More than [`crate::MAX_LINES`].
    #[error("session description has too many lines")]
    TooManyLines,
    /// More than [`crate::MAX_MEDIA`].
    #[error("session description has too many m= lines")]
    TooManyMedia,
    /// More than [`crate::MAX_FORMATS`].
    #[error("m= line {line} has too many formats")]
    TooManyFormats {
        /// Line number, from 1.
        line: usize,
    },
    /// A NUL octet, which no line may hold (RFC 8866 §9).
    #[error("session description holds a NUL octet in line {line}")]
    Nul {
        /// Line number, from 1.
        line: usize,
    },
    /// `v=` is not 0.
    #[error("v= is not 0")]
    Version,
    /// No `o=` line before the first `m=` line.
    #[error("o= is missing")]
    MissingOrigin,
    /// An `o=` line that cannot be read.
    #[error("o= cannot be read in line {line}")]
    Origin {
        /// Line number, from 1.
        line: usize,
    },
    /// A `c=` line that cannot be read.
    #[error("c= cannot be read in line {line}")]
    Connection {
        /// Line number, from 1.
        line: usize,
    },
    /// An `m=` line that cannot be read.
    #[error("m= cannot be read in line {line}")]
    Media {
        /// Line number, from 1.
        line: usize,
    },
}

/// The offer cannot be accepted: 488 (Not Acceptable Here). An existing session goes on
/// (R-10.2.1-28, R-10.2.2-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NotAcceptable {
    /// No `m=audio` line over plain RTP with a port.
    #[error("offer has no audio over RTP/AVP")]
    NoAudio,
    /// Audio, but no codec of ours.
    #[error("offer has no codec that we support")]
    NoCommonCodec,
    /// Audio, but no IP address to send it to.
    #[error("offer has no usable media address")]
    NoAddress,
    /// Another direction than sendrecv, and holding is switched off (R-10.2.1-27).
    #[error("offer asks for a direction that is switched off")]
    Direction,
}

impl NotAcceptable {
    /// The code of the Warning header that fits. JJ-22.11 names 304 for every case (R-10.2.1-13,
    /// JJ-22.11 E-17).
    pub fn warning_code(self) -> u16 {
        304
    }
}

/// The answer cannot be used; the call cannot go on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// Every audio line came back with port 0, or none came back.
    #[error("answer refuses the audio")]
    Refused,
    /// None of the answered formats had been offered.
    #[error("answer has no codec that was offered")]
    NoCommonCodec,
    /// The answered audio has no IP address.
    #[error("answer has no usable media address")]
    NoAddress,
}

/// Figures for `o=` or `s=` outside JJ-22.11 T13-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OriginError {
    /// Session id or version above [`crate::MAX_INITIAL_NUMBER`].
    #[error("initial o= number {number} is above {}", crate::MAX_INITIAL_NUMBER)]
    Number {
        /// The number given.
        number: u32,
    },
    /// The user name is empty, has blanks or control characters, or is too long.
    #[error("o= user name is not 1 to {} visible bytes", crate::MAX_USERNAME_BYTES)]
    Username,
    /// The session name is empty, has control characters, or is too long.
    #[error("s= is not 1 to {} bytes", crate::MAX_SESSION_NAME_BYTES)]
    SessionName,
}

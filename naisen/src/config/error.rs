//! What can be wrong with a configuration file: one sentence that says where, what, and what is
//! allowed.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a configuration file was not accepted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("{} cannot be read ({source}): check its name and its mode", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is larger than any configuration.
    #[error("{} is larger than {limit} bytes, so it is no configuration file", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        limit: u64,
    },
    /// The file is no TOML.
    #[error("{}, line {line}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the TOML parser said, on one line.
        message: String,
    },
    /// A key or a section that does not exist.
    #[error("{place} does not exist; {hint}")]
    Unknown {
        /// Where.
        place: Place,
        /// The nearest one that does, or all of them.
        hint: String,
    },
    /// A key that must be there is not.
    #[error("{place} is missing; write {allowed}")]
    Missing {
        /// Where it should be.
        place: Place,
        /// What it may be.
        allowed: String,
    },
    /// A value of another type.
    #[error("{place} is {found}; allowed: {allowed}")]
    WrongType {
        /// Where.
        place: Place,
        /// The type that was found, with its article.
        found: &'static str,
        /// What it may be.
        allowed: String,
    },
    /// A value of the right type that is not allowed.
    #[error("{place} = {value} is not allowed; allowed: {allowed}")]
    NotAllowed {
        /// Where.
        place: Place,
        /// The value as TOML writes it; of a password, only that it is one.
        value: String,
        /// What it may be.
        allowed: String,
    },
    /// Two values that do not go together.
    #[error("{place} {conflict}")]
    Conflict {
        /// The one of the two that is named.
        place: Place,
        /// With which other it is in conflict, and what is allowed.
        conflict: String,
    },
}

/// Where in the file a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file.
    pub(crate) path: PathBuf,
    /// The line, from 1.
    pub(crate) line: usize,
    /// Section and key as they are written: `[sip] realm`.
    pub(crate) key: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, line {}: {}",
            self.path.display(),
            self.line,
            self.key
        )
    }
}

//! `[log]`: what is written down while the exchange runs.

use super::error::ConfigError;
use super::section::Section;

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Log {
    /// The least important events that are written.
    pub(crate) level: LogLevel,
    /// For people or for programs.
    pub(crate) format: LogFormat,
    /// Whether each message that we send is held against the standard (JJ-22.11 §1.3.3).
    pub(crate) watch_own_messages: bool,
}

/// How important an event is, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LogLevel {
    /// Something does not work.
    Error,
    /// Something needs attention.
    Warn,
    /// Registrations and calls.
    Info,
    /// Every message in one line.
    Debug,
    /// Every message in full.
    Trace,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl LogLevel {
    /// The word for it in files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            LogLevel::Error => "error",
            LogLevel::Warn => "warn",
            LogLevel::Info => "info",
            LogLevel::Debug => "debug",
            LogLevel::Trace => "trace",
        }
    }
}

impl Log {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let levels = [
            LogLevel::Error,
            LogLevel::Warn,
            LogLevel::Info,
            LogLevel::Debug,
            LogLevel::Trace,
        ]
        .map(|level| (level.as_str(), level));
        let log = Self {
            level: section.choice("level", LogLevel::Info, &levels)?,
            format: section.choice(
                "format",
                LogFormat::Text,
                &[("text", LogFormat::Text), ("json", LogFormat::Json)],
            )?,
            watch_own_messages: section.boolean("watch_own_messages", false)?,
        };
        section.finish()?;
        Ok(log)
    }
}

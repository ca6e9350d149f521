//! The configuration of `naisen serve`.
//!
//! What was said and what it means are two types: a [`Document`] is a TOML file whose values know
//! their lines, a [`ServeConfig`] is complete and within its bounds. An error is one sentence with
//! file, line, key and what is allowed. `naisen.example.toml` has every key with its default.

mod audio;
mod authentication;
mod calls;
mod document;
mod error;
mod extension;
mod listen;
mod log;
mod nearest;
mod registrar;
mod sdp;
mod section;
mod session_timer;
mod sip;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

pub(crate) use audio::Audio;
pub(crate) use authentication::{Algorithm, Authentication, InviteChallenge};
pub(crate) use calls::{Calls, ExtensionUse};
pub(crate) use error::ConfigError;
pub(crate) use extension::ExtensionEntry;
pub(crate) use listen::{Listen, Listener};
#[cfg(test)]
pub(crate) use log::LogLevel;
pub(crate) use log::{Log, LogFormat};
pub(crate) use registrar::Registrar;
pub(crate) use sdp::Sdp;
pub(crate) use section::Section;
pub(crate) use session_timer::{SessionTimer, thousandths, timer_policy};
pub(crate) use sip::Sip;

pub(crate) use document::Document;

/// The longest file that is read: ten thousand extensions fit in.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// All that an exchange can be told, complete and checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServeConfig {
    /// Where SIP and media come in.
    pub(crate) listen: Listen,
    /// Where the data is.
    pub(crate) data: Data,
    /// What concerns every message.
    pub(crate) sip: Sip,
    /// Limits of registrations.
    pub(crate) registrar: Registrar,
    /// How phones prove who they are.
    pub(crate) authentication: Authentication,
    /// How calls are set up.
    pub(crate) calls: Calls,
    /// How dead calls are found.
    pub(crate) session_timer: SessionTimer,
    /// Texts of session descriptions.
    pub(crate) sdp: Sdp,
    /// How the service lines speak.
    pub(crate) service_lines: Audio,
    /// The log.
    pub(crate) log: Log,
    /// Extensions for the directory, each number once.
    pub(crate) extensions: Vec<ExtensionEntry>,
}

/// `[data]`: where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Data {
    /// The directory, relative to the one that naisen is started in unless it is absolute.
    pub(crate) directory: PathBuf,
}

/// What is accepted but should be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ConfigWarning {
    /// The file holds clear passwords.
    ClearPasswords {
        /// The file.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// The file holds clear passwords and others than its owner may read it.
    ReadableByOthers {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
}

impl ServeConfig {
    /// Reads and checks the file at `path`.
    pub(crate) fn load(path: &Path) -> Result<(Self, Vec<ConfigWarning>), ConfigError> {
        let (text, mode) = read(path)?;
        let config = Self::parse(path, &text)?;
        let mut warnings = Vec::new();
        if !config.extensions.is_empty() {
            warnings.push(ConfigWarning::ClearPasswords {
                path: path.to_path_buf(),
                count: config.extensions.len(),
            });
            if mode & 0o077 != 0 {
                warnings.push(ConfigWarning::ReadableByOthers {
                    path: path.to_path_buf(),
                    mode,
                });
            }
        }
        Ok((config, warnings))
    }

    /// Checks `text`; errors name `path` as where it comes from.
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let mut document = Document::parse(path, text)?;
        let listen = Listen::read(document.section("listen")?)?;
        let data = Data::read(document.section("data")?)?;
        let sip = Sip::read(document.section("sip")?)?;
        let registrar = Registrar::read(document.section("registrar")?)?;
        let authentication = Authentication::read(document.section("authentication")?)?;
        let calls = Calls::read(document.section("calls")?)?;
        let session_timer = SessionTimer::read(document.section("session_timer")?, calls.update)?;
        let sdp = Sdp::read(document.section("sdp")?)?;
        let mut lines = document.section("service_lines")?;
        let service_lines = Audio::read(&mut lines, &Audio::default())?;
        lines.finish()?;
        let log = Log::read(document.section("log")?)?;
        let extensions = ExtensionEntry::read_all(document.sections("extension")?)?;
        document.finish()?;
        Ok(Self {
            listen,
            data,
            sip,
            registrar,
            authentication,
            calls,
            session_timer,
            sdp,
            service_lines,
            log,
            extensions,
        })
    }
}

impl Default for ServeConfig {
    /// What an exchange does that is told nothing: an empty file.
    fn default() -> Self {
        Self::parse(Path::new("defaults"), "").expect("the defaults are within their bounds")
    }
}

impl Data {
    fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let allowed = "the path of a directory, which is made if it is missing";
        let directory = section.text("directory", allowed, |said| {
            !said.is_empty() && !said.contains('\0')
        })?;
        let directory = directory.unwrap_or("naisen-data").into();
        section.finish()?;
        Ok(Self { directory })
    }
}

impl fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConfigWarning::ClearPasswords { path, count } => write!(
                f,
                "{} holds {count} clear passwords: once naisen has started, their hashes are in the database and the [[extension]] entries should be removed",
                path.display()
            ),
            ConfigWarning::ReadableByOthers { path, mode } => write!(
                f,
                "{} holds clear passwords and others may read it (mode {mode:o}): run chmod 600",
                path.display()
            ),
        }
    }
}

/// The text of the file at `path` and its permission bits.
pub(crate) fn read(path: &Path) -> Result<(String, u32), ConfigError> {
    let (text, mode) = read_cut(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_path_buf(),
        source,
    })?;
    if text.len() as u64 > FILE_BYTES_MAX {
        return Err(ConfigError::TooLarge {
            path: path.to_path_buf(),
            limit: FILE_BYTES_MAX,
        });
    }
    Ok((text, mode))
}

/// The text, cut one byte above the limit, and the permission bits.
fn read_cut(path: &Path) -> io::Result<(String, u32)> {
    let file = File::open(path)?;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))?;
    Ok((text, mode))
}

#[cfg(test)]
mod tests;

//! `[sdp]`: the prescribed texts of session descriptions (JJ-22.11 T13-8).

use super::error::ConfigError;
use super::section::Section;

/// What our session descriptions say of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sdp {
    /// The user name of `o=`, at most 10 bytes, without spaces (R-13.2.2-15).
    pub(crate) username: Box<str>,
    /// The session name of `s=`, at most 10 bytes (R-13.2.2-18).
    pub(crate) session_name: Box<str>,
}

const BYTES_MAX: usize = 10;

impl Sdp {
    pub(crate) fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let fits = |said: &str| (1..=BYTES_MAX).contains(&said.len());
        let allowed = "1 to 10 letters, digits and ASCII signs without spaces";
        let username = section.text("username", allowed, |said| {
            fits(said) && said.bytes().all(|byte| byte.is_ascii_graphic())
        })?;
        let username = username.unwrap_or("-").into();
        let allowed = "1 to 10 bytes of text without control characters";
        let session_name = section.text("session_name", allowed, |said| {
            fits(said) && !said.chars().any(char::is_control)
        })?;
        let session_name = session_name.unwrap_or("-").into();
        section.finish()?;
        Ok(Self {
            username,
            session_name,
        })
    }
}

//! `[[extension]]`: extensions that are put into the directory at the start.

use std::collections::HashMap;
use std::fmt;

use super::error::ConfigError;
use super::section::Section;

/// An extension as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExtensionEntry {
    /// The number: user part of the AoR and digest user name.
    pub(crate) number: Box<str>,
    /// The clear password, which is hashed at the start and not kept.
    pub(crate) password: Password,
    /// The name shown beside the number.
    pub(crate) name: Option<Box<str>>,
}

/// A clear password, which no log shows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Password(Box<str>);

impl Password {
    /// The password itself, to be hashed.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// The user part of From and To in an Initial INVITE (JJ-22.11 T13-8).
const NUMBER_BYTES_MAX: usize = 16;
const PASSWORD_BYTES_MAX: usize = 128;
const NAME_BYTES_MAX: usize = 64;

impl ExtensionEntry {
    pub(crate) fn read_all(sections: Vec<Section<'_, '_>>) -> Result<Vec<Self>, ConfigError> {
        let mut lines: HashMap<Box<str>, usize> = HashMap::new();
        let mut all = Vec::new();
        for section in sections {
            let place = section.place("number");
            let entry = Self::read(section)?;
            if let Some(first) = lines.insert(entry.number.clone(), place.line) {
                return Err(ConfigError::NotAllowed {
                    value: format!("\"{}\"", entry.number),
                    allowed: format!("a number that is not taken, as this one is on line {first}"),
                    place,
                });
            }
            all.push(entry);
        }
        Ok(all)
    }

    fn read(mut section: Section<'_, '_>) -> Result<Self, ConfigError> {
        let allowed = "1 to 16 letters, digits and - _ . + * in quotes, such as \"101\"";
        let number = section.text("number", allowed, |said| {
            (1..=NUMBER_BYTES_MAX).contains(&said.len())
                && said
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.+*".contains(&byte))
        })?;
        let number = number.ok_or_else(|| section.missing("number", allowed))?;
        let allowed = "a password of 1 to 128 bytes without control characters, in quotes";
        let password = section.secret("password", allowed, |said| {
            (1..=PASSWORD_BYTES_MAX).contains(&said.len()) && !said.chars().any(char::is_control)
        })?;
        let password = password.ok_or_else(|| section.missing("password", allowed))?;
        let allowed = "a name of 1 to 64 bytes without control characters, in quotes";
        let name = section.text("name", allowed, |said| {
            (1..=NAME_BYTES_MAX).contains(&said.len()) && !said.chars().any(char::is_control)
        })?;
        section.finish()?;
        Ok(Self {
            number: number.into(),
            password: Password(password.into()),
            name: name.map(Into::into),
        })
    }
}

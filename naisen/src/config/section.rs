//! One section of the file, read key by key.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{first_unknown, line_at, type_of};
use super::error::{ConfigError, Place};
use super::nearest::hint;

/// One section of a file.
pub(crate) struct Section<'d, 'a> {
    path: &'d Path,
    text: &'d str,
    label: String,
    start: usize,
    table: Option<&'d DeTable<'a>>,
    known: Vec<&'static str>,
}

impl<'d, 'a> Section<'d, 'a> {
    pub(super) fn new(
        path: &'d Path,
        text: &'d str,
        label: String,
        start: usize,
        table: Option<&'d DeTable<'a>>,
    ) -> Self {
        Self {
            path,
            text,
            label,
            start,
            table,
            known: Vec::new(),
        }
    }

    /// `true` or `false`.
    pub(crate) fn boolean(
        &mut self,
        key: &'static str,
        default: bool,
    ) -> Result<bool, ConfigError> {
        match self.value(key) {
            None => Ok(default),
            Some(value) => value
                .as_bool()
                .ok_or_else(|| self.wrong_type(key, value, "true or false")),
        }
    }

    /// A whole number within `bounds`; `unit` is said in errors.
    pub(crate) fn integer(
        &mut self,
        key: &'static str,
        default: u32,
        bounds: RangeInclusive<u32>,
        unit: &str,
    ) -> Result<u32, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(default);
        };
        let allowed = format!("{} to {} {unit}", bounds.start(), bounds.end());
        let Some(said) = value.as_integer() else {
            return Err(self.wrong_type(key, value, &allowed));
        };
        u32::from_str_radix(said.as_str(), said.radix())
            .ok()
            .filter(|number| bounds.contains(number))
            .ok_or_else(|| self.not_allowed(key, said, &allowed))
    }

    /// Whole seconds within `bounds`.
    pub(crate) fn seconds(
        &mut self,
        key: &'static str,
        default: u32,
        bounds: RangeInclusive<u32>,
    ) -> Result<Duration, ConfigError> {
        let seconds = self.integer(key, default, bounds, "seconds")?;
        Ok(Duration::from_secs(seconds.into()))
    }

    /// Whole milliseconds within `bounds`.
    pub(crate) fn milliseconds(
        &mut self,
        key: &'static str,
        default: u32,
        bounds: RangeInclusive<u32>,
    ) -> Result<Duration, ConfigError> {
        let milliseconds = self.integer(key, default, bounds, "milliseconds")?;
        Ok(Duration::from_millis(milliseconds.into()))
    }

    /// A number, with a decimal point or without, within `bounds`.
    pub(crate) fn fraction(
        &mut self,
        key: &'static str,
        default: f64,
        bounds: RangeInclusive<f64>,
    ) -> Result<f64, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(default);
        };
        let allowed = format!("{} to {}", bounds.start(), bounds.end());
        let said = match value {
            DeValue::Float(float) => float.as_str(),
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            _ => return Err(self.wrong_type(key, value, &allowed)),
        };
        said.parse()
            .ok()
            .filter(|number| bounds.contains(number))
            .ok_or_else(|| self.not_allowed(key, said, &allowed))
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        default: T,
        choices: &[(&str, T)],
    ) -> Result<T, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(default);
        };
        let allowed = words(choices);
        let Some(said) = value.as_str() else {
            return Err(self.wrong_type(key, value, &allowed));
        };
        chosen(said, choices)
            .ok_or_else(|| self.not_allowed(key, format_args!("{said:?}"), &allowed))
    }

    /// A list of words, each at most once, at least one.
    pub(crate) fn choices<T: Copy>(
        &mut self,
        key: &'static str,
        default: &[T],
        choices: &[(&str, T)],
    ) -> Result<Vec<T>, ConfigError> {
        let allowed = format!(
            "a list of at least one of {}, each at most once",
            words(choices)
        );
        let Some(said) = self.strings(key, &allowed)? else {
            return Ok(default.to_vec());
        };
        let mut all = Vec::new();
        for (index, (start, word)) in said.iter().enumerate() {
            let is_repeated = said.iter().take(index).any(|(_, earlier)| earlier == word);
            match chosen(word, choices).filter(|_| !is_repeated) {
                Some(choice) => all.push(choice),
                None => {
                    return Err(self.not_allowed_at(
                        *start,
                        key,
                        format_args!("{word:?}"),
                        &allowed,
                    ));
                }
            }
        }
        if all.is_empty() {
            return Err(self.not_allowed(key, "[]", &allowed));
        }
        Ok(all)
    }

    /// Text that `is_allowed` accepts; `allowed` says which that is.
    pub(crate) fn text(
        &mut self,
        key: &'static str,
        allowed: &str,
        is_allowed: impl Fn(&str) -> bool,
    ) -> Result<Option<&'d str>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let Some(said) = value.as_str() else {
            return Err(self.wrong_type(key, value, allowed));
        };
        if !is_allowed(said) {
            return Err(self.not_allowed(key, format_args!("{said:?}"), allowed));
        }
        Ok(Some(said))
    }

    /// Text that must not come up in an error.
    pub(crate) fn secret(
        &mut self,
        key: &'static str,
        allowed: &str,
        is_allowed: impl Fn(&str) -> bool,
    ) -> Result<Option<&'d str>, ConfigError> {
        let said = self.text(key, allowed, |_| true)?;
        if said.is_some_and(|said| !is_allowed(said)) {
            return Err(self.not_allowed(key, "what it is", allowed));
        }
        Ok(said)
    }

    /// A list of texts with the place where each begins.
    pub(crate) fn strings(
        &mut self,
        key: &'static str,
        allowed: &str,
    ) -> Result<Option<Vec<(usize, &'d str)>>, ConfigError> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let Some(array) = value.as_array() else {
            return Err(self.wrong_type(key, value, allowed));
        };
        array
            .iter()
            .map(|entry| match entry.get_ref().as_str() {
                Some(text) => Ok((entry.span().start, text)),
                None => Err(ConfigError::WrongType {
                    place: self.place_at(entry.span().start, key),
                    found: type_of(entry.get_ref()),
                    allowed: allowed.to_owned(),
                }),
            })
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// The error that `key` has a value that is not allowed.
    pub(crate) fn not_allowed(&self, key: &str, value: impl Display, allowed: &str) -> ConfigError {
        ConfigError::NotAllowed {
            place: self.place(key),
            value: value.to_string(),
            allowed: allowed.to_owned(),
        }
    }

    /// The same for one value of a list, which begins at `start`.
    pub(crate) fn not_allowed_at(
        &self,
        start: usize,
        key: &str,
        value: impl Display,
        allowed: &str,
    ) -> ConfigError {
        ConfigError::NotAllowed {
            place: self.place_at(start, key),
            value: value.to_string(),
            allowed: allowed.to_owned(),
        }
    }

    /// The error that values do not go together, at the first of `keys` that the file has.
    pub(crate) fn conflict(&self, keys: &[&str], conflict: impl Into<String>) -> ConfigError {
        let key = keys.iter().find(|key| self.entry(key).is_some());
        ConfigError::Conflict {
            place: self.place(key.or(keys.first()).unwrap_or(&"")),
            conflict: conflict.into(),
        }
    }

    /// The error that `key` must be there.
    pub(crate) fn missing(&self, key: &str, allowed: &str) -> ConfigError {
        ConfigError::Missing {
            place: self.place(key),
            allowed: allowed.to_owned(),
        }
    }

    /// Where `key` is, or the section if it has no such key.
    pub(crate) fn place(&self, key: &str) -> Place {
        let start = self
            .entry(key)
            .map_or(self.start, |(said, _)| said.span().start);
        self.place_at(start, key)
    }

    /// Refuses the first key that nobody asked for.
    pub(crate) fn finish(self) -> Result<(), ConfigError> {
        match self
            .table
            .and_then(|table| first_unknown(table, &self.known))
        {
            None => Ok(()),
            Some((start, key)) => Err(ConfigError::Unknown {
                place: self.place_at(start, key),
                hint: hint(key, &self.known),
            }),
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'d DeValue<'a>> {
        self.known.push(key);
        self.entry(key).map(|(_, value)| value.get_ref())
    }

    fn entry(&self, key: &str) -> Option<(&'d Spanned<Cow<'a, str>>, &'d Spanned<DeValue<'a>>)> {
        self.table?.get_key_value(key)
    }

    fn wrong_type(&self, key: &str, found: &DeValue<'_>, allowed: &str) -> ConfigError {
        ConfigError::WrongType {
            place: self.place(key),
            found: type_of(found),
            allowed: allowed.to_owned(),
        }
    }

    fn place_at(&self, start: usize, key: &str) -> Place {
        Place {
            path: self.path.to_path_buf(),
            line: line_at(self.text, start),
            key: format!("{} {key}", self.label),
        }
    }
}

fn chosen<T: Copy>(said: &str, choices: &[(&str, T)]) -> Option<T> {
    let (_, choice) = choices.iter().find(|(word, _)| *word == said)?;
    Some(*choice)
}

fn words<T>(choices: &[(&str, T)]) -> String {
    let words: Vec<String> = choices
        .iter()
        .map(|(word, _)| format!("{word:?}"))
        .collect();
    words.join(", ")
}

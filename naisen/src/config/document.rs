//! What was said: a TOML document whose every value knows its line.
//!
//! A section is read key by key; reading a key makes it known, so that what is left over at the end
//! ([`Section::finish`], [`Document::finish`]) is what nobody knows. The default and the bounds of
//! a key stand in one place only, where it is read.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, Place};
use super::nearest::hint;
use super::section::Section;

/// A parsed file.
pub(crate) struct Document<'a> {
    path: &'a Path,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
    known: Vec<&'static str>,
}

impl<'a> Document<'a> {
    /// Parses `text`, which was read from `path`.
    pub(crate) fn parse(path: &'a Path, text: &'a str) -> Result<Self, ConfigError> {
        let root = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
            path: path.to_path_buf(),
            line: line_at(text, error.span().map_or(0, |span| span.start)),
            message: error.message().lines().collect::<Vec<_>>().join("; "),
        })?;
        Ok(Self {
            path,
            text,
            root,
            known: Vec::new(),
        })
    }

    /// The section `[name]`, which is empty if the file has none.
    pub(crate) fn section(&mut self, name: &'static str) -> Result<Section<'_, 'a>, ConfigError> {
        self.known.push(name);
        let label = format!("[{name}]");
        let Some((key, value)) = self.root.get_ref().get_key_value(name) else {
            return Ok(Section::new(self.path, self.text, label, 0, None));
        };
        let start = key.span().start;
        match value.get_ref().as_table() {
            Some(table) => Ok(Section::new(
                self.path,
                self.text,
                label,
                start,
                Some(table),
            )),
            None => Err(ConfigError::WrongType {
                place: self.place(start, name.to_owned()),
                found: type_of(value.get_ref()),
                allowed: format!("a section {label}"),
            }),
        }
    }

    /// The sections `[[name]]`, in their order.
    pub(crate) fn sections(
        &mut self,
        name: &'static str,
    ) -> Result<Vec<Section<'_, 'a>>, ConfigError> {
        self.known.push(name);
        let label = format!("[[{name}]]");
        let Some((key, value)) = self.root.get_ref().get_key_value(name) else {
            return Ok(Vec::new());
        };
        let wrong_type = |start, found| ConfigError::WrongType {
            place: self.place(start, name.to_owned()),
            found: type_of(found),
            allowed: format!("sections {label}"),
        };
        let Some(entries) = value.get_ref().as_array() else {
            return Err(wrong_type(key.span().start, value.get_ref()));
        };
        entries
            .iter()
            .map(|entry| {
                let start = entry.span().start;
                let table = entry
                    .get_ref()
                    .as_table()
                    .ok_or_else(|| wrong_type(start, entry.get_ref()))?;
                Ok(Section::new(
                    self.path,
                    self.text,
                    label.clone(),
                    start,
                    Some(table),
                ))
            })
            .collect()
    }

    /// Refuses the first section that nobody asked for.
    pub(crate) fn finish(self) -> Result<(), ConfigError> {
        match first_unknown(self.root.get_ref(), &self.known) {
            None => Ok(()),
            Some((start, name)) => Err(ConfigError::Unknown {
                hint: hint(name, &self.known),
                place: self.place(start, format!("[{name}]")),
            }),
        }
    }

    fn place(&self, start: usize, key: String) -> Place {
        Place {
            path: self.path.to_path_buf(),
            line: line_at(self.text, start),
            key,
        }
    }
}

/// The line that the byte at `start` is on, from 1.
pub(super) fn line_at(text: &str, start: usize) -> usize {
    let before = text.as_bytes().iter().take(start);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// The unknown key that comes first in the file.
pub(super) fn first_unknown<'t>(
    table: &'t DeTable<'_>,
    known: &[&'static str],
) -> Option<(usize, &'t str)> {
    table
        .keys()
        .map(|key| (key.span().start, &**key.get_ref()))
        .filter(|(_, key)| !known.contains(key))
        .min()
}

pub(super) fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text in quotes",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

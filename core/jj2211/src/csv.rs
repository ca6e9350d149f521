//! The data files: rows of comma-separated fields, quoted where a field has a comma.
//!
//! A quoted field has no quote inside it, so that every field is a part of the file's own text.

use crate::code::CodeError;
use crate::expression::ExpressionError;

/// Why a data file cannot be taken in: file, line and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct DataError {
    /// The name of the file.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// One row and where it stands.
pub(crate) struct Row<const N: usize> {
    pub(crate) fields: [&'static str; N],
    place: Place,
}

/// A line of a data file.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    file: &'static str,
    line: usize,
}

impl Place {
    /// An error at this place.
    pub(crate) fn error(self, what: impl Into<String>) -> DataError {
        DataError {
            file: self.file,
            line: self.line,
            what: what.into(),
        }
    }
}

impl<const N: usize> Row<N> {
    pub(crate) const fn place(&self) -> Place {
        self.place
    }

    pub(crate) fn error(&self, what: impl Into<String>) -> DataError {
        self.place.error(what)
    }

    pub(crate) fn code_error(&self) -> impl Fn(CodeError) -> DataError {
        let place = self.place;
        move |error| place.error(error.to_string())
    }

    pub(crate) fn expression_error(&self) -> impl Fn(ExpressionError) -> DataError {
        let place = self.place;
        move |error| place.error(error.to_string())
    }
}

/// Reads a file whose first line names the columns.
pub(crate) fn rows<const N: usize>(
    file: &'static str,
    text: &'static str,
) -> Result<Vec<Row<N>>, DataError> {
    let lines = text.lines().enumerate().skip(1);
    let filled = lines.filter(|(_, line)| !line.is_empty());
    filled
        .map(|(index, line)| {
            let place = Place {
                file,
                line: index + 1,
            };
            let fields = fields(line).ok_or_else(|| place.error("a quote out of place"))?;
            let count = fields.len();
            let fields = <[&str; N]>::try_from(fields)
                .map_err(|_| place.error(format!("{count} fields, {N} expected")))?;
            Ok(Row { fields, place })
        })
        .collect()
}

fn fields(line: &'static str) -> Option<Vec<&'static str>> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(inside) => inside.split_once('"')?,
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        if field.contains('"') {
            return None;
        }
        fields.push(field);
        if after.is_empty() {
            return Some(fields);
        }
        rest = after.strip_prefix(',')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_together_and_empty_fields_count() {
        assert_eq!(fields("a,b"), Some(vec!["a", "b"]));
        assert_eq!(fields("\"a,b\",c,"), Some(vec!["a,b", "c", ""]));
        assert_eq!(fields(","), Some(vec!["", ""]));
        assert_eq!(fields("a\"b"), None);
        assert_eq!(fields("\"a\"\"b\",c"), None);
        assert_eq!(fields("\"a"), None);
    }

    #[test]
    fn a_row_of_another_length_is_refused_by_its_line() {
        let error = rows::<2>("x.csv", "a,b\n1,2\n1,2,3\n").err().unwrap();
        assert_eq!(error.to_string(), "x.csv:3: 3 fields, 2 expected");
    }
}

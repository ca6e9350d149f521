//! Reading a table: heading lines `# name: value`, the names of the columns, rows.
//!
//! ```text
//! # name: rfc4497
//! # title: QSIG and SIP (RFC 4497)
//! # source: RFC 4497 §8.4.1
//! # standing: read
//! # note: what one must know (any number of times)
//! # gap: what is missing (any number of times)
//! direction,from,to,condition,standing
//! status-to-cause,486,17,,read
//! cause-to-status,16,,BYE or CANCEL,read
//! cause-to-status,*,500,not listed,
//! ```
//!
//! A cell holds no comma and no quotes. A row without a standing has that of its table. Blank lines
//! are skipped.

use naisen_sip::StatusCode;

use super::row::{CauseKey, StatusKey, TranslationRow, When};
use super::{CauseRow, StatusRow, Translation};
use crate::{Cause, Standing};

/// Rows of a table: a key for every code and cause, with two conditions each, is far below it.
pub(super) const MAX_ROWS: usize = 4096;

const COLUMNS: &str = "direction,from,to,condition,standing";

/// What is wrong with a table. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TranslationError {
    /// A heading that must be there is not, or is empty.
    #[error("the heading `# {0}:` is missing")]
    MissingHeading(&'static str),
    /// A heading that nobody knows, or one without a colon.
    #[error("line {line}: `{text}` is no heading")]
    UnknownHeading {
        /// The line.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// A heading that may stand once stands again.
    #[error("line {line}: the heading `# {name}:` is there already")]
    RepeatedHeading {
        /// The line.
        line: usize,
        /// The heading.
        name: &'static str,
    },
    /// The line that names the columns is not where it must be.
    #[error("line {line}: expected the columns `direction,from,to,condition,standing`")]
    Columns {
        /// The line.
        line: usize,
    },
    /// A row has too few or too many cells.
    #[error("line {line}: {cells} cells, expected 5")]
    Cells {
        /// The line.
        line: usize,
        /// How many there are.
        cells: usize,
    },
    /// A cell is none of what may stand there.
    #[error("line {line}: `{text}` is no {column}")]
    Cell {
        /// The line.
        line: usize,
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
    },
    /// The key with this condition has a row already.
    #[error("line {line}: the same key and condition are there already")]
    Repeated {
        /// The line.
        line: usize,
    },
    /// There are more rows than a table may have.
    #[error("line {line}: more than {MAX_ROWS} rows")]
    TooLong {
        /// The line.
        line: usize,
    },
}

#[derive(Default)]
struct Headings {
    name: Option<String>,
    title: Option<String>,
    source: Option<String>,
    standing: Option<Standing>,
    notes: Vec<String>,
    gaps: Vec<String>,
}

/// Reads a table.
pub(super) fn parse(text: &str) -> Result<Translation, TranslationError> {
    let mut lines = (1..)
        .zip(text.trim_start_matches('\u{feff}').lines())
        .map(|(line, text)| (line, text.trim()))
        .filter(|(_, text)| !text.is_empty());
    let mut headings = Headings::default();
    let mut last = 0;
    loop {
        let Some((line, text)) = lines.next() else {
            return Err(TranslationError::Columns { line: last + 1 });
        };
        last = line;
        match text.strip_prefix('#') {
            Some(heading) => headings.read(line, heading.trim())?,
            None if text == COLUMNS => break,
            None => return Err(TranslationError::Columns { line }),
        }
    }
    let standing = headings
        .standing
        .ok_or(TranslationError::MissingHeading("standing"))?;
    let mut to_cause: Vec<CauseRow> = Vec::new();
    let mut to_status: Vec<StatusRow> = Vec::new();
    for (line, text) in lines {
        if to_cause.len() + to_status.len() == MAX_ROWS {
            return Err(TranslationError::TooLong { line });
        }
        let cells: Vec<&str> = text.split(',').map(str::trim).collect();
        let &[direction, from, to, condition, row_standing] = cells.as_slice() else {
            return Err(TranslationError::Cells {
                line,
                cells: cells.len(),
            });
        };
        let row_standing = match row_standing {
            "" => standing,
            word => Standing::parse(word).ok_or_else(|| cell(line, "standing", word))?,
        };
        match direction {
            "status-to-cause" => {
                let from = StatusKey::parse(from).ok_or_else(|| cell(line, "status", from))?;
                let to = optional(to, |to| Cause::new(to.parse().ok()?))
                    .ok_or_else(|| cell(line, "cause", to))?;
                push(&mut to_cause, line, from, to, condition, row_standing)?;
            }
            "cause-to-status" => {
                let from = CauseKey::parse(from).ok_or_else(|| cell(line, "cause", from))?;
                let to = optional(to, |to| StatusCode::new(to.parse().ok()?))
                    .ok_or_else(|| cell(line, "status", to))?;
                push(&mut to_status, line, from, to, condition, row_standing)?;
            }
            _ => return Err(cell(line, "direction", direction)),
        }
    }
    Ok(Translation::new(
        headings
            .name
            .ok_or(TranslationError::MissingHeading("name"))?,
        headings
            .title
            .ok_or(TranslationError::MissingHeading("title"))?,
        headings
            .source
            .ok_or(TranslationError::MissingHeading("source"))?,
        standing,
        headings.notes,
        headings.gaps,
        to_cause,
        to_status,
    ))
}

impl Headings {
    fn read(&mut self, line: usize, heading: &str) -> Result<(), TranslationError> {
        let unknown = || TranslationError::UnknownHeading {
            line,
            text: heading.to_owned(),
        };
        let (name, value) = heading.split_once(':').ok_or_else(unknown)?;
        let value = value.trim();
        if value.is_empty() {
            return Err(unknown());
        }
        let repeated = |name| TranslationError::RepeatedHeading { line, name };
        match name.trim() {
            "name" => once(&mut self.name, value.to_owned(), || repeated("name")),
            "title" => once(&mut self.title, value.to_owned(), || repeated("title")),
            "source" => once(&mut self.source, value.to_owned(), || repeated("source")),
            "standing" => {
                let standing =
                    Standing::parse(value).ok_or_else(|| cell(line, "standing", value))?;
                once(&mut self.standing, standing, || repeated("standing"))
            }
            "note" => {
                self.notes.push(value.to_owned());
                Ok(())
            }
            "gap" => {
                self.gaps.push(value.to_owned());
                Ok(())
            }
            _ => Err(unknown()),
        }
    }
}

fn once<T>(
    slot: &mut Option<T>,
    value: T,
    error: impl FnOnce() -> TranslationError,
) -> Result<(), TranslationError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(error()),
    }
}

/// `Some(None)` for an empty cell, `None` for one that cannot be read.
fn optional<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() {
        Some(None)
    } else {
        read(text).map(Some)
    }
}

fn cell(line: usize, column: &'static str, text: &str) -> TranslationError {
    TranslationError::Cell {
        line,
        column,
        text: text.to_owned(),
    }
}

fn push<From: PartialEq, To>(
    rows: &mut Vec<TranslationRow<From, To>>,
    line: usize,
    from: From,
    to: Option<To>,
    condition: &str,
    standing: Standing,
) -> Result<(), TranslationError> {
    if rows
        .iter()
        .any(|row| row.from == from && row.condition == condition)
    {
        return Err(TranslationError::Repeated { line });
    }
    rows.push(TranslationRow {
        from,
        to,
        condition: condition.to_owned(),
        when: When::parse(condition),
        standing,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# name: mine\n# title: T\n# source: S\n# standing: recalled\n";

    fn table(rows: &str) -> Result<Translation, TranslationError> {
        parse(&format!("{HEAD}{COLUMNS}\n{rows}"))
    }

    #[test]
    fn a_table_of_ones_own_is_read() {
        let table =
            table("status-to-cause,486,17,,read\r\n\r\n cause-to-status , * , 500 ,x, \r\n")
                .expect("legal");
        assert_eq!(table.name(), "mine");
        assert_eq!(table.standing(), Standing::Recalled);
        assert_eq!(table.cause_rows().len(), 1);
        assert_eq!(table.cause_rows()[0].standing, Standing::Read);
        assert_eq!(table.status_rows()[0].standing, Standing::Recalled);
        assert_eq!(table.status_rows()[0].condition, "x");
    }

    #[test]
    fn errors_name_the_line() {
        for (rows, error) in [
            ("status-to-cause,486,17", "line 6: 3 cells, expected 5"),
            ("status-to-cause,99,17,,", "line 6: `99` is no status"),
            ("status-to-cause,486,128,,", "line 6: `128` is no cause"),
            ("\ncause-to-status,17,700,,", "line 7: `700` is no status"),
            ("cause-to-status,4xx,486,,", "line 6: `4xx` is no cause"),
            ("sideways,17,486,,", "line 6: `sideways` is no direction"),
            (
                "cause-to-status,17,486,,maybe",
                "line 6: `maybe` is no standing",
            ),
            (
                "cause-to-status,17,486,,\ncause-to-status,17,600,,",
                "line 7: the same key and condition are there already",
            ),
        ] {
            assert_eq!(table(rows).expect_err(rows).to_string(), error);
        }
        for (text, error) in [
            (
                "",
                "line 1: expected the columns `direction,from,to,condition,standing`",
            ),
            (
                "# name: a\nx",
                "line 2: expected the columns `direction,from,to,condition,standing`",
            ),
            ("# colour: red", "line 1: `colour: red` is no heading"),
            ("# name:", "line 1: `name:` is no heading"),
            (
                "# name: a\n# name: b",
                "line 2: the heading `# name:` is there already",
            ),
            ("# standing: sure", "line 1: `sure` is no standing"),
            (COLUMNS, "the heading `# standing:` is missing"),
        ] {
            assert_eq!(parse(text).expect_err(text).to_string(), error);
        }
        let unnamed = format!("# standing: read\n{COLUMNS}\n");
        assert_eq!(
            parse(&unnamed).expect_err("no name").to_string(),
            "the heading `# name:` is missing"
        );
    }

    #[test]
    fn a_table_has_a_longest_length() {
        let rows = |count: usize| {
            (0..count)
                .map(|row| format!("cause-to-status,17,486,{row},\n"))
                .collect::<String>()
        };
        assert!(table(&rows(MAX_ROWS)).is_ok());
        assert_eq!(
            table(&rows(MAX_ROWS + 1)).expect_err("too long"),
            TranslationError::TooLong { line: 6 + MAX_ROWS }
        );
    }
}

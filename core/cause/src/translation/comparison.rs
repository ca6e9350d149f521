//! Where tables disagree.

use naisen_sip::StatusCode;

use super::{Translation, TranslationRow};
use crate::Cause;

/// What several tables say of one status or cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison<'a, To> {
    /// One answer a table, in the order of the tables; those that say nothing are left out.
    pub answers: Vec<Answer<'a, To>>,
}

/// What one table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<'a, To> {
    /// The table.
    pub table: &'a Translation,
    /// All that it may become, in ascending order; `None` stands for no translation.
    pub to: Vec<Option<To>>,
    /// Whether the table has a row for it, other than that of a class or the default.
    pub is_listed: bool,
}

impl<'a> Comparison<'a, Cause> {
    /// What the tables make of a status.
    pub fn of_status(
        tables: impl IntoIterator<Item = &'a Translation>,
        status: StatusCode,
    ) -> Self {
        Self::new(tables, |table| {
            answer(table, table.causes(status), |row| row.from.is_exact())
        })
    }
}

impl<'a> Comparison<'a, StatusCode> {
    /// What the tables make of a cause.
    pub fn of_cause(tables: impl IntoIterator<Item = &'a Translation>, cause: Cause) -> Self {
        Self::new(tables, |table| {
            answer(table, table.statuses(cause), |row| row.from.is_exact())
        })
    }
}

impl<'a, To: PartialEq> Comparison<'a, To> {
    fn new(
        tables: impl IntoIterator<Item = &'a Translation>,
        answer: impl Fn(&'a Translation) -> Option<Answer<'a, To>>,
    ) -> Self {
        Self {
            answers: tables.into_iter().filter_map(answer).collect(),
        }
    }

    /// Whether two tables say different things, be it by their defaults.
    pub fn disagrees(&self) -> bool {
        differ(self.answers.iter())
    }

    /// Whether two tables that list it say different things.
    pub fn disagrees_where_listed(&self) -> bool {
        differ(self.answers.iter().filter(|answer| answer.is_listed))
    }
}

fn answer<'a, From: 'a, To: Copy + Ord + 'a>(
    table: &'a Translation,
    rows: impl Iterator<Item = &'a TranslationRow<From, To>>,
    is_exact: impl Fn(&TranslationRow<From, To>) -> bool,
) -> Option<Answer<'a, To>> {
    let mut is_listed = false;
    let mut to = Vec::new();
    for row in rows {
        is_listed |= is_exact(row);
        to.push(row.to);
    }
    to.sort_unstable();
    to.dedup();
    (!to.is_empty()).then_some(Answer {
        table,
        to,
        is_listed,
    })
}

fn differ<'b, 'a: 'b, To: PartialEq + 'b>(
    mut answers: impl Iterator<Item = &'b Answer<'a, To>>,
) -> bool {
    let first = answers.next();
    answers.any(|answer| first.is_some_and(|first| first.to != answer.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_disagree_where_they_are_known_to() {
        let tables = Translation::builtins();
        let causes: Vec<u8> = (0..0x80)
            .filter_map(Cause::new)
            .filter(|cause| Comparison::of_cause(tables, *cause).disagrees_where_listed())
            .map(Cause::value)
            .collect();
        assert_eq!(causes, [16, 21, 22, 23, 38, 44, 58, 88]);
        let statuses: Vec<u16> = (100..700)
            .filter_map(StatusCode::new)
            .filter(|status| Comparison::of_status(tables, *status).disagrees_where_listed())
            .map(StatusCode::code)
            .collect();
        assert_eq!(
            statuses,
            [
                405, 408, 415, 420, 480, 481, 482, 483, 485, 487, 488, 491, 500, 501, 502, 503,
                604, 606
            ]
        );
    }

    #[test]
    fn an_answer_by_default_counts_as_such() {
        let tables = Translation::builtins();
        let comparison = Comparison::of_cause(tables, Cause::RESOURCE_UNAVAILABLE);
        assert!(comparison.disagrees());
        assert!(!comparison.disagrees_where_listed());
        let listed: Vec<(&str, bool)> = comparison
            .answers
            .iter()
            .map(|answer| (answer.table.name(), answer.is_listed))
            .collect();
        assert_eq!(
            listed,
            [
                ("rfc3398", true),
                ("rfc4497", true),
                ("q1912.5", true),
                ("asterisk", false),
                ("freeswitch", false)
            ]
        );
        let busy = Comparison::of_status(tables, StatusCode::BUSY_HERE);
        assert!(!busy.disagrees());
    }
}

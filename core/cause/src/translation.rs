//! Translations of SIP statuses into causes and back: tables, each with its source.
//!
//! No two documents agree, so every answer names its table. A row holds under a condition; some
//! conditions a program can decide ([`When`]), the rest is told to the reader.

mod builtin;
mod comparison;
mod condition;
mod parse;
mod row;

use naisen_sip::StatusCode;

pub use comparison::{Answer, Comparison};
pub use parse::TranslationError;
pub use row::{CauseKey, CauseRow, Circumstances, StatusKey, StatusRow, TranslationRow, When};

use crate::{Cause, Location, Standing};

/// A table that translates both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    name: String,
    title: String,
    source: String,
    standing: Standing,
    notes: Vec<String>,
    gaps: Vec<String>,
    to_cause: Vec<CauseRow>,
    to_status: Vec<StatusRow>,
    /// By code less 100.
    causes: Box<[Option<Cause>]>,
    /// By cause; within it by user (1) and diagnostic (2).
    statuses: Box<[[Option<StatusCode>; 4]]>,
}

impl Translation {
    /// Reads a table: heading lines `# name:`, `# title:`, `# source:`, `# standing:`, then rows
    /// `direction,from,to,condition,standing` where the direction is `status-to-cause` or
    /// `cause-to-status`. See the files of the program for examples.
    ///
    /// # Errors
    /// [`TranslationError`] names the line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, TranslationError> {
        parse::parse(text)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a file, once")]
    fn new(
        name: String,
        title: String,
        source: String,
        standing: Standing,
        notes: Vec<String>,
        gaps: Vec<String>,
        to_cause: Vec<CauseRow>,
        to_status: Vec<StatusRow>,
    ) -> Self {
        let mut table = Self {
            name,
            title,
            source,
            standing,
            notes,
            gaps,
            to_cause,
            to_status,
            causes: Box::default(),
            statuses: Box::default(),
        };
        table.causes = (100..700)
            .map(|code| table.choose_cause(StatusCode::new(code)?, &Circumstances::default()))
            .collect();
        table.statuses = (0..0x80)
            .map(|value| {
                [0u8, 1, 2, 3].map(|bits| {
                    let circumstances = Circumstances {
                        location: (bits & 1 != 0).then_some(Location::USER),
                        diagnostic: bits & 2 != 0,
                        response_only: true,
                        ..Circumstances::default()
                    };
                    table.choose_status(Cause::new(value)?, &circumstances)
                })
            })
            .collect();
        table
    }

    /// The name, as one types it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it translates.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where it was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How well it is known; a row may differ.
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// What one must know when one uses it.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What is missing from it.
    pub fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// All rows from status to cause.
    pub fn cause_rows(&self) -> &[CauseRow] {
        &self.to_cause
    }

    /// All rows from cause to status.
    pub fn status_rows(&self) -> &[StatusRow] {
        &self.to_status
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.to_cause.len() + self.to_status.len()
    }

    /// The cause of a final status, when nothing more is known. `None` if the table has no
    /// translation, and for a provisional status, which ends nothing.
    pub fn cause_of(&self, status: StatusCode) -> Option<Cause> {
        let at = usize::from(status.code().checked_sub(100)?);
        self.causes.get(at).copied().flatten()
    }

    /// The status of the response that tells of `cause`. `None` if the table has no translation, or
    /// wants a request instead of a response.
    pub fn status_of(
        &self,
        cause: Cause,
        location: Option<Location>,
        has_diagnostic: bool,
    ) -> Option<StatusCode> {
        let user = usize::from(location == Some(Location::USER));
        let column = user | usize::from(has_diagnostic) << 1;
        *self.statuses.get(usize::from(cause.value()))?.get(column)?
    }

    /// The cause that the request ends the call with: a BYE, or else a CANCEL.
    pub fn cause_of_request(&self, request: StatusKey) -> Option<Cause> {
        self.to_cause.iter().find(|row| row.from == request)?.to
    }

    /// The rows for a status: its own, or else those of its class, or else the default.
    pub fn causes(&self, status: StatusCode) -> impl Iterator<Item = &CauseRow> {
        let key = status_keys(status).find(|key| self.to_cause.iter().any(|row| row.from == *key));
        self.to_cause
            .iter()
            .filter(move |row| Some(row.from) == key)
    }

    /// The rows for a cause: its own, or else the default.
    pub fn statuses(&self, cause: Cause) -> impl Iterator<Item = &StatusRow> {
        let key = cause_keys(cause).find(|key| self.to_status.iter().any(|row| row.from == *key));
        self.to_status
            .iter()
            .filter(move |row| Some(row.from) == key)
    }

    /// The cause of a status under `circumstances`: a row whose condition holds goes before one that
    /// always holds, and a key of its own before its class and the default.
    pub fn choose_cause(&self, status: StatusCode, circumstances: &Circumstances) -> Option<Cause> {
        status_keys(status)
            .find_map(|key| choose(&self.to_cause, &key, circumstances))
            .flatten()
    }

    /// The status of a cause under `circumstances`, chosen likewise.
    pub fn choose_status(&self, cause: Cause, circumstances: &Circumstances) -> Option<StatusCode> {
        cause_keys(cause)
            .find_map(|key| choose(&self.to_status, &key, circumstances))
            .flatten()
    }

    /// The rows that may have produced a status, were this table at work: what its sender may have
    /// meant.
    pub fn origins_of_status(&self, status: StatusCode) -> impl Iterator<Item = &StatusRow> {
        self.to_status
            .iter()
            .filter(move |row| row.to == Some(status))
    }

    /// The rows that may have produced a cause, were this table at work.
    pub fn origins_of_cause(&self, cause: Cause) -> impl Iterator<Item = &CauseRow> {
        self.to_cause
            .iter()
            .filter(move |row| row.to == Some(cause))
    }
}

/// The keys that may hold the rows of a status, the most special first.
fn status_keys(status: StatusCode) -> impl Iterator<Item = StatusKey> {
    let failure = (status.code() >= 400).then_some(StatusKey::Failure);
    [
        Some(StatusKey::Code(status)),
        Some(StatusKey::Class(status.class())),
        failure,
        Some(StatusKey::Any),
    ]
    .into_iter()
    .flatten()
    .filter(move |_| status.is_final())
}

/// The keys that may hold the rows of a cause, the most special first.
fn cause_keys(cause: Cause) -> impl Iterator<Item = CauseKey> {
    [CauseKey::Cause(cause), CauseKey::Any].into_iter()
}

/// Of the rows of a key the first whose own condition holds, or else the first that always holds.
/// `None` if none holds.
fn choose<From: PartialEq, To: Copy>(
    rows: &[TranslationRow<From, To>],
    key: &From,
    circumstances: &Circumstances,
) -> Option<Option<To>> {
    let mut fallback = None;
    for row in rows.iter().filter(|row| row.from == *key) {
        if row.when == When::Always {
            fallback = fallback.or(Some(row.to));
        } else if row.when.holds(circumstances) {
            return Some(row.to);
        }
    }
    fallback
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin(name: &str) -> &'static Translation {
        Translation::builtin(name).expect(name)
    }

    fn status(code: u16) -> StatusCode {
        StatusCode::new(code).expect("in range")
    }

    #[test]
    fn a_status_becomes_a_cause_by_each_table() {
        for (table, code, cause) in [
            ("rfc3398", 404, Some(1)),
            ("rfc3398", 480, Some(18)),
            ("rfc3398", 486, Some(17)),
            ("rfc3398", 487, None),
            ("rfc3398", 488, Some(31)),
            ("rfc3398", 302, Some(23)),
            ("rfc3398", 499, Some(31)),
            ("rfc3398", 699, Some(31)),
            ("rfc3398", 200, None),
            ("rfc3398", 505, Some(127)),
            ("rfc4497", 487, Some(31)),
            ("rfc4497", 503, Some(41)),
            ("q1912.5", 480, Some(20)),
            ("q1912.5", 499, Some(127)),
            ("q1912.5", 491, None),
            ("asterisk", 480, Some(19)),
            ("asterisk", 503, Some(34)),
            ("asterisk", 499, Some(127)),
            ("asterisk", 599, Some(34)),
            ("asterisk", 300, Some(16)),
            ("freeswitch", 485, Some(3)),
            ("freeswitch", 487, None),
            ("freeswitch", 499, Some(31)),
            ("jj-22.02", 486, None),
        ] {
            assert_eq!(
                builtin(table).cause_of(status(code)).map(Cause::value),
                cause,
                "{table} {code}"
            );
        }
        for name in Translation::NAMES {
            assert_eq!(builtin(name).cause_of(StatusCode::RINGING), None, "{name}");
        }
    }

    #[test]
    fn a_cause_becomes_a_status_by_location_and_diagnostic() {
        let user = Some(Location::USER);
        let far = Some(Location::PUBLIC_REMOTE);
        for (table, cause, location, diagnostic, code) in [
            ("rfc3398", 16, None, false, None),
            ("rfc3398", 17, None, false, Some(486)),
            ("rfc3398", 18, None, false, Some(408)),
            ("rfc3398", 21, None, false, Some(403)),
            ("rfc3398", 21, user, false, Some(603)),
            ("rfc3398", 21, far, true, Some(403)),
            ("rfc3398", 22, None, false, Some(410)),
            ("rfc3398", 22, user, true, Some(301)),
            ("rfc3398", 26, None, false, Some(500)),
            ("rfc3398", 44, None, false, None),
            ("rfc3398", 120, None, false, Some(500)),
            ("rfc4497", 16, None, false, Some(500)),
            ("rfc4497", 21, None, false, Some(403)),
            ("rfc4497", 21, user, false, Some(603)),
            ("rfc4497", 22, far, true, Some(301)),
            ("rfc4497", 69, None, false, Some(501)),
            ("q1912.5", 47, None, false, Some(503)),
            ("q1912.5", 17, None, false, None),
            ("asterisk", 23, None, false, Some(302)),
            ("asterisk", 16, None, false, Some(603)),
            ("freeswitch", 21, None, false, Some(603)),
            ("freeswitch", 47, None, false, Some(480)),
            ("jj-22.02", 17, None, false, None),
        ] {
            let cause = Cause::new(cause).expect("seven bits");
            assert_eq!(
                builtin(table)
                    .status_of(cause, location, diagnostic)
                    .map(StatusCode::code),
                code,
                "{table} {cause} {location:?} {diagnostic}"
            );
        }
    }

    #[test]
    fn what_decides_more_than_location_and_diagnostic_can_be_told() {
        let rfc3398 = builtin("rfc3398");
        let bearer = Circumstances {
            bearer: true,
            ..Circumstances::default()
        };
        assert_eq!(
            rfc3398.choose_cause(StatusCode::NOT_ACCEPTABLE_HERE, &bearer),
            Some(Cause::BEARER_NOT_IMPLEMENTED)
        );
        let ansi = Circumstances {
            ansi: true,
            ..Circumstances::default()
        };
        assert_eq!(
            rfc3398.choose_status(Cause::NON_SELECTED_USER_CLEARING, &ansi),
            Some(StatusCode::NOT_FOUND)
        );
        let rfc4497 = builtin("rfc4497");
        assert_eq!(
            rfc4497.choose_status(Cause::NORMAL_CLEARING, &Circumstances::default()),
            None,
            "BYE or CANCEL tells it"
        );
    }

    #[test]
    fn requests_have_causes_of_their_own() {
        for (table, bye, cancel) in [
            ("rfc3398", Some(16), Some(16)),
            ("rfc4497", Some(16), Some(16)),
            ("q1912.5", Some(16), Some(31)),
            ("asterisk", None, None),
        ] {
            let table = builtin(table);
            assert_eq!(
                table.cause_of_request(StatusKey::Bye).map(Cause::value),
                bye
            );
            assert_eq!(
                table.cause_of_request(StatusKey::Cancel).map(Cause::value),
                cancel
            );
        }
    }

    #[test]
    fn a_status_is_read_as_its_sender_would_have_produced_it() {
        let asterisk = builtin("asterisk");
        let keys = |code| {
            asterisk
                .origins_of_status(status(code))
                .map(|row| row.from.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(486), ["17"]);
        assert_eq!(keys(603), ["*"]);
        assert_eq!(keys(501), ["29"]);
        assert_eq!(
            asterisk
                .origins_of_cause(Cause::NO_CIRCUIT_AVAILABLE)
                .count(),
            2,
            "503 and the rest of 5xx"
        );
    }
}

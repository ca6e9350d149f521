//! The header tables: `JJ-22.11 T13-9` to T13-24.

use naisen_sip::HeaderName;

use crate::condition::{ConditionId, Conditions};
use crate::csv::{DataError, rows};
use crate::message_kind::MessageKind;
use crate::role::{Codes, Direction, Role};
use crate::statuses::Statuses;

/// The part of a message that a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A part of the start line: method, Request-URI, version, status code, reason phrase.
    StartLine,
    /// A header.
    Header,
    /// The body, which is SDP.
    Body,
}

/// One row of a header table.
#[derive(Clone, Debug)]
pub struct HeaderRow {
    /// The message of the table.
    pub message: MessageKind,
    /// The part of the message.
    pub part: Part,
    /// What the row is about: a header by its name, `other` for every header without a row, `SDP`.
    pub name: &'static str,
    /// The header; `None` for `other` and for what is no header.
    pub header: Option<HeaderName>,
    /// The statuses that the row is about; every one in a request.
    pub statuses: Statuses,
    /// The codes, as printed.
    pub codes: Codes,
    conditions: [Option<ConditionId>; 4],
}

/// The rows of one kind of message.
#[derive(Clone, Copy, Debug)]
pub struct HeaderTable<'a> {
    message: MessageKind,
    rows: &'a [HeaderRow],
}

impl HeaderRow {
    /// The number of the table, as `13-20`.
    pub const fn table(&self) -> &'static str {
        self.message.table()
    }

    /// Which condition decides a conditional cell.
    pub const fn condition(&self, role: Role, direction: Direction) -> Option<ConditionId> {
        let [a, b, c, d] = self.conditions;
        match (direction, role) {
            (Direction::Send, Role::Server) => a,
            (Direction::Send, Role::Terminal) => b,
            (Direction::Receive, Role::Server) => c,
            (Direction::Receive, Role::Terminal) => d,
        }
    }
}

impl<'a> HeaderTable<'a> {
    pub(crate) const fn new(message: MessageKind, rows: &'a [HeaderRow]) -> Self {
        Self { message, rows }
    }

    /// The message of the table.
    pub const fn message(&self) -> MessageKind {
        self.message
    }

    /// All rows, in the order of the table.
    pub const fn rows(&self) -> &'a [HeaderRow] {
        self.rows
    }

    /// The row of a header. In a response the status chooses: of several rows the one whose range of
    /// codes is narrowest. A header without a row falls under [`HeaderTable::other`].
    pub fn row(&self, header: HeaderName, status: Option<u16>) -> Option<&'a HeaderRow> {
        self.narrowest(status, |row| row.header == Some(header))
    }

    /// The row of the body.
    pub fn body(&self, status: Option<u16>) -> Option<&'a HeaderRow> {
        self.narrowest(status, |row| row.part == Part::Body)
    }

    /// The row of every header that has none of its own.
    pub fn other(&self) -> Option<&'a HeaderRow> {
        self.rows.iter().find(|row| row.name == "other")
    }

    fn narrowest(
        &self,
        status: Option<u16>,
        wanted: impl Fn(&HeaderRow) -> bool,
    ) -> Option<&'a HeaderRow> {
        let rows = self.rows.iter().filter(|row| wanted(row));
        rows.filter_map(|row| {
            // A request has no status; its rows are about every one.
            let width = row.statuses.width_at(status.unwrap_or(100))?;
            Some((width, row))
        })
        .min_by_key(|(width, _)| *width)
        .map(|(_, row)| row)
    }
}

/// Reads the tables; the rows of a message stand together.
pub(crate) fn parse(
    text: &'static str,
    conditions: &Conditions,
) -> Result<Vec<HeaderRow>, DataError> {
    let rows = rows::<9>("headers.csv", text)?;
    rows.iter()
        .map(|row| {
            let [table, message, part, name, status, a, b, c, d] = row.fields;
            let message: MessageKind = message
                .parse()
                .map_err(|()| row.error(format!("{message} is no message")))?;
            if message.table() != table {
                return Err(row.error(format!("{message} is not the message of {table}")));
            }
            let part = match part {
                "start-line" => Part::StartLine,
                "header" => Part::Header,
                "body" => Part::Body,
                _ => return Err(row.error(format!("{part} is no part"))),
            };
            let header = match (part, HeaderName::parse(name)) {
                (Part::Header, HeaderName::Other) if name != "other" => {
                    return Err(row.error(format!("{name} is no header that we know")));
                }
                (Part::Header, known) => Some(known).filter(|name| *name != HeaderName::Other),
                _ => None,
            };
            let codes = Codes::parse([a, b, c, d]).map_err(row.code_error())?;
            let condition = |role, direction| {
                let code = codes.of(role, direction);
                conditions.of_cell(code, table, name, status, direction, row.place())
            };
            Ok(HeaderRow {
                message,
                part,
                name,
                header,
                statuses: Statuses::parse(status)
                    .ok_or_else(|| row.error(format!("{status} is no status")))?,
                codes,
                conditions: [
                    condition(Role::Server, Direction::Send)?,
                    condition(Role::Terminal, Direction::Send)?,
                    condition(Role::Server, Direction::Receive)?,
                    condition(Role::Terminal, Direction::Receive)?,
                ],
            })
        })
        .collect()
}

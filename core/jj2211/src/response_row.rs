//! The responses: `JJ-22.11 T13-2` to T13-5.

use crate::condition::{ConditionId, Conditions};
use crate::csv::{DataError, rows};
use crate::message_kind::MessageKind;
use crate::role::{Codes, Direction, Role};
use crate::statuses::Statuses;

/// One row: a response code to a kind of request, or every other code of its class.
#[derive(Clone, Debug)]
pub struct ResponseRow {
    /// The table, as `13-2`.
    pub table: &'static str,
    /// The code, or the class of a row for every other code of it.
    pub statuses: Statuses,
    /// Whether the row is about every other code of its class.
    pub is_other: bool,
    /// The registered phrase; empty for every other code.
    pub phrase: &'static str,
    /// The codes, as printed.
    pub codes: Codes,
    send_condition: Option<ConditionId>,
    receive_condition: Option<ConditionId>,
}

impl ResponseRow {
    /// Which condition decides a conditional cell.
    pub const fn condition(&self, direction: Direction) -> Option<ConditionId> {
        match direction {
            Direction::Send => self.send_condition,
            Direction::Receive => self.receive_condition,
        }
    }
}

/// The table of the responses to a request: those to INVITE are in T13-2, be it the first or a
/// re-INVITE. ACK and responses have none.
pub(crate) const fn table_of(request: MessageKind) -> Option<&'static str> {
    match request {
        MessageKind::Invite | MessageKind::ReInvite => Some("13-2"),
        MessageKind::Update => Some("13-3"),
        MessageKind::Register => Some("13-4"),
        MessageKind::Cancel | MessageKind::Prack | MessageKind::Bye => Some("13-5"),
        _ => None,
    }
}

pub(crate) fn parse(
    text: &'static str,
    conditions: &Conditions,
) -> Result<Vec<ResponseRow>, DataError> {
    let rows = rows::<8>("responses.csv", text)?;
    rows.iter()
        .map(|row| {
            let [table, _request, code, phrase, a, b, c, d] = row.fields;
            let class = code.strip_prefix("other-");
            let codes = Codes::parse([a, b, c, d]).map_err(row.code_error())?;
            let condition = |direction| {
                let of = |role| {
                    let cell = codes.of(role, direction);
                    conditions.of_cell(cell, table, code, "", direction, row.place())
                };
                Ok::<_, DataError>(of(Role::Server)?.or(of(Role::Terminal)?))
            };
            Ok(ResponseRow {
                table,
                statuses: Statuses::parse(class.unwrap_or(code))
                    .ok_or_else(|| row.error(format!("{code} is no status")))?,
                is_other: class.is_some(),
                phrase,
                codes,
                send_condition: condition(Direction::Send)?,
                receive_condition: condition(Direction::Receive)?,
            })
        })
        .collect()
}

//! The requests: `JJ-22.11 T13-1`.

use crate::condition::{ConditionId, Conditions};
use crate::csv::{DataError, rows};
use crate::message_kind::MessageKind;
use crate::role::{Codes, Direction, Role};

/// One row: a request, or every other one.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// The name in the table, as `Initial INVITE`; `other` for every other request.
    pub name: &'static str,
    /// The codes, as printed.
    pub codes: Codes,
    send_conditions: [Option<ConditionId>; 2],
}

impl RequestRow {
    /// The name in this table of a request that has a table of headers.
    pub(crate) const fn name_of(request: MessageKind) -> &'static str {
        match request {
            MessageKind::Ack2xx | MessageKind::AckNon2xx => "ACK",
            MessageKind::Invite => "Initial INVITE",
            other => other.as_str(),
        }
    }

    /// Which condition decides a conditional cell; no cell of the receive columns is conditional.
    pub const fn condition(&self, role: Role, direction: Direction) -> Option<ConditionId> {
        let [server, terminal] = self.send_conditions;
        match (direction, role) {
            (Direction::Send, Role::Server) => server,
            (Direction::Send, Role::Terminal) => terminal,
            (Direction::Receive, _) => None,
        }
    }
}

pub(crate) fn parse(
    text: &'static str,
    conditions: &Conditions,
) -> Result<Vec<RequestRow>, DataError> {
    let rows = rows::<5>("requests.csv", text)?;
    rows.iter()
        .map(|row| {
            let [name, a, b, c, d] = row.fields;
            let codes = Codes::parse([a, b, c, d]).map_err(row.code_error())?;
            let condition = |role| {
                let code = codes.of(role, Direction::Send);
                conditions.of_cell(code, "13-1", name, "", Direction::Send, row.place())
            };
            Ok(RequestRow {
                name,
                codes,
                send_conditions: [condition(Role::Server)?, condition(Role::Terminal)?],
            })
        })
        .collect()
}

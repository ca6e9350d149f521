//! The mandatory rows that we hold a sent message to.
//!
//! An m says that the ability must exist (`R-2.1-1`), not that the header is in every message. The
//! list of demands names the rows whose base document wants the header in every message that the row
//! is about, so that its absence is a fault.

use naisen_sip::HeaderName;

use crate::csv::{DataError, rows};
use crate::message_kind::MessageKind;
use crate::role::Role;
use crate::statuses::Statuses;

/// A header, or the body, that must be there wherever the table comes to an m.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The messages.
    messages: Messages,
    /// The sender, if only one role is held to it.
    role: Option<Role>,
    statuses: Statuses,
    /// The header; `None` is the body.
    pub header: Option<HeaderName>,
    /// The section of the base document, or the requirement or erratum, that wants it.
    pub source: &'static str,
}

#[derive(Clone, Debug)]
enum Messages {
    All,
    Requests,
    One(MessageKind),
}

impl Demand {
    /// Whether it is about this message from this sender.
    pub fn covers(&self, role: Role, message: MessageKind, status: Option<u16>) -> bool {
        let named = match self.messages {
            Messages::All => true,
            Messages::Requests => message.is_request(),
            Messages::One(kind) => kind == message,
        };
        named
            && self.role.is_none_or(|own| own == role)
            && status.is_none_or(|code| self.statuses.contains(code))
    }
}

pub(crate) fn parse(text: &'static str) -> Result<Vec<Demand>, DataError> {
    let rows = rows::<5>("demands.csv", text)?;
    rows.iter()
        .map(|row| {
            let [message, role, status, name, source] = row.fields;
            let messages = match message {
                "all" => Messages::All,
                "requests" => Messages::Requests,
                kind => Messages::One(
                    kind.parse()
                        .map_err(|()| row.error(format!("{kind} is no message")))?,
                ),
            };
            let role = match role {
                "" => None,
                "server" => Some(Role::Server),
                "terminal" => Some(Role::Terminal),
                _ => return Err(row.error(format!("{role} is no role"))),
            };
            let header = match (name, HeaderName::parse(name)) {
                ("SDP", _) => None,
                (_, HeaderName::Other) => {
                    return Err(row.error(format!("{name} is no header that we know")));
                }
                (_, known) => Some(known),
            };
            Ok(Demand {
                messages,
                role,
                statuses: Statuses::parse(status)
                    .ok_or_else(|| row.error(format!("{status} is no status")))?,
                header,
                source,
            })
        })
        .collect()
}

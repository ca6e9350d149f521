//! Who sends or receives: the roles and the four columns of a table.

use crate::code::{Code, CodeError};

/// A side of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The SIP server of the PINX.
    Server,
    /// The SIP terminal.
    Terminal,
}

/// Which column of a table is asked: that of the side that sends the message, or of the side that
/// receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The sender of this message, be it a request or a response.
    Send,
    /// Its receiver.
    Receive,
}

/// The codes of one row for both roles in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes {
    cells: [Code; 4],
}

impl Codes {
    /// Reads the columns in the order of the data: server sends, terminal sends, server receives,
    /// terminal receives.
    pub(crate) fn parse(cells: [&str; 4]) -> Result<Self, CodeError> {
        let [a, b, c, d] = cells;
        Ok(Self {
            cells: [a.parse()?, b.parse()?, c.parse()?, d.parse()?],
        })
    }

    /// The code of one cell, as printed (with our repairs); it may be conditional.
    pub const fn of(&self, role: Role, direction: Direction) -> Code {
        let [
            server_sends,
            terminal_sends,
            server_receives,
            terminal_receives,
        ] = self.cells;
        match (direction, role) {
            (Direction::Send, Role::Server) => server_sends,
            (Direction::Send, Role::Terminal) => terminal_sends,
            (Direction::Receive, Role::Server) => server_receives,
            (Direction::Receive, Role::Terminal) => terminal_receives,
        }
    }

    /// All four codes.
    pub fn iter(&self) -> impl Iterator<Item = Code> {
        self.cells.into_iter()
    }
}

//! The conditions under the tables: c1, c2 ... with the expression that decides each.

use crate::code::Code;
use crate::context::Context;
use crate::csv::{DataError, Place, Row, rows};
use crate::expression::Expression;
use crate::role::Direction;

/// One row of the conditions: a footnote of a table, or one step of a footnote of three ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The table, as `13-20`.
    pub table: &'static str,
    /// The number of the label: 3 for c3.
    pub label: u8,
    /// What decides.
    pub expression: Expression,
    /// The code if it holds.
    pub if_true: Code,
    /// The code if it does not; `None` sends on to the next step.
    pub if_false: Option<Code>,
    /// The step, from 1.
    pub step: u8,
    /// Whether the row is as printed; false if it is our repair (`E-27`).
    pub printed: bool,
    /// Whether the row counts. Some printed rows are attached to nothing, or stand under a label
    /// that is one off.
    pub used: bool,
    /// The cells that carry the label, as `Require:1xx:send`.
    pub cells: Vec<&'static str>,
}

/// Where in the list of conditions the first step of a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionId(pub(crate) usize);

/// All conditions of all tables.
#[derive(Debug)]
pub(crate) struct Conditions {
    all: Vec<Condition>,
}

impl Conditions {
    pub(crate) fn parse(text: &'static str) -> Result<Self, DataError> {
        let rows = rows::<9>("conditions.csv", text)?;
        let all = rows.iter().map(condition).collect::<Result<Vec<_>, _>>()?;
        let open = |condition: &Condition| condition.if_false.is_none();
        for (index, (row, condition)) in rows.iter().zip(&all).enumerate() {
            let next = all.get(index + 1);
            if open(condition) && next.is_none_or(|next| next.step != condition.step + 1) {
                return Err(row.error("the step after this one is missing"));
            }
        }
        Ok(Self { all })
    }

    pub(crate) fn all(&self) -> &[Condition] {
        &self.all
    }

    /// The condition of a cell that has a label, if it has one: the name of its row, its status as
    /// written, and the column.
    pub(crate) fn of_cell(
        &self,
        code: Code,
        table: &str,
        name: &str,
        status: &str,
        direction: Direction,
        place: Place,
    ) -> Result<Option<ConditionId>, DataError> {
        let Code::Conditional(label) = code else {
            return Ok(None);
        };
        let column = match direction {
            Direction::Send => "send",
            Direction::Receive => "recv",
        };
        let cell = match status {
            "" => format!("{name}:{column}"),
            status => format!("{name}:{status}:{column}"),
        };
        let mut found = self.all.iter().enumerate().filter(|(_, condition)| {
            let labelled = condition.table == table && condition.label == label;
            labelled && condition.used && condition.step == 1 && condition.cells.contains(&&*cell)
        });
        match (found.next(), found.next()) {
            (Some((index, _)), None) => Ok(Some(ConditionId(index))),
            (None, _) => Err(place.error(format!("c{label} of {table} is not given for {cell}"))),
            (Some(_), Some(_)) => {
                Err(place.error(format!("c{label} of {table} is given twice for {cell}")))
            }
        }
    }

    /// The code that a condition comes to; `None` if that hangs on a fact that is not known.
    pub(crate) fn decide(&self, id: ConditionId, context: &Context) -> Option<Code> {
        for condition in self.all.get(id.0..)? {
            match (condition.expression.holds(context)?, condition.if_false) {
                (true, _) => return Some(condition.if_true),
                (false, Some(code)) => return Some(code),
                (false, None) => {}
            }
        }
        None
    }

    /// The first step of a label in a table, whether it counts or not; of several the first.
    pub(crate) fn labelled(&self, table: &str, label: u8) -> Option<ConditionId> {
        let place = self
            .all
            .iter()
            .position(|condition| condition.table == table && condition.label == label);
        place.map(ConditionId)
    }
}

fn condition(row: &Row<9>) -> Result<Condition, DataError> {
    let [
        table,
        label,
        expression,
        if_true,
        if_false,
        step,
        basis,
        used,
        cells,
    ] = row.fields;
    let Ok(Code::Conditional(label)) = label.parse() else {
        return Err(row.error(format!("{label} is no label")));
    };
    let if_false = match if_false {
        "" => None,
        code => Some(code.parse().map_err(row.code_error())?),
    };
    let cells = cells.split(';').filter(|cell| !cell.is_empty()).collect();
    Ok(Condition {
        table,
        label,
        expression: Expression::parse(expression).map_err(row.expression_error())?,
        if_true: if_true.parse().map_err(row.code_error())?,
        if_false,
        step: step.parse().map_err(|_| row.error("no step"))?,
        printed: basis == "source",
        used: used == "yes",
        cells,
    })
}

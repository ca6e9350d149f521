//! The limits of settings (`JJ-22.11 T13-7`) and of generated values (`JJ-22.11 T13-8`).

use crate::csv::{DataError, rows};

/// One figure of the two tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The table: `13-7` or `13-8`.
    pub table: &'static str,
    /// What is limited, as `via-branch`.
    pub name: &'static str,
    /// `bytes`, `characters` or `value`.
    pub unit: &'static str,
    /// The least value that may be generated; only sequence numbers have one.
    pub generated_min: Option<u32>,
    /// The greatest that may be generated.
    pub generated_max: Option<u32>,
    /// What must at least be taken in, from a peer or from whoever configures.
    pub accepted_min: Option<u32>,
    /// The requirement, as `R-13.2.2-5`.
    pub requirement: &'static str,
}

pub(crate) fn parse(text: &'static str) -> Result<Vec<Limit>, DataError> {
    let rows = rows::<7>("limits.csv", text)?;
    rows.iter()
        .map(|row| {
            let [table, name, unit, least, most, accepted, requirement] = row.fields;
            let figure = |text: &str| match text {
                "" => Ok(None),
                digits => match digits.parse() {
                    Ok(number) => Ok(Some(number)),
                    Err(_) => Err(row.error(format!("{digits} is no figure"))),
                },
            };
            Ok(Limit {
                table,
                name,
                unit,
                generated_min: figure(least)?,
                generated_max: figure(most)?,
                accepted_min: figure(accepted)?,
                requirement,
            })
        })
        .collect()
}

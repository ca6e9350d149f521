//! The lists of the standard that citations are held against: requirement ids, clauses, tables,
//! errata, and the RFCs that this project has reason to name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What may be cited.
#[derive(Debug, Default)]
pub(crate) struct Standard {
    /// Requirement id to its level: `must`, `must-not`, `should`, `should-not` or `may`.
    pub(crate) requirements: BTreeMap<String, String>,
    /// Clauses of JJ-22.11, as `9.3.2` or `i.4`.
    pub(crate) clauses: BTreeSet<String>,
    /// Tables of JJ-22.11, as `T13-20`.
    pub(crate) tables: BTreeSet<String>,
    /// Errata of JJ-22.11, as `E-17`.
    pub(crate) errata: BTreeSet<String>,
    /// Numbers of RFCs.
    pub(crate) rfcs: BTreeSet<String>,
}

impl Standard {
    /// Reads the lists from the folder that holds them.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let text = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
        };
        Ok(Self {
            requirements: requirements(&text("requirements.csv")?)?,
            clauses: list(&text("clauses.txt")?),
            tables: list(&text("tables.txt")?),
            errata: list(&text("errata.txt")?),
            rfcs: list(&text("rfcs.txt")?),
        })
    }

    /// The ids of what the standard demands or forbids outright.
    pub(crate) fn required(&self) -> impl Iterator<Item = &str> {
        let demanded = self
            .requirements
            .iter()
            .filter(|(_, level)| level.starts_with("must"));
        demanded.map(|(id, _)| id.as_str())
    }
}

/// Rows of `id,clause,actor,level`; no field contains a comma.
fn requirements(text: &str) -> Result<BTreeMap<String, String>> {
    text.lines()
        .skip(1)
        .map(|row| {
            let fields: Vec<&str> = row.split(',').collect();
            let [id, _clause, _actor, level] = fields[..] else {
                anyhow::bail!("requirements.csv: not four fields: {row}");
            };
            Ok((id.to_owned(), level.to_owned()))
        })
        .collect()
}

fn list(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_this_project_can_be_read() {
        let standard = Standard::read(&crate::shell::root().join("xtask/data")).unwrap();
        assert_eq!(standard.requirements.len(), 506);
        assert!(standard.clauses.contains("9.3.1.2") && standard.clauses.contains("i.7"));
        assert!(standard.tables.contains("T13-24") && !standard.tables.contains("T13-25"));
        assert!(standard.errata.contains("E-46") && !standard.errata.contains("E-47"));
        assert!(standard.rfcs.contains("3261") && !standard.rfcs.contains("3621"));
    }

    #[test]
    fn only_must_and_must_not_are_required() {
        let rows = "id,clause,actor,level\nR-1-1,1,both,must\nR-1-2,1,both,should\n\
                    R-1-3,1,both,must-not\n";
        let requirements = requirements(rows).unwrap();
        let standard = Standard {
            requirements,
            ..Standard::default()
        };
        assert_eq!(standard.required().collect::<Vec<_>>(), ["R-1-1", "R-1-3"]);
    }

    #[test]
    fn a_row_of_another_shape_is_refused() {
        assert!(requirements("id,clause,actor,level\nR-1-1,1,must\n").is_err());
    }
}

//! The lists that citations are held against: requirement ids, clauses, tables and errata of the
//! standard, and the RFCs that this project has reason to name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use naisen_jj2211::Level;

/// What may be cited.
#[derive(Debug, Default)]
pub(crate) struct Standard {
    /// Requirement id to its level.
    pub(crate) requirements: BTreeMap<String, Level>,
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
    /// Takes the standard from its crate and the RFCs from the folder that holds their list.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("rfcs.txt");
        let rfcs = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let standard = naisen_jj2211::Standard::get();
        let requirements = standard.requirements().iter();
        let errata = standard.errata().iter();
        Ok(Self {
            requirements: requirements
                .map(|requirement| (requirement.id.to_owned(), requirement.level))
                .collect(),
            clauses: owned(standard.clauses()),
            tables: owned(standard.tables()),
            errata: errata.map(|erratum| erratum.id.to_owned()).collect(),
            rfcs: rfcs.lines().map(str::to_owned).collect(),
        })
    }

    /// The ids of what the standard demands or forbids outright.
    pub(crate) fn required(&self) -> impl Iterator<Item = &str> {
        let demanded = self
            .requirements
            .iter()
            .filter(|(_, level)| matches!(level, Level::Must | Level::MustNot));
        demanded.map(|(id, _)| id.as_str())
    }
}

fn owned(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|item| (*item).to_owned()).collect()
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
        let requirement = |id: &str, level| (id.to_owned(), level);
        let standard = Standard {
            requirements: BTreeMap::from([
                requirement("R-1-1", Level::Must),
                requirement("R-1-2", Level::Should),
                requirement("R-1-3", Level::MustNot),
                requirement("R-1-4", Level::May),
            ]),
            ..Standard::default()
        };
        assert_eq!(standard.required().collect::<Vec<_>>(), ["R-1-1", "R-1-3"]);
    }
}

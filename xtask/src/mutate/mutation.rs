//! The changes that break the code.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

const FOLDER: &str = "xtask/data/mutations";

/// One change of behaviour.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mutation {
    /// Unique, words joined by hyphens.
    pub(crate) name: String,
    /// The file, relative to the root of the workspace.
    pub(crate) file: String,
    /// A text that stands in the file exactly once.
    pub(crate) find: String,
    /// What takes its place.
    pub(crate) replace: String,
    /// The requirement that is broken so.
    pub(crate) requirement: String,
}

impl Mutation {
    /// The text of its file with the change made.
    ///
    /// # Errors
    ///
    /// Unless what it replaces is there exactly once.
    pub(crate) fn applied_to(&self, text: &str) -> Result<String> {
        match text.matches(&self.find).count() {
            1 => Ok(text.replacen(&self.find, &self.replace, 1)),
            count => bail!(
                "{}: what it replaces stands {count} times in {}",
                self.name,
                self.file
            ),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    mutation: Vec<Mutation>,
}

/// The mutations of every list, in the order of the files.
///
/// # Errors
///
/// When a list cannot be read.
pub(crate) fn read(root: &Path) -> Result<Vec<Mutation>> {
    let folder = root.join(FOLDER);
    let mut paths = fs::read_dir(&folder)
        .with_context(|| format!("{FOLDER} cannot be listed"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    let mut mutations = Vec::new();
    for path in paths {
        let what = || format!("{} cannot be read", path.display());
        let list: List =
            toml::from_str(&fs::read_to_string(&path).with_context(what)?).with_context(what)?;
        mutations.extend(list.mutation);
    }
    Ok(mutations)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// How many mutations there are at least, in all and for each group of clauses.
    const AT_LEAST: (usize, usize) = (70, 8);

    fn group(clause: &str) -> &str {
        match clause.split('.').next().unwrap_or(clause) {
            "6" | "7" | "8" => "6 to 8",
            "10" | "11" => "10 and 11",
            "12" | "13" => "12 and 13",
            other => other,
        }
    }

    #[test]
    fn every_mutation_fits_the_code_and_breaks_a_requirement() {
        let root = crate::shell::root();
        let standard = naisen_jj2211::Standard::get();
        let mut names = BTreeSet::new();
        let mut faults = Vec::new();
        for mutation in read(&root).unwrap() {
            match fs::read_to_string(root.join(&mutation.file)) {
                Err(_) => faults.push(format!("{}: {}", mutation.name, mutation.file)),
                Ok(text) => match mutation.applied_to(&text) {
                    Err(error) => faults.push(error.to_string()),
                    Ok(changed) if changed == text => {
                        faults.push(format!("{} changes nothing", mutation.name));
                    }
                    Ok(_) => {}
                },
            }
            if standard.requirement(&mutation.requirement).is_none() {
                faults.push(format!("{}: {}", mutation.name, mutation.requirement));
            }
            if !names.insert(mutation.name.clone()) {
                faults.push(format!("{} is there twice", mutation.name));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn every_clause_has_its_mutations() {
        let mutations = read(&crate::shell::root()).unwrap();
        let mut counts = BTreeMap::new();
        for mutation in &mutations {
            let standard = naisen_jj2211::Standard::get();
            let clause = standard.requirement(&mutation.requirement).unwrap().clause;
            *counts.entry(group(clause)).or_insert(0) += 1;
        }
        let (all, each) = AT_LEAST;
        assert!(mutations.len() >= all, "{}", mutations.len());
        for clauses in ["4", "5", "6 to 8", "9", "10 and 11", "12 and 13"] {
            let count = counts.get(clauses).copied().unwrap_or_default();
            assert!(count >= each, "{clauses}: {count}");
        }
    }

    #[test]
    fn what_is_not_there_exactly_once_is_refused() {
        let mutation = Mutation {
            name: "one-more".into(),
            file: "core/x.rs".into(),
            find: "+ 1".into(),
            replace: "+ 2".into(),
            requirement: "R-3-1".into(),
        };
        assert_eq!(mutation.applied_to("a + 1").unwrap(), "a + 2");
        assert!(mutation.applied_to("a").is_err());
        assert!(mutation.applied_to("a + 1 + 1").is_err());
    }
}

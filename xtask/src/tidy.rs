//! The rules of the house that no compiler checks, one rule a module.
//!
//! A rule reads the [`Tree`] (every text file of the project) or the crate graph, and yields
//! [`Finding`]s. A finding fails the build; a note only informs.

pub(crate) mod citations;
mod layers;
mod leftovers;
mod module_docs;
mod named_paths;
mod names;
mod purity;
mod standard;
mod tree;

use std::fmt;
use std::path::Path;

use anyhow::Result;

pub(crate) use tree::{SourceFile, Tree};

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The file, relative to the root of the workspace.
    pub(crate) path: String,
    /// The line, counted from 1; 0 when the file as a whole is meant.
    pub(crate) line: usize,
    /// What is wrong and what would be right.
    pub(crate) what: String,
}

impl Finding {
    pub(crate) fn new(path: impl Into<String>, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.path, self.what)
        } else {
            write!(f, "{}:{}: {}", self.path, self.line, self.what)
        }
    }
}

/// What all the rules together have to say.
#[derive(Debug)]
pub(crate) struct Report {
    /// How many files were read.
    pub(crate) files: usize,
    /// Sorted by path and line.
    pub(crate) findings: Vec<Finding>,
    /// Counts that inform and fail nothing.
    pub(crate) notes: Vec<String>,
}

/// Applies every rule to the workspace at `root`.
///
/// # Errors
///
/// When the tree, the lists of the standard or `cargo metadata` cannot be read.
pub(crate) fn examine(root: &Path) -> Result<Report> {
    let tree = Tree::read(root)?;
    let graph = layers::Graph::of_workspace(root)?;
    let standard = standard::Standard::read(&root.join("xtask/data"))?;

    let cited = citations::examine(&tree, &standard);
    let mut findings = cited.findings;
    findings.extend(layers::examine(&graph));
    findings.extend(leftovers::examine(&tree));
    findings.extend(module_docs::examine(&tree));
    findings.extend(named_paths::examine(&tree, &graph));
    findings.extend(names::examine(&tree));
    findings.extend(purity::examine(&tree));
    findings.sort();

    let notes = vec![format!(
        "{} of {} required ids (must, must-not) are cited, {} are not",
        cited.required_cited,
        standard.required().count(),
        standard.required().count() - cited.required_cited,
    )];
    Ok(Report {
        files: tree.files.len(),
        findings,
        notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_file_line_and_fault() {
        let finding = Finding::new("core/sip/src/lib.rs", 3, "no module doc");
        assert_eq!(finding.to_string(), "core/sip/src/lib.rs:3: no module doc");
        assert_eq!(
            Finding::new("README.md", 0, "empty").to_string(),
            "README.md: empty"
        );
    }
}

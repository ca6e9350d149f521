//! How far both nodes satisfy JJ-22.11: the requirements, held against the tests that prove them.
//!
//! The requirements are data (`core/jj2211/data`), the proofs are tests of the clause trees
//! (`core/conformance/tests`), and what was decided of single requirements stands in
//! `docs/conformance`. From these three, `docs/CONFORMANCE.md` and the counts in `README.md` are
//! generated; nobody writes them. What was proven once is kept in `docs/conformance/floor.csv`, from
//! which a row goes only by hand: a proof that is lost is a fault.

mod decision;
mod fault;
mod lookup;
mod node;
mod page;
mod proof;
mod settings;
mod standing;
mod tally;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use naisen_jj2211::Standard;

use crate::tidy::Tree;
use decision::{Decisions, Duty, FLOOR};
use node::Node;
use proof::Test;
use standing::Standing;

const PAGE: &str = "docs/CONFORMANCE.md";
const README: &str = "README.md";

/// Standard, proofs and decisions, read together.
pub(crate) struct Book {
    standard: &'static Standard,
    tree: Tree,
    tests: Vec<Test>,
    decisions: Decisions,
}

impl Book {
    /// Reads the workspace at `root`.
    ///
    /// # Errors
    ///
    /// When a file cannot be read.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        Ok(Self::of(Tree::read(root)?))
    }

    fn of(tree: Tree) -> Self {
        Self {
            standard: Standard::get(),
            tests: proof::tests(&tree),
            decisions: Decisions::of(&tree),
            tree,
        }
    }

    /// Every requirement with each node whose duty it is.
    fn duties(&self) -> impl Iterator<Item = Duty> {
        let requirements = self.standard.requirements().iter();
        requirements.flat_map(|requirement| {
            let nodes = Node::of(requirement.actor).iter();
            nodes.map(|node| (requirement.id.to_owned(), *node))
        })
    }

    /// The tests that prove a duty.
    fn proofs(&self, id: &str, node: Node) -> Vec<&Test> {
        let tests = self.tests.iter();
        tests
            .filter(|test| test.node == node && test.ids.contains(id))
            .collect()
    }

    /// What is proven, and what was proven once.
    fn floor(&self) -> BTreeSet<Duty> {
        let proven = self
            .duties()
            .filter(|(id, node)| matches!(self.standing(id, *node), Standing::Proven(_)));
        proven.chain(self.decisions.floor.iter().cloned()).collect()
    }

    /// What each generated file should hold, with its path.
    fn generated(&self) -> [(&'static str, String); 3] {
        let mut floor = String::from("id,role\n");
        for (id, node) in self.floor() {
            floor.push_str(&format!("{id},{}\n", node.as_str()));
        }
        [
            (PAGE, page::page(self)),
            (README, page::with_counts(self.text(README), self)),
            (FLOOR, floor),
        ]
    }

    fn text(&self, path: &str) -> &str {
        let file = self.tree.files.iter().find(|file| file.path == path);
        file.map_or("", |file| &file.text)
    }

    /// Writes the page, the counts of the README and the floor.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        for (path, text) in self.generated() {
            if self.text(path) != text {
                fs::write(root.join(path), text)
                    .with_context(|| format!("{path} cannot be written"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Finding;

    #[test]
    fn the_page_of_this_project_is_what_its_sources_give() {
        let book = Book::read(&crate::shell::root()).unwrap();
        let faults: Vec<_> = book.faults().iter().map(Finding::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

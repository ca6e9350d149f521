//! The tests of the clause trees, and what each proves.
//!
//! A proof is a `#[test]` that runs: its file is reached by `mod` from the tree's `main.rs`, and it
//! is neither ignored nor compiled only sometimes. Its ids stand in the doc comment above it.

use std::collections::BTreeSet;

use super::node::Node;
use crate::tidy::{SourceFile, Tree, citations};

/// A test of a clause tree.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Test {
    /// The node under test.
    pub(crate) node: Node,
    /// The file, relative to the root of the workspace.
    pub(crate) path: String,
    /// The line of its `fn`, counted from 1.
    pub(crate) line: usize,
    /// Its whole path, as `clause_05::s5_4_redirection::a_302_is_not_followed`.
    pub(crate) name: String,
    /// The requirements and errata that it cites.
    pub(crate) ids: BTreeSet<String>,
}

impl Test {
    /// The name of its function.
    pub(crate) fn short_name(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }
}

/// Every test of both trees that runs, in the order of the trees.
pub(crate) fn tests(tree: &Tree) -> Vec<Test> {
    let mut tests = Vec::new();
    for node in Node::ALL {
        let main = format!("{}/main.rs", node.clause_tree());
        walk(tree, node, &main, node.clause_tree(), &[], &mut tests);
    }
    tests
}

/// Reads a module and those below it, whose files stand in `folder`.
fn walk(
    tree: &Tree,
    node: Node,
    path: &str,
    folder: &str,
    modules: &[&str],
    tests: &mut Vec<Test>,
) {
    let Some(file) = tree.files.iter().find(|file| file.path == path) else {
        return;
    };
    let mut above = Above::default();
    for (line, text) in file.lines() {
        if above.takes(text) {
            continue;
        }
        let above = std::mem::take(&mut above);
        if let Some(module) = declared_module(text).filter(|_| !above.sometimes) {
            let modules = [modules, &[module]].concat();
            let folder = format!("{folder}/{module}");
            let own_file = format!("{folder}.rs");
            let path = if tree.has(&own_file) {
                own_file
            } else {
                format!("{folder}/mod.rs")
            };
            walk(tree, node, &path, &folder, &modules, tests);
        } else if let Some(function) = function(text).filter(|_| above.is_proof()) {
            tests.push(above.test(node, file, line, &[modules, &[function]].concat()));
        }
    }
}

fn declared_module(line: &str) -> Option<&str> {
    line.strip_prefix("mod ")?.strip_suffix(';')
}

fn function(line: &str) -> Option<&str> {
    let name = line.trim_start().strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

/// The doc comment and the attributes above an item.
#[derive(Default)]
struct Above {
    docs: String,
    /// Whether an attribute goes on in the next line.
    open: bool,
    test: bool,
    /// Whether it is ignored, or compiled under a condition.
    sometimes: bool,
}

impl Above {
    /// Takes a line in if it belongs to what stands above an item.
    fn takes(&mut self, line: &str) -> bool {
        let line = line.trim();
        if self.open {
            self.open = !line.ends_with(']');
            return true;
        }
        if let Some(doc) = line.strip_prefix("///") {
            self.docs.push_str(doc);
            self.docs.push(' ');
            return true;
        }
        let Some(attribute) = line.strip_prefix("#[") else {
            return false;
        };
        self.open = !line.ends_with(']');
        self.test |= attribute.starts_with("test]");
        self.sometimes |= attribute.starts_with("ignore") || attribute.starts_with("cfg");
        true
    }

    const fn is_proof(&self) -> bool {
        self.test && !self.sometimes
    }

    fn test(&self, node: Node, file: &SourceFile, line: usize, name: &[&str]) -> Test {
        Test {
            node,
            path: file.path.clone(),
            line,
            name: name.join("::"),
            ids: citations::ids_in(&self.docs)
                .map(|(_, id)| id.to_owned())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The one file of a clause tree with a clause and a subclause.
    fn read(subclause: &str) -> Vec<Test> {
        let root = Node::Terminal.clause_tree();
        tests(&Tree::of(&[
            (&format!("{root}/main.rs"), "mod clause_05;\n"),
            (&format!("{root}/clause_05/mod.rs"), "mod s5_1_call;\n"),
            (&format!("{root}/clause_05/s5_1_call.rs"), subclause),
            (
                &format!("{root}/clause_05/s5_2_orphan.rs"),
                "/// R-5.1.1-1\n#[test]\nfn never_compiled() {}\n",
            ),
        ]))
    }

    #[test]
    fn the_ids_above_a_test_are_what_it_proves() {
        let text = "/// R-5.1.1-1,\n/// R-5.1.1-2 (E-17): dialling.\n#[test]\nfn it_dials() {}\n";
        let found = read(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "clause_05::s5_1_call::it_dials");
        assert_eq!((found[0].line, found[0].node), (4, Node::Terminal));
        let ids: Vec<_> = found[0].ids.iter().map(String::as_str).collect();
        assert_eq!(ids, ["E-17", "R-5.1.1-1", "R-5.1.1-2"]);
    }

    #[test]
    fn what_does_not_run_proves_nothing() {
        let nothing = [
            "/// R-5.1.1-1\nfn no_test() {}\n",
            "/// R-5.1.1-1\n#[test]\n#[ignore]\nfn ignored() {}\n",
            "/// R-5.1.1-1\n#[ignore = \"slow\"]\n#[test]\nfn ignored() {}\n",
            "/// R-5.1.1-1\n#[cfg(windows)]\n#[test]\nfn elsewhere() {}\n",
            "// /// R-5.1.1-1\n// #[test]\n// fn taken_out() {}\n",
        ];
        for text in nothing {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn an_id_belongs_to_the_test_right_below_it() {
        let text = "/// R-5.1.1-1\nconst X: u8 = 1;\n\n#[test]\nfn bare() {}\n";
        let found = read(text);
        assert!(found[0].ids.is_empty());
    }

    #[test]
    fn an_attribute_of_several_lines_parts_nothing() {
        let text = "/// R-5.1.1-1\n#[expect(\n    clippy::all,\n)]\n#[test]\nfn it() {}\n";
        assert_eq!(read(text)[0].ids.len(), 1);
    }
}

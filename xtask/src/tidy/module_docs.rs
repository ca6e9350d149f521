//! Every Rust file begins with a module doc: a reader who opens it learns first what it is.

use super::{Finding, Tree};

/// Finds Rust files whose first line is not a module doc.
pub(crate) fn examine(tree: &Tree) -> Vec<Finding> {
    tree.files
        .iter()
        .filter(|file| file.path.ends_with(".rs") && !begins_with_module_doc(&file.text))
        .map(|file| {
            Finding::new(
                file.path.as_str(),
                1,
                "a Rust file begins with a //! module doc",
            )
        })
        .collect()
}

fn begins_with_module_doc(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first
        .and_then(|line| line.strip_prefix("//!"))
        .is_some_and(|doc| !doc.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_module_doc_is_found() {
        for text in [
            "",
            "use std::fmt;\n",
            "// A comment.\n",
            "//!\nfn f() {}\n",
            "/// A doc.\n",
        ] {
            assert_eq!(examine(&Tree::of(&[("a.rs", text)])).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn a_file_with_one_and_a_file_that_is_not_rust_pass() {
        let tree = Tree::of(&[("a.rs", "//! What it is.\n"), ("b.md", "text\n")]);
        assert_eq!(examine(&tree), []);
    }
}

//! File names: a file carries the name of its concept, never the name of a drawer.

use super::{Finding, Tree};

/// Names that say nothing about what is inside.
const DRAWERS: [&str; 11] = [
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "stuff",
    "util",
    "utilities",
    "utils",
    "various",
];

/// Finds files and folders named after a drawer.
pub(crate) fn examine(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        let drawer = file.path.split('/').find(|part| is_drawer(part));
        if let Some(part) = drawer {
            let what = format!("{part} names a drawer, not a concept");
            findings.push(Finding::new(file.path.as_str(), 0, what));
        }
    }
    findings
}

fn is_drawer(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    stem.split(['_', '-']).any(|word| DRAWERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str) -> usize {
        examine(&Tree::of(&[(path, "")])).len()
    }

    #[test]
    fn drawers_are_found_in_files_and_folders() {
        for path in [
            "core/sip/src/utils.rs",
            "edge/helpers/src/lib.rs",
            "a/call_manager.rs",
        ] {
            assert_eq!(faults(path), 1, "{path}");
        }
    }

    #[test]
    fn concepts_pass() {
        for path in ["core/sip/src/via.rs", "core/sip/src/commonality.rs"] {
            assert_eq!(faults(path), 0, "{path}");
        }
    }
}

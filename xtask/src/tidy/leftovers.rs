//! What has no place in a finished tree: paths of one machine, and notes to oneself.

use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, Tree};

/// Absolute paths that exist on somebody's machine only.
static MACHINE_PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(^|[\s"'`(=:])/(work|root|home|Users|tmp/target)(/|-|\b)"#)
        .expect("the pattern is right")
});

/// Marks of unfinished work. (Written so that the pattern does not find itself.)
static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(TO[D]O|FIX[M]E|X[X]X)\b").expect("the pattern is right"));

/// Finds paths of a machine and marks of unfinished work in every file but the lock.
pub(crate) fn examine(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.judged().filter(|file| !file.path.ends_with(".lock")) {
        for (number, line) in file.lines() {
            if MACHINE_PATH.is_match(line) {
                findings.push(Finding::new(
                    file.path.as_str(),
                    number,
                    "a path of one machine",
                ));
            }
            if let Some(mark) = MARK.find(line) {
                let what = format!("{} marks unfinished work", mark.as_str());
                findings.push(Finding::new(file.path.as_str(), number, what));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(line: &str) -> usize {
        examine(&Tree::of(&[("README.md", line)])).len()
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        for place in [
            "work/main",
            "root/.cargo",
            "home/ann",
            "tmp/target-ann/debug",
        ] {
            assert_eq!(faults(&format!("see /{place} for it")), 1, "{place}");
            assert_eq!(faults(&format!("let path = \"/{place}\";")), 1, "{place}");
        }
    }

    #[test]
    fn marks_of_unfinished_work_are_found() {
        for (a, b) in [("TO", "DO"), ("FIX", "ME"), ("XX", "X")] {
            assert_eq!(faults(&format!("// {a}{b}: later")), 1, "{a}{b}");
        }
    }

    #[test]
    fn what_only_looks_alike_passes() {
        for line in [
            "core/sip/root/x",
            "/usr/lib/baresip/modules",
            "a todo!() macro",
            "TODOS",
        ] {
            assert_eq!(faults(line), 0, "{line}");
        }
    }
}

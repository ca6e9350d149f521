//! Documents name only what exists: every path and every crate of ours in backticks, and every
//! relative link, in the documents at the root.

use std::sync::LazyLock;

use regex::Regex;

use super::layers::Graph;
use super::{Finding, SourceFile, Tree};

/// The documents that are held to it.
const DOCUMENTS: [&str; 3] = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"];

/// Folders at the root; a word in backticks that begins with one is a path of ours.
const ROOTS: [&str; 10] = [
    ".cargo/", ".ci/", "bench/", "core/", "docs/", "edge/", "fuzz/", "interop/", "naisen/",
    "xtask/",
];

/// Names that look like ours but are made by running the program.
const MADE_AT_RUN_TIME: [&str; 2] = ["naisen-data", "naisen-data/"];

static BACKTICKS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"`([^`\s]+)`").expect("the pattern is right"));

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\]\(([^)\s]+)\)").expect("the pattern is right"));

/// Finds names of files, folders and crates that do not exist.
pub(crate) fn examine(tree: &Tree, graph: &Graph) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|file| DOCUMENTS.contains(&file.path.as_str()))
    {
        findings.extend(wrong_names(file, tree, graph));
    }
    findings
}

fn wrong_names(file: &SourceFile, tree: &Tree, graph: &Graph) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        for name in BACKTICKS
            .captures_iter(line)
            .map(|found| found[1].to_owned())
        {
            if !exists(&name, tree, graph) {
                let what = format!("`{name}` does not exist");
                findings.push(Finding::new(file.path.as_str(), number, what));
            }
        }
        for link in LINK.captures_iter(line).map(|found| found[1].to_owned()) {
            let path = link.split('#').next().unwrap_or_default();
            if !path.is_empty() && !path.contains(':') && !tree.has(path) {
                let what = format!("the link to {link} leads nowhere");
                findings.push(Finding::new(file.path.as_str(), number, what));
            }
        }
    }
    findings
}

/// Whether a word in backticks exists, if it claims to be something of ours at all.
fn exists(name: &str, tree: &Tree, graph: &Graph) -> bool {
    let name = name.strip_prefix("./").unwrap_or(name);
    if MADE_AT_RUN_TIME.contains(&name) || name.contains(['{', '<', '=', '(']) {
        return true;
    }
    // `core/*` stands for the folder that holds them, `file.rs:12` for the file.
    let path = name.split('*').next().unwrap_or(name);
    let path = path
        .rsplit_once(".rs:")
        .map_or(path.to_owned(), |(stem, _)| format!("{stem}.rs"));
    if ROOTS.iter().any(|root| path.starts_with(root)) {
        return tree.has(&path);
    }
    if !path.contains('/') && (path.ends_with(".rs") || path.ends_with(".md")) {
        return tree.has_name(&path);
    }
    if name.starts_with("naisen-") && !name.contains(['/', '.']) {
        return graph.is_member(name);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let tree = Tree::of(&[("README.md", text), ("core/sip/src/via.rs", "")]);
        let found = examine(&tree, &Graph::default());
        found.into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn names_of_what_is_gone_are_found() {
        for name in [
            "core/attic",
            "core/sip/src/gone.rs",
            "gone.rs",
            "GONE.md",
            "naisen-attic",
        ] {
            assert_eq!(
                faults(&format!("see `{name}` there")),
                [format!("`{name}` does not exist")]
            );
        }
        assert_eq!(
            faults("[guide](docs/GUIDE.md)"),
            ["the link to docs/GUIDE.md leads nowhere"]
        );
    }

    #[test]
    fn names_of_what_exists_and_of_other_things_pass() {
        let right = [
            "`core/sip/`",
            "`core/*`",
            "`core/sip/src/via.rs:12`",
            "`via.rs`",
            "`naisen-data`",
            "`naisen serve`",
            "`README.md`",
            "`application/sdp`",
            "`--json`",
            "[via](core/sip/src/via.rs)",
            "[rust](https://www.rust-lang.org)",
            "[below](#below)",
        ];
        for text in right {
            assert_eq!(faults(text), Vec::<String>::new(), "{text}");
        }
    }
}

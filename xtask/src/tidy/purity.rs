//! The purity of the core: its sources name no socket, no clock, no file, no thread, no environment
//! and no source of random numbers, and every crate of it forbids unsafe code.
//!
//! A hash table that seeds itself from the system is such a source: the order in which it is walked
//! would differ from run to run, and a seed of the simulator would not replay. Tables take their
//! seeds from the random numbers that the node is given.

use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, SourceFile, Tree};

/// What no line of code in the core may name, comments excepted.
static IMPURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(UdpSocket|TcpStream|TcpListener|ToSocketAddrs|Instant::now|SystemTime)\b",
        r"|\bstd::(fs|thread|env|process|io::std(in|out|err))\b",
        r"|\b(A?Hash(Map|Set)|RandomState)::(new|default|with_capacity|from|from_iter)\(",
        r"|\bstd::\{[^}]*\b(fs|thread|env|process)\b",
    ))
    .expect("the pattern is right")
});

/// Finds impure names in `core/*/src` and crates that do not forbid unsafe code.
pub(crate) fn examine(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.ending_in(&[".rs"]) {
        let Some((_, inside)) = file
            .path
            .strip_prefix("core/")
            .and_then(|path| path.split_once("/src/"))
        else {
            continue;
        };
        if inside == "lib.rs" && !file.text.contains("#![forbid(unsafe_code)]") {
            findings.push(Finding::new(
                file.path.as_str(),
                0,
                "a crate of the core begins with #![forbid(unsafe_code)]",
            ));
        }
        findings.extend(impure_names(file));
    }
    findings
}

fn impure_names(file: &SourceFile) -> impl Iterator<Item = Finding> {
    file.lines().filter_map(|(number, line)| {
        let code = line.split("//").next().unwrap_or_default();
        IMPURE.find(code).map(|name| {
            let what = format!("the core is pure and may not name {}", name.as_str());
            Finding::new(file.path.as_str(), number, what)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "//! A crate.\n#![forbid(unsafe_code)]\n";

    fn faults(path: &str, text: &str) -> usize {
        examine(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn what_the_core_may_not_name_is_found() {
        let impure = [
            "use std::net::{IpAddr, UdpSocket};",
            "let stream = std::net::TcpStream::connect(to);",
            "let now = Instant::now();",
            "use std::time::SystemTime;",
            "std::fs::read(path)",
            "use std::thread;",
            "std::env::var(name)",
            "use std::{env, fmt};",
            "let bindings = AHashMap::new();",
            "calls: HashMap::with_capacity(64),",
        ];
        for line in impure {
            assert_eq!(faults("core/sip/src/flow.rs", line), 1, "{line}");
            assert_eq!(faults("edge/net/src/flow.rs", line), 0, "{line}");
            assert_eq!(faults("core/sip/tests/flow.rs", line), 0, "{line}");
        }
    }

    #[test]
    fn what_is_harmless_passes() {
        let pure = [
            "use std::net::{IpAddr, SocketAddr};",
            "//! No `Instant::now` here, the caller knows the time.",
            "use std::time::Duration;",
            "use std::{fmt, mem};",
            "AHashMap::with_hasher(RandomState::with_seeds(a, b, c, d))",
        ];
        for line in pure {
            assert_eq!(faults("core/sip/src/flow.rs", line), 0, "{line}");
        }
    }

    #[test]
    fn a_crate_that_does_not_forbid_unsafe_code_is_found() {
        assert_eq!(faults("core/sip/src/lib.rs", HEAD), 0);
        assert_eq!(faults("core/sip/src/lib.rs", "//! A crate.\n"), 1);
    }
}

//! The layers: which crate may depend on which.
//!
//! Arrows run downwards only: the binary on the edge, the edge on the core, and inside the core from
//! a higher floor to a lower one. No crate of the core reaches a socket, a runtime or the system's
//! random source, directly or through another crate. Dependencies of tests are free: they do not
//! ship.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, MetadataCommand};

use super::Finding;

/// The floors of the core, from the ground up. A crate depends on lower floors only.
const CORE_FLOORS: [&[&str]; 6] = [
    &["naisen-node"],
    &["naisen-sip", "naisen-sdp"],
    &[
        "naisen-cause",
        "naisen-media",
        "naisen-agent",
        "naisen-jj2211",
    ],
    &["naisen-exchange", "naisen-terminal", "naisen-trace"],
    &["naisen-sim", "naisen-judge"],
    &["naisen-conformance"],
];

/// The platform whose dependencies are judged: the one that the exchange is made for.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Crates that do I/O, keep a runtime or ask the system: nothing in the core may reach one.
const IMPURE: [&str; 17] = [
    "async-io",
    "async-std",
    "crossbeam-channel",
    "futures-executor",
    "hickory-resolver",
    "mio",
    "nix",
    "polling",
    "quinn-udp",
    "rayon",
    "rustix",
    "rustls",
    "signal-hook",
    "smol",
    "socket2",
    "sqlx",
    "tokio",
];

/// The crates that a build contains and the arrows between them.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// Crates of ours, by name, with the folder of each relative to the root.
    members: BTreeMap<String, String>,
    /// Package id to its name and the ids it depends on (normal and build dependencies).
    packages: BTreeMap<String, (String, Vec<String>)>,
}

impl Graph {
    /// Reads the graph of the workspace at `root` from `cargo metadata`.
    pub(crate) fn of_workspace(root: &Path) -> Result<Self> {
        let metadata = MetadataCommand::new()
            .manifest_path(root.join("Cargo.toml"))
            .other_options(["--filter-platform", PLATFORM].map(str::to_owned))
            .exec()
            .context("cargo metadata failed")?;
        let mut graph = Self::default();
        for package in metadata.workspace_packages() {
            let folder = package
                .manifest_path
                .parent()
                .expect("a manifest stands in a folder");
            let folder = folder
                .strip_prefix(&metadata.workspace_root)
                .unwrap_or(folder);
            graph
                .members
                .insert(package.name.to_string(), folder.to_string());
        }
        let resolve = metadata
            .resolve
            .as_ref()
            .context("cargo metadata resolved nothing")?;
        for node in &resolve.nodes {
            let shipped = node.deps.iter().filter(|dep| {
                dep.dep_kinds
                    .iter()
                    .any(|kind| kind.kind != DependencyKind::Development)
            });
            let targets = shipped.map(|dep| dep.pkg.repr.clone()).collect();
            let name = metadata[&node.id].name.to_string();
            graph.packages.insert(node.id.repr.clone(), (name, targets));
        }
        Ok(graph)
    }

    /// The names of our own crates.
    pub(crate) fn is_member(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    fn id_of(&self, name: &str) -> Option<&str> {
        let found = self
            .packages
            .iter()
            .find(|(_, (package, _))| package == name);
        found.map(|(id, _)| id.as_str())
    }

    fn dependencies(&self, id: &str) -> impl Iterator<Item = (&str, &str)> {
        let targets = self
            .packages
            .get(id)
            .map_or(&[][..], |(_, targets)| targets.as_slice());
        targets.iter().filter_map(|target| {
            self.packages
                .get(target)
                .map(|(name, _)| (target.as_str(), name.as_str()))
        })
    }

    /// The shortest way from a crate to each forbidden one it reaches, as `a -> b -> c`.
    fn ways_to_impurity(&self, name: &str) -> Vec<String> {
        let Some(start) = self.id_of(name) else {
            return Vec::new();
        };
        let mut ways = Vec::new();
        let mut seen = BTreeSet::from([start]);
        let mut open = std::collections::VecDeque::from([(start, name.to_owned())]);
        while let Some((id, way)) = open.pop_front() {
            for (target, target_name) in self.dependencies(id) {
                if seen.insert(target) {
                    let longer = format!("{way} -> {target_name}");
                    if IMPURE.contains(&target_name) {
                        ways.push(longer);
                    } else {
                        open.push_back((target, longer));
                    }
                }
            }
        }
        ways
    }
}

/// Finds arrows that run upwards or sideways, and crates of the core that reach an impure one.
pub(crate) fn examine(graph: &Graph) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, folder) in &graph.members {
        let manifest = if folder.is_empty() {
            "Cargo.toml".to_owned()
        } else {
            format!("{folder}/Cargo.toml")
        };
        let Some(height) = height(name, folder) else {
            let what = format!("{name} has no floor; give it one in xtask/src/tidy/layers.rs");
            findings.push(Finding::new(manifest, 0, what));
            continue;
        };
        let below = graph
            .id_of(name)
            .into_iter()
            .flat_map(|id| graph.dependencies(id));
        for (_, target) in below {
            let Some(target_folder) = graph.members.get(target) else {
                continue;
            };
            if self::height(target, target_folder).is_some_and(|other| !may(height, other)) {
                let what = format!("{name} depends on {target}, which is not on a lower floor");
                findings.push(Finding::new(manifest.as_str(), 0, what));
            }
        }
        if folder.starts_with("core/") {
            for way in graph.ways_to_impurity(name) {
                let what = format!("the core reaches I/O: {way}");
                findings.push(Finding::new(manifest.as_str(), 0, what));
            }
        }
    }
    findings
}

/// Where a crate stands: the floors of the core, then the edge, then the programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Height {
    Core(usize),
    Edge,
    Program,
}

fn height(name: &str, folder: &str) -> Option<Height> {
    if folder.starts_with("core/") {
        CORE_FLOORS
            .iter()
            .position(|floor| floor.contains(&name))
            .map(Height::Core)
    } else if folder.starts_with("edge/") {
        Some(Height::Edge)
    } else {
        Some(Height::Program)
    }
}

/// Crates of the edge may know each other (cargo forbids circles); nothing else goes sideways.
fn may(from: Height, to: Height) -> bool {
    to < from || (from == Height::Edge && to == Height::Edge)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A graph whose ids are the names; members are those with a folder.
    fn graph(crates: &[(&str, &str, &[&str])]) -> Graph {
        let mut graph = Graph::default();
        for (name, folder, targets) in crates {
            if !folder.is_empty() {
                graph.members.insert((*name).into(), (*folder).into());
            }
            let targets = targets.iter().map(|target| (*target).to_owned()).collect();
            graph
                .packages
                .insert((*name).into(), ((*name).into(), targets));
        }
        graph
    }

    fn faults(crates: &[(&str, &str, &[&str])]) -> Vec<String> {
        examine(&graph(crates))
            .into_iter()
            .map(|finding| finding.to_string())
            .collect()
    }

    #[test]
    fn arrows_that_run_down_are_right() {
        let found = faults(&[
            ("naisen-node", "core/node", &[]),
            ("naisen-sip", "core/sip", &["naisen-node"]),
            (
                "naisen-exchange",
                "core/exchange",
                &["naisen-sip", "naisen-node"],
            ),
            ("naisen-net", "edge/net", &["naisen-sip", "tokio"]),
            (
                "naisen-store",
                "edge/store",
                &["naisen-net", "naisen-exchange"],
            ),
            ("naisen", "naisen", &["naisen-store"]),
            ("tokio", "", &[]),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn an_arrow_upwards_or_sideways_is_found() {
        let cases: [(&str, &str, &str, &str); 3] = [
            ("naisen-sip", "core/sip", "naisen-exchange", "core/exchange"),
            (
                "naisen-exchange",
                "core/exchange",
                "naisen-terminal",
                "core/terminal",
            ),
            ("naisen-sip", "core/sip", "naisen-net", "edge/net"),
        ];
        for (name, folder, target, target_folder) in cases {
            let found = faults(&[(name, folder, &[target]), (target, target_folder, &[])]);
            assert_eq!(
                found,
                [format!(
                    "{folder}/Cargo.toml: {name} depends on {target}, which is not on a lower floor"
                )]
            );
        }
    }

    #[test]
    fn a_runtime_is_found_through_another_crate() {
        let found = faults(&[
            ("naisen-sip", "core/sip", &["pleasant"]),
            ("pleasant", "", &["tokio"]),
            ("tokio", "", &["mio"]),
            ("mio", "", &[]),
        ]);
        assert_eq!(
            found,
            ["core/sip/Cargo.toml: the core reaches I/O: naisen-sip -> pleasant -> tokio"]
        );
    }

    #[test]
    fn a_crate_of_the_core_without_a_floor_is_found() {
        let found = faults(&[("naisen-attic", "core/attic", &[])]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("has no floor"), "{found:?}");
    }

    #[test]
    fn the_graph_of_this_workspace_knows_its_members_and_their_arrows() {
        let graph = Graph::of_workspace(&crate::shell::root()).unwrap();
        assert_eq!(graph.members["naisen-sip"], "core/sip");
        let id = graph.id_of("naisen-sim").unwrap();
        assert!(
            graph
                .dependencies(id)
                .any(|(_, name)| name == "naisen-exchange")
        );
    }
}

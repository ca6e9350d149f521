//! What we decided of single requirements: `docs/conformance`.
//!
//! | file | says |
//! | --- | --- |
//! | `not-applicable.csv` | which requirement can have no meaning for which node, and why |
//! | `options.csv` | what is permitted: whether we offer it, and the setting that chooses it |
//! | `deviations/ID.toml` | where we knowingly do otherwise |
//! | `floor.csv` | what was proven once and has to stay so |

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::node::Node;
use crate::tidy::{Finding, Tree};

pub(crate) const NOT_APPLICABLE: &str = "docs/conformance/not-applicable.csv";
pub(crate) const OPTIONS: &str = "docs/conformance/options.csv";
pub(crate) const FLOOR: &str = "docs/conformance/floor.csv";
const DEVIATIONS: &str = "docs/conformance/deviations/";

/// A requirement and a node it is asked of.
pub(crate) type Duty = (String, Node);

/// Whether something permitted is offered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) offered: bool,
    /// The key by which it is chosen; empty if it cannot be chosen.
    pub(crate) setting: String,
    pub(crate) remark: String,
}

/// Where we knowingly do otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deviation {
    pub(crate) clause: String,
    /// What we do instead.
    pub(crate) instead: String,
    pub(crate) reason: String,
    /// The only node that deviates; both if it is not named.
    #[serde(default)]
    role: Option<String>,
}

impl Deviation {
    pub(crate) fn is_of(&self, node: Node) -> bool {
        self.role
            .as_deref()
            .is_none_or(|role| role == node.as_str())
    }
}

/// All that was decided.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// With the reason.
    pub(crate) not_applicable: BTreeMap<Duty, String>,
    pub(crate) options: BTreeMap<Duty, Choice>,
    /// By requirement.
    pub(crate) deviations: BTreeMap<String, Deviation>,
    pub(crate) floor: BTreeSet<Duty>,
    /// What cannot be read.
    pub(crate) unreadable: Vec<Finding>,
}

impl Decisions {
    /// Takes the files from the tree; one that is missing decides nothing.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut all = Self::default();
        for (duty, [reason]) in all.rows(tree, NOT_APPLICABLE) {
            if reason.is_empty() {
                all.complain(NOT_APPLICABLE, format!("{} has no reason", duty.0));
            }
            all.not_applicable.insert(duty, reason);
        }
        for (duty, [offered, setting, remark]) in all.rows(tree, OPTIONS) {
            let offered = match offered.as_str() {
                "yes" => true,
                "no" => false,
                _ => {
                    all.complain(
                        OPTIONS,
                        format!("{}: {offered} is neither yes nor no", duty.0),
                    );
                    continue;
                }
            };
            let choice = Choice {
                offered,
                setting,
                remark,
            };
            all.options.insert(duty, choice);
        }
        for (duty, []) in all.rows(tree, FLOOR) {
            all.floor.insert(duty);
        }
        for file in &tree.files {
            let name = file.path.strip_prefix(DEVIATIONS);
            let Some(id) = name.and_then(|name| name.strip_suffix(".toml")) else {
                continue;
            };
            match toml::from_str::<Deviation>(&file.text) {
                Ok(deviation) if Node::ALL.iter().any(|node| deviation.is_of(*node)) => {
                    all.deviations.insert(id.to_owned(), deviation);
                }
                Ok(_) => all.complain(&file.path, "its role is neither terminal nor exchange"),
                Err(error) => all.complain(&file.path, error.message()),
            }
        }
        all
    }

    fn complain(&mut self, path: &str, what: impl Into<String>) {
        self.unreadable.push(Finding::new(path, 0, what));
    }

    /// The rows of a table whose first two columns are id and role; the first line has the names.
    fn rows<const N: usize>(&mut self, tree: &Tree, path: &str) -> Vec<(Duty, [String; N])> {
        let file = tree.files.iter().find(|file| file.path == path);
        let lines = file.into_iter().flat_map(|file| file.lines()).skip(1);
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        for (number, line) in lines {
            let row = row(line).and_then(|(duty, rest)| {
                let count = rest.len() + 2;
                <[String; N]>::try_from(rest)
                    .map(|rest| (duty, rest))
                    .map_err(|_| format!("{count} fields, {} expected", N + 2))
            });
            match row {
                Ok((duty, _)) if !seen.insert(duty.clone()) => {
                    let what = format!("{} stands here twice", duty.0);
                    self.unreadable.push(Finding::new(path, number, what));
                }
                Ok(row) => rows.push(row),
                Err(what) => self.unreadable.push(Finding::new(path, number, what)),
            }
        }
        rows
    }
}

fn row(line: &str) -> Result<(Duty, Vec<String>), String> {
    let mut fields = fields(line)
        .ok_or("a quote out of place")?
        .into_iter()
        .map(|field| field.trim().to_owned());
    let id = fields.next().unwrap_or_default();
    let role = fields.next().unwrap_or_default();
    let node = Node::parse(&role).ok_or(format!("\"{role}\" is neither terminal nor exchange"))?;
    Ok(((id, node), fields.collect()))
}

/// The fields of a line; one with commas stands between quotes, and a quote in it is written twice.
fn fields(line: &str) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => fields.last_mut()?.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut()?.push(char),
        }
    }
    (!quoted).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(path: &str, text: &str) -> String {
        let decisions = Decisions::of(&Tree::of(&[(path, text)]));
        let complaints: Vec<_> = decisions
            .unreadable
            .iter()
            .map(Finding::to_string)
            .collect();
        complaints.join("\n")
    }

    #[test]
    fn tables_and_deviations_are_taken_from_their_files() {
        let decisions = Decisions::of(&Tree::of(&[
            (
                NOT_APPLICABLE,
                "id,role,reason\nR-5.2.2.1-1,exchange,\"no user, no tone\"\n",
            ),
            (
                OPTIONS,
                "id,role,offered,setting,remark\nR-9.6-4,exchange,yes,calls.update,\n",
            ),
            (FLOOR, "id,role\nR-3-1,terminal\n"),
            (
                "docs/conformance/deviations/R-3-2.toml",
                "clause = \"3\"\ninstead = \"a\"\nreason = \"b\"\nrole = \"exchange\"\n",
            ),
        ]));
        assert!(
            decisions.unreadable.is_empty(),
            "{:?}",
            decisions.unreadable
        );
        let duty = |id: &str, node| (id.to_owned(), node);
        let reason = &decisions.not_applicable[&duty("R-5.2.2.1-1", Node::Exchange)];
        assert_eq!(reason, "no user, no tone");
        let choice = &decisions.options[&duty("R-9.6-4", Node::Exchange)];
        assert!(choice.offered && choice.setting == "calls.update");
        assert!(decisions.floor.contains(&duty("R-3-1", Node::Terminal)));
        let deviation = &decisions.deviations["R-3-2"];
        assert!(deviation.is_of(Node::Exchange) && !deviation.is_of(Node::Terminal));
    }

    #[test]
    fn quotes_hold_commas_together_and_stand_for_themselves_when_doubled() {
        let read = |line| fields(line).unwrap().join("|");
        assert_eq!(read("a,\"b,c\",d"), "a|b,c|d");
        assert_eq!(read("a,\"\"\"401\"\" or not\",,"), "a|\"401\" or not||");
        assert_eq!(fields("a,\"b"), None);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let wrong = [
            (
                FLOOR,
                "id,role\nR-3-1,server\n",
                ":2: \"server\" is neither",
            ),
            (
                FLOOR,
                "id,role\nR-3-1,terminal,x\n",
                ":2: 3 fields, 2 expected",
            ),
            (
                FLOOR,
                "id,role\n\"R-3-1,terminal\n",
                ":2: a quote out of place",
            ),
            (
                FLOOR,
                "id,role\nR-3-1,terminal\nR-3-1,terminal\n",
                ":3: R-3-1 stands here twice",
            ),
            (
                OPTIONS,
                "\nR-3-1,terminal,perhaps,,\n",
                "perhaps is neither",
            ),
            (NOT_APPLICABLE, "\nR-3-1,terminal,\n", "R-3-1 has no reason"),
            (
                "docs/conformance/deviations/R-3-2.toml",
                "clause = \"3\"\n",
                "missing field `instead`",
            ),
        ];
        for (path, text, what) in wrong {
            let found = complaint(path, text);
            assert!(found.starts_with(path) && found.contains(what), "{found}");
        }
    }
}

//! What is amiss: contradictions between the files, lost proofs, and pages that are not of today.

use super::Book;
use super::decision::{FLOOR, NOT_APPLICABLE, OPTIONS};
use super::node::Node;
use super::settings;
use super::standing::Standing;
use crate::tidy::Finding;

impl Book {
    /// All that is amiss, the generated files included.
    pub(crate) fn faults(&self) -> Vec<Finding> {
        let mut faults = self.contradictions();
        for (path, text) in self.generated() {
            if self.text(path) != text {
                let what = "not of today; `cargo xtask conformance` writes it anew";
                faults.push(Finding::new(path, 0, what));
            }
        }
        faults
    }

    /// What no generating mends.
    pub(crate) fn contradictions(&self) -> Vec<Finding> {
        let mut faults = Vec::new();
        for finding in &self.decisions.unreadable {
            let what = finding.what.as_str();
            faults.push(Finding::new(finding.path.as_str(), finding.line, what));
        }
        faults.extend(self.dead_citations());
        faults.extend(self.wrong_decisions());
        faults.extend(self.lost_proofs());
        faults
    }

    /// Tests that cite what does not exist. An id of the other node's duties is no fault: its table
    /// may say of this node what it must not do; it only proves nothing.
    fn dead_citations(&self) -> Vec<Finding> {
        let mut faults = Vec::new();
        for test in &self.tests {
            let dead = test.ids.iter().filter(|id| {
                self.standard.requirement(id).is_none() && self.standard.erratum(id).is_none()
            });
            for id in dead {
                let what = format!("{id} does not exist");
                faults.push(Finding::new(test.path.as_str(), test.line, what));
            }
        }
        faults
    }

    /// Why a requirement is no duty of a node.
    fn wrong_duty(&self, id: &str, node: Node) -> Option<String> {
        match self.standard.requirement(id) {
            None => Some(format!("{id} does not exist")),
            Some(requirement) if !Node::of(requirement.actor).contains(&node) => Some(format!(
                "{id} binds the {}, not the {}",
                requirement.actor.as_str(),
                node.as_str()
            )),
            Some(_) => None,
        }
    }

    fn wrong_decisions(&self) -> Vec<Finding> {
        let mut faults = Vec::new();
        let decisions = &self.decisions;
        let mut fault = |path: &str, what: String| faults.push(Finding::new(path, 0, what));
        for (path, duties) in [
            (NOT_APPLICABLE, decisions.not_applicable.keys().collect()),
            (OPTIONS, decisions.options.keys().collect()),
            (FLOOR, decisions.floor.iter().collect::<Vec<_>>()),
        ] {
            for (id, node) in duties {
                if let Some(what) = self.wrong_duty(id, *node) {
                    fault(path, what);
                }
            }
        }
        for ((id, node), reason) in &decisions.not_applicable {
            if let Some(test) = self.proofs(id, *node).first() {
                let what = format!(
                    "{id} cannot apply to the {} ({reason}), yet {} proves it",
                    node.as_str(),
                    test.name
                );
                fault(NOT_APPLICABLE, what);
            }
            if decisions.options.contains_key(&(id.clone(), *node)) {
                let node = node.as_str();
                let what = format!("{id} is an option of the {node}, to which it cannot apply");
                fault(OPTIONS, what);
            }
        }
        for node in Node::ALL {
            let keys = settings::keys(self.text(node.example()));
            for ((id, of), choice) in &decisions.options {
                let setting = choice.setting.as_str();
                if *of == node && !setting.is_empty() && !keys.contains(setting) {
                    let example = node.example();
                    fault(OPTIONS, format!("{id}: {setting} is no key of {example}"));
                }
            }
        }
        for (id, deviation) in &decisions.deviations {
            let path = format!("docs/conformance/deviations/{id}.toml");
            match self.standard.requirement(id) {
                None => fault(&path, format!("{id} does not exist")),
                Some(requirement) if requirement.clause != deviation.clause => {
                    let clause = requirement.clause;
                    fault(&path, format!("{id} stands in JJ-22.11 §{clause}"));
                }
                Some(_) => {}
            }
        }
        faults
    }

    /// What was proven once and is no more. To give a proof up, its row is taken out by hand.
    fn lost_proofs(&self) -> Vec<Finding> {
        let floor = self.decisions.floor.iter();
        let lost = floor.filter(|(id, node)| {
            self.wrong_duty(id, *node).is_none()
                && !matches!(self.standing(id, *node), Standing::Proven(_))
        });
        lost.map(|(id, node)| {
            let what = format!("{id} was proven for the {} and is no more", node.as_str());
            Finding::new(FLOOR, 0, what)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Tree;

    const PROOF: &str = "/// R-5.2.2.1-1\n#[test]\nfn it_rings() {}\n";
    const TERMINAL: &str = "core/conformance/tests/terminal/main.rs";

    fn contradictions(files: &[(&str, &str)]) -> String {
        let found = Book::of(Tree::of(files)).contradictions();
        let lines: Vec<_> = found.iter().map(Finding::to_string).collect();
        lines.join("\n")
    }

    #[test]
    fn each_contradiction_has_its_sentence() {
        let cases: [(&[(&str, &str)], &str); 11] = [
            (
                &[(TERMINAL, "/// R-99-1\n#[test]\nfn t() {}\n")],
                ":3: R-99-1 does not exist",
            ),
            (
                &[(TERMINAL, "/// E-47\n#[test]\nfn t() {}\n")],
                ":3: E-47 does not exist",
            ),
            (
                &[(FLOOR, "\nR-1.1-1,exchange\n")],
                "R-1.1-1 binds the terminal, not the exchange",
            ),
            (
                &[
                    (TERMINAL, PROOF),
                    (NOT_APPLICABLE, "\nR-5.2.2.1-1,terminal,deaf\n"),
                ],
                "R-5.2.2.1-1 cannot apply to the terminal (deaf), yet it_rings proves it",
            ),
            (
                &[(NOT_APPLICABLE, "\nR-99-1,terminal,x\n")],
                "R-99-1 does not exist",
            ),
            (
                &[
                    (NOT_APPLICABLE, "\nR-9.6-4,terminal,x\n"),
                    (OPTIONS, "\nR-9.6-4,terminal,no,,\n"),
                ],
                "R-9.6-4 is an option of the terminal, to which it cannot apply",
            ),
            (
                &[
                    (OPTIONS, "\nR-9.6-4,exchange,yes,sip.t9,\n"),
                    ("naisen.example.toml", "[sip]\nt1 = 5\n"),
                ],
                "R-9.6-4: sip.t9 is no key of naisen.example.toml",
            ),
            (
                &[(FLOOR, "\nR-5.2.2.1-1,terminal\n")],
                "R-5.2.2.1-1 was proven for the terminal and is no more",
            ),
            (
                &[(TERMINAL, PROOF), (FLOOR, "\nR-5.2.2.1-1,exchange\n")],
                "R-5.2.2.1-1 was proven for the exchange and is no more",
            ),
            (
                &[(
                    "docs/conformance/deviations/R-99-1.toml",
                    "clause=\"3\"\ninstead=\"\"\nreason=\"\"",
                )],
                "R-99-1 does not exist",
            ),
            (
                &[(
                    "docs/conformance/deviations/R-3-1.toml",
                    "clause=\"4\"\ninstead=\"\"\nreason=\"\"",
                )],
                "R-3-1 stands in JJ-22.11 §3",
            ),
        ];
        for (files, what) in cases {
            let found = contradictions(files);
            assert!(
                found.ends_with(what) && found.lines().count() == 1,
                "{found}\n{what}"
            );
        }
    }

    #[test]
    fn a_proof_that_stands_contradicts_nothing() {
        let found = contradictions(&[
            (TERMINAL, PROOF),
            (FLOOR, "\nR-5.2.2.1-1,terminal\n"),
            (OPTIONS, "\nR-9.6-4,exchange,yes,sip.t1,\n"),
            ("naisen.example.toml", "[sip]\nt1 = 5\n"),
        ]);
        assert_eq!(found, "");
    }

    #[test]
    fn a_proof_that_is_renamed_or_new_makes_the_page_old() {
        let files = [(TERMINAL, PROOF), ("README.md", "")];
        let book = Book::of(Tree::of(&files));
        let written = book.generated();
        let mut files: Vec<_> = written
            .iter()
            .map(|(path, text)| (*path, text.as_str()))
            .collect();
        files.push((TERMINAL, PROOF));
        assert_eq!(Book::of(Tree::of(&files)).faults(), []);
        let renamed = PROOF.replace("it_rings", "it_rings_on");
        files.pop();
        files.push((TERMINAL, &renamed));
        let faults = Book::of(Tree::of(&files)).faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].path, super::super::PAGE);
    }
}

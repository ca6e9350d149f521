//! What is known of single requirements: `cargo xtask conformance R-9.5.1-1`.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use naisen_jj2211::Requirement;

use super::Book;
use super::node::Node;
use super::standing::Standing;
use crate::tidy::citations;

impl Book {
    /// Statement, standing, proofs and citing code of each id; a clause stands for all its
    /// requirements, those of its subclauses included.
    ///
    /// # Errors
    ///
    /// When one of the words is neither an id nor a clause with requirements.
    pub(crate) fn about(&self, words: &[String]) -> Result<String> {
        let mut told = String::new();
        for word in words {
            if let Some(erratum) = self.standard.erratum(word) {
                let _ = writeln!(told, "{word}  {}  {}", erratum.place, erratum.fault);
                list(&mut told, "test", self.tests_citing(word));
                list(&mut told, "code", self.code_citing(word));
                continue;
            }
            let mut asked = self
                .standard
                .requirements()
                .iter()
                .filter(|requirement| requirement.id == word || is_within(requirement, word))
                .peekable();
            if asked.peek().is_none() {
                bail!("{word} is no requirement, no erratum, and no clause with requirements");
            }
            for requirement in asked {
                self.tell(&mut told, requirement);
            }
        }
        Ok(told)
    }

    fn tell(&self, told: &mut String, requirement: &Requirement) {
        let Requirement { id, statement, .. } = requirement;
        let (level, actor) = (requirement.level.as_str(), requirement.actor.as_str());
        let _ = writeln!(told, "{id}  {level}, {actor}  {statement}");
        let _ = writeln!(told, "  seen by: {}", requirement.verify);
        for node in Node::of(requirement.actor) {
            let standing = match self.standing(id, *node) {
                Standing::Proven(_) => "proven".to_owned(),
                Standing::NotApplicable(reason) => format!("not applicable: {reason}"),
                Standing::Deviation(deviation) => format!("deviation: {}", deviation.instead),
                Standing::NotOffered(remark) => format!("not offered {remark}"),
                Standing::NotDone => "not done".to_owned(),
            };
            let _ = writeln!(told, "  {}: {standing}", node.as_str());
        }
        list(told, "test", self.tests_citing(id));
        list(told, "code", self.code_citing(id));
    }

    fn tests_citing(&self, id: &str) -> Vec<String> {
        let tests = self.tests.iter().filter(|test| test.ids.contains(id));
        tests
            .map(|test| format!("{}:{} {}", test.path, test.line, test.name))
            .collect()
    }

    /// Where the sources outside of the clause trees cite an id.
    fn code_citing(&self, id: &str) -> Vec<String> {
        let sources = self.tree.ending_in(&[".rs"]).filter(|file| {
            let mut trees = Node::ALL.iter();
            !trees.any(|node| file.path.starts_with(node.clause_tree()))
        });
        let mut places = Vec::new();
        for file in sources.filter(|file| file.text.contains(id)) {
            for (number, line) in file.lines() {
                if citations::ids_in(line).any(|(_, found)| found == id) {
                    places.push(format!("{}:{number}", file.path));
                }
            }
        }
        places
    }
}

fn list(told: &mut String, what: &str, places: Vec<String>) {
    for place in places {
        let _ = writeln!(told, "  {what}: {place}");
    }
}

fn is_within(requirement: &Requirement, clause: &str) -> bool {
    let rest = requirement.clause.strip_prefix(clause);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Tree;

    fn book() -> Book {
        Book::of(Tree::of(&[
            (
                "core/conformance/tests/terminal/main.rs",
                "/// R-9.5.1-1 (E-16)\n#[test]\nfn in_time() {}\n",
            ),
            (
                "core/agent/src/timer.rs",
                "//! R-9.5.1-1.\n\n// R-9.5.1-11\n",
            ),
        ]))
    }

    fn about(word: &str) -> Result<String> {
        book().about(&[word.to_owned()])
    }

    #[test]
    fn a_requirement_is_told_with_its_tests_and_its_code() {
        let told = about("R-9.5.1-1").unwrap();
        for line in [
            "  terminal: proven",
            "  exchange: not done",
            "  test: core/conformance/tests/terminal/main.rs:3 in_time",
            "  code: core/agent/src/timer.rs:1",
        ] {
            assert!(told.lines().any(|told| told == line), "{line} in {told}");
        }
        assert!(!told.contains("timer.rs:3"));
    }

    #[test]
    fn a_clause_stands_for_all_below_it() {
        let told = about("9.5").unwrap();
        assert!(told.contains("R-9.5.1-1  ") && told.contains("R-9.5.3-1  "));
        assert!(!told.contains("R-9.6-1  "));
        assert!(about("E-16").unwrap().contains("main.rs:3"));
        assert!(about("9.99").is_err());
    }
}

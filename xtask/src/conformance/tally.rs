//! How many requirements of a level stand how, at one node.

use naisen_jj2211::{Level, Requirement};

use super::Book;
use super::node::Node;
use super::standing::Standing;

/// Requirements, counted by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) proven: usize,
    pub(crate) not_done: usize,
    pub(crate) deviations: usize,
    pub(crate) not_offered: usize,
    pub(crate) not_applicable: usize,
}

impl Tally {
    /// How many apply to the node.
    pub(crate) const fn apply(self) -> usize {
        self.proven + self.not_done + self.deviations + self.not_offered
    }
}

impl Book {
    /// Counts the requirements of a node that `counts` picks.
    fn tally(&self, node: Node, counts: impl Fn(&Requirement) -> bool) -> Tally {
        let mut tally = Tally::default();
        let requirements = self.standard.requirements().iter();
        for requirement in requirements.filter(|it| counts(it)) {
            if !Node::of(requirement.actor).contains(&node) {
                continue;
            }
            *match self.standing(requirement.id, node) {
                Standing::Proven(_) => &mut tally.proven,
                Standing::NotDone => &mut tally.not_done,
                Standing::Deviation(_) => &mut tally.deviations,
                Standing::NotOffered(_) => &mut tally.not_offered,
                Standing::NotApplicable(_) => &mut tally.not_applicable,
            } += 1;
        }
        tally
    }

    /// The requirements of one level.
    pub(super) fn tally_of_level(&self, node: Node, level: Level) -> Tally {
        self.tally(node, |requirement| requirement.level == level)
    }

    /// What is demanded or forbidden outright.
    pub(super) fn tally_of_required(&self, node: Node) -> Tally {
        self.tally(node, |requirement| {
            matches!(requirement.level, Level::Must | Level::MustNot)
        })
    }

    /// How many of the permitted things a node offers, does not offer, and leaves unsaid.
    pub(super) fn offers(&self, node: Node) -> [usize; 3] {
        let mut counts = [0; 3];
        let requirements = self.standard.requirements().iter();
        let permitted = requirements.filter(|requirement| {
            requirement.level == Level::May && Node::of(requirement.actor).contains(&node)
        });
        for requirement in permitted {
            let duty = (requirement.id.to_owned(), node);
            if self.decisions.not_applicable.contains_key(&duty) {
                continue;
            }
            counts[match self.decisions.options.get(&duty) {
                Some(choice) if choice.offered => 0,
                Some(_) => 1,
                None => 2,
            }] += 1;
        }
        counts
    }

    /// One line for the terminal.
    pub(crate) fn summary(&self) -> String {
        let nodes = Node::ALL.map(|node| {
            let tally = self.tally_of_required(node);
            format!(
                "{} proves {} of {} required, {} not done",
                node.as_str(),
                tally.proven,
                tally.apply(),
                tally.not_done
            )
        });
        nodes.join("; ")
    }
}

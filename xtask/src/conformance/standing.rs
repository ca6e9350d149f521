//! How it stands with one requirement at one node.

use naisen_jj2211::Level;

use super::Book;
use super::decision::Deviation;
use super::node::Node;
use super::proof::Test;

/// The state of a duty, as the files have it.
#[derive(Debug)]
pub(crate) enum Standing<'b> {
    /// By these tests, of which there is at least one.
    Proven(Vec<&'b Test>),
    /// It can have no meaning for this node, because of this.
    NotApplicable(&'b str),
    /// We knowingly do otherwise.
    Deviation(&'b Deviation),
    /// It is permitted, and we do not offer it.
    NotOffered(&'b str),
    /// Nobody proves it.
    NotDone,
}

impl Book {
    /// How it stands with a requirement at a node whose duty it is.
    pub(super) fn standing(&self, id: &str, node: Node) -> Standing<'_> {
        let duty = (id.to_owned(), node);
        if let Some(reason) = self.decisions.not_applicable.get(&duty) {
            return Standing::NotApplicable(reason);
        }
        if let Some(deviation) = self.decisions.deviations.get(id)
            && deviation.is_of(node)
        {
            return Standing::Deviation(deviation);
        }
        let proofs = self.proofs(id, node);
        if !proofs.is_empty() {
            return Standing::Proven(proofs);
        }
        let requirement = self.standard.requirement(id);
        let permitted = requirement.is_some_and(|it| it.level == Level::May);
        match self.decisions.options.get(&duty) {
            Some(choice) if permitted && !choice.offered => Standing::NotOffered(&choice.remark),
            _ => Standing::NotDone,
        }
    }
}

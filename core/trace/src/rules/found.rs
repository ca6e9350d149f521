//! What a rule has found, before it is put in order.

use std::net::SocketAddr;

use naisen_cause::{Place, Rule};

use super::case::Case;
use crate::{Confidence, Evidence, Finding};

/// How much a finding says about the end of the call. The heaviest come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It explains the end, or what the callers complain of.
    Decisive,
    /// It tells how the call went.
    Outcome,
    /// It happened, and the call would have gone the same way without it.
    Aside,
}

/// A finding with its weight.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What was found.
    pub(super) rule: Rule,
    /// How much it says.
    pub(super) weight: Weight,
    confidence: Confidence,
    place: Option<Place>,
    host: Option<SocketAddr>,
    evidence: Vec<Evidence>,
}

/// Lines that a finding shows at most.
const LINES_MOST: usize = 5;
/// Lines that a finding shows at least, if the call has as many.
const LINES_LEAST: usize = 2;

impl Found {
    /// A likely finding without a place.
    pub(super) fn new(
        rule: Rule,
        weight: Weight,
        evidence: impl IntoIterator<Item = Option<Evidence>>,
    ) -> Self {
        Self {
            rule,
            weight,
            confidence: Confidence::Likely,
            place: None,
            host: None,
            evidence: evidence.into_iter().flatten().collect(),
        }
    }

    /// The same, certain if it is.
    pub(super) fn certain_if(mut self, certain: bool) -> Self {
        if certain {
            self.confidence = Confidence::Certain;
        }
        self
    }

    /// Whether a certain fault goes before it. What is heard and who falls silent is the effect of
    /// something: it stays behind what may have caused it.
    pub(super) fn gives_way(&self) -> bool {
        let is_effect = matches!(
            self.rule,
            Rule::OneWayAudio | Rule::NoAudio | Rule::PoorAudio | Rule::LegLost
        );
        self.weight == Weight::Decisive && (is_effect || self.confidence == Confidence::Likely)
    }

    /// The same, with the host to blame.
    pub(super) fn at(mut self, case: &Case<'_>, host: Option<SocketAddr>) -> Self {
        self.host = host;
        self.place = host.and_then(|host| case.place_of(host));
        self
    }

    /// The same without a host: nobody is to blame.
    pub(super) fn without_host(mut self) -> Self {
        self.host = None;
        self
    }

    /// The same, with a place.
    pub(super) fn in_place(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The finding, with no more lines than may be read and no fewer than prove something; `more` is
    /// shown beside its own.
    pub(super) fn finding(self, case: &Case<'_>, more: Vec<Evidence>) -> Finding {
        let Self {
            rule,
            weight: _,
            confidence,
            place,
            host,
            mut evidence,
        } = self;
        let mut shown: Vec<Evidence> = Vec::new();
        for line in evidence.drain(..) {
            if !shown.contains(&line) {
                shown.push(line);
            }
        }
        shown.truncate(LINES_MOST.saturating_sub(more.len()));
        shown.extend(more);
        for spare in case.first_and_last() {
            if shown.len() < LINES_LEAST && !shown.contains(&spare) {
                shown.push(spare);
            }
        }
        shown.sort_by_key(|line| line.frame);
        Finding {
            rule,
            confidence,
            place,
            host,
            evidence: shown,
        }
    }
}

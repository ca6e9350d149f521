//! All that goes by one Call-ID: a call, an attempt at one, a registration.

use std::collections::VecDeque;

use super::answering::Answering;
use super::asked::Asked;
use super::dialog::{Dialog, Side};
use super::glance::Glance;
use super::leg::Leg;

/// How many transactions are kept in each direction.
const TRANSACTIONS_MAX: usize = 32;
/// How many tags of our own may go by one Call-ID.
const LEGS_MAX: usize = 4;

/// All that goes by one Call-ID.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// Whether it is known from its first message on.
    pub(super) is_complete: bool,
    /// A 422 has come for this attempt.
    pub(super) got_422: bool,
    /// The number of our last request outside of a dialog.
    pub(super) number: Option<u32>,
    asked: VecDeque<Asked>,
    answering: VecDeque<Answering>,
    legs: Vec<Leg>,
}

impl Call {
    pub(super) fn new(is_complete: bool) -> Self {
        Self {
            is_complete,
            got_422: false,
            number: None,
            asked: VecDeque::new(),
            answering: VecDeque::new(),
            legs: Vec::new(),
        }
    }

    /// Whether the node has asked nothing yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.is_complete && self.asked.is_empty()
    }

    pub(super) fn asked(&self) -> impl Iterator<Item = &Asked> + Clone {
        self.asked.iter()
    }

    pub(super) fn asked_of(&mut self, glance: &Glance<'_>) -> Option<&mut Asked> {
        self.asked.iter_mut().find(|asked| asked.is(glance))
    }

    /// Whether an offer of ours in this dialog turns out, by the next one, to have found no answer.
    pub(super) fn ends_offers_in_vain(&mut self, next: &Glance<'_>) -> bool {
        let mut asked = self.asked.iter_mut();
        asked.any(|asked| asked.ends_in_vain(next))
    }

    /// Keeps one more request of ours; the oldest goes.
    pub(super) fn ask(&mut self, asked: Asked) {
        if self.asked.len() == TRANSACTIONS_MAX {
            self.asked.pop_front();
            self.is_complete = false;
        }
        self.asked.push_back(asked);
    }

    pub(super) fn answering(&mut self) -> impl Iterator<Item = &mut Answering> {
        self.answering.iter_mut()
    }

    pub(super) fn answering_of(&mut self, glance: &Glance<'_>) -> Option<&mut Answering> {
        self.answering
            .iter_mut()
            .find(|answering| answering.is(glance))
    }

    /// Keeps one more request of the peer; the oldest goes.
    pub(super) fn is_asked(&mut self, answering: Answering) {
        if self.answering.len() == TRANSACTIONS_MAX {
            self.answering.pop_front();
        }
        self.answering.push_back(answering);
    }

    pub(super) fn leg(&mut self, own_tag: &str) -> Option<&mut Leg> {
        self.legs.iter_mut().find(|leg| *leg.own_tag == *own_tag)
    }

    /// The same, made if it is not there; nothing if there are too many.
    pub(super) fn leg_or_new(&mut self, own_tag: &str, side: Side) -> Option<&mut Leg> {
        if self.leg(own_tag).is_none() {
            if self.legs.len() == LEGS_MAX {
                return None;
            }
            self.legs.push(Leg::new(own_tag, side));
        }
        self.leg(own_tag)
    }

    /// A dialog by its two tags; a peer without tag has an empty one (`R-5.3.1-2`).
    pub(super) fn dialog(
        &mut self,
        own: Option<&str>,
        remote: Option<&str>,
    ) -> Option<&mut Dialog> {
        self.leg(own?)?.dialog(remote.unwrap_or_default())
    }
}

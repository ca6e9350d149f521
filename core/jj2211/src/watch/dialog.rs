//! What is known of one dialog, or of one side of a call before there is a dialog.

use naisen_sdp::SessionDescription;
use naisen_sip::{Contact, HeaderName, Message, RAck, RSeq, StatusCode};

use super::answering::allows_update;
use super::descriptions::{Descriptions, description, first_codec};
use super::violation::Breach;

/// How many reliable responses of the peer are kept.
const RELIABLE_MAX: usize = 16;
/// The longest Contact that is kept, in bytes.
const CONTACT_BYTES_MAX: usize = 512;

/// Which side of the call the node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Caller,
    Callee,
}

/// A reliable provisional response that has come.
#[derive(Clone, Copy, Debug)]
struct Reliable {
    rseq: u32,
    cseq: u32,
    acknowledged: bool,
}

/// What is known of one dialog.
#[derive(Clone, Debug)]
pub(super) struct Dialog {
    pub(super) side: Side,
    /// The peer's tag, empty if it has none. `None` before any is known.
    pub(super) remote_tag: Option<Box<str>>,
    /// The number of the last request of ours.
    pub(super) number: Option<u32>,
    /// The number of the INVITE that made it, if that was ours.
    pub(super) invite: Option<u32>,
    /// Whether our INVITE offered 100rel.
    pub(super) offered_100rel: Option<bool>,
    /// Whether the peer's last Allow has UPDATE.
    pub(super) peer_allows_update: Option<bool>,
    /// Whether the session timer runs; `None` before a 2xx.
    pub(super) timer: Option<bool>,
    /// A 422 has come for a refresh.
    pub(super) got_422: bool,
    /// Min-SE has come in a refresh.
    pub(super) got_min_se: bool,
    /// Min-SE has come in the INVITE that made it.
    pub(super) invite_had_min_se: bool,
    /// BYE has been sent or has come.
    pub(super) is_over: bool,
    contact: Option<Box<str>>,
    descriptions: Descriptions,
    peer_codec: Option<u8>,
    reliable: Vec<Reliable>,
}

impl Dialog {
    pub(super) fn new(side: Side) -> Self {
        Self {
            side,
            remote_tag: None,
            number: None,
            invite: None,
            offered_100rel: None,
            peer_allows_update: None,
            timer: None,
            got_422: false,
            got_min_se: false,
            invite_had_min_se: false,
            is_over: false,
            contact: None,
            descriptions: Descriptions::default(),
            peer_codec: None,
            reliable: Vec::new(),
        }
    }

    /// A description of the peer has come.
    pub(super) fn peer_described(&mut self, description: &SessionDescription) {
        self.peer_codec = first_codec(description);
    }

    /// A message of the peer within the dialog has come.
    pub(super) fn received(&mut self, message: &Message<'_>) {
        if let Some(allows) = allows_update(message) {
            self.peer_allows_update = Some(allows);
        }
        if let Some(description) = description(message) {
            self.peer_described(&description);
        }
    }

    /// A response to our INVITE with this number has come: is it a reliable one?
    pub(super) fn rang(&mut self, status: StatusCode, cseq: u32, response: &Message<'_>) {
        let reliable = response.has_token(HeaderName::Require, "100rel");
        let Ok(Some(RSeq(rseq))) = response.typed::<RSeq>() else {
            return;
        };
        let known = |known: &Reliable| known.rseq == rseq && known.cseq == cseq;
        if !reliable || !status.is_provisional() || self.reliable.iter().any(known) {
            return;
        }
        if self.reliable.len() == RELIABLE_MAX {
            self.reliable.remove(0);
        }
        self.reliable.push(Reliable {
            rseq,
            cseq,
            acknowledged: false,
        });
    }

    /// A 2xx to INVITE or UPDATE has come: by it the timer runs or does not (`R-9.1-3`, `E-14`).
    pub(super) fn agreed(&mut self, offered: bool, response: &Message<'_>) {
        self.timer = Some(
            offered
                && response.has_token(HeaderName::Require, "timer")
                && response.header(HeaderName::SessionExpires).is_some(),
        );
    }

    /// A PRACK is sent: it names a response that has come, once.
    pub(super) fn acknowledges(&mut self, prack: &Message<'_>) -> Option<Breach> {
        let Ok(Some(rack)) = prack.typed::<RAck<'_>>() else {
            return None;
        };
        let full = self.reliable.len() == RELIABLE_MAX;
        let found = format!("RAck {rack}");
        let named = |known: &&mut Reliable| known.rseq == rack.rseq && known.cseq == rack.cseq;
        match self.reliable.iter_mut().find(named) {
            Some(known) if known.acknowledged => {
                let expected = "one PRACK for each reliable response";
                Some(Breach::sequence("RFC 3262 §4", expected, found))
            }
            Some(known) => {
                known.acknowledged = true;
                None
            }
            None if full => None,
            None => {
                let expected = "RSeq and CSeq of a reliable response that came";
                Some(Breach::sequence("R-8.3-1", expected, found))
            }
        }
    }

    /// Contact stays what it was.
    pub(super) fn contact(&mut self, message: &Message<'_>) -> Option<Breach> {
        let Ok(Some(contact)) = message.typed::<Contact<'_>>() else {
            return None;
        };
        let uri = contact.address()?.uri;
        let rule = match self.side {
            Side::Caller => "R-5.7.2-3",
            Side::Callee => "R-6.8.1-3",
        };
        match &self.contact {
            Some(known) if **known != *uri => {
                let expected = format!("Contact {known} as before");
                Some(Breach::sequence(rule, expected, format!("Contact {uri}")))
            }
            Some(_) => None,
            None => {
                if uri.len() <= CONTACT_BYTES_MAX {
                    self.contact = Some(uri.into());
                }
                None
            }
        }
    }

    /// An offer of ours was refused.
    pub(super) fn offer_refused(&mut self) {
        self.descriptions.refused();
    }

    /// A description of ours is sent. Once the dialog is over there is no session that it could
    /// change: the ACK for a 2xx that comes again refuses what it offers.
    pub(super) fn describes(&mut self, message: &Message<'_>) -> Option<Breach> {
        if self.is_over {
            return None;
        }
        let next = description(message)?;
        // Only an offer must keep its version when it names the chosen codec alone.
        let chosen = self.peer_codec.filter(|_| message.is_request());
        let breach = self.descriptions.sent(next, chosen);
        if !message.is_request() {
            self.descriptions.settle();
        }
        breach
    }
}

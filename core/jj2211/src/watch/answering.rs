//! A request that the node has received, and what it has answered.

use naisen_sdp::SessionDescription;
use naisen_sip::{HeaderName, Message, Method, MinSe, RAck, RSeq, StatusCode};

use super::descriptions::description;
use super::fingerprint::Fingerprint;
use super::glance::Glance;
use super::violation::Breach;
use crate::context::Context;

/// How many responses to one request are told from their repetitions. A phone rings long before it
/// is answered, and each repetition of a 180 by a new 180 (RFC 3261 §13.3.1.1) is the same again.
const RESPONSES_MAX: usize = 32;

/// How far reliable provisional responses have come (RFC 3262 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reliable {
    /// None has been sent.
    None,
    /// The last one waits for its PRACK.
    Waits(u32),
    /// Its PRACK has come.
    Acknowledged(u32),
}

/// A request that the node has received.
#[derive(Clone, Debug)]
pub(super) struct Answering {
    branch: Box<str>,
    pub(super) method: Method<'static>,
    number: u32,
    /// What the request tells about its answer.
    pub(super) context: Context,
    pub(super) has_session_expires: bool,
    pub(super) has_min_se: bool,
    /// Whether Allow lists UPDATE, if there is one.
    pub(super) allows_update: Option<bool>,
    pub(super) description: Option<SessionDescription>,
    pub(super) from_tag: Option<Box<str>>,
    pub(super) to_tag: Option<Box<str>>,
    /// The tag of To in our responses.
    pub(super) own_tag: Option<Box<str>>,
    pub(super) reliable: Reliable,
    /// It has its final response.
    settled: bool,
    responses: Vec<Fingerprint>,
}

/// Whether Allow lists UPDATE; nothing if there is no Allow.
pub(super) fn allows_update(message: &Message<'_>) -> Option<bool> {
    message.header(HeaderName::Allow)?;
    Some(message.has_token(HeaderName::Allow, Method::Update.as_str()))
}

impl Answering {
    pub(super) fn new(glance: &Glance<'_>, request: &Message<'_>, context: Context) -> Self {
        Self {
            branch: glance.branch.into(),
            method: glance.method,
            number: glance.number,
            context: context.answering(request),
            has_session_expires: request.header(HeaderName::SessionExpires).is_some(),
            has_min_se: matches!(request.typed::<MinSe>(), Ok(Some(_))),
            allows_update: allows_update(request),
            description: description(request),
            from_tag: glance.from_tag.map(Into::into),
            to_tag: glance.to_tag.map(Into::into),
            own_tag: None,
            reliable: Reliable::None,
            settled: false,
            responses: Vec::new(),
        }
    }

    /// Whether a response that is sent, or a request that comes, is of this transaction.
    pub(super) fn is(&self, glance: &Glance<'_>) -> bool {
        *self.branch == *glance.branch
            && self.method == glance.method
            && self.number == glance.number
    }

    /// Whether it came within a dialog.
    pub(super) fn is_within(&self) -> bool {
        self.to_tag.is_some() && self.method != Method::Register
    }

    /// A PRACK has come for one of our responses.
    pub(super) fn acknowledged(&mut self, rack: &RAck<'_>) {
        if self.method == rack.method
            && self.number == rack.cseq
            && self.reliable == Reliable::Waits(rack.rseq)
        {
            self.reliable = Reliable::Acknowledged(rack.rseq);
        }
    }

    /// Whether the response was sent before.
    pub(super) fn is_repetition(&mut self, response: &Message<'_>) -> bool {
        let fingerprint = Fingerprint::of(response.bytes());
        if self.responses.contains(&fingerprint) {
            return true;
        }
        if self.responses.len() == RESPONSES_MAX {
            self.responses.remove(0);
        }
        self.responses.push(fingerprint);
        false
    }

    /// A new response is sent: what in it does not follow from those before.
    pub(super) fn responded(
        &mut self,
        status: StatusCode,
        glance: &Glance<'_>,
        response: &Message<'_>,
        breaches: &mut Vec<Breach>,
    ) {
        if self.settled {
            // The transaction is over (or its path was, RFC 3261 §17.2.4) and the same request came
            // again.
            self.own_tag = None;
            self.reliable = Reliable::None;
        }
        self.settled = status.is_final();
        self.challenge(status, breaches);
        self.tag(status, glance, breaches);
        self.rseq(status, response, breaches);
    }

    /// Within a dialog nobody is asked who he is (`E-29`).
    fn challenge(&self, status: StatusCode, breaches: &mut Vec<Breach>) {
        if self.is_within() && matches!(status.code(), 401 | 407) {
            let found = format!("{} within a dialog", status.code());
            breaches.push(Breach::sequence("E-29", "no challenge", found));
        }
    }

    /// Each response but 100 has the same tag; within a dialog it is that of the request.
    fn tag(&mut self, status: StatusCode, glance: &Glance<'_>, breaches: &mut Vec<Breach>) {
        if status.code() == 100 {
            return;
        }
        let Some(tag) = glance.to_tag else {
            return;
        };
        let own = self.to_tag.as_deref().or(self.own_tag.as_deref());
        match own {
            Some(own) if *own != *tag => {
                let provisional = self.method == Method::Invite && status.code() < 300;
                let rule = if provisional {
                    "R-6.2.1-3"
                } else {
                    "RFC 3261 §8.2.6.2"
                };
                let expected = format!("tag {own} as before");
                breaches.push(Breach::sequence(rule, expected, format!("tag {tag}")));
            }
            Some(_) => {}
            None => self.own_tag = Some(tag.into()),
        }
    }

    /// RSeq rises by one, and a reliable response waits until the last one is acknowledged.
    fn rseq(&mut self, status: StatusCode, response: &Message<'_>, breaches: &mut Vec<Breach>) {
        if !status.is_provisional() {
            return;
        }
        let Ok(Some(RSeq(number))) = response.typed::<RSeq>() else {
            return;
        };
        let before = match self.reliable {
            Reliable::None => None,
            Reliable::Waits(before) => {
                let expected = format!("PRACK for RSeq {before} first");
                let found = format!("RSeq {number}");
                breaches.push(Breach::sequence("R-8.2-5", expected, found));
                Some(before)
            }
            Reliable::Acknowledged(before) => Some(before),
        };
        if let Some(before) = before
            && number != before.saturating_add(1)
        {
            let expected = format!("RSeq {}", before.saturating_add(1));
            let found = format!("RSeq {number}");
            breaches.push(Breach::sequence("RFC 3262 §3", expected, found));
        }
        self.reliable = Reliable::Waits(number);
    }
}

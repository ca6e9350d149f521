//! A request that the node has sent, and how far its answer has come.

use naisen_sip::{HeaderName, Message, Method, StatusCode};

use super::fingerprint::Fingerprint;
use super::glance::Glance;

/// How far the answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Nothing yet.
    None,
    /// A 1xx.
    Provisional,
    /// A 2xx.
    Success,
    /// A final response of another class.
    Refusal,
}

/// A request that the node has sent.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) branch: Box<str>,
    pub(super) method: Method<'static>,
    pub(super) number: u32,
    pub(super) to_tag: Option<Box<str>>,
    pub(super) uri: Box<str>,
    pub(super) has_body: bool,
    /// Whether it offers the session timer.
    pub(super) offers_timer: bool,
    pub(super) fingerprint: Fingerprint,
    pub(super) answer: Answer,
    /// Its offer found no answer, and that has been taken into account.
    in_vain: bool,
}

impl Asked {
    pub(super) fn new(glance: &Glance<'_>, request: &Message<'_>) -> Self {
        Self {
            branch: glance.branch.into(),
            method: glance.method,
            number: glance.number,
            to_tag: glance.to_tag.map(Into::into),
            uri: request.request_uri().unwrap_or_default().into(),
            offers_timer: request.has_token(HeaderName::Supported, "timer"),
            has_body: !request.body().is_empty(),
            fingerprint: Fingerprint::of(request.bytes()),
            answer: Answer::None,
            in_vain: false,
        }
    }

    /// Whether a response, or a request that is sent, is of this transaction.
    pub(super) fn is(&self, glance: &Glance<'_>) -> bool {
        *self.branch == *glance.branch
            && self.method == glance.method
            && self.number == glance.number
    }

    /// Whether it asked for a change and has no answer, when the next offer of its dialog goes out: its
    /// time or its way was over. That is said once.
    pub(super) fn ends_in_vain(&mut self, next: &Glance<'_>) -> bool {
        let vain = matches!(self.answer, Answer::None | Answer::Provisional)
            && matches!(self.method, Method::Invite | Method::Update)
            && self.has_body
            && self.to_tag.is_some()
            && self.to_tag.as_deref() == next.to_tag;
        vain && !std::mem::replace(&mut self.in_vain, true)
    }

    /// Whether it begins a call.
    pub(super) fn is_initial(&self) -> bool {
        self.method == Method::Invite && self.to_tag.is_none()
    }

    /// A response has come; whether it is the first final one, and refuses.
    pub(super) fn answered(&mut self, status: StatusCode) -> bool {
        let open = matches!(self.answer, Answer::None | Answer::Provisional);
        self.answer = match self.answer {
            Answer::None | Answer::Provisional if status.is_success() => Answer::Success,
            Answer::None | Answer::Provisional if status.is_final() => Answer::Refusal,
            Answer::None => Answer::Provisional,
            settled => settled,
        };
        open && self.answer == Answer::Refusal
    }
}

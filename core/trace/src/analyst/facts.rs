//! What is read of a message to find the call that it belongs to.

use std::net::SocketAddr;

use naisen_sdp::SessionDescription;
use naisen_sip::{CSeq, Contact, From, HeaderName, Host, Message, Method, StatusCode, To, Uri};
use smallvec::SmallVec;

use crate::limits::{CALL_ID_BYTES, USER_BYTES};
use crate::reading::description_of;
use crate::recognise::header_line;

/// The facts of one message.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) call_id: &'a str,
    /// Of the request, or of the request that is answered.
    pub(super) method: Method<'a>,
    /// Of a response.
    pub(super) status: Option<StatusCode>,
    /// It belongs to a dialog, or answers such a request.
    pub(super) has_to_tag: bool,
    /// User of From.
    pub(super) caller: Box<str>,
    /// User of the Request-URI; of To in a response.
    pub(super) callee: Box<str>,
    /// The message, unless it is so broken that only these facts could be read.
    pub(super) message: Option<Message<'a>>,
}

impl<'a> Facts<'a> {
    /// Where a redirection tells to go on, as far as it gives addresses (RFC 3261 §8.1.3.4).
    pub(super) fn redirects_to(&self) -> Option<impl Iterator<Item = SocketAddr>> {
        let is_redirection = self.method == Method::Invite
            && self
                .status
                .is_some_and(|status| (300..400).contains(&status.code()));
        let message = self.message.as_ref().filter(|_| is_redirection)?;
        let address = |contact: Contact<'_>| {
            let uri = contact.address()?.parsed_uri().ok()?;
            match uri.host {
                Host::Ip(ip) => Some(SocketAddr::new(ip, uri.port.unwrap_or(5060))),
                Host::Name(_) => None,
            }
        };
        let contacts = message.list::<Contact<'_>>().filter_map(Result::ok);
        Some(contacts.filter_map(address))
    }

    /// Reads a whole message; `None` if it is none or has no Call-ID.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        Self::of_message(Message::parse(bytes).ok()?)
    }

    /// Reads a request that is broken, as far as it can be read.
    pub(super) fn of_broken(bytes: &'a [u8]) -> Option<Self> {
        Self::of_message(Message::parse_lenient(bytes)?)
    }

    /// Reads the beginning of a message whose rest is lost.
    pub(super) fn of_beginning(bytes: &'a [u8]) -> Option<Self> {
        if let Ok(message) = Message::parse(bytes) {
            return Self::of_message(message);
        }
        if let Some(message) = Message::parse_lenient(bytes) {
            return Self::of_message(message);
        }
        // The beginning of a response.
        let line = bytes.split(|byte| *byte == b'\r').next()?;
        let line = std::str::from_utf8(line).ok()?;
        let code = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let (_, method) = header_line(bytes, &["CSeq"])?.split_once(' ')?;
        let user = |names: &[&str]| {
            header_line(bytes, names).map_or_else(Box::default, |value| shown(value).into())
        };
        Some(Self {
            call_id: call_id(bytes)?,
            method: Method::parse(method.trim())?,
            status: Some(StatusCode::new(code)?),
            has_to_tag: true,
            caller: user(&["From", "f"]),
            callee: user(&["To", "t"]),
            message: None,
        })
    }

    fn of_message(message: Message<'a>) -> Option<Self> {
        let call_id = cut(message.header(HeaderName::CallId)?, CALL_ID_BYTES);
        if call_id.is_empty() {
            return None;
        }
        let cseq = message.required::<CSeq<'_>>().ok();
        let method = message.method().or(cseq.map(|cseq| cseq.method))?;
        let from = message.required::<From<'_>>().ok();
        let to = message.required::<To<'_>>().ok();
        let caller = match &from {
            Some(from) => user(from.uri),
            None => shown(message.header(HeaderName::From).unwrap_or_default()).into(),
        };
        let callee = match (message.request_uri(), &to) {
            (Some(uri), _) => user(uri),
            (None, Some(to)) => user(to.uri),
            (None, None) => shown(message.header(HeaderName::To).unwrap_or_default()).into(),
        };
        Some(Self {
            call_id,
            method,
            status: message.status(),
            has_to_tag: to.is_some_and(|to| to.tag().is_some()),
            caller,
            callee,
            message: Some(message),
        })
    }

    /// Whether it asks for a new call.
    pub(super) fn is_first_invite(&self) -> bool {
        self.status.is_none() && self.method == Method::Invite && !self.has_to_tag
    }

    /// Whether it brings credentials (RFC 3261 §22).
    pub(super) fn has_credentials(&self) -> bool {
        let names = [HeaderName::Authorization, HeaderName::ProxyAuthorization];
        self.message
            .as_ref()
            .is_some_and(|message| names.iter().any(|name| message.header(*name).is_some()))
    }

    /// The session description that it carries.
    pub(super) fn description(&self) -> Option<SessionDescription> {
        SessionDescription::parse(description_of(self.message.as_ref()?)?).ok()
    }

    /// The names under which the caller may be known on another leg.
    pub(super) fn callers(&self) -> SmallVec<[Box<str>; 3]> {
        let mut users = SmallVec::new();
        users.push(self.caller.clone());
        if let Some(message) = &self.message {
            for identity in message
                .list::<naisen_sip::PAssertedIdentity<'_>>()
                .flatten()
                .take(2)
            {
                users.push(user(identity.uri));
            }
        }
        users
    }

    /// The names under which the called party may be known on another leg.
    pub(super) fn callees(&self) -> SmallVec<[Box<str>; 3]> {
        let mut users = SmallVec::new();
        users.push(self.callee.clone());
        if let Some(to) = self
            .message
            .as_ref()
            .and_then(|message| message.required::<To<'_>>().ok())
        {
            users.push(user(to.uri));
        }
        users
    }
}

/// The Call-ID of bytes that are no message.
pub(super) fn call_id(bytes: &[u8]) -> Option<&str> {
    header_line(bytes, &["Call-ID", "i"])
        .map(|value| cut(value, CALL_ID_BYTES))
        .filter(|value| !value.is_empty())
}

/// The user part of a URI, or all of it.
fn user(uri: &str) -> Box<str> {
    let text = Uri::parse(uri)
        .ok()
        .and_then(|uri| uri.user_text())
        .unwrap_or(uri.into());
    shown(&text).into()
}

fn shown(text: &str) -> &str {
    cut(text, USER_BYTES)
}

/// The beginning of `text`, whole characters.
fn cut(text: &str, bytes_max: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes_max))
        .unwrap_or_default()
}

//! What a message says of itself: tags, numbers, options, and the length of its body.

use naisen_sip::{CSeq, Contact, From, HeaderName, Method, RSeq, To, Uri, Via};

use crate::fact::Fact;
use crate::fault::Offence;
use crate::message_kind::MessageKind;

use super::Sent;

/// What a generated request says of the hops it may take (`R-4.1.3.1-9`).
const MAX_FORWARDS: &str = "70";

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    tags(sent);
    cseq(sent);
    body(sent);
    contacts(sent);
    allow(sent);
    match sent.status {
        None => request(sent),
        Some(status) => response(sent, status),
    }
}

/// The tag of From in a request and that of To in a response are ours; the rest of a response's
/// addresses is a copy, which may be as bad as what came.
fn tags(sent: &mut Sent<'_, '_>) {
    let to = if sent.kind.is_request() {
        if let Some(from) = sent.read::<From<'_>>()
            && from.tag().is_none()
        {
            sent.fault("From", "RFC 3261 §8.1.1.3", Offence::Missing);
        }
        sent.read::<To<'_>>()
    } else {
        sent.message.typed::<To<'_>>().ok().flatten()
    };
    let Some(to) = to else {
        return;
    };
    let within = match sent.kind {
        MessageKind::Register => {
            if to.tag().is_some() {
                sent.differs("To", "RFC 3261 §10.2", "no tag", "a tag");
            }
            return;
        }
        MessageKind::Invite | MessageKind::Cancel => return,
        _ => sent.status != Some(100),
    };
    let excused = sent.kind.is_request() && sent.context.knows(Fact::PeerHasNoTag) == Some(true);
    if within && to.tag().is_none() && !excused {
        let rule = match sent.status {
            None => "RFC 3261 §12.2.1.1",
            Some(101..=199) => "R-6.2.1-2",
            Some(_) => "RFC 3261 §8.2.6.2",
        };
        sent.differs("To", rule, "a tag", "no tag");
    }
}

fn cseq(sent: &mut Sent<'_, '_>) {
    let Some(cseq) = sent.read::<CSeq<'_>>() else {
        return;
    };
    if let Some(method) = sent.message.method()
        && cseq.method != method
    {
        let found = cseq.method.as_str();
        sent.differs(
            "CSeq",
            "RFC 3261 §8.1.1.5",
            "the method of the request",
            found,
        );
    }
}

fn request(sent: &mut Sent<'_, '_>) {
    if let Some(hops) = sent.message.header(HeaderName::MaxForwards)
        && hops != MAX_FORWARDS
    {
        sent.differs("Max-Forwards", "R-4.1.3.1-9", MAX_FORWARDS, hops);
    }
    if let Some(via) = sent.read::<Via<'_>>() {
        match via.branch() {
            None => sent.fault("Via", "RFC 3261 §8.1.1.7", Offence::Missing),
            Some(branch) if !via.has_magic_cookie() => {
                sent.differs(
                    "Via",
                    "RFC 3261 §8.1.1.7",
                    "a branch with the cookie",
                    branch,
                );
            }
            Some(_) => {}
        }
    }
    if sent.kind == MessageKind::Register {
        register(sent);
    }
}

fn register(sent: &mut Sent<'_, '_>) {
    let text = sent.message.request_uri().unwrap_or_default();
    match Uri::parse(text) {
        Ok(uri) if uri.user.is_some() => {
            let (row, rule) = ("Request-URI", "R-4.1.2-1");
            let offence = Offence::Differs {
                expected: "no user part",
                found: text.to_owned(),
            };
            sent.fault_in("4-1", row, rule, offence);
        }
        _ => {}
    }
    let star = sent.message.header(HeaderName::Contact) == Some("*");
    let expires = sent.message.header(HeaderName::Expires);
    if star && expires != Some("0") {
        sent.differs("Expires", "R-4.1.5.2-1", "0", expires.unwrap_or_default());
    }
}

fn response(sent: &mut Sent<'_, '_>, status: u16) {
    let requires = |tag| sent.message.has_token(HeaderName::Require, tag);
    let (reliable, timed) = (requires("100rel"), requires("timer"));
    let rseq = sent.read::<RSeq>();
    if reliable && rseq.is_none() {
        sent.fault("RSeq", "RFC 3262 §3", Offence::Missing);
    }
    if let Some(RSeq(number)) = rseq {
        if !reliable {
            sent.fault("Require", "RFC 3262 §3", Offence::Missing);
        }
        if number == 0 {
            sent.differs("RSeq", "E-26", "1 or more", "0");
        }
    }
    if timed && !sent.has(HeaderName::SessionExpires) {
        sent.fault("Session-Expires", "E-14", Offence::Missing);
    }
    options(sent, status);
}

/// Of the option tags only 100rel belongs in a 1xx and only timer in a 2xx. With the timer running
/// for a caller that has it, a 2xx says so.
fn options(sent: &mut Sent<'_, '_>, status: u16) {
    let expected = match (sent.kind, status) {
        (MessageKind::ResponseToInvite, 101..=199) => "100rel",
        (
            MessageKind::ResponseToInvite
            | MessageKind::ResponseToReInvite
            | MessageKind::ResponseToUpdate,
            200..=299,
        ) => "timer",
        _ => return,
    };
    for tag in sent.message.elements(HeaderName::Require) {
        if !tag.eq_ignore_ascii_case(expected) {
            sent.differs("Require", "E-11", expected, tag);
        }
    }
    let caller_has_it = sent.context.knows(Fact::ReceivedSupportedTimer) == Some(true);
    if expected == "timer"
        && caller_has_it
        && sent.has(HeaderName::SessionExpires)
        && !sent.message.has_token(HeaderName::Require, "timer")
    {
        sent.fault("Require", "R-9.1-5", Offence::Missing);
    }
}

fn body(sent: &mut Sent<'_, '_>) {
    let length = sent.message.body().len();
    let typed = sent.has(HeaderName::ContentType);
    let whole = sent.message.bytes().len();
    if let Some(text) = sent.message.header(HeaderName::ContentLength)
        && whole != sent.head().len() + length
    {
        let expected = "the length of the body";
        sent.differs("Content-Length", "RFC 3261 §20.14", expected, text);
    }
    match (typed, length) {
        (true, 0) => sent.fault("Content-Type", "RFC 3261 §20.15", Offence::Forbidden),
        (false, 1..) => sent.fault("Content-Type", "RFC 3261 §20.15", Offence::Missing),
        _ => {}
    }
}

/// Contact lists remaining bindings, never all of them by `*` (`E-41`); the URI that a terminal
/// registers has no parameters but user and transport (`JJ-22.11 T4-3`).
fn contacts(sent: &mut Sent<'_, '_>) {
    let message = sent.message;
    for contact in message.list::<Contact<'_>>() {
        let contact = match contact {
            Ok(contact) => contact,
            Err(error) => {
                let reason = error.to_string();
                sent.fault("Contact", "", Offence::Unreadable { reason });
                continue;
            }
        };
        let Some(address) = contact.address() else {
            if sent.status.is_some() {
                sent.differs("Contact", "E-41", "the remaining bindings", "*");
            }
            continue;
        };
        let uri = match Uri::parse(address.uri) {
            Ok(uri) => uri,
            Err(error) => {
                let reason = error.to_string();
                sent.fault("Contact", "", Offence::Unreadable { reason });
                continue;
            }
        };
        if sent.kind != MessageKind::Register {
            continue;
        }
        if uri.headers.is_some() {
            sent.fault_in("4-3", "headers", "R-4.1.3.2-12", Offence::Forbidden);
        }
        for (name, _) in uri.params.iter() {
            match name {
                "user" | "transport" => {}
                "maddr" => sent.fault_in("4-3", "maddr-param", "R-4.1.3.2-11", Offence::Forbidden),
                _ => sent.fault_in("4-3", "other-param", "R-4.1.3.2-13", Offence::Forbidden),
            }
        }
    }
}

/// Allow, where it is sent with a call, names PRACK and UPDATE if they are in use.
fn allow(sent: &mut Sent<'_, '_>) {
    let (rule, both) = match sent.kind {
        MessageKind::Invite => ("R-13.3.5-1", true),
        MessageKind::ReInvite => ("R-13.3.7-3", false),
        MessageKind::ResponseToInvite if sent.status.is_some_and(|code| code < 300) => {
            ("R-13.4.3-3", true)
        }
        MessageKind::ResponseToReInvite if sent.is_success() => ("R-13.4.5-2", false),
        _ => return,
    };
    if !sent.has(HeaderName::Allow) {
        return;
    }
    for (fact, method, counts) in [
        (Fact::Uses100rel, Method::Prack, both),
        (Fact::UsesUpdate, Method::Update, true),
    ] {
        let listed = sent.message.has_token(HeaderName::Allow, method.as_str());
        if counts && sent.context.knows(fact) == Some(true) && !listed {
            let found = sent.message.header(HeaderName::Allow).unwrap_or_default();
            let expected = match fact {
                Fact::Uses100rel => "PRACK among them",
                _ => "UPDATE among them",
            };
            sent.differs("Allow", rule, expected, found);
        }
    }
}

//! What the layer makes out of an INVITE that it has sent: its ACK, its CANCEL, and what is kept of
//! it behind a 2xx.

use crate::{CSeq, HeaderName, Message, MessageWriter, Method, TypedHeader, Via};

/// The top Via of a request that we wrote.
pub(super) fn own_via(bytes: &[u8]) -> Option<Via<'_>> {
    let start = memchr::memmem::find(bytes, b"\r\nVia: ")? + b"\r\nVia: ".len();
    let rest = bytes.get(start..)?;
    let mut end = 0;
    loop {
        end += memchr::memmem::find(rest.get(end..)?, b"\r\n")?;
        if !matches!(rest.get(end + 2), Some(b' ' | b'\t')) {
            break;
        }
        end += 2;
    }
    Via::parse(std::str::from_utf8(rest.get(..end)?).ok()?).ok()
}

/// The top Via of a message.
pub(super) fn top_via<'a>(message: &Message<'a>) -> Option<Via<'a>> {
    Via::parse(message.elements(HeaderName::Via).next()?).ok()
}

/// The ACK to a non-2xx final response (RFC 3261 §17.1.1.3).
pub(super) fn write_ack(out: &mut Vec<u8>, invite: &Message<'_>, response: &Message<'_>) {
    let to = response.header(HeaderName::To);
    follow_up(out, invite, Method::Ack, to, &[]);
}

/// The CANCEL of an INVITE (RFC 3261 §9.1).
pub(super) fn write_cancel(out: &mut Vec<u8>, invite: &Message<'_>, extra: &[u8]) {
    let to = invite.header(HeaderName::To);
    follow_up(out, invite, Method::Cancel, to, extra);
}

fn follow_up(
    out: &mut Vec<u8>,
    invite: &Message<'_>,
    method: Method<'_>,
    to: Option<&str>,
    extra: &[u8],
) {
    let uri = invite.request_uri().unwrap_or_default();
    let mut writer = MessageWriter::request(out, method, uri);
    if let Some(via) = invite.elements(HeaderName::Via).next() {
        writer.header(HeaderName::Via, via);
    }
    writer.header(HeaderName::MaxForwards, 70);
    for route in invite.headers(HeaderName::Route) {
        writer.header(HeaderName::Route, route);
    }
    if let Some(from) = invite.header(HeaderName::From) {
        writer.header(HeaderName::From, from);
    }
    if let Some(to) = to {
        writer.header(HeaderName::To, to);
    }
    if let Some(call_id) = invite.header(HeaderName::CallId) {
        writer.header(HeaderName::CallId, call_id);
    }
    if let Ok(Some(cseq)) = invite.typed::<CSeq<'_>>() {
        writer.header(
            HeaderName::CSeq,
            format_args!("{} {}", cseq.number, method.as_str()),
        );
    }
    writer.raw(extra);
    writer.empty();
}

/// What of an INVITE a further dialog needs. Content-Type alone tells whether the INVITE offered.
pub(super) fn write_dialog_lines(out: &mut Vec<u8>, invite: &Message<'_>) {
    let uri = invite.request_uri().unwrap_or_default();
    let mut writer = MessageWriter::request(out, Method::Invite, uri);
    for name in [
        HeaderName::From,
        HeaderName::To,
        HeaderName::CallId,
        HeaderName::CSeq,
        HeaderName::Contact,
        HeaderName::ContentType,
    ] {
        if let Some(value) = invite.header(name) {
            writer.header(name, value);
        }
    }
    writer.empty();
}

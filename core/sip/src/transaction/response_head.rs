//! The header lines that a response repeats from its request (RFC 3261 §8.2.6.2), and the way it
//! takes back (RFC 3261 §18.2.2, RFC 3581).
//!
//! `maddr` of a Via is not obeyed: it would let a stranger aim our responses at a third party, and
//! Naisen does no multicast.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use memchr::memmem;
use naisen_node::Flow;

use super::fingerprint::sent_by_port;
use crate::{HeaderName, Host, Message, MessageWriter, StatusCode, To, Via};

/// Where the parts of copied header lines lie.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// The To line if it has no tag yet, else empty.
    to_start: u32,
    to_end: u32,
    /// What lies behind is for 100 only: Timestamp (RFC 3261 §8.2.6.1).
    common_end: u32,
}

/// Copies the lines of `request` that every response to it begins with, in place of what `out`
/// holds. `received` and `rport` are put into the top Via.
pub(crate) fn copy(out: &mut Vec<u8>, request: &Message<'_>, via: &Via<'_>, flow: Flow) -> Marks {
    out.clear();
    let mut writer = MessageWriter::response(out, StatusCode::TRYING, None);
    writer.header(
        HeaderName::Via,
        StampedVia {
            via,
            source: flow.remote,
        },
    );
    for below in request.elements(HeaderName::Via).skip(1) {
        writer.header(HeaderName::Via, below);
    }
    for name in [
        HeaderName::From,
        HeaderName::To,
        HeaderName::CallId,
        HeaderName::CSeq,
        HeaderName::Timestamp,
    ] {
        if let Some(value) = request.header(name) {
            writer.header(name, value);
        }
    }
    let status_line_end = memmem::find(out, b"\r\n").map_or(0, |at| at + 2);
    out.drain(..status_line_end);

    let mut marks = Marks {
        common_end: length(out.len()),
        ..Marks::default()
    };
    if let Some(at) = memmem::find(out, b"\r\nTimestamp: ") {
        marks.common_end = length(at + 2);
    }
    let tagged = match request.typed::<To<'_>>() {
        Ok(Some(to)) => to.tag().is_some(),
        // Nothing can be added to what cannot be read.
        Ok(None) | Err(_) => true,
    };
    if !tagged && let Some(at) = memmem::find(out, b"\r\nTo: ") {
        let start = at + 2;
        let mut end = start;
        while let Some(line) = out.get(end..).and_then(|rest| memmem::find(rest, b"\r\n")) {
            end += line + 2;
            if !matches!(out.get(end), Some(b' ' | b'\t')) {
                break;
            }
        }
        marks.to_start = length(start);
        marks.to_end = length(end);
    }
    marks
}

/// Writes a response from copied lines; `write` adds what is its own and ends it.
pub(crate) fn write_response(
    out: &mut Vec<u8>,
    (head, marks): (&[u8], Marks),
    status: StatusCode,
    reason: Option<&str>,
    to_tag: Option<&str>,
    write: impl FnOnce(MessageWriter<'_>),
) {
    let mut writer = MessageWriter::response(out, status, reason);
    let (common, trying_only) = head.split_at(marks.common_end as usize);
    let (before_to, rest) = common.split_at(marks.to_start as usize);
    let (to, after_to) = rest.split_at((marks.to_end - marks.to_start) as usize);
    writer.raw(before_to);
    match to_tag {
        Some(tag) if !to.is_empty() => {
            let line = std::str::from_utf8(to).unwrap_or_default();
            let value = line.strip_prefix("To: ").unwrap_or(line).trim_end();
            writer.header(HeaderName::To, format_args!("{value};tag={tag}"));
        }
        _ => {
            writer.raw(to);
        }
    }
    writer.raw(after_to);
    if status == StatusCode::TRYING {
        writer.raw(trying_only);
    }
    write(writer);
}

/// The way back for a request that came along `flow`.
pub(crate) fn way_back(flow: Flow, via: &Via<'_>) -> Flow {
    if flow.transport.is_reliable() || via.params.has("rport") {
        return flow;
    }
    flow.to(SocketAddr::new(flow.remote.ip(), sent_by_port(via)))
}

/// The top Via with what we know of its sender (RFC 3261 §18.2.1, RFC 3581 §4).
struct StampedVia<'a> {
    via: &'a Via<'a>,
    source: SocketAddr,
}

impl fmt::Display for StampedVia<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SIP/2.0/{} {}", self.via.transport, self.via.host)?;
        if let Some(port) = self.via.port {
            write!(f, ":{port}")?;
        }
        let mut symmetric = false;
        for (name, value) in self.via.params.iter() {
            if name.eq_ignore_ascii_case("received") {
                continue;
            }
            if name.eq_ignore_ascii_case("rport") {
                symmetric = true;
                continue;
            }
            match value {
                // Values come without their quotes.
                Some(value) if value.contains([' ', '\t', ';', ',', '=', '"', '<', '>', '?']) => {
                    write!(f, ";{name}=\"{value}\"")?;
                }
                Some(value) => write!(f, ";{name}={value}")?,
                None => write!(f, ";{name}")?,
            }
        }
        let source = self.source.ip().to_canonical();
        let same = matches!(self.via.host, Host::Ip(host) if IpAddr::to_canonical(&host) == source);
        if symmetric || !same {
            write!(f, ";received={source}")?;
        }
        if symmetric {
            write!(f, ";rport={}", self.source.port())?;
        }
        Ok(())
    }
}

/// Header lines are bounded by the size of a message, far below 4 GB.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a message is below 4 GB")
}

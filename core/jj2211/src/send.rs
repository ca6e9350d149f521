//! A message that we send, held against the standard.

mod columns;
mod digest;
mod lengths;
mod reading;
mod sdp;
mod session_timer;
mod shape;
mod start_line;

use naisen_sip::{HeaderName, Message, TypedHeader};

use crate::context::Context;
use crate::fault::{Fault, Offence};
use crate::header_row::HeaderTable;
use crate::message_kind::MessageKind;
use crate::role::Role;
use crate::standard::Standard;

/// Everything that is wrong with a message that `role` sends; nothing if it may be sent so.
///
/// The message is judged by its send column (what is x is not there; what the base documents always
/// want is there), by the limits of `JJ-22.11 T13-8` on what this side generated (not on what it
/// copies from its peer), and by the rules for digest, SDP and the session timer. Where the standard
/// errs, our reading counts. What depends on a fact that `context` does not know is not judged.
///
/// A message without a table (OPTIONS, INFO ...) is outside the standard and has no faults.
pub fn send_faults(role: Role, message: &Message<'_>, context: &Context) -> Vec<Fault> {
    let Some(kind) = MessageKind::of(message, context) else {
        return Vec::new();
    };
    let standard = Standard::get();
    let mut sent = Sent {
        role,
        message,
        context,
        kind,
        status: message.status().map(naisen_sip::StatusCode::code),
        standard,
        table: standard.headers(kind),
        faults: Vec::new(),
    };
    start_line::examine(&mut sent);
    columns::examine(&mut sent);
    shape::examine(&mut sent);
    lengths::examine(&mut sent);
    digest::examine(&mut sent);
    session_timer::examine(&mut sent);
    sdp::examine(&mut sent);
    sent.faults
}

/// The same for the bytes of one datagram. Bytes that are no message are a fault of the start line.
pub fn send_faults_of_bytes(role: Role, bytes: &[u8], context: &Context) -> Vec<Fault> {
    match Message::parse(bytes) {
        Ok(message) => send_faults(role, &message, context),
        Err(error) => vec![Fault {
            table: "13-1",
            row: "message",
            rule: "RFC 3261 §7",
            offence: Offence::Unreadable {
                reason: error.to_string(),
            },
        }],
    }
}

/// A message under examination.
struct Sent<'m, 'a> {
    role: Role,
    message: &'m Message<'a>,
    context: &'m Context,
    kind: MessageKind,
    status: Option<u16>,
    standard: &'static Standard,
    table: HeaderTable<'static>,
    faults: Vec<Fault>,
}

impl<'a> Sent<'_, 'a> {
    /// A fault of a row of the message's own table.
    fn fault(&mut self, row: &'static str, rule: &'static str, offence: Offence) {
        self.fault_in(self.kind.table(), row, rule, offence);
    }

    fn fault_in(
        &mut self,
        table: &'static str,
        row: &'static str,
        rule: &'static str,
        offence: Offence,
    ) {
        self.faults.push(Fault {
            table,
            row,
            rule,
            offence,
        });
    }

    fn differs(
        &mut self,
        row: &'static str,
        rule: &'static str,
        expected: &'static str,
        found: impl Into<String>,
    ) {
        let found = found.into();
        self.fault(row, rule, Offence::Differs { expected, found });
    }

    fn has(&self, header: HeaderName) -> bool {
        self.message.header(header).is_some()
    }

    /// A header as a value, if it is there; one that cannot be read is a fault.
    fn read<H: TypedHeader<'a>>(&mut self) -> Option<H> {
        match self.message.typed::<H>() {
            Ok(value) => value,
            Err(error) => {
                let reason = error.to_string();
                self.fault(H::NAME.as_str(), "", Offence::Unreadable { reason });
                None
            }
        }
    }

    /// Whether the message may begin a dialog: it has no tag in To.
    fn begins(&self) -> bool {
        matches!(self.kind, MessageKind::Invite | MessageKind::Register)
    }

    /// Start line and headers with the empty line after them.
    fn head(&self) -> &'a [u8] {
        const END: &[u8] = b"\r\n\r\n";
        let bytes = self.message.bytes();
        let end = bytes.windows(END.len()).position(|four| four == END);
        let length = end.map_or(bytes.len(), |at| at + END.len());
        bytes.get(..length).unwrap_or(bytes)
    }

    fn is_success(&self) -> bool {
        self.status.is_some_and(|code| (200..300).contains(&code))
    }
}

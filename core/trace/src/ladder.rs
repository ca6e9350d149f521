//! The ladder of a call: hosts side by side, time downwards, messages as arrows between them.
//!
//! [`Ladder::of`] decides what is drawn; [`Ladder::text`] and [`Ladder::svg`] draw it, in the
//! language of the reader. Every text in it came from the network and may hold anything: both make
//! it harmless.

mod canvas;
mod label;
mod svg;
mod text;
mod words;

use std::borrow::Cow;
use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Language;
use naisen_node::Time;
use naisen_sip::{Method, StatusClass};

use crate::limits::WORD_BACK;
use crate::reading::{Hosts, Transaction};
use crate::{Call, Kind, Message, NoticeKind, Reading};

/// A call as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// What it is, by which number, and who called whom.
    pub heading: Heading,
    /// A title to be drawn in place of the heading.
    pub title: Option<String>,
    /// The hosts from left to right.
    pub columns: Vec<Column>,
    /// What happened, in the order of time.
    pub rows: Vec<Row>,
}

/// What a ladder is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What it is.
    pub kind: Kind,
    /// The method of the first request, if it is neither a call nor a registration.
    pub method: Option<String>,
    /// [`Call::number`].
    pub number: u64,
    /// Who called or registered.
    pub caller: String,
    /// Who was called.
    pub callee: String,
}

/// A host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The address that it was first seen with.
    pub host: SocketAddr,
    /// Its address, with the port if hosts of the call share an IP address.
    pub name: String,
    /// What it does in the call.
    pub role: Role,
}

/// What a host does in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It asks for the call, or sends the request.
    Caller,
    /// It passes the call on.
    Exchange,
    /// It receives the call, or the request.
    Callee,
    /// It only sends or receives media, or was never reached.
    Other,
}

impl Role {
    /// The role in one word.
    pub const fn name(self, language: Language) -> &'static str {
        words::role(self).in_language(language)
    }
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A message.
    Arrow(Arrow),
    /// A stream of media.
    Bar(Bar),
    /// Something else that happened on the way.
    Remark(Remark),
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Since the first message of the call.
    pub at: Duration,
    /// The frame it was first seen in.
    pub frame: u64,
    /// Index into [`Ladder::columns`].
    pub from: usize,
    /// Index into [`Ladder::columns`].
    pub to: usize,
    /// Method, or status and phrase.
    pub label: String,
    /// What its session description says.
    pub detail: Option<Detail>,
    /// How often it was sent again.
    pub repetitions: usize,
    /// It did not arrive, or never had an effect: a fragment of it was lost, it could not be
    /// delivered, or it was repeated and never answered.
    pub lost: bool,
    /// What kind of message it is.
    pub tone: Tone,
}

/// What a session description says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Codecs, direction, address; port 0 of a stream that is refused.
    Media(String),
    /// It cannot be read.
    Unreadable,
}

/// A kind of message, drawn in a colour of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A request.
    Request,
    /// 1xx.
    Provisional,
    /// 2xx.
    Success,
    /// 3xx, and the challenges 401 and 407.
    Again,
    /// All other final responses.
    Failure,
}

/// A stream of media.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// When it began, since the first message of the call.
    pub at: Duration,
    /// When it ended.
    pub until: Duration,
    /// The frame of its first packet.
    pub frame: u64,
    /// Index into [`Ladder::columns`].
    pub from: usize,
    /// Index into [`Ladder::columns`].
    pub to: usize,
    /// The codec, or the payload type that is not known.
    pub codec: String,
    /// Packets seen.
    pub packets: u64,
    /// Packets missing in the row of sequence numbers.
    pub lost: u64,
}

/// Something that happened on the way between two hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Since the first message of the call.
    pub at: Duration,
    /// The frame.
    pub frame: u64,
    /// Index into [`Ladder::columns`].
    pub from: usize,
    /// Index into [`Ladder::columns`].
    pub to: usize,
    /// What.
    pub kind: NoticeKind,
}

/// Hosts that have a column of their own; further ones share the last. A ladder of more cannot be
/// read.
const COLUMNS: usize = 48;

impl Ladder {
    /// Draws up the ladder of a call.
    pub fn of(call: &Call) -> Self {
        let reading = call.read();
        let began = call.messages.first().map_or_else(
            || {
                call.streams
                    .first()
                    .map_or(Time::default(), |one| one.first_at)
            },
            |message| message.at,
        );
        let mut columns = Columns::of(call, &reading);
        let mut rows: Vec<Row> = (0..call.messages.len())
            .filter_map(|index| arrow(&reading, index, began, &mut columns))
            .map(Row::Arrow)
            .collect();
        let descriptions = reading.descriptions();
        for stream in &call.streams {
            rows.push(Row::Bar(Bar {
                at: stream.first_at.since(began),
                until: stream.last_at.since(began),
                frame: stream.first_frame,
                from: columns.index(stream.source),
                to: columns.index(stream.destination),
                codec: label::codec(&descriptions, stream),
                packets: stream.packets,
                lost: stream.lost,
            }));
        }
        for notice in &call.notices {
            rows.push(Row::Remark(Remark {
                at: notice.at.since(began),
                frame: notice.frame,
                from: columns.index(notice.source),
                to: columns.index(notice.destination),
                kind: notice.kind,
            }));
        }
        rows.sort_by_key(|row| (row.at(), row.frame()));
        Self {
            heading: Heading::of(call),
            title: None,
            columns: columns.columns,
            rows,
        }
    }
}

impl Ladder {
    fn title(&self, language: Language) -> Cow<'_, str> {
        match &self.title {
            Some(title) => Cow::Borrowed(title),
            None => Cow::Owned(self.heading.text(language)),
        }
    }
}

impl Row {
    /// When it happened, or began, since the first message of the call.
    pub fn at(&self) -> Duration {
        match self {
            Row::Arrow(arrow) => arrow.at,
            Row::Bar(bar) => bar.at,
            Row::Remark(remark) => remark.at,
        }
    }

    /// The frame of it.
    pub fn frame(&self) -> u64 {
        match self {
            Row::Arrow(arrow) => arrow.frame,
            Row::Bar(bar) => bar.frame,
            Row::Remark(remark) => remark.frame,
        }
    }
}

impl Arrow {
    /// The label, and how often it was sent if more than once.
    pub fn caption(&self) -> String {
        match self.repetitions {
            0 => self.label.clone(),
            more => format!("{} ×{}", self.label, more + 1),
        }
    }
}

impl Bar {
    /// Codec, packets, losses, and how long it lasted.
    pub fn caption(&self, language: Language) -> String {
        let span = self.until.saturating_sub(self.at).as_secs_f64();
        words::stream(&self.codec, self.packets, self.lost, span, language)
    }
}

impl Remark {
    /// What happened.
    pub const fn caption(&self, language: Language) -> &'static str {
        words::notice(self.kind).in_language(language)
    }
}

impl Detail {
    /// What it says.
    pub fn text(&self, language: Language) -> Cow<'_, str> {
        match self {
            Self::Media(text) => Cow::Borrowed(text),
            Self::Unreadable => Cow::Borrowed(words::UNREADABLE_SDP.in_language(language)),
        }
    }
}

impl Heading {
    fn of(call: &Call) -> Self {
        let leg = call.legs.first();
        let name = |name: Option<&str>| name.unwrap_or("?").to_owned();
        Self {
            kind: call.kind,
            method: (call.kind == Kind::Other).then(|| method(call)).flatten(),
            number: call.number,
            caller: name(leg.map(|leg| &*leg.caller)),
            callee: name(leg.map(|leg| &*leg.callee)),
        }
    }

    /// The heading in words: `Call 1: 101 → 102`.
    pub fn text(&self, language: Language) -> String {
        let word = words::kind(self.kind).in_language(language);
        let word = self.method.as_deref().unwrap_or(word);
        let (number, caller, callee) = (self.number, &self.caller, &self.callee);
        match self.kind {
            Kind::Registration => format!("{word} {number}: {caller}"),
            Kind::Call | Kind::Other => format!("{word} {number}: {caller} → {callee}"),
        }
    }
}

/// The hosts of a ladder while it is drawn up.
struct Columns {
    hosts: Hosts,
    columns: Vec<Column>,
}

impl Columns {
    /// The hosts of the messages, in the order in which they are first seen.
    fn of(call: &Call, reading: &Reading<'_>) -> Self {
        let mut columns = Self {
            hosts: Hosts::of(call),
            columns: Vec::new(),
        };
        for message in &call.messages {
            columns.index(message.source);
            columns.index(message.destination);
        }
        let first = call.messages.first();
        let caller = reading
            .caller_host()
            .or(first.map(|message| message.source));
        let exchanges = reading.exchange_hosts();
        let callees = reading.callee_hosts();
        let (kind, receiver) = (call.kind, first.map(|message| message.destination));
        for column in &mut columns.columns {
            let is = |host: &SocketAddr| reading.same_host(*host, column.host);
            column.role = if caller.as_ref().is_some_and(is) {
                Role::Caller
            } else if exchanges.iter().any(is) {
                Role::Exchange
            } else if callees.iter().any(is)
                || (kind != Kind::Call && receiver.as_ref().is_some_and(is))
            {
                Role::Callee
            } else {
                Role::Other
            };
        }
        columns
    }

    /// The column of a host; a new one if it has none.
    fn index(&mut self, host: SocketAddr) -> usize {
        let key = self.hosts.key(host);
        let known = self
            .columns
            .iter()
            .position(|column| self.hosts.key(column.host) == key);
        if let Some(known) = known {
            return known;
        }
        if self.columns.len() == COLUMNS {
            return COLUMNS - 1;
        }
        let name = match key.port() {
            0 => host.ip().to_string(),
            _ => key.to_string(),
        };
        self.columns.push(Column {
            host,
            name,
            role: Role::Other,
        });
        self.columns.len() - 1
    }
}

/// The method that a group other than a call is about.
fn method(call: &Call) -> Option<String> {
    let reading = call.read();
    let first = reading.transactions().first();
    first.map(|one| one.method.to_string())
}

fn arrow(reading: &Reading<'_>, index: usize, began: Time, columns: &mut Columns) -> Option<Arrow> {
    let captured = reading.captured(index)?;
    let transaction = reading.transaction_of(index);
    let tone = match reading.status(index) {
        None => Tone::Request,
        Some(status) => match (status.class(), status.code()) {
            (StatusClass::Provisional, _) => Tone::Provisional,
            (StatusClass::Success, _) => Tone::Success,
            (StatusClass::Redirection, _) | (_, 401 | 407) => Tone::Again,
            _ => Tone::Failure,
        },
    };
    Some(Arrow {
        at: captured.at.since(began),
        frame: captured.frame,
        from: columns.index(captured.source),
        to: columns.index(captured.destination),
        label: label::message(captured, reading.message(index)),
        detail: reading.message(index).and_then(label::description),
        repetitions: captured.repetitions.len(),
        lost: is_lost(reading.call, captured, transaction, tone),
        tone,
    })
}

fn is_lost(
    call: &Call,
    captured: &Message,
    transaction: Option<&Transaction<'_>>,
    tone: Tone,
) -> bool {
    let asks = tone == Tone::Request
        && transaction.is_some_and(|one| one.method != Method::Ack && !one.is_answered());
    let undelivered = || {
        call.notices.iter().any(|notice| {
            notice.kind == NoticeKind::Unreachable
                && (notice.source, notice.destination) == (captured.source, captured.destination)
                && notice.at >= captured.at
                && notice.at.since(captured.at) <= WORD_BACK
        })
    };
    captured.fragment || (asks && (!captured.repetitions.is_empty() || undelivered()))
}

//! Who takes part: the exchange, terminals, and either of them with a flaw.

use std::net::SocketAddr;

use naisen_exchange::Exchange;
use naisen_node::{Input, Node, Outbox, PairOrder, Sends, Time, Transmit};
use naisen_sip::{CSeq, Message, Method};
use naisen_terminal::Terminal;

/// A node of the simulated enterprise.
#[derive(Debug)]
pub struct Party {
    kind: Kind,
    flaw: Option<Flaw>,
    /// ACKs sent before, for [`Flaw::RepeatedAck`].
    acks: Vec<Box<[u8]>>,
    /// Where media went last, for [`Flaw::Media`].
    listener: Option<SocketAddr>,
}

#[derive(Debug)]
enum Kind {
    Exchange(Box<Exchange>, Outbox<naisen_exchange::Event>),
    Terminal(Box<Terminal>, Outbox<naisen_terminal::Event>),
}

/// A command for a party.
#[derive(Clone, Debug)]
pub enum Order {
    /// For the exchange.
    Exchange(naisen_exchange::Command),
    /// For a terminal.
    Terminal(naisen_terminal::Command),
}

/// An event of a party.
#[derive(Clone, Debug)]
pub enum Told {
    /// Of the exchange.
    Exchange(naisen_exchange::Event),
    /// Of a terminal.
    Terminal(naisen_terminal::Event),
}

/// A fault that a party is given on purpose, to prove that the simulator finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It acknowledges a 2xx once and not again.
    RepeatedAck,
    /// It never answers BYE.
    ByeAnswer,
    /// It writes no call records.
    Record,
    /// It writes each call record twice.
    TwoRecords,
    /// Its BYEs all have the CSeq number 1.
    Sequence,
    /// A header line of its BYEs is too long.
    Line,
    /// It closes no media ports.
    Ports,
    /// It sends media to whom it sent media before, too.
    Media,
}

impl Party {
    /// The exchange.
    pub fn exchange(exchange: Exchange) -> Self {
        Self::new(Kind::Exchange(Box::new(exchange), Outbox::default()))
    }

    /// A terminal.
    pub fn terminal(terminal: Terminal) -> Self {
        Self::new(Kind::Terminal(Box::new(terminal), Outbox::default()))
    }

    /// The same with a flaw.
    #[must_use]
    pub fn with_flaw(mut self, flaw: Option<Flaw>) -> Self {
        self.flaw = flaw;
        self
    }

    /// The terminal, if it is one.
    pub fn as_terminal(&self) -> Option<&Terminal> {
        match &self.kind {
            Kind::Terminal(terminal, _) => Some(terminal),
            Kind::Exchange(..) => None,
        }
    }

    fn new(kind: Kind) -> Self {
        Self {
            kind,
            flaw: None,
            acks: Vec::new(),
            listener: None,
        }
    }

    fn hand_over(&mut self, out: &mut Outbox<Told>) {
        match &mut self.kind {
            Kind::Exchange(_, inner) => {
                move_out(inner, out, Told::Exchange);
            }
            Kind::Terminal(_, inner) => {
                move_out(inner, out, Told::Terminal);
            }
        }
        if self.flaw.is_some() {
            self.spoil(out);
        }
    }

    fn spoil(&mut self, out: &mut Outbox<Told>) {
        match self.flaw {
            Some(Flaw::Record) => out.events.retain(|event| !is_record(event)),
            Some(Flaw::TwoRecords) => {
                let again: Vec<_> = out
                    .events
                    .iter()
                    .filter(|event| is_record(event))
                    .cloned()
                    .collect();
                out.events.extend(again);
            }
            Some(Flaw::Ports) => {
                out.orders
                    .retain(|order| !matches!(order, PairOrder::Close { .. }));
            }
            _ => {}
        }
        let mut sends = Sends::default();
        for transmit in out.sends.transmits() {
            match transmit {
                Transmit::Sip { flow, range } => {
                    let bytes = out.sends.bytes(range.clone());
                    if let Some(bytes) = self.spoiled(bytes) {
                        sends.sip(*flow, |buffer| buffer.extend_from_slice(&bytes));
                    }
                }
                Transmit::Media {
                    pair,
                    channel,
                    destination,
                    range,
                } => {
                    let bytes = out.sends.bytes(range.clone());
                    sends.media(*pair, *channel, *destination, bytes);
                    if self.flaw == Some(Flaw::Media)
                        && let Some(before) = self.listener.replace(*destination)
                    {
                        sends.media(*pair, *channel, before, bytes);
                    }
                }
            }
        }
        out.sends = sends;
    }

    /// What is sent instead of this message; nothing, perhaps.
    fn spoiled(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let Ok(message) = Message::parse(bytes) else {
            return Some(bytes.to_vec());
        };
        let Ok(cseq) = message.required::<CSeq<'_>>() else {
            return Some(bytes.to_vec());
        };
        match self.flaw {
            Some(Flaw::RepeatedAck) if message.method() == Some(Method::Ack) => {
                if self.acks.iter().any(|known| **known == *bytes) {
                    return None;
                }
                self.acks.push(bytes.into());
            }
            Some(Flaw::ByeAnswer) if !message.is_request() && cseq.method == Method::Bye => {
                return None;
            }
            Some(Flaw::Sequence) if message.method() == Some(Method::Bye) => {
                let text = String::from_utf8_lossy(bytes);
                let own = format!("CSeq: {} BYE", cseq.number);
                return Some(text.replace(&own, "CSeq: 1 BYE").into_bytes());
            }
            Some(Flaw::Line) if message.method() == Some(Method::Bye) => {
                let text = String::from_utf8_lossy(bytes);
                let line = format!("\r\nSubject: {}\r\nCSeq:", "x".repeat(250));
                return Some(text.replace("\r\nCSeq:", &line).into_bytes());
            }
            _ => {}
        }
        Some(bytes.to_vec())
    }
}

impl Node for Party {
    type Command = Order;
    type Event = Told;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Told>) {
        match &mut self.kind {
            Kind::Exchange(node, inner) => node.handle_input(now, input, inner),
            Kind::Terminal(node, inner) => node.handle_input(now, input, inner),
        }
        self.hand_over(out);
    }

    fn handle_command(&mut self, now: Time, command: Order, out: &mut Outbox<Told>) {
        match (&mut self.kind, command) {
            (Kind::Exchange(node, inner), Order::Exchange(command)) => {
                node.handle_command(now, command, inner);
            }
            (Kind::Terminal(node, inner), Order::Terminal(command)) => {
                node.handle_command(now, command, inner);
            }
            // An order for another kind of party means nothing to this one.
            _ => {}
        }
        self.hand_over(out);
    }

    fn poll_timeout(&self) -> Option<Time> {
        match &self.kind {
            Kind::Exchange(node, _) => node.poll_timeout(),
            Kind::Terminal(node, _) => node.poll_timeout(),
        }
    }
}

/// Moves everything from a node's own outbox to the shared one, which is empty.
fn move_out<E>(inner: &mut Outbox<E>, out: &mut Outbox<Told>, told: fn(E) -> Told) {
    std::mem::swap(&mut inner.sends, &mut out.sends);
    out.orders.append(&mut inner.orders);
    out.events.extend(inner.events.drain(..).map(told));
    inner.sends.clear();
}

fn is_record(event: &Told) -> bool {
    matches!(event, Told::Exchange(naisen_exchange::Event::CallEnded(_)))
}

//! The exchange on a bench: what is sent to a phone can be looked at, in its order.

use std::collections::VecDeque;
use std::time::Duration;

use naisen_node::{Channel, Input, Node, Outbox, PairId, PairOrder, Random, Time, Transmit};
use naisen_sip::HeaderName;
use naisen_sip::digest::ChallengeSettings;

use super::phone::target;
pub(super) use super::phone::{
    Dialog, Head, PLAIN, Sent, answer_lines, authorization, number_of, response, sdp,
};
use crate::samples::{START, binding, extension, flow};
use crate::{Binding, CallRecord, Command, Config, Event, Exchange, InviteChallenge};

pub(super) const A: &str = "192.168.0.101:5060";
pub(super) const B: &str = "192.168.0.102:5060";
pub(super) const C: &str = "192.168.0.103:5060";
pub(super) const SERVER: &str = "192.168.0.200";

pub(super) struct Bench {
    pub(super) exchange: Exchange,
    pub(super) now: Time,
    out: Outbox<Event>,
    pub(super) events: Vec<Event>,
    sip: VecDeque<Sent>,
    /// Media sent: from which pair, to where, the bytes.
    pub(super) media: Vec<(PairId, String, Vec<u8>)>,
    /// Ports by pair.
    pub(super) ports: Vec<(PairId, u16)>,
    /// Orders wait until [`Bench::open_ports`].
    pub(super) closed: bool,
    orders: Vec<PairOrder>,
    branches: u32,
}

/// Nobody has to prove anything.
pub(super) fn open_config() -> Config {
    let mut config = Config::new(ChallengeSettings::new("naisen").expect("a realm"));
    config.authentication.invite = InviteChallenge::Off;
    config
}

pub(super) fn contact_of(number: &str) -> Binding {
    let contact = format!("sip:{number}@192.168.0.{number}:5060");
    binding(number, &contact, 3600)
}

impl Bench {
    pub(super) fn new(config: Config, bindings: Vec<Binding>) -> Self {
        let extensions = ["101", "102", "103"].map(extension).to_vec();
        let random = Random::from_number(1);
        let mut bench = Self {
            exchange: Exchange::new(START, config, extensions, bindings, random),
            now: START,
            out: Outbox::default(),
            events: Vec::new(),
            sip: VecDeque::new(),
            media: Vec::new(),
            ports: Vec::new(),
            closed: false,
            orders: Vec::new(),
            branches: 0,
        };
        bench.turn(Input::Timeout);
        bench
    }

    /// Phones 101, 102 and 103, registered.
    pub(super) fn open() -> Self {
        Self::new(
            open_config(),
            ["101", "102", "103"].map(contact_of).to_vec(),
        )
    }

    pub(super) fn turn(&mut self, input: Input<'_>) {
        self.exchange.handle_input(self.now, input, &mut self.out);
        self.collect();
    }

    pub(super) fn command(&mut self, command: Command) {
        self.exchange
            .handle_command(self.now, command, &mut self.out);
        self.collect();
    }

    fn collect(&mut self) {
        loop {
            let orders = std::mem::take(&mut self.out.orders);
            for transmit in self.out.sends.transmits() {
                match transmit.clone() {
                    Transmit::Sip { flow, range } => self.sip.push_back(Sent {
                        to: flow.remote.to_string(),
                        text: String::from_utf8(self.out.sends.bytes(range).to_vec())
                            .expect("text"),
                    }),
                    Transmit::Media {
                        pair,
                        destination,
                        range,
                        ..
                    } => self.media.push((
                        pair,
                        destination.to_string(),
                        self.out.sends.bytes(range).to_vec(),
                    )),
                }
            }
            self.events.append(&mut self.out.events);
            self.out.clear();
            if self.closed {
                self.orders.extend(orders);
                return;
            }
            if orders.is_empty() {
                return;
            }
            for order in orders {
                if let PairOrder::Open { pair, address } = order {
                    self.ports.push((pair, address.port()));
                    let input = Input::PairOpened { pair, address };
                    self.exchange.handle_input(self.now, input, &mut self.out);
                }
            }
        }
    }

    /// Carries out the orders that wait.
    pub(super) fn open_ports(&mut self) {
        self.closed = false;
        self.out.orders = std::mem::take(&mut self.orders);
        self.collect();
    }

    /// A phone's message arrives.
    pub(super) fn receive(&mut self, phone: &str, text: &str) {
        let input = Input::Sip {
            flow: flow(phone),
            bytes: text.as_bytes(),
        };
        self.turn(input);
    }

    /// A phone's RTP arrives at one of our ports.
    pub(super) fn rtp(&mut self, port: u16, source: &str) {
        let (pair, _) = *self
            .ports
            .iter()
            .find(|(_, known)| *known == port)
            .expect("an open port");
        let mut payload = [0xff; 172];
        payload[0] = 0x80;
        payload[1] = 0;
        self.turn(Input::Media {
            pair,
            channel: Channel::Rtp,
            source: source.parse().expect("an address"),
            payload: &payload,
        });
    }

    /// Lets time pass and runs all that comes due.
    pub(super) fn wait(&mut self, span: Duration) {
        let until = self.now + span;
        while let Some(due) = self.exchange.poll_timeout()
            && due <= until
        {
            self.now = self.now.max(due);
            self.turn(Input::Timeout);
        }
        self.now = until;
    }

    /// The next message, whose start line must begin so and which must go there.
    #[track_caller]
    pub(super) fn expect(&mut self, to: &str, start: &str) -> Sent {
        let sent = self.sip.pop_front();
        let Some(sent) = sent else {
            panic!("nothing is sent, {start} to {to} was expected");
        };
        assert!(
            sent.line().starts_with(start) && sent.to == to,
            "{start} to {to} was expected, sent to {}:\n{}",
            sent.to,
            sent.text
        );
        sent
    }

    #[track_caller]
    pub(super) fn expect_silence(&mut self) {
        assert!(self.sip.is_empty(), "{:#?}", self.sip);
    }

    /// Forgets what was sent.
    pub(super) fn skip(&mut self) -> Vec<Sent> {
        self.sip.drain(..).collect()
    }

    /// The records so far.
    pub(super) fn records(&self) -> Vec<&CallRecord> {
        self.events
            .iter()
            .filter_map(|event| match event {
                Event::CallEnded(record) => Some(record),
                _ => None,
            })
            .collect()
    }

    /// All is over: no call, no session, no port in use.
    #[track_caller]
    pub(super) fn expect_nothing_left(&mut self) {
        self.wait(Duration::from_secs(70));
        self.command(Command::Report);
        let Some(Event::Report(report)) = self.events.pop() else {
            panic!("a report was asked for");
        };
        let left = (
            report.calls,
            report.sessions,
            report.transactions,
            report.relays,
            report.ports_in_use,
        );
        assert_eq!(left, (0, 0, 0, 0, 0), "{report:#?}");
        assert!(self.exchange.wheel.is_empty());
        assert_eq!(self.exchange.agent.alarm_count(), 0);
    }

    /// The branch of the request written last.
    pub(super) fn last_branch(&self) -> u32 {
        self.branches
    }

    fn branch(&mut self) -> u32 {
        self.branches += 1;
        self.branches
    }

    /// A request of a phone outside of any dialog of ours.
    pub(super) fn request(&mut self, phone: &str, head: &Head<'_>, lines: &str, body: &str) {
        let text = self.write(phone, head, lines, body);
        self.receive(phone, &text);
    }

    /// A phone's request as text.
    pub(super) fn write(
        &mut self,
        phone: &str,
        head: &Head<'_>,
        lines: &str,
        body: &str,
    ) -> String {
        let Head {
            method,
            uri,
            from,
            to,
            call_id,
            cseq,
        } = head;
        let branch = self.branch();
        let content = if body.is_empty() {
            ""
        } else {
            "Content-Type: application/sdp\r\n"
        };
        let length = body.len();
        format!(
            "{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {phone};branch=z9hG4bKp{branch}\r\n\
             Max-Forwards: 70\r\nFrom: {from}\r\nTo: {to}\r\nCall-ID: {call_id}\r\n\
             CSeq: {cseq} {method}\r\n{lines}{content}Content-Length: {length}\r\n\r\n{body}"
        )
    }

    /// A phone's answer to a request of the exchange.
    pub(super) fn respond(
        &mut self,
        phone: &str,
        request: &Sent,
        status: &str,
        tag: &str,
        lines: &str,
        body: &str,
    ) {
        let text = response(request, status, tag, lines, body);
        self.receive(phone, &text);
    }

    /// Phone 101 calls; what it said, for later requests.
    pub(super) fn invite(&mut self, number: &str, lines: &str, body: &str) -> Dialog {
        let dialog = Dialog {
            phone: A.into(),
            uri: format!("sip:{number}@{SERVER}"),
            from: format!("<sip:101@{SERVER}>;tag=a1"),
            to: format!("<sip:{number}@{SERVER}>"),
            call_id: format!("call-{}", self.branches),
            cseq: 2,
            branch: self.branches + 1,
        };
        let lines = format!("Contact: <sip:x101@{A}>\r\n{lines}");
        self.in_dialog(&dialog, "INVITE", 2, &lines, body);
        dialog
    }

    /// The caller gives up: CANCEL with the branch of its INVITE.
    pub(super) fn cancel(&mut self, dialog: &Dialog) {
        self.cancel_with(dialog, "");
    }

    /// The same with more header lines.
    pub(super) fn cancel_with(&mut self, dialog: &Dialog, lines: &str) {
        let text = self.with_branch(dialog, "CANCEL", &dialog.to);
        let text = text.replace("Content-Length:", &format!("{lines}Content-Length:"));
        self.receive(&dialog.phone, &text);
    }

    /// The caller acknowledges a refusal of its last INVITE.
    pub(super) fn acknowledge_refusal(&mut self, dialog: &Dialog, refusal: &Sent) {
        let to = refusal.header(HeaderName::To).expect("To");
        let text = self.with_branch(dialog, "ACK", to);
        self.receive(&dialog.phone, &text);
    }

    fn with_branch(&self, dialog: &Dialog, method: &str, to: &str) -> String {
        let Dialog {
            phone,
            uri,
            from,
            call_id,
            cseq,
            branch,
            ..
        } = dialog;
        format!(
            "{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {phone};branch=z9hG4bKp{branch}\r\n\
             Max-Forwards: 70\r\nFrom: {from}\r\nTo: {to}\r\nCall-ID: {call_id}\r\n\
             CSeq: {cseq} {method}\r\nContent-Length: 0\r\n\r\n"
        )
    }

    /// A request in a dialog.
    pub(super) fn in_dialog(
        &mut self,
        dialog: &Dialog,
        method: &str,
        cseq: u32,
        lines: &str,
        body: &str,
    ) {
        let head = Head {
            method,
            uri: &dialog.uri,
            from: &dialog.from,
            to: &dialog.to,
            call_id: &dialog.call_id,
            cseq,
        };
        let phone = dialog.phone.clone();
        self.request(&phone, &head, lines, body);
    }

    /// The caller's dialog once a response with tag and Contact has come.
    pub(super) fn established(caller: &Dialog, response: &Sent) -> Dialog {
        Dialog {
            uri: target(response),
            to: response.header(HeaderName::To).expect("To").into(),
            ..caller.clone()
        }
    }

    /// The dialog that a called phone has once it answers with this tag.
    pub(super) fn called(phone: &str, invite: &Sent, tag: &str) -> Dialog {
        let header = |name| invite.header(name).expect("a header").to_owned();
        Dialog {
            phone: phone.into(),
            uri: target(invite),
            from: format!("{};tag={tag}", header(HeaderName::To)),
            to: header(HeaderName::From),
            call_id: header(HeaderName::CallId),
            cseq: 1,
            branch: 0,
        }
    }
}

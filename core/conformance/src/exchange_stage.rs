//! The stage of the exchange: what is sent to a phone can be looked at, in its order.

use std::collections::VecDeque;
use std::time::Duration;

use naisen_exchange::{
    Binding, CallRecord, Command, Config, DigestSecrets, Event, Exchange, Extension,
    InviteChallenge, Report,
};
use naisen_jj2211::Role;
use naisen_node::{
    Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Random, Time, Transmit, Transport,
};
use naisen_sip::HeaderName;
use naisen_sip::digest::ChallengeSettings;

use crate::judge::Judge;
use crate::phone::target;
pub use crate::phone::{
    Dialog, Head, PLAIN, Sent, answer_lines, authorization, number_of, response, sdp,
};

/// When every test begins.
pub const START: Time = Time::from_unix_seconds(1_800_000_000);

/// The phone of extension 101.
pub const A: &str = "192.168.0.101:5060";
/// The phone of extension 102.
pub const B: &str = "192.168.0.102:5060";
/// The phone of extension 103.
pub const C: &str = "192.168.0.103:5060";
/// The exchange, at port 5060.
pub const SERVER: &str = "192.168.0.200";

/// The exchange and all that it has sent.
pub struct Bench {
    /// The node under test.
    pub exchange: Exchange,
    /// The time it is.
    pub now: Time,
    out: Outbox<Event>,
    /// What the exchange has told its owner.
    pub events: Vec<Event>,
    sip: VecDeque<Sent>,
    /// The judge of what the exchange sends.
    pub judge: Judge,
    /// Media sent: from which pair, to where, the bytes.
    pub media: Vec<(PairId, String, Vec<u8>)>,
    /// Ports by pair.
    pub ports: Vec<(PairId, u16)>,
    /// Orders wait until [`Bench::open_ports`].
    pub closed: bool,
    orders: Vec<PairOrder>,
    branches: u32,
}

/// The path between the exchange and a phone.
pub fn flow(phone: &str) -> Flow {
    Flow {
        transport: Transport::Udp,
        local: format!("{SERVER}:5060").parse().expect("an address"),
        remote: phone.parse().expect("an address"),
    }
}

/// An extension whose password is `secret`.
pub fn extension(number: &str) -> Extension {
    Extension {
        number: number.into(),
        name: None,
        secrets: DigestSecrets::of_password(number, "naisen", "secret"),
    }
}

/// A binding of an extension that lasts so long.
pub fn binding(number: &str, contact: &str, seconds: u64) -> Binding {
    let host = contact.split_once('@').map_or("10.0.0.1", |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host);
    Binding {
        number: number.into(),
        contact: contact.into(),
        q_thousandths: 1000,
        call_id: "register".into(),
        cseq: 1,
        expires_at: START + Duration::from_secs(seconds),
        flow: flow(&format!("{host}:5060")),
        user_agent: None,
    }
}

/// Nobody has to prove anything.
pub fn open_config() -> Config {
    let mut config = Config::new(ChallengeSettings::new("naisen").expect("a realm"));
    config.authentication.invite = InviteChallenge::Off;
    config
}

/// The binding of an extension whose phone has its number as last part of the address.
pub fn contact_of(number: &str) -> Binding {
    let contact = format!("sip:{number}@192.168.0.{number}:5060");
    binding(number, &contact, 3600)
}

impl Bench {
    /// An exchange with extensions 101, 102 and 103, of which these are registered.
    pub fn new(config: Config, bindings: Vec<Binding>) -> Self {
        let extensions = ["101", "102", "103"].map(extension).to_vec();
        let random = Random::from_number(1);
        let judge = Judge::new(Role::Server, config.settled());
        let mut bench = Self {
            exchange: Exchange::new(START, config, extensions, bindings, random),
            now: START,
            out: Outbox::default(),
            events: Vec::new(),
            sip: VecDeque::new(),
            judge,
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
    pub fn open() -> Self {
        Self::new(
            open_config(),
            ["101", "102", "103"].map(contact_of).to_vec(),
        )
    }

    /// Number 102 has two phones, at [`B`] and [`C`]; only they are registered.
    pub fn two_phones(config: Config) -> Self {
        let second = binding("102", &format!("sip:102@{C}"), 3600);
        Self::new(config, vec![contact_of("102"), second])
    }

    /// One input.
    pub fn turn(&mut self, input: Input<'_>) {
        self.exchange.handle_input(self.now, input, &mut self.out);
        self.collect();
    }

    /// One command of the owner.
    pub fn command(&mut self, command: Command) {
        self.exchange
            .handle_command(self.now, command, &mut self.out);
        self.collect();
    }

    fn collect(&mut self) {
        loop {
            let orders = std::mem::take(&mut self.out.orders);
            for transmit in self.out.sends.transmits() {
                match transmit.clone() {
                    Transmit::Sip { flow, range } => {
                        let bytes = self.out.sends.bytes(range);
                        self.judge.sent(bytes);
                        self.sip.push_back(Sent {
                            at: self.now,
                            to: flow.remote.to_string(),
                            transport: flow.transport,
                            text: String::from_utf8(bytes.to_vec()).expect("text"),
                        });
                    }
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
    pub fn open_ports(&mut self) {
        self.closed = false;
        self.out.orders = std::mem::take(&mut self.orders);
        self.collect();
    }

    /// A phone's message arrives.
    pub fn receive(&mut self, phone: &str, text: &str) {
        self.receive_over(flow(phone), text);
    }

    /// The same over this path.
    pub fn receive_over(&mut self, flow: Flow, text: &str) {
        self.judge.received(text.as_bytes());
        let bytes = text.as_bytes();
        self.turn(Input::Sip { flow, bytes });
    }

    /// A phone's RTP arrives at one of our ports.
    pub fn rtp(&mut self, port: u16, source: &str) {
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
    pub fn wait(&mut self, span: Duration) {
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
    pub fn expect(&mut self, to: &str, start: &str) -> Sent {
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

    /// Nothing has been sent that was not expected.
    #[track_caller]
    pub fn expect_silence(&mut self) {
        assert!(self.sip.is_empty(), "{:#?}", self.sip);
    }

    /// Forgets what was sent.
    pub fn skip(&mut self) -> Vec<Sent> {
        self.sip.drain(..).collect()
    }

    /// The records so far.
    pub fn records(&self) -> Vec<&CallRecord> {
        self.events
            .iter()
            .filter_map(|event| match event {
                Event::CallEnded(record) => Some(record),
                _ => None,
            })
            .collect()
    }

    /// The exchange in numbers.
    pub fn report(&mut self) -> Report {
        self.command(Command::Report);
        let Some(Event::Report(report)) = self.events.pop() else {
            panic!("a report was asked for");
        };
        *report
    }

    /// All is over: no call, no session, no port in use.
    #[track_caller]
    pub fn expect_nothing_left(&mut self) {
        self.wait(Duration::from_secs(70));
        let report = self.report();
        let left = (
            report.calls,
            report.sessions,
            report.transactions,
            report.relays,
            report.ports_in_use,
            report.waiting,
            report.alarms,
        );
        assert_eq!(left, (0, 0, 0, 0, 0, 0, 0), "{report:#?}");
    }

    /// The branch of the request written last.
    pub fn last_branch(&self) -> u32 {
        self.branches
    }

    fn branch(&mut self) -> u32 {
        self.branches += 1;
        self.branches
    }

    /// A request of a phone outside of any dialog of ours.
    pub fn request(&mut self, phone: &str, head: &Head<'_>, lines: &str, body: &str) {
        let text = self.write(phone, head, lines, body);
        self.receive(phone, &text);
    }

    /// A phone's request as text.
    pub fn write(&mut self, phone: &str, head: &Head<'_>, lines: &str, body: &str) -> String {
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
    pub fn respond(
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
    pub fn invite(&mut self, number: &str, lines: &str, body: &str) -> Dialog {
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
    pub fn cancel(&mut self, dialog: &Dialog) {
        self.cancel_with(dialog, "");
    }

    /// The same with more header lines.
    pub fn cancel_with(&mut self, dialog: &Dialog, lines: &str) {
        let text = self.with_branch(dialog, "CANCEL", &dialog.to);
        let text = text.replace("Content-Length:", &format!("{lines}Content-Length:"));
        self.receive(&dialog.phone, &text);
    }

    /// The caller acknowledges a refusal of its last INVITE.
    pub fn acknowledge_refusal(&mut self, dialog: &Dialog, refusal: &Sent) {
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
    pub fn in_dialog(&mut self, dialog: &Dialog, method: &str, cseq: u32, lines: &str, body: &str) {
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
    pub fn established(caller: &Dialog, response: &Sent) -> Dialog {
        Dialog {
            uri: target(response),
            to: response.header(HeaderName::To).expect("To").into(),
            ..caller.clone()
        }
    }

    /// The dialog that a called phone has once it answers with this tag.
    pub fn called(phone: &str, invite: &Sent, tag: &str) -> Dialog {
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

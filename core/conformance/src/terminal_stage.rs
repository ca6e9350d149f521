//! The stage of the terminal: terminals and the wire between them, SIP and media, with a log of what was
//! sent. Whoever is no terminal is a hand-written peer: what is sent to it is kept.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_jj2211::Role;
use naisen_node::{
    Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Random, Time, Transmit, Transport,
};
use naisen_sip::{CSeq, Kind, Message};
use naisen_terminal::{CallId, Command, Config, Event, Hears, Terminal};

use crate::judge::Judge;

/// When every test begins.
pub const START: Time = Time::from_unix_seconds(1_800_000_000);
/// How long a packet is under way.
pub const DELAY: Duration = Duration::from_millis(10);

/// A socket address.
pub fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

/// A path over UDP.
pub fn flow(local: &str, remote: &str) -> Flow {
    Flow {
        transport: Transport::Udp,
        local: address(local),
        remote: address(remote),
    }
}

/// A datagram on the wire.
#[derive(Debug)]
struct Flying {
    at: Time,
    from: SocketAddr,
    to: SocketAddr,
    bytes: Vec<u8>,
}

/// A SIP message that was sent.
#[derive(Debug)]
pub struct Sent {
    /// When.
    pub at: Time,
    /// The sender.
    pub from: SocketAddr,
    /// The receiver.
    pub to: SocketAddr,
    /// What it was sent over.
    pub transport: Transport,
    /// The whole message.
    pub bytes: Vec<u8>,
}

impl Sent {
    /// The message, read.
    pub fn message(&self) -> Message<'_> {
        Message::parse(&self.bytes).expect("what we send is legal")
    }

    /// `1> INVITE`: the last digit of the sender's address.
    pub fn arrow(&self) -> String {
        let who = self.from.ip().to_string();
        let who = who.chars().last().unwrap_or('?');
        let message = self.message();
        let cseq = message.required::<CSeq<'_>>().expect("every one has it");
        match message.kind() {
            Kind::Request { method, .. } => format!("{who}> {}", method.as_str()),
            Kind::Response { status, .. } => {
                format!("{who}> {} {}", status.code(), cseq.method.as_str())
            }
        }
    }

    /// The value of its first header of this name.
    pub fn header(&self, name: naisen_sip::HeaderName) -> Option<String> {
        self.message().header(name).map(str::to_owned)
    }

    /// The whole message as text.
    pub fn message_text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(self.message().body()).into_owned()
    }
}

struct Seat {
    terminal: Terminal,
    address: SocketAddr,
    judge: Judge,
    pairs: Vec<(PairId, SocketAddr)>,
    events: Vec<(Time, Event)>,
    outbox: Outbox<Event>,
}

/// The terminals and the wire.
pub struct Network {
    /// The time it is.
    pub now: Time,
    /// What was sent, repetitions left out.
    pub log: Vec<Sent>,
    /// What was sent, repetitions included: when, and its arrow.
    pub wire: Vec<(Time, String)>,
    /// RTP that was sent: when, from where, where to, how many bytes.
    pub media: Vec<(Time, SocketAddr, SocketAddr, usize)>,
    /// The RTP packet that was sent last.
    pub last_rtp: Vec<u8>,
    /// How many RTCP datagrams were sent.
    pub reports: usize,
    /// The last of them: from where, where to.
    pub last_report: Option<(SocketAddr, SocketAddr)>,
    /// Whether media ports can be had.
    pub ports: bool,
    /// Decides by its arrow whether a SIP message is lost.
    pub lose: Box<dyn FnMut(&str) -> bool>,
    seats: Vec<Seat>,
    flying: Vec<Flying>,
    read: usize,
}

impl Network {
    /// These terminals, each at the local address of its server flow.
    pub fn new(configs: Vec<Config>) -> Self {
        let mut network = Self {
            now: START,
            log: Vec::new(),
            wire: Vec::new(),
            media: Vec::new(),
            last_rtp: Vec::new(),
            reports: 0,
            last_report: None,
            ports: true,
            lose: Box::new(|_| false),
            seats: Vec::new(),
            flying: Vec::new(),
            read: 0,
        };
        for (index, config) in configs.into_iter().enumerate() {
            let address = config.server.local;
            let random = Random::from_number(100 + index as u64);
            let judge = Judge::new(Role::Terminal, config.settled());
            network.seats.push(Seat {
                terminal: Terminal::new(START, config, random).expect("good settings"),
                address,
                judge,
                pairs: Vec::new(),
                events: Vec::new(),
                outbox: Outbox::default(),
            });
        }
        network
    }

    /// A terminal, to look at.
    pub fn terminal(&self, index: usize) -> &Terminal {
        &self.seats[index].terminal
    }

    /// What a terminal sends is judged no more: its peers break the standard.
    pub fn dismiss_judge(&mut self, index: usize) {
        self.seats[index].judge.dismiss();
    }

    /// One command of the user.
    pub fn command(&mut self, index: usize, command: Command) {
        let now = self.now;
        let seat = &mut self.seats[index];
        seat.terminal.handle_command(now, command, &mut seat.outbox);
        self.collect(index);
    }

    /// The user dials; the call.
    pub fn dial(&mut self, index: usize, to: &str) -> CallId {
        self.command(
            index,
            Command::Dial {
                to: to.into(),
                presentation: None,
            },
        );
        self.seats[index]
            .events
            .iter()
            .rev()
            .find_map(|(_, event)| match event {
                Event::Dialling { call, .. } => Some(*call),
                _ => None,
            })
            .expect("it dials")
    }

    /// The call that came in last.
    pub fn incoming(&self, index: usize) -> CallId {
        self.seats[index]
            .events
            .iter()
            .rev()
            .find_map(|(_, event)| match event {
                Event::Incoming { call, .. } => Some(*call),
                _ => None,
            })
            .expect("a call came in")
    }

    /// Sends a hand-written message; lines end with `\n` or CRLF.
    pub fn send(&mut self, from: &str, to: &str, head: &str, body: &str) {
        let head = head.replace("\r\n", "\n").replace('\n', "\r\n");
        let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
        let mut text = head;
        if !body.is_empty() {
            text.push_str("Content-Type: application/sdp\r\n");
        }
        text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        self.flying.push(Flying {
            at: self.now,
            from: address(from),
            to: address(to),
            bytes: text.into_bytes(),
        });
    }

    /// Sends a hand-written message as it is.
    pub fn send_raw(&mut self, from: &str, to: &str, text: &str) {
        self.flying.push(Flying {
            at: self.now,
            from: address(from),
            to: address(to),
            bytes: text.as_bytes().to_vec(),
        });
    }

    /// Answers a logged request by hand.
    pub fn respond(&mut self, request: usize, status: &str, tag: &str, lines: &str, body: &str) {
        let us = self.log[request].to.to_string();
        self.respond_from(&us, request, status, tag, lines, body);
    }

    /// The same by somebody at this address.
    pub fn respond_from(
        &mut self,
        us: &str,
        request: usize,
        status: &str,
        tag: &str,
        lines: &str,
        body: &str,
    ) {
        let sent = &self.log[request];
        let them = sent.from.to_string();
        let message = sent.message();
        let mut head = format!("SIP/2.0 {status}\r\n");
        for line in message.lines() {
            use naisen_sip::HeaderName as Name;
            let keep = matches!(
                line.name,
                Name::Via | Name::From | Name::To | Name::CallId | Name::CSeq
            );
            if keep {
                head.push_str(&format!("{}: {}", line.raw_name, line.value));
                if line.name == Name::To && !line.value.contains("tag=") && !tag.is_empty() {
                    head.push_str(&format!(";tag={tag}"));
                }
                head.push_str("\r\n");
            }
        }
        head.push_str(lines);
        self.send(us, &them, &head, body);
    }

    /// Sends a datagram to a media port.
    pub fn send_media(&mut self, from: &str, to: SocketAddr, bytes: &[u8]) {
        self.flying.push(Flying {
            at: self.now,
            from: address(from),
            to,
            bytes: bytes.to_vec(),
        });
    }

    /// The path of a terminal to this peer is broken: ICMP unreachable.
    pub fn unreachable(&mut self, index: usize, peer: &str) {
        let flow = Flow {
            transport: Transport::Udp,
            local: self.seats[index].address,
            remote: address(peer),
        };
        self.input(index, Input::Unreachable { flow });
    }

    /// A media port of the peer is closed: ICMP unreachable for what a terminal's port sent there.
    pub fn media_unreachable(&mut self, index: usize, local: SocketAddr, remote: SocketAddr) {
        let flow = Flow {
            transport: Transport::Udp,
            local,
            remote,
        };
        self.input(index, Input::Unreachable { flow });
    }

    /// When each message with this arrow was sent, repetitions included, in milliseconds after `since`.
    pub fn sent_at(&self, arrow: &str, since: Time) -> Vec<u128> {
        self.wire
            .iter()
            .filter(|(at, known)| *at >= since && known == arrow)
            .map(|(at, _)| at.since(since).as_millis())
            .collect()
    }

    /// The index in the log of the last message with this arrow.
    pub fn last(&self, arrow: &str) -> usize {
        self.log
            .iter()
            .rposition(|sent| sent.arrow() == arrow)
            .unwrap_or_else(|| panic!("no {arrow} was sent"))
    }

    /// Lets time pass: packets arrive, alarms ring.
    pub fn run(&mut self, span: Duration) {
        let end = self.now + span;
        let mut turns = 0;
        loop {
            let packet = self.flying.iter().map(|flying| flying.at).min();
            let timeout = self
                .seats
                .iter()
                .filter_map(|seat| seat.terminal.poll_timeout())
                .min();
            let Some(next) = packet.into_iter().chain(timeout).min() else {
                break;
            };
            if next > end {
                break;
            }
            turns += 1;
            assert!(turns < 1_000_000, "they never come to rest");
            self.now = self.now.max(next);
            let due = self.flying.iter().position(|flying| flying.at <= self.now);
            if let Some(position) = due {
                let flying = self.flying.remove(position);
                self.deliver(&flying);
                continue;
            }
            for index in 0..self.seats.len() {
                let due = self.seats[index].terminal.poll_timeout();
                if due.is_some_and(|due| due <= self.now) {
                    self.input(index, Input::Timeout);
                }
            }
        }
        self.now = end;
    }

    /// Half a second.
    pub fn settle(&mut self) {
        self.run(Duration::from_millis(500));
    }

    /// So many seconds.
    pub fn seconds(&mut self, seconds: u64) {
        self.run(Duration::from_secs(seconds));
    }

    /// The arrows since the last call of this, without 100: that is the agent's affair.
    pub fn arrows(&mut self) -> Vec<String> {
        let arrows = self.log[self.read..]
            .iter()
            .map(Sent::arrow)
            .filter(|arrow| !arrow.ends_with("100 INVITE"))
            .collect();
        self.read = self.log.len();
        arrows
    }

    /// The events of a terminal since the last call of this, without what was heard.
    pub fn events(&mut self, index: usize) -> Vec<Event> {
        std::mem::take(&mut self.seats[index].events)
            .into_iter()
            .map(|(_, event)| event)
            .filter(|event| !matches!(event, Event::Heard { .. }))
            .collect()
    }

    /// What a terminal heard since the last call of this; the rest is kept.
    pub fn heard(&mut self, index: usize, wanted: Hears) -> Vec<i16> {
        let mut all = Vec::new();
        self.seats[index].events.retain(|(_, event)| match event {
            Event::Heard { hears, samples, .. } if *hears == wanted => {
                all.extend_from_slice(&samples[..]);
                false
            }
            _ => true,
        });
        all
    }

    /// Nothing outlives its owner.
    pub fn assert_empty(&mut self) {
        self.seconds(80);
        for seat in &self.seats {
            assert_eq!(
                seat.terminal.rest(),
                [0; 4],
                "{}: lines, sessions, alarms, transactions",
                seat.address
            );
            assert!(seat.pairs.is_empty(), "{} has ports open", seat.address);
        }
    }

    fn deliver(&mut self, flying: &Flying) {
        for index in 0..self.seats.len() {
            let seat = &self.seats[index];
            if seat.address == flying.to {
                let flow = Flow {
                    transport: Transport::Udp,
                    local: flying.to,
                    remote: flying.from,
                };
                let bytes = &flying.bytes;
                self.seats[index].judge.received(bytes);
                self.input(index, Input::Sip { flow, bytes });
                return;
            }
            let pair = seat.pairs.iter().find_map(|(pair, rtp)| {
                if *rtp == flying.to {
                    Some((*pair, Channel::Rtp))
                } else if rtp.ip() == flying.to.ip() && rtp.port() + 1 == flying.to.port() {
                    Some((*pair, Channel::Rtcp))
                } else {
                    None
                }
            });
            if let Some((pair, channel)) = pair {
                let input = Input::Media {
                    pair,
                    channel,
                    source: flying.from,
                    payload: &flying.bytes,
                };
                self.input(index, input);
                return;
            }
        }
    }

    fn input(&mut self, index: usize, input: Input<'_>) {
        let now = self.now;
        let seat = &mut self.seats[index];
        seat.terminal.handle_input(now, input, &mut seat.outbox);
        self.collect(index);
    }

    fn collect(&mut self, index: usize) {
        let now = self.now;
        let seat = &mut self.seats[index];
        let mut outbox = std::mem::take(&mut seat.outbox);
        let mut answers = Vec::new();
        for order in outbox.orders.drain(..) {
            match order {
                PairOrder::Open { pair, address } if self.ports => {
                    seat.pairs.push((pair, address));
                    answers.push((pair, Some(address)));
                }
                PairOrder::Open { pair, .. } => answers.push((pair, None)),
                PairOrder::Close { pair } => seat.pairs.retain(|(known, _)| *known != pair),
            }
        }
        for transmit in outbox.sends.transmits() {
            match transmit {
                Transmit::Sip { flow, range } => {
                    let sent = Sent {
                        at: now,
                        from: flow.local,
                        to: flow.remote,
                        transport: flow.transport,
                        bytes: outbox.sends.bytes(range.clone()).to_vec(),
                    };
                    seat.judge.sent(&sent.bytes);
                    let arrow = sent.arrow();
                    self.wire.push((now, arrow.clone()));
                    if !(self.lose)(&arrow) {
                        self.flying.push(Flying {
                            at: now + DELAY,
                            from: sent.from,
                            to: sent.to,
                            bytes: sent.bytes.clone(),
                        });
                    }
                    if self.log.iter().all(|known| known.bytes != sent.bytes) {
                        self.log.push(sent);
                    }
                }
                Transmit::Media {
                    pair,
                    channel,
                    destination,
                    range,
                } => {
                    let (_, rtp) = seat
                        .pairs
                        .iter()
                        .find(|(known, _)| known == pair)
                        .expect("media is sent from open ports only");
                    let port = match channel {
                        Channel::Rtp => rtp.port(),
                        Channel::Rtcp => rtp.port() + 1,
                    };
                    let from = SocketAddr::new(rtp.ip(), port);
                    let bytes = outbox.sends.bytes(range.clone()).to_vec();
                    match channel {
                        Channel::Rtp => {
                            self.media.push((now, from, *destination, bytes.len()));
                            self.last_rtp.clone_from(&bytes);
                        }
                        Channel::Rtcp => {
                            self.reports += 1;
                            self.last_report = Some((from, *destination));
                        }
                    }
                    self.flying.push(Flying {
                        at: now + DELAY,
                        from,
                        to: *destination,
                        bytes,
                    });
                }
            }
        }
        seat.events
            .extend(outbox.events.drain(..).map(|event| (now, event)));
        outbox.clear();
        seat.outbox = outbox;
        for (pair, address) in answers {
            match address {
                Some(address) => self.input(index, Input::PairOpened { pair, address }),
                None => self.input(index, Input::PairRefused { pair }),
            }
        }
    }
}

/// Terminal 101 at 192.0.2.1, whose server is 192.0.2.2; it does not register.
pub fn first() -> Config {
    let mut config = Config::new("101", "192.0.2.2", flow("192.0.2.1:5060", "192.0.2.2:5060"));
    config.registration = None;
    config
}

/// Terminal 102 at 192.0.2.2, whose server is 192.0.2.1; it does not register.
pub fn second() -> Config {
    let mut config = Config::new("102", "192.0.2.1", flow("192.0.2.2:5060", "192.0.2.1:5060"));
    config.registration = None;
    config
}

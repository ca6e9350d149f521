//! Two agents and the wire between them, in virtual time: every message is logged and may be lost.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::net::SocketAddr;
use std::time::Duration;

use naisen_agent::{Agent, Arrival, Event, Invite, Options, Party, Policy, SessionId, TimerPolicy};
use naisen_node::{Flow, Random, Sends, Time, Transmit, Transport};
use naisen_sip::{HeaderName, Kind, Message, StatusCode};

pub(crate) const START: Time = Time::from_unix_seconds(1_800_000_000);
pub(crate) const DELAY: Duration = Duration::from_millis(10);
pub(crate) const OFFER: &[u8] = b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 8000 RTP/AVP 0\r\n";
pub(crate) const ANSWER: &[u8] = b"v=0\r\no=- 2 2 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\nm=audio 9000 RTP/AVP 0\r\n";

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Caller,
    Callee,
}

impl Side {
    fn other(self) -> Side {
        match self {
            Side::Caller => Side::Callee,
            Side::Callee => Side::Caller,
        }
    }

    pub(crate) fn flow(self) -> Flow {
        let address = |text: &str| text.parse::<SocketAddr>().expect("an address");
        let (caller, callee) = (address("192.0.2.1:5060"), address("192.0.2.2:5060"));
        let (local, remote) = match self {
            Side::Caller => (caller, callee),
            Side::Callee => (callee, caller),
        };
        Flow {
            transport: Transport::Udp,
            local,
            remote,
        }
    }
}

/// A message on the wire.
pub(crate) struct Sent {
    pub(crate) from: Side,
    pub(crate) at: Time,
    pub(crate) bytes: Vec<u8>,
    pub(crate) lost: bool,
    /// The path it was sent along.
    pub(crate) flow: Flow,
}

impl Sent {
    pub(crate) fn message(&self) -> Message<'_> {
        Message::parse(&self.bytes).expect("what we send is legal")
    }

    /// `> INVITE` or `< 200 INVITE`, with `!` for a lost one: `>` is from the caller.
    pub(crate) fn arrow(&self) -> String {
        let direction = if self.from == Side::Caller { '>' } else { '<' };
        let lost = if self.lost { "!" } else { "" };
        let message = self.message();
        let method = message
            .header(HeaderName::CSeq)
            .and_then(|value| value.split(' ').next_back())
            .unwrap_or("?");
        match message.kind() {
            Kind::Request { method, .. } => format!("{direction}{lost} {}", method.as_str()),
            Kind::Response { status, .. } => {
                format!("{direction}{lost} {} {method}", status.code(),)
            }
        }
    }
}

/// Whether a message is lost: by its arrow and how often that arrow was seen before.
pub(crate) type Loss = Box<dyn FnMut(&str, usize) -> bool>;

/// A network that loses, doubles and delays at random.
pub(crate) struct Storm {
    pub(crate) random: Random,
    pub(crate) loss: f64,
    pub(crate) doubling: f64,
}

/// The two agents.
pub(crate) struct Pair {
    pub(crate) now: Time,
    pub(crate) caller: Agent,
    pub(crate) callee: Agent,
    pub(crate) log: Vec<Sent>,
    /// Events with the side that they happened at.
    pub(crate) events: Vec<(Side, Event)>,
    /// Sessions that arrived at a side.
    pub(crate) arrived: Vec<(Side, SessionId)>,
    /// Decides which message is lost.
    pub(crate) lose: Loss,
    /// If there is one, it decides in place of `lose`, and nothing is logged.
    pub(crate) storm: Option<Storm>,
    flying: Vec<(Time, Side, Vec<u8>)>,
}

impl Pair {
    pub(crate) fn new() -> Self {
        Self::with(Options::default(), Options::default())
    }

    pub(crate) fn with(caller: Options, callee: Options) -> Self {
        Self {
            now: START,
            caller: Agent::new(START, caller, Random::from_number(1)),
            callee: Agent::new(START, callee, Random::from_number(2)),
            log: Vec::new(),
            events: Vec::new(),
            arrived: Vec::new(),
            lose: Box::new(|_, _| false),
            storm: None,
            flying: Vec::new(),
        }
    }

    pub(crate) fn agent(&mut self, side: Side) -> &mut Agent {
        match side {
            Side::Caller => &mut self.caller,
            Side::Callee => &mut self.callee,
        }
    }

    /// Lets a side act, and puts what it sends on the wire.
    pub(crate) fn act<T>(
        &mut self,
        side: Side,
        act: impl FnOnce(&mut Agent, Time, &mut Sends) -> T,
    ) -> T {
        let mut sends = Sends::default();
        let now = self.now;
        let result = act(self.agent(side), now, &mut sends);
        self.collect(side, &sends);
        result
    }

    pub(crate) fn invite(&mut self, policy: Policy) -> SessionId {
        self.invite_with(policy, Some(OFFER), None)
    }

    pub(crate) fn invite_with(
        &mut self,
        policy: Policy,
        sdp: Option<&[u8]>,
        credentials: Option<naisen_sip::digest::ClientCredentials>,
    ) -> SessionId {
        self.act(Side::Caller, |agent, now, sends| {
            agent.invite(
                now,
                Invite {
                    flow: Side::Caller.flow(),
                    request_uri: "sip:102@192.0.2.2",
                    from: Party {
                        uri: "sip:101@192.0.2.2",
                        display: None,
                    },
                    to: Party {
                        uri: "sip:102@192.0.2.2",
                        display: None,
                    },
                    sdp,
                    lines: b"",
                    credentials,
                },
                policy,
                sends,
            )
        })
        .expect("room for a session")
    }

    /// Runs for a span of virtual time.
    pub(crate) fn run(&mut self, span: Duration) {
        let end = self.now + span;
        let mut turns = 0;
        loop {
            let next_packet = self.flying.iter().map(|(at, ..)| *at).min();
            let next = [
                next_packet,
                self.caller.poll_timeout(),
                self.callee.poll_timeout(),
            ]
            .into_iter()
            .flatten()
            .min();
            let Some(next) = next.filter(|next| *next <= end) else {
                break;
            };
            turns += 1;
            assert!(turns < 100_000, "the two never come to rest");
            self.now = self.now.max(next);
            if let Some(position) = self.flying.iter().position(|(at, ..)| *at <= self.now) {
                let (_, to, bytes) = self.flying.remove(position);
                self.deliver(to, &bytes);
                continue;
            }
            for side in [Side::Caller, Side::Callee] {
                self.act(side, |agent, now, sends| agent.handle_timeout(now, sends));
            }
        }
        self.now = end;
    }

    /// Runs until nothing is on the wire and half a second has passed.
    pub(crate) fn settle(&mut self) {
        self.run(Duration::from_millis(450));
    }

    /// The one session that arrived at the callee.
    pub(crate) fn incoming(&self) -> SessionId {
        self.arrived.last().expect("an INVITE arrived").1
    }

    /// The arrows since the last call of this.
    pub(crate) fn arrows(&mut self) -> Vec<String> {
        self.log.drain(..).map(|sent| sent.arrow()).collect()
    }

    /// The events of a side since the last call of this.
    pub(crate) fn take_events(&mut self, side: Side) -> Vec<Event> {
        let (mine, rest) = std::mem::take(&mut self.events)
            .into_iter()
            .partition(|(at, _)| *at == side);
        self.events = rest;
        mine.into_iter().map(|(_, event)| event).collect()
    }

    /// Nothing outlives its owner: no session, no alarm, and after 64*T1 no transaction.
    pub(crate) fn assert_empty(&mut self) {
        self.run(Duration::from_secs(70));
        for side in [Side::Caller, Side::Callee] {
            let agent = self.agent(side);
            assert_eq!(agent.session_count(), 0, "{side:?} sessions");
            assert_eq!(agent.alarm_count(), 0, "{side:?} alarms");
            assert_eq!(agent.transaction_count(), 0, "{side:?} transactions");
        }
    }

    /// Hands a message to a side that its peer did not send.
    pub(crate) fn inject(&mut self, to: Side, text: &str) {
        self.deliver(to, text.as_bytes());
    }

    fn deliver(&mut self, to: Side, bytes: &[u8]) {
        let mut sends = Sends::default();
        let now = self.now;
        let mut invited = None;
        match self.agent(to).handle_sip(now, to.flow(), bytes, &mut sends) {
            Some(Arrival::Invite { session, .. }) => invited = Some(session),
            Some(Arrival::Request { id, .. }) => {
                self.agent(to)
                    .respond(now, id, StatusCode::OK, &mut sends, |writer| writer.empty());
            }
            _ => {}
        }
        if let Some(session) = invited {
            self.arrived.push((to, session));
        }
        self.collect(to, &sends);
    }

    fn collect(&mut self, side: Side, sends: &Sends) {
        for transmit in sends.transmits() {
            let Transmit::Sip { flow, range } = transmit else {
                continue;
            };
            if let Some(storm) = &mut self.storm {
                if storm.random.chance(storm.loss) {
                    continue;
                }
                let copies = if storm.random.chance(storm.doubling) {
                    2
                } else {
                    1
                };
                for _ in 0..copies {
                    let delay = Duration::from_millis(1 + storm.random.below(300));
                    let bytes = sends.bytes(range.clone()).to_vec();
                    self.flying.push((self.now + delay, side.other(), bytes));
                }
                continue;
            }
            let mut sent = Sent {
                from: side,
                at: self.now,
                bytes: sends.bytes(range.clone()).to_vec(),
                lost: false,
                flow: *flow,
            };
            let arrow = sent.arrow();
            let seen = self
                .log
                .iter()
                .filter(|known| known.arrow().replace('!', "") == arrow)
                .count();
            sent.lost = (self.lose)(&arrow, seen);
            if !sent.lost {
                self.flying
                    .push((self.now + DELAY, side.other(), sent.bytes.clone()));
            }
            self.log.push(sent);
        }
        while let Some(event) = self.agent(side).poll_event() {
            self.events.push((side, event));
        }
    }
}

/// Everything automatic, without session timer and without 100rel.
pub(crate) fn plain() -> Policy {
    Policy {
        rel100: false,
        ..Policy::automatic(None)
    }
}

/// Options with this policy.
pub(crate) fn options(policy: Policy) -> Options {
    Options {
        policy,
        ..Options::default()
    }
}

/// A session timer of this many seconds.
pub(crate) fn timer(expires_s: u32) -> TimerPolicy {
    TimerPolicy {
        expires_s,
        ..TimerPolicy::default()
    }
}

/// A response that a stranger gives to one of our requests, with this To tag (none if empty).
pub(crate) fn response(
    request: &Message<'_>,
    status: &str,
    tag: &str,
    lines: &str,
    body: &[u8],
) -> String {
    let value = |name| request.header(name).expect("present").to_owned();
    let to = match tag {
        "" => value(HeaderName::To),
        tag => format!("{};tag={tag}", value(HeaderName::To)),
    };
    let body = std::str::from_utf8(body).expect("text");
    let kind = if body.is_empty() {
        ""
    } else {
        "Content-Type: application/sdp\r\n"
    };
    format!(
        "SIP/2.0 {status}\r\nVia: {}\r\nFrom: {}\r\nTo: {to}\r\nCall-ID: {}\r\nCSeq: {}\r\n\
         {lines}{kind}Content-Length: {}\r\n\r\n{body}",
        value(HeaderName::Via),
        value(HeaderName::From),
        value(HeaderName::CallId),
        value(HeaderName::CSeq),
        body.len()
    )
}

/// A request that a stranger makes out of one that was sent: `change` pairs are replaced.
pub(crate) fn altered(sent: &Sent, change: &[(&str, &str)]) -> String {
    let mut text = String::from_utf8(sent.bytes.clone()).expect("text");
    for (from, to) in change {
        assert!(text.contains(from), "no {from} in {text}");
        text = text.replacen(from, to, 1);
    }
    text
}

//! A SIP peer that follows a script and otherwise does as a sound phone does: it repeats what is not
//! answered, answers what is repeated, acknowledges, speaks and listens.

mod arriving;
mod sending;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{
    Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Random, Sends, Time, Transport,
};
use naisen_sim::{Order, Told};

use self::sending::T2;
use crate::heard::Heard;
use crate::script::{Ask, Deed, Script, Voice};
use crate::vendor::Vendor;

const FRAME: Duration = Duration::from_millis(20);
const PAIR: PairId = PairId(1);

/// Where a peer is and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) user: &'static str,
    pub(crate) address: SocketAddr,
    /// Where its requests go, and the host of its addresses of record.
    pub(crate) server: SocketAddr,
    pub(crate) transport: Transport,
    pub(crate) vendor: Vendor,
}

/// The peer.
#[derive(Debug)]
pub(crate) struct Peer {
    identity: Identity,
    script: Script,
    random: Random,
    calls: Vec<Dialog>,
    jobs: BTreeMap<(Time, u64), Job>,
    serial: u64,
    /// What is still repeated.
    live: BTreeSet<String>,
    /// Requests that came, with the last answer to each.
    seen: BTreeMap<(String, String), Option<Answered>>,
    /// How often what each reaction is about came, and how often it was done.
    counts: Vec<(u32, u32)>,
    nonce: String,
    started: bool,
    hear_media: Option<SocketAddr>,
    talking: bool,
    /// Sequence number, timestamp and SSRC of the next packet.
    rtp: (u16, u32, u32),
    /// Frames of 20 ms spoken so far.
    spoken: u32,
}

/// An answer as it was sent, and where to.
type Answered = (SocketAddr, Vec<u8>);

#[derive(Debug)]
struct Dialog {
    call_id: String,
    caller: bool,
    own_tag: String,
    other_tag: Option<String>,
    own_uri: String,
    other_uri: String,
    target: String,
    routes: Vec<String>,
    next: SocketAddr,
    cseq: u32,
    last_ask: Ask,
    /// The method, URI, branch and CSeq number of the INVITE or REGISTER.
    first: (String, String, String, u32),
    /// The branch of a re-INVITE under way.
    invite: Option<(String, u32, String)>,
    over: bool,
    ringing: Option<Heard>,
    version: u32,
    rseq: u32,
}

#[derive(Clone, Debug)]
enum Job {
    Do {
        deed: Box<Deed>,
        upon: Option<Box<Heard>>,
    },
    Repeat {
        key: String,
        to: SocketAddr,
        bytes: Vec<u8>,
        wait: Duration,
        most: Duration,
        until: Time,
    },
    Speak,
}

impl Peer {
    pub(crate) fn new(start: Time, identity: Identity, script: Script, random: Random) -> Self {
        let mut peer = Self {
            counts: vec![(0, 0); script.reactions.len()],
            identity,
            random,
            calls: Vec::new(),
            jobs: BTreeMap::new(),
            serial: 0,
            live: BTreeSet::new(),
            seen: BTreeMap::new(),
            nonce: String::new(),
            started: false,
            hear_media: None,
            talking: false,
            rtp: (0, 0, 0),
            spoken: 0,
            script,
        };
        peer.rtp = (
            (peer.random.next_u32() >> 17) as u16,
            peer.random.next_u32() >> 1,
            peer.random.next_u32(),
        );
        // The first turn opens the media port.
        peer.at(
            start + Duration::from_millis(1),
            Job::Do {
                deed: Box::new(Deed::Forget),
                upon: None,
            },
        );
        for (ms, deed) in peer.script.plan.clone() {
            let at = start + Duration::from_millis(ms);
            let deed = Box::new(deed);
            peer.at(at, Job::Do { deed, upon: None });
        }
        peer
    }

    fn at(&mut self, at: Time, job: Job) {
        self.serial += 1;
        self.jobs.insert((at, self.serial), job);
    }

    fn token(&mut self) -> String {
        String::from_utf8_lossy(&self.random.token::<10>()).into_owned()
    }

    fn shown(&self) -> SocketAddr {
        self.script.quirks.shown.unwrap_or(self.identity.address)
    }

    fn index_of(&self, call_id: &str) -> Option<usize> {
        self.calls.iter().position(|it| it.call_id == call_id)
    }

    fn transmit(&self, to: SocketAddr, bytes: &[u8], sends: &mut Sends) {
        let flow = Flow {
            transport: self.identity.transport,
            local: self.identity.address,
            remote: to,
        };
        sends.sip(flow, |buffer| buffer.extend_from_slice(bytes));
    }

    fn job(&mut self, now: Time, job: Job, sends: &mut Sends) {
        match job {
            Job::Do { deed, upon } => self.act(now, &deed, upon.as_deref(), sends),
            Job::Repeat {
                key,
                to,
                bytes,
                wait,
                most,
                until,
            } => {
                if !self.live.contains(&key) {
                    return;
                }
                if now >= until {
                    self.live.remove(&key);
                    self.timed_out(now, &key, sends);
                    return;
                }
                self.transmit(to, &bytes, sends);
                let wait = (wait * 2).min(most);
                let job = Job::Repeat {
                    key,
                    to,
                    bytes,
                    wait,
                    most,
                    until,
                };
                self.at((now + wait).min(until), job);
            }
            Job::Speak => self.speak(now, sends),
        }
    }

    fn act(&mut self, now: Time, deed: &Deed, upon: Option<&Heard>, sends: &mut Sends) {
        let index = upon
            .and_then(|heard| self.index_of(&heard.call_id))
            .or(self.calls.len().checked_sub(1));
        match deed {
            Deed::Invite(ask) => self.begin(now, "INVITE", ask, sends),
            Deed::Register(ask) => self.begin(now, "REGISTER", ask, sends),
            Deed::Again(ask) => {
                let Some(dialog) = index.and_then(|index| self.calls.get_mut(index)) else {
                    return;
                };
                dialog.cseq += 1;
                let mut whole = dialog.last_ask.clone();
                whole.lines.push_str(&ask.lines);
                if ask.uri.is_some() {
                    whole.uri.clone_from(&ask.uri);
                }
                let method = dialog.first.0.clone();
                self.open(now, index.unwrap_or_default(), &method, &whole, sends);
            }
            Deed::Reply(answer) => {
                if let Some(heard) = upon {
                    self.reply(now, heard, answer, sends);
                }
            }
            Deed::Send(method, ask) => {
                if let Some(index) = index {
                    self.send(method, index, ask, now, sends);
                }
            }
            Deed::Cancel => {
                let Some(dialog) = index.and_then(|index| self.calls.get(index)) else {
                    return;
                };
                let (_, uri, branch, cseq) = dialog.first.clone();
                let to = self.identity.server;
                let index = index.unwrap_or_default();
                let ask = Ask::default();
                let to_line = self.to_of(index, false);
                let bytes =
                    self.write(index, "CANCEL", (&uri, &branch, cseq), Some(&to_line), &ask);
                self.repeat(now, format!("request {branch}"), to, &bytes, T2, sends);
            }
            Deed::Raw(to, bytes) => {
                let to = to.or(upon.and_then(|heard| heard.source));
                self.transmit(to.unwrap_or(self.identity.server), bytes, sends);
            }
            Deed::Talk => self.talk(now),
            Deed::Hush => self.talking = false,
            Deed::Forget => {
                self.calls.clear();
                self.talking = false;
            }
        }
    }

    fn talk(&mut self, now: Time) {
        if !self.talking {
            self.talking = true;
            self.at(now + FRAME, Job::Speak);
        }
    }

    fn speak(&mut self, now: Time, sends: &mut Sends) {
        let Some(to) = self.hear_media.filter(|_| self.talking) else {
            self.talking = false;
            return;
        };
        self.spoken += 1;
        if self.script.quirks.voice == Voice::Restarting && self.spoken == 100 {
            self.rtp = (7, 31_337, self.rtp.2 ^ 0x5a5a_5a5a);
        }
        let (sequence, timestamp, ssrc) = self.rtp;
        let silent = self.script.quirks.voice == Voice::Sparse && !self.spoken.is_multiple_of(25);
        if silent {
            self.rtp.1 = timestamp.wrapping_add(160);
        } else {
            let mut packet = vec![0x80, 0];
            packet.extend_from_slice(&sequence.to_be_bytes());
            packet.extend_from_slice(&timestamp.to_be_bytes());
            packet.extend_from_slice(&ssrc.to_be_bytes());
            packet.extend_from_slice(&[0xd5; 160]);
            sends.media(PAIR, Channel::Rtp, to, &packet);
            self.rtp = (sequence.wrapping_add(1), timestamp.wrapping_add(160), ssrc);
        }
        self.at(now + FRAME, Job::Speak);
    }
}

impl Node for Peer {
    type Command = Order;
    type Event = Told;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Told>) {
        match input {
            Input::Sip { flow, bytes } => {
                if let Some(heard) = Heard::read(flow.remote, bytes) {
                    self.message(now, &heard, &mut out.sends);
                }
            }
            Input::Timeout => {
                if !self.started {
                    self.started = true;
                    let port = self.script.quirks.source_port;
                    let address = SocketAddr::new(self.identity.address.ip(), port);
                    out.orders.push(PairOrder::Open {
                        pair: PAIR,
                        address,
                    });
                }
                while let Some(due) = self.jobs.first_entry().filter(|it| it.key().0 <= now) {
                    let job = due.remove();
                    self.job(now, job, &mut out.sends);
                }
            }
            _ => {}
        }
    }

    fn handle_command(&mut self, _now: Time, _command: Order, _out: &mut Outbox<Told>) {}

    fn poll_timeout(&self) -> Option<Time> {
        self.jobs.first_key_value().map(|((at, _), _)| *at)
    }
}

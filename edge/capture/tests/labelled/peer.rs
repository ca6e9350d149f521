//! A SIP peer that follows a script and otherwise does as a sound phone does: it repeats what is not
//! answered, answers what is repeated, acknowledges, speaks and listens.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{
    Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Random, Sends, Time, Transport,
};
use naisen_sim::{Order, Told};

use crate::heard::Heard;
use crate::script::{Answer, Ask, Deed, On, Script, Sdp};
use crate::vendor::Vendor;

const T1: Duration = Duration::from_millis(500);
const T2: Duration = Duration::from_secs(4);
/// 64*T1.
const TIMEOUT: Duration = Duration::from_secs(32);
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
    seen: BTreeMap<(String, String), Option<(SocketAddr, Vec<u8>)>>,
    /// How often what each reaction is about came, and how often it was done.
    counts: Vec<(u32, u32)>,
    nonce: String,
    started: bool,
    hear_media: Option<SocketAddr>,
    talking: bool,
    rtp: (u16, u32, u32),
}

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

    // What comes.

    fn message(&mut self, now: Time, heard: &Heard, sends: &mut Sends) {
        match heard.status {
            None => self.request(now, heard, sends),
            Some(status) => self.response(now, status, heard, sends),
        }
    }

    fn request(&mut self, now: Time, heard: &Heard, sends: &mut Sends) {
        let method = heard.method.as_str();
        if method == "ACK" {
            self.live.remove(&format!("final {}", heard.branch));
            if !self.script.quirks.overhears_acks {
                let key = format!("2xx {} {}", heard.call_id, heard.cseq);
                self.live.remove(&key);
            }
            self.react(now, heard);
            return;
        }
        let key = (method.to_owned(), heard.branch.clone());
        if let Some(before) = self.seen.get(&key) {
            if let Some((to, bytes)) = before.clone()
                && self.script.quirks.hears
            {
                self.transmit(to, &bytes, sends);
            }
            return;
        }
        self.seen.insert(key, None);
        if method == "INVITE" && heard.to_tag.is_none() {
            self.called(heard);
        }
        let index = self.index_of(&heard.call_id);
        if let Some(dialog) = index.and_then(|index| self.calls.get_mut(index)) {
            if let Some(contact) = &heard.contact {
                dialog.target.clone_from(contact);
            }
            if method == "BYE" {
                dialog.over = true;
                self.talking = false;
            }
            if method == "PRACK" {
                let prefix = format!("reliable {}", heard.call_id);
                self.live.retain(|key| !key.starts_with(&prefix));
            }
        }
        if heard.media.is_some() {
            self.hear_media = heard.media;
        }
        if self.react(now, heard) {
            return;
        }
        let known = index.is_some();
        let answer = |status, phrase| Answer {
            status,
            phrase,
            ..Answer::default()
        };
        match method {
            "CANCEL" => {
                self.reply(now, heard, &answer(200, "OK"), sends);
                let invite = index
                    .and_then(|index| self.calls.get_mut(index))
                    .and_then(|dialog| dialog.ringing.take());
                if let Some(invite) = invite {
                    self.jobs.retain(|_, job| {
                        !matches!(job, Job::Do { upon: Some(upon), .. } if upon.branch == invite.branch)
                    });
                    let prefix = format!("reliable {}", heard.call_id);
                    self.live.retain(|key| !key.starts_with(&prefix));
                    self.reply(now, &invite, &answer(487, "Request Terminated"), sends);
                }
            }
            "BYE" | "PRACK" | "UPDATE" | "INVITE" if heard.to_tag.is_some() && !known => {
                let answer = answer(481, "Call/Transaction Does Not Exist");
                self.reply(now, heard, &answer, sends);
            }
            "INVITE" if heard.to_tag.is_none() => {}
            "INVITE" | "UPDATE" => {
                let sdp = heard.media.is_some() || method == "INVITE";
                let answer = Answer {
                    sdp: sdp.then(Sdp::default),
                    ..answer(200, "OK")
                };
                self.reply(now, heard, &answer, sends);
            }
            _ => self.reply(now, heard, &answer(200, "OK"), sends),
        }
    }

    fn called(&mut self, heard: &Heard) {
        let own_tag = self.token();
        let next = heard.source.unwrap_or(self.identity.server);
        let target = heard.contact.clone().unwrap_or_default();
        self.calls.push(Dialog {
            call_id: heard.call_id.clone(),
            caller: false,
            own_tag,
            other_tag: Some(heard.from_tag.clone()),
            own_uri: heard.to.clone(),
            other_uri: heard.from.clone(),
            next: self.next_hop(next, &target),
            target,
            routes: heard.record_route.clone(),
            cseq: 4_711,
            last_ask: Ask::default(),
            first: Default::default(),
            invite: None,
            over: false,
            ringing: Some(heard.clone()),
            version: 0,
            rseq: 6_100,
        });
    }

    fn next_hop(&self, usual: SocketAddr, target: &str) -> SocketAddr {
        let host = target.rsplit('@').next().unwrap_or(target);
        let host = host.trim_start_matches("sip:");
        let host = host.split(';').next().unwrap_or_default();
        let address = host
            .parse()
            .or_else(|_| host.parse().map(|ip| SocketAddr::new(ip, 5060)));
        match address {
            Ok(address) if self.script.quirks.follows_contact => address,
            _ => usual,
        }
    }

    fn response(&mut self, now: Time, status: u16, heard: &Heard, sends: &mut Sends) {
        if let Some(nonce) = &heard.nonce {
            self.nonce.clone_from(nonce);
        }
        let key = format!("request {}", heard.branch);
        let first_final = status >= 200 && self.live.remove(&format!("open {}", heard.branch));
        if status >= 200 || heard.method == "INVITE" {
            self.live.remove(&key);
        }
        let Some(index) = self.index_of(&heard.call_id) else {
            return;
        };
        if heard.method == "INVITE" {
            self.invite_response(now, index, status, heard, sends);
        }
        if status < 200 || first_final {
            self.react(now, heard);
        }
    }

    fn invite_response(
        &mut self,
        now: Time,
        index: usize,
        status: u16,
        heard: &Heard,
        sends: &mut Sends,
    ) {
        let quirks = self.script.quirks.clone();
        let usual = self.identity.server;
        let target = heard.contact.clone();
        let next = target
            .as_deref()
            .map(|target| self.next_hop(usual, target));
        let Some(dialog) = self.calls.get_mut(index) else {
            return;
        };
        if (101..300).contains(&status) {
            dialog.other_tag.clone_from(&heard.to_tag);
            dialog.other_uri.clone_from(&heard.to);
            if dialog.caller
                && let Some(target) = target
            {
                dialog.target = target;
                dialog.next = next.unwrap_or(usual);
                dialog.routes = heard.record_route.iter().rev().cloned().collect();
            }
        }
        if let Some(media) = heard.media {
            self.hear_media = Some(media);
        }
        match status {
            101..200 => {
                let wanted = heard.rseq.clone().filter(|_| quirks.pracks);
                let known = |rseq: &String| format!("pracked {} {rseq}", heard.call_id);
                if let Some(rseq) = wanted
                    && self.live.insert(known(&rseq))
                {
                    let lines = format!("RAck: {rseq} {} INVITE\r\n", heard.cseq);
                    let ask = Ask {
                        lines,
                        ..Ask::default()
                    };
                    self.send("PRACK", index, &ask, now, sends);
                }
            }
            200..300 => {
                if quirks.talks {
                    self.talk(now);
                }
                if quirks.acks {
                    self.acknowledge(index, heard.cseq, sends);
                }
            }
            300.. => {
                // Hop by hop: URI and branch of the INVITE, To of the response.
                let (uri, next) = match &dialog.invite {
                    Some((branch, _, uri)) if *branch == heard.branch => {
                        (uri.clone(), dialog.next)
                    }
                    _ => (dialog.first.1.clone(), dialog.last_ask.to.unwrap_or(usual)),
                };
                let (branch, cseq) = (heard.branch.clone(), heard.cseq);
                let ask = Ask::default();
                let to = Some(heard.to.as_str());
                let bytes = self.write(index, "ACK", &uri, &branch, cseq, to, &ask);
                self.transmit(next, &bytes, sends);
            }
            _ => {}
        }
    }

    fn acknowledge(&mut self, index: usize, cseq: u32, sends: &mut Sends) {
        let branch = self.branch();
        let Some(dialog) = self.calls.get(index) else {
            return;
        };
        let (uri, next) = (dialog.target.clone(), dialog.next);
        let bytes = self.write(index, "ACK", &uri, &branch, cseq, None, &Ask::default());
        self.transmit(next, &bytes, sends);
    }

    /// Whether the script says what to do upon it.
    fn react(&mut self, now: Time, heard: &Heard) -> bool {
        let mut reacts = false;
        for index in 0..self.script.reactions.len() {
            let reaction = self.script.reactions[index].clone();
            let fits = match (&reaction.on, heard.status) {
                (On::Request(name), None) => *name == heard.name(),
                (On::Status(method, from, to), Some(status)) => {
                    *method == heard.method && (*from..=*to).contains(&status)
                }
                _ => false,
            };
            if !fits {
                continue;
            }
            let count = &mut self.counts[index];
            count.0 += 1;
            if count.0 <= reaction.skip || count.1 >= reaction.times {
                continue;
            }
            count.1 += 1;
            reacts = true;
            for (ms, deed) in reaction.deeds {
                let at = now + Duration::from_millis(ms);
                let (deed, upon) = (Box::new(deed), Some(Box::new(heard.clone())));
                self.at(at, Job::Do { deed, upon });
            }
        }
        reacts
    }

    // What is done.

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
                let bytes = self.write(index, "CANCEL", &uri, &branch, cseq, Some(&to_line), &ask);
                self.repeat(now, format!("request {branch}"), to, &bytes, T2, sends);
            }
            Deed::Raw(to, bytes) => self.transmit(*to, bytes, sends),
            Deed::Forget => {
                self.calls.clear();
                self.talking = false;
            }
        }
    }

    fn begin(&mut self, now: Time, method: &str, ask: &Ask, sends: &mut Sends) {
        let shown = self.shown();
        let mut call_id = self.token() + &self.token();
        if self.identity.vendor.call_id_with_host {
            let _ = write!(call_id, "@{}", shown.ip());
        }
        let own_tag = self.token();
        let host = host_of(self.identity.server);
        let own_uri = format!("<sip:{}@{host}>", self.identity.user);
        let number = if method == "REGISTER" {
            self.identity.user
        } else {
            ask.number
        };
        self.calls.push(Dialog {
            call_id,
            caller: true,
            own_tag,
            other_tag: None,
            own_uri,
            other_uri: format!("<sip:{number}@{host}>"),
            target: String::new(),
            routes: Vec::new(),
            next: ask.to.unwrap_or(self.identity.server),
            cseq: 1,
            last_ask: ask.clone(),
            first: Default::default(),
            invite: None,
            over: false,
            ringing: None,
            version: 0,
            rseq: 0,
        });
        self.open(now, self.calls.len() - 1, method, ask, sends);
    }

    /// Sends the first request of a dialog, or that request anew.
    fn open(&mut self, now: Time, index: usize, method: &str, ask: &Ask, sends: &mut Sends) {
        let branch = self.branch();
        let host = host_of(self.identity.server);
        let number = self.calls[index].last_ask.number;
        let uri = match (&ask.uri, method) {
            (Some(uri), _) => uri.clone(),
            (None, "REGISTER") => format!("sip:{host}"),
            _ => format!("sip:{number}@{host}"),
        };
        let next = ask.to.unwrap_or(self.identity.server);
        let cseq = self.calls[index].cseq;
        self.calls[index].first = (method.to_owned(), uri.clone(), branch.clone(), cseq);
        let to = self.to_of(index, false);
        let bytes = self.write(index, method, &uri, &branch, cseq, Some(&to), ask);
        self.live.insert(format!("open {branch}"));
        if ask.once || !self.script.quirks.repeats {
            return self.transmit(next, &bytes, sends);
        }
        let most = if method == "INVITE" { TIMEOUT } else { T2 };
        self.repeat(now, format!("request {branch}"), next, &bytes, most, sends);
    }

    /// Sends a request within a dialog.
    fn send(&mut self, method: &str, index: usize, ask: &Ask, now: Time, sends: &mut Sends) {
        let branch = self.branch();
        let quirks = self.script.quirks.clone();
        let Some(dialog) = self.calls.get_mut(index) else {
            return;
        };
        if dialog.over && method == "BYE" {
            return;
        }
        if method == "ACK" {
            let cseq = dialog.first.3;
            return self.acknowledge(index, cseq, sends);
        }
        dialog.cseq += 1;
        let cseq = dialog.cseq;
        let uri = ask.uri.clone().unwrap_or_else(|| dialog.target.clone());
        if method == "INVITE" {
            dialog.invite = Some((branch.clone(), cseq, uri.clone()));
        }
        if method == "BYE" {
            dialog.over = true;
            self.talking = false;
        }
        let next = ask.to.unwrap_or(dialog.next);
        let bytes = self.write(index, method, &uri, &branch, cseq, None, ask);
        self.live.insert(format!("open {branch}"));
        if ask.once || !quirks.repeats {
            return self.transmit(next, &bytes, sends);
        }
        let most = if method == "INVITE" { TIMEOUT } else { T2 };
        self.repeat(now, format!("request {branch}"), next, &bytes, most, sends);
    }

    fn reply(&mut self, now: Time, heard: &Heard, answer: &Answer, sends: &mut Sends) {
        let index = self.index_of(&heard.call_id);
        let compact = self.identity.vendor.compact;
        let name = |long, short| if compact { short } else { long };
        let mut text = format!("SIP/2.0 {} {}\r\n", answer.status, answer.phrase);
        for (place, via) in heard.via.iter().enumerate() {
            let mut via = via.clone();
            let source = heard.source.filter(|_| place == 0);
            if let Some(source) = source {
                via = with_received(&via, source);
            }
            let _ = write!(text, "{}: {via}\r\n", name("Via", "v"));
        }
        let dialog = index.and_then(|index| self.calls.get_mut(index));
        let mut to = heard.to.clone();
        let own_tag = dialog.as_ref().map(|dialog| dialog.own_tag.clone());
        if heard.to_tag.is_none() && answer.status > 100 {
            let tag = own_tag.unwrap_or_else(|| "as5f1e0c2b".into());
            let _ = write!(to, ";tag={tag}");
        }
        let _ = write!(text, "{}: {}\r\n", name("From", "f"), heard.from);
        let _ = write!(text, "{}: {to}\r\n", name("To", "t"));
        let _ = write!(text, "{}: {}\r\n", name("Call-ID", "i"), heard.call_id);
        let _ = write!(text, "CSeq: {} {}\r\n", heard.cseq, heard.method);
        let mut key = None;
        let is_invite = heard.method == "INVITE";
        let mut established = false;
        if let Some(dialog) = dialog {
            if is_invite && answer.reliable {
                dialog.rseq += 1;
                let _ = write!(text, "Require: 100rel\r\nRSeq: {}\r\n", dialog.rseq);
                key = Some(format!("reliable {} {}", heard.call_id, dialog.rseq));
            }
            if is_invite && answer.status >= 200 {
                dialog.ringing = None;
                established = answer.status < 300;
                let prefix = format!("reliable {}", heard.call_id);
                self.live.retain(|key| !key.starts_with(&prefix));
                key = Some(if established {
                    format!("2xx {} {}", heard.call_id, heard.cseq)
                } else {
                    format!("final {}", heard.branch)
                });
            }
        }
        let creates = is_invite || heard.method == "UPDATE";
        if creates && (101..300).contains(&answer.status) {
            for route in &heard.record_route {
                let _ = write!(text, "Record-Route: {route}\r\n");
            }
            let contact = self.contact();
            let _ = write!(text, "{}: <{contact}>\r\n", name("Contact", "m"));
            let _ = write!(text, "Allow: {}\r\n", self.identity.vendor.allow);
        }
        if heard.method == "REGISTER" && answer.status == 200 {
            let contact = heard.contact.clone().unwrap_or_default();
            let _ = write!(text, "Contact: <{contact}>;expires=3600\r\n");
        }
        let _ = write!(text, "Server: {}\r\n", self.identity.vendor.agent);
        text.push_str(&self.filled(&answer.lines));
        self.finish(&mut text, answer.sdp, index);
        let bytes = text.into_bytes();
        let to = answer
            .to
            .or(heard.source)
            .unwrap_or(self.identity.server);
        let request = (heard.method.clone(), heard.branch.clone());
        self.seen.insert(request, Some((to, bytes.clone())));
        let reliable_wire = self.identity.transport.is_reliable();
        match key {
            Some(key) if !(reliable_wire && key.starts_with("final")) => {
                let most = if key.starts_with("reliable") {
                    TIMEOUT
                } else {
                    T2
                };
                self.repeat_always(now, key, to, &bytes, most, sends);
            }
            _ => self.transmit(to, &bytes, sends),
        }
        if established && self.script.quirks.talks {
            self.talk(now);
        }
    }

    // Time.

    fn repeat(
        &mut self,
        now: Time,
        key: String,
        to: SocketAddr,
        bytes: &[u8],
        most: Duration,
        sends: &mut Sends,
    ) {
        if self.identity.transport.is_reliable() {
            self.transmit(to, bytes, sends);
        } else {
            self.repeat_always(now, key, to, bytes, most, sends);
        }
    }

    fn repeat_always(
        &mut self,
        now: Time,
        key: String,
        to: SocketAddr,
        bytes: &[u8],
        most: Duration,
        sends: &mut Sends,
    ) {
        self.transmit(to, bytes, sends);
        if !self.script.quirks.repeats {
            return;
        }
        self.live.insert(key.clone());
        let job = Job::Repeat {
            key,
            to,
            bytes: bytes.to_vec(),
            wait: T1,
            most,
            until: now + TIMEOUT,
        };
        self.at(now + T1, job);
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

    fn timed_out(&mut self, now: Time, key: &str, sends: &mut Sends) {
        let mut words = key.split(' ');
        let (kind, call_id) = (words.next(), words.next().unwrap_or_default());
        let Some(index) = self.index_of(call_id) else {
            return;
        };
        match kind {
            Some("2xx") if self.script.quirks.ends_unacknowledged => {
                self.send("BYE", index, &Ask::default(), now, sends);
            }
            Some("reliable") => {
                if let Some(invite) = self.calls[index].ringing.take() {
                    self.jobs.retain(|_, job| {
                        !matches!(job, Job::Do { upon: Some(upon), .. } if upon.branch == invite.branch)
                    });
                    let answer = Answer {
                        status: 504,
                        phrase: "Server Time-out",
                        ..Answer::default()
                    };
                    self.reply(now, &invite, &answer, sends);
                }
            }
            _ => {}
        }
    }

    fn talk(&mut self, now: Time) {
        if !self.talking {
            self.talking = true;
            self.at(now + FRAME, Job::Speak);
        }
    }

    fn speak(&mut self, now: Time, sends: &mut Sends) {
        let to = self.script.quirks.talks_to.or(self.hear_media);
        let Some(to) = to.filter(|_| self.talking) else {
            self.talking = false;
            return;
        };
        let (sequence, timestamp, ssrc) = self.rtp;
        let mut packet = vec![0x80, 0];
        packet.extend_from_slice(&sequence.to_be_bytes());
        packet.extend_from_slice(&timestamp.to_be_bytes());
        packet.extend_from_slice(&ssrc.to_be_bytes());
        packet.extend_from_slice(&[0xd5; 160]);
        sends.media(PAIR, Channel::Rtp, to, &packet);
        self.rtp = (sequence.wrapping_add(1), timestamp.wrapping_add(160), ssrc);
        self.at(now + FRAME, Job::Speak);
    }

    // Words.

    fn branch(&mut self) -> String {
        format!("z9hG4bK{}{}", self.identity.vendor.branch, self.token())
    }

    fn contact(&self) -> String {
        let transport = match self.identity.transport {
            Transport::Udp => "",
            Transport::Tcp => ";transport=tcp",
        };
        format!("sip:{}@{}{transport}", self.identity.user, self.shown())
    }

    fn to_of(&self, index: usize, tagged: bool) -> String {
        let dialog = &self.calls[index];
        let bare = dialog.other_uri.split(";tag=").next().unwrap_or_default();
        match &dialog.other_tag {
            Some(tag) if tagged => format!("{bare};tag={tag}"),
            _ => bare.to_owned(),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn write(
        &mut self,
        index: usize,
        method: &str,
        uri: &str,
        branch: &str,
        cseq: u32,
        to: Option<&str>,
        ask: &Ask,
    ) -> Vec<u8> {
        let vendor = self.identity.vendor;
        let name = |long, short| if vendor.compact { short } else { long };
        let transport = self.identity.transport.name();
        let shown = self.shown();
        let rport = if self.script.quirks.rport { ";rport" } else { "" };
        let dialog = &self.calls[index];
        let own = dialog.own_uri.split(";tag=").next().unwrap_or_default();
        let mut text = format!(
            "{method} {uri} SIP/2.0\r\n{}: SIP/2.0/{transport} {shown};branch={branch}{rport}\r\n",
            name("Via", "v")
        );
        text.push_str("Max-Forwards: 70\r\n");
        if to.is_none() {
            for route in &dialog.routes {
                let _ = write!(text, "Route: {route}\r\n");
            }
        }
        let to = to.map_or_else(|| self.to_of(index, true), str::to_owned);
        let dialog = &self.calls[index];
        let _ = write!(text, "{}: {own};tag={}\r\n", name("From", "f"), dialog.own_tag);
        let _ = write!(text, "{}: {to}\r\n", name("To", "t"));
        let _ = write!(text, "{}: {}\r\n", name("Call-ID", "i"), dialog.call_id);
        let _ = write!(text, "CSeq: {cseq} {method}\r\n");
        if matches!(method, "INVITE" | "UPDATE" | "REGISTER") {
            let contact = self.contact();
            let _ = write!(text, "{}: <{contact}>\r\n", name("Contact", "m"));
            let _ = write!(text, "Allow: {}\r\n", vendor.allow);
        }
        let _ = write!(text, "User-Agent: {}\r\n", vendor.agent);
        let lines = self.filled(&ask.lines);
        text.push_str(&lines);
        if method == "INVITE" && self.script.quirks.padding > 0 {
            let filler = "x".repeat(self.script.quirks.padding);
            let _ = write!(text, "X-Device-Info: {filler}\r\n");
        }
        self.finish(&mut text, ask.sdp, Some(index));
        for (pattern, replacement) in &ask.spoilt {
            text = text.replace(pattern, replacement);
        }
        text.into_bytes()
    }

    fn filled(&mut self, lines: &str) -> String {
        if !lines.contains('{') {
            return lines.to_owned();
        }
        let hex = format!(
            "{:016x}{:016x}",
            self.random.next_u64(),
            self.random.next_u64()
        );
        lines.replace("{nonce}", &self.nonce).replace("{hex}", &hex)
    }

    /// Puts the body and what is said of it.
    fn finish(&mut self, text: &mut String, sdp: Option<Sdp>, index: Option<usize>) {
        let vendor = self.identity.vendor;
        let name = |long, short| if vendor.compact { short } else { long };
        let version = index
            .and_then(|index| self.calls.get_mut(index))
            .map_or(0, |dialog| {
                dialog.version += 1;
                dialog.version
            });
        let body = sdp.map(|sdp| self.description(&sdp, version)).unwrap_or_default();
        if !body.is_empty() {
            let _ = write!(text, "{}: application/sdp\r\n", name("Content-Type", "c"));
        }
        let length = name("Content-Length", "l");
        let _ = write!(text, "{length}: {}\r\n\r\n{body}", body.len());
    }

    fn description(&self, sdp: &Sdp, version: u32) -> String {
        let vendor = self.identity.vendor;
        let quirks = &self.script.quirks;
        let usual = quirks.shown_media.unwrap_or(self.shown().ip());
        let address = sdp.address.unwrap_or(usual);
        let port = sdp.port.unwrap_or(quirks.media_port);
        let mut text = format!(
            "v=0\r\no={} 20518 {version} IN IP4 {address}\r\ns={}\r\nc=IN IP4 {address}\r\nt=0 0\r\n",
            vendor.origin, vendor.session
        );
        let _ = write!(text, "m=audio {port} {} {}\r\n", sdp.profile, sdp.formats);
        for format in sdp.formats.split(' ') {
            let map = match format {
                "0" => "PCMU/8000",
                "8" => "PCMA/8000",
                "9" => "G722/8000",
                "18" => "G729/8000",
                "97" => "iLBC/8000",
                "101" => "telephone-event/8000",
                _ => "opus/48000/2",
            };
            let _ = write!(text, "a=rtpmap:{format} {map}\r\n");
        }
        if sdp.formats.contains("101") {
            text.push_str("a=fmtp:101 0-15\r\n");
        }
        let _ = write!(text, "{}a={}\r\n", vendor.attributes, sdp.direction);
        text
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

fn host_of(address: SocketAddr) -> String {
    if address.port() == 5060 {
        address.ip().to_string()
    } else {
        address.to_string()
    }
}

/// Via with what the receiver notes in it (RFC 3261 §18.2.1, RFC 3581 §4).
fn with_received(via: &str, source: SocketAddr) -> String {
    let wants = via.contains(";rport") && !via.contains(";rport=");
    let mut via = via.to_owned();
    if wants {
        via = via.replace(";rport", &format!(";rport={}", source.port()));
    }
    let sent_by_ip = via.contains(&format!(" {}", source.ip()));
    if (wants || !sent_by_ip) && !via.contains(";received=") {
        let _ = write!(via, ";received={}", source.ip());
    }
    via
}

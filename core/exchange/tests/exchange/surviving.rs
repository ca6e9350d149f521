//! Phones that say anything at any time over a network that loses and doubles: whatever happens, in
//! the end nothing is left and every attempt has one record.

use std::time::Duration;

use naisen_node::Random;
use naisen_sip::{HeaderName, Message, Method};

use naisen_conformance::exchange_stage::binding;
use naisen_conformance::exchange_stage::{
    A, Bench, Dialog, Sent, contact_of, number_of, open_config, sdp,
};
use naisen_exchange::Binding;

const SEEDS: u64 = 150;
const STEPS: usize = 40;

const CHANGES: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n\
                       Session-Expires: 180;refresher=uac\r\n";

struct World {
    bench: Bench,
    random: Random,
    /// INVITEs that a called phone has not answered finally.
    ringing: Vec<Sent>,
    /// Dialogs of both sides.
    dialogs: Vec<Dialog>,
    /// INVITEs of the caller.
    calls: Vec<Dialog>,
    rseq: u32,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Random::from_number(seed);
        let second: Option<Binding> = random
            .chance(0.4)
            .then(|| binding("102", "sip:102@192.168.0.103:5060", 3600));
        let bindings = [contact_of("102")].into_iter().chain(second).collect();
        let mut config = open_config();
        config.ring_timeout = Duration::from_secs(30);
        if random.chance(0.3) {
            config.rel100 = naisen_exchange::Use::Always;
            config.timer = naisen_exchange::Use::Always;
        }
        Self {
            bench: Bench::new(config, bindings),
            random,
            ringing: Vec::new(),
            dialogs: Vec::new(),
            calls: Vec::new(),
            rseq: 0,
        }
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let index = self.random.below(from.len() as u64);
        from.get(usize::try_from(index).ok()?).cloned()
    }

    /// One of the phones does something.
    fn act(&mut self) {
        let body = sdp("192.168.0.101", 8000 + 2 * self.random.below(3) as u16);
        match self.random.below(9) {
            0 | 1 => {
                let lines = if self.random.chance(0.5) { CHANGES } else { "" };
                let number = if self.random.chance(0.9) {
                    "102"
                } else {
                    "900"
                };
                let body = if self.random.chance(0.9) { &*body } else { "" };
                let dialog = self.bench.invite(number, lines, body);
                self.calls.push(dialog);
            }
            2 => {
                if let Some(call) = self.pick(&self.calls.clone()) {
                    self.bench.cancel(&call);
                }
            }
            3 => self.in_dialog("BYE", ""),
            4 => self.in_dialog("UPDATE", ""),
            5 => self.in_dialog("INVITE", &body),
            6 => self.in_dialog("INVITE", ""),
            7 => self.in_dialog("UPDATE", &body),
            _ => self.answer_invite(),
        }
    }

    fn in_dialog(&mut self, method: &str, body: &str) {
        let Some(mut dialog) = self.pick(&self.dialogs.clone()) else {
            return;
        };
        dialog.cseq = 10
            + u32::try_from(self.bench.events.len()).unwrap_or(0)
            + self.random.below(1000) as u32;
        let cseq = dialog.cseq;
        let lines = match method {
            "BYE" => String::new(),
            _ => format!("Contact: <sip:p@{}>\r\n{CHANGES}", dialog.phone),
        };
        self.bench.in_dialog(&dialog, method, cseq, &lines, body);
    }

    fn answer_invite(&mut self) {
        let Some(invite) = self.pick(&self.ringing.clone()) else {
            return;
        };
        let phone = invite.to.clone();
        let host = phone.split(':').next().unwrap_or_default().to_owned();
        let contact = format!("Contact: <sip:q@{phone}>\r\n");
        self.rseq += 1;
        let reliable = format!("{contact}Require: 100rel\r\nRSeq: {}\r\n", self.rseq);
        let timer = format!("{contact}{CHANGES}Require: timer\r\n")
            .replace("refresher=uac", "refresher=uas");
        let body = sdp(&host, 9000);
        let tag = ["b1", "b2"][usize::from(self.random.chance(0.2))];
        let (status, lines, body) = match self.random.below(8) {
            0 => ("180 Ringing", &contact, ""),
            1 => ("180 Ringing", &reliable, ""),
            2 => ("183 Session Progress", &reliable, &*body),
            3 => ("183 Session Progress", &contact, &*body),
            4 => ("486 Busy Here", &contact, ""),
            5 => ("200 OK", &timer, &*body),
            6 => ("200 OK", &contact, ""),
            _ => ("200 OK", &contact, &*body),
        };
        if status.starts_with('2') {
            self.dialogs.push(Bench::called(&phone, &invite, tag));
        }
        self.bench
            .respond(&phone, &invite, status, tag, lines, body);
    }

    /// What the exchange sent is lost, or read by the phone.
    fn deliver(&mut self) {
        for sent in self.bench.skip() {
            if self.random.chance(0.15) {
                continue;
            }
            self.read(&sent);
            if self.random.chance(0.1) {
                self.read(&sent);
            }
        }
    }

    fn read(&mut self, sent: &Sent) {
        let text = sent.text.clone();
        // Nothing of one leg is seen on the other.
        let foreign: &[&str] = match &*sent.to {
            A => &["192.168.0.102", "192.168.0.103", "tag=b1\r", "tag=b2\r"],
            _ => &["192.168.0.101", "call-", "tag=a1\r"],
        };
        for foreign in foreign {
            assert!(!text.contains(foreign), "{foreign}\n{text}");
        }
        let message = Message::parse(text.as_bytes()).expect("what we send is legal");
        let phone = sent.to.clone();
        let contact = format!("Contact: <sip:q@{phone}>\r\n");
        if let Some(method) = message.method() {
            match method {
                Method::Invite
                    if !sent
                        .header(HeaderName::To)
                        .unwrap_or_default()
                        .contains("tag=") =>
                {
                    self.ringing.push(sent.clone());
                }
                Method::Ack => {}
                Method::Cancel => {
                    self.bench.respond(&phone, sent, "200 OK", "b1", "", "");
                    let call_id = sent.header(HeaderName::CallId);
                    let invite = self
                        .ringing
                        .iter()
                        .find(|it| it.header(HeaderName::CallId) == call_id)
                        .cloned();
                    if let Some(invite) = invite.filter(|_| self.random.chance(0.8)) {
                        let status = "487 Request Terminated";
                        self.bench.respond(&phone, &invite, status, "b1", "", "");
                    }
                }
                Method::Invite | Method::Update => {
                    let lines = format!("{contact}{CHANGES}Require: timer\r\n");
                    let body = sdp("192.168.0.102", 9000);
                    let with_body = method == Method::Invite || !sent.body().is_empty();
                    let body = if with_body { &*body } else { "" };
                    match self.random.below(5) {
                        0 => self
                            .bench
                            .respond(&phone, sent, "491 Request Pending", "", "", ""),
                        1 => {
                            self.bench
                                .respond(&phone, sent, "488 Not Acceptable Here", "", "", "")
                        }
                        _ => self.bench.respond(&phone, sent, "200 OK", "", &lines, body),
                    }
                }
                _ => self.bench.respond(&phone, sent, "200 OK", "", "", ""),
            }
            return;
        }
        let invite = sent
            .header(HeaderName::CSeq)
            .is_some_and(|it| it.ends_with("INVITE"));
        let status = message.status().expect("a response");
        if !invite || status.is_provisional() && !sent.has(HeaderName::RSeq) {
            return;
        }
        let call_id = sent.header(HeaderName::CallId).unwrap_or_default();
        let known = self
            .calls
            .iter()
            .chain(&self.dialogs)
            .find(|it| *it.call_id == *call_id && it.phone == phone)
            .cloned();
        let Some(known) = known else {
            return;
        };
        if status.is_provisional() {
            let dialog = Bench::established(&known, sent);
            let rack = format!(
                "RAck: {} {} INVITE\r\n",
                sent.header(HeaderName::RSeq).unwrap_or_default(),
                number_of(sent)
            );
            let cseq = number_of(sent) + 1;
            self.bench.in_dialog(&dialog, "PRACK", cseq, &rack, "");
        } else if status.is_success() {
            let dialog = Bench::established(&known, sent);
            let body = if self.random.chance(0.5) {
                sdp("192.168.0.101", 8000)
            } else {
                String::new()
            };
            self.bench
                .in_dialog(&dialog, "ACK", number_of(sent), "", &body);
            self.dialogs.push(dialog);
        } else {
            self.bench.acknowledge_refusal(&known, sent);
        }
    }
}

#[test]
fn in_the_end_nothing_is_left_and_every_attempt_has_its_record() {
    let mut answered = 0;
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        for _ in 0..STEPS {
            world.act();
            world.deliver();
            let millis = world.random.below(3000);
            world.bench.wait(Duration::from_millis(millis));
            world.deliver();
        }
        // The phones fall silent: timers end what is left, at last the exchange itself.
        world.bench.wait(Duration::from_secs(300));
        world.bench.skip();
        world.bench.command(naisen_exchange::Command::ReleaseAll);
        world.bench.expect_nothing_left();
        let mut ids: Vec<&str> = world.bench.records().iter().map(|it| &*it.id).collect();
        assert_eq!(ids.len(), world.calls.len(), "seed {seed}");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), world.calls.len(), "seed {seed}");
        let is_answered = |it: &&&naisen_exchange::CallRecord| it.answered_at.is_some();
        answered += world.bench.records().iter().filter(is_answered).count();
    }
    assert!(answered > 100, "the world is too hostile: {answered}");
}

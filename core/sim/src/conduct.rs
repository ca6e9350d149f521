//! How the nodes behave towards each other over time: tags, CSeq numbers, ACKs.
//!
//! The watch sees every SIP message twice: when it is sent and when it arrives. It knows of each
//! call only what went over the wire.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use naisen_node::Time;
use naisen_sip::{CSeq, CallId, From, Message, Method, To, Via, limits};

use crate::network::HostId;
use crate::violation::{Invariant, Violation};

/// How long a caller may take to acknowledge a 2xx: it may wait for the other leg's ACK, which
/// takes 64*T1 at most (RFC 3261 §13.3.1.4), and a turn of the wheel.
const ACK_WITHIN: Duration = Duration::from_secs(33);

/// How long a server may take to answer what it can answer alone: as long as its client repeats it
/// (RFC 3261 §17.1.2.2).
const ANSWER_WITHIN: Duration = Duration::from_secs(32);

/// How long a repeated 2xx must be acknowledged again: 64*T1 after the first (RFC 3261 §13.2.2.4).
const REPEATS_WITHIN: Duration = Duration::from_secs(32);

/// The watch over all calls of a run.
#[derive(Debug, Default)]
pub(crate) struct Conduct {
    calls: BTreeMap<Box<str>, Call>,
    /// When some 2xx must have been acknowledged, in order of time.
    deadlines: Vec<Deadline>,
    /// Requests that a node owes an answer, by server and branch.
    owed: BTreeMap<(HostId, Box<str>, Owed), Time>,
    /// When one of those must have been answered, in order of time.
    answers_due: VecDeque<AnswerDue>,
}

#[derive(Debug)]
struct AnswerDue {
    at: Time,
    server: HostId,
    branch: Box<str>,
    owed: Owed,
    call_id: Box<str>,
}

/// A request whose answer waits for nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owed {
    Bye,
    Cancel,
    Register,
}

impl Owed {
    fn of(method: Method<'_>) -> Option<Self> {
        match method {
            Method::Bye => Some(Owed::Bye),
            Method::Cancel => Some(Owed::Cancel),
            Method::Register => Some(Owed::Register),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Deadline {
    at: Time,
    call_id: Box<str>,
    cseq: u32,
    to_tag: Box<str>,
}

#[derive(Debug, Default)]
struct Call {
    /// Which host made which tag.
    tags: Vec<(HostId, Box<str>)>,
    /// The last request of each direction of each dialog: sender, From tag, To tag.
    sequences: Vec<Sequence>,
    /// INVITEs sent: sender, CSeq number, branch.
    invites: Vec<(HostId, u32, Box<str>)>,
    /// INVITEs that got no response yet.
    unheard: Vec<Unheard>,
    successes: Vec<Success>,
    bye: bool,
    /// Branches of requests that came and have to be answered.
    seen: BTreeSet<Box<str>>,
}

#[derive(Debug)]
struct Unheard {
    sender: HostId,
    peer: Option<HostId>,
    cseq: u32,
    /// When it was sent first.
    since: Time,
}

#[derive(Debug)]
struct Sequence {
    sender: HostId,
    from_tag: Box<str>,
    to_tag: Box<str>,
    cseq: u32,
    branch: Box<str>,
}

/// A 2xx to INVITE that has reached its caller.
#[derive(Debug)]
struct Success {
    caller: HostId,
    cseq: u32,
    to_tag: Box<str>,
    first_at: Time,
    acknowledged: bool,
    /// Arrivals that await their ACK within the same turn.
    owed: u32,
    /// The caller has died since, or the callee has ended the call.
    excused: bool,
}

/// The parts of a message that the watch looks at.
struct Parts<'a> {
    call_id: &'a str,
    from_tag: &'a str,
    to_tag: &'a str,
    cseq: CSeq<'a>,
    branch: &'a str,
}

fn parts<'a>(message: &Message<'a>) -> Option<Parts<'a>> {
    Some(Parts {
        call_id: message.required::<CallId<'_>>().ok()?.0,
        from_tag: message.required::<From<'_>>().ok()?.tag()?,
        to_tag: message.required::<To<'_>>().ok()?.tag().unwrap_or(""),
        cseq: message.required::<CSeq<'_>>().ok()?,
        branch: message.required::<Via<'_>>().ok()?.branch()?,
    })
}

impl Conduct {
    /// A node sends a message.
    pub(crate) fn sent(
        &mut self,
        now: Time,
        from: HostId,
        to: Option<HostId>,
        message: &Message<'_>,
    ) -> Result<(), Violation> {
        let Some(parts) = parts(message) else {
            return Ok(());
        };
        let call = self.calls.entry(parts.call_id.into()).or_default();
        let broken = |invariant, detail| Violation {
            invariant,
            at: now,
            call_id: parts.call_id.into(),
            detail,
        };
        if message.is_request() {
            call.learn(from, parts.from_tag);
            let invites = call.invites.len();
            call.request(from, to, &parts)
                .map_err(|detail| broken(Invariant::LegalDialog, detail))?;
            if call.invites.len() > invites {
                call.unheard.push(Unheard {
                    sender: from,
                    peer: to,
                    cseq: parts.cseq.number,
                    since: now,
                });
            }
        } else {
            // The To tag of a 100 is that of its request (RFC 3261 §8.2.6.2).
            let trying = message.status().is_some_and(|status| status.code() == 100);
            if trying && !parts.to_tag.is_empty() && !call.knows(from, parts.to_tag) {
                let detail = "100 with a tag of its own in To".into();
                return Err(broken(Invariant::LegalDialog, detail));
            }
            call.learn(from, parts.to_tag);
            if let Some(owed) = Owed::of(parts.cseq.method) {
                self.owed.remove(&(from, parts.branch.into(), owed));
            }
        }
        Ok(())
    }

    /// A message reaches a living node.
    pub(crate) fn delivered(&mut self, now: Time, to: HostId, message: &Message<'_>) {
        let Some(parts) = parts(message) else {
            return;
        };
        let Some(call) = self.calls.get_mut(parts.call_id) else {
            return;
        };
        if message.is_request()
            && let Some(owed) = Owed::of(parts.cseq.method)
        {
            // A late double of a request that was answered is answered again or not at all.
            let key = (to, Box::from(parts.branch), owed);
            let unknown = !call.seen.contains(&key.1);
            if unknown && !self.owed.contains_key(&key) {
                call.seen.insert(key.1.clone());
                let due = now + ANSWER_WITHIN;
                self.answers_due.push_back(AnswerDue {
                    at: due,
                    server: to,
                    branch: key.1.clone(),
                    owed,
                    call_id: parts.call_id.into(),
                });
                self.owed.insert(key, due);
            }
        }
        if parts.cseq.method == Method::Bye {
            call.bye = true;
            if message.is_request() {
                // Its sender awaits no ACK any more.
                for success in &mut call.successes {
                    success.excused |= success.caller == to;
                }
            }
        }
        if !message.is_request() && parts.cseq.method == Method::Invite {
            let number = parts.cseq.number;
            // After timer B nobody awaits a response (RFC 3261 §17.1.1.2).
            let answers = |known: &Unheard| known.sender == to && known.cseq == number;
            let late = |known: &Unheard| now.since(known.since) >= REPEATS_WITHIN;
            let mut unheard = call.unheard.iter();
            if unheard.any(|known| answers(known) && late(known)) {
                return;
            }
            call.unheard.retain(|known| !answers(known));
        }
        let success = message
            .status()
            .is_some_and(naisen_sip::StatusCode::is_success);
        if !success || parts.cseq.method != Method::Invite {
            return;
        }
        let known = call.successes.iter_mut().find(|success| {
            success.caller == to
                && success.cseq == parts.cseq.number
                && *success.to_tag == *parts.to_tag
        });
        match known {
            Some(success) => {
                let within = now.since(success.first_at) < REPEATS_WITHIN;
                if success.acknowledged && within && !call.bye && !success.excused {
                    success.owed += 1;
                }
            }
            None => {
                // A caller that has lost its memory knows nothing of the call.
                let ours = call
                    .invites
                    .iter()
                    .any(|(host, cseq, _)| *host == to && *cseq == parts.cseq.number);
                if !ours {
                    return;
                }
                call.successes.push(Success {
                    caller: to,
                    cseq: parts.cseq.number,
                    to_tag: parts.to_tag.into(),
                    first_at: now,
                    acknowledged: false,
                    owed: 0,
                    excused: false,
                });
                self.deadlines.push(Deadline {
                    at: now + ACK_WITHIN,
                    call_id: parts.call_id.into(),
                    cseq: parts.cseq.number,
                    to_tag: parts.to_tag.into(),
                });
            }
        }
    }

    /// The turn that followed an arrival is over: what had to be answered at once must be.
    pub(crate) fn turn_over(&mut self, now: Time, call_id: &str) -> Result<(), Violation> {
        let Some(call) = self.calls.get_mut(call_id) else {
            return Ok(());
        };
        match call.successes.iter_mut().find(|success| success.owed > 0) {
            Some(success) => {
                success.owed = 0;
                Err(Violation {
                    invariant: Invariant::Acknowledged,
                    at: now,
                    call_id: call_id.into(),
                    detail: format!("a repeated 2xx (cseq {}) got no further ack", success.cseq),
                })
            }
            None => Ok(()),
        }
    }

    /// Looks whether every 2xx whose time is over was acknowledged.
    pub(crate) fn check_deadlines(&mut self, now: Time) -> Result<(), Violation> {
        while let Some(due) = self.answers_due.pop_front_if(|due| due.at <= now) {
            let key = (due.server, due.branch, due.owed);
            if self.owed.get(&key) == Some(&due.at) {
                return Err(Violation {
                    invariant: Invariant::Answered,
                    at: now,
                    call_id: due.call_id.into(),
                    detail: format!("{:?} got no answer from node {}", key.2, key.0.0),
                });
            }
        }
        let due = self
            .deadlines
            .partition_point(|deadline| deadline.at <= now);
        for deadline in self.deadlines.drain(..due) {
            let Some(call) = self.calls.get(&deadline.call_id) else {
                continue;
            };
            let missing = call.successes.iter().any(|success| {
                success.cseq == deadline.cseq
                    && success.to_tag == deadline.to_tag
                    && !success.acknowledged
                    && !success.excused
            });
            if missing {
                return Err(Violation {
                    invariant: Invariant::Acknowledged,
                    at: now,
                    call_id: deadline.call_id.into(),
                    detail: format!("a 2xx (cseq {}) was never acknowledged", deadline.cseq),
                });
            }
        }
        Ok(())
    }

    /// A host is told that its messages do not reach `peer`: it awaits no response to an INVITE that got
    /// none from there (RFC 3261 §8.1.3.1).
    pub(crate) fn unreachable(&mut self, now: Time, host: HostId, peer: Option<HostId>) {
        for known in self.calls.values_mut().flat_map(|call| &mut call.unheard) {
            if known.sender == host && known.peer == peer {
                known.since = known.since.min(now - REPEATS_WITHIN);
            }
        }
    }

    /// A host's node has died: it owes nothing any more, and what it knew is gone.
    pub(crate) fn crashed(&mut self, host: HostId) {
        self.owed.retain(|(server, ..), _| *server != host);
        for call in self.calls.values_mut() {
            call.invites.retain(|(sender, _, _)| *sender != host);
            for success in &mut call.successes {
                success.excused |= success.caller == host;
            }
        }
    }
}

impl Call {
    fn learn(&mut self, host: HostId, tag: &str) {
        if !tag.is_empty() && !self.knows(host, tag) {
            self.tags.push((host, tag.into()));
        }
    }

    fn knows(&self, host: HostId, tag: &str) -> bool {
        self.tags
            .iter()
            .any(|(owner, known)| *owner == host && **known == *tag)
    }

    fn request(
        &mut self,
        from: HostId,
        to: Option<HostId>,
        parts: &Parts<'_>,
    ) -> Result<(), String> {
        let method = parts.cseq.method;
        let number = parts.cseq.number;
        if !parts.to_tag.is_empty()
            && let Some(to) = to
            && !self.knows(to, parts.to_tag)
        {
            return Err(format!(
                "{method} with a To tag {} that the other end never made",
                parts.to_tag
            ));
        }
        match method {
            Method::Ack => {
                if !self
                    .invites
                    .iter()
                    .any(|(host, cseq, _)| *host == from && *cseq == number)
                {
                    return Err(format!("ACK with cseq {number}, which no INVITE had"));
                }
                for success in &mut self.successes {
                    if success.caller == from
                        && success.cseq == number
                        && *success.to_tag == *parts.to_tag
                    {
                        success.acknowledged = true;
                        success.owed = success.owed.saturating_sub(1);
                    }
                }
                return Ok(());
            }
            Method::Cancel => {
                let matches = self.invites.iter().any(|(host, cseq, branch)| {
                    *host == from && *cseq == number && **branch == *parts.branch
                });
                if !matches {
                    return Err(format!("CANCEL with cseq {number} matches no INVITE"));
                }
                return Ok(());
            }
            Method::Invite => {
                let entry = (from, number, Box::from(parts.branch));
                if !self.invites.contains(&entry) {
                    self.invites.push(entry);
                }
            }
            Method::Bye => self.bye = true,
            _ => {}
        }
        // Requests of a dialog follow the INVITE that made it, which had no To tag.
        let floor = self
            .sequences
            .iter()
            .filter(|known| {
                known.sender == from
                    && *known.from_tag == *parts.from_tag
                    && (*known.to_tag == *parts.to_tag || known.to_tag.is_empty())
            })
            .max_by_key(|known| known.cseq);
        match floor {
            Some(last) if *last.branch == *parts.branch && last.cseq == number => return Ok(()),
            Some(last) if number <= last.cseq => {
                let repeated = self.sequences.iter().any(|known| {
                    known.sender == from && *known.branch == *parts.branch && known.cseq == number
                });
                if !repeated {
                    return Err(format!("{method} with cseq {number} after {}", last.cseq));
                }
                return Ok(());
            }
            Some(_) => {}
            None if number == 0 || number > limits::INITIAL_CSEQ_MAX => {
                return Err(format!("cseq begins with {number}"));
            }
            None => {}
        }
        self.sequences.push(Sequence {
            sender: from,
            from_tag: parts.from_tag.into(),
            to_tag: parts.to_tag.into(),
            cseq: number,
            branch: parts.branch.into(),
        });
        Ok(())
    }
}

//! What a run has seen: the watch over its invariants, the store of the exchange, the trace.

use std::collections::{BTreeMap, BTreeSet};

use naisen_exchange::{Binding, Event as ExchangeEvent};
use naisen_jj2211::{Role, Settled, Watch};
use naisen_media::{Law, RtpPacket};
use naisen_node::{Channel, Flow, Time};
use naisen_sip::{CSeq, CallId as SipCallId, Message, Method, To, Via};
use naisen_terminal::{CallId, Event as PhoneEvent};

use crate::conduct::Conduct;
use crate::enterprise::marked_octet;
use crate::network::{HostId, Medium, Packet, Tap};
use crate::party::Told;
use crate::scenario::{Options, Traced};
use crate::violation::{Invariant, Violation};

/// A call as its phone sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhoneCall {
    Placed,
    Ringing,
    Talking,
}

/// A call as the exchange tells of it.
#[derive(Clone, Debug)]
pub(crate) struct ExchangeCall {
    pub(crate) caller: Box<str>,
    pub(crate) dialled: Box<str>,
    pub(crate) answered: bool,
    pub(crate) ended_at: Option<Time>,
}

/// What happens to a phone that its user may react to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Placed,
    RingsThere,
    RingsHere,
    Talks,
}

#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) exchange: HostId,
    pub(crate) numbers: Vec<Box<str>>,
    pub(crate) violation: Option<Violation>,
    pub(crate) conduct: Conduct,
    /// The watch over what each node sends.
    watches: BTreeMap<HostId, Watch>,
    /// The exchange's database of bindings.
    pub(crate) store: BTreeMap<(Box<str>, Box<str>), Binding>,
    pub(crate) phone_calls: BTreeMap<(HostId, CallId), PhoneCall>,
    pub(crate) exchange_calls: BTreeMap<Box<str>, ExchangeCall>,
    /// Whether the exchange refuses bursts of calls.
    pub(crate) limits_bursts: bool,
    records: BTreeSet<Box<str>>,
    /// Attempts that the exchange has refused or answered, and their records, by Call-ID.
    attempts: BTreeMap<Box<str>, Attempts>,
    /// How many media packets of the first number reached a phone of the second.
    pub(crate) heard: BTreeMap<(Box<str>, Box<str>), u64>,
    /// Calls on hold: by the phone itself (false) or by its peer (true).
    pub(crate) held: BTreeSet<(HostId, CallId, bool)>,
    pub(crate) cues: Vec<(HostId, CallId, Cue)>,
    pub(crate) report: Option<Box<naisen_exchange::Report>>,
    pub(crate) last_delivered: Option<Box<str>>,
    pub(crate) trace: Option<Vec<Traced>>,
    trace_media: bool,
    pub(crate) sip_packets: u64,
    pub(crate) media_packets: u64,
    pub(crate) calls_answered: u64,
    pub(crate) calls_attempted: u64,
    pub(crate) registrations: u64,
}

#[derive(Debug, Default)]
struct Attempts {
    /// Branches of the Initial INVITEs that have arrived.
    initial: BTreeSet<Box<str>>,
    /// Branches of INVITEs that got a final response which settles the attempt.
    finals: BTreeSet<Box<str>>,
    /// How many of those the exchange may have said before it looked whose call it is: 422, and 503
    /// where bursts are limited. Phones say them, too.
    unseen: usize,
    records: usize,
}

impl World {
    /// Nothing seen yet. `numbers` are those of the hosts; the exchange has none.
    pub(crate) fn new(exchange: HostId, numbers: Vec<Box<str>>, options: &Options) -> Self {
        Self {
            exchange,
            numbers,
            trace: options.trace.then(Vec::new),
            trace_media: options.trace_media,
            ..Self::default()
        }
    }

    /// A node starts: from now on it is watched.
    pub(crate) fn started(&mut self, host: HostId, settled: Settled) {
        let role = if host == self.exchange {
            Role::Server
        } else {
            Role::Terminal
        };
        self.watches.insert(host, Watch::new(role, settled));
    }

    pub(crate) fn break_invariant(&mut self, at: Time, invariant: Invariant, detail: String) {
        self.break_of(Violation {
            invariant,
            at,
            call_id: String::new(),
            detail,
        });
    }

    fn break_of(&mut self, violation: Violation) {
        if self.violation.is_none() {
            self.violation = Some(violation);
        }
    }

    /// After a turn: what had to be answered at once, and what is overdue.
    pub(crate) fn turn_over(&mut self, now: Time) {
        if let Some(call_id) = self.last_delivered.take()
            && let Err(violation) = self.conduct.turn_over(now, &call_id)
        {
            self.break_of(violation);
        }
        if let Err(violation) = self.conduct.check_deadlines(now) {
            self.break_of(violation);
        }
    }

    /// The phone has lost its memory.
    pub(crate) fn phone_crashed(&mut self, host: HostId) {
        self.phone_calls.retain(|(phone, _), _| *phone != host);
        self.held.retain(|(phone, _, _)| *phone != host);
        self.conduct.crashed(host);
    }

    /// The exchange has lost its memory; its store is what it starts from.
    pub(crate) fn exchange_crashed(&mut self, now: Time) {
        for call in self.exchange_calls.values_mut() {
            // Its last packets are still on their way.
            call.ended_at.get_or_insert(now);
        }
        self.attempts.clear();
        self.conduct.crashed(self.exchange);
    }

    /// How many calls that talk the phones of this number have, how many the exchange knows, and
    /// whether one is on hold.
    pub(crate) fn calls_of(&self, number: &str) -> (usize, usize, bool) {
        let ours = |host: &HostId| {
            self.numbers
                .get(host.0)
                .is_some_and(|owner| **owner == *number)
        };
        let at_phones = self
            .phone_calls
            .iter()
            .filter(|((host, _), state)| ours(host) && **state == PhoneCall::Talking);
        let at_exchange = self
            .exchange_calls
            .values()
            .filter(|call| call.answered && call.ended_at.is_none())
            .map(|call| {
                usize::from(*call.caller == *number) + usize::from(*call.dialled == *number)
            });
        let held = self.held.iter().any(|(host, _, _)| ours(host));
        (at_phones.count(), at_exchange.sum(), held)
    }

    /// Whether every attempt has its one record.
    pub(crate) fn check_records(&mut self, now: Time) {
        let open = self
            .exchange_calls
            .iter()
            .find(|(_, call)| call.ended_at.is_none())
            .map(|(id, call)| {
                format!(
                    "call {id} from {} to {} has no record",
                    call.caller, call.dialled
                )
            });
        if let Some(detail) = open {
            self.break_invariant(now, Invariant::OneRecord, detail);
        }
        let wrong = self.attempts.iter().find_map(|(call_id, attempts)| {
            (!attempts.is_balanced()).then(|| Violation {
                invariant: Invariant::OneRecord,
                at: now,
                call_id: call_id.to_string(),
                detail: format!(
                    "{} attempts and {} records",
                    attempts.finals.len(),
                    attempts.records
                ),
            })
        });
        if let Some(violation) = wrong {
            self.break_of(violation);
        }
    }

    fn exchange_event(&mut self, now: Time, event: ExchangeEvent) {
        match event {
            ExchangeEvent::BindingPut(binding) => {
                let key = (binding.number.clone(), binding.contact.clone());
                self.store.insert(key, binding);
            }
            ExchangeEvent::BindingRemoved { number, contact } => {
                self.store.remove(&(number, contact));
            }
            ExchangeEvent::BindingsRemoved { number } => {
                self.store.retain(|(owner, _), _| *owner != number);
            }
            ExchangeEvent::CallStarted {
                id,
                caller,
                dialled,
            } => {
                self.calls_attempted += 1;
                let call = ExchangeCall {
                    caller,
                    dialled,
                    answered: false,
                    ended_at: None,
                };
                if self.exchange_calls.insert(id.clone(), call).is_some() {
                    let detail = format!("call {id} began twice");
                    self.break_invariant(now, Invariant::OneRecord, detail);
                }
            }
            ExchangeEvent::CallAnswered { id } => {
                self.calls_answered += 1;
                match self.exchange_calls.get_mut(&id) {
                    Some(call) if call.ended_at.is_none() => call.answered = true,
                    _ => {
                        let detail = format!("call {id} was answered, but not there");
                        self.break_invariant(now, Invariant::OneRecord, detail);
                    }
                }
            }
            ExchangeEvent::CallEnded(record) => {
                if let Some(call) = self.exchange_calls.get_mut(&record.id) {
                    call.ended_at = Some(now);
                    if call.answered != record.answered_at.is_some() {
                        let detail = format!("record {} tells another answer", record.id);
                        self.break_invariant(now, Invariant::OneRecord, detail);
                    }
                }
                let attempts = self.attempts.entry(record.caller_call_id.clone());
                attempts.or_default().records += 1;
                if !self.records.insert(record.id.clone()) {
                    let violation = Violation {
                        invariant: Invariant::OneRecord,
                        at: now,
                        call_id: record.caller_call_id.to_string(),
                        detail: format!("record {} came twice", record.id),
                    };
                    self.break_of(violation);
                }
            }
            ExchangeEvent::Report(report) => self.report = Some(report),
            ExchangeEvent::Drained | ExchangeEvent::Noticed(_) => {}
        }
    }

    fn phone_event(&mut self, host: HostId, event: &PhoneEvent) {
        let (call, state, cue) = match event {
            PhoneEvent::Dialling { call, .. } => (*call, PhoneCall::Placed, Cue::Placed),
            PhoneEvent::Incoming { call, .. } => (*call, PhoneCall::Ringing, Cue::RingsHere),
            PhoneEvent::Ringing { call } => {
                self.cues.push((host, *call, Cue::RingsThere));
                return;
            }
            PhoneEvent::Answered { call } => (*call, PhoneCall::Talking, Cue::Talks),
            PhoneEvent::HoldDone { call, held, .. } => {
                self.hold((host, *call, false), *held);
                return;
            }
            PhoneEvent::HeldByPeer { call, held } => {
                self.hold((host, *call, true), *held);
                return;
            }
            PhoneEvent::Ended { call, .. } => {
                self.hold((host, *call, false), false);
                self.hold((host, *call, true), false);
                self.phone_calls.remove(&(host, *call));
                return;
            }
            PhoneEvent::Registered { .. } => {
                self.registrations += 1;
                return;
            }
            _ => return,
        };
        self.phone_calls.insert((host, call), state);
        self.cues.push((host, call, cue));
    }

    fn hold(&mut self, key: (HostId, CallId, bool), held: bool) {
        if held {
            self.held.insert(key);
        } else {
            self.held.remove(&key);
        }
    }

    /// An answer of the exchange to a phone: does it settle an attempt?
    fn settles(&mut self, message: &Message<'_>) {
        let Some(status) = message.status().filter(|status| status.is_final()) else {
            return;
        };
        // A challenge is no attempt.
        if matches!(status.code(), 401 | 407) {
            return;
        }
        let (Ok(cseq), Ok(call_id), Ok(via)) = (
            message.required::<CSeq<'_>>(),
            message.required::<SipCallId<'_>>(),
            message.required::<Via<'_>>(),
        ) else {
            return;
        };
        let Some(attempts) = self.attempts.get_mut(call_id.0) else {
            return;
        };
        let branch = via.branch().unwrap_or_default();
        if cseq.method == Method::Invite && attempts.initial.contains(branch) {
            let first = attempts.finals.insert(branch.into());
            let unseen = match status.code() {
                422 => true,
                503 => self.limits_bursts,
                _ => false,
            };
            attempts.unseen += usize::from(first && unseen);
        }
    }

    fn heard_by(&mut self, now: Time, packet: &Packet<'_>) {
        let Some(to) = packet.to.filter(|to| *to != self.exchange) else {
            return;
        };
        let broken = |detail| Violation {
            invariant: Invariant::MediaPath,
            at: now,
            call_id: String::new(),
            detail,
        };
        let listener = self.numbers.get(to.0).cloned().unwrap_or_default();
        if packet.from != self.exchange {
            self.break_of(broken(format!(
                "media reached {listener} past the exchange"
            )));
            return;
        }
        let Ok(rtp) = RtpPacket::parse(packet.bytes) else {
            return;
        };
        let Some(law) = Law::from_payload_type(rtp.header.payload_type) else {
            return;
        };
        let Some(&first) = rtp.payload.first() else {
            return;
        };
        // A voice of the simulation is one octet all along; anything else is a tone.
        if rtp.payload.iter().any(|&octet| octet != first) {
            return;
        }
        let speaker = self
            .numbers
            .iter()
            .find(|number| marked_octet(law, number) == first)
            .cloned();
        let Some(speaker) = speaker else {
            return;
        };
        let joined = self.exchange_calls.values().any(|call| {
            let recent = call.ended_at.is_none_or(|at| now.since(at).as_secs() < 2);
            let pair = (*call.caller == *speaker && *call.dialled == *listener)
                || (*call.caller == *listener && *call.dialled == *speaker)
                || (speaker == listener && *call.dialled == *"900");
            recent && pair
        });
        if !joined {
            self.break_of(broken(format!("{listener} hears {speaker}")));
        }
        *self.heard.entry((speaker, listener)).or_default() += 1;
    }
}

impl World {
    /// Keeps a packet for the trace, if there is one.
    fn keep(&mut self, packet: &Packet<'_>, lost: bool, call_id: &str) {
        if let Some(trace) = &mut self.trace {
            trace.push(Traced {
                at: packet.sent_at,
                from: packet.source,
                to: packet.destination,
                medium: packet.medium,
                lost,
                call_id: call_id.into(),
                bytes: packet.bytes.into(),
            });
        }
    }
}

impl Attempts {
    fn is_balanced(&self) -> bool {
        let finals = self.finals.len();
        (finals - self.unseen..=finals).contains(&self.records)
    }
}

impl Tap<Told> for World {
    fn sent(&mut self, packet: &Packet<'_>, lost: bool) {
        let Medium::Sip(_) = packet.medium else {
            self.media_packets += 1;
            if self.trace_media {
                self.keep(packet, lost, "");
            }
            return;
        };
        self.sip_packets += 1;
        let now = packet.sent_at;
        match Message::parse(packet.bytes) {
            Ok(message) => {
                let call_id = message
                    .required::<SipCallId<'_>>()
                    .map(|header| header.0.to_owned())
                    .unwrap_or_default();
                if let Err(violation) = self.conduct.sent(now, packet.from, packet.to, &message) {
                    self.break_of(violation);
                }
                let watch = self.watches.get_mut(&packet.from);
                let violations = watch.map(|watch| watch.sent_message(&message));
                if let Some(violation) = violations.iter().flatten().next() {
                    self.break_of(Violation {
                        invariant: Invariant::LegalMessage,
                        at: now,
                        call_id: call_id.clone(),
                        detail: violation.to_string(),
                    });
                }
                if packet.from == self.exchange {
                    self.settles(&message);
                }
                self.keep(packet, lost, &call_id);
            }
            Err(error) => {
                let detail = format!("not a message: {error}");
                self.break_invariant(now, Invariant::LegalMessage, detail);
            }
        }
    }

    fn unreachable(&mut self, now: Time, host: HostId, _flow: Flow, peer: Option<HostId>) {
        self.conduct.unreachable(now, host, peer);
    }

    fn delivered(&mut self, now: Time, packet: &Packet<'_>) {
        match packet.medium {
            Medium::Media(Channel::Rtp) => return self.heard_by(now, packet),
            Medium::Media(Channel::Rtcp) => return,
            Medium::Sip(_) => {}
        }
        let (Some(to), Ok(message)) = (packet.to, Message::parse(packet.bytes)) else {
            return;
        };
        if let Some(watch) = self.watches.get_mut(&to) {
            watch.received_message(&message);
        }
        self.conduct.delivered(now, to, &message);
        let Ok(call_id) = message.required::<SipCallId<'_>>() else {
            return;
        };
        self.last_delivered = Some(call_id.0.into());
        let initial = message.method() == Some(Method::Invite)
            && message
                .required::<To<'_>>()
                .is_ok_and(|header| header.tag().is_none());
        if to == self.exchange
            && initial
            && let Ok(via) = message.required::<Via<'_>>()
        {
            let attempts = self.attempts.entry(call_id.0.into()).or_default();
            attempts
                .initial
                .insert(via.branch().unwrap_or_default().into());
        }
    }

    fn event(&mut self, now: Time, host: HostId, event: Told) {
        match event {
            Told::Exchange(event) => self.exchange_event(now, event),
            Told::Terminal(event) => self.phone_event(host, &event),
        }
    }

    fn spinning(&mut self, now: Time, host: HostId) {
        let detail = format!("node {} wants turn upon turn at the same time", host.0);
        self.break_invariant(now, Invariant::Progress, detail);
    }
}

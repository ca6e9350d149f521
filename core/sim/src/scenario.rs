//! One run: an enterprise, its users, faults, and the demands on it. A number decides everything.
//!
//! Phase one: users act at random and the network fails at random; safety is checked after every
//! step. Phase two: the network is well, nobody acts any more; every call has to end or to talk,
//! every registration to converge, both ends of a call to agree. Then everybody hangs up and goes
//! away, and nothing may be left.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_agent::Presentation;
use naisen_exchange::Use;
use naisen_node::{Random, Time};
use naisen_sip::StatusCode;
use naisen_terminal::{CallId, Command, RegistrationState};

use crate::enterprise::{EXCHANGE, Enterprise, credentials, phone_address};
use crate::fault::Faults;
use crate::network::{HostId, Medium, Network};
use crate::party::{Flaw, Order, Party};
use crate::violation::{Invariant, Violation};
use crate::world::{Cue, PhoneCall, World};

/// When every run begins.
pub const START: Time = Time::from_unix_seconds(1_800_000_000);

/// 64*T1 and a second for what is on its way.
const SIP_TIMEOUT: Duration = Duration::from_secs(33);

/// Media of a call that talks arrives within this time.
const MEDIA_WITHIN: Duration = Duration::from_secs(2);

/// So many bindings of a number are room enough for two phones and their lives before a crash.
const ROOMY_CONTACTS: usize = 8;

/// The network of phase two.
const HEALTHY: Faults = Faults {
    delay: Duration::from_millis(5),
    ..Faults::none()
};

/// What a run is to be like.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many phones there are; 1 to 8.
    pub phones: usize,
    /// How long users act and the network fails, in virtual time.
    pub duration: Duration,
    /// The most loss that a seed may draw, 0 to 1.
    pub loss_max: f64,
    /// Whether nodes may crash.
    pub crashes: bool,
    /// Whether every SIP message is kept for [`Report::trace`].
    pub trace: bool,
    /// Whether the media of the run is kept there, too.
    pub trace_media: bool,
    /// Whether exchange and phones have the usual settings, and users the right passwords, instead of what
    /// the seed draws.
    pub usual_settings: bool,
    /// A fault of the exchange, to prove that it is found.
    pub exchange_flaw: Option<Flaw>,
    /// A fault of every phone.
    pub phone_flaw: Option<Flaw>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            phones: 5,
            duration: Duration::from_secs(120),
            loss_max: 0.2,
            crashes: true,
            trace: false,
            trace_media: false,
            usual_settings: false,
            exchange_flaw: None,
            phone_flaw: None,
        }
    }
}

/// A SIP message of a run, or a media datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// When it was sent.
    pub at: Time,
    /// By whom.
    pub from: SocketAddr,
    /// To whom.
    pub to: SocketAddr,
    /// SIP or media.
    pub medium: Medium,
    /// Whether it was lost.
    pub lost: bool,
    /// Its Call-ID; empty for media.
    pub call_id: Box<str>,
    /// Its bytes.
    pub bytes: Box<[u8]>,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The number that decided it.
    pub seed: u64,
    /// The same for the same run.
    pub fingerprint: u64,
    /// The first invariant that was broken.
    pub violation: Option<Violation>,
    /// SIP messages sent.
    pub sip_packets: u64,
    /// Media datagrams sent.
    pub media_packets: u64,
    /// Call attempts that the exchange took up.
    pub calls_attempted: u64,
    /// Calls answered.
    pub calls_answered: u64,
    /// Registrations made or refreshed.
    pub registrations: u64,
    /// How much virtual time went by.
    pub virtual_time: Duration,
    /// With [`Options::trace`], every SIP message.
    pub trace: Vec<Traced>,
}

/// Runs what belongs to `seed`, until all is over or an invariant is broken.
pub fn run(seed: u64, options: &Options) -> Report {
    let mut run = Run::new(seed, options);
    // A broken invariant ends every phase.
    let _ = run.play();
    let Run { network, world, .. } = run;
    Report {
        seed,
        fingerprint: network.fingerprint(),
        violation: world.violation,
        sip_packets: world.sip_packets,
        media_packets: world.media_packets,
        calls_attempted: world.calls_attempted,
        calls_answered: world.calls_answered,
        registrations: world.registrations,
        virtual_time: network.now().since(START),
        trace: world.trace.unwrap_or_default(),
    }
}

/// An invariant is broken; the world has it.
struct Broken;

struct Run<'o> {
    options: &'o Options,
    random: Random,
    enterprise: Enterprise,
    network: Network<Party>,
    world: World,
    exchange: HostId,
    phones: Vec<PhoneHost>,
    exchange_back_at: Option<Time>,
    mend_at: Option<Time>,
    /// What users are about to do, soonest first.
    plans: Vec<(Time, Act)>,
    /// Whether users act: phase one.
    acting: bool,
    crashed: bool,
    exchange_crashed: bool,
    /// Some link was cut for longer than a request is repeated.
    cut: bool,
    faults: Faults,
}

struct PhoneHost {
    host: HostId,
    back_at: Option<Time>,
    /// Its user wants it to be registered.
    registers: bool,
    /// It has the right password.
    proves: bool,
    /// A wrong password has kept it, perhaps, from taking its binding back.
    lingers: bool,
}

impl PhoneHost {
    /// A phone that starts, with a password that is right or not.
    fn new(host: HostId, proves: bool) -> Self {
        Self {
            host,
            back_at: None,
            registers: true,
            proves,
            lingers: false,
        }
    }
}

/// What a user does.
#[derive(Clone, Copy, Debug)]
enum Act {
    HangUp(usize, CallId),
    Answer(usize, CallId),
    Refuse(usize, CallId),
    Hold(usize, CallId),
    Resume(usize, CallId),
}

impl<'o> Run<'o> {
    fn new(seed: u64, options: &'o Options) -> Self {
        let mut random = Random::from_number(seed);
        let mut fork = || Random::from_number(random.next_u64());
        let network_random = fork();
        let exchange_random = fork();
        let phone_randoms: Vec<_> = (0..options.phones.clamp(1, 8)).map(|_| fork()).collect();
        let mut enterprise = Enterprise::draw(&mut random, options.phones.clamp(1, 8));
        if options.usual_settings {
            enterprise.set_as_usual();
        }
        let faults = draw_faults(&mut random, options.loss_max);
        let mut network = Network::new(START, network_random, faults);
        let exchange = enterprise.start_exchange(START, Vec::new(), exchange_random);
        let exchange = network.add(
            EXCHANGE,
            Party::exchange(exchange).with_flaw(options.exchange_flaw),
        );
        let numbers = std::iter::once("".into())
            .chain(enterprise.phones.iter().map(|phone| phone.number.clone()))
            .collect();
        let mut world = World::new(exchange, numbers, options);
        world.limits_bursts = enterprise.exchange.admission.invite.is_some();
        world.started(exchange, enterprise.exchange.settled());
        let mut phones = Vec::new();
        for (index, phone_random) in phone_randoms.into_iter().enumerate() {
            let terminal = enterprise.start_phone(START, index, phone_random);
            let party = Party::terminal(terminal).with_flaw(options.phone_flaw);
            let host = network.add(phone_address(index), party);
            world.started(host, enterprise.phones[index].config.settled());
            phones.push(PhoneHost::new(
                host,
                enterprise.phones[index].knows_password,
            ));
        }
        Self {
            options,
            random,
            enterprise,
            network,
            world,
            exchange,
            phones,
            exchange_back_at: None,
            mend_at: None,
            plans: Vec::new(),
            acting: true,
            crashed: false,
            exchange_crashed: false,
            cut: false,
            faults,
        }
    }

    fn play(&mut self) -> Result<(), Broken> {
        self.unrest()?;
        self.heal();
        let mut settle = self.enterprise.longest_ringing();
        // It may fail by a timeout before, and be refused once for a burst.
        settle = settle.max(self.enterprise.longest_registration_wait() * 2);
        if self.enterprise.all_timed {
            // Whoever finds no peer any more finds out by a refresh, or waits until it is over.
            settle = settle.max(self.enterprise.longest_session + SIP_TIMEOUT);
        }
        self.run_for(settle + SIP_TIMEOUT)?;
        self.demand_liveness()?;
        self.demand_media()?;
        self.everybody_leaves()?;
        self.demand_nothing_left()
    }

    // Phase one.

    fn unrest(&mut self) -> Result<(), Broken> {
        let end = START + self.options.duration;
        // Time to register.
        let mut act_at = START + Duration::from_secs(2);
        while self.network.now() < end {
            let plan = self.plans.first().map(|(at, _)| *at);
            let next = plan
                .into_iter()
                .chain(self.mend_at)
                .chain(self.exchange_back_at)
                .chain(self.phones.iter().filter_map(|phone| phone.back_at))
                .fold(act_at, Time::min)
                .min(end);
            self.run_to(next)?;
            self.follow_plans();
            self.come_back();
            if self.network.now() >= act_at {
                self.act();
                act_at = self.network.now() + self.short_time(4_000);
            }
            self.check()?;
        }
        Ok(())
    }

    /// A random thing happens.
    fn act(&mut self) {
        let index = self.below(self.phones.len());
        match self.random.below(100) {
            0..=52 => self.dial(index),
            53..=60 => self.hang_up_some(index),
            61..=69 => self.hold_some(index),
            70..=71 => self.press_some(index),
            72 => self.order(index, Command::QueryRegistration),
            73..=76 => {
                self.phones[index].registers = false;
                self.order(index, Command::StopRegistration);
            }
            77..=80 => {
                self.phones[index].registers = true;
                self.order(index, Command::Register { credentials: None });
            }
            81..=83 => {
                let right = self.random.chance(0.6);
                self.give_password(index, right);
            }
            84..=85 => self.order(index, Command::NetworkRestored),
            86..=89 if self.mend_at.is_none() => {
                let host = self.phones[index].host;
                self.network.cut(self.exchange, host);
                let span = self.short_time(40_000);
                self.cut |= span >= SIP_TIMEOUT - Duration::from_secs(5);
                self.mend_at = Some(self.network.now() + span);
            }
            90..=93 if self.options.crashes => self.crash_phone(index),
            94 if self.options.crashes && self.exchange_back_at.is_none() => {
                self.crashed = true;
                self.exchange_crashed = true;
                self.network.crash(self.exchange);
                self.world.exchange_crashed(self.network.now());
                self.exchange_back_at = Some(self.network.now() + self.short_time(5_000));
            }
            95..=96 => {
                self.faults = draw_faults(&mut self.random, self.options.loss_max);
                self.network.set_faults(self.faults);
            }
            _ => {}
        }
    }

    fn dial(&mut self, index: usize) {
        let to: Box<str> = match self.random.below(20) {
            0 => "900".into(),
            1 => "901".into(),
            2 => "902".into(),
            3 => "555".into(),
            _ => {
                let to = self.below(self.phones.len());
                let number = &self.enterprise.phones[to].number;
                match self.random.below(8) {
                    0 => format!("184{number}").into(),
                    1 => format!("186{number}").into(),
                    2 => format!("tel:{number}").into(),
                    3 => format!("sip:{number}@{}", EXCHANGE.ip()).into(),
                    _ => number.clone(),
                }
            }
        };
        let presentation = match self.random.below(4) {
            0 => Some(Presentation::Restricted),
            1 => Some(Presentation::Presented),
            _ => None,
        };
        self.order(index, Command::Dial { to, presentation });
    }

    /// The user types the password, or mistypes it.
    fn give_password(&mut self, index: usize, right: bool) {
        let right = right || self.options.usual_settings;
        let phone = &mut self.phones[index];
        phone.registers = true;
        phone.proves = right;
        phone.lingers |= !right;
        let credentials = Some(credentials(&self.enterprise.phones[index].number, right));
        self.order(index, Command::Register { credentials });
    }

    fn press_some(&mut self, index: usize) {
        if let Some((call, PhoneCall::Talking)) = self.call_of(index) {
            let digits = "1#".into();
            self.order(index, Command::SendDigits { call, digits });
        }
    }

    fn crash_phone(&mut self, index: usize) {
        let phone = &mut self.phones[index];
        if phone.back_at.is_some() {
            return;
        }
        self.crashed = true;
        let host = phone.host;
        self.network.crash(host);
        self.world.phone_crashed(host);
        let back_at = self.network.now() + self.short_time(20_000);
        self.phones[index].back_at = Some(back_at);
    }

    fn hang_up_some(&mut self, index: usize) {
        if let Some((call, _)) = self.call_of(index) {
            self.order(index, Command::HangUp { call });
        }
    }

    fn hold_some(&mut self, index: usize) {
        if let Some((call, PhoneCall::Talking)) = self.call_of(index) {
            let command = if self.random.chance(0.5) {
                Command::Hold { call }
            } else {
                Command::Resume { call }
            };
            self.order(index, command);
        }
    }

    fn call_of(&self, index: usize) -> Option<(CallId, PhoneCall)> {
        let host = self.phones[index].host;
        self.world
            .phone_calls
            .iter()
            .find(|((owner, _), _)| *owner == host)
            .map(|((_, call), state)| (*call, *state))
    }

    /// Users react to what their phones do, often at the worst time.
    fn react(&mut self) {
        let now = self.network.now();
        let cues = std::mem::take(&mut self.world.cues);
        for (host, call, cue) in cues {
            let index = host.0 - 1;
            // Within milliseconds, or as people do.
            let soon = self.random.chance(0.4);
            let wait = self.short_time(if soon { 30 } else { 8_000 });
            let roll = self.random.below(100);
            let act = match (cue, roll) {
                (Cue::Placed, 0..=14) | (Cue::RingsThere, 0..=24) => Act::HangUp(index, call),
                (Cue::RingsHere, 0..=49) => Act::Answer(index, call),
                (Cue::RingsHere, 50..=59) => Act::Refuse(index, call),
                (Cue::RingsHere, 60..=64) => Act::HangUp(index, call),
                (Cue::Talks, 0..=39) => Act::HangUp(index, call),
                // Long enough for refreshes.
                (Cue::Talks, 40..=59) => {
                    let talk = self.short_time(90_000);
                    self.plan(now + talk, Act::HangUp(index, call));
                    continue;
                }
                (Cue::Talks, 60..=84) => {
                    let resume = wait + self.short_time(3_000);
                    self.plan(now + resume, Act::Resume(index, call));
                    Act::Hold(index, call)
                }
                _ => continue,
            };
            self.plan(now + wait, act);
        }
    }

    fn plan(&mut self, at: Time, act: Act) {
        let place = self.plans.partition_point(|(known, _)| *known <= at);
        self.plans.insert(place, (at, act));
    }

    fn follow_plans(&mut self) {
        while let Some((_, act)) = self
            .plans
            .first()
            .copied()
            .filter(|(at, _)| *at <= self.network.now())
        {
            self.plans.remove(0);
            match act {
                Act::HangUp(index, call) => self.order(index, Command::HangUp { call }),
                Act::Answer(index, call) => self.order(index, Command::Answer { call }),
                Act::Refuse(index, call) => {
                    let status = if self.random.chance(0.5) {
                        StatusCode::BUSY_HERE
                    } else {
                        StatusCode::DECLINE
                    };
                    self.order(index, Command::Refuse { call, status });
                }
                Act::Hold(index, call) => self.order(index, Command::Hold { call }),
                Act::Resume(index, call) => self.order(index, Command::Resume { call }),
            }
        }
    }

    /// Those whose time has come are up again; cut links are mended.
    fn come_back(&mut self) {
        let now = self.network.now();
        let due = |at: &Option<Time>| at.is_some_and(|at| at <= now);
        if due(&self.mend_at) {
            self.mend_at = None;
            self.network.mend();
        }
        if due(&self.exchange_back_at) {
            self.exchange_back_at = None;
            let random = self.fork();
            // Those that have lapsed in the meantime are of no use.
            self.world.store.retain(|_, it| it.expires_at > now);
            let bindings = self.world.store.values().cloned().collect();
            let exchange = self.enterprise.start_exchange(now, bindings, random);
            let party = Party::exchange(exchange).with_flaw(self.options.exchange_flaw);
            let settled = self.enterprise.exchange.settled();
            self.world.started(self.exchange, settled);
            self.network.restart(self.exchange, party);
        }
        for index in 0..self.phones.len() {
            if !due(&self.phones[index].back_at) {
                continue;
            }
            let host = self.phones[index].host;
            let lingers = self.phones[index].lingers;
            self.phones[index] = PhoneHost {
                lingers,
                ..PhoneHost::new(host, self.enterprise.phones[index].knows_password)
            };
            let random = self.fork();
            let terminal = self.enterprise.start_phone(now, index, random);
            let party = Party::terminal(terminal).with_flaw(self.options.phone_flaw);
            let settled = self.enterprise.phones[index].config.settled();
            self.world.started(host, settled);
            self.network.restart(host, party);
            // What was planned for the calls of the old phone concerns nobody.
            self.plans.retain(|(_, act)| act.phone() != index);
        }
    }

    // Phase two.

    fn heal(&mut self) {
        let now = self.network.now();
        self.acting = false;
        self.plans.clear();
        // Nobody looks at the media until the calls have settled: it would take most of the time.
        self.network.set_faults(Faults {
            media_loss: 1.0,
            ..HEALTHY
        });
        self.mend_at = Some(now);
        if self.exchange_back_at.is_some() {
            self.exchange_back_at = Some(now);
        }
        for phone in &mut self.phones {
            if phone.back_at.is_some() {
                phone.back_at = Some(now);
            }
        }
        self.come_back();
        // Most users find the right password in the end.
        for index in 0..self.phones.len() {
            if !self.phones[index].proves && self.random.chance(0.7) {
                self.give_password(index, true);
            }
        }
    }

    fn demand_liveness(&mut self) -> Result<(), Broken> {
        let now = self.network.now();
        // An exchange that died has left calls that nobody will ever tell of; so has a link that was
        // cut for as long as a final response is repeated. A phone stops ringing whatever happened.
        let excused = self.exchange_crashed || self.cut;
        let stuck = self
            .world
            .phone_calls
            .iter()
            .find(|(_, state)| match state {
                PhoneCall::Placed => !excused,
                PhoneCall::Ringing => true,
                PhoneCall::Talking => false,
            })
            .map(|((host, call), state)| {
                format!("call {call} of phone {} is still {state:?}", host.0)
            });
        if let Some(detail) = stuck {
            self.world.break_invariant(now, Invariant::Liveness, detail);
        }
        for index in 0..self.phones.len() {
            self.demand_registration(index);
        }
        self.demand_agreement();
        self.check()
    }

    /// A phone is registered exactly if its user wants it to be and the exchange can take it.
    fn demand_registration(&mut self, index: usize) {
        let now = self.network.now();
        let phone = &self.phones[index];
        let set = &self.enterprise.phones[index];
        let state = self
            .network
            .node(phone.host)
            .and_then(Party::as_terminal)
            .and_then(naisen_terminal::Terminal::registration);
        let number = &set.number;
        let bound = self.world.store.keys().any(|(owner, _)| owner == number);
        let here = matches!(
            state,
            Some(RegistrationState::Registered { .. } | RegistrationState::Refreshing { .. })
        );
        let wanted = phone.registers && phone.proves && set.may_register();
        // One that refreshes often is put off now and then by an exchange that refuses bursts.
        let may_wait = self.enterprise.exchange.admission.register.is_some()
            && matches!(state, Some(RegistrationState::Waiting { .. }));
        // Where few bindings fit, one phone of a shared number takes the place of the other.
        let displaced = !self.enterprise.numbers_apart
            && self.enterprise.exchange.registrar.contacts_max < ROOMY_CONTACTS;
        let good = match (wanted, here) {
            (true, here) => (here && (bound || displaced)) || may_wait,
            (false, true) => false,
            // What others have registered, or what nobody could take back.
            (false, false) => {
                let others = !self.enterprise.numbers_apart || self.crashed;
                !bound || others || phone.lingers
            }
        };
        if !good {
            let detail = format!(
                "phone {number} (has to be registered: {wanted}) is {state:?}, bound: {bound}"
            );
            self.world.break_invariant(now, Invariant::Liveness, detail);
        }
    }

    /// Both ends of each call have the same idea of it. Without a session timer on every leg a phone
    /// that lost its peer's BYE, or its peer, cannot know.
    fn demand_agreement(&mut self) {
        let timed = self.enterprise.all_timed && self.enterprise.exchange.timer != Use::Off;
        if !timed {
            return;
        }
        let now = self.network.now();
        for index in 0..self.enterprise.phones.len() {
            let number = self.enterprise.phones[index].number.clone();
            let (at_phones, at_exchange, _) = self.world.calls_of(&number);
            if at_phones != at_exchange {
                let detail = format!(
                    "number {number} has {at_phones} calls at its phones, {at_exchange} at the exchange"
                );
                self.world
                    .break_invariant(now, Invariant::Agreement, detail);
            }
        }
    }

    /// Those who talk hear each other, unless one is on hold. After a crash, or where phones share a
    /// number, who should hear whom is not known from the numbers alone.
    fn demand_media(&mut self) -> Result<(), Broken> {
        self.network.set_faults(HEALTHY);
        self.world.heard.clear();
        self.run_for(MEDIA_WITHIN)?;
        if self.crashed || !self.enterprise.numbers_apart {
            return Ok(());
        }
        let now = self.network.now();
        let phone = |number: &str| {
            let mut phones = self.enterprise.phones.iter();
            phones.any(|phone| *phone.number == *number)
                && self.world.calls_of(number) == (1, 1, false)
        };
        let deaf = self
            .world
            .exchange_calls
            .values()
            .filter(|call| call.answered && call.ended_at.is_none())
            .filter(|call| phone(&call.caller) && phone(&call.dialled))
            .flat_map(|call| [(&call.caller, &call.dialled), (&call.dialled, &call.caller)])
            .find(|(speaker, listener)| {
                let pair = ((*speaker).clone(), (*listener).clone());
                !self.world.heard.contains_key(&pair)
            })
            .map(|(speaker, listener)| format!("{listener} does not hear {speaker}"));
        if let Some(detail) = deaf {
            self.world
                .break_invariant(now, Invariant::MediaPath, detail);
        }
        self.check()
    }

    fn everybody_leaves(&mut self) -> Result<(), Broken> {
        for index in 0..self.phones.len() {
            self.order(index, Command::HangUpAll);
        }
        self.run_for(SIP_TIMEOUT)?;
        // Calls whose phones know nothing of them any more.
        self.command_exchange(naisen_exchange::Command::ReleaseAll);
        for index in 0..self.phones.len() {
            self.order(index, Command::HangUpAll);
            self.order(index, Command::StopRegistration);
        }
        self.run_for(SIP_TIMEOUT * 2)?;
        self.run_for(self.enterprise.longest_binding() + SIP_TIMEOUT)
    }

    fn demand_nothing_left(&mut self) -> Result<(), Broken> {
        let now = self.network.now();
        self.world.check_records(now);
        for index in 0..self.phones.len() {
            let host = self.phones[index].host;
            let rest = self
                .network
                .node(host)
                .and_then(Party::as_terminal)
                .map(naisen_terminal::Terminal::rest)
                .unwrap_or_default();
            let pairs = self.network.open_pairs(host);
            if rest != [0; 4] || pairs != 0 {
                let number = &self.enterprise.phones[index].number;
                let detail = format!(
                    "phone {number} keeps lines, sessions, alarms, transactions {rest:?}, port pairs {pairs}"
                );
                self.world
                    .break_invariant(now, Invariant::NothingLeft, detail);
            }
        }
        self.command_exchange(naisen_exchange::Command::Report);
        if let Some(report) = self.world.report.take() {
            let left = [
                ("calls", report.calls),
                ("sessions", report.sessions),
                ("transactions", report.transactions),
                ("relays", report.relays),
                ("ports", report.ports_in_use),
                ("bindings", report.bindings),
                ("stored bindings", self.world.store.len()),
            ];
            if let Some((what, count)) = left.iter().find(|(_, count)| *count > 0) {
                let detail = format!("the exchange keeps {count} {what}");
                self.world
                    .break_invariant(now, Invariant::NothingLeft, detail);
            }
        }
        self.check()
    }

    // Common to both.

    fn run_for(&mut self, span: Duration) -> Result<(), Broken> {
        self.run_to(self.network.now() + span)?;
        self.world.cues.clear();
        Ok(())
    }

    /// Lets time go on, at most until the next plan that arises on the way.
    fn run_to(&mut self, until: Time) -> Result<(), Broken> {
        loop {
            let next = self.plans.first().map_or(until, |(at, _)| until.min(*at));
            let more = self.network.step(next, &mut self.world);
            let now = self.network.now();
            self.world.turn_over(now);
            self.check()?;
            if self.acting && !self.world.cues.is_empty() {
                self.react();
            }
            if !more {
                return Ok(());
            }
        }
    }

    fn check(&self) -> Result<(), Broken> {
        if self.world.violation.is_some() {
            return Err(Broken);
        }
        Ok(())
    }

    fn order(&mut self, index: usize, command: Command) {
        let host = self.phones[index].host;
        self.network
            .command(host, Order::Terminal(command), &mut self.world);
    }

    fn command_exchange(&mut self, command: naisen_exchange::Command) {
        self.network
            .command(self.exchange, Order::Exchange(command), &mut self.world);
    }

    fn fork(&mut self) -> Random {
        Random::from_number(self.random.next_u64())
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.random.below(bound as u64)).unwrap_or(0)
    }

    fn short_time(&mut self, millis: u64) -> Duration {
        Duration::from_micros(self.random.below(millis * 1_000))
    }
}

impl Act {
    fn phone(self) -> usize {
        match self {
            Act::HangUp(index, _)
            | Act::Answer(index, _)
            | Act::Refuse(index, _)
            | Act::Hold(index, _)
            | Act::Resume(index, _) => index,
        }
    }
}

fn draw_faults(random: &mut Random, loss_max: f64) -> Faults {
    let share = |random: &mut Random, most: f64| random.below(1_000) as f64 / 1_000.0 * most;
    let calm = random.chance(0.2);
    let scale = if calm { 0.0 } else { 1.0 };
    Faults {
        loss: share(random, loss_max) * scale,
        media_loss: share(random, loss_max) * scale,
        duplication: share(random, 0.2) * scale,
        reordering: share(random, 0.3) * scale,
        straggle: Duration::from_millis(random.below(700)),
        delay: Duration::from_micros(200 + random.below(60_000)),
        jitter: Duration::from_micros(random.below(30_000)),
        unreachable: random.chance(0.5),
    }
}

//! One run: an enterprise, its users, faults, and the demands on it. A number decides everything.
//!
//! Phase one: users act at random and the network fails at random; safety is checked after every
//! step. Phase two: the network is well, nobody acts any more; every call has to end or to talk,
//! every registration to converge, both ends of a call to agree. Then everybody hangs up and goes
//! away, and nothing may be left.

mod settlement;
mod unrest;

use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{Random, Time};
use naisen_terminal::Command;

use crate::enterprise::{EXCHANGE, Enterprise, phone_address};
use crate::fault::Faults;
use crate::network::{HostId, Medium, Network};
use crate::party::{Flaw, Order, Party};
use crate::violation::Violation;
use crate::world::World;
use unrest::Act;

/// When every run begins.
pub const START: Time = Time::from_unix_seconds(1_800_000_000);

/// 64*T1 and a second for what is on its way.
const SIP_TIMEOUT: Duration = Duration::from_secs(33);

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
    /// When a link was cut last, and for how long in all, with the cuts shortly before.
    last_cut: (Time, Duration),
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
        let faults = Faults::draw(&mut random, options.loss_max);
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
            last_cut: (START, Duration::ZERO),
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

//! The stage: caller, exchange and called phone on a virtual network with a tap on the wire.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use naisen_agent::{Policy, TimerPolicy};
use naisen_exchange::{Binding, Exchange, InviteChallenge, Use};
use naisen_node::{Flow, Random, Transport};
use naisen_sim::enterprise::{EXCHANGE, exchange_config, extension, phone_address, phone_config};
use naisen_sim::{Fate, Faults, HostId, Meddler, Medium, Network, Order, Packet, Party, START};
use naisen_terminal::{AnswerMode, CallId, Command, Terminal};

use crate::actor::Actor;
use crate::peer::{Identity, Peer};
use crate::script::Script;
use crate::tape::{Tape, View};
use crate::vendor::VENDORS;

/// Where 101 is.
pub(crate) const CALLER: SocketAddr = host(101);
/// Where 102 is.
pub(crate) const CALLEE: SocketAddr = host(102);
/// Where 103 is.
pub(crate) const THIRD: SocketAddr = host(103);
/// Where the exchange is, or a scripted server.
pub(crate) const SERVER: SocketAddr = EXCHANGE;

const fn host(last: u8) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 168, 0, last)), 5060)
}

/// How a scenario is set up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup {
    /// The word for it in the table.
    pub(crate) name: &'static str,
    pub(crate) transport: Transport,
    /// With our exchange between the phones.
    pub(crate) exchange: bool,
    /// With 100rel, UPDATE and session timer.
    pub(crate) extensions: bool,
    /// Where the wire is tapped.
    pub(crate) tap: Tapped,
    pub(crate) seed: u64,
}

/// Where the wire is tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tapped {
    Everywhere,
    AtCaller,
    AtCallee,
    AtServer,
}

const fn setup(
    name: &'static str,
    transport: Transport,
    exchange: bool,
    extensions: bool,
    tap: Tapped,
    seed: u64,
) -> Setup {
    Setup {
        name,
        transport,
        exchange,
        extensions,
        tap,
        seed,
    }
}

use Transport::{Tcp, Udp};

/// Phone to phone over UDP, seen by all.
pub(crate) const D: Setup = setup("direct", Udp, false, false, Tapped::Everywhere, 1);
/// Phone to phone over TCP, seen at the called phone.
pub(crate) const DT: Setup = setup("direct tcp", Tcp, false, false, Tapped::AtCallee, 2);
/// Phone to phone with all extensions, seen at the caller.
pub(crate) const DE: Setup = setup("direct ext", Udp, false, true, Tapped::AtCaller, 3);
/// Through the exchange over UDP, seen there.
pub(crate) const X: Setup = setup("exchange", Udp, true, false, Tapped::AtServer, 4);
/// Through the exchange over TCP, seen there.
pub(crate) const XT: Setup = setup("exchange tcp", Tcp, true, false, Tapped::AtServer, 5);
/// Through the exchange with all extensions, seen by all.
pub(crate) const XE: Setup = setup("exchange ext", Udp, true, true, Tapped::Everywhere, 6);
/// Through the exchange, seen at the caller.
pub(crate) const XC: Setup = setup("exchange, at caller", Udp, true, false, Tapped::AtCaller, 7);
/// Through the exchange, seen at the called phone.
pub(crate) const XD: Setup = setup("exchange, at callee", Udp, true, false, Tapped::AtCallee, 8);
/// Phone to phone, seen at the called phone.
pub(crate) const DD: Setup = setup("direct, at callee", Udp, false, false, Tapped::AtCallee, 9);
/// Phone to phone, seen at the caller.
pub(crate) const DC: Setup = setup("direct, at caller", Udp, false, false, Tapped::AtCaller, 10);

/// Who plays a part.
pub(crate) enum Role {
    /// Our terminal, with changes to its settings.
    Phone(fn(&mut naisen_terminal::Config)),
    /// A scripted peer.
    Script(Script),
    /// Nobody: the number exists, and no phone.
    Nobody,
}

/// Who plays.
pub(crate) struct Cast {
    pub(crate) caller: Role,
    pub(crate) callee: Role,
    /// A third phone.
    pub(crate) third: Role,
    /// A scripted server in the exchange's place.
    pub(crate) server: Option<Script>,
    /// Changes to the exchange's settings.
    pub(crate) exchange: fn(&mut naisen_exchange::Config),
    /// The hosts have public addresses.
    pub(crate) public: bool,
}

impl Default for Cast {
    /// Our terminals; the called one answers after a second and a half.
    fn default() -> Self {
        Self {
            caller: Role::Phone(|_| {}),
            callee: Role::Phone(|_| {}),
            third: Role::Nobody,
            server: None,
            exchange: |_| {},
            public: false,
        }
    }
}

impl Cast {
    /// The same on public addresses.
    pub(crate) fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// This caller and this called phone.
    pub(crate) fn of(caller: Role, callee: Role) -> Self {
        Self {
            caller,
            callee,
            ..Self::default()
        }
    }

    /// A scripted caller, and our terminal.
    pub(crate) fn caller(script: Script) -> Self {
        Self::of(Role::Script(script), Role::Phone(|_| {}))
    }

    /// Our terminal, and a scripted called phone.
    pub(crate) fn callee(script: Script) -> Self {
        Self::of(Role::Phone(|_| {}), Role::Script(script))
    }

    /// Two scripted phones.
    pub(crate) fn scripts(caller: Script, callee: Script) -> Self {
        Self::of(Role::Script(caller), Role::Script(callee))
    }
}

/// A run.
pub(crate) struct Stage {
    pub(crate) setup: Setup,
    pub(crate) network: Network<Actor>,
    pub(crate) tape: Tape,
    pub(crate) caller: Option<HostId>,
    pub(crate) callee: Option<HostId>,
    pub(crate) third: Option<HostId>,
    pub(crate) server: Option<HostId>,
}

impl Stage {
    pub(crate) fn new(setup: Setup, cast: Cast) -> Self {
        let faults = Faults {
            delay: Duration::from_millis(4),
            ..Faults::none()
        };
        let view = match setup.tap {
            Tapped::Everywhere => View::Everywhere,
            Tapped::AtCaller => View::At(CALLER.ip()),
            Tapped::AtCallee => View::At(CALLEE.ip()),
            Tapped::AtServer => View::At(SERVER.ip()),
        };
        let mut stage = Self {
            setup,
            network: Network::new(START, Random::from_number(setup.seed), faults),
            tape: Tape::new(view),
            caller: None,
            callee: None,
            third: None,
            server: None,
        };
        stage.tape.public = cast.public;
        if let Some(script) = cast.server {
            stage.server = Some(stage.script(SERVER, CALLER, "pbx", script));
        } else if setup.exchange {
            stage.server = Some(stage.exchange(&cast));
        }
        let through = setup.exchange || stage.server.is_some();
        let next = |peer| if through { SERVER } else { peer };
        stage.caller = stage.play(CALLER, next(CALLEE), "101", cast.caller);
        stage.callee = stage.play(CALLEE, next(CALLER), "102", cast.callee);
        stage.third = stage.play(THIRD, next(CALLER), "103", cast.third);
        stage
    }

    fn play(
        &mut self,
        address: SocketAddr,
        next: SocketAddr,
        user: &'static str,
        role: Role,
    ) -> Option<HostId> {
        match role {
            Role::Phone(change) => Some(self.phone(address, next, user, change)),
            Role::Script(script) => Some(self.script(address, next, user, script)),
            Role::Nobody => None,
        }
    }

    fn exchange(&mut self, cast: &Cast) -> HostId {
        let mut config = exchange_config();
        config.ring_timeout = Duration::from_secs(20);
        if matches!(cast.caller, Role::Script(_)) {
            config.authentication.invite = InviteChallenge::Off;
        }
        if !self.setup.extensions {
            config.rel100 = Use::Off;
            config.timer = Use::Off;
            config.update = false;
        }
        (cast.exchange)(&mut config);
        let extensions = ["101", "102", "103", "104"].map(extension).to_vec();
        let mut bindings = Vec::new();
        for (number, address, role) in [
            ("101", CALLER, &cast.caller),
            ("102", CALLEE, &cast.callee),
            ("103", THIRD, &cast.third),
        ] {
            if let Role::Script(script) = role {
                let shown = script.quirks.shown.unwrap_or(address);
                let user = script.quirks.registered_user.unwrap_or(number);
                bindings.push(self.binding(number, user, address, shown));
            }
        }
        let random = Random::from_number(self.setup.seed + 100);
        let exchange = Exchange::new(START, config, extensions, bindings, random);
        let party = Actor::Ours(Box::new(Party::exchange(exchange)));
        self.network.add(SERVER, party)
    }

    /// A registration that was there before the tape began.
    fn binding(&self, number: &str, user: &str, address: SocketAddr, shown: SocketAddr) -> Binding {
        let transport = self.setup.transport;
        let parameter = match transport {
            Udp => "",
            Tcp => ";transport=tcp",
        };
        Binding {
            number: number.into(),
            contact: format!("sip:{user}@{shown}{parameter}").into(),
            q_thousandths: 1_000,
            call_id: format!("reg-{number}").into(),
            cseq: 1,
            expires_at: START + Duration::from_secs(3_600),
            flow: Flow {
                transport,
                local: SERVER,
                remote: address,
            },
            user_agent: None,
        }
    }

    fn phone(
        &mut self,
        address: SocketAddr,
        next: SocketAddr,
        user: &'static str,
        change: fn(&mut naisen_terminal::Config),
    ) -> HostId {
        let terminal = self.terminal(address, next, user, change, 0);
        let party = Actor::Ours(Box::new(Party::terminal(terminal)));
        self.network.add(address, party)
    }

    fn terminal(
        &self,
        address: SocketAddr,
        next: SocketAddr,
        user: &'static str,
        change: fn(&mut naisen_terminal::Config),
        life: u64,
    ) -> Terminal {
        let last = match address.ip() {
            IpAddr::V4(ip) => ip.octets()[3],
            IpAddr::V6(_) => 0,
        };
        let mut config = phone_config(usize::from(last.saturating_sub(101)), user);
        debug_assert_eq!(
            phone_address(usize::from(last.saturating_sub(101))),
            address
        );
        let flow = Flow {
            transport: self.setup.transport,
            local: address,
            remote: next,
        };
        config.server = flow;
        config.domain = next.ip().to_string().into();
        if next == SERVER {
            if let Some(registration) = &mut config.registration {
                registration.registrar = flow;
            }
        } else {
            config.registration = None;
        }
        config.policy = if self.setup.extensions {
            Policy::automatic(Some(TimerPolicy {
                expires_s: 180,
                ..TimerPolicy::default()
            }))
        } else {
            Policy {
                rel100: false,
                update: false,
                ..Policy::automatic(None)
            }
        };
        config.answer = AnswerMode::Automatic {
            ring: Duration::from_millis(1_500),
        };
        change(&mut config);
        let seed = self.setup.seed * 1_000 + u64::from(last) + life;
        Terminal::new(self.network.now(), config, Random::from_number(seed)).expect("good settings")
    }

    fn script(
        &mut self,
        address: SocketAddr,
        server: SocketAddr,
        user: &'static str,
        script: Script,
    ) -> HostId {
        let which = usize::try_from(self.setup.seed).unwrap_or(0) + usize::from(user == "102");
        let identity = Identity {
            user,
            address,
            server,
            transport: self.setup.transport,
            vendor: VENDORS[which % VENDORS.len()],
        };
        let seed = self.setup.seed * 1_000 + u64::from(address.port()) + which as u64;
        let random = Random::from_number(seed);
        let peer = Peer::new(self.network.now(), identity, script, random);
        self.network.add(address, Actor::Scripted(Box::new(peer)))
    }

    // What the play does.

    /// Time goes by, in milliseconds.
    pub(crate) fn pass(&mut self, ms: u64) {
        let until = self.network.now() + Duration::from_millis(ms);
        self.network.run_until(until, &mut self.tape);
    }

    pub(crate) fn order(&mut self, host: Option<HostId>, command: Command) {
        let host = host.expect("the part is played");
        self.network
            .command(host, Order::Terminal(command), &mut self.tape);
    }

    /// Phones register; then 101 dials this number.
    pub(crate) fn dial(&mut self, number: &str) {
        self.pass(1_500);
        let dial = Command::Dial {
            to: number.into(),
            presentation: None,
        };
        self.order(self.caller, dial);
    }

    /// 101 calls 102, which answers; the call stands for so many milliseconds.
    pub(crate) fn talk(&mut self, ms: u64) {
        self.dial("102");
        self.pass(2_000 + ms);
    }

    fn call_of(&self, host: Option<HostId>) -> Option<CallId> {
        let mut calls = self.tape.calls.iter().rev();
        calls
            .find(|(owner, _)| Some(*owner) == host)
            .map(|(_, call)| *call)
    }

    /// Asks something of a phone about its call.
    pub(crate) fn of_call(&mut self, host: Option<HostId>, command: fn(CallId) -> Command) {
        if let Some(call) = self.call_of(host) {
            self.order(host, command(call));
        }
    }

    /// One side hangs up.
    pub(crate) fn hang_up(&mut self, host: Option<HostId>) {
        self.of_call(host, |call| Command::HangUp { call });
    }

    /// The called phone loses its power.
    pub(crate) fn kill(&mut self, host: Option<HostId>) {
        self.network.crash(host.expect("the part is played"));
    }

    /// The called phone starts again, with a new memory.
    pub(crate) fn revive_callee(&mut self, change: fn(&mut naisen_terminal::Config)) {
        let next = if self.server.is_some() {
            SERVER
        } else {
            CALLER
        };
        let terminal = self.terminal(CALLEE, next, "102", change, 50);
        let party = Actor::Ours(Box::new(Party::terminal(terminal)));
        let host = self.callee.expect("the part is played");
        self.network.restart(host, party);
    }

    /// From now on this decides about every packet.
    pub(crate) fn meddle(&mut self, decide: impl FnMut(&Packet<'_>) -> Fate + Send + 'static) {
        self.network.set_meddler(Meddler::new(decide));
    }

    /// From now on packets suffer these faults.
    pub(crate) fn faults(&mut self, change: impl FnOnce(&mut Faults)) {
        let mut faults = Faults {
            delay: Duration::from_millis(4),
            ..Faults::none()
        };
        change(&mut faults);
        self.network.set_faults(faults);
    }
}

/// Whether a packet is SIP and begins so.
pub(crate) fn begins(packet: &Packet<'_>, start: &str) -> bool {
    matches!(packet.medium, Medium::Sip(_)) && packet.bytes.starts_with(start.as_bytes())
}

/// Whether a packet is a response with this status to a request of this method.
pub(crate) fn answers(packet: &Packet<'_>, status: u16, method: &str) -> bool {
    begins(packet, &format!("SIP/2.0 {status} "))
        && String::from_utf8_lossy(packet.bytes).contains(&format!(" {method}\r\n"))
}

/// The fate of what may be lost.
pub(crate) fn lost_if(lost: bool) -> Fate {
    if lost { Fate::Lost } else { Fate::Pass }
}

/// Whether a packet is media.
pub(crate) fn is_media(packet: &Packet<'_>) -> bool {
    matches!(packet.medium, Medium::Media(_))
}

/// The message with each pattern replaced, and its Content-Length true again.
pub(crate) fn rewritten(bytes: &[u8], replacements: &[(&str, &str)]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (pattern, replacement) in replacements {
        text = text.replace(pattern, replacement);
    }
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return text.into_bytes();
    };
    let lines = head.split("\r\n").map(|line| {
        let name = line.split(':').next().unwrap_or_default();
        if name.eq_ignore_ascii_case("Content-Length") || name == "l" {
            format!("{name}: {}", body.len())
        } else {
            line.to_owned()
        }
    });
    let head = lines.collect::<Vec<_>>().join("\r\n");
    format!("{head}\r\n\r\n{body}").into_bytes()
}

//! Calls that suffer from what lies between the phones.

use naisen_cause::Rule;
use naisen_sim::{Fate, Forged};

use crate::label::Who::{Callee, CalleeNetwork, CallerNetwork, CallerPhone, Exchange};
use crate::label::{call, registration};
use crate::scenario::{Scenario, scenario};
use crate::script::{Answer, Deed, On, Script, answering, calling, calling_until, send};
use crate::stage::{
    CALLEE, CALLER, Cast, D, DC, DD, DT, Role, Stage, X, XC, XE, XT, is_media, lost_if, rewritten,
};

fn watch(stage: &mut Stage) {
    stage.pass(11_000);
}

fn outlive_a_timer(stage: &mut Stage) {
    stage.pass(42_000);
}

/// A fatal alert: handshake failure.
const ALERT: [u8; 7] = [0x15, 3, 3, 0, 2, 2, 40];

/// Sends what a caller says through a router that rewrites these.
fn through_router(stage: &mut Stage, replacements: &'static [(&str, &str)], counts: bool) {
    stage.meddle(move |packet| {
        if is_media(packet) || packet.source != CALLER {
            return Fate::Pass;
        }
        let bytes = if counts {
            rewritten(packet.bytes, replacements)
        } else {
            let mut text = String::from_utf8_lossy(packet.bytes).into_owned();
            for (pattern, replacement) in replacements {
                text = text.replace(pattern, replacement);
            }
            text.into_bytes()
        };
        Fate::Instead(vec![Forged {
            bytes,
            ..Forged::copy(packet)
        }])
    });
}

/// Answers to the address in Via, although nobody is there.
fn to_via(status: u16, phrase: &'static str) -> Deed {
    Deed::Reply(Answer {
        status,
        phrase,
        to: Some(([10, 0, 0, 23], 5060).into()),
        ..Answer::default()
    })
}

pub(crate) const ALL: &[Scenario] = &[
    scenario(
        "private Contact of the called phone: the BYE goes astray",
        call(
            &[Rule::PrivateContact, Rule::MissingAck],
            &[Callee, CalleeNetwork],
        ),
        &[D, DC],
        || {
            let callee = answering().quirks(|it| {
                it.shown = Some(([192, 168, 178, 31], 5060).into());
                it.shown_media = Some(CALLEE.ip());
                it.overhears_acks = false;
            });
            let caller = calling_until("102", 9_000).quirks(|it| it.follows_contact = true);
            Cast::scripts(caller, callee).public()
        },
        |stage| stage.pass(45_000),
    ),
    scenario(
        "ALG: Contact and Via are rewritten, the description is not",
        call(
            &[Rule::AlgRewrite, Rule::PrivateMediaAddress],
            &[CallerPhone, CallerNetwork],
        ),
        &[DD],
        || {
            let caller = calling_until("102", 10_000)
                .quirks(|it| it.shown = Some(([10, 0, 0, 23], 5060).into()));
            Cast::scripts(caller, answering()).public()
        },
        |stage| {
            let lines = &[
                ("UDP 10.0.0.23:5060", "UDP 192.168.0.101:5060"),
                ("@10.0.0.23:5060", "@192.168.0.101:5060"),
            ];
            through_router(stage, lines, true);
            watch(stage);
        },
    ),
    scenario(
        "ALG: the description is rewritten, Contact is not",
        call(
            &[Rule::AlgRewrite, Rule::PrivateContact],
            &[CallerPhone, CallerNetwork],
        ),
        &[DD],
        || {
            let caller = calling_until("102", 10_000)
                .quirks(|it| it.shown = Some(([10, 0, 0, 23], 5060).into()));
            let callee = answering().quirks(|it| it.follows_contact = true);
            Cast::scripts(caller, callee.plan(8_000, send("BYE"))).public()
        },
        |stage| {
            let lines = &[("IP4 10.0.0.23", "IP4 192.168.0.101")];
            through_router(stage, lines, true);
            stage.pass(44_000);
        },
    ),
    scenario(
        "ALG: o= and c= contradict each other",
        call(
            &[
                Rule::AlgRewrite,
                Rule::PrivateMediaAddress,
                Rule::OneWayAudio,
            ],
            &[CallerPhone, CallerNetwork],
        ),
        &[DD],
        || {
            let caller = calling_until("102", 10_000)
                .quirks(|it| it.shown = Some(([10, 0, 0, 23], 5060).into()));
            Cast::scripts(caller, answering()).public()
        },
        |stage| {
            let lines = &[
                (
                    "o=- 20518 1 IN IP4 10.0.0.23",
                    "o=- 20518 1 IN IP4 192.168.0.101",
                ),
                ("@10.0.0.23:5060", "@192.168.0.101:5060"),
            ];
            through_router(stage, lines, true);
            watch(stage);
        },
    ),
    scenario(
        "ALG: Content-Length is left as it was",
        call(
            &[Rule::AlgRewrite, Rule::BadMessage],
            &[CallerPhone, CallerNetwork],
        ),
        &[DD],
        || {
            let caller = calling_until("102", 10_000)
                .quirks(|it| it.shown = Some(([10, 0, 0, 23], 5060).into()));
            Cast::of(Role::Script(caller), Role::Phone(|_| {})).public()
        },
        |stage| {
            let lines = &[("10.0.0.23", "192.168.0.101")];
            // The body is longer now than the head says, or shorter.
            through_router(stage, lines, false);
            watch(stage);
        },
    ),
    scenario(
        "fragment lost: the INVITE is too large",
        call(
            &[Rule::FragmentLost],
            &[CallerNetwork, CalleeNetwork, CallerPhone],
        ),
        &[DD],
        || {
            let caller = calling("102").quirks(|it| it.padding = 1_100);
            Cast::scripts(caller, answering())
        },
        |stage| {
            stage.tape.tears = true;
            stage.meddle(|packet| lost_if(packet.bytes.len() > 1_472));
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "fragment lost: at the exchange",
        call(&[Rule::FragmentLost], &[CallerNetwork, CallerPhone]),
        &[X],
        || Cast::caller(calling("102").quirks(|it| it.padding = 1_400)),
        |stage| {
            stage.tape.tears = true;
            stage.meddle(|packet| lost_if(packet.bytes.len() > 1_472));
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "fragment lost: seen before the loss",
        call(
            &[Rule::FragmentLost, Rule::NoResponse],
            &[CallerNetwork, CalleeNetwork, CallerPhone, Callee],
        ),
        &[DC],
        || {
            let caller = calling("102").quirks(|it| it.padding = 1_100);
            Cast::scripts(caller, answering())
        },
        |stage| {
            stage.meddle(|packet| lost_if(packet.bytes.len() > 1_472));
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "unreachable: ICMP for the called phone",
        call(&[Rule::Unreachable], &[Callee, CalleeNetwork]),
        &[D, X, DC],
        Cast::default,
        |stage| {
            stage.pass(1_500);
            stage.faults(|it| it.unreachable = true);
            stage.kill(stage.callee);
            stage.dial("102");
            stage.pass(4_000);
        },
    ),
    scenario(
        "unreachable: the called phone refuses connections",
        call(&[Rule::Unreachable], &[Callee, CalleeNetwork]),
        &[XT],
        Cast::default,
        |stage| {
            stage.pass(1_500);
            stage.kill(stage.callee);
            stage.dial("102");
            stage.pass(4_000);
        },
    ),
    scenario(
        "unreachable: the registrar",
        registration(&[Rule::Unreachable], &[Exchange, CallerNetwork]),
        &[XC, XE],
        || Cast {
            server: Some(Script::default()),
            ..Cast::of(Role::Phone(|_| {}), Role::Nobody)
        },
        |stage| {
            stage.faults(|it| it.unreachable = true);
            stage.kill(stage.server);
            stage.pass(4_000);
        },
    ),
    scenario(
        "transport mismatch: TLS is expected",
        call(&[Rule::TransportMismatch], &[CallerPhone, Callee, Exchange]),
        &[DT, XT],
        || {
            let alert = Deed::Raw(None, ALERT.to_vec());
            let callee = Script::default().on(On::Request("INVITE"), vec![(3, alert)]);
            Cast::scripts(calling("102"), callee)
        },
        outlive_a_timer,
    ),
    scenario(
        "response misrouted: to the address in Via",
        call(
            &[Rule::ResponseMisrouted],
            &[Callee, CallerPhone, CallerNetwork],
        ),
        &[D, DD],
        || {
            let deeds = vec![(4, to_via(100, "Trying")), (300, to_via(180, "Ringing"))];
            let callee = Script::default().on(On::Request("INVITE"), deeds);
            let caller = calling("102").quirks(|it| {
                it.shown = Some(([10, 0, 0, 23], 5060).into());
                it.rport = false;
            });
            Cast::scripts(caller, callee).public()
        },
        outlive_a_timer,
    ),
    scenario(
        "response misrouted: rport is not heeded",
        call(&[Rule::ResponseMisrouted], &[Callee, Exchange, CallerPhone]),
        &[D, DD],
        || {
            let elsewhere = |status, phrase| {
                Deed::Reply(Answer {
                    status,
                    phrase,
                    to: Some(([192, 168, 0, 101], 5066).into()),
                    ..Answer::default()
                })
            };
            let deeds = vec![
                (4, elsewhere(100, "Trying")),
                (300, elsewhere(486, "Busy Here")),
            ];
            let callee = Script::default().on(On::Request("INVITE"), deeds);
            let caller =
                calling("102").quirks(|it| it.shown = Some(([192, 168, 0, 101], 5066).into()));
            Cast::scripts(caller, callee)
        },
        outlive_a_timer,
    ),
];

//! Calls that are up and cannot be heard, or not well.

use std::net::SocketAddr;

use naisen_cause::Rule;
use naisen_sim::{Fate, Forged};

use crate::label::Who::{Callee, CalleeNetwork, CallerNetwork, CallerPhone, Carrier, Exchange};
use crate::label::call;
use crate::scenario::{Scenario, scenario};
use crate::script::{Answer, Deed, On, Quirks, Script, Sdp, answering, calling_until, ok, reply};
use crate::stage::{
    CALLEE, CALLER, Cast, D, DC, DD, DE, DT, Role, SERVER, Stage, X, XC, XE, XT, is_media, lost_if,
    rewritten,
};

fn conversation(stage: &mut Stage) {
    stage.talk(8_000);
    stage.hang_up(stage.caller);
    stage.pass(1_000);
}

/// Until the scripted caller has hung up.
fn watch(stage: &mut Stage) {
    stage.pass(11_000);
}

fn calling() -> Script {
    calling_until("102", 10_000)
}

/// A phone behind a router, which knows its inside address only.
fn inside(quirks: &mut Quirks) {
    quirks.shown = Some(([10, 0, 0, 23], 5060).into());
}

/// Lets the audio of this host come from another one that nobody announced.
fn from_elsewhere(stage: &mut Stage, host: SocketAddr) {
    stage.meddle(move |packet| {
        if !is_media(packet) || packet.source.ip() != host.ip() {
            return Fate::Pass;
        }
        Fate::Instead(vec![Forged {
            source: SocketAddr::from(([192, 168, 0, 77], packet.source.port())),
            ..Forged::copy(packet)
        }])
    });
    watch(stage);
}

pub(crate) const ALL: &[Scenario] = &[
    scenario(
        "one-way audio: nothing comes from the called phone",
        call(
            &[Rule::OneWayAudio],
            &[Callee, CalleeNetwork, CallerNetwork],
        ),
        &[DC, X, XT],
        Cast::default,
        |stage| {
            stage.meddle(|packet| lost_if(is_media(packet) && packet.source.ip() == CALLEE.ip()));
            conversation(stage);
        },
    ),
    scenario(
        "one-way audio: nothing comes from the caller",
        call(
            &[Rule::OneWayAudio],
            &[CallerPhone, CallerNetwork, CalleeNetwork],
        ),
        &[DD, X, XT],
        Cast::default,
        |stage| {
            stage.meddle(|packet| lost_if(is_media(packet) && packet.source.ip() == CALLER.ip()));
            conversation(stage);
        },
    ),
    scenario(
        "one-way audio: the called phone is mute",
        call(&[Rule::OneWayAudio], &[Callee, CalleeNetwork]),
        &[D, X],
        || Cast::scripts(calling(), answering().quirks(|it| it.talks = false)),
        watch,
    ),
    scenario(
        "one-way audio: the exchange's packets to the caller are lost behind it",
        call(
            &[Rule::OneWayAudio],
            &[CallerNetwork, Exchange, CalleeNetwork],
        ),
        &[XC],
        Cast::default,
        |stage| {
            stage.meddle(|packet| {
                lost_if(
                    is_media(packet)
                        && packet.source.ip() == SERVER.ip()
                        && packet.destination.ip() == CALLER.ip(),
                )
            });
            conversation(stage);
        },
    ),
    scenario(
        "private address in the called phone's description",
        call(
            &[Rule::PrivateMediaAddress, Rule::OneWayAudio],
            &[Callee, CalleeNetwork],
        ),
        &[D, DC],
        || {
            let callee = answering().quirks(inside);
            Cast::scripts(calling(), callee).public()
        },
        watch,
    ),
    scenario(
        "private address in the caller's description",
        call(
            &[Rule::PrivateMediaAddress, Rule::OneWayAudio],
            &[CallerPhone, CallerNetwork],
        ),
        &[D, DD],
        || {
            let caller = calling().quirks(inside);
            Cast::scripts(caller, answering()).public()
        },
        watch,
    ),
    scenario(
        "private address: our terminals, the called one behind a router",
        call(
            &[
                Rule::PrivateMediaAddress,
                Rule::OneWayAudio,
                Rule::AlgRewrite,
            ],
            &[Callee, CalleeNetwork],
        ),
        &[DC, DE],
        || Cast::default().public(),
        |stage| {
            stage.meddle(|packet| {
                if is_media(packet) || packet.source != CALLEE {
                    return Fate::Pass;
                }
                let bytes = rewritten(
                    packet.bytes,
                    &[("c=IN IP4 192.168.0.102", "c=IN IP4 172.20.10.4")],
                );
                Fate::Instead(vec![Forged {
                    bytes,
                    ..Forged::copy(packet)
                }])
            });
            conversation(stage);
        },
    ),
    scenario(
        "no audio: both descriptions are private",
        call(
            &[Rule::PrivateMediaAddress, Rule::NoAudio],
            &[CallerPhone, CallerNetwork, Callee, CalleeNetwork],
        ),
        &[D],
        || {
            let caller = calling().quirks(inside);
            let callee = answering().quirks(|it| it.shown = Some(([10, 1, 0, 24], 5060).into()));
            Cast::scripts(caller, callee).public()
        },
        watch,
    ),
    scenario(
        "no audio: the announcement was heard, and then nothing",
        call(
            &[Rule::NoAudio],
            &[CallerPhone, CallerNetwork, Callee, CalleeNetwork],
        ),
        &[D, DC, DT],
        || {
            let early = Deed::Reply(Answer {
                status: 183,
                phrase: "Session Progress",
                sdp: Some(Sdp::default()),
                ..Answer::default()
            });
            let deeds = vec![
                (4, reply(100, "Trying")),
                (60, early),
                (100, Deed::Talk),
                (1_900, Deed::Hush),
                (2_000, ok()),
            ];
            let callee = Script::default()
                .on(On::Request("INVITE"), deeds)
                .quirks(|it| it.talks = false);
            Cast::scripts(calling().quirks(|it| it.talks = false), callee)
        },
        watch,
    ),
    scenario(
        "wrong media source: the called phone speaks from another host",
        call(&[Rule::WrongMediaSource], &[Callee, CalleeNetwork]),
        &[DC, X],
        || Cast::scripts(calling(), answering()),
        |stage| from_elsewhere(stage, CALLEE),
    ),
    scenario(
        "wrong media source: the caller speaks from another host",
        call(&[Rule::WrongMediaSource], &[CallerPhone, CallerNetwork]),
        &[DD, X],
        || Cast::scripts(calling(), answering()),
        |stage| from_elsewhere(stage, CALLER),
    ),
    scenario(
        "private address in the description alone",
        call(
            &[
                Rule::PrivateMediaAddress,
                Rule::OneWayAudio,
                Rule::AlgRewrite,
            ],
            &[Callee, CalleeNetwork],
        ),
        &[D, DC],
        || {
            let callee = answering().quirks(|it| it.shown_media = Some([10, 0, 0, 23].into()));
            Cast::scripts(calling(), callee).public()
        },
        watch,
    ),
    scenario(
        "poor audio: a fifth of the packets is lost",
        call(&[Rule::PoorAudio], &[CallerNetwork, CalleeNetwork, Carrier]),
        &[X, XE, DD, DC],
        Cast::default,
        |stage| {
            stage.faults(|it| it.media_loss = 0.2);
            conversation(stage);
        },
    ),
    scenario(
        "poor audio: gaps on the way from the called phone",
        call(&[Rule::PoorAudio], &[CalleeNetwork, CallerNetwork, Carrier]),
        &[X, DC],
        || Cast::of(Role::Phone(|_| {}), Role::Phone(|_| {})),
        |stage| {
            let mut count = 0u32;
            stage.meddle(move |packet| {
                if !is_media(packet) || packet.source.ip() != CALLEE.ip() {
                    return Fate::Pass;
                }
                count += 1;
                lost_if(count % 50 < 12)
            });
            conversation(stage);
        },
    ),
];

//! Calls that are up and cannot be heard, or not well.

use naisen_cause::Rule;
use naisen_sim::{Fate, Forged};

use crate::label::Who::{
    Callee, CalleeNetwork, CallerNetwork, CallerPhone, Carrier, Exchange,
};
use crate::label::call;
use crate::scenario::{Scenario, scenario};
use crate::script::{Script, answering, calling_until};
use crate::stage::{
    CALLEE, CALLER, Cast, D, DC, DD, DE, Role, SERVER, Stage, X, XC, XE, XT, is_media,
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

/// Inside a home network.
const INSIDE: [u8; 4] = [10, 0, 0, 23];

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
            stage.meddle(|packet| drop_if(is_media(packet) && packet.source.ip() == CALLEE.ip()));
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
            stage.meddle(|packet| drop_if(is_media(packet) && packet.source.ip() == CALLER.ip()));
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
        call(&[Rule::OneWayAudio], &[CallerNetwork, Exchange, CalleeNetwork]),
        &[XC],
        Cast::default,
        |stage| {
            stage.meddle(|packet| {
                drop_if(
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
            let callee = answering().quirks(|it| it.shown_media = Some(INSIDE.into()));
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
            let caller = calling().quirks(|it| it.shown_media = Some(INSIDE.into()));
            Cast::scripts(caller, answering()).public()
        },
        watch,
    ),
    scenario(
        "private address: our terminals, the called one behind a router",
        call(
            &[Rule::PrivateMediaAddress, Rule::OneWayAudio, Rule::AlgRewrite],
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
            let caller = calling().quirks(|it| it.shown_media = Some(INSIDE.into()));
            let callee = answering().quirks(|it| it.shown_media = Some([10, 0, 0, 24].into()));
            Cast::scripts(caller, callee).public()
        },
        watch,
    ),
    scenario(
        "no audio: a firewall lets none pass",
        call(
            &[Rule::NoAudio],
            &[CallerNetwork, CalleeNetwork, Exchange],
        ),
        &[X, XT, DC],
        Cast::default,
        |stage| {
            // What the tapped host sends itself is seen; so it is mute as well.
            stage.meddle(|packet| drop_if(is_media(packet)));
            conversation(stage);
        },
    ),
    scenario(
        "no audio: both phones are mute",
        call(
            &[Rule::NoAudio],
            &[CallerPhone, CallerNetwork, Callee, CalleeNetwork],
        ),
        &[D],
        || {
            let caller = calling().quirks(|it| it.talks = false);
            Cast::scripts(caller, answering().quirks(|it| it.talks = false))
        },
        watch,
    ),
    scenario(
        "wrong media source: the called phone speaks from another port",
        call(
            &[Rule::WrongMediaSource, Rule::OneWayAudio],
            &[Callee, CalleeNetwork],
        ),
        &[D, DC],
        || {
            let callee = answering().quirks(|it| it.source_port = 11_990);
            Cast::scripts(calling(), callee)
        },
        watch,
    ),
    scenario(
        "wrong media source: a router changes the caller's port",
        call(
            &[Rule::WrongMediaSource],
            &[CallerPhone, CallerNetwork],
        ),
        &[DD],
        || Cast::scripts(calling(), answering()),
        |stage| {
            stage.meddle(|packet| {
                if !is_media(packet) || packet.source.ip() != CALLER.ip() {
                    return Fate::Pass;
                }
                let mut source = packet.source;
                source.set_port(61_004);
                Fate::Instead(vec![Forged {
                    source,
                    ..Forged::copy(packet)
                }])
            });
            watch(stage);
        },
    ),
    scenario(
        "poor audio: a fifth of the packets is lost",
        call(
            &[Rule::PoorAudio],
            &[CallerNetwork, CalleeNetwork, Carrier],
        ),
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
                drop_if(count % 50 < 12)
            });
            conversation(stage);
        },
    ),
];

fn drop_if(lost: bool) -> Fate {
    if lost { Fate::Lost } else { Fate::Pass }
}

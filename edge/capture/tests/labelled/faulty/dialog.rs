//! Calls that go wrong after or around the answer.

use naisen_cause::Rule;
use naisen_terminal::Command;

use crate::label::Who::{Callee, CalleeNetwork, CallerNetwork, CallerPhone, Exchange};
use crate::label::call;
use crate::scenario::{Scenario, scenario};
use crate::script::{
    Answer, Ask, Deed, On, Script, Sdp, answering, ask_of, calling, calling_until, ok, ok_with,
    reply, reply_with, send,
};
use crate::stage::{
    CALLEE, Cast, D, DC, DD, DE, DT, Role, Stage, X, XE, XT, answers, begins, lost_if,
};

/// 64*T1, what comes before, and what comes after.
fn outlive_a_timer(stage: &mut Stage) {
    stage.pass(42_000);
}

/// An INVITE that asks for a session timer of a minute and a half.
fn timed(lines: &str) -> Deed {
    Deed::Invite(Ask {
        lines: format!("Supported: timer, 100rel, replaces\r\n{lines}"),
        ..ask_of("102")
    })
}

/// A phone that answers with these lines.
fn answering_with(lines: &str) -> Script {
    let deeds = vec![
        (4, reply(100, "Trying")),
        (60, reply(180, "Ringing")),
        (1_100, ok_with(lines, Sdp::default())),
    ];
    Script::default().on(On::Request("INVITE"), deeds)
}

/// A phone that rings reliably and answers after two minutes.
fn ringing_reliably() -> Script {
    let ringing = Deed::Reply(Answer {
        status: 180,
        phrase: "Ringing",
        reliable: true,
        ..Answer::default()
    });
    let deeds = vec![(4, reply(100, "Trying")), (80, ringing), (120_000, ok())];
    Script::default().on(On::Request("INVITE"), deeds)
}

/// Refuses every INVITE: no interval is ever long enough.
fn demanding() -> Script {
    let deeds = vec![(
        11,
        reply_with(422, "Session Interval Too Small", "Min-SE: 1800\r\n"),
    )];
    Script::default().on(On::Request("INVITE"), deeds)
}

/// Refuses every INVITE, and asks for more each time.
fn never_long_enough() -> Script {
    (0..9u32).fold(Script::default(), |script, time| {
        let least = format!("Min-SE: {}\r\n", 1_800 + 600 * time);
        let deeds = vec![(11, reply_with(422, "Session Interval Too Small", &least))];
        script.upon(On::Request("INVITE"), time, 1, deeds)
    })
}

fn restart_and_hold(stage: &mut Stage) {
    stage.talk(3_000);
    stage.kill(stage.callee);
    stage.pass(2_000);
    stage.revive_callee(|_| {});
    stage.pass(2_000);
    stage.of_call(stage.caller, |call| Command::Hold { call });
    stage.pass(4_000);
}

pub(crate) const ALL: &[Scenario] = &[
    scenario(
        "missing ACK: the caller never sends one",
        call(&[Rule::MissingAck], &[CallerPhone, CallerNetwork]),
        &[D, DT, X, XT],
        || {
            let caller = calling("102").quirks(|it| it.acks = false);
            Cast::scripts(caller, answering())
        },
        outlive_a_timer,
    ),
    scenario(
        "missing ACK: our phone waits in vain",
        call(&[Rule::MissingAck], &[CallerPhone, CallerNetwork]),
        &[D, DE, X],
        || Cast::caller(calling("102").quirks(|it| it.acks = false)),
        outlive_a_timer,
    ),
    scenario(
        "missing ACK: lost on its way, seen behind the loss",
        call(&[Rule::MissingAck], &[CallerNetwork, CalleeNetwork]),
        &[DD],
        || Cast::scripts(calling("102"), answering()),
        |stage| {
            stage.meddle(|packet| lost_if(begins(packet, "ACK ")));
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "missing ACK: lost on its way, seen before the loss",
        call(&[Rule::MissingAck], &[CallerNetwork, CalleeNetwork]),
        &[D, DC],
        || Cast::scripts(calling("102"), answering()),
        |stage| {
            stage.meddle(|packet| lost_if(begins(packet, "ACK ")));
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "missing ACK: lost between exchange and phone",
        call(&[Rule::MissingAck], &[CalleeNetwork]),
        &[X, XE],
        Cast::default,
        |stage| {
            stage.meddle(|packet| lost_if(begins(packet, "ACK ") && packet.destination == CALLEE));
            stage.dial("102");
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "missing ACK: the called phone does not heed it",
        call(&[Rule::MissingAck], &[Callee, CalleeNetwork]),
        &[D, DD, DC],
        || {
            let callee = answering().quirks(|it| it.overhears_acks = true);
            Cast::scripts(calling("102"), callee)
        },
        outlive_a_timer,
    ),
    scenario(
        "missing ACK: the Contact cannot be reached",
        call(
            &[Rule::PrivateContact, Rule::MissingAck],
            &[Callee, CalleeNetwork],
        ),
        &[D, DC],
        || {
            let callee = answering().quirks(|it| {
                it.shown = Some(([10, 64, 3, 22], 5060).into());
                it.shown_media = Some(CALLEE.ip());
            });
            let caller = calling("102").quirks(|it| it.follows_contact = true);
            Cast::scripts(caller, callee).public()
        },
        outlive_a_timer,
    ),
    scenario(
        "missing PRACK: the caller never sends one",
        call(&[Rule::MissingPrack], &[CallerPhone, CallerNetwork]),
        &[D, DT, DD],
        || {
            let invite = Deed::Invite(Ask {
                lines: "Supported: 100rel\r\n".into(),
                ..ask_of("102")
            });
            let caller = Script::default()
                .plan(1_000, invite)
                .quirks(|it| it.pracks = false);
            Cast::scripts(caller, ringing_reliably())
        },
        outlive_a_timer,
    ),
    scenario(
        "missing PRACK: our phone waits in vain",
        call(&[Rule::MissingPrack], &[CallerPhone, CallerNetwork]),
        &[DE, XE],
        || {
            let invite = Deed::Invite(Ask {
                lines: "Require: 100rel\r\nSupported: timer\r\n".into(),
                ..ask_of("102")
            });
            let caller = Script::default()
                .plan(1_000, invite)
                .quirks(|it| it.pracks = false);
            let callee = Role::Phone(|it| it.answer = naisen_terminal::AnswerMode::Manual);
            Cast::of(Role::Script(caller), callee)
        },
        outlive_a_timer,
    ),
    scenario(
        "missing PRACK: lost on its way",
        call(&[Rule::MissingPrack], &[CallerNetwork, CalleeNetwork]),
        &[DC, DD],
        || {
            let invite = Deed::Invite(Ask {
                lines: "Supported: 100rel\r\n".into(),
                ..ask_of("102")
            });
            Cast::scripts(Script::default().plan(1_000, invite), ringing_reliably())
        },
        |stage| {
            stage.meddle(|packet| lost_if(begins(packet, "PRACK ")));
            outlive_a_timer(stage);
        },
    ),
    scenario(
        "session timer: the caller never refreshes",
        call(&[Rule::SessionTimerExpired], &[CallerPhone, CallerNetwork]),
        &[DE, XE],
        || {
            let invite = timed("Session-Expires: 90;refresher=uac\r\n");
            Cast::caller(Script::default().plan(1_000, invite))
        },
        |stage| stage.pass(95_000),
    ),
    scenario(
        "session timer: the called phone never refreshes",
        call(&[Rule::SessionTimerExpired], &[Callee, CalleeNetwork]),
        &[D, DC],
        || {
            let lines = "Require: timer\r\nSession-Expires: 90;refresher=uas\r\n";
            let caller = Script::default()
                .plan(1_000, timed("Session-Expires: 90\r\n"))
                .plan(63_000, send("BYE"));
            Cast::scripts(caller, answering_with(lines))
        },
        |stage| stage.pass(66_000),
    ),
    scenario(
        "refresher confusion: the answer turns the refresher round",
        call(&[Rule::RefresherConfusion], &[Callee]),
        &[D, DT, DC],
        || {
            let lines = "Require: timer\r\nSession-Expires: 90;refresher=uas\r\n";
            let caller = Script::default()
                .plan(1_000, timed("Session-Expires: 90;refresher=uac\r\n"))
                .plan(64_000, send("BYE"));
            Cast::scripts(caller, answering_with(lines))
        },
        |stage| stage.pass(66_000),
    ),
    scenario(
        "refresher confusion: the answer names none",
        call(&[Rule::RefresherConfusion], &[Callee]),
        &[D, DC],
        || {
            let lines = "Require: timer\r\nSession-Expires: 90\r\n";
            let caller = Script::default()
                .plan(1_000, timed("Session-Expires: 90\r\n"))
                .plan(64_000, send("BYE"));
            Cast::scripts(caller, answering_with(lines))
        },
        |stage| stage.pass(66_000),
    ),
    scenario(
        "422 loop: the caller never asks for more",
        call(&[Rule::IntervalLoop], &[CallerPhone]),
        &[D, DT],
        || {
            let deeds = vec![(30, Deed::Again(Ask::default()))];
            let caller = Script::default()
                .plan(1_000, timed("Session-Expires: 600\r\n"))
                .upon(On::Status("INVITE", 422, 422), 0, 5, deeds);
            Cast::scripts(caller, demanding())
        },
        |stage| stage.pass(8_000),
    ),
    scenario(
        "422 loop: our terminal tries in vain",
        call(&[Rule::IntervalLoop], &[Callee, Exchange]),
        &[DE, XE],
        || Cast::callee(never_long_enough()),
        |stage| {
            stage.dial("102");
            stage.pass(8_000);
        },
    ),
    scenario(
        "glare: both phones hold at once",
        call(&[Rule::Glare, Rule::Completed], &[]).with(Rule::Glare),
        &[D, DT, DE],
        Cast::default,
        |stage| {
            stage.talk(2_000);
            stage.of_call(stage.caller, |call| Command::Hold { call });
            stage.of_call(stage.callee, |call| Command::Hold { call });
            stage.pass(8_000);
            stage.of_call(stage.caller, |call| Command::Resume { call });
            stage.pass(2_000);
            stage.of_call(stage.callee, |call| Command::Resume { call });
            stage.pass(4_000);
            stage.hang_up(stage.caller);
            stage.pass(1_000);
        },
    ),
    scenario(
        "early BYE: the called phone does not wait for the ACK",
        call(&[Rule::EarlyBye], &[Callee]),
        &[D, DD, DT],
        || {
            let deeds = vec![
                (4, reply(100, "Trying")),
                (60, reply(180, "Ringing")),
                (1_100, ok()),
                (1_102, send("BYE")),
            ];
            let callee = Script::default().on(On::Request("INVITE"), deeds);
            Cast::scripts(calling("102"), callee)
        },
        |stage| stage.pass(8_000),
    ),
    scenario(
        "early BYE: the caller gives up by BYE while it rings",
        call(&[Rule::EarlyBye], &[CallerPhone]),
        &[D, DD, DT],
        || {
            let deeds = vec![(4, reply(100, "Trying")), (60, reply(180, "Ringing"))];
            let callee = Script::default().on(On::Request("INVITE"), deeds).on(
                On::Request("BYE"),
                vec![(2, reply(481, "Call/Transaction Does Not Exist"))],
            );
            Cast::scripts(calling("102").plan(4_000, send("BYE")), callee)
        },
        |stage| stage.pass(9_000),
    ),
    scenario(
        "dialog lost: the called phone forgot the call",
        call(&[Rule::DialogLost], &[Callee]),
        &[D, DT, DC],
        || {
            let again = Deed::Send(
                "INVITE",
                Ask {
                    sdp: Some(Sdp::default()),
                    ..Ask::default()
                },
            );
            let caller = calling("102").plan(6_000, again).plan(6_400, send("BYE"));
            Cast::scripts(caller, answering().plan(5_000, Deed::Forget))
        },
        |stage| stage.pass(9_000),
    ),
    scenario(
        "dialog lost: the called phone restarted",
        call(&[Rule::DialogLost], &[Callee]),
        &[D, X, DE],
        Cast::default,
        restart_and_hold,
    ),
    scenario(
        "leg lost: the called phone has no power, and the caller hangs up",
        call(&[Rule::LegLost], &[Callee, CalleeNetwork]),
        &[D, X, DC, XE],
        Cast::default,
        |stage| {
            stage.talk(3_000);
            stage.kill(stage.callee);
            stage.pass(3_000);
            stage.hang_up(stage.caller);
            stage.pass(40_000);
        },
    ),
    scenario(
        "leg lost: the called phone has no power, and the refresh is not answered",
        call(&[Rule::LegLost], &[Callee, CalleeNetwork]),
        &[DE, XE],
        || {
            Cast::of(
                Role::Phone(|it| {
                    if let Some(timer) = &mut it.policy.timer {
                        timer.expires_s = 90;
                        timer.asked_refresher = Some(naisen_sip::Refresher::Uac);
                    }
                }),
                Role::Phone(|_| {}),
            )
        },
        |stage| {
            stage.talk(3_000);
            stage.kill(stage.callee);
            stage.pass(95_000);
        },
    ),
    scenario(
        "leg lost: the caller has no power",
        call(&[Rule::LegLost], &[CallerPhone, CallerNetwork]),
        &[X, DD],
        Cast::default,
        |stage| {
            stage.talk(3_000);
            stage.kill(stage.caller);
            stage.pass(3_000);
            stage.hang_up(stage.callee);
            stage.pass(40_000);
        },
    ),
    scenario(
        "leg lost: the link of the called phone is cut",
        call(&[Rule::LegLost], &[Callee, CalleeNetwork]),
        &[X],
        || {
            let again = Deed::Send(
                "INVITE",
                Ask {
                    sdp: Some(Sdp::default()),
                    ..Ask::default()
                },
            );
            Cast::caller(calling_until("102", 45_000).plan(7_000, again))
        },
        |stage| {
            stage.pass(6_000);
            let (one, other) = (stage.server, stage.callee);
            if let (Some(one), Some(other)) = (one, other) {
                stage.network.cut(one, other);
            }
            stage.pass(48_000);
        },
    ),
    scenario(
        "unanswered: the 200 to the BYE is lost for good",
        call(&[Rule::LegLost], &[Callee, CalleeNetwork, CallerNetwork]),
        &[DC],
        Cast::default,
        |stage| {
            stage.talk(2_000);
            stage.meddle(|packet| lost_if(answers(packet, 200, "BYE")));
            stage.hang_up(stage.caller);
            stage.pass(40_000);
        },
    ),
];

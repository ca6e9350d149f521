//! Sound calls: nobody is to be accused of anything.

use std::time::Duration;

use naisen_exchange::InviteChallenge;
use naisen_node::{Random, Transport};
use naisen_sim::{Fate, Faults, Forged};
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{AnswerMode, Command};

use crate::script::{
    Answer, Ask, Deed, On, Script, Sdp, Voice, answering, ask_of, calling as placing,
    calling_until, ok, reply, send,
};
use crate::stage::{
    CALLEE, CALLER, Cast, D, DC, DD, DE, DT, Role, Setup, Stage, X, XC, XD, XE, XT, is_media,
    rewritten,
};

/// A sound call in several set-ups.
pub(crate) struct Sound {
    pub(crate) name: &'static str,
    pub(crate) setups: &'static [Setup],
    pub(crate) cast: fn() -> Cast,
    pub(crate) play: fn(&mut Stage),
}

const fn sound(
    name: &'static str,
    setups: &'static [Setup],
    cast: fn() -> Cast,
    play: fn(&mut Stage),
) -> Sound {
    Sound {
        name,
        setups,
        cast,
        play,
    }
}

fn conversation(stage: &mut Stage) {
    stage.talk(4_000);
    stage.hang_up(stage.caller);
    stage.pass(1_500);
}

fn watch(stage: &mut Stage) {
    stage.pass(9_000);
}

fn calling() -> Script {
    calling_until("102", 7_000)
}

fn hold_and_resume(stage: &mut Stage) {
    stage.talk(2_000);
    stage.of_call(stage.caller, |call| Command::Hold { call });
    stage.pass(3_000);
    stage.of_call(stage.caller, |call| Command::Resume { call });
    stage.pass(3_000);
    stage.of_call(stage.callee, |call| Command::Hold { call });
    stage.pass(3_000);
    stage.of_call(stage.callee, |call| Command::Resume { call });
    stage.pass(3_000);
    stage.hang_up(stage.callee);
    stage.pass(1_500);
}

fn call_to(stage: &mut Stage, number: &str) {
    stage.dial(number);
    stage.pass(4_000);
    stage.hang_up(stage.caller);
    stage.pass(1_500);
}

/// Lets the caller know itself by an inside address alone, which stands in all that it sends; what
/// comes to it names that address, too.
fn behind_nat(stage: &mut Stage, inside: &'static str) {
    stage.meddle(move |packet| {
        let forged = |pairs: &[(&str, &str)]| {
            Fate::Instead(vec![Forged {
                bytes: rewritten(packet.bytes, pairs),
                ..Forged::copy(packet)
            }])
        };
        if is_media(packet) {
            Fate::Pass
        } else if packet.source == CALLER {
            forged(&[("192.168.0.101", inside)])
        } else if packet.destination == CALLER {
            forged(&[(inside, "192.168.0.101")])
        } else {
            Fate::Pass
        }
    });
}

/// Sound calls of known course.
pub(crate) const ALL: &[Sound] = &[
    sound(
        "a call",
        &[D, DT, DE, X, XT, XE, XC, XD, DC, DD],
        Cast::default,
        conversation,
    ),
    sound(
        "hold and resume by both",
        &[D, DE, X, XT, XE, XC],
        Cast::default,
        hold_and_resume,
    ),
    sound(
        "challenge by 401",
        &[X],
        || Cast {
            exchange: |it| it.authentication.invite = InviteChallenge::Server401,
            ..Cast::default()
        },
        conversation,
    ),
    sound(
        "a nonce that went stale once",
        &[X],
        || Cast {
            exchange: |it| it.authentication.nonce_lifetime = Duration::from_secs(3),
            ..Cast::default()
        },
        |stage| {
            stage.pass(10_000);
            conversation(stage);
            conversation(stage);
        },
    ),
    sound("the echo line", &[X, XT, XE], Cast::default, |stage| {
        call_to(stage, "900");
    }),
    sound("the tone line", &[X, XE], Cast::default, |stage| {
        call_to(stage, "901");
    }),
    sound(
        "strangers' phones",
        &[D, DT, X, XT, DC, DD, XC, XD],
        || Cast::scripts(calling(), answering()),
        watch,
    ),
    sound(
        "a stranger's phone calls ours",
        &[D, DT, DE, X, XE],
        || Cast::caller(calling()),
        watch,
    ),
    sound(
        "our phone calls a stranger's",
        &[D, DT, DE, X, XE],
        || Cast::callee(answering()),
        conversation,
    ),
    sound(
        "session timer, refreshed",
        &[DE, XE],
        || {
            Cast::of(
                Role::Phone(|it| {
                    if let Some(timer) = &mut it.policy.timer {
                        timer.expires_s = 90;
                    }
                }),
                Role::Phone(|_| {}),
            )
        },
        |stage| {
            stage.talk(100_000);
            stage.hang_up(stage.caller);
            stage.pass(1_500);
        },
    ),
    sound(
        "one 422, and then long enough",
        &[D, DT],
        || {
            let refusal = Answer {
                status: 422,
                phrase: "Session Interval Too Small",
                lines: "Min-SE: 1800\r\n".into(),
                ..Answer::default()
            };
            let again = Ask {
                lines: "Min-SE: 1800\r\n".into(),
                ..Ask::default()
            };
            let caller = calling().upon(
                On::Status("INVITE", 422, 422),
                0,
                1,
                vec![(20, Deed::Again(again))],
            );
            let deeds = vec![
                (4, reply(100, "Trying")),
                (60, reply(180, "Ringing")),
                (1_100, ok()),
            ];
            let callee = Script::default()
                .upon(On::Request("INVITE"), 0, 1, vec![(5, Deed::Reply(refusal))])
                .upon(On::Request("INVITE"), 1, 9, deeds);
            Cast::scripts(caller, callee)
        },
        watch,
    ),
    sound(
        "early media",
        &[D, X],
        || {
            let early = Deed::Reply(Answer {
                status: 183,
                phrase: "Session Progress",
                sdp: Some(Sdp::default()),
                ..Answer::default()
            });
            let deeds = vec![(4, reply(100, "Trying")), (200, early), (2_000, ok())];
            Cast::scripts(
                calling(),
                Script::default().on(On::Request("INVITE"), deeds),
            )
        },
        watch,
    ),
    sound(
        "a call that is answered at once",
        &[D, DT, X],
        || {
            Cast::scripts(
                calling(),
                Script::default().on(On::Request("INVITE"), vec![(2, ok())]),
            )
        },
        watch,
    ),
    sound(
        "one ACK is lost and comes again",
        &[DD, D, X],
        || Cast::scripts(calling(), answering()),
        |stage| {
            let mut lost = false;
            stage.meddle(move |packet| {
                if !lost && packet.bytes.starts_with(b"ACK ") {
                    lost = true;
                    return Fate::Lost;
                }
                Fate::Pass
            });
            watch(stage);
        },
    ),
    sound(
        "the first INVITEs are lost",
        &[D, DC, X],
        || Cast::scripts(calling(), answering()),
        |stage| {
            let mut lost = 0;
            stage.meddle(move |packet| {
                if lost < 2 && packet.bytes.starts_with(b"INVITE ") {
                    lost += 1;
                    return Fate::Lost;
                }
                Fate::Pass
            });
            watch(stage);
        },
    ),
    sound(
        "a phone behind a NAT that the exchange gets along with",
        &[X],
        || {
            let caller = calling().quirks(|it| {
                it.shown = Some(([10, 0, 0, 23], 5060).into());
            });
            Cast::caller(caller).public()
        },
        watch,
    ),
    sound(
        "our phone behind such a NAT",
        &[X],
        || Cast::default().public(),
        |stage| {
            behind_nat(stage, "192.168.178.21");
            conversation(stage);
        },
    ),
    sound(
        "a router changes the ports of audio, and both hear",
        &[DD, X],
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
    sound(
        "music on hold, one way by agreement",
        &[D, X],
        || {
            let hold = Deed::Send(
                "INVITE",
                Ask {
                    sdp: Some(Sdp {
                        direction: "sendonly",
                        ..Sdp::default()
                    }),
                    ..Ask::default()
                },
            );
            Cast::scripts(calling().plan(4_000, hold), answering())
        },
        watch,
    ),
    sound(
        "a call that the called side ends",
        &[D, DT, X, XT],
        || Cast::scripts(placing("102"), answering().plan(7_000, send("BYE"))),
        watch,
    ),
    sound(
        "the caller asks without an offer",
        &[D],
        || {
            let ask = Ask {
                sdp: None,
                ..ask_of("102")
            };
            let caller = Script::default()
                .plan(1_000, Deed::Invite(ask))
                .plan(7_000, send("BYE"))
                .quirks(|it| it.acks = true);
            Cast::scripts(caller, answering().quirks(|it| it.talks = true))
        },
        watch,
    ),
    sound(
        "the capture holds signalling only",
        &[X, D],
        Cast::default,
        |stage| {
            stage.tape.without_media = true;
            conversation(stage);
        },
    ),
    sound(
        "the capture ends in the middle of the call",
        &[X, D],
        Cast::default,
        |stage| stage.talk(3_000),
    ),
    sound(
        "every packet is captured twice",
        &[D, X, XE, DC],
        Cast::default,
        |stage| {
            stage.tape.twice = true;
            conversation(stage);
        },
    ),
    sound(
        "the capture shows what the caller sends, and no more",
        &[D, X],
        Cast::default,
        |stage| {
            stage.tape.only_from = Some(CALLER.ip());
            stage.talk(14_000);
            stage.hang_up(stage.caller);
            stage.pass(1_500);
        },
    ),
    sound(
        "the capture shows what the called side sends, and no more",
        &[D, X],
        Cast::default,
        |stage| {
            stage.tape.only_from = Some(CALLEE.ip());
            stage.talk(14_000);
            stage.hang_up(stage.caller);
            stage.pass(1_500);
        },
    ),
    sound(
        "silence suppression",
        &[D, X, DC, DD],
        || {
            let caller = calling_until("102", 16_000).quirks(|it| it.voice = Voice::Sparse);
            Cast::scripts(caller, answering())
        },
        |stage| stage.pass(18_000),
    ),
    sound(
        "the stream begins anew in the middle",
        &[D, X, DC],
        || {
            let callee = answering().quirks(|it| it.voice = Voice::Restarting);
            Cast::scripts(calling_until("102", 12_000), callee)
        },
        |stage| stage.pass(14_000),
    ),
    sound(
        "the called phone begins to speak after three seconds",
        &[D, X],
        || {
            let callee = answering()
                .plan(5_000, Deed::Talk)
                .quirks(|it| it.talks = false);
            Cast::scripts(calling_until("102", 12_000), callee)
        },
        |stage| stage.pass(14_000),
    ),
    sound(
        "a password that is corrected",
        &[X, XT],
        || {
            let challenge = "WWW-Authenticate: Digest realm=\"pbx.example\", nonce=\"{hex}\"\r\n";
            let credentials = "Authorization: Digest username=\"101\", realm=\"pbx.example\", \
                               nonce=\"{nonce}\", uri=\"sip:192.168.0.200\", \
                               response=\"{hex}\"\r\n";
            let again = |ms, lines: &str| {
                let ask = Ask {
                    lines: lines.into(),
                    ..Ask::default()
                };
                vec![(ms, Deed::Again(ask))]
            };
            let refusal = || {
                Deed::Reply(Answer {
                    status: 401,
                    phrase: "Unauthorized",
                    lines: challenge.into(),
                    ..Answer::default()
                })
            };
            let caller = calling_until("102", 16_000)
                .plan(500, Deed::Register(Ask::default()))
                .upon(
                    On::Status("REGISTER", 401, 401),
                    0,
                    1,
                    again(20, credentials),
                )
                .upon(
                    On::Status("REGISTER", 401, 401),
                    1,
                    1,
                    again(300, credentials),
                );
            let server = Script::default()
                .upon(On::Request("REGISTER"), 0, 2, vec![(5, refusal())])
                .on(
                    On::Request("INVITE"),
                    vec![(4, reply(180, "Ringing")), (900, ok())],
                );
            Cast {
                server: Some(server),
                ..Cast::of(Role::Script(caller), Role::Nobody)
            }
        },
        |stage| stage.pass(18_000),
    ),
    sound(
        "the capture begins in the middle of the call",
        &[X, D, XE],
        Cast::default,
        |stage| {
            stage.talk(3_000);
            stage.tape.begin_now();
            stage.pass(4_000);
            stage.of_call(stage.caller, |call| Command::Hold { call });
            stage.pass(2_000);
            stage.hang_up(stage.callee);
            stage.pass(1_500);
        },
    ),
    sound(
        "two phones ring and the caller gives up",
        &[X],
        || Cast {
            third: Role::Phone(|it| {
                it.number = "102".into();
                it.credentials = Some(ClientCredentials::with_password("102", "secret"));
                if let Some(registration) = &mut it.registration {
                    registration.delete_all_on_start = false;
                }
                it.answer = AnswerMode::Manual;
            }),
            callee: Role::Phone(|it| {
                if let Some(registration) = &mut it.registration {
                    registration.delete_all_on_start = false;
                }
                it.answer = AnswerMode::Manual;
            }),
            ..Cast::default()
        },
        |stage| {
            stage.dial("102");
            stage.pass(4_000);
            stage.hang_up(stage.caller);
            stage.pass(2_000);
        },
    ),
    sound(
        "three calls one after another",
        &[X, XT],
        Cast::default,
        |stage| {
            for _ in 0..3 {
                conversation(stage);
                stage.pass(6_000);
            }
        },
    ),
    sound("digits are keyed", &[X, D], Cast::default, |stage| {
        stage.talk(1_000);
        stage.of_call(stage.caller, |call| Command::SendDigits {
            call,
            digits: "1234#".into(),
        });
        stage.pass(3_000);
        stage.hang_up(stage.callee);
        stage.pass(1_500);
    }),
];

/// How many random conversations there are.
pub(crate) const SEEDS: u64 = 60;

/// A random conversation over a network that loses, doubles and delays a little; now and then the
/// capture misses some of it, too.
pub(crate) fn random(seed: u64) -> Stage {
    let mut random = Random::from_number(seed);
    let setups = [D, DT, DE, X, XT, XE, XC, XD, DC, DD];
    let pick = random.below(setups.len() as u64);
    let base = setups[usize::try_from(pick).unwrap_or(0)];
    let setup = Setup {
        name: base.name,
        seed: 1_000 + seed,
        ..base
    };
    let mut stage = Stage::new(setup, Cast::default());
    let share = |random: &mut Random, most: u64| random.below(most) as f64 / 1_000.0;
    let faults = Faults {
        loss: share(&mut random, 30),
        media_loss: share(&mut random, 8),
        duplication: share(&mut random, 20),
        reordering: share(&mut random, 20),
        straggle: Duration::from_millis(random.below(15)),
        delay: Duration::from_millis(1 + random.below(40)),
        jitter: Duration::from_millis(random.below(5)),
        unreachable: false,
    };
    stage.network.set_faults(faults);
    if setup.transport == Transport::Udp && random.chance(0.3) {
        stage.tape.misses = (0.02, Random::from_number(seed));
    }
    stage.pass(4_000);
    stage.dial("102");
    if random.chance(0.15) {
        stage.pass(900);
        stage.hang_up(stage.caller);
        stage.pass(40_000);
        return stage;
    }
    stage.pass(6_000);
    for _ in 0..random.below(4) {
        let host = if random.chance(0.5) {
            stage.caller
        } else {
            stage.callee
        };
        match random.below(3) {
            0 => {
                stage.of_call(host, |call| Command::Hold { call });
                stage.pass(3_000 + random.below(2_000));
                stage.of_call(host, |call| Command::Resume { call });
            }
            1 => stage.of_call(host, |call| Command::SendDigits {
                call,
                digits: "42".into(),
            }),
            _ => {}
        }
        stage.pass(2_000 + random.below(3_000));
    }
    let host = if random.chance(0.5) {
        stage.caller
    } else {
        stage.callee
    };
    stage.hang_up(host);
    stage.pass(40_000);
    stage
}

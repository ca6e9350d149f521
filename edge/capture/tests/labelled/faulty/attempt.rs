//! Attempts that end before the answer.

use std::time::Duration;

use naisen_cause::Rule;
use naisen_exchange::InviteChallenge;
use naisen_media::Law;
use naisen_sip::StatusCode;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{AnswerMode, Config};

use crate::label::Who::{
    Callee, CalleeNetwork, Caller, CallerNetwork, CallerPhone, Carrier, Exchange,
};
use crate::label::{call, registration};
use crate::scenario::{Scenario, scenario};
use crate::script::{
    Answer, Ask, Deed, On, Script, Sdp, answering, ask_of, calling, ok_with, refusing, reply,
    reply_with, send,
};
use crate::stage::{Cast, D, DC, DD, DE, DT, Role, Stage, X, XC, XD, XE, XT, lost_if};

/// Our terminal as the called phone, which refuses so.
fn refuser(change: fn(&mut Config)) -> Cast {
    Cast::of(Role::Phone(|_| {}), Role::Phone(change))
}

fn dial_102(stage: &mut Stage) {
    stage.dial("102");
    stage.pass(3_000);
}

fn dial_102_and_wait(stage: &mut Stage) {
    stage.dial("102");
    stage.pass(45_000);
}

fn watch(stage: &mut Stage) {
    stage.pass(6_000);
}

fn ring_only(config: &mut Config) {
    config.answer = AnswerMode::Manual;
}

/// A caller's phone that has a wrong password for calls and does not register.
fn wrong_password(config: &mut Config) {
    config.registration = None;
    config.credentials = Some(ClientCredentials::with_password("101", "sceret"));
}

fn no_credentials(config: &mut Config) {
    config.registration = None;
    config.credentials = None;
}

/// A stale nonce, every time another one.
const STALE: &str = "WWW-Authenticate: Digest realm=\"pbx.example\", nonce=\"{hex}\", stale=TRUE, \
                     algorithm=MD5, qop=\"auth\"\r\n";
const STALE_PROXY: &str = "Proxy-Authenticate: Digest realm=\"pbx.example\",nonce=\"{hex}\",\
                           stale=true,algorithm=MD5\r\n";
const CHALLENGE: &str = "WWW-Authenticate: Digest realm=\"pbx.example\", nonce=\"{hex}\", \
                         algorithm=MD5, qop=\"auth\"\r\n";
const CREDENTIALS: &str = "Authorization: Digest username=\"101\", realm=\"pbx.example\", \
                           nonce=\"{nonce}\", uri=\"sip:192.168.0.200\", response=\"{hex}\", \
                           algorithm=MD5\r\n";
const PROXY_CREDENTIALS: &str = "Proxy-Authorization: Digest username=\"101\", \
                                 realm=\"pbx.example\", nonce=\"{nonce}\", \
                                 uri=\"sip:102@192.168.0.102\", response=\"{hex}\", \
                                 algorithm=MD5\r\n";

fn again_with(lines: &str) -> Deed {
    Deed::Again(Ask {
        lines: lines.into(),
        ..Ask::default()
    })
}

/// A caller that answers challenges with these credentials, `times` times.
fn authenticating(script: Script, method: &'static str, lines: &str, times: u32) -> Script {
    script.upon(
        On::Status(method, 401, 407),
        0,
        times,
        vec![(40, again_with(lines))],
    )
}

pub(crate) const ALL: &[Scenario] = &[
    scenario(
        "busy: the phone refuses with 486",
        call(&[Rule::Busy], &[Callee, Exchange]),
        &[D, DT, DE, X, XT, XE, XC, XD],
        || refuser(|it| it.answer = AnswerMode::Refuse(StatusCode::BUSY_HERE)),
        dial_102,
    ),
    scenario(
        "busy everywhere: 600",
        call(&[Rule::Busy], &[Callee, Exchange]),
        &[D, DT, X],
        || Cast::callee(refusing(600, "Busy Everywhere", "")),
        dial_102,
    ),
    scenario(
        "busy, said by a carrier in Reason only",
        call(&[Rule::Busy], &[Callee, Carrier]),
        &[D],
        || {
            let reason = "Reason: Q.850;cause=17;text=\"User busy\"\r\n";
            Cast::callee(refusing(480, "Temporarily Unavailable", reason))
        },
        dial_102,
    ),
    scenario(
        "no answer: the exchange's ringing time runs out",
        call(&[Rule::NoAnswer], &[Callee]),
        &[X, XT, XE, XC, XD],
        || refuser(ring_only),
        |stage| {
            stage.dial("102");
            stage.pass(25_000);
        },
    ),
    scenario(
        "no answer: the phone stops ringing",
        call(&[Rule::NoAnswer], &[Callee]),
        &[D, DE, DT],
        || {
            refuser(|it| {
                ring_only(it);
                it.ring_limit = Duration::from_secs(25);
            })
        },
        |stage| {
            stage.dial("102");
            stage.pass(30_000);
        },
    ),
    scenario(
        "no answer: 408 after ringing",
        call(&[Rule::NoAnswer], &[Callee, Carrier]),
        &[D, DT],
        || {
            let deeds = vec![
                (5, reply(100, "Trying")),
                (200, reply(180, "Ringing")),
                (30_000, reply(408, "Request Timeout")),
            ];
            Cast::callee(Script::default().on(On::Request("INVITE"), deeds))
        },
        |stage| {
            stage.dial("102");
            stage.pass(33_000);
        },
    ),
    scenario(
        "caller gave up while it rang",
        call(&[Rule::CallerGaveUp], &[Caller, CallerPhone]),
        &[D, DT, DE, X, XT, XE, XC, XD],
        || refuser(ring_only),
        |stage| {
            stage.dial("102");
            stage.pass(4_000);
            stage.hang_up(stage.caller);
            stage.pass(2_000);
        },
    ),
    scenario(
        "caller gave up before it rang",
        call(&[Rule::CallerGaveUp], &[Caller, CallerPhone]),
        &[D, X, DT],
        || {
            let caller = calling("102").plan(4_500, Deed::Cancel);
            let slow = vec![(6, reply(100, "Trying")), (20_000, reply(180, "Ringing"))];
            Cast::scripts(caller, Script::default().on(On::Request("INVITE"), slow))
        },
        |stage| stage.pass(8_000),
    ),
    scenario(
        "rejected: 603",
        call(&[Rule::Rejected], &[Callee, Exchange]),
        &[D, X, XE],
        || {
            refuser(|it| {
                it.answer = AnswerMode::Refuse(StatusCode::new(603).expect("a status"));
            })
        },
        dial_102,
    ),
    scenario(
        "rejected: unwanted, 607",
        call(&[Rule::Rejected], &[Callee, Exchange, Carrier]),
        &[D],
        || Cast::callee(refusing(607, "Unwanted", "")),
        dial_102,
    ),
    scenario(
        "unknown number at the exchange",
        call(&[Rule::UnknownNumber], &[Caller, Exchange]),
        &[X, XT, XC],
        Cast::default,
        |stage| {
            stage.dial("777");
            stage.pass(3_000);
        },
    ),
    scenario(
        "unknown number at a carrier: 404",
        call(&[Rule::UnknownNumber], &[Caller, Callee, Carrier, Exchange]),
        &[D, DT],
        || {
            let reason = "Reason: Q.850;cause=1;text=\"Unallocated (unassigned) number\"\r\n";
            Cast::callee(refusing(404, "Not Found", reason))
        },
        dial_102,
    ),
    scenario(
        "unknown number: 604",
        call(&[Rule::UnknownNumber], &[Caller, Callee, Carrier, Exchange]),
        &[D],
        || Cast::callee(refusing(604, "Does Not Exist Anywhere", "")),
        dial_102,
    ),
    scenario(
        "incomplete number: 484",
        call(
            &[Rule::IncompleteNumber],
            &[Caller, CallerPhone, Callee, Exchange, Carrier],
        ),
        &[D, DT, X],
        || Cast::callee(refusing(484, "Address Incomplete", "")),
        dial_102,
    ),
    scenario(
        "not registered",
        call(&[Rule::NotRegistered], &[Callee, Exchange]),
        &[X, XT, XE, XC],
        || Cast::of(Role::Phone(|_| {}), Role::Nobody),
        dial_102,
    ),
    scenario(
        "wrong password for a call",
        call(&[Rule::WrongPassword], &[CallerPhone, Caller]),
        &[X, XT, XE, XC],
        || Cast::of(Role::Phone(wrong_password), Role::Phone(|_| {})),
        dial_102,
    ),
    scenario(
        "wrong password for a call, 401",
        call(&[Rule::WrongPassword], &[CallerPhone, Caller]),
        &[X],
        || Cast {
            exchange: |it| it.authentication.invite = InviteChallenge::Server401,
            ..Cast::of(Role::Phone(wrong_password), Role::Phone(|_| {}))
        },
        dial_102,
    ),
    scenario(
        "wrong password for a call, again and again",
        call(&[Rule::WrongPassword], &[CallerPhone, Caller]),
        &[D, DT],
        || {
            let caller = authenticating(calling("102"), "INVITE", CREDENTIALS, 4);
            Cast::scripts(caller, refusing(401, "Unauthorized", CHALLENGE))
        },
        watch,
    ),
    scenario(
        "wrong password to register",
        registration(&[Rule::WrongPassword], &[CallerPhone, Caller]),
        &[X, XT, XC],
        || {
            let caller = Role::Phone(|it| {
                it.credentials = Some(ClientCredentials::with_password("101", "sceret"));
            });
            Cast::of(caller, Role::Nobody)
        },
        watch,
    ),
    scenario(
        "wrong password to register: 403 at last",
        registration(&[Rule::WrongPassword], &[CallerPhone, Caller]),
        &[X],
        || {
            let register = Deed::Register(Ask::default());
            let caller = Script::default().plan(1_000, register);
            let server = Script::default()
                .upon(
                    On::Request("REGISTER"),
                    0,
                    1,
                    vec![(9, reply_with(401, "Unauthorized", CHALLENGE))],
                )
                .upon(
                    On::Request("REGISTER"),
                    1,
                    9,
                    vec![(9, reply(403, "Forbidden (Bad auth)"))],
                );
            Cast {
                server: Some(server),
                ..Cast::of(
                    Role::Script(authenticating(caller, "REGISTER", CREDENTIALS, 1)),
                    Role::Nobody,
                )
            }
        },
        watch,
    ),
    scenario(
        "no credentials for a call",
        call(&[Rule::NoCredentials], &[CallerPhone, Caller]),
        &[X, XT, XC],
        || Cast::of(Role::Phone(no_credentials), Role::Phone(|_| {})),
        dial_102,
    ),
    scenario(
        "no credentials to register",
        registration(&[Rule::NoCredentials], &[CallerPhone, Caller]),
        &[X, XT],
        || Cast::of(Role::Phone(|it| it.credentials = None), Role::Nobody),
        watch,
    ),
    scenario(
        "stale nonces without end, to register",
        registration(&[Rule::StaleNonceLoop], &[Exchange]),
        &[X, XT],
        || {
            let register = Deed::Register(Ask::default());
            let caller = Script::default().plan(1_000, register);
            let stale = vec![(7, reply_with(401, "Unauthorized", STALE))];
            let server = Script::default().on(On::Request("REGISTER"), stale);
            Cast {
                server: Some(server),
                ..Cast::of(
                    Role::Script(authenticating(caller, "REGISTER", CREDENTIALS, 8)),
                    Role::Nobody,
                )
            }
        },
        watch,
    ),
    scenario(
        "stale nonces without end, our terminal registers",
        registration(&[Rule::StaleNonceLoop], &[Exchange]),
        &[X],
        || {
            let stale = vec![(7, reply_with(401, "Unauthorized", STALE))];
            Cast {
                server: Some(Script::default().on(On::Request("REGISTER"), stale)),
                ..Cast::of(Role::Phone(|_| {}), Role::Nobody)
            }
        },
        watch,
    ),
    scenario(
        "stale nonces without end, for a call",
        call(&[Rule::StaleNonceLoop], &[Callee, Exchange]),
        &[D, DT],
        || {
            let caller = authenticating(calling("102"), "INVITE", PROXY_CREDENTIALS, 5);
            let server = refusing(407, "Proxy Authentication Required", STALE_PROXY);
            Cast::scripts(caller, server)
        },
        watch,
    ),
    scenario(
        "no common codec: 488",
        call(&[Rule::CodecMismatch], &[CallerPhone, Callee, Exchange]),
        &[D, DT, X, XC],
        || {
            let ask = Ask {
                sdp: Some(Sdp {
                    formats: "18 97",
                    ..Sdp::default()
                }),
                ..ask_of("102")
            };
            Cast::caller(Script::default().plan(1_000, Deed::Invite(ask)))
        },
        watch,
    ),
    scenario(
        "no common codec: one side wants SRTP",
        call(&[Rule::CodecMismatch], &[CallerPhone, Callee, Exchange]),
        &[D, X],
        || {
            let ask = Ask {
                sdp: Some(Sdp {
                    profile: "RTP/SAVP",
                    ..Sdp::default()
                }),
                ..ask_of("102")
            };
            Cast::caller(Script::default().plan(1_000, Deed::Invite(ask)))
        },
        watch,
    ),
    scenario(
        "no common codec: 488 from a phone that wants wideband",
        call(&[Rule::CodecMismatch], &[CallerPhone, Callee, Exchange]),
        &[D, X],
        || {
            let warning = "Warning: 304 192.168.0.102 \"No compatible media\"\r\n";
            let callee = refusing(488, "Not Acceptable Here", warning);
            Cast::of(
                Role::Phone(|it| it.media.codecs = vec![Law::A]),
                Role::Script(callee),
            )
        },
        dial_102,
    ),
    scenario(
        "no common codec: 606",
        call(
            &[Rule::CodecMismatch],
            &[CallerPhone, Callee, Exchange, Carrier],
        ),
        &[DC],
        || Cast::callee(refusing(606, "Not Acceptable", "")),
        dial_102,
    ),
    scenario(
        "extension required that nobody knows: 420",
        call(&[Rule::ExtensionMismatch], &[CallerPhone, Callee, Exchange]),
        &[D, DT, X],
        || {
            let ask = Ask {
                lines: "Require: precondition\r\n".into(),
                ..ask_of("102")
            };
            Cast::caller(Script::default().plan(1_000, Deed::Invite(ask)))
        },
        watch,
    ),
    scenario(
        "extension demanded: 421",
        call(&[Rule::ExtensionMismatch], &[CallerPhone, Callee, Exchange]),
        &[D, DT],
        || {
            let callee = refusing(421, "Extension Required", "Require: timer\r\n");
            Cast::scripts(calling("102"), callee)
        },
        watch,
    ),
    scenario(
        "wrong Request-URI: the phone has another Contact now",
        call(&[Rule::WrongRequestUri], &[Callee, Exchange]),
        &[X, XT, XE],
        || {
            let callee =
                refusing(404, "Not Found", "").quirks(|it| it.registered_user = Some("k7w2p9xa"));
            Cast::callee(callee)
        },
        dial_102,
    ),
    scenario(
        "wrong Request-URI: 416",
        call(&[Rule::WrongRequestUri], &[CallerPhone, Callee, Exchange]),
        &[D],
        || {
            let ask = Ask {
                uri: Some("tel:+31201234567".into()),
                ..ask_of("102")
            };
            let caller = Script::default().plan(1_000, Deed::Invite(ask));
            Cast::scripts(caller, refusing(416, "Unsupported URI Scheme", ""))
        },
        watch,
    ),
    scenario(
        "bad message: a broken From gets 400",
        call(&[Rule::BadMessage], &[CallerPhone]),
        &[D, X, XT],
        || {
            let ask = Ask {
                spoilt: vec![
                    ("From: <sip:101@", "From: <sip:101 @"),
                    ("f: <sip:101@", "f: <sip:101 @"),
                ],
                ..ask_of("102")
            };
            Cast::caller(Script::default().plan(1_000, Deed::Invite(ask)))
        },
        watch,
    ),
    scenario(
        "bad message: 400 with a phrase",
        call(&[Rule::BadMessage], &[CallerPhone, Callee, Exchange]),
        &[D, DT],
        || Cast::scripts(calling("102"), refusing(400, "Bad SDP: o= line", "")),
        watch,
    ),
    scenario(
        "loop: 482",
        call(&[Rule::Loop], &[Callee, Exchange, Carrier]),
        &[D, X],
        || Cast::callee(refusing(482, "Loop Detected", "")),
        dial_102,
    ),
    scenario(
        "loop: 483",
        call(&[Rule::Loop], &[Callee, Exchange, Carrier]),
        &[D, DT],
        || Cast::callee(refusing(483, "Too Many Hops", "")),
        dial_102,
    ),
    scenario(
        "congestion: 503 with Retry-After",
        call(&[Rule::Congestion], &[Callee, Exchange, Carrier]),
        &[D, DT, X],
        || Cast::callee(refusing(503, "Service Unavailable", "Retry-After: 30\r\n")),
        dial_102,
    ),
    scenario(
        "congestion: the exchange takes no more calls",
        call(&[Rule::Congestion], &[Exchange]),
        &[X, XT],
        || Cast {
            exchange: |it| it.calls_max = 0,
            ..Cast::default()
        },
        dial_102,
    ),
    scenario(
        "congestion: no circuit, in Reason",
        call(&[Rule::Congestion], &[Callee, Exchange, Carrier]),
        &[D],
        || {
            let reason = "Reason: Q.850;cause=34;text=\"No circuit/channel available\"\r\n";
            Cast::callee(refusing(500, "Server Internal Error", reason))
        },
        dial_102,
    ),
    scenario(
        "server failure: 500",
        call(&[Rule::ServerFailure], &[Callee, Exchange, Carrier]),
        &[D, X],
        || Cast::callee(refusing(500, "Server Internal Error", "")),
        dial_102,
    ),
    scenario(
        "server failure: 502 and 504",
        call(&[Rule::ServerFailure], &[Callee, Exchange, Carrier]),
        &[D, DT],
        || Cast::callee(refusing(502, "Bad Gateway", "")),
        dial_102,
    ),
    scenario(
        "forbidden: 403",
        call(&[Rule::Forbidden], &[Callee, Exchange, Carrier]),
        &[D, X, DT],
        || Cast::callee(refusing(403, "Forbidden", "")),
        dial_102,
    ),
    scenario(
        "moved: 302",
        call(&[Rule::Moved], &[Callee, Exchange, Caller]),
        &[D, X],
        || {
            let contact = "Contact: <sip:105@192.168.0.105>\r\n";
            Cast::callee(refusing(302, "Moved Temporarily", contact))
        },
        dial_102,
    ),
    scenario(
        "moved: 410",
        call(&[Rule::Moved], &[Callee, Exchange, Caller, Carrier]),
        &[D, DT],
        || {
            let reason = "Reason: Q.850;cause=22\r\n";
            Cast::callee(refusing(410, "Gone", reason))
        },
        dial_102,
    ),
    scenario(
        "unavailable: 480 without a reason",
        call(&[Rule::Unavailable], &[Callee, Exchange]),
        &[D, DT, XD],
        || Cast::callee(refusing(480, "Temporarily Unavailable", "")),
        dial_102,
    ),
    scenario(
        "refused with a rare status",
        call(
            &[Rule::Refused, Rule::Forbidden],
            &[Callee, Exchange, CallerPhone, Carrier],
        ),
        &[D],
        || Cast::callee(refusing(433, "Anonymity Disallowed", "")),
        dial_102,
    ),
    scenario(
        "busy: said after an announcement",
        call(&[Rule::Busy], &[Callee, Exchange, Carrier]),
        &[D, X, DT],
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
                (3_900, Deed::Hush),
                (4_000, reply(486, "Busy Here")),
            ];
            Cast::scripts(
                calling("102"),
                Script::default().on(On::Request("INVITE"), deeds),
            )
        },
        |stage| stage.pass(9_000),
    ),
    scenario(
        "busy: the first ACK of the refusal is lost",
        call(&[Rule::Busy], &[Callee, Exchange]),
        &[D, DD, X],
        || Cast::scripts(calling("102"), refusing(486, "Busy Here", "")),
        |stage| {
            let mut lost = 0;
            stage.meddle(move |packet| {
                let ack = packet.bytes.starts_with(b"ACK ") && lost < 2;
                lost += u32::from(ack);
                lost_if(ack)
            });
            watch(stage);
        },
    ),
    scenario(
        "forbidden: 403 to a call with credentials",
        call(
            &[Rule::Forbidden, Rule::WrongPassword],
            &[CallerPhone, Caller, Callee, Exchange, Carrier],
        ),
        &[D, DT],
        || {
            let challenge = "Proxy-Authenticate: Digest realm=\"pbx.example\", nonce=\"{hex}\"\r\n";
            let callee = Script::default()
                .upon(
                    On::Request("INVITE"),
                    0,
                    1,
                    vec![(
                        9,
                        reply_with(407, "Proxy Authentication Required", challenge),
                    )],
                )
                .upon(
                    On::Request("INVITE"),
                    1,
                    9,
                    vec![(9, reply(403, "Forbidden"))],
                );
            let caller = authenticating(calling("102"), "INVITE", PROXY_CREDENTIALS, 1);
            Cast::scripts(caller, callee)
        },
        watch,
    ),
    scenario(
        "congestion: 503 without Retry-After",
        call(
            &[Rule::Congestion, Rule::ServerFailure],
            &[Callee, Exchange, Carrier],
        ),
        &[D, DC],
        || Cast::callee(refusing(503, "Service Unavailable", "")),
        dial_102,
    ),
    scenario(
        "no common codec: the answer takes no audio",
        call(&[Rule::CodecMismatch], &[CallerPhone, Callee]),
        &[D, DT, DC],
        || {
            let none = Sdp {
                port: Some(0),
                ..Sdp::default()
            };
            let deeds = vec![(4, reply(180, "Ringing")), (900, ok_with("", none))];
            let callee = Script::default()
                .on(On::Request("INVITE"), deeds)
                .quirks(|it| it.talks = false);
            let caller = calling("102").plan(2_500, send("BYE"));
            Cast::scripts(caller.quirks(|it| it.talks = false), callee)
        },
        watch,
    ),
    scenario(
        "no common codec: 415",
        call(&[Rule::CodecMismatch], &[CallerPhone, Callee]),
        &[D],
        || {
            let accept = "Accept: application/sdp\r\n";
            Cast::callee(refusing(415, "Unsupported Media Type", accept))
        },
        dial_102,
    ),
    scenario(
        "caller gave up: the CANCEL crosses the answer",
        call(
            &[Rule::CallerGaveUp, Rule::Completed],
            &[Caller, CallerPhone],
        ),
        &[D, DC],
        || {
            let caller = calling("102")
                .plan(2_098, Deed::Cancel)
                .plan(2_300, send("BYE"));
            Cast::scripts(caller, answering())
        },
        watch,
    ),
    scenario(
        "caller gave up after a minute of ringing",
        call(
            &[Rule::CallerGaveUp, Rule::NoAnswer],
            &[Caller, CallerPhone, Callee],
        ),
        &[D, DT],
        || {
            let deeds = vec![(4, reply(100, "Trying")), (60, reply(180, "Ringing"))];
            let callee = Script::default().on(On::Request("INVITE"), deeds);
            Cast::scripts(calling("102").plan(61_000, Deed::Cancel), callee)
        },
        |stage| stage.pass(66_000),
    ),
    scenario(
        "forked: two phones ring, one answers",
        call(&[Rule::Forked, Rule::Completed], &[]).with(Rule::Forked),
        &[X, XT, XE],
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
            }),
            ..Cast::default()
        },
        |stage| {
            stage.talk(3_000);
            stage.hang_up(stage.caller);
            stage.pass(1_000);
        },
    ),
    scenario(
        "no response: the called phone is dead",
        call(
            &[Rule::NoResponse],
            &[Callee, CalleeNetwork, Exchange, CallerNetwork],
        ),
        &[D, DE],
        || Cast::of(Role::Phone(|_| {}), Role::Nobody),
        dial_102_and_wait,
    ),
    scenario(
        "no response: the called phone died after it registered",
        call(&[Rule::NoResponse], &[Callee, CalleeNetwork]),
        &[X, XE],
        Cast::default,
        |stage| {
            stage.pass(1_500);
            stage.kill(stage.callee);
            dial_102_and_wait(stage);
        },
    ),
    scenario(
        "no response: 100 and then nothing",
        call(
            &[Rule::NoResponse, Rule::CallerGaveUp],
            &[Callee, Caller, CallerPhone, Carrier],
        ),
        &[DD],
        || {
            let caller = calling("102").plan(60_000, Deed::Cancel);
            let callee =
                Script::default().on(On::Request("INVITE"), vec![(3, reply(100, "Trying"))]);
            Cast::scripts(caller, callee)
        },
        |stage| stage.pass(70_000),
    ),
    scenario(
        "no response: the registrar is dead",
        registration(&[Rule::NoResponse], &[Exchange, CallerNetwork]),
        &[XC, XE],
        || Cast {
            server: Some(Script::default().quirks(|it| it.hears = false)),
            ..Cast::of(Role::Phone(|_| {}), Role::Nobody)
        },
        |stage| {
            stage.kill(stage.server);
            stage.pass(36_000);
        },
    ),
];

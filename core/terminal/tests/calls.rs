//! Calls from terminal to terminal, without an exchange: what is signalled, said and heard.

use std::sync::Arc;
use std::time::Duration;

use naisen_agent::{Caller, Presentation, TimerPolicy};
use naisen_conformance::terminal_stage::{Network, first, second};
use naisen_media::{AudioSource, Law};
use naisen_sip::{HeaderName, StatusCode};
use naisen_terminal::{AnswerMode, CallId, Command, Ended, EndedBy, Event, Hears};

fn automatic() -> AnswerMode {
    AnswerMode::Automatic {
        ring: Duration::from_secs(1),
    }
}

/// A call that talks: its number at both ends.
fn talking(network: &mut Network) -> (CallId, CallId) {
    let caller = network.dial(0, "102");
    network.settle();
    let callee = network.incoming(1);
    network.command(1, Command::Answer { call: callee });
    network.settle();
    network.arrows();
    network.events(0);
    network.events(1);
    (caller, callee)
}

/// Samples that no two stretches of are alike.
fn speech() -> Arc<[i16]> {
    let mut phase = 0.0f64;
    (0..8000)
        .map(|n| {
            phase += 0.05 + f64::from(n) * 0.000_02;
            (phase.sin() * 9000.0) as i16
        })
        .collect()
}

/// Where `wanted`, after G.711, is found in `heard`.
fn find(heard: &[i16], wanted: &[i16]) -> Option<usize> {
    let coded: Vec<i16> = wanted
        .iter()
        .map(|&sample| Law::Mu.decode(Law::Mu.encode(sample)))
        .collect();
    heard
        .windows(coded.len())
        .position(|window| window == coded)
}

/// R-5.1.1-5, R-5.2.2.1-1, R-5.3.1-1, R-6.3.1-1, R-11.1-1, R-11.2-1, R-11.2-2, R-12.1.1-4,
/// R-12.1.1-6, R-12.1.1-10
#[test]
fn a_call_rings_is_answered_talks_and_ends_with_busy_tone_for_who_is_left() {
    let mut network = Network::new(vec![first(), second()]);
    let caller = network.dial(0, "102");
    network.settle();
    assert_eq!(
        network.arrows(),
        ["1> INVITE", "2> 180 INVITE", "1> PRACK", "2> 200 PRACK"]
    );
    let invite = &network.log[0];
    assert_eq!(invite.header(HeaderName::Privacy).as_deref(), Some("none"));
    let preferred = invite.header(HeaderName::PPreferredIdentity);
    assert_eq!(preferred.as_deref(), Some("<sip:101@192.0.2.2>"));
    let callee = network.incoming(1);
    assert_eq!(
        network.events(1),
        [Event::Incoming {
            call: callee,
            caller: Caller::Shown("101".into())
        }]
    );
    let heard = |call, hears| Event::Hears { call, hears };
    assert_eq!(
        network.events(0),
        [
            Event::Dialling {
                call: caller,
                to: "sip:102@192.0.2.2".into()
            },
            Event::Ringing { call: caller },
            heard(caller, Hears::Ringback),
        ]
    );
    network.command(1, Command::Answer { call: callee });
    network.settle();
    assert_eq!(network.arrows(), ["2> 200 INVITE", "1> ACK"]);
    for (index, call) in [(0, caller), (1, callee)] {
        assert_eq!(
            network.events(index),
            [Event::Answered { call }, heard(call, Hears::Talk)]
        );
    }
    network.seconds(1);
    let before = network.media.len();
    network.seconds(1);
    assert_eq!(
        network.media.len() - before,
        100,
        "50 packets a second each"
    );
    network.command(0, Command::HangUp { call: caller });
    network.settle();
    assert_eq!(network.arrows(), ["1> BYE", "2> 200 BYE"]);
    let [
        Event::Ended {
            by: EndedBy::Us,
            reason: Ended::HungUp,
            statistics,
            ..
        },
        Event::Hears { .. },
    ] = &network.events(0)[..]
    else {
        panic!("the caller has hung up");
    };
    assert!(statistics.received > 100 && statistics.lost == 0 && statistics.strangers == 0);
    let events = network.events(1);
    assert!(matches!(
        &events[..],
        [
            Event::Ended {
                by: EndedBy::Peer,
                reason: Ended::HungUp,
                ..
            },
            Event::Hears {
                hears: Hears::Busy,
                ..
            }
        ]
    ));
    network.seconds(5);
    assert_eq!(network.events(1), [heard(callee, Hears::Silence)]);
    network.assert_empty();
}

/// R-10.1-1, R-10.2.1-5
#[test]
fn what_is_said_is_heard_sample_for_sample_after_g711() {
    let mut caller = first();
    caller.media.play = AudioSource::samples(speech(), false);
    caller.media.listen = true;
    let mut callee = second();
    callee.answer = automatic();
    callee.media.listen = true;
    let reversed: Arc<[i16]> = speech().iter().rev().copied().collect();
    callee.media.play = AudioSource::samples(Arc::clone(&reversed), false);
    let mut network = Network::new(vec![caller, callee]);
    network.dial(0, "102");
    network.seconds(4);
    let ringback = network.heard(0, Hears::Ringback);
    assert!(
        ringback.iter().any(|&sample| sample > 1000),
        "a ringback tone"
    );
    let played = |events: &[Event]| {
        events
            .iter()
            .filter(|event| matches!(event, Event::PlayedOut { .. }))
            .count()
    };
    let heard = [network.heard(0, Hears::Talk), network.heard(1, Hears::Talk)];
    // Once a second has shown a steady flow, the jitter buffer may cut 10 ms of its delay.
    let steady = 7000;
    assert!(
        find(&heard[0], &reversed[..steady]).is_some(),
        "101 hears 102"
    );
    assert!(
        find(&heard[1], &speech()[..steady]).is_some(),
        "102 hears 101"
    );
    assert_eq!(played(&network.events(0)), 1);
    network.command(0, Command::HangUpAll);
    network.assert_empty();
}

/// R-5.6.1-1, R-6.7.1-1
#[test]
fn a_caller_who_gives_up_cancels_and_the_callee_stops_ringing() {
    let mut network = Network::new(vec![first(), second()]);
    let call = network.dial(0, "102");
    network.settle();
    network.arrows();
    network.command(0, Command::HangUp { call });
    network.settle();
    assert_eq!(
        network.arrows(),
        ["1> CANCEL", "2> 200 CANCEL", "2> 487 INVITE", "1> ACK"]
    );
    let events = network.events(1);
    assert!(matches!(
        &events[..],
        [
            Event::Incoming { .. },
            Event::Ended {
                by: EndedBy::Peer,
                reason: Ended::GivenUp,
                ..
            }
        ]
    ));
    network.assert_empty();
}

/// Whoever called is gone without a word: the phone does not ring for ever.
#[test]
fn a_call_that_nobody_answers_or_cancels_is_refused_in_the_end() {
    let mut network = Network::new(vec![first(), second()]);
    network.dial(0, "102");
    network.settle();
    network.lose = Box::new(|arrow| arrow.starts_with("1>"));
    network.seconds(170);
    assert!(
        !network
            .events(1)
            .iter()
            .any(|event| matches!(event, Event::Ended { .. }))
    );
    network.arrows();
    network.seconds(11);
    assert!(network.events(1).iter().any(|event| matches!(
        event,
        Event::Ended {
            by: EndedBy::Us,
            status: Some(StatusCode::TEMPORARILY_UNAVAILABLE),
            ..
        }
    )));
    assert!(network.arrows()[0].starts_with("2> 480 INVITE"));
    assert_eq!(network.terminal(1).call_count(), 0);
}

/// A terminal with all lines in use answers 486, and whoever called hears busy tone.
#[test]
fn a_third_caller_gets_486_and_busy_tone() {
    let mut third = naisen_conformance::terminal_stage::first();
    third.number = "103".into();
    third.server = naisen_conformance::terminal_stage::flow("192.0.2.3:5060", "192.0.2.2:5060");
    third.media.address = [192, 0, 2, 3].into();
    let mut callee = second();
    callee.max_lines = 1;
    let mut network = Network::new(vec![first(), callee, third]);
    talking(&mut network);
    network.dial(2, "102");
    network.settle();
    assert_eq!(network.arrows(), ["3> INVITE", "2> 486 INVITE", "3> ACK"]);
    let events = network.events(2);
    let [
        Event::Dialling { .. },
        Event::Ended {
            by: EndedBy::Peer,
            status: Some(StatusCode::BUSY_HERE),
            reason: Ended::Refused { phrase },
            ..
        },
        Event::Hears {
            hears: Hears::Busy, ..
        },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!(&**phrase, "Busy Here");
    network.command(0, Command::HangUpAll);
    network.assert_empty();
}

/// R-10.2.1-12
#[test]
fn without_a_common_codec_the_answer_is_488() {
    let mut caller = first();
    caller.media.codecs = vec![Law::A];
    let mut callee = second();
    callee.media.codecs = vec![Law::Mu];
    let mut network = Network::new(vec![caller, callee]);
    network.dial(0, "102");
    network.settle();
    assert_eq!(network.arrows(), ["1> INVITE", "2> 488 INVITE", "1> ACK"]);
    assert_eq!(network.events(1), []);
    network.assert_empty();
}

/// R-9.1-3, R-9.2.1-1, R-9.5.1-1: refreshed by UPDATE without SDP, the call goes on.
#[test]
fn a_session_with_timer_is_refreshed_by_update_and_goes_on() {
    let timer = TimerPolicy {
        expires_s: 90,
        ..TimerPolicy::default()
    };
    let (mut caller, mut callee) = (first(), second());
    caller.policy.timer = Some(timer.clone());
    callee.policy.timer = Some(timer);
    let mut network = Network::new(vec![caller, callee]);
    talking(&mut network);
    network.seconds(200);
    let arrows = network.arrows();
    assert!(arrows.len() >= 8, "{arrows:?}");
    assert!(
        arrows
            .chunks(2)
            .all(|pair| pair == ["2> UPDATE", "1> 200 UPDATE"])
    );
    assert_eq!(network.terminal(0).call_count(), 1);
    network.command(1, Command::HangUpAll);
    network.assert_empty();
}

/// R-9.2.1-2, R-10.2.4-1, R-10.2.4-2: without UPDATE the refresh is a re-INVITE with the codec in
/// use and the old version; R-10.2.2-3 for its answer.
#[test]
fn a_refresh_by_re_invite_lists_the_codec_in_use_under_the_old_version() {
    let (mut caller, mut callee) = (first(), second());
    caller.policy.update = false;
    for config in [&mut caller, &mut callee] {
        config.policy.timer = Some(TimerPolicy {
            expires_s: 90,
            asked_refresher: Some(naisen_sip::Refresher::Uac),
            ..TimerPolicy::default()
        });
    }
    let mut network = Network::new(vec![caller, callee]);
    network.dial(0, "102");
    network.settle();
    let call = network.incoming(1);
    network.command(1, Command::Answer { call });
    network.settle();
    let origin = |body: &str| {
        body.lines()
            .find(|line| line.starts_with("o="))
            .map(str::to_owned)
    };
    let audio = |body: &str| {
        let line = body.lines().find(|line| line.starts_with("m=audio"));
        line.and_then(|line| line.split_once("RTP/AVP "))
            .map(|(_, formats)| formats.to_owned())
    };
    let first_offer = network.log[0].body();
    let first_answer = network.log[network.last("2> 200 INVITE")].body();
    network.arrows();
    network.seconds(50);
    assert_eq!(network.arrows(), ["1> INVITE", "2> 200 INVITE", "1> ACK"]);
    let offer = network.log[network.last("1> INVITE")].body();
    let answer = network.log[network.last("2> 200 INVITE")].body();
    assert_eq!(audio(&first_offer).as_deref(), Some("0 8 101"));
    assert_eq!(audio(&offer).as_deref(), Some("0 101"));
    assert_eq!(origin(&offer), origin(&first_offer));
    assert_eq!(answer, first_answer);
    network.command(0, Command::HangUpAll);
    network.assert_empty();
}

/// R-10.2.1-26, R-10.2.3-1
#[test]
fn hold_is_answered_mirrored_and_stops_the_peers_audio_until_resumed() {
    let mut network = Network::new(vec![first(), second()]);
    let (caller, callee) = talking(&mut network);
    let version = |body: &str| -> u64 {
        let line = body
            .lines()
            .find(|line| line.starts_with("o="))
            .expect("o=");
        line.split(' ')
            .nth(2)
            .and_then(|it| it.parse().ok())
            .expect("a version")
    };
    let first_version = version(&network.log[0].body());
    for (command, direction, held, counted) in [
        (Command::Hold { call: caller }, Some("a=recvonly"), true, 1),
        (Command::Resume { call: caller }, None, false, 2),
    ] {
        network.command(0, command);
        network.settle();
        assert_eq!(network.arrows(), ["1> UPDATE", "2> 200 UPDATE"]);
        let offer = network.log[network.last("1> UPDATE")].body();
        let answer = network.log[network.last("2> 200 UPDATE")].body();
        assert_eq!(version(&offer), first_version + counted);
        let answered = answer
            .lines()
            .find(|line| ["a=recvonly", "a=sendonly", "a=inactive"].contains(line));
        assert_eq!(answered, direction);
        assert_eq!(
            network.events(0),
            [Event::HoldDone {
                call: caller,
                held,
                refused: None
            }]
        );
        assert_eq!(
            network.events(1),
            [Event::HeldByPeer { call: callee, held }]
        );
        network.media.clear();
        network.seconds(1);
        let from_second = network
            .media
            .iter()
            .filter(|(_, from, ..)| from.ip().to_string() == "192.0.2.2")
            .count();
        assert_eq!(from_second, if held { 0 } else { 50 });
    }
    network.command(0, Command::HangUpAll);
    let events = network.events(0);
    let Some(Event::Ended { statistics, .. }) = events.first() else {
        panic!("{events:?}");
    };
    // The numbers stand still in the pause; the jitter buffer may refuse the packet that ends it.
    assert!(statistics.lost <= 1, "{statistics:?}");
    network.assert_empty();
}

#[test]
fn digits_are_heard_as_pressed_and_others_are_given_back() {
    let mut network = Network::new(vec![first(), second()]);
    let (caller, callee) = talking(&mut network);
    network.command(
        0,
        Command::SendDigits {
            call: caller,
            digits: "12x#".into(),
        },
    );
    network.seconds(2);
    let keys: String = network
        .events(1)
        .iter()
        .filter_map(|event| match event {
            Event::DigitHeard { call, key } if *call == callee => Some(key.as_char()),
            _ => None,
        })
        .collect();
    assert_eq!(keys, "12#");
    assert_eq!(
        network.events(0),
        [Event::DigitsNotSent {
            call: caller,
            digits: "x".into()
        }]
    );
    network.command(1, Command::HangUpAll);
    network.assert_empty();
}

/// R-12.1.1-5, R-12.1.1-11, R-12.1.1-13, R-12.1.2-1
#[test]
fn a_withheld_number_is_nowhere_but_in_the_preferred_identity() {
    let mut network = Network::new(vec![first(), second()]);
    network.command(
        0,
        Command::Dial {
            to: "102".into(),
            presentation: Some(Presentation::Restricted),
        },
    );
    network.settle();
    let invite = String::from_utf8_lossy(&network.log[0].bytes).into_owned();
    let telling: Vec<&str> = invite
        .lines()
        .filter(|line| line.contains("101@"))
        .collect();
    assert_eq!(telling, ["P-Preferred-Identity: <sip:101@192.0.2.2>"]);
    assert!(invite.contains("Privacy: id\r\n"));
    let events = network.events(1);
    assert!(matches!(
        &events[..],
        [Event::Incoming {
            caller: Caller::Withheld(_),
            ..
        }]
    ));
    network.command(0, Command::HangUpAll);
    network.assert_empty();
}

#[test]
fn without_a_media_port_no_invite_goes_out() {
    let mut network = Network::new(vec![first(), second()]);
    network.ports = false;
    network.dial(0, "102");
    network.settle();
    assert_eq!(network.arrows(), [""; 0]);
    let events = network.events(0);
    assert!(matches!(
        &events[1],
        Event::Ended {
            by: EndedBy::Failure,
            reason: Ended::NoMediaPort,
            ..
        }
    ));
    network.assert_empty();
}

/// Each side reports every five seconds, and says good-bye at the end (RFC 3550 §6).
#[test]
fn reports_are_sent_beside_the_audio() {
    let mut network = Network::new(vec![first(), second()]);
    let (call, _) = talking(&mut network);
    network.seconds(11);
    assert_eq!(network.reports, 4);
    network.command(0, Command::HangUp { call });
    network.assert_empty();
    assert_eq!(network.reports, 6);
}

/// What gets lost on the way is sent again, and the call comes about all the same.
#[test]
fn a_call_survives_the_loss_of_every_first_message() {
    let mut network = Network::new(vec![first(), second()]);
    let mut seen = std::collections::HashSet::new();
    network.lose = Box::new(move |arrow| seen.insert(arrow.to_owned()));
    network.dial(0, "102");
    network.seconds(3);
    let call = network.incoming(1);
    network.command(1, Command::Answer { call });
    network.seconds(4);
    assert_eq!(network.terminal(0).call_count(), 1);
    let before = network.media.len();
    network.seconds(1);
    assert_eq!(network.media.len() - before, 100);
    network.command(1, Command::HangUp { call });
    network.seconds(2);
    assert!(network.events(0).iter().any(|event| matches!(
        event,
        Event::Ended {
            by: EndedBy::Peer,
            reason: Ended::HungUp,
            ..
        }
    )));
    network.assert_empty();
}

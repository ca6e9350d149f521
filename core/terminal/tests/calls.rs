//! Calls from terminal to terminal, without an exchange: what is signalled, said and heard.

use naisen_agent::Caller;
use naisen_conformance::terminal_stage::{Network, first, second};
use naisen_sip::{HeaderName, StatusCode};
use naisen_terminal::{CallId, Command, Ended, EndedBy, Event, Hears};

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

#[test]
fn a_call_that_rings_without_a_media_port_is_refused() {
    let mut network = Network::new(vec![first(), second()]);
    network.dial(0, "102");
    network.ports = false;
    network.settle();
    let arrows = network.arrows();
    let refused = arrows.iter().any(|arrow| arrow.contains("480"));
    assert!(refused, "{arrows:?}");
    let no_port = |event: &Event| {
        let reason = Ended::NoMediaPort;
        matches!(event, Event::Ended { reason: why, .. } if *why == reason)
    };
    assert!(network.events(1).iter().any(no_port));
    network.command(0, Command::HangUpAll);
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

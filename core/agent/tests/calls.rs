//! Calls between two agents: establishing, giving up, ending (JJ-22.11 §5, §6, §11).

mod two_party;

use std::time::Duration;

use naisen_agent::{Event, FailureOrigin, Policy, Progress, ReleaseReason, SessionId};
use naisen_sip::StatusCode;
use two_party::{ANSWER, OFFER, Pair, Side, options, plain};

fn ring(pair: &mut Pair, session: SessionId) {
    pair.act(Side::Callee, |agent, now, sends| {
        let progress = Progress {
            status: StatusCode::RINGING,
            sdp: None,
            lines: b"",
        };
        agent.progress(now, session, progress, sends);
    });
}

fn answer(pair: &mut Pair, session: SessionId) {
    pair.act(Side::Callee, |agent, now, sends| {
        agent.answer(now, session, Some(ANSWER), sends);
    });
}

fn plain_pair() -> Pair {
    Pair::with(options(plain()), options(plain()))
}

/// A call that talks: the sessions of caller and callee.
fn established(pair: &mut Pair) -> (SessionId, SessionId) {
    let caller = pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    ring(pair, callee);
    answer(pair, callee);
    pair.settle();
    pair.arrows();
    pair.events.clear();
    (caller, callee)
}

/// R-5.3.1-1, R-5.3.1-4, R-6.3.1-1, R-6.3.1-2, R-11.1-1, R-11.2-1.
#[test]
fn a_call_is_established_and_ended_by_the_caller() {
    let mut pair = plain_pair();
    let caller = pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    ring(&mut pair, callee);
    pair.settle();
    answer(&mut pair, callee);
    pair.settle();
    assert_eq!(
        pair.arrows(),
        [
            "> INVITE",
            "< 100 INVITE",
            "< 180 INVITE",
            "< 200 INVITE",
            "> ACK"
        ]
    );
    let events = pair.take_events(Side::Caller);
    assert!(matches!(
        &events[..],
        [Event::Provisional { status, sdp: None, .. }, Event::Answered { sdp: Some(sdp), timer: None, .. }]
            if *status == StatusCode::RINGING && &**sdp == ANSWER
    ));
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, caller, b"", sends);
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["> BYE", "< 200 BYE"]);
    assert!(matches!(
        pair.take_events(Side::Callee)[..],
        [
            Event::Acknowledged { .. },
            Event::Released {
                reason: ReleaseReason::PeerBye { .. },
                ..
            },
            Event::Gone { .. }
        ]
    ));
    pair.assert_empty();
}

#[test]
fn the_callee_may_end_the_call_too() {
    let mut pair = plain_pair();
    let (_, callee) = established(&mut pair);
    pair.act(Side::Callee, |agent, now, sends| {
        agent.release(now, callee, b"", sends);
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["< BYE", "> 200 BYE"]);
    pair.assert_empty();
}

#[test]
fn when_both_hang_up_at_once_each_bye_gets_its_200() {
    let mut pair = plain_pair();
    let (caller, callee) = established(&mut pair);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, caller, b"", sends);
    });
    pair.act(Side::Callee, |agent, now, sends| {
        agent.release(now, callee, b"", sends);
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["> BYE", "< BYE", "< 200 BYE", "> 200 BYE"]);
    pair.assert_empty();
}

/// R-6.5-1, R-5.5.2-1.
#[test]
fn a_refusal_is_acknowledged_and_ends_both_sessions() {
    let mut pair = plain_pair();
    pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        let lines = b"Retry-After: 5\r\n";
        agent.reject(now, callee, StatusCode::BUSY_HERE, None, lines, sends);
    });
    pair.settle();
    assert_eq!(
        pair.arrows(),
        ["> INVITE", "< 100 INVITE", "< 486 INVITE", "> ACK"]
    );
    let events = pair.take_events(Side::Caller);
    let [Event::Refused { failure, .. }, Event::Gone { .. }] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(failure.status, StatusCode::BUSY_HERE);
    assert_eq!(failure.retry_after_s, Some(5));
    assert_eq!(&*failure.lines, b"Retry-After: 5\r\n");
    pair.assert_empty();
}

/// R-5.6.1-1, R-6.7.1-1, R-6.7.1-2.
#[test]
fn giving_up_while_it_rings_cancels_the_call() {
    let mut pair = plain_pair();
    let caller = pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    ring(&mut pair, callee);
    pair.settle();
    pair.act(Side::Caller, |agent, now, sends| {
        agent.give_up(now, caller, b"", sends);
    });
    pair.settle();
    assert_eq!(
        pair.arrows()[3..],
        ["> CANCEL", "< 200 CANCEL", "< 487 INVITE", "> ACK"]
    );
    assert!(matches!(
        pair.take_events(Side::Callee)[..],
        [Event::Cancelled { .. }, Event::Gone { .. }]
    ));
    pair.assert_empty();
}

/// R-5.6.1-2, R-5.6.1-3, R-5.6.1-4.
#[test]
fn before_the_first_1xx_no_cancel_is_sent_and_the_invite_is_not_repeated() {
    let mut pair = plain_pair();
    pair.lose = Box::new(|arrow, seen| arrow == "> INVITE" && seen == 0);
    let caller = pair.invite(plain());
    pair.act(Side::Caller, |agent, now, sends| {
        agent.give_up(now, caller, b"", sends);
    });
    pair.run(Duration::from_secs(20));
    assert_eq!(pair.arrows(), [">! INVITE"]);
    pair.run(Duration::from_secs(20));
    let events = pair.take_events(Side::Caller);
    let [Event::Refused { failure, .. }, Event::Gone { .. }] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(failure.origin, FailureOrigin::Timeout);
    pair.assert_empty();
}

/// R-5.6.1-4.
#[test]
fn a_1xx_after_giving_up_brings_the_cancel() {
    let mut pair = plain_pair();
    let caller = pair.invite(plain());
    pair.act(Side::Caller, |agent, now, sends| {
        agent.give_up(now, caller, b"", sends);
    });
    pair.settle();
    assert_eq!(
        pair.arrows(),
        [
            "> INVITE",
            "< 100 INVITE",
            "> CANCEL",
            "< 200 CANCEL",
            "< 487 INVITE",
            "> ACK"
        ]
    );
    pair.assert_empty();
}

/// R-5.6.2-1, R-6.7.2-1.
#[test]
fn a_2xx_that_crosses_the_cancel_is_acknowledged_and_ended_by_bye() {
    let mut pair = plain_pair();
    let caller = pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    ring(&mut pair, callee);
    pair.settle();
    pair.arrows();
    answer(&mut pair, callee);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.give_up(now, caller, b"Reason: Q.850;cause=16\r\n", sends);
    });
    pair.settle();
    assert_eq!(
        pair.arrows(),
        [
            "< 200 INVITE",
            "> CANCEL",
            "> ACK",
            "> BYE",
            "< 200 CANCEL",
            "< 200 BYE"
        ]
    );
    let events = pair.take_events(Side::Callee);
    // The reason for giving up is the reason for hanging up.
    let said = events.iter().find_map(|event| match event {
        Event::Released {
            reason: ReleaseReason::PeerBye { said },
            ..
        } => said.q850(),
        _ => None,
    });
    assert_eq!(said, Some(16));
    assert!(
        matches!(
            events[..],
            [
                Event::CancelledLate { .. },
                Event::Acknowledged { .. },
                Event::Released { .. },
                Event::Gone { .. }
            ]
        ),
        "{events:?}"
    );
    pair.assert_empty();
}

/// RFC 3261 §13.3.1.4: the 2xx is repeated, each repetition is acknowledged with the same ACK.
#[test]
fn a_lost_ack_is_repeated_for_every_repeated_2xx() {
    let mut pair = plain_pair();
    pair.lose = Box::new(|arrow, seen| arrow == "> ACK" && seen < 2);
    pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    answer(&mut pair, callee);
    pair.run(Duration::from_secs(5));
    assert_eq!(
        pair.arrows(),
        [
            "> INVITE",
            "< 100 INVITE",
            "< 200 INVITE",
            ">! ACK",
            "< 200 INVITE",
            ">! ACK",
            "< 200 INVITE",
            "> ACK"
        ]
    );
}

#[test]
fn a_2xx_that_is_never_acknowledged_ends_in_bye_after_64_t1() {
    let mut pair = plain_pair();
    pair.lose = Box::new(|arrow, _| arrow == "> ACK");
    pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    answer(&mut pair, callee);
    let answered_at = pair.now;
    pair.run(Duration::from_secs(33));
    let bye = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == "< BYE")
        .expect("a BYE");
    assert_eq!(bye.at.since(answered_at), Duration::from_secs(32));
    let repeats = pair
        .log
        .iter()
        .filter(|sent| sent.arrow() == "< 200 INVITE")
        .count();
    assert_eq!(repeats, 11, "0, .5, 1.5, 3.5, 7.5, then every 4 s");
    assert!(pair.take_events(Side::Callee).iter().any(|event| matches!(
        event,
        Event::Released {
            reason: ReleaseReason::NotAcknowledged,
            ..
        }
    )));
    pair.assert_empty();
}

/// RFC 3261 §15: the callee's BYE waits for the ACK.
#[test]
fn a_callee_that_hangs_up_before_the_ack_sends_bye_after_it() {
    let mut pair = plain_pair();
    pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    pair.arrows();
    answer(&mut pair, callee);
    pair.act(Side::Callee, |agent, now, sends| {
        agent.release(now, callee, b"", sends);
    });
    pair.settle();
    assert_eq!(
        pair.arrows(),
        ["< 200 INVITE", "> ACK", "< BYE", "> 200 BYE"]
    );
    pair.assert_empty();
}

/// R-5.1.1-5, R-10.2.1-4.
#[test]
fn an_offer_in_the_2xx_is_answered_in_the_ack() {
    let mut pair = plain_pair();
    let caller = pair.invite_with(plain(), None, None);
    pair.settle();
    let callee = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.answer(now, callee, Some(OFFER), sends);
    });
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.log.last().expect("messages").arrow(), "< 200 INVITE");
    pair.act(Side::Caller, |agent, now, sends| {
        agent.ack(now, caller, Some(ANSWER), sends);
    });
    pair.settle();
    assert!(pair.take_events(Side::Callee).iter().any(
        |event| matches!(event, Event::Acknowledged { sdp: Some(sdp), .. } if &**sdp == ANSWER)
    ));
}

/// R-6.7.1-1: a caller may abandon by BYE on the early dialog; here a stranger's BYE with the right
/// tags, since our own caller sends CANCEL.
#[test]
fn a_bye_on_the_early_dialog_terminates_the_invite() {
    let mut pair = plain_pair();
    pair.invite(plain());
    pair.settle();
    let callee = pair.incoming();
    ring(&mut pair, callee);
    pair.settle();
    let ringing = pair.log.last().expect("180").message();
    let target = ringing
        .header(naisen_sip::HeaderName::Contact)
        .expect("a Contact")
        .trim_matches(['<', '>'])
        .to_owned();
    let value = |name| ringing.header(name).expect("present").to_owned();
    let bye = format!(
        "BYE {target} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKbye1\r\nMax-Forwards: 70\r\n\
         From: {}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: 2 BYE\r\nContent-Length: 0\r\n\r\n",
        value(naisen_sip::HeaderName::From),
        value(naisen_sip::HeaderName::To),
        value(naisen_sip::HeaderName::CallId),
    );
    pair.arrows();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.handle_sip(now, Side::Callee.flow(), bye.as_bytes(), sends);
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["< 200 BYE", "< 487 INVITE", "> ACK"]);
    pair.assert_empty();
}

/// R-5.7.2-1, R-5.7.2-2, R-6.8.1-1: different in each dialog, at most 16 characters.
#[test]
fn contacts_of_two_calls_differ() {
    let mut pair = plain_pair();
    let mut users = Vec::new();
    for _ in 0..2 {
        let session = pair.invite(plain());
        let invite = pair.log.last().expect("an INVITE").message();
        let contact = invite
            .required::<naisen_sip::Contact<'_>>()
            .expect("a Contact");
        let uri = contact.address().expect("an address").addr.uri;
        let user = uri["sip:".len()..].split('@').next().expect("a user");
        assert!(user.len() <= 16 && uri.len() <= 64, "{uri}");
        users.push(user.to_owned());
        pair.act(Side::Caller, |agent, now, sends| {
            agent.give_up(now, session, b"", sends);
        });
    }
    assert_ne!(users[0], users[1]);
}

/// R-5.7.2-4.
#[test]
fn a_request_for_another_contact_is_not_taken() {
    let mut pair = plain_pair();
    let (caller, _) = established(&mut pair);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, caller, b"", sends);
    });
    let bye = String::from_utf8(pair.log[0].bytes.clone()).expect("text");
    let start = bye.find("sip:").expect("a URI");
    let end = bye.find('@').expect("a host");
    let stray = format!("{}sip:stray{}", &bye[..start], &bye[end..]);
    let mut fresh = plain_pair();
    let (_, _) = established(&mut fresh);
    fresh.act(Side::Callee, |agent, now, sends| {
        agent.handle_sip(now, Side::Callee.flow(), stray.as_bytes(), sends);
    });
    assert_eq!(fresh.arrows(), ["< 481 BYE"]);
    assert_eq!(fresh.callee.counters().wrong_targets, 1);
    assert_eq!(fresh.callee.session_count(), 1);
}

#[test]
fn an_unknown_extension_is_refused_with_its_name() {
    let reliable = Policy {
        rel100: true,
        ..plain()
    };
    let mut pair = Pair::with(options(plain()), options(reliable));
    pair.invite(plain());
    let invite = String::from_utf8(pair.log[0].bytes.clone()).expect("text");
    let odd = invite.replace("Contact:", "Require: 100rel, teleport\r\nContact:");
    pair.arrows();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.handle_sip(now, Side::Callee.flow(), odd.as_bytes(), sends);
    });
    let refusal = pair.log[0].message();
    assert_eq!(refusal.status(), Some(StatusCode::BAD_EXTENSION));
    assert_eq!(
        refusal.header(naisen_sip::HeaderName::Unsupported),
        Some("teleport")
    );
}

//! UPDATE and re-INVITE where they meet each other, a missing answer, or the end of the call
//! (JJ-22.11 §9, §10.2; RFC 3261 §14, RFC 3311 §5, RFC 4028).

mod two_party;

use std::time::Duration;

use naisen_agent::{
    Change, Event, Handling, ModifyMethod, Policy, Progress, SessionId, TimerPolicy,
};
use naisen_sip::{HeaderName, StatusCode};
use two_party::{ANSWER, OFFER, Pair, Side, altered, options, plain, timer};

fn by_owner() -> Policy {
    Policy {
        modify: Handling::Owner,
        ..plain()
    }
}

fn with_timer(timer: TimerPolicy) -> Policy {
    Policy {
        rel100: false,
        ..Policy::automatic(Some(timer))
    }
}

fn talking(caller: Policy, callee: Policy) -> (Pair, SessionId, SessionId) {
    let mut pair = Pair::with(options(caller.clone()), options(callee));
    let calling = pair.invite(caller);
    pair.settle();
    let called = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.answer(now, called, Some(ANSWER), sends);
    });
    pair.settle();
    (pair, calling, called)
}

fn change(
    pair: &mut Pair,
    side: Side,
    session: SessionId,
    method: ModifyMethod,
    sdp: Option<&[u8]>,
) -> bool {
    let change = Change {
        method: Some(method),
        sdp,
        timer: None,
        retry_glare: false,
    };
    pair.act(side, |agent, now, sends| {
        agent.modify(now, session, change, sends)
    })
}

fn count(pair: &Pair, arrow: &str) -> usize {
    pair.log.iter().filter(|sent| sent.arrow() == arrow).count()
}

/// RFC 3311 §5.2: where no offers collide, two UPDATEs that cross are both answered.
#[test]
fn updates_without_sdp_may_cross() {
    let (mut pair, calling, called) = talking(by_owner(), by_owner());
    assert!(change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Update,
        None
    ));
    assert!(change(
        &mut pair,
        Side::Callee,
        called,
        ModifyMethod::Update,
        None
    ));
    pair.run(Duration::from_millis(50));
    for (side, session) in [(Side::Caller, calling), (Side::Callee, called)] {
        pair.act(side, |agent, now, sends| {
            agent.accept_modify(now, session, None, sends);
        });
    }
    pair.settle();
    for side in [Side::Caller, Side::Callee] {
        let events = pair.take_events(side);
        assert!(
            events
                .iter()
                .any(|event| matches!(event, Event::Modified { .. })),
            "{side:?}: {events:?}"
        );
    }
}

/// RFC 3311 §5.2, RFC 3261 §14.1: the callee owes an answer, so an offer gets 500 with Retry-After;
/// the caller does not ask in the first place.
#[test]
fn no_offer_is_taken_before_the_last_one_is_answered() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    let calling = pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    let progress = |pair: &mut Pair, sdp| {
        pair.act(Side::Callee, |agent, now, sends| {
            let progress = Progress {
                status: StatusCode::SESSION_PROGRESS,
                sdp,
                lines: b"",
            };
            agent.progress(now, called, progress, sends);
        });
        pair.settle();
    };
    progress(&mut pair, None);
    assert!(!change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Update,
        Some(OFFER)
    ));
    assert!(!change(
        &mut pair,
        Side::Callee,
        called,
        ModifyMethod::Update,
        Some(OFFER)
    ));
    // A stranger asks all the same: its UPDATE is made of the PRACK that was sent.
    let prack = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == "> PRACK")
        .expect("a PRACK");
    let body = std::str::from_utf8(OFFER).expect("text");
    let update = altered(
        prack,
        &[
            ("PRACK sip", "UPDATE sip"),
            ("2 PRACK", "3 UPDATE"),
            ("branch=z9hG4bK", "branch=z9hG4bKother"),
            (
                "Content-Length: 0\r\n\r\n",
                &format!(
                    "Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                ),
            ),
        ],
    );
    pair.inject(Side::Callee, &update);
    let refusal = pair.log.last().expect("a response").message();
    assert_eq!(refusal.status(), Some(StatusCode::SERVER_INTERNAL_ERROR));
    assert!(refusal.header(HeaderName::RetryAfter).is_some());
    // With the answer in a reliable 1xx both sides may (R-5.2.2.2.2-1).
    progress(&mut pair, Some(ANSWER));
    assert!(change(
        &mut pair,
        Side::Callee,
        called,
        ModifyMethod::Update,
        Some(OFFER)
    ));
    pair.settle();
    pair.act(Side::Caller, |agent, now, sends| {
        agent.accept_modify(now, calling, Some(ANSWER), sends);
    });
    pair.settle();
    assert_eq!(count(&pair, "> 200 UPDATE"), 1);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.give_up(now, calling, b"", sends);
    });
    pair.assert_empty();
}

/// RFC 3261 §14.1: one INVITE at a time.
#[test]
fn no_re_invite_is_sent_before_the_ack() {
    let (mut pair, calling, called) = talking(by_owner(), by_owner());
    assert!(change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Invite,
        Some(OFFER)
    ));
    pair.settle();
    pair.lose = Box::new(|arrow, _| arrow == "> ACK");
    pair.act(Side::Callee, |agent, now, sends| {
        agent.accept_modify(now, called, Some(ANSWER), sends);
    });
    assert!(!change(
        &mut pair,
        Side::Callee,
        called,
        ModifyMethod::Invite,
        Some(OFFER)
    ));
    pair.settle();
    pair.lose = Box::new(|_, _| false);
    pair.run(Duration::from_secs(1));
    assert!(change(
        &mut pair,
        Side::Callee,
        called,
        ModifyMethod::Invite,
        Some(OFFER)
    ));
}

/// RFC 3261 §9.2, §14.2: a re-INVITE can be cancelled, and the call goes on.
#[test]
fn a_cancelled_re_invite_gets_487_and_the_call_goes_on() {
    let (mut pair, calling, called) = talking(by_owner(), by_owner());
    assert!(change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Invite,
        Some(OFFER)
    ));
    pair.settle();
    let invite = pair
        .log
        .iter()
        .rfind(|sent| sent.arrow() == "> INVITE")
        .expect("a re-INVITE");
    let cseq = invite.message().header(HeaderName::CSeq).expect("present");
    let cancel = altered(invite, &[("INVITE sip", "CANCEL sip"), (cseq, "2 CANCEL")]);
    let end = cancel.find("Content-Type").expect("a body");
    let cancel = format!("{}Content-Length: 0\r\n\r\n", &cancel[..end]);
    pair.inject(Side::Callee, &cancel);
    pair.settle();
    assert_eq!(count(&pair, "< 200 CANCEL"), 1);
    assert_eq!(count(&pair, "< 487 INVITE"), 1);
    assert!(
        !pair
            .take_events(Side::Callee)
            .iter()
            .any(|event| matches!(event, Event::CancelledLate { .. } | Event::Gone { .. }))
    );
    // Too late an answer of the owner changes nothing.
    pair.act(Side::Callee, |agent, now, sends| {
        agent.accept_modify(now, called, Some(ANSWER), sends);
    });
    assert_eq!(
        (pair.caller.session_count(), pair.callee.session_count()),
        (1, 1)
    );
}

/// RFC 3261 §14.1, §15: BYE overtakes the 2xx to a re-INVITE, which is acknowledged all the same.
#[test]
fn a_2xx_to_a_re_invite_that_bye_overtook_is_acknowledged() {
    let (mut pair, calling, called) = talking(by_owner(), by_owner());
    let acks = count(&pair, "> ACK");
    assert!(change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Invite,
        Some(OFFER)
    ));
    pair.settle();
    pair.lose = Box::new(|arrow, _| arrow == "> BYE");
    pair.act(Side::Callee, |agent, now, sends| {
        agent.accept_modify(now, called, Some(ANSWER), sends);
    });
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, calling, b"", sends);
    });
    pair.settle();
    assert_eq!(count(&pair, "> ACK"), acks + 1);
    pair.lose = Box::new(|_, _| false);
    pair.assert_empty();
}

/// R-9.6-2: after an error that does not end the session it is refreshed again.
#[test]
fn a_refused_refresh_is_tried_again() {
    let caller = Policy {
        modify: Handling::Owner,
        ..with_timer(timer(180))
    };
    let (mut pair, calling, _) = talking(caller, with_timer(timer(180)));
    pair.run(Duration::from_secs(91));
    pair.act(Side::Caller, |agent, now, sends| {
        let status = StatusCode::NOT_ACCEPTABLE_HERE;
        agent.refuse_modify(now, calling, status, b"", sends);
    });
    pair.arrows();
    pair.run(Duration::from_secs(45));
    assert!(count(&pair, "< UPDATE") > 0, "after half of what is left");
    pair.act(Side::Caller, |agent, now, sends| {
        agent.accept_modify(now, calling, None, sends);
    });
    pair.run(Duration::from_secs(60));
    assert_eq!(pair.caller.session_count(), 1);
    assert_eq!(count(&pair, "< BYE") + count(&pair, "> BYE"), 0);
}

/// R-9.5.3-1, R-9.1-6, RFC 4028 §9: an UPDATE that says nothing of the timer, from a peer that knows
/// it, gets an answer that does; the roles stay.
#[test]
fn an_update_without_session_expires_is_answered_with_the_running_timer() {
    let (mut pair, calling, called) = talking(with_timer(timer(180)), with_timer(timer(180)));
    assert!(change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Update,
        Some(OFFER)
    ));
    let sent = pair.log.pop().expect("an UPDATE");
    let bare = altered(
        &sent,
        &[
            ("Session-Expires: 180;refresher=uas\r\n", ""),
            ("branch=z9hG4bK", "branch=z9hG4bKother"),
        ],
    );
    pair.inject(Side::Callee, &bare);
    pair.act(Side::Callee, |agent, now, sends| {
        agent.accept_modify(now, called, Some(ANSWER), sends);
    });
    let ok = pair.log.last().expect("a 200").message();
    assert!(ok.has_token(HeaderName::Require, "timer"));
    assert_eq!(
        ok.header(HeaderName::SessionExpires),
        Some("180;refresher=uas")
    );
}

/// R-8.2-3, RFC 3262 §3: after the 2xx the PRACK that it overtook gets 200, any other 481.
#[test]
fn a_late_prack_still_finds_its_1xx_and_only_that() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    pair.lose = Box::new(|arrow, _| arrow == "> PRACK");
    pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        let progress = Progress {
            status: StatusCode::RINGING,
            sdp: None,
            lines: b"",
        };
        agent.progress(now, called, progress, sends);
    });
    pair.run(Duration::from_millis(100));
    pair.act(Side::Callee, |agent, now, sends| {
        agent.answer(now, called, Some(ANSWER), sends);
    });
    pair.run(Duration::from_millis(100));
    let prack = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == ">! PRACK")
        .expect("a PRACK");
    let right = altered(prack, &[("branch=z9hG4bK", "branch=z9hG4bKb")]);
    let wrong = altered(
        prack,
        &[
            ("branch=z9hG4bK", "branch=z9hG4bKa"),
            ("RAck: 1 ", "RAck: 9 "),
        ],
    );
    for (prack, expected) in [(wrong, "< 481 PRACK"), (right, "< 200 PRACK")] {
        pair.inject(Side::Callee, &prack);
        assert_eq!(pair.log.last().expect("a response").arrow(), expected);
    }
}

/// RFC 3262 §5: an offer in a PRACK is an owner's to answer; where PRACK is the agent's it gets 488,
/// and the 1xx is acknowledged all the same.
#[test]
fn an_offer_in_a_prack_is_refused_where_the_agent_answers() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    pair.lose = Box::new(|arrow, _| arrow == "> PRACK");
    pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        let progress = Progress {
            status: StatusCode::SESSION_PROGRESS,
            sdp: Some(ANSWER),
            lines: b"",
        };
        agent.progress(now, called, progress, sends);
        agent.answer(now, called, None, sends);
    });
    pair.run(Duration::from_millis(100));
    let prack = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == ">! PRACK")
        .expect("a PRACK");
    let body = std::str::from_utf8(OFFER).expect("text");
    let offering = altered(
        prack,
        &[
            ("branch=z9hG4bK", "branch=z9hG4bKother"),
            (
                "Content-Length: 0\r\n\r\n",
                &format!(
                    "Content-Type: application/sdp\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                ),
            ),
        ],
    );
    pair.inject(Side::Callee, &offering);
    assert_eq!(count(&pair, "< 488 PRACK"), 1);
    assert_eq!(count(&pair, "< 200 INVITE"), 1, "what waited goes on");
}

/// RFC 3261 §14.1: the 200 to a re-INVITE that arrives when BYE has ended everything is
/// acknowledged all the same.
#[test]
fn a_2xx_that_outlives_its_session_is_acknowledged() {
    let (mut pair, calling, called) = talking(by_owner(), by_owner());
    pair.arrows();
    assert!(change(
        &mut pair,
        Side::Caller,
        calling,
        ModifyMethod::Invite,
        Some(OFFER)
    ));
    pair.run(Duration::from_millis(50));
    pair.lose = Box::new(|arrow, _| arrow == "< 200 INVITE");
    pair.act(Side::Callee, |agent, now, sends| {
        agent.accept_modify(now, called, Some(ANSWER), sends);
    });
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, calling, b"", sends);
    });
    pair.settle();
    assert_eq!(pair.caller.session_count(), 0);
    let late = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == "<! 200 INVITE")
        .map(|sent| String::from_utf8(sent.bytes.clone()).expect("text"))
        .expect("the 200 was sent");
    pair.arrows();
    pair.inject(Side::Caller, &late);
    assert_eq!(pair.arrows(), ["> ACK"]);
    pair.assert_empty();
}

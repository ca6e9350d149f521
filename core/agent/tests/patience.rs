//! Steps that an owner forgets: each has an end.

mod two_party;

use std::time::Duration;

use naisen_agent::{
    Change, Event, Handling, ModifyMethod, Policy, Progress, ReleaseReason, SessionId,
};
use naisen_sip::{HeaderName, StatusCode};
use two_party::{ANSWER, OFFER, Pair, Side, options, plain};

/// Every step is the owner's.
fn held() -> Policy {
    Policy {
        prack: Handling::Owner,
        ack: Handling::Owner,
        bye: Handling::Owner,
        modify: Handling::Owner,
        ..Policy::automatic(None)
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

fn count(pair: &Pair, arrow: &str) -> usize {
    pair.log.iter().filter(|sent| sent.arrow() == arrow).count()
}

/// R-11.2-1.
#[test]
fn a_bye_that_the_owner_forgets_is_answered_before_its_sender_gives_up() {
    let (mut pair, calling, _) = talking(plain(), held());
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, calling, b"", sends);
    });
    pair.run(Duration::from_secs(29));
    assert_eq!(pair.callee.session_count(), 1);
    assert_eq!(count(&pair, "< 200 BYE"), 0);
    pair.run(Duration::from_secs(2));
    assert_eq!(count(&pair, "< 200 BYE"), 1);
    pair.assert_empty();
}

#[test]
fn a_2xx_that_the_owner_never_acknowledges_ends_in_ack_and_bye() {
    let (mut pair, ..) = talking(held(), plain());
    pair.run(Duration::from_secs(31));
    assert_eq!((count(&pair, "> ACK"), count(&pair, "> BYE")), (1, 1));
    assert!(pair.take_events(Side::Caller).iter().any(|event| matches!(
        event,
        Event::Released {
            reason: ReleaseReason::AckWithheld,
            ..
        }
    )));
    pair.assert_empty();
}

/// R-11.2-1: the peer tires of its 2xx and hangs up just before we would.
#[test]
fn a_bye_is_answered_though_its_2xx_was_never_acknowledged() {
    let (mut pair, calling, _) = talking(held(), plain());
    pair.run(Duration::from_secs(29));
    let invite = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == "> INVITE")
        .expect("an INVITE");
    let answer = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == "< 200 INVITE")
        .expect("a 200");
    let (invite, answer) = (invite.message(), answer.message());
    let value =
        |message: &naisen_sip::Message<'_>, name| message.header(name).expect("present").to_owned();
    let bye = format!(
        "BYE {} SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKbye\r\n\
         Max-Forwards: 70\r\nFrom: {}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: 1 BYE\r\n\
         Content-Length: 0\r\n\r\n",
        value(&invite, HeaderName::Contact).trim_matches(['<', '>']),
        value(&answer, HeaderName::To),
        value(&invite, HeaderName::From),
        value(&invite, HeaderName::CallId),
    );
    pair.inject(Side::Caller, &bye);
    pair.run(Duration::from_secs(2));
    assert_eq!((count(&pair, "> BYE"), count(&pair, "> 200 BYE")), (0, 0));
    pair.act(Side::Caller, |agent, now, sends| {
        agent.accept_bye(now, calling, sends);
    });
    assert_eq!((count(&pair, "> BYE"), count(&pair, "> 200 BYE")), (0, 1));
}

/// The 2xx that waits for the owner's 200 to PRACK does not wait for ever.
#[test]
fn a_prack_that_the_owner_forgets_does_not_hold_up_the_2xx() {
    let callee = Policy {
        ack: Handling::Automatic,
        bye: Handling::Automatic,
        ..held()
    };
    let mut pair = Pair::with(options(Policy::automatic(None)), options(callee));
    let calling = pair.invite(Policy::automatic(None));
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
    pair.run(Duration::from_secs(31));
    assert_eq!(count(&pair, "< 200 PRACK"), 1);
    assert_eq!(count(&pair, "> ACK"), 1);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, calling, b"", sends);
    });
    pair.assert_empty();
}

#[test]
fn a_change_that_the_owner_forgets_is_refused() {
    for (method, wait_s, refusal) in [
        (ModifyMethod::Update, 31, "< 500 UPDATE"),
        (ModifyMethod::Invite, 181, "< 500 INVITE"),
    ] {
        let callee = Policy {
            bye: Handling::Automatic,
            ..held()
        };
        let (mut pair, calling, _) = talking(plain(), callee);
        // The caller's own patience is over, too: it would cancel.
        pair.lose = Box::new(|arrow, _| arrow == "> CANCEL");
        let change = Change {
            method: Some(method),
            sdp: Some(OFFER),
            timer: None,
            retry_glare: false,
        };
        assert!(pair.act(Side::Caller, |agent, now, sends| {
            agent.modify(now, calling, change, sends)
        }));
        pair.run(Duration::from_secs(wait_s - 2));
        assert_eq!(count(&pair, refusal), 0);
        pair.run(Duration::from_secs(2));
        assert!(count(&pair, refusal) > 0, "{method:?}");
        pair.run(Duration::from_secs(1));
        assert!(
            pair.take_events(Side::Caller)
                .iter()
                .any(|event| matches!(event, Event::ModifyRefused { .. }))
        );
        pair.act(Side::Caller, |agent, now, sends| {
            agent.release(now, calling, b"", sends);
        });
        pair.assert_empty();
    }
}

/// RFC 3261 §15.1.2: what is open when the session ends gets its answer.
#[test]
fn open_requests_are_answered_when_the_session_ends() {
    let (mut pair, calling, called) = talking(plain(), held());
    let change = Change {
        method: None,
        sdp: Some(OFFER),
        timer: None,
        retry_glare: false,
    };
    assert!(pair.act(Side::Caller, |agent, now, sends| {
        agent.modify(now, calling, change, sends)
    }));
    pair.settle();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.release(now, called, b"", sends);
    });
    pair.settle();
    assert_eq!(count(&pair, "< 487 UPDATE"), 1);
    pair.assert_empty();
}

/// A re-INVITE that only ever gets 100 leaves no transaction behind when the call ends.
#[test]
fn a_re_invite_without_final_response_ends_with_the_call() {
    let (mut pair, calling, _) = talking(plain(), held());
    pair.lose = Box::new(|arrow, _| arrow == "< 487 INVITE" || arrow == "< 500 INVITE");
    let change = Change {
        method: Some(ModifyMethod::Invite),
        sdp: Some(OFFER),
        timer: None,
        retry_glare: false,
    };
    assert!(pair.act(Side::Caller, |agent, now, sends| {
        agent.modify(now, calling, change, sends)
    }));
    pair.settle();
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, calling, b"", sends);
    });
    pair.run(Duration::from_secs(31));
    pair.assert_empty();
}

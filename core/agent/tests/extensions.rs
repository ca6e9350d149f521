//! 100rel, session timer, UPDATE and re-INVITE, authentication (JJ-22.11 §5.1.4, §8, §9, §10.2).

mod two_party;

use std::time::Duration;

use naisen_agent::{
    Change, Event, FailureOrigin, Handling, Margin, ModifyMethod, Policy, Progress, RefreshFailure,
    RefreshMethod, ReleaseReason, SessionId, TimerPolicy, TimerState,
};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{HeaderName, RAck, RSeq, Refresher, SessionExpires, StatusCode};
use two_party::{ANSWER, OFFER, Pair, Side, options, plain, timer};

fn ring(pair: &mut Pair, session: SessionId, status: StatusCode, sdp: Option<&[u8]>) {
    pair.act(Side::Callee, |agent, now, sends| {
        let lines = b"";
        agent.progress(now, session, Progress { status, sdp, lines }, sends);
    });
}

fn answer(pair: &mut Pair, session: SessionId) {
    pair.act(Side::Callee, |agent, now, sends| {
        agent.answer(now, session, Some(ANSWER), sends);
    });
}

/// The first message on the log whose arrow this is.
fn find<'p>(pair: &'p Pair, arrow: &str) -> naisen_sip::Message<'p> {
    pair.log
        .iter()
        .find(|sent| sent.arrow() == arrow)
        .unwrap_or_else(|| panic!("no {arrow}"))
        .message()
}

fn with_timer(timer: TimerPolicy) -> Policy {
    Policy {
        rel100: false,
        ..Policy::automatic(Some(timer))
    }
}

/// A call that talks, with these policies.
fn talking(caller: Policy, callee: Policy) -> (Pair, SessionId, SessionId) {
    let mut pair = Pair::with(options(caller.clone()), options(callee));
    let calling = pair.invite(caller);
    pair.settle();
    let called = pair.incoming();
    answer(&mut pair, called);
    pair.settle();
    (pair, calling, called)
}

/// R-8.1-1, R-8.2-1, R-8.2-3, R-8.3-1.
#[test]
fn a_1xx_is_reliable_when_both_have_100rel_in_use() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    ring(&mut pair, called, StatusCode::RINGING, None);
    pair.settle();
    let ringing = find(&pair, "< 180 INVITE");
    assert!(ringing.has_token(HeaderName::Require, "100rel"));
    assert_eq!(ringing.typed::<RSeq>(), Ok(Some(RSeq(1))));
    let prack = find(&pair, "> PRACK");
    let rack = prack.required::<RAck<'_>>().expect("RAck");
    assert_eq!((rack.rseq, rack.cseq), (1, 1));
    assert_eq!(
        pair.arrows()[2..],
        ["< 180 INVITE", "> PRACK", "< 200 PRACK"]
    );
    answer(&mut pair, called);
    pair.settle();
    assert_eq!(pair.arrows(), ["< 200 INVITE", "> ACK"]);
}

/// R-6.2.1-5, R-6.2.1-6.
#[test]
fn without_100rel_at_the_caller_the_1xx_is_plain() {
    let mut pair = Pair::with(options(plain()), options(Policy::automatic(None)));
    pair.invite(plain());
    pair.settle();
    let called = pair.incoming();
    ring(&mut pair, called, StatusCode::RINGING, None);
    pair.settle();
    let ringing = find(&pair, "< 180 INVITE");
    assert_eq!(ringing.header(HeaderName::Require), None);
    assert_eq!(ringing.header(HeaderName::RSeq), None);
    assert_eq!(pair.arrows()[2..], ["< 180 INVITE"]);
}

/// R-8.2-2, R-8.2-5: repeated until its PRACK, and the next one waits.
#[test]
fn a_reliable_1xx_is_repeated_and_the_next_waits_for_its_prack() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    pair.lose = Box::new(|arrow, seen| arrow == "< 180 INVITE" && seen < 2);
    pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    ring(&mut pair, called, StatusCode::RINGING, None);
    ring(
        &mut pair,
        called,
        StatusCode::SESSION_PROGRESS,
        Some(ANSWER),
    );
    pair.run(Duration::from_secs(3));
    assert_eq!(
        pair.arrows()[2..],
        [
            "<! 180 INVITE",
            "<! 180 INVITE",
            "< 180 INVITE",
            "> PRACK",
            "< 200 PRACK",
            "< 183 INVITE",
            "> PRACK",
            "< 200 PRACK"
        ]
    );
}

/// R-8.2-4.
#[test]
fn a_reliable_1xx_that_is_never_acknowledged_ends_in_500() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    pair.lose = Box::new(|arrow, _| arrow == "> PRACK");
    pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    ring(&mut pair, called, StatusCode::RINGING, None);
    pair.run(Duration::from_secs(33));
    find(&pair, "< 500 INVITE");
    assert!(pair.take_events(Side::Callee).iter().any(|event| matches!(
        event,
        Event::Released {
            reason: ReleaseReason::NotPracked,
            ..
        }
    )));
    pair.assert_empty();
}

/// RFC 3262 §3: the 2xx waits for the PRACK of a 1xx with SDP.
#[test]
fn an_answer_waits_for_the_prack_of_early_media() {
    let policy = Policy::automatic(None);
    let mut pair = Pair::with(options(policy.clone()), options(policy.clone()));
    pair.lose = Box::new(|arrow, seen| arrow == "> PRACK" && seen == 0);
    pair.invite(policy);
    pair.settle();
    let called = pair.incoming();
    ring(
        &mut pair,
        called,
        StatusCode::SESSION_PROGRESS,
        Some(ANSWER),
    );
    answer(&mut pair, called);
    pair.run(Duration::from_secs(2));
    let arrows = pair.arrows();
    let prack = arrows.iter().position(|arrow| arrow == "< 200 PRACK");
    let answer = arrows.iter().position(|arrow| arrow == "< 200 INVITE");
    assert!(prack.is_some() && prack < answer, "{arrows:?}");
}

/// R-9.1-1, R-9.1-3, R-9.1-5, R-9.3.1.1-1, R-9.3.1.2-4, R-9.4.2-1.
#[test]
fn the_session_timer_is_settled_in_the_200() {
    let policy = with_timer(timer(180));
    let (pair, ..) = talking(policy.clone(), policy);
    let invite = find(&pair, "> INVITE");
    assert!(invite.has_token(HeaderName::Supported, "timer"));
    assert_eq!(invite.header(HeaderName::Require), None);
    assert_eq!(
        invite
            .typed::<SessionExpires>()
            .map(|it| it.map(TimerState::from)),
        Ok(Some(TimerState {
            expires_s: 180,
            refresher: None
        }))
    );
    let ok = find(&pair, "< 200 INVITE");
    assert!(ok.has_token(HeaderName::Require, "timer"));
    assert_eq!(
        ok.header(HeaderName::SessionExpires),
        Some("180;refresher=uas")
    );
}

/// R-9.1-3, R-9.4.1-8: a caller whose 200 has no Require: timer does not start the timer.
#[test]
fn without_require_timer_the_caller_starts_none() {
    let (mut pair, calling, _) = talking(with_timer(timer(180)), plain());
    assert_eq!(pair.caller.timer(calling), None);
    pair.arrows();
    pair.run(Duration::from_secs(400));
    assert_eq!(pair.arrows(), Vec::<String>::new());
}

/// R-9.2.2-1, R-9.2.2-2, R-9.3.2.1-1, R-9.5.1-1, R-9.5.1-2, R-9.5.2-2.
#[test]
fn the_refresher_refreshes_by_update_at_half_time() {
    let policy = with_timer(timer(180));
    let (mut pair, calling, called) = talking(policy.clone(), policy);
    let start = pair.now;
    pair.arrows();
    pair.run(Duration::from_secs(95));
    let update = pair
        .log
        .iter()
        .find(|sent| sent.arrow() == "< UPDATE")
        .expect("an UPDATE");
    assert!(update.at.since(start) <= Duration::from_secs(90));
    assert!(update.at.since(start) >= Duration::from_secs(89));
    assert!(update.message().body().is_empty());
    assert_eq!(
        update.message().header(HeaderName::SessionExpires),
        Some("180;refresher=uac")
    );
    let ok = find(&pair, "> 200 UPDATE");
    assert!(ok.has_token(HeaderName::Require, "timer"));
    assert_eq!(
        ok.header(HeaderName::SessionExpires),
        Some("180;refresher=uac")
    );
    assert_eq!(
        pair.callee.timer(called).map(|it| it.refresher),
        Some(Some(Refresher::Uac))
    );
    assert_eq!(
        pair.caller.timer(calling).map(|it| it.refresher),
        Some(Some(Refresher::Uas))
    );
    pair.run(Duration::from_secs(1000));
    assert_eq!(pair.caller.session_count(), 1, "refreshed again and again");
}

/// R-9.2-4, R-9.2.1-1, R-9.2.1-2.
#[test]
fn where_update_is_off_the_refresh_is_a_re_invite_with_sdp() {
    let policy = Policy {
        update: false,
        ..with_timer(timer(180))
    };
    let (mut pair, _, called) = talking(policy.clone(), policy);
    pair.arrows();
    pair.run(Duration::from_secs(91));
    assert!(
        pair.take_events(Side::Callee)
            .iter()
            .any(|event| matches!(event, Event::RefreshNeedsSdp { .. }))
    );
    let change = Change {
        method: Some(ModifyMethod::Invite),
        sdp: Some(ANSWER),
        timer: None,
        retry_glare: true,
    };
    assert!(pair.act(Side::Callee, |agent, now, sends| {
        agent.modify(now, called, change, sends)
    }));
    pair.run(Duration::from_millis(50));
    let asked = pair.take_events(Side::Caller);
    let Some(Event::ModifyRequested {
        session,
        sdp: Some(sdp),
        ..
    }) = asked.last()
    else {
        panic!("{asked:?}");
    };
    assert_eq!(&**sdp, ANSWER);
    let session = *session;
    pair.act(Side::Caller, |agent, now, sends| {
        agent.accept_modify(now, session, Some(OFFER), sends);
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["< INVITE", "> 200 INVITE", "< ACK"],);
}

/// R-9.6-5: 32 s before expiry, or a third if that is less; R-9.6-6: 10 s or a third.
#[test]
fn a_non_refresher_that_hears_nothing_hangs_up_before_expiry() {
    for (expires_s, margin, expected_s) in [
        (180, Margin::Seconds32, 148),
        (90, Margin::Seconds32, 60),
        (180, Margin::Seconds10, 170),
    ] {
        let policy = with_timer(TimerPolicy {
            margin,
            ..timer(expires_s)
        });
        let (mut pair, ..) = talking(policy.clone(), policy);
        let start = find_time(&pair, "< 200 INVITE") + two_party::DELAY;
        pair.lose = Box::new(|arrow, _| arrow.starts_with('<'));
        pair.arrows();
        pair.run(Duration::from_secs(u64::from(expires_s)));
        let bye = pair
            .log
            .iter()
            .find(|sent| sent.arrow() == "> BYE")
            .expect("a BYE");
        assert_eq!(bye.at.since(start), Duration::from_secs(expected_s));
        assert!(pair.take_events(Side::Caller).iter().any(|event| matches!(
            event,
            Event::Released {
                reason: ReleaseReason::SessionExpired,
                ..
            }
        )));
    }
}

fn find_time(pair: &Pair, arrow: &str) -> naisen_node::Time {
    pair.log
        .iter()
        .find(|sent| sent.arrow() == arrow)
        .expect("was sent")
        .at
}

/// R-9.6-1 and R-9.6-4.
#[test]
fn a_refresh_without_answer_ends_the_call_at_once_or_ten_seconds_before_expiry() {
    for (failure, at_s) in [
        (RefreshFailure::Immediately, 90 + 32),
        (RefreshFailure::TenSecondsBeforeExpiry, 170),
    ] {
        let policy = with_timer(TimerPolicy {
            failure,
            ..timer(180)
        });
        let (mut pair, ..) = talking(policy.clone(), policy);
        let start = find_time(&pair, "< 200 INVITE");
        // The caller hears nothing, and its own BYE is lost, too.
        pair.lose = Box::new(|_, _| true);
        pair.arrows();
        pair.run(Duration::from_secs(175));
        let bye = pair
            .log
            .iter()
            .find(|sent| sent.arrow() == "<! BYE")
            .expect("a BYE");
        let waited = bye.at.since(start);
        assert!(
            waited >= Duration::from_secs(at_s) && waited < Duration::from_secs(at_s + 1),
            "{failure:?}: {waited:?}"
        );
    }
}

/// R-9.4.1-6, R-9.4.1-7, R-9.4.2-2, R-13.3.5-2.
#[test]
fn a_422_is_answered_with_the_interval_that_it_asks_for() {
    let callee = with_timer(TimerPolicy {
        min_se_s: 300,
        ..timer(1800)
    });
    let mut pair = Pair::with(options(plain()), options(callee));
    pair.invite(with_timer(timer(120)));
    pair.settle();
    assert_eq!(
        find(&pair, "< 422 INVITE").header(HeaderName::MinSe),
        Some("300")
    );
    let again = pair
        .log
        .iter()
        .rfind(|sent| sent.arrow() == "> INVITE")
        .expect("a second INVITE");
    let (first, again) = (find(&pair, "> INVITE"), again.message());
    assert_eq!(again.header(HeaderName::MinSe), Some("300"));
    assert_eq!(again.header(HeaderName::SessionExpires), Some("300"));
    assert_eq!(again.header(HeaderName::CSeq), Some("2 INVITE"));
    assert_eq!(first.header(HeaderName::MinSe), None);
    for name in [HeaderName::CallId, HeaderName::From, HeaderName::Contact] {
        assert_eq!(first.header(name), again.header(name));
    }
    assert_ne!(first.header(HeaderName::Via), again.header(HeaderName::Via));
    assert_eq!(first.body(), again.body());
}

/// R-5.1.1-6, R-5.1.4.2-2, R-5.1.4.2-6, R-5.7.1-2, R-5.1.1-8.
#[test]
fn a_challenge_is_answered_once() {
    for (status, challenge, answer) in [
        (
            StatusCode::PROXY_AUTHENTICATION_REQUIRED,
            "Proxy-Authenticate",
            HeaderName::ProxyAuthorization,
        ),
        (
            StatusCode::UNAUTHORIZED,
            "WWW-Authenticate",
            HeaderName::Authorization,
        ),
    ] {
        let mut pair = Pair::with(options(plain()), options(plain()));
        let credentials = ClientCredentials::with_password("101", "secret");
        pair.invite_with(plain(), Some(OFFER), Some(credentials));
        pair.settle();
        let lines =
            format!("{challenge}: Digest realm=\"naisen\", nonce=\"n1\", algorithm=MD5\r\n");
        let refuse = |pair: &mut Pair| {
            let called = pair.incoming();
            pair.act(Side::Callee, |agent, now, sends| {
                agent.reject(now, called, status, None, lines.as_bytes(), sends);
            });
            pair.settle();
        };
        refuse(&mut pair);
        let again = pair
            .log
            .iter()
            .rfind(|sent| sent.arrow() == "> INVITE")
            .expect("a second INVITE");
        let again = again.message();
        assert_eq!(again.header(HeaderName::CSeq), Some("2 INVITE"));
        let value = again.header(answer).expect("credentials");
        assert!(value.contains("uri=\"sip:102@192.0.2.2\""), "{value}");
        refuse(&mut pair);
        let events = pair.take_events(Side::Caller);
        let Some(Event::Refused { failure, .. }) = events.first() else {
            panic!("{events:?}");
        };
        assert!(failure.credentials_refused);
        let invites = pair
            .log
            .iter()
            .filter(|sent| sent.arrow() == "> INVITE")
            .count();
        assert_eq!(invites, 2);
        pair.assert_empty();
    }
}

/// RFC 3261 §14.1: both ask at once, both get 491, the caller waits longer, both succeed. What the
/// caller asked for is older by then than what it has answered, so its owner asks anew.
#[test]
fn glare_is_resolved_by_waiting() {
    let owner = Policy {
        modify: Handling::Owner,
        ..plain()
    };
    let (mut pair, calling, called) = talking(owner.clone(), owner);
    pair.arrows();
    pair.events.clear();
    for (side, session, sdp) in [
        (Side::Caller, calling, OFFER),
        (Side::Callee, called, ANSWER),
    ] {
        let change = Change {
            method: Some(ModifyMethod::Invite),
            sdp: Some(sdp),
            timer: None,
            retry_glare: true,
        };
        assert!(pair.act(side, |agent, now, sends| {
            agent.modify(now, session, change, sends)
        }));
    }
    for _ in 0..60 {
        pair.run(Duration::from_millis(100));
        for side in [Side::Caller, Side::Callee] {
            for event in pair.take_events(side) {
                if let Event::ModifyRequested { session, .. } = event {
                    pair.act(side, |agent, now, sends| {
                        agent.accept_modify(now, session, Some(ANSWER), sends);
                    });
                } else if let Event::ModifyRefused { session, failure } = event {
                    assert_eq!(side, Side::Caller);
                    assert_eq!(failure.status, StatusCode::REQUEST_PENDING);
                    assert_eq!(failure.origin, FailureOrigin::Local);
                    let change = Change {
                        method: Some(ModifyMethod::Invite),
                        sdp: Some(OFFER),
                        timer: None,
                        retry_glare: true,
                    };
                    assert!(pair.act(side, |agent, now, sends| {
                        agent.modify(now, session, change, sends)
                    }));
                }
            }
        }
    }
    let arrows = pair.arrows();
    let count = |wanted: &str| arrows.iter().filter(|arrow| *arrow == wanted).count();
    assert_eq!(
        (count("> 491 INVITE"), count("< 491 INVITE")),
        (1, 1),
        "{arrows:?}"
    );
    assert_eq!((count("> 200 INVITE"), count("< 200 INVITE")), (1, 1));
    assert_eq!(pair.caller.session_count(), 1);
}

/// R-10.2.2-4, R-10.2.2-5.
#[test]
fn a_refused_change_leaves_the_session_as_it_was() {
    let owner = Policy {
        modify: Handling::Owner,
        ..plain()
    };
    let (mut pair, calling, called) = talking(owner.clone(), owner);
    pair.arrows();
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
        agent.refuse_modify(now, called, StatusCode::NOT_ACCEPTABLE_HERE, b"", sends);
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["> UPDATE", "< 488 UPDATE"]);
    assert!(matches!(
        pair.take_events(Side::Caller).last(),
        Some(Event::ModifyRefused { failure, .. }) if failure.status == StatusCode::NOT_ACCEPTABLE_HERE
    ));
    assert_eq!(pair.caller.session_count(), 1);
    assert_eq!(pair.callee.session_count(), 1);
}

/// R-9.2-4: a peer that does not allow UPDATE never gets one.
#[test]
fn update_is_sent_only_to_a_peer_that_allows_it() {
    let no_update = Policy {
        update: false,
        ..plain()
    };
    let (mut pair, calling, _) = talking(plain(), no_update);
    pair.arrows();
    let change = Change {
        method: Some(ModifyMethod::Update),
        sdp: Some(OFFER),
        timer: None,
        retry_glare: false,
    };
    assert!(pair.act(Side::Caller, |agent, now, sends| {
        agent.modify(now, calling, change, sends)
    }));
    assert_eq!(pair.arrows(), ["> INVITE"]);
}

/// The owner takes PRACK, ACK and BYE: nothing is answered before it says so.
#[test]
fn an_owner_can_hold_every_step() {
    let held = Policy {
        prack: Handling::Owner,
        ack: Handling::Owner,
        bye: Handling::Owner,
        modify: Handling::Owner,
        ..Policy::automatic(None)
    };
    let mut pair = Pair::with(options(held.clone()), options(held.clone()));
    let calling = pair.invite(held);
    pair.settle();
    let called = pair.incoming();
    ring(&mut pair, called, StatusCode::RINGING, None);
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.arrows()[2..], ["< 180 INVITE"]);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.prack(now, calling, None, sends)
    });
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.arrows(), ["> PRACK"]);
    pair.act(Side::Callee, |agent, now, sends| {
        agent.accept_prack(now, called, None, sends)
    });
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.arrows(), ["< 200 PRACK"]);
    answer(&mut pair, called);
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.arrows(), ["< 200 INVITE"]);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.ack(now, calling, None, sends)
    });
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.arrows(), ["> ACK"]);
    pair.act(Side::Callee, |agent, now, sends| {
        agent.release(now, called, b"", sends)
    });
    pair.run(Duration::from_millis(100));
    assert_eq!(pair.arrows(), ["< BYE"]);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.accept_bye(now, calling, sends)
    });
    pair.settle();
    assert_eq!(pair.arrows(), ["> 200 BYE"]);
    pair.assert_empty();
}

/// A prefix of the policy: which method refreshes.
#[test]
fn the_refresh_method_can_be_set_to_re_invite() {
    let policy = with_timer(TimerPolicy {
        method: RefreshMethod::ReInvite,
        ..timer(180)
    });
    let (mut pair, ..) = talking(policy.clone(), policy);
    pair.arrows();
    pair.run(Duration::from_secs(91));
    assert!(
        pair.take_events(Side::Callee)
            .iter()
            .any(|event| matches!(event, Event::RefreshNeedsSdp { .. }))
    );
    assert_eq!(pair.arrows(), Vec::<String>::new());
}

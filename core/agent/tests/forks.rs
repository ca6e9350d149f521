//! What a stranger's responses bring a caller: forks, early dialogs, odd answers (JJ-22.11 §5.2 to
//! §5.6, RFC 3262).

mod two_party;

use std::time::Duration;

use naisen_agent::{Event, Handling, Policy, SessionId};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{CSeq, HeaderName, RAck, StatusCode};
use two_party::{ANSWER, OFFER, Pair, Side, options, plain, response};

const RELIABLE: &str = "Require: 100rel\r\nContact: <sip:b@192.0.2.2>\r\n";

/// A caller whose messages reach nobody: the test answers in the peer's place.
fn alone() -> Pair {
    let mut pair = Pair::with(options(plain()), options(plain()));
    pair.lose = Box::new(|_, _| true);
    pair
}

/// Answers the INVITE that was sent last.
fn answer(pair: &mut Pair, status: &str, tag: &str, lines: &str, body: &[u8]) {
    let invite = pair
        .log
        .iter()
        .rfind(|sent| sent.arrow() == ">! INVITE")
        .expect("an INVITE");
    let text = response(&invite.message(), status, tag, lines, body);
    pair.inject(Side::Caller, &text);
}

/// To tag and CSeq number of every message of a kind.
fn numbers(pair: &Pair, arrow: &str) -> Vec<(String, u32)> {
    pair.log
        .iter()
        .filter(|sent| sent.arrow() == arrow)
        .map(|sent| {
            let message = sent.message();
            let to: naisen_sip::To<'_> = message.required().expect("To");
            let cseq: CSeq<'_> = message.required().expect("CSeq");
            (to.tag().unwrap_or("").to_owned(), cseq.number)
        })
        .collect()
}

fn rel100(prack: Handling) -> Policy {
    Policy {
        prack,
        ..Policy::automatic(None)
    }
}

/// R-5.2.1-3, R-5.2.3-1, R-8.3-1, R-8.3-3: the owner's PRACKs go out in the order in which their 1xx
/// came, each in its own dialog.
#[test]
fn every_fork_gets_the_prack_of_its_own_1xx() {
    let mut pair = alone();
    let session = pair.invite(rel100(Handling::Owner));
    for (tag, rseq) in [("a", 7), ("b", 70), ("a", 8)] {
        let lines = format!("{RELIABLE}RSeq: {rseq}\r\n");
        answer(&mut pair, "180 Ringing", tag, &lines, b"");
    }
    for _ in 0..4 {
        pair.act(Side::Caller, |agent, now, sends| {
            agent.prack(now, session, None, sends);
        });
    }
    let pracks: Vec<_> = pair
        .log
        .iter()
        .filter(|sent| sent.arrow() == ">! PRACK")
        .map(|sent| sent.message().required::<RAck<'_>>().expect("RAck").rseq)
        .collect();
    assert_eq!(pracks, [7, 70, 8]);
    let tags: Vec<_> = numbers(&pair, ">! PRACK");
    assert_eq!(
        tags,
        [("a".into(), 2), ("b".into(), 2), ("a".into(), 3)],
        "each dialog counts for itself"
    );
}

/// R-13.1.1-2.
#[test]
fn where_100rel_was_not_offered_no_prack_is_sent() {
    let mut pair = alone();
    pair.invite(plain());
    let lines = format!("{RELIABLE}RSeq: 1\r\n");
    answer(&mut pair, "180 Ringing", "a", &lines, b"");
    assert_eq!(numbers(&pair, ">! PRACK"), []);
}

/// RFC 3262 §5: the offer in a reliable 1xx is the owner's to answer in the PRACK, whatever the
/// policy; the ACK has nothing left to carry.
#[test]
fn an_offer_in_a_1xx_is_answered_in_the_prack() {
    let mut pair = alone();
    let session = pair.invite_with(rel100(Handling::Automatic), None, None);
    let lines = format!("{RELIABLE}RSeq: 1\r\n");
    answer(&mut pair, "183 Session Progress", "a", &lines, OFFER);
    assert!(matches!(
        pair.take_events(Side::Caller)[..],
        [Event::Provisional {
            prack_wanted: true,
            reliable: true,
            ..
        }]
    ));
    assert_eq!(numbers(&pair, ">! PRACK"), []);
    pair.act(Side::Caller, |agent, now, sends| {
        agent.prack(now, session, Some(ANSWER), sends);
    });
    let prack = pair.log.last().expect("a PRACK").message();
    assert_eq!(prack.body(), ANSWER);
    answer(
        &mut pair,
        "200 OK",
        "a",
        "Contact: <sip:b@192.0.2.2>\r\n",
        b"",
    );
    assert_eq!(numbers(&pair, ">! ACK"), [("a".into(), 1)]);
}

/// R-5.3.2-1, R-5.3.2-5: another fork that answers gets ACK and BYE along its own route; the same
/// again gets the same ACK.
#[test]
fn a_second_fork_that_answers_is_acknowledged_and_ended() {
    let mut pair = alone();
    let session = pair.invite(plain());
    let first = "Contact: <sip:a@192.0.2.2>\r\n";
    let second = "Contact: <sip:b@192.0.2.2>\r\nRecord-Route: <sip:192.0.2.2:5080;lr>\r\n";
    answer(&mut pair, "200 OK", "a", first, ANSWER);
    answer(&mut pair, "200 OK", "b", second, ANSWER);
    answer(&mut pair, "200 OK", "b", second, ANSWER);
    let acks: Vec<_> = numbers(&pair, ">! ACK")
        .into_iter()
        .map(|(tag, _)| tag)
        .collect();
    assert_eq!(acks, ["a", "b", "b"]);
    let byes: Vec<_> = pair
        .log
        .iter()
        .filter(|sent| sent.arrow() == ">! BYE")
        .collect();
    assert_eq!(byes.len(), 1);
    let bye = byes[0].message();
    assert_eq!(
        bye.header(HeaderName::Route),
        Some("<sip:192.0.2.2:5080;lr>")
    );
    assert_eq!(byes[0].flow.remote.port(), 5080, "R-7.1-2");
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, session, b"", sends);
    });
    pair.assert_empty();
}

/// RFC 3261 §13.2.2.4: every 2xx is acknowledged, also when the call is over.
#[test]
fn a_fork_that_answers_after_the_call_is_acknowledged_and_ended() {
    let mut pair = alone();
    let session = pair.invite(plain());
    let contact = "Contact: <sip:a@192.0.2.2>\r\n";
    let invite = pair.log.last().expect("an INVITE").message();
    let late = response(&invite, "200 OK", "b", contact, ANSWER);
    answer(&mut pair, "200 OK", "a", contact, ANSWER);
    hang_up(&mut pair, session);
    pair.arrows();
    pair.inject(Side::Caller, &late);
    assert_eq!(numbers(&pair, ">! ACK"), [("b".into(), 1)]);
    assert_eq!(numbers(&pair, ">! BYE").len(), 1);
    pair.assert_empty();
}

/// Releases the call, and answers its BYE.
fn hang_up(pair: &mut Pair, session: SessionId) {
    pair.act(Side::Caller, |agent, now, sends| {
        agent.release(now, session, b"", sends);
    });
    let bye = pair
        .log
        .iter()
        .rfind(|sent| sent.arrow() == ">! BYE")
        .expect("a BYE");
    let ok = response(&bye.message(), "200 OK", "", "", b"");
    pair.inject(Side::Caller, &ok);
    assert_eq!(pair.caller.session_count(), 0);
}

/// R-5.6.2-1: the BYE goes on with the numbers that PRACK has used.
#[test]
fn the_bye_behind_a_cancel_counts_on_from_the_early_dialog() {
    let mut pair = alone();
    let session = pair.invite(rel100(Handling::Automatic));
    let lines = format!("{RELIABLE}RSeq: 1\r\n");
    answer(&mut pair, "180 Ringing", "a", &lines, b"");
    pair.act(Side::Caller, |agent, now, sends| {
        agent.give_up(now, session, b"", sends);
    });
    answer(
        &mut pair,
        "200 OK",
        "a",
        "Contact: <sip:b@192.0.2.2>\r\n",
        ANSWER,
    );
    assert_eq!(numbers(&pair, ">! PRACK"), [("a".into(), 2)]);
    assert_eq!(numbers(&pair, ">! ACK"), [("a".into(), 1)]);
    assert_eq!(numbers(&pair, ">! BYE"), [("a".into(), 3)]);
    pair.assert_empty();
}

/// R-5.3.1-2.
#[test]
fn a_2xx_without_to_tag_makes_a_call() {
    let mut pair = alone();
    let session = pair.invite(plain());
    answer(
        &mut pair,
        "200 OK",
        "",
        "Contact: <sip:b@192.0.2.2>\r\n",
        ANSWER,
    );
    assert_eq!(numbers(&pair, ">! ACK"), [(String::new(), 1)]);
    hang_up(&mut pair, session);
    pair.assert_empty();
}

/// R-5.4.1-2, R-5.5.1-1, R-5.5.1-2, R-13.1.2-1.
#[test]
fn every_refusal_ends_the_call_with_the_code_that_came() {
    for (status, code) in [
        ("302 Moved Temporarily", 302),
        ("499 Odd", 499),
        ("603 Decline", 603),
        ("699 Odder", 699),
    ] {
        let mut pair = alone();
        pair.invite(plain());
        answer(&mut pair, "189 Odd", "a", "", b"");
        answer(
            &mut pair,
            status,
            "a",
            "Contact: <sip:elsewhere@192.0.2.7>\r\n",
            b"",
        );
        let events = pair.take_events(Side::Caller);
        assert!(
            matches!(
                &events[..],
                [Event::Provisional { status, .. }, Event::Refused { failure, .. }, Event::Gone { .. }]
                    if *status == StatusCode::SESSION_PROGRESS && failure.status.code() == code
            ),
            "{events:?}"
        );
        pair.assert_empty();
    }
}

/// R-5.1.4.2-11, R-5.7.1-2: credentials of one realm stay when another realm, or a longer interval,
/// is asked for, and their nonce is counted on.
#[test]
fn credentials_are_kept_from_one_attempt_to_the_next() {
    let mut pair = alone();
    let policy = Policy::automatic(Some(two_party::timer(90)));
    let credentials = ClientCredentials::with_password("101", "secret");
    pair.invite_with(policy, Some(OFFER), Some(credentials));
    let challenge = |realm: &str| {
        format!("Proxy-Authenticate: Digest realm=\"{realm}\", nonce=\"n\", qop=\"auth\"\r\n")
    };
    answer(&mut pair, "407 X", "a", &challenge("one"), b"");
    answer(&mut pair, "407 X", "b", &challenge("two"), b"");
    answer(&mut pair, "422 X", "c", "Min-SE: 300\r\n", b"");
    let counts: Vec<Vec<(String, String)>> = pair
        .log
        .iter()
        .filter(|sent| sent.arrow() == ">! INVITE")
        .map(|sent| {
            let message = sent.message();
            let mut lines: Vec<_> = message
                .headers(HeaderName::ProxyAuthorization)
                .map(|value| {
                    let part = |name: &str| {
                        let at = value.find(name).expect("a directive") + name.len();
                        value[at..]
                            .split([',', '"'])
                            .next()
                            .unwrap_or("")
                            .to_owned()
                    };
                    (part("realm=\""), part("nc="))
                })
                .collect();
            lines.sort();
            lines
        })
        .collect();
    let line = |realm: &str, nc: &str| (realm.to_owned(), nc.to_owned());
    assert_eq!(
        counts,
        [
            vec![],
            vec![line("one", "00000001")],
            vec![line("one", "00000002"), line("two", "00000001")],
            vec![line("one", "00000003"), line("two", "00000002")],
        ]
    );
}

/// A server that calls every nonce stale does not keep us busy for ever.
#[test]
fn attempts_are_bounded() {
    let mut pair = alone();
    let credentials = ClientCredentials::with_password("101", "secret");
    pair.invite_with(plain(), Some(OFFER), Some(credentials));
    let stale = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", stale=TRUE\r\n";
    for _ in 0..20 {
        answer(&mut pair, "407 X", "a", stale, b"");
    }
    assert_eq!(numbers(&pair, ">! INVITE").len(), 7);
    assert_eq!(pair.caller.session_count(), 0);
    pair.run(Duration::from_secs(40));
    pair.assert_empty();
}

//! Reading liberally: requests that are odd and still served, or refused with the right word
//! (JJ-22.11 §1.3.3, RFC 3261 §8.2).

mod two_party;

use naisen_agent::{Arrival, Policy, legible};
use naisen_node::Sends;
use naisen_sip::{HeaderName, StatusCode, To};
use two_party::{Pair, Side, altered, options, plain};

/// The INVITE of a call that reached nobody.
fn invite() -> (Pair, two_party::Sent) {
    let mut pair = Pair::with(options(plain()), options(plain()));
    pair.lose = Box::new(|_, _| true);
    pair.invite(plain());
    let sent = pair.log.remove(0);
    (pair, sent)
}

/// RFC 3261 §8.2: only proxies count hops.
#[test]
fn max_forwards_does_not_matter_to_a_user_agent() {
    for line in ["Max-Forwards: 0\r\n", "", "Max-Forwards: many\r\n"] {
        let (mut pair, sent) = invite();
        let odd = altered(&sent, &[("Max-Forwards: 70\r\n", line)]);
        pair.inject(Side::Callee, &odd);
        assert_eq!(pair.arrived.len(), 1, "{line}");
    }
}

#[test]
fn a_display_name_in_latin_1_does_not_hinder_a_call() {
    let (mut pair, sent) = invite();
    let mut bytes = sent.bytes.clone();
    let at = bytes
        .windows(7)
        .position(|window| window == b"From: <")
        .expect("From")
        + 6;
    bytes.splice(at..at, *b"\"M\xfcller\" ");
    let mut sends = Sends::default();
    let now = pair.now;
    let flow = Side::Callee.flow();
    assert!(
        pair.callee
            .handle_sip(now, flow, &bytes, &mut sends)
            .is_none(),
        "400 without conversion"
    );
    let bytes = legible(&bytes);
    match pair.callee.handle_sip(now, flow, &bytes, &mut sends) {
        Some(Arrival::Invite { message, .. }) => {
            let from = message.header(HeaderName::From).expect("From");
            assert!(from.starts_with("\"Müller\" <sip:101@"), "{from}");
        }
        other => panic!("{other:?}"),
    }
}

/// R-8-2: an extension that is switched off is not understood.
#[test]
fn an_extension_that_is_off_is_refused_where_it_is_required() {
    let (mut pair, sent) = invite();
    let odd = altered(&sent, &[("Contact:", "Require: 100rel\r\nContact:")]);
    pair.inject(Side::Callee, &odd);
    let refusal = pair.log.last().expect("a response").message();
    assert_eq!(refusal.status(), Some(StatusCode::BAD_EXTENSION));
    assert_eq!(refusal.header(HeaderName::Unsupported), Some("100rel"));
    let mut pair = Pair::with(options(plain()), options(Policy::automatic(None)));
    pair.inject(Side::Callee, &odd);
    assert_eq!(pair.arrived.len(), 1);
}

/// RFC 3261 §8.2.6.2: every response other than 100 has a To tag.
#[test]
fn a_cancel_that_comes_too_late_is_answered_with_a_tag() {
    let (mut pair, sent) = invite();
    pair.inject(Side::Callee, &altered(&sent, &[]));
    let session = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.reject(now, session, StatusCode::BUSY_HERE, None, b"", sends);
    });
    let cancel = altered(
        &sent,
        &[("INVITE sip", "CANCEL sip"), ("1 INVITE", "1 CANCEL")],
    );
    let end = cancel.find("Contact:").expect("a Contact");
    let cancel = format!("{}Content-Length: 0\r\n\r\n", &cancel[..end]);
    pair.inject(Side::Callee, &cancel);
    let ok = pair.log.last().expect("a response");
    assert_eq!(ok.arrow(), "<! 200 CANCEL");
    let message = ok.message();
    assert!(message.required::<To<'_>>().expect("To").tag().is_some());
}

/// An owner's slip does no harm: no second 2xx, no final response in place of a 1xx.
#[test]
fn a_status_that_does_not_belong_is_not_sent() {
    let (mut pair, sent) = invite();
    pair.inject(Side::Callee, &altered(&sent, &[]));
    let session = pair.incoming();
    pair.arrows();
    pair.act(Side::Callee, |agent, now, sends| {
        for status in [StatusCode::TRYING, StatusCode::OK, StatusCode::BUSY_HERE] {
            let progress = naisen_agent::Progress {
                status,
                sdp: None,
                lines: b"",
            };
            agent.progress(now, session, progress, sends);
        }
    });
    assert_eq!(pair.arrows(), Vec::<String>::new());
    pair.act(Side::Callee, |agent, now, sends| {
        agent.reject(now, session, StatusCode::OK, None, b"", sends);
    });
    assert_eq!(pair.arrows(), ["<! 500 INVITE"]);
}

/// RFC 3261 §8.2, §21.4: each mistake has its answer, and none opens a session.
#[test]
fn each_mistake_has_its_answer() {
    let long = format!("INVITE sip:{}@192.0.2.2 SIP/2.0", "1".repeat(3000));
    let rows: [(&str, &str, u16); 14] = [
        ("INVITE sip:", "INVITE mailto:", 416),
        ("INVITE sip:102@192.0.2.2 SIP/2.0", &long, 414),
        ("SIP/2.0\r\nVia", "SIP/3.0\r\nVia", 505),
        (
            "Content-Type: application/sdp",
            "Content-Type: text/plain",
            415,
        ),
        (
            "Content-Type: application/sdp",
            "Content-Encoding: gzip\r\nContent-Type: application/sdp",
            415,
        ),
        ("Max-Forwards: 70\r\n", "Require: teleport\r\n", 420),
        ("Max-Forwards: 70\r\n", "Session-Expires: soon\r\n", 400),
        ("CSeq: 1 INVITE", "CSeq: one INVITE", 400),
        ("CSeq: 1 INVITE", "CSeq: 1 BYE", 400),
        ("Call-ID:", "X-Call:", 400),
        ("Content-Length: ", "Content-Length: 9", 400),
        (
            "INVITE sip:102@192.0.2.2 SIP",
            "FLY sip:102@192.0.2.2 SIP",
            400,
        ),
        ("INVITE", "FLY", 501),
        ("INVITE", "REGISTER", 405),
    ];
    for (from, to, status) in rows {
        let (mut pair, sent) = invite();
        let text = String::from_utf8(sent.bytes.clone()).expect("text");
        let odd = if matches!(to, "FLY" | "REGISTER") {
            // The request line and CSeq, but not Allow.
            text.replacen(from, to, 1)
                .replace("CSeq: 1 INVITE", &format!("CSeq: 1 {to}"))
        } else {
            text.replacen(from, to, 1)
        };
        assert_ne!(odd, text, "{from}");
        pair.log.clear();
        pair.inject(Side::Callee, &odd);
        let answer = pair.log.first().unwrap_or_else(|| panic!("{to}: silence"));
        assert_eq!(
            answer.message().status().map(StatusCode::code),
            Some(status),
            "{to}"
        );
        assert_eq!(pair.callee.session_count(), 0, "{to}");
    }
}

/// RFC 3261 §17.1.1.3, §8.2.7: what must not be answered is met by silence.
#[test]
fn a_broken_ack_and_a_broken_response_are_met_by_silence() {
    for (from, to) in [
        (
            "INVITE sip:102@192.0.2.2 SIP/2.0",
            "ACK sip:102@192.0.2.2 SIP/3.0",
        ),
        ("INVITE sip:102@192.0.2.2 SIP/2.0", "SIP/2.0 20 Odd"),
        ("Via: ", "V-a: "),
    ] {
        let (mut pair, sent) = invite();
        let text = String::from_utf8(sent.bytes.clone()).expect("text");
        pair.log.clear();
        pair.inject(Side::Callee, &text.replacen(from, to, 1));
        assert!(pair.log.is_empty(), "{to}: {}", pair.log[0].arrow());
    }
}

/// An INFO within the call is refused with what is allowed: nobody here would act on it.
#[test]
fn an_info_is_not_said_to_be_taken() {
    let mut pair = Pair::with(options(plain()), options(plain()));
    pair.invite(plain());
    pair.settle();
    let called = pair.incoming();
    pair.act(Side::Callee, |agent, now, sends| {
        agent.answer(now, called, None, sends);
    });
    pair.settle();
    let ack = pair
        .log
        .iter()
        .rfind(|sent| sent.arrow() == "> ACK")
        .expect("an ACK");
    let info = altered(
        ack,
        &[
            ("ACK sip", "INFO sip"),
            ("1 ACK", "2 INFO"),
            ("branch=", "branch=z9hG4bKi"),
        ],
    );
    pair.log.clear();
    pair.inject(Side::Callee, &info);
    let answer = pair.log[0].message();
    assert_eq!(answer.status(), Some(StatusCode::METHOD_NOT_ALLOWED));
    assert!(answer.has_token(HeaderName::Allow, "INVITE"));
    assert!(!answer.has_token(HeaderName::Allow, "INFO"));
    assert_eq!(pair.callee.session_count(), 1);
}

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

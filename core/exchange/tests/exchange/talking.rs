//! Calls that come to be: the sequences of JJ-22.11 appendix i, and several phones on one number.

use std::time::Duration;

use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::binding;
use naisen_conformance::exchange_stage::{
    A, B, Bench, C, Dialog, PLAIN, Sent, answer_lines, contact_of, number_of, open_config, sdp,
};
use naisen_exchange::{Binding, Event, Releaser};

/// A call from 101 to 102 up to the conversation: the dialogs of both phones.
fn talk(bench: &mut Bench) -> (Dialog, Dialog, Sent, Sent) {
    let caller = bench.invite("102", PLAIN, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE sip:102@192.168.0.102:5060 SIP/2.0");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(B, &invite, "100 Trying", "", "", "");
    bench.expect_silence();
    let lines = answer_lines("sip:102@192.168.0.102");
    bench.respond(B, &invite, "180 Ringing", "b1", &lines, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    assert!(!ringing.has(HeaderName::Require) && ringing.body().is_empty());
    let answer = sdp("192.168.0.102", 8016);
    bench.respond(B, &invite, "200 OK", "b1", &lines, &answer);
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(
        answered.header(HeaderName::To),
        ringing.header(HeaderName::To)
    );
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    let ack = bench.expect(B, "ACK sip:102@192.168.0.102 SIP/2.0");
    assert_eq!(number_of(&ack), number_of(&invite));
    bench.expect_silence();
    let b = Bench::called(B, &invite, "b1");
    (a, b, invite, answered)
}

/// JJ-22.11 §i.6
#[test]
fn a_call_without_extensions_runs_message_by_message_and_the_callee_hangs_up() {
    let mut bench = Bench::open();
    let (a, b, invite, answered) = talk(&mut bench);
    // Nothing of the caller's dialog is in the other one.
    for name in [HeaderName::CallId, HeaderName::Contact, HeaderName::Via] {
        assert_ne!(invite.header(name), answered.header(name), "{name}");
    }
    for foreign in ["192.168.0.101", "call-", "tag=a1", "x101"] {
        assert!(!invite.text.contains(foreign), "{}", invite.text);
    }
    for foreign in ["192.168.0.102", "tag=b1"] {
        assert!(!answered.text.contains(foreign), "{}", answered.text);
    }
    let from = invite.header(HeaderName::From).expect("From");
    assert!(from.starts_with("<sip:101@192.168.0.200>;tag="), "{from}");
    assert_eq!(
        invite.header(HeaderName::To),
        Some("<sip:102@192.168.0.200>")
    );
    assert!(!invite.has(HeaderName::SessionExpires) && !invite.has(HeaderName::Supported));
    assert!(!answered.has(HeaderName::SessionExpires) && !answered.has(HeaderName::Require));

    // Media goes through us.
    let (to_b, to_a) = (invite.port(), answered.port());
    assert_ne!(to_a, to_b);
    bench.rtp(to_a, "192.168.0.101:8026");
    bench.rtp(to_b, "192.168.0.102:8016");
    bench.rtp(to_b, "192.168.0.102:8016");
    let heard: Vec<&str> = bench.media.iter().map(|(_, to, _)| &**to).collect();
    let expected = [
        "192.168.0.102:8016",
        "192.168.0.101:8026",
        "192.168.0.101:8026",
    ];
    assert_eq!(heard, expected);

    bench.wait(Duration::from_secs(10));
    bench.expect_silence();
    bench.in_dialog(&b, "BYE", 3, "", "");
    let bye = bench.expect(A, &format!("BYE sip:x101@{A} SIP/2.0"));
    bench.expect_silence();
    bench.respond(A, &bye, "200 OK", "", "", "");
    bench.expect(B, "SIP/2.0 200");
    bench.expect_silence();
    let records = bench.records();
    assert_eq!(records.len(), 1);
    let record = records[0];
    assert_eq!((&*record.caller, &*record.dialled), ("101", "102"));
    assert_eq!((record.status, record.released_by), (200, Releaser::Callee));
    assert_eq!(
        record.answered_by.as_deref(),
        Some("sip:102@192.168.0.102:5060")
    );
    assert_eq!(
        (record.packets_from_caller, record.packets_from_callee),
        (1, 2)
    );
    assert_eq!(*record.caller_call_id, *a.call_id);
    assert_eq!(
        record.callee_call_id.as_deref(),
        invite.header(HeaderName::CallId)
    );
    assert!(record.rang_at.is_some() && record.answered_at.is_some());
    bench.expect_nothing_left();
    assert_eq!(bench.records().len(), 1);
}

/// JJ-22.11 §i.4
#[test]
fn reliable_1xx_and_session_timer_run_end_to_end() {
    let all = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n";
    let mut bench = Bench::open();
    let lines = format!("{all}Session-Expires: 180\r\n");
    let caller = bench.invite("102", &lines, &sdp("192.168.0.101", 8014));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    assert_eq!(invite.header(HeaderName::Supported), Some("100rel, timer"));
    assert_eq!(invite.header(HeaderName::SessionExpires), Some("180"));
    bench.respond(B, &invite, "100 Trying", "", "", "");
    let contact = "Contact: <sip:102@192.168.0.102>\r\n";
    let reliable = format!("{contact}{all}Require: 100rel\r\nRSeq: 77\r\n");
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    assert_eq!(ringing.header(HeaderName::Require), Some("100rel"));
    assert_eq!(ringing.header(HeaderName::RSeq), Some("1"));
    let a = Bench::established(&caller, &ringing);
    bench.in_dialog(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
    let prack = bench.expect(B, "PRACK sip:102@192.168.0.102 SIP/2.0");
    let rack = format!("77 {} INVITE", number_of(&invite));
    assert_eq!(prack.header(HeaderName::RAck), Some(&*rack));
    bench.expect_silence();
    bench.respond(B, &prack, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    let timer = "Require: timer\r\nSession-Expires: 180;refresher=uas\r\n";
    let ok = format!("{contact}{all}{timer}");
    bench.respond(B, &invite, "200 OK", "b1", &ok, &sdp("192.168.0.102", 8016));
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(answered.header(HeaderName::Require), Some("timer"));
    let interval = answered.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("180;refresher=uas"));
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");

    // The callee refreshes by UPDATE.
    bench.wait(Duration::from_secs(90));
    bench.expect_silence();
    let b = Bench::called(B, &invite, "b1");
    let refresh = format!("{contact}{all}Session-Expires: 180;refresher=uac\r\n");
    bench.in_dialog(&b, "UPDATE", 1, &refresh, "");
    let update = bench.expect(A, &format!("UPDATE sip:x101@{A} SIP/2.0"));
    let interval = update.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("180;refresher=uac"));
    assert!(update.body().is_empty());
    bench.expect_silence();
    let agreed = format!(
        "Contact: <sip:x101@{A}>\r\n{all}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n"
    );
    bench.respond(A, &update, "200 OK", "", &agreed, "");
    let refreshed = bench.expect(B, "SIP/2.0 200");
    let interval = refreshed.header(HeaderName::SessionExpires);
    assert_eq!(interval, Some("180;refresher=uac"));

    // 180 s later than the answer the call still stands; the caller hangs up.
    bench.wait(Duration::from_secs(100));
    bench.expect_silence();
    bench.in_dialog(&a, "BYE", 4, "", "");
    let bye = bench.expect(B, "BYE");
    bench.expect_silence();
    bench.respond(B, &bye, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    assert_eq!(bench.records()[0].released_by, Releaser::Caller);
    bench.expect_nothing_left();
}

/// Two phones on one number: both ring, the first to answer has the call.
#[test]
fn all_phones_of_a_number_ring_and_the_first_wins() {
    let second = Binding {
        q_thousandths: 500,
        ..binding("102", "sip:102@192.168.0.103:5060", 3600)
    };
    let mut bench = Bench::new(open_config(), vec![contact_of("102"), second]);
    let caller = bench.invite("102", PLAIN, &sdp("192.168.0.101", 8026));
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    assert_ne!(
        first.header(HeaderName::CallId),
        second.header(HeaderName::CallId)
    );
    assert_ne!(first.port(), second.port());
    let lines = |host| answer_lines(&format!("sip:102@{host}"));
    bench.respond(B, &first, "180 Ringing", "b1", &lines("192.168.0.102"), "");
    bench.expect(A, "SIP/2.0 180");
    bench.respond(C, &second, "180 Ringing", "c1", &lines("192.168.0.103"), "");
    bench.expect_silence();
    let answer = sdp("192.168.0.103", 9000);
    bench.respond(C, &second, "200 OK", "c1", &lines("192.168.0.103"), &answer);
    let cancel = bench.expect(B, "CANCEL");
    let answered = bench.expect(A, "SIP/2.0 200");
    bench.respond(B, &cancel, "200 OK", "b1", "", "");
    bench.respond(B, &first, "487 Request Terminated", "b1", "", "");
    bench.expect(B, "ACK");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(C, "ACK");
    // The loser is not heard, whatever it sends.
    bench.rtp(first.port(), "192.168.0.102:9000");
    assert!(bench.media.is_empty());
    bench.rtp(second.port(), "192.168.0.103:9000");
    assert_eq!(bench.media.len(), 1);
    bench.in_dialog(&a, "BYE", 3, "", "");
    let bye = bench.expect(C, "BYE");
    bench.respond(C, &bye, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
    let record = bench.records()[0];
    assert_eq!(
        record.answered_by.as_deref(),
        Some("sip:102@192.168.0.103:5060")
    );
    assert_eq!(
        record.callee_call_id.as_deref(),
        second.header(HeaderName::CallId)
    );
    bench.expect_nothing_left();
}

#[test]
fn a_drained_exchange_takes_no_call_and_says_when_the_last_is_over() {
    let mut bench = Bench::open();
    let (a, _, _, _) = talk(&mut bench);
    bench.command(naisen_exchange::Command::Drain);
    let other = bench.invite("102", PLAIN, &sdp("192.168.0.101", 8028));
    assert_ne!(other.call_id, a.call_id);
    let refused = bench.expect(A, "SIP/2.0 503");
    assert!(refused.has(HeaderName::RetryAfter));
    let is_drained = |bench: &Bench| bench.events.iter().any(|it| matches!(it, Event::Drained));
    assert!(!is_drained(&bench));
    bench.command(naisen_exchange::Command::ReleaseAll);
    for phone in [A, B] {
        let bye = bench.expect(phone, "BYE");
        bench.respond(phone, &bye, "200 OK", "", "", "");
    }
    assert!(is_drained(&bench));
    let statuses: Vec<u16> = bench.records().iter().map(|it| it.status).collect();
    assert_eq!(statuses, [503, 200]);
    assert_eq!(bench.records()[1].released_by, Releaser::Exchange);
}

/// A call that waits for its media ports is neither forgotten by a drained exchange nor left over.
#[test]
fn a_call_that_waits_for_ports_is_refused_before_the_exchange_is_drained() {
    let drained = |bench: &Bench| bench.events.iter().any(|it| matches!(it, Event::Drained));
    for at_once in [true, false] {
        let mut bench = Bench::new(open_config(), Vec::new());
        bench.closed = true;
        let caller = bench.invite("900", PLAIN, &sdp("192.168.0.101", 8026));
        bench.expect_silence();
        bench.command(naisen_exchange::Command::Drain);
        assert!(!drained(&bench));
        if at_once {
            bench.command(naisen_exchange::Command::ReleaseAll);
        } else {
            bench.open_ports();
        }
        let refused = bench.expect(A, "SIP/2.0 503");
        bench.acknowledge_refusal(&caller, &refused);
        assert!(drained(&bench));
        assert_eq!(bench.report().waiting, 0);
        bench.open_ports();
        bench.expect_silence();
        bench.expect_nothing_left();
    }
}

#[test]
fn a_re_invite_without_offer_is_answered_by_one() {
    let mut bench = Bench::open();
    let (a, _, invite, answered) = talk(&mut bench);
    let contact = format!("Contact: <sip:x101@{A}>\r\n");
    bench.in_dialog(&a, "INVITE", 3, &contact, "");
    let offered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(offered.body(), answered.body());
    let moved = sdp("192.168.0.101", 9998);
    bench.in_dialog(&a, "ACK", 3, "", &moved);
    bench.expect_silence();
    bench.rtp(invite.port(), "192.168.0.102:8016");
    assert_eq!(bench.media[0].1, "192.168.0.101:9998");
}

/// R-8-2, R-9-2: switched off, nothing is offered to either side.
#[test]
fn extensions_that_are_off_are_not_offered() {
    let mut config = open_config();
    config.rel100 = naisen_exchange::Use::Off;
    config.timer = naisen_exchange::Use::Off;
    config.update = false;
    let mut bench = Bench::new(config, vec![contact_of("102")]);
    let all = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n\
               Session-Expires: 180\r\n";
    bench.invite("102", all, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    let contact = "Contact: <sip:102@192.168.0.102>\r\n";
    bench.respond(B, &invite, "180 Ringing", "b1", contact, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        contact,
        &sdp("192.168.0.102", 8016),
    );
    let answered = bench.expect(A, "SIP/2.0 200");
    for sent in [invite, ringing, answered] {
        assert!(!sent.has(HeaderName::Supported), "{}", sent.text);
        assert!(!sent.has(HeaderName::SessionExpires), "{}", sent.text);
        assert!(!sent.has(HeaderName::Require), "{}", sent.text);
        let allow = sent.header(HeaderName::Allow).expect("Allow");
        assert!(
            !allow.contains("PRACK") && !allow.contains("UPDATE"),
            "{allow}"
        );
    }
}

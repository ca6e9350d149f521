//! JJ-22.11 §5.6: a call is given up.

use naisen_exchange::{Releaser, Use};

use super::*;

/// The caller gives up, and is answered.
fn give_up(bench: &mut Bench, caller: &Dialog) {
    bench.cancel(caller);
    bench.expect(A, "SIP/2.0 200");
    let refused = bench.expect(A, "SIP/2.0 487");
    bench.acknowledge_refusal(caller, &refused);
}

fn expect_cancel(bench: &mut Bench, invite: &Sent) -> Sent {
    let cancel = bench.expect(B, "CANCEL");
    assert_eq!(cancel.line(), invite.line().replace("INVITE ", "CANCEL "));
    for name in [
        HeaderName::Via,
        HeaderName::CallId,
        HeaderName::From,
        HeaderName::To,
    ] {
        assert_eq!(cancel.header(name), invite.header(name), "{name}");
    }
    let cseq = invite.header(HeaderName::CSeq).expect("CSeq");
    let expected = cseq.replace("INVITE", "CANCEL");
    assert_eq!(cancel.header(HeaderName::CSeq), Some(&*expected));
    cancel
}

fn expect_ack_and_bye(bench: &mut Bench) {
    for method in ["ACK", "BYE"] {
        let sent = bench.expect(B, &format!("{method} sip:102@192.168.0.102 SIP/2.0"));
        assert_eq!(to_tag(&sent).as_deref(), Some("b1"));
        if method == "BYE" {
            bench.respond(B, &sent, "200 OK", "", "", "");
        }
    }
    bench.expect_silence();
    bench.expect_nothing_left();
    assert_eq!(bench.records().len(), 1);
}

/// R-5.6.1-1: by the caller's CANCEL, by its BYE, and when nobody answers in time.
#[test]
fn a_call_that_is_given_up_is_cancelled_in_the_transaction_of_its_invite() {
    let rows = [
        ("CANCEL", 487, Releaser::Caller),
        ("BYE", 487, Releaser::Caller),
        ("time", 480, Releaser::Exchange),
    ];
    for (how, status, releaser) in rows {
        let mut bench = Bench::open();
        let (caller, invite) = call(&mut bench, LINES);
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        let ringing = bench.expect(A, "SIP/2.0 180");
        match how {
            "CANCEL" => give_up(&mut bench, &caller),
            "BYE" => {
                let a = Bench::established(&caller, &ringing);
                bench.in_dialog(&a, "BYE", 3, "", "");
                bench.expect(A, "SIP/2.0 200");
                bench.expect(A, "SIP/2.0 487");
            }
            _ => {
                bench.wait(Duration::from_secs(119));
                bench.expect_silence();
                bench.wait(Duration::from_secs(1));
            }
        }
        let cancel = expect_cancel(&mut bench, &invite);
        if how == "time" {
            bench.expect(A, "SIP/2.0 480");
        }
        bench.respond(B, &cancel, "200 OK", "b1", "", "");
        bench.respond(B, &invite, "487 Request Terminated", "b1", "", "");
        expect_refusal_ack(&mut bench, B, &invite, "b1");
        let record = bench.records()[0];
        assert_eq!((record.status, record.released_by), (status, releaser));
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1);
    }
}

/// A call that the caller has given up after a second, no 1xx having come from the phone.
fn given_up_unheard() -> (Bench, Sent) {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, LINES);
    assert_eq!(times(&mut bench, B, "INVITE", 1), [500]);
    give_up(&mut bench, &caller);
    (bench, invite)
}

/// R-5.6.1-2, R-5.6.1-3: nothing more is sent to the phone, and the transaction waits as long as it would
/// have.
#[test]
fn without_a_1xx_giving_up_sends_nothing() {
    let (mut bench, _) = given_up_unheard();
    bench.wait(Duration::from_millis(30_900));
    bench.expect_silence();
    assert_eq!(bench.report().sessions, 1, "64*T1 have not passed");
    bench.wait(Duration::from_millis(200));
    bench.expect_silence();
    assert_eq!(bench.report().sessions, 0);
    bench.expect_nothing_left();
}

/// R-5.6.1-3, R-5.6.1-4: even at the last moment; one CANCEL, however many 1xx follow.
#[test]
fn a_1xx_that_comes_late_brings_the_cancel() {
    for (seconds, status, tag) in [(0, "100 Trying", ""), (30, "180 Ringing", "b1")] {
        let (mut bench, invite) = given_up_unheard();
        bench.wait(Duration::from_secs(seconds));
        bench.respond(B, &invite, status, tag, LINES, "");
        bench.respond(B, &invite, EARLY, "b1", LINES, &answer());
        let cancel = expect_cancel(&mut bench, &invite);
        bench.expect_silence();
        bench.respond(B, &cancel, "200 OK", "b1", "", "");
        bench.respond(B, &invite, "487 Request Terminated", "b1", "", "");
        expect_refusal_ack(&mut bench, B, &invite, "b1");
        bench.expect_silence();
        bench.expect_nothing_left();
    }
}

/// R-5.6.1-2, R-5.6.1-4: the 1xx of an INVITE that was refused says nothing of the one that was sent again.
#[test]
fn an_invite_that_was_sent_again_waits_for_a_1xx_of_its_own() {
    let mut config = open_config();
    config.timer = Use::Always;
    let mut bench = Bench::new(config, vec![contact_of("102")]);
    let (caller, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    let small = "422 Session Interval Too Small";
    bench.respond(B, &invite, small, "b1", "Min-SE: 3600\r\n", "");
    bench.expect(A, "SIP/2.0 180");
    bench.expect(B, "ACK");
    let again = bench.expect(B, "INVITE");
    give_up(&mut bench, &caller);
    bench.wait(Duration::from_secs(1));
    bench.expect_silence();
    bench.respond(B, &again, "180 Ringing", "b2", LINES, "");
    expect_cancel(&mut bench, &again);
    bench.respond(B, &again, "487 Request Terminated", "b2", "", "");
    expect_refusal_ack(&mut bench, B, &again, "b2");
    bench.expect_silence();
    bench.expect_nothing_left();
}

/// R-5.6.1-5
#[test]
fn a_refusal_that_comes_late_is_acknowledged() {
    for status in ["486 Busy Here", "302 Moved Temporarily", "603 Decline"] {
        let (mut bench, invite) = given_up_unheard();
        bench.respond(B, &invite, status, "b1", "", "");
        expect_refusal_ack(&mut bench, B, &invite, "b1");
        bench.expect_silence();
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1);
    }
}

/// R-5.6.1-6: ACK, and BYE since nobody is there (JJ-22.11 E-10).
#[test]
fn an_answer_that_comes_late_is_acknowledged_and_ended() {
    let (mut bench, invite) = given_up_unheard();
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    expect_ack_and_bye(&mut bench);
}

/// R-5.6.2-1: with an early dialog and without, before and after the answer to the CANCEL.
#[test]
fn an_answer_that_crosses_the_cancel_is_acknowledged_and_ended() {
    for (status, tag) in [("100 Trying", ""), ("180 Ringing", "b1")] {
        for cancel_answered in [false, true] {
            let mut bench = Bench::open();
            let (caller, invite) = call(&mut bench, LINES);
            bench.respond(B, &invite, status, tag, LINES, "");
            bench.skip();
            give_up(&mut bench, &caller);
            let cancel = expect_cancel(&mut bench, &invite);
            if cancel_answered {
                bench.respond(B, &cancel, "200 OK", "b1", "", "");
            }
            bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
            expect_ack_and_bye(&mut bench);
        }
    }
}

/// R-5.6.2-1: it may be that of another dialog than the one that rang, which is ended as well.
#[test]
fn an_answer_of_another_dialog_that_crosses_the_cancel_leaves_no_dialog() {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, LINES);
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    bench.expect(A, "SIP/2.0 180");
    give_up(&mut bench, &caller);
    expect_cancel(&mut bench, &invite);
    bench.respond(B, &invite, "200 OK", "b2", LINES, &answer());
    let sent = bench.skip();
    let mut methods: Vec<_> = sent
        .iter()
        .map(|it| (it.line().split(' ').next(), to_tag(it)))
        .collect();
    methods.sort();
    let line = |method, tag: &str| (Some(method), Some(tag.to_owned()));
    let expected = [line("ACK", "b2"), line("BYE", "b1"), line("BYE", "b2")];
    assert_eq!(methods, expected);
    bench.expect_nothing_left();
}

/// R-5.6.2-2: while the CANCEL is repeated, while the final response is waited for, and while the BYE that
/// followed is repeated: the phone is called again, and calls, although there is no room for more than that.
#[test]
fn other_calls_go_out_and_come_in_meanwhile() {
    for stage in ["CANCEL repeated", "487 outstanding", "BYE repeated"] {
        let mut config = open_config();
        config.calls_max = 2;
        let mut bench = Bench::new(config, ["101", "102", "103"].map(contact_of).to_vec());
        let (caller, invite) = call(&mut bench, LINES);
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        bench.skip();
        give_up(&mut bench, &caller);
        let cancel = bench.expect(B, "CANCEL");
        match stage {
            "487 outstanding" => bench.respond(B, &cancel, "200 OK", "b1", "", ""),
            "BYE repeated" => {
                bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
                bench.expect(B, "ACK");
                bench.expect(B, "BYE");
            }
            _ => {}
        }
        let repeated = stage.split_once(" repeated").map(|(method, _)| method);
        let times = times(&mut bench, B, repeated.unwrap_or("CANCEL"), 1);
        assert_eq!(times.is_empty(), repeated.is_none(), "{stage}");
        let (again, second) = call(&mut bench, LINES);
        bench.respond(B, &second, "200 OK", "b2", LINES, &answer());
        acknowledge(&mut bench, &again);
        bench.expect(B, "ACK");
        let from_phone = Dialog {
            phone: B.into(),
            uri: format!("sip:103@{SERVER}"),
            from: format!("<sip:102@{SERVER}>;tag=b9"),
            to: format!("<sip:103@{SERVER}>"),
            call_id: "from-the-phone".into(),
            cseq: 1,
            branch: 0,
        };
        bench.in_dialog(&from_phone, "INVITE", 1, LINES, &answer());
        bench.expect(C, "INVITE");
        bench.expect(B, "SIP/2.0 100");
        bench.expect_silence();
        assert_eq!(bench.report().calls, 3, "{stage}: the first has not ended");
        if stage != "BYE repeated" {
            bench.respond(B, &invite, "487 Request Terminated", "b1", "", "");
            expect_refusal_ack(&mut bench, B, &invite, "b1");
        }
    }
}

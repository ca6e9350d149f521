//! JJ-22.11 §11.1: our end hangs up.

use super::*;

/// R-11.1-1: when the other phone hangs up, the BYE goes out at once, and that phone gets none.
#[test]
fn the_bye_of_one_phone_goes_to_the_other_alone() {
    for (hanging_up, left) in [(A, B), (B, A)] {
        let (mut bench, talk) = talk();
        let dialog = if hanging_up == A { &talk.a } else { &talk.b };
        bench.in_dialog(dialog, "BYE", 3, "", "");
        let bye = bench.expect(left, "BYE");
        bench.expect_silence();
        expect_freed(&mut bench, &talk);
        bench.respond(left, &bye, "200 OK", "", "", "");
        bench.expect(hanging_up, "SIP/2.0 200");
        bench.expect_silence();
        assert_eq!(times(&mut bench, left, "BYE", 40), [], "answered");
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1);
        expect_room(&mut bench);
    }
}

/// R-11.1-1: when the owner ends the service, and when a line of ours hangs up by itself.
#[test]
fn what_the_exchange_ends_by_itself_ends_with_bye() {
    let (mut bench, talk) = talk();
    bench.command(Command::ReleaseAll);
    for phone in [A, B] {
        let bye = bench.expect(phone, "BYE");
        bench.respond(phone, &bye, "200 OK", "", "", "");
    }
    bench.expect_silence();
    expect_freed(&mut bench, &talk);
    assert_eq!(bench.records()[0].released_by, Releaser::Exchange);
    bench.expect_nothing_left();
    let mut bench = Bench::open();
    let caller = bench.invite("902", PLAIN, &offer());
    bench.expect(A, "SIP/2.0 180");
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.wait(Duration::from_millis(999));
    bench.expect_silence();
    bench.wait(Duration::from_millis(1));
    let bye = bench.expect(A, "BYE");
    bench.respond(A, &bye, "200 OK", "", "", "");
    bench.expect_nothing_left();
}

/// R-11.1-1: where the 200 is not acknowledged yet, the BYE follows the ACK (RFC 3261 §15).
#[test]
fn a_call_that_is_not_acknowledged_ends_with_bye_after_the_ack() {
    let mut bench = one_call();
    let call = answered(&mut bench, PLAIN);
    bench.command(Command::ReleaseAll);
    bench.expect(B, "ACK");
    bench.expect(B, "BYE");
    bench.expect_silence();
    bench.in_dialog(&call.a, "ACK", 2, "", "");
    bench.expect(A, "BYE");
}

/// R-11.1-2: on the only line: while the BYE is repeated, after it was refused, and when nobody answers it.
#[test]
fn calls_are_made_however_the_bye_fares() {
    for status in ["", "500 Server Internal Error", "481 Call Does Not Exist"] {
        let (mut bench, talk) = talk();
        bench.in_dialog(&talk.a, "BYE", 3, "", "");
        let bye = bench.expect(B, "BYE");
        assert_eq!(times(&mut bench, B, "BYE", 1), [500]);
        if !status.is_empty() {
            bench.respond(B, &bye, status, "", "", "");
        }
        expect_room(&mut bench);
        let open = !times(&mut bench, B, "BYE", 3).is_empty();
        assert_eq!(open, status.is_empty(), "{status}");
    }
    let (mut bench, talk) = talk();
    bench.in_dialog(&talk.a, "BYE", 3, "", "");
    bench.expect(B, "BYE");
    bench.expect_nothing_left();
    expect_room(&mut bench);
}

//! JJ-22.11 §11.2: the peer hangs up.

use super::*;

/// R-11.2-1: 200, at the latest after T1, although the other leg is silent; no more media, and the dialog is
/// gone.
#[test]
fn a_bye_gets_200_although_the_other_leg_is_silent() {
    for (hanging_up, left) in [(A, B), (B, A)] {
        let (mut bench, talk) = talk();
        let dialog = if hanging_up == A { &talk.a } else { &talk.b };
        bench.in_dialog(dialog, "BYE", 3, "", "");
        bench.expect(left, "BYE");
        expect_freed(&mut bench, &talk);
        bench.wait(Duration::from_millis(499));
        bench.expect_silence();
        assert_eq!(times(&mut bench, hanging_up, "SIP/2.0 200", 1), [1]);
        bench.in_dialog(dialog, "BYE", 4, "", "");
        bench.expect(hanging_up, "SIP/2.0 481");
        bench.expect_nothing_left();
        assert_eq!(bench.records().len(), 1);
    }
}

/// R-11.1-1, R-11.2-1: both hang up at once: each BYE gets its 200.
#[test]
fn byes_that_cross_are_both_answered() {
    let (mut bench, talk) = talk();
    bench.in_dialog(&talk.a, "BYE", 3, "", "");
    let bye = bench.expect(B, "BYE");
    bench.in_dialog(&talk.b, "BYE", 1, "", "");
    let ok = bench.expect(B, "SIP/2.0 200");
    assert_eq!(ok.header(HeaderName::CSeq), Some("1 BYE"));
    bench.respond(B, &bye, "481 Call/Transaction Does Not Exist", "", "", "");
    let ok = bench.expect(A, "SIP/2.0 200");
    assert_eq!(ok.header(HeaderName::CSeq), Some("3 BYE"));
    bench.expect_silence();
    expect_freed(&mut bench, &talk);
    bench.expect_nothing_left();
    assert_eq!(bench.records().len(), 1);
}

//! JJ-22.11 §4.1.3.1: the headers that every REGISTER has (T4-2).

use super::*;

/// R-4.1.3.1-6: within a Call-ID a number that is not larger is refused and changes nothing,
/// whatever the REGISTER would do; a larger one, or another Call-ID, is accepted.
#[test]
fn a_number_that_does_not_grow_is_refused() {
    let rows = [
        "Contact: <sip:abc@192.168.0.101>;expires=0\r\n",
        "Contact: <sip:abc@192.168.0.101>;expires=90\r\n",
        "Contact: *\r\nExpires: 0\r\n",
        TWO,
    ];
    for lines in rows {
        // The one that is judged has the number that is left here, and two more.
        for (before, status) in [(0, "500"), (8, "500"), (9, "200")] {
            let (mut bench, mut phone) = with(&[]);
            phone.cseq = 8;
            expect_ok(&phone.register(&mut bench, ONE));
            // Later than any repetition can be under way.
            bench.wait(Duration::from_secs(40));
            phone.cseq = before;
            let answer = phone.register(&mut bench, lines);
            expect_status(&answer, &format!("SIP/2.0 {status} "));
            phone.cseq = 100;
            let left = "<sip:abc@192.168.0.101>;expires=3560";
            let unchanged = listed(&mut bench, &mut phone) == [left];
            assert_eq!(unchanged, status == "500", "{before} {lines}");
            // Another Call-ID counts by itself.
            phone.cseq = 0;
            phone.call_id = "another";
            expect_ok(&phone.register(&mut bench, lines));
        }
    }
}

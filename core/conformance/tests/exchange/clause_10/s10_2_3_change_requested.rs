//! JJ-22.11 §10.2.3: the exchange asks a phone for the change that the other one wants.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench};
use naisen_sip::HeaderName;

use super::{
    CONTACT_B, MEDIA_A, MEDIA_B, agree, ask, assert_talk, direction, of_a, of_b, origin, talk_with,
    version,
};

const TIMER: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\nSupported: timer\r\n";
const TIMER_UPDATE: &str = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\nSupported: timer\r\n";

/// A call whose caller refreshes every 90 s.
fn refreshed(bench: &mut Bench, lines: &str) -> super::Talk {
    let asked = format!("{lines}Session-Expires: 180\r\n");
    let granted = format!("{lines}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n");
    talk_with(
        bench,
        &asked,
        &granted,
        &of_a(1, "0", ""),
        &of_b(1, "0", ""),
    )
}

/// R-10.2.3-1, R-10.2.3-2, R-10.2.2-3, R-10.2.1-26: hold and resume by either method: on either leg `o=` counts up by one with each
/// change, and stays where nothing changes; the session timer goes along.
#[test]
fn hold_and_resume_count_the_versions_of_each_leg() {
    for (lines, method) in [(TIMER, "INVITE"), (TIMER_UPDATE, "UPDATE")] {
        let mut bench = Bench::open();
        let talk = refreshed(&mut bench, lines);
        let steps = [
            ("a=sendonly\r\n", "a=recvonly\r\n", 2, 1),
            ("a=sendonly\r\n", "a=recvonly\r\n", 2, 1),
            ("", "", 3, 2),
            ("a=inactive\r\n", "a=inactive\r\n", 4, 3),
            ("", "", 5, 4),
        ];
        for ((wanted, agreed, theirs, ahead), cseq) in steps.into_iter().zip(3..) {
            let asking = format!("{lines}Session-Expires: 180;refresher=uac\r\n");
            let offer = of_a(theirs, "0", wanted);
            let asked = ask(&mut bench, &talk, method, cseq, &asking, &offer);
            assert_eq!(version(&asked), version(&talk.invite) + ahead, "{cseq}");
            assert_eq!(asked.port(), talk.invite.port());
            let name = |text: &'static str| Some(text.trim_end()).filter(|it| !it.is_empty());
            assert_eq!(direction(&asked), name(wanted));
            let timer = asked.header(HeaderName::SessionExpires);
            assert_eq!(timer, Some("180;refresher=uac"));
            let granted =
                format!("{lines}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n");
            let answer = of_b(theirs, "0", agreed);
            let accepted = agree(&mut bench, &talk, &asked, cseq, &granted, &answer);
            assert_eq!(
                version(&accepted),
                version(&talk.answered) + ahead,
                "{cseq}"
            );
            assert_eq!(direction(&accepted), name(agreed));
            let timer = accepted.header(HeaderName::SessionExpires);
            assert_eq!(timer, Some("180;refresher=uac"));
        }
    }
}

/// R-10.2.3-3, R-10.2.1-28: after the phone's 488 the call goes on, is refreshed by the interval, and the next change has a
/// version that was not used; without a refresh it ends.
#[test]
fn after_a_refused_change_the_call_goes_on_and_is_refreshed() {
    for goes_on in [true, false] {
        let mut bench = Bench::open();
        let talk = refreshed(&mut bench, TIMER);
        bench.wait(Duration::from_secs(60));
        let asking = format!("{TIMER}Session-Expires: 180;refresher=uac\r\n");
        let offer = of_a(2, "0", "a=sendonly\r\n");
        let asked = ask(&mut bench, &talk, "INVITE", 3, &asking, &offer);
        assert_eq!(version(&asked), version(&talk.invite) + 1);
        bench.respond(B, &asked, "488 Not Acceptable Here", "", CONTACT_B, "");
        bench.expect(B, "ACK");
        bench.expect(A, "SIP/2.0 488");
        assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
        let granted = format!("{TIMER}Require: timer\r\nSession-Expires: 180;refresher=uac\r\n");
        // The refusal is repeated until it is acknowledged, which these phones do not do.
        bench.wait(Duration::from_secs(40));
        bench.skip();
        if goes_on {
            let asked = ask(&mut bench, &talk, "INVITE", 4, &asking, &of_a(1, "0", ""));
            assert_eq!(asked.body(), talk.invite.body());
            let accepted = agree(&mut bench, &talk, &asked, 4, &granted, &of_b(1, "0", ""));
            assert_eq!(origin(&accepted), origin(&talk.answered));
            bench.wait(Duration::from_secs(140));
            bench.expect_silence();
            let offer = of_a(3, "0", "a=inactive\r\n");
            let asked = ask(&mut bench, &talk, "INVITE", 5, &asking, &offer);
            assert_eq!(version(&asked), version(&talk.invite) + 2);
        } else {
            // 32 s before the 180 s of the answer are over.
            bench.wait(Duration::from_secs(47));
            bench.expect_silence();
            bench.wait(Duration::from_secs(2));
            let sent = bench.skip();
            assert!(sent.iter().all(|it| it.line().starts_with("BYE")));
            for phone in [A, B] {
                assert!(sent.iter().any(|it| it.to == phone), "{phone}");
            }
        }
    }
}

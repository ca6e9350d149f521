//! JJ-22.11 §6.5 and §6.6: what does not come about.

use naisen_exchange::Releaser;

use super::*;

/// R-6.1.2-1, R-6.5-1, R-10.2.1-12, R-10.2.1-13: of the exchange's own.
#[test]
fn a_call_that_leads_nowhere_is_refused_and_recorded_once() {
    let offer = offer();
    let video = "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\ns=-\r\nc=IN IP4 1.2.3.4\r\nt=0 0\r\n\
                 m=video 9 RTP/AVP 99\r\n";
    let rows = [
        ("999", &*offer, 404),
        ("103", &*offer, 480),
        ("102", video, 488),
        ("102", "no sdp", 488),
        ("901", video, 488),
    ];
    for (number, body, status) in rows {
        let mut bench = Bench::new(open_config(), vec![contact_of("102")]);
        bench.invite(number, "", body);
        let refused = bench.expect(A, &format!("SIP/2.0 {status}"));
        bench.expect_silence();
        assert_eq!(refused.has(HeaderName::Warning), status == 488);
        let records = bench.records();
        assert_eq!(records.len(), 1, "{number}");
        assert_eq!((&*records[0].caller, records[0].status), ("101", status));
        assert_eq!(
            (&*records[0].dialled, records[0].released_by),
            (number, Releaser::Exchange)
        );
        bench.expect_nothing_left();
    }
}

/// R-6.5-1: no line is free while the only call stands; a phone that is busy or does not want to says so.
#[test]
fn a_call_that_cannot_be_made_is_refused_with_the_fitting_status() {
    let mut bench = one_call();
    talking(&mut bench, PLAIN);
    bench.invite("102", PLAIN, &offer());
    bench.expect(A, "SIP/2.0 503");
    bench.expect_silence();
    for status in [
        "480 Away",
        "486 Busy Here",
        "600 Busy Everywhere",
        "603 Decline",
    ] {
        let mut bench = Bench::open();
        let (_, invite, _) = ringing(&mut bench, PLAIN);
        bench.respond(B, &invite, status, "b1", "", "");
        bench.expect(B, "ACK");
        bench.expect(A, &format!("SIP/2.0 {}", &status[..3]));
        bench.expect_silence();
    }
}

/// R-6.6-1: parameters that the ACK lacks, and such that only the ACK has.
#[test]
fn an_ack_whose_uri_differs_in_parameters_ends_the_repeats() {
    let plain = format!("sip:999@{SERVER}");
    let with = format!("{plain};transport=udp;x=y");
    for (invited, acknowledged) in [(&with, &plain), (&plain, &with), (&plain, &plain)] {
        let mut bench = Bench::open();
        let mut caller = invite_to(&mut bench, invited, &format!("sip:x101@{A}"), PLAIN);
        let refused = bench.expect(A, "SIP/2.0 404");
        assert_eq!(times(&mut bench, A, "SIP/2.0 404", 1), [500]);
        caller.uri.clone_from(acknowledged);
        bench.acknowledge_refusal(&caller, &refused);
        assert_eq!(times(&mut bench, A, "SIP/2.0 404", 40), [], "{invited}");
    }
}

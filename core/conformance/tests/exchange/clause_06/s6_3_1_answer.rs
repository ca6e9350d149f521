//! JJ-22.11 §6.3.1: the answer.

use super::*;

/// R-6.3.1-1, R-6.3.1-2: not before the phone answers, and then at once; the answer is in the 200, since
/// nothing was in the 180. It makes the dialog.
#[test]
fn the_200_comes_when_the_phone_answers_and_has_the_description() {
    let mut bench = Bench::open();
    let (caller, invite, told) = ringing(&mut bench, PLAIN);
    assert_eq!(told.body(), "");
    bench.wait(Duration::from_secs(10));
    bench.expect_silence();
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let (a, answered) = acknowledge(&mut bench, &caller);
    bench.expect(B, "ACK");
    expect_media(&mut bench, answered.port(), invite.port());
    bench.wait(Duration::from_secs(10));
    bench.expect_silence();
    bench.in_dialog(&a, "BYE", 3, "", "");
    let bye = bench.expect(B, "BYE");
    bench.respond(B, &bye, "200 OK", "", "", "");
    bench.expect(A, "SIP/2.0 200");
}

/// R-6.3.1-3, R-6.3.1-4, R-6.3.1-5: whether the phone has the timer or not; where the caller has not, the
/// exchange may have it with the phone alone.
#[test]
fn the_200_requires_timer_where_it_was_offered() {
    let timer = format!(
        "{LINES}Supported: timer\r\nRequire: timer\r\nSession-Expires: 600;refresher=uac\r\n"
    );
    for (lines, required) in [
        ("Supported: timer\r\nSession-Expires: 600\r\n", true),
        ("Supported: 100rel, timer\r\nSession-Expires: 600\r\n", true),
        ("Supported: 100rel\r\n", false),
        ("", false),
    ] {
        for of_phone in [&timer, LINES] {
            let with_phone = !required && of_phone != LINES;
            let mut config = open_config();
            if with_phone {
                config.timer = Use::Always;
            }
            let mut bench = Bench::new(config, vec![contact_of("102")]);
            let (caller, invite) = call(&mut bench, &format!("{PLAIN}{lines}"));
            bench.respond(B, &invite, "200 OK", "b1", of_phone, &answer());
            let (_, answered) = acknowledge(&mut bench, &caller);
            bench.expect(B, "ACK");
            let require = answered.header(HeaderName::Require);
            assert_eq!(require, required.then_some("timer"), "{lines}{of_phone}");
            assert_eq!(answered.has(HeaderName::SessionExpires), required);
            bench.wait(Duration::from_secs(60));
            bench.expect_silence();
            if !required && !with_phone {
                bench.wait(Duration::from_secs(7200));
                bench.expect_silence();
                assert_eq!(bench.report().calls, 1, "nothing expires");
            }
        }
    }
}

/// R-6.3.1-4: an interval without the option in Supported offers nothing that could be required.
#[test]
fn the_200_requires_no_timer_where_only_an_interval_was_asked_for() {
    let mut bench = Bench::open();
    let lines = format!("{PLAIN}Session-Expires: 600\r\n");
    let (caller, invite) = call(&mut bench, &lines);
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let (_, answered) = acknowledge(&mut bench, &caller);
    assert!(!answered.has(HeaderName::Require), "{}", answered.text);
}

/// R-6.3.1-1: the 200 is repeated until its own ACK comes; one with another number is not for it.
#[test]
fn only_the_ack_of_the_invite_ends_the_repeats_of_the_200() {
    let mut bench = Bench::open();
    let call = answered(&mut bench, PLAIN);
    bench.in_dialog(&call.a, "ACK", 1, "", "");
    bench.expect_silence();
    assert_eq!(times(&mut bench, A, "SIP/2.0 200", 4), [500, 1500, 3500]);
    bench.in_dialog(&call.a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    assert_eq!(times(&mut bench, A, "SIP/2.0 200", 40), []);
}

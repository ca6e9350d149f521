//! Calls that were answered, or nearly, and went wrong.

use naisen_cause::{Place, Rule};
use naisen_trace::Confidence::{Certain, Likely};

use crate::attempt::SOUND;
use crate::scene::{address, finding, first, rules};

/// When a 2xx is repeated: T1, doubling to T2.
const TIMER_G: &str = "x=0.5,1.5,3.5,7.5,11.5,15.5,19.5,23.5,27.5,31.5";
/// When an INVITE or another request is repeated over UDP.
const TIMER_A: &str = "x=0.5,1.5,3.5,7.5,15.5,31.5";

/// A call between a phone and a server, answered with what may be repeated.
fn answered(invite: &str, answer: &str, rest: &str) -> String {
    format!(
        "0.00 A>X INVITE sdp {invite}
        0.01 X>A 100
        0.02 X>A 180
        2.00 X>A 200 sdp {answer}
        {rest}"
    )
}

#[test]
fn a_2xx_repeated_until_the_answerer_hangs_up_lacks_its_ack() {
    let bye = "34.0 X>A BYE\n34.01 A>X 200 for=BYE";
    let text = answered("", TIMER_G, bye);
    let found = first(&text, Rule::MissingAck, Certain);
    assert_eq!(
        (found.place, found.host),
        (None, None),
        "lost, or never sent"
    );
    assert_eq!(rules(&text), [Rule::MissingAck, Rule::Completed]);
    // The ACK leaves, and does not arrive.
    let acks = format!("2.02 A>X ACK {TIMER_G}\n{bye}");
    let found = first(&answered("", TIMER_G, &acks), Rule::MissingAck, Certain);
    assert_eq!(found.host, None);
    // One loss is no fault.
    let text = answered(
        "",
        "x=0.5,1.5",
        "3.52 A>X ACK\n20.0 A>X BYE\n20.01 X>A 200 for=BYE",
    );
    assert_eq!(rules(&text), [Rule::Completed]);
    // A call of half a minute is none either.
    let text = answered("", "", &format!("2.02 A>X ACK\n{bye}"));
    assert_eq!(rules(&text), [Rule::Completed]);
}

#[test]
fn an_ack_that_follows_a_private_contact_is_the_answerers_fault() {
    let text = format!(
        "0.00 N>S INVITE sdp
        0.01 S>N 100
        0.02 S>N 180
        2.00 S>N 200 sdp {TIMER_G} | Contact: <sip:200@192.168.1.9:5060>
        2.02 N>192.168.1.9 ACK {TIMER_G}
        34.0 S>N BYE
        34.01 N>S 200 for=BYE"
    );
    let found = first(&text, Rule::MissingAck, Certain);
    assert_eq!(found.host, Some(address("S")));
    let found = finding(&text, Rule::PrivateContact);
    assert_eq!(
        (found.confidence, found.host),
        (Certain, Some(address("S")))
    );
    // A private Contact that nobody uses harms nobody.
    let text = "
        0.00 N>S INVITE sdp | Contact: <sip:100@192.168.1.9:5060>
        0.01 S>N 100
        2.00 S>N 200 sdp
        2.02 N>S ACK
        9.0 S>N BYE
        9.01 N>S 200 for=BYE";
    assert_eq!(rules(text), [Rule::Completed]);
}

#[test]
fn a_reliable_response_repeated_to_the_end_lacks_its_prack() {
    let text = |rings: &str, prack: &str, end: &str| {
        format!(
            "0.00 A>X INVITE sdp | Supported: 100rel
            0.01 X>A 100
            0.02 X>A 180 {rings} | Require: 100rel | RSeq: 7
            {prack}
            {end}"
        )
    };
    let repeated = "x=0.5,1.5,3.5,7.5,15.5,31.5";
    let end = "32.02 X>A 504\n32.03 A>X ACK";
    let found = first(&text(repeated, "", end), Rule::MissingPrack, Certain);
    assert_eq!(found.host, None);
    assert_eq!(rules(&text(repeated, "", end)), [Rule::MissingPrack]);
    // Not announced, and required all the same.
    let forced = text(repeated, "", end).replace("| Supported: 100rel", "");
    let found = first(&forced, Rule::MissingPrack, Certain);
    assert_eq!(found.host, Some(address("X")));
    // One repetition, then PRACK.
    let prack = "1.6 A>X PRACK | RAck: 7 1 INVITE\n1.61 X>A 200 for=PRACK";
    assert_eq!(
        rules(&text("x=0.5,1.5", prack, "9.0 X>A 603\n9.1 A>X ACK")),
        [Rule::Rejected]
    );
}

#[test]
fn a_bye_near_the_interval_without_a_refresh_is_an_expired_session() {
    let text = |refresher: &str, more: &str, bye: &str| {
        answered(
            "| Supported: timer | Session-Expires: 180",
            &format!("| Require: timer | Session-Expires: 180;refresher={refresher}"),
            &format!("2.02 A>X ACK\n{more}\n{bye}"),
        )
    };
    let bye = "150.1 X>A BYE\n150.2 A>X 200 for=BYE";
    let found = first(&text("uac", "", bye), Rule::SessionTimerExpired, Certain);
    assert_eq!(
        (found.host, found.place),
        (Some(address("A")), None),
        "no exchange in the trace: the caller may be one"
    );
    let bye_of_a = "150.1 A>X BYE\n150.2 X>A 200 for=BYE";
    let found = first(
        &text("uas", "", bye_of_a),
        Rule::SessionTimerExpired,
        Certain,
    );
    assert_eq!(found.host, Some(address("X")));
    // Its refresh was lost: the side that waits is right, and nobody is to blame.
    let lost = format!("92.0 A>X UPDATE {TIMER_A} | Session-Expires: 180;refresher=uac");
    let found = first(&text("uac", &lost, bye), Rule::SessionTimerExpired, Likely);
    assert_eq!(found.host, None);
    // Behind an exchange the caller is a phone.
    let over_exchange = SOUND
        .replace(
            "X>A 200 sdp",
            "X>A 200 sdp | Session-Expires: 180;refresher=uac",
        )
        .replace("A>X INVITE sdp", "A>X INVITE sdp | Supported: timer")
        .replace("20.00 A>X BYE", "151.00 X>A BYE")
        .replace("20.01 X>A 200", "151.01 A>X 200")
        .replace("20.02", "151.02")
        .replace("20.03", "151.03");
    let found = first(&over_exchange, Rule::SessionTimerExpired, Certain);
    assert_eq!(found.place, Some(Place::OwnPhone));
    // The one who should have refreshed hangs up: a person did.
    assert_eq!(rules(&text("uac", "", bye_of_a)), [Rule::Completed]);
    // Refreshed at half the interval.
    let refresh = "92.0 A>X UPDATE | Supported: timer | Session-Expires: 180;refresher=uac
        92.1 X>A 200 for=UPDATE | Session-Expires: 180;refresher=uac";
    assert_eq!(rules(&text("uac", refresh, bye)), [Rule::Completed]);
    // Much sooner: nothing to do with it.
    let soon = "60.1 X>A BYE\n60.2 A>X 200 for=BYE";
    assert_eq!(rules(&text("uac", "", soon)), [Rule::Completed]);
}

#[test]
fn a_refresher_that_was_never_offered_is_confusion() {
    let text = |supported: &str, asked: &str, named: &str, at: u32| {
        answered(
            &format!("{supported}{asked}"),
            &format!("| Session-Expires: 180;refresher={named}"),
            &format!("2.02 A>X ACK\n{at}.1 X>A BYE\n{at}.2 A>X 200 for=BYE"),
        )
    };
    let found = first(&text("", "", "uac", 150), Rule::RefresherConfusion, Certain);
    assert_eq!(found.host, Some(address("X")));
    let asked = " | Session-Expires: 180;refresher=uas";
    first(
        &text("| Supported: timer", asked, "uac", 150),
        Rule::RefresherConfusion,
        Certain,
    );
    assert_eq!(
        rules(&text("| Supported: timer", asked, "uac", 20)),
        [Rule::Completed, Rule::RefresherConfusion]
    );
    assert_eq!(
        rules(&text("| Supported: timer", asked, "uas", 20)),
        [Rule::Completed]
    );
    assert_eq!(rules(&text("", "", "uas", 20)), [Rule::Completed]);
}

#[test]
fn two_refreshes_at_once_are_confusion_and_two_holds_are_none() {
    let text = |sdp: &str| {
        answered(
            "| Supported: timer | Session-Expires: 180",
            "| Session-Expires: 180;refresher=uac",
            &format!(
                "2.02 A>X ACK
                92.00 A>X INVITE re {sdp} | Session-Expires: 180
                92.01 X>A INVITE re {sdp} | Session-Expires: 180
                92.02 X>A 491
                92.03 A>X ACK
                92.04 A>X 491
                92.05 X>A ACK
                95.00 A>X BYE
                95.01 X>A 200 for=BYE"
            ),
        )
    };
    let found = finding(&text("sdp"), Rule::RefresherConfusion);
    assert_eq!((found.confidence, found.host), (Likely, None));
    let held = text("sdp=A:40000:sendonly");
    assert_eq!(rules(&held), [Rule::Completed, Rule::Glare]);
}

#[test]
fn an_interval_that_is_never_raised_goes_in_circles() {
    let tries = |intervals: &[u32], end: &str| {
        let mut text = String::new();
        for (index, interval) in intervals.iter().enumerate() {
            text += &format!(
                "{index}.0 A>X INVITE sdp | Supported: timer | Session-Expires: {interval}
                {index}.1 X>A 422 | Min-SE: 600
                {index}.2 A>X ACK\n"
            );
        }
        text + end + "\n90.0 Q>L icmp"
    };
    let found = first(&tries(&[90, 90], ""), Rule::IntervalLoop, Certain);
    assert_eq!(found.host, Some(address("A")));
    let found = first(&tries(&[90, 600, 600], ""), Rule::IntervalLoop, Certain);
    assert_eq!(found.host, None);
    // Raised and taken.
    let taken = "5.0 A>X INVITE sdp | Session-Expires: 600\n5.1 X>A 486\n5.2 A>X ACK";
    assert_eq!(rules(&tries(&[90], taken)), [Rule::Busy]);
}

#[test]
fn changes_that_crossed_are_told_behind_the_outcome_once_resolved() {
    let text = |retry: &str| {
        format!(
            "{}
            5.000 A>X INVITE re sdp
            5.001 X>A INVITE re sdp
            5.010 X>A 491
            5.011 A>X ACK
            5.012 A>X 491
            5.013 X>A ACK
            {retry}",
            answered("", "", "2.02 A>X ACK\n20.0 A>X BYE\n20.1 X>A 200 for=BYE")
        )
    };
    let retry = "8.0 A>X INVITE re sdp\n8.1 X>A 200 sdp\n8.2 A>X ACK";
    assert_eq!(rules(&text(retry)), [Rule::Completed, Rule::Glare]);
    let again = (6..9)
        .map(|at| format!("{at}.0 X>A INVITE re sdp\n{at}.1 A>X 491\n{at}.2 X>A ACK\n"))
        .collect::<String>();
    assert_eq!(rules(&text(&again)), [Rule::Glare, Rule::Completed]);
}

#[test]
fn a_bye_of_the_called_side_before_the_ack_is_too_early() {
    // In the early dialog.
    let text = "
        0.00 A>X INVITE sdp
        0.01 X>A 180
        1.00 X>A BYE
        1.01 A>X 481 for=BYE
        1.02 X>A 487
        1.03 A>X ACK";
    let found = first(text, Rule::EarlyBye, Certain);
    assert_eq!(found.host, Some(address("X")));
    // Between the 2xx and the ACK.
    let text = answered("", "", "2.10 X>A BYE\n2.11 A>X 200 for=BYE\n2.60 A>X ACK");
    first(&text, Rule::EarlyBye, Certain);
    let text = answered("", "", "2.10 X>A BYE\n2.11 A>X 200 for=BYE\n2.11 A>X ACK");
    first(&text, Rule::EarlyBye, Certain);
    // Behind the ACK, and a caller who ends the early dialog as he may.
    let text = answered("", "", "2.10 A>X ACK\n2.11 X>A BYE\n2.12 A>X 200 for=BYE");
    assert_eq!(rules(&text), [Rule::Completed]);
    let text = "
        0.00 A>X INVITE sdp
        0.01 X>A 180
        1.00 A>X BYE
        1.01 X>A 200 for=BYE
        1.02 X>A 487
        1.03 A>X ACK";
    assert_eq!(rules(text), [Rule::CallerGaveUp]);
}

#[test]
fn a_481_within_a_living_call_is_a_lost_dialog() {
    let text = answered(
        "",
        "",
        "2.02 A>X ACK
        30.0 A>X INVITE re sdp
        30.1 X>A 481
        30.2 A>X ACK
        30.3 A>X BYE
        30.4 X>A 481 for=BYE",
    );
    let found = first(&text, Rule::DialogLost, Likely);
    assert_eq!(found.host, Some(address("X")));
    // The sender had the tag wrong.
    let text = answered(
        "",
        "",
        "2.02 A>X ACK\n30.3 A>X BYE tag=wrong\n30.4 X>A 481 for=BYE tag=wrong",
    );
    let found = first(&text, Rule::DialogLost, Likely);
    assert_eq!(found.host, None);
    // It was about to hang up: it takes the BYE.
    let text = answered(
        "",
        "",
        "2.02 A>X ACK
        30.0 A>X UPDATE
        30.1 X>A 481 for=UPDATE
        30.3 A>X BYE
        30.4 X>A 200 for=BYE",
    );
    let found = first(&text, Rule::DialogLost, Likely);
    assert_eq!(found.host, None);
    // BYEs that cross.
    let text = answered(
        "",
        "",
        "2.02 A>X ACK
        30.30 A>X BYE
        30.31 X>A BYE
        30.32 X>A 481 for=BYE
        30.33 A>X 481 for=BYE",
    );
    assert_eq!(rules(&text), [Rule::Completed]);
}

#[test]
fn a_request_within_the_call_that_is_never_answered_is_a_lost_leg() {
    let text = answered(
        "",
        "",
        &format!("2.02 A>X ACK\n30.0 A>X UPDATE {TIMER_A}\n63.0 A>X BYE\n63.1 A>X BYE {TIMER_A}"),
    );
    let found = first(&text, Rule::LegLost, Certain);
    assert_eq!(found.host, None);
    let text = answered("", "", &format!("2.02 A>X ACK\n30.0 A>X BYE {TIMER_A}"));
    first(&text, Rule::LegLost, Certain);
    let text = answered(
        "",
        "",
        "2.02 A>X ACK\n30.0 A>X BYE x=0.5,1.5\n31.6 X>A 200 for=BYE",
    );
    assert_eq!(rules(&text), [Rule::Completed]);
    assert_eq!(rules(SOUND), [Rule::Completed]);
}

#[test]
fn the_reason_of_a_bye_says_why_it_ended() {
    let text = |reason: &str| {
        crate::attempt::SOUND.replace("20.00 A>X BYE", &format!("20.00 A>X BYE {reason}"))
    };
    for (reason, rule) in [
        ("Q.850;cause=102", Rule::LegLost),
        ("Q.850;cause=27", Rule::LegLost),
        ("SIP;cause=408", Rule::LegLost),
        ("SIP;cause=481", Rule::DialogLost),
        ("Q.850;cause=38", Rule::ServerFailure),
        ("Q.850;cause=41", Rule::ServerFailure),
        ("SIP;cause=500", Rule::ServerFailure),
        ("Q.850;cause=34", Rule::Congestion),
        ("SIP;cause=503", Rule::Congestion),
        ("SIP;cause=200;text=\"RTP Timeout\"", Rule::MediaTimeout),
        ("Q.850;cause=102;text=\"media-timeout\"", Rule::MediaTimeout),
        (
            "SIP;cause=408;text=\"Session timer expired\"",
            Rule::SessionTimerExpired,
        ),
        ("X;text=\"no ACK received\"", Rule::MissingAck),
    ] {
        let line = format!("| Reason: {reason}");
        let found = first(&text(&line), rule, Likely);
        assert_eq!((found.place, found.host), (None, None), "{reason}");
        let quoted = format!("Reason: {reason}");
        assert!(
            found.evidence.iter().any(|it| it.to_string() == quoted),
            "{found:#?}"
        );
        assert_eq!(rules(&text(&line)), [rule], "{reason}");
    }
    for reason in ["Q.850;cause=16", "Q.850;cause=31", "SIP;cause=200"] {
        first(
            &text(&format!("| Reason: {reason}")),
            Rule::Completed,
            Certain,
        );
    }
    // It says something, and nothing that is known.
    first(&text("| Reason: Q.850;cause=127"), Rule::Completed, Likely);
    let told = crate::scene::diagnosis(&text("| Reason: Q.850;cause=38"));
    assert_eq!(told.cause.map(naisen_cause::Cause::value), Some(38));
}

#[test]
fn a_caller_who_ends_an_early_dialog_with_bye_alone_leaves_the_invite_open() {
    let text = "
        0.00 A>X INVITE sdp
        0.01 X>A 100
        0.04 X>A 180
        6.00 A>X BYE
        6.01 X>A 200 for=BYE
        60.0 Q>L icmp";
    first(text, Rule::EarlyBye, Likely);
    // The INVITE was ended, too.
    let ended = text.replace("60.0 Q>L icmp", "6.02 X>A 487\n6.03 A>X ACK");
    assert_eq!(rules(&ended), [Rule::CallerGaveUp]);
    let cancelled = text.replace(
        "60.0 Q>L icmp",
        "6.02 A>X CANCEL\n6.03 X>A 200 for=CANCEL\n6.04 X>A 487\n6.05 A>X ACK",
    );
    assert_eq!(rules(&cancelled), [Rule::CallerGaveUp]);
    // The BYE is refused, and it rings on.
    let rings_on = text
        .replace("200 for=BYE", "481 for=BYE")
        .replace("60.0 Q>L icmp", "36.0 X>A 480\n36.1 A>X ACK");
    first(&rings_on, Rule::EarlyBye, Likely);
    // It crosses the final response.
    let crossed = rings_on.replace("36.", "6.");
    assert_eq!(rules(&crossed), [Rule::Unavailable]);
}

#[test]
fn an_ack_that_does_not_heed_the_contact_is_blamed_on_its_sender() {
    let text = |ack: &str, contact: &str| {
        format!(
            "0.00 A>X INVITE sdp
            0.04 X>A 180
            1.00 X>A 200 sdp {TIMER_G} | Contact: <sip:200@{contact}>
            1.10 {ack}
            33.0 X>A BYE
            33.1 A>X 200 for=BYE"
        )
    };
    // Contact names the exchange, and the ACK goes to a server that has nothing to do with it.
    let astray = text("A>S ACK uri=sip:200@pbx.example", "10.0.0.1:5060");
    let found = first(&astray, Rule::MissingAck, Certain);
    assert_eq!(found.host, Some(address("A")));
    // It heeds Contact, which names that server.
    let misled = text("A>S ACK uri=sip:200@198.51.100.5", "198.51.100.5:5060");
    let found = first(&misled, Rule::MissingAck, Certain);
    assert_ne!(found.host, Some(address("A")));
    // It goes where it should, and is lost behind the capture.
    let lost = text("A>X ACK uri=sip:200@10.0.0.1", "10.0.0.1:5060");
    assert_eq!(first(&lost, Rule::MissingAck, Certain).host, None);
}

#[test]
fn of_a_call_that_began_before_the_trace_its_end_is_told() {
    let text = "0.0 A>X BYE\n0.1 X>A 200 for=BYE";
    first(text, Rule::Completed, Likely);
}

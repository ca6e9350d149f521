//! Attempts that came to nothing.

use naisen_cause::{Place, Rule};
use naisen_trace::Confidence::{Certain, Likely};
use naisen_trace::diagnose;

use crate::scene::{address, calls, diagnosis, first, rules};

/// An answered call over an exchange, hung up by the caller.
pub(crate) const SOUND: &str = "
    0.00 A>X INVITE sdp
    0.01 X>A 100
    0.02 X>B INVITE sdp=X:41000
    0.03 B>X 180
    0.04 X>A 180
    3.00 B>X 200 sdp
    3.01 X>B ACK
    3.02 X>A 200 sdp
    3.03 A>X ACK
    20.00 A>X BYE
    20.01 X>A 200 for=BYE
    20.02 X>B BYE
    20.03 B>X 200 for=BYE
";

/// How a call ends that the called phone refuses.
fn refused_by_phone(status: &str, to_caller: &str) -> String {
    format!(
        "0.00 A>X INVITE sdp
        0.01 X>A 100
        0.02 X>B INVITE sdp
        0.03 B>X 180
        0.04 X>A 180
        4.00 B>X {status}
        4.01 X>B ACK
        4.02 X>A {to_caller}
        4.03 A>X ACK"
    )
}

/// How a call ends that the exchange refuses by itself.
fn refused_by_exchange(status: &str) -> String {
    format!(
        "0.00 A>X INVITE sdp
        0.02 X>A {status}
        0.03 A>X ACK"
    )
}

#[test]
fn a_call_that_was_hung_up_is_completed_and_nothing_else() {
    assert_eq!(rules(SOUND), [Rule::Completed]);
    let found = first(SOUND, Rule::Completed, Certain);
    assert_eq!((found.place, found.host), (None, None));
}

#[test]
fn the_status_of_the_phone_names_the_outcome() {
    for (status, rule) in [
        ("603", Rule::Rejected),
        ("302", Rule::Moved),
        ("410", Rule::Moved),
        ("480", Rule::Unavailable),
        ("480 | Reason: Q.850;cause=17", Rule::Busy),
        ("480 | Reason: Q.850;cause=19", Rule::NoAnswer),
    ] {
        let found = first(&refused_by_phone(status, status), rule, Certain);
        if rule != Rule::NoAnswer {
            assert_eq!(found.place, Some(Place::OtherParty), "{status}");
        }
        assert_eq!(found.host, None, "nobody is to blame for {status}");
    }
}

#[test]
fn the_status_of_the_exchange_names_the_outcome() {
    for (status, rule, confidence) in [
        ("404", Rule::UnknownNumber, Certain),
        ("604", Rule::UnknownNumber, Certain),
        ("484", Rule::IncompleteNumber, Certain),
        ("403", Rule::Forbidden, Likely),
        ("403 | Warning: 399 x \"barred\"", Rule::Forbidden, Certain),
        ("403 | Reason: Q.850;cause=57", Rule::Forbidden, Certain),
        ("503", Rule::Congestion, Likely),
        ("503 | Retry-After: 30", Rule::Congestion, Certain),
        ("480 | Reason: Q.850;cause=34", Rule::Congestion, Certain),
        ("500", Rule::ServerFailure, Likely),
        ("482", Rule::Loop, Certain),
        ("483", Rule::Loop, Likely),
        ("400", Rule::BadMessage, Likely),
        ("488", Rule::CodecMismatch, Certain),
        ("420 | Unsupported: foo", Rule::ExtensionMismatch, Certain),
        ("416", Rule::WrongRequestUri, Certain),
        ("480 | Reason: Q.850;cause=20", Rule::NotRegistered, Certain),
        (
            "404 phrase=User_not_registered",
            Rule::NotRegistered,
            Certain,
        ),
        ("480", Rule::Unavailable, Certain),
        ("499", Rule::Refused, Likely),
    ] {
        first(&refused_by_exchange(status), rule, confidence);
        assert_eq!(rules(&refused_by_exchange(status)).len(), 1, "{status}");
    }
}

#[test]
fn who_made_the_status_and_who_changed_it_is_told() {
    let text = refused_by_phone("486", "480");
    let told = diagnosis(&text);
    assert_eq!(told.status.map(|it| it.code()), Some(480));
    assert_eq!(told.made_by, Some(address("B")));
    let [(host, from, to)] = told.changed_by.as_slice() else {
        panic!("{:?}", told.changed_by);
    };
    assert_eq!((*host, from.code(), to.code()), (address("X"), 486, 480));
    let told = diagnosis(&refused_by_phone("486", "486"));
    assert_eq!(
        (told.made_by, told.changed_by),
        (Some(address("B")), vec![])
    );
    let told = diagnosis(&refused_by_exchange("404"));
    assert_eq!(told.made_by, Some(address("X")));
}

#[test]
fn the_status_that_was_changed_says_why() {
    for (made, told, rule) in [
        ("482", "408", Rule::Loop),
        ("302", "480", Rule::Moved),
        ("486", "480", Rule::Busy),
        ("503 | Retry-After: 9", "500", Rule::Congestion),
        ("488", "480", Rule::CodecMismatch),
        ("488", "503 | Reason: Q.850;cause=58", Rule::CodecMismatch),
        ("404", "503 | Reason: Q.850;cause=1", Rule::UnknownNumber),
        ("404", "503 | Retry-After: 30", Rule::UnknownNumber),
        ("603", "403", Rule::Rejected),
        ("403 | Warning: 399 x \"barred\"", "603", Rule::Forbidden),
        // What says little is explained by what was made of it.
        ("480", "404", Rule::UnknownNumber),
    ] {
        let text = refused_by_phone(made, told)
            .replace("0.03 B>X 180", "")
            .replace("0.04 X>A 180", "");
        first(&text, rule, Certain);
    }
}

#[test]
fn a_bare_503_blames_no_host() {
    let found = first(&refused_by_exchange("503"), Rule::Congestion, Likely);
    assert_eq!((found.host, found.place), (None, None));
    let found = first(
        &refused_by_exchange("503 | Retry-After: 30"),
        Rule::Congestion,
        Certain,
    );
    assert_eq!(found.host, Some(address("X")));
}

#[test]
fn a_challenge_that_does_not_arrive_does_not_lack_credentials() {
    let text = "
        0.0 A>X INVITE sdp x=0.5,1.5,3.5
        0.1 X>A 401 x=0.5,1.5,3.5 | WWW-Authenticate: Digest realm=\"r\", nonce=\"1\"
        60.0 Q>L icmp";
    assert!(
        !rules(text).contains(&Rule::NoCredentials),
        "{:?}",
        rules(text)
    );
    let seen = text.replace("60.0", "3.7 A>X ACK\n60.0");
    assert!(rules(&seen).contains(&Rule::NoCredentials));
}

#[test]
fn a_caller_who_cancels_gave_up_and_one_who_lets_it_ring_out_had_no_answer() {
    let cancelled = |at: u32| {
        format!(
            "0.00 A>X INVITE sdp
            0.01 X>A 100
            0.02 X>B INVITE sdp
            0.03 B>X 180
            0.04 X>A 180
            {at}.00 A>X CANCEL
            {at}.01 X>A 200 for=CANCEL
            {at}.02 X>A 487
            {at}.03 A>X ACK
            {at}.04 X>B CANCEL
            {at}.05 B>X 200 for=CANCEL
            {at}.06 B>X 487
            {at}.07 X>B ACK"
        )
    };
    first(&cancelled(5), Rule::CallerGaveUp, Certain);
    first(&cancelled(90), Rule::NoAnswer, Certain);
    assert_eq!(rules(&cancelled(5)), [Rule::CallerGaveUp]);
    let told = diagnosis(&cancelled(5));
    assert_eq!(told.made_by, Some(address("X")));
}

#[test]
fn an_exchange_that_ends_the_ringing_had_no_answer() {
    for status in ["480", "408", "487"] {
        let text = format!(
            "0.00 A>X INVITE sdp
            0.01 X>A 100
            0.02 X>B INVITE sdp
            0.03 B>X 180
            0.04 X>A 180
            30.00 X>B CANCEL
            30.01 B>X 200 for=CANCEL
            30.02 B>X 487
            30.03 X>B ACK
            30.04 X>A {status}
            30.05 A>X ACK"
        );
        assert_eq!(rules(&text), [Rule::NoAnswer], "{status}");
        let told = diagnosis(&text);
        assert_eq!(told.made_by, Some(address("X")));
        assert_eq!(told.changed_by, []);
    }
}

#[test]
fn a_phone_that_gives_up_ringing_had_no_answer() {
    for status in ["480", "408"] {
        let text = refused_by_phone(status, status).replace("4.0", "45.0");
        first(&text, Rule::NoAnswer, Likely);
    }
}

#[test]
fn a_server_that_challenged_and_knows_no_phone_is_named_with_doubt() {
    let text = "
        0.00 A>S INVITE sdp
        0.01 S>A 401 | WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"
        0.02 A>S ACK
        0.03 A>S INVITE sdp | Authorization: Digest username=\"100\", realm=\"x\", nonce=\"1\", uri=\"sip:x\", response=\"0\"
        0.05 S>A 480
        0.06 A>S ACK";
    first(text, Rule::NotRegistered, Likely);
    // The same after a while: it may have asked the phone.
    first(
        &text
            .replace("0.05 S>A", "2.05 S>A")
            .replace("0.06 A>S", "2.06 A>S"),
        Rule::Unavailable,
        Certain,
    );
}

fn credentials(nonce: &str) -> String {
    format!(
        "Digest username=\"100\", realm=\"x\", nonce=\"{nonce}\", uri=\"sip:x\", response=\"0\""
    )
}

/// A request of a method that is challenged with each nonce in turn, then ends so.
fn challenged(method: &str, nonces: &[&str], more: &str, end: &str) -> String {
    let mut text = String::new();
    let mut answer = String::new();
    for (index, nonce) in nonces.iter().enumerate() {
        let ack = if method == "INVITE" {
            format!("{index}.20 A>X ACK\n")
        } else {
            String::new()
        };
        text += &format!(
            "{index}.00 A>X {method}{answer}
            {index}.10 X>A 401 for={method} | WWW-Authenticate: Digest realm=\"x\", nonce=\"{nonce}\"{more}
            {ack}"
        );
        answer = format!(" | Authorization: {}", credentials(nonce));
    }
    let last = nonces.len();
    if !end.is_empty() {
        let (end, headers) = end.split_once(" | ").unwrap_or((end, ""));
        let headers = match headers {
            "" => String::new(),
            headers => format!(" | {headers}"),
        };
        text += &format!(
            "{last}.00 A>X {method}{answer}
            {last}.10 X>A {end} for={method}{headers}"
        );
    }
    text + "\n90.00 Q>L icmp"
}

#[test]
fn credentials_that_are_challenged_again_are_wrong() {
    for method in ["INVITE", "REGISTER"] {
        let text = challenged(method, &["1", "2"], "", "");
        let found = first(&text, Rule::WrongPassword, Certain);
        assert_eq!(
            (found.place, found.host),
            (None, None),
            "either side may be wrong"
        );
        let text = challenged(method, &["1", "2", "3"], "", "");
        assert_eq!(rules(&text), [Rule::WrongPassword]);
        // One challenge, then accepted.
        let text = challenged(method, &["1"], "", "200");
        assert!(!rules(&text).contains(&Rule::WrongPassword));
        // A nonce that ran out, then accepted.
        let text = challenged(method, &["1", "2"], "", "200");
        assert!(!rules(&text).contains(&Rule::WrongPassword));
    }
}

#[test]
fn a_403_is_a_wrong_password_if_it_says_so_and_credentials_were_sent() {
    for method in ["INVITE", "REGISTER"] {
        for (end, rule) in [
            ("403 phrase=Forbidden_(Bad_auth)", Rule::WrongPassword),
            ("403 phrase=Wrong_password", Rule::WrongPassword),
            ("403 phrase=Authentication_failed", Rule::WrongPassword),
            (
                "403 | Warning: 399 x \"Invalid credentials\"",
                Rule::WrongPassword,
            ),
            ("403", Rule::Forbidden),
            ("403 phrase=Not_authorized", Rule::Forbidden),
            ("403 phrase=Number_barred", Rule::Forbidden),
        ] {
            first(&challenged(method, &["1"], "", end), rule, Likely);
        }
    }
    // The same words to somebody who sent none.
    first(
        &refused_by_exchange("403 phrase=Bad_auth"),
        Rule::Forbidden,
        Likely,
    );
}

#[test]
fn a_phone_that_rang_before_it_was_busy_may_have_been_rejected() {
    for status in ["486", "600"] {
        let text = refused_by_phone(status, status);
        let found = first(&text, Rule::Busy, Likely);
        assert_eq!((found.place, found.host), (Some(Place::OtherParty), None));
        let told = format!("rang for 4.0 s before {status}");
        assert!(found.evidence.iter().any(|it| it.to_string() == told));
        assert_eq!(rules(&text), [Rule::Busy, Rule::Rejected]);
        // Busy at once, and on a phone that did not ring itself.
        let at_once = text.replace("4.0", "1.0");
        first(&at_once, Rule::Busy, Certain);
        assert_eq!(rules(&at_once), [Rule::Busy]);
        let another = text
            .replace("0.03 B>X 180", "0.03 C>X 180")
            .replace("0.04 X>A 180", "0.02 X>C INVITE sdp\n0.04 X>A 180");
        let told = rules(&another);
        assert!(!told.contains(&Rule::Rejected), "{told:?}");
    }
}

#[test]
fn a_cancel_that_says_so_was_answered_elsewhere() {
    let text = |reason: &str| {
        format!(
            "0.00 X>B INVITE sdp
            0.03 B>X 180
            6.00 X>B CANCEL {reason}
            6.01 B>X 200 for=CANCEL
            6.02 B>X 487
            6.03 X>B ACK"
        )
    };
    for reason in [
        "| Reason: SIP;cause=200;text=\"Call completed elsewhere\"",
        "| Reason: Q.850;cause=26",
        "| Reason: Q.850;cause=26, SIP;cause=200",
    ] {
        let found = first(&text(reason), Rule::Forked, Certain);
        assert!(
            found
                .evidence
                .iter()
                .any(|it| it.to_string().starts_with("Reason: "))
        );
        assert_eq!(rules(&text(reason)), [Rule::Forked]);
    }
    for reason in ["", "| Reason: SIP;cause=487", "| Reason: Q.850;cause=16"] {
        first(&text(reason), Rule::CallerGaveUp, Certain);
    }
}

#[test]
fn reasons_that_contradict_each_other_or_the_status_are_shown() {
    let shown = |status: &str| -> Vec<String> {
        let found = &diagnosis(&refused_by_exchange(status)).findings[0];
        let all = found.evidence.iter().map(ToString::to_string);
        all.filter(|it| it.starts_with("contradiction")).collect()
    };
    for (status, told) in [
        (
            "480 | Reason: Q.850;cause=17, Q.850;cause=34",
            "contradiction: Q.850 cause 17 and Q.850 cause 34",
        ),
        (
            "480 | Reason: SIP;cause=486, SIP;cause=404",
            "contradiction: SIP status 486 and SIP status 404",
        ),
        (
            "486 | Reason: Q.850;cause=34",
            "contradiction: status 486 and cause 34",
        ),
        (
            "404 | Reason: Q.850;cause=17",
            "contradiction: status 404 and cause 17",
        ),
    ] {
        assert_eq!(shown(status), [told], "{status}");
    }
    for status in [
        "486 | Reason: Q.850;cause=17",
        "486 | Reason: Q.850;cause=16",
        "404 | Reason: Q.850;cause=1",
        "480 | Reason: Q.850;cause=20",
        "480 | Reason: Q.850;cause=17, Q.850;cause=17",
        "486",
    ] {
        assert_eq!(shown(status), [""; 0], "{status}");
    }
    let bye = SOUND.replace(
        "20.00 A>X BYE",
        "20.00 A>X BYE | Reason: Q.850;cause=16, Q.850;cause=102",
    );
    let found = first(&bye, Rule::Completed, Certain);
    let told = "contradiction: Q.850 cause 16 and Q.850 cause 102";
    assert!(found.evidence.iter().any(|it| it.to_string() == told));
}

#[test]
fn a_status_that_no_rule_explains_is_explained_by_itself() {
    for code in [
        "405", "406", "413", "414", "481", "485", "493", "505", "513",
    ] {
        let text = refused_by_exchange(code);
        let told = diagnosis(&text);
        assert_eq!(rules(&text), [Rule::Refused], "{code}");
        let status = told.origin_status().expect("refused");
        assert_eq!(
            Rule::Refused.explanation_with(Some(status)),
            naisen_cause::Status::of(status).explanation
        );
    }
    let found = first(&refused_by_exchange("513"), Rule::Refused, Likely);
    let size = |it: &naisen_trace::Evidence| it.to_string().starts_with("the request has ");
    assert!(found.evidence.iter().any(size));
}

#[test]
fn a_challenge_of_another_realm_is_no_refusal() {
    let text = format!(
        "0.00 A>X INVITE
        0.01 X>A 407 | Proxy-Authenticate: Digest realm=\"p\", nonce=\"1\"
        0.02 A>X ACK
        0.03 A>X INVITE | Proxy-Authorization: {}
        0.04 X>A 401 | WWW-Authenticate: Digest realm=\"x\", nonce=\"2\"
        0.05 A>X ACK
        90.00 Q>L icmp",
        credentials("1").replace("\"x\"", "\"p\"")
    );
    assert!(!rules(&text).contains(&Rule::WrongPassword));
}

#[test]
fn fresh_nonces_that_are_called_stale_are_a_loop() {
    for method in ["INVITE", "REGISTER"] {
        let text = challenged(method, &["1", "2", "3", "4", "5"], ", stale=true", "");
        first(&text, Rule::StaleNonceLoop, Certain);
        let text = challenged(method, &["1", "2"], ", stale=true", "200");
        assert!(!rules(&text).contains(&Rule::StaleNonceLoop));
    }
}

#[test]
fn a_challenge_that_nothing_follows_lacks_credentials() {
    for method in ["INVITE", "REGISTER"] {
        let found = first(
            &challenged(method, &["1"], "", ""),
            Rule::NoCredentials,
            Likely,
        );
        assert_eq!(found.host, None, "the user may have hung up");
    }
}

#[test]
fn a_sound_registration_yields_nothing() {
    assert_eq!(rules(&challenged("REGISTER", &["1"], "", "200")), []);
    assert_eq!(
        rules(
            "0.00 A>X REGISTER\n0.01 X>A 423 for=REGISTER\n0.02 A>X REGISTER\n0.03 X>A 200 for=REGISTER"
        ),
        []
    );
}

#[test]
fn an_answer_that_refuses_every_stream_has_no_codec_in_common() {
    let text = SOUND.replace("3.00 B>X 200 sdp", "3.00 B>X 200 sdp=B:0");
    first(&text, Rule::CodecMismatch, Certain);
    // A re-INVITE that is refused leaves the call as it was.
    let refused = format!("{SOUND}\n10.0 A>X INVITE re sdp\n10.1 X>A 488\n10.2 A>X ACK");
    assert_eq!(rules(&refused), [Rule::Completed]);
}

#[test]
fn refusals_of_other_requests_accuse_nobody() {
    for status in [404, 405, 483, 503] {
        let text = format!("0.0 X>A OPTIONS\n0.1 A>X {status} for=OPTIONS");
        assert_eq!(rules(&text), [], "{status}");
    }
    let found = rules("0.0 A>X REGISTER\n0.1 X>A 503 for=REGISTER | Retry-After: 60");
    assert_eq!(found, [Rule::Congestion]);
}

#[test]
fn a_request_uri_that_names_another_host_or_user_is_wrong() {
    let text = refused_by_exchange("404").replace("INVITE", "INVITE uri=sip:200@10.9.9.9");
    first(&text, Rule::WrongRequestUri, Likely);
    let text =
        refused_by_phone("404", "404").replace("X>B INVITE", "X>B INVITE uri=sip:xyz@10.0.0.12");
    first(&text, Rule::WrongRequestUri, Likely);
    // A number that the far end does not know.
    assert_eq!(
        rules(&refused_by_phone("404", "404")),
        [Rule::UnknownNumber]
    );
    // A name is not known to be another's.
    let text = refused_by_exchange("404").replace("INVITE", "INVITE uri=sip:200@pbx.example");
    assert_eq!(rules(&text), [Rule::UnknownNumber]);
}

#[test]
fn several_phones_that_rang_are_told_after_the_outcome() {
    let text = "
        0.00 A>X INVITE sdp
        0.01 X>A 100
        0.02 X>B INVITE sdp
        0.02 X>C INVITE sdp
        0.03 B>X 180
        0.04 C>X 180
        0.05 X>A 180
        3.00 B>X 200 sdp
        3.01 X>B ACK
        3.02 X>A 200 sdp
        3.03 A>X ACK
        3.04 X>C CANCEL
        3.05 C>X 200 for=CANCEL
        3.06 C>X 487
        3.07 X>C ACK
        20.00 A>X BYE
        20.01 X>A 200 for=BYE
        20.02 X>B BYE
        20.03 B>X 200 for=BYE";
    assert_eq!(rules(text), [Rule::Completed, Rule::Forked]);
    // What the other phone is told is not why the call ended.
    let told = text.replace("X>C CANCEL", "X>C CANCEL | Reason: Q.850;cause=26");
    assert_eq!(rules(&told), [Rule::Completed, Rule::Forked]);
    assert_eq!(diagnosis(&told).cause, None);
}

#[test]
fn an_unreadable_request_is_blamed_on_its_sender() {
    let mut calls = calls(&refused_by_exchange("400"));
    let request = &mut calls[0].messages[0];
    let text = String::from_utf8(request.bytes.to_vec()).expect("text");
    request.bytes = text
        .replace("Content-Length: ", "Content-Length: 9")
        .into_bytes()
        .into();
    let found = &diagnose(&calls[0]).findings[0];
    assert_eq!(
        (found.rule, found.confidence, found.host),
        (Rule::BadMessage, Certain, Some(address("A")))
    );
}

#[test]
fn a_trace_that_ends_while_it_rings_says_nothing() {
    let text = "
        0.00 A>X INVITE sdp
        0.01 X>A 100
        0.04 X>A 180";
    let calls = calls(text);
    assert!(calls[0].cut_off);
    assert_eq!(diagnose(&calls[0]).findings, []);
}

/// Statuses that name a rule by themselves when a call ends with them.
const TELLING: [&str; 18] = [
    "302", "400", "403", "404", "410", "415", "416", "420", "421", "480", "482", "483", "484",
    "486", "488", "500", "503", "603",
];

#[test]
fn a_refusal_by_one_way_of_a_call_that_comes_about_by_another_means_nothing() {
    for status in TELLING {
        let text = format!(
            "0.00 A>X INVITE sdp
            0.01 X>A 100
            0.02 X>B INVITE sdp
            0.10 B>X {status}
            0.11 X>B ACK
            0.20 X>C INVITE sdp
            0.30 C>X 180
            0.31 X>A 180
            3.00 C>X 200 sdp
            3.01 X>C ACK
            3.02 X>A 200 sdp
            3.03 A>X ACK
            20.00 A>X BYE
            20.01 X>A 200 for=BYE
            20.02 X>C BYE
            20.03 C>X 200 for=BYE"
        );
        assert_eq!(rules(&text), [Rule::Completed], "{status}");
    }
}

#[test]
fn a_refusal_that_the_caller_makes_good_means_nothing() {
    for status in TELLING {
        let text = format!(
            "0.00 A>X INVITE sdp
            0.10 X>A {status}
            0.11 A>X ACK
            0.50 A>X INVITE sdp
            0.60 X>A 180
            3.00 X>A 200 sdp
            3.01 A>X ACK
            20.00 A>X BYE
            20.01 X>A 200 for=BYE"
        );
        assert_eq!(rules(&text), [Rule::Completed], "{status}");
    }
}

#[test]
fn a_change_within_a_call_that_is_refused_does_not_end_it() {
    for status in ["400", "403", "415", "420", "482", "488", "500", "503"] {
        let text = SOUND.replace(
            "20.00 A>X BYE",
            &format!("10.00 A>X INVITE re sdp\n10.10 X>A {status}\n10.11 A>X ACK\n20.00 A>X BYE"),
        );
        assert_eq!(rules(&text), [Rule::Completed], "{status}");
    }
}

#[test]
fn a_trace_that_ends_behind_a_challenge_is_cut_off_unless_nothing_followed_for_long() {
    let text = challenged("INVITE", &["1"], "", "");
    let ended = text.replace("\n90.00 Q>L icmp", "");
    assert!(calls(&ended)[0].cut_off);
    first(&ended, Rule::NoCredentials, Likely);
    // Not even the ACK is there.
    let found = calls(&ended.replace("0.20 A>X ACK", ""));
    assert!(found[0].cut_off);
    assert_eq!(diagnose(&found[0]).findings, []);
    let found = calls(&text);
    assert!(!found[0].cut_off);
    first(&text, Rule::NoCredentials, Likely);
    // Wrong credentials: nothing has to follow.
    let wrong = challenged("INVITE", &["1", "2"], "", "").replace("\n90.00 Q>L icmp", "");
    assert!(!calls(&wrong)[0].cut_off);
}

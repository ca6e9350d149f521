//! JJ-22.11 §5.1.1 where our INVITE keeps the caller's offer from the phones: the phone that answers offers
//! in its 200.

use std::time::Duration;

use naisen_cause::Rule;
use naisen_conformance::exchange_stage::{
    A, B, Bench, C, Dialog, Sent, contact_of, open_config, sdp,
};
use naisen_exchange::{Config, DecidingLeg, Releaser, Use};
use naisen_sip::HeaderName;

use super::{
    ALL, CONTACT, EARLY, LINES, MEDIA_A, MEDIA_B, RELIABLE, acknowledge, answer, expect_media,
    media_to, offer,
};

const EVENTS: &str = "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n";
const OTHER_EVENTS: &str = "a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\n";

fn config() -> Config {
    let mut config = open_config();
    config.offerless_invite = true;
    config
}

fn stage() -> Bench {
    Bench::new(config(), vec![contact_of("101"), contact_of("102")])
}

/// A stage where 102 has phones at B and C.
fn two_phones() -> Bench {
    Bench::two_phones(config())
}

/// A description that lists these formats.
fn listing(host: &str, port: u16, formats: &str, lines: &str) -> String {
    let media = format!("m=audio {port} RTP/AVP {formats}\r\n{lines}");
    sdp(host, port)
        .split_once("m=")
        .map(|(head, _)| format!("{head}{media}"))
        .expect("audio")
}

/// The `m=` line's formats.
fn formats(sent: &Sent) -> &str {
    let rest = sent.body().split_once("RTP/AVP ").expect("audio").1;
    rest.lines().next().expect("a line")
}

/// A call of phone 101 to 102: what it said, and the INVITE to the phone at B, which offers nothing.
#[track_caller]
fn call(bench: &mut Bench, lines: &str, offer: &str) -> (Dialog, Sent) {
    let caller = bench.invite("102", lines, offer);
    let invite = bench.expect(B, "INVITE");
    expect_no_offer(&invite);
    bench.expect(A, "SIP/2.0 100");
    (caller, invite)
}

#[track_caller]
fn expect_no_offer(invite: &Sent) {
    assert!(invite.body().is_empty(), "{}", invite.text);
    assert!(!invite.has(HeaderName::ContentType), "{}", invite.text);
    assert_eq!(invite.header(HeaderName::ContentLength), Some("0"));
}

/// A call that talks: both dialogs, the ACK that answered the phone, the 200 that answered the caller.
#[track_caller]
fn talk(bench: &mut Bench, lines: &str, phone: &str) -> (Dialog, Dialog, Sent, Sent) {
    let (caller, invite) = call(bench, lines, &offer());
    bench.respond(B, &invite, "200 OK", "b1", phone, &answer());
    let ack = bench.expect(B, "ACK");
    let (a, answered) = acknowledge(bench, &caller);
    bench.expect_silence();
    (a, Bench::called(B, &invite, "b1"), ack, answered)
}

/// The ACK refuses every stream that was offered.
#[track_caller]
fn expect_refusing_ack(bench: &mut Bench, phone: &str) {
    let ack = bench.expect(phone, "ACK");
    assert_eq!(ack.header(HeaderName::ContentType), Some("application/sdp"));
    let streams: Vec<&str> = ack
        .body()
        .lines()
        .filter(|line| line.starts_with("m="))
        .collect();
    assert_eq!(streams, ["m=audio 0 RTP/AVP 0"]);
}

/// Says 200 to a BYE that must have come.
#[track_caller]
fn expect_bye(bench: &mut Bench, phone: &str) -> Sent {
    let bye = bench.expect(phone, "BYE");
    bench.respond(phone, &bye, "200 OK", "", "", "");
    bye
}

/// R-5.1.1-5: whatever the caller offers; the offer in the phone's 200 is answered in the ACK, at once, by one
/// codec that both phones list, under one payload type.
#[test]
fn as_an_option_the_phone_offers_in_its_200_and_is_answered_in_the_ack() {
    let rows = [
        ("0", "", "0", "", "0"),
        ("0 8", "", "8 0", "", "0"),
        ("9 8", "", "0 8", "", "8"),
        ("0 101", EVENTS, "8 0 101", EVENTS, "0 101"),
        ("0 101", EVENTS, "0", "", "0"),
        // It would mean something else on the other side.
        ("0 101", EVENTS, "0 96", OTHER_EVENTS, "0"),
    ];
    for (of_a, lines_a, of_b, lines_b, agreed) in rows {
        let mut bench = stage();
        let offered = listing("192.168.0.101", 8026, of_a, lines_a);
        let (caller, invite) = call(&mut bench, LINES, &offered);
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        assert!(bench.expect(A, "SIP/2.0 180").body().is_empty());
        let theirs = listing("192.168.0.102", 8016, of_b, lines_b);
        bench.respond(B, &invite, "200 OK", "b1", LINES, &theirs);
        let ack = bench.expect(B, "ACK");
        let (_, answered) = acknowledge(&mut bench, &caller);
        assert_eq!(
            (formats(&ack), formats(&answered)),
            (agreed, agreed),
            "{of_a} / {of_b}"
        );
        assert_eq!(
            ack.body().contains("telephone-event"),
            agreed.contains("101")
        );
        expect_media(&mut bench, answered.port(), ack.port());
        // The caller's ACK is for nobody else.
        bench.expect_silence();
        // A 200 that comes again gets the same ACK.
        bench.respond(B, &invite, "200 OK", "b1", LINES, &theirs);
        assert_eq!(bench.expect(B, "ACK").text, ack.text);
        bench.expect_silence();
    }
    assert!(!open_config().offerless_invite, "it is an option");
}

/// R-5.1.1-5: the offer comes in the 200 alone, as 100rel is not offered to the phone; it does not describe
/// its media before.
#[test]
fn such_an_invite_offers_no_100rel_and_brings_no_early_media() {
    for rel100 in [Use::AsCaller, Use::Always, Use::Off] {
        let mut config = config();
        config.rel100 = rel100;
        let mut bench = Bench::new(config, vec![contact_of("101"), contact_of("102")]);
        let (caller, invite) = call(&mut bench, LINES, &offer());
        assert_eq!(invite.header(HeaderName::Supported), None, "{rel100:?}");
        let allow = invite.header(HeaderName::Allow).expect("Allow");
        assert!(!allow.contains("PRACK"), "{allow}");
        for (status, lines) in [
            (EARLY, LINES.to_owned()),
            (EARLY, format!("{CONTACT}{ALL}{RELIABLE}")),
            ("180 Ringing", LINES.to_owned()),
        ] {
            bench.respond(B, &invite, status, "b1", &lines, &answer());
            let told = bench.expect(A, &format!("SIP/2.0 {}", &status[..3]));
            assert!(told.body().is_empty(), "{}", told.text);
            bench.expect_silence();
        }
        bench.media.clear();
        let ports: Vec<u16> = bench.ports.iter().map(|(_, port)| *port).collect();
        for port in ports {
            bench.rtp(port, MEDIA_B);
        }
        assert!(bench.media.is_empty(), "{:?}", bench.media);
        bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
        let ack = bench.expect(B, "ACK");
        let (_, answered) = acknowledge(&mut bench, &caller);
        expect_media(&mut bench, answered.port(), ack.port());
    }
}

/// R-5.1.1-5: a caller with 100rel has it on its own leg.
#[test]
fn the_callers_reliable_1xx_needs_nothing_of_the_phone() {
    let mut bench = stage();
    let lines = format!("{ALL}Require: 100rel\r\n");
    let (caller, invite) = call(&mut bench, &lines, &offer());
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    let rseq = ringing.header(HeaderName::RSeq).expect("it is reliable");
    let rack = format!("RAck: {rseq} 2 INVITE\r\n");
    let early = Bench::established(&caller, &ringing);
    bench.in_dialog(&early, "PRACK", 3, &rack, "");
    bench.expect(A, "SIP/2.0 200");
    bench.expect_silence();
    // What the caller offers anew has to wait for the answer.
    let lines = "Contact: <sip:x101@192.168.0.101:5060>\r\n";
    bench.in_dialog(&early, "UPDATE", 4, lines, &offer());
    bench.expect(A, "SIP/2.0 500");
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let ack = bench.expect(B, "ACK");
    let (_, answered) = acknowledge(&mut bench, &caller);
    expect_media(&mut bench, answered.port(), ack.port());
}

/// R-5.1.1-5, R-10.2.1-13: without a codec in common the phone's offer is refused in the ACK, and the caller's
/// by 488.
#[test]
fn without_a_codec_in_common_the_call_ends_at_both_sides() {
    let refused = sdp("192.168.0.102", 0);
    let rows = [
        (
            listing("192.168.0.102", 8016, "8", ""),
            "488",
            "m=audio 0 RTP/AVP 8",
        ),
        (refused, "488", "m=audio 0 RTP/AVP 0"),
        ("no description".to_owned(), "502", ""),
        (String::new(), "502", ""),
    ];
    for (theirs, status, stream) in rows {
        let mut bench = stage();
        let (caller, invite) = call(&mut bench, LINES, &offer());
        bench.respond(B, &invite, "200 OK", "b1", LINES, &theirs);
        let ack = bench.expect(B, "ACK");
        let last = ack.body().lines().last().unwrap_or_default();
        assert_eq!(last, stream, "{theirs}");
        expect_bye(&mut bench, B);
        let refusal = bench.expect(A, &format!("SIP/2.0 {status}"));
        let warning = refusal.header(HeaderName::Warning);
        let warned = warning.is_some_and(|it| it.starts_with("304 192.168.0.200:5060 \""));
        assert_eq!(warned, status == "488", "{warning:?}");
        bench.acknowledge_refusal(&caller, &refusal);
        let records = bench.records();
        assert_eq!(records.len(), 1);
        let record = records[0];
        let (rule, leg) = (Rule::CodecMismatch, Some(DecidingLeg::Phone(0)));
        assert_eq!(
            (record.status.to_string(), record.rule, record.leg),
            (status.into(), rule, leg)
        );
        assert_eq!(record.released_by, Releaser::Exchange);
        assert_eq!((record.answered_at, &record.answered_by), (None, &None));
        bench.expect_silence();
        bench.expect_nothing_left();
    }
}

/// R-5.1.1-5: a caller whose own offer is of no use is refused before any phone rings.
#[test]
fn an_offer_without_an_address_is_refused_before_a_phone_rings() {
    let mut bench = stage();
    let nowhere = offer().replace("c=IN IP4 192.168.0.101", "c=IN IP4 phone.example");
    bench.invite("102", LINES, &nowhere);
    let refusal = bench.expect(A, "SIP/2.0 488");
    assert!(
        refusal
            .header(HeaderName::Warning)
            .is_some_and(|it| it.starts_with("304 "))
    );
    bench.expect_silence();
}

/// R-5.1.1-5, R-5.3.2-5: all phones ring without an offer; the offer of one that comes too late is refused in its
/// ACK, before BYE.
#[test]
fn of_several_phones_the_first_offer_counts() {
    let mut bench = two_phones();
    let caller = bench.invite("102", LINES, &offer());
    let first = bench.expect(B, "INVITE");
    let second = bench.expect(C, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    for invite in [&first, &second] {
        expect_no_offer(invite);
    }
    let contact = "Contact: <sip:102@192.168.0.103>\r\nAllow: INVITE, ACK, CANCEL, BYE\r\n";
    bench.respond(C, &second, "180 Ringing", "c1", contact, "");
    bench.expect(A, "SIP/2.0 180");
    bench.respond(B, &first, "200 OK", "b1", LINES, &answer());
    let cancel = bench.expect(C, "CANCEL");
    let ack = bench.expect(B, "ACK");
    let (a, answered) = acknowledge(&mut bench, &caller);
    // It has answered, too.
    bench.respond(C, &cancel, "200 OK", "c1", "", "");
    bench.respond(
        C,
        &second,
        "200 OK",
        "c1",
        contact,
        &sdp("192.168.0.103", 8036),
    );
    expect_refusing_ack(&mut bench, C);
    expect_bye(&mut bench, C);
    // So has another fork behind the winner.
    bench.respond(
        B,
        &first,
        "200 OK",
        "b2",
        LINES,
        &sdp("192.168.0.112", 8046),
    );
    expect_refusing_ack(&mut bench, B);
    expect_bye(&mut bench, B);
    bench.expect_silence();
    expect_media(&mut bench, answered.port(), ack.port());
    assert_eq!(media_to(&mut bench, ack.port(), "192.168.0.103:8036"), None);
    bench.in_dialog(&a, "BYE", 3, "", "");
    expect_bye(&mut bench, B);
    bench.expect(A, "SIP/2.0 200");
    assert_eq!(bench.records().len(), 1);
    bench.expect_nothing_left();
}

/// R-5.1.1-5, R-5.6.2-1: a caller that gives up leaves nothing behind, whenever the phone's 200 comes.
#[test]
fn a_caller_that_gives_up_leaves_nothing_behind() {
    for (by, crossing) in [
        ("CANCEL", false),
        ("CANCEL", true),
        ("BYE", false),
        ("BYE", true),
    ] {
        let mut bench = stage();
        let (caller, invite) = call(&mut bench, LINES, &offer());
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        let ringing = bench.expect(A, "SIP/2.0 180");
        let early = Bench::established(&caller, &ringing);
        match by {
            "CANCEL" => bench.cancel(&caller),
            _ => bench.in_dialog(&early, "BYE", 3, "", ""),
        }
        let cancel = bench.skip().into_iter().find(|sent| sent.to == B);
        let cancel = cancel.expect("CANCEL to the phone");
        assert!(cancel.line().starts_with("CANCEL"), "{}", cancel.text);
        bench.respond(B, &cancel, "200 OK", "b1", "", "");
        if crossing {
            bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
            expect_refusing_ack(&mut bench, B);
            expect_bye(&mut bench, B);
        } else {
            bench.respond(B, &invite, "487 Request Terminated", "b1", "", "");
            assert!(bench.expect(B, "ACK").body().is_empty());
        }
        bench.expect_silence();
        let records = bench.records();
        assert_eq!(records.len(), 1, "{by} {crossing}");
        assert_eq!(
            (records[0].status, records[0].rule),
            (487, Rule::CallerGaveUp)
        );
        bench.expect_nothing_left();
    }
}

/// R-5.1.1-5: the phone has its answer; a caller that does not take its own ends the call.
#[test]
fn a_caller_that_never_acknowledges_ends_the_call() {
    let mut bench = stage();
    let (_, invite) = call(&mut bench, LINES, &offer());
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    assert_eq!(formats(&bench.expect(B, "ACK")), "0");
    bench.expect(A, "SIP/2.0 200");
    bench.wait(Duration::from_secs(33));
    let sent = bench.skip();
    let to_phone: Vec<&Sent> = sent.iter().filter(|sent| sent.to == B).collect();
    assert!(
        to_phone[0].line().starts_with("BYE"),
        "{}",
        to_phone[0].text
    );
    assert!(to_phone.iter().all(|sent| !sent.line().starts_with("ACK")));
    let records = bench.records();
    assert_eq!(records.len(), 1);
    assert_eq!(
        (records[0].rule, records[0].leg),
        (Rule::MissingAck, Some(DecidingLeg::Caller))
    );
    bench.expect_nothing_left();
}

/// R-5.1.1-5: a 200 that is older than the end of the call brings no second answer, which would contradict the
/// first.
#[test]
fn an_offer_is_answered_once() {
    let mut bench = stage();
    let (caller, invite) = call(&mut bench, LINES, &offer());
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    assert_eq!(formats(&bench.expect(B, "ACK")), "0");
    let (a, _) = acknowledge(&mut bench, &caller);
    bench.in_dialog(&a, "BYE", 3, "", "");
    expect_bye(&mut bench, B);
    bench.expect(A, "SIP/2.0 200");
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    assert!(bench.expect(B, "ACK").body().is_empty());
    expect_bye(&mut bench, B);
    bench.expect_silence();
    bench.expect_nothing_left();
}

/// R-5.1.1-5: the phone hangs up before the caller has acknowledged.
#[test]
fn a_phone_that_hangs_up_at_once_takes_the_caller_with_it() {
    let mut bench = stage();
    let (caller, invite) = call(&mut bench, LINES, &offer());
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    bench.expect(B, "ACK");
    let b = Bench::called(B, &invite, "b1");
    bench.in_dialog(&b, "BYE", 2, "", "");
    acknowledge(&mut bench, &caller);
    expect_bye(&mut bench, A);
    bench.expect(B, "SIP/2.0 200");
    bench.expect_silence();
    assert_eq!(bench.records().len(), 1);
    bench.expect_nothing_left();
}

/// R-5.1.1-5, R-10.2.2-3, R-10.2.3-1: hold and resume of either phone go through, each version one higher than what
/// this leg was told before, from the answer in the ACK on.
#[test]
fn later_changes_work_as_in_other_calls() {
    let update = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
    for method in ["INVITE", "UPDATE"] {
        for by_caller in [true, false] {
            let mut bench = stage();
            let phone_lines = format!("{CONTACT}{update}");
            let (a, b, ack, answered) = talk(&mut bench, update, &phone_lines);
            let (asker, other, first) = if by_caller {
                (&a, B, &ack)
            } else {
                (&b, A, &answered)
            };
            let first = origin(first);
            for (round, direction) in [(1, "a=sendonly\r\n"), (2, "")] {
                let own = if by_caller { offer() } else { answer() };
                let changed = own.replace("- 1 1 ", &format!("- 1 {} ", 1 + round)) + direction;
                let lines = format!("Contact: <sip:x@{}>\r\n{update}", asker.phone);
                let cseq = asker.cseq + 2 * round;
                bench.in_dialog(asker, method, cseq, &lines, &changed);
                let asked = bench.expect(other, method);
                assert_eq!(
                    origin(&asked),
                    (first.0.clone(), first.1 + u64::from(round))
                );
                assert_eq!(asked.body().contains("a=sendonly"), round == 1);
                let theirs = if by_caller { answer() } else { offer() };
                let answer = theirs.replace("- 1 1 ", &format!("- 1 {} ", 1 + round))
                    + &direction.replace("sendonly", "recvonly");
                let contact = format!("Contact: <sip:x@{other}>\r\n{update}");
                bench.respond(other, &asked, "200 OK", "", &contact, &answer);
                let accepted = bench.expect(&asker.phone, "SIP/2.0 200");
                assert_eq!(accepted.body().contains("a=recvonly"), round == 1);
                if method == "INVITE" {
                    bench.in_dialog(asker, "ACK", cseq, "", "");
                    assert!(bench.expect(other, "ACK").body().is_empty());
                }
                bench.expect_silence();
            }
            expect_media(&mut bench, answered.port(), ack.port());
        }
    }
}

/// Session and version of the `o=` line.
fn origin(sent: &Sent) -> (String, u64) {
    let line = sent.body().lines().nth(1).expect("o=");
    let mut fields = line.split(' ').skip(1);
    let mut field = || fields.next().expect("a field");
    (field().to_owned(), field().parse().expect("a number"))
}

/// R-5.1.1-5, R-10.2.2-3: the session timer runs between the phones as in other calls; what a refresh repeats is what
/// the leg was told.
#[test]
fn the_session_timer_runs_as_in_other_calls() {
    let timer = "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n";
    let mut bench = stage();
    let phone = format!("{LINES}Require: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
    let (a, _, ack, answered) = talk(&mut bench, timer, &phone);
    assert_eq!(
        answered.header(HeaderName::SessionExpires),
        Some("1800;refresher=uac")
    );
    let lines = format!("Contact: <sip:x101@{A}>\r\n{timer}");
    bench.in_dialog(&a, "INVITE", 3, &lines, &offer());
    let refresh = bench.expect(B, "INVITE");
    assert_eq!(refresh.body(), ack.body());
    bench.respond(B, &refresh, "200 OK", "", &phone, &answer());
    let refreshed = bench.expect(A, "SIP/2.0 200");
    assert_eq!(refreshed.body(), answered.body());
    bench.in_dialog(&a, "ACK", 3, "", "");
    bench.expect(B, "ACK");
    assert_eq!(
        media_to(&mut bench, ack.port(), MEDIA_B).as_deref(),
        Some(MEDIA_A)
    );
}

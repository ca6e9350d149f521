//! The watch over one node: nothing to say of a call, an abandoned call, an incoming call and a
//! registration as they should be, and the right clause with each change for the worse.

use naisen_jj2211::{Context, Fact, Role, Watch};

use Way::{Received, Sent};

/// Which way a message goes, seen from the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Sent,
    Received,
}

const OFFER: &str = "v=0\no=- 1 5 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n\
    m=audio 6000 RTP/AVP 0 8\na=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000\n";
const ANSWER: &str = "v=0\no=- 2 9 IN IP4 192.0.2.2\ns=-\nc=IN IP4 192.0.2.2\nt=0 0\n\
    m=audio 7000 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n";
const HELD: &str = "v=0\no=- 1 6 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n\
    m=audio 6000 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=sendonly\n";
const HELD_ANSWER: &str = "v=0\no=- 2 10 IN IP4 192.0.2.2\ns=-\nc=IN IP4 192.0.2.2\nt=0 0\n\
    m=audio 7000 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=recvonly\n";

const ALLOW: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\n";
const TIMED: &str = "Supported: timer\nSession-Expires: 180;refresher=uac\n";
const OURS: &str = "Contact: <sip:us@192.0.2.1>\n";
const THEIRS: &str = "Contact: <sip:them@192.0.2.2>\n";

/// Way, start line, branch, tag of From, tag of To, CSeq, further lines, body.
type Line<'a> = (
    Way,
    &'a str,
    &'a str,
    &'a str,
    &'a str,
    &'a str,
    String,
    &'a str,
);

fn write(line: &Line<'_>) -> (Way, String) {
    let (way, start, branch, from, to, cseq, lines, body) = line;
    let tag = |tag: &str| match tag {
        "" => String::new(),
        tag => format!(";tag={tag}"),
    };
    let hops = if start.starts_with("SIP/2.0") {
        ""
    } else {
        "Max-Forwards: 70\n"
    };
    let kind = if body.is_empty() {
        ""
    } else {
        "Content-Type: application/sdp\n"
    };
    let body = body.replace('\n', "\r\n");
    let head = format!(
        "{start}\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{branch}\n{hops}\
         From: <sip:101@pbx>{}\nTo: <sip:102@pbx>{}\nCall-ID: c\nCSeq: {cseq}\n{lines}{kind}",
        tag(from),
        tag(to)
    );
    let head = head.replace('\n', "\r\n");
    let length = body.len();
    (
        *way,
        format!("{head}Content-Length: {length}\r\n\r\n{body}"),
    )
}

fn script(lines: &[Line<'_>]) -> Vec<(Way, String)> {
    lines.iter().map(write).collect()
}

fn credentials(header: &str, uri: &str, count: &str) -> String {
    format!(
        "{header}: Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"{uri}\", \
         response=\"0123456789abcdef0123456789abcdef\", algorithm=MD5, opaque=\"o\", qop=auth, \
         cnonce=\"c\", nc={count}\n"
    )
}

const CHALLENGE: &str =
    "Digest realm=\"r\", nonce=\"n\", opaque=\"o\", qop=\"auth\", algorithm=MD5\n";
const TARGET: &str = "sip:102@pbx";
const THEM: &str = "sip:them@192.0.2.2";

fn invite_lines(more: &str) -> String {
    let timed = "Supported: 100rel, timer\nSession-Expires: 180\n";
    format!("{OURS}{ALLOW}{timed}Privacy: none\nP-Preferred-Identity: <sip:101@pbx>\n{more}")
}

/// A call with authentication, reliable 183, refresh, hold and end.
fn outgoing() -> Vec<(Way, String)> {
    let invite = format!("INVITE {TARGET} SIP/2.0");
    let within = |method: &str| format!("{method} {THEM} SIP/2.0");
    let challenge = format!("Proxy-Authenticate: {CHALLENGE}");
    let proof = credentials("Proxy-Authorization", TARGET, "00000001");
    let reliable = format!("{THEIRS}{ALLOW}Require: 100rel\nRSeq: 7\n");
    let ok = format!("{THEIRS}{ALLOW}Require: timer\n{TIMED}");
    let refresh = format!("{OURS}{ALLOW}{TIMED}");
    let ack = format!("ACK {TARGET} SIP/2.0");
    script(&[
        (
            Sent,
            &invite,
            "1",
            "a",
            "",
            "1 INVITE",
            invite_lines(""),
            OFFER,
        ),
        (
            Received,
            "SIP/2.0 407 P",
            "1",
            "a",
            "x",
            "1 INVITE",
            challenge,
            "",
        ),
        (Sent, &ack, "1", "a", "x", "1 ACK", String::new(), ""),
        (
            Sent,
            &invite,
            "2",
            "a",
            "",
            "2 INVITE",
            invite_lines(&proof),
            OFFER,
        ),
        (
            Received,
            "SIP/2.0 183 S",
            "2",
            "a",
            "b",
            "2 INVITE",
            reliable,
            "",
        ),
        (
            Sent,
            &within("PRACK"),
            "3",
            "a",
            "b",
            "3 PRACK",
            "RAck: 7 2 INVITE\n".into(),
            "",
        ),
        (
            Received,
            "SIP/2.0 200 OK",
            "3",
            "a",
            "b",
            "3 PRACK",
            String::new(),
            "",
        ),
        (
            Received,
            "SIP/2.0 200 OK",
            "2",
            "a",
            "b",
            "2 INVITE",
            ok.clone(),
            ANSWER,
        ),
        (
            Sent,
            &within("ACK"),
            "4",
            "a",
            "b",
            "2 ACK",
            String::new(),
            "",
        ),
        (
            Sent,
            &within("UPDATE"),
            "5",
            "a",
            "b",
            "4 UPDATE",
            refresh.clone(),
            "",
        ),
        (
            Received,
            "SIP/2.0 200 OK",
            "5",
            "a",
            "b",
            "4 UPDATE",
            ok.clone(),
            "",
        ),
        (
            Sent,
            &within("INVITE"),
            "6",
            "a",
            "b",
            "5 INVITE",
            refresh,
            HELD,
        ),
        (
            Received,
            "SIP/2.0 200 OK",
            "6",
            "a",
            "b",
            "5 INVITE",
            ok,
            HELD_ANSWER,
        ),
        (
            Sent,
            &within("ACK"),
            "7",
            "a",
            "b",
            "5 ACK",
            String::new(),
            "",
        ),
        (
            Sent,
            &within("BYE"),
            "8",
            "a",
            "b",
            "6 BYE",
            String::new(),
            "",
        ),
    ])
}

/// A call that is given up while it rings.
fn abandoned() -> Vec<(Way, String)> {
    let request = |method: &str| format!("{method} {TARGET} SIP/2.0");
    script(&[
        (
            Sent,
            &request("INVITE"),
            "1",
            "a",
            "",
            "1 INVITE",
            invite_lines(""),
            OFFER,
        ),
        (
            Received,
            "SIP/2.0 180 R",
            "1",
            "a",
            "b",
            "1 INVITE",
            THEIRS.into(),
            "",
        ),
        (
            Sent,
            &request("CANCEL"),
            "1",
            "a",
            "",
            "1 CANCEL",
            String::new(),
            "",
        ),
        (
            Received,
            "SIP/2.0 200 OK",
            "1",
            "a",
            "b",
            "1 CANCEL",
            String::new(),
            "",
        ),
        (
            Received,
            "SIP/2.0 487 T",
            "1",
            "a",
            "b",
            "1 INVITE",
            String::new(),
            "",
        ),
        (
            Sent,
            &request("ACK"),
            "1",
            "a",
            "b",
            "1 ACK",
            String::new(),
            "",
        ),
    ])
}

/// A call that comes in, rings reliably, is answered, refreshed and ended.
fn incoming() -> Vec<(Way, String)> {
    let asks = format!(
        "{THEIRS}{ALLOW}Supported: 100rel, timer\nSession-Expires: 180;refresher=uac\nMin-SE: 120\n"
    );
    let rings = |rseq: u32| format!("{OURS}{ALLOW}Require: 100rel\nRSeq: {rseq}\n");
    let ok = format!("{OURS}{ALLOW}Require: timer\n{TIMED}");
    let within = |method: &str| format!("{method} sip:us@192.0.2.1 SIP/2.0");
    let rack = |rseq: u32| format!("RAck: {rseq} 4 INVITE\n");
    let refresh = format!("{THEIRS}{ALLOW}{TIMED}");
    let none = String::new;
    script(&[
        (
            Received,
            "INVITE sip:us@192.0.2.1 SIP/2.0",
            "1",
            "a",
            "",
            "4 INVITE",
            asks,
            ANSWER,
        ),
        (
            Sent,
            "SIP/2.0 183 S",
            "1",
            "a",
            "b",
            "4 INVITE",
            rings(3),
            "",
        ),
        (
            Received,
            &within("PRACK"),
            "2",
            "a",
            "b",
            "5 PRACK",
            rack(3),
            "",
        ),
        (Sent, "SIP/2.0 200 OK", "2", "a", "b", "5 PRACK", none(), ""),
        (
            Sent,
            "SIP/2.0 180 R",
            "1",
            "a",
            "b",
            "4 INVITE",
            rings(4),
            "",
        ),
        (
            Received,
            &within("PRACK"),
            "3",
            "a",
            "b",
            "6 PRACK",
            rack(4),
            "",
        ),
        (Sent, "SIP/2.0 200 OK", "3", "a", "b", "6 PRACK", none(), ""),
        (
            Sent,
            "SIP/2.0 200 OK",
            "1",
            "a",
            "b",
            "4 INVITE",
            ok.clone(),
            OFFER,
        ),
        (Received, &within("ACK"), "4", "a", "b", "4 ACK", none(), ""),
        (
            Received,
            &within("UPDATE"),
            "5",
            "a",
            "b",
            "7 UPDATE",
            refresh,
            "",
        ),
        (Sent, "SIP/2.0 200 OK", "5", "a", "b", "7 UPDATE", ok, ""),
        (Received, &within("BYE"), "6", "a", "b", "8 BYE", none(), ""),
        (Sent, "SIP/2.0 200 OK", "6", "a", "b", "8 BYE", none(), ""),
    ])
}

/// A registration with its challenge, and its refresh with the same nonce.
fn registration() -> Vec<(Way, String)> {
    let start = "REGISTER sip:pbx SIP/2.0";
    let proof = |count| format!("{OURS}{}", credentials("Authorization", "sip:pbx", count));
    let challenge = format!("WWW-Authenticate: {CHALLENGE}");
    script(&[
        (Sent, start, "1", "a", "", "7 REGISTER", OURS.into(), ""),
        (
            Received,
            "SIP/2.0 401 U",
            "1",
            "a",
            "x",
            "7 REGISTER",
            challenge,
            "",
        ),
        (
            Sent,
            start,
            "2",
            "a",
            "",
            "8 REGISTER",
            proof("00000001"),
            "",
        ),
        (
            Received,
            "SIP/2.0 200 OK",
            "2",
            "a",
            "x",
            "8 REGISTER",
            OURS.into(),
            "",
        ),
        (
            Sent,
            start,
            "3",
            "a",
            "",
            "9 REGISTER",
            proof("00000002"),
            "",
        ),
    ])
}

fn watch() -> Watch {
    let settled = Context::new()
        .with(Fact::Uses100rel, true)
        .with(Fact::UsesTimer, true)
        .with(Fact::UsesUpdate, true)
        .with(Fact::RefreshesByUpdate, true)
        .with(Fact::PresentsByHeaders, true)
        .with(Fact::NeedsRegistration, true)
        .with(Fact::TrustsRedirection, false);
    Watch::new(Role::Terminal, settled)
}

/// The clauses of what is wrong with each message that is sent.
fn clauses(script: &[(Way, String)]) -> Vec<(usize, String)> {
    let mut watch = watch();
    let mut found = Vec::new();
    for (index, (way, text)) in script.iter().enumerate() {
        match way {
            Received => watch.received(text.as_bytes()),
            Sent => {
                let violations = watch.sent(text.as_bytes());
                found.extend(
                    violations
                        .iter()
                        .map(|violation| (index, violation.clause())),
                );
            }
        }
    }
    found
}

/// R-1.3.3-1.
#[test]
fn what_is_as_it_should_be_has_no_faults() {
    for script in [outgoing(), abandoned(), incoming(), registration()] {
        assert_eq!(clauses(&script), []);
    }
}

/// The script, the message that is changed (from 0), what is replaced by what, and the message and
/// clause that are found wrong.
type Spoiling = (
    fn() -> Vec<(Way, String)>,
    usize,
    &'static str,
    &'static str,
    usize,
    &'static str,
);

const SPOILINGS: &[Spoiling] = &[
    // The order of numbers.
    (outgoing, 3, "CSeq: 2", "CSeq: 3", 3, "R-5.1.4.2-2"),
    (outgoing, 3, "CSeq: 2", "CSeq: 3", 3, "RFC 3261 §8.1.3.5"),
    (outgoing, 5, "CSeq: 3", "CSeq: 4", 5, "RFC 3261 §12.2.1.1"),
    (outgoing, 14, "CSeq: 6", "CSeq: 5", 14, "RFC 3261 §12.2.1.1"),
    (outgoing, 8, "CSeq: 2", "CSeq: 4", 8, "E-39"),
    (outgoing, 8, "z9hG4bK4", "z9hG4bK2", 8, "E-39"),
    (outgoing, 3, "z9hG4bK2", "z9hG4bK1", 3, "RFC 3261 §8.1.1.7"),
    (registration, 4, "CSeq: 9", "CSeq: 8", 4, "R-4.1.3.1-5"),
    // What was offered, agreed and allowed.
    (outgoing, 3, "100rel, ", "", 5, "JJ-22.11 T13-1"),
    (outgoing, 5, "RAck: 7", "RAck: 8", 5, "R-8.3-1"),
    (outgoing, 7, ", UPDATE", "", 9, "E-13"),
    (outgoing, 7, "Require: timer", "Q: y", 9, "JJ-22.11 T13-17"),
    (
        outgoing,
        10,
        "Require: timer",
        "Q: y",
        11,
        "JJ-22.11 T13-15",
    ),
    (outgoing, 9, "Session-Expires", "Q", 9, "R-13.3.9-1"),
    (
        outgoing,
        1,
        "SIP/2.0 407 P",
        "SIP/2.0 422 T",
        3,
        "R-13.3.5-2",
    ),
    (incoming, 7, "Session-Expires", "Q", 7, "R-13.4.3-2"),
    (incoming, 7, "Require: timer", "Q: y", 7, "R-9.1-5"),
    (incoming, 0, "100rel, ", "", 1, "JJ-22.11 T13-20"),
    (incoming, 0, "Session-Expires", "Q", 7, "JJ-22.11 T13-20"),
    (
        incoming,
        1,
        "Require: 100rel\r\nRSeq: 3",
        "Q: y",
        1,
        "R-13.4.3-1",
    ),
    // What stays the same.
    (outgoing, 11, "sip:us@", "sip:we@", 11, "R-5.7.2-3"),
    (incoming, 10, "sip:us@", "sip:we@", 10, "R-6.8.1-3"),
    (incoming, 4, ";tag=b", ";tag=d", 4, "R-6.2.1-3"),
    (incoming, 10, ";tag=b", ";tag=d", 10, "RFC 3261 §8.2.6.2"),
    (outgoing, 11, "1 6 IN", "1 5 IN", 11, "R-10.2.3-1"),
    (outgoing, 11, "1 6 IN", "1 7 IN", 11, "R-10.2.3-1"),
    (outgoing, 11, "1 6 IN", "3 6 IN", 11, "RFC 3264 §8"),
    // Reliable provisional responses.
    (incoming, 4, "RSeq: 4", "RSeq: 5", 4, "RFC 3262 §3"),
    (incoming, 2, "RAck: 3", "RAck: 9", 4, "R-8.2-5"),
    // CANCEL.
    (abandoned, 1, "z9hG4bK1", "z9hG4bK9", 2, "R-5.6.1-2"),
    (abandoned, 2, "z9hG4bK1", "z9hG4bK9", 2, "R-5.6.1-1"),
    (
        abandoned,
        2,
        "CANCEL sip:102@pbx",
        "CANCEL sip:103@pbx",
        2,
        "RFC 3261 §9.1",
    ),
    (
        abandoned,
        1,
        "SIP/2.0 180",
        "SIP/2.0 486",
        2,
        "RFC 3261 §9.1",
    ),
    // Challenges and their answers.
    (incoming, 10, "SIP/2.0 200 OK", "SIP/2.0 407 P", 10, "E-29"),
    (outgoing, 3, "nonce=\"n\"", "nonce=\"m\"", 3, "R-5.1.4.2-4"),
    (outgoing, 3, "realm=\"r\"", "realm=\"q\"", 3, "R-5.1.4.2-5"),
    (
        outgoing,
        3,
        "opaque=\"o\"",
        "opaque=\"p\"",
        3,
        "R-5.1.4.2-8",
    ),
    (
        outgoing,
        3,
        "algorithm=MD5",
        "algorithm=SHA-256",
        3,
        "R-5.1.4.2-9",
    ),
    (
        outgoing,
        3,
        "uri=\"sip:102@pbx\"",
        "uri=\"sip:103@pbx\"",
        3,
        "R-5.1.4.2-6",
    ),
    (outgoing, 3, "nc=00000001", "nc=00000002", 3, "R-5.1.4.2-11"),
    (outgoing, 3, "qop=auth,", "qop=auth-int,", 3, "R-5.1.4.2-13"),
    (
        outgoing,
        3,
        "qop=auth, cnonce=\"c\", nc=00000001",
        "stale=TRUE",
        3,
        "R-5.1.4.2-12",
    ),
    (
        outgoing,
        3,
        "username=\"u\"",
        "username=\"u\", auth-param=1",
        3,
        "R-5.1.4.2-14",
    ),
    (
        outgoing,
        1,
        "Proxy-Authenticate",
        "WWW-Authenticate",
        3,
        "E-29",
    ),
    (
        registration,
        2,
        "nonce=\"n\"",
        "nonce=\"m\"",
        2,
        "R-4.2.2-4",
    ),
    (
        registration,
        2,
        "realm=\"r\"",
        "realm=\"q\"",
        2,
        "R-4.2.2-5",
    ),
    (
        registration,
        2,
        "opaque=\"o\"",
        "opaque=\"p\"",
        2,
        "R-4.2.2-8",
    ),
    (registration, 2, "Call-ID: c", "Call-ID: d", 2, "R-4.2.2-2"),
    (registration, 2, "CSeq: 8", "CSeq: 9", 2, "R-4.2.2-2"),
    (
        registration,
        4,
        "nc=00000002",
        "nc=00000001",
        4,
        "R-4.2.2-11",
    ),
    (
        registration,
        0,
        "Contact",
        "Authorization: Digest a=b\r\nContact",
        0,
        "JJ-22.11 T13-16",
    ),
    // No redirection.
    (incoming, 7, "SIP/2.0 200 OK", "SIP/2.0 302 M", 7, "E-12"),
];

#[test]
fn each_change_for_the_worse_is_found_with_its_clause() {
    let mut missed = Vec::new();
    for (index, (script, at, from, to, wrong, clause)) in SPOILINGS.iter().enumerate() {
        let mut script = script();
        let text = &mut script[*at].1;
        assert!(text.contains(from), "row {index}: no {from} in\n{text}");
        *text = text.replace(from, to);
        let found = clauses(&script);
        let wanted = (*wrong, (*clause).to_owned());
        if !found.contains(&wanted) {
            missed.push(format!("row {index}: {wanted:?} is not among {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// R-10.2.2-5.
#[test]
fn a_change_that_found_no_answer_may_be_asked_for_again_under_either_version() {
    for version in ["1 6 IN", "1 7 IN"] {
        let mut script = outgoing();
        script.truncate(12);
        let (_, asked) = &script[11];
        let again = asked
            .replace("CSeq: 5", "CSeq: 6")
            .replace("z9hG4bK6", "z9hG4bK9")
            .replace("1 6 IN", version);
        assert_ne!(*asked, again);
        script.push((Sent, again));
        assert_eq!(clauses(&script), []);
    }
}

/// R-10.2.2-5, R-10.2.3-1.
#[test]
fn a_change_that_found_no_answer_is_undone_once() {
    let mut script = outgoing();
    script.truncate(14);
    let (_, asked) = &script[11];
    let unanswered = (
        Sent,
        asked
            .replace("CSeq: 5", "CSeq: 4")
            .replace("z9hG4bK6", "z9hG4bK9"),
    );
    let invite = format!("INVITE {THEM} SIP/2.0");
    let lines = format!("{OURS}{ALLOW}{TIMED}");
    let talking = HELD
        .replace("- 1 6 IN", "- 1 7 IN")
        .replace("a=sendonly\n", "");
    let resumed = write(&(Sent, &invite, "10", "a", "b", "6 INVITE", lines, &talking));
    // In the place of the refresh that the script has there.
    script.splice(9..11, [unanswered]);
    script.push(resumed);
    assert_eq!(clauses(&script), []);
}

/// RFC 3264 §8.
#[test]
fn an_offer_that_comes_again_after_bye_may_be_refused_in_its_ack() {
    let other = OFFER.replace("- 1 5 IN", "- 0 0 IN");
    let ack = format!("ACK {THEM} SIP/2.0");
    let again = || {
        let line = (Sent, &*ack, "99", "a", "b", "2 ACK", String::new(), &*other);
        write(&line)
    };
    let mut script = outgoing();
    script.push(again());
    assert_eq!(clauses(&script), []);
    let mut script = outgoing();
    script.insert(14, again());
    assert_eq!(clauses(&script), [(14, "RFC 3264 §8".to_owned())]);
}

#[test]
fn a_repetition_is_no_new_message() {
    for mut script in [outgoing(), abandoned(), incoming(), registration()] {
        script = script
            .into_iter()
            .flat_map(|line| [line.clone(), line])
            .collect();
        assert_eq!(clauses(&script), []);
    }
}

/// What the watch did not see accuses nobody: it may begin anywhere in a call.
#[test]
fn a_call_that_is_not_known_from_its_beginning_accuses_nobody() {
    for script in [outgoing(), abandoned(), incoming()] {
        for from in 1..script.len() {
            // A request outside of a dialog would begin a call that the watch then knows.
            let rest: Vec<_> = script[from..]
                .iter()
                .filter(|(way, text)| !(*way == Sent && text.starts_with("INVITE sip:102")))
                .cloned()
                .collect();
            assert_eq!(clauses(&rest), [], "from {from}");
        }
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let mut watch = watch();
    for script in [outgoing(), abandoned(), incoming(), registration()] {
        for (_, text) in script {
            for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
                watch.received(&text.as_bytes()[..end]);
                watch.sent(&text.as_bytes()[..end]);
            }
            for (from, to) in [
                ("CSeq: ", "CSeq: 4294967295"),
                ("RSeq: ", "RSeq: 4294967295"),
            ] {
                let text = text.replace(from, to);
                watch.received(text.as_bytes());
                watch.sent(text.as_bytes());
            }
        }
    }
}

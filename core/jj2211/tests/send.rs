//! What is found wrong with sent messages: nothing with those of the sequences of appendix i as our
//! exchange and terminals send them (E-32 to E-46 observed), and the right row with each change for
//! the worse.

use naisen_jj2211::{Context, Fact, Fault, Role, send_faults, send_faults_of_bytes};
use naisen_sip::{CSeq, HeaderName, Message};

const FLOWS: [(&str, &str); 7] = [
    ("i.1", include_str!("messages/i1.txt")),
    ("i.2", include_str!("messages/i2.txt")),
    ("i.3", include_str!("messages/i3.txt")),
    ("i.4", include_str!("messages/i4.txt")),
    ("i.5", include_str!("messages/i5.txt")),
    ("i.6", include_str!("messages/i6.txt")),
    ("i.7", include_str!("messages/i7.txt")),
];

/// A message and who sends it.
struct Sent {
    role: Role,
    bytes: Vec<u8>,
}

/// The messages of a file; each begins after a line that names its sender. Lines end in LF there.
fn messages(text: &str) -> Vec<Sent> {
    let parts = text.split(">>> ").skip(1);
    parts
        .map(|part| {
            let (role, message) = part.split_once('\n').unwrap();
            Sent {
                role: if role == "server" {
                    Role::Server
                } else {
                    Role::Terminal
                },
                bytes: message.replace('\n', "\r\n").into_bytes(),
            }
        })
        .collect()
}

/// All that is known in a flow when its message `index` is sent.
fn context(flow: &str, sent: &[Sent], index: usize) -> Context {
    let (timer, all) = (matches!(flow, "i.4" | "i.5"), flow == "i.4");
    let mut context = Context::new()
        .with(Fact::UsesTimer, timer)
        .with(Fact::Uses100rel, all)
        .with(Fact::UsesUpdate, all)
        .with(Fact::RefreshesByUpdate, all)
        .with(Fact::SentSupported100rel, all)
        .with(Fact::PresentsByHeaders, true)
        .with(Fact::NeedsRegistration, true);
    for fact in [
        Fact::Got422ForCall,
        Fact::Got422InDialog,
        Fact::GotMinSeInDialog,
        Fact::QueriesBindings,
        Fact::ChangesSession,
        Fact::TrustsRedirection,
        Fact::DescribesIn488,
        Fact::PeerHasNoTag,
    ] {
        context.set(fact, false);
    }
    let message = Message::parse(&sent[index].bytes).unwrap();
    let transaction = |message: &Message<'_>| {
        let cseq = message.required::<CSeq<'_>>().unwrap().to_string();
        (message.header(HeaderName::CallId).map(str::to_owned), cseq)
    };
    if message.is_request() {
        return context
            .with(Fact::BeginsCallId, true)
            .with(Fact::AcknowledgesRefusal, flow == "i.7" && index == 2)
            .with(Fact::Answers401, has_challenge(sent, index));
    }
    for earlier in &sent[..index] {
        let request = Message::parse(&earlier.bytes).unwrap();
        if request.is_request() && transaction(&request) == transaction(&message) {
            context = context.answering(&request);
        }
    }
    context.with(Fact::BeginsRSeq, true)
}

fn has_challenge(sent: &[Sent], index: usize) -> bool {
    sent[..index]
        .iter()
        .any(|earlier| earlier.bytes.starts_with(b"SIP/2.0 401"))
}

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// R-1.3.3-1.
#[test]
fn the_sequences_of_the_appendix_have_no_faults() {
    let mut count = 0;
    for (flow, text) in FLOWS {
        let sent = messages(text);
        for (index, message) in sent.iter().enumerate() {
            for context in [Context::new(), context(flow, &sent, index)] {
                let faults = send_faults_of_bytes(message.role, &message.bytes, &context);
                let start = String::from_utf8_lossy(&message.bytes);
                assert!(faults.is_empty(), "{flow} {start}\n{:#?}", shown(&faults));
            }
            count += 1;
        }
    }
    assert_eq!(count, 81);
}

/// Flow, message (from 0), what is replaced by what, and the table, row and rule that are broken.
type Mutation = (
    &'static str,
    usize,
    &'static str,
    &'static str,
    [&'static str; 3],
);

const MUTATIONS: &[Mutation] = &[
    // What may not be there.
    (
        "i.4",
        0,
        "Privacy",
        "Require: 100rel\r\nPrivacy",
        ["13-13", "Require", ""],
    ),
    (
        "i.4",
        0,
        "Privacy",
        "Route: <sip:a;lr>\r\nPrivacy",
        ["13-13", "Route", ""],
    ),
    (
        "i.4",
        0,
        "Privacy",
        "Proxy-Require: a\r\nPrivacy",
        ["13-13", "Proxy-Require", ""],
    ),
    (
        "i.4",
        0,
        "P-Preferred",
        "P-Asserted",
        ["13-13", "P-Asserted-Identity", "E-21"],
    ),
    (
        "i.4",
        1,
        "Privacy: none",
        "Privacy: id",
        ["13-13", "P-Asserted-Identity", "R-12.2.1-1"],
    ),
    (
        "i.4",
        18,
        "Content-Length",
        "Require: timer\r\nContent-Length",
        ["13-11", "Require", ""],
    ),
    (
        "i.4",
        18,
        "Content-Length",
        "MIME-Version: 1.0\r\nl",
        ["13-11", "MIME-Version", ""],
    ),
    (
        "i.6",
        4,
        "Content-Length",
        "Require: 100rel\r\nRSeq: 1\r\nl",
        ["13-20", "RSeq", ""],
    ),
    (
        "i.6",
        6,
        "Content-Type",
        "Session-Expires: 90;refresher=uac\r\nc",
        ["13-20", "Session-Expires", ""],
    ),
    (
        "i.4",
        16,
        "Content-Length",
        "Privacy: id\r\nl",
        ["13-24", "Privacy", ""],
    ),
    (
        "i.6",
        0,
        "Allow",
        "Session-Expires: 180\r\nAllow",
        ["13-13", "Session-Expires", ""],
    ),
    (
        "i.6",
        0,
        "Allow",
        "Min-SE: 90\r\nAllow",
        ["13-13", "Min-SE", ""],
    ),
    (
        "i.1",
        0,
        "Expires",
        "Authorization: Basic a\r\nExpires",
        ["13-16", "Authorization", ""],
    ),
    (
        "i.1",
        1,
        "Content-Length",
        "Expires: 0\r\nl",
        ["13-23", "Expires", "E-30"],
    ),
    (
        "i.7",
        1,
        "SIP/2.0 407",
        "SIP/2.0 401",
        ["13-20", "Proxy-Authenticate", "E-29"],
    ),
    (
        "i.7",
        1,
        "Proxy-Authenticate",
        "WWW-Authenticate",
        ["13-20", "WWW-Authenticate", ""],
    ),
    (
        "i.4",
        1,
        "Privacy: none",
        "Privacy: id;critical",
        ["13-13", "P-Asserted-Identity", "R-12.2.1-1"],
    ),
    // What must be there.
    (
        "i.4",
        0,
        "Contact:",
        "Q:",
        ["13-13", "Contact", "RFC 3261 §8.1.1.8"],
    ),
    (
        "i.4",
        0,
        "Session-Expires:",
        "Q:",
        ["13-13", "Session-Expires", "R-13.3.5-3"],
    ),
    (
        "i.4",
        0,
        "Privacy:",
        "Q:",
        ["13-13", "Privacy", "R-12.1.1-4"],
    ),
    (
        "i.4",
        0,
        "Supported:",
        "Q:",
        ["13-13", "Supported", "R-13.3.5-4"],
    ),
    ("i.4", 5, "RSeq:", "Q:", ["13-20", "RSeq", "R-13.4.3-1"]),
    (
        "i.4",
        5,
        "Contact:",
        "Q:",
        ["13-20", "Contact", "R-13.4.3-1"],
    ),
    ("i.4", 6, "RAck:", "Q:", ["13-14", "RAck", "RFC 3262 §7.2"]),
    (
        "i.4",
        11,
        "Contact:",
        "Q:",
        ["13-20", "Contact", "RFC 3261 §12.1.1"],
    ),
    (
        "i.4",
        11,
        "Require: timer",
        "Q: y",
        ["13-20", "Require", "R-9.1-5"],
    ),
    (
        "i.4",
        11,
        "Session-Expires:",
        "Q:",
        ["13-20", "Session-Expires", "E-14"],
    ),
    (
        "i.4",
        14,
        "Contact:",
        "Q:",
        ["13-17", "Contact", "RFC 3311 §5.1"],
    ),
    (
        "i.4",
        18,
        "Content-Length: 0",
        "Q: y",
        ["13-11", "Content-Length", "RFC 3261 §20.14"],
    ),
    (
        "i.4",
        18,
        "Max-Forwards:",
        "Q:",
        ["13-11", "Max-Forwards", "RFC 3261 §8.1.1"],
    ),
    (
        "i.1",
        0,
        "Contact:",
        "Q:",
        ["13-16", "Contact", "R-13.3.8-2"],
    ),
    (
        "i.1",
        2,
        "Authorization:",
        "Q:",
        ["13-16", "Authorization", "R-13.3.8-1"],
    ),
    (
        "i.1",
        1,
        "WWW-Authenticate:",
        "Q:",
        ["13-23", "WWW-Authenticate", "RFC 3261 §22.2"],
    ),
    (
        "i.7",
        1,
        "Proxy-Authenticate:",
        "Q:",
        ["13-20", "Proxy-Authenticate", "RFC 3261 §22.3"],
    ),
    (
        "i.4",
        11,
        "SIP/2.0 200 OK",
        "SIP/2.0 422 No",
        ["13-20", "Min-SE", "RFC 4028 §6"],
    ),
    // Who may send what.
    (
        "i.4",
        11,
        "SIP/2.0 200 OK",
        "SIP/2.0 302 No",
        ["13-2", "302", "E-12"],
    ),
    (
        "i.4",
        11,
        "SIP/2.0 200 OK",
        "SIP/2.0 421 No",
        ["13-2", "421", ""],
    ),
    (
        "i.4",
        10,
        "SIP/2.0 200 OK",
        "SIP/2.0 407 No",
        ["13-2", "407", ""],
    ),
    (
        "i.4",
        8,
        "SIP/2.0 200 OK",
        "SIP/2.0 180 No",
        ["13-5", "180", ""],
    ),
    (
        "i.1",
        3,
        "SIP/2.0 200 OK",
        "SIP/2.0 407 No",
        ["13-4", "407", "E-30"],
    ),
    // What a message says of itself.
    (
        "i.4",
        18,
        "Max-Forwards: 70",
        "Max-Forwards: 7",
        ["13-11", "Max-Forwards", "R-4.1.3.1-9"],
    ),
    (
        "i.4",
        18,
        " BYE\r\n",
        " ACK\r\n",
        ["13-11", "CSeq", "RFC 3261 §8.1.1.5"],
    ),
    (
        "i.4",
        18,
        "z9hG4bK",
        "",
        ["13-11", "Via", "RFC 3261 §8.1.1.7"],
    ),
    ("i.4", 5, "RSeq: 1", "RSeq: 0", ["13-20", "RSeq", "E-26"]),
    (
        "i.4",
        5,
        "Require: 100rel",
        "Require: 100rel, timer",
        ["13-20", "Require", "E-11"],
    ),
    (
        "i.4",
        18,
        "Content-Length: 0",
        "Content-Length: 0\r\n\r\nab",
        ["13-11", "Content-Length", "RFC 3261 §20.14"],
    ),
    (
        "i.4",
        0,
        "Content-Type:",
        "Q:",
        ["13-13", "Content-Type", "RFC 3261 §20.15"],
    ),
    ("i.4", 0, ", PRACK", "", ["13-13", "Allow", "R-13.3.5-1"]),
    ("i.4", 11, ", UPDATE", "", ["13-20", "Allow", "R-13.4.3-3"]),
    (
        "i.1",
        0,
        "REGISTER sip:",
        "REGISTER sip:a@",
        ["4-1", "Request-URI", "R-4.1.2-1"],
    ),
    (
        "i.1",
        0,
        "192.168.0.101:5060>",
        "192.168.0.101;maddr=a>",
        ["4-3", "maddr-param", "R-4.1.3.2-11"],
    ),
    (
        "i.3",
        0,
        "Expires: 0",
        "Expires: 9",
        ["13-16", "Expires", "R-4.1.5.2-1"],
    ),
    (
        "i.3",
        3,
        "Content-Length",
        "Contact: *\r\nl",
        ["13-23", "Contact", "E-41"],
    ),
    // Lengths and numbers.
    (
        "i.4",
        0,
        "CSeq: 1 ",
        "CSeq: 999901 ",
        ["13-8", "initial-cseq", "R-13.2.2-10"],
    ),
    (
        "i.4",
        5,
        "RSeq: 1",
        "RSeq: 999901",
        ["13-8", "initial-rseq", "R-13.2.2-11"],
    ),
    (
        "i.4",
        0,
        "<sip:101@",
        "<sip:10000000000000001@",
        ["13-8", "local-uri-user", "R-13.2.2-6"],
    ),
    (
        "i.4",
        0,
        "To: <sip:102@192.168.0.200>",
        "To: <sip:102@a2345678901234567890.example.com>",
        ["13-8", "remote-uri-host", "R-13.2.2-7"],
    ),
    (
        "i.4",
        0,
        "Contact: <sip:",
        "Contact: <sip:a234567890",
        ["13-8", "remote-target-user", "R-13.2.2-13"],
    ),
    (
        "i.4",
        0,
        "Call-ID: ",
        "Call-ID: a234567890b234567890c234567890d234567890e234567890",
        ["13-8", "call-id", "R-13.2.2-9"],
    ),
    (
        "i.4",
        0,
        "tag=",
        "tag=a234567890b234567890",
        ["13-8", "tag", "R-13.2.2-8"],
    ),
    (
        "i.4",
        0,
        "z9hG4bK",
        "z9hG4bKa234567890",
        ["13-8", "via-branch", "R-13.2.2-5"],
    ),
    // Digest.
    (
        "i.7",
        3,
        "uri=\"sip:102",
        "uri=\"sip:103",
        ["5-3", "digest-uri", "R-5.1.4.2-6"],
    ),
    (
        "i.7",
        3,
        "nonce=",
        "cnonce=\"a\", nonce=",
        ["5-3", "cnonce", "R-5.1.4.2-10"],
    ),
    (
        "i.7",
        3,
        "nonce=",
        "nc=00000001, nonce=",
        ["5-3", "nonce-count", "R-5.1.4.2-11"],
    ),
    (
        "i.1",
        2,
        "uri=\"sip:",
        "uri=\"sip:a.",
        ["4-5", "digest-uri", "R-4.2.2-6"],
    ),
    (
        "i.1",
        1,
        "realm=",
        "opaque=\"a234567890b234567890c234567890xyz\", realm=",
        ["4-4", "opaque", "R-4.2.1-5"],
    ),
    ("i.4", 11, "200 OK", "200 ", ["13-20", "Reason-Phrase", ""]),
    // The session timer.
    (
        "i.4",
        0,
        "Expires: 180",
        "Expires: 60",
        ["13-13", "Session-Expires", "RFC 4028 §7.1"],
    ),
    (
        "i.4",
        0,
        "100rel, timer",
        "100rel",
        ["13-13", "Supported", "RFC 4028 §7.1"],
    ),
    (
        "i.4",
        11,
        ";refresher=uas",
        "",
        ["13-20", "Session-Expires", "R-9.3.1.2-4"],
    ),
    // SDP.
    ("i.4", 0, "v=0", "v=1", ["13-6", "v=", "R-13.1.3-1"]),
    ("i.4", 0, "t=0 0", "b=0 0", ["13-6", "t=", "R-13.1.3-1"]),
    ("i.4", 0, "c=IN", "i=IN", ["13-6", "c=", "R-13.1.3-1"]),
    (
        "i.4",
        0,
        "a=ptime:20",
        "a=sendonly",
        ["13-6", "a=", "R-10.2.1-17"],
    ),
    (
        "i.4",
        0,
        "a=ptime",
        "m=ptime",
        ["13-6", "m=", "R-10.2.1-19"],
    ),
    (
        "i.4",
        0,
        "o=- ",
        "o=a2345678901 ",
        ["13-8", "sdp-username", "R-13.2.2-15"],
    ),
    (
        "i.4",
        0,
        "s=-",
        "s=a2345678901",
        ["13-8", "sdp-session-name", "R-13.2.2-18"],
    ),
];

#[test]
fn each_change_for_the_worse_is_found_by_its_row() {
    for (flow, index, old, new, expected) in MUTATIONS {
        let (_, text) = FLOWS.iter().find(|(name, _)| name == flow).unwrap();
        let sent = messages(text);
        let context = context(flow, &sent, *index);
        let message = &sent[*index];
        let text = String::from_utf8(message.bytes.clone()).unwrap();
        assert!(text.contains(old), "{flow} {index} has no {old}:\n{text}");
        let changed = text.replacen(old, new, 1);
        let faults = send_faults_of_bytes(message.role, changed.as_bytes(), &context);
        let found: Vec<_> = faults
            .iter()
            .map(|fault| [fault.table, fault.row, fault.rule])
            .collect();
        assert!(
            found.contains(expected),
            "{flow} {index} {new}: {:#?}",
            shown(&faults)
        );
    }
}

/// R-13.2.2-2.
#[test]
fn a_line_has_255_bytes_at_most_and_a_copied_one_is_not_measured() {
    let sent = messages(FLOWS[3].1);
    let with_line = |index: usize, name: &str, length: usize| {
        let text = String::from_utf8(sent[index].bytes.clone()).unwrap();
        // The name, a colon, a blank and CRLF take four bytes beside the name.
        let line = format!("{name}: {}\r\n", "x".repeat(length - name.len() - 4));
        let changed = text.replacen("CSeq", &format!("{line}CSeq"), 1);
        let role = sent[index].role;
        let faults = send_faults_of_bytes(role, changed.as_bytes(), &Context::new());
        faults
            .iter()
            .filter(|fault| fault.row == "header-line")
            .count()
    };
    assert_eq!(with_line(18, "Subject", 255), 0);
    assert_eq!(with_line(18, "Subject", 256), 1);
    assert_eq!(with_line(19, "Timestamp", 300), 1);
    assert_eq!(with_line(20, "Timestamp", 300), 0);
}

/// R-10.2.1-13, E-17.
#[test]
fn a_488_has_a_body_only_if_that_is_set() {
    let sent = messages(FLOWS[3].1);
    let text = String::from_utf8(sent[11].bytes.clone()).unwrap();
    let refusal = text
        .replacen("200 OK", "488 Not Acceptable Here", 1)
        .replacen("Require: timer\r\n", "", 1)
        .replacen("Session-Expires", "Q", 1);
    let faults = |context: &Context| {
        let faults = send_faults_of_bytes(Role::Server, refusal.as_bytes(), context);
        faults.iter().map(|fault| fault.row).collect::<Vec<_>>()
    };
    assert_eq!(faults(&Context::new()), ["Content-Type", "SDP"]);
    let set = Context::new().with(Fact::DescribesIn488, true);
    assert_eq!(faults(&set), [""; 0]);
}

#[test]
fn what_a_response_copies_from_a_bad_request_is_no_fault_of_ours() {
    let text = "SIP/2.0 400 Bad Request\r\nVia: SIP/2.0/UDP a;branch=1\r\nFrom: <sip:\r\n\
                To: <sip:\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";
    let faults = send_faults_of_bytes(Role::Server, text.as_bytes(), &Context::new());
    assert!(faults.is_empty(), "{:#?}", shown(&faults));
    let request = text.replace("SIP/2.0 400 Bad Request", "INVITE sip:a SIP/2.0");
    let faults = send_faults_of_bytes(Role::Server, request.as_bytes(), &Context::new());
    let rows: Vec<_> = faults.iter().map(|fault| fault.row).collect();
    assert!(
        rows.contains(&"From") && rows.contains(&"To"),
        "{:#?}",
        shown(&faults)
    );
}

/// R-5.3.1-2.
#[test]
fn a_peer_without_a_tag_excuses_its_absence() {
    let sent = messages(FLOWS[5].1);
    let bye = sent
        .iter()
        .find(|message| message.bytes.starts_with(b"BYE"))
        .unwrap();
    let text = String::from_utf8(bye.bytes.clone()).unwrap();
    let to = text.lines().find(|line| line.starts_with("To:")).unwrap();
    let untagged = to.split(";tag").next().unwrap();
    let changed = text.replacen(to, untagged, 1);
    let faults = |context: &Context| send_faults_of_bytes(bye.role, changed.as_bytes(), context);
    let found = faults(&Context::new());
    assert_eq!(found.len(), 1, "{:#?}", shown(&found));
    assert_eq!((found[0].table, found[0].row), ("13-11", "To"));
    assert_eq!(faults(&Context::new().with(Fact::PeerHasNoTag, true)), []);
}

#[test]
fn what_has_no_table_has_no_faults_and_what_is_no_message_has_one() {
    let options = b"OPTIONS sip:a SIP/2.0\r\nCSeq: 1 OPTIONS\r\nRequire: x\r\n\r\n";
    let message = Message::parse(options).unwrap();
    assert_eq!(send_faults(Role::Server, &message, &Context::new()), []);
    let faults = send_faults_of_bytes(Role::Server, b"hello", &Context::new());
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].to_string().contains("cannot be read"),
        "{}",
        faults[0]
    );
}

#[test]
fn a_fault_names_table_row_rule_and_what_was_expected() {
    let sent = messages(FLOWS[3].1);
    let text = String::from_utf8(sent[18].bytes.clone()).unwrap();
    let changed = text.replacen("Max-Forwards: 70", "Max-Forwards: 7", 1);
    let faults = send_faults_of_bytes(sent[18].role, changed.as_bytes(), &Context::new());
    assert_eq!(
        shown(&faults),
        ["JJ-22.11 T13-11, Max-Forwards: \"7\", expected 70 (R-4.1.3.1-9)"]
    );
}

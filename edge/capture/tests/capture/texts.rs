//! Logs of SIP programs. Each sample says the same: a call and its refusal.

use naisen_capture::{Capture, Format, Layout};
use naisen_trace::{Carried, Wire};

/// A message of a text: line, time of day in microseconds or since the epoch, from, to, transport.
type Seen = (u64, u64, String, String, Wire, String);

const REQUEST: &str = "\
INVITE sip:200@192.0.2.2:5060 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa1
From: <sip:100@192.0.2.2>;tag=1
To: <sip:200@192.0.2.2>
Call-ID: one
CSeq: 1 INVITE
Content-Type: application/sdp
Content-Length: 25

v=0
c=IN IP4 192.0.2.1
";

const RESPONSE: &str = "\
SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa1;received=192.0.2.1
From: <sip:100@192.0.2.2>;tag=1
To: <sip:200@192.0.2.2>;tag=2
Call-ID: one
CSeq: 1 INVITE
Content-Length: 0

";

/// A message as it was on the wire.
fn wired(message: &str) -> String {
    message.replace('\n', "\r\n")
}

/// The messages of a text, and what it was recognised as.
fn seen(text: &str) -> (Vec<Seen>, Format) {
    let mut messages = Vec::new();
    let mut capture = Capture::open(text.as_bytes()).unwrap();
    capture
        .for_each(&mut |frame| {
            let Carried::Message(wire, bytes) = frame.carried else {
                panic!("{:?} in a text", frame.carried);
            };
            messages.push((
                frame.number,
                frame.at.as_micros(),
                frame.source.to_string(),
                frame.destination.to_string(),
                wire,
                String::from_utf8(bytes.to_vec()).unwrap(),
            ));
        })
        .unwrap();
    (messages, capture.format())
}

/// Checks a text in three forms: as it is, with CRLF, and cut after every byte.
fn check(layout: Layout, text: &str, [first, second]: [(u64, u64, &str, &str, Wire); 2]) {
    let expected = |(line, at, source, destination, wire): (u64, u64, &str, &str, Wire),
                    message| {
        (
            line,
            at,
            source.to_owned(),
            destination.to_owned(),
            wire,
            wired(message),
        )
    };
    let expected = vec![expected(first, REQUEST), expected(second, RESPONSE)];
    assert_eq!(seen(text), (expected.clone(), Format::Text(Some(layout))));
    assert_eq!(
        seen(&text.replace('\n', "\r\n")).0,
        expected,
        "{layout:?} with CRLF"
    );
    for end in 1..text.len() {
        let mut capture = Capture::open(&text.as_bytes()[..end]).unwrap();
        let mut count = 0;
        let _ = capture.for_each(&mut |_| count += 1);
        assert!(count <= 2, "{layout:?} cut at {end}");
    }
}

const NONE: &str = "0.0.0.0:0";
const A: &str = "192.0.2.1:5060";
const B: &str = "192.0.2.2:5060";
const NOON: u64 = 43_200_000_000;
/// 20 November 2026, 12:00:00.
const NOVEMBER: u64 = 1_795_176_000_000_000;

#[test]
fn asterisk_pjsip_on_the_console() {
    let text = format!(
        "Connected to Asterisk 20.5.0 currently running on pbx (pid = 1)\n\
         <--- Received SIP request (318 bytes) from UDP:{A} --->\n{REQUEST}\n\
         <--- Transmitting SIP response (241 bytes) to UDP:{A} --->\n{RESPONSE}\n\
         \x20   -- Executing [200@internal:1] Dial(\"PJSIP/100-00000001\", \"PJSIP/200\")\n"
    );
    let first = (3, 0, A, NONE, Wire::Udp);
    check(
        Layout::AsteriskPjsip,
        &text,
        [first, (16, 0, NONE, A, Wire::Udp)],
    );
}

#[test]
fn asterisk_pjsip_in_a_log_file() {
    let text = format!(
        "[2026-11-20 11:59:59] Asterisk 20.5.0 built by someone\n\
         [2026-11-20 12:00:00] VERBOSE[811] res_pjsip_logger.c: <--- Received SIP request (318 \
         bytes) from TLS:[2001:db8::1]:5061 --->\n{REQUEST}\n\
         [2026-11-20 12:00:01.250] VERBOSE[811] res_pjsip_logger.c: <--- Transmitting SIP response \
         (241 bytes) to TLS:[2001:db8::1]:5061 --->\n{RESPONSE}\n"
    );
    let six = "[2001:db8::1]:5061";
    let second = (16, NOVEMBER + 1_250_000, NONE, six, Wire::Tls);
    check(
        Layout::AsteriskPjsip,
        &text,
        [(3, NOVEMBER, six, NONE, Wire::Tls), second],
    );
}

#[test]
fn asterisk_with_its_older_channel() {
    let text = format!(
        "[Jan  1 12:00:00] VERBOSE[9] chan_sip.c: \n\
         <--- SIP read from UDP:{A} --->\n{REQUEST}<------------->\n\
         --- (8 headers 2 lines) ---\n\
         [Jan  1 12:00:02] VERBOSE[9] chan_sip.c: Reliably Transmitting (no NAT) to {A}:\n\
         {RESPONSE}\n---\n"
    );
    let second = (17, NOON + 2_000_000, NONE, A, Wire::Unknown);
    check(
        Layout::AsteriskSip,
        &text,
        [(3, 0, A, NONE, Wire::Udp), second],
    );
}

#[test]
fn asterisk_repeats_itself() {
    let text = format!("Retransmitting #3 (NAT) to {B}:\n{REQUEST}\n---\n");
    let (messages, _) = seen(&text);
    assert_eq!((messages[0].2.as_str(), messages[0].3.as_str()), (NONE, B));
}

#[test]
fn freeswitch() {
    let line = "   ------------------------------------------------------------------------\n";
    let indented = |message: &str| {
        message
            .replace("\n", "\n   ")
            .trim_end_matches(' ')
            .to_owned()
    };
    let text = format!(
        "recv 318 bytes from udp/[192.0.2.1]:5060 at 12:00:00.000001:\n{line}   {}{line}\
         send 241 bytes to udp/[192.0.2.1]:5060 at 12:00:00.5:\n{line}   {}{line}",
        indented(REQUEST),
        indented(RESPONSE),
    );
    let second = (17, NOON + 500_000, NONE, A, Wire::Udp);
    check(
        Layout::FreeSwitch,
        &text,
        [(3, NOON + 1, A, NONE, Wire::Udp), second],
    );
}

#[test]
fn ngrep_by_line() {
    let pointed = |message: &str| message.replace('\n', ".\n");
    let text = format!(
        "interface: eth0 (192.0.2.0/255.255.255.0)\nfilter: ( port 5060 ) and (ip || ip6)\n#\n\
         U 2026/11/20 12:00:00.000000 {A} -> {B} #1\n{}\n#\n\
         U 2026/11/20 12:00:01.000000 {B} -> {A} #2\n{}\n#\n",
        pointed(REQUEST),
        pointed(RESPONSE),
    );
    let second = (19, NOVEMBER + 1_000_000, B, A, Wire::Udp);
    check(
        Layout::Ngrep,
        &text,
        [(5, NOVEMBER, A, B, Wire::Udp), second],
    );
}

#[test]
fn ngrep_without_times() {
    let pointed = |message: &str| message.replace('\n', ".\n");
    let text = format!(
        "#\nT {A} -> {B} [AP]\n{}\n##\nT {B} -> {A} [AP]\n{}\n",
        pointed(REQUEST),
        pointed(RESPONSE),
    );
    check(
        Layout::Ngrep,
        &text,
        [(3, 0, A, B, Wire::Tcp), (17, 0, B, A, Wire::Tcp)],
    );
}

#[test]
fn sngrep() {
    let text = format!(
        "2026/11/20 12:00:00.000000 {A} -> {B}\n{REQUEST}\n\n\
         2026/11/20 12:00:00.100000 {B} -> {A}\n{RESPONSE}\n\n"
    );
    let second = (16, NOVEMBER + 100_000, B, A, Wire::Unknown);
    check(
        Layout::Sngrep,
        &text,
        [(2, NOVEMBER, A, B, Wire::Unknown), second],
    );
}

#[test]
fn sipp() {
    let line = "-----------------------------------------------";
    let text = format!(
        "{line} 2026-11-20 12:00:00.000000\nUDP message sent (318 bytes):\n\n{REQUEST}\n\
         {line} 2026-11-20 12:00:00.001000\nUDP message received [241] bytes :\n\n{RESPONSE}\n"
    );
    let second = (19, NOVEMBER + 1_000, B, A, Wire::Udp);
    check(
        Layout::Sipp,
        &text,
        [(4, NOVEMBER, A, B, Wire::Udp), second],
    );
}

#[test]
fn baresip() {
    let text = format!(
        "ua: using network interface eth0\n\
         \x1b[36;1m12:00:00.000#\nUDP {A} -> {B}\n{REQUEST}\x1b[;m\n\
         \x1b[36;1m12:00:00.250#\nUDP {B} -> {A}\n{RESPONSE}\x1b[;m\n"
    );
    let second = (18, NOON + 250_000, B, A, Wire::Udp);
    check(Layout::Baresip, &text, [(4, NOON, A, B, Wire::Udp), second]);
}

#[test]
fn tcpdump() {
    let text = format!(
        "tcpdump: listening on eth0, link-type EN10MB (Ethernet)\n\
         12:00:00.000000 IP 192.0.2.1.5060 > 192.0.2.2.5060: SIP: INVITE sip:200@192.0.2.2 SIP/2.0\n\
         E..Z....@.@.............F..I{REQUEST}\n\
         12:00:00.000500 IP 192.0.2.2.sip > 192.0.2.1.sip: SIP: SIP/2.0 486 Busy Here\n\
         E...\n.@.@.........SIP/2.0x...{RESPONSE}\n"
    );
    let second = (17, NOON + 500, B, A, Wire::Udp);
    check(Layout::Tcpdump, &text, [(3, NOON, A, B, Wire::Udp), second]);
}

#[test]
fn tcpdump_saying_more() {
    let detail = |message: &str| message.replace('\n', "\n\t");
    let text = format!(
        "12:00:00.000000 IP (tos 0x0, ttl 64, id 7, offset 0, flags [DF], proto UDP (17), length 346)\n\
         \x20   192.0.2.1.5060 > 192.0.2.2.5060: SIP, length: 318\n\t{}\nE..Z....@.@........{REQUEST}\n\
         12:00:00.000500 IP (tos 0x0, ttl 64, id 8, offset 0, flags [DF], proto UDP (17), length 269)\n\
         \x20   192.0.2.2.5060 > 192.0.2.1.5060: SIP, length: 241\n\t{}\nE..Z....@.@........{RESPONSE}\n",
        detail(REQUEST),
        detail(RESPONSE),
    );
    let second = (38, NOON + 500, B, A, Wire::Udp);
    check(
        Layout::Tcpdump,
        &text,
        [(15, NOON, A, B, Wire::Udp), second],
    );
}

#[test]
fn messages_alone() {
    let text = format!("Here is what we see:\n\n{REQUEST}\n\n{RESPONSE}");
    let second = (16, 0, B, A, Wire::Udp);
    check(Layout::Plain, &text, [(3, 0, A, B, Wire::Udp), second]);
}

#[test]
fn a_message_without_addresses_has_none() {
    let text = "OPTIONS sip:pbx.example.com SIP/2.0\nVia: SIP/2.0/TCP phone.example.com;branch=z9hG4bKx\n\n";
    let (messages, _) = seen(text);
    let (line, at, source, destination, wire, message) = &messages[0];
    assert_eq!(
        (*line, *at, source.as_str(), destination.as_str()),
        (1, 0, NONE, NONE)
    );
    assert_eq!((*wire, message), (Wire::Tcp, &wired(text)));
}

#[test]
fn a_message_without_content_length_ends_where_the_next_begins() {
    let bare = REQUEST.replace("Content-Length: 25\n", "");
    let (messages, _) = seen(&format!("{bare}\n{RESPONSE}"));
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0].5, wired(&bare));
}

#[test]
fn a_wrong_content_length_stays_and_takes_nothing_of_the_next_message() {
    for wrong in ["20", "26", "28", "2500", "x"] {
        let text = REQUEST.replace("Length: 25", &format!("Length: {wrong}"));
        let (messages, _) = seen(&format!("{text}\n{RESPONSE}"));
        assert_eq!(messages.len(), 2, "{wrong}");
        assert!(
            messages[0].5.ends_with("192.0.2.1\r\n"),
            "{wrong}: {}",
            messages[0].5
        );
        assert_eq!(messages[1].5, wired(RESPONSE), "{wrong}");
    }
}

#[test]
fn a_message_within_a_message_is_not_another() {
    let notify = "NOTIFY sip:100@192.0.2.1 SIP/2.0\nContent-Type: message/sipfrag\n\
                  Content-Length: 16\n\nSIP/2.0 200 OK\n";
    let (messages, _) = seen(&format!("{notify}\n{RESPONSE}"));
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0].5, wired(notify));
}

#[test]
fn a_line_of_any_length_is_survived() {
    let long = "x".repeat(3_000_000);
    let (messages, _) = seen(&format!("{long}\n{RESPONSE}{long}"));
    assert_eq!(messages.len(), 1);
    let header = format!("X: {long}\n");
    let (messages, _) = seen(&RESPONSE.replace("Call-ID", &format!("{header}Call-ID")));
    assert!(messages[0].5.len() <= 300_000);
}

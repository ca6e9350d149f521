//! JJ-22.11 §1.3.3: strict in what is sent, liberal in what is received.

use naisen_conformance::exchange_stage::{Head, response};
use naisen_conformance::{LATITUDES, only_receivable};
use naisen_jj2211::{Context, Role, send_faults_of_bytes};

use super::*;

/// R-1.3.3-1: what a message must have when it is sent may be missing when it is received, and what
/// it must not have may be there (T13-13), while the INVITE that comes of it obeys the send column.
#[test]
fn what_only_the_receive_column_allows_is_accepted() {
    for (missing, more) in [
        ("Content-Length", ""),
        ("Max-Forwards", ""),
        ("", "Content-Disposition: session\r\n"),
        ("", "Content-Language: ja\r\n"),
        ("", "MIME-Version: 1.0\r\n"),
        ("", "Record-Route: <sip:192.168.0.101;lr>\r\n"),
    ] {
        let mut bench = Bench::open();
        let dialog = Head {
            method: "INVITE",
            uri: "sip:102@192.168.0.200",
            from: "<sip:101@192.168.0.200>;tag=a1",
            to: "<sip:102@192.168.0.200>",
            call_id: "odd",
            cseq: 2,
        };
        let lines = format!("Contact: <sip:x101@{A}>\r\n{PLAIN}{more}");
        let text = bench.write(A, &dialog, &lines, &sdp("192.168.0.101", 8026));
        let text: String = text
            .split_inclusive("\r\n")
            .filter(|line| missing.is_empty() || !line.starts_with(missing))
            .collect();
        let faults = send_faults_of_bytes(Role::Terminal, text.as_bytes(), &Context::new());
        assert!(!faults.is_empty(), "{text}");
        bench.receive(A, &text);
        let invite = bench.expect(B, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        for name in [
            HeaderName::ContentDisposition,
            HeaderName::ContentLanguage,
            HeaderName::MimeVersion,
            HeaderName::RecordRoute,
            HeaderName::Route,
        ] {
            assert!(!invite.has(name), "{}", invite.text);
        }
        for name in [HeaderName::ContentLength, HeaderName::MaxForwards] {
            assert!(invite.has(name), "{}", invite.text);
        }
        let lines = answer_lines("sip:102@192.168.0.102");
        let answer = sdp("192.168.0.102", 8016);
        bench.respond(B, &invite, "200 OK", "b", &lines, &answer);
        bench.expect(A, "SIP/2.0 200");
    }
}

/// R-1.3.3-1: so it is with the responses of phones, and with their BYE; what comes of them obeys the send
/// column.
#[test]
fn what_only_the_receive_column_allows_is_accepted_until_the_call_ends() {
    for latitude in LATITUDES {
        let mut bench = Bench::open();
        let (caller, invite) = offered(&mut bench, "", &sdp("192.168.0.101", 8026));
        let respond = |bench: &mut Bench, request: &Sent, lines: &str, body: &str| {
            let usual = response(request, "200 OK", "b", lines, body);
            bench.receive(B, &only_receivable(&usual, latitude));
        };
        let lines = answer_lines("sip:102@192.168.0.102");
        respond(&mut bench, &invite, &lines, &sdp("192.168.0.102", 8016));
        let ok = bench.expect(A, "SIP/2.0 200 OK");
        let dialog = Bench::established(&caller, &ok);
        bench.in_dialog(&dialog, "ACK", dialog.cseq, "", "");
        bench.expect(B, "ACK");
        let head = Head {
            method: "BYE",
            uri: &dialog.uri,
            from: &dialog.from,
            to: &dialog.to,
            call_id: &dialog.call_id,
            cseq: dialog.cseq + 1,
        };
        let usual = bench.write(A, &head, "", "");
        bench.receive(A, &only_receivable(&usual, latitude));
        let bye = bench.expect(B, "BYE");
        respond(&mut bench, &bye, "", "");
        bench.expect(A, "SIP/2.0 200 OK");
        bench.expect_nothing_left();
        bench.expect_silence();
    }
}

/// R-1.3.3-1: what a phone says without a Reason-Phrase, as it may, goes on to the caller with one.
#[test]
fn what_has_no_reason_gets_one_when_it_goes_on() {
    for (code, reason) in [
        (180, "Ringing"),
        (183, "Session Progress"),
        (486, "Busy Here"),
        (499, "Bad Request"),
    ] {
        let mut bench = Bench::open();
        let (_, invite) = offered(&mut bench, "", &sdp("192.168.0.101", 8026));
        let lines = answer_lines("sip:102@192.168.0.102");
        bench.respond(B, &invite, &format!("{code} "), "b", &lines, "");
        if code >= 300 {
            bench.expect(B, "ACK");
        }
        let told = bench.expect(A, "SIP/2.0 ");
        assert_eq!(told.line(), format!("SIP/2.0 {code} {reason}"));
    }
}

//! `naisen ladder` as its users run it.

mod program;

use std::fs;
use std::process::Output;

use naisen_capture::PcapWriter;
use naisen_node::Time;

const INVITE: &str = "INVITE sip:102@192.0.2.2 SIP/2.0\r\n\
    Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
    From: <sip:101@192.0.2.2>;tag=1\r\nTo: <sip:102@192.0.2.2>\r\n\
    Call-ID: one\r\nCSeq: 1 INVITE\r\nContact: <sip:101@192.0.2.1>\r\nContent-Length: 0\r\n\r\n";

fn run(arguments: &[&str], input: &[u8]) -> Output {
    program::run("ladder", arguments, input)
}

fn pcap() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = PcapWriter::new(&mut bytes).expect("in memory");
    let caller = "192.0.2.1:5060".parse().expect("an address");
    let called = "192.0.2.2:5060".parse().expect("an address");
    let at = Time::from_unix_seconds(1_700_000_000);
    writer
        .datagram(at, caller, called, INVITE.as_bytes())
        .expect("in memory");
    writer.finish().expect("in memory");
    bytes
}

#[test]
fn a_trace_is_drawn_from_a_file_and_from_standard_input() {
    let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/ladder.pcap");
    fs::write(path, pcap()).expect("the folder is there");
    for (arguments, input, said) in [
        (&["ladder.pcap"][..], &b""[..], "INVITE"),
        (&["-"], &pcap(), "INVITE"),
        (&["-", "--call", "1", "--svg", "-"], &pcap(), "<svg"),
    ] {
        let output = run(arguments, input);
        let drawn = String::from_utf8_lossy(&output.stdout);
        assert!(drawn.contains(said), "{arguments:?}: {drawn}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_drawn_is_told_by_the_exit_code() {
    for (arguments, input, code, said) in [
        (&["missing"][..], &b""[..], 2, "there is no file missing"),
        (&["-"], b"", 2, "empty"),
        (&["-", "--call", "9"], &pcap(), 1, "no such call"),
    ] {
        let output = run(arguments, input);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}

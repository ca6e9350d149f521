//! `naisen explain` as its users run it: what it recognises, what it says, and its exit codes.

mod program;

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use naisen_capture::PcapWriter;
use naisen_node::Time;
use serde_json::Value;

const INVITE: &str = "INVITE sip:102@192.0.2.2 SIP/2.0\r\n\
    Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
    From: \"J\u{f6}rg\" <sip:101@192.0.2.2>;tag=1\r\nTo: <sip:102@192.0.2.2>\r\n\
    Call-ID: one\r\nCSeq: 1 INVITE\r\nContact: <sip:101@192.0.2.1>\r\nContent-Length: 0\r\n\r\n";

const BUSY: &str = "SIP/2.0 486 Busy Here\r\n\
    Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
    From: \"J\u{f6}rg\" <sip:101@192.0.2.2>;tag=1\r\nTo: <sip:102@192.0.2.2>;tag=2\r\n\
    Call-ID: one\r\nCSeq: 1 INVITE\r\nReason: Q.850;cause=17\r\nReason: SIP;cause=480\r\n\
    Content-Length: 0\r\n\r\n";

fn run(arguments: &[&str]) -> Output {
    run_with(arguments, b"")
}

fn run_with(arguments: &[&str], input: &[u8]) -> Output {
    program::run("explain", arguments, input)
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A file of a test, in the folder that the runs begin in.
fn file(name: &str, contents: &[u8]) -> String {
    let path: PathBuf = [env!("CARGO_TARGET_TMPDIR"), name].iter().collect();
    fs::write(&path, contents).expect("the folder is there");
    name.to_owned()
}

/// A pcap of so many calls that find the other party busy.
fn pcap(calls: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = PcapWriter::new(&mut bytes).expect("in memory");
    let caller = "192.0.2.1:5060".parse().expect("an address");
    let called = "192.0.2.2:5060".parse().expect("an address");
    for call in 0..calls {
        let at = Time::from_unix_seconds(1_700_000_000 + call * 100);
        let id = format!("Call-ID: {call}");
        let branch = format!("z9hG4bK{call}x");
        for (from, to, message) in [(caller, called, INVITE), (called, caller, BUSY)] {
            let message = message
                .replace("Call-ID: one", &id)
                .replace("z9hG4bK1", &branch);
            writer
                .datagram(at, from, to, message.as_bytes())
                .expect("in memory");
        }
    }
    writer.finish().expect("in memory");
    bytes
}

#[test]
fn what_is_asked_is_answered() {
    for (arguments, said) in [
        (&["486"][..], "SIP 486 Busy Here"),
        (&["486", "--lang", "nl"], "In gesprek"),
        (&["q850/34", "--lang", "ja"], "Q.850 34"),
        (&["busy", "here"], "SIP 486 Busy Here"),
        (&["話中"], "発信者への説明"),
        (&["bezet"], "Voor de beller"),
        (&["忙線"], "給發話方的說明"),
        (&["bezet", "--lang", "en"], "Tell the caller"),
        (&["klant zegt in gesprek"], "Voor de beller"),
        (&["08 02 81 90"], "value in class: 0 → 16"),
        (&["08", "02", "81", "90"], "value in class: 0 → 16"),
        (&["08", "02", "80", "91"], "value in class: 1 → 17"),
        (&["81", "90"], "Q.850 16 Normal call clearing"),
        (
            &["08", "02", "00", "05", "45", "08", "02", "80", "90"],
            "Q.931 DISCONNECT",
        ),
        (
            &["08 02 00 05 45 08 02 80 90", "--lang", "zh"],
            "呼叫參考值 5",
        ),
        (&["08 02 81 9"], "half an octet"),
        (&["08", "02", "81", "9"], "half an octet"),
        (&["17", "34"], "Q.850 34"),
        (&["08 03 81 e2 0f"], "CONNECT ACKNOWLEDGE"),
        (&["0x11"], "Q.850 17 User busy"),
        (&["486", "487"], "SIP 487 Request Terminated"),
        (&["486 487"], "SIP 487 Request Terminated"),
        (&["486", "q850/17"], "Q.850 17 User busy"),
        (&["486", "Q.850;cause=16"], "Q.850 16"),
        (&["486", "foo", "487"], "SIP 487 Request Terminated"),
        (&["16."], "Q.850 16"),
        (&["４８６"], "SIP 486 Busy Here"),
        (&["HANGUPCAUSE=17"], "Q.850 17"),
        (
            &["DIALSTATUS=CHANUNAVAIL"],
            "CHANUNAVAIL (Asterisk DIALSTATUS)",
        ),
        (&["[NORMAL_CLEARING]"], "Q.850 16"),
        (&["SIP;cause=200"], "Answered on another phone"),
        (&["Q.850;cause=26"], "answered on another phone"),
        (
            &["Q.850;cause=47;text=\"x\", SIP;cause=480"],
            "SIP 480 ≠ Q.850 47",
        ),
        (&["Q.850;cause=16;text=\"no end"], "Q.850 16"),
        (&["STIR;cause=438"], "SIP 438"),
        (&["Preemption;cause=1"], "RFC 4411"),
        (&["q850/300"], "300 cannot stand in an octet"),
        (&["4xx"], "486 Busy Here"),
        (&["location", "4"], "public network serving the remote user"),
        (&["RLN"], "public network serving the remote user"),
        (&["503", "--table", "ASTERISK"], "asterisk    34"),
        (&["486", "--short"], "What to do next"),
        (&["oorzaak 17"], "Voor de beller"),
        (&["コード486"], "発信者への説明"),
        (&["busy"], "Call ending: busy"),
        (&["--list", "causes"], "Normal call clearing"),
    ] {
        let output = run(arguments);
        assert!(
            text(&output).contains(said),
            "{arguments:?}: {}",
            text(&output)
        );
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn what_is_not_recognised_is_said_and_ends_with_1() {
    file("empty.pcap", &pcap(0));
    file("three.pcap", &pcap(3));
    file("prose.txt", b"this is a letter\nof two lines\n");
    for (arguments, said) in [
        (&["no such phrase anywhere"][..], "nothing recognised"),
        (&["busi here"], "did you mean: Busy Here?"),
        (&["999"], "100 to 699"),
        (&["700"], "100 to 699"),
        (&["Reason: nonsense"], "nothing recognised"),
        (&["Unheard;cause=1"], "nothing recognised"),
        (&["empty.pcap"], "no SIP call in it; packets: 0"),
        (&["three.pcap", "--call", "9"], "3 calls in this trace"),
        (&["prose.txt"], "nothing recognised"),
    ] {
        let output = run(arguments);
        assert!(
            complaint(&output).contains(said),
            "{arguments:?}: {}",
            complaint(&output)
        );
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    let output = run(&["486", "foo", "487"]);
    assert!(complaint(&output).contains("not explained: foo"));
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    file("whole.pcap", &pcap(1));
    file("cut.pcap", pcap(1).get(..10).expect("longer"));
    file("empty.txt", b"");
    fs::create_dir_all(concat!(env!("CARGO_TARGET_TMPDIR"), "/folder")).expect("made");
    for (arguments, said) in [
        (&["missing.pcap"][..], "there is no file missing.pcap"),
        (&["./missing"], "there is no file ./missing"),
        (&["folder"], "folder is a folder"),
        (&["cut.pcap"], "ends before its first packet"),
        (&["empty.txt"], "empty"),
        (&["-"], "empty"),
        (
            &["whole.pcap", "missing.pcap"],
            "there is no file missing.pcap",
        ),
        (&["486", "--table", "none"], "there is no table"),
    ] {
        let output = run(arguments);
        assert!(
            complaint(&output).contains(said),
            "{arguments:?}: {}",
            complaint(&output)
        );
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    let output = run(&["missing.pcap", "--json"]);
    let error: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(error["error"], "there is no file missing.pcap");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn traces_are_read_from_files_and_from_standard_input() {
    file("busy.pcap", &pcap(1));
    for (arguments, input) in [(&["busy.pcap"][..], &b""[..]), (&["-"], &pcap(1))] {
        let output = run_with(arguments, input);
        let told = text(&output);
        assert!(told.contains("[busy; certain]"), "{told}");
        assert!(told.contains("no RTP in this trace"), "{told}");
        assert_eq!(told.matches("101 → 102").count(), 1, "{told}");
    }
    let output = run_with(&["-", "--no-ladder"], &pcap(3));
    assert!(text(&output).contains("3 calls: 3 busy"));
    file("many.pcap", &pcap(2));
    let output = run(&["many.pcap", "--faults"]);
    assert_eq!(text(&output).trim(), "2 calls, none with a fault");
    assert_eq!(output.status.code(), Some(0));
    let output = run(&["busy.pcap", "many.pcap", "486", "--short"]);
    for said in ["busy.pcap", "many.pcap", "2 calls: 2 busy", "SIP 486"] {
        assert!(text(&output).contains(said), "{said}");
    }
}

#[test]
fn a_message_is_a_message_wherever_it_comes_from() {
    file("busy.sip", BUSY.as_bytes());
    let latin_1: Vec<u8> = BUSY
        .chars()
        .map(|it| u8::try_from(it).expect("Latin-1"))
        .collect();
    file("latin1.txt", &latin_1);
    let utf_16 = "\u{feff}".encode_utf16().chain(BUSY.encode_utf16());
    let utf_16: Vec<u8> = utf_16.flat_map(u16::to_le_bytes).collect();
    file("utf16.txt", &utf_16);
    let quoted: Vec<String> = BUSY.lines().map(|line| format!("> {line}")).collect();
    file("quoted.txt", quoted.join("\n").as_bytes());
    for name in ["busy.sip", "latin1.txt", "utf16.txt", "quoted.txt"] {
        let told = text(&run(&[name]));
        for said in [
            "SIP 486 Busy Here",
            "Q.850 17 User busy",
            "SIP 480",
            "status line 486 ≠ Reason SIP 480",
        ] {
            assert!(told.contains(said), "{name} {said}: {told}");
        }
    }
    let output = run_with(&["-"], INVITE.as_bytes());
    assert!(
        text(&output).contains("Asks for a call"),
        "{}",
        text(&output)
    );
    let log: Vec<String> = (INVITE.to_owned() + BUSY)
        .lines()
        .map(|line| format!("2026-01-01T00:00:00+00:00 pbx asterisk[1]: {line}"))
        .collect();
    let output = run_with(&["-", "--no-ladder"], log.join("\n").as_bytes());
    assert!(
        text(&output).contains("[busy; certain]"),
        "{}",
        text(&output)
    );
}

#[test]
fn a_code_goes_before_a_file_of_its_name() {
    file("487", b"not looked at");
    assert!(text(&run(&["487"])).contains("Request Terminated"));
}

#[test]
fn every_line_is_a_question_of_its_own() {
    let input = b"486\n\xff\xfe\nbezet\n\nq850/16\n";
    let output = run_with(&["--each", "--short"], input);
    for said in ["── 486", "── bezet", "Q.850 16"] {
        assert!(text(&output).contains(said), "{said}");
    }
    let output = run_with(&["--each", "--json"], input);
    let lines: Vec<Value> = text(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let inputs: Vec<&str> = lines.iter().filter_map(|it| it["input"].as_str()).collect();
    assert_eq!(inputs, ["486", "\u{fffd}\u{fffd}", "bezet", "q850/16"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_answer_is_json_if_asked_for() {
    file("json.pcap", &pcap(1));
    for what in [
        "486",
        "4xx",
        "RLN",
        "0x11",
        "08 02 81 90",
        "busy",
        "SIP;cause=200",
        "json.pcap",
        "missing-ack",
        "nonsense",
        "999",
    ] {
        for language in ["en", "ja", "nl", "zh"] {
            let output = run(&[what, "--json", "--lang", language]);
            let parsed: Result<Value, _> = serde_json::from_slice(&output.stdout);
            assert!(parsed.is_ok(), "{what} {language}: {}", text(&output));
        }
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_naisen"))
        .args(["explain", "--list", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().expect("piped");
    stdout.read_exact(&mut first).expect("it speaks");
    drop(stdout);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert!(output.stderr.is_empty());
}

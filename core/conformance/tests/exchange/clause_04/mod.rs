//! JJ-22.11 §4: registration. The exchange is the server.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench, C, SERVER, Sent, open_config, sdp};
use naisen_conformance::registrant::{Registrant, contacts};
use naisen_sip::HeaderName;

mod s4_1_1_outline;
mod s4_1_3_1_mandatory_headers;
mod s4_1_3_2_contact;
mod s4_1_4_adding;
mod s4_1_5_deleting;
mod s4_1_6_refreshing;
mod s4_2_authentication;
mod s4_3_success;
mod s4_4_errors;
mod s4_5_1_congestion;

/// The location of the phone, and another one of the same number.
const ONE: &str = "Contact: <sip:abc@192.168.0.101>\r\n";
const TWO: &str = "Contact: <sip:def@192.168.0.103>\r\n";
/// As they are listed when they have just been registered.
const LISTED_ONE: &str = "<sip:abc@192.168.0.101>;expires=3600";
const LISTED_TWO: &str = "<sip:def@192.168.0.103>;expires=3600";

/// An exchange with which nobody is registered.
fn bench() -> Bench {
    Bench::new(open_config(), Vec::new())
}

/// An exchange and a phone with these locations.
fn with(contacts: &[&str]) -> (Bench, Registrant) {
    let (mut bench, mut phone) = (bench(), Registrant::default());
    for contact in contacts {
        expect_ok(&phone.register(&mut bench, contact));
    }
    (bench, phone)
}

#[track_caller]
fn expect_ok(answer: &Sent) {
    expect_status(answer, "SIP/2.0 200 ");
}

#[track_caller]
fn expect_status(answer: &Sent, status: &str) {
    assert!(answer.line().starts_with(status), "{}", answer.text);
}

/// Which locations there are now.
fn listed(bench: &mut Bench, phone: &mut Registrant) -> Vec<String> {
    let answer = phone.register(bench, "");
    expect_ok(&answer);
    contacts(&answer)
}

/// Whose phones ring when 101 is called by 102: the Request-URI of each INVITE, and where it goes.
fn rung(bench: &mut Bench) -> Vec<(String, String)> {
    bench.skip();
    let head = naisen_conformance::exchange_stage::Head {
        method: "INVITE",
        uri: &format!("sip:101@{SERVER}"),
        from: &format!("<sip:102@{SERVER}>;tag=b1"),
        to: &format!("<sip:101@{SERVER}>"),
        call_id: &format!("call-{}", bench.last_branch()),
        cseq: 1,
    };
    let lines = format!("Contact: <sip:x102@{B}>\r\nAllow: INVITE, ACK, CANCEL, BYE\r\n");
    bench.request(B, &head, &lines, &sdp("192.168.0.102", 8016));
    let mut rung: Vec<_> = bench
        .skip()
        .into_iter()
        .filter_map(|sent| {
            let uri = sent.line().strip_prefix("INVITE ")?.split(' ').next()?;
            Some((uri.to_owned(), sent.to))
        })
        .collect();
    rung.sort();
    rung
}

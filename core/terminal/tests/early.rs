//! A terminal against a hand-written caller (JJ-22.11 §6).

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, first};
use naisen_sip::HeaderName;

const PEER: &str = "192.0.2.2:5060";
const US: &str = "192.0.2.1:5060";
const CONTACT: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, UPDATE\r\n";

fn sdp(version: u32, host: u8, port: u16, rest: &str) -> String {
    format!(
        "v=0\no=- 7 {version} IN IP4 192.0.2.{host}\ns=-\nc=IN IP4 192.0.2.{host}\nt=0 0\n\
         m=audio {port} RTP/AVP 0\n{rest}"
    )
}

/// RFC 3311 §5.2: while it rings here the caller's offer stands unanswered.
#[test]
fn an_update_with_an_offer_before_our_answer_has_to_wait() {
    let mut network = Network::new(vec![first()]);
    let common = "From: <sip:102@192.0.2.2>;tag=a\r\nCall-ID: c\r\nMax-Forwards: 70\r\n";
    let invite = format!(
        "INVITE sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\n\
         To: <sip:101@192.0.2.1>\r\nCSeq: 1 INVITE\r\n{common}{CONTACT}"
    );
    network.send(PEER, US, &invite, &sdp(1, 2, 9000, ""));
    network.run(Duration::from_millis(100));
    let ringing = &network.log[network.last("1> 180 INVITE")];
    let to = ringing.header(HeaderName::To).expect("a To");
    let target = ringing.header(HeaderName::Contact).expect("a Contact");
    let target = target.trim_matches(['<', '>']).to_owned();
    let update = format!(
        "UPDATE {target} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK2\r\n\
         To: {to}\r\nCSeq: 2 UPDATE\r\n{common}{CONTACT}"
    );
    network.send(PEER, US, &update, &sdp(2, 2, 9100, ""));
    network.run(Duration::from_millis(100));
    let refusal = &network.log[network.last("1> 500 UPDATE")];
    assert!(refusal.header(HeaderName::RetryAfter).is_some());
}

/// RFC 3261 §20.11: a body that need not be understood is no offer.
#[test]
fn a_body_that_may_be_ignored_does_not_keep_a_call_from_ringing() {
    let mut network = Network::new(vec![first()]);
    let head = format!(
        "INVITE sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\n\
         From: <sip:102@192.0.2.2>;tag=a\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: c\r\n\
         CSeq: 1 INVITE\r\nMax-Forwards: 70\r\n{CONTACT}Content-Type: text/plain\r\n\
         Content-Disposition: icon;handling=optional\r\nContent-Length: 2\r\n\r\nhi"
    );
    network.send_raw(PEER, US, &head);
    network.run(Duration::from_millis(100));
    assert_eq!(network.arrows(), ["1> 180 INVITE"]);
}

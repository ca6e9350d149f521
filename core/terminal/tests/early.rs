//! A terminal against a hand-written callee: what comes in, and changes
//! (JJ-22.11 §6, §10.2).

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, first};
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Command, Ended, Event, Hears};

const PEER: &str = "192.0.2.2:5060";
const US: &str = "192.0.2.1:5060";
const CONTACT: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, UPDATE\r\n";

fn sdp(version: u32, host: u8, port: u16, rest: &str) -> String {
    format!(
        "v=0\no=- 7 {version} IN IP4 192.0.2.{host}\ns=-\nc=IN IP4 192.0.2.{host}\nt=0 0\n\
         m=audio {port} RTP/AVP 0\n{rest}"
    )
}

/// A call to the hand-written peer; its INVITE is the first message of the log.
fn calling() -> (Network, CallId) {
    let mut config = first();
    config.media.listen = true;
    let mut network = Network::new(vec![config]);
    let call = network.dial(0, "102");
    network.run(Duration::from_millis(100));
    network.events(0);
    network.arrows();
    (network, call)
}

fn respond(network: &mut Network, status: &str, tag: &str, body: &str) {
    network.respond(0, status, tag, CONTACT, body);
    network.run(Duration::from_millis(100));
}

/// A call that talks with 192.0.2.2:9000.
fn talking() -> (Network, CallId) {
    let (mut network, call) = calling();
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000, ""));
    assert_eq!(network.arrows(), ["1> ACK"]);
    network.events(0);
    (network, call)
}

fn hears(events: &[Event]) -> Vec<Hears> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Hears { hears, .. } => Some(*hears),
            _ => None,
        })
        .collect()
}

/// Where the last RTP went.
fn destination(network: &Network) -> String {
    let last = network.media.last().expect("RTP was sent");
    last.2.to_string()
}

/// A request of the peer within the dialog.
fn request(network: &mut Network, method: &str, cseq: u32, body: &str) {
    let invite = &network.log[0];
    let contact = invite.header(HeaderName::Contact).expect("a Contact");
    let target = contact.trim_matches(['<', '>']).to_owned();
    let from = invite.header(HeaderName::From).expect("a From");
    let call_id = invite.header(HeaderName::CallId).expect("a Call-ID");
    let head = format!(
        "{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bKx{cseq}\r\n\
         From: <sip:102@192.0.2.2>;tag=a\r\nTo: {from}\r\nCall-ID: {call_id}\r\n\
         CSeq: {cseq} {method}\r\nMax-Forwards: 70\r\n{CONTACT}"
    );
    network.send(PEER, US, &head, body);
    network.run(Duration::from_millis(100));
}

/// R-10.2.2-6, R-10.2.2-2
#[test]
fn the_media_follows_a_new_address_and_port() {
    for method in ["INVITE", "UPDATE"] {
        let (mut network, _) = talking();
        request(&mut network, method, 1, &sdp(2, 5, 9500, ""));
        let answer = &network.log[network.last(&format!("1> 200 {method}"))];
        assert!(answer.body().contains("m=audio"), "{method}");
        network.run(Duration::from_millis(100));
        assert_eq!(destination(&network), "192.0.2.5:9500", "{method}");
    }
}

/// R-10.2.2-3, R-10.2.2-4, R-10.2.2-5
#[test]
fn a_change_that_cannot_be_is_refused_and_the_call_goes_on() {
    let (mut network, call) = talking();
    let other = sdp(2, 2, 9000, "").replace("RTP/AVP 0", "RTP/AVP 18");
    request(&mut network, "UPDATE", 1, &other);
    assert_eq!(network.arrows(), ["1> 488 UPDATE"]);
    assert_eq!(network.events(0), []);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    // The same again is a refresh: our description stays as it was.
    request(&mut network, "UPDATE", 2, &sdp(1, 2, 9000, ""));
    let origin = |body: String| body.lines().nth(1).map(str::to_owned);
    let answer = network.log[network.last("1> 200 UPDATE")].body();
    assert_eq!(origin(answer), origin(network.log[0].body()));
    network.command(0, Command::HangUp { call });
}

#[test]
fn an_answer_that_fits_no_offer_is_acknowledged_and_ended() {
    let (mut network, _) = calling();
    let other = sdp(1, 2, 9000, "").replace("RTP/AVP 0", "RTP/AVP 18");
    respond(&mut network, "200 OK", "a", &other);
    assert_eq!(network.arrows(), ["1> ACK", "1> BYE"]);
    let events = network.events(0);
    assert!(matches!(
        &events[0],
        Event::Ended {
            reason: Ended::NoCommonAudio,
            ..
        }
    ));
}

/// An INVITE without SDP is answered with an offer, and the ACK answers it.
#[test]
fn an_invite_without_an_offer_gets_ours_in_the_2xx() {
    let mut network = Network::new(vec![first()]);
    let dialog = "From: <sip:102@192.0.2.2>;tag=a\r\nCall-ID: c\r\nMax-Forwards: 70\r\n";
    let head = format!(
        "INVITE sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\n\
         To: <sip:101@192.0.2.1>\r\nCSeq: 1 INVITE\r\nSupported: 100rel\r\n{dialog}{CONTACT}"
    );
    network.send(PEER, US, &head, "");
    network.run(Duration::from_millis(100));
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    network.run(Duration::from_millis(100));
    assert_eq!(network.arrows(), ["1> 180 INVITE", "1> 200 INVITE"]);
    let ok = &network.log[network.last("1> 200 INVITE")];
    assert!(ok.body().contains("RTP/AVP 0 8 101"));
    let to = ok.header(HeaderName::To).expect("a To");
    let target = ok.header(HeaderName::Contact).expect("a Contact");
    let target = target.trim_matches(['<', '>']).to_owned();
    let head = format!(
        "ACK {target} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK2\r\nTo: {to}\r\n\
         CSeq: 1 ACK\r\n{dialog}"
    );
    network.send(PEER, US, &head, &sdp(1, 2, 9000, ""));
    network.run(Duration::from_millis(100));
    assert_eq!(destination(&network), "192.0.2.2:9000");
}

/// R-6.7.2-1, R-6.7.2-2: should the BYE never come, ours ends the session after the busy tone.
#[test]
fn a_cancel_after_our_answer_brings_busy_tone_at_once() {
    let mut network = Network::new(vec![first()]);
    let head = |method: &str| {
        format!(
            "{method} sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\n\
             From: <sip:102@192.0.2.2>;tag=a\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: c\r\n\
             CSeq: 1 {method}\r\nMax-Forwards: 70\r\n"
        )
    };
    let invite = head("INVITE") + CONTACT;
    network.send(PEER, US, &invite, &sdp(1, 2, 9000, ""));
    network.run(Duration::from_millis(100));
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    network.send(PEER, US, &head("CANCEL"), "");
    network.run(Duration::from_millis(100));
    assert_eq!(
        network.arrows(),
        ["1> 180 INVITE", "1> 200 INVITE", "1> 200 CANCEL"]
    );
    let events = network.events(0);
    assert!(events.iter().any(|event| matches!(
        event,
        Event::Ended {
            reason: Ended::GivenUp,
            ..
        }
    )));
    assert_eq!(hears(&events), [Hears::Talk, Hears::Busy]);
    network.assert_empty();
}

/// A re-INVITE without SDP is offered what holds, and its ACK may move the media.
#[test]
fn a_re_invite_without_an_offer_gets_what_holds() {
    let (mut network, _) = talking();
    request(&mut network, "INVITE", 1, "");
    let ok = network.log[network.last("1> 200 INVITE")].body();
    assert!(ok.contains("RTP/AVP 0\r\n"), "only the codec in use: {ok}");
    let origin = |body: &str| body.lines().nth(1).map(str::to_owned);
    assert_eq!(origin(&ok), origin(&network.log[0].body()));
    request(&mut network, "ACK", 1, &sdp(2, 2, 9700, ""));
    network.run(Duration::from_millis(100));
    assert_eq!(destination(&network), "192.0.2.2:9700");
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

/// R-6.7.2-1: a caller who gave up is not spoken to, although its ACK brings an answer.
#[test]
fn after_a_late_cancel_an_answer_in_the_ack_connects_nothing() {
    let mut network = Network::new(vec![first()]);
    let common = "From: <sip:102@192.0.2.2>;tag=a\r\nCall-ID: c\r\nMax-Forwards: 70\r\n";
    let head = |method: &str| {
        format!(
            "{method} sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\n\
             To: <sip:101@192.0.2.1>\r\nCSeq: 1 {method}\r\n{common}"
        )
    };
    network.send(PEER, US, &(head("INVITE") + CONTACT), "");
    network.run(Duration::from_millis(100));
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    network.send(PEER, US, &head("CANCEL"), "");
    network.run(Duration::from_millis(100));
    let ok = &network.log[network.last("1> 200 INVITE")];
    let to = ok.header(HeaderName::To).expect("a To");
    let target = ok.header(HeaderName::Contact).expect("a Contact");
    let target = target.trim_matches(['<', '>']).to_owned();
    let ack = format!(
        "ACK {target} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK2\r\nTo: {to}\r\n\
         CSeq: 1 ACK\r\n{common}"
    );
    network.send(PEER, US, &ack, &sdp(1, 2, 9000, ""));
    network.run(Duration::from_secs(1));
    assert!(network.media.is_empty());
    network.assert_empty();
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

/// RFC 3261 §14.1, R-10.2.3-1: a hold that met the peer's change is asked for again, over what holds
/// then and under a higher version.
#[test]
fn a_hold_that_met_a_change_of_the_peer_is_asked_for_anew() {
    let (mut network, call) = talking();
    let version = |body: &str| -> u64 {
        let origin = body.lines().nth(1).expect("o=");
        let version = origin.split(' ').nth(2).expect("a version");
        version.parse().expect("a number")
    };
    network.command(0, Command::Hold { call });
    network.run(Duration::from_millis(100));
    let hold = network.last("1> UPDATE");
    network.respond(hold, "491 Request Pending", "", "", "");
    network.run(Duration::from_millis(100));
    request(&mut network, "INVITE", 1, &sdp(2, 2, 9700, ""));
    let answered = network.log[network.last("1> 200 INVITE")].body();
    request(&mut network, "ACK", 1, "");
    network.seconds(5);
    let again = network.last("1> UPDATE");
    assert!(again > hold, "the hold is asked for again");
    let offer = network.log[again].body();
    assert!(offer.contains("a=sendonly"));
    assert!(version(&offer) > version(&answered), "{offer}{answered}");
    let answer = sdp(3, 2, 9700, "a=recvonly\n");
    network.respond(again, "200 OK", "", CONTACT, &answer);
    network.run(Duration::from_millis(100));
    let done: Vec<Event> = network
        .events(0)
        .into_iter()
        .filter(|event| matches!(event, Event::HoldDone { .. }))
        .collect();
    let held = Event::HoldDone {
        call,
        held: true,
        refused: None,
    };
    assert_eq!(done, [held]);
    assert_eq!(destination(&network), "192.0.2.2:9700");
}

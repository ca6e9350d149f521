//! JJ-22.11 §5: outgoing calls.

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, Sent, first};
use naisen_media::{Law, RtpSender};
use naisen_node::Random;
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Config, Event, Hears};

mod s5_1_1_invite;
mod s5_1_2_request_uri;
mod s5_1_3_from;
mod s5_1_4_authentication;
mod s5_2_1_provisional;
mod s5_2_2_early_media;
mod s5_2_3_early_dialogs;
mod s5_3_1_answer;
mod s5_3_2_forks;
mod s5_4_redirection;
mod s5_5_refusal;
mod s5_6_abandonment;
mod s5_7_1_bursts;
mod s5_7_2_contact;
mod s5_7_3_retry_after;

/// The server that the terminal calls by, written by hand.
const PEER: &str = "192.0.2.2:5060";
/// The terminal.
const US: &str = "192.0.2.1:5060";
const CONTACT: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, UPDATE\r\n";
const EARLY: &str = "183 Session Progress";

/// A session description of 192.0.2.`host`.
fn sdp(version: u32, host: u8, port: u16) -> String {
    format!(
        "v=0\no=- 7 {version} IN IP4 192.0.2.{host}\ns=-\nc=IN IP4 192.0.2.{host}\nt=0 0\n\
         m=audio {port} RTP/AVP 0\n"
    )
}

/// A terminal that lets us hear what its user hears.
fn listening() -> Config {
    let mut config = first();
    config.media.listen = true;
    config
}

/// A call of this terminal to 102, whose INVITE has been sent a moment ago.
fn calling_with(config: Config) -> (Network, CallId) {
    let mut network = Network::new(vec![config]);
    let call = network.dial(0, "102");
    settle(&mut network);
    network.events(0);
    network.arrows();
    (network, call)
}

fn calling() -> (Network, CallId) {
    calling_with(listening())
}

/// A call that talks with 192.0.2.2:9000.
fn talking() -> (Network, CallId) {
    let (mut network, call) = calling();
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    assert_eq!(network.arrows(), ["1> ACK"]);
    network.events(0);
    (network, call)
}

/// A tenth of a second: there and back.
fn settle(network: &mut Network) {
    network.run(Duration::from_millis(100));
}

/// Answers the last INVITE.
fn respond(network: &mut Network, status: &str, tag: &str, body: &str) {
    respond_with(network, status, tag, CONTACT, body);
}

fn respond_with(network: &mut Network, status: &str, tag: &str, lines: &str, body: &str) {
    let invite = network.last("1> INVITE");
    network.respond(invite, status, tag, lines, body);
    settle(network);
}

/// The message with this arrow that was sent last.
fn last<'a>(network: &'a Network, arrow: &str) -> &'a Sent {
    &network.log[network.last(arrow)]
}

/// A header that a message must have.
fn header(sent: &Sent, name: HeaderName) -> String {
    sent.header(name)
        .unwrap_or_else(|| panic!("no {name} in {}", sent.message_text()))
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
    network.media.last().expect("RTP was sent").2.to_string()
}

/// Speaks to the terminal's port for a second.
fn speak(network: &mut Network, from: &str, sample: i16, seed: u64) {
    let to = network.media.last().expect("the terminal speaks").1;
    let mut sender = RtpSender::new(&mut Random::from_number(seed));
    for _ in 0..50 {
        let mut bytes = Vec::new();
        sender.next_header(0, false, 160).write(&mut bytes);
        sender.advance(160);
        bytes.extend([Law::Mu.encode(sample); 160]);
        network.send_media(from, to, &bytes);
        network.run(Duration::from_millis(20));
    }
}

/// How many of the samples are this one, as G.711 leaves it.
fn count(heard: &[i16], sample: i16) -> usize {
    let expected = Law::Mu.decode(Law::Mu.encode(sample));
    heard.iter().filter(|&&it| it == expected).count()
}

/// A request of the peer in the dialog of this tag; an empty tag is left out.
fn request(network: &mut Network, method: &str, tag: &str, cseq: u32, body: &str) {
    let contact = header(last(network, "1> INVITE"), HeaderName::Contact);
    let target = contact.trim_matches(['<', '>']).to_owned();
    request_to(network, &target, method, tag, cseq, body);
}

/// The same with this Request-URI.
fn request_to(network: &mut Network, target: &str, method: &str, tag: &str, cseq: u32, body: &str) {
    let invite = last(network, "1> INVITE");
    let to = header(invite, HeaderName::From);
    let call_id = header(invite, HeaderName::CallId);
    let tag = match tag {
        "" => String::new(),
        tag => format!(";tag={tag}"),
    };
    let branch = format!("z9hG4bKx{}{cseq}", network.log.len());
    let head = format!(
        "{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch={branch}\r\n\
         From: <sip:102@192.0.2.2>{tag}\r\nTo: {to}\r\nCall-ID: {call_id}\r\n\
         CSeq: {cseq} {method}\r\nMax-Forwards: 70\r\n{CONTACT}"
    );
    network.send(PEER, US, &head, body);
    settle(network);
}

/// A call of somebody else to the terminal.
fn call_in(network: &mut Network, call_id: &str) {
    let head = format!(
        "INVITE sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK{call_id}\r\n\
         From: <sip:103@192.0.2.2>;tag={call_id}\r\nTo: <sip:101@192.0.2.1>\r\n\
         Call-ID: {call_id}\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n{CONTACT}"
    );
    network.send(PEER, US, &head, &sdp(1, 2, 9500));
    settle(network);
}

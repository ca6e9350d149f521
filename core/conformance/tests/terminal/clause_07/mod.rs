//! JJ-22.11 §7: targets and routes.

use naisen_conformance::peer::{Peer, sdp};
use naisen_conformance::terminal_stage::{Network, first};
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Command};

use crate::clause_06::{PLAIN, RELIABLE, header, last, talking};

mod s7_1_requests;
mod s7_2_caller;
mod s7_3_callee;

/// Where the last such request went: its Request-URI and its datagram.
fn sent_to(network: &Network, method: &str) -> (String, String) {
    let sent = last(network, &format!("1> {method}"));
    let uri = sent.message().request_uri().expect("a request").to_owned();
    (uri, sent.to.to_string())
}

fn place(uri: &str, address: &str) -> (String, String) {
    (uri.to_owned(), address.to_owned())
}

/// A call of the terminal that rings with a reliable 180 and these lines; the peer has answered the PRACK.
fn ringing_there(lines: &str) -> (Network, CallId, Peer) {
    let mut network = Network::new(vec![first()]);
    let call = network.dial(0, "102");
    network.settle();
    let invite = network.last("1> INVITE");
    let reliable = format!("{lines}{RELIABLE}Require: 100rel\r\nRSeq: 7\r\n");
    network.respond(invite, "180 Ringing", "b", &reliable, "");
    network.settle();
    network.respond(network.last("1> PRACK"), "200 OK", "b", "", "");
    network.settle();
    let peer = Peer::called(&network, invite, "b");
    (network, call, peer)
}

fn answer_there(network: &mut Network, lines: &str) {
    let lines = format!("{lines}{RELIABLE}");
    network.respond(
        network.last("1> INVITE"),
        "200 OK",
        "b",
        &lines,
        &sdp(1, 9000, ""),
    );
    network.settle();
}

fn hang_up(network: &mut Network, call: CallId) {
    network.command(0, Command::HangUp { call });
    network.settle();
}

//! JJ-22.11 §8: 100rel.

use std::time::Duration;

use naisen_conformance::peer::sdp;
use naisen_conformance::terminal_stage::{Network, first};
use naisen_sip::HeaderName;

use crate::clause_06::{RELIABLE, answered, header, last, ringing};

mod s8_100rel;
mod s8_1_offer;
mod s8_2_callee;
mod s8_3_caller;

/// A call of the terminal; its INVITE has just been sent.
fn calling() -> Network {
    let mut network = Network::new(vec![first()]);
    network.dial(0, "102");
    network.run(Duration::from_millis(50));
    network.arrows();
    network
}

/// A reliable 1xx with this RSeq.
fn progress(network: &mut Network, status: &str, rseq: u32, body: &str) {
    let lines = format!(
        "Contact: <sip:peer@192.0.2.2:5060>\r\n{RELIABLE}Require: 100rel\r\nRSeq: {rseq}\r\n"
    );
    network.respond(network.last("1> INVITE"), status, "b", &lines, body);
    network.run(Duration::from_millis(50));
}

/// The number in the CSeq of our INVITE.
fn invite_number(network: &Network) -> String {
    let cseq = header(last(network, "1> INVITE"), HeaderName::CSeq);
    cseq.trim_end_matches(" INVITE").to_owned()
}

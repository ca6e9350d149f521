//! JJ-22.11 §7: targets of requests. The exchange is the callee on its leg towards the caller and the caller on
//! that towards the phone.

use naisen_conformance::exchange_stage::{
    A, B, Bench, Dialog, PLAIN, SERVER, Sent, contact_of, number_of, open_config,
};
use naisen_exchange::{Command, Use};

use crate::clause_05::{ALL, acknowledge, answer, offer};
use crate::clause_06::invite_to;

mod s7_2_caller;
mod s7_3_callee;

pub(crate) const UPDATING: &str = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";

/// Such a request has gone to this address, with this Request-URI.
#[track_caller]
fn expect_at(bench: &mut Bench, address: &str, method: &str, uri: &str) -> Sent {
    bench.expect(address, &format!("{method} {uri} SIP/2.0"))
}

/// The exchange hangs up; its BYEs have gone to these addresses, with these Request-URIs.
#[track_caller]
fn expect_byes(bench: &mut Bench, caller: (&str, &str), phone: (&str, &str)) {
    bench.command(Command::ReleaseAll);
    expect_at(bench, caller.0, "BYE", caller.1);
    expect_at(bench, phone.0, "BYE", phone.1);
}

//! JJ-22.11 §8: reliable provisional responses. Where caller and phone both have 100rel, they acknowledge to one
//! another through the exchange; else each leg is on its own: a 180 that the phone does not make reliable is
//! so towards a caller who offered it, and the exchange answers that caller's PRACK.

use std::time::Duration;

use naisen_conformance::exchange_stage::{
    A, B, Bench, Dialog, PLAIN, Sent, contact_of, number_of, open_config,
};
use naisen_exchange::Use;
use naisen_sip::HeaderName;

use crate::clause_05::{ALL, CONTACT, LINES, acknowledge, answer, call, offer, times, two_phones};
use crate::clause_06::expect_room;

mod s8_1_offer;
mod s8_2_callee;
mod s8_3_caller;

/// The lines of a phone's reliable 1xx.
fn reliable(rseq: u32) -> String {
    format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: {rseq}\r\n")
}

/// An exchange that uses 100rel towards the phone, whatever the caller does.
fn always() -> Bench {
    let mut config = open_config();
    config.rel100 = Use::Always;
    Bench::new(config, vec![contact_of("102")])
}

/// A call that rings reliably on both legs: the INVITE to the phone, the caller's dialog and its 180.
fn ringing(bench: &mut Bench) -> (Sent, Dialog, Sent) {
    let (caller, invite) = call(bench, ALL);
    bench.respond(B, &invite, "180 Ringing", "b1", &reliable(7), "");
    let told = bench.expect(A, "SIP/2.0 180");
    let a = Bench::established(&caller, &told);
    (invite, a, told)
}

/// The same where the phone, which is offered 100rel, does without.
fn ringing_plainly() -> (Bench, Dialog, Sent) {
    let mut bench = Bench::open();
    let (caller, invite) = call(&mut bench, ALL);
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    let told = bench.expect(A, "SIP/2.0 180");
    let a = Bench::established(&caller, &told);
    (bench, a, told)
}

/// The same without the phone: two of them have 102, and the exchange acknowledges for both.
fn ringing_of_two() -> (Bench, Dialog, Sent) {
    let mut bench = two_phones();
    let caller = bench.invite("102", ALL, &offer());
    let invite = bench.expect(B, "INVITE");
    bench.skip();
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    let told = bench.expect(A, "SIP/2.0 180");
    let a = Bench::established(&caller, &told);
    (bench, a, told)
}

/// The caller's PRACK.
fn prack(bench: &mut Bench, a: &Dialog, cseq: u32, rack: &str) {
    bench.in_dialog(a, "PRACK", cseq, &format!("RAck: {rack}\r\n"), "");
}

//! JJ-22.11 §6: incoming calls. The exchange is the callee on its leg towards the caller; whether a phone
//! rings and answers is said by the called phone.

use std::time::Duration;

use naisen_conformance::exchange_stage::{
    A, B, Bench, C, Dialog, Head, PLAIN, SERVER, Sent, contact_of, open_config, sdp,
};
use naisen_exchange::Use;
use naisen_sip::HeaderName;

use crate::clause_05::{
    ALL, CONTACT, LINES, acknowledge, answer, call, expect_media, offer, times, to_tag, two_phones,
};

mod s6_1_1_invite;
mod s6_1_2_request_uri;
mod s6_2_provisional;
mod s6_3_1_answer;
mod s6_5_refusal;
mod s6_7_abandonment;
mod s6_8_1_contact;

/// An exchange with room for one call.
pub(crate) fn one_call() -> Bench {
    let mut config = open_config();
    config.calls_max = 1;
    Bench::new(config, vec![contact_of("102")])
}

/// The INVITE of phone 101 to this URI with this Contact.
pub(crate) fn invite_to(bench: &mut Bench, uri: &str, contact: &str, lines: &str) -> Dialog {
    let mut dialog = Dialog {
        phone: A.into(),
        uri: uri.into(),
        from: format!("<sip:101@{SERVER}>;tag=a1"),
        to: format!("<sip:102@{SERVER}>"),
        call_id: format!("to-{}", bench.last_branch()),
        cseq: 2,
        branch: 0,
    };
    let lines = format!("Contact: <{contact}>\r\n{lines}");
    bench.in_dialog(&dialog, "INVITE", 2, &lines, &offer());
    dialog.branch = bench.last_branch();
    dialog
}

/// A call of phone 101, with these lines in its INVITE, that rings: what the caller said, the INVITE to the
/// phone, and the 180.
pub(crate) fn ringing(bench: &mut Bench, lines: &str) -> (Dialog, Sent, Sent) {
    let (caller, invite) = call(bench, lines);
    bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
    let ringing = bench.expect(A, "SIP/2.0 180");
    (caller, invite, ringing)
}

/// A call that the phone has answered; the caller has not acknowledged it.
pub(crate) struct Answered {
    /// What the caller said in its INVITE, and its dialog.
    pub caller: Dialog,
    pub a: Dialog,
    /// What the called phone got, and the caller.
    pub invite: Sent,
    pub answered: Sent,
}

/// Phone 101 calls with these lines in its INVITE.
pub(crate) fn answered(bench: &mut Bench, lines: &str) -> Answered {
    let (caller, invite) = call(bench, lines);
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let answered = bench.expect(A, "SIP/2.0 200");
    Answered {
        a: Bench::established(&caller, &answered),
        caller,
        invite,
        answered,
    }
}

/// A call that talks.
pub(crate) struct Talk {
    pub a: Dialog,
    pub b: Dialog,
    /// What the called phone got, and the caller.
    pub invite: Sent,
    pub answered: Sent,
}

/// The same one turn later.
pub(crate) fn talking(bench: &mut Bench, lines: &str) -> Talk {
    let call = answered(bench, lines);
    bench.in_dialog(&call.a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    Talk {
        b: Bench::called(B, &call.invite, "b1"),
        a: call.a,
        invite: call.invite,
        answered: call.answered,
    }
}

/// Another call is taken, and rings.
#[track_caller]
pub(crate) fn expect_room(bench: &mut Bench) {
    bench.skip();
    ringing(bench, PLAIN);
    bench.expect_silence();
}

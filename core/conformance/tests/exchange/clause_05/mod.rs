//! JJ-22.11 §5: outgoing calls. The exchange is the caller on its leg towards the phone.

use std::time::Duration;

use naisen_conformance::exchange_stage::{
    A, B, Bench, C, Dialog, SERVER, Sent, binding, contact_of, open_config, sdp,
};
use naisen_sip::{HeaderName, To, TypedHeader};

mod s5_1_1_invite;
mod s5_1_1_offerless;
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

/// The lines of the called phone's answers.
pub(crate) const LINES: &str =
    "Contact: <sip:102@192.168.0.102>\r\nAllow: INVITE, ACK, CANCEL, BYE\r\n";
/// What a phone with every extension but the timer says.
pub(crate) const ALL: &str =
    "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel\r\n";
pub(crate) const CONTACT: &str = "Contact: <sip:102@192.168.0.102>\r\n";
const RELIABLE: &str = "Require: 100rel\r\nRSeq: 7\r\n";
const EARLY: &str = "183 Session Progress";
/// Where the media of the caller, and that of the called phone, is received.
pub(crate) const MEDIA_A: &str = "192.168.0.101:8026";
pub(crate) const MEDIA_B: &str = "192.168.0.102:8016";

pub(crate) fn offer() -> String {
    sdp("192.168.0.101", 8026)
}

pub(crate) fn answer() -> String {
    sdp("192.168.0.102", 8016)
}

/// A call of phone 101 to 102: what it said, and the INVITE to the phone.
pub(crate) fn call(bench: &mut Bench, lines: &str) -> (Dialog, Sent) {
    let caller = bench.invite("102", lines, &offer());
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    (caller, invite)
}

/// The caller acknowledges the 2xx that it must have got; its dialog.
pub(crate) fn acknowledge(bench: &mut Bench, caller: &Dialog) -> (Dialog, Sent) {
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    (a, answered)
}

/// A call that talks: the dialogs of both phones, the INVITE and the answer to the caller.
fn talk(bench: &mut Bench) -> (Dialog, Dialog, Sent, Sent) {
    let (caller, invite) = call(bench, LINES);
    bench.respond(B, &invite, "200 OK", "b1", LINES, &answer());
    let (a, answered) = acknowledge(bench, &caller);
    bench.expect(B, "ACK");
    let b = Bench::called(B, &invite, "b1");
    (a, b, invite, answered)
}

/// An exchange where 102 has phones at B and C.
pub(crate) fn two_phones() -> Bench {
    Bench::two_phones(open_config())
}

pub(crate) fn to_tag(sent: &Sent) -> Option<String> {
    let to = To::parse(sent.header(HeaderName::To).expect("To")).expect("legal");
    to.tag().map(str::to_owned)
}

/// Where the media that comes to this port from there goes; none if it falls.
pub(crate) fn media_to(bench: &mut Bench, port: u16, source: &str) -> Option<String> {
    bench.media.clear();
    bench.rtp(port, source);
    bench.media.first().map(|(_, to, _)| to.clone())
}

/// Media runs both ways between the caller and the phone at B, by these ports of ours.
pub(crate) fn expect_media(bench: &mut Bench, port_a: u16, port_b: u16) {
    assert_eq!(media_to(bench, port_a, MEDIA_A).as_deref(), Some(MEDIA_B));
    assert_eq!(media_to(bench, port_b, MEDIA_B).as_deref(), Some(MEDIA_A));
}

/// The times at which such a message went there, in milliseconds after `since`, within `seconds`.
pub(crate) fn times(bench: &mut Bench, to: &str, start: &str, seconds: u64) -> Vec<u128> {
    let since = bench.now;
    bench.wait(Duration::from_secs(seconds));
    bench
        .skip()
        .iter()
        .filter(|sent| sent.to == to && sent.line().starts_with(start))
        .map(|sent| sent.at.since(since).as_millis())
        .collect()
}

/// An ACK in the transaction of a refused INVITE.
fn expect_refusal_ack(bench: &mut Bench, phone: &str, invite: &Sent, tag: &str) {
    let ack = bench.expect(phone, "ACK");
    for name in [HeaderName::Via, HeaderName::CallId, HeaderName::From] {
        assert_eq!(ack.header(name), invite.header(name), "{name}");
    }
    assert_eq!(ack.line(), invite.line().replace("INVITE ", "ACK "));
    let cseq = invite.header(HeaderName::CSeq).expect("CSeq");
    assert_eq!(
        ack.header(HeaderName::CSeq),
        Some(&*cseq.replace("INVITE", "ACK"))
    );
    let to = invite.header(HeaderName::To).expect("To");
    assert_eq!(
        ack.header(HeaderName::To),
        Some(&*format!("{to};tag={tag}"))
    );
}

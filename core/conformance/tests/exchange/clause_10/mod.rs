//! JJ-22.11 §10: media. Between two phones the exchange hands on what they agree, as one side of an offer and
//! answer on each leg; on its own lines it answers as a terminal would.

mod s10_1_codec;
mod s10_2_1_answer;
mod s10_2_1_media;
mod s10_2_1_offer;
mod s10_2_2_change_received;
mod s10_2_3_change_requested;
mod s10_2_4_codec_in_use;
mod settings;

use naisen_conformance::exchange_stage::{A, B, Bench, Dialog, Sent, number_of};

/// Where the phones receive.
const MEDIA_A: &str = "192.168.0.101:8026";
const MEDIA_B: &str = "192.168.0.102:8016";
const CONTACT_A: &str = "Contact: <sip:x101@192.168.0.101:5060>\r\n";
const CONTACT_B: &str = "Contact: <sip:102@192.168.0.102>\r\n";
/// Phones without UPDATE, and with it.
const PLAIN: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\n";
const UPDATE: &str = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
/// The line that plays a tone.
const TONE: &str = "901";
const EVENTS: &str = "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n";

/// A phone's description; `media` is what follows `t=`.
fn described(version: u32, host: &str, media: &str) -> String {
    format!("v=0\r\no=- 7 {version} IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n{media}")
}

/// That of the caller with one audio stream.
fn of_a(version: u32, formats: &str, rest: &str) -> String {
    let media = format!("m=audio 8026 RTP/AVP {formats}\r\n{rest}");
    described(version, "192.168.0.101", &media)
}

/// That of the called phone.
fn of_b(version: u32, formats: &str, rest: &str) -> String {
    let media = format!("m=audio 8016 RTP/AVP {formats}\r\n{rest}");
    described(version, "192.168.0.102", &media)
}

/// A call that stands.
struct Talk {
    a: Dialog,
    b: Dialog,
    /// What the called phone and what the caller were told first.
    invite: Sent,
    answered: Sent,
}

/// The caller offers this, the phone answers that; both say these lines.
fn talk(bench: &mut Bench, lines: &str, offer: &str, answer: &str) -> Talk {
    talk_with(bench, lines, lines, offer, answer)
}

/// The same with lines of each phone's own.
fn talk_with(
    bench: &mut Bench,
    of_caller: &str,
    of_phone: &str,
    offer: &str,
    answer: &str,
) -> Talk {
    let caller = bench.invite("102", of_caller, offer);
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    bench.respond(
        B,
        &invite,
        "200 OK",
        "b1",
        &format!("{CONTACT_B}{of_phone}"),
        answer,
    );
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect(B, "ACK");
    let b = Bench::called(B, &invite, "b1");
    Talk {
        a,
        b,
        invite,
        answered,
    }
}

/// A call to a line of ours that talks: the caller's dialog and the answer.
fn line(bench: &mut Bench, offer: &str) -> (Dialog, Sent) {
    let caller = bench.invite(TONE, PLAIN, offer);
    bench.expect(A, "SIP/2.0 180");
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    (a, answered)
}

/// The phone accepts a request of ours; the ACK for it.
fn accept(bench: &mut Bench, phone: &str, request: &Sent, lines: &str, answer: &str) {
    bench.respond(phone, request, "200 OK", "", lines, answer);
}

/// The caller asks for a change by this method; what reaches the phone.
fn ask(bench: &mut Bench, talk: &Talk, method: &str, cseq: u32, lines: &str, offer: &str) -> Sent {
    bench.in_dialog(&talk.a, method, cseq, &format!("{CONTACT_A}{lines}"), offer);
    let asked = bench.expect(B, method);
    bench.expect_silence();
    asked
}

/// The phone accepts it; what the caller is answered. ACKs follow.
fn agree(
    bench: &mut Bench,
    talk: &Talk,
    asked: &Sent,
    cseq: u32,
    lines: &str,
    answer: &str,
) -> Sent {
    accept(bench, B, asked, &format!("{CONTACT_B}{lines}"), answer);
    let accepted = bench.expect(A, "SIP/2.0 200");
    if asked.line().starts_with("INVITE") {
        bench.in_dialog(&talk.a, "ACK", cseq, "", "");
        let ack = bench.expect(B, "ACK");
        assert_eq!(number_of(&ack), number_of(asked));
    }
    bench.expect_silence();
    accepted
}

/// RTP goes both ways, between these two.
#[track_caller]
fn assert_talk(bench: &mut Bench, talk: &Talk, a: &str, b: &str) {
    bench.media.clear();
    bench.rtp(talk.answered.port(), a);
    bench.rtp(talk.invite.port(), b);
    let to: Vec<&str> = bench.media.iter().map(|(_, to, _)| &**to).collect();
    assert_eq!(to, [b, a]);
    assert!(bench.records().is_empty(), "the call goes on");
}

/// The `o=` line.
fn origin(sent: &Sent) -> &str {
    sent.body().lines().nth(1).expect("o=")
}

/// The version in it.
fn version(sent: &Sent) -> u64 {
    let version = origin(sent).split(' ').nth(2).expect("a version");
    version.parse().expect("a number")
}

/// The lines of a description that begin so.
fn lines_of<'a>(sent: &'a Sent, start: &str) -> Vec<&'a str> {
    let lines = sent.body().lines();
    lines.filter(|line| line.starts_with(start)).collect()
}

/// The format list of the audio.
fn formats(sent: &Sent) -> &str {
    let audio = lines_of(sent, "m=audio").into_iter().next().expect("audio");
    audio.split_once("RTP/AVP ").expect("RTP/AVP").1
}

/// The direction that a description names.
fn direction(sent: &Sent) -> Option<&str> {
    let mut lines = sent.body().lines();
    lines.find(|line| ["a=sendonly", "a=recvonly", "a=inactive", "a=sendrecv"].contains(line))
}

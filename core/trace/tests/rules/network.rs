//! What the network did to the messages.

use naisen_cause::Rule;
use naisen_trace::Confidence::{Certain, Likely};

use crate::scene::{address, first, rules};

const TIMER_A: &str = "x=0.5,1.5,3.5,7.5,15.5,31.5";

#[test]
fn an_invite_repeated_to_the_end_had_no_response() {
    let text = format!("0.0 A>X INVITE sdp {TIMER_A}\n90.0 Q>L icmp");
    let found = first(&text, Rule::NoResponse, Certain);
    assert_eq!((found.host, found.place), (None, None));
    // Given up sooner.
    let text = "0.0 A>X INVITE sdp x=0.5,1.5,3.5\n90.0 Q>L icmp";
    first(text, Rule::NoResponse, Likely);
    // Late and answered.
    let text = "
        0.0 A>X INVITE sdp x=0.5,1.5,3.5
        3.6 X>A 100
        4.0 X>A 486
        4.1 A>X ACK";
    assert_eq!(rules(text), [Rule::Busy]);
    let text = format!("0.0 A>X REGISTER {TIMER_A}\n90.0 Q>L icmp");
    assert_eq!(rules(&text), [Rule::NoResponse]);
}

#[test]
fn a_phone_that_does_not_answer_the_exchange_explains_the_408() {
    let text = |more: &str, status: &str| {
        format!(
            "0.00 A>X INVITE sdp
            0.01 X>A 100
            0.02 X>B INVITE sdp {TIMER_A}
            {more}
            32.1 X>A {status}
            32.2 A>X ACK"
        )
    };
    for status in ["408", "480", "504"] {
        assert_eq!(rules(&text("", status)), [Rule::NoResponse], "{status}");
    }
    // Another phone said that it is busy: the silence of the first did not end the call.
    let busy = "0.02 X>C INVITE sdp\n0.1 C>X 486\n0.2 X>C ACK";
    assert_eq!(rules(&text(busy, "486")), [Rule::Busy]);
    // The network said so.
    first(&text("0.03 X>B icmp", "503"), Rule::Unreachable, Certain);
}

#[test]
fn an_icmp_for_media_at_the_end_of_a_call_means_nothing() {
    let text = format!("{}\n20.1 A>X icmp at=40000 to=40000", crate::attempt::SOUND);
    assert_eq!(rules(&text), [Rule::Completed]);
}

#[test]
fn a_large_invite_that_alone_gets_no_answer_was_cut() {
    let challenged = |more: &str| {
        format!(
            "0.00 A>S INVITE sdp
            0.01 S>A 401 | WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"
            0.02 A>S ACK
            0.03 A>S INVITE sdp {more} | Authorization: Digest username=\"100\", realm=\"x\", nonce=\"1\", uri=\"sip:x\", response=\"0\"
            90.0 Q>L icmp"
        )
    };
    first(
        &challenged(&format!("pad=1200 {TIMER_A}")),
        Rule::FragmentLost,
        Likely,
    );
    first(
        &challenged(&format!("pad=1200 cut {TIMER_A}")),
        Rule::FragmentLost,
        Certain,
    );
    first(&challenged(TIMER_A), Rule::NoResponse, Certain);
    // Nothing at all comes back: no matter how large.
    let text = format!("0.0 A>X INVITE sdp pad=1500 {TIMER_A}\n90.0 Q>L icmp");
    first(&text, Rule::NoResponse, Certain);
    // Large and answered.
    let text = "0.0 A>X INVITE sdp pad=1500\n0.1 X>A 486\n0.2 A>X ACK";
    assert_eq!(rules(text), [Rule::Busy]);
}

#[test]
fn responses_that_go_elsewhere_while_the_request_is_repeated_are_misrouted() {
    let text = format!(
        "0.0 N:31000>S INVITE sdp {TIMER_A}
        0.1 S>N:5060 100 x=0.5,1.5
        0.2 S>N:5060 486 x=0.5,1.5,3.5"
    );
    first(&text, Rule::ResponseMisrouted, Certain);
    // A phone that sends from one port and listens at another.
    let text = "
        0.0 N:31000>S INVITE sdp
        0.1 S>N:5060 100
        0.2 S>N:5060 486
        0.3 N:31000>S ACK";
    assert_eq!(rules(text), [Rule::Busy]);
}

#[test]
fn two_transports_on_one_way_do_not_meet() {
    let text = format!("0.0 A>X INVITE uri=sips:200@10.0.0.1 sdp {TIMER_A}\n90.0 Q>L icmp");
    first(&text, Rule::TransportMismatch, Likely);
    let text = format!(
        "0.0 A>X INVITE sdp {TIMER_A} | Via: SIP/2.0/TLS 10.0.0.11:5061;branch=z9hG4bKx\n90.0 Q>L icmp"
    );
    first(&text, Rule::TransportMismatch, Likely);
    let text = "
        0.0 A>X INVITE uri=sips:200@10.0.0.1 sdp
        0.1 X>A 416
        0.2 A>X ACK";
    first(text, Rule::TransportMismatch, Likely);
    let text = "
        0.0 A>X INVITE uri=sip:200@10.0.0.1;transport=tls sdp
        0.1 X>A 486
        0.2 A>X ACK";
    assert_eq!(rules(text), [Rule::Busy]);
    let text = "
        0.0 A>X syn
        0.1 A>X INVITE sdp tcp
        0.2 X>A tls
        0.3 X>A rst
        90.0 Q>L icmp";
    first(text, Rule::TransportMismatch, Certain);
    let text = "
        0.0 A>X syn
        0.1 A>X INVITE sdp tcp
        0.3 X>A rst
        90.0 Q>L icmp";
    first(text, Rule::Unreachable, Likely);
}

#[test]
fn a_private_address_in_a_description_is_named_where_it_cannot_be_reached() {
    let call = |description: &str, more: &str| {
        format!(
            "0.0 N>S INVITE {description}
            0.1 S>N 180
            1.0 S>N 200 sdp
            1.1 N>S ACK
            {more}
            31.0 N>S BYE
            31.1 S>N 200 for=BYE"
        )
    };
    // Only signalling: it may be latched on to.
    let found = first(
        &call("sdp=192.168.1.9", ""),
        Rule::PrivateMediaAddress,
        Likely,
    );
    assert_eq!(found.host, Some(address("N")));
    // RTP goes to it and arrives nowhere.
    let lost =
        "1.2 S>192.168.1.9 rtp for=29 at=40000 to=40000\n1.2 N>S rtp for=29 at=40000 to=40000";
    let found = first(
        &call("sdp=192.168.1.9", lost),
        Rule::PrivateMediaAddress,
        Certain,
    );
    assert_eq!(found.host, Some(address("N")));
    // The server latches on to the source.
    let latched = "1.2 S>N rtp for=29 at=40000 to=33000\n1.2 N>S rtp for=29 at=33000 to=40000";
    assert_eq!(rules(&call("sdp=192.168.1.9", latched)), [Rule::Completed]);
    assert_eq!(rules(&call("sdp", latched)), [Rule::Completed]);
    // The address of the host itself is of use to nobody else.
    let own = crate::attempt::SOUND.replace("A>X INVITE sdp", "A>X INVITE sdp=L");
    first(&own, Rule::PrivateMediaAddress, Likely);
    // Inside one private net all is well.
    assert_eq!(rules(crate::attempt::SOUND), [Rule::Completed]);
}

#[test]
fn addresses_that_were_rewritten_in_part_are_the_routers_work() {
    // The phone's Via is changed on the way and not changed back.
    let text = format!(
        "0.0 A>S INVITE sdp {TIMER_A}
        0.1 S>A 100 x=0.5,1.5 | Via: SIP/2.0/UDP 203.0.113.20:61000;branch=z9hG4bKaAINVITE1"
    );
    first(&text, Rule::AlgRewrite, Certain);
    // c= rewritten and Contact not, and audio one way.
    let text = "
        0.0 N>S INVITE sdp=N | Contact: <sip:100@192.168.1.9:5060>
        0.1 S>N 180
        1.0 S>N 200 sdp
        1.1 N>S ACK
        1.2 N>S rtp for=29 at=40000 to=40000
        31.0 N>S BYE
        31.1 S>N 200 for=BYE";
    first(text, Rule::AlgRewrite, Likely);
    let sound = text.replace(
        "31.0 N>S BYE",
        "1.2 S>N rtp for=29 at=40000 to=40000\n31.0 N>S BYE",
    );
    assert_eq!(rules(&sound), [Rule::Completed]);
}

#[test]
fn tcp_that_is_refused_by_a_host_that_speaks_udp_is_the_wrong_transport() {
    let text = |other: &str| {
        format!(
            "0.0 A>X syn
            0.1 A>X INVITE sdp tcp
            0.2 X>A rst
            {other}
            90.0 Q>L icmp"
        )
    };
    let udp = "1.0 X>A OPTIONS leg=a\n1.1 A>X 200 for=OPTIONS leg=a";
    first(&text(udp), Rule::TransportMismatch, Likely);
    first(&text(""), Rule::Unreachable, Likely);
}

#[test]
fn a_content_length_that_is_not_that_of_the_body_was_left_by_a_rewriter() {
    let text = |length: &str| {
        format!(
            "0.0 N>S INVITE sdp | Content-Length: {length}
            0.1 S>N 180
            1.0 S>N 200 sdp
            1.1 N>S ACK
            31.0 N>S BYE
            31.1 S>N 200 for=BYE"
        )
    };
    let found = first(&text("200"), Rule::AlgRewrite, Likely);
    assert!(
        found
            .evidence
            .iter()
            .any(|it| it.to_string() == "Content-Length: 200")
    );
    first(&text("90"), Rule::AlgRewrite, Likely);
    let right = crate::scene::packets(&text("1")).remove(0).3;
    let crate::scene::Load::Datagram(bytes) = right else {
        panic!("a datagram");
    };
    let whole = String::from_utf8(bytes).expect("text");
    let body = whole.split_once("\r\n\r\n").expect("a body").1.len();
    assert_eq!(rules(&text(&body.to_string())), [Rule::Completed]);
}

#[test]
fn bytes_that_cannot_be_read_explain_a_silence() {
    // A header line without a colon.
    let text = |line: &str| {
        format!("0.0 A>X INVITE sdp x=0.5,1.5,3.5,7.5,15.5,31.5 | Subject: {line}\n90.0 Q>L icmp")
    };
    let broken = |text: &str| {
        let mut packets = crate::scene::packets(text);
        for (_, _, _, load) in &mut packets {
            if let crate::scene::Load::Datagram(bytes) = load {
                let text = String::from_utf8(bytes.clone()).expect("text");
                *bytes = text.replace("Subject: x", "no colon").into_bytes();
            }
        }
        let calls = crate::scene::read(&packets);
        let all: Vec<Rule> = calls
            .iter()
            .flat_map(|call| naisen_trace::diagnose(call).findings)
            .map(|finding| finding.rule)
            .collect();
        all
    };
    assert_eq!(broken(&text("x")), [Rule::BadMessage]);
    assert_eq!(broken(&text("right")), [Rule::NoResponse]);
}

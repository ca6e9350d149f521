//! JJ-22.11 §5.4: redirection.

use naisen_sip::HeaderName;
use naisen_terminal::{Ended, EndedBy, Event, Hears};

use super::*;

const ELSEWHERE: &str = "Contact: <sip:103@192.0.2.2>\r\n";

/// R-5.4.1-1, R-5.4.1-2: whatever the 3xx and whoever it names.
#[test]
fn a_redirection_is_not_followed_and_the_user_hears_busy_tone() {
    for (status, phrase) in [
        ("300", "Multiple Choices"),
        ("301", "Moved Permanently"),
        ("302", "Moved Temporarily"),
        ("305", "Use Proxy"),
        ("380", "Alternative Service"),
        ("399", "Something Else"),
    ] {
        let (mut network, call) = calling();
        let line = format!("{status} {phrase}");
        respond_with(&mut network, &line, "a", ELSEWHERE, "");
        let heard = network.heard(0, Hears::Busy);
        assert!(heard.iter().any(|&sample| sample > 1000), "{status}");
        let events = network.events(0);
        let [
            Event::Ended {
                call: ended,
                by: EndedBy::Peer,
                status: Some(code),
                reason: Ended::Refused { phrase: told },
                ..
            },
            Event::Hears { hears, .. },
        ] = &events[..]
        else {
            panic!("{events:?}");
        };
        assert_eq!((*ended, *hears), (call, Hears::Busy));
        assert_eq!(
            (code.code().to_string().as_str(), &**told),
            (status, phrase)
        );
        network.seconds(70);
        assert_eq!(network.arrows(), ["1> ACK"], "nobody else is called");
        assert_eq!(network.terminal(0).call_count(), 0);
    }
}

/// R-5.4.2-1: like any refusal, and again when it comes again.
#[test]
fn a_redirection_is_acknowledged_in_the_transaction_of_its_invite() {
    let (mut network, _) = calling();
    respond_with(&mut network, "302 Moved Temporarily", "a", ELSEWHERE, "");
    expect_refusal_ack(&network, "a");
    let since = network.now;
    respond_with(&mut network, "302 Moved Temporarily", "a", ELSEWHERE, "");
    assert_eq!(network.sent_at("1> ACK", since).len(), 1);
    network.assert_empty();
}

/// The last ACK has branch, Request-URI and CSeq number of the INVITE and the tag of the refusal.
pub(super) fn expect_refusal_ack(network: &Network, tag: &str) {
    let (invite, ack) = (last(network, "1> INVITE"), last(network, "1> ACK"));
    for name in [HeaderName::Via, HeaderName::CallId, HeaderName::From] {
        assert_eq!(header(ack, name), header(invite, name));
    }
    assert_eq!(ack.message().request_uri(), invite.message().request_uri());
    let cseq = header(invite, HeaderName::CSeq).replace("INVITE", "ACK");
    assert_eq!(header(ack, HeaderName::CSeq), cseq);
    let to = header(invite, HeaderName::To);
    assert_eq!(header(ack, HeaderName::To), format!("{to};tag={tag}"));
    assert_eq!(ack.body(), "");
}

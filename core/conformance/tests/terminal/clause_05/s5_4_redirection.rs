//! JJ-22.11 §5.4: redirection.

use naisen_sip::HeaderName;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{Command, Config, Ended, EndedBy, Event, Hears};

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

/// A terminal that follows its server's redirections.
fn trusting() -> Config {
    let mut config = listening();
    config.policy.follows_redirection = true;
    config
}

fn contact(uri: &str) -> String {
    format!("Contact: <{uri}>\r\n")
}

/// R-5.4.1-1, R-13.1.2-5, RFC 3261 §8.1.3.4: one that the server sent is followed where that is set, within
/// the same call and by way of the same server.
#[test]
fn a_trusted_redirection_is_followed_by_way_of_the_server() {
    for (code, lines, target) in [
        (300, contact("sip:103@192.0.2.2"), "sip:103@192.0.2.2"),
        (301, contact("sip:103@192.0.2.9"), "sip:103@192.0.2.9"),
        (
            302,
            contact("sip:103@192.0.2.9:5070;transport=tcp?Subject=x"),
            "sip:103@192.0.2.9:5070",
        ),
        (
            302,
            "Contact: <tel:104>, <sip:105@192.0.2.2>;q=0.2, <sip:106@192.0.2.2>;q=0.7,\r\n \
             <sip:107@192.0.2.2>;q=0.7\r\n"
                .to_owned(),
            "sip:106@192.0.2.2",
        ),
    ] {
        let (mut network, _) = calling_with(trusting());
        let line = format!("{code} Elsewhere");
        respond_with(&mut network, &line, "a", &lines, "");
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"], "{lines}");
        let (before, after) = (&network.log[0], last(&network, "1> INVITE"));
        assert_eq!(after.message().request_uri(), Some(target));
        assert_eq!(after.to.to_string(), PEER, "whatever the Contact says");
        for name in [HeaderName::CallId, HeaderName::From, HeaderName::To] {
            assert_eq!(header(after, name), header(before, name));
        }
        assert_eq!(header(after, HeaderName::CSeq), "2 INVITE");
        assert_ne!(
            header(after, HeaderName::Via),
            header(before, HeaderName::Via)
        );
        assert_eq!(after.body(), before.body());
        assert_eq!(network.events(0), [], "the user waits");
        respond(&mut network, "200 OK", "b", &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> ACK"]);
        let events = network.events(0);
        assert!(matches!(events[0], Event::Answered { .. }), "{events:?}");
    }
}

/// R-5.4.1-1, R-5.4.1-2, R-13.1.2-5: what comes from elsewhere, names nobody that can be called, asks for
/// another way, or goes round, ends the call.
#[test]
fn a_redirection_that_cannot_be_trusted_or_used_ends_the_call() {
    let usable = contact("sip:103@192.0.2.2");
    for (from, line, lines) in [
        ("192.0.2.3:5060", "302 Moved Temporarily", &*usable),
        ("192.0.2.2:5061", "302 Moved Temporarily", &*usable),
        (PEER, "305 Use Proxy", &*usable),
        (PEER, "380 Alternative Service", &*usable),
        (PEER, "302 Moved Temporarily", ""),
        (
            PEER,
            "302 Moved Temporarily",
            "Contact: <sips:103@192.0.2.2>\r\n",
        ),
        (
            PEER,
            "302 Moved Temporarily",
            "Contact: <sip:peer@192.0.2.2>\r\n",
        ),
        (
            PEER,
            "302 Moved Temporarily",
            "Contact: <sip:102@192.0.2.2>\r\n",
        ),
    ] {
        let (mut network, _) = calling_with(trusting());
        let invite = network.last("1> INVITE");
        network.respond_from(from, invite, line, "a", lines, "");
        settle(&mut network);
        assert_eq!(network.arrows(), ["1> ACK"], "{from} {line} {lines}");
        assert_eq!(hears(&network.events(0)), [Hears::Busy]);
        network.assert_empty();
    }
}

/// R-5.4.1-1, R-13.1.2-5: three times, and never to where it has been.
#[test]
fn redirections_come_to_an_end() {
    let (mut network, _) = calling_with(trusting());
    for (number, followed) in [(103, true), (104, true), (105, true), (106, false)] {
        let lines = contact(&format!("sip:{number}@192.0.2.2"));
        respond_with(&mut network, "302 Moved Temporarily", "a", &lines, "");
        let again = network.arrows().contains(&"1> INVITE".to_owned());
        assert_eq!(again, followed, "{number}");
    }
    network.assert_empty();
    for numbers in [[103, 102], [103, 103]] {
        let (mut network, _) = calling_with(trusting());
        for number in numbers {
            let lines = contact(&format!("sip:{number}@192.0.2.2"));
            respond_with(&mut network, "302 Moved Temporarily", "a", &lines, "");
        }
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE", "1> ACK"]);
        network.assert_empty();
    }
}

/// R-5.4.1-1: the server that redirects has challenged before; it need not do so again.
#[test]
fn a_redirected_invite_proves_who_calls() {
    let mut config = trusting();
    config.credentials = Some(ClientCredentials::with_password("101", "secret"));
    let (mut network, _) = calling_with(config);
    let challenge = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"\r\n";
    let line = "407 Proxy Authentication Required";
    respond_with(&mut network, line, "a", challenge, "");
    respond_with(
        &mut network,
        "302 Moved",
        "b",
        &contact("sip:103@192.0.2.9"),
        "",
    );
    let arrows = ["1> ACK", "1> INVITE", "1> ACK", "1> INVITE"];
    assert_eq!(network.arrows(), arrows);
    let proof = header(last(&network, "1> INVITE"), HeaderName::ProxyAuthorization);
    for part in ["uri=\"sip:103@192.0.2.9\"", "nonce=\"n1\"", "nc=00000002"] {
        assert!(proof.contains(part), "{proof}");
    }
}

/// R-5.4.1-1: a redirection that comes when the user has given up is not followed.
#[test]
fn nobody_is_called_for_a_user_who_has_given_up() {
    for (rings, expected) in [(true, &["1> CANCEL", "1> ACK"][..]), (false, &["1> ACK"])] {
        let (mut network, call) = calling_with(trusting());
        if rings {
            respond(&mut network, "180 Ringing", "a", "");
        }
        network.command(0, Command::HangUp { call });
        settle(&mut network);
        respond_with(&mut network, "302 Moved", "a", ELSEWHERE, "");
        assert_eq!(network.arrows(), expected);
        network.assert_empty();
    }
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

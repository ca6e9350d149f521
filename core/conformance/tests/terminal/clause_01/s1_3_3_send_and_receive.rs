//! JJ-22.11 §1.3.3: strict in what is sent, liberal in what is received.

use naisen_conformance::peer::Peer;
use naisen_conformance::{LATITUDES, only_receivable};
use naisen_jj2211::{Context, Fact, Role, send_faults_of_bytes};

use super::*;

/// R-1.3.3-1: what a message must have when it is sent may be missing when it is received, and what
/// it must not have may be there (T13-13), while all that we send obeys the send column.
#[test]
fn what_only_the_receive_column_allows_is_accepted() {
    let body = sdp(1, 9000, "");
    let max_forwards = "Max-Forwards: 70\r\n";
    for (missing, more) in [
        ("Content-Length", ""),
        ("Max-Forwards", ""),
        ("", "Content-Disposition: session\r\n"),
        ("", "Content-Language: ja\r\n"),
        ("", "MIME-Version: 1.0\r\n"),
        ("", "Record-Route: <sip:192.0.2.2;lr>\r\n"),
        ("", "Require: timer\r\nSession-Expires: 1800\r\n"),
        (
            "",
            "Privacy: none\r\nTimestamp: 1\r\nReply-To: <sip:a@b>\r\n",
        ),
    ] {
        let text = invite(&format!("{max_forwards}{more}"), &body);
        let text: String = text
            .split_inclusive("\r\n")
            .filter(|line| missing.is_empty() || !line.starts_with(missing))
            .collect();
        let faults = send_faults_of_bytes(
            Role::Terminal,
            text.as_bytes(),
            &Context::new().with(Fact::PresentsByHeaders, true),
        );
        let only_received = !more.starts_with("Privacy");
        assert!(!faults.is_empty() || !only_received, "{text}");
        let (network, ok) = answered(&text);
        expect_strict(&network.log[ok]);
    }
}

/// R-1.3.3-1: so it is with the peer's responses, and with its BYE.
#[test]
fn what_only_the_receive_column_allows_is_accepted_until_the_call_ends() {
    for latitude in LATITUDES {
        for peer_hangs_up in [false, true] {
            let (mut network, call, at) = dialled();
            let respond = |network: &mut Network, at: usize, lines: &str, body: &str| {
                let usual = response(&network.log[at], "200 OK", lines, body);
                network.send_raw(PEER, US, &only_receivable(&usual, latitude));
                network.settle();
            };
            respond(&mut network, at, CONTACT, &sdp(1, 9000, ""));
            assert_eq!(network.arrows(), ["1> ACK"], "{latitude:?}");
            let (_, _, to, _) = network.media.last().expect("it speaks");
            assert_eq!(to.to_string(), "192.0.2.2:9000");
            if peer_hangs_up {
                let peer = Peer::called(&network, at, "p");
                let usual = format!(
                    "BYE {} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bKbye\r\nFrom: {}\r\n\
                     To: {}\r\nCall-ID: {}\r\nCSeq: 1 BYE\r\nMax-Forwards: 70\r\n\
                     Content-Length: 0\r\n\r\n",
                    peer.target, peer.local, peer.remote, peer.call_id
                );
                network.send_raw(PEER, US, &only_receivable(&usual, latitude));
                network.settle();
                assert_eq!(network.arrows(), ["1> 200 BYE"], "{latitude:?}");
            } else {
                network.command(0, Command::HangUp { call });
                network.settle();
                let bye = network.last("1> BYE");
                respond(&mut network, bye, "", "");
                let since = network.now;
                network.seconds(5);
                assert_eq!(network.sent_at("1> BYE", since), [], "{latitude:?}");
            }
            network.assert_empty();
        }
    }
}

/// R-1.3.3-1: and what we send has what must be there, without what must not.
#[test]
fn what_is_sent_obeys_the_send_column() {
    let mut network = Network::new(vec![first()]);
    network.dial(0, "102");
    network.settle();
    let sent = &network.log[network.last("1> INVITE")];
    expect_strict(sent);
    for name in [
        HeaderName::Contact,
        HeaderName::MaxForwards,
        HeaderName::ContentType,
        HeaderName::ContentLength,
    ] {
        assert!(sent.header(name).is_some(), "{name}");
    }
    for name in [HeaderName::Require, HeaderName::RecordRoute] {
        assert_eq!(sent.header(name), None, "{name}");
    }
}

#[track_caller]
fn expect_strict(sent: &Sent) {
    assert!(sent.header(HeaderName::ContentLength).is_some());
    for name in [
        HeaderName::ContentDisposition,
        HeaderName::ContentLanguage,
        HeaderName::MimeVersion,
    ] {
        assert_eq!(sent.header(name), None, "{name}");
    }
}

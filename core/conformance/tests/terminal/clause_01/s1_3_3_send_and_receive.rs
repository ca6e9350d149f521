//! JJ-22.11 §1.3.3: strict in what is sent, liberal in what is received.

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

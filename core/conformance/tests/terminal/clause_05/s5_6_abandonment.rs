//! JJ-22.11 §5.6: the caller gives up.

use naisen_conformance::terminal_stage::{START, first, second};
use naisen_sip::HeaderName;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{Command, Ended, EndedBy, Event, Hears};

use super::s5_3_2_forks::{line, sent_since};
use super::s5_4_redirection::expect_refusal_ack;
use super::*;

fn expect_given_up(network: &mut Network, call: CallId) {
    let events = network.events(0);
    let given_up = events.iter().any(|event| {
        matches!(
            event,
            Event::Ended { call: ended, by: EndedBy::Us, reason: Ended::GivenUp, .. }
                if *ended == call
        )
    });
    assert!(given_up, "{events:?}");
}

/// R-5.6.1-1: by hanging up and by ending the program, after any 1xx.
#[test]
fn a_call_that_is_given_up_is_cancelled_in_the_transaction_of_its_invite() {
    for (status, tag) in [("100 Trying", ""), ("180 Ringing", "a")] {
        for all in [false, true] {
            let (mut network, call) = calling();
            respond(&mut network, status, tag, "");
            let command = if all {
                Command::HangUpAll
            } else {
                Command::HangUp { call }
            };
            network.command(0, command);
            settle(&mut network);
            assert_eq!(network.arrows(), ["1> CANCEL"]);
            let (invite, cancel) = (last(&network, "1> INVITE"), last(&network, "1> CANCEL"));
            for name in [
                HeaderName::Via,
                HeaderName::CallId,
                HeaderName::From,
                HeaderName::To,
            ] {
                assert_eq!(header(cancel, name), header(invite, name), "{name}");
            }
            let uri = |sent: &Sent| sent.message().request_uri().map(str::to_owned);
            assert_eq!(uri(cancel), uri(invite));
            let cseq = header(invite, HeaderName::CSeq).replace("INVITE", "CANCEL");
            assert_eq!(header(cancel, HeaderName::CSeq), cseq);
            expect_given_up(&mut network, call);
            network.respond(network.last("1> CANCEL"), "200 OK", "a", "", "");
            respond_with(&mut network, "487 Request Terminated", "a", "", "");
            assert_eq!(network.arrows(), ["1> ACK"]);
            expect_refusal_ack(&network, "a");
            assert_eq!(network.events(0), [], "the user has left");
            network.assert_empty();
        }
    }
}

/// R-5.6.1-1, R-6.7.1-1: two terminals; the one that was called stops ringing.
#[test]
fn a_caller_who_gives_up_cancels_and_the_callee_stops_ringing() {
    let mut network = Network::new(vec![first(), second()]);
    let call = network.dial(0, "102");
    network.settle();
    network.arrows();
    network.command(0, Command::HangUp { call });
    network.settle();
    assert_eq!(
        network.arrows(),
        ["1> CANCEL", "2> 200 CANCEL", "2> 487 INVITE", "1> ACK"]
    );
    let events = network.events(1);
    assert!(matches!(
        &events[..],
        [
            Event::Incoming { .. },
            Event::Ended {
                by: EndedBy::Peer,
                reason: Ended::GivenUp,
                ..
            }
        ]
    ));
    network.assert_empty();
}

/// A call whose caller has a password; its INVITE has been sent a moment ago.
fn calling_with_password() -> (Network, CallId) {
    let mut config = first();
    config.credentials = Some(ClientCredentials::with_password("101", "secret"));
    calling_with(config)
}

/// A call that is given up a second after its INVITE, no 1xx having come.
fn given_up_unheard() -> (Network, CallId) {
    let (mut network, call) = calling_with_password();
    network.seconds(1);
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    expect_given_up(&mut network, call);
    (network, call)
}

/// R-5.6.1-2, R-5.6.1-3: nothing more is sent, and the transaction waits as long as it would have.
#[test]
fn without_a_1xx_giving_up_sends_nothing() {
    let (mut network, _) = given_up_unheard();
    network.seconds(30);
    assert_eq!(
        network.sent_at("1> INVITE", START),
        [0, 500],
        "it is not repeated"
    );
    assert_eq!(network.arrows(), [""; 0]);
    let [_, _, _, transactions] = network.terminal(0).rest();
    assert_eq!(transactions, 1, "64*T1 have not passed");
    network.seconds(1);
    let [_, sessions, _, transactions] = network.terminal(0).rest();
    assert_eq!((sessions, transactions), (0, 0));
    assert_eq!(network.arrows(), [""; 0]);
    assert_eq!(network.events(0), []);
}

/// R-5.6.1-3, R-5.6.1-4: even at the last moment; one CANCEL, however many 1xx follow.
#[test]
fn a_1xx_that_comes_late_brings_the_cancel() {
    for (seconds, status, tag) in [(0, "100 Trying", ""), (29, "180 Ringing", "a")] {
        let (mut network, _) = given_up_unheard();
        network.seconds(seconds);
        respond(&mut network, status, tag, "");
        respond(&mut network, "183 Session Progress", "a", &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> CANCEL"], "{status}");
        assert!(network.media.is_empty());
        network.respond(network.last("1> CANCEL"), "200 OK", "a", "", "");
        respond_with(&mut network, "487 Request Terminated", "a", "", "");
        assert_eq!(network.arrows(), ["1> ACK"]);
        assert_eq!(network.events(0), []);
        network.assert_empty();
    }
}

/// R-5.6.1-2, R-5.6.1-4: the 1xx of an INVITE that was refused says nothing of the one that was sent again.
#[test]
fn an_invite_that_was_sent_again_waits_for_a_1xx_of_its_own() {
    for (status, lines) in [
        (
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n",
        ),
        ("422 Session Interval Too Small", "Min-SE: 3600\r\n"),
    ] {
        let (mut network, call) = calling_with_password();
        respond(&mut network, "180 Ringing", "a", "");
        respond_with(&mut network, status, "a", lines, "");
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"], "{status}");
        network.command(0, Command::HangUp { call });
        network.seconds(1);
        assert_eq!(network.arrows(), [""; 0], "{status}");
        respond(&mut network, "180 Ringing", "b", "");
        assert_eq!(network.arrows(), ["1> CANCEL"], "{status}");
        let (invite, cancel) = (last(&network, "1> INVITE"), last(&network, "1> CANCEL"));
        let via = |sent| header(sent, HeaderName::Via);
        assert_eq!(via(cancel), via(invite));
        assert_eq!(header(cancel, HeaderName::CSeq), "2 CANCEL");
        network.respond(network.last("1> CANCEL"), "200 OK", "b", "", "");
        respond_with(&mut network, "487 Request Terminated", "b", "", "");
        assert_eq!(network.arrows(), ["1> ACK"]);
        network.assert_empty();
    }
}

/// R-5.6.1-5
#[test]
fn a_refusal_that_comes_late_is_acknowledged() {
    for status in [
        "486 Busy Here",
        "302 Moved Temporarily",
        "503 Service Unavailable",
    ] {
        let (mut network, _) = given_up_unheard();
        respond_with(&mut network, status, "a", "", "");
        assert_eq!(network.arrows(), ["1> ACK"]);
        expect_refusal_ack(&network, "a");
        assert_eq!(network.events(0), []);
        network.assert_empty();
    }
    // A challenge is not answered: nobody wants the call any more.
    let (mut network, _) = given_up_unheard();
    let lines = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
    respond_with(
        &mut network,
        "407 Proxy Authentication Required",
        "a",
        lines,
        "",
    );
    assert_eq!(network.arrows(), ["1> ACK"]);
}

/// R-5.6.1-6: ACK, and BYE since nobody is there (JJ-22.11 E-10).
#[test]
fn an_answer_that_comes_late_is_acknowledged_and_ended() {
    let (mut network, _) = given_up_unheard();
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    expect_ack_and_bye(network);
}

/// R-5.6.2-1: with an early dialog and without.
#[test]
fn an_answer_that_crosses_the_cancel_is_acknowledged_and_ended() {
    for (status, tag) in [("100 Trying", ""), ("180 Ringing", "a")] {
        for cancel_answered in [false, true] {
            let (mut network, call) = calling();
            respond(&mut network, status, tag, "");
            network.command(0, Command::HangUp { call });
            settle(&mut network);
            assert_eq!(network.arrows(), ["1> CANCEL"]);
            expect_given_up(&mut network, call);
            if cancel_answered {
                network.respond(network.last("1> CANCEL"), "200 OK", "a", "", "");
            }
            respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
            expect_ack_and_bye(network);
        }
    }
}

/// R-5.6.2-1: it may be that of another dialog than the one that rang, which is ended as well.
#[test]
fn an_answer_of_another_dialog_that_crosses_the_cancel_leaves_no_dialog() {
    let (mut network, call) = calling();
    respond(&mut network, "180 Ringing", "a", "");
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    let before = network.log.len();
    respond(&mut network, "200 OK", "b", &sdp(1, 2, 9000));
    let mut sent = sent_since(&network, before);
    sent.sort();
    let expected = [
        line("1> ACK", "b", 1),
        line("1> BYE", "a", 2),
        line("1> BYE", "b", 2),
    ];
    assert_eq!(sent, expected);
    network.assert_empty();
}

fn expect_ack_and_bye(mut network: Network) {
    assert_eq!(network.arrows(), ["1> ACK", "1> BYE"]);
    for arrow in ["1> ACK", "1> BYE"] {
        let sent = last(&network, arrow);
        assert!(header(sent, HeaderName::To).ends_with(";tag=a"));
        assert_eq!(
            sent.message().request_uri(),
            Some("sip:peer@192.0.2.2:5060")
        );
    }
    assert!(network.media.is_empty());
    assert_eq!(network.events(0), []);
    network.respond(network.last("1> BYE"), "200 OK", "a", "", "");
    network.assert_empty();
}

/// R-5.6.2-2: while the CANCEL is repeated, while the final response is waited for, and while the BYE that
/// followed is repeated.
#[test]
fn other_calls_go_out_and_come_in_meanwhile() {
    for stage in ["CANCEL repeated", "487 outstanding", "BYE repeated"] {
        let (mut network, call) = calling();
        respond(&mut network, "180 Ringing", "a", "");
        network.command(0, Command::HangUp { call });
        settle(&mut network);
        let first_invite = network.last("1> INVITE");
        if stage != "CANCEL repeated" {
            network.respond(network.last("1> CANCEL"), "200 OK", "a", "", "");
        }
        if stage == "BYE repeated" {
            respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
        }
        network.settle();
        network.arrows();
        network.events(0);
        let since = network.now;
        let again = network.dial(0, "103");
        network.settle();
        call_in(&mut network, "in");
        let events = network.events(0);
        assert!(
            events.iter().any(|it| matches!(it, Event::Incoming { .. })),
            "{stage}"
        );
        let calls: Vec<String> = network
            .arrows()
            .into_iter()
            .filter(|arrow| arrow.ends_with(" INVITE"))
            .collect();
        assert_eq!(calls, ["1> INVITE", "1> 180 INVITE"], "{stage}");
        respond(&mut network, "200 OK", "new", &sdp(1, 2, 9700));
        let incoming = events
            .iter()
            .find_map(|event| match event {
                Event::Incoming { call, .. } => Some(*call),
                _ => None,
            })
            .expect("a call came in");
        network.command(0, Command::Answer { call: incoming });
        settle(&mut network);
        let events = network.events(0);
        for call in [again, incoming] {
            assert!(events.contains(&Event::Answered { call }), "{stage}");
        }
        network.seconds(1);
        let repeated = ["CANCEL", "BYE"]
            .map(|method| !network.sent_at(&format!("1> {method}"), since).is_empty());
        let expected = ["CANCEL repeated", "BYE repeated"].map(|it| it == stage);
        assert_eq!(repeated, expected, "{stage}: it still is");
        if stage != "BYE repeated" {
            network.respond(first_invite, "487 Request Terminated", "a", "", "");
            settle(&mut network);
            assert_eq!(network.arrows().last().map(String::as_str), Some("1> ACK"));
        }
        assert_eq!(network.terminal(0).call_count(), 2);
        assert_eq!(hears(&network.events(0)), [] as [Hears; 0]);
    }
}

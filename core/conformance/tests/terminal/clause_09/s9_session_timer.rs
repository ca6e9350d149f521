//! JJ-22.11 §9: the extension itself, and switching it off.

use naisen_sip::HeaderName;
use naisen_terminal::{Command, Ended};

use super::{
    CONTACT, METHODS, PEER, Talk, US, agreed, asked, lists, ring, sdp, session_expires, timer, with,
};
use naisen_conformance::terminal_stage::{Network, first, second};

/// R-9-1: two sides that know the timer settle it, and one of them that has died is found out.
#[test]
fn the_timer_is_settled_and_finds_out_that_the_peer_is_gone() {
    let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uas"));
    let invite = &talk.network.log[0];
    assert!(lists(invite, HeaderName::Supported, "timer"));
    assert_eq!(session_expires(invite).as_deref(), Some("180"));
    talk.expect_end_at(148, &Ended::SessionExpired);
}

/// R-9-2: switched off, nothing of the timer is said, answered or done, in either role.
#[test]
fn switched_off_nothing_of_the_timer_is_said_or_done() {
    let mut config = first();
    config.policy.timer = None;
    let mut calling = Talk::calling(config.clone(), &agreed("90;refresher=uac"));
    let mut called = Talk::called(config.clone(), &asked("90;refresher=uas"));
    for talk in [&mut calling, &mut called] {
        for (method, _) in METHODS {
            talk.refresh(method, &asked("90;refresher=uas"));
        }
        let call = talk.call;
        talk.network.command(0, Command::Hold { call });
        assert_eq!(talk.network.arrows(), ["1> UPDATE"]);
        let hold = talk.network.last("1> UPDATE");
        let lines = format!("{CONTACT}{}", agreed("90;refresher=uac"));
        let held = sdp(2).replace("inactive", "recvonly");
        talk.network.respond(hold, "200 OK", "p", &lines, &held);
        talk.expect_silence_until(400);
        for sent in &talk.network.log {
            assert!(!lists(sent, HeaderName::Supported, "timer"));
            assert_eq!(session_expires(sent), None);
            assert_eq!(sent.header(HeaderName::MinSe), None);
            assert_eq!(sent.header(HeaderName::Require), None);
        }
    }
    // What is too short for a timer is nothing to one that is off.
    let mut network = Network::new(vec![config]);
    ring(&mut network, &asked("30"));
    assert_eq!(network.arrows(), ["1> 180 INVITE"]);
    // Whoever asks is not told of it.
    let head = format!(
        "OPTIONS sip:101@192.0.2.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bKasks\r\n\
         From: <sip:102@192.0.2.1>;tag=p\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: asks\r\n\
         CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
    );
    network.send(PEER, US, &head, "");
    network.settle();
    let answer = &network.log[network.last("1> 200 OPTIONS")];
    assert!(lists(answer, HeaderName::Supported, "100rel"));
    assert!(!lists(answer, HeaderName::Supported, "timer"));
}

/// R-9-1: two terminals keep a call alive between them.
#[test]
fn two_terminals_refresh_their_call() {
    let mut callee = second();
    callee.policy.timer = Some(timer(90));
    let mut network = Network::new(vec![with(timer(90)), callee]);
    network.dial(0, "102");
    network.settle();
    let call = network.incoming(1);
    network.command(1, Command::Answer { call });
    network.settle();
    network.arrows();
    network.seconds(200);
    let refreshes = network.arrows();
    assert_eq!(refreshes, ["2> UPDATE", "1> 200 UPDATE"].repeat(4));
    assert_eq!(network.terminal(0).call_count(), 1);
    network.command(1, Command::HangUpAll);
    network.assert_empty();
}

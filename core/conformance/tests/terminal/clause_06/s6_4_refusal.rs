//! JJ-22.11 §6.4 to §6.6: what does not come about.

use naisen_sip::StatusCode;
use naisen_terminal::AnswerMode;

use super::*;

fn status(code: u16) -> StatusCode {
    StatusCode::new(code).expect("a status")
}

/// R-6.4-1: not even where the user or a setting asks for it.
#[test]
fn no_call_is_redirected() {
    for code in [300, 301, 302, 305, 380] {
        let (mut network, _, call) = ringing(first(), PLAIN);
        let status = status(code);
        network.command(0, Command::Refuse { call, status });
        assert_eq!(network.arrows(), ["1> 486 INVITE"], "{code}");
        let mut config = first();
        config.answer = AnswerMode::Refuse(status);
        let mut network = Network::new(vec![config]);
        call_in(&mut network, "a", PLAIN);
        assert_eq!(network.arrows(), ["1> 486 INVITE"], "{code}");
    }
}

/// R-6.5-1: every line in use, no common codec, no legible description, and what the user says.
#[test]
fn a_call_that_cannot_be_made_is_refused_with_the_fitting_status() {
    let (mut network, _, _) = talking(one_line(), PLAIN);
    call_in(&mut network, "b", PLAIN);
    assert_eq!(network.arrows(), ["1> 486 INVITE"]);
    let foreign = sdp(1, 9000, "").replace("AVP 0", "AVP 18");
    for (body, expected) in [(&*foreign, "1> 488 INVITE"), ("nonsense", "1> 400 INVITE")] {
        let mut network = Network::new(vec![first()]);
        let mut peer = Peer::calling(NUMBER, "a");
        peer.request(&mut network, "INVITE", PLAIN, body);
        assert_eq!(network.arrows(), [expected]);
        assert_eq!(network.terminal(0).call_count(), 0);
    }
    for code in [480, 486, 600, 603] {
        let (mut network, _, call) = ringing(first(), PLAIN);
        let status = status(code);
        network.command(0, Command::Refuse { call, status });
        assert_eq!(network.arrows(), [format!("1> {code} INVITE")]);
    }
}

/// R-6.5-2: on the only line, one that comes in and one of the user.
#[test]
fn a_call_is_taken_while_the_refusal_of_another_waits_for_its_ack() {
    for expect_new_call in NEW_CALLS {
        let (mut network, _, call) = ringing(one_line(), PLAIN);
        let since = network.now;
        network.command(0, Command::HangUp { call });
        network.seconds(1);
        assert_eq!(count(&network, "1> 486 INVITE", since), 2);
        expect_new_call(&mut network);
        network.seconds(3);
        assert_eq!(count(&network, "1> 486 INVITE", since), 4, "still no ACK");
    }
}

/// R-6.6-1
#[test]
fn an_ack_without_the_parameters_of_the_uri_ends_the_repeats() {
    for target in [NUMBER, "sip:101@192.0.2.1;transport=udp;x=y"] {
        let mut network = Network::new(vec![one_line()]);
        let mut peer = Peer::calling("sip:101@192.0.2.1;transport=udp;x=y", "a");
        peer.request(&mut network, "INVITE", PLAIN, &sdp(1, 9000, ""));
        let call = network.incoming(0);
        let since = network.now;
        network.command(0, Command::HangUp { call });
        network.run(Duration::from_millis(600));
        assert_eq!(count(&network, "1> 486 INVITE", since), 2);
        target.clone_into(&mut peer.target);
        peer.remote = header(last(&network, "1> 486 INVITE"), HeaderName::To);
        peer.again(&mut network, "ACK");
        network.seconds(40);
        assert_eq!(count(&network, "1> 486 INVITE", since), 2, "{target}");
        network.assert_empty();
    }
}

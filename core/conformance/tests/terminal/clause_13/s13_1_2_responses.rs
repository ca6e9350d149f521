//! JJ-22.11 §13.1.2: the responses (JJ-22.11 T13-2 to T13-5).

use std::time::Duration;

use naisen_agent::TimerPolicy;
use naisen_conformance::peer::{CONTACT, Peer, sdp};
use naisen_conformance::terminal_stage::Network;
use naisen_jj2211::{MessageKind, Standard};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{HeaderName, StatusCode};
use naisen_terminal::{
    Command, Ended, EndedBy, Event, Hears, RegistrationConfig, RegistrationProblem,
};

use naisen_conformance::call::{
    ALL, answer, answered, calling, ended, header, ringing, talking, terminal,
};

/// R-13.1.2-1: a 1xx without a meaning of its own is a 183.
#[test]
fn an_unknown_1xx_is_taken_as_183() {
    let (mut network, call) = calling(|_| {});
    network.respond(0, "189 Whatever", "p", CONTACT, &sdp(1, 9000, ""));
    network.settle();
    let hears = Hears::EarlyMedia;
    assert_eq!(network.events(0), [Event::Hears { call, hears }]);
    assert_eq!(network.media.last().expect("RTP").2.port(), 9000);
    network.respond(0, "200 OK", "p", CONTACT, "");
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK"]);
}

/// R-13.1.2-1, R-13.1.2-13: whatever its code, a refusal is acknowledged and ends the
/// attempt; one without a meaning of its own counts for its class.
#[test]
fn each_refusal_of_an_invite_ends_the_attempt() {
    let standard = Standard::get();
    let listed = |code: &u16| {
        let row = standard.response(MessageKind::Invite, *code);
        row.is_some_and(|row| !row.is_other)
    };
    let unknown = [399, 499, 599, 699];
    let codes: Vec<u16> = (400..700).filter(listed).chain(unknown).collect();
    assert!(codes.len() > 35, "{codes:?}");
    for code in codes {
        let (mut network, _) = calling(|_| {});
        network.respond(0, &format!("{code} Refused"), "p", "", "");
        network.settle();
        assert_eq!(network.arrows(), ["1> ACK"], "{code}");
        let told = ended(&mut network);
        let Some(Event::Ended { by, status, .. }) = told else {
            panic!("{code} ends the call");
        };
        assert_eq!(
            (by, status),
            (EndedBy::Peer, StatusCode::new(code)),
            "{code}"
        );
        network.assert_empty();
    }
}

/// R-13.1.2-1, R-13.1.2-4: a 2xx without a meaning of its own is a 200.
#[test]
fn an_unknown_2xx_is_taken_as_200() {
    let (mut network, call) = calling(|_| {});
    network.respond(0, "299 Whatever", "p", CONTACT, &sdp(1, 9000, ""));
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK"]);
    let hears = Hears::Talk;
    let expected = [Event::Answered { call }, Event::Hears { call, hears }];
    assert_eq!(network.events(0), expected);
    assert_eq!(network.media.last().expect("RTP").2.port(), 9000);
}

/// R-13.1.2-2, R-13.1.2-4: sent.
#[test]
fn a_call_is_answered_by_100_180_and_200() {
    let (mut network, mut peer) = ringing(|_| {}, "");
    answer(&mut network);
    peer.acknowledge(&mut network, 1, "");
    let sent: Vec<_> = network.wire.iter().map(|(_, arrow)| &**arrow).collect();
    assert_eq!(sent, ["1> 100 INVITE", "1> 180 INVITE", "1> 200 INVITE"]);
}

/// R-13.1.2-2, R-13.1.2-3, R-13.1.2-4: understood. 100 stops the repetitions, 180 rings, 181 to 183
/// change nothing, 200 makes the call.
#[test]
fn each_1xx_and_200_are_understood() {
    let (mut network, call) = calling(|_| {});
    network.respond(0, "100 Trying", "", "", "");
    let before = network.now;
    network.seconds(8);
    assert_eq!(network.sent_at("1> INVITE", before), [0u128; 0]);
    network.respond(0, "180 Ringing", "p", CONTACT, "");
    network.settle();
    let hears = |hears| Event::Hears { call, hears };
    let rings = [Event::Ringing { call }, hears(Hears::Ringback)];
    assert_eq!(network.events(0), rings);
    for status in ["181 Forwarded", "182 Queued", "183 Session Progress"] {
        network.respond(0, status, "p", CONTACT, "");
        network.settle();
        assert_eq!(network.events(0), [], "{status}");
    }
    network.respond(0, "200 OK", "p", CONTACT, &sdp(1, 9000, ""));
    network.settle();
    assert_eq!(
        network.events(0),
        [Event::Answered { call }, hears(Hears::Talk)]
    );
    assert_eq!(network.arrows(), ["1> ACK"]);
}

/// R-13.1.2-5, R-13.1.2-19: no redirection is followed.
#[test]
fn no_3xx_is_followed() {
    let elsewhere = "Contact: <sip:103@192.0.2.3>\r\n";
    for code in [300, 301, 302, 305, 380] {
        let (mut network, _) = calling(|_| {});
        network.respond(0, &format!("{code} Elsewhere"), "p", elsewhere, "");
        network.seconds(40);
        assert_eq!(network.arrows(), ["1> ACK"], "{code}");
        let mut network = terminal(|config| {
            config.registration = Some(RegistrationConfig::new(config.server));
        });
        network.settle();
        let register = network.last("1> REGISTER");
        network.respond(register, &format!("{code} Elsewhere"), "p", elsewhere, "");
        network.settle();
        assert!(
            network
                .log
                .iter()
                .all(|sent| sent.to.to_string() == "192.0.2.2:5060")
        );
        assert_eq!(network.arrows(), ["1> REGISTER"], "{code}");
        let refused = RegistrationProblem::Refused {
            status: StatusCode::new(code).expect("a status"),
        };
        assert!(network.events(0).iter().any(|event| matches!(
            event,
            Event::RegistrationFailed { problem, .. } if *problem == refused
        )));
    }
}

/// R-13.1.2-7, R-13.1.2-9: receiving.
#[test]
fn both_challenges_of_an_invite_are_answered() {
    for (status, asks, answers) in [
        (
            "401 Unauthorized",
            "WWW-Authenticate",
            HeaderName::Authorization,
        ),
        (
            "407 Proxy Authentication Required",
            "Proxy-Authenticate",
            HeaderName::ProxyAuthorization,
        ),
    ] {
        let (mut network, _) = calling(|config| {
            config.credentials = Some(ClientCredentials::with_password("101", "secret"));
        });
        let challenge = format!("{asks}: Digest realm=\"pbx\", nonce=\"n\"\r\n");
        network.respond(0, status, "p", &challenge, "");
        network.settle();
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"]);
        assert!(header(&network, "1> INVITE", answers).is_some(), "{status}");
    }
}

/// R-13.1.2-6, R-13.1.2-9, R-13.1.2-12, R-13.1.2-18, R-13.4.5-3: whoever calls, changes the call or
/// ends it is not challenged, and nothing is answered by 421 or 423, whatever is asked for.
#[test]
fn a_terminal_never_challenges_and_never_sends_421_or_423() {
    let (mut network, mut peer) = answered(|_| {}, "Supported: timer\r\nSession-Expires: 90\r\n");
    let cseq = peer.request(
        &mut network,
        "INVITE",
        "Require: none\r\n",
        &sdp(2, 9000, ""),
    );
    assert_eq!(cseq, peer.cseq);
    peer.again(&mut network, "ACK");
    peer.request(
        &mut network,
        "UPDATE",
        "Session-Expires: 1\r\nSupported: timer\r\n",
        "",
    );
    peer.request(&mut network, "BYE", "", "");
    for (name, lines) in [
        ("demands", "Require: none\r\n"),
        ("hurries", "Supported: timer\r\nSession-Expires: 30\r\n"),
        ("expires", "Expires: 0\r\n"),
    ] {
        let mut caller = Peer::calling("sip:101@192.0.2.1", name);
        caller.request(&mut network, "INVITE", lines, &sdp(1, 9000, ""));
        caller.again(&mut network, "ACK");
    }
    network.settle();
    let wrong = ["1> 401 ", "1> 407 ", "1> 421 ", "1> 423 "];
    for (_, arrow) in &network.wire {
        assert!(!wrong.iter().any(|it| arrow.starts_with(it)), "{arrow}");
    }
    assert!(network.wire.iter().any(|(_, it)| it == "1> 420 INVITE"));
    assert!(network.wire.iter().any(|(_, it)| it == "1> 422 INVITE"));
}

/// R-13.1.2-10: sent for an interval that is too short, and obeyed.
#[test]
fn a_422_is_sent_and_obeyed() {
    let mut network = terminal(|config| {
        config.policy.timer = Some(TimerPolicy {
            min_se_s: 300,
            ..TimerPolicy::default()
        });
    });
    let mut peer = Peer::calling("sip:101@192.0.2.1", "caller");
    let lines = "Supported: timer\r\nSession-Expires: 299\r\n";
    peer.request(&mut network, "INVITE", lines, &sdp(1, 9000, ""));
    let min_se = header(&network, "1> 422 INVITE", HeaderName::MinSe);
    assert_eq!(min_se.as_deref(), Some("300"));

    let (mut network, _) = calling(|_| {});
    network.respond(
        0,
        "422 Session Interval Too Small",
        "p",
        "Min-SE: 2000\r\n",
        "",
    );
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"]);
    let min_se = header(&network, "1> INVITE", HeaderName::MinSe);
    assert_eq!(min_se.as_deref(), Some("2000"));
}

/// R-13.1.2-11: sent.
#[test]
fn who_is_busy_is_given_up_or_shares_no_codec_answers_486_487_or_488() {
    let mut network = terminal(|config| config.max_lines = 1);
    let mut first = Peer::calling("sip:101@192.0.2.1", "first");
    first.request(&mut network, "INVITE", "", &sdp(1, 9000, ""));
    let mut second = Peer::calling("sip:101@192.0.2.1", "second");
    second.request(&mut network, "INVITE", "", &sdp(1, 9000, ""));
    second.again(&mut network, "ACK");
    first.again(&mut network, "CANCEL");
    first.again(&mut network, "ACK");
    network.settle();
    let foreign = sdp(1, 9000, "")
        .replace("AVP 0", "AVP 18")
        .replace("0 PCMU", "18 G729");
    let mut third = Peer::calling("sip:101@192.0.2.1", "third");
    third.request(&mut network, "INVITE", "", &foreign);
    let arrows = network.arrows();
    for expected in ["1> 486 INVITE", "1> 487 INVITE", "1> 488 INVITE"] {
        assert!(
            arrows.iter().any(|it| it == expected),
            "{expected}: {arrows:?}"
        );
    }
}

/// R-13.1.2-11: understood.
#[test]
fn who_is_answered_486_487_or_488_is_told_so() {
    for (status, code) in [("486 Busy Here", 486), ("487 Gone", 487), ("488 No", 488)] {
        let (mut network, _) = calling(|_| {});
        network.respond(0, status, "p", "", "");
        network.settle();
        let Some(Event::Ended {
            status: told,
            reason,
            ..
        }) = ended(&mut network)
        else {
            panic!("{status} ends the call");
        };
        assert_eq!(told, StatusCode::new(code));
        assert!(matches!(reason, Ended::Refused { .. }));
    }
}

/// A terminal whose request of this method waits for its answer, and where that is in the log.
fn asking(method: &str) -> (Network, usize) {
    let mut network = match method {
        "REGISTER" => registering(),
        "PRACK" | "CANCEL" => {
            let (mut network, call) = calling(|_| {});
            let lines = format!("{CONTACT}{ALL}");
            if method == "CANCEL" {
                network.respond(0, "180 Ringing", "p", &lines, "");
                network.settle();
                network.command(0, Command::HangUp { call });
            } else {
                let reliable = format!("{lines}Require: 100rel\r\nRSeq: 5\r\n");
                network.respond(0, "180 Ringing", "p", &reliable, "");
            }
            network
        }
        _ => {
            let (mut network, call, _) = talking(|_| {}, ALL);
            let command = match method {
                "UPDATE" => Command::Hold { call },
                _ => Command::HangUp { call },
            };
            network.command(0, command);
            network
        }
    };
    network.run(Duration::from_millis(100));
    network.events(0);
    let request = network.last(&format!("1> {method}"));
    (network, request)
}

/// R-13.1.2-14, R-13.1.2-15: received. A 1xx settles nothing, so that the request is sent again; the 200
/// does what was asked for, and ends that.
#[test]
fn a_1xx_to_other_requests_is_tolerated_and_a_200_answers_them() {
    for method in ["UPDATE", "REGISTER", "CANCEL", "PRACK", "BYE"] {
        for status in ["100 Trying", "180 Ringing"] {
            let row = format!("{status} to {method}");
            let arrow = format!("1> {method}");
            let (mut network, request) = asking(method);
            network.respond(request, status, "", "", "");
            network.run(Duration::from_millis(100));
            let start = network.now;
            network.seconds(5);
            assert!(!network.sent_at(&arrow, start).is_empty(), "{row}");
            assert_eq!(network.events(0), [], "{row}");
            let contact = header(&network, &arrow, HeaderName::Contact).unwrap_or_default();
            let (lines, body) = match method {
                "REGISTER" => (
                    format!("Contact: {contact};expires=3600\r\n"),
                    String::new(),
                ),
                "UPDATE" => (CONTACT.to_owned(), sdp(2, 9000, "a=recvonly\r\n")),
                _ => (String::new(), String::new()),
            };
            network.respond(request, "200 OK", "", &lines, &body);
            network.settle();
            let told = network.events(0);
            match method {
                "UPDATE" => assert!(
                    told.iter()
                        .any(|it| matches!(it, Event::HoldDone { held: true, .. })),
                    "{row}: {told:?}"
                ),
                "REGISTER" => assert!(matches!(told[..], [Event::Registered { .. }]), "{row}"),
                _ => assert_eq!(told, [], "{row}"),
            }
            let end = network.now;
            network.seconds(20);
            assert_eq!(network.sent_at(&arrow, end), [0u128; 0], "{row}");
        }
    }
}

/// R-13.1.2-14, R-13.1.2-15, R-13.1.2-16, R-13.1.2-18: each request but INVITE gets 200, no 1xx before
/// it and no 3xx or challenge instead of it, even where its answer has to wait for the user.
#[test]
fn other_requests_get_200_and_no_1xx_and_no_3xx() {
    let (mut network, mut peer) = ringing(|_| {}, ALL);
    let rseq = header(&network, "1> 180 INVITE", HeaderName::RSeq).expect("a reliable 180");
    peer.request(
        &mut network,
        "PRACK",
        &format!("RAck: {rseq} 1 INVITE\r\n"),
        "",
    );
    answer(&mut network);
    peer.acknowledge(&mut network, 1, "");
    peer.request(&mut network, "UPDATE", "", "");
    peer.request(&mut network, "BYE", "", "");
    let mut other = Peer::calling("sip:101@192.0.2.1", "other");
    other.request(&mut network, "INVITE", "", &sdp(1, 9000, ""));
    other.again(&mut network, "CANCEL");
    network.seconds(2);
    for method in ["PRACK", "UPDATE", "BYE", "CANCEL"] {
        let answers: Vec<_> = network
            .wire
            .iter()
            .map(|(_, arrow)| &**arrow)
            .filter(|arrow| arrow.ends_with(method) && arrow.len() > 3 + method.len())
            .collect();
        assert_eq!(answers, [format!("1> 200 {method}")], "{method}");
    }
}

/// R-13.1.2-17: sent.
#[test]
fn an_update_is_refused_by_422_or_488_as_fits() {
    let timer = "Supported: timer\r\nRequire: timer\r\nSession-Expires: 1800;refresher=uas\r\n";
    let (mut network, _, mut peer) = talking(|_| {}, &format!("{ALL}{timer}"));
    let short = "Supported: timer\r\nSession-Expires: 60\r\n";
    peer.request(&mut network, "UPDATE", short, "");
    assert_eq!(network.arrows(), ["1> 422 UPDATE"]);
    let min_se = header(&network, "1> 422 UPDATE", HeaderName::MinSe);
    assert_eq!(min_se.as_deref(), Some("90"));
    let foreign = sdp(2, 9000, "")
        .replace("AVP 0", "AVP 18")
        .replace("0 PCMU", "18 G729");
    peer.request(&mut network, "UPDATE", "", &foreign);
    assert_eq!(network.arrows(), ["1> 488 UPDATE"]);
    assert_eq!(ended(&mut network), None);
}

/// R-13.1.2-17: understood. A hold that is refused leaves the call; one whose interval is too short
/// is asked for again.
#[test]
fn an_update_refused_by_422_or_488_is_understood() {
    let timer = "Require: timer\r\nSession-Expires: 1800;refresher=uas\r\n";
    let (mut network, call, _) = talking(|_| {}, &format!("{ALL}{timer}"));
    network.command(0, Command::Hold { call });
    network.settle();
    let update = network.last("1> UPDATE");
    network.respond(update, "422 Too Small", "", "Min-SE: 3000\r\n", "");
    network.settle();
    assert_eq!(network.arrows(), ["1> UPDATE", "1> UPDATE"]);
    let min_se = header(&network, "1> UPDATE", HeaderName::MinSe);
    assert_eq!(min_se.as_deref(), Some("3000"));
    let again = network.last("1> UPDATE");
    network.respond(again, "488 Not Acceptable Here", "", "", "");
    network.settle();
    let refused = StatusCode::new(488);
    assert_eq!(
        network.events(0),
        [Event::HoldDone {
            call,
            held: false,
            refused
        }]
    );
}

fn registering() -> Network {
    let mut network = terminal(|config| {
        let mut registration = RegistrationConfig::new(config.server);
        registration.delete_all_on_start = false;
        config.registration = Some(registration);
        config.credentials = Some(ClientCredentials::with_password("101", "secret"));
    });
    network.settle();
    network.arrows();
    network
}

/// R-13.1.2-20
#[test]
fn a_401_to_register_is_answered() {
    let mut network = registering();
    let challenge = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
    network.respond(0, "401 Unauthorized", "p", challenge, "");
    network.settle();
    assert_eq!(network.arrows(), ["1> REGISTER"]);
    assert!(header(&network, "1> REGISTER", HeaderName::Authorization).is_some());
}

/// R-13.1.2-21
#[test]
fn after_a_423_the_lifetime_that_it_names_is_asked_for() {
    let mut network = registering();
    network.respond(
        0,
        "423 Interval Too Brief",
        "p",
        "Min-Expires: 7000\r\n",
        "",
    );
    network.settle();
    assert_eq!(network.arrows(), ["1> REGISTER"]);
    let expires = header(&network, "1> REGISTER", HeaderName::Expires);
    assert_eq!(expires.as_deref(), Some("7000"));
}

/// R-13.1.2-15, R-13.1.2-22: 200 registers, each other final response is a failure.
#[test]
fn register_succeeds_by_200_and_fails_by_each_refusal() {
    let mut network = registering();
    let contact = header(&network, "1> REGISTER", HeaderName::Contact).expect("Contact");
    let lines = format!("Contact: {contact};expires=600\r\n");
    network.respond(0, "200 OK", "p", &lines, "");
    network.settle();
    assert!(matches!(network.events(0)[..], [Event::Registered { .. }]));
    let standard = Standard::get();
    let listed = |code: &u16| {
        let row = standard.response(MessageKind::Register, *code);
        row.is_some_and(|row| !row.is_other) && ![401, 407, 423].contains(code)
    };
    let unknown = [499, 599, 699];
    let codes: Vec<u16> = (400..700).filter(listed).chain(unknown).collect();
    assert!(codes.len() > 25, "{codes:?}");
    for code in codes {
        let mut network = registering();
        network.respond(0, &format!("{code} No"), "p", "", "");
        network.run(Duration::from_millis(100));
        let expected = RegistrationProblem::Refused {
            status: StatusCode::new(code).expect("a status"),
        };
        assert!(
            matches!(
                &network.events(0)[..],
                [Event::RegistrationFailed { problem, retry_at: Some(_) }] if *problem == expected
            ),
            "{code}"
        );
    }
}

/// R-13.1.2-23: whatever a peer answers to BYE or CANCEL, nothing is left of the call.
#[test]
fn a_refused_bye_or_cancel_frees_the_call_all_the_same() {
    for status in ["400 No", "403 No", "481 No", "500 No", "603 No", "423 No"] {
        let (mut network, call, _) = talking(|_| {}, ALL);
        network.command(0, Command::HangUp { call });
        network.settle();
        let bye = network.last("1> BYE");
        network.respond(bye, status, "", "", "");
        network.assert_empty();

        let (mut network, call) = calling(|_| {});
        network.respond(0, "180 Ringing", "p", CONTACT, "");
        network.settle();
        network.command(0, Command::HangUp { call });
        network.settle();
        let cancel = network.last("1> CANCEL");
        network.respond(cancel, status, "", "", "");
        network.assert_empty();
    }
}

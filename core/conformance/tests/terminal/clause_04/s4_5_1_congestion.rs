//! JJ-22.11 §4.5.1: sparing a registrar in trouble.

use naisen_terminal::Command;

use super::*;

/// R-4.4.1-3, R-4.5.1-2, R-4.5.1-3, R-4.5.1-4: Retry-After is waited out, in each response that may
/// have it and each time anew; without it, the time that is set (JJ-22.11 E-04).
#[test]
fn after_an_error_the_registrar_is_left_alone_for_a_while() {
    for (status, lines, wait) in [
        ("404 Not Found", "Retry-After: 120\r\n", 120),
        ("413 Request Entity Too Large", "Retry-After: 120\r\n", 120),
        ("480 Temporarily Unavailable", "Retry-After: 120\r\n", 120),
        ("486 Busy Here", "Retry-After: 120\r\n", 120),
        ("500 Server Internal Error", "Retry-After: 5 (soon)\r\n", 5),
        (
            "503 Service Unavailable",
            "Retry-After: 3600;duration=9\r\n",
            3600,
        ),
        ("600 Busy Everywhere", "Retry-After: 45\r\n", 45),
        ("603 Decline", "Retry-After: 45\r\n", 45),
        ("503 Service Unavailable", "", 30),
        ("403 Forbidden", "", 30),
        ("500 Server Internal Error", "", 30),
        ("302 Moved Temporarily", "", 30),
        ("600 Busy Everywhere", "", 30),
    ] {
        let mut network = start();
        for _ in 0..3 {
            let since = network.now;
            respond(&mut network, status, lines);
            let events = network.events(0);
            let retry = since + Duration::from_secs(wait);
            assert!(
                matches!(events[..], [Event::RegistrationFailed { retry_at: Some(at), .. }] if at == retry),
                "{status}: {events:?}"
            );
            network.run(retry.since(network.now) - Duration::from_millis(1));
            assert_eq!(after(&network, since), [], "{status}");
            network.run(Duration::from_millis(2));
            assert_eq!(after(&network, since), [wait], "{status}");
        }
        accept(&mut network, 3600);
        registered_until(&mut network);
    }
}

/// R-4.5.1-2: not even a network that is back shortens what the registrar asked for.
#[test]
fn retry_after_holds_when_the_network_comes_back() {
    let mut network = start();
    let since = network.now;
    respond(
        &mut network,
        "503 Service Unavailable",
        "Retry-After: 120\r\n",
    );
    network.seconds(5);
    network.command(0, Command::NetworkRestored);
    network.seconds(200);
    assert_eq!(after(&network, since).first(), Some(&120));
}

/// R-4.5.1-5: a registrar that is silent is tried again after a while, and what it may still have
/// is remembered.
#[test]
fn silence_is_waited_out_and_the_binding_is_remembered() {
    let mut network = registered(120);
    network.seconds(60);
    let since = network.now;
    network.seconds(33);
    let events = network.events(0);
    let problem = RegistrationProblem::NoAnswer;
    let Some(RegistrationState::Waiting { retry_at, until }) = network.terminal(0).registration()
    else {
        panic!("{events:?}");
    };
    assert_eq!(events, [failed(problem, Some(retry_at))]);
    assert!(until.is_some_and(|until| until > network.now));
    let given_up = network.now;
    assert!(retry_at.since(since) >= Duration::from_secs(32 + 29));
    network.run(retry_at.since(given_up) - Duration::from_millis(1));
    assert_eq!(after(&network, given_up), []);
    network.run(Duration::from_millis(2));
    assert_eq!(after(&network, given_up).len(), 1);
}

/// R-4.5.1-5: nor is one that cannot be reached tried again at once.
#[test]
fn an_unreachable_registrar_is_tried_again_after_a_while() {
    let mut network = start();
    network.run(Duration::from_millis(100));
    let since = network.now;
    for _ in 0..3 {
        network.unreachable(0, REGISTRAR);
    }
    let sent = network.sent_at("1> REGISTER", since);
    assert!(sent.is_empty(), "an ICMP error calls for no REGISTER");
    network.seconds(3600);
    let sent = after(&network, since);
    assert!(
        (3600 / 63 - 1..=3600 / 30).contains(&(sent.len() as u64)),
        "{sent:?}"
    );
    for pair in sent.windows(2) {
        assert!(pair[1] - pair[0] >= 30, "{sent:?}");
    }
}

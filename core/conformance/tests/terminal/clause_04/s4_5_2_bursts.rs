//! JJ-22.11 §4.5.2: no bursts of REGISTER.

use naisen_terminal::Command;

use super::*;

/// R-4.5.2-2: credentials go to each realm once; that each realm is asked for anew does not help.
#[test]
fn no_realm_gets_the_same_credentials_twice() {
    let mut network = start();
    for realm in ["pbx", "other", "pbx"] {
        let line = CHALLENGE.replace("pbx", realm);
        respond(&mut network, "401 Unauthorized", &line);
    }
    assert_eq!(registers(&network).len(), 3);
    let problem = RegistrationProblem::WrongCredentials;
    assert_eq!(network.events(0), [failed(problem, None)]);
    network.seconds(10_000);
    assert_eq!(registers(&network).len(), 3);
}

/// R-4.2.1-8, R-4.5.2-2: credentials that went along unasked, over a nonce of before, have been sent
/// as well: refused, they are told and not sent again until the user says so.
#[test]
fn credentials_over_a_nonce_of_before_are_not_sent_twice_either() {
    for stale in ["", ", stale=FALSE"] {
        let mut network = with(|it| it.reuse_nonce = true);
        respond(&mut network, "401 Unauthorized", CHALLENGE);
        accept(&mut network, 120);
        network.seconds(61);
        network.events(0);
        let sent = registers(&network).len();
        assert!(header(&network, HeaderName::Authorization).is_some());
        let line = CHALLENGE.replace("\"n1\"", &format!("\"n2\"{stale}"));
        respond(&mut network, "401 Unauthorized", &line);
        let problem = RegistrationProblem::WrongCredentials;
        assert_eq!(network.events(0), [failed(problem, None)], "{stale}");
        network.seconds(10_000);
        assert_eq!(registers(&network).len(), sent, "{stale}");
        network.command(0, Command::Register { credentials: None });
        network.settle();
        assert_eq!(header(&network, HeaderName::Authorization), None);
        respond(&mut network, "401 Unauthorized", CHALLENGE);
        accept(&mut network, 120);
        registered_until(&mut network);
    }
}

/// JJ-22.11 §4.5.2: one REGISTER waits for the answer of the one before, however often the user
/// asks.
#[test]
fn impatience_sends_no_more_registers() {
    let mut network = start();
    for _ in 0..10 {
        network.command(0, Command::Register { credentials: None });
    }
    network.run(Duration::from_millis(100));
    assert_eq!(registers(&network).len(), 1);
    accept(&mut network, 3600);
    accept(&mut network, 3600);
    network.seconds(100);
    assert_eq!(registers(&network).len(), 2);
}

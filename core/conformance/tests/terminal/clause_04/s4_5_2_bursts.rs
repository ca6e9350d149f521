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

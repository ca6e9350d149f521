//! JJ-22.11 §4.1.1: what registration is.

use naisen_conformance::terminal_stage::address;
use naisen_terminal::Command;

use super::*;

/// R-4.1.1-1: the AoR goes to the server of registrations, not to that of calls.
#[test]
fn the_aor_is_registered_with_the_registrar() {
    let network = start();
    let sent = last(&network);
    assert_eq!(sent.to, address(REGISTRAR));
    let to = sent.header(HeaderName::To);
    assert_eq!(to.as_deref(), Some("<sip:101@pbx.example>"));
}

/// R-4.1.1-2, R-4.2-1, R-4.2-2, R-4.2.1-1, R-4.2.2-1: 401 is followed by a REGISTER with
/// credentials of the scheme that was asked for.
#[test]
fn a_401_is_followed_by_a_register_with_credentials() {
    let mut network = start();
    assert_eq!(header(&network, HeaderName::Authorization), None);
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    assert_eq!(registers(&network).len(), 2);
    let credentials = header(&network, HeaderName::Authorization).expect("credentials");
    assert!(credentials.starts_with("Digest "), "{credentials}");
    accept(&mut network, 3600);
    registered_until(&mut network);
}

/// R-4.1.1-2, R-4.2.1-1: so it is whatever the REGISTER was for.
#[test]
fn every_kind_of_register_is_sent_again_with_credentials() {
    let after = |command| {
        let mut network = registered(3600);
        network.command(0, command);
        network.settle();
        network
    };
    let mut refreshing = registered(120);
    refreshing.seconds(61);
    let own = |expires_s: &str| (CONTACT.to_owned(), expires_s.to_owned());
    for (mut network, expected) in [
        (start(), own("3600")),
        (
            with(|it| it.delete_all_on_start = true),
            ("*".to_owned(), "0".to_owned()),
        ),
        (refreshing, own("3600")),
        (
            after(Command::QueryRegistration),
            (String::new(), String::new()),
        ),
        (after(Command::StopRegistration), own("0")),
    ] {
        let before = registers(&network).len();
        assert_eq!(header(&network, HeaderName::Authorization), None);
        assert_eq!(purpose(last(&network)), expected);
        respond(&mut network, "401 Unauthorized", CHALLENGE);
        assert_eq!(registers(&network).len(), before + 1, "{expected:?}");
        assert!(header(&network, HeaderName::Authorization).is_some());
        assert_eq!(purpose(last(&network)), expected);
    }
}

/// R-4.2-1, R-4.2-2: of several schemes Digest is taken, and no other is answered.
#[test]
fn digest_is_chosen_among_schemes() {
    let mut network = start();
    let both = format!("WWW-Authenticate: Basic realm=\"pbx\"\r\n{CHALLENGE}");
    respond(&mut network, "401 Unauthorized", &both);
    let credentials = header(&network, HeaderName::Authorization).expect("credentials");
    assert!(credentials.starts_with("Digest "), "{credentials}");
    let mut network = start();
    let basic = "WWW-Authenticate: Basic realm=\"pbx\"\r\n";
    respond(&mut network, "401 Unauthorized", basic);
    assert_eq!(registers(&network).len(), 1);
    let problem = RegistrationProblem::UnknownChallenge;
    assert_eq!(network.events(0), [failed(problem, None)]);
}

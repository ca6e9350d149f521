//! JJ-22.11 §4.1.1: what registration is.

use naisen_conformance::terminal_stage::address;

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

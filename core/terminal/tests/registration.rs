//! What a registration does that JJ-22.11 §4 leaves open; the clause itself is proven in `core/conformance`.

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, flow};
use naisen_node::Time;
use naisen_sip::HeaderName;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{
    Command, Config, ContactUser, Event, RegistrationConfig, RegistrationProblem, RetryConfig,
};

const CHALLENGE: &str = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"\r\n";

/// Terminal 101 at 192.0.2.1 whose registrar is 192.0.2.9; waits are exact.
fn config() -> Config {
    let mut config = Config::new(
        "101",
        "pbx.example",
        flow("192.0.2.1:5060", "192.0.2.8:5060"),
    );
    config.credentials = Some(ClientCredentials::with_password("user101", "secret"));
    let mut registration = RegistrationConfig::new(flow("192.0.2.1:5060", "192.0.2.9:5060"));
    registration.delete_all_on_start = false;
    registration.contact_user = ContactUser::Set("phone101".into());
    registration.retry = RetryConfig {
        base: Duration::from_secs(30),
        jitter: Duration::ZERO,
    };
    config.registration = Some(registration);
    config
}

fn with(change: impl FnOnce(&mut RegistrationConfig)) -> Network {
    let mut config = config();
    if let Some(registration) = &mut config.registration {
        change(registration);
    }
    let mut network = Network::new(vec![config]);
    network.settle();
    network
}

fn start() -> Network {
    with(|_| {})
}

/// Answers the last REGISTER.
fn respond(network: &mut Network, status: &str, lines: &str) {
    let last = network.last("1> REGISTER");
    network.respond(last, status, "r", lines, "");
    network.settle();
}

fn accept(network: &mut Network, expires_s: u32) {
    let contact = "<sip:phone101@192.0.2.1:5060;kept=no>";
    let lines = format!("Contact: {contact};expires={expires_s}\r\n");
    respond(network, "200 OK", &lines);
}

fn header(network: &Network, name: HeaderName) -> Option<String> {
    network.log.last().and_then(|sent| sent.header(name))
}

fn failed(problem: RegistrationProblem, retry_at: Option<Time>) -> Event {
    Event::RegistrationFailed { problem, retry_at }
}

/// RFC 3261 §25.1.
#[test]
fn an_ipv6_registrar_stands_in_brackets() {
    let network = with(|registration| {
        let remote = naisen_conformance::terminal_stage::address("[2001:db8::9]:5060");
        registration.registrar = registration.registrar.to(remote);
    });
    assert_eq!(
        network.log[0].message().request_uri(),
        Some("sip:[2001:db8::9]")
    );
}

/// JJ-22.11 E-29, although JJ-22.11 T13-16 has no such header.
#[test]
fn a_challenge_of_407_is_answered_by_its_own_header() {
    let mut network = start();
    network.dismiss_judge(0);
    let challenge = CHALLENGE.replace("WWW-", "Proxy-");
    respond(
        &mut network,
        "407 Proxy Authentication Required",
        &challenge,
    );
    assert!(header(&network, HeaderName::ProxyAuthorization).is_some());
    assert!(header(&network, HeaderName::Authorization).is_none());
}

#[test]
fn what_cannot_be_answered_is_told() {
    let mut network = start();
    let basic = "WWW-Authenticate: Basic realm=\"pbx\"\r\n";
    respond(&mut network, "401 Unauthorized", basic);
    let problem = RegistrationProblem::UnknownChallenge;
    assert_eq!(network.events(0), [failed(problem, None)]);
    let mut config = config();
    config.credentials = None;
    let mut network = Network::new(vec![config]);
    network.settle();
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    let problem = RegistrationProblem::NoCredentials;
    assert_eq!(network.events(0), [failed(problem, None)]);
}

/// R-4.2.2-11: a nonce that came too late to be used has not been used.
#[test]
fn a_nonce_that_ends_the_attempts_has_not_been_used() {
    let mut network = with(|it| {
        it.delete_all_on_start = true;
        it.reuse_nonce = true;
    });
    let stale = |nonce: u8| {
        format!(
            "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n{nonce}\", algorithm=MD5, \
             stale=TRUE, qop=\"auth\"\r\n"
        )
    };
    for nonce in 0..6 {
        assert_eq!(header(&network, HeaderName::Expires).as_deref(), Some("0"));
        respond(&mut network, "401 Unauthorized", &stale(nonce));
    }
    assert_eq!(
        header(&network, HeaderName::Expires).as_deref(),
        Some("3600")
    );
    let proof = header(&network, HeaderName::Authorization).unwrap_or_default();
    assert!(
        proof.contains("nonce=\"n4\"") && proof.contains("nc=00000002"),
        "{proof}"
    );
}

#[test]
fn a_registrar_that_deletes_nothing_is_registered_with_all_the_same() {
    let mut network = with(|it| it.delete_all_on_start = true);
    respond(&mut network, "400 Bad Request", "");
    assert_eq!(
        header(&network, HeaderName::Expires).as_deref(),
        Some("3600")
    );
}

#[test]
fn a_stop_while_registering_deletes_what_is_then_registered() {
    let mut network = start();
    network.command(0, Command::StopRegistration);
    network.settle();
    assert_eq!(network.log.len(), 1);
    accept(&mut network, 3600);
    assert_eq!(header(&network, HeaderName::Expires).as_deref(), Some("0"));
    respond(&mut network, "500 Server Internal Error", "");
    assert!(matches!(
        network.events(0)[..],
        [Event::Registered { .. }, Event::Unregistered]
    ));
}

/// R-4.1.7-1, R-4.1.5-3.
#[test]
fn a_question_meanwhile_keeps_nobody_from_registering_or_from_stopping() {
    let mut network = with(|it| it.delete_all_on_start = true);
    network.command(0, Command::QueryRegistration);
    respond(&mut network, "200 OK", "");
    // The location goes first, then the question.
    assert!(header(&network, HeaderName::Contact).is_some());
    accept(&mut network, 3600);
    assert_eq!(header(&network, HeaderName::Contact), None);
    network.command(0, Command::StopRegistration);
    network.command(0, Command::QueryRegistration);
    respond(&mut network, "200 OK", "");
    assert_eq!(header(&network, HeaderName::Expires).as_deref(), Some("0"));
    respond(&mut network, "200 OK", "");
    assert_eq!(header(&network, HeaderName::Contact), None);
}

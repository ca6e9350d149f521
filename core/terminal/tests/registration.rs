//! The registration of a terminal against a hand-written registrar (JJ-22.11 §4).

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, START, flow};
use naisen_node::{Flow, Time};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{HeaderName, StatusCode};
use naisen_terminal::{
    Command, Config, ContactUser, Event, RegistrationConfig, RegistrationProblem,
    RegistrationState, RetryConfig,
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

fn cseq(network: &Network) -> u32 {
    let text = header(network, HeaderName::CSeq).expect("every message has one");
    let number = text.split(' ').next().and_then(|it| it.parse().ok());
    number.expect("a number")
}

fn after(network: &Network, since: Time) -> Vec<u64> {
    network
        .log
        .iter()
        .filter(|sent| sent.at > since)
        .map(|sent| sent.at.since(since).as_secs())
        .collect()
}

fn failed(problem: RegistrationProblem, retry_at: Option<Time>) -> Event {
    Event::RegistrationFailed { problem, retry_at }
}

/// R-4.1.1-1, R-4.1.2-1, R-4.1.2-2, R-4.1.3.1-1, R-4.1.3.1-2, R-4.1.3.1-9, R-4.1.3.2-6,
/// R-4.1.4-1, R-13.2.1-3, R-13.2.2-10
#[test]
fn the_register_names_the_aor_and_goes_to_the_registrar() {
    let network = start();
    let sent = &network.log[0];
    assert_eq!(
        sent.to,
        naisen_conformance::terminal_stage::address("192.0.2.9:5060")
    );
    assert_eq!(sent.message().request_uri(), Some("sip:192.0.2.9"));
    for (name, expected) in [
        (HeaderName::To, "<sip:101@pbx.example>"),
        (HeaderName::Contact, "<sip:phone101@192.0.2.1:5060>"),
        (HeaderName::Expires, "3600"),
        (HeaderName::MaxForwards, "70"),
    ] {
        assert_eq!(sent.header(name).as_deref(), Some(expected), "{name}");
    }
    let from = sent.header(HeaderName::From).expect("a From");
    assert!(from.starts_with("<sip:101@pbx.example>;tag="));
    assert!((1..=999_900).contains(&cseq(&network)));
}

/// R-4.1.2-3
#[test]
fn a_port_other_than_5060_stands_in_the_request_uri() {
    let network = with(|it| {
        let remote = naisen_conformance::terminal_stage::address("192.0.2.9:5070");
        it.registrar = Flow {
            remote,
            ..it.registrar
        };
    });
    assert_eq!(
        network.log[0].message().request_uri(),
        Some("sip:192.0.2.9:5070")
    );
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

/// R-4.1.1-2, R-4.2.2-1, R-4.2.2-2, R-4.3.1-2, R-4.3.2-2, R-4.3.6-1, R-4.1.6-1, R-4.1.6-3
#[test]
fn a_challenge_is_answered_and_the_binding_refreshed_in_time() {
    let mut network = start();
    let (call_id, first) = (header(&network, HeaderName::CallId), cseq(&network));
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    assert_eq!(header(&network, HeaderName::CallId), call_id);
    assert_eq!(cseq(&network), first + 1);
    let credentials = header(&network, HeaderName::Authorization).expect("credentials");
    assert!(credentials.contains("username=\"user101\"") && credentials.contains("nc=00000001"));
    assert_eq!(network.events(0), []);
    let answered = network.now;
    accept(&mut network, 120);
    let until = answered + Duration::from_secs(120);
    assert_eq!(network.events(0), [Event::Registered { until }]);
    network.seconds(70);
    assert_eq!(after(&network, answered), [60]);
    assert_eq!(cseq(&network), first + 2);
    assert_eq!(header(&network, HeaderName::CallId), call_id);
    assert_eq!(header(&network, HeaderName::Authorization), None);
    assert_eq!(
        network.terminal(0).registration(),
        Some(RegistrationState::Refreshing { until })
    );
}

/// JJ-22.11 E-03
#[test]
fn a_nonce_is_used_again_where_that_is_set() {
    let mut network = with(|it| it.reuse_nonce = true);
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    accept(&mut network, 120);
    network.seconds(61);
    let credentials = header(&network, HeaderName::Authorization).expect("credentials");
    assert!(credentials.contains("nc=00000002"), "{credentials}");
}

/// R-4.2.1-8, R-4.5.2-2
#[test]
fn wrong_credentials_are_told_and_not_sent_again() {
    let mut network = start();
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    respond(
        &mut network,
        "401 Unauthorized",
        &CHALLENGE.replace("n1", "n2"),
    );
    let problem = RegistrationProblem::WrongCredentials;
    assert_eq!(network.events(0), [failed(problem, None)]);
    network.seconds(10_000);
    assert_eq!(network.log.len(), 2);
    let credentials = Some(ClientCredentials::with_password("user101", "better"));
    network.command(0, Command::Register { credentials });
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    accept(&mut network, 3600);
    assert!(matches!(network.events(0)[..], [Event::Registered { .. }]));
}

/// R-4.2.1-6
#[test]
fn a_stale_nonce_is_answered_again_but_not_for_ever() {
    let mut network = start();
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    for _ in 0..20 {
        let stale = CHALLENGE.replace("\r\n", ", stale=TRUE\r\n");
        respond(&mut network, "401 Unauthorized", &stale);
    }
    assert_eq!(network.log.len(), 6);
    let status = StatusCode::UNAUTHORIZED;
    let events = network.events(0);
    assert!(matches!(
        &events[..],
        [Event::RegistrationFailed { problem: RegistrationProblem::Refused { status: told }, retry_at: Some(_) }]
            if *told == status
    ));
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

/// R-4.1.5-2, R-4.1.5-3, R-4.1.5.2-1, R-4.3.3-2
#[test]
fn earlier_bindings_are_deleted_first() {
    let mut network = with(|it| it.delete_all_on_start = true);
    assert_eq!(header(&network, HeaderName::Contact).as_deref(), Some("*"));
    assert_eq!(header(&network, HeaderName::Expires).as_deref(), Some("0"));
    let first = cseq(&network);
    respond(&mut network, "200 OK", "");
    assert_eq!(network.log.len(), 2);
    assert_eq!(
        header(&network, HeaderName::Expires).as_deref(),
        Some("3600")
    );
    assert_eq!(cseq(&network), first + 1);
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

/// The lifetime that 423 asks for is asked for at once.
#[test]
fn a_lifetime_that_is_too_short_is_made_longer() {
    let mut network = with(|it| it.expires_s = 60);
    respond(
        &mut network,
        "423 Interval Too Brief",
        "Min-Expires: 300\r\n",
    );
    assert_eq!(
        header(&network, HeaderName::Expires).as_deref(),
        Some("300")
    );
    respond(
        &mut network,
        "423 Interval Too Brief",
        "Min-Expires: 200\r\n",
    );
    assert_eq!(
        network.log.len(),
        2,
        "what was asked for already is no reason"
    );
    assert!(matches!(
        network.events(0)[..],
        [Event::RegistrationFailed { .. }]
    ));
}

/// R-4.4.1-2, R-4.4.1-3, R-4.5.1-2, R-4.5.1-3, R-4.5.1-4
#[test]
fn after_an_error_the_registrar_is_left_alone_for_a_while() {
    for (status, lines, wait) in [
        ("503 Service Unavailable", "Retry-After: 120\r\n", 120),
        ("503 Service Unavailable", "", 30),
        ("403 Forbidden", "", 30),
        ("500 Server Internal Error", "Retry-After: 5 (soon)\r\n", 5),
        ("302 Moved Temporarily", "", 30),
        ("600 Busy Everywhere", "", 30),
    ] {
        let mut network = start();
        for _ in 0..2 {
            let since = network.now;
            respond(&mut network, status, lines);
            let events = network.events(0);
            let retry_at = since + Duration::from_secs(wait);
            assert!(
                matches!(&events[..], [Event::RegistrationFailed { retry_at: Some(at), .. }] if *at == retry_at),
                "{status}: {events:?}"
            );
            network.seconds(wait);
            assert_eq!(after(&network, since), [wait], "{status}");
        }
        accept(&mut network, 3600);
        assert!(matches!(network.events(0)[..], [Event::Registered { .. }]));
    }
}

/// R-4.5.1-5
#[test]
fn silence_is_waited_out_too_and_the_binding_is_remembered() {
    let mut network = start();
    accept(&mut network, 120);
    network.events(0);
    network.seconds(60 + 33);
    let events = network.events(0);
    assert!(
        matches!(
            &events[..],
            [Event::RegistrationFailed {
                problem: RegistrationProblem::NoAnswer,
                ..
            }]
        ),
        "{events:?}"
    );
    let Some(RegistrationState::Waiting { retry_at, until }) = network.terminal(0).registration()
    else {
        panic!("it waits");
    };
    assert!(until.is_some_and(|until| until > START + Duration::from_secs(119)));
    let since = network.now;
    network.run(retry_at.since(since));
    assert_eq!(
        network.arrows().last().map(String::as_str),
        Some("1> REGISTER")
    );
}

/// R-4.1.5-1, R-4.1.5.1-1, R-4.1.5.3-1
#[test]
fn at_the_end_the_own_binding_is_deleted() {
    let mut network = start();
    accept(&mut network, 3600);
    network.events(0);
    network.command(0, Command::StopRegistration);
    network.settle();
    assert_eq!(header(&network, HeaderName::Expires).as_deref(), Some("0"));
    let contact = header(&network, HeaderName::Contact);
    assert_eq!(contact.as_deref(), Some("<sip:phone101@192.0.2.1:5060>"));
    respond(&mut network, "200 OK", "");
    assert_eq!(network.events(0), [Event::Unregistered]);
    let sent = network.log.len();
    network.seconds(10_000);
    assert_eq!(network.log.len(), sent);
    network.assert_empty();
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

/// R-4.1.7-1, R-4.3.5-2
#[test]
fn the_bindings_can_be_asked_for() {
    let mut network = start();
    accept(&mut network, 3600);
    network.events(0);
    network.command(0, Command::QueryRegistration);
    network.settle();
    assert_eq!(header(&network, HeaderName::Contact), None);
    let lines = "Contact: <sip:a@192.0.2.1>;expires=7, <sip:b@192.0.2.5>\r\n";
    respond(&mut network, "200 OK", lines);
    let bindings = vec![
        ("sip:a@192.0.2.1".into(), Some(7)),
        ("sip:b@192.0.2.5".into(), None),
    ];
    assert_eq!(network.events(0), [Event::Bindings { bindings }]);
    assert!(matches!(
        network.terminal(0).registration(),
        Some(RegistrationState::Registered { .. })
    ));
}

/// R-4.5.3-1, R-4.5.3-2
#[test]
fn after_an_outage_terminals_come_back_spread_over_the_jitter() {
    let jitter = Duration::from_secs(40);
    let mut configs = Vec::new();
    for host in 0..40 {
        let mut config = config();
        let local = format!("192.0.2.{}:5060", 100 + host);
        if let Some(registration) = &mut config.registration {
            registration.registrar = flow(&local, "192.0.2.9:5060");
            registration.retry.jitter = jitter;
        }
        config.server = flow(&local, "192.0.2.9:5060");
        configs.push(config);
    }
    let mut network = Network::new(configs);
    network.settle();
    for index in 0..40 {
        network.respond(index, "200 OK", "r", "Expires: 3600\r\n", "");
    }
    network.settle();
    let since = network.now;
    for index in 0..40 {
        network.command(index, Command::NetworkRestored);
    }
    network.seconds(40);
    let mut quarters = [0; 4];
    for sent in network.log.iter().filter(|sent| sent.at > since) {
        quarters[(sent.at.since(since).as_secs() / 10) as usize] += 1;
    }
    assert_eq!(quarters.iter().sum::<i32>(), 40);
    assert!(quarters.iter().all(|&count| count >= 3), "{quarters:?}");
}

/// R-4-1
#[test]
fn a_terminal_that_does_not_register_sends_no_register() {
    let mut network = Network::new(vec![naisen_conformance::terminal_stage::first()]);
    network.seconds(100);
    assert_eq!(network.log.len(), 0);
    assert_eq!(network.terminal(0).registration(), None);
}

/// R-6.1.2-2, R-4.1.3.2-3
#[test]
fn a_call_for_another_location_is_not_for_us() {
    let mut network = start();
    accept(&mut network, 3600);
    network.arrows();
    for (uri, expected) in [
        ("sip:stranger@192.0.2.1:5060", "1> 404 INVITE"),
        ("sip:phone101@192.0.2.1", "1> 180 INVITE"),
    ] {
        let head = format!(
            "INVITE {uri} SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK{}\n\
             From: <sip:102@h>;tag=f\nTo: <{uri}>\nCall-ID: {}\nCSeq: 1 INVITE\n\
             Contact: <sip:102@192.0.2.9>\nMax-Forwards: 70\n",
            expected.len() + uri.len(),
            uri.len(),
        );
        network.send("192.0.2.9:5060", "192.0.2.1:5060", &head, "");
        network.run(Duration::from_millis(100));
        let arrows = network.arrows();
        assert_eq!(arrows.first().map(String::as_str), Some(expected), "{uri}");
    }
}

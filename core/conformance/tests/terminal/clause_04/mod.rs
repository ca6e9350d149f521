//! JJ-22.11 §4: registration.

use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, Sent, flow};
use naisen_node::Time;
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{CSeq, HeaderName};
use naisen_terminal::{
    Config, ContactUser, Event, RegistrationConfig, RegistrationProblem, RegistrationState,
    RetryConfig,
};

mod s4_0_registration_off;
mod s4_1_1_outline;
mod s4_1_2_request_uri;
mod s4_1_3_1_mandatory_headers;
mod s4_1_3_2_contact;
mod s4_1_4_adding;
mod s4_1_5_deleting;
mod s4_1_6_refreshing;
mod s4_1_7_checking;
mod s4_2_authentication;
mod s4_3_success;
mod s4_4_errors;
mod s4_5_1_congestion;
mod s4_5_2_bursts;
mod s4_5_3_outages;
mod settings;

/// A challenge without anything that could be left out.
const CHALLENGE: &str = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"\r\n";
/// The terminal's Contact.
const CONTACT: &str = "<sip:phone101@192.0.2.1:5060>";
/// The registrar.
const REGISTRAR: &str = "192.0.2.9:5060";

/// Terminal 101 at 192.0.2.1 whose registrar is 192.0.2.9; waits are exact.
fn config() -> Config {
    let mut config = Config::new(
        "101",
        "pbx.example",
        flow("192.0.2.1:5060", "192.0.2.8:5060"),
    );
    config.credentials = Some(ClientCredentials::with_password("user101", "secret"));
    let mut registration = RegistrationConfig::new(flow("192.0.2.1:5060", REGISTRAR));
    registration.delete_all_on_start = false;
    registration.contact_user = ContactUser::Set("phone101".into());
    registration.retry = RetryConfig {
        base: Duration::from_secs(30),
        jitter: Duration::ZERO,
    };
    config.registration = Some(registration);
    config
}

/// The same with a change of its registration.
fn config_with(change: impl FnOnce(&mut RegistrationConfig)) -> Config {
    let mut config = config();
    if let Some(registration) = &mut config.registration {
        change(registration);
    }
    config
}

/// The same at another address of the terminal.
fn config_at(local: &str, change: impl FnOnce(&mut RegistrationConfig)) -> Config {
    let mut config = config_with(change);
    config.server = flow(local, "192.0.2.8:5060");
    if let Some(registration) = &mut config.registration {
        registration.registrar = flow(local, REGISTRAR);
    }
    config
}

/// A terminal whose first REGISTER has just been sent.
fn start_with(config: Config) -> Network {
    let mut network = Network::new(vec![config]);
    network.settle();
    network
}

fn with(change: impl FnOnce(&mut RegistrationConfig)) -> Network {
    start_with(config_with(change))
}

fn start() -> Network {
    start_with(config())
}

/// A terminal that is registered for so many seconds, its events read.
fn registered(expires_s: u32) -> Network {
    let mut network = start();
    accept(&mut network, expires_s);
    network.events(0);
    network
}

/// Answers the last REGISTER.
fn respond(network: &mut Network, status: &str, lines: &str) {
    let last = network.last("1> REGISTER");
    network.respond(last, status, "r", lines, "");
    network.settle();
}

fn accept(network: &mut Network, expires_s: u32) {
    let lines = format!("Contact: {CONTACT};expires={expires_s}\r\n");
    respond(network, "200 OK", &lines);
}

/// The REGISTERs, repetitions left out.
fn registers(network: &Network) -> Vec<&Sent> {
    let is = |sent: &&Sent| sent.arrow() == "1> REGISTER";
    network.log.iter().filter(is).collect()
}

fn last(network: &Network) -> &Sent {
    registers(network).pop().expect("a REGISTER was sent")
}

/// A header of the last REGISTER.
fn header(network: &Network, name: HeaderName) -> Option<String> {
    last(network).header(name)
}

/// What a REGISTER deletes, adds or asks for: its Contact and Expires.
fn purpose(sent: &Sent) -> (String, String) {
    let header = |name| sent.header(name).unwrap_or_default();
    (header(HeaderName::Contact), header(HeaderName::Expires))
}

fn cseq_of(sent: &Sent) -> u32 {
    let message = sent.message();
    let cseq = message.required::<CSeq<'_>>().expect("every one has it");
    assert_eq!(cseq.method.as_str(), "REGISTER");
    cseq.number
}

/// When each REGISTER after this was sent, in whole seconds.
fn after(network: &Network, since: Time) -> Vec<u64> {
    registers(network)
        .into_iter()
        .filter(|sent| sent.at > since)
        .map(|sent| sent.at.since(since).as_secs())
        .collect()
}

fn failed(problem: RegistrationProblem, retry_at: Option<Time>) -> Event {
    Event::RegistrationFailed { problem, retry_at }
}

/// The events of one that is registered until then, and nothing else.
fn registered_until(network: &mut Network) -> Time {
    match network.events(0)[..] {
        [Event::Registered { until }] => until,
        ref others => panic!("{others:?}"),
    }
}

/// An INVITE for this Request-URI comes from the exchange; what it gets beside 100.
fn call_for(network: &mut Network, uri: &str) -> Vec<String> {
    network.arrows();
    let id = network.log.len();
    let head = format!(
        "INVITE {uri} SIP/2.0\nVia: SIP/2.0/UDP {REGISTRAR};branch=z9hG4bKcall{id}\n\
         From: <sip:102@pbx.example>;tag=f{id}\nTo: <sip:101@pbx.example>\nCall-ID: call{id}\n\
         CSeq: 1 INVITE\nContact: <sip:102@{REGISTRAR}>\nMax-Forwards: 70\n"
    );
    network.send(REGISTRAR, "192.0.2.1:5060", &head, "");
    network.run(Duration::from_millis(100));
    network.arrows()
}

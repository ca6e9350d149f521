//! JJ-22.11 §5.7.2: the Contact of an INVITE.

use naisen_conformance::expect_unguessable;
use naisen_conformance::terminal_stage::{first, flow};
use naisen_sip::{HeaderName, Uri};
use naisen_terminal::{Command, Config, ContactUser, Event, RegistrationConfig};

use super::*;

fn contact_user(sent: &Sent) -> String {
    let contact = header(sent, HeaderName::Contact);
    let uri = contact.split(['<', '>']).nth(1).expect("a URI in brackets");
    let uri = Uri::parse(uri).expect("a URI");
    assert!(
        matches!(uri.host, naisen_sip::Host::Ip(_)),
        "our own address"
    );
    uri.user.expect("a user part").to_owned()
}

/// R-5.7.2-1, R-5.7.2-2: whether the registered one is drawn or prescribed.
#[test]
fn each_call_has_a_contact_of_its_own_that_nobody_can_guess() {
    for prescribed in [None, Some("phone101")] {
        let mut config = first();
        config.max_lines = 40;
        config.invite_spacing = Duration::ZERO;
        let mut registration = RegistrationConfig::new(flow(US, "192.0.2.9:5060"));
        registration.delete_all_on_start = false;
        registration.contact_user = match prescribed {
            Some(user) => ContactUser::Set(user.into()),
            None => ContactUser::Random,
        };
        config.registration = Some(registration);
        let mut network = Network::new(vec![config]);
        settle(&mut network);
        let registered = contact_user(last(&network, "1> REGISTER"));
        let users: Vec<String> = (0..40)
            .map(|_| {
                network.dial(0, "102");
                settle(&mut network);
                contact_user(last(&network, "1> INVITE"))
            })
            .collect();
        expect_unguessable(&users);
        assert!(!users.contains(&registered));
    }
}

/// R-5.7.2-3: in every message of the dialog that has a Contact.
#[test]
fn the_contact_stays_the_same_within_the_dialog() {
    let (mut network, call) = talking();
    let expected = header(last(&network, "1> INVITE"), HeaderName::Contact);
    request(&mut network, "UPDATE", "a", 1, &sdp(2, 2, 9100));
    request(&mut network, "INVITE", "a", 2, &sdp(3, 2, 9200));
    request(&mut network, "ACK", "a", 2, "");
    network.command(0, Command::Hold { call });
    settle(&mut network);
    for arrow in ["1> 200 UPDATE", "1> 200 INVITE", "1> UPDATE"] {
        assert_eq!(
            header(last(&network, arrow), HeaderName::Contact),
            expected,
            "{arrow}"
        );
    }
    // A peer without UPDATE gets a re-INVITE.
    let (mut network, call) = calling();
    let expected = header(last(&network, "1> INVITE"), HeaderName::Contact);
    let lines = CONTACT.replace(", UPDATE", "");
    respond_with(&mut network, "200 OK", "a", &lines, &sdp(1, 2, 9000));
    network.command(0, Command::Hold { call });
    settle(&mut network);
    let invites = network
        .log
        .iter()
        .filter(|sent| sent.arrow() == "1> INVITE");
    assert_eq!(invites.count(), 2);
    assert_eq!(
        header(last(&network, "1> INVITE"), HeaderName::Contact),
        expected
    );
}

/// R-5.7.2-3: an INVITE that is sent again to prove who calls begins no other dialog.
#[test]
fn the_contact_stays_the_same_through_a_challenge() {
    let mut config: Config = first();
    let credentials = naisen_sip::digest::ClientCredentials::with_password("101", "secret");
    config.credentials = Some(credentials);
    let (mut network, _) = calling_with(config);
    let expected = header(last(&network, "1> INVITE"), HeaderName::Contact);
    let lines = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
    respond_with(
        &mut network,
        "407 Proxy Authentication Required",
        "a",
        lines,
        "",
    );
    assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"]);
    assert_eq!(
        header(last(&network, "1> INVITE"), HeaderName::Contact),
        expected
    );
}

/// R-5.7.2-4: neither early nor established; to the right address it works.
#[test]
fn a_request_to_another_contact_does_nothing_to_the_dialog() {
    for target in [
        "sip:101@192.0.2.1:5060",
        "sip:192.0.2.1",
        "sip:guess@192.0.2.1:5060",
    ] {
        let (mut network, call) = talking();
        for (cseq, method) in [(1, "BYE"), (2, "UPDATE"), (3, "INVITE")] {
            let body = if method == "BYE" {
                String::new()
            } else {
                sdp(2, 3, 9400)
            };
            request_to(&mut network, target, method, "a", cseq, &body);
        }
        network.seconds(1);
        assert_eq!(network.events(0), [], "{target}");
        assert_eq!(network.terminal(0).call_count(), 1);
        assert_eq!(destination(&network), "192.0.2.2:9000");
        assert!(
            network
                .arrows()
                .iter()
                .all(|arrow| !arrow.contains(" 200 "))
        );
        request(&mut network, "BYE", "a", 4, "");
        let events = network.events(0);
        assert!(matches!(events[0], Event::Ended { call: ended, .. } if ended == call));
    }
    let (mut network, _) = calling();
    respond(&mut network, "180 Ringing", "a", "");
    network.events(0);
    request_to(&mut network, "sip:guess@192.0.2.1", "BYE", "a", 1, "");
    assert_eq!(network.events(0), []);
    assert_eq!(network.terminal(0).call_count(), 1);
}

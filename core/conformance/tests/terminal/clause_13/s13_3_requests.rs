//! JJ-22.11 §13.3: what stands in requests (JJ-22.11 T13-9 to T13-17), by what is in use.

use naisen_agent::{PresentationMethod, TimerPolicy};
use naisen_conformance::peer::{Peer, sdp};
use naisen_conformance::terminal_stage::Network;
use naisen_sip::HeaderName;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{Command, RegistrationConfig};

use naisen_conformance::call::{ALL, calling, header, lists, talking, terminal};

const TIMER: &str = "Require: timer\r\nSession-Expires: 1800;refresher=uas\r\n";

/// Every use of 100rel, UPDATE and the session timer.
fn uses() -> impl Iterator<Item = [bool; 3]> {
    (0..8).map(|bits| [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0])
}

/// R-13.3.5-1, R-13.3.5-3, R-13.3.5-4, R-13.3.5-6: sending.
#[test]
fn an_invite_lists_what_is_in_use_and_demands_nothing() {
    for [rel100, update, timer] in uses() {
        let (network, _) = calling(|config| {
            config.policy.rel100 = rel100;
            config.policy.update = update;
            config.policy.timer = timer.then(TimerPolicy::default);
        });
        let row = format!("100rel {rel100}, UPDATE {update}, timer {timer}");
        let listed = |name, token| lists(&network, "1> INVITE", name, token);
        assert_eq!(listed(HeaderName::Allow, "PRACK"), rel100, "{row}");
        assert_eq!(listed(HeaderName::Allow, "UPDATE"), update, "{row}");
        assert_eq!(listed(HeaderName::Supported, "100rel"), rel100, "{row}");
        assert_eq!(listed(HeaderName::Supported, "timer"), timer, "{row}");
        let has = |name| header(&network, "1> INVITE", name).is_some();
        assert_eq!(has(HeaderName::Supported), rel100 || timer, "{row}");
        assert_eq!(has(HeaderName::SessionExpires), timer, "{row}");
        for absent in [
            HeaderName::MinSe,
            HeaderName::Require,
            HeaderName::ProxyRequire,
            HeaderName::Route,
            HeaderName::RecordRoute,
        ] {
            assert!(!has(absent), "{row}: {absent}");
        }
    }
}

/// R-13.3.5-1, R-13.3.5-3, R-13.3.5-6: receiving. Whatever of these stands in an INVITE, it rings, and
/// what its Allow lacks is not used.
#[test]
fn an_invite_with_any_of_these_headers_rings() {
    for lines in [
        "",
        "Allow: INVITE, ACK, BYE, CANCEL\r\n",
        "Supported: timer\r\nSession-Expires: 600;refresher=uac\r\nMin-SE: 120\r\n",
        "Session-Expires: 600\r\n",
        "Require: timer\r\nSupported: timer\r\nSession-Expires: 600\r\n",
        "Record-Route: <sip:192.0.2.7:5060;lr>\r\n",
        "Proxy-Require: none\r\n",
    ] {
        let mut network = terminal(|_| {});
        let mut peer = Peer::calling("sip:101@192.0.2.1", "caller");
        peer.request(&mut network, "INVITE", lines, &sdp(1, 9000, ""));
        assert!(
            network.log.iter().any(|it| it.arrow() == "1> 180 INVITE"),
            "{lines}"
        );
    }
}

/// R-13.3.5-2: sending. None at first, then the one that the 422 named.
#[test]
fn min_se_stands_in_the_invite_that_follows_a_422() {
    let (mut network, _) = calling(|_| {});
    assert_eq!(header(&network, "1> INVITE", HeaderName::MinSe), None);
    network.respond(0, "422 Too Small", "p", "Min-SE: 4000\r\n", "");
    network.settle();
    let min_se = header(&network, "1> INVITE", HeaderName::MinSe);
    assert_eq!(min_se.as_deref(), Some("4000"));
    let expires = header(&network, "1> INVITE", HeaderName::SessionExpires);
    assert_eq!(expires.as_deref(), Some("4000"));
}

/// R-13.3.5-2, R-13.3.7-1: receiving. A Min-SE of the caller holds for the whole dialog: our refresh
/// names no shorter interval.
#[test]
fn the_callers_min_se_is_kept() {
    let lines = format!("{ALL}Session-Expires: 1800;refresher=uas\r\nMin-SE: 1700\r\n");
    let (mut network, _) = naisen_conformance::call::answered(|_| {}, &lines);
    network.seconds(901);
    let update = network.last("1> UPDATE");
    let named = network.log[update].header(HeaderName::SessionExpires);
    assert_eq!(named.as_deref(), Some("1800;refresher=uac"));
    let min_se = network.log[update].header(HeaderName::MinSe);
    assert_eq!(min_se.as_deref(), Some("1700"));
}

/// R-13.3.5-5: sending.
#[test]
fn the_identity_headers_stand_there_by_method_1_and_not_by_method_2() {
    for (method, expected) in [
        (PresentationMethod::Headers, true),
        (PresentationMethod::Prefix, false),
    ] {
        let (network, _) = calling(|config| config.presentation_method = method);
        let has = |name| header(&network, "1> INVITE", name).is_some();
        assert_eq!(has(HeaderName::Privacy), expected);
        assert_eq!(has(HeaderName::PPreferredIdentity), expected);
        // A terminal asserts nothing (E-21).
        assert!(!has(HeaderName::PAssertedIdentity));
    }
}

/// A request that changes a call, by UPDATE or by re-INVITE.
fn changing(update: bool, timer: bool) -> (Network, &'static str) {
    let lines = format!("{ALL}{}", if timer { TIMER } else { "" });
    let (mut network, call, mut peer) = talking(
        |config| {
            config.policy.update = update;
            if !timer {
                config.policy.timer = None;
            }
        },
        &lines,
    );
    if !timer {
        // What the peer says of its timer is not ours.
        let lines = "Supported: timer\r\nSession-Expires: 300\r\nMin-SE: 200\r\n";
        peer.request(&mut network, "UPDATE", lines, "");
        network.arrows();
    }
    network.command(0, Command::Hold { call });
    network.settle();
    (network, if update { "1> UPDATE" } else { "1> INVITE" })
}

/// R-13.3.7-1, R-13.3.7-2, R-13.3.7-3, R-13.3.9-1: sending.
#[test]
fn a_change_names_the_timer_exactly_while_it_runs() {
    for update in [true, false] {
        for timer in [true, false] {
            let (network, arrow) = changing(update, timer);
            let row = format!("{arrow}, timer {timer}");
            let expires = header(&network, arrow, HeaderName::SessionExpires);
            assert_eq!(expires.is_some(), timer, "{row}");
            let supported = lists(&network, arrow, HeaderName::Supported, "timer");
            assert_eq!(supported, timer, "{row}");
            let allow = header(&network, arrow, HeaderName::Allow);
            if let Some(allow) = allow {
                assert_eq!(allow.contains("UPDATE"), update, "{row}");
            }
            assert_eq!(header(&network, arrow, HeaderName::MinSe), None, "{row}");
        }
    }
}

/// R-13.3.7-1, R-13.3.9-1: sending. None before a 422 of this dialog, and the one it named after.
#[test]
fn min_se_stands_in_a_change_that_follows_a_422() {
    for update in [true, false] {
        let (mut network, arrow) = changing(update, true);
        let change = network.last(arrow);
        network.respond(change, "422 Too Small", "", "Min-SE: 4000\r\n", "");
        network.settle();
        let again = network.last(arrow);
        assert_ne!(again, change);
        let min_se = network.log[again].header(HeaderName::MinSe);
        assert_eq!(min_se.as_deref(), Some("4000"), "{arrow}");
    }
}

/// R-13.3.7-1, R-13.3.7-2, R-13.3.9-1: receiving.
#[test]
fn a_change_with_or_without_the_timers_headers_is_answered() {
    for method in ["INVITE", "UPDATE"] {
        for lines in [
            "",
            "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 90\r\n",
        ] {
            let (mut network, _, mut peer) = talking(|_| {}, &format!("{ALL}{TIMER}"));
            peer.request(&mut network, method, lines, &sdp(2, 9002, ""));
            assert_eq!(network.arrows(), [format!("1> 200 {method}")], "{lines}");
            let expires = header(
                &network,
                &format!("1> 200 {method}"),
                HeaderName::SessionExpires,
            );
            assert_eq!(expires.is_some(), !lines.is_empty(), "{method} {lines}");
        }
    }
}

/// R-13.3.8-1, R-13.3.8-2
#[test]
fn register_has_credentials_after_a_401_and_contact_but_in_a_query() {
    let mut network = terminal(|config| {
        let mut registration = RegistrationConfig::new(config.server);
        registration.delete_all_on_start = false;
        config.registration = Some(registration);
        config.credentials = Some(ClientCredentials::with_password("101", "secret"));
    });
    network.settle();
    let credentials = |network: &Network| header(network, "1> REGISTER", HeaderName::Authorization);
    assert_eq!(credentials(&network), None);
    let challenge = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
    network.respond(0, "401 Unauthorized", "p", challenge, "");
    network.settle();
    assert!(credentials(&network).is_some());
    let contact = header(&network, "1> REGISTER", HeaderName::Contact).expect("Contact");
    let register = network.last("1> REGISTER");
    let lines = format!("Contact: {contact};expires=3600\r\n");
    network.respond(register, "200 OK", "p", &lines, "");
    network.settle();
    network.command(0, Command::QueryRegistration);
    network.settle();
    let query = network.last("1> REGISTER");
    assert!(query > register);
    assert_eq!(network.log[query].header(HeaderName::Contact), None);
    network.respond(query, "200 OK", "p", &lines, "");
    network.settle();
    network.command(0, Command::StopRegistration);
    network.settle();
    let removal = network.last("1> REGISTER");
    assert!(removal > query);
    assert_eq!(
        network.log[removal].header(HeaderName::Contact),
        Some(contact)
    );
}

//! JJ-22.11 §13.3: what stands in requests (JJ-22.11 T13-9 to T13-17), by what is in use.

use std::time::Duration;

use naisen_agent::{PresentationMethod, TimerPolicy};
use naisen_conformance::peer::{Peer, sdp};
use naisen_conformance::terminal_stage::Network;
use naisen_sip::HeaderName;
use naisen_sip::digest::ClientCredentials;
use naisen_terminal::{CallId, Command, RegistrationConfig};

use naisen_conformance::call::{
    ALL, answer, answered, calling, header, lists, ringing, talking, terminal,
};

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

/// R-13.3.5-1, R-13.3.5-3, R-13.3.5-6: receiving. Whatever of these stands in an INVITE, it is answered,
/// with an interval exactly where it named one; and UPDATE is used only where its Allow lists it.
#[test]
fn an_invite_with_any_of_these_headers_is_answered() {
    for (lines, timed, change) in [
        ("", false, "1> INVITE"),
        ("Allow: INVITE, ACK, BYE, CANCEL\r\n", false, "1> INVITE"),
        (
            "Allow: INVITE, ACK, BYE, CANCEL, UPDATE\r\n",
            false,
            "1> UPDATE",
        ),
        (
            "Supported: timer\r\nSession-Expires: 600;refresher=uac\r\nMin-SE: 120\r\n",
            true,
            "1> INVITE",
        ),
        ("Session-Expires: 600\r\n", true, "1> INVITE"),
        (
            "Require: timer\r\nSupported: timer\r\nSession-Expires: 600\r\n",
            true,
            "1> INVITE",
        ),
        (
            "Record-Route: <sip:192.0.2.7:5060;lr>\r\n",
            false,
            "1> INVITE",
        ),
        ("Route: <sip:192.0.2.1:5060;lr>\r\n", false, "1> INVITE"),
        ("Proxy-Require: none\r\n", false, "1> INVITE"),
    ] {
        let (mut network, mut peer) = ringing(|_| {}, lines);
        let call = network.incoming(0);
        answer(&mut network);
        peer.acknowledge(&mut network, 1, "");
        let expires = header(&network, "1> 200 INVITE", HeaderName::SessionExpires);
        let expires = expires.as_deref().and_then(|it| it.split(';').next());
        assert_eq!(expires, timed.then_some("600"), "{lines}");
        network.arrows();
        network.command(0, Command::Hold { call });
        network.run(Duration::from_millis(100));
        assert_eq!(network.arrows(), [change], "{lines}");
    }
}

/// R-13.3.5-2: sending. None at first, then the one that the 422 named; without a timer never.
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

    let (mut network, _) = calling(|config| config.policy.timer = None);
    network.respond(0, "422 Too Small", "p", "Min-SE: 4000\r\n", "");
    network.settle();
    assert_eq!(network.arrows(), ["1> ACK"]);
}

/// R-13.3.5-2, R-13.3.7-1: receiving. A Min-SE of the caller holds for the whole dialog: our refresh
/// names no shorter interval.
#[test]
fn the_callers_min_se_is_kept() {
    let lines = format!("{ALL}Session-Expires: 1800;refresher=uas\r\nMin-SE: 1700\r\n");
    let (mut network, _) = answered(|_| {}, &lines);
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

/// Whether we use UPDATE, whether the peer does, and by what a call is changed.
const CHANGES: [(bool, bool, &str); 3] = [
    (true, true, "1> UPDATE"),
    (true, false, "1> INVITE"),
    (false, true, "1> INVITE"),
];

/// A call with UPDATE in use here or not and there or not, and with a timer that runs or not.
fn talks(ours: bool, theirs: bool, timer: bool) -> (Network, CallId, Peer) {
    let all = if theirs {
        ALL.to_owned()
    } else {
        ALL.replace(", UPDATE", "")
    };
    talking(
        |config| {
            config.policy.update = ours;
            if !timer {
                config.policy.timer = None;
            }
        },
        &format!("{all}{}", if timer { TIMER } else { "" }),
    )
}

/// R-13.3.7-1, R-13.3.7-2, R-13.3.7-3, R-13.3.9-1: sending. What the peer says of a timer that does not
/// run counts for nothing.
#[test]
fn a_change_names_the_timer_exactly_while_it_runs() {
    for (ours, theirs, arrow) in CHANGES {
        for timer in [true, false] {
            let row = format!("{arrow}, UPDATE here {ours}, timer {timer}");
            let (mut network, call, mut peer) = talks(ours, theirs, timer);
            if !timer {
                let lines = "Supported: timer\r\nSession-Expires: 300\r\nMin-SE: 200\r\n";
                peer.request(&mut network, "UPDATE", lines, "");
                network.arrows();
            }
            network.command(0, Command::Hold { call });
            network.settle();
            assert_eq!(network.arrows()[0], arrow, "{row}");
            let expires = header(&network, arrow, HeaderName::SessionExpires);
            assert_eq!(expires.is_some(), timer, "{row}");
            let supported = lists(&network, arrow, HeaderName::Supported, "timer");
            assert_eq!(supported, timer, "{row}");
            let allows = lists(&network, arrow, HeaderName::Allow, "UPDATE");
            assert_eq!(allows, ours, "{row}");
            assert_eq!(header(&network, arrow, HeaderName::MinSe), None, "{row}");
        }
    }
}

/// R-13.3.7-1, R-13.3.9-1: sending. None before a 422 of this dialog, and the one it named after.
#[test]
fn min_se_stands_in_a_change_that_follows_a_422() {
    for (ours, theirs, arrow) in CHANGES {
        let (mut network, call, _) = talks(ours, theirs, true);
        network.command(0, Command::Hold { call });
        network.settle();
        let change = network.last(arrow);
        network.respond(change, "422 Too Small", "", "Min-SE: 4000\r\n", "");
        network.settle();
        let again = network.last(arrow);
        assert_ne!(again, change);
        let min_se = network.log[again].header(HeaderName::MinSe);
        assert_eq!(min_se.as_deref(), Some("4000"), "{arrow}");
    }
}

/// R-13.3.7-1, R-13.3.9-1: sending. After a refresh of the peer that named one, it stands in our change.
#[test]
fn min_se_stands_in_a_change_that_follows_a_refresh_with_it() {
    for (ours, theirs, arrow) in CHANGES {
        let (mut network, call, mut peer) = talks(ours, theirs, true);
        let lines = "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 1500\r\n";
        peer.request(&mut network, "UPDATE", lines, "");
        assert_eq!(network.arrows(), ["1> 200 UPDATE"], "{arrow}");
        network.command(0, Command::Hold { call });
        network.settle();
        let min_se = header(&network, arrow, HeaderName::MinSe);
        assert_eq!(min_se.as_deref(), Some("1500"), "{arrow}");
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

//! JJ-22.11 §4.3: what a 2xx to REGISTER means.

use naisen_terminal::UserParameter;

use super::*;

/// R-4.3.1-2, R-4.3.2-2: with the 2xx the location is registered, for as long as the 2xx says in
/// whichever way.
#[test]
fn the_lifetime_is_that_of_the_response() {
    for (lines, seconds) in [
        (
            "Contact: <sip:phone101@192.0.2.1:5060>;expires=120\r\n",
            120,
        ),
        (
            "Contact: <sip:phone101@192.0.2.1:5060>\r\nExpires: 130\r\n",
            130,
        ),
        (
            "Contact: <sip:phone101@192.0.2.1:5060>;expires=140\r\nExpires: 900\r\n",
            140,
        ),
        (
            "Contact: <sip:other@192.0.2.7>;expires=900, <sip:phone101@192.0.2.1:5060>;expires=150\r\n",
            150,
        ),
        ("Expires: 160\r\n", 160),
    ] {
        for status in ["200 OK", "202 Accepted"] {
            let mut network = start();
            assert_eq!(
                network.terminal(0).registration(),
                Some(RegistrationState::Registering)
            );
            let since = network.now;
            respond(&mut network, status, lines);
            let until = registered_until(&mut network);
            assert_eq!(until.since(since).as_secs(), seconds, "{lines}");
            network.seconds(seconds);
            let refresh = if seconds / 2 + 32 < seconds {
                seconds / 2
            } else {
                0
            };
            assert_eq!(after(&network, since).first(), Some(&refresh), "{lines}");
        }
    }
}

/// R-4.3.4-2: the refresh begins the new lifetime, be it longer or shorter.
#[test]
fn a_refresh_begins_the_new_lifetime() {
    let mut network = registered(120);
    for seconds in [400, 100] {
        let due = network.terminal(0).registration();
        let Some(RegistrationState::Registered { refresh_at, .. }) = due else {
            panic!("{due:?}");
        };
        network.run(refresh_at.since(network.now));
        let since = network.now;
        let until_before = network.terminal(0).registration();
        assert!(matches!(
            until_before,
            Some(RegistrationState::Refreshing { .. })
        ));
        accept(&mut network, seconds);
        let until = registered_until(&mut network);
        assert!(until.since(since).as_secs() == u64::from(seconds));
        let state = network.terminal(0).registration();
        let half = u64::from(seconds) / 2;
        assert!(
            matches!(
                state,
                Some(RegistrationState::Registered { refresh_at, .. })
                    if refresh_at.since(since).as_secs() == half
            ),
            "{state:?}"
        );
    }
}

/// R-4.3.2-3, R-4.3.6-1: our location is known again whatever parameters its URI has lost or won,
/// but not at another port or with another user; so it is when we have sent a parameter ourselves.
#[test]
fn parameters_do_not_hide_our_location() {
    for (contact, seconds) in [
        ("sip:phone101@192.0.2.1:5060", 120),
        ("sip:phone101@192.0.2.1:5060;user=ip", 120),
        ("sip:phone101@192.0.2.1:5060;kept=no", 120),
        ("sip:phone101@192.0.2.1:5060;transport=tcp;x", 120),
        ("sip:phone101@192.0.2.1", 120),
        ("sip:phone102@192.0.2.1:5060", 3600),
        ("sip:phone101@192.0.2.1:5062", 3600),
        ("sip:phone101@192.0.2.3:5060", 3600),
    ] {
        for sent in [None, Some(UserParameter::Phone)] {
            let mut network = with(|it| it.user_parameter = sent);
            let since = network.now;
            let lines = format!("Contact: <{contact}>;expires=120\r\n");
            respond(&mut network, "200 OK", &lines);
            let until = registered_until(&mut network);
            let got = until.since(since).as_secs();
            assert_eq!(got, seconds, "{contact}, {sent:?} was sent");
        }
    }
}

//! JJ-22.11 §4.1.3.2: Contact (T4-3).

use super::*;

/// R-4.1.3.2-2, R-4.1.3.2-4, R-4.1.3.2-5, R-4.1.3.2-6, R-4.1.3.2-7, R-4.1.3.2-8, R-4.1.3.2-9,
/// R-4.1.3.2-10, R-4.1.3.2-11, R-4.1.3.2-12, R-4.1.3.2-13, R-4.1.3.2-14, R-4.1.3.2-19: a SIP URI of
/// user, IPv4 address and the port listened at, without display name and without any parameter.
#[test]
fn the_contact_is_user_address_and_port_and_nothing_else() {
    for (user, local, expected) in [
        ("phone101", "192.0.2.1:5060", CONTACT),
        ("a", "192.0.2.1:5062", "<sip:a@192.0.2.1:5062>"),
        (
            "0123456789abcdef",
            "192.0.2.1:5060",
            "<sip:0123456789abcdef@192.0.2.1:5060>",
        ),
    ] {
        let user = ContactUser::Set(user.into());
        let config = config_at(local, |it| it.contact_user = user);
        let mut network = start_with(config);
        respond(&mut network, "401 Unauthorized", CHALLENGE);
        let sent = registers(&network);
        assert_eq!(sent.len(), 2);
        for sent in sent {
            assert_eq!(sent.header(HeaderName::Contact).as_deref(), Some(expected));
        }
    }
}

/// R-4.1.3.2-4, R-4.1.3.2-9, R-4.1.3.2-14, R-4.1.3.2-19: a registrar that adds a display name,
/// user, q or a parameter that nobody knows is understood all the same.
#[test]
fn what_we_leave_out_may_come_back() {
    for contact in [
        "\"Phone\" <sip:phone101@192.0.2.1:5060>",
        "<sip:phone101@192.0.2.1:5060;user=phone>",
        "<sip:phone101@192.0.2.1:5060;user=ip;transport=udp>",
        "<sip:phone101@192.0.2.1:5060>;q=0.125",
        "<sip:phone101@192.0.2.1:5060>;q=1.000;unknown=x",
    ] {
        let mut network = start();
        let since = network.now;
        let lines = format!("Contact: {contact};expires=777\r\n");
        respond(&mut network, "200 OK", &lines);
        let until = registered_until(&mut network);
        assert_eq!(until.since(since).as_secs(), 777, "{contact}");
    }
}

/// R-4.1.3.2-15, R-4.1.3.2-18, R-4.1.4-2, R-4.1.6-2: the lifetime asked for is what was set, over
/// the whole range and at the refresh too.
#[test]
fn the_lifetime_that_is_set_is_asked_for() {
    for seconds in [1, 60, 3600, u32::MAX] {
        let mut network = with(|it| it.expires_s = seconds);
        for _ in 0..2 {
            let text = header(&network, HeaderName::Expires).expect("Expires");
            assert_eq!(text, seconds.to_string());
            let contact = header(&network, HeaderName::Contact);
            assert_eq!(contact.as_deref(), Some(CONTACT));
            accept(&mut network, 100);
            network.seconds(51);
        }
        assert_eq!(registers(&network).len(), 3);
    }
}

/// R-4.1.3.2-3: whoever had our address before us is not rung here; our own location is, with or
/// without the parameters that a server may put there (R-4.1.3.2-9).
#[test]
fn a_call_for_another_location_is_not_for_us() {
    for (uri, rings) in [
        ("sip:stranger@192.0.2.1:5060", false),
        ("sip:192.0.2.1:5060", false),
        ("sip:PHONE101@192.0.2.1:5060", false),
        ("sip:phone1010@192.0.2.1:5060", false),
        ("sip:phone101@192.0.2.1:5060", true),
        ("sip:phone101@192.0.2.1", true),
        ("sip:phone101@192.0.2.1:5060;user=phone", true),
    ] {
        let mut network = registered(3600);
        let arrows = call_for(&mut network, uri);
        let incoming = network
            .events(0)
            .iter()
            .any(|it| matches!(it, Event::Incoming { .. }));
        assert_eq!(incoming, rings, "{uri}");
        let expected = if rings {
            "1> 180 INVITE"
        } else {
            "1> 404 INVITE"
        };
        assert_eq!(arrows, [expected], "{uri}");
    }
}

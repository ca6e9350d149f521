//! Settings of media that an exchange may prescribe (JJ-22.11 §1.3.4).

use naisen_media::Law;

use super::*;

/// R-10.2.1-14, R-10.2.1-16, R-10.1-3: so many codecs, in the order that is set.
#[test]
fn an_offer_has_no_more_codecs_than_are_allowed() {
    for (codecs, most, expected) in [
        (vec![Law::Mu, Law::A], None, "0 8 101"),
        (vec![Law::Mu, Law::A], Some(1), "0 101"),
        (vec![Law::A, Law::Mu], Some(1), "8 101"),
        (vec![Law::A, Law::Mu], Some(2), "8 0 101"),
    ] {
        let mut config = listening();
        config.media.codecs = codecs;
        config.media.max_codecs = most;
        let talk = Talk::calling(config, PLAIN);
        assert_eq!(formats(&talk.first_body()), expected);
    }
}

/// R-10.2.1-18: the packet time of offers, and of answers to offers that name none.
#[test]
fn the_packet_time_is_as_set_or_not_said() {
    for (milliseconds, expected) in [(Some(20), Some("20")), (Some(40), Some("40")), (None, None)] {
        let mut config = listening();
        config.media.packet_time_ms = milliseconds;
        let caller = Talk::calling(config.clone(), PLAIN);
        let callee = Talk::as_callee(config, PLAIN, &sdp(1, 2, 9000, "0", ""));
        for body in [caller.first_body(), callee.first_body()] {
            let said = body.lines().find_map(|line| line.strip_prefix("a=ptime:"));
            assert_eq!(said, expected, "{body}");
        }
    }
}

/// R-10.2.1-27, R-10.2.1-28: a terminal without hold refuses each direction but the usual one by 488, and the
/// call goes on as it was.
#[test]
fn hold_gets_488_where_it_is_not_supported() {
    for (hold, status) in [(true, 200), (false, 488)] {
        for direction in ["sendonly", "recvonly", "inactive"] {
            for method in ["INVITE", "UPDATE"] {
                let mut config = listening();
                config.media.hold = hold;
                let mut talk = Talk::as_caller(config, CONTACT, &sdp(1, 2, 9000, "0", ""));
                let held = sdp(2, 2, 9000, "0", &format!("a={direction}\n"));
                talk.request(method, 1, &held);
                let expected = format!("1> {status} {method}");
                assert_eq!(talk.network.arrows(), [expected], "{direction}");
                if !hold {
                    talk.request("ACK", 1, "");
                    assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 4000));
                    assert_eq!(talk.destination(), "192.0.2.2:9000");
                }
                talk.assert_stands();
            }
        }
    }
}

/// R-10.2.1-13: a 488 to an offer, in an INVITE or later, says as much as is set: a Warning 304 unless it is
/// switched off, and the codecs only if they are wanted.
#[test]
fn a_488_warns_and_lists_the_codecs_as_set() {
    for (warns, lists) in [(true, false), (true, true), (false, true), (false, false)] {
        let mut config = listening();
        config.media.warns_in_488 = warns;
        config.media.lists_codecs_in_488 = lists;
        let mut network = Network::new(vec![config.clone()]);
        invite(&mut network, PLAIN, &sdp(1, 2, 9000, "18", ""));
        let mut talk = Talk::as_caller(config, PLAIN, &sdp(1, 2, 9000, "0", ""));
        talk.request("INVITE", 1, &sdp(2, 2, 9000, "18", ""));
        talk.request("ACK", 1, "");
        for network in [&network, &talk.network] {
            let refusal = &network.log[network.last("1> 488 INVITE")];
            let warning = refusal.header(HeaderName::Warning);
            assert_eq!(warning.is_some_and(|it| it.starts_with("304 ")), warns);
            let listed = refusal.body();
            assert_eq!(!listed.is_empty(), lists);
            if lists {
                assert_eq!(formats(&listed), "0 8 101");
                assert!(listed.contains("m=audio 0 RTP/AVP"), "{listed}");
            }
        }
    }
}

/// R-10.2.3-1: where the exchange wants no changes, holding sends nothing and is told as refused.
#[test]
fn no_change_is_requested_where_none_is_allowed() {
    for allowed in [true, false] {
        let mut config = listening();
        config.media.requests_changes = allowed;
        let mut talk = Talk::as_caller(config, CONTACT, &sdp(1, 2, 9000, "0", ""));
        let call = talk.call;
        talk.network.command(0, Command::Hold { call });
        talk.run(100);
        let expected: &[&str] = if allowed { &["1> UPDATE"] } else { &[] };
        assert_eq!(talk.network.arrows(), expected);
        let refused = talk.network.events(0).into_iter().any(|event| {
            matches!(
                event,
                Event::HoldDone {
                    held: false,
                    refused: Some(_),
                    ..
                }
            )
        });
        assert_eq!(refused, !allowed);
    }
}

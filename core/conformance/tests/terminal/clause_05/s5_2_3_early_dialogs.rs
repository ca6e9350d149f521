//! JJ-22.11 §5.2.3: several early dialogs.

use naisen_terminal::Hears;

use super::*;

/// R-5.2.3-3
#[test]
fn a_new_early_dialog_takes_the_media_over() {
    let (mut network, _) = calling();
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    assert_eq!(destination(&network), "192.0.2.2:9000");
    respond(&mut network, EARLY, "b", &sdp(1, 3, 9100));
    assert_eq!(destination(&network), "192.0.2.3:9100");
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    assert_eq!(destination(&network), "192.0.2.3:9100");
    respond(&mut network, EARLY, "b", &sdp(2, 3, 9200));
    assert_eq!(destination(&network), "192.0.2.3:9200");
    speak(&mut network, "192.0.2.2:9000", 5000, 1);
    assert_eq!(count(&network.heard(0, Hears::EarlyMedia), 5000), 0);
    speak(&mut network, "192.0.2.3:12345", 5000, 2);
    assert!(count(&network.heard(0, Hears::EarlyMedia), 5000) > 7000);
}

/// R-5.2.3-3: the call was forwarded when nobody answered, and rings elsewhere.
#[test]
fn a_new_early_dialog_without_media_rings_in_the_place_of_the_old_ones() {
    let (mut network, _) = calling();
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    respond(&mut network, "180 Ringing", "b", "");
    assert_eq!(
        hears(&network.events(0)),
        [Hears::EarlyMedia, Hears::Ringback]
    );
    network.heard(0, Hears::EarlyMedia);
    speak(&mut network, "192.0.2.2:9000", 5000, 1);
    assert!(network.heard(0, Hears::EarlyMedia).is_empty());
    assert!(network.heard(0, Hears::Ringback).len() > 7000);
}

/// R-5.2.3-3: also over one whose media an UPDATE has moved; the dialog that answers has its own.
#[test]
fn a_new_early_dialog_takes_over_from_one_that_was_changed() {
    for answers in ["b", "c"] {
        let (mut network, _) = calling();
        let reliable = format!("{CONTACT}Require: 100rel\r\nRSeq: 1\r\n");
        respond_with(&mut network, EARLY, "a", &reliable, &sdp(1, 2, 9000));
        network.respond(network.last("1> PRACK"), "200 OK", "a", "", "");
        request(&mut network, "UPDATE", "a", 1, &sdp(2, 2, 9300));
        settle(&mut network);
        assert_eq!(destination(&network), "192.0.2.2:9300");
        if answers == "b" {
            respond(&mut network, EARLY, "b", &sdp(1, 3, 9100));
            assert_eq!(destination(&network), "192.0.2.3:9100");
        }
        respond(&mut network, "200 OK", answers, &sdp(1, 3, 9100));
        settle(&mut network);
        assert_eq!(destination(&network), "192.0.2.3:9100");
    }
}

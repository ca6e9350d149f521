//! JJ-22.11 §10.2.1: the offer.

use naisen_conformance::terminal_stage::Network;
use naisen_media::Law;
use naisen_sip::HeaderName;
use naisen_terminal::Command;

use super::{
    CONTACT, PLAIN, Talk, audio_address, formats, invite, listening, media_lines, origin, sdp,
};

/// R-10.2.1-1, R-10.2.1-2, R-10.2.1-4, R-10.2.1-15, R-10.2.1-17, R-10.2.1-18, R-10.2.1-19, R-10.2.1-20: line by
/// line.
#[test]
fn the_offer_stands_in_the_invite_and_holds_nothing_to_spare() {
    let talk = Talk::calling(listening(), PLAIN);
    let body = talk.first_body();
    assert_eq!(body, talk.network.log[0].body());
    let lines: Vec<&str> = body.split("\r\n").collect();
    let port = audio_address(&body).port();
    assert!(port.is_multiple_of(2), "RTP has the even port");
    let audio = format!("m=audio {port} RTP/AVP 0 8 101");
    let expected = [
        "v=0",
        origin(&body),
        "s=-",
        "c=IN IP4 192.0.2.1",
        "t=0 0",
        &audio,
        "a=rtpmap:0 PCMU/8000",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-15",
        "a=ptime:20",
        "",
    ];
    assert_eq!(lines, expected);
    let fields: Vec<&str> = origin(&body).split(' ').collect();
    assert_eq!(
        (fields[0], &fields[3..]),
        ("o=-", &["IN", "IP4", "192.0.2.1"][..])
    );
    assert!(!body.replace("\r\n", "").contains(['\r', '\n']));
}

/// R-10.2.1-1, R-10.2.1-4: the 200 offers where the INVITE did not, and the ACK answers.
#[test]
fn an_invite_without_an_offer_gets_ours_in_the_2xx() {
    let mut network = Network::new(vec![listening()]);
    invite(&mut network, CONTACT, "");
    let call = network.incoming(0);
    network.command(0, Command::Answer { call });
    network.run(std::time::Duration::from_millis(100));
    assert_eq!(network.arrows(), ["1> 180 INVITE", "1> 200 INVITE"]);
    assert_eq!(network.log[network.last("1> 180 INVITE")].body(), "");
    let ok = &network.log[network.last("1> 200 INVITE")];
    assert_eq!(formats(&ok.body()), "0 8 101");
    let target = ok.header(HeaderName::Contact).expect("a Contact");
    let dialog = format!(
        "From: <sip:102@192.0.2.2>;tag=a\r\nTo: {}\r\nCall-ID: c\r\nMax-Forwards: 70\r\n",
        ok.header(HeaderName::To).expect("a To")
    );
    let mut talk = Talk {
        target: target.trim_matches(['<', '>']).to_owned(),
        network,
        call,
        dialog,
        lines: CONTACT,
    };
    assert!(talk.network.media.is_empty(), "nobody knows where to yet");
    talk.request("ACK", 1, &sdp(1, 2, 9000, "8", ""));
    assert_eq!(talk.destination(), "192.0.2.2:9000");
    assert!(talk.hears("192.0.2.2:9000", Law::A, 8, 3000));
    talk.assert_stands();
}

/// R-10.2.1-17, R-10.2.1-19: with telephone events left out there is one stream still, and no direction.
#[test]
fn a_terminal_without_telephone_events_offers_codecs_alone() {
    let mut config = listening();
    config.media.telephone_event = None;
    let talk = Talk::calling(config, PLAIN);
    let body = talk.first_body();
    assert_eq!(formats(&body), "0 8");
    assert_eq!(media_lines(&body).len(), 1);
    for direction in ["sendonly", "recvonly", "inactive"] {
        assert!(!body.contains(direction));
    }
}

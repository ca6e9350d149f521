//! JJ-22.11 §13.1.3: the lines of a session description (JJ-22.11 T13-6).

use naisen_conformance::peer::sdp;
use naisen_sip::HeaderName;

use naisen_conformance::call::{answer, calling, header, ringing, talking};

/// The first letter of each line, and each line.
fn lines(body: &str) -> Vec<(&str, &str)> {
    let all = body.split_terminator("\r\n");
    all.map(|line| line.split_once('=').expect("a line of SDP"))
        .collect()
}

fn assert_complete(body: &str) {
    let lines = lines(body);
    let letters: String = lines.iter().map(|(letter, _)| *letter).collect();
    assert!(letters.starts_with("vosctma"), "{body}");
    assert_eq!(lines[0].1, "0");
    assert!(
        lines
            .iter()
            .any(|(letter, value)| *letter == "a" && value.starts_with("rtpmap:0 "))
    );
}

/// R-13.1.3-1, R-13.1.3-2: sending, as an offer and as an answer.
#[test]
fn a_description_has_the_lines_of_the_session_and_of_its_medium() {
    let (network, _) = calling(|_| {});
    assert_complete(&network.log[0].body());
    let (mut network, _) = ringing(|_| {}, "");
    answer(&mut network);
    assert_complete(&network.log[network.last("1> 200 INVITE")].body());
}

/// R-13.1.3-1, R-13.1.3-2: receiving. Media go where c= and m= say, and what the peer's a= says of its
/// direction is obeyed.
#[test]
fn the_lines_of_the_peers_description_are_used() {
    let (mut network, _, mut peer) = talking(|_| {}, "Allow: INVITE, ACK, BYE\r\n");
    network.seconds(1);
    let sent = network.media.last().expect("RTP").2;
    assert_eq!(sent.to_string(), "192.0.2.2:9000");
    let cseq = peer.request(&mut network, "INVITE", "", &sdp(2, 9000, "a=sendonly\r\n"));
    peer.acknowledge(&mut network, cseq, "");
    assert!(
        network.log[network.last("1> 200 INVITE")]
            .body()
            .contains("a=recvonly")
    );
}

/// R-13.1.3-3: none of the optional lines disturbs, wherever it stands.
#[test]
fn optional_lines_are_put_up_with() {
    let offer = "v=0\r\no=- 7 1 IN IP4 192.0.2.2\r\ns=call\r\ni=about\r\nu=http://pbx.example/\r\n\
                 e=x@pbx.example\r\np=+81 3 1234 5678\r\nc=IN IP4 192.0.2.2\r\nb=AS:64\r\n\
                 t=0 0\r\nr=7d 1h 0 25h\r\nz=0 0\r\nk=prompt\r\na=sendrecv\r\na=tool:x\r\n\
                 m=audio 9000 RTP/AVP 0\r\ni=voice\r\nc=IN IP4 192.0.2.2\r\nb=AS:64\r\nk=prompt\r\n\
                 a=rtpmap:0 PCMU/8000\r\n";
    let mut network = naisen_conformance::call::terminal(|_| {});
    let mut peer = naisen_conformance::peer::Peer::calling("sip:101@192.0.2.1", "optional");
    peer.request(&mut network, "INVITE", "", offer);
    answer(&mut network);
    let answered = network.log[network.last("1> 200 INVITE")].body();
    assert_complete(&answered);
    assert_eq!(
        header(&network, "1> 200 INVITE", HeaderName::ContentType).as_deref(),
        Some("application/sdp")
    );
    network.seconds(1);
    assert_eq!(
        network.media.last().expect("RTP").2.to_string(),
        "192.0.2.2:9000"
    );
}

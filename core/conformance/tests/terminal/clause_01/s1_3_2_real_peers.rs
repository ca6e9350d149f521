//! JJ-22.11 §1.3.2: peers as they are.

use super::*;

/// How a peer may write a message, other than usual.
const WAYS: [fn(&str) -> String; 4] = [
    |usual| {
        let names = [
            ("Via:", "v:"),
            ("From:", "f:"),
            ("To:", "t:"),
            ("Call-ID:", "i:"),
            ("Contact:", "m:"),
            ("Content-Type:", "c:"),
            ("Content-Length:", "l:"),
        ];
        names
            .iter()
            .fold(usual.to_owned(), |text, (name, compact)| {
                text.replace(&format!("\n{name}"), &format!("\n{compact}"))
            })
    },
    |usual| {
        usual
            .replace("Via:", "vIA :")
            .replace("Call-ID:", "CALL-ID\t:")
            .replace("CSeq: ", "cseq:")
            .replace(" INVITE\r\n", "   INVITE\r\n")
    },
    |usual| usual.replace(";tag=", "\r\n ;tag="),
    |usual| {
        let more = "X-Unknown: a, b\r\nSupported: foo,bar\r\nRecord-Route: <sip:192.0.2.2;lr>\r\n";
        usual.replace("Content-Length:", &format!("{more}Content-Length:"))
    },
];

/// R-1.3.2-1: what peers write other than usual does not keep a call from coming about.
#[test]
fn a_peer_that_writes_oddly_still_gets_its_call() {
    let body = sdp(1, 9000, "");
    let usual = invite("Max-Forwards: 70\r\n", &body);
    let no_port = usual.replace("192.0.2.2:5060;branch", "192.0.2.2;rport;branch");
    let line_feeds = invite("Max-Forwards: 70\r\n", &body.replace("\r\n", "\n"));
    let odd = WAYS
        .iter()
        .map(|way| way(&usual))
        .chain([no_port, line_feeds]);
    for text in odd {
        assert_ne!(text, usual);
        let (network, ok) = answered(&text);
        let answer = network.log[ok].body();
        assert!(answer.contains("m=audio "), "{text}\n{answer}");
    }
}

/// R-1.3.2-1: nor does it where that peer is called.
#[test]
fn a_peer_that_answers_oddly_still_has_its_call() {
    for way in WAYS {
        let (mut network, call, at) = dialled();
        for (status, body) in [("180 Ringing", String::new()), ("200 OK", sdp(1, 9000, ""))] {
            let usual = response(&network.log[at], status, CONTACT, &body);
            let odd = way(&usual);
            assert_ne!(odd, usual);
            network.send_raw(PEER, US, &odd);
            network.settle();
        }
        assert_eq!(network.arrows(), ["1> ACK"]);
        let (_, _, to, _) = network.media.last().expect("it speaks");
        assert_eq!(to.to_string(), "192.0.2.2:9000");
        network.command(0, Command::HangUp { call });
        network.settle();
        assert_eq!(network.arrows(), ["1> BYE"]);
    }
}

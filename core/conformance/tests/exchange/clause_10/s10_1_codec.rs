//! JJ-22.11 §10.1: G.711.

use std::time::Duration;

use naisen_conformance::exchange_stage::{A, B, Bench};
use naisen_media::RtpPacket;

use super::{MEDIA_A, MEDIA_B, PLAIN, assert_talk, formats, line, of_a, of_b, talk};

/// R-10.1-1: our own line offers mu-law as 0 and plays it; between two phones it passes.
#[test]
fn mu_law_is_offered_accepted_and_handed_on() {
    let mut bench = Bench::open();
    bench.invite("901", PLAIN, "");
    bench.expect(A, "SIP/2.0 180");
    let offered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(formats(&offered), "0 8 101");
    assert!(offered.body().contains("a=rtpmap:0 PCMU/8000\r\n"));

    let mut bench = Bench::open();
    let (_, answered) = line(&mut bench, &of_a(1, "18 0", ""));
    assert_eq!(formats(&answered), "0");
    bench.wait(Duration::from_secs(1));
    assert_eq!(bench.media.len(), 50);
    for (_, to, bytes) in &bench.media {
        let packet = RtpPacket::parse(bytes).expect("RTP");
        assert_eq!((packet.header.payload_type, packet.payload.len()), (0, 160));
        assert_eq!(to, MEDIA_A);
    }

    let mut bench = Bench::open();
    let talk = talk(&mut bench, PLAIN, &of_a(1, "0 8", ""), &of_b(1, "0", ""));
    assert_eq!(
        (formats(&talk.invite), formats(&talk.answered)),
        ("0 8", "0")
    );
    assert_eq!(talk.invite.to, B);
    assert_talk(&mut bench, &talk, MEDIA_A, MEDIA_B);
}

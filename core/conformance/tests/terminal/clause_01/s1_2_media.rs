//! JJ-22.11 §1.2: audio, and peers with more than that.

use super::*;

/// R-1.2-1: of an offer of audio and video audio is taken and video refused, in whichever order.
#[test]
fn audio_is_taken_where_video_is_offered_too() {
    const VIDEO: &str = "m=video 9002 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n";
    let audio = sdp(1, 9000, "");
    let turned = audio.replace("m=audio", &format!("{VIDEO}m=audio"));
    for (body, audio_first) in [(format!("{audio}{VIDEO}"), true), (turned, false)] {
        let (mut network, ok) = answered(&invite("Max-Forwards: 70\r\n", &body));
        let answer = network.log[ok].body();
        let lines: Vec<&str> = answer.lines().filter(|it| it.starts_with("m=")).collect();
        let (first, second) = (lines[0], lines[1]);
        assert_eq!(lines.len(), 2, "{answer}");
        let (audio, video) = if audio_first {
            (first, second)
        } else {
            (second, first)
        };
        assert!(video.starts_with("m=video 0 "), "{answer}");
        assert!(audio.starts_with("m=audio ") && !audio.starts_with("m=audio 0 "));
        network.seconds(1);
        let (_, _, to, _) = network.media.last().expect("it speaks");
        assert_eq!(to.to_string(), "192.0.2.2:9000");
    }
}

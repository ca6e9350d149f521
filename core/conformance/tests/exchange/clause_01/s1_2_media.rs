//! JJ-22.11 §1.2: audio, and phones with more than that.

use super::*;

/// R-1.2-1: an offer of audio and video comes about as a call with audio, in whichever order.
#[test]
fn audio_comes_about_where_video_is_offered_too() {
    const VIDEO: &str = "m=video 9002 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n";
    let audio = sdp("192.168.0.101", 8026);
    let turned = audio.replace("m=audio", &format!("{VIDEO}m=audio"));
    for (body, audio_first) in [(format!("{audio}{VIDEO}"), true), (turned, false)] {
        let mut bench = Bench::open();
        let (caller, invite) = offered(&mut bench, "", &body);
        assert!(invite.port() > 0);
        let answer = sdp("192.168.0.102", 8016);
        let refused = "m=video 0 RTP/AVP 99\r\n";
        let video = invite.body().contains("m=video");
        let answer = match (video, audio_first) {
            (false, _) => answer,
            (true, true) => format!("{answer}{refused}"),
            (true, false) => answer.replace("m=audio", &format!("{refused}m=audio")),
        };
        let ok = answered(&mut bench, &caller, &invite, &answer);
        let lines: Vec<&str> = ok
            .body()
            .lines()
            .filter(|it| it.starts_with("m="))
            .collect();
        assert_eq!(lines.len(), 2, "{}", ok.text);
        let video = lines[usize::from(audio_first)];
        assert!(video.starts_with("m=video 0 "), "{}", ok.text);
        assert!(ok.port() > 0);
        bench.media.clear();
        bench.rtp(ok.port(), "192.168.0.101:8026");
        let to: Vec<&str> = bench.media.iter().map(|(_, to, _)| &**to).collect();
        assert_eq!(to, ["192.168.0.102:8016"]);
    }
}

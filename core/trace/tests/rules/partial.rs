//! Traces that begin late, end early, or are spoilt: nobody is accused for what is not there.

use naisen_cause::{Bearing, Rule};
use naisen_node::Random;
use naisen_trace::{Confidence, diagnose};

use crate::attempt::SOUND;
use crate::scene::{Load, packets, read};

/// Sound calls of many kinds.
fn sound() -> Vec<String> {
    let cancelled = "
        0.00 A>X INVITE sdp
        0.01 X>A 100
        0.02 X>B INVITE sdp=X:41000
        0.03 B>X 180
        0.04 X>A 180
        9.00 A>X CANCEL
        9.01 X>A 200 for=CANCEL
        9.02 X>A 487
        9.03 A>X ACK
        9.04 X>B CANCEL
        9.05 B>X 200 for=CANCEL
        9.06 B>X 487
        9.07 X>B ACK";
    let rich = "
        0.00 A>X INVITE sdp | Supported: 100rel, timer | Session-Expires: 180;refresher=uac
        0.01 X>A 401 | WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"
        0.02 A>X ACK
        0.03 A>X INVITE sdp | Supported: 100rel, timer | Session-Expires: 180;refresher=uac | Authorization: Digest username=\"100\", realm=\"x\", nonce=\"1\", uri=\"sip:x\", response=\"0\"
        0.04 X>A 100
        0.05 X>A 180 x=0.5 | Require: 100rel | RSeq: 7
        0.60 A>X PRACK | RAck: 7 2 INVITE
        0.61 X>A 200 for=PRACK
        2.00 X>A 200 sdp x=0.5 | Session-Expires: 180;refresher=uac | Require: timer
        2.51 A>X ACK
        90.0 A>X UPDATE x=0.5 | Session-Expires: 180;refresher=uac
        90.6 X>A 200 for=UPDATE | Session-Expires: 180;refresher=uac
        120.0 A>X INVITE re sdp=A:40000:sendonly
        120.1 X>A 491
        120.2 A>X ACK
        123.0 A>X INVITE re sdp=A:40000:sendonly
        123.1 X>A 200 sdp=X:40000:recvonly
        123.2 A>X ACK
        150.0 X>A BYE
        150.1 A>X 200 for=BYE";
    let spoken = format!(
        "{SOUND}
        3.1 A>X rtp for=16 at=40000 to=40000
        3.1 X>A rtp for=16 at=40000 to=40000
        3.1 X>B rtp for=16 at=41000 to=40000
        3.1 B>X rtp for=16 at=40000 to=41000"
    );
    vec![SOUND.into(), cancelled.into(), rich.into(), spoken]
}

#[test]
fn a_capture_that_began_late_or_ended_early_accuses_nobody() {
    for text in sound() {
        let all = packets(&text);
        // Media makes thousands of packets: not every one is a place to cut.
        let step = (all.len() / 60).max(1);
        let cuts = (0..=all.len()).step_by(step);
        let parts = cuts.flat_map(|cut| [all.get(cut..), all.get(..cut)]);
        for part in parts.flatten() {
            for call in read(part) {
                for finding in diagnose(&call).findings {
                    // Cut between the ACK to a challenge and the second try.
                    if finding.rule == Rule::NoCredentials && call.cut_off && part.len() < 4 {
                        assert_eq!(finding.confidence, Confidence::Likely);
                        continue;
                    }
                    assert_eq!(
                        finding.rule.bearing(),
                        Bearing::Outcome,
                        "{finding:#?} in {} of {} packets of {text}",
                        part.len(),
                        all.len()
                    );
                }
            }
        }
    }
}

#[test]
fn spoilt_messages_do_no_harm() {
    let mut random = Random::from_number(7);
    for round in 0..400 {
        for text in sound().iter().take(3) {
            let mut all = packets(text);
            all.retain(|_| !random.chance(0.1));
            for (_, _, _, load) in &mut all {
                let (Load::Datagram(bytes) | Load::Fragment(bytes) | Load::Stream(bytes)) = load
                else {
                    continue;
                };
                if random.chance(0.3) && !bytes.is_empty() {
                    let at = random.below(bytes.len() as u64) as usize;
                    match round % 3 {
                        0 => bytes[at] = random.below(256) as u8,
                        1 => bytes.truncate(at),
                        _ => bytes.insert(at, b'\r'),
                    }
                }
            }
            for call in read(&all) {
                for finding in diagnose(&call).findings {
                    assert!(finding.evidence.len() <= 5, "{finding:#?}");
                    assert!(!finding.evidence.is_empty(), "{finding:#?}");
                }
            }
        }
    }
}

//! JJ-22.11 §5.3.2: several dialogs when one is answered.

use naisen_sip::{CSeq, HeaderName, To};
use naisen_terminal::{Command, Event, Hears};

use super::*;

/// Arrow, To tag and CSeq number of what the terminal has sent since.
pub(super) fn sent_since(network: &Network, from: usize) -> Vec<(String, String, u32)> {
    network.log[from..]
        .iter()
        .map(|sent| {
            let message = sent.message();
            let to: To<'_> = message.required().expect("To");
            let cseq: CSeq<'_> = message.required().expect("CSeq");
            let tag = to.tag().unwrap_or_default().to_owned();
            (sent.arrow(), tag, cseq.number)
        })
        .collect()
}

pub(super) fn line(arrow: &str, tag: &str, number: u32) -> (String, String, u32) {
    (arrow.into(), tag.into(), number)
}

/// R-5.3.1-3, R-5.3.2-3: the call goes on with the one that answered; the early dialogs of the others get
/// BYE, each along its own way.
#[test]
fn an_answer_ends_the_other_early_dialogs() {
    let (mut network, call) = calling();
    let lines = CONTACT.replace("sip:peer@", "sip:a@");
    respond_with(&mut network, EARLY, "a", &lines, &sdp(1, 2, 9000));
    let reliable = format!("{CONTACT}Require: 100rel\r\nRSeq: 5\r\n").replace("peer@", "b@");
    respond_with(&mut network, "180 Ringing", "b", &reliable, "");
    network.respond(network.last("1> PRACK"), "200 OK", "b", "", "");
    settle(&mut network);
    let before = network.log.len();
    respond(&mut network, "200 OK", "c", &sdp(1, 3, 9100));
    let mut sent = sent_since(&network, before);
    sent.sort();
    let expected = [
        line("1> ACK", "c", 1),
        line("1> BYE", "a", 2),
        line("1> BYE", "b", 3),
    ];
    assert_eq!(sent, expected);
    for (tag, target) in [("a", "sip:a@192.0.2.2:5060"), ("b", "sip:b@192.0.2.2:5060")] {
        let bye = network.log[before..].iter().find(|sent| {
            sent.arrow() == "1> BYE" && header(sent, HeaderName::To).contains(&format!("tag={tag}"))
        });
        assert_eq!(bye.expect("a BYE").message().request_uri(), Some(target));
    }
    assert!(network.events(0).contains(&Event::Answered { call }));
    speak(&mut network, "192.0.2.3:9100", 5000, 1);
    assert_eq!(destination(&network), "192.0.2.3:9100");
    assert!(count(&network.heard(0, Hears::Talk), 5000) > 7000);
    // The confirmed dialog is alone, and ends alone.
    let before = network.log.len();
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    assert_eq!(sent_since(&network, before), [line("1> BYE", "c", 2)]);
}

/// R-5.3.1-3: a 2xx without a tag answers in a dialog of its own, and not in the early one that has a tag.
#[test]
fn an_answer_without_a_tag_ends_the_early_dialog_with_one() {
    let (mut network, call) = calling();
    network.dismiss_judge(0);
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    let before = network.log.len();
    respond(&mut network, "200 OK", "", &sdp(1, 3, 9100));
    let mut sent = sent_since(&network, before);
    sent.sort();
    assert_eq!(sent, [line("1> ACK", "", 1), line("1> BYE", "a", 2)]);
    assert!(network.events(0).contains(&Event::Answered { call }));
    assert_eq!(destination(&network), "192.0.2.3:9100");
    let before = network.log.len();
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    assert_eq!(sent_since(&network, before), [line("1> BYE", "", 2)]);
}

/// R-5.3.2-3: media returns to the dialog that answers, as its own 1xx had described it.
#[test]
fn an_early_dialog_that_was_taken_over_from_may_still_answer() {
    for repeated in [String::new(), sdp(1, 2, 9000), sdp(2, 2, 9900)] {
        let (mut network, _) = calling();
        respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
        respond(&mut network, EARLY, "b", &sdp(1, 3, 9100));
        assert_eq!(destination(&network), "192.0.2.3:9100");
        let before = network.log.len();
        respond(&mut network, "200 OK", "a", &repeated);
        assert_eq!(destination(&network), "192.0.2.2:9000");
        let mut sent = sent_since(&network, before);
        sent.sort();
        assert_eq!(sent, [line("1> ACK", "a", 1), line("1> BYE", "b", 2)]);
    }
}

/// R-5.3.2-3: nothing of an early dialog that never was is ended.
#[test]
fn without_other_early_dialogs_an_answer_ends_none() {
    for tag in ["a", ""] {
        let (mut network, _) = calling();
        respond(&mut network, "180 Ringing", tag, "");
        respond(&mut network, "180 Ringing", tag, "");
        respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> ACK"]);
    }
}

/// R-5.3.2-4, R-5.3.2-5: the first one is kept; every other is acknowledged and ended, as often as its 2xx
/// comes the ACK is repeated.
#[test]
fn a_second_dialog_that_is_answered_gets_ack_and_bye() {
    let (mut network, call) = calling();
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    let before = network.log.len();
    respond(&mut network, "200 OK", "b", &sdp(1, 3, 9100));
    let sent = sent_since(&network, before);
    let tags: Vec<_> = sent
        .iter()
        .map(|(arrow, tag, _)| (&**arrow, &**tag))
        .collect();
    assert_eq!(tags, [("1> ACK", "b"), ("1> BYE", "b")]);
    assert!(sent[1].2 > sent[0].2);
    let (logged, since) = (network.log.len(), network.now);
    respond(&mut network, "200 OK", "b", &sdp(1, 3, 9100));
    assert_eq!(network.sent_at("1> ACK", since).len(), 1, "the ACK again");
    assert_eq!(network.log.len(), logged, "the same, and no other BYE");
    network.events(0);
    network.seconds(2);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    assert_eq!(network.terminal(0).call_count(), 1);
    assert_eq!(network.events(0), []);
    network.command(0, Command::HangUp { call });
    network.assert_empty();
}

/// R-5.3.2-3: an answer that fits no offer is none, although an early dialog of others had media.
#[test]
fn the_media_of_another_early_dialog_saves_no_answer_without_any() {
    let (mut network, call) = calling();
    respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
    let before = network.log.len();
    let other = sdp(1, 3, 9100).replace("RTP/AVP 0", "RTP/AVP 18");
    respond(&mut network, "200 OK", "b", &other);
    let mut sent = sent_since(&network, before);
    sent.sort();
    let expected = [
        line("1> ACK", "b", 1),
        line("1> BYE", "a", 2),
        line("1> BYE", "b", 2),
    ];
    assert_eq!(sent, expected);
    let reason = network.events(0).into_iter().find_map(|event| match event {
        Event::Ended {
            call: ended,
            reason,
            ..
        } if ended == call => Some(reason),
        _ => None,
    });
    assert_eq!(reason, Some(naisen_terminal::Ended::NoCommonAudio));
}

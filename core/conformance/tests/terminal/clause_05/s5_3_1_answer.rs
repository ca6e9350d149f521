//! JJ-22.11 §5.3.1: the first 2xx.

use naisen_sip::{HeaderName, To};
use naisen_terminal::{Command, Event, Hears};

use super::*;

fn to_tag(sent: &Sent) -> Option<String> {
    let message = sent.message();
    let to: To<'_> = message.required().expect("To");
    to.tag().map(str::to_owned)
}

/// R-5.3.1-1, R-5.3.1-4: ACK, BYE and media belong to the first 2xx; another one changes nothing.
#[test]
fn the_first_2xx_establishes_the_call() {
    let (mut network, call) = calling();
    respond(&mut network, "180 Ringing", "a", "");
    network.events(0);
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    let ack = last(&network, "1> ACK");
    assert_eq!(to_tag(ack).as_deref(), Some("a"));
    assert_eq!(ack.message().request_uri(), Some("sip:peer@192.0.2.2:5060"));
    let cseq = |sent: &Sent| header(sent, HeaderName::CSeq);
    assert_eq!(
        cseq(ack),
        cseq(last(&network, "1> INVITE")).replace("INVITE", "ACK")
    );
    let branch = |sent: &Sent| header(sent, HeaderName::Via);
    assert_ne!(branch(ack), branch(last(&network, "1> INVITE")));
    let talk = Event::Hears {
        call,
        hears: Hears::Talk,
    };
    assert_eq!(network.events(0), [Event::Answered { call }, talk]);
    respond(&mut network, "200 OK", "b", &sdp(1, 3, 9100));
    speak(&mut network, "192.0.2.2:9000", 5000, 1);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    assert!(count(&network.heard(0, Hears::Talk), 5000) > 7000);
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    assert_eq!(to_tag(last(&network, "1> BYE")).as_deref(), Some("a"));
}

/// R-5.3.1-2: ACK and BYE go out without a tag, and a peer without one is known by that.
#[test]
fn a_2xx_without_a_tag_establishes_a_call_too() {
    let (mut network, call) = calling();
    network.dismiss_judge(0);
    respond(&mut network, "200 OK", "", &sdp(1, 2, 9000));
    assert!(network.events(0).contains(&Event::Answered { call }));
    assert_eq!(to_tag(last(&network, "1> ACK")), None);
    assert_eq!(destination(&network), "192.0.2.2:9000");
    request(&mut network, "UPDATE", "", 1, &sdp(2, 2, 9100));
    assert_eq!(network.arrows(), ["1> ACK", "1> 200 UPDATE"]);
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    assert_eq!(to_tag(last(&network, "1> BYE")), None);
    let (mut network, call) = calling();
    network.dismiss_judge(0);
    respond(&mut network, "200 OK", "", &sdp(1, 2, 9000));
    network.events(0);
    request(&mut network, "BYE", "", 1, "");
    let events = network.events(0);
    assert!(matches!(events[0], Event::Ended { call: ended, .. } if ended == call));
    assert_eq!(network.arrows(), ["1> ACK", "1> 200 BYE"]);
}

/// R-5.3.1-4: the answer of a 1xx counts, whatever the 2xx of the same dialog says.
#[test]
fn an_answer_that_came_before_counts() {
    for repeated in [sdp(1, 2, 9000), sdp(2, 3, 9900), String::new()] {
        let (mut network, call) = calling();
        respond(&mut network, EARLY, "a", &sdp(1, 2, 9000));
        respond(&mut network, "200 OK", "a", &repeated);
        assert!(network.events(0).contains(&Event::Answered { call }));
        assert_eq!(destination(&network), "192.0.2.2:9000");
    }
}

/// R-5.3.1-4: RTP goes where the 2xx says, if no 1xx had said it.
#[test]
fn without_sdp_before_the_answer_is_that_of_the_2xx() {
    let (mut network, _) = calling();
    respond(&mut network, "180 Ringing", "a", "");
    network.seconds(1);
    assert!(network.media.is_empty());
    respond(&mut network, "200 OK", "a", &sdp(1, 3, 9200));
    speak(&mut network, "192.0.2.3:9200", 5000, 1);
    assert_eq!(destination(&network), "192.0.2.3:9200");
    assert!(count(&network.heard(0, Hears::Talk), 5000) > 7000);
}

/// R-5.3.1-1: the numbers of the early dialog that is confirmed go on.
#[test]
fn a_confirmed_dialog_counts_on_from_its_early_one() {
    let (mut network, call) = calling();
    let reliable = format!("{CONTACT}Require: 100rel\r\nRSeq: 1\r\n");
    respond_with(&mut network, "180 Ringing", "a", &reliable, "");
    network.respond(network.last("1> PRACK"), "200 OK", "a", "", "");
    request(&mut network, "UPDATE", "a", 7, "");
    respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
    request(&mut network, "UPDATE", "a", 6, "");
    network.command(0, Command::HangUp { call });
    settle(&mut network);
    let expected = [
        "1> PRACK",
        "1> 200 UPDATE",
        "1> ACK",
        "1> 500 UPDATE",
        "1> BYE",
    ];
    assert_eq!(network.arrows(), expected);
    let number = |arrow| header(last(&network, arrow), HeaderName::CSeq);
    assert_eq!(number("1> PRACK"), "2 PRACK");
    assert_eq!(number("1> BYE"), "3 BYE");
}

//! JJ-22.11 §7.3: the target that points at the callee.

use super::*;

const FIRST: &str = "Contact: <sip:b1@192.0.2.2:5071>\r\n";
const SECOND: &str = "Contact: <sip:b2@192.0.2.2:5072>\r\n";
const THIRD: &str = "Contact: <sip:b3@192.0.2.2:5073>\r\n";

fn numbered(number: u8) -> (String, String) {
    place(
        &format!("sip:b{number}@192.0.2.2:507{number}"),
        &format!("192.0.2.2:507{number}"),
    )
}

/// R-7.3-1, R-7.3-2: PRACK to the Contact of the 180, ACK to that of the 200, BYE to the latest.
#[test]
fn the_caller_follows_the_contact_of_the_callee() {
    for update in [false, true] {
        let (mut network, call, mut peer) = ringing_there(FIRST);
        assert_eq!(sent_to(&network, "PRACK"), numbered(1));
        answer_there(&mut network, SECOND);
        assert_eq!(sent_to(&network, "ACK"), numbered(2));
        if update {
            let lines = format!("{RELIABLE}{THIRD}");
            peer.request(&mut network, "UPDATE", &lines, "");
        }
        hang_up(&mut network, call);
        assert_eq!(
            sent_to(&network, "BYE"),
            numbered(if update { 3 } else { 2 })
        );
    }
}

/// R-7.3-1: of several 1xx the last, and after them an UPDATE; a 200 that names no Contact leaves that.
#[test]
fn the_ack_goes_where_a_later_180_or_an_update_says() {
    for (update, expected) in [(false, numbered(2)), (true, numbered(3))] {
        let (mut network, call, mut peer) = ringing_there(FIRST);
        let lines = format!("{SECOND}{RELIABLE}Require: 100rel\r\nRSeq: 8\r\n");
        network.respond(network.last("1> INVITE"), "180 Ringing", "b", &lines, "");
        network.settle();
        assert_eq!(sent_to(&network, "PRACK"), numbered(2));
        network.respond(network.last("1> PRACK"), "200 OK", "b", "", "");
        network.settle();
        if update {
            let lines = format!("{RELIABLE}{THIRD}");
            peer.request(&mut network, "UPDATE", &lines, "");
            last(&network, "1> 200 UPDATE");
        }
        answer_there(&mut network, "");
        hang_up(&mut network, call);
        for method in ["ACK", "BYE"] {
            assert_eq!(sent_to(&network, method), expected, "{method}");
        }
    }
}

/// R-7.3-1: the Contact of the 200 to our own UPDATE.
#[test]
fn the_caller_follows_the_contact_in_the_answer_to_its_update() {
    let (mut network, call, _) = ringing_there(FIRST);
    answer_there(&mut network, SECOND);
    network.command(0, Command::Hold { call });
    network.settle();
    assert_eq!(sent_to(&network, "UPDATE"), numbered(2));
    let held = sdp(2, 9000, "a=recvonly\r\n");
    let lines = format!("{RELIABLE}{THIRD}");
    network.respond(network.last("1> UPDATE"), "200 OK", "b", &lines, &held);
    network.settle();
    hang_up(&mut network, call);
    assert_eq!(sent_to(&network, "BYE"), numbered(3));
}

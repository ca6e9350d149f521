//! Causes inside whole messages of Q.931.

use naisen_cause::octets::parse;
use naisen_cause::q931::{ElementId, Message, MessageType};

fn read(hex: &str) -> Message {
    Message::read(&parse(hex).expect("hex"))
}

/// A message in one line: type, call reference, elements.
fn told(message: &Message) -> String {
    let mut told = format!(
        "{} ({})",
        message.message_type.map_or("-".into(), |it| it.to_string()),
        message
            .call_reference
            .as_ref()
            .map_or("-".into(), |it| it.to_string()),
    );
    for element in &message.elements {
        let content = element.content.to_string();
        told += &format!("; {}", element.id);
        if !content.is_empty() {
            told += &format!(" = {content}");
        }
    }
    told
}

const SETUP: &str = "08 02 00 2a 05 a1 04 03 90 90 a3 18 03 a9 83 97
    28 05 41 6e 6e 20 42 6c 06 21 81 33 33 33 34 70 05 c1 31 32 33 34 7d 02 91 81";

#[test]
fn messages_are_read_whole() {
    for (hex, says) in [
        (
            "08 01 81 45 08 02 81 90",
            "DISCONNECT (1, to the side that chose it); Cause = cause 16 at LPN",
        ),
        ("08 00 62 1c 03 91 a1 11", "FACILITY (dummy); Facility"),
        (
            SETUP,
            "SETUP (42, from the side that chose it); Sending complete; \
             Bearer capability = 3.1 kHz audio, 64 kbit/s, G.711 A-law; \
             Channel identification = channel 23, exclusive; Display = \"Ann B\"; \
             Calling party number = 3334 (national, E.164); \
             Called party number = 1234 (subscriber, E.164); High layer compatibility",
        ),
        (
            "08 02 80 01 5a 08 02 80 91 08 02 82 90",
            "RELEASE COMPLETE (1, to the side that chose it); Cause = cause 17 at U; \
             Cause = cause 16 at LN",
        ),
        // The identifier 08 is a cause in codeset 0 only.
        (
            "08 01 01 4d 9e 08 01 81 08 02 80 90 96 08 02 81 90",
            "RELEASE (1, from the side that chose it); Non-locking shift; 0x08 of codeset 6; \
             Cause = cause 16 at U; Locking shift; 0x08 of codeset 6",
        ),
    ] {
        let message = read(hex);
        assert_eq!(told(&message), says, "{hex}");
        assert_eq!(message.complaints, [], "{hex}");
    }
}

#[test]
fn presentation_and_octet_3a_of_a_calling_number_are_read() {
    let message = read("08 01 01 05 6c 06 21 a3 31 32 33 34");
    assert!(told(&message).ends_with("1234 (national, E.164, presentation restricted)"));
}

#[test]
fn broken_messages_yield_what_can_be_read_and_say_what_is_wrong() {
    for (hex, says, wrong) in [
        ("08", "- (-)", &[("2", "call-reference-truncated")][..]),
        ("08 02 81", "- (-)", &[("2", "call-reference-truncated")]),
        (
            "08 01 81",
            "- (1, to the side that chose it)",
            &[("4", "no-message-type")],
        ),
        (
            "08 01 81 45",
            "DISCONNECT (1, to the side that chose it)",
            &[("4", "cause-missing")],
        ),
        ("08 01 81 4d", "RELEASE (1, to the side that chose it)", &[]),
        (
            "43 01 01 05",
            "SETUP (1, from the side that chose it)",
            &[("1", "discriminator")],
        ),
        (
            "08 11 01 05",
            "SETUP (1, from the side that chose it)",
            &[("2", "spare-bit")],
        ),
        (
            "08 03 00 00 01 05",
            "SETUP (1, from the side that chose it)",
            &[("2", "call-reference-long")],
        ),
        (
            "08 01 01 3f",
            "0x3f (1, from the side that chose it)",
            &[("4", "unknown-message-type")],
        ),
        (
            "08 01 01 05 70 05 81 31",
            "SETUP (1, from the side that chose it); Called party number = 1 (unknown, E.164)",
            &[("6", "truncated")],
        ),
        (
            "08 01 01 05 70",
            "SETUP (1, from the side that chose it); Called party number",
            &[("6", "no-length")],
        ),
        (
            "08 01 01 05 96 95",
            "SETUP (1, from the side that chose it); Locking shift; Locking shift",
            &[("6", "shift-back"), ("6", "shift-to-nothing")],
        ),
        (
            "08 01 01 45 08 05 81 90",
            "DISCONNECT (1, from the side that chose it); Cause = cause 16 at LPN",
            &[],
        ),
    ] {
        let message = read(hex);
        let complaints: Vec<(String, &str)> = message
            .complaints
            .iter()
            .map(|it| (it.octet.to_string(), it.what.id()))
            .collect();
        let wrong: Vec<(String, &str)> = wrong
            .iter()
            .map(|(octet, what)| ((*octet).into(), *what))
            .collect();
        assert_eq!(told(&message), says, "{hex}");
        assert_eq!(complaints, wrong, "{hex}");
    }
}

#[test]
fn the_elements_of_a_message_are_its_octets_in_order() {
    let octets = parse(SETUP).expect("hex");
    let message = Message::read(&octets);
    let mut at = 6;
    for element in &message.elements {
        assert_eq!(element.at, at);
        at += element.octets.len();
    }
    assert_eq!(at, octets.len() + 1);
}

#[test]
fn names_are_given_to_what_the_standard_names_and_to_nothing_else() {
    let messages = (0..=255).filter(|it| MessageType::new(*it).name().is_some());
    assert_eq!(messages.count(), 34);
    assert_eq!(MessageType::new(0x5a).to_string(), "RELEASE COMPLETE");
    assert_eq!(MessageType::new(0x5b).to_string(), "0x5b");
    assert_eq!(ElementId::new(0x1e).to_string(), "Progress indicator");
    let national = ElementId {
        codeset: 5,
        identifier: 0x1e,
    };
    assert_eq!(national.name(), None);
}

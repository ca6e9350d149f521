//! JJ-22.11 §4.1.5: deleting locations.

use super::*;

const INVITED_TWO: &str = "sip:def@192.168.0.103";

/// R-4.1.5-4, R-4.1.5.1-2, R-4.3.3-1: only the location that was named goes, by whichever of the
/// two ways; the other one still rings.
#[test]
fn only_the_named_location_is_deleted() {
    for lines in [
        "Contact: <sip:abc@192.168.0.101>;expires=0\r\n",
        "Contact: <sip:abc@192.168.0.101>\r\nExpires: 0\r\n",
        "Contact: <sip:abc@192.168.0.101>;expires=0\r\nExpires: 3600\r\n",
    ] {
        let (mut bench, mut phone) = with(&[ONE, TWO]);
        let answer = phone.register(&mut bench, lines);
        expect_ok(&answer);
        assert_eq!(contacts(&answer), [LISTED_TWO], "{lines}");
        assert_eq!(listed(&mut bench, &mut phone), [LISTED_TWO], "{lines}");
        let uris: Vec<String> = rung(&mut bench).into_iter().map(|(uri, _)| uri).collect();
        assert_eq!(uris, [INVITED_TWO], "{lines}");
    }
}

/// R-4.1.5.1-2: one that was never registered takes nothing with it.
#[test]
fn deleting_what_is_not_there_deletes_nothing() {
    let (mut bench, mut phone) = with(&[ONE, TWO]);
    let lines = "Contact: <sip:abc@192.168.0.102>\r\nExpires: 0\r\n";
    expect_ok(&phone.register(&mut bench, lines));
    assert_eq!(listed(&mut bench, &mut phone).len(), 2);
}

/// R-4.1.5-4, R-4.1.5.2-2, R-4.3.3-1: all locations go at once, and nothing rings any more.
#[test]
fn all_locations_are_deleted() {
    let (mut bench, mut phone) = with(&[ONE, TWO]);
    assert_eq!(rung(&mut bench).len(), 2);
    let answer = phone.register(&mut bench, "Contact: *\r\nExpires: 0\r\n");
    expect_ok(&answer);
    assert!(contacts(&answer).is_empty());
    assert!(listed(&mut bench, &mut phone).is_empty());
    assert_eq!(rung(&mut bench), []);
}

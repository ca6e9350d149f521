//! JJ-22.11 §4.1.4: adding a location.

use super::*;

/// R-4.1.4-3: what a REGISTER carries is what is registered, one location or several, beside those
/// before.
#[test]
fn each_location_of_a_register_is_registered() {
    let (mut bench, mut phone) = with(&[ONE]);
    assert_eq!(listed(&mut bench, &mut phone), [LISTED_ONE]);
    let more =
        "Contact: <sip:def@192.168.0.103>;q=0.5, <sip:ghi@192.168.0.104:5070>;expires=90\r\n";
    expect_ok(&phone.register(&mut bench, more));
    let mut all = listed(&mut bench, &mut phone);
    all.sort();
    let expected = [
        LISTED_ONE,
        "<sip:def@192.168.0.103>;expires=3600;q=0.500",
        "<sip:ghi@192.168.0.104:5070>;expires=90",
    ];
    assert_eq!(all, expected);
}

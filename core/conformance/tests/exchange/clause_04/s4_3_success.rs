//! JJ-22.11 §4.3: what a 2xx to REGISTER says.

use super::*;

/// R-4.3.1-1, R-4.3.2-1, R-4.3.3-1, R-4.3.4-1, R-4.3.5-1: each of the four operations is answered
/// by 200 with what is left and its lifetime (JJ-22.11 E-02, E-41).
#[test]
fn bindings_are_added_refreshed_listed_and_removed() {
    let (mut bench, mut phone) = with(&[]);
    let two = "Contact: <sip:abc@192.168.0.101>;expires=0, <sip:def@192.168.0.105:5070>;q=0.5\r\n";
    let second = "<sip:def@192.168.0.105:5070>;expires=3600;q=0.500";
    let rows: [(&str, u64, &[&str], Option<&str>); 8] = [
        ("", 0, &[], None),
        (ONE, 0, &[LISTED_ONE], Some("3600")),
        ("", 100, &["<sip:abc@192.168.0.101>;expires=3500"], None),
        (
            "Contact: <sip:abc@192.168.0.101;transport=udp>\r\nExpires: 999999\r\n",
            0,
            &["<sip:abc@192.168.0.101;transport=udp>;expires=86400"],
            Some("86400"),
        ),
        (two, 0, &[second], None),
        (
            "Contact: <sip:x@h>\r\nExpires: 0\r\n",
            0,
            &[second],
            Some("0"),
        ),
        (ONE, 0, &[second, LISTED_ONE], Some("3600")),
        ("Contact: *\r\nExpires: 0\r\n", 0, &[], Some("0")),
    ];
    for (lines, wait, expected, expires) in rows {
        bench.wait(Duration::from_secs(wait));
        let answer = phone.register(&mut bench, lines);
        expect_ok(&answer);
        assert_eq!(contacts(&answer), expected, "{lines}");
        assert_eq!(answer.header(HeaderName::Expires), expires, "{lines}");
    }
}

/// R-4.3.5-1: asking changes no lifetime.
#[test]
fn asking_refreshes_nothing() {
    let (mut bench, mut phone) = with(&[ONE, TWO]);
    for left in [3000, 2400] {
        bench.wait(Duration::from_secs(600));
        let expected = [
            format!("<sip:abc@192.168.0.101>;expires={left}"),
            format!("<sip:def@192.168.0.103>;expires={left}"),
        ];
        assert_eq!(listed(&mut bench, &mut phone), expected);
    }
}

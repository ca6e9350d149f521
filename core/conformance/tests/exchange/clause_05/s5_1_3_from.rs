//! JJ-22.11 §5.1.3: the caller's address.

use naisen_sip::From;

use super::*;

/// R-5.1.3-1
#[test]
fn from_is_the_callers_aor_or_the_anonymous_uri() {
    for (privacy, expected) in [
        ("", "sip:101@192.168.0.200"),
        ("Privacy: none\r\n", "sip:101@192.168.0.200"),
        ("Privacy: id\r\n", "sip:anonymous@anonymous.invalid"),
    ] {
        let mut bench = Bench::open();
        let (_, invite) = call(&mut bench, privacy);
        let value = invite.header(HeaderName::From).expect("From");
        let from = From::parse(value).expect("legal");
        assert_eq!(from.uri, expected);
        assert_eq!(invite.text.contains("101@"), privacy != "Privacy: id\r\n");
    }
}

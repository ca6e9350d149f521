//! JJ-22.11 §12.1.1: what the called side is told of the caller (JJ-22.11 T12-1).

use naisen_conformance::exchange_stage::Bench;
use naisen_sip::HeaderName;

use super::{all, called};

const AOR: &str = "<sip:101@192.168.0.200>";

/// R-12.1.1-8: the number stands in the display-name of the tel URI; a reason in that of the sip URI, if there
/// is no number to give.
#[test]
fn the_number_or_the_reason_is_asserted() {
    let known = ["<sip:101@192.168.0.200>", "\"101\" <tel:101>"];
    let unknown = ["\"Unavailable\" <sip:anonymous@192.168.0.200>"];
    let rows = [
        (AOR, "", &known[..]),
        (AOR, "Privacy: none\r\n", &known),
        ("\"Taro\" <sip:101@192.168.0.200>", "", &known),
        // What a terminal asserts is not believed.
        (AOR, "P-Asserted-Identity: \"9\" <tel:9>\r\n", &known),
        (
            AOR,
            "P-Preferred-Identity: <sip:101@192.168.0.200>\r\n",
            &known,
        ),
        ("<sip:1%402@192.168.0.200>", "", &unknown),
        ("<sip:192.168.0.200>", "", &unknown),
    ];
    for (from, lines, expected) in rows {
        let mut bench = Bench::open();
        let invite = called(&mut bench, "102", from, lines);
        let asserted = all(&invite, HeaderName::PAssertedIdentity);
        assert_eq!(asserted, expected, "{from} {lines}");
    }
}

/// R-12.1.1-9: a withheld number is asserted nowhere and stands nowhere.
#[test]
fn a_withheld_number_is_told_to_nobody() {
    let preferred = "P-Preferred-Identity: <sip:101@192.168.0.200>\r\n";
    let asserted = "P-Asserted-Identity: \"101\" <tel:101>\r\n";
    let anonymous = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";
    let rows = [
        ("102", AOR, "Privacy: id\r\n".to_owned()),
        ("102", AOR, format!("Privacy: id\r\n{preferred}{asserted}")),
        ("102", AOR, "Privacy: ID;critical\r\n".to_owned()),
        (
            "102",
            "\"101\" <sip:101@192.168.0.200>",
            "Privacy: header;id\r\n".to_owned(),
        ),
        ("102", anonymous, format!("Privacy: id\r\n{preferred}")),
        ("102", anonymous, preferred.to_owned()),
        // Whose number the exchange itself does not know.
        ("102", anonymous, String::new()),
        ("102", anonymous, "Privacy: none\r\n".to_owned()),
        ("184102", AOR, String::new()),
        ("184102", AOR, format!("Privacy: none\r\n{preferred}")),
    ];
    for (user, from, lines) in rows {
        let mut bench = Bench::open();
        let invite = called(&mut bench, user, from, &lines);
        assert_eq!(all(&invite, HeaderName::PAssertedIdentity), [""; 0]);
        assert_eq!(all(&invite, HeaderName::Privacy), ["id"]);
        let from = invite.header(HeaderName::From).expect("From");
        assert!(
            from.starts_with("\"Anonymous\" <sip:anonymous@anonymous.invalid>;"),
            "{from}"
        );
        for telling in ["sip:101", "tel:101", "\"101\"", "184102", "192.168.0.101"] {
            assert!(!invite.text.contains(telling), "{}", invite.text);
        }
    }
}

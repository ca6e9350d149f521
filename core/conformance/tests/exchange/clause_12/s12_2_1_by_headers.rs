//! JJ-22.11 §12.2.1: when the exchange asserts an identity.

use naisen_conformance::exchange_stage::{Bench, binding, contact_of, open_config};
use naisen_sip::HeaderName;

use super::{all, called};

const AOR: &str = "<sip:101@192.168.0.200>";

/// R-12.2.1-1, R-12.2.1-2: Privacy: id keeps it from every phone of the number; none, or no Privacy, brings it to
/// each.
#[test]
fn privacy_decides_whether_the_phones_get_an_asserted_identity() {
    let rows = [
        ("Privacy: id\r\n", vec!["id"], 0),
        ("Privacy: none\r\n", vec!["none"], 2),
        ("", Vec::new(), 2),
    ];
    for (lines, privacy, asserted) in rows {
        for contact in ["sip:102@192.168.0.102:5060", "sip:102@192.168.0.103:5060"] {
            let phones = match contact {
                "sip:102@192.168.0.102:5060" => vec![contact_of("102")],
                _ => vec![contact_of("102"), binding("102", contact, 3600)],
            };
            let mut bench = Bench::new(open_config(), phones);
            let invite = called(&mut bench, "102", AOR, lines);
            assert!(contact.contains(invite.to.split(':').next().expect("a host")));
            let found = all(&invite, HeaderName::PAssertedIdentity);
            assert_eq!(found.len(), asserted, "{lines}");
            assert_eq!(all(&invite, HeaderName::Privacy), privacy);
        }
    }
}

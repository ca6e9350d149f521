//! JJ-22.11 §12.2.1: when the exchange asserts an identity.

use naisen_conformance::exchange_stage::{B, Bench, C, binding, contact_of, open_config};
use naisen_sip::HeaderName;

use super::{all, all_called};

const AOR: &str = "<sip:101@192.168.0.200>";

/// R-12.2.1-1, R-12.2.1-2: Privacy: id keeps it from every phone of the number; none, or no Privacy, brings it to
/// each.
#[test]
fn privacy_decides_whether_the_phones_get_an_asserted_identity() {
    let rows = [
        ("Privacy: id\r\n", vec!["id"], 0),
        ("Privacy: ID;critical\r\n", vec!["id"], 0),
        ("Privacy: user;id\r\n", vec!["id"], 0),
        ("Privacy: id;\r\n", vec!["id"], 0),
        ("Privacy: none\r\nPrivacy: id\r\n", vec!["id"], 0),
        ("Privacy: none\r\n", vec!["none"], 2),
        ("", Vec::new(), 2),
    ];
    for (lines, privacy, asserted) in rows {
        let other = binding("102", "sip:102@192.168.0.103:5060", 3600);
        let mut bench = Bench::new(open_config(), vec![contact_of("102"), other]);
        let invites = all_called(&mut bench, "102", AOR, lines);
        assert_eq!([&*invites[0].to, &*invites[1].to], [B, C]);
        for invite in &invites {
            let found = all(invite, HeaderName::PAssertedIdentity);
            assert_eq!(found.len(), asserted, "{lines}");
            assert_eq!(all(invite, HeaderName::Privacy), privacy);
        }
    }
}

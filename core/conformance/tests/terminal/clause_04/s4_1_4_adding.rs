//! JJ-22.11 §4.1.4: adding a location.

use naisen_conformance::terminal_stage::address;

use super::*;

/// R-4.1.4-1, R-4.1.4-2: our location goes to the server's address, for the lifetime that is set.
#[test]
fn the_location_is_sent_to_the_server() {
    let network = with(|it| it.expires_s = 1234);
    let sent = last(&network);
    assert_eq!(sent.to, address(REGISTRAR));
    assert_eq!(sent.header(HeaderName::Contact).as_deref(), Some(CONTACT));
    assert_eq!(sent.header(HeaderName::Expires).as_deref(), Some("1234"));
}

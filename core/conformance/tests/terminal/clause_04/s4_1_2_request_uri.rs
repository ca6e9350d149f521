//! JJ-22.11 §4.1.2: the Request-URI of REGISTER.

use naisen_conformance::terminal_stage::address;
use naisen_sip::{Scheme, Uri};

use super::*;

/// R-4.1.2-1, R-4.1.2-2, R-4.1.2-3, R-4.1.2-4: the server's host, which need not be that of the
/// AoR; its port unless that is 5060; no user and no parameter.
#[test]
fn the_request_uri_is_the_server_with_its_port() {
    for (host, registrar, expected) in [
        (None, REGISTRAR, "sip:192.0.2.9"),
        (None, "192.0.2.9:5070", "sip:192.0.2.9:5070"),
        (
            Some("registrar.example"),
            REGISTRAR,
            "sip:registrar.example",
        ),
        (
            Some("registrar.example"),
            "192.0.2.9:5070",
            "sip:registrar.example:5070",
        ),
        (
            Some("registrar.example:5080"),
            "192.0.2.9:5070",
            "sip:registrar.example:5080",
        ),
    ] {
        let mut network = with(|it| {
            it.host = host.map(Into::into);
            it.registrar = it.registrar.to(address(registrar));
        });
        for challenged in [false, true] {
            let sent = last(&network);
            assert_eq!(sent.to, address(registrar), "{expected}");
            let message = sent.message();
            let uri = message.request_uri().expect("a request");
            assert_eq!(uri, expected);
            let uri = Uri::parse(uri).expect("a URI");
            assert!(uri.scheme == Scheme::Sip && uri.user_text().is_none());
            let to = sent.header(HeaderName::To);
            assert_eq!(to.as_deref(), Some("<sip:101@pbx.example>"));
            if !challenged {
                respond(&mut network, "401 Unauthorized", CHALLENGE);
            }
        }
        accept(&mut network, 3600);
        registered_until(&mut network);
    }
}

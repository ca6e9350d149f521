//! JJ-22.11 §5.1.3: the caller's address.

use naisen_agent::Presentation;
use naisen_conformance::terminal_stage::first;
use naisen_sip::{From, HeaderName};
use naisen_terminal::Command;

use super::*;

/// R-5.1.3-1
#[test]
fn from_is_the_aor_or_the_anonymous_uri() {
    for (presentation, expected) in [
        (None, "sip:101@192.0.2.2"),
        (Some(Presentation::Presented), "sip:101@192.0.2.2"),
        (
            Some(Presentation::Restricted),
            "sip:anonymous@anonymous.invalid",
        ),
    ] {
        let mut network = Network::new(vec![first()]);
        let command = Command::Dial {
            to: "102".into(),
            presentation,
        };
        network.command(0, command);
        settle(&mut network);
        let message = last(&network, "1> INVITE").message();
        let from: From<'_> = message.required().expect("From");
        assert_eq!(from.uri, expected);
    }
}

/// R-5.1.3-2: letters, digits and as many as may be.
#[test]
fn the_user_part_of_the_aor_need_not_be_a_number() {
    for user in ["1", "sato", "SATO.hanako-1_b", "abcdefgh12345678"] {
        let mut config = first();
        config.number = user.into();
        let (mut network, _) = calling_with(config);
        let from = header(last(&network, "1> INVITE"), HeaderName::From);
        assert!(
            from.starts_with(&format!("<sip:{user}@192.0.2.2>;tag=")),
            "{from}"
        );
        respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> ACK"]);
    }
}

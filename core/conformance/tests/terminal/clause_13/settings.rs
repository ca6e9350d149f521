//! Settings of lengths that an exchange may prescribe (JJ-22.11 §1.3.4).

use naisen_conformance::call::calling;
use naisen_conformance::terminal_stage::first;

/// R-13.2.2-15, R-13.2.2-18: user name and session name, up to their ten bytes and no further.
#[test]
fn user_name_and_session_name_of_the_description_are_as_set() {
    for (username, name) in [("-", "-"), ("pbx", "call"), ("0123456789", "abcdefghij")] {
        let (network, _) = calling(|config| {
            config.media.username = username.into();
            config.media.session_name = name.into();
        });
        let body = network.log[0].body();
        assert!(body.contains(&format!("\no={username} ")), "{body}");
        assert!(body.contains(&format!("\ns={name}\r\n")), "{body}");
    }
    for (username, name) in [("0123456789a", "-"), ("-", "abcdefghijk")] {
        let mut config = first();
        config.media.username = username.into();
        config.media.session_name = name.into();
        assert!(config.check().is_err(), "{username} {name}");
    }
}

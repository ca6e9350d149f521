//! JJ-22.11 §12.1.1: the caller's number is presented or withheld, by either method.

use naisen_agent::Presentation::{self, Presented, Restricted};
use naisen_agent::PresentationMethod::{self, Headers, Prefix};

use super::{AOR, Invite, dialled, terminal};

const ANONYMOUS: &str = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

/// What an INVITE says that presents or withholds by the headers (JJ-22.11 T12-1).
fn by_headers(presentation: Presentation, user: &str) -> Invite {
    let (privacy, from) = match presentation {
        Presented => ("none", AOR),
        Restricted => ("id", ANONYMOUS),
    };
    Invite {
        request_uri: format!("sip:{user}@192.0.2.2"),
        to: format!("<sip:{user}@192.0.2.2>"),
        from: from.into(),
        privacy: vec![privacy.into()],
        preferred: vec![AOR.into()],
    }
}

/// The same by the number alone (JJ-22.11 T12-2).
fn by_number(user: &str) -> Invite {
    Invite {
        from: AOR.into(),
        privacy: Vec::new(),
        preferred: Vec::new(),
        ..by_headers(Presented, user)
    }
}

/// R-12.1.1-1, R-12.1.1-2, R-12.1.1-3, R-12.1.1-4, R-12.1.1-5, R-12.1.1-6, R-12.1.1-9, R-12.1.1-10, R-12.1.1-11,
/// R-12.1.1-13, R-12.1.1-14, R-12.1.1-15, R-12.1.1-16: the setting, the wish for one call, and the prefix, which goes
/// before both and is not sent.
#[test]
fn the_first_method_tells_it_by_headers() {
    let rows: [(Presentation, Option<Presentation>, &str, Presentation, &str); 11] = [
        (Presented, None, "102", Presented, "102"),
        (Restricted, None, "102", Restricted, "102"),
        (Presented, Some(Restricted), "102", Restricted, "102"),
        (Restricted, Some(Presented), "102", Presented, "102"),
        (Presented, None, "1840612345678", Restricted, "0612345678"),
        (Restricted, None, "1860612345678", Presented, "0612345678"),
        (Presented, Some(Presented), "184102", Restricted, "102"),
        (Restricted, Some(Restricted), "186102", Presented, "102"),
        (Presented, None, "sip:184102@192.0.2.2", Restricted, "102"),
        (Presented, None, "tel:184102", Restricted, "102"),
        (Presented, None, "184", Presented, "184"),
    ];
    for (setting, wish, number, expected, user) in rows {
        let mut config = terminal(Headers);
        config.presentation = setting;
        let (_, invite) = dialled(config, number, wish);
        assert_eq!(invite, by_headers(expected, user), "{number}");
    }
}

/// R-12.1.1-2, R-12.1.1-3, R-12.1.1-17, R-12.1.1-18, R-12.1.1-19, R-12.1.1-21, R-12.1.1-22: what the user dials stands as it
/// is in Request-URI and To; From is the AoR whatever is wished, and no header tells of it.
#[test]
fn the_second_method_tells_it_by_the_number() {
    let rows: [(Presentation, Option<Presentation>, &str, &str); 8] = [
        (Presented, None, "102", "102"),
        (Presented, None, "1840612345678", "1840612345678"),
        (Presented, None, "1860612345678", "1860612345678"),
        (Restricted, None, "1860612345678", "1860612345678"),
        (Restricted, None, "1840612345678", "1840612345678"),
        (Presented, Some(Restricted), "102", "184102"),
        (Restricted, None, "102", "184102"),
        (Presented, Some(Restricted), "sip:102@192.0.2.2", "184102"),
    ];
    for (setting, wish, number, user) in rows {
        let mut config = terminal(Prefix);
        config.presentation = setting;
        let (_, invite) = dialled(config, number, wish);
        assert_eq!(invite, by_number(user), "{number}");
    }
}

/// R-12.1.1-1, R-12.1.1-2: the INVITE that follows a challenge or a 422 says the same as the first one.
#[test]
fn the_invite_sent_once_more_says_the_same() {
    let methods: [(PresentationMethod, Invite); 2] = [
        (Headers, by_headers(Restricted, "102")),
        (Prefix, by_number("184102")),
    ];
    let refusals = [
        (
            "401 Unauthorized",
            "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n",
        ),
        (
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n",
        ),
        ("422 Session Interval Too Small", "Min-SE: 4000\r\n"),
    ];
    for (method, expected) in &methods {
        for (status, lines) in refusals {
            let mut config = terminal(*method);
            let credentials =
                naisen_sip::digest::ClientCredentials::with_password("user", "secret");
            config.credentials = Some(credentials);
            let (mut network, first) = dialled(config, "184102", None);
            network.respond(0, status, "a", lines, "");
            network.settle();
            let again = Invite::of(&network.log[network.last("1> INVITE")]);
            assert_eq!(network.arrows(), ["1> INVITE", "1> ACK", "1> INVITE"]);
            assert_eq!(again, *expected, "{status}");
            assert_eq!(first, *expected);
        }
    }
}

//! JJ-22.11 §5.1.4: proving who calls.

use std::collections::HashSet;

use naisen_conformance::digest::expected_response;
use naisen_conformance::terminal_stage::first;
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{CSeq, Credentials, HeaderName};
use naisen_terminal::{Ended, Event, Hears};

use super::*;

/// A call whose caller is `user` with the password `secret`.
fn with_password() -> (Network, CallId) {
    let mut config = first();
    config.credentials = Some(ClientCredentials::with_password("user", "secret"));
    calling_with(config)
}

const PROXY: &str = "407 Proxy Authentication Required";

fn challenge(network: &mut Network, value: &str) {
    let lines = format!("Proxy-Authenticate: {value}\r\n");
    respond_with(network, PROXY, "c", &lines, "");
}

/// The directives of the last INVITE's credentials: their names, and the credentials.
fn proof(network: &Network, name: HeaderName) -> (Vec<String>, String) {
    let value = header(last(network, "1> INVITE"), name);
    let names = value
        .strip_prefix("Digest ")
        .expect("R-5.1.4-3: the scheme is Digest")
        .split(", ")
        .map(|directive| directive.split('=').next().unwrap_or_default().to_owned())
        .collect();
    (names, value)
}

/// Credentials of the last INVITE are those of `user` with `secret`.
#[track_caller]
fn expect_proof(network: &Network, credentials: &Credentials<'_>) {
    let invite = last(network, "1> INVITE").message();
    let expected = expected_response(&invite, credentials, "user", "secret");
    assert_eq!(
        credentials.response(),
        expected,
        "{}",
        credentials.params.as_str()
    );
}

/// R-5.1.1-6, R-5.1.4-3, R-5.1.4.1-1, R-5.1.4.1-2, R-5.1.4.1-3, R-5.1.4.1-4, R-5.1.4.1-5, R-5.1.4.1-7,
/// R-5.1.4.1-9, R-5.1.4.1-10, R-5.1.4.1-11, R-5.1.4.2-1, R-5.1.4.2-2, R-5.1.4.2-3, R-5.1.4.2-4,
/// R-5.1.4.2-5, R-5.1.4.2-6, R-5.1.4.2-7, R-5.1.4.2-8, R-5.1.4.2-9, R-5.1.4.2-10, R-5.1.4.2-11,
/// R-5.1.4.2-12, R-5.1.4.2-13, R-5.1.4.2-14: each directive of a challenge, and what the credentials
/// have of it.
#[test]
fn a_challenge_is_answered_with_its_own_directives_and_no_others() {
    const ALWAYS: [&str; 5] = ["username", "realm", "nonce", "uri", "response"];
    const PROTECTED: [&str; 3] = ["qop", "nc", "cnonce"];
    const OPAQUE: &str = "0123456789abcdef0123456789ABCDEF";
    let protected: &[&str] = &PROTECTED;
    // What the challenge has beside realm and nonce; which directives come of it; opaque and qop.
    type Row = (
        String,
        &'static [&'static str],
        Option<&'static str>,
        Option<&'static str>,
    );
    let rows: [Row; 11] = [
        (String::new(), &[], None, None),
        (", stale=FALSE".into(), &[], None, None),
        (", domain=\"sip:192.0.2.2\"".into(), &[], None, None),
        (", domain=\"sip:x.example /y\"".into(), &[], None, None),
        (", opaque=\"\"".into(), &["opaque"], Some(""), None),
        (
            format!(", opaque=\"{OPAQUE}\""),
            &["opaque"],
            Some(OPAQUE),
            None,
        ),
        (", algorithm=MD5".into(), &["algorithm"], None, None),
        (", qop=\"auth\"".into(), protected, None, Some("auth")),
        (
            ", qop=\"auth-int\"".into(),
            protected,
            None,
            Some("auth-int"),
        ),
        (
            ", qop=\"auth,auth-int\"".into(),
            protected,
            None,
            Some("auth"),
        ),
        (", colour=\"blue\", charset=UTF-8".into(), &[], None, None),
    ];
    for (more, extra, opaque, qop) in rows {
        let (mut network, _) = with_password();
        let before = last(&network, "1> INVITE");
        assert_eq!(before.header(HeaderName::ProxyAuthorization), None);
        let kept = [HeaderName::CallId, HeaderName::From, HeaderName::To];
        let first = kept.map(|name| header(before, name));
        let cseq = before
            .message()
            .required::<CSeq<'_>>()
            .expect("CSeq")
            .number;
        let (branch, body) = (header(before, HeaderName::Via), before.body());

        challenge(
            &mut network,
            &format!("Digest realm=\"pbx\", nonce=\"n-1\"{more}"),
        );
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"], "{more}");
        let again = last(&network, "1> INVITE");
        assert_eq!(kept.map(|name| header(again, name)), first);
        assert_ne!(header(again, HeaderName::Via), branch);
        assert_eq!(again.body(), body);
        let number = again.message().required::<CSeq<'_>>().expect("CSeq").number;
        assert_eq!(number, cseq + 1);
        assert_eq!(again.header(HeaderName::Authorization), None);

        let (mut names, value) = proof(&network, HeaderName::ProxyAuthorization);
        let mut expected: Vec<&str> = ALWAYS.iter().chain(extra).copied().collect();
        names.sort();
        expected.sort_unstable();
        assert_eq!(names, expected, "{more}");
        let credentials =
            Credentials::parse(HeaderName::ProxyAuthorization, &value).expect("legal");
        let request_uri = again.message().request_uri().map(str::to_owned);
        assert_eq!(credentials.username(), "user");
        assert_eq!(credentials.realm(), "pbx");
        assert_eq!(credentials.nonce(), "n-1");
        assert_eq!(Some(credentials.uri()), request_uri.as_deref());
        assert_eq!(credentials.opaque(), opaque);
        assert_eq!(credentials.qop(), qop);
        assert_eq!(credentials.nc(), qop.map(|_| "00000001"));
        assert_eq!(credentials.algorithm().unwrap_or("MD5"), "MD5");
        expect_proof(&network, &credentials);

        respond(&mut network, "200 OK", "a", &sdp(1, 2, 9000));
        assert_eq!(network.arrows(), ["1> ACK"]);
    }
}

/// R-5.1.1-8: 401 is answered like 407, in its own header, a stale nonce once more; either header is taken
/// with either status (JJ-22.11 E-29).
#[test]
fn a_401_is_answered_too() {
    use HeaderName::{Authorization, ProxyAuthorization};
    let rows = [
        ("401 Unauthorized", "WWW-Authenticate", Authorization),
        (PROXY, "Proxy-Authenticate", ProxyAuthorization),
        (PROXY, "WWW-Authenticate", Authorization),
        ("401 Unauthorized", "Proxy-Authenticate", ProxyAuthorization),
    ];
    for (status, name, answered) in rows {
        let (mut network, call) = with_password();
        for (nonce, more, qop) in [
            ("n-1", "", None),
            (
                "n-2",
                ", stale=TRUE, qop=\"auth-int\", opaque=\"o\"",
                Some("auth-int"),
            ),
        ] {
            let lines = format!("{name}: Digest realm=\"pbx\", nonce=\"{nonce}\"{more}\r\n");
            respond_with(&mut network, status, "c", &lines, "");
            assert_eq!(network.arrows(), ["1> ACK", "1> INVITE"], "{lines}");
            let (_, value) = proof(&network, answered);
            let credentials = Credentials::parse(answered, &value).expect("legal");
            assert_eq!((credentials.nonce(), credentials.qop()), (nonce, qop));
            assert_eq!(credentials.opaque(), qop.map(|_| "o"));
            expect_proof(&network, &credentials);
            let other = match answered {
                Authorization => ProxyAuthorization,
                _ => Authorization,
            };
            assert_eq!(last(&network, "1> INVITE").header(other), None);
        }
        // Credentials that are not stale are wrong.
        let lines = format!("{name}: Digest realm=\"pbx\", nonce=\"n-3\"\r\n");
        respond_with(&mut network, status, "c", &lines, "");
        assert_eq!(network.arrows(), ["1> ACK"], "{status} {name}");
        let events = network.events(0);
        assert!(
            matches!(&events[0], Event::Ended { call: ended, reason: Ended::WrongCredentials, .. }
                if *ended == call),
            "{events:?}"
        );
    }
}

/// R-5.1.4-3: no other scheme is answered.
#[test]
fn a_challenge_of_another_scheme_ends_the_call() {
    let (mut network, _) = with_password();
    challenge(&mut network, "Basic realm=\"pbx\"");
    assert_eq!(network.arrows(), ["1> ACK"]);
    let events = network.events(0);
    assert!(matches!(
        &events[0],
        Event::Ended {
            reason: Ended::Refused { .. },
            ..
        }
    ));
}

/// R-5.1.4.1-6: as often as the nonce grows old; each is answered once.
#[test]
fn a_stale_nonce_is_replaced_without_asking_the_user() {
    for stale in ["TRUE", "true"] {
        let (mut network, _) = with_password();
        challenge(
            &mut network,
            "Digest realm=\"pbx\", nonce=\"old\", qop=\"auth\"",
        );
        let value = format!("Digest realm=\"pbx\", nonce=\"n-1\", qop=\"auth\", stale={stale}");
        challenge(&mut network, &value);
        assert_eq!(
            network.arrows(),
            ["1> ACK", "1> INVITE", "1> ACK", "1> INVITE"]
        );
        assert_eq!(network.events(0), []);
        let (_, value) = proof(&network, HeaderName::ProxyAuthorization);
        let credentials =
            Credentials::parse(HeaderName::ProxyAuthorization, &value).expect("legal");
        assert_eq!(
            (credentials.nonce(), credentials.nc()),
            ("n-1", Some("00000001"))
        );
        expect_proof(&network, &credentials);
    }
}

/// R-5.1.4.1-8, R-5.7.1-2: the realm was answered, and the nonce was not stale: nothing is sent, the user
/// is told.
#[test]
fn a_password_that_is_wrong_is_told_and_not_tried_again() {
    for stale in ["", ", stale=FALSE", ", stale=false"] {
        let (mut network, call) = with_password();
        for nonce in ["n-1", "n-2"] {
            let value = format!("Digest realm=\"pbx\", nonce=\"{nonce}\"{stale}");
            challenge(&mut network, &value);
        }
        assert_eq!(network.arrows(), ["1> ACK", "1> INVITE", "1> ACK"]);
        let events = network.events(0);
        let [
            Event::Ended {
                call: ended,
                reason,
                ..
            },
            Event::Hears { hears, .. },
        ] = &events[..]
        else {
            panic!("{events:?}");
        };
        assert_eq!((*ended, reason), (call, &Ended::WrongCredentials));
        assert_eq!(*hears, Hears::Busy);
        network.seconds(60);
        assert_eq!(network.arrows(), [""; 0]);
    }
}

/// R-5.7.1-2: another server on the way asks for itself; the first one's credentials stay, their nonce
/// counted on.
#[test]
fn a_realm_not_seen_before_is_answered_beside_the_first() {
    let (mut network, _) = with_password();
    challenge(
        &mut network,
        "Digest realm=\"far\", nonce=\"f\", qop=\"auth\"",
    );
    challenge(&mut network, "Digest realm=\"pbx\", nonce=\"n-1\"");
    assert_eq!(
        network.arrows(),
        ["1> ACK", "1> INVITE", "1> ACK", "1> INVITE"]
    );
    let invite = last(&network, "1> INVITE");
    let message = invite.message();
    let sent: Vec<_> = message
        .headers(HeaderName::ProxyAuthorization)
        .map(|value| Credentials::parse(HeaderName::ProxyAuthorization, value).expect("legal"))
        .collect();
    let realms: Vec<_> = sent.iter().map(|it| (it.realm(), it.nc())).collect();
    assert_eq!(realms, [("far", Some("00000002")), ("pbx", None)]);
    expect_proof(&network, &sent[1]);
}

/// R-5.1.4.2-10, R-5.1.4.2-11: a server that gives a nonce again sees it counted on, each time with another
/// cnonce.
#[test]
fn a_nonce_that_is_given_again_is_counted_on() {
    let (mut network, _) = with_password();
    let mut cnonces = HashSet::new();
    for (stale, count) in [
        ("FALSE", "00000001"),
        ("TRUE", "00000002"),
        ("TRUE", "00000003"),
    ] {
        let value = format!("Digest realm=\"pbx\", nonce=\"n-1\", qop=\"auth\", stale={stale}");
        challenge(&mut network, &value);
        let (_, value) = proof(&network, HeaderName::ProxyAuthorization);
        let credentials =
            Credentials::parse(HeaderName::ProxyAuthorization, &value).expect("legal");
        assert_eq!(credentials.nc(), Some(count));
        let cnonce = credentials.cnonce().expect("cnonce beside qop");
        assert!(
            !cnonce.is_empty() && cnonces.insert(cnonce.to_owned()),
            "{cnonce}"
        );
        expect_proof(&network, &credentials);
    }
}

/// R-5.1.4.2-11: the INVITE goes out once more for a reason of its own.
#[test]
fn a_nonce_that_is_used_again_is_counted_on() {
    let (mut network, _) = with_password();
    challenge(
        &mut network,
        "Digest realm=\"pbx\", nonce=\"n-1\", qop=\"auth\"",
    );
    let small = "422 Session Interval Too Small";
    respond_with(&mut network, small, "c", "Min-SE: 3600\r\n", "");
    let (_, value) = proof(&network, HeaderName::ProxyAuthorization);
    let credentials = Credentials::parse(HeaderName::ProxyAuthorization, &value).expect("legal");
    assert_eq!(
        (credentials.nonce(), credentials.nc()),
        ("n-1", Some("00000002"))
    );
    expect_proof(&network, &credentials);
}

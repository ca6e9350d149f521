//! JJ-22.11 §4.2: authentication (T4-4).

use std::collections::HashSet;

use naisen_exchange::Config;
use naisen_sip::Challenge;
use naisen_sip::digest::{ChallengeSettings, StaleDirective};

use super::*;

/// The challenge that a first REGISTER gets.
fn challenge(bench: &mut Bench, phone: &mut Registrant) -> String {
    phone.send(bench, "101", "101", ONE);
    let challenged = bench.expect(A, "SIP/2.0 401");
    challenged
        .header(HeaderName::WwwAuthenticate)
        .expect("a challenge")
        .to_owned()
}

fn config(challenge: ChallengeSettings) -> Config {
    let mut config = open_config();
    config.authentication.challenge = challenge;
    config
}

/// R-4.2-2, R-4.2.1-12: the challenge is of the Digest scheme, with what is set (JJ-22.11 E-06).
#[test]
fn the_challenge_has_what_is_set() {
    let new = |realm| ChallengeSettings::new(realm).expect("a realm");
    let minimal = ChallengeSettings::minimal("pbx.example").expect("a realm");
    let stale = |stale| {
        let mut settings = new("naisen");
        settings.stale = stale;
        settings
    };
    let opaque = |text| new("naisen").with_opaque(Some(text)).expect("plain");
    let rows: [(ChallengeSettings, &str, Option<&str>, bool, bool); 6] = [
        (new("naisen"), "naisen", Some(""), true, true),
        (new("other realm"), "other realm", Some(""), true, true),
        (minimal, "pbx.example", None, false, false),
        (opaque("xyz"), "naisen", Some("xyz"), true, true),
        (
            stale(StaleDirective::Always),
            "naisen",
            Some(""),
            true,
            true,
        ),
        (
            stale(StaleDirective::WhenTrue),
            "naisen",
            Some(""),
            false,
            true,
        ),
    ];
    for (settings, realm, opaque, has_stale, has_qop) in rows {
        let mut bench = Bench::new(config(settings), Vec::new());
        let text = challenge(&mut bench, &mut Registrant::default());
        assert!(text.starts_with("Digest "), "{text}");
        let read = Challenge::parse(HeaderName::WwwAuthenticate, &text).expect("legal");
        assert_eq!(read.realm(), realm, "{text}");
        assert_eq!(read.opaque(), opaque, "{text}");
        assert_eq!(text.contains("stale="), has_stale, "{text}");
        assert_eq!(text.contains("qop=\"auth\""), has_qop, "{text}");
        assert!(!read.nonce().is_empty() && !read.stale(), "{text}");
    }
}

/// R-4.2-2: credentials of another scheme are none.
#[test]
fn another_scheme_proves_nothing() {
    for value in ["Basic MTAxOnNlY3JldA==", "Bearer secret"] {
        let (mut bench, mut phone) = with(&[]);
        let lines = format!("{ONE}Authorization: {value}\r\n");
        phone.send(&mut bench, "101", "101", &lines);
        let answer = bench.expect(A, "SIP/2.0 401");
        let challenge = answer.header(HeaderName::WwwAuthenticate);
        assert!(challenge.is_some_and(|it| it.starts_with("Digest ")));
        assert_eq!(listed(&mut bench, &mut phone), [""; 0], "{value}");
    }
}

/// R-4.2.1-12: each nonce is another, and one that is too old is called stale although the password
/// is right.
#[test]
fn each_nonce_is_new_and_has_its_time() {
    let (mut bench, mut phone) = with(&[]);
    let mut nonces = HashSet::new();
    for _ in 0..20 {
        let text = challenge(&mut bench, &mut phone);
        let read = Challenge::parse(HeaderName::WwwAuthenticate, &text).expect("legal");
        assert!(nonces.insert(read.nonce().to_owned()), "{text}");
    }
    phone.send(&mut bench, "101", "101", ONE);
    let challenged = bench.expect(A, "SIP/2.0 401");
    let uri = format!("sip:{SERVER}");
    let old =
        naisen_conformance::exchange_stage::authorization(&challenged, "REGISTER", &uri, "secret");
    bench.wait(open_config().authentication.nonce_lifetime + Duration::from_secs(1));
    phone.send(&mut bench, "101", "101", &format!("{ONE}{old}"));
    let answer = bench.expect(A, "SIP/2.0 401");
    assert!(answer.text.contains("stale=TRUE"), "{}", answer.text);
    phone.password = "guess";
    let answer = phone.register(&mut bench, ONE);
    expect_status(&answer, "SIP/2.0 401");
    assert!(answer.text.contains("stale=FALSE"), "{}", answer.text);
}

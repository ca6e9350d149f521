//! JJ-22.11 §5.1.4: who calls.

use std::collections::HashSet;

use naisen_conformance::exchange_stage::authorization;
use naisen_exchange::InviteChallenge;
use naisen_sip::Challenge;
use naisen_sip::digest::ChallengeSettings;

use super::*;

fn bench(challenge: InviteChallenge) -> Bench {
    let mut config = open_config();
    config.authentication.invite = challenge;
    Bench::new(config, vec![contact_of("102")])
}

/// R-5.1.1-7, R-5.1.4-1, R-5.1.4-2, R-5.1.4-3: by 407 or by 401, each with its own header, and nobody is
/// called before.
#[test]
fn the_caller_proves_itself_before_anybody_is_called() {
    use HeaderName::{ProxyAuthenticate, WwwAuthenticate};
    let rows = [
        (
            InviteChallenge::Proxy407,
            "SIP/2.0 407",
            ProxyAuthenticate,
            WwwAuthenticate,
        ),
        (
            InviteChallenge::Server401,
            "SIP/2.0 401",
            WwwAuthenticate,
            ProxyAuthenticate,
        ),
    ];
    for (challenge, status, header, other) in rows {
        let mut bench = bench(challenge);
        let caller = bench.invite("102", LINES, &offer());
        let challenged = bench.expect(A, status);
        bench.expect_silence();
        let value = challenged.header(header).expect("a challenge");
        assert!(value.starts_with("Digest "), "{value}");
        assert!(!challenged.has(other));
        bench.acknowledge_refusal(&caller, &challenged);
        assert!(bench.events.is_empty(), "a challenge is no call attempt");
        for (number, password, called) in [(3, "guess", false), (4, "secret", true)] {
            let credentials = authorization(&challenged, "INVITE", &caller.uri, password);
            let lines =
                format!("Contact: <sip:x101@{A}>\r\n{LINES}{credentials}").replace(CONTACT, "");
            bench.in_dialog(&caller, "INVITE", number, &lines, &offer());
            if called {
                let invite = bench.expect(B, "INVITE");
                bench.expect(A, "SIP/2.0 100");
                for name in [HeaderName::ProxyAuthorization, HeaderName::Authorization] {
                    assert!(!invite.has(name));
                }
                let asserted = invite.header(HeaderName::PAssertedIdentity);
                assert_eq!(asserted, Some("<sip:101@192.168.0.200>"));
            } else {
                let again = bench.expect(A, status);
                assert!(again.has(header));
            }
            bench.expect_silence();
        }
    }
}

/// R-5.1.4-1: it may be switched off.
#[test]
fn without_authentication_a_call_is_placed_at_once() {
    let mut bench = bench(InviteChallenge::Off);
    call(&mut bench, LINES);
}

/// R-5.1.4.1-12: the realm is the one that is set, opaque too, and no nonce comes twice.
#[test]
fn what_a_challenge_says_is_set_or_drawn() {
    for (realm, opaque) in [
        ("naisen", "o-1"),
        ("another realm", "0123456789abcdef0123456789abcdef"),
    ] {
        let mut config = open_config();
        config.authentication.invite = InviteChallenge::Proxy407;
        config.authentication.challenge = ChallengeSettings::new(realm)
            .and_then(|settings| settings.with_opaque(Some(opaque)))
            .expect("good settings");
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let nonces: HashSet<String> = (0..50)
            .map(|_| {
                bench.invite("102", LINES, &offer());
                let challenged = bench.expect(A, "SIP/2.0 407");
                let name = HeaderName::ProxyAuthenticate;
                let value = challenged.header(name).expect("a challenge");
                let challenge = Challenge::parse(name, value).expect("legal");
                assert_eq!(
                    (challenge.realm(), challenge.opaque()),
                    (realm, Some(opaque))
                );
                challenge.nonce().to_owned()
            })
            .collect();
        assert_eq!(nonces.len(), 50);
    }
}

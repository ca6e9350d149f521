//! JJ-22.11 §8.1: 100rel is offered, not demanded.

use super::*;

/// R-8.1-1, R-8.1-2: as the caller does, or always; nothing is required, even where the caller requires it.
#[test]
fn an_invite_supports_100rel_and_requires_nothing() {
    for (use_, lines, offered) in [
        (Use::AsCaller, "Supported: 100rel\r\n", true),
        (
            Use::AsCaller,
            "Require: 100rel\r\nSupported: 100rel\r\n",
            true,
        ),
        (Use::AsCaller, "", false),
        (Use::Always, "", true),
        (Use::Always, "Supported: 100rel\r\n", true),
    ] {
        let mut config = open_config();
        config.rel100 = use_;
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let (_, invite) = call(&mut bench, lines);
        let supported = invite.header(HeaderName::Supported);
        assert_eq!(supported, offered.then_some("100rel"), "{use_:?} {lines}");
        assert!(!invite.has(HeaderName::Require), "{use_:?} {lines}");
    }
}

/// R-8.1-1: a phone that decides against it is not sent PRACK.
#[test]
fn a_plain_180_is_not_acknowledged() {
    for lines in [PLAIN, ALL] {
        let mut bench = always();
        let (_, invite) = call(&mut bench, lines);
        bench.respond(B, &invite, "180 Ringing", "b1", LINES, "");
        bench.expect(A, "SIP/2.0 180");
        bench.wait(Duration::from_secs(10));
        assert!(bench.skip().iter().all(|sent| sent.to == A));
    }
}

/// R-8.1-3: whatever the phone does, a caller that did not offer it gets a plain 180; so does every caller
/// where it is switched off here.
#[test]
fn a_180_is_plain_where_100rel_was_not_offered_or_is_off() {
    for (use_, lines) in [
        (Use::Always, PLAIN),
        (Use::Always, "Supported: timer\r\n"),
        (Use::Off, ALL),
    ] {
        let mut config = open_config();
        config.rel100 = use_;
        let mut bench = Bench::new(config, vec![contact_of("102")]);
        let (_, invite) = call(&mut bench, lines);
        let (of_phone, acknowledged) = match use_ {
            Use::Off => (LINES.to_owned(), false),
            _ => (reliable(7), true),
        };
        bench.respond(B, &invite, "180 Ringing", "b1", &of_phone, "");
        if acknowledged {
            bench.expect(B, "PRACK");
        }
        let told = bench.expect(A, "SIP/2.0 180");
        for name in [HeaderName::Require, HeaderName::RSeq] {
            assert!(!told.has(name), "{lines}");
        }
        assert_eq!(times(&mut bench, A, "SIP/2.0 180", 20), []);
    }
}

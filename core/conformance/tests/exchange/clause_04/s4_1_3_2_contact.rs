//! JJ-22.11 §4.1.3.2: Contact (T4-3).

use super::*;

/// R-4.1.3.2-16, R-4.1.3.2-17: a lifetime that is absent is the one that is set; a parameter that
/// is no number within the range is an hour (RFC 3261 §20.10), and such a header counts as absent.
#[test]
fn a_lifetime_that_is_absent_or_malformed_is_the_usual_one() {
    for default in [3600, 500] {
        for (lines, seconds) in [
            ("Contact: <sip:a@h>\r\n", default),
            ("Contact: <sip:a@h>\r\nExpires: later\r\n", default),
            ("Contact: <sip:a@h>;expires=soon\r\n", 3600),
            ("Contact: <sip:a@h>;expires=-1\r\n", 3600),
            ("Contact: <sip:a@h>;expires=1.5\r\n", 3600),
            ("Contact: <sip:a@h>;expires=4294967296\r\n", 3600),
            ("Contact: <sip:a@h>\r\nExpires: 4294967296\r\n", default),
            (
                "Contact: <sip:a@h>;expires=soon\r\nExpires: later\r\n",
                3600,
            ),
        ] {
            let mut config = open_config();
            config.registrar.expires_default_s = default;
            let mut bench = Bench::new(config, Vec::new());
            let answer = Registrant::default().register(&mut bench, lines);
            expect_ok(&answer);
            let expected = format!("<sip:a@h>;expires={seconds}");
            assert_eq!(contacts(&answer), [expected], "{lines}");
        }
    }
}

/// R-4.1.3.2-16: the end of the range is a long time, and no error.
#[test]
fn a_lifetime_at_the_end_of_the_range_is_the_longest_one() {
    for lines in [
        "Contact: <sip:a@h>;expires=4294967295\r\n",
        "Contact: <sip:a@h>\r\nExpires: 4294967295\r\n",
    ] {
        let (mut bench, mut phone) = with(&[]);
        let answer = phone.register(&mut bench, lines);
        expect_ok(&answer);
        assert_eq!(contacts(&answer), ["<sip:a@h>;expires=86400"], "{lines}");
    }
}

//! JJ-22.11 §4.1.6: refreshing.

use super::*;

/// R-4.1.6-1, R-4.1.6-3: the refresh repeats the Contact, at the part of the lifetime that is set,
/// and always with more than 32 s left.
#[test]
fn the_refresh_comes_in_time_and_not_too_often() {
    for (lifetime_s, thousandths, expected_s) in [
        (3600, 500, 1800),
        (3600, 900, 3240),
        (3600, 999, 3567),
        (120, 500, 60),
        (70, 500, 35),
        (66, 500, 33),
        (60, 500, 27),
        (60, 100, 6),
    ] {
        let mut network = with(|it| it.refresh_thousandths = thousandths);
        let arrival = network.now;
        accept(&mut network, lifetime_s);
        let until = registered_until(&mut network);
        assert_eq!(until.since(arrival).as_secs(), u64::from(lifetime_s));
        network.run(Duration::from_secs(expected_s));
        assert_eq!(after(&network, arrival), [expected_s], "{lifetime_s}");
        let left = until.since(last(&network).at);
        assert!(left > Duration::from_secs(32), "{lifetime_s}: {left:?}");
        let contact = header(&network, HeaderName::Contact);
        assert_eq!(contact.as_deref(), Some(CONTACT));
        assert_eq!(
            header(&network, HeaderName::Expires).as_deref(),
            Some("3600")
        );
    }
}

/// R-4.1.6-3: what is left suffices for every repetition, so a refresh that is answered at the last
/// moment still finds the binding.
#[test]
fn the_repetitions_of_a_refresh_end_before_the_lifetime() {
    let mut network = start();
    let until = network.now + Duration::from_secs(60);
    accept(&mut network, 60);
    assert_eq!(registered_until(&mut network), until);
    let since = network.now;
    network.run(until.since(since));
    let sent = network.sent_at("1> REGISTER", since);
    assert!(sent.len() > 5, "{sent:?}");
    let events = network.events(0);
    assert!(
        matches!(
            events[..],
            [Event::RegistrationFailed {
                problem: RegistrationProblem::NoAnswer,
                ..
            }]
        ),
        "{events:?}"
    );
}

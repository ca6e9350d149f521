//! JJ-22.11 §4.4: errors to REGISTER (T13-4).

use naisen_jj2211::Standard;
use naisen_sip::StatusCode;

use super::*;

/// R-4.4.1-2, R-4.4.1-3: each error of T13-4 is told to the user, waited out and tried again; what
/// it does to a challenge stands with JJ-22.11 §4.2. One of a code that we do not know counts as the first
/// of its class.
#[test]
fn each_error_is_told_and_waited_out() {
    let table = Standard::get().responses().iter();
    let named: Vec<u16> = (300..700)
        .filter(|code| {
            table
                .clone()
                .any(|row| row.table == "13-4" && !row.is_other && row.statuses.contains(*code))
        })
        .filter(|code| ![401, 407].contains(code))
        .collect();
    assert!(named.len() > 35, "{named:?}");
    for code in named.into_iter().chain([399, 499, 599, 699]) {
        let mut network = start();
        let since = network.now;
        respond(&mut network, &format!("{code} Whatever"), "");
        let retry_at = since + Duration::from_secs(30);
        let status = StatusCode::new(code).expect("a status");
        let problem = RegistrationProblem::Refused { status };
        assert_eq!(
            network.events(0),
            [failed(problem, Some(retry_at))],
            "{code}"
        );
        let state = network.terminal(0).registration();
        let until = None;
        assert_eq!(state, Some(RegistrationState::Waiting { retry_at, until }));
        network.seconds(31);
        assert_eq!(after(&network, since), [30], "{code}");
        accept(&mut network, 3600);
        registered_until(&mut network);
    }
}

/// R-4.4.1-2: a redirection is not followed.
#[test]
fn a_redirection_is_not_followed() {
    let mut network = start();
    let lines = "Contact: <sip:192.0.2.77>\r\n";
    respond(&mut network, "302 Moved Temporarily", lines);
    network.seconds(100);
    let to: Vec<String> = registers(&network)
        .iter()
        .map(|sent| sent.to.to_string())
        .collect();
    assert!(
        to.len() > 1 && to.iter().all(|to| to == REGISTRAR),
        "{to:?}"
    );
}

/// R-4.4.1-2: provisional responses end nothing; the final one counts.
#[test]
fn provisional_responses_are_waited_through() {
    let mut network = start();
    respond(&mut network, "100 Trying", "");
    respond(&mut network, "183 Session Progress", "");
    assert_eq!(network.events(0), []);
    accept(&mut network, 3600);
    registered_until(&mut network);
}

/// R-4.4.1-2: the lifetime that 423 asks for is asked for at once, but only if it is longer.
#[test]
fn a_lifetime_that_is_too_short_is_made_longer() {
    let mut network = with(|it| it.expires_s = 60);
    for (least, sent) in [(300, 2), (200, 2)] {
        let lines = format!("Min-Expires: {least}\r\n");
        respond(&mut network, "423 Interval Too Brief", &lines);
        let expires = header(&network, HeaderName::Expires);
        assert_eq!(expires.as_deref(), Some("300"));
        assert_eq!(registers(&network).len(), sent);
    }
    let events = network.events(0);
    assert!(
        matches!(
            events[..],
            [Event::RegistrationFailed {
                retry_at: Some(_),
                ..
            }]
        ),
        "{events:?}"
    );
}

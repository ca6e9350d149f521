//! Settings of the session timer towards the called phone (JJ-22.11 §1.3.4).

use naisen_agent::TimerPolicy;
use naisen_conformance::exchange_stage::{B, Bench, contact_of, open_config, sdp};
use naisen_exchange::Use;
use naisen_sip::{HeaderName, Refresher};

/// Session-Expires and Min-SE of the INVITE to the phone, whose caller said this.
fn asked(policy: &TimerPolicy, caller: &str) -> (String, Option<String>) {
    let mut config = open_config();
    config.timer = Use::Always;
    config.timer_policy = policy.clone();
    let bindings = ["101", "102"].map(contact_of).to_vec();
    let mut bench = Bench::new(config, bindings);
    bench.invite("102", caller, &sdp("192.168.0.101", 8026));
    let invite = bench.expect(B, "INVITE");
    let expires = invite.header(HeaderName::SessionExpires);
    (
        expires.expect("it is there").to_owned(),
        invite.header(HeaderName::MinSe).map(str::to_owned),
    )
}

/// R-9.4.1-1, R-9.4.1-3, R-9.4.1-4, R-9.3.1.1-1: interval, Min-SE and refresher are as set; what the caller
/// asks for goes before them, and Min-SE is never above the interval.
#[test]
fn interval_min_se_and_refresher_of_our_invites_are_as_set() {
    let plain = TimerPolicy::default();
    let set = TimerPolicy {
        expires_s: 600,
        sent_min_se_s: Some(300),
        asked_refresher: Some(Refresher::Uac),
        ..TimerPolicy::default()
    };
    let timer = "Supported: timer\r\nSession-Expires: ";
    for (policy, caller, expires, min_se) in [
        (&plain, String::new(), "1800", None),
        (&set, String::new(), "600;refresher=uac", Some("300")),
        (
            &set,
            format!("{timer}900\r\n"),
            "900;refresher=uac",
            Some("300"),
        ),
        (&set, format!("{timer}200\r\n"), "200;refresher=uac", None),
        (
            &set,
            format!("{timer}900;refresher=uas\r\nMin-SE: 120\r\n"),
            "900;refresher=uas",
            Some("120"),
        ),
    ] {
        let expected = (expires.to_owned(), min_se.map(str::to_owned));
        assert_eq!(asked(policy, &caller), expected, "{caller}");
    }
}

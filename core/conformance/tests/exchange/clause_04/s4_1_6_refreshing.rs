//! JJ-22.11 §4.1.6: refreshing.

use naisen_exchange::Event;

use super::*;

/// R-4.1.6-4: until the lifetime has passed the location holds, and not a moment longer.
#[test]
fn without_a_refresh_the_binding_lapses() {
    let (mut bench, mut phone) = with(&[TWO, "Contact: <sip:abc@192.168.0.101>;expires=60\r\n"]);
    let lapsed = |bench: &Bench| {
        let is = |event: &&Event| matches!(event, Event::BindingRemoved { .. });
        bench.events.iter().filter(is).count()
    };
    bench.wait(Duration::from_millis(59_999));
    assert_eq!(lapsed(&bench), 0);
    assert_eq!(rung(&mut bench).len(), 2);
    bench.wait(Duration::from_millis(1));
    assert_eq!(lapsed(&bench), 1);
    assert_eq!(listed(&mut bench, &mut phone).len(), 1);
}

/// R-4.1.6-4: what has lapsed is not called.
#[test]
fn a_lapsed_location_is_not_called() {
    let (mut bench, _) = with(&["Contact: <sip:abc@192.168.0.101>;expires=60\r\n"]);
    bench.wait(Duration::from_millis(60_001));
    assert_eq!(rung(&mut bench), []);
}

/// R-4.1.6-4, R-4.3.4-1: each refresh begins the lifetime anew.
#[test]
fn a_refresh_keeps_the_binding() {
    let lines = "Contact: <sip:abc@192.168.0.101>;expires=60\r\n";
    let (mut bench, mut phone) = with(&[lines]);
    for _ in 0..3 {
        bench.wait(Duration::from_secs(50));
        let answer = phone.register(&mut bench, lines);
        expect_ok(&answer);
        assert_eq!(contacts(&answer), ["<sip:abc@192.168.0.101>;expires=60"]);
    }
    bench.wait(Duration::from_millis(59_999));
    assert_eq!(rung(&mut bench).len(), 1);
}

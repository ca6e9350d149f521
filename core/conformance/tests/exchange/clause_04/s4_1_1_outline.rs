//! JJ-22.11 §4.1.1: what registration is.

use naisen_exchange::Event;

use super::*;

/// R-4.1.1-3: nothing is stored before the phone has proven itself, and then it is.
#[test]
fn a_location_is_stored_once_the_phone_has_proven_itself() {
    let put = |bench: &Bench| {
        let is = |event: &&Event| matches!(event, Event::BindingPut(_));
        bench.events.iter().filter(is).count()
    };
    let (mut bench, mut phone) = (bench(), Registrant::default());
    phone.send(&mut bench, "101", "101", ONE);
    let challenged = bench.expect(A, "SIP/2.0 401");
    assert!(challenged.has(HeaderName::WwwAuthenticate));
    assert_eq!(put(&bench), 0);
    phone.password = "guess";
    expect_status(&phone.register(&mut bench, ONE), "SIP/2.0 401");
    assert_eq!(put(&bench), 0);
    phone.password = "secret";
    expect_ok(&phone.register(&mut bench, ONE));
    assert_eq!(put(&bench), 1);
    assert_eq!(listed(&mut bench, &mut phone), [LISTED_ONE]);
}

/// R-4.1.1-4: a call for the AoR goes to what was registered, as it was registered.
#[test]
fn a_call_goes_to_the_registered_location() {
    let (mut bench, mut phone) = with(&[]);
    assert_eq!(rung(&mut bench), []);
    let lines = "Contact: <sip:x7Yz@192.168.0.101:5062>\r\n";
    expect_ok(&phone.register(&mut bench, lines));
    let expected = ("sip:x7Yz@192.168.0.101:5062", "192.168.0.101:5062");
    let (uri, to) = expected;
    assert_eq!(rung(&mut bench), [(uri.to_owned(), to.to_owned())]);
}

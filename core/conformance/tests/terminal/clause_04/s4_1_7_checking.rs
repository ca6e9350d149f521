//! JJ-22.11 §4.1.7: asking for the locations.

use naisen_terminal::Command;

use super::*;

/// R-4.1.7-1, R-4.3.5-2: a REGISTER without Contact asks, the user is told, and the registration
/// stays as it is.
#[test]
fn the_bindings_can_be_asked_for() {
    let mut network = registered(3600);
    let before = network.terminal(0).registration();
    network.command(0, Command::QueryRegistration);
    network.settle();
    assert_eq!(header(&network, HeaderName::Contact), None);
    assert_eq!(header(&network, HeaderName::Expires), None);
    let lines = "Contact: <sip:a@192.0.2.1>;expires=7, <sip:b@192.0.2.5>\r\n";
    respond(&mut network, "200 OK", lines);
    let bindings = vec![
        ("sip:a@192.0.2.1".into(), Some(7)),
        ("sip:b@192.0.2.5".into(), None),
    ];
    assert_eq!(network.events(0), [Event::Bindings { bindings }]);
    assert_eq!(network.terminal(0).registration(), before);
    assert!(matches!(before, Some(RegistrationState::Registered { .. })));
}

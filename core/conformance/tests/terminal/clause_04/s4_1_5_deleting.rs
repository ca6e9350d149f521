//! JJ-22.11 §4.1.5: deleting locations.

use naisen_terminal::Command;

use super::*;

/// R-4.1.5-1, R-4.1.5-2, R-4.1.5-3, R-4.1.5.2-1: all that an earlier life may have left is deleted
/// before the first registration, challenged or not, once, unless the settings say otherwise.
#[test]
fn earlier_bindings_are_deleted_first() {
    let mut network = with(|it| {
        it.delete_all_on_start = RegistrationConfig::new(it.registrar).delete_all_on_start;
    });
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    respond(&mut network, "200 OK", "");
    accept(&mut network, 120);
    network.seconds(61);
    let delete = ("*".to_owned(), "0".to_owned());
    let add = (CONTACT.to_owned(), "3600".to_owned());
    let sent: Vec<_> = registers(&network).into_iter().map(purpose).collect();
    assert_eq!(sent, [delete.clone(), delete, add.clone(), add]);
}

/// R-4.1.5-2: the deletion is repeated until the registrar has answered it, and only then is
/// registered.
#[test]
fn nothing_is_registered_before_the_deletion_is_answered() {
    let mut network = with(|it| it.delete_all_on_start = true);
    respond(&mut network, "503 Service Unavailable", "");
    network.seconds(31);
    let sent = registers(&network);
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|it| purpose(it).0 == "*"));
}

/// R-4.1.5-1, R-4.1.5.1-1, R-4.1.5.3-1, R-4.3.1-2, R-4.3.3-2: at the end our location, and no
/// other, is deleted; the user is told when the registrar has done it, and nothing is refreshed any
/// more.
#[test]
fn at_the_end_the_own_binding_is_deleted() {
    let mut network = registered(3600);
    network.command(0, Command::StopRegistration);
    network.settle();
    assert_eq!(purpose(last(&network)), (CONTACT.into(), "0".into()));
    assert_eq!(network.events(0), []);
    let state = network.terminal(0).registration();
    assert_eq!(state, Some(RegistrationState::Unregistering));
    respond(&mut network, "200 OK", "");
    assert_eq!(network.events(0), [Event::Unregistered]);
    let state = network.terminal(0).registration();
    assert_eq!(state, Some(RegistrationState::Unregistered));
    let sent = network.log.len();
    network.seconds(10_000);
    assert_eq!(network.log.len(), sent);
    network.assert_empty();
}

/// R-4.1.5.3-1: a terminal that comes back with another address has what was at the old one deleted
/// and its new location registered.
#[test]
fn another_address_replaces_the_old_one() {
    let config = config_at("192.0.2.31:5060", |it| it.delete_all_on_start = true);
    let mut network = start_with(config);
    assert_eq!(purpose(last(&network)).0, "*");
    respond(&mut network, "200 OK", "");
    let contact = "<sip:phone101@192.0.2.31:5060>";
    assert_eq!(purpose(last(&network)), (contact.into(), "3600".into()));
}

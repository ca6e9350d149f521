//! Settings of the caller's number that an exchange may prescribe (JJ-22.11 §1.3.4).

use super::*;

/// R-12.1.1-7: left out where it is presented, never where it is restricted.
#[test]
fn the_preferred_identity_may_be_left_out_of_a_presented_call() {
    for (omits, presentation, expected) in [
        (false, Presentation::Presented, vec![AOR.to_owned()]),
        (true, Presentation::Presented, vec![]),
        (true, Presentation::Restricted, vec![AOR.to_owned()]),
    ] {
        let mut config = terminal(PresentationMethod::Headers);
        config.omits_preferred_identity = omits;
        let (_, invite) = dialled(config, "102", Some(presentation));
        assert_eq!(invite.preferred, expected);
        assert_eq!(invite.privacy.len(), 1);
    }
}

/// R-12.1.1-12, R-12.1.1-20: the display-name is the user part, and none betrays who withholds.
#[test]
fn from_has_the_number_as_display_name_if_that_is_set() {
    use PresentationMethod::{Headers, Prefix};
    let named = format!("\"{NUMBER}\" {AOR}");
    let hidden = "\"Anonymous\" <sip:anonymous@anonymous.invalid>".to_owned();
    for (method, names, presentation, expected) in [
        (Headers, false, Presentation::Presented, AOR.to_owned()),
        (Headers, true, Presentation::Presented, named.clone()),
        (Headers, true, Presentation::Restricted, hidden),
        (Prefix, false, Presentation::Restricted, AOR.to_owned()),
        (Prefix, true, Presentation::Presented, named.clone()),
        (Prefix, true, Presentation::Restricted, named),
    ] {
        let mut config = terminal(method);
        config.names_itself = names;
        let (_, invite) = dialled(config, "102", Some(presentation));
        assert_eq!(invite.from, expected);
    }
}

/// R-12.2-1, R-12.1.1-3: how the caller is shown is set apart from how we tell who we are.
#[test]
fn either_way_of_showing_the_caller_can_be_set() {
    use PresentationMethod::{Headers, Prefix};
    let lines = "From: <sip:555@h>;tag=1\r\nP-Asserted-Identity: <tel:0398765432>\r\n";
    for (method, expected) in [(Headers, "0398765432"), (Prefix, "555")] {
        for ours in [Headers, Prefix] {
            let mut config = terminal(ours);
            config.display_method = method;
            assert_eq!(shown_by(config, lines), Caller::Shown(expected.into()));
        }
    }
}

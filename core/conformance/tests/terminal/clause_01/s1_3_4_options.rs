//! JJ-22.11 §1.3.4: alternatives that exchanges ask for.

use naisen_agent::{Presentation, PresentationMethod};

use super::*;

/// The first message of a terminal that is set so, when 102 is dialled.
fn dialled(set: impl FnOnce(&mut Config)) -> String {
    let mut config = first();
    config.presentation = Presentation::Restricted;
    set(&mut config);
    let mut network = Network::new(vec![config]);
    network.dial(0, "102");
    network.settle();
    let at = network.last("1> INVITE");
    network.log[at].message_text()
}

/// R-1.3.4-1: either of two behaviours can be chosen, and each is seen in what is sent.
#[test]
fn each_alternative_can_be_chosen() {
    type Set = fn(&mut Config);
    let rows: [(Set, Set, &str); 5] = [
        (
            |it| it.presentation_method = PresentationMethod::Headers,
            |it| it.presentation_method = PresentationMethod::Prefix,
            "Privacy: id",
        ),
        (
            |it| it.presentation_method = PresentationMethod::Prefix,
            |it| it.presentation_method = PresentationMethod::Headers,
            "INVITE sip:184102@",
        ),
        (
            |it| it.policy.rel100 = true,
            |it| it.policy.rel100 = false,
            "100rel",
        ),
        (
            |it| it.policy.timer = Some(naisen_agent::TimerPolicy::default()),
            |it| it.policy.timer = None,
            "timer",
        ),
        (
            |it| it.policy.update = true,
            |it| it.policy.update = false,
            "UPDATE",
        ),
    ];
    for (chosen, other, seen) in rows {
        let (chosen, other) = (dialled(chosen), dialled(other));
        assert!(chosen.contains(seen), "{seen} in\n{chosen}");
        assert!(!other.contains(seen), "{seen} in\n{other}");
    }
}

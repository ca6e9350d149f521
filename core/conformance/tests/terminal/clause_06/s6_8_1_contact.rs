//! JJ-22.11 §6.8.1: our Contact.

use naisen_conformance::expect_unguessable;
use naisen_terminal::ContactUser;

use super::*;

fn user(sent: &Sent) -> String {
    let contact = header(sent, HeaderName::Contact);
    let (user, _) = contact.split_once('@').expect("a user part");
    user.trim_start_matches("<sip:").to_owned()
}

/// R-6.8.1-1, R-6.8.1-2: whether the registered one is drawn or prescribed.
#[test]
fn each_call_has_a_contact_of_its_own_that_nobody_can_guess() {
    for prescribed in [None, Some("phone101")] {
        let mut config = first();
        config.max_lines = 40;
        let (mut network, registered) = registered(config, |registration| {
            if let Some(user) = prescribed {
                registration.contact_user = ContactUser::Set(user.into());
            }
        });
        let registered_user = user(last(&network, "1> REGISTER"));
        let users: Vec<String> = (0..40)
            .map(|number| {
                let mut peer = Peer::calling(&registered, &format!("c{number}"));
                peer.request(&mut network, "INVITE", PLAIN, &sdp(1, 9000, ""));
                user(last(&network, "1> 180 INVITE"))
            })
            .collect();
        expect_unguessable(&users);
        assert!(!users.contains(&registered_user), "{registered_user}");
    }
}

/// R-6.8.1-3: in 180, in 200 and in the answer to a re-INVITE.
#[test]
fn the_contact_of_a_call_stays() {
    let (mut network, mut peer, _) = talking(first(), PLAIN);
    let ringing = header(last(&network, "1> 180 INVITE"), HeaderName::Contact);
    let answered = last(&network, "1> 200 INVITE");
    assert_eq!(header(answered, HeaderName::Contact), ringing);
    let number = peer.request(&mut network, "INVITE", PLAIN, &sdp(2, 9100, ""));
    let changed = last(&network, "1> 200 INVITE");
    assert!(header(changed, HeaderName::CSeq).starts_with(&number.to_string()));
    assert_eq!(header(changed, HeaderName::Contact), ringing);
}

/// R-6.8.1-4: nor does a change or a refresh with another user part: the media goes where it went.
#[test]
fn a_change_addressed_to_another_contact_changes_nothing() {
    for (method, body) in [
        ("INVITE", sdp(2, 9100, "")),
        ("UPDATE", sdp(2, 9100, "")),
        ("UPDATE", String::new()),
    ] {
        let (mut network, mut peer, _) = talking(first(), "Allow: INVITE, ACK, BYE, UPDATE\r\n");
        let expected = peer.target.clone();
        peer.target = expected.replace("sip:", "sip:x");
        peer.request(&mut network, method, "", &body);
        let accepted = format!("1> 200 {method}");
        assert!(!network.arrows().contains(&accepted), "{method}");
        network.media.clear();
        network.seconds(1);
        assert!(!network.media.is_empty());
        assert!(network.media.iter().all(|sent| sent.2.port() == 9000));
        peer.target = expected;
        peer.request(&mut network, method, "", &body);
        assert_eq!(network.arrows(), [accepted], "{method}");
    }
}

/// R-6.8.1-4: BYE and ACK with another user part have no effect; with the expected one they have.
#[test]
fn what_is_addressed_to_another_contact_has_no_effect() {
    let (mut network, mut peer, _) = answered(first(), PLAIN);
    let expected = peer.target.clone();
    let strange = expected.replace("sip:", "sip:x");
    network.arrows();
    peer.target.clone_from(&strange);
    peer.acknowledge(&mut network, peer.cseq, "");
    let since = network.now;
    network.seconds(2);
    assert!(
        count(&network, "1> 200 INVITE", since) > 0,
        "such an ACK does not count"
    );
    peer.request(&mut network, "BYE", "", "");
    assert!(!network.arrows().contains(&"1> 200 BYE".to_owned()));
    assert_eq!(network.terminal(0).call_count(), 1);
    peer.target = expected;
    peer.acknowledge(&mut network, 1, "");
    let since = network.now;
    network.seconds(5);
    assert_eq!(count(&network, "1> 200 INVITE", since), 0);
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE"]);
}

/// R-6.8.1-4: nor before the answer: PRACK and BYE leave the call that rings alone.
#[test]
fn what_is_addressed_to_another_contact_has_no_effect_on_a_call_that_rings() {
    let (mut network, mut peer, _) = ringing(first(), RELIABLE);
    let ringing = network.last("1> 180 INVITE");
    peer.learn(&network, ringing);
    let rseq = header(&network.log[ringing], HeaderName::RSeq);
    let rack = format!("RAck: {rseq} 1 INVITE\r\n");
    let expected = peer.target.clone();
    peer.target = expected.replace("sip:", "sip:x");
    for (method, lines) in [("PRACK", &*rack), ("BYE", "")] {
        peer.request(&mut network, method, lines, "");
        let accepted = format!("1> 200 {method}");
        assert!(!network.arrows().contains(&accepted), "{method}");
    }
    let since = network.now;
    network.seconds(1);
    assert!(count(&network, "1> 180 INVITE", since) > 0, "no PRACK");
    assert_eq!(network.events(0), []);
    assert_eq!(network.terminal(0).call_count(), 1, "no BYE");
    peer.target = expected;
    peer.request(&mut network, "PRACK", &rack, "");
    assert_eq!(network.arrows(), ["1> 200 PRACK"]);
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(network.arrows(), ["1> 200 BYE", "1> 487 INVITE"]);
}

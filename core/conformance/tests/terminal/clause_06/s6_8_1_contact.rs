//! JJ-22.11 §6.8.1: our Contact.

use super::*;

fn user(sent: &Sent) -> String {
    let contact = header(sent, HeaderName::Contact);
    let (user, _) = contact.split_once('@').expect("a user part");
    user.trim_start_matches("<sip:").to_owned()
}

/// R-6.8.1-1, R-6.8.1-2, R-6.8.1-3: long, another one for each call, and not the number; the same in 180, in
/// 200 and in the answer to a re-INVITE.
#[test]
fn a_call_has_a_contact_of_its_own_that_stays() {
    let (mut network, mut peer, _) = talking(first(), PLAIN);
    let ringing = header(last(&network, "1> 180 INVITE"), HeaderName::Contact);
    let ours = user(last(&network, "1> 180 INVITE"));
    assert!(ours.len() >= 12 && ours != "101", "{ours}");
    let answered = last(&network, "1> 200 INVITE");
    assert_eq!(header(answered, HeaderName::Contact), ringing);
    let number = peer.request(&mut network, "INVITE", PLAIN, &sdp(2, 9100, ""));
    let changed = last(&network, "1> 200 INVITE");
    assert!(header(changed, HeaderName::CSeq).starts_with(&number.to_string()));
    assert_eq!(header(changed, HeaderName::Contact), ringing);
    peer.acknowledge(&mut network, number, "");
    call_in(&mut network, "b", PLAIN);
    assert_ne!(user(last(&network, "1> 180 INVITE")), ours);
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

//! JJ-22.11 §7.2: the target that points at the caller.

use super::*;

/// R-7.2-1
#[test]
fn the_callee_aims_at_the_contact_of_the_invite() {
    let lines = format!("{PLAIN}Contact: <sip:a7@192.0.2.2:5070;x=y>\r\n");
    let (mut network, _, call) = talking(first(), &lines);
    hang_up(&mut network, call);
    let expected = place("sip:a7@192.0.2.2:5070;x=y", "192.0.2.2:5070");
    assert_eq!(sent_to(&network, "BYE"), expected);
}

/// R-7.2-2: by re-INVITE and by UPDATE.
#[test]
fn the_callee_follows_a_new_contact_of_the_caller() {
    for method in ["INVITE", "UPDATE"] {
        let lines = format!("{RELIABLE}Contact: <sip:a7@192.0.2.2:5070>\r\n");
        let (mut network, mut peer, call) = talking(first(), PLAIN);
        let number = peer.request(&mut network, method, &lines, &sdp(2, 9100, ""));
        if method == "INVITE" {
            peer.acknowledge(&mut network, number, "");
        }
        hang_up(&mut network, call);
        let expected = place("sip:a7@192.0.2.2:5070", "192.0.2.2:5070");
        assert_eq!(sent_to(&network, "BYE"), expected, "{method}");
    }
}

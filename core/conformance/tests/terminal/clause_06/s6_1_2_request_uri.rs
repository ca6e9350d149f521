//! JJ-22.11 §6.1.2: whom a call is for.

use naisen_terminal::{ContactUser, UserParameter};

use super::*;

/// R-6.1.2-2, R-6.1.2-3, R-6.1.2-4, R-6.1.2-5: the Contact registered is `sip:phone101@192.0.2.1:5060`, with
/// or without a parameter.
#[test]
fn user_and_host_of_the_registered_contact_decide() {
    for (uri, rings) in [
        ("sip:phone101@192.0.2.1:5060", true),
        ("sip:phone101@192.0.2.1", true),
        ("sip:phone101@192.0.2.1:5099", true),
        ("sip:phone101@192.0.2.1:5060;transport=udp", true),
        ("sip:phone101@192.0.2.1:5060;user=ip", true),
        ("sip:phone101@192.0.2.1;x=y;z", true),
        ("sip:phone102@192.0.2.1:5060", false),
        ("sip:Phone101@192.0.2.1:5060", false),
        ("sip:phone101:secret@192.0.2.1:5060", false),
        ("sip:101@192.0.2.1:5060", false),
        ("sip:192.0.2.1:5060", false),
        ("sip:phone101@192.0.2.9:5060", false),
        ("sip:phone101@pbx.example", false),
    ] {
        for parameter in [None, Some(UserParameter::Phone)] {
            let (mut network, contact) = registered(first(), |registration| {
                registration.contact_user = ContactUser::Set("phone101".into());
                registration.user_parameter = parameter;
            });
            let expected = "sip:phone101@192.0.2.1:5060";
            assert!(contact.starts_with(expected), "{contact}");
            assert_eq!(contact.ends_with(";user=phone"), parameter.is_some());
            let mut peer = Peer::calling(uri, "a");
            peer.request(&mut network, "INVITE", PLAIN, &sdp(1, 9000, ""));
            let expected = if rings {
                "1> 180 INVITE"
            } else {
                "1> 404 INVITE"
            };
            assert_eq!(network.arrows(), [expected], "{uri} for {contact}");
        }
    }
}

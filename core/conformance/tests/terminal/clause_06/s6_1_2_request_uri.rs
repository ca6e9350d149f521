//! JJ-22.11 §6.1.2: whom a call is for.

use naisen_terminal::{ContactUser, RegistrationConfig};

use super::*;

/// R-6.1.2-2, R-6.1.2-3, R-6.1.2-4, R-6.1.2-5: the Contact registered is `sip:phone101@192.0.2.1:5060`.
#[test]
fn user_and_host_of_the_registered_contact_decide() {
    for (uri, rings) in [
        ("sip:phone101@192.0.2.1:5060", true),
        ("sip:phone101@192.0.2.1", true),
        ("sip:phone101@192.0.2.1:5099", true),
        ("sip:phone101@192.0.2.1:5060;transport=udp", true),
        ("sip:phone101@192.0.2.1;x=y;z", true),
        ("sip:phone102@192.0.2.1:5060", false),
        ("sip:101@192.0.2.1:5060", false),
        ("sip:192.0.2.1:5060", false),
        ("sip:phone101@192.0.2.9:5060", false),
        ("sip:phone101@pbx.example", false),
    ] {
        let mut config = first();
        let mut registration = RegistrationConfig::new(config.server);
        registration.delete_all_on_start = false;
        registration.contact_user = ContactUser::Set("phone101".into());
        config.registration = Some(registration);
        let mut network = Network::new(vec![config]);
        network.settle();
        let register = network.last("1> REGISTER");
        let contact = header(&network.log[register], HeaderName::Contact);
        let lines = format!("Contact: {contact};expires=3600\r\n");
        network.respond(register, "200 OK", "r", &lines, "");
        network.settle();
        network.arrows();
        let mut peer = Peer::calling(uri, "a");
        peer.request(&mut network, "INVITE", PLAIN, &sdp(1, 9000, ""));
        let expected = if rings {
            "1> 180 INVITE"
        } else {
            "1> 404 INVITE"
        };
        assert_eq!(network.arrows(), [expected], "{uri}");
    }
}

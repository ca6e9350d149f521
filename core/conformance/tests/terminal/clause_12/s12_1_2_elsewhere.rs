//! JJ-22.11 §12.1.2: nothing else tells who the user is.

use std::time::Duration;

use naisen_agent::Presentation;
use naisen_agent::PresentationMethod::{Headers, Prefix};
use naisen_terminal::Command;

use super::{NUMBER, dialled, terminal};

const PEER: &str =
    "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, PRACK, UPDATE\r\n";
const ANSWER: &str = "v=0\no=- 7 1 IN IP4 192.0.2.2\ns=-\nc=IN IP4 192.0.2.2\nt=0 0\n\
                      m=audio 9000 RTP/AVP 0\n";

/// R-12.1.2-1, R-12.1.1-13: from the INVITE to the BYE the number stands in the headers of the identity and in the
/// user name of the credentials, and nowhere else; of a withheld one From and To tell nothing either.
#[test]
fn the_number_is_in_no_other_header_and_in_no_description() {
    for (method, presentation) in [
        (Headers, Presentation::Restricted),
        (Headers, Presentation::Presented),
        (Prefix, Presentation::Presented),
    ] {
        let mut config = terminal(method);
        let credentials = naisen_sip::digest::ClientCredentials::with_password(NUMBER, "secret");
        config.credentials = Some(credentials);
        let (mut network, _) = dialled(config, "102", Some(presentation));
        let challenge = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
        network.respond(0, "407 Proxy Authentication Required", "a", challenge, "");
        network.settle();
        let invite = network.last("1> INVITE");
        let reliable = format!("{PEER}Require: 100rel\r\nRSeq: 1\r\n");
        network.respond(invite, "180 Ringing", "a", &reliable, "");
        network.settle();
        network.respond(network.last("1> PRACK"), "200 OK", "a", "", "");
        network.settle();
        network.respond(invite, "200 OK", "a", PEER, ANSWER);
        network.settle();
        let call = {
            let events = network.events(0);
            events.iter().find_map(|event| match event {
                naisen_terminal::Event::Answered { call } => Some(*call),
                _ => None,
            })
        };
        let call = call.expect("it is answered");
        network.command(0, Command::Hold { call });
        network.settle();
        network.command(0, Command::HangUp { call });
        network.run(Duration::from_millis(100));
        let arrows = network.arrows();
        let expected = [
            "1> INVITE",
            "1> ACK",
            "1> INVITE",
            "1> PRACK",
            "1> ACK",
            "1> UPDATE",
            "1> BYE",
        ];
        assert_eq!(arrows, expected);
        let may_tell: &[&str] = match presentation {
            Presentation::Restricted => &["P-Preferred-Identity:", "Proxy-Authorization:"],
            Presentation::Presented => &["P-Preferred-Identity:", "Proxy-Authorization:", "From:"],
        };
        for sent in &network.log {
            let text = String::from_utf8_lossy(&sent.bytes).into_owned();
            for line in text.lines().filter(|line| line.contains(NUMBER)) {
                let allowed = may_tell.iter().any(|name| line.starts_with(name));
                assert!(allowed, "{line}");
            }
        }
    }
}

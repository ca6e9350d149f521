//! JJ-22.11 §12: who calls.

mod s12_1_1_number;
mod s12_1_2_elsewhere;
mod s12_2_1_by_headers;
mod s12_2_2_by_from;
mod settings;

use std::time::Duration;

use naisen_agent::{Caller, Presentation, PresentationMethod};
use naisen_conformance::terminal_stage::{Network, Sent, first};
use naisen_sip::{HeaderName, Message};
use naisen_terminal::{Command, Config, Event};

/// The number of the terminal: nothing else in a message looks like it.
const NUMBER: &str = "0312345678";
const AOR: &str = "<sip:0312345678@192.0.2.2>";

/// A terminal with this number.
fn terminal(method: PresentationMethod) -> Config {
    let mut config = first();
    config.number = NUMBER.into();
    config.presentation_method = method;
    config.display_method = method;
    config
}

/// The INVITE that dialling this brings.
fn dialled(config: Config, to: &str, presentation: Option<Presentation>) -> (Network, Invite) {
    let mut network = Network::new(vec![config]);
    let to = to.into();
    network.command(0, Command::Dial { to, presentation });
    network.run(Duration::from_millis(100));
    let invite = Invite::of(&network.log[0]);
    (network, invite)
}

/// What an INVITE says of its caller.
#[derive(Debug, PartialEq, Eq)]
struct Invite {
    request_uri: String,
    to: String,
    /// Without its tag.
    from: String,
    privacy: Vec<String>,
    preferred: Vec<String>,
}

impl Invite {
    fn of(sent: &Sent) -> Self {
        let message: Message<'_> = sent.message();
        let all = |name| message.headers(name).map(str::to_owned).collect::<Vec<_>>();
        let one = |name| all(name).into_iter().next().expect("a header");
        assert_eq!(all(HeaderName::PAssertedIdentity), [""; 0]);
        let from = one(HeaderName::From);
        Self {
            request_uri: message.request_uri().expect("a request").to_owned(),
            to: one(HeaderName::To),
            from: from.split(";tag=").next().expect("a From").to_owned(),
            privacy: all(HeaderName::Privacy),
            preferred: all(HeaderName::PPreferredIdentity),
        }
    }
}

/// Whom the user is shown when an INVITE with these lines comes, From among them.
fn shown(method: PresentationMethod, lines: &str) -> Caller {
    shown_by(terminal(method), lines)
}

/// The same on a terminal with these settings.
fn shown_by(config: Config, lines: &str) -> Caller {
    let mut network = Network::new(vec![config]);
    let head = format!(
        "INVITE sip:{NUMBER}@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1\r\n\
         To: <sip:{NUMBER}@192.0.2.1>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n\
         Contact: <sip:peer@192.0.2.2>\r\n{lines}"
    );
    network.send("192.0.2.2:5060", "192.0.2.1:5060", &head, "");
    network.run(Duration::from_millis(100));
    let events = network.events(0);
    let caller = events.into_iter().find_map(|event| match event {
        Event::Incoming { caller, .. } => Some(caller),
        _ => None,
    });
    caller.unwrap_or_else(|| panic!("it does not ring: {lines}"))
}

//! JJ-22.11 §9: session timer. The terminal is in a call with a peer that is written by hand.

mod s9_1_capabilities;
mod s9_2_refresh_request;
mod s9_3_1_refresher_at_establishment;
mod s9_3_2_refresher_at_refresh;
mod s9_4_1_interval_asked_for;
mod s9_4_2_interval_granted;
mod s9_5_refresh;
mod s9_6_failure;
mod s9_session_timer;

use std::time::Duration;

use naisen_agent::TimerPolicy;
use naisen_conformance::terminal_stage::{Network, Sent, first};
use naisen_node::Time;
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Command, Config, Ended, Event, Hears};

const PEER: &str = "192.0.2.2:5060";
const US: &str = "192.0.2.1:5060";
const CONTACT: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\n";
const UPDATING: &str = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
const PLAIN: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\n";
const SUPPORTED: &str = "Supported: timer\r\n";

/// Both requests that refresh a session, with the Allow of a peer whose refreshes they are.
const METHODS: [(&str, &str); 2] = [("UPDATE", UPDATING), ("INVITE", PLAIN)];

/// Of a peer that neither speaks nor listens: hours pass without a packet.
fn sdp(version: u32) -> String {
    format!(
        "v=0\no=- 7 {version} IN IP4 192.0.2.2\ns=-\nc=IN IP4 192.0.2.2\nt=0 0\n\
         m=audio 9000 RTP/AVP 0\na=inactive\n"
    )
}

/// A terminal whose session timer is set like this.
fn with(timer: TimerPolicy) -> Config {
    let mut config = first();
    config.policy.timer = Some(timer);
    config
}

/// A timer that asks for so many seconds.
fn timer(expires_s: u32) -> TimerPolicy {
    TimerPolicy {
        expires_s,
        ..TimerPolicy::default()
    }
}

/// The lines of a 200 that agrees to the timer.
fn agreed(session_expires: &str) -> String {
    format!("{UPDATING}{SUPPORTED}Require: timer\r\nSession-Expires: {session_expires}\r\n")
}

/// The lines of a request that asks for the timer.
fn asked(session_expires: &str) -> String {
    format!("{UPDATING}{SUPPORTED}Session-Expires: {session_expires}\r\n")
}

/// The terminal and its peer, who talk.
struct Talk {
    network: Network,
    call: CallId,
    /// When the 200 of the INVITE was sent.
    since: Time,
    /// How requests of the peer name the terminal, themselves and the dialog.
    to: String,
    from: String,
    call_id: String,
    target: String,
    cseq: u32,
}

impl Talk {
    /// The terminal has called the peer, whose 200 had these lines.
    fn calling(config: Config, ok: &str) -> Self {
        let (network, call) = dialling(config);
        Self::answered(network, call, ok)
    }

    /// The peer answers the INVITE that was sent last.
    fn answered(mut network: Network, call: CallId, ok: &str) -> Self {
        let invite = network.last("1> INVITE");
        let since = network.now;
        network.respond(invite, "200 OK", "p", &format!("{CONTACT}{ok}"), &sdp(1));
        network.run(Duration::from_millis(1));
        let ack = network.last("1> ACK");
        let (ack, invite) = (&network.log[ack], &network.log[invite]);
        let to = ack.header(HeaderName::From).expect("From");
        let from = ack.header(HeaderName::To).expect("To");
        let call_id = ack.header(HeaderName::CallId).expect("Call-ID");
        let target = target_of(invite);
        Self {
            call,
            since,
            to,
            from,
            call_id,
            target,
            cseq: 0,
            network,
        }
        .begun()
    }

    /// The peer has called the terminal with these lines in its INVITE.
    fn called(config: Config, invite: &str) -> Self {
        let mut network = Network::new(vec![config]);
        ring(&mut network, invite);
        let call = network.incoming(0);
        let since = network.now;
        network.command(0, Command::Answer { call });
        network.run(Duration::from_millis(1));
        let ok = &network.log[network.last("1> 200 INVITE")];
        let to = ok.header(HeaderName::To).expect("To");
        let target = target_of(ok);
        let mut talk = Self {
            call,
            since,
            to,
            from: "<sip:102@192.0.2.1>;tag=p".into(),
            call_id: "called".into(),
            target,
            cseq: 1,
            network,
        };
        talk.send("ACK", "", "");
        talk.begun()
    }

    fn begun(mut self) -> Self {
        self.network.run(Duration::from_millis(1));
        self.network.arrows();
        self.network.events(0);
        self
    }

    /// The peer sends a request, and a moment passes.
    fn send(&mut self, method: &str, lines: &str, body: &str) {
        if method != "ACK" {
            self.cseq += 1;
        }
        let Self {
            to,
            from,
            call_id,
            target,
            cseq,
            ..
        } = self;
        let head = format!(
            "{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK{method}{cseq}\r\n\
             From: {from}\r\nTo: {to}\r\nCall-ID: {call_id}\r\nCSeq: {cseq} {method}\r\n\
             Max-Forwards: 70\r\n{CONTACT}{lines}"
        );
        self.network.send(PEER, US, &head, body);
        self.network.run(Duration::from_millis(1));
    }

    /// The peer refreshes the session with these lines; what the terminal says to it, which is a 200.
    fn refresh(&mut self, method: &str, lines: &str) -> &Sent {
        let ok = format!("1> 200 {method}");
        let body = if method == "INVITE" {
            sdp(1)
        } else {
            String::new()
        };
        self.send(method, lines, &body);
        if method == "INVITE" {
            self.send("ACK", "", "");
        }
        assert_eq!(self.network.arrows(), [ok.as_str()]);
        &self.network.log[self.network.last(&ok)]
    }

    /// The peer answers the request that the terminal sent last.
    fn answer(&mut self, status: &str, lines: &str) {
        let request = self
            .network
            .log
            .iter()
            .rposition(|sent| matches!(sent.arrow().as_str(), "1> INVITE" | "1> UPDATE"));
        let request = request.expect("a request");
        let invite = self.network.log[request].arrow() == "1> INVITE";
        let body = if invite && status.starts_with("200") {
            sdp(1)
        } else {
            String::new()
        };
        let lines = format!("{CONTACT}{lines}");
        self.network.respond(request, status, "p", &lines, &body);
        self.network.run(Duration::from_millis(1));
        if invite {
            assert_eq!(
                self.network.arrows().first().map(String::as_str),
                Some("1> ACK")
            );
        }
    }

    /// Lets time pass until so many milliseconds after the 200 of the INVITE.
    fn until(&mut self, milliseconds: u64) {
        let span = self.since + Duration::from_millis(milliseconds);
        self.network.run(span.since(self.network.now));
    }

    /// The terminal sends nothing before so many seconds after the 200, and then this.
    #[track_caller]
    fn expect_at(&mut self, seconds: u64, arrow: &str) -> &Sent {
        self.until(seconds * 1000 - 1);
        assert_eq!(self.network.arrows(), [""; 0], "before {seconds} s");
        self.until(seconds * 1000);
        assert_eq!(self.network.arrows(), [arrow], "at {seconds} s");
        self.network.log.last().expect("it was sent")
    }

    /// The terminal sends nothing until so many seconds after the 200, and the call stands.
    #[track_caller]
    fn expect_silence_until(&mut self, seconds: u64) {
        self.until(seconds * 1000);
        assert_eq!(self.network.arrows(), [""; 0]);
        assert_eq!(self.network.terminal(0).call_count(), 1);
    }

    /// BYE then, and not before; the user learns why and hears busy tone.
    #[track_caller]
    fn expect_end_at(&mut self, seconds: u64, why: &Ended) {
        self.expect_at(seconds, "1> BYE");
        self.expect_told(why);
    }

    /// The user has learnt why the call ended, and hears busy tone.
    #[track_caller]
    fn expect_told(&mut self, why: &Ended) {
        let events = self.network.events(0);
        let told = events.iter().any(
            |event| matches!(event, Event::Ended { call, reason, .. } if *call == self.call && reason == why),
        );
        assert!(told, "{events:?}");
        let busy = Event::Hears {
            call: self.call,
            hears: Hears::Busy,
        };
        assert!(events.contains(&busy), "{events:?}");
    }
}

/// The terminal calls 102; its INVITE is the first message of the log.
fn dialling(config: Config) -> (Network, CallId) {
    let mut network = Network::new(vec![config]);
    let call = network.dial(0, "102");
    network.run(Duration::from_millis(1));
    (network, call)
}

/// An INVITE of the peer with these lines arrives.
fn ring(network: &mut Network, lines: &str) {
    let head = format!(
        "INVITE sip:101@192.0.2.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bKcall\r\n\
         From: <sip:102@192.0.2.1>;tag=p\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: called\r\n\
         CSeq: 1 INVITE\r\nMax-Forwards: 70\r\n{CONTACT}{lines}"
    );
    network.send(PEER, US, &head, &sdp(1));
    network.run(Duration::from_millis(1));
}

fn target_of(sent: &Sent) -> String {
    let contact = sent.header(HeaderName::Contact).expect("Contact");
    contact.trim_matches(['<', '>']).to_owned()
}

/// Whether a header lists a token.
fn lists(sent: &Sent, name: HeaderName, token: &str) -> bool {
    sent.message().has_token(name, token)
}

/// The value of Session-Expires.
fn session_expires(sent: &Sent) -> Option<String> {
    sent.header(HeaderName::SessionExpires)
}

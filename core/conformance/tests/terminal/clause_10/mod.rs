//! JJ-22.11 §10: media.

mod s10_1_codec;
mod s10_2_1_answer;
mod s10_2_1_media;
mod s10_2_1_offer;
mod s10_2_2_change_received;
mod s10_2_3_change_requested;
mod s10_2_4_codec_in_use;
mod settings;

use std::net::SocketAddr;
use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, first};
use naisen_media::{Law, RtpSender};
use naisen_node::Random;
use naisen_sip::HeaderName;
use naisen_terminal::{CallId, Command, Config, Event};

const PEER: &str = "192.0.2.2:5060";
const US: &str = "192.0.2.1:5060";
/// The lines of a peer that knows UPDATE.
const CONTACT: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, UPDATE\r\n";
/// The lines of one that does not.
const PLAIN: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE\r\n";

/// The peer's description; `media` is what follows `t=`.
fn described(version: u32, host: u8, media: &str) -> String {
    format!(
        "v=0\no=- 7 {version} IN IP4 192.0.2.{host}\ns=-\nc=IN IP4 192.0.2.{host}\nt=0 0\n{media}"
    )
}

/// The same with one audio stream.
fn sdp(version: u32, host: u8, port: u16, formats: &str, rest: &str) -> String {
    let media = format!("m=audio {port} RTP/AVP {formats}\n{rest}");
    described(version, host, &media)
}

/// The usual terminal, which tells what it hears.
fn listening() -> Config {
    let mut config = first();
    config.media.listen = true;
    config
}

/// The terminal in a call with a hand-written peer.
struct Talk {
    network: Network,
    call: CallId,
    /// Lines that each request of the peer repeats.
    dialog: String,
    /// The Request-URI of the peer's requests.
    target: String,
    /// What the peer says of itself.
    lines: &'static str,
}

impl Talk {
    /// The terminal has called, and the peer has answered with this.
    fn as_caller(config: Config, lines: &'static str, answer: &str) -> Self {
        Self::as_caller_with(config, lines, "", answer)
    }

    /// The same with more lines in the 200.
    fn as_caller_with(config: Config, lines: &'static str, more: &str, answer: &str) -> Self {
        let mut talk = Self::calling(config, lines);
        talk.network
            .respond(0, "200 OK", "a", &format!("{lines}{more}"), answer);
        talk.run(100);
        assert_eq!(talk.network.arrows(), ["1> ACK"]);
        talk.network.events(0);
        talk
    }

    /// The terminal has called; its INVITE is the first message of the log.
    fn calling(config: Config, lines: &'static str) -> Self {
        let mut network = Network::new(vec![config]);
        let call = network.dial(0, "102");
        network.run(Duration::from_millis(100));
        network.events(0);
        assert_eq!(network.arrows(), ["1> INVITE"]);
        let header = |name| network.log[0].header(name).expect("a header");
        let dialog = format!(
            "From: <sip:102@192.0.2.2>;tag=a\r\nTo: {}\r\nCall-ID: {}\r\nMax-Forwards: 70\r\n",
            header(HeaderName::From),
            header(HeaderName::CallId)
        );
        let target = header(HeaderName::Contact)
            .trim_matches(['<', '>'])
            .to_owned();
        Self {
            network,
            call,
            dialog,
            target,
            lines,
        }
    }

    /// The peer has called with this offer, and the terminal has answered.
    fn as_callee(config: Config, lines: &'static str, offer: &str) -> Self {
        let mut network = Network::new(vec![config]);
        invite(&mut network, lines, offer);
        let call = network.incoming(0);
        network.command(0, Command::Answer { call });
        network.run(Duration::from_millis(100));
        assert_eq!(network.arrows(), ["1> 180 INVITE", "1> 200 INVITE"]);
        let ok = &network.log[network.last("1> 200 INVITE")];
        let dialog = format!(
            "From: <sip:102@192.0.2.2>;tag=a\r\nTo: {}\r\nCall-ID: c\r\nMax-Forwards: 70\r\n",
            ok.header(HeaderName::To).expect("a To")
        );
        let target = ok.header(HeaderName::Contact).expect("a Contact");
        let mut talk = Self {
            target: target.trim_matches(['<', '>']).to_owned(),
            network,
            call,
            dialog,
            lines,
        };
        talk.request("ACK", 1, "");
        talk.network.events(0);
        talk
    }

    fn run(&mut self, milliseconds: u64) {
        self.network.run(Duration::from_millis(milliseconds));
    }

    /// A request of the peer within the dialog.
    fn request(&mut self, method: &str, cseq: u32, body: &str) {
        self.request_with(method, cseq, "", body);
    }

    /// The same with more lines.
    fn request_with(&mut self, method: &str, cseq: u32, more: &str, body: &str) {
        let head = format!(
            "{method} {} SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK{method}{cseq}\r\n\
             {}CSeq: {cseq} {method}\r\n{}{more}",
            self.target, self.dialog, self.lines
        );
        self.network.send(PEER, US, &head, body);
        self.run(100);
        let accepted = self
            .network
            .log
            .last()
            .map(naisen_conformance::terminal_stage::Sent::arrow);
        // Without an offer the ACK has to answer: the test's affair.
        if accepted.as_deref() == Some("1> 200 INVITE") && !body.is_empty() {
            self.request("ACK", cseq, "");
        }
    }

    /// The terminal's last message of this kind, its description.
    fn body(&self, arrow: &str) -> String {
        self.network.log[self.network.last(arrow)].body()
    }

    /// The terminal's first description of the call.
    fn first_body(&self) -> String {
        let described = self.network.log.iter().find(|sent| !sent.body().is_empty());
        described.expect("it described itself").body()
    }

    /// Where the terminal sends RTP now.
    fn destination(&mut self) -> String {
        self.network.media.clear();
        self.run(100);
        let last = self.network.media.last().expect("RTP is sent");
        last.2.to_string()
    }

    /// The port to which the terminal wants its RTP, as its last description says.
    fn port(&self) -> SocketAddr {
        let body = self.network.log.iter().rev().map(|sent| sent.body());
        let body = body.into_iter().find(|body| !body.is_empty());
        audio_address(&body.expect("it described itself"))
    }

    /// The peer says a second of this sample; whether the terminal hears it.
    fn hears(&mut self, from: &str, law: Law, payload_type: u8, sample: i16) -> bool {
        use naisen_terminal::Hears::{EarlyMedia, Talk};
        let to = self.port();
        let mut sender = RtpSender::new(&mut Random::from_number(u64::from(sample.unsigned_abs())));
        for _ in 0..50 {
            let mut bytes = Vec::new();
            sender
                .next_header(payload_type, false, 160)
                .write(&mut bytes);
            sender.advance(160);
            bytes.extend([law.encode(sample); 160]);
            self.network.send_media(from, to, &bytes);
            self.run(20);
        }
        let expected = law.decode(law.encode(sample));
        let mut heard = self.network.heard(0, Talk);
        heard.extend(self.network.heard(0, EarlyMedia));
        heard.iter().filter(|&&it| it == expected).count() > 4000
    }

    /// The call has not ended and is on this terminal's line.
    #[track_caller]
    fn assert_stands(&mut self) {
        let ended = |event: &Event| matches!(event, Event::Ended { .. });
        assert!(!self.network.events(0).iter().any(ended));
        assert_eq!(self.network.terminal(0).call_count(), 1);
    }
}

/// An Initial INVITE of the peer, with or without an offer.
fn invite(network: &mut Network, lines: &str, offer: &str) {
    let head = format!(
        "INVITE sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP {PEER};branch=z9hG4bK1\r\n\
         From: <sip:102@192.0.2.2>;tag=a\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: c\r\n\
         CSeq: 1 INVITE\r\nMax-Forwards: 70\r\n{lines}"
    );
    network.send(PEER, US, &head, offer);
    network.run(Duration::from_millis(100));
}

/// The `o=` line.
fn origin(body: &str) -> &str {
    body.lines().nth(1).expect("o=")
}

/// The version in it.
fn version(body: &str) -> u64 {
    let version = origin(body).split(' ').nth(2).expect("a version");
    version.parse().expect("a number")
}

/// The `m=` lines.
fn media_lines(body: &str) -> Vec<&str> {
    body.lines().filter(|line| line.starts_with("m=")).collect()
}

/// The format list of the audio.
fn formats(body: &str) -> &str {
    let line = media_lines(body).into_iter();
    let mut audio = line.filter_map(|line| line.strip_prefix("m=audio "));
    let line = audio.next().expect("audio");
    line.split_once("RTP/AVP ").expect("RTP/AVP").1
}

/// Address and port of the audio.
fn audio_address(body: &str) -> SocketAddr {
    let host = body.split("c=IN IP4 ").nth(1).expect("c=");
    let host = host.split("\r\n").next().expect("an address");
    let port = body.split("m=audio ").nth(1).expect("m=");
    let port = port.split(' ').next().expect("a port");
    format!("{host}:{port}").parse().expect("an address")
}

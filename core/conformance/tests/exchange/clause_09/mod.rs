//! JJ-22.11 §9: session timer. The exchange is the callee on the caller's leg and the caller on the
//! phone's; where both phones have the timer, what one refreshes goes on to the other.

mod s9_1_capabilities;
mod s9_2_refresh_request;
mod s9_3_refresher;
mod s9_4_interval;
mod s9_5_refresh;
mod s9_6_failure;
mod settings;

use std::time::Duration;

use naisen_agent::TimerPolicy;
use naisen_conformance::exchange_stage::{
    A, B, Bench, Dialog, PLAIN, Sent, contact_of, open_config, sdp,
};
use naisen_exchange::{Config, Use};
use naisen_node::Time;
use naisen_sip::{HeaderName, Message};

const UPDATING: &str = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE\r\n";
const SUPPORTED: &str = "Supported: timer\r\n";

/// Both requests that refresh a session, with the Allow of a phone whose refreshes they are.
const METHODS: [(&str, &str); 2] = [("UPDATE", UPDATING), ("INVITE", PLAIN)];

/// The lines of a 200 that agrees to the timer.
fn agreed(session_expires: &str) -> String {
    format!("{UPDATING}{SUPPORTED}Require: timer\r\nSession-Expires: {session_expires}\r\n")
}

/// The lines of a request that asks for the timer.
fn asked(session_expires: &str) -> String {
    format!("{UPDATING}{SUPPORTED}Session-Expires: {session_expires}\r\n")
}

/// An exchange that uses the timer towards the phone, whatever the caller does, with these figures.
fn always(timer: TimerPolicy) -> Config {
    Config {
        timer: Use::Always,
        timer_policy: timer,
        ..open_config()
    }
}

/// An exchange with these figures that uses the timer if the caller does.
fn as_caller(timer: TimerPolicy) -> Config {
    Config {
        timer_policy: timer,
        ..open_config()
    }
}

fn timer(expires_s: u32) -> TimerPolicy {
    TimerPolicy {
        expires_s,
        ..TimerPolicy::default()
    }
}

/// Phones 101 and 102, who talk.
struct Talk {
    bench: Bench,
    a: Dialog,
    b: Dialog,
    /// What the called phone got, and the caller.
    invite: Sent,
    answered: Sent,
    /// When the 200 was sent.
    since: Time,
    cseq: u32,
}

impl Talk {
    /// 101 calls with these lines in its INVITE, and 102 answers with those.
    fn new(config: Config, invite: &str, ok: &str) -> Self {
        let mut bench = Bench::new(config, ["101", "102"].map(contact_of).to_vec());
        bench.invite("102", invite, &sdp("192.168.0.101", 8026));
        Self::answered(bench, ok)
    }

    /// 102 answers the INVITE that it has just got.
    fn answered(mut bench: Bench, ok: &str) -> Self {
        let invite = bench.expect(B, "INVITE");
        bench.skip();
        Self::answering(bench, invite, ok)
    }

    /// 102 answers this INVITE.
    fn answering(mut bench: Bench, invite: Sent, ok: &str) -> Self {
        let lines = format!("{}{ok}", contact(B));
        bench.respond(
            B,
            &invite,
            "200 OK",
            "b1",
            &lines,
            &sdp("192.168.0.102", 8016),
        );
        let answered = bench.expect(A, "SIP/2.0 200");
        let since = bench.now;
        let message = |name| answered.header(name).expect("a header").to_owned();
        let caller = Dialog {
            phone: A.into(),
            uri: String::new(),
            from: message(HeaderName::From),
            to: message(HeaderName::To),
            call_id: message(HeaderName::CallId),
            cseq: 2,
            branch: 0,
        };
        let a = Bench::established(&caller, &answered);
        bench.in_dialog(
            &a,
            "ACK",
            naisen_conformance::phone::number_of(&answered),
            "",
            "",
        );
        bench.expect(B, "ACK");
        bench.expect_silence();
        Self {
            b: Bench::called(B, &invite, "b1"),
            bench,
            a,
            invite,
            answered,
            since,
            cseq: 10,
        }
    }

    /// The leg of the caller alone has the timer: these are the lines of its INVITE.
    fn with_caller(config: Config, invite: &str) -> Self {
        Self::new(config, invite, PLAIN)
    }

    /// The leg of the called phone alone has the timer: these are the lines of its 200.
    fn with_phone(config: Config, ok: &str) -> Self {
        Self::new(config, PLAIN, ok)
    }

    /// A phone sends a request.
    fn send(&mut self, phone: &str, method: &str, lines: &str) {
        self.cseq += 1;
        let cseq = self.cseq;
        let dialog = self.dialog(phone);
        let body = if method == "INVITE" {
            described(phone)
        } else {
            String::new()
        };
        let lines = format!("{}{lines}", contact(phone));
        self.bench.in_dialog(&dialog, method, cseq, &lines, &body);
    }

    /// A phone refreshes its leg, which the exchange answers by itself.
    #[track_caller]
    fn refresh(&mut self, phone: &str, method: &str, lines: &str) -> Sent {
        self.send(phone, method, lines);
        let ok = self.bench.expect(phone, "SIP/2.0 200");
        self.acknowledge(phone, method);
        self.bench.expect_silence();
        ok
    }

    /// A phone acknowledges the 200 to its last request, if that was a re-INVITE.
    fn acknowledge(&mut self, phone: &str, method: &str) {
        if method == "INVITE" {
            let (dialog, cseq) = (self.dialog(phone), self.cseq);
            self.bench.in_dialog(&dialog, "ACK", cseq, "", "");
        }
    }

    /// A phone answers a request.
    #[track_caller]
    fn answer(&mut self, phone: &str, request: &Sent, status: &str, lines: &str) {
        let invite = request.line().starts_with("INVITE");
        let body = if invite && status.starts_with("200") {
            described(phone)
        } else {
            String::new()
        };
        let lines = format!("{}{lines}", contact(phone));
        self.bench
            .respond(phone, request, status, "", &lines, &body);
    }

    fn dialog(&self, phone: &str) -> Dialog {
        if phone == A {
            self.a.clone()
        } else {
            self.b.clone()
        }
    }

    fn until(&mut self, milliseconds: u64) {
        let until = self.since + Duration::from_millis(milliseconds);
        self.bench.wait(until.since(self.bench.now));
    }

    /// The exchange sends nothing before so many seconds after the 200, and then this.
    #[track_caller]
    fn expect_at(&mut self, seconds: u64, phone: &str, start: &str) -> Sent {
        self.until(seconds * 1000 - 1);
        self.bench.expect_silence();
        self.until(seconds * 1000);
        self.bench.expect(phone, start)
    }

    /// Nothing until so many seconds after the 200, and the call stands.
    #[track_caller]
    fn expect_silence_until(&mut self, seconds: u64) {
        self.until(seconds * 1000);
        self.bench.expect_silence();
        assert!(self.bench.records().is_empty());
    }

    /// BYE to both phones then, and not before.
    #[track_caller]
    fn expect_end_at(&mut self, seconds: u64) {
        self.until(seconds * 1000 - 1);
        self.bench.expect_silence();
        self.until(seconds * 1000);
        self.expect_end();
    }

    /// Both phones have got BYE, and nothing else.
    #[track_caller]
    fn expect_end(&mut self) {
        let mut sent = self.bench.skip();
        sent.sort_by(|one, other| one.to.cmp(&other.to));
        let found: Vec<_> = sent
            .iter()
            .map(|it| (it.to.as_str(), it.line().split(' ').next()))
            .collect();
        assert_eq!(found, [(A, Some("BYE")), (B, Some("BYE"))]);
        assert_eq!(self.bench.records().len(), 1);
    }
}

fn contact(phone: &str) -> String {
    let user = if phone == A { "x101" } else { "102" };
    format!("Contact: <sip:{user}@{phone}>\r\n")
}

fn described(phone: &str) -> String {
    if phone == A {
        sdp("192.168.0.101", 8026)
    } else {
        sdp("192.168.0.102", 8016)
    }
}

/// The value of Session-Expires.
fn session_expires(sent: &Sent) -> Option<&str> {
    sent.header(HeaderName::SessionExpires)
}

/// Whether a header lists a token.
fn lists(sent: &Sent, name: HeaderName, token: &str) -> bool {
    let message = Message::parse(sent.text.as_bytes()).expect("legal");
    message.has_token(name, token)
}

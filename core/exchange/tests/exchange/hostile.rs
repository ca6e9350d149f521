//! Whatever a network brings: the messages of RFC 4475, and messages of a real call with broken,
//! lost and doubled parts.

use std::time::Duration;

use naisen_node::{Input, Random};
use naisen_sip::{HeaderName, Message};

use naisen_conformance::exchange_stage::flow;
use naisen_conformance::exchange_stage::{
    A, B, Bench, Dialog, Head, SERVER, Sent, authorization, contact_of, number_of, open_config,
    response, sdp,
};
use naisen_exchange::{Command, Event};

macro_rules! torture {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../../sip/tests/torture/", $name, ".sip")))),*]
    };
}

/// RFC 4475 §3.1.1 and §3.1.2, §3.2 to §3.4.
const TORTURE: [(&str, &[u8]); 49] = torture! {
    "invalid/badaspec" "invalid/badbranch" "invalid/baddate" "invalid/baddn" "invalid/badinv01"
    "invalid/badvers" "invalid/bigcode" "invalid/clerr" "invalid/escruri" "invalid/insuf"
    "invalid/ltgtruri" "invalid/lwsruri" "invalid/lwsstart" "invalid/mcl01" "invalid/mismatch01"
    "invalid/mismatch02" "invalid/multi01" "invalid/ncl" "invalid/quotbal" "invalid/regbadct"
    "invalid/scalar02" "invalid/scalarlg" "invalid/trws" "valid/bcast" "valid/bext01"
    "valid/cparam01" "valid/cparam02" "valid/dblreq" "valid/esc01" "valid/esc02" "valid/escnull"
    "valid/intmeth" "valid/inv2543" "valid/invut" "valid/longreq" "valid/lwsdisp" "valid/mpart01"
    "valid/noreason" "valid/novelsc" "valid/regaut01" "valid/regescrt" "valid/sdp01"
    "valid/semiuri" "valid/transports" "valid/unkscm" "valid/unksm2" "valid/unreason" "valid/wsinv"
    "valid/zeromf"
};

/// How many broken messages are sent at least.
const MUTANTS: usize = 10_000;

/// Broken copies before, and again after, each message.
const MUTANTS_EACH: usize = 3;

const ALL: &str = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, timer\r\n";

/// A call among broken copies of its own messages.
struct Storm {
    bench: Bench,
    random: Random,
    mutants: usize,
}

/// RFC 3261 §8.1.3, §17.1.1.3, §18.1.2: neither ACK nor response is ever responded to.
fn expect_no_response_to(bytes: &[u8], sent: &[Sent]) {
    if !bytes.starts_with(b"ACK ") && !bytes.starts_with(b"SIP/2.0 ") {
        return;
    }
    let text = naisen_agent::legible(bytes);
    let Some(message) = Message::parse(&text)
        .ok()
        .or_else(|| Message::parse_lenient(&text))
    else {
        assert!(sent.is_empty(), "{sent:#?}");
        return;
    };
    for response in sent.iter().filter(|it| it.line().starts_with("SIP/2.0")) {
        let same = [HeaderName::Via, HeaderName::CallId]
            .iter()
            .all(|&name| response.header(name) == message.header(name));
        assert!(
            !same,
            "{}\nis answered by\n{}",
            String::from_utf8_lossy(bytes),
            response.text
        );
    }
}

impl Storm {
    fn new(seed: u64) -> Self {
        let mut bench = Bench::new(open_config(), vec![contact_of("102")]);
        // What lacks a header cannot be answered with it.
        bench.judge.dismiss();
        Self {
            bench,
            random: Random::from_number(seed),
            mutants: 0,
        }
    }

    fn give(&mut self, phone: &str, bytes: &[u8]) -> Vec<Sent> {
        let flow = flow(phone);
        self.bench.turn(Input::Sip { flow, bytes });
        let sent = self.bench.skip();
        expect_no_response_to(bytes, &sent);
        sent
    }

    /// The message arrives, among broken copies of it. What is sent then.
    fn send(&mut self, phone: &str, text: &str) -> Vec<Sent> {
        let mut sent = Vec::new();
        for copy in 0..=2 * MUTANTS_EACH {
            if copy == MUTANTS_EACH {
                sent.extend(self.give(phone, text.as_bytes()));
            } else {
                let mutant = self.mutant(text);
                self.mutants += 1;
                sent.extend(self.give(phone, &mutant));
            }
            let pause = Duration::from_millis(self.random.below(20));
            self.bench.wait(pause);
        }
        sent.extend(self.bench.skip());
        sent
    }

    fn request(
        &mut self,
        dialog: &Dialog,
        method: &str,
        cseq: u32,
        lines: &str,
        body: &str,
    ) -> Vec<Sent> {
        let head = Head {
            method,
            uri: &dialog.uri,
            from: &dialog.from,
            to: &dialog.to,
            call_id: &dialog.call_id,
            cseq,
        };
        let text = self.bench.write(&dialog.phone, &head, lines, body);
        self.send(&dialog.phone, &text)
    }

    fn respond(
        &mut self,
        phone: &str,
        request: &Sent,
        status: &str,
        tag: &str,
        lines: &str,
        body: &str,
    ) -> Vec<Sent> {
        let text = response(request, status, tag, lines, body);
        self.send(phone, &text)
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).expect("small");
        usize::try_from(self.random.below(bound)).expect("small")
    }

    fn mutant(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            match self.below(6) {
                0 => bytes.truncate(at),
                1 => {
                    let any = self.below(256);
                    bytes.insert(at, u8::try_from(any).expect("a byte"));
                }
                kind @ 2..=4 => {
                    let mut lines: Vec<&[u8]> =
                        bytes.split_inclusive(|byte| *byte == b'\n').collect();
                    let (one, other) = (self.below(lines.len()), self.below(lines.len()));
                    match kind {
                        _ if lines.is_empty() => {}
                        2 => lines.insert(other, lines[one]),
                        3 => {
                            lines.remove(one);
                        }
                        _ => lines.swap(one, other),
                    }
                    bytes = lines.concat();
                }
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << self.random.below(8);
                    }
                }
            }
        }
        bytes
    }

    /// A call with all that a call may have. It ends early where a broken message has ended it.
    fn call(&mut self) -> Option<()> {
        let aor = format!("<sip:101@{SERVER}>");
        let mut register = Dialog {
            phone: A.into(),
            uri: format!("sip:{SERVER}"),
            from: format!("{aor};tag=r1"),
            to: aor.clone(),
            call_id: "register-101".into(),
            cseq: 1,
            branch: 0,
        };
        let contact = format!("Contact: <sip:x101@{A}>\r\n");
        let sent = self.request(&register, "REGISTER", 1, &contact, "");
        let challenged = find(&sent, A, "SIP/2.0 401")?;
        let credentials = authorization(&challenged, "REGISTER", &register.uri, "secret");
        let lines = format!("{contact}{credentials}");
        self.request(&register, "REGISTER", 2, &lines, "");

        register.call_id = "call".into();
        let mut caller = register;
        caller.uri = format!("sip:102@{SERVER}");
        caller.from = format!("{aor};tag=a1");
        caller.to = format!("<sip:102@{SERVER}>");
        let offer = sdp("192.168.0.101", 8014);
        let lines = format!("{contact}{ALL}Session-Expires: 180\r\n");
        let head = Head {
            method: "INVITE",
            uri: &caller.uri,
            from: &caller.from,
            to: &caller.to,
            call_id: &caller.call_id,
            cseq: 2,
        };
        let text = self.bench.write(A, &head, &lines, &offer);
        let sent = self.send(A, &text);
        let invite = find(&sent, B, "INVITE")?;
        self.respond(B, &invite, "100 Trying", "", "", "");
        let phone = format!("Contact: <sip:102@192.168.0.102>\r\n{ALL}");
        let reliable = format!("{phone}Require: 100rel\r\nRSeq: 7\r\n");
        let answer = sdp("192.168.0.102", 8016);
        let early = "183 Session Progress";
        let sent = self.respond(B, &invite, early, "b1", &reliable, &answer);
        let progress = find(&sent, A, "SIP/2.0 183")?;
        if self.below(4) == 0 {
            let cancel = text
                .replace("INVITE sip", "CANCEL sip")
                .replace(" INVITE\r", " CANCEL\r");
            let head = cancel.split("\r\n\r\n").next()?;
            self.send(A, &format!("{head}\r\n\r\n"));
            return Some(());
        }
        let a = Bench::established(&caller, &progress);
        let sent = self.request(&a, "PRACK", 3, "RAck: 1 2 INVITE\r\n", "");
        let prack = find(&sent, B, "PRACK")?;
        self.respond(B, &prack, "200 OK", "", "", "");
        let b = Bench::called(B, &invite, "b1");
        let moved = sdp("192.168.0.102", 9016).replace("- 1 1", "- 1 2");
        let sent = self.request(&b, "UPDATE", 1, &phone, &moved);
        let update = find(&sent, A, "UPDATE")?;
        let lines = format!("{contact}{ALL}");
        self.respond(A, &update, "200 OK", "", &lines, &offer);
        let timer = "Require: timer\r\nSession-Expires: 180;refresher=uas\r\n";
        let ok = format!("{phone}{timer}");
        let sent = self.respond(B, &invite, "200 OK", "b1", &ok, "");
        find(&sent, A, "SIP/2.0 200")?;
        let sent = self.request(&a, "ACK", 2, "", "");
        find(&sent, B, "ACK")?;
        let held = offer.replace("- 1 1", "- 1 2") + "a=sendonly\r\n";
        let lines = format!("{lines}Session-Expires: 180;refresher=uas\r\n");
        let sent = self.request(&a, "INVITE", 4, &lines, &held);
        let re_invite = find(&sent, B, "INVITE")?;
        assert!(number_of(&re_invite) > 0);
        self.respond(B, &re_invite, "200 OK", "", &ok, &moved);
        self.request(&a, "ACK", 4, "", "");
        let sent = self.request(&a, "BYE", 5, "", "");
        let bye = find(&sent, B, "BYE")?;
        self.respond(B, &bye, "200 OK", "", "", "");
        Some(())
    }

    /// Everything ends and times out.
    fn expect_nothing_left(&mut self) {
        self.bench.command(Command::ReleaseAll);
        self.bench.expect_nothing_left();
        // The longest binding there can be.
        let longest = u64::from(open_config().registrar.expires_max_s);
        self.bench.wait(Duration::from_secs(longest));
        let report = self.bench.report();
        assert_eq!(report.bindings, 0);
        let count = |is: fn(&Event) -> bool| self.bench.events.iter().filter(|it| is(it)).count();
        let ended = count(|event| matches!(event, Event::CallEnded(_)));
        let attempted = usize::try_from(report.calls_attempted).expect("few");
        assert_eq!(ended, attempted, "one record for each attempt");
    }
}

/// The first such message to a phone.
fn find(sent: &[Sent], to: &str, start: &str) -> Option<Sent> {
    sent.iter()
        .find(|it| it.to == to && it.line().starts_with(start))
        .cloned()
}

#[test]
fn broken_messages_in_the_middle_of_a_call_leave_nothing_behind() {
    let (mut mutants, mut whole, mut seed) = (0, 0, 0);
    while mutants < MUTANTS {
        seed += 1;
        let mut storm = Storm::new(seed);
        if storm.call().is_some() {
            whole += 1;
        }
        storm.expect_nothing_left();
        mutants += storm.mutants;
    }
    assert!(
        whole * 10 > seed,
        "most calls were over before they were whole: {whole} of {seed}"
    );
}

/// RFC 4475
#[test]
fn the_torture_messages_leave_nothing_behind() {
    let mut storm = Storm::new(1);
    let offer = sdp("192.168.0.101", 8014);
    storm.bench.invite("102", ALL, &offer);
    storm.bench.skip();
    for (name, bytes) in TORTURE {
        let sent = storm.give(A, bytes);
        assert!(sent.len() < 4, "{name}: {sent:#?}");
        storm.give(B, bytes);
    }
    storm.expect_nothing_left();
}

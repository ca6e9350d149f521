//! A node that misbehaves, with and without a watch.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;

use naisen_jj2211::{Context, Role, Watched};
use naisen_node::{Flow, Input, Node, Outbox, Time, Transport};

const NOW: Time = Time::from_unix_seconds(1_800_000_000);

fn flow() -> Flow {
    let address: SocketAddr = "192.0.2.1:5060".parse().expect("an address");
    Flow {
        transport: Transport::Udp,
        local: address,
        remote: address,
    }
}

/// Answers whatever comes with what it was told to; a command makes it say it unasked.
struct Parrot(String);

impl Parrot {
    fn speak(&self, out: &mut Outbox<()>) {
        out.sends
            .sip(flow(), |buffer| buffer.extend_from_slice(self.0.as_bytes()));
    }
}

impl Node for Parrot {
    type Command = ();
    type Event = ();

    fn handle_input(&mut self, _now: Time, _input: Input<'_>, out: &mut Outbox<()>) {
        self.speak(out);
    }

    fn handle_command(&mut self, _now: Time, (): (), out: &mut Outbox<()>) {
        self.speak(out);
    }

    fn poll_timeout(&self) -> Option<Time> {
        Some(NOW)
    }
}

fn text(start: &str, lines: &str) -> String {
    format!(
        "{start}\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: <sip:a@pbx>;tag=a\r\n\
         To: <sip:b@pbx>;tag=b\r\nCall-ID: c\r\nCSeq: 4 BYE\r\n{lines}Content-Length: 0\r\n\r\n"
    )
}

fn play(mut node: Watched<Parrot>) -> (u64, Vec<u8>) {
    let mut out = Outbox::default();
    // What was in the buffer before is not this turn's.
    out.sends
        .sip(flow(), |buffer| buffer.extend_from_slice(b"before"));
    let bye = text("BYE sip:b@192.0.2.1 SIP/2.0", "Max-Forwards: 70\r\n");
    let input = Input::Sip {
        flow: flow(),
        bytes: bye.as_bytes(),
    };
    node.handle_input(NOW, input, &mut out);
    node.handle_command(NOW, (), &mut out);
    assert_eq!(node.poll_timeout(), Some(NOW));
    let length = b"before".len() + 2 * node.node().0.len();
    (node.violations(), out.sends.bytes(0..length).to_vec())
}

#[test]
fn a_node_that_misbehaves_is_told_of_and_one_that_does_not_is_not() {
    let good = text("SIP/2.0 200 OK", "");
    let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"secret\"\r\n";
    let bad = text("SIP/2.0 401 Unauthorized", challenge);
    for (answer, clauses) in [(good, vec![]), (bad, vec!["E-29 401 to BYE c"])] {
        let told = Rc::new(RefCell::new(Vec::new()));
        let ear = Rc::clone(&told);
        let node = Watched::new(
            Parrot(answer.clone()),
            Role::Terminal,
            Context::new(),
            move |violation| {
                assert!(!violation.to_string().contains("secret"));
                let (message, call_id) = (&violation.message, &violation.call_id);
                let clause = violation.clause();
                ear.borrow_mut()
                    .push(format!("{clause} {message} {call_id}"));
            },
        );
        let (violations, sent) = play(node);
        // The command repeats the answer, which is nothing new.
        assert!(violations >= clauses.len() as u64);
        assert_eq!(violations == 0, clauses.is_empty());
        assert_eq!(told.borrow().len() as u64, violations);
        for clause in clauses {
            assert!(told.borrow().iter().any(|told| told == clause), "{told:?}");
        }
        // It says what it would have said.
        assert_eq!(play(Watched::not(Parrot(answer))), (0, sent));
    }
}

//! REGISTER, from the datagram to the binding.

use std::time::Duration;

use naisen_node::{Flow, Transport};
use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::flow;
use naisen_conformance::exchange_stage::{
    A, B, Bench, Head, SERVER, Sent, authorization, contact_of, open_config, sdp,
};
use naisen_exchange::{Binding, Config, Event, Notice};

/// A REGISTER of phone 101: first without credentials, then with them.
struct Phone {
    cseq: u32,
    call_id: &'static str,
    password: &'static str,
}

impl Phone {
    fn new() -> Self {
        Self {
            cseq: 0,
            call_id: "reg",
            password: "secret",
        }
    }

    fn register(&mut self, bench: &mut Bench, lines: &str) -> Sent {
        self.register_as(bench, "101", "101", lines)
    }

    fn register_as(&mut self, bench: &mut Bench, from: &str, to: &str, lines: &str) -> Sent {
        let uri = format!("sip:{SERVER}");
        let mut credentials = String::new();
        for turn in 0..2 {
            self.cseq += 1;
            let head = Head {
                method: "REGISTER",
                uri: &uri,
                from: &format!("<sip:{from}@{SERVER}>;tag=r{}", self.cseq),
                to: &format!("<sip:{to}@{SERVER}>"),
                call_id: self.call_id,
                cseq: self.cseq,
            };
            bench.request(A, &head, &format!("{lines}{credentials}"), "");
            if turn == 0 {
                let challenged = bench.expect(A, "SIP/2.0 401");
                credentials = authorization(&challenged, "REGISTER", &uri, self.password);
            }
        }
        bench.skip().pop().expect("an answer")
    }
}

fn bench() -> Bench {
    Bench::new(open_config(), Vec::new())
}

fn contacts(sent: &Sent) -> Vec<String> {
    let message = naisen_sip::Message::parse(sent.text.as_bytes()).expect("legal");
    message
        .elements(HeaderName::Contact)
        .map(str::to_owned)
        .collect()
}

const ONE: &str = "Contact: <sip:abc@192.168.0.101>\r\n";

/// R-4.1.1-3, R-4.3.1-1, R-4.3.2-1, R-4.1.3.2-17, R-4.3.5-1; JJ-22.11 E-02, E-41
#[test]
fn bindings_are_added_refreshed_listed_and_removed() {
    let mut bench = bench();
    let mut phone = Phone::new();
    let two = "Contact: <sip:abc@192.168.0.101>;expires=0, <sip:def@192.168.0.105:5070>;q=0.5\r\n";
    let rows: [(&str, u64, &[&str], Option<&str>); 8] = [
        ("", 0, &[], None),
        (
            ONE,
            0,
            &["<sip:abc@192.168.0.101>;expires=3600"],
            Some("3600"),
        ),
        ("", 100, &["<sip:abc@192.168.0.101>;expires=3500"], None),
        (
            "Contact: <sip:abc@192.168.0.101;transport=udp>\r\nExpires: 999999\r\n",
            0,
            &["<sip:abc@192.168.0.101;transport=udp>;expires=86400"],
            Some("86400"),
        ),
        (
            two,
            0,
            &["<sip:def@192.168.0.105:5070>;expires=3600;q=0.500"],
            None,
        ),
        (
            "Contact: <sip:x@h>\r\nExpires: 0\r\n",
            0,
            &["<sip:def@192.168.0.105:5070>;expires=3600;q=0.500"],
            Some("0"),
        ),
        (
            ONE,
            0,
            &[
                "<sip:def@192.168.0.105:5070>;expires=3600;q=0.500",
                "<sip:abc@192.168.0.101>;expires=3600",
            ],
            Some("3600"),
        ),
        ("Contact: *\r\nExpires: 0\r\n", 0, &[], Some("0")),
    ];
    for (lines, wait, expected, expires) in rows {
        bench.wait(Duration::from_secs(wait));
        let answer = phone.register(&mut bench, lines);
        assert!(
            answer.line().starts_with("SIP/2.0 200"),
            "{lines}\n{}",
            answer.text
        );
        assert_eq!(contacts(&answer), expected, "{lines}");
        assert_eq!(answer.header(HeaderName::Expires), expires, "{lines}");
    }
}

/// What the store is told is what holds: replaying the events gives the bindings.
#[test]
fn the_events_tell_every_change() {
    let mut bench = bench();
    let mut phone = Phone::new();
    phone.register(&mut bench, "Contact: <sip:abc@h;x=1>, <sip:def@h>\r\n");
    phone.register(&mut bench, "Contact: <sip:abc@h>;expires=60\r\n");
    bench.wait(Duration::from_secs(61));
    phone.register(&mut bench, "Contact: *\r\nExpires: 0\r\n");
    let told: Vec<String> = bench
        .events
        .iter()
        .map(|event| match event {
            Event::BindingPut(binding) => format!("put {}", binding.contact),
            Event::BindingRemoved { contact, .. } => format!("removed {contact}"),
            Event::BindingsRemoved { number } => format!("removed all of {number}"),
            other => format!("{other:?}"),
        })
        .collect();
    let expected = [
        "put sip:abc@h;x=1",
        "put sip:def@h",
        "removed sip:abc@h;x=1",
        "put sip:abc@h",
        "removed sip:abc@h",
        "removed all of 101",
    ];
    assert_eq!(told, expected);
}

/// R-4.1.3.1-6, R-4.1.3.2-16, R-4.4.1-1
#[test]
fn what_cannot_be_done_changes_nothing() {
    let bad = "Contact: <sip:good@h>, <sips:x@h>\r\n";
    let many: String = (0..9)
        .map(|i| format!("Contact: <sip:c{i}@h>\r\n"))
        .collect();
    let rows = [
        ("Contact: <sip:new@h>;expires=59\r\n", "SIP/2.0 423"),
        ("Contact: *\r\n", "SIP/2.0 400"),
        ("Contact: *\r\nExpires: 60\r\n", "SIP/2.0 400"),
        (
            "Contact: *\r\nContact: <sip:new@h>\r\nExpires: 0\r\n",
            "SIP/2.0 400",
        ),
        (bad, "SIP/2.0 400"),
        ("Contact: <sip:new@h?Subject=x>\r\n", "SIP/2.0 400"),
        ("Contact: <tel:101>\r\n", "SIP/2.0 400"),
        ("Contact: <sip:@>\r\n", "SIP/2.0 400"),
        (&many, "SIP/2.0 403"),
    ];
    let mut bench = bench();
    let mut phone = Phone::new();
    phone.register(&mut bench, ONE);
    for (lines, status) in rows {
        let answer = phone.register(&mut bench, lines);
        assert!(
            answer.line().starts_with(status),
            "{lines}\n{}",
            answer.text
        );
        let too_brief = status.ends_with("423").then_some("60");
        assert_eq!(answer.header(HeaderName::MinExpires), too_brief);
        let left = contacts(&phone.register(&mut bench, ""));
        assert_eq!(left, ["<sip:abc@192.168.0.101>;expires=3600"], "{lines}");
    }
    // The same Call-ID with a number that is not higher.
    bench.wait(Duration::from_secs(40));
    phone.cseq = 0;
    let answer = phone.register(&mut bench, "Contact: <sip:abc@192.168.0.101>;expires=0\r\n");
    assert!(answer.line().starts_with("SIP/2.0 500"), "{}", answer.text);
    let answer = phone.register(&mut bench, "Contact: *\r\nExpires: 0\r\n");
    assert!(answer.line().starts_with("SIP/2.0 200"), "{}", answer.text);
}

/// R-4.1.5.1-2: an expires that is no number counts as the default, not as removal.
#[test]
fn malformed_lifetimes_count_as_absent() {
    let mut bench = bench();
    let mut phone = Phone::new();
    let lines = "Contact: <sip:a@h>;expires=soon\r\nContact: <sip:b@h>\r\nExpires: later\r\n";
    let answer = phone.register(&mut bench, lines);
    let expected = ["<sip:a@h>;expires=3600", "<sip:b@h>;expires=3600"];
    assert_eq!(contacts(&answer), expected, "{}", answer.text);
}

#[test]
fn beyond_the_bound_the_binding_that_lapses_first_makes_room() {
    let mut config: Config = open_config();
    config.registrar.contacts_max = 2;
    let mut bench = Bench::new(config, Vec::new());
    let mut phone = Phone::new();
    for (contact, expires) in [("a", 300), ("b", 200), ("c", 250)] {
        let lines = format!("Contact: <sip:{contact}@h>;expires={expires}\r\n");
        phone.register(&mut bench, &lines);
    }
    let left = contacts(&phone.register(&mut bench, ""));
    assert_eq!(left, ["<sip:a@h>;expires=300", "<sip:c@h>;expires=250"]);
}

/// Only who proves a number may register for it, and strangers learn nothing about numbers.
#[test]
fn nobody_registers_for_another() {
    let rows = [
        ("101", "102", "SIP/2.0 403"),
        ("102", "101", "SIP/2.0 403"),
        ("101", "999", "SIP/2.0 404"),
    ];
    for (from, to, status) in rows {
        let mut bench = bench();
        let answer = Phone::new().register_as(&mut bench, from, to, ONE);
        assert!(
            answer.line().starts_with(status),
            "{from} {to}\n{}",
            answer.text
        );
        assert!(
            !bench
                .events
                .iter()
                .any(|it| matches!(it, Event::BindingPut(_)))
        );
    }
    let mut bench = bench();
    let mut guesser = Phone {
        password: "guess",
        ..Phone::new()
    };
    for to in ["101", "102", "999"] {
        let answer = guesser.register_as(&mut bench, to, to, ONE);
        assert!(answer.line().starts_with("SIP/2.0 401"), "{}", answer.text);
        assert!(answer.text.contains("stale=FALSE"), "{}", answer.text);
    }
    let failed = Event::Noticed(Notice::AuthenticationFailed {
        username: "101".into(),
        source: A.parse().expect("an address"),
    });
    assert_eq!(format!("{:?}", bench.events[0]), format!("{failed:?}"));
}

/// R-4.1.6-4
#[test]
fn without_a_refresh_the_binding_lapses() {
    let mut bench = bench();
    let mut phone = Phone::new();
    phone.register(
        &mut bench,
        "Contact: <sip:abc@192.168.0.101>;expires=60\r\n",
    );
    bench.wait(Duration::from_millis(59_999));
    let lapsed = |bench: &Bench| {
        let is = |event: &Event| matches!(event, Event::BindingRemoved { .. });
        bench.events.iter().filter(|event| is(event)).count()
    };
    assert_eq!(lapsed(&bench), 0);
    bench.wait(Duration::from_millis(2));
    assert_eq!(lapsed(&bench), 1);
}

/// R-4.5.1-1
#[test]
fn a_flood_of_registers_is_told_to_wait() {
    let mut config = open_config();
    config.admission.register = Some(naisen_exchange::Rate {
        per_second: 1,
        burst: 1,
    });
    let mut bench = Bench::new(config, Vec::new());
    for (number, status) in [(1, "SIP/2.0 401"), (2, "SIP/2.0 503")] {
        let head = Head {
            method: "REGISTER",
            uri: "sip:192.168.0.200",
            from: "<sip:102@192.168.0.200>;tag=1",
            to: "<sip:102@192.168.0.200>",
            call_id: "flood",
            cseq: number,
        };
        bench.request(B, &head, "", "");
        let answer = bench.expect(B, status);
        assert_eq!(answer.has(HeaderName::RetryAfter), number == 2);
    }
}

#[test]
fn options_tells_what_we_can_do() {
    let mut bench = bench();
    let head = Head {
        method: "OPTIONS",
        uri: "sip:192.168.0.200",
        from: "<sip:102@192.168.0.200>;tag=1",
        to: "<sip:192.168.0.200>",
        call_id: "options",
        cseq: 1,
    };
    bench.request(B, &head, "", "");
    let answer = bench.expect(B, "SIP/2.0 200");
    let supported = answer.header(HeaderName::Supported);
    assert_eq!(supported, Some("100rel, timer"));
    assert_eq!(answer.header(HeaderName::Accept), Some("application/sdp"));
    assert!(
        answer
            .header(HeaderName::Allow)
            .is_some_and(|it| it.contains("REGISTER"))
    );
}

/// R-5.1.2-3, JJ-22.11 E-46: what a phone registers is called as it stands, along the path that it came by.
#[test]
fn a_contact_is_called_as_it_was_registered() {
    let long = format!(
        "sip:{}@192.168.0.102:5060;x={}",
        "u".repeat(40),
        "y".repeat(100)
    );
    let tcp = Flow {
        transport: Transport::Tcp,
        ..flow("192.168.0.102:40001")
    };
    let rows = [
        ("sip:u@[2001:db8::1]:5070", flow(B), B),
        ("sip:u@phone.example", flow(B), B),
        ("sip:u@192.168.0.102:5070", flow(B), "192.168.0.102:5070"),
        (&*long, flow(B), B),
        (
            "sip:u@192.168.0.102:5060;transport=tcp",
            tcp,
            "192.168.0.102:40001",
        ),
        (
            "sip:u@10.9.9.9:5060;transport=TCP",
            tcp,
            "192.168.0.102:40001",
        ),
    ];
    for (contact, flow, to) in rows {
        let registered = Binding {
            flow,
            contact: contact.into(),
            ..contact_of("102")
        };
        let mut bench = Bench::new(open_config(), vec![registered]);
        bench.invite("102", "", &sdp("192.168.0.101", 8026));
        let invite = bench.expect(to, &format!("INVITE {contact} SIP/2.0"));
        let via = invite.header(HeaderName::Via).expect("Via");
        assert!(via.contains(flow.transport.name()), "{via}");
    }
    let mut bench = bench();
    let lines = format!("Contact: <{long}>, <sip:u@[2001:db8::1]>\r\n");
    let answer = Phone::new().register(&mut bench, &lines);
    let listed = [
        format!("<{long}>;expires=3600"),
        "<sip:u@[2001:db8::1]>;expires=3600".to_owned(),
    ];
    assert_eq!(contacts(&answer), listed);
}

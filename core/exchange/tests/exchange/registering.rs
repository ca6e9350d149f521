//! REGISTER, from the datagram to the binding.

use std::time::Duration;

use naisen_node::{Flow, Transport};
use naisen_sip::HeaderName;

use naisen_conformance::exchange_stage::{A, B, Bench, Head, contact_of, flow, open_config, sdp};
use naisen_conformance::registrant::{Registrant, contacts};
use naisen_exchange::{Binding, Config, Event, Notice};

fn bench() -> Bench {
    Bench::new(open_config(), Vec::new())
}

const ONE: &str = "Contact: <sip:abc@192.168.0.101>\r\n";

/// What the store is told is what holds: replaying the events gives the bindings.
#[test]
fn the_events_tell_every_change() {
    let mut bench = bench();
    let mut phone = Registrant::default();
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

#[test]
fn beyond_the_bound_the_binding_that_lapses_first_makes_room() {
    let mut config: Config = open_config();
    config.registrar.contacts_max = 2;
    let mut bench = Bench::new(config, Vec::new());
    let mut phone = Registrant::default();
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
        let answer = Registrant::default().register_as(&mut bench, from, to, ONE);
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
    let mut guesser = Registrant {
        password: "guess",
        ..Registrant::default()
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
    let answer = Registrant::default().register(&mut bench, &lines);
    let listed = [
        format!("<{long}>;expires=3600"),
        "<sip:u@[2001:db8::1]>;expires=3600".to_owned(),
    ];
    assert_eq!(contacts(&answer), listed);
}

//! Which transaction a request belongs to: RFC 3261 §17.2.3, §8.2.2.2.

use naisen_sip::{HeaderError, HeaderName, RequestFrom};

use crate::bench::{Bench, INVITE, OPTIONS, Peer, UDP, line};

/// RFC 3261 §17.2.3
#[test]
fn branch_sent_by_and_method_together_make_the_transaction() {
    let tagged = Peer {
        to_tag: "there",
        ..OPTIONS
    };
    let with_via = |via| Peer { via, ..tagged };
    for (why, again, same) in [
        ("all the same", tagged, true),
        (
            "case of the host",
            with_via("SIP/2.0/UDP 192.0.2.101:5060;x;branch=z9hG4bKpeer1"),
            true,
        ),
        (
            "port 5060 understood",
            with_via("SIP/2.0/UDP 192.0.2.101;branch=z9hG4bKpeer1"),
            true,
        ),
        (
            "another host",
            with_via("SIP/2.0/UDP 192.0.2.102:5060;branch=z9hG4bKpeer1"),
            false,
        ),
        (
            "another port",
            with_via("SIP/2.0/UDP 192.0.2.101:5062;branch=z9hG4bKpeer1"),
            false,
        ),
        (
            "another branch",
            with_via("SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKpeer2"),
            false,
        ),
        (
            "another method",
            Peer {
                method: "INFO",
                ..tagged
            },
            false,
        ),
    ] {
        let mut bench = Bench::new();
        bench.receive_new(UDP, &tagged.text());
        let got = bench.receive(UDP, &again.text());
        assert_eq!(got == RequestFrom::Retransmission, same, "{why}: {got:?}");
    }
}

#[test]
fn the_host_of_sent_by_compares_without_case() {
    let mut bench = Bench::new();
    let lower = Peer {
        via: "SIP/2.0/UDP phone.example;branch=z9hG4bK1",
        ..OPTIONS
    };
    let upper = Peer {
        via: "SIP/2.0/UDP PHONE.Example;branch=z9hG4bK1",
        ..OPTIONS
    };
    bench.receive_new(UDP, &lower.text());
    assert_eq!(
        bench.receive(UDP, &upper.text()),
        RequestFrom::Retransmission
    );
}

/// RFC 3261 §17.2.3, second part: peers of RFC 2543.
#[test]
fn without_a_branch_of_ours_the_request_itself_makes_the_transaction() {
    let old = Peer {
        via: "SIP/2.0/UDP 192.0.2.101:5060",
        ..INVITE
    };
    for (why, again, same) in [
        ("all the same", old, true),
        (
            "parameters of the request line",
            Peer {
                uri: "sip:100@192.0.2.1;user=phone",
                ..old
            },
            true,
        ),
        (
            "another user",
            Peer {
                uri: "sip:101@192.0.2.1",
                ..old
            },
            false,
        ),
        ("another number", Peer { cseq: 2, ..old }, false),
        (
            "another caller",
            Peer {
                from_tag: "else",
                ..old
            },
            false,
        ),
        (
            "another top Via",
            Peer {
                via: "SIP/2.0/UDP 192.0.2.101:5060;branch=7",
                ..old
            },
            false,
        ),
    ] {
        let mut bench = Bench::new();
        bench.receive_new(UDP, &old.text());
        let got = bench.receive(UDP, &again.text());
        assert_eq!(got == RequestFrom::Retransmission, same, "{why}: {got:?}");
    }
}

/// R-6.6-1
#[test]
fn the_ack_of_an_rfc_2543_peer_is_known_by_our_tag_and_without_uri_parameters() {
    let old = Peer {
        via: "SIP/2.0/UDP 192.0.2.101:5060",
        uri: "sip:100@192.0.2.1;user=phone",
        ..INVITE
    };
    let ack = Peer {
        method: "ACK",
        uri: "sip:100@192.0.2.1",
        to_tag: "theirs",
        ..old
    };
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &old.text());
    bench.respond(id, 486);
    let other = Peer {
        to_tag: "other",
        ..ack
    };
    assert_eq!(bench.receive(UDP, &other.text()), RequestFrom::Ack2xx);
    assert_eq!(bench.receive(UDP, &ack.text()), RequestFrom::AckNon2xx);
    bench.sent();
    assert_eq!(bench.run(4_000), [], "the ack has stopped the repetition");
}

/// RFC 3261 §8.2.2.2
#[test]
fn a_copy_by_another_way_is_refused_as_merged_while_the_first_lives() {
    let copy = Peer {
        via: "SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKother",
        ..INVITE
    };
    let mut bench = Bench::new();
    let id = bench.receive_new(UDP, &INVITE.text());
    let mut refusals = Vec::new();
    for _ in 0..2 {
        assert_eq!(bench.receive(UDP, &copy.text()), RequestFrom::Merged);
        refusals.push(bench.sent_one());
    }
    let refusal = &refusals[0];
    assert!(refusal.starts_with("SIP/2.0 482 "), "{refusal}");
    assert_eq!(line(refusal, "Via"), format!("Via: {}", copy.via));
    assert_eq!(refusals[0], refusals[1], "a repetition gets the same");
    // The copy's ACK is not mistaken for one to a 2xx.
    let tag = line(refusal, "To").split_once(";tag=").expect("a tag").1;
    let ack = Peer {
        method: "ACK",
        to_tag: tag,
        ..copy
    };
    assert_eq!(bench.receive(UDP, &ack.text()), RequestFrom::AckNon2xx);

    bench.respond(id, 200);
    assert_eq!(bench.receive(UDP, &copy.text()), RequestFrom::Merged);
    bench.run(32_000);
    assert!(matches!(
        bench.receive(UDP, &copy.text()),
        RequestFrom::New(_)
    ));
}

#[test]
fn what_differs_in_tag_number_or_method_is_not_merged() {
    let via = "SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKother";
    let copy = Peer { via, ..INVITE };
    for (why, other) in [
        (
            "inside a dialog",
            Peer {
                to_tag: "x",
                ..copy
            },
        ),
        (
            "another caller",
            Peer {
                from_tag: "x",
                ..copy
            },
        ),
        ("another number", Peer { cseq: 2, ..copy }),
        (
            "another method",
            Peer {
                method: "OPTIONS",
                ..copy
            },
        ),
    ] {
        let mut bench = Bench::new();
        bench.receive_new(UDP, &INVITE.text());
        let got = bench.receive(UDP, &other.text());
        assert!(matches!(got, RequestFrom::New(_)), "{why}: {got:?}");
    }
}

#[test]
fn a_request_whose_top_via_cannot_be_read_is_not_answered() {
    let via = format!("Via: {}\r\n", INVITE.via);
    for broken in ["", "Via: nonsense\r\n", "Via: SIP/2.0/UDP\r\n"] {
        let mut bench = Bench::new();
        let got = bench.receive(UDP, &INVITE.text().replace(&via, broken));
        assert!(
            matches!(got, RequestFrom::Unanswerable(error) if error.name() == HeaderName::Via),
            "{broken}: {got:?}"
        );
        assert!(bench.sent().is_empty());
        assert!(bench.layer.is_empty());
    }
}

#[test]
fn a_request_without_its_other_headers_is_answered_by_400() {
    for (from, to, name) in [
        ("CSeq: 1 INVITE\r\n", "", HeaderName::CSeq),
        ("1 INVITE", "1 BYE", HeaderName::CSeq),
        ("Call-ID: theirs-1\r\n", "", HeaderName::CallId),
        ("To: <", "To: <<", HeaderName::To),
        ("From: ", "X: ", HeaderName::From),
    ] {
        let mut bench = Bench::new();
        let got = bench.receive(UDP, &INVITE.text().replace(from, to));
        assert!(
            matches!(got, RequestFrom::Malformed(error) if error.name() == name),
            "{name:?}: {got:?}"
        );
        assert!(bench.sent_one().starts_with("SIP/2.0 400 "));
        assert!(bench.layer.is_empty());
        let ack = INVITE.text().replace("INVITE", "ACK");
        let got = bench.receive(UDP, &ack.replace("CSeq: 1 ACK\r\n", ""));
        assert_eq!(
            got,
            RequestFrom::Malformed(HeaderError::Missing(HeaderName::CSeq))
        );
        assert!(bench.sent().is_empty(), "an ACK is never answered");
    }
}

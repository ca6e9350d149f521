//! JJ-22.11 §5.7.1: no bursts of INVITEs.

use naisen_conformance::exchange_stage::Head;
use naisen_exchange::Rate;

use super::*;

fn limited() -> Bench {
    let mut config = open_config();
    config.admission.invite = Some(Rate {
        per_second: 1,
        burst: 2,
    });
    Bench::new(config, ["101", "102", "103"].map(contact_of).to_vec())
}

/// An INVITE from this address, of this number, to that one. Whether it is sent on.
fn passes(bench: &mut Bench, phone: &str, from: &str, to: &str) -> bool {
    let head = Head {
        method: "INVITE",
        uri: &format!("sip:{to}@{SERVER}"),
        from: &format!("<sip:{from}@{SERVER}>;tag=f"),
        to: &format!("<sip:{to}@{SERVER}>"),
        call_id: &format!("call-{}", bench.last_branch()),
        cseq: 1,
    };
    let contact = format!("Contact: <sip:x@{phone}>\r\n");
    bench.request(phone, &head, &contact, &offer());
    let sent = bench.skip();
    let called = sent.iter().any(|it| it.line().starts_with("INVITE"));
    let refused = sent.iter().any(|it| {
        it.to == phone && it.line().starts_with("SIP/2.0 503") && it.has(HeaderName::RetryAfter)
    });
    assert_ne!(called, refused, "{sent:#?}");
    called
}

/// R-5.7.1-1: from one address, of one number, or to one number, whoever else is concerned; what goes on
/// waits for its turn.
#[test]
fn a_burst_of_calls_is_told_to_wait_and_spares_the_phones() {
    type Row = (&'static str, &'static str, &'static str);
    const D: &str = "192.168.0.104:5060";
    let bursts: [[Row; 3]; 3] = [
        [(A, "101", "102"), (A, "104", "103"), (A, "105", "101")],
        [(A, "101", "102"), (C, "101", "103"), (D, "101", "102")],
        [(A, "101", "102"), (C, "103", "102"), (D, "104", "102")],
    ];
    for burst in bursts {
        let mut bench = limited();
        let passed = burst.map(|(phone, from, to)| passes(&mut bench, phone, from, to));
        assert_eq!(passed, [true, true, false], "{burst:?}");
        bench.wait(Duration::from_millis(999));
        bench.skip();
        let (phone, from, to) = burst[2];
        assert!(!passes(&mut bench, phone, from, to));
        bench.wait(Duration::from_millis(1001));
        bench.skip();
        assert!(passes(&mut bench, phone, from, to));
    }
}

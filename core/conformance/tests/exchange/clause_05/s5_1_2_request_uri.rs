//! JJ-22.11 §5.1.2: the Request-URI of the Initial INVITE.

use naisen_conformance::exchange_stage::Head;

use super::*;

/// R-5.1.2-1, R-5.1.2-2, R-5.1.2-3, R-5.1.2-4, R-5.1.2-5: the Contact as it was registered: its user part
/// (JJ-22.11 E-46), its host, its port where it has one, its parameters where it has some.
#[test]
fn a_phone_is_called_by_the_contact_that_it_registered() {
    for contact in [
        "sip:102@192.168.0.102",
        "sip:102@192.168.0.102:5060",
        "sip:102@192.168.0.102:5070",
        "sip:9kQ2xh7Rz0@192.168.0.102:45678",
        "sip:102@192.168.0.102:5060;user=phone;line=1",
    ] {
        let mut bench = Bench::new(open_config(), vec![binding("102", contact, 3600)]);
        bench.invite("102", LINES, &offer());
        let invite = bench.skip().remove(0);
        assert_eq!(invite.line(), format!("INVITE {contact} SIP/2.0"));
        let to = invite.header(HeaderName::To);
        assert_eq!(
            to,
            Some("<sip:102@192.168.0.200>"),
            "To is the number at the exchange"
        );
    }
}

/// R-5.1.2-1: whatever scheme the caller used.
#[test]
fn a_call_to_a_tel_uri_reaches_the_phone_by_sip() {
    let mut bench = Bench::open();
    let head = Head {
        method: "INVITE",
        uri: "tel:1-02",
        from: &format!("<sip:101@{SERVER}>;tag=a1"),
        to: "<tel:1-02>",
        call_id: "tel",
        cseq: 1,
    };
    let contact = format!("Contact: <sip:x101@{A}>\r\n");
    bench.request(A, &head, &contact, &offer());
    let invite = bench.expect(B, "INVITE sip:102@192.168.0.102:5060 SIP/2.0");
    assert_eq!(
        invite.header(HeaderName::To),
        Some("<sip:102@192.168.0.200>")
    );
}

/// R-5.1.2-5: the caller's own are optional.
#[test]
fn parameters_of_the_callers_request_uri_are_optional() {
    for parameters in ["", ";user=phone", ";x=y;transport=udp"] {
        let mut bench = Bench::open();
        let head = Head {
            method: "INVITE",
            uri: &format!("sip:102@{SERVER}{parameters}"),
            from: &format!("<sip:101@{SERVER}>;tag=a1"),
            to: &format!("<sip:102@{SERVER}>"),
            call_id: "parameters",
            cseq: 1,
        };
        let contact = format!("Contact: <sip:x101@{A}>\r\n");
        bench.request(A, &head, &contact, &offer());
        bench.expect(B, "INVITE sip:102@192.168.0.102:5060 SIP/2.0");
    }
}

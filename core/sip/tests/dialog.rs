//! Dialogs by clause (RFC 3261 §12, JJ-22.11 §7).

use std::net::SocketAddr;

use naisen_node::{Flow, Transport};
use naisen_sip::{Dialog, DialogState, HeaderError, HeaderName, Message, Method, OutOfOrder};

fn flow() -> Flow {
    Flow {
        transport: Transport::Udp,
        local: SocketAddr::from(([192, 0, 2, 1], 5060)),
        remote: SocketAddr::from(([192, 0, 2, 101], 5060)),
    }
}

const ROUTES: &str = "Record-Route: <sip:p1.example;lr>, <sip:p2.example;lr;x=1>\r\n\
                      Record-Route: \"P 3\" <sip:p3.example;lr>;y=2\r\n";

fn invite(from: &str, extra: &str) -> String {
    format!(
        "INVITE sip:100@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK1\r\n\
         From: {from}\r\nTo: \"Desk \\\"1\\\"\" <sip:100@192.0.2.1>\r\nCall-ID: c1\r\n\
         CSeq: 314159 INVITE\r\n{extra}Content-Length: 0\r\n\r\n"
    )
}

fn response(status: u16, to: &str, extra: &str) -> String {
    format!(
        "SIP/2.0 {status} X\r\nVia: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK1\r\n\
         From: <sip:200@192.0.2.101>;tag=f\r\nTo: {to}\r\nCall-ID: c1\r\nCSeq: 314159 INVITE\r\n\
         {extra}Content-Length: 0\r\n\r\n"
    )
}

const FROM: &str = "\"Caller\" <sip:200@192.0.2.101>;tag=f";
const CONTACT: &str = "Contact: \"x\" <sip:200@192.0.2.101:5070;a=b>;expires=5\r\n";

fn read(text: &str) -> Message<'_> {
    Message::parse(text.as_bytes()).expect("a message")
}

fn accepted(extra: &str) -> Dialog {
    let text = invite(FROM, &format!("{CONTACT}{extra}"));
    Dialog::accepting(&read(&text), "mine", "sip:100@192.0.2.1", flow()).expect("a dialog")
}

fn established(to: &str, extra: &str) -> Dialog {
    let request = invite(FROM, CONTACT);
    let response = response(200, to, extra);
    Dialog::established(
        &read(&request),
        &read(&response),
        "sip:200@192.0.2.101:5070",
        flow(),
        DialogState::Confirmed,
    )
    .expect("a dialog")
}

fn written(dialog: &Dialog, method: Method<'_>, cseq: u32) -> String {
    let mut out = Vec::new();
    dialog
        .write_request(&mut out, method, cseq, "z9hG4bKours")
        .empty();
    String::from_utf8(out).expect("text")
}

/// RFC 3261 §12.1.1, R-7.2-1
#[test]
fn the_answering_side_takes_the_route_set_in_order_and_the_contact_as_target() {
    let mut dialog = accepted(ROUTES);
    assert_eq!(dialog.state, DialogState::Early);
    assert_eq!(&*dialog.remote_target, "sip:200@192.0.2.101:5070;a=b");
    assert_eq!(dialog.remote_cseq, Some(314_159));
    assert_eq!(dialog.next_hop(), "sip:p1.example;lr");
    let cseq = dialog.next_cseq();
    assert_eq!(
        written(&dialog, Method::Bye, cseq),
        "BYE sip:200@192.0.2.101:5070;a=b SIP/2.0\r\n\
         Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKours;rport\r\n\
         Max-Forwards: 70\r\n\
         Route: <sip:p1.example;lr>, <sip:p2.example;lr;x=1>, \"P 3\" <sip:p3.example;lr>;y=2\r\n\
         From: \"Desk \\\"1\\\"\" <sip:100@192.0.2.1>;tag=mine\r\n\
         To: \"Caller\" <sip:200@192.0.2.101>;tag=f\r\n\
         Call-ID: c1\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n"
    );
}

/// RFC 3261 §12.1.2, R-7.1-1, R-7.1-2
#[test]
fn the_asking_side_reverses_the_route_set() {
    let mut dialog = established("<sip:100@192.0.2.1>;tag=t", &format!("{CONTACT}{ROUTES}"));
    assert_eq!(
        dialog
            .route_set
            .iter()
            .map(|route| &**route)
            .collect::<Vec<_>>(),
        [
            "\"P 3\" <sip:p3.example;lr>;y=2",
            "<sip:p2.example;lr;x=1>",
            "<sip:p1.example;lr>"
        ]
    );
    assert_eq!(dialog.next_hop(), "sip:p3.example;lr");
    assert_eq!(dialog.remote_cseq, None);
    assert_eq!(dialog.next_cseq(), 314_160);
    let ack = written(&dialog, Method::Ack, 314_159);
    assert!(
        ack.starts_with("ACK sip:200@192.0.2.101:5070;a=b SIP/2.0\r\n"),
        "{ack}"
    );
    assert!(ack.contains("\r\nCSeq: 314159 ACK\r\n"), "{ack}");
}

/// RFC 3261 §12.2.1.1
#[test]
fn a_strict_router_stands_in_the_request_line_and_the_target_behind_the_routes() {
    let dialog = accepted("Record-Route: <sip:strict.example;a=1?h=v>, <sip:p2.example;lr>\r\n");
    let bye = written(&dialog, Method::Bye, 1);
    assert!(
        bye.starts_with("BYE sip:strict.example;a=1 SIP/2.0\r\n"),
        "{bye}"
    );
    assert!(
        bye.contains("\r\nRoute: <sip:p2.example;lr>, <sip:200@192.0.2.101:5070;a=b>\r\n"),
        "{bye}"
    );
}

/// R-5.3.1-2
#[test]
fn a_2xx_without_to_tag_makes_a_dialog_whose_requests_have_no_to_tag() {
    let dialog = established("<sip:100@192.0.2.1>", CONTACT);
    assert_eq!(&*dialog.remote.tag, "");
    let ack = written(&dialog, Method::Ack, 314_159);
    assert!(ack.contains("\r\nTo: <sip:100@192.0.2.1>\r\n"), "{ack}");
    assert!(dialog.owns(&read(&response(200, "<sip:100@192.0.2.1>", ""))));
    assert!(!dialog.owns(&read(&response(200, "<sip:100@192.0.2.1>;tag=t", ""))));
}

#[test]
fn an_invite_without_from_tag_makes_a_dialog_with_a_null_tag() {
    let text = invite("sip:200@192.0.2.101", CONTACT);
    let dialog =
        Dialog::accepting(&read(&text), "mine", "sip:100@192.0.2.1", flow()).expect("a dialog");
    let bye = written(&dialog, Method::Bye, 1);
    assert!(bye.contains("\r\nTo: <sip:200@192.0.2.101>\r\n"), "{bye}");
    let request = invite("sip:200@192.0.2.101", "").replace(
        "<sip:100@192.0.2.1>\r\n",
        "<sip:100@192.0.2.1>;tag=mine\r\n",
    );
    assert!(dialog.owns(&read(&request)));
}

/// RFC 3261 §12.2.2, JJ-22.11 E-43
#[test]
fn numbers_of_the_peer_start_anywhere_and_never_fall() {
    let mut dialog = established("<sip:100@192.0.2.1>;tag=t", CONTACT);
    assert_eq!(dialog.check_cseq(4_000_000_000), Ok(()));
    assert_eq!(dialog.check_cseq(4_000_000_007), Ok(()));
    assert_eq!(
        dialog.check_cseq(4_000_000_006),
        Err(OutOfOrder {
            received: 4_000_000_006,
            known: 4_000_000_007
        })
    );
    assert_eq!(dialog.remote_cseq, Some(4_000_000_007));
}

/// R-7.2-2, R-7.3-1, R-7.3-2
#[test]
fn a_contact_that_differs_moves_the_remote_target() {
    let mut dialog = established("<sip:100@192.0.2.1>;tag=t", CONTACT);
    for (contact, target) in [
        ("", "sip:200@192.0.2.101:5070;a=b"),
        ("Contact: *\r\n", "sip:200@192.0.2.101:5070;a=b"),
        ("Contact: <<>\r\n", "sip:200@192.0.2.101:5070;a=b"),
        ("m: <sip:new@192.0.2.9>\r\n", "sip:new@192.0.2.9"),
    ] {
        dialog.retarget(&read(&invite(FROM, contact)));
        assert_eq!(&*dialog.remote_target, target, "{contact}");
    }
}

/// RFC 3261 §13.2.2.4
#[test]
fn the_2xx_gives_the_route_set_of_an_early_dialog_anew() {
    let request = invite(FROM, CONTACT);
    let to = "<sip:100@192.0.2.1>;tag=t";
    let ringing = response(180, to, ROUTES);
    let mut dialog = Dialog::established(
        &read(&request),
        &read(&ringing),
        "sip:200@192.0.2.101:5070",
        flow(),
        DialogState::Early,
    )
    .expect("a dialog");
    assert_eq!(
        &*dialog.remote_target, "sip:100@192.0.2.1",
        "no Contact yet"
    );
    let ok = response(
        200,
        to,
        "Contact: <sip:100@192.0.2.5>\r\nRecord-Route: <sip:a;lr>, <sip:b;lr>\r\n",
    );
    dialog.confirm(&read(&ok)).expect("legal routes");
    assert_eq!(dialog.state, DialogState::Confirmed);
    assert_eq!(&*dialog.remote_target, "sip:100@192.0.2.5");
    assert_eq!(dialog.next_hop(), "sip:b;lr");
    assert_eq!(dialog.route_set.len(), 2);
}

#[test]
fn what_a_dialog_needs_is_asked_for_by_name() {
    for (cut, name) in [
        (
            "Contact: \"x\" <sip:200@192.0.2.101:5070;a=b>;expires=5\r\n",
            HeaderName::Contact,
        ),
        ("Call-ID: c1\r\n", HeaderName::CallId),
        ("CSeq: 314159 INVITE\r\n", HeaderName::CSeq),
    ] {
        let text = invite(FROM, CONTACT).replace(cut, "");
        assert_eq!(
            Dialog::accepting(&read(&text), "mine", "sip:100@192.0.2.1", flow()),
            Err(HeaderError::Missing(name))
        );
    }
}

#[test]
fn other_calls_are_not_owned() {
    let dialog = accepted("");
    let own = invite(FROM, "").replace(
        "<sip:100@192.0.2.1>\r\n",
        "<sip:100@192.0.2.1>;tag=mine\r\n",
    );
    assert!(dialog.owns(&read(&own)));
    for (from, to) in [
        ("c1", "c2"),
        ("tag=mine", "tag=his"),
        ("tag=f", "tag=g"),
        ("From", "X"),
    ] {
        assert!(
            !dialog.owns(&read(&own.replace(from, to))),
            "{from} made {to}"
        );
    }
}

/// R-13.2.2-3
#[test]
fn a_long_route_set_is_written_as_several_lines() {
    let mut dialog = accepted("");
    dialog.route_set = (0..20)
        .map(|n| format!("<sip:10.0.0.{n};lr>").into())
        .collect();
    let bye = written(&dialog, Method::Bye, 1);
    let lines: Vec<&str> = bye
        .split("\r\n")
        .filter(|line| line.starts_with("Route: "))
        .collect();
    assert!(lines.len() > 1);
    assert!(lines.iter().all(|line| line.len() + 2 <= 255));
    let read_back: Vec<_> = read(&bye)
        .elements(HeaderName::Route)
        .map(str::to_owned)
        .collect();
    assert_eq!(read_back.len(), 20);
    assert_eq!(read_back[19], "<sip:10.0.0.19;lr>");
}

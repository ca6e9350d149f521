//! JJ-22.11 §7.1: where requests in a dialog go.

use super::*;

/// R-7.1-1, R-7.1-2: without a Route they go to the target itself.
#[test]
fn requests_in_a_dialog_go_to_the_remote_target() {
    let contact = "Contact: <sip:b7@192.0.2.2:5070>\r\n";
    let (mut network, call, _) = ringing_there(contact);
    answer_there(&mut network, contact);
    network.command(0, Command::Hold { call });
    network.settle();
    hang_up(&mut network, call);
    for method in ["PRACK", "ACK", "UPDATE", "BYE"] {
        let expected = place("sip:b7@192.0.2.2:5070", "192.0.2.2:5070");
        assert_eq!(sent_to(&network, method), expected, "{method}");
    }
    assert_eq!(sent_to(&network, "INVITE").1, "192.0.2.2:5060");
}

/// R-7.1-1, R-7.1-2: as the caller: the last Record-Route of the response is the topmost Route.
#[test]
fn requests_of_the_caller_go_to_the_topmost_route() {
    let lines = "Contact: <sip:b7@192.0.2.77:5070>\r\n\
                 Record-Route: <sip:192.0.2.88:5088;lr>\r\nRecord-Route: <sip:192.0.2.66:5080;lr>\r\n";
    let (mut network, call, _) = ringing_there(lines);
    answer_there(&mut network, lines);
    hang_up(&mut network, call);
    for method in ["PRACK", "ACK", "BYE"] {
        let expected = place("sip:b7@192.0.2.77:5070", "192.0.2.66:5080");
        assert_eq!(sent_to(&network, method), expected, "{method}");
        let sent = last(&network, &format!("1> {method}")).message_text();
        let near = sent.find("<sip:192.0.2.66:5080;lr>").expect("the near one");
        let far = sent.find("<sip:192.0.2.88:5088;lr>").expect("the far one");
        assert!(near < far, "{sent}");
    }
}

/// R-7.1-1, R-7.1-2: as the callee: the first Record-Route of the INVITE.
#[test]
fn requests_of_the_callee_go_to_the_topmost_route() {
    let lines = format!(
        "{PLAIN}Contact: <sip:a7@192.0.2.77:5070>\r\n\
         Record-Route: <sip:192.0.2.2:5080;lr>, <sip:192.0.2.88:5088;lr>\r\n"
    );
    let (mut network, _, call) = talking(first(), &lines);
    hang_up(&mut network, call);
    let expected = place("sip:a7@192.0.2.77:5070", "192.0.2.2:5080");
    assert_eq!(sent_to(&network, "BYE"), expected);
    let route = header(last(&network, "1> BYE"), HeaderName::Route);
    assert!(route.starts_with("<sip:192.0.2.2:5080;lr>"), "{route}");
}

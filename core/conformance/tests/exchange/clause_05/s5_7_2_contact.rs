//! JJ-22.11 §5.7.2: the Contact of an INVITE.

use std::collections::HashSet;

use naisen_conformance::phone::target;
use naisen_sip::Uri;

use super::*;

/// R-5.7.2-1
#[test]
fn each_call_has_a_contact_of_its_own_that_nobody_can_guess() {
    let mut bench = Bench::open();
    let users: HashSet<String> = (0..40)
        .map(|_| {
            let (_, invite) = call(&mut bench, LINES);
            let contact = target(&invite);
            let uri = Uri::parse(&contact).expect("a URI");
            assert_eq!(uri.host.to_string(), SERVER);
            uri.user.expect("a user part").to_owned()
        })
        .collect();
    assert_eq!(users.len(), 40, "no two are alike");
    for user in &users {
        // 12 characters of 32 are 60 bits.
        assert!(user.len() >= 12, "{user}");
        assert!(!user.contains("101") && !user.contains("102"), "{user}");
    }
    for place in 0..12 {
        let letters: HashSet<u8> = users.iter().map(|user| user.as_bytes()[place]).collect();
        assert!(letters.len() > 8, "place {place} is nearly always the same");
    }
}

/// R-5.7.2-3: in every message of the dialog with the phone that has a Contact, whoever asks for the change.
#[test]
fn the_contact_stays_the_same_within_the_dialog() {
    for allow in [ALL, "Allow: INVITE, ACK, CANCEL, BYE\r\n"] {
        let method = if allow == ALL { "UPDATE" } else { "INVITE" };
        let lines = format!("{CONTACT}{allow}");
        let mut bench = Bench::open();
        let caller_lines = lines
            .replace(CONTACT, "")
            .replace("Supported: 100rel\r\n", "");
        let (caller, invite) = call(&mut bench, &caller_lines);
        let expected = target(&invite);
        bench.respond(B, &invite, "200 OK", "b1", &lines, &answer());
        let (a, _) = acknowledge(&mut bench, &caller);
        bench.expect(B, "ACK");
        // The caller holds.
        let hold = offer().replace("- 1 1", "- 1 2") + "a=sendonly\r\n";
        let a_lines = format!("Contact: <sip:x101@{A}>\r\n{caller_lines}");
        bench.in_dialog(&a, method, 3, &a_lines, &hold);
        let change = bench.skip();
        let change = change.iter().find(|it| it.to == B).expect("the change");
        assert!(change.line().starts_with(method), "{}", change.line());
        assert_eq!(target(change), expected);
        let held = answer().replace("- 1 1", "- 1 2") + "a=recvonly\r\n";
        bench.respond(B, change, "200 OK", "", &lines, &held);
        if method == "INVITE" {
            bench.expect(A, "SIP/2.0 200");
            bench.in_dialog(&a, "ACK", 3, "", "");
        }
        bench.skip();
        // The phone moves.
        let b = Bench::called(B, &invite, "b1");
        let moved = sdp("192.168.0.102", 9016).replace("- 1 1", "- 1 3") + "a=recvonly\r\n";
        bench.in_dialog(&b, method, 1, &lines, &moved);
        let sent = bench.skip();
        let handed_on = sent.iter().find(|it| it.to == A).expect("the change");
        bench.respond(A, handed_on, "200 OK", "", &a_lines, &hold);
        let sent = bench.skip();
        let accepted = sent
            .iter()
            .find(|it| it.to == B && it.line() == "SIP/2.0 200 OK");
        assert_eq!(target(accepted.expect("200")), expected);
    }
}

//! JJ-22.11 §7.2: the target that points at the caller.

use super::*;

const FIRST: (&str, &str) = ("192.168.0.101:5071", "sip:a1@192.168.0.101:5071;x=y");
const SECOND: (&str, &str) = ("192.168.0.101:5072", "sip:a2@192.168.0.101:5072");
const THIRD: (&str, &str) = ("192.168.0.109:5073", "sip:a3@192.168.0.109:5073");
const PHONE: (&str, &str) = (B, "sip:102@192.168.0.102");

/// A call that talks, whose caller named the first of these Contacts.
fn talk(bench: &mut Bench, lines: &str) -> (Dialog, Dialog) {
    let caller = invite_to(bench, &format!("sip:102@{SERVER}"), FIRST.1, lines);
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    let of_phone = format!("Contact: <{}>\r\n{lines}", PHONE.1);
    bench.respond(B, &invite, "200 OK", "b1", &of_phone, &answer());
    let (a, _) = acknowledge(bench, &caller);
    bench.expect(B, "ACK");
    (a, Bench::called(B, &invite, "b1"))
}

/// R-7.2-1: while the responses go where the INVITE came from.
#[test]
fn the_callee_aims_at_the_contact_of_the_invite() {
    let mut bench = Bench::open();
    talk(&mut bench, PLAIN);
    expect_byes(&mut bench, FIRST, PHONE);
}

/// R-7.2-2: by re-INVITE and by UPDATE, with an offer and without: another port, another
/// host.
#[test]
fn the_callee_follows_a_new_contact_of_the_caller() {
    for target in [SECOND, THIRD] {
        for (method, with_offer) in [("INVITE", true), ("UPDATE", true), ("UPDATE", false)] {
            let mut bench = Bench::open();
            let (a, _) = talk(&mut bench, UPDATING);
            let lines = format!("Contact: <{}>\r\n{UPDATING}", target.1);
            let body = match with_offer {
                true => offer().replace("- 1 1", "- 1 2").replace("8026", "8028"),
                false => String::new(),
            };
            bench.in_dialog(&a, method, 3, &lines, &body);
            if with_offer {
                let asked = bench.expect(B, method);
                let of_phone = format!("Contact: <{}>\r\n{UPDATING}", PHONE.1);
                let answer = answer().replace("- 1 1", "- 1 2");
                bench.respond(B, &asked, "200 OK", "", &of_phone, &answer);
            }
            bench.expect(A, "SIP/2.0 200");
            if method == "INVITE" {
                bench.in_dialog(&a, "ACK", 3, "", "");
                bench.expect(B, "ACK");
            }
            bench.expect_silence();
            expect_byes(&mut bench, target, PHONE);
        }
    }
}

/// R-7.2-2: the Contact in the caller's 200 to a re-INVITE of ours, whose ACK goes there already.
#[test]
fn the_callee_follows_the_contact_in_the_callers_200() {
    let mut bench = Bench::open();
    let (_, b) = talk(&mut bench, PLAIN);
    let of_phone = format!("Contact: <{}>\r\n{PLAIN}", PHONE.1);
    let moved = answer().replace("- 1 1", "- 1 2").replace("8016", "8018");
    bench.in_dialog(&b, "INVITE", 1, &of_phone, &moved);
    let re_invite = expect_at(&mut bench, FIRST.0, "INVITE", FIRST.1);
    let lines = format!("Contact: <{}>\r\n{PLAIN}", SECOND.1);
    bench.respond(A, &re_invite, "200 OK", "", &lines, &offer());
    bench.expect(B, "SIP/2.0 200");
    bench.in_dialog(&b, "ACK", 1, "", "");
    expect_at(&mut bench, SECOND.0, "ACK", SECOND.1);
    expect_byes(&mut bench, SECOND, PHONE);
}

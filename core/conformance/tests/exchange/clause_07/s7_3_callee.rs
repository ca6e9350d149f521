//! JJ-22.11 §7.3: the target that points at the callee.

use super::*;

const CALLER: (&str, &str) = (A, "sip:x101@192.168.0.101:5060");

/// The Contacts of the phone: a URI and its address.
fn numbered(number: u8) -> (String, String) {
    let address = format!("192.168.0.102:507{number}");
    (format!("sip:b{number}@{address}"), address)
}

fn contact(number: u8) -> String {
    format!("Contact: <{}>\r\n", numbered(number).0)
}

#[track_caller]
fn expect_to(bench: &mut Bench, number: u8, method: &str) -> Sent {
    let (uri, address) = numbered(number);
    expect_at(bench, &address, method, &uri)
}

#[track_caller]
fn expect_bye_to(bench: &mut Bench, number: u8) {
    let (uri, address) = numbered(number);
    expect_byes(bench, CALLER, (&address, &uri));
}

/// An exchange that acknowledges reliable 1xx by itself, and a call over it that talks; each response of the
/// phone has named another Contact.
fn talk() -> (Bench, Dialog, Dialog) {
    let mut config = open_config();
    config.rel100 = Use::Always;
    let mut bench = Bench::new(config, vec![contact_of("102")]);
    let caller = bench.invite("102", UPDATING, &offer());
    let invite = bench.expect(B, "INVITE");
    bench.expect(A, "SIP/2.0 100");
    for number in [1, 2] {
        let lines = format!(
            "{}{ALL}Require: 100rel\r\nRSeq: {number}\r\n",
            contact(number)
        );
        bench.respond(B, &invite, "180 Ringing", "b1", &lines, "");
        let prack = expect_to(&mut bench, number, "PRACK");
        bench.respond(B, &prack, "200 OK", "", "", "");
        bench.expect(A, "SIP/2.0 180");
    }
    let lines = format!("{}{ALL}", contact(3));
    bench.respond(B, &invite, "200 OK", "b1", &lines, &answer());
    let (a, _) = acknowledge(&mut bench, &caller);
    let ack = expect_to(&mut bench, 3, "ACK");
    assert_eq!(number_of(&ack), number_of(&invite));
    (bench, a, Bench::called(B, &invite, "b1"))
}

/// R-7.3-1, R-7.3-2: each PRACK to the Contact of its 180, the ACK to that of the 200, the BYE to the latest.
#[test]
fn the_caller_follows_the_contact_of_the_callee() {
    let (mut bench, _, _) = talk();
    expect_bye_to(&mut bench, 3);
}

/// R-7.3-1, R-7.3-2: a 200 from another host, and one that names no Contact, which leaves that of the 180.
#[test]
fn the_ack_goes_where_the_200_says_or_else_the_180() {
    let elsewhere = ("sip:b5@192.168.0.112:5075", "192.168.0.112:5075");
    let (uri, address) = numbered(1);
    let named = format!("Contact: <{}>\r\n", elsewhere.0);
    for (contact_of_200, uri, address) in
        [(&*named, elsewhere.0, elsewhere.1), ("", &*uri, &*address)]
    {
        let mut bench = Bench::open();
        let caller = bench.invite("102", PLAIN, &offer());
        let invite = bench.expect(B, "INVITE");
        bench.expect(A, "SIP/2.0 100");
        let lines = format!("{}{PLAIN}", contact(1));
        bench.respond(B, &invite, "180 Ringing", "b1", &lines, "");
        bench.expect(A, "SIP/2.0 180");
        let lines = format!("{contact_of_200}{PLAIN}");
        bench.respond(B, &invite, "200 OK", "b1", &lines, &answer());
        acknowledge(&mut bench, &caller);
        expect_at(&mut bench, address, "ACK", uri);
        expect_byes(&mut bench, CALLER, (address, uri));
    }
}

/// R-7.3-1, R-7.3-2: the Contact of the phone's UPDATE, and of its re-INVITE.
#[test]
fn the_caller_follows_the_contact_of_a_request() {
    for method in ["UPDATE", "INVITE"] {
        let (mut bench, _, b) = talk();
        let body = match method {
            "UPDATE" => String::new(),
            _ => answer(),
        };
        bench.in_dialog(&b, method, 9, &format!("{}{ALL}", contact(4)), &body);
        bench.expect(B, "SIP/2.0 200");
        if method == "INVITE" {
            bench.in_dialog(&b, "ACK", 9, "", "");
        }
        bench.expect_silence();
        expect_bye_to(&mut bench, 4);
    }
}

/// R-7.3-1, R-7.3-2: the Contact of the 200 to an UPDATE and to a re-INVITE of ours.
#[test]
fn the_caller_follows_the_contact_in_the_answer_to_its_request() {
    for method in ["UPDATE", "INVITE"] {
        let (mut bench, a, _) = talk();
        let moved = offer().replace("- 1 1", "- 1 2").replace("8026", "8028");
        let lines = format!("Contact: <{}>\r\n{UPDATING}", CALLER.1);
        bench.in_dialog(&a, method, 3, &lines, &moved);
        let asked = expect_to(&mut bench, 3, method);
        let answer = answer().replace("- 1 1", "- 1 2");
        let lines = format!("{}{ALL}", contact(4));
        bench.respond(B, &asked, "200 OK", "", &lines, &answer);
        bench.expect(A, "SIP/2.0 200");
        if method == "INVITE" {
            bench.in_dialog(&a, "ACK", 3, "", "");
            expect_to(&mut bench, 4, "ACK");
        }
        bench.expect_silence();
        expect_bye_to(&mut bench, 4);
    }
}

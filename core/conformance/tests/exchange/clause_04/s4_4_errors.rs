//! JJ-22.11 §4.4: errors to REGISTER (T13-4).

use naisen_jj2211::{Code, Direction, MessageKind, Role, Standard};

use super::*;

/// R-4.4.1-1: what cannot be done is refused with a code of T13-4, and changes nothing.
#[test]
fn what_cannot_be_done_changes_nothing() {
    let bad = "Contact: <sip:good@h>, <sips:x@h>\r\n";
    let many: String = (0..9)
        .map(|i| format!("Contact: <sip:c{i}@h>\r\n"))
        .collect();
    let rows = [
        ("Contact: <sip:new@h>;expires=59\r\n", 423),
        ("Contact: *\r\n", 400),
        ("Contact: *\r\nExpires: 60\r\n", 400),
        ("Contact: *\r\nContact: <sip:new@h>\r\nExpires: 0\r\n", 400),
        (bad, 400),
        ("Contact: <sip:new@h?Subject=x>\r\n", 400),
        ("Contact: <tel:101>\r\n", 400),
        ("Contact: <sip:@>\r\n", 400),
        (&many, 403),
    ];
    let (mut bench, mut phone) = with(&[ONE]);
    for (lines, status) in rows {
        let answer = phone.register(&mut bench, lines);
        expect_status(&answer, &format!("SIP/2.0 {status} "));
        expect_permitted(status);
        let least = (status == 423).then_some("60");
        assert_eq!(answer.header(HeaderName::MinExpires), least);
        assert_eq!(listed(&mut bench, &mut phone), [LISTED_ONE], "{lines}");
    }
}

/// R-4.4.1-1: so is what somebody may not do, or for somebody who is not there.
#[test]
fn who_may_not_register_is_refused() {
    for (from, to, status) in [
        ("101", "102", 403),
        ("102", "101", 403),
        ("101", "999", 404),
    ] {
        let (mut bench, mut phone) = with(&[]);
        let answer = phone.register_as(&mut bench, from, to, ONE);
        expect_status(&answer, &format!("SIP/2.0 {status} "));
        expect_permitted(status);
        assert_eq!(listed(&mut bench, &mut phone), [""; 0]);
    }
}

/// R-4.4.1-1: so is an extension that is required and not known.
#[test]
fn a_required_extension_that_is_unknown_is_named() {
    let (mut bench, mut phone) = with(&[]);
    let lines = format!("{ONE}Require: naisen-unknown\r\n");
    phone.send(&mut bench, "101", "101", &lines);
    let answer = bench.expect(A, "SIP/2.0 420");
    expect_permitted(420);
    let unsupported = answer.header(HeaderName::Unsupported);
    assert_eq!(unsupported, Some("naisen-unknown"));
}

/// The standard lets a server send this code to REGISTER.
#[track_caller]
fn expect_permitted(status: u16) {
    let row = Standard::get().response(MessageKind::Register, status);
    let row = row.expect("every code has a row");
    let code = row.codes.of(Role::Server, Direction::Send);
    assert!(!row.is_other, "{status}");
    assert!(
        matches!(code, Code::Mandatory | Code::Optional),
        "{status}: {code:?}"
    );
}

//! The 49 messages of RFC 4475: which of them are refused, and which header of the others is.
//!
//! `valid/` holds those whose grammar is sound, `invalid/` the others and those that no element can
//! serve. The order is the RFC's. The signed body of `mpart01` is of our own making, with bytes of
//! every value.

use naisen_sip::{
    Accept, Allow, Authorization, CSeq, CallId, Contact, ContactAddress, ContentType, Date,
    Expires, From, HeaderError, HeaderName, MaxForwards, Message, MessageError, Method, NameAddr,
    ProxyRequire, RecordRoute, Require, RetryAfter, Route, StatusCode, Subject, Supported, To,
    TypedHeader, Uri, UserAgent, Via, Warning,
};

enum Verdict {
    /// Taken, and every header can be read.
    Sound,
    /// [`Message::parse`] refuses it.
    Refused(MessageError),
    /// Taken, with these complaints about its parts.
    Complaints(&'static [&'static str]),
}

use Verdict::{Complaints, Refused, Sound};

macro_rules! torture {
    ($($folder:literal $name:literal $verdict:expr;)*) => {
        const TABLE: &[(&str, &[u8], Verdict)] = &[$((
            $name,
            include_bytes!(concat!("torture/", $folder, "/", $name, ".sip")),
            $verdict,
        ),)*];
    };
}

torture! {
    // RFC 4475 §3.1.1
    "valid" "wsinv" Sound;
    "valid" "intmeth" Sound;
    "valid" "esc01" Sound;
    "valid" "escnull" Sound;
    "valid" "esc02" Sound;
    "valid" "lwsdisp" Sound;
    "valid" "longreq" Sound;
    "valid" "dblreq" Sound;
    "valid" "semiuri" Sound;
    "valid" "transports" Sound;
    "valid" "mpart01" Sound;
    "valid" "unreason" Sound;
    "valid" "noreason" Sound;
    // RFC 4475 §3.1.2
    "invalid" "badinv01" Complaints(&[
        "Via has no legal parameters",
        "Via has no legal protocol",
        "Contact has no legal parameters",
    ]);
    "invalid" "clerr" Refused(MessageError::BodyTruncated);
    "invalid" "ncl" Refused(MessageError::ContentLength);
    "invalid" "scalar02" Complaints(&[
        "CSeq is above 4294967295",
        "Max-Forwards is above 255",
        "Expires is above 4294967295",
    ]);
    "invalid" "scalarlg" Complaints(&[
        "CSeq is above 4294967295",
        "Retry-After is above 4294967295",
        "Warning has no legal code",
    ]);
    "invalid" "quotbal" Complaints(&["To has no legal display name"]);
    "invalid" "ltgtruri" Complaints(&["uri holds a character that no uri may hold"]);
    "invalid" "lwsruri" Refused(MessageError::RequestLine);
    "invalid" "lwsstart" Refused(MessageError::RequestLine);
    "invalid" "trws" Refused(MessageError::RequestLine);
    "invalid" "escruri" Complaints(&["request-uri has headers"]);
    "invalid" "baddate" Complaints(&["Date has no legal date"]);
    "invalid" "regbadct" Complaints(&["Contact has no legal uri"]);
    "invalid" "badaspec" Complaints(&["To has no legal uri"]);
    "invalid" "baddn" Complaints(&["From has no legal display name", "To has no legal display name"]);
    "invalid" "badvers" Refused(MessageError::Version);
    "invalid" "mismatch01" Complaints(&["CSeq names another method"]);
    "invalid" "mismatch02" Complaints(&["CSeq names another method"]);
    "invalid" "bigcode" Refused(MessageError::StatusCode);
    // RFC 4475 §3.2
    "invalid" "badbranch" Complaints(&["Via has an empty branch"]);
    // RFC 4475 §3.3
    "invalid" "insuf" Complaints(&["From is missing", "To is missing", "Call-ID is missing"]);
    "valid" "unkscm" Sound;
    "valid" "novelsc" Sound;
    "valid" "unksm2" Sound;
    "valid" "bext01" Sound;
    "valid" "invut" Sound;
    "valid" "regaut01" Sound;
    "invalid" "multi01" Complaints(&[
        "From occurs more than once",
        "To occurs more than once",
        "Call-ID occurs more than once",
        "CSeq occurs more than once",
        "Max-Forwards occurs more than once",
    ]);
    "invalid" "mcl01" Refused(MessageError::ContentLengthConflict);
    "valid" "bcast" Sound;
    "valid" "zeromf" Sound;
    "valid" "cparam01" Sound;
    "valid" "cparam02" Sound;
    "valid" "regescrt" Sound;
    "valid" "sdp01" Sound;
    // RFC 4475 §3.4
    "valid" "inv2543" Sound;
}

#[test]
fn every_torture_message_gets_its_verdict() {
    assert_eq!(TABLE.len(), 49);
    for (name, bytes, verdict) in TABLE {
        let parsed = Message::parse(bytes);
        match (verdict, parsed) {
            (Refused(expected), parsed) => {
                assert_eq!(parsed.err(), Some(*expected), "{name}");
            }
            (Sound, Ok(message)) => {
                assert_eq!(complaints(&message), [""; 0], "{name}");
            }
            (Complaints(expected), Ok(message)) => {
                assert_eq!(complaints(&message), *expected, "{name}");
            }
            (_, Err(error)) => panic!("{name}: {error}"),
        }
    }
}

#[test]
fn every_refused_request_can_be_answered() {
    for (name, bytes, verdict) in TABLE {
        let Refused(error) = verdict else { continue };
        let answer = Message::parse_lenient(bytes);
        if bytes.starts_with(b"SIP/") {
            assert!(answer.is_none(), "{name}");
            continue;
        }
        let answer = answer.unwrap_or_else(|| panic!("{name}"));
        for header in [
            HeaderName::Via,
            HeaderName::From,
            HeaderName::To,
            HeaderName::CallId,
            HeaderName::CSeq,
        ] {
            assert!(answer.header(header).is_some(), "{name} {header}");
        }
        let expected = match *name {
            "badvers" => StatusCode::VERSION_NOT_SUPPORTED,
            _ => StatusCode::BAD_REQUEST,
        };
        assert_eq!(error.status(), Some(expected), "{name}");
    }
}

#[test]
fn the_tortuous_invite_reads_as_its_author_meant_it() {
    let message = read("wsinv");
    let to = message.required::<To<'_>>().expect("legal");
    assert_eq!(
        (to.uri, to.tag()),
        ("sip:vivekg@chair-dnrc.example.com", Some("1918181833n"))
    );
    let from = message.required::<From<'_>>().expect("legal");
    assert_eq!(from.display_text().as_deref(), Some("J Rosenberg \\\""));
    assert_eq!(from.tag(), Some("98asjd8"));
    let cseq = message.required::<CSeq<'_>>().expect("legal");
    assert_eq!((cseq.number, cseq.method), (9, Method::Invite));
    assert_eq!(message.required::<MaxForwards>(), Ok(MaxForwards(68)));
    assert_eq!(message.typed::<Subject<'_>>(), Ok(Some(Subject(""))));
    let branches: Vec<_> = message
        .list::<Via<'_>>()
        .map(|via| via.expect("legal").branch().expect("there"))
        .collect();
    assert_eq!(branches, ["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"]);
    let unusual = message
        .lines()
        .find(|line| line.raw_name == "UnknownHeaderWithUnusualValue")
        .expect("kept");
    assert_eq!(
        (unusual.name, unusual.value),
        (HeaderName::Other, ";;,,;;,;")
    );
    let contact = message.required::<Contact<'_>>().expect("legal");
    assert_eq!(contact.address().and_then(ContactAddress::q), Some(330));
    assert_eq!(message.body().len(), 150);
}

#[test]
fn escapes_and_odd_names_keep_their_meaning() {
    let message = read("esc02");
    assert_eq!(message.method(), Some(Method::Other("RE%47IST%45R")));
    assert_eq!(message.list::<Contact<'_>>().count(), 2);

    let message = read("esc01");
    let uri = Uri::parse(message.request_uri().expect("a request")).expect("legal");
    assert_eq!(uri.user_text().as_deref(), Some("sips:user@example.com"));

    let message = read("semiuri");
    let uri = Uri::parse(message.request_uri().expect("a request")).expect("legal");
    assert_eq!(uri.user, Some("user;par=u%40example.net"));

    let message = read("unreason");
    assert_eq!(
        message.reason(),
        Some("= 2**3 * 5**2 но сто девяносто девять - простое")
    );
    assert_eq!(read("noreason").reason(), Some(""));
}

#[test]
fn a_parameter_belongs_to_the_header_or_to_the_uri() {
    for (name, in_header) in [("cparam01", true), ("cparam02", false)] {
        let message = read(name);
        let contact = message.required::<Contact<'_>>().expect("legal");
        let address = contact.address().expect("an address");
        let uri = address.parsed_uri().expect("legal");
        assert_eq!(address.params.has("unknownparam"), in_header, "{name}");
        assert_eq!(uri.params.has("unknownparam"), !in_header, "{name}");
    }
}

#[test]
fn a_body_ends_where_content_length_says() {
    assert_eq!(read("dblreq").body(), b"");
    let parts = read("mpart01").body();
    assert_eq!(parts.len(), 553);
    assert!(parts.ends_with(b"--7a9cbec02ceef655--\r\n"));
}

fn read(name: &str) -> Message<'static> {
    let (_, bytes, _) = TABLE
        .iter()
        .find(|(candidate, ..)| *candidate == name)
        .expect("in the table");
    Message::parse(bytes).expect("legal")
}

/// Everything that an element which reads every header would object to.
fn complaints(message: &Message<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(uri) = message.request_uri() {
        match Uri::parse(uri) {
            Ok(uri) if uri.headers.is_some() => found.push("request-uri has headers".to_owned()),
            Ok(_) => {}
            Err(error) => found.push(error.to_string()),
        }
    }
    if let Err(error) = message.required::<Via<'_>>() {
        found.push(error.to_string());
    }
    for via in message.list::<Via<'_>>().skip(1) {
        found.extend(via.err().map(|error| error.to_string()));
    }
    for via in message.list::<Via<'_>>().flatten() {
        if via.branch() == Some("z9hG4bK") {
            found.push("Via has an empty branch".to_owned());
        }
    }
    address(
        &mut found,
        message.required::<From<'_>>().map(|from| Some(from.0)),
    );
    address(
        &mut found,
        message.required::<To<'_>>().map(|to| Some(to.0)),
    );
    complain(&mut found, message.required::<CallId<'_>>());
    match message.required::<CSeq<'_>>() {
        Ok(cseq) if message.method().is_some_and(|method| method != cseq.method) => {
            found.push("CSeq names another method".to_owned());
        }
        cseq => complain(&mut found, cseq),
    }
    complain(&mut found, message.typed::<MaxForwards>());
    for contact in message.list::<Contact<'_>>() {
        let addr = contact.map(|contact| contact.address().map(|address| address.addr));
        address(&mut found, addr);
    }
    all::<Route<'_>>(&mut found, message);
    all::<RecordRoute<'_>>(&mut found, message);
    all::<Accept<'_>>(&mut found, message);
    all::<Allow<'_>>(&mut found, message);
    all::<Supported<'_>>(&mut found, message);
    all::<Require<'_>>(&mut found, message);
    all::<ProxyRequire<'_>>(&mut found, message);
    all::<Authorization<'_>>(&mut found, message);
    all::<ContentType<'_>>(&mut found, message);
    all::<Date>(&mut found, message);
    all::<Expires>(&mut found, message);
    all::<RetryAfter<'_>>(&mut found, message);
    all::<Warning<'_>>(&mut found, message);
    all::<UserAgent<'_>>(&mut found, message);
    found
}

fn all<'a, H: TypedHeader<'a>>(found: &mut Vec<String>, message: &Message<'a>) {
    for value in message.list::<H>() {
        complain(found, value);
    }
}

fn address(found: &mut Vec<String>, address: Result<Option<NameAddr<'_>>, HeaderError>) {
    if let Ok(Some(address)) = address {
        found.extend(address.parsed_uri().err().map(|error| error.to_string()));
    }
    complain(found, address);
}

fn complain<T>(found: &mut Vec<String>, value: Result<T, HeaderError>) {
    found.extend(value.err().map(|error| error.to_string()));
}

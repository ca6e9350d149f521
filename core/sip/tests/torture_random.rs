//! Random input: nothing panics, order and bytes are kept, what is written reads back.

use naisen_sip::{
    AuthenticationInfo, Authorization, CSeq, CallId, Contact, ContentType, Date, Frame, HeaderName,
    Message, MessageWriter, Method, NameAddr, Params, RAck, Reason, RetryAfter, Route,
    SessionExpires, StatusCode, StreamFramer, Timestamp, To, TypedHeader, Uri, Via, Warning,
    WwwAuthenticate,
};
use proptest::prelude::*;

/// Text of the characters that the grammar gives a meaning to, so that it breaks at interesting
/// places.
fn grammatical() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("\r\n "),
            Just("\r\n"),
            Just(" "),
            Just("\t"),
            Just("\""),
            Just("\\"),
            Just("<"),
            Just(">"),
            Just(";"),
            Just(","),
            Just("="),
            Just(":"),
            Just("@"),
            Just("/"),
            Just("?"),
            Just("&"),
            Just("%"),
            Just("%41"),
            Just("["),
            Just("]"),
            Just("("),
            Just(")"),
            Just("sip:"),
            Just("tel:+1"),
            Just("SIP/2.0"),
            Just("UDP"),
            Just("INVITE"),
            Just("Via"),
            Just("l"),
            Just("tag"),
            Just("Digest"),
            Just("0"),
            Just("4294967296"),
            Just("a"),
            Just("é"),
            Just("\0"),
            Just("*"),
            Just("Sat, 29 Feb 2000 12:00:60 GMT"),
        ],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

fn read_everything(message: &Message<'_>) {
    for name in HeaderName::all() {
        message.elements(*name).for_each(drop);
    }
    message.lines().for_each(drop);
    message.list::<Via<'_>>().for_each(drop);
    message.list::<Contact<'_>>().for_each(drop);
    read_value(message.header(HeaderName::Via).unwrap_or_default());
}

/// Reads one text as each kind of value; what is taken must print something that reads the same.
fn read_value(value: &str) {
    macro_rules! round {
        ($($type:ty),*) => {$({
            let print = |text: &str| <$type>::parse(text).map(|read| read.to_string());
            if let Ok(printed) = print(value) {
                assert_eq!(print(&printed).as_ref(), Ok(&printed), "{value:?}");
            }
        })*};
    }
    round!(
        Via<'_>,
        To<'_>,
        Route<'_>,
        Contact<'_>,
        CSeq<'_>,
        CallId<'_>,
        RAck<'_>,
        Reason<'_>,
        RetryAfter<'_>,
        SessionExpires,
        Timestamp<'_>,
        Warning<'_>,
        Date,
        ContentType<'_>,
        Authorization<'_>,
        WwwAuthenticate<'_>,
        AuthenticationInfo<'_>
    );
    let _ = Params::parse(value).map(|params| params.iter().count());
    if let Ok(uri) = Uri::parse(value) {
        assert!(uri.equivalent(&uri), "{value:?}");
        assert!(uri.same_user_and_host(&uri), "{value:?}");
        let _ = uri.user_text();
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(message) = Message::parse(&bytes) {
            read_everything(&message);
        }
        if let Some(message) = Message::parse_lenient(&bytes) {
            read_everything(&message);
        }
    }

    #[test]
    fn no_grammatical_text_panics(head in grammatical(), start in any::<bool>()) {
        let text = if start { format!("OPTIONS sip:a@h SIP/2.0\r\n{head}\r\n\r\n") } else { head.clone() };
        if let Ok(message) = Message::parse(text.as_bytes()) {
            read_everything(&message);
        }
        if let Some(message) = Message::parse_lenient(text.as_bytes()) {
            read_everything(&message);
        }
        read_value(&head);
    }

    #[test]
    fn no_stream_panics_or_stalls(text in grammatical(), chunk in 1usize..50) {
        let mut framer = StreamFramer::new();
        let mut given = 0;
        for bytes in text.as_bytes().chunks(chunk) {
            framer.push(bytes);
            while let Ok(Some(frame)) = framer.next_message() {
                given += match frame {
                    Frame::Message(message) => message.len(),
                    Frame::Ping => 4,
                };
            }
        }
        prop_assert!(given + framer.pending().len() <= text.len());
    }

    #[test]
    fn a_view_keeps_order_and_bytes(
        headers in proptest::collection::vec(
            ("[A-Za-z!%*_+`'~.-]{1,20}", "[!-~é山]([ -~é山]{0,40}[!-~é山])?"),
            0..60,
        ),
    ) {
        let is_length = |name: &str| HeaderName::parse(name) == HeaderName::ContentLength;
        let headers: Vec<_> = headers.into_iter().filter(|(name, _)| !is_length(name)).collect();
        let mut text = "OPTIONS sip:a@h SIP/2.0\r\n".to_owned();
        for (name, value) in &headers {
            text += &format!("{name} :\t{value} \r\n");
        }
        text += "\r\nbody";
        let message = Message::parse(text.as_bytes()).expect("legal");
        let seen: Vec<_> = message
            .lines()
            .map(|line| (line.raw_name.to_owned(), line.value.to_owned()))
            .collect();
        prop_assert_eq!(seen, headers);
        prop_assert_eq!(message.body(), b"body");
    }

    #[test]
    fn what_is_written_reads_back(
        display in "[ -~é山]{0,300}",
        user in "[a-z0-9]{1,16}",
        tag in "[a-z0-9]{1,32}",
        number in any::<u32>(),
        routes in proptest::collection::vec("[a-z]{1,40}", 0..30),
        subject in "[!-~]([ -~]{0,600}[!-~])?",
        body in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let uri = format!("sip:{user}@h");
        let params = format!(";tag={tag}");
        let to = NameAddr {
            display: Some(&display),
            uri: &uri,
            params: Params::parse(&params).expect("legal"),
        };
        let routes: Vec<String> = routes.iter().map(|host| format!("<sip:{host};lr>")).collect();
        let mut out = Vec::new();
        let mut writer = MessageWriter::request(&mut out, Method::Info, &uri);
        writer
            .header(HeaderName::To, to)
            .header(HeaderName::CSeq, CSeq { number, method: Method::Info })
            .list(HeaderName::Route, &routes)
            .header(HeaderName::Subject, &subject);
        writer.body("application/octet-stream", &body);

        let message = Message::parse(&out).expect("legal");
        prop_assert_eq!(message.body(), &body);
        prop_assert_eq!(message.request_uri(), Some(uri.as_str()));
        let read = message.required::<To<'_>>().expect("legal");
        prop_assert_eq!((read.uri, read.tag()), (uri.as_str(), Some(tag.as_str())));
        prop_assert_eq!(message.required::<CSeq<'_>>().expect("legal").number, number);
        let read: Vec<String> = message
            .list::<Route<'_>>()
            .map(|route| route.expect("legal").to_string())
            .collect();
        prop_assert_eq!(read, routes);
        let read = message.header(HeaderName::Subject).expect("there");
        let without_folds = |text: &str| text.replace("\r\n", "").replace(' ', "");
        prop_assert_eq!(without_folds(read), without_folds(&subject));
    }

    #[test]
    fn what_is_written_is_one_message(name in "\\PC{0,20}", value in grammatical()) {
        let mut out = Vec::new();
        let mut writer = MessageWriter::response(&mut out, StatusCode::OK, Some(&value));
        writer.named("X", &value).header(HeaderName::Subject, &name);
        writer.empty();
        let message = Message::parse(&out).expect("legal");
        prop_assert_eq!(message.lines().count(), 3);
        prop_assert_eq!(message.body(), b"");
    }
}

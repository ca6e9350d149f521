//! What a 2xx to REGISTER says of our location (JJ-22.11 §4.3).

use naisen_sip::{Contact, Expires, Message, Uri};

/// The seconds for which the registrar keeps `contact`: its expires parameter, else the Expires
/// header, else what was `asked` (R-4.3.2-2, R-4.3.4-2). URI parameters are not compared
/// (R-4.3.6-1).
pub(super) fn lifetime(message: &Message<'_>, contact: &str, asked: u32) -> u32 {
    let ours = message
        .list::<Contact<'_>>()
        .flatten()
        .filter_map(|it| it.address().copied())
        .find(|address| is_same(address.uri, contact));
    let header = message.typed::<Expires>().ok().flatten();
    ours.and_then(|address| address.expires())
        .or(header.map(|it| it.0))
        .unwrap_or(asked)
}

/// Every location that a 2xx lists, with its seconds (R-4.3.5-2).
pub(super) fn bindings(message: &Message<'_>) -> Vec<(Box<str>, Option<u32>)> {
    message
        .list::<Contact<'_>>()
        .flatten()
        .filter_map(|it| it.address().copied())
        .map(|address| (address.uri.into(), address.expires()))
        .collect()
}

fn is_same(theirs: &str, ours: &str) -> bool {
    match (Uri::parse(theirs), Uri::parse(ours)) {
        (Ok(theirs), Ok(ours)) => {
            let port = |uri: &Uri<'_>| uri.port.unwrap_or(5060);
            theirs.same_user_and_host(&ours) && port(&theirs) == port(&ours)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(lines: &str) -> Vec<u8> {
        format!(
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
             From: <sip:101@h>;tag=1\r\nTo: <sip:101@h>;tag=2\r\nCall-ID: a\r\n\
             CSeq: 1 REGISTER\r\n{lines}Content-Length: 0\r\n\r\n"
        )
        .into_bytes()
    }

    /// R-4.3.2-2, R-4.3.2-3, R-4.3.4-2, R-4.3.6-1
    #[test]
    fn the_lifetime_is_that_of_our_own_contact() {
        let rows = [
            ("Contact: <sip:abc@192.0.2.1:5060>;expires=60\r\n", 60),
            ("Contact: <sip:abc@192.0.2.1>;expires=60\r\n", 60),
            ("Contact: <sip:abc@192.0.2.1:5060;x=y>;expires=60\r\n", 60),
            (
                "Contact: <sip:other@192.0.2.1>;expires=9, <sip:abc@192.0.2.1>;expires=61\r\n",
                61,
            ),
            ("Contact: <sip:abc@192.0.2.1>\r\nExpires: 70\r\n", 70),
            (
                "Contact: <sip:abc@192.0.2.1>;expires=60\r\nExpires: 70\r\n",
                60,
            ),
            ("Contact: <sip:abc@192.0.2.1:5062>;expires=60\r\n", 3600),
            ("Contact: <sip:abc@192.0.2.1>;expires=0\r\n", 0),
            ("", 3600),
        ];
        for (lines, expected) in rows {
            let bytes = ok(lines);
            let message = Message::parse(&bytes).expect("legal");
            let seconds = lifetime(&message, "sip:abc@192.0.2.1:5060", 3600);
            assert_eq!(seconds, expected, "{lines}");
        }
    }
}

//! Whether one message may be sent at all: JJ-22.11 §13, seen from its sender.
//!
//! Checked are the limits of JJ-22.11 T13-8, the headers that RFC 3261 §8.1.1 and §8.2.6 demand, and
//! the headers that JJ-22.11 T13-9 to T13-24 forbid whoever sends. What depends on settings is not
//! judged here.

use naisen_sip::{
    CSeq, CallId, Contact, From, HeaderName, Host, Kind, Message, Method, NameAddr, RSeq, To, Uri,
    Via, limits,
};

/// The first fault of a message; none if it is legal.
pub fn fault(bytes: &[u8]) -> Option<String> {
    let message = match Message::parse(bytes) {
        Ok(message) => message,
        Err(error) => return Some(format!("not a message: {error}")),
    };
    check(&message).err()
}

/// Says what is wrong with a message, if anything is.
pub(crate) fn check(message: &Message<'_>) -> Result<(), String> {
    let head_end = message.bytes().len() - message.body().len();
    line_lengths(message.bytes().get(..head_end).unwrap_or_default())?;
    let cseq = must::<CSeq<'_>>(message)?;
    let call_id = must::<CallId<'_>>(message)?;
    let from = must::<From<'_>>(message)?;
    let to = must::<To<'_>>(message)?;
    let via = must::<Via<'_>>(message)?;
    within("Call-ID", call_id.0, limits::GENERATED_CALL_ID_BYTES)?;
    let branch = via.branch().ok_or("no branch in Via")?;
    within("branch", branch, limits::GENERATED_BRANCH_BYTES)?;
    if !via.has_magic_cookie() {
        return Err(format!("branch {branch} has no magic cookie"));
    }
    let from_tag = from.tag().ok_or("no tag in From")?;
    within("From tag", from_tag, limits::GENERATED_TAG_BYTES)?;
    if let Some(tag) = to.tag() {
        within("To tag", tag, limits::GENERATED_TAG_BYTES)?;
    }
    body(message)?;
    contact(message)?;
    if let Some(RSeq(number)) = message.typed::<RSeq>().map_err(|error| error.to_string())?
        && number == 0
    {
        return Err("RSeq is 0".into());
    }
    match message.kind() {
        Kind::Request { method, .. } => request(message, method, cseq, &from, &to)?,
        Kind::Response { .. } => response(message, cseq, &to)?,
    }
    forbidden(message, cseq.method, to.tag().is_some())
}

fn request(
    message: &Message<'_>,
    method: Method<'_>,
    cseq: CSeq<'_>,
    from: &NameAddr<'_>,
    to: &NameAddr<'_>,
) -> Result<(), String> {
    if cseq.method != method {
        return Err(format!("CSeq says {}, the request {}", cseq.method, method));
    }
    // The ACK of a refusal and CANCEL are written from the INVITE; all have it.
    match message.header(HeaderName::MaxForwards) {
        Some("70") => {}
        other => return Err(format!("Max-Forwards is {other:?}, not 70")),
    }
    let tagged = to.params.value("tag").is_some();
    match method {
        Method::Invite | Method::Update => needs(message, HeaderName::Contact)?,
        Method::Prack => needs(message, HeaderName::RAck)?,
        _ => {}
    }
    match method {
        Method::Prack | Method::Update | Method::Bye | Method::Ack if !tagged => {
            return Err(format!("{method} without a tag in To"));
        }
        Method::Register if tagged => {
            return Err(format!("{method} with a tag in To"));
        }
        _ => {}
    }
    if method == Method::Invite && !tagged {
        for (side, address) in [("From", from), ("To", to)] {
            let uri = address
                .parsed_uri()
                .map_err(|error| format!("{side}: {error}"))?;
            within(
                side,
                uri.user.unwrap_or_default(),
                limits::GENERATED_USER_BYTES,
            )?;
            if let Host::Name(name) = uri.host {
                within(side, name, limits::GENERATED_HOST_BYTES)?;
            }
        }
    }
    if !tagged && matches!(method, Method::Invite | Method::Register) && cseq.number == 0 {
        return Err("CSeq begins with 0".into());
    }
    Ok(())
}

fn response(message: &Message<'_>, cseq: CSeq<'_>, to: &NameAddr<'_>) -> Result<(), String> {
    let status = message.status().ok_or("no status")?;
    let tagged = to.params.value("tag").is_some();
    let code = status.code();
    if code == 100 {
        return Ok(());
    }
    if !tagged {
        return Err(format!("{code} without a tag in To"));
    }
    if cseq.method == Method::Invite && code < 300 {
        needs(message, HeaderName::Contact)?;
    }
    let reliable = message.has_token(HeaderName::Require, "100rel");
    if reliable != message.header(HeaderName::RSeq).is_some() {
        return Err(format!(
            "{code}: Require: 100rel and RSeq do not go together"
        ));
    }
    let timer = message.has_token(HeaderName::Require, "timer");
    if timer && message.header(HeaderName::SessionExpires).is_none() {
        // JJ-22.11 E-14.
        return Err(format!("{code}: Require: timer without Session-Expires"));
    }
    match code {
        401 => needs(message, HeaderName::WwwAuthenticate)?,
        405 => needs(message, HeaderName::Allow)?,
        407 => needs(message, HeaderName::ProxyAuthenticate)?,
        420 => needs(message, HeaderName::Unsupported)?,
        422 => needs(message, HeaderName::MinSe)?,
        423 => needs(message, HeaderName::MinExpires)?,
        _ => {}
    }
    Ok(())
}

fn line_lengths(head: &[u8]) -> Result<(), String> {
    for line in head.split(|&byte| byte == b'\n') {
        if line.len() + 1 > limits::GENERATED_LINE_BYTES {
            let start = String::from_utf8_lossy(line.get(..40).unwrap_or(line));
            return Err(format!("line of {} bytes: {start}...", line.len() + 1));
        }
    }
    Ok(())
}

fn body(message: &Message<'_>) -> Result<(), String> {
    let written = message.header(HeaderName::ContentLength);
    if written.and_then(|text| text.parse().ok()) != Some(message.body().len()) {
        return Err(format!(
            "Content-Length is {written:?}, the body {} bytes",
            message.body().len()
        ));
    }
    let typed = message.header(HeaderName::ContentType).is_some();
    if typed == message.body().is_empty() {
        return Err("body and Content-Type do not go together".into());
    }
    Ok(())
}

fn contact(message: &Message<'_>) -> Result<(), String> {
    for contact in message.list::<Contact<'_>>() {
        let contact = contact.map_err(|error| error.to_string())?;
        let Some(address) = contact.address() else {
            continue;
        };
        within("Contact", address.uri, limits::GENERATED_CONTACT_URI_BYTES)?;
        let uri = Uri::parse(address.uri).map_err(|error| format!("Contact: {error}"))?;
        within(
            "user of Contact",
            uri.user.unwrap_or_default(),
            limits::GENERATED_USER_BYTES,
        )?;
    }
    Ok(())
}

fn must<'a, H: naisen_sip::TypedHeader<'a>>(message: &Message<'a>) -> Result<H, String> {
    message.required::<H>().map_err(|error| error.to_string())
}

fn needs(message: &Message<'_>, name: HeaderName) -> Result<(), String> {
    match message.header(name) {
        Some(_) => Ok(()),
        None => Err(format!("no {name}")),
    }
}

fn within(what: &str, value: &str, limit: usize) -> Result<(), String> {
    if value.len() > limit {
        return Err(format!(
            "{what} of {} bytes, {limit} allowed: {value}",
            value.len()
        ));
    }
    Ok(())
}

/// Headers that nobody may send in any message of the standard.
const NEVER: [HeaderName; 4] = [
    HeaderName::ContentDisposition,
    HeaderName::ContentEncoding,
    HeaderName::ContentLanguage,
    HeaderName::MimeVersion,
];

/// What `names` in which messages nobody may send. The CANCEL table has no rows about the content.
fn forbidden(message: &Message<'_>, method: Method<'_>, tagged: bool) -> Result<(), String> {
    use HeaderName as H;
    let status = message.status().map(naisen_sip::StatusCode::code);
    let refusal = status.is_some_and(|code| code >= 300);
    let names: &[HeaderName] = match (status, method) {
        // JJ-22.11 T13-9, T13-10.
        (None, Method::Ack) => &[H::Privacy, H::RecordRoute],
        // JJ-22.11 T13-11.
        (None, Method::Bye) => &[
            H::Authorization,
            H::ContentType,
            H::PAssertedIdentity,
            H::PPreferredIdentity,
            H::Privacy,
            H::ProxyRequire,
            H::RecordRoute,
            H::Require,
        ],
        // JJ-22.11 T13-12.
        (None, Method::Cancel) => &[
            H::Authorization,
            H::ContentType,
            H::Privacy,
            H::RecordRoute,
            H::Route,
        ],
        // JJ-22.11 T13-13.
        (None, Method::Invite) if !tagged => &[H::RecordRoute, H::Require, H::Route],
        // JJ-22.11 T13-14.
        (None, Method::Prack) => &[
            H::Authorization,
            H::ContentType,
            H::Privacy,
            H::ProxyRequire,
            H::RecordRoute,
            H::Require,
        ],
        // JJ-22.11 T13-15.
        (None, Method::Invite) => &[
            H::Authorization,
            H::PAssertedIdentity,
            H::PPreferredIdentity,
            H::Privacy,
            H::ProxyRequire,
            H::RecordRoute,
            H::Require,
        ],
        // JJ-22.11 T13-16.
        (None, Method::Register) => &[
            H::ContentType,
            H::Privacy,
            H::ProxyAuthorization,
            H::ProxyRequire,
            H::Require,
            H::Route,
        ],
        // JJ-22.11 T13-17.
        (None, Method::Update) => &[
            H::Authorization,
            H::Privacy,
            H::ProxyRequire,
            H::RecordRoute,
            H::Require,
        ],
        // JJ-22.11 T13-18, T13-21.
        (Some(_), Method::Bye | Method::Prack) => &[H::ContentType, H::Privacy, H::Require],
        // JJ-22.11 T13-19.
        (Some(_), Method::Cancel) => &[H::ContentType, H::Privacy],
        // JJ-22.11 T13-20, T13-22, T13-24.
        (Some(_), Method::Invite | Method::Update) if refusal => &[
            H::ContentType,
            H::PAssertedIdentity,
            H::PPreferredIdentity,
            H::Privacy,
            H::Require,
        ],
        (Some(_), Method::Invite) => &[H::PAssertedIdentity, H::PPreferredIdentity, H::Privacy],
        (Some(_), Method::Update) => &[H::Privacy],
        // JJ-22.11 T13-23.
        (Some(_), Method::Register) => &[H::ContentType, H::ProxyAuthenticate],
        _ => &[],
    };
    let shown = |name: &&HeaderName| message.header(**name).is_some();
    if let Some(name) = names.iter().chain(&NEVER).find(shown) {
        let what = status.map_or_else(String::new, |code| format!("{code} to "));
        return Err(format!("{name} is not allowed in {what}{method}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYE: &str = "BYE sip:101@192.168.0.101 SIP/2.0\r\n\
        Via: SIP/2.0/UDP 192.168.0.200:5060;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
        From: <sip:102@192.168.0.200>;tag=a\r\nTo: <sip:101@192.168.0.200>;tag=b\r\n\
        Call-ID: c\r\nCSeq: 4 BYE\r\n";

    #[test]
    fn a_bye_is_legal_and_each_change_for_the_worse_is_found() {
        let end = "Content-Length: 0\r\n\r\n";
        assert_eq!(fault(format!("{BYE}{end}").as_bytes()), None);
        let long = "x".repeat(250);
        for (message, word) in [
            (
                format!("{BYE}Subject: {long}\r\n{end}"),
                "line of 261 bytes",
            ),
            (format!("{BYE}Require: timer\r\n{end}"), "Require"),
            (format!("{BYE}\r\n"), "Content-Length"),
            (format!("{BYE}{end}").replace(";tag=b", ""), "tag in To"),
            (format!("{BYE}{end}").replace("4 BYE", "4 ACK"), "CSeq"),
            (format!("{BYE}{end}").replace("z9hG4bK", ""), "cookie"),
            (format!("{BYE}{end}").replace(": 70", ": 7"), "Max-Forwards"),
            (
                format!("{BYE}{end}").replace("Call-ID: c", &format!("Call-ID: {}", &long[..65])),
                "Call-ID",
            ),
        ] {
            let fault = fault(message.as_bytes());
            assert!(
                fault.as_ref().is_some_and(|text| text.contains(word)),
                "{word}: {fault:?}"
            );
        }
    }
}

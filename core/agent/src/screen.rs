//! The checks that every request passes before anything looks at it (RFC 3261 §8.2).

use naisen_sip::limits::MAX_REQUEST_URI_BYTES;
use naisen_sip::{
    CSeq, CallId, From, HeaderError, HeaderName, Message, MessageWriter, Method, Scheme,
    StatusCode, To, Uri,
};

use crate::policy::Policy;

/// The extensions that we understand (JJ-22.11 §8, §9), while they are in use.
const OPTION_TAGS: [&str; 2] = ["100rel", "timer"];

/// What every request must have, read once.
#[derive(Debug)]
pub(crate) struct Essentials<'m> {
    pub method: Method<'m>,
    pub call_id: &'m str,
    pub cseq: u32,
    pub from_tag: Option<&'m str>,
    pub to_tag: Option<&'m str>,
}

impl<'m> Essentials<'m> {
    /// Reads From, To, Call-ID and CSeq (RFC 3261 §8.1.1). The transaction layer has turned away
    /// what lacks one of them.
    pub(crate) fn read(message: &Message<'m>) -> Result<Self, HeaderError> {
        let method = message.method().unwrap_or(Method::Other(""));
        let from = message.required::<From<'m>>()?;
        let to = message.required::<To<'m>>()?;
        let call_id = message.required::<CallId<'m>>()?;
        let cseq = message.required::<CSeq<'m>>()?;
        Ok(Self {
            method,
            call_id: call_id.0,
            cseq: cseq.number,
            from_tag: from.tag(),
            to_tag: to.tag(),
        })
    }
}

/// A request that cannot be served, and the header that says why.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub status: StatusCode,
    unsupported: Vec<String>,
    accept: bool,
    accept_encoding: bool,
}

impl Refusal {
    fn plain(status: StatusCode) -> Self {
        Self {
            status,
            unsupported: Vec::new(),
            accept: false,
            accept_encoding: false,
        }
    }

    /// Adds the headers that the status calls for.
    pub(crate) fn write(&self, writer: &mut MessageWriter<'_>) {
        if !self.unsupported.is_empty() {
            writer.list(HeaderName::Unsupported, &self.unsupported);
        }
        if self.accept {
            writer.header(HeaderName::Accept, "application/sdp");
        }
        if self.accept_encoding {
            writer.header(HeaderName::AcceptEncoding, "identity");
        }
    }
}

/// Looks at the Request-URI's length (414) and scheme (416), at Require (420), at the body's type and coding (415).
pub(crate) fn check(
    essentials: &Essentials<'_>,
    message: &Message<'_>,
    policy: &Policy,
) -> Result<(), Refusal> {
    let in_use = [policy.rel100, policy.timer.is_some()];
    if matches!(essentials.method, Method::Ack | Method::Cancel) {
        return Ok(());
    }
    let request_uri = message.request_uri().unwrap_or("");
    if request_uri.len() > MAX_REQUEST_URI_BYTES {
        return Err(Refusal::plain(StatusCode::REQUEST_URI_TOO_LONG));
    }
    match Uri::parse(request_uri) {
        Ok(uri) if matches!(uri.scheme, Scheme::Sip | Scheme::Tel) => {}
        Ok(_) => return Err(Refusal::plain(StatusCode::UNSUPPORTED_URI_SCHEME)),
        Err(_) => return Err(Refusal::plain(StatusCode::BAD_REQUEST)),
    }
    let unsupported: Vec<String> = message
        .elements(HeaderName::Require)
        .filter(|tag| {
            !OPTION_TAGS
                .iter()
                .zip(in_use)
                .any(|(known, used)| used && known.eq_ignore_ascii_case(tag))
        })
        .map(str::to_owned)
        .collect();
    if !unsupported.is_empty() {
        return Err(Refusal {
            unsupported,
            ..Refusal::plain(StatusCode::BAD_EXTENSION)
        });
    }
    if message.body().is_empty()
        || !matches!(
            essentials.method,
            Method::Invite | Method::Update | Method::Prack
        )
    {
        return Ok(());
    }
    let coded = message
        .header(HeaderName::ContentEncoding)
        .is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"));
    if coded {
        return Err(Refusal {
            accept_encoding: true,
            ..Refusal::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE)
        });
    }
    if !is_sdp(message) && !is_optional(message) {
        return Err(Refusal {
            accept: true,
            ..Refusal::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE)
        });
    }
    Ok(())
}

/// The session description in a message, if its body is one.
pub(crate) fn sdp_of<'m>(message: &Message<'m>) -> Option<&'m [u8]> {
    let body = message.body();
    (!body.is_empty() && is_sdp(message)).then_some(body)
}

/// Whether a message says that its body is a session description.
pub(crate) fn is_sdp(message: &Message<'_>) -> bool {
    message
        .header(HeaderName::ContentType)
        .and_then(|value| value.split(';').next())
        .is_some_and(|media_type| {
            media_type.split_once('/').is_some_and(|(kind, subtype)| {
                kind.trim().eq_ignore_ascii_case("application")
                    && subtype.trim().eq_ignore_ascii_case("sdp")
            })
        })
}

/// A body that need not be understood (RFC 3261 §20.11).
fn is_optional(message: &Message<'_>) -> bool {
    message
        .header(HeaderName::ContentDisposition)
        .is_some_and(|value| {
            value.split(';').skip(1).any(|parameter| {
                parameter.split_once('=').is_some_and(|(name, value)| {
                    name.trim().eq_ignore_ascii_case("handling")
                        && value.trim().eq_ignore_ascii_case("optional")
                })
            })
        })
}

/// Writes Allow as table 13-13 has it: PRACK with 100rel, UPDATE with UPDATE in use (R-13.3.5-1).
pub(crate) fn write_allow(
    writer: &mut MessageWriter<'_>,
    rel100: bool,
    update: bool,
    registrar: bool,
) {
    const NAMES: [&str; 8] = [
        "INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "PRACK", "UPDATE", "REGISTER",
    ];
    let used = [true, true, true, true, true, rel100, update, registrar];
    writer.list(
        HeaderName::Allow,
        NAMES
            .iter()
            .zip(used)
            .filter_map(|(name, used)| used.then_some(name)),
    );
}

/// Writes Supported: only what is in use; nothing when nothing is (R-13.3.5-4).
pub(crate) fn write_supported(writer: &mut MessageWriter<'_>, rel100: bool, timer: bool) {
    if rel100 || timer {
        writer.list(
            HeaderName::Supported,
            OPTION_TAGS
                .iter()
                .zip([rel100, timer])
                .filter_map(|(tag, used)| used.then_some(tag)),
        );
    }
}

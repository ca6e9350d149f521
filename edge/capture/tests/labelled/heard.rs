//! What a scripted peer reads of a message that comes.

use std::net::SocketAddr;

use naisen_sdp::SessionDescription;
use naisen_sip::{CSeq, From, HeaderName, Message, To, Via};

/// A message that came, as far as a script needs it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// The method, of a response that of its request.
    pub(crate) method: String,
    /// Of a response.
    pub(crate) status: Option<u16>,
    pub(crate) call_id: String,
    pub(crate) cseq: u32,
    pub(crate) branch: String,
    pub(crate) via: Vec<String>,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) from_tag: String,
    pub(crate) to_tag: Option<String>,
    pub(crate) contact: Option<String>,
    pub(crate) record_route: Vec<String>,
    pub(crate) rseq: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) media: Option<SocketAddr>,
    pub(crate) source: Option<SocketAddr>,
}

impl Heard {
    /// Reads a message; `None` if it is none.
    pub(crate) fn read(source: SocketAddr, bytes: &[u8]) -> Option<Self> {
        let message = Message::parse(bytes).ok()?;
        let cseq = message.required::<CSeq<'_>>().ok()?;
        let from = message.required::<From<'_>>().ok()?;
        let to = message.required::<To<'_>>().ok()?;
        let via = message.required::<Via<'_>>().ok()?;
        let all = |name| message.headers(name).map(str::to_owned).collect();
        let text = |name| message.header(name).unwrap_or_default().to_owned();
        let contact = message.header(HeaderName::Contact).map(uri_of);
        let challenge = message
            .header(HeaderName::WwwAuthenticate)
            .or(message.header(HeaderName::ProxyAuthenticate));
        let nonce = challenge.and_then(|challenge| {
            let rest = challenge.split_once("nonce=\"")?.1;
            Some(rest.split_once('"')?.0.to_owned())
        });
        let description = SessionDescription::parse(message.body()).ok();
        let media = description.and_then(|it| it.rtp_address(it.audio()?));
        Some(Self {
            method: cseq.method.as_str().to_owned(),
            status: message.status().map(naisen_sip::StatusCode::code),
            call_id: text(HeaderName::CallId),
            cseq: cseq.number,
            branch: via.branch().unwrap_or_default().to_owned(),
            via: all(HeaderName::Via),
            from: text(HeaderName::From),
            to: text(HeaderName::To),
            from_tag: from.tag().unwrap_or_default().to_owned(),
            to_tag: to.tag().map(str::to_owned),
            contact,
            record_route: all(HeaderName::RecordRoute),
            rseq: message.header(HeaderName::RSeq).map(str::to_owned),
            nonce,
            media,
            source: Some(source),
        })
    }

    /// The word by which a script names a request.
    pub(crate) fn name(&self) -> &str {
        if self.method == "INVITE" && self.to_tag.is_some() {
            "re-INVITE"
        } else {
            &self.method
        }
    }
}

/// The URI of a header value with or without angle brackets.
fn uri_of(value: &str) -> String {
    let inside = value.split_once('<').map(|(_, rest)| rest);
    let uri = inside.and_then(|rest| Some(rest.split_once('>')?.0));
    uri.unwrap_or(value.split(';').next().unwrap_or_default())
        .to_owned()
}

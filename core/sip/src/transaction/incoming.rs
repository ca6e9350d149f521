//! What the layer reads of every request that it receives.

use super::fingerprint::RequestIdentity;
use crate::{
    CSeq, CallId, From as FromHeader, HeaderError, HeaderName, Message, Method, To, TypedHeader,
    Via, malformed,
};

/// Why a request is turned away before it is looked up.
pub(super) enum Unreadable<'a> {
    /// The top Via is missing or broken.
    TopVia(HeaderError),
    /// Another header is; the top Via tells the way back.
    Header(Via<'a>, HeaderError),
}

/// The headers that the layer reads of every request.
pub(super) struct Incoming<'a> {
    pub(super) method: Method<'a>,
    pub(super) via: Via<'a>,
    pub(super) via_text: &'a str,
    pub(super) uri: &'a str,
    pub(super) from_tag: Option<&'a str>,
    pub(super) to_tag: Option<&'a str>,
    pub(super) call_id: &'a str,
    pub(super) cseq: CSeq<'a>,
}

impl<'a> Incoming<'a> {
    pub(super) fn read(message: &Message<'a>) -> Result<Self, Unreadable<'a>> {
        let (method, uri) = message
            .method()
            .zip(message.request_uri())
            .ok_or(Unreadable::TopVia(HeaderError::Missing(HeaderName::Via)))?;
        let via_text = message
            .elements(HeaderName::Via)
            .next()
            .ok_or(Unreadable::TopVia(HeaderError::Missing(HeaderName::Via)))?;
        let via = Via::parse(via_text).map_err(Unreadable::TopVia)?;
        let bad = |error| Unreadable::Header(via, error);
        let cseq: CSeq<'a> = message.required().map_err(bad)?;
        if cseq.method != method {
            return Err(bad(malformed(HeaderName::CSeq, "method of the request")));
        }
        let from: FromHeader<'a> = message.required().map_err(bad)?;
        let to: To<'a> = message.required().map_err(bad)?;
        let call_id: CallId<'a> = message.required().map_err(bad)?;
        Ok(Self {
            method,
            via,
            via_text,
            uri,
            from_tag: from.tag(),
            to_tag: to.tag(),
            call_id: call_id.0,
            cseq,
        })
    }

    /// Its identity; `as_invite` gives that of the INVITE that an ACK or a CANCEL belongs to.
    pub(super) fn identity(&self, as_invite: bool) -> RequestIdentity<'_> {
        RequestIdentity {
            via: &self.via,
            via_text: self.via_text,
            method: if as_invite {
                Method::Invite.as_str()
            } else {
                self.method.as_str()
            },
            uri: self.uri,
            from_tag: self.from_tag,
            to_tag: self.to_tag,
            call_id: self.call_id,
            cseq_number: self.cseq.number,
        }
    }
}

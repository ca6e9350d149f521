//! Dialogs (RFC 3261 §12): what two user agents remember of each other between requests.
//!
//! A dialog is plain data with the rules of RFC 3261 §12.2 as methods. It sends nothing and finds
//! nothing: its owner keeps it in a table of its own and gives what [`Dialog::write_request`] writes
//! to the transaction layer.
//!
//! A peer of RFC 2543 may have no tag. Its tag is then the empty text, and is never written
//! (RFC 3261 §12.1.1, R-5.3.1-2).

use std::fmt;

use naisen_node::Flow;

use crate::{
    CSeq, CallId, Contact, From as FromHeader, HeaderError, HeaderName, Message, MessageWriter,
    Method, NameAddr, Params, RecordRoute, Route, To, TypedHeader,
};

/// How far a dialog has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DialogState {
    /// Begun by a provisional response with a To tag.
    Early,
    /// Begun or confirmed by a 2xx.
    Confirmed,
}

/// One end of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The URI in From or To.
    pub uri: Box<str>,
    /// The display name, without its quotes, escapes left.
    pub display: Option<Box<str>>,
    /// The tag; empty for a null tag.
    pub tag: Box<str>,
}

impl Party {
    fn new(address: &NameAddr<'_>, tag: Option<&str>) -> Self {
        Self {
            uri: address.uri.into(),
            display: address.display.map(Into::into),
            tag: tag.unwrap_or_default().into(),
        }
    }
}

/// The value of From or To.
impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = NameAddr {
            display: self.display.as_deref(),
            uri: &self.uri,
            params: Params::NONE,
        };
        write!(f, "{address}")?;
        if !self.tag.is_empty() {
            write!(f, ";tag={}", self.tag)?;
        }
        Ok(())
    }
}

/// The request's CSeq number is lower than one that came before: answer 500 (RFC 3261 §12.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cseq number {received} comes after {known}")]
pub struct OutOfOrder {
    /// The number of the request.
    pub received: u32,
    /// The highest number so far.
    pub known: u32,
}

/// A dialog, from our end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialog {
    /// Early or confirmed.
    pub state: DialogState,
    /// The Call-ID.
    pub call_id: Box<str>,
    /// Our end.
    pub local: Party,
    /// The peer's end.
    pub remote: Party,
    /// The URI of our Contact; the same for the life of the dialog (R-5.7.2-3, R-6.8.1-3).
    pub local_contact: Box<str>,
    /// The URI that requests go to: the peer's Contact.
    pub remote_target: Box<str>,
    /// The proxies that requests visit, as values of Route, the nearest first.
    pub route_set: Vec<Box<str>>,
    /// The CSeq number of our last request. 0 in a dialog that the peer began and in which we have
    /// sent nothing; the owner may set it, so that its first number is any of 1..=999900 (JJ-22.11
    /// T13-8).
    pub local_cseq: u32,
    /// The highest CSeq number of the peer; `None` before its first request.
    pub remote_cseq: Option<u32>,
    /// The way to the peer.
    pub flow: Flow,
}

impl Dialog {
    /// The early dialog of a request that we answer (RFC 3261 §12.1.1). `local_tag` is the tag that
    /// our responses carry, `local_contact` the URI of their Contact.
    ///
    /// # Errors
    ///
    /// [`HeaderError`] if From, To, Call-ID, CSeq or Contact is missing or broken.
    pub fn accepting(
        request: &Message<'_>,
        local_tag: &str,
        local_contact: &str,
        flow: Flow,
    ) -> Result<Self, HeaderError> {
        let from: FromHeader<'_> = request.required()?;
        let to: To<'_> = request.required()?;
        let call_id: CallId<'_> = request.required()?;
        let cseq: CSeq<'_> = request.required()?;
        let target = contact_uri(request)?.ok_or(HeaderError::Missing(HeaderName::Contact))?;
        Ok(Self {
            state: DialogState::Early,
            call_id: call_id.0.into(),
            local: Party::new(&to, Some(local_tag)),
            remote: Party::new(&from, from.tag()),
            local_contact: local_contact.into(),
            remote_target: target.into(),
            route_set: route_set(request)?,
            local_cseq: 0,
            remote_cseq: Some(cseq.number),
            flow,
        })
    }

    /// The dialog that `response` begins for a `request` of ours (RFC 3261 §12.1.2). A response
    /// without To tag gives a dialog with a null tag (R-5.3.1-2); one without Contact leaves the
    /// Request-URI as the remote target.
    ///
    /// # Errors
    ///
    /// [`HeaderError`] if From, Call-ID or CSeq of the request or To of the response is missing, or
    /// anything that is there is broken.
    pub fn established(
        request: &Message<'_>,
        response: &Message<'_>,
        local_contact: &str,
        flow: Flow,
        state: DialogState,
    ) -> Result<Self, HeaderError> {
        let from: FromHeader<'_> = request.required()?;
        let call_id: CallId<'_> = request.required()?;
        let cseq: CSeq<'_> = request.required()?;
        let to: To<'_> = response.required()?;
        let target = contact_uri(response)?
            .or_else(|| request.request_uri())
            .unwrap_or_default();
        let mut route_set = route_set(response)?;
        route_set.reverse();
        Ok(Self {
            state,
            call_id: call_id.0.into(),
            local: Party::new(&from, from.tag()),
            remote: Party::new(&to, to.tag()),
            local_contact: local_contact.into(),
            remote_target: target.into(),
            route_set,
            local_cseq: cseq.number,
            remote_cseq: None,
            flow,
        })
    }

    /// Confirms a dialog that we began and that was early: its 2xx gives route set and remote
    /// target anew (RFC 3261 §13.2.2.4). The peer that we answer needs only `state` set.
    ///
    /// # Errors
    ///
    /// [`HeaderError`] if Record-Route is broken; the dialog is confirmed all the same, with the
    /// route set it had.
    pub fn confirm(&mut self, response: &Message<'_>) -> Result<(), HeaderError> {
        self.state = DialogState::Confirmed;
        self.retarget(response);
        let mut routes = route_set(response)?;
        routes.reverse();
        self.route_set = routes;
        Ok(())
    }

    /// Whether a received message belongs here: Call-ID, our tag and the peer's tag agree, where
    /// none and the null tag are the same.
    pub fn owns(&self, message: &Message<'_>) -> bool {
        let tags = || -> Result<_, HeaderError> {
            let call_id: CallId<'_> = message.required()?;
            let from: FromHeader<'_> = message.required()?;
            let to: To<'_> = message.required()?;
            Ok((call_id.0, from.tag(), to.tag()))
        };
        let Ok((call_id, from, to)) = tags() else {
            return false;
        };
        let (local, remote) = if message.is_request() {
            (to, from)
        } else {
            (from, to)
        };
        *self.call_id == *call_id
            && *self.local.tag == *local.unwrap_or_default()
            && *self.remote.tag == *remote.unwrap_or_default()
    }

    /// Takes the CSeq number of a request of the peer. The first may have any value (JJ-22.11
    /// E-43). Not for ACK and CANCEL, which repeat the number of their INVITE.
    ///
    /// # Errors
    ///
    /// [`OutOfOrder`] if it is lower than one that came before; the dialog has not changed.
    pub fn check_cseq(&mut self, number: u32) -> Result<(), OutOfOrder> {
        match self.remote_cseq {
            Some(known) if number < known => Err(OutOfOrder {
                received: number,
                known,
            }),
            _ => {
                self.remote_cseq = Some(number);
                Ok(())
            }
        }
    }

    /// Takes the remote target from the Contact of a request or response that may move it: INVITE,
    /// UPDATE, and responses to INVITE (R-7.2-2, R-7.3-1, R-7.3-2). A message without a
    /// legible Contact changes nothing.
    pub fn retarget(&mut self, message: &Message<'_>) {
        if let Ok(Some(target)) = contact_uri(message)
            && *target != *self.remote_target
        {
            self.remote_target = target.into();
        }
    }

    /// The CSeq number for our next request, ACK and CANCEL excepted.
    pub fn next_cseq(&mut self) -> u32 {
        self.local_cseq = self.local_cseq.saturating_add(1);
        self.local_cseq
    }

    /// The URI whose host requests are sent to: the nearest proxy's, or the remote target
    /// (R-7.1-2).
    pub fn next_hop(&self) -> &str {
        match self.route_set.first() {
            Some(route) => Route::parse(route).map_or(&self.remote_target, |route| route.0.uri),
            None => &self.remote_target,
        }
    }

    /// Writes the beginning of a request within the dialog (RFC 3261 §12.2.1.1): request line, Via,
    /// Max-Forwards, Route, From, To, Call-ID and CSeq. The caller adds the rest and ends it.
    ///
    /// Via asks for `rport` (RFC 3581), so that responses find their way back through a NAT.
    pub fn write_request<'b>(
        &self,
        out: &'b mut Vec<u8>,
        method: Method<'_>,
        cseq: u32,
        branch: &str,
    ) -> MessageWriter<'b> {
        // A strict router wants to see itself in the request line and the target behind the routes.
        let strict = self
            .route_set
            .first()
            .and_then(|first| Route::parse(first).ok())
            .filter(|route| !route.is_loose());
        let uri = strict.map_or(&*self.remote_target, |route| request_uri(route.0.uri));
        let mut writer = MessageWriter::request(out, method, uri);
        writer.header(
            HeaderName::Via,
            format_args!(
                "SIP/2.0/{} {};branch={branch};rport",
                self.flow.transport, self.flow.local
            ),
        );
        writer.header(HeaderName::MaxForwards, 70);
        if strict.is_some() {
            let target = NameAddr::new(&self.remote_target).to_string();
            let routes = self.route_set.iter().skip(1).map(|route| &**route);
            writer.list(HeaderName::Route, routes.chain([&*target]));
        } else {
            writer.list(HeaderName::Route, &self.route_set);
        }
        writer.header(HeaderName::From, &self.local);
        writer.header(HeaderName::To, &self.remote);
        writer.header(HeaderName::CallId, &self.call_id);
        writer.header(HeaderName::CSeq, format_args!("{cseq} {}", method.as_str()));
        writer
    }
}

/// The URI of the first Contact; `*` is none.
fn contact_uri<'a>(message: &Message<'a>) -> Result<Option<&'a str>, HeaderError> {
    let Some(contact) = message.list::<Contact<'a>>().next() else {
        return Ok(None);
    };
    Ok(contact?.address().map(|address| address.addr.uri))
}

/// The values of Record-Route in their order.
fn route_set(message: &Message<'_>) -> Result<Vec<Box<str>>, HeaderError> {
    message
        .list::<RecordRoute<'_>>()
        .map(|route| route.map(|route| route.to_string().into()))
        .collect()
}

/// A URI without the part that no request line may have (RFC 3261 §19.1.1, table 1).
fn request_uri(uri: &str) -> &str {
    uri.split_once('?').map_or(uri, |(uri, _)| uri)
}

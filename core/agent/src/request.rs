//! Requests outside of dialogs: ours (REGISTER), and answers to those of others (JJ-22.11 §4).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{HeaderName, MessageWriter, Method, ServerId, StatusCode};

use crate::agent::{Agent, Owner, token_str};
use crate::invite::{Party, via};
use crate::peer::Peer;
use crate::policy::Policy;
use crate::session::SessionId;

/// The most requests of ours that await an answer: a terminal has a few registrations.
const MAX_REQUESTS: usize = 1 << 12;

/// A handle on a request of ours; of no use after its final response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(u32);

impl RequestId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A request of ours that awaits its final response.
#[derive(Debug)]
pub(crate) struct PendingRequest;

/// A request outside of dialogs to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The path to the next hop.
    pub flow: Flow,
    /// The method.
    pub method: Method<'a>,
    /// The Request-URI.
    pub request_uri: &'a str,
    /// From, without tag.
    pub from: Party<'a>,
    /// Our tag.
    pub from_tag: &'a str,
    /// To.
    pub to: Party<'a>,
    /// Call-ID.
    pub call_id: &'a str,
    /// CSeq number.
    pub cseq: u32,
    /// Whole header lines, each ended by CRLF.
    pub lines: &'a [u8],
}

impl Agent {
    /// Sends a request outside of dialogs. Its responses come as [`crate::Arrival::Response`], its
    /// failure as [`crate::Event::RequestFailed`]. `None` when the tables are full.
    pub fn request(
        &mut self,
        now: Time,
        request: Request<'_>,
        sends: &mut Sends,
    ) -> Option<RequestId> {
        if self.requests.len() >= MAX_REQUESTS {
            return None;
        }
        let index = u32::try_from(self.requests.vacant_key()).ok()?;
        let id = RequestId(index);
        let user_agent = self.options.user_agent.as_deref();
        self.transactions
            .request(
                now,
                Owner::Request(id),
                request.flow,
                request.method,
                sends,
                |out, branch| {
                    let mut writer =
                        MessageWriter::request(out, request.method, request.request_uri);
                    writer
                        .header(HeaderName::Via, via(request.flow, branch))
                        .header(HeaderName::MaxForwards, 70)
                        .header(
                            HeaderName::From,
                            format_args!("{};tag={}", request.from, request.from_tag),
                        )
                        .header(HeaderName::To, request.to)
                        .header(HeaderName::CallId, request.call_id)
                        .header(
                            HeaderName::CSeq,
                            format_args!("{} {}", request.cseq, request.method.as_str()),
                        )
                        .raw(request.lines);
                    if let Some(user_agent) = user_agent {
                        writer.header(HeaderName::UserAgent, user_agent);
                    }
                    writer.empty();
                },
            )
            .ok()?;
        self.requests.insert(PendingRequest);
        Some(id)
    }

    /// Answers a request. `write` adds headers and ends the message with
    /// [`MessageWriter::body`] or [`MessageWriter::empty`]. A To tag is added where there is none.
    pub fn respond(
        &mut self,
        now: Time,
        id: ServerId,
        status: StatusCode,
        sends: &mut Sends,
        write: impl FnOnce(MessageWriter<'_>),
    ) {
        let tag = self.random.token::<12>();
        // A transaction that is gone has nobody to be answered.
        let _ =
            self.transactions
                .respond(now, id, status, None, Some(token_str(&tag)), sends, write);
    }

    /// What the peer of a session said it can do.
    pub fn peer(&self, session: SessionId) -> Option<Peer> {
        self.sessions.get(session).map(|session| session.peer)
    }

    /// The session's options, to be changed.
    pub fn policy_mut(&mut self, session: SessionId) -> Option<&mut Policy> {
        self.sessions
            .get_mut(session)
            .map(|session| &mut session.policy)
    }

    /// The session's Call-ID.
    pub fn call_id(&self, session: SessionId) -> Option<&str> {
        self.sessions.get(session).map(|session| &*session.call_id)
    }

    /// The path to the session's peer.
    pub fn flow(&self, session: SessionId) -> Option<Flow> {
        self.sessions.get(session).map(|session| session.flow)
    }
}

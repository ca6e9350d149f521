//! The Initial INVITE as a caller sends it, and sends it again with what was asked for (JJ-22.11
//! §5.1, §9.4.1).

use std::collections::VecDeque;

use naisen_node::{Flow, Sends, Time};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{
    HeaderName, Message, MessageWriter, Method, NameAddr, SessionExpires, StatusCode,
};
use smallvec::SmallVec;

use crate::agent::{Agent, Owner, token_str};
use crate::authenticate::Authentication;
use crate::change::Changes;
use crate::event::Failure;
use crate::peer::Peer;
use crate::policy::Policy;
use crate::redirection::target;
use crate::screen;
use crate::session::{Calling, Session, SessionId, Stage};

/// A side of a call, as From and To name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party<'a> {
    /// The URI.
    pub uri: &'a str,
    /// The display-name without quotes.
    pub display: Option<&'a str>,
}

impl std::fmt::Display for Party<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = NameAddr {
            display: self.display,
            ..NameAddr::new(self.uri)
        };
        address.fmt(f)
    }
}

/// An Initial INVITE to be sent.
#[derive(Debug)]
pub struct Invite<'a> {
    /// The path to the next hop.
    pub flow: Flow,
    /// The Request-URI (JJ-22.11 §5.1.2).
    pub request_uri: &'a str,
    /// From without its tag (JJ-22.11 §5.1.3).
    pub from: Party<'a>,
    /// To.
    pub to: Party<'a>,
    /// The offer; without one the peer's 2xx offers and our ACK answers (R-5.1.1-5).
    pub sdp: Option<&'a [u8]>,
    /// Whole header lines, each ended by CRLF: Privacy, P-Asserted-Identity and their like.
    pub lines: &'a [u8],
    /// With which to answer 401 and 407.
    pub credentials: Option<ClientCredentials>,
}

impl Agent {
    /// Sends an Initial INVITE. `None` when the tables are full.
    pub fn invite(
        &mut self,
        now: Time,
        invite: Invite<'_>,
        mut policy: Policy,
        sends: &mut Sends,
    ) -> Option<SessionId> {
        if let Some(timer) = &mut policy.timer {
            // RFC 4028 §7.1: no interval below the Min-SE beside it.
            timer.expires_s = timer.expires_s.max(timer.sent_min_se_s.unwrap_or(0));
        }
        let (id, local_tag) = self.reserve()?;
        let call_id: Box<str> = token_str(&self.random.token::<24>()).into();
        let contact = self.new_contact(invite.flow);
        let cseq = 1;
        let user_agent = self.options.user_agent.as_deref();
        let client = self
            .transactions
            .request(
                now,
                Owner::Invite(id),
                invite.flow,
                Method::Invite,
                sends,
                |out, branch| {
                    let mut writer =
                        MessageWriter::request(out, Method::Invite, invite.request_uri);
                    writer
                        .header(HeaderName::Via, via(invite.flow, branch))
                        .header(HeaderName::MaxForwards, 70)
                        .header(
                            HeaderName::From,
                            format_args!("{};tag={local_tag}", invite.from),
                        )
                        .header(HeaderName::To, invite.to)
                        .header(HeaderName::CallId, &call_id)
                        .header(HeaderName::CSeq, format_args!("{cseq} INVITE"))
                        .header(HeaderName::Contact, format_args!("<{contact}>"));
                    screen::write_allow(&mut writer, policy.rel100, policy.update, false);
                    screen::write_supported(&mut writer, policy.rel100, policy.timer.is_some());
                    if let Some(timer) = &policy.timer {
                        writer.header(
                            HeaderName::SessionExpires,
                            SessionExpires {
                                delta_seconds: timer.expires_s,
                                refresher: timer.asked_refresher,
                            },
                        );
                        if let Some(min_se) = timer.sent_min_se_s {
                            writer.header(HeaderName::MinSe, min_se);
                        }
                    }
                    writer.raw(invite.lines);
                    if let Some(user_agent) = user_agent {
                        writer.header(HeaderName::UserAgent, user_agent);
                    }
                    finish_with_sdp(writer, invite.sdp);
                },
            )
            .ok()?;
        let request = self
            .transactions
            .original(client)
            .unwrap_or_default()
            .into();
        let min_se_s = policy.timer.as_ref().and_then(|timer| timer.sent_min_se_s);
        let session = Session {
            id,
            policy,
            peer: Peer::default(),
            stage: Stage::Calling(Box::new(Calling {
                client,
                request,
                cseq,
                offered: invite.sdp.is_some(),
                proceeding: false,
                given_up: None,
                early: SmallVec::new(),
                pracks_wanted: VecDeque::new(),
                attempts: 0,
                targets: Vec::new(),
                authentication: invite.credentials.map(Authentication::new).map(Box::new),
                min_se_s,
            })),
            changes: Changes::default(),
            patience: None,
            local_tag,
            contact,
            flow: invite.flow,
            we_called: true,
            call_id,
            min_se_s,
        };
        self.sessions.insert(session);
        Some(id)
    }

    /// Sends the INVITE again with the next CSeq number, in the same call (R-5.1.4.2-2): to where it was
    /// redirected last, with these credentials, and with the Session-Expires and Min-SE that a 422 asked for (R-9.4.1-6).
    pub(crate) fn send_again(
        &mut self,
        now: Time,
        id: SessionId,
        credentials: &[(HeaderName, String)],
        sends: &mut Sends,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        let flow = session.flow;
        let timer = session.policy.timer.clone();
        let Stage::Calling(calling) = &mut session.stage else {
            return;
        };
        let cseq = calling.cseq + 1;
        let min_se = calling.min_se_s;
        let result = Message::parse(&calling.request).ok().and_then(|request| {
            let uri = target(&calling.targets, &request);
            self.transactions
                .request(
                    now,
                    Owner::Invite(id),
                    flow,
                    Method::Invite,
                    sends,
                    |out, branch| {
                        let mut writer = MessageWriter::request(out, Method::Invite, uri);
                        for line in request.lines() {
                            match line.name {
                                HeaderName::Via => {
                                    writer.header(HeaderName::Via, via(flow, branch));
                                }
                                HeaderName::CSeq => {
                                    writer.header(HeaderName::CSeq, format_args!("{cseq} INVITE"));
                                    for (name, value) in credentials {
                                        writer.header(*name, value);
                                    }
                                }
                                HeaderName::SessionExpires => {
                                    if let Some(timer) = &timer {
                                        writer.header(
                                            HeaderName::SessionExpires,
                                            SessionExpires {
                                                delta_seconds: timer.expires_s,
                                                refresher: timer.asked_refresher,
                                            },
                                        );
                                    }
                                    if let Some(min_se) = min_se {
                                        writer.header(HeaderName::MinSe, min_se);
                                    }
                                }
                                HeaderName::Authorization | HeaderName::ProxyAuthorization
                                    if !credentials.is_empty() => {}
                                HeaderName::MinSe
                                | HeaderName::ContentLength
                                | HeaderName::ContentType => {}
                                _ => {
                                    writer.named(line.raw_name, line.value);
                                }
                            }
                        }
                        finish_with_sdp(writer, screen::sdp_of(&request));
                    },
                )
                .ok()
        });
        let Some(client) = result else {
            self.refuse(
                now,
                id,
                Failure::local(StatusCode::SERVICE_UNAVAILABLE),
                sends,
            );
            return;
        };
        let bytes = self
            .transactions
            .original(client)
            .unwrap_or_default()
            .into();
        calling.client = client;
        calling.cseq = cseq;
        calling.request = bytes;
        calling.proceeding = false;
        calling.early.clear();
        calling.pracks_wanted.clear();
    }

    /// A Contact URI for a new dialog: a user part that nobody can guess, different from the
    /// registered one (R-5.7.2-1, R-5.7.2-2, R-6.8.1-1).
    pub(crate) fn new_contact(&mut self, flow: Flow) -> Box<str> {
        let user = self.random.token::<12>();
        let user = token_str(&user);
        let local = flow.local;
        match flow.transport {
            naisen_node::Transport::Udp => format!("sip:{user}@{local}"),
            naisen_node::Transport::Tcp => format!("sip:{user}@{local};transport=tcp"),
        }
        .into_boxed_str()
    }
}

/// The value of our Via.
pub(crate) fn via(flow: Flow, branch: &str) -> String {
    format!(
        "SIP/2.0/{} {};branch={branch};rport",
        flow.transport, flow.local
    )
}

/// Ends a message with a session description, or with nothing.
pub(crate) fn finish_with_sdp(writer: MessageWriter<'_>, sdp: Option<&[u8]>) {
    match sdp {
        Some(sdp) => writer.body("application/sdp", sdp),
        None => writer.empty(),
    }
}

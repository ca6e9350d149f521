//! The caller's side of an Initial INVITE (JJ-22.11 §5, RFC 3261 §13.2).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{
    Branch, ClientId, Dialog, DialogState, HeaderName, Message, MessageWriter, Method, MinSe,
    NameAddr, RSeq, SessionExpires, StatusCode, To,
};
use smallvec::SmallVec;

use crate::agent::{Agent, Owner, token_str};
use crate::authenticate::Authentication;
use crate::event::{Event, Failure, SessionEnd};
use crate::modify::Modification;
use crate::policy::{Handling, Policy};
use crate::screen;
use crate::session::{
    Calling, Early, Established, Peer, SentAcks, Session, SessionId, Stage, TimerState,
};

/// The most early dialogs of one INVITE: forks beyond it share the fate of the call but get no
/// dialog of their own.
pub(crate) const MAX_EARLY_DIALOGS: usize = 8;

/// How often one INVITE is sent again after 401, 407 or 422 before it is taken as refused.
const MAX_ATTEMPTS: u8 = 6;

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
        policy: Policy,
        sends: &mut Sends,
    ) -> Option<SessionId> {
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
                attempts: 0,
                authentication: invite.credentials.map(Authentication::new).map(Box::new),
                min_se_s,
            })),
            modification: Modification::Idle,
            postponed: None,
            local_tag,
            contact,
            flow: invite.flow,
            we_called: true,
            call_id,
            min_se_s,
        };
        let index = self.sessions.insert(session);
        debug_assert_eq!(index, id.index());
        Some(id)
    }

    /// Sends the ACK for a 2xx whose ACK was left to the owner, to the Initial INVITE or to a
    /// re-INVITE. `sdp` answers an offer in the 2xx.
    pub fn ack(&mut self, now: Time, session: SessionId, sdp: Option<&[u8]>, sends: &mut Sends) {
        let branch = self.transactions.branch_without_transaction();
        let Some(established) = self.session(session).and_then(Session::established) else {
            return;
        };
        let Some(cseq) = established.ack_wanted.take() else {
            return;
        };
        send_ack(
            &established.dialog,
            &mut established.acks,
            cseq,
            &branch,
            sdp,
            sends,
        );
        self.release_if_wanted(now, session, sends);
    }

    /// A response to an Initial INVITE.
    pub(crate) fn invite_response(
        &mut self,
        now: Time,
        id: SessionId,
        client: ClientId,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session(id) else {
            return;
        };
        match &mut session.stage {
            Stage::Calling(calling) if calling.client == client => {
                if status.is_provisional() {
                    self.invite_provisional(now, id, status, message, sends);
                } else if status.is_success() {
                    self.invite_answered(now, id, message, sends);
                } else {
                    self.invite_refused(now, id, status, message, sends);
                }
            }
            Stage::Abandoning(abandoning) if abandoning.client == client => {
                if status.is_success() {
                    self.answered_after_cancel(now, id, message, sends);
                } else if status.is_final() {
                    let failure = Failure::from_response(message);
                    self.refuse(id, failure);
                }
            }
            Stage::Established(_) | Stage::Releasing(_) if status.is_success() => {
                self.answered_again(now, id, message, sends);
            }
            _ => {}
        }
    }

    /// The INVITE found no answer, or no way.
    pub(crate) fn invite_failed(
        &mut self,
        _now: Time,
        id: SessionId,
        client: ClientId,
        failure: Failure,
        _sends: &mut Sends,
    ) {
        let concerned = match self.session(id).map(|session| &session.stage) {
            Some(Stage::Calling(calling)) => calling.client == client,
            Some(Stage::Abandoning(abandoning)) => abandoning.client == client,
            _ => false,
        };
        if concerned {
            self.refuse(id, failure);
        }
    }

    /// Ends a session that never came to be.
    pub(crate) fn refuse(&mut self, id: SessionId, failure: Failure) {
        self.events.push_back(Event::Refused {
            session: id,
            failure,
        });
        self.finish(id, SessionEnd::NotEstablished);
    }

    /// A 1xx (JJ-22.11 §5.2).
    fn invite_provisional(
        &mut self,
        now: Time,
        id: SessionId,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session(id) else {
            return;
        };
        let (contact, flow) = (session.contact.clone(), session.flow);
        let Some(calling) = session.calling() else {
            return;
        };
        calling.proceeding = true;
        if calling.given_up.is_some() {
            self.cancel_now(now, id, sends);
            return;
        }
        if status == StatusCode::TRYING {
            return;
        }
        let sdp = screen::sdp_of(message).map(Into::into);
        let tag = to_tag(message);
        let early = if tag.is_empty() {
            None
        } else {
            early_dialog(calling, tag, message, &contact, flow)
        };
        let rseq = message
            .has_token(HeaderName::Require, "100rel")
            .then(|| message.typed::<RSeq>().ok().flatten())
            .flatten();
        let mut prack_wanted = false;
        let reliable = rseq.is_some() && early.is_some();
        if let (Some(RSeq(number)), Some(early)) = (rseq, early) {
            // RFC 3262 §4: repeated ones are absorbed, those out of order dropped.
            match early.rseq {
                Some(last) if number != last.wrapping_add(1) => return,
                _ => early.rseq = Some(number),
            }
            early.prack_wanted = Some(number);
            prack_wanted = true;
        }
        let tag: Box<str> = tag.into();
        update_peer(session, message);
        let by_owner = session.policy.prack == Handling::Owner;
        self.events.push_back(Event::Provisional {
            session: id,
            status,
            tag,
            sdp,
            prack_wanted: prack_wanted && by_owner,
            reliable,
        });
        if prack_wanted && !by_owner {
            self.send_prack(now, id, None, false, sends);
        }
    }

    /// The first 2xx (JJ-22.11 §5.3).
    fn invite_answered(
        &mut self,
        now: Time,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session(id) else {
            return;
        };
        update_peer(session, message);
        let timer = agreed_timer(message).filter(|_| session.policy.timer.is_some());
        let by_owner = session.policy.ack == Handling::Owner;
        let (contact, flow) = (session.contact.clone(), session.flow);
        let Some(calling) = session.calling() else {
            return;
        };
        let Some(dialog) = confirmed_dialog(calling, message, &contact, flow) else {
            let failure = Failure::local(StatusCode::BAD_GATEWAY);
            self.refuse(id, failure);
            return;
        };
        let (cseq, offered, given_up) = (calling.cseq, calling.offered, calling.given_up.is_some());
        let established = Established {
            dialog,
            unacknowledged: None,
            acks: SentAcks::default(),
            ack_wanted: Some(cseq),
            release_wanted: None,
            peer_bye: None,
            timer: None,
        };
        self.enter(id, Stage::Established(Box::new(established)));
        if given_up {
            // R-5.6.1-6: it was answered before a CANCEL could be sent.
            self.events.push_back(Event::Refused {
                session: id,
                failure: Failure::local(StatusCode::REQUEST_TERMINATED),
            });
            self.ack(now, id, None, sends);
            self.send_bye(now, id, &[], sends);
            return;
        }
        if offered && !by_owner {
            self.ack(now, id, None, sends);
        }
        if let Some(timer) = timer {
            let we_refresh = timer.refresher == Some(naisen_sip::Refresher::Uac);
            self.start_session_timer(now, id, timer.expires_s, we_refresh);
        }
        let sdp = screen::sdp_of(message).map(Into::into);
        self.events.push_back(Event::Answered {
            session: id,
            sdp,
            timer,
        });
    }

    /// A 2xx that crossed our CANCEL: ACK, then BYE (R-5.6.2-1).
    fn answered_after_cancel(
        &mut self,
        now: Time,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let Some(session) = self.session(id) else {
            return;
        };
        let Stage::Abandoning(abandoning) = &session.stage else {
            return;
        };
        let dialog = Message::parse(&abandoning.request)
            .ok()
            .and_then(|request| {
                Dialog::established(
                    &request,
                    message,
                    &session.contact,
                    session.flow,
                    DialogState::Confirmed,
                )
                .ok()
            });
        let failure = Failure::local(StatusCode::REQUEST_TERMINATED);
        let Some(dialog) = dialog else {
            self.refuse(id, failure);
            return;
        };
        let cseq = dialog.local_cseq;
        self.enter(
            id,
            Stage::Established(Box::new(Established {
                dialog,
                unacknowledged: None,
                acks: SentAcks::default(),
                ack_wanted: Some(cseq),
                release_wanted: None,
                peer_bye: None,
                timer: None,
            })),
        );
        self.events.push_back(Event::Refused {
            session: id,
            failure,
        });
        self.ack(now, id, None, sends);
        self.send_bye(now, id, &[], sends);
    }

    /// A 2xx after the first one: the same again, or another fork (JJ-22.11 §5.3.2).
    fn answered_again(
        &mut self,
        now: Time,
        id: SessionId,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let branch = self.transactions.branch_without_transaction();
        let Some(session) = self
            .sessions
            .get_mut(id.index())
            .filter(|session| session.id == id)
        else {
            return;
        };
        let (dialog, acks) = match &mut session.stage {
            Stage::Established(established) => {
                if established.ack_wanted.is_some()
                    && &*established.dialog.remote.tag == to_tag(message)
                {
                    return;
                }
                (&established.dialog, &mut established.acks)
            }
            Stage::Releasing(releasing) => (&releasing.dialog, &mut releasing.acks),
            _ => return,
        };
        let Ok(Some(cseq)) = message.typed::<naisen_sip::CSeq<'_>>() else {
            return;
        };
        let tag = to_tag(message);
        if acks.repeat(cseq.number, tag, sends) || &*dialog.remote.tag == tag {
            return;
        }
        // Another fork has answered too: only the first is kept (R-5.3.2-5).
        let mut fork = dialog.clone();
        fork.remote.tag = tag.into();
        fork.local_cseq = cseq.number;
        fork.retarget(message);
        send_ack(&fork, acks, cseq.number, &branch, None, sends);
        let number = fork.next_cseq();
        // Without room for its transaction the fork's own timers end it.
        let _ = self.transactions.request(
            now,
            Owner::Nobody,
            fork.flow,
            Method::Bye,
            sends,
            |out, branch| {
                fork.write_request(out, Method::Bye, number, branch).empty();
            },
        );
    }

    /// A final response of 300 and above (JJ-22.11 §5.4, §5.5).
    fn invite_refused(
        &mut self,
        now: Time,
        id: SessionId,
        status: StatusCode,
        message: &Message<'_>,
        sends: &mut Sends,
    ) {
        let mut failure = Failure::from_response(message);
        let cnonce = self.random.token::<16>();
        let Some(session) = self.session(id) else {
            return;
        };
        let interval_by_owner = session.policy.interval_too_small == Handling::Owner;
        let has_timer = session.policy.timer.is_some();
        let Some(calling) = session.calling() else {
            return;
        };
        if calling.given_up.is_some() || calling.attempts >= MAX_ATTEMPTS {
            self.refuse(id, failure);
            return;
        }
        calling.attempts += 1;
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
                if let Some(authentication) = &mut calling.authentication {
                    let request_uri = request_uri(&calling.request).to_owned();
                    let body = body(&calling.request).to_vec();
                    match authentication.answer(
                        message,
                        "INVITE",
                        &request_uri,
                        &body,
                        token_str(&cnonce),
                    ) {
                        Ok(line) => {
                            self.send_again(now, id, Some(&line), sends);
                            return;
                        }
                        Err(refused) => failure.credentials_refused = refused.wrong_credentials(),
                    }
                }
            }
            StatusCode::SESSION_INTERVAL_TOO_SMALL if has_timer && !interval_by_owner => {
                if let Ok(Some(MinSe {
                    delta_seconds: asked,
                })) = message.typed::<MinSe>()
                {
                    let largest = calling.min_se_s.unwrap_or(0).max(asked);
                    calling.min_se_s = Some(largest);
                    session.min_se_s = Some(largest);
                    if let Some(timer) = &mut session.policy.timer {
                        timer.expires_s = timer.expires_s.max(largest);
                    }
                    self.send_again(now, id, None, sends);
                    return;
                }
            }
            _ => {}
        }
        self.refuse(id, failure);
    }

    /// Sends the INVITE again with the next CSeq number, in the same call (R-5.1.4.2-2): with
    /// credentials, or with the Session-Expires and Min-SE that a 422 asked for (R-9.4.1-6).
    fn send_again(
        &mut self,
        now: Time,
        id: SessionId,
        authorization: Option<&(HeaderName, String)>,
        sends: &mut Sends,
    ) {
        let Some(session) = self
            .sessions
            .get_mut(id.index())
            .filter(|session| session.id == id)
        else {
            return;
        };
        let flow = session.flow;
        let timer = session.policy.timer.clone();
        let Stage::Calling(calling) = &mut session.stage else {
            return;
        };
        let Ok(request) = Message::parse(&calling.request) else {
            return;
        };
        let cseq = calling.cseq + 1;
        let min_se = calling.min_se_s;
        let result = self.transactions.request(
            now,
            Owner::Invite(id),
            flow,
            Method::Invite,
            sends,
            |out, branch| {
                let uri = request.request_uri().unwrap_or_default();
                let mut writer = MessageWriter::request(out, Method::Invite, uri);
                for line in request.lines() {
                    match line.name {
                        HeaderName::Via => {
                            writer.header(HeaderName::Via, via(flow, branch));
                        }
                        HeaderName::CSeq => {
                            writer.header(HeaderName::CSeq, format_args!("{cseq} INVITE"));
                            if let Some((name, value)) = authorization {
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
                            if authorization.is_some() => {}
                        HeaderName::MinSe | HeaderName::ContentLength | HeaderName::ContentType => {
                        }
                        _ => {
                            writer.named(line.raw_name, line.value);
                        }
                    }
                }
                finish_with_sdp(writer, screen::sdp_of(&request));
            },
        );
        let Ok(client) = result else {
            self.refuse(id, Failure::local(StatusCode::SERVICE_UNAVAILABLE));
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

/// Writes and keeps the ACK for a 2xx (RFC 3261 §13.2.2.4).
pub(crate) fn send_ack(
    dialog: &Dialog,
    acks: &mut SentAcks,
    cseq: u32,
    branch: &Branch,
    sdp: Option<&[u8]>,
    sends: &mut Sends,
) {
    let range = sends.sip(dialog.flow, |out| {
        let writer = dialog.write_request(out, Method::Ack, cseq, branch.as_str());
        finish_with_sdp(writer, sdp);
    });
    acks.keep(cseq, &dialog.remote.tag, dialog.flow, sends.bytes(range));
}

/// The session timer that a 2xx settles for its receiver: only with Require: timer (R-9.1-3).
pub(crate) fn agreed_timer(message: &Message<'_>) -> Option<TimerState> {
    if !message.has_token(HeaderName::Require, "timer") {
        return None;
    }
    message
        .typed::<SessionExpires>()
        .ok()
        .flatten()
        .map(TimerState::from)
}

/// Learns what the peer can do from a message of its.
pub(crate) fn update_peer(session: &mut Session, message: &Message<'_>) {
    if message.header(HeaderName::Allow).is_some() {
        session.peer.update = message.has_token(HeaderName::Allow, "UPDATE");
    }
    if message.has_token(HeaderName::Supported, "100rel") {
        session.peer.rel100 = true;
    }
    if message.has_token(HeaderName::Supported, "timer")
        || message.has_token(HeaderName::Require, "timer")
    {
        session.peer.timer = true;
    }
}

/// The To tag; empty for a null tag (R-5.3.1-2).
pub(crate) fn to_tag<'m>(message: &Message<'m>) -> &'m str {
    message
        .typed::<To<'m>>()
        .ok()
        .flatten()
        .and_then(|to| to.tag())
        .unwrap_or("")
}

fn request_uri(request: &[u8]) -> &str {
    Message::parse(request)
        .ok()
        .and_then(|message| message.request_uri())
        .unwrap_or("")
}

fn body(request: &[u8]) -> &[u8] {
    Message::parse(request).map_or(&[], |message| message.body())
}

/// The early dialog of a To tag, made when the tag is new (R-5.2.1-3). The latest 1xx makes its
/// dialog the last one.
fn early_dialog<'c>(
    calling: &'c mut Calling,
    tag: &str,
    message: &Message<'_>,
    contact: &str,
    flow: Flow,
) -> Option<&'c mut Early> {
    if let Some(position) = calling
        .early
        .iter()
        .position(|early| &*early.dialog.remote.tag == tag)
    {
        let mut early = calling.early.remove(position);
        early.dialog.retarget(message);
        calling.early.push(early);
        return calling.early.last_mut();
    }
    if calling.early.len() >= MAX_EARLY_DIALOGS {
        return None;
    }
    let request = Message::parse(&calling.request).ok()?;
    let dialog = Dialog::established(&request, message, contact, flow, DialogState::Early).ok()?;
    calling.early.push(Early {
        dialog,
        rseq: None,
        prack_wanted: None,
    });
    calling.early.last_mut()
}

/// The dialog that a 2xx confirms: its route set is taken anew, its numbers go on where the early
/// dialog stood (RFC 3261 §13.2.2.4).
fn confirmed_dialog(
    calling: &Calling,
    message: &Message<'_>,
    contact: &str,
    flow: Flow,
) -> Option<Dialog> {
    let request = Message::parse(&calling.request).ok()?;
    let mut dialog =
        Dialog::established(&request, message, contact, flow, DialogState::Confirmed).ok()?;
    if let Some(early) = calling
        .early
        .iter()
        .find(|early| early.dialog.remote.tag == dialog.remote.tag)
    {
        dialog.local_cseq = dialog.local_cseq.max(early.dialog.local_cseq);
        dialog.remote_cseq = early.dialog.remote_cseq;
    }
    Some(dialog)
}

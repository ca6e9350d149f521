//! An Initial INVITE: who calls, to where, and with which options (JJ-22.11 §5.1.4, §6.1).

use naisen_agent::{Handling, Policy, SessionId};
use naisen_node::{Flow, Outbox, Time};
use naisen_sdp::SessionDescription;
use naisen_sip::{CallId, From, HeaderName, Message, StatusCode, Uri};

use super::{EndToEnd, Ledger, MAX_CALLS};
use crate::admission::RETRY_AFTER_S;
use crate::authentication::Outcome;
use crate::config::{InviteChallenge, Use};
use crate::exchange::Exchange;
use crate::header_lines::HeaderLines;
use crate::identity::Caller;
use crate::routing::{self, Destination};
use crate::{CallRecord, Event, Notice, Releaser};

/// A call that passed all checks.
pub(crate) struct Incoming<'m> {
    pub session: SessionId,
    pub flow: Flow,
    pub request_uri: Uri<'m>,
    pub caller: Caller,
    pub offer: Option<SessionDescription>,
    pub ledger: Ledger,
}

/// Why a call cannot be, and what the caller is told beside the status.
pub(crate) struct Refusal {
    pub status: StatusCode,
    pub lines: HeaderLines,
}

impl Refusal {
    pub(crate) fn plain(status: StatusCode) -> Self {
        Self {
            status,
            lines: HeaderLines::default(),
        }
    }

    /// 503 with Retry-After (R-5.7.3-1).
    pub(crate) fn busy() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            lines: HeaderLines::one(HeaderName::RetryAfter, RETRY_AFTER_S),
        }
    }

    /// 488 with Warning 304 (R-10.2.1-13, JJ-22.11 E-17).
    pub(crate) fn no_media(flow: Flow, why: impl std::fmt::Display) -> Self {
        let agent = flow.local;
        let warning = format_args!("304 {agent} \"{why}\"");
        Self {
            status: StatusCode::NOT_ACCEPTABLE_HERE,
            lines: HeaderLines::one(HeaderName::Warning, warning),
        }
    }
}

impl Exchange {
    /// Takes an Initial INVITE.
    pub(crate) fn handle_invite(
        &mut self,
        now: Time,
        session: SessionId,
        message: &Message<'_>,
        out: &mut Outbox<Event>,
    ) {
        let Some(flow) = self.agent.flow(session) else {
            return;
        };
        let source = flow.remote;
        if !self.invites.admit_address(now, source.ip()) {
            out.events
                .push(Event::Noticed(Notice::RateLimited { source }));
            self.reject(now, session, &Refusal::busy(), out);
            return;
        }
        let proven = match self.config.authentication.invite {
            InviteChallenge::Off => None,
            challenge => match self.authenticator.judge(now, message, &self.directory) {
                Outcome::Proven(number) => Some(number),
                Outcome::Malformed => {
                    let refusal = Refusal::plain(StatusCode::BAD_REQUEST);
                    self.reject(now, session, &refusal, out);
                    return;
                }
                outcome => {
                    if let Outcome::Wrong(username) = &outcome {
                        let username = username.clone();
                        out.events
                            .push(Event::Noticed(Notice::AuthenticationFailed {
                                username,
                                source,
                            }));
                    }
                    let stale = outcome == Outcome::Stale;
                    let refusal = self.challenge(now, challenge, stale);
                    self.reject(now, session, &refusal, out);
                    return;
                }
            },
        };
        self.attempted += 1;
        let mut ledger = self.new_ledger(now, message);
        let refusal = match self.examine(now, session, flow, message, proven.as_deref(), out) {
            Ok((mut incoming, destination)) => {
                ledger.caller = incoming.caller.number.clone();
                ledger.dialled = std::mem::take(&mut incoming.ledger.dialled);
                incoming.ledger = ledger;
                match self.start(now, message, incoming, destination, out) {
                    Ok(()) => return,
                    Err((refusal, refused)) => {
                        ledger = refused;
                        refusal
                    }
                }
            }
            Err(refusal) => {
                if let Some(proven) = proven {
                    ledger.caller = proven;
                }
                refusal
            }
        };
        self.reject(now, session, &refusal, out);
        let status = refusal.status.code();
        out.events
            .push(Event::CallEnded(refused_record(ledger, now, status)));
    }

    /// All checks of a call whose caller is known.
    fn examine<'m>(
        &mut self,
        now: Time,
        session: SessionId,
        flow: Flow,
        message: &Message<'m>,
        proven: Option<&str>,
        out: &mut Outbox<Event>,
    ) -> Result<(Incoming<'m>, Destination), Refusal> {
        let source = flow.remote;
        let local = flow.local.ip();
        if self.draining || self.calls.len() >= self.config.calls_max.min(MAX_CALLS) {
            return Err(Refusal::busy());
        }
        let mut caller = Caller::read(message, proven, &self.hosts, &self.directory, local)
            .map_err(|_| {
                let number = proven.unwrap_or_default().into();
                out.events
                    .push(Event::Noticed(Notice::IdentityRefused { number, source }));
                Refusal::plain(StatusCode::FORBIDDEN)
            })?;
        if !self.invites.admit_number(now, &caller.number) {
            out.events
                .push(Event::Noticed(Notice::RateLimited { source }));
            return Err(Refusal::busy());
        }
        let uri = message.request_uri().unwrap_or_default();
        let request_uri = Uri::parse(uri).map_err(|_| Refusal::plain(StatusCode::BAD_REQUEST))?;
        let services = &self.config.services;
        let dialled = routing::dialled(&self.hosts, &self.directory, services, uri, local)
            .ok_or(Refusal::plain(StatusCode::NOT_FOUND))?;
        caller.restricted |= dialled.restricted;
        let destination = routing::destination(&self.directory, services, dialled.number);
        match destination {
            Destination::Unknown => return Err(Refusal::plain(StatusCode::NOT_FOUND)),
            Destination::NotRegistered => {
                return Err(Refusal::plain(StatusCode::TEMPORARILY_UNAVAILABLE));
            }
            _ => {}
        }
        let offer = match message.body() {
            [] => None,
            body => {
                let offer = SessionDescription::parse(body)
                    .map_err(|error| Refusal::no_media(flow, error))?;
                if offer.audio().is_none() {
                    return Err(Refusal::no_media(flow, "no audio over RTP/AVP"));
                }
                Some(offer)
            }
        };
        let mut ledger = self.new_ledger(now, message);
        ledger.dialled = dialled.number.into();
        Ok((
            Incoming {
                session,
                flow,
                request_uri,
                caller,
                offer,
                ledger,
            },
            destination,
        ))
    }

    /// Begins the call, or gives its ledger back for the record.
    fn start(
        &mut self,
        now: Time,
        message: &Message<'_>,
        incoming: Incoming<'_>,
        destination: Destination,
        out: &mut Outbox<Event>,
    ) -> Result<(), (Refusal, Ledger)> {
        match destination {
            Destination::Contacts(contacts) => self.offer(now, incoming, &contacts, out),
            Destination::Service(service) => {
                self.start_service(now, message, incoming, service, out)
            }
            Destination::Unknown | Destination::NotRegistered => {
                Err((Refusal::plain(StatusCode::NOT_FOUND), incoming.ledger))
            }
        }
    }

    /// The options of both legs (JJ-22.11 §8, §9): end to end where there is one phone and the caller
    /// has them, each leg for itself otherwise.
    pub(crate) fn settle_options(
        &mut self,
        session: SessionId,
        phones: usize,
    ) -> (Policy, EndToEnd) {
        let peer = self.agent.peer(session).unwrap_or_default();
        let config = &self.config;
        let alone = phones == 1;
        let end_to_end = EndToEnd {
            rel100: alone && peer.rel100 && config.rel100 != Use::Off,
            timer: alone && peer.timer && peer.asked_timer.is_some() && config.timer != Use::Off,
        };
        let handling = |owner| {
            if owner {
                Handling::Owner
            } else {
                Handling::Automatic
            }
        };
        let wanted = |use_, by_caller| match use_ {
            Use::AsCaller => by_caller,
            Use::Always => true,
            Use::Off => false,
        };
        let asked = peer.asked_timer.filter(|_| peer.timer);
        let mut timer_b = None;
        if wanted(config.timer, asked.is_some()) {
            let mut policy = config.timer_policy.clone();
            if let Some(asked) = asked {
                policy.expires_s = asked.expires_s;
                policy.asked_refresher = asked.refresher;
                policy.sent_min_se_s = peer.min_se_s;
            }
            policy.refresh = handling(end_to_end.timer);
            timer_b = Some(policy);
        }
        let policy_b = Policy {
            rel100: wanted(config.rel100, peer.rel100),
            update: config.update && (peer.update || !alone),
            timer: timer_b,
            prack: handling(end_to_end.rel100),
            ack: Handling::Owner,
            modify: handling(end_to_end.timer),
            bye: Handling::Owner,
            interval_too_small: handling(end_to_end.timer),
        };
        let mut timer_a = (config.timer != Use::Off).then(|| config.timer_policy.clone());
        if let Some(timer) = &mut timer_a {
            timer.refresh = handling(end_to_end.timer);
        }
        if let Some(policy) = self.agent.policy_mut(session) {
            policy.rel100 = self.config.rel100 != Use::Off;
            policy.update = self.config.update;
            policy.timer = timer_a;
            policy.prack = handling(end_to_end.rel100);
            policy.ack = Handling::Owner;
            policy.modify = handling(end_to_end.timer);
            policy.bye = Handling::Owner;
        }
        (policy_b, end_to_end)
    }

    fn challenge(&mut self, now: Time, challenge: InviteChallenge, stale: bool) -> Refusal {
        let (status, header) = match challenge {
            InviteChallenge::Server401 => (StatusCode::UNAUTHORIZED, HeaderName::WwwAuthenticate),
            InviteChallenge::Proxy407 | InviteChallenge::Off => (
                StatusCode::PROXY_AUTHENTICATION_REQUIRED,
                HeaderName::ProxyAuthenticate,
            ),
        };
        Refusal {
            status,
            lines: self.authenticator.challenge(now, header, stale),
        }
    }

    pub(crate) fn reject(
        &mut self,
        now: Time,
        session: SessionId,
        refusal: &Refusal,
        out: &mut Outbox<Event>,
    ) {
        let lines = refusal.lines.as_bytes();
        self.agent
            .reject(now, session, refusal.status, None, lines, &mut out.sends);
    }

    fn new_ledger(&mut self, now: Time, message: &Message<'_>) -> Ledger {
        let id = self.random.token::<16>();
        let id = std::str::from_utf8(&id).expect("the alphabet is ASCII");
        let user = |uri: &str| Uri::parse(uri).ok().and_then(|uri| uri.user.map(Box::from));
        let from = message.typed::<From<'_>>().ok().flatten();
        let call_id = message.typed::<CallId<'_>>().ok().flatten();
        Ledger {
            id: id.into(),
            caller: from.and_then(|from| user(from.uri)).unwrap_or_default(),
            dialled: user(message.request_uri().unwrap_or_default()).unwrap_or_default(),
            started_at: now,
            rang_at: None,
            answered_at: None,
            caller_call_id: call_id.map_or("", |it| it.0).into(),
            callee_call_id: None,
        }
    }
}

/// The record of a call that never began.
fn refused_record(ledger: Ledger, now: Time, status: u16) -> CallRecord {
    CallRecord {
        id: ledger.id,
        caller: ledger.caller,
        dialled: ledger.dialled,
        answered_by: None,
        started_at: ledger.started_at,
        rang_at: None,
        answered_at: None,
        ended_at: now,
        status,
        released_by: Releaser::Exchange,
        caller_call_id: ledger.caller_call_id,
        callee_call_id: None,
        packets_from_caller: 0,
        packets_from_callee: 0,
    }
}

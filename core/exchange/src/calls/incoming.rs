//! An Initial INVITE: who calls, to where, and with which options (JJ-22.11 §5.1.4, §6.1).

use naisen_agent::{Explanation, SessionId};
use naisen_cause::{Rule, Translation};
use naisen_node::{Flow, Outbox, Time};
use naisen_sdp::SessionDescription;
use naisen_sip::{
    CallId, ContentType, From, HeaderName, Host, MaxForwards, Message, Scheme, StatusCode, Uri,
};

use super::{Ledger, MAX_CALLS};
use crate::authentication::Outcome;
use crate::bounded::beginning;
use crate::config::{AdmissionConfig, InviteChallenge};
use crate::exchange::Exchange;
use crate::header_lines::HeaderLines;
use crate::identity::Caller;
use crate::routing::{self, Destination, MAX_NUMBER_BYTES};
use crate::verdict::Verdict;
use crate::{CallRecord, Event, Notice};

/// The longest Call-ID that a record keeps, in bytes.
const MAX_CALL_ID_BYTES: usize = 256;

/// A call that passed all checks.
pub(crate) struct Incoming<'m> {
    pub session: SessionId,
    pub flow: Flow,
    /// The host that the caller used.
    pub host: Host<'m>,
    pub caller: Caller,
    pub offer: Option<SessionDescription>,
    pub ledger: Ledger,
}

/// An INVITE before it is checked.
struct Asked<'a, 'm> {
    flow: Flow,
    message: &'a Message<'m>,
    /// The number whose secret it proved.
    proven: Option<&'a str>,
}

/// What the checks found.
struct Checked<'m> {
    host: Host<'m>,
    caller: Caller,
    offer: Option<SessionDescription>,
}

/// A call that never began, for its record.
pub(crate) struct Unstarted {
    refusal: Refusal,
    ledger: Ledger,
}

impl Unstarted {
    pub(crate) fn new(refusal: Refusal, ledger: Ledger) -> Box<Self> {
        Box::new(Self { refusal, ledger })
    }

    /// What the caller is told, and the record.
    fn part(self, now: Time, translation: &Translation) -> (Refusal, CallRecord) {
        let Self { refusal, ledger } = self;
        let verdict = refusal.verdict();
        let record = CallRecord {
            id: ledger.id,
            caller: ledger.caller,
            dialled: ledger.dialled,
            answered_by: None,
            started_at: ledger.started_at,
            rang_at: None,
            answered_at: None,
            ended_at: now,
            status: verdict.status.code(),
            cause: verdict.cause(translation),
            released_by: verdict.releaser,
            leg: verdict.leg,
            rule: verdict.rule,
            caller_call_id: ledger.caller_call_id,
            callee_call_id: None,
            packets_from_caller: 0,
            packets_from_callee: 0,
        };
        (refusal, record)
    }
}

/// Why a call cannot be, and what the caller is told beside the status.
pub(crate) struct Refusal {
    pub status: StatusCode,
    pub rule: Rule,
    pub lines: HeaderLines,
    /// What could have been agreed, told with a 488.
    pub sdp: Option<Vec<u8>>,
}

impl Refusal {
    /// What the status says alone.
    pub(crate) fn plain(status: StatusCode) -> Self {
        Self::by_rule(status, Rule::of_refusal(status, None))
    }

    /// What the status cannot say alone.
    pub(crate) fn by_rule(status: StatusCode, rule: Rule) -> Self {
        Self {
            status,
            rule,
            lines: HeaderLines::default(),
            sdp: None,
        }
    }

    /// The judgement that goes with it.
    pub(crate) fn verdict(&self) -> Verdict {
        Verdict::ours(self.status, self.rule)
    }

    /// We have no room: 503 with Retry-After (R-5.7.3-1).
    pub(crate) fn busy(config: &AdmissionConfig) -> Self {
        Self::unavailable(config, Rule::Congestion)
    }

    /// 503 with Retry-After (R-5.7.3-1).
    pub(crate) fn unavailable(config: &AdmissionConfig, rule: Rule) -> Self {
        Self {
            lines: HeaderLines::one(HeaderName::RetryAfter, config.retry_after_s),
            ..Self::by_rule(StatusCode::SERVICE_UNAVAILABLE, rule)
        }
    }

    /// 488 with Warning 304 (R-10.2.1-13, JJ-22.11 E-17).
    pub(crate) fn no_media(flow: Flow, why: impl std::fmt::Display) -> Self {
        let agent = flow.local;
        let warning = format_args!("304 {agent} \"{why}\"");
        Self {
            lines: HeaderLines::one(HeaderName::Warning, warning),
            ..Self::by_rule(StatusCode::NOT_ACCEPTABLE_HERE, Rule::CodecMismatch)
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
        if self.wait_for_ports(now, session, flow, message) {
            return;
        }
        let source = flow.remote;
        if !self.invites.admit_address(now, source.ip()) {
            out.events
                .push(Event::Noticed(Notice::RateLimited { source }));
            self.reject(now, session, Refusal::busy(&self.config.admission), out);
            return;
        }
        let proven = match self.config.authentication.invite {
            InviteChallenge::Off => None,
            challenge => match self.authenticator.judge(now, message, &self.directory) {
                Outcome::Proven(number) => Some(number),
                Outcome::Malformed => {
                    let refusal = Refusal::plain(StatusCode::BAD_REQUEST);
                    self.reject(now, session, refusal, out);
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
                    self.reject(now, session, refusal, out);
                    return;
                }
            },
        };
        self.attempted += 1;
        let mut ledger = self.new_ledger(now, message, proven.as_deref());
        let asked = Asked {
            flow,
            message,
            proven: proven.as_deref(),
        };
        let result = match self.examine(now, &asked, &mut ledger, out) {
            Ok((checked, destination)) => {
                let incoming = Incoming {
                    session,
                    flow,
                    host: checked.host,
                    caller: checked.caller,
                    offer: checked.offer,
                    ledger,
                };
                self.start(now, incoming, destination, out)
            }
            Err(refusal) => Err(Unstarted::new(refusal, ledger)),
        };
        if let Err(unstarted) = result {
            let (refusal, record) = unstarted.part(now, self.config.translation);
            self.reject(now, session, refusal, out);
            out.events.push(Event::CallEnded(record));
        }
    }

    /// All checks of a call whose sender is known. The ledger learns who calls whom.
    fn examine<'m>(
        &mut self,
        now: Time,
        asked: &Asked<'_, 'm>,
        ledger: &mut Ledger,
        out: &mut Outbox<Event>,
    ) -> Result<(Checked<'m>, Destination), Refusal> {
        let Asked {
            flow,
            message,
            proven,
        } = *asked;
        let source = flow.remote;
        let local = flow.local.ip();
        if self.draining {
            return Err(Refusal::unavailable(&self.config.admission, Rule::Stopped));
        }
        // A call that is ending has given its relay back, and takes no room (R-6.1.1-3, R-11.1-2).
        if self.relays.len() >= self.config.calls_max || self.calls.len() >= MAX_CALLS {
            return Err(Refusal::busy(&self.config.admission));
        }
        let caller = Caller::read(message, proven, &self.hosts, &self.directory, local);
        let Ok(mut caller) = caller else {
            let number = proven.unwrap_or_default().into();
            let impostor = Notice::IdentityRefused { number, source };
            out.events.push(Event::Noticed(impostor));
            return Err(Refusal::plain(StatusCode::FORBIDDEN));
        };
        ledger.caller = caller.number.clone();
        if !self.invites.admit_number(now, &caller.number) {
            out.events
                .push(Event::Noticed(Notice::RateLimited { source }));
            return Err(Refusal::busy(&self.config.admission));
        }
        let uri = message.request_uri().unwrap_or_default();
        let request_uri = Uri::parse(uri).map_err(|_| Refusal::plain(StatusCode::BAD_REQUEST))?;
        let services = &self.config.services;
        let dialled =
            routing::dialled(&self.hosts, &self.directory, services, &request_uri, local).ok_or(
                Refusal::by_rule(StatusCode::NOT_FOUND, Rule::WrongRequestUri),
            )?;
        caller.restricted |= dialled.restricted;
        ledger.dialled = (&*dialled.number).into();
        let destination = routing::destination(&self.directory, services, &dialled.number);
        match destination {
            Destination::Unknown => return Err(Refusal::plain(StatusCode::NOT_FOUND)),
            Destination::NotRegistered => {
                let status = StatusCode::TEMPORARILY_UNAVAILABLE;
                return Err(Refusal::by_rule(status, Rule::NotRegistered));
            }
            // RFC 3261 §16.3: what has come too far goes no further.
            Destination::Contacts(_) if hops_left(message) == Some(0) => {
                return Err(Refusal::plain(StatusCode::TOO_MANY_HOPS));
            }
            // The phones are spared a burst too, whoever it comes from.
            Destination::Contacts(_) if !self.invites.admit_called(now, &dialled.number) => {
                out.events
                    .push(Event::Noticed(Notice::RateLimited { source }));
                return Err(Refusal::busy(&self.config.admission));
            }
            Destination::Contacts(_) | Destination::Service(_) => {}
        }
        let offer = match message.body() {
            // The agent has let another body pass only where it need not be understood.
            body if !body.is_empty() && is_sdp(message) => {
                let offer = SessionDescription::parse(body)
                    .map_err(|error| Refusal::no_media(flow, error))?;
                if offer.audio().is_none() {
                    return Err(Refusal::no_media(flow, "no audio over RTP/AVP"));
                }
                Some(offer)
            }
            _ => None,
        };
        // A `tel:` URI names no host.
        let host = match request_uri.scheme {
            Scheme::Tel => Host::Ip(local),
            _ => request_uri.host,
        };
        let checked = Checked {
            host,
            caller,
            offer,
        };
        Ok((checked, destination))
    }

    /// Begins the call, or gives its ledger back for the record.
    fn start(
        &mut self,
        now: Time,
        incoming: Incoming<'_>,
        destination: Destination,
        out: &mut Outbox<Event>,
    ) -> Result<(), Box<Unstarted>> {
        match destination {
            Destination::Contacts(contacts) => self.offer(now, incoming, &contacts, out),
            Destination::Service(service) => self.start_service(now, incoming, service, out),
            Destination::Unknown | Destination::NotRegistered => {
                let refusal = Refusal::plain(StatusCode::NOT_FOUND);
                Err(Unstarted::new(refusal, incoming.ledger))
            }
        }
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
            rule: Rule::NoCredentials,
            lines: self.authenticator.challenge(now, header, stale),
            sdp: None,
        }
    }

    pub(crate) fn reject(
        &mut self,
        now: Time,
        session: SessionId,
        refusal: Refusal,
        out: &mut Outbox<Event>,
    ) {
        // A challenge is no refusal: the call is still to come.
        let verdict = (refusal.rule != Rule::NoCredentials).then(|| refusal.verdict());
        let Refusal {
            status,
            mut lines,
            sdp,
            ..
        } = refusal;
        if let Some(verdict) = verdict {
            verdict.add_response_line(self.config.translation, &mut lines);
        }
        let explanation = Explanation {
            lines: lines.as_bytes(),
            sdp: sdp.as_deref(),
        };
        self.agent
            .reject(now, session, status, None, explanation, &mut out.sends);
    }

    fn new_ledger(&mut self, now: Time, message: &Message<'_>, proven: Option<&str>) -> Ledger {
        let id = self.random.token::<16>();
        let id = std::str::from_utf8(&id).expect("the alphabet is ASCII");
        let user = |uri: &str| {
            let user = Uri::parse(uri).ok()?.user?;
            Some(Box::from(beginning(user, MAX_NUMBER_BYTES)))
        };
        let from = message.typed::<From<'_>>().ok().flatten();
        let call_id = message.typed::<CallId<'_>>().ok().flatten();
        Ledger {
            id: id.into(),
            caller: proven
                .map(Box::from)
                .or_else(|| user(from?.uri))
                .unwrap_or_default(),
            dialled: user(message.request_uri().unwrap_or_default()).unwrap_or_default(),
            started_at: now,
            rang_at: None,
            answered_at: None,
            caller_call_id: beginning(call_id.map_or("", |it| it.0), MAX_CALL_ID_BYTES).into(),
            callee_call_id: None,
        }
    }
}

fn hops_left(message: &Message<'_>) -> Option<u8> {
    let hops = message.typed::<MaxForwards>().ok().flatten();
    hops.map(|hops| hops.0)
}

fn is_sdp(message: &Message<'_>) -> bool {
    let content_type = message.typed::<ContentType<'_>>().ok().flatten();
    content_type.is_some_and(|it| {
        it.media_type.eq_ignore_ascii_case("application") && it.subtype.eq_ignore_ascii_case("sdp")
    })
}

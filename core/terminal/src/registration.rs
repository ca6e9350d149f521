//! The life of the registration (JJ-22.11 §4).

mod authentication;
mod binding;
mod response;
mod wait;

use naisen_agent::{Agent, Party, Request, RequestId};
use naisen_node::{Outbox, Random, Time, Transport};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{HeaderName, MessageWriter, Method, Uri};

use crate::config::{Config, ContactUser, ExpiresPlace, RegistrationConfig, UserParameter};
use crate::{Event, RegistrationProblem};
use authentication::Authentication;

/// The largest number a first CSeq may have (R-13.2.2-10).
const MAX_FIRST_CSEQ: u64 = 999_900;

/// How often one REGISTER is sent again after 401, 407 and 423 before it counts as failed: a
/// registrar that calls every nonce stale is not answered for ever.
const MAX_ATTEMPTS: u8 = 5;

/// How far a registration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationState {
    /// Not registered, and not trying.
    Unregistered,
    /// The bindings of an earlier life are being deleted (R-4.1.5-2).
    Deleting,
    /// The location is being added.
    Registering,
    /// The registrar has our location.
    Registered {
        /// Until then.
        until: Time,
        /// When it is refreshed.
        refresh_at: Time,
    },
    /// It is being refreshed.
    Refreshing {
        /// The registrar has our location until then.
        until: Time,
    },
    /// A failure is waited out (R-4.5.1-2 to R-4.5.1-5); at the beginning, nothing is.
    Waiting {
        /// When it is tried again.
        retry_at: Time,
        /// Until when the registrar still has our location, as far as we know.
        until: Option<Time>,
    },
    /// Our credentials were refused; the user has to give others (R-4.5.2-2).
    Refused,
    /// Our location is being deleted.
    Unregistering,
}

/// What a registration needs to act.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) now: Time,
    pub(crate) settings: &'a RegistrationConfig,
    pub(crate) agent: &'a mut Agent,
    pub(crate) out: &'a mut Outbox<Event>,
}

/// A REGISTER's purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    /// Contact: `*`, Expires: 0 (R-4.1.5.2-1).
    DeleteAll,
    /// Our location, to be added or refreshed (R-4.1.4-1, R-4.1.6-1).
    Register,
    /// No Contact (R-4.1.7-1).
    Query,
    /// Our location, Expires: 0 (R-4.1.5.1-1).
    Unregister,
}

/// A REGISTER that has no final response yet.
#[derive(Debug)]
struct Pending {
    request: RequestId,
    operation: Operation,
    attempts: u8,
    /// The realms that have had an answer in this operation.
    answered: Vec<Box<str>>,
}

/// The registration of one AoR.
#[derive(Debug)]
pub(crate) struct Registration {
    state: RegistrationState,
    pending: Option<Pending>,
    /// What the user wants when the pending one is done: to be registered, or not.
    wanted: Option<Operation>,
    /// The user wants to see the bindings, after that.
    query_wanted: bool,
    delete_first: bool,
    aor: Box<str>,
    request_uri: Box<str>,
    contact: Box<str>,
    call_id: [u8; 24],
    from_tag: [u8; 12],
    cseq: u32,
    expires_s: u32,
    /// The end of the last Retry-After.
    not_before: Time,
    authentication: Option<Authentication>,
}

impl Registration {
    /// A registration that begins at its first timeout.
    pub(crate) fn new(
        now: Time,
        settings: &RegistrationConfig,
        config: &Config,
        random: &mut Random,
    ) -> Self {
        let flow = settings.registrar;
        let user = match &settings.contact_user {
            ContactUser::Random => text(&random.token::<12>()).to_owned(),
            ContactUser::Set(user) => user.to_string(),
        };
        let transport = match flow.transport {
            Transport::Udp => "",
            Transport::Tcp => ";transport=tcp",
        };
        let parameter = match settings.user_parameter {
            None => "",
            Some(UserParameter::Phone) => ";user=phone",
            Some(UserParameter::Ip) => ";user=ip",
        };
        let port = flow.remote.port();
        let host = match &settings.host {
            Some(host) => host.to_string(),
            // IPv6 stands in brackets in a URI (RFC 3261 §25.1).
            None => match flow.remote.ip() {
                std::net::IpAddr::V4(ip) => ip.to_string(),
                std::net::IpAddr::V6(ip) => format!("[{ip}]"),
            },
        };
        // R-4.1.2-3: the port, unless it is 5060 or the host brings its own.
        let request_uri = format!("sip:{host}");
        let brings_port = Uri::parse(&request_uri).is_ok_and(|uri| uri.port.is_some());
        let request_uri = if port == 5060 || brings_port {
            request_uri
        } else {
            format!("{request_uri}:{port}")
        };
        Self {
            state: RegistrationState::Waiting {
                retry_at: now,
                until: None,
            },
            pending: None,
            wanted: None,
            query_wanted: false,
            delete_first: settings.delete_all_on_start,
            aor: config.aor().into(),
            request_uri: request_uri.into(),
            contact: format!("sip:{user}@{}{transport}{parameter}", flow.local).into(),
            call_id: random.token(),
            from_tag: random.token(),
            cseq: random.below(MAX_FIRST_CSEQ) as u32,
            expires_s: settings.expires_s,
            not_before: now,
            authentication: config.credentials.clone().map(Authentication::new),
        }
    }

    pub(crate) const fn state(&self) -> RegistrationState {
        self.state
    }

    pub(crate) fn contact(&self) -> &str {
        &self.contact
    }

    /// Our Contact, while the registrar has it.
    pub(crate) fn bound_contact(&self, now: Time) -> Option<&str> {
        self.bound_until()
            .filter(|until| *until > now)
            .map(|_| &*self.contact)
    }

    pub(crate) fn next_due(&self) -> Option<Time> {
        match self.state {
            RegistrationState::Registered { refresh_at, .. } => Some(refresh_at),
            RegistrationState::Waiting { retry_at, .. } => Some(retry_at),
            _ => None,
        }
        .filter(|_| self.pending.is_none())
    }

    /// Registers, or refreshes, if the time has come.
    pub(crate) fn timeout(&mut self, context: &mut Context<'_>) {
        if self.next_due().is_some_and(|due| due <= context.now) {
            self.begin(context);
        }
    }

    /// The user wants to be registered, perhaps with other credentials.
    pub(crate) fn register(
        &mut self,
        credentials: Option<ClientCredentials>,
        context: &mut Context<'_>,
    ) {
        if let Some(credentials) = credentials {
            self.authentication = Some(Authentication::new(credentials));
        }
        if self.pending.is_some() {
            self.wanted = Some(Operation::Register);
        } else {
            self.begin(context);
        }
    }

    /// The network is back: refresh after a random time within the jitter (R-4.5.3-1, R-4.5.3-2),
    /// but never later than planned, nor sooner than the registrar asked (R-4.5.1-2).
    pub(crate) fn network_restored(&mut self, context: &mut Context<'_>) {
        let jitter = context.settings.retry.jitter;
        let soon = context.now + wait::within(jitter, context.agent.random());
        match &mut self.state {
            RegistrationState::Registered { refresh_at: at, .. } => *at = soon.min(*at),
            RegistrationState::Waiting { retry_at: at, .. } => {
                *at = soon.min(*at).max(self.not_before);
            }
            _ => {}
        }
    }

    pub(crate) fn query(&mut self, context: &mut Context<'_>) {
        if self.pending.is_some() {
            // A question does not take the place of what the user wants.
            self.query_wanted = true;
        } else {
            self.send(Operation::Query, 0, Vec::new(), None, context);
        }
    }

    pub(crate) fn stop(&mut self, context: &mut Context<'_>) {
        if self.pending.is_none() && self.bound_until().is_none() {
            self.state = RegistrationState::Unregistered;
            context.out.events.push(Event::Unregistered);
            return;
        }
        if self.pending.is_some() {
            self.wanted = Some(Operation::Unregister);
            return;
        }
        self.state = RegistrationState::Unregistering;
        self.send(Operation::Unregister, 0, Vec::new(), None, context);
    }

    fn bound_until(&self) -> Option<Time> {
        match self.state {
            RegistrationState::Registered { until, .. }
            | RegistrationState::Refreshing { until } => Some(until),
            RegistrationState::Waiting { until, .. } => until,
            _ => None,
        }
    }

    /// Deletes what was there, then registers; or refreshes.
    fn begin(&mut self, context: &mut Context<'_>) {
        let bound = self.bound_until().filter(|until| *until > context.now);
        let (state, operation) = match bound {
            Some(until) => (RegistrationState::Refreshing { until }, Operation::Register),
            None if self.delete_first => (RegistrationState::Deleting, Operation::DeleteAll),
            None => (RegistrationState::Registering, Operation::Register),
        };
        self.state = state;
        self.send(operation, 0, Vec::new(), None, context);
    }

    fn send(
        &mut self,
        operation: Operation,
        attempts: u8,
        mut answered: Vec<Box<str>>,
        authorization: Option<(HeaderName, String)>,
        context: &mut Context<'_>,
    ) {
        let mut lines = String::new();
        match operation {
            Operation::DeleteAll => lines.push_str("Contact: *\r\nExpires: 0\r\n"),
            Operation::Register => {
                lines = located(&self.contact, self.expires_s, context.settings);
            }
            Operation::Unregister => {
                lines = format!("Contact: <{}>\r\nExpires: 0\r\n", self.contact);
            }
            Operation::Query => {}
        }
        let authorization = match authorization {
            None if context.settings.reuse_nonce => {
                let cnonce = context.agent.random().token::<16>();
                let known = self.authentication.as_mut();
                let again = known.and_then(|it| it.again(&self.request_uri, text(&cnonce)));
                again.map(|answer| {
                    answered.push(answer.realm);
                    (answer.name, answer.value)
                })
            }
            given => given,
        };
        let mut lines = lines.into_bytes();
        if let Some((name, value)) = authorization {
            MessageWriter::header_line(&mut lines, name, value);
        }
        // RFC 3261 §10.2.4: one more in the same Call-ID each time.
        self.cseq = self.cseq.wrapping_add(1);
        let party = Party {
            uri: &self.aor,
            display: None,
        };
        let third = context.settings.third_party.as_deref();
        let sent = context.agent.request(
            context.now,
            Request {
                flow: context.settings.registrar,
                method: Method::Register,
                request_uri: &self.request_uri,
                from: Party {
                    uri: third.unwrap_or(&self.aor),
                    display: None,
                },
                from_tag: text(&self.from_tag),
                to: party,
                call_id: text(&self.call_id),
                cseq: self.cseq,
                lines: &lines,
            },
            &mut context.out.sends,
        );
        match sent {
            Some(request) => {
                self.pending = Some(Pending {
                    request,
                    operation,
                    attempts,
                    answered,
                });
            }
            None => self.fail(operation, RegistrationProblem::Unreachable, None, context),
        }
    }
}

/// The lines that give our location, in the form that is set.
fn located(contact: &str, expires_s: u32, settings: &RegistrationConfig) -> String {
    let q = match settings.q_thousandths {
        None => String::new(),
        Some(q) => format!(";q={}.{:03}", q / 1000, q % 1000),
    };
    match settings.expires_place {
        ExpiresPlace::Header => {
            format!("Contact: <{contact}>{q}\r\nExpires: {expires_s}\r\n")
        }
        ExpiresPlace::Parameter => format!("Contact: <{contact}>{q};expires={expires_s}\r\n"),
    }
}

fn text(token: &[u8]) -> &str {
    std::str::from_utf8(token).expect("the alphabet is ASCII")
}

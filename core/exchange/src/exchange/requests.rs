//! Requests outside of dialogs: REGISTER and OPTIONS.

use naisen_node::{Flow, Outbox, Time};
use naisen_sip::{HeaderName, Message, ServerId, StatusCode};

use super::Exchange;
use crate::authentication::Outcome;
use crate::config::Use;
use crate::registrar::{self, Registrant, Rejection};
use crate::{Event, Notice};

impl Exchange {
    /// REGISTER: proven first, then carried out (R-4.1.1-3).
    pub(super) fn handle_register(
        &mut self,
        now: Time,
        id: ServerId,
        flow: Flow,
        message: &Message<'_>,
        out: &mut Outbox<Event>,
    ) {
        let source = flow.remote;
        if !self.registers.admit_address(now, source.ip()) {
            self.refuse_register(now, id, flow, out);
            return;
        }
        let proven = match self.authenticator.judge(now, message, &self.directory) {
            Outcome::Proven(number) => number,
            Outcome::Malformed => {
                let status = StatusCode::BAD_REQUEST;
                self.agent
                    .respond(now, id, status, &mut out.sends, |writer| writer.empty());
                return;
            }
            outcome => {
                let stale = outcome == Outcome::Stale;
                if let Outcome::Wrong(username) = outcome {
                    out.events
                        .push(Event::Noticed(Notice::AuthenticationFailed {
                            username,
                            source,
                        }));
                }
                let www = HeaderName::WwwAuthenticate;
                let lines = self.authenticator.challenge(now, www, stale);
                let status = StatusCode::UNAUTHORIZED;
                self.agent
                    .respond(now, id, status, &mut out.sends, |mut writer| {
                        writer.raw(lines.as_bytes());
                        writer.empty();
                    });
                return;
            }
        };
        if !self.registers.admit_number(now, &proven) {
            self.refuse_register(now, id, flow, out);
            return;
        }
        let registrant = Registrant {
            flow,
            proven: &proven,
        };
        let result = registrar::register(
            &mut self.directory,
            &self.config.registrar,
            &self.hosts,
            now,
            registrant,
            message,
            &mut out.events,
        );
        match result {
            Ok(registered) => {
                let directory = &self.directory;
                let status = StatusCode::OK;
                self.agent
                    .respond(now, id, status, &mut out.sends, |writer| {
                        registrar::write_bindings(directory, now, &proven, registered, writer);
                    });
            }
            Err(rejection) => {
                out.events.push(Event::Noticed(Notice::RegistrationRefused {
                    number: proven,
                    source,
                    status: rejection.status,
                }));
                self.agent
                    .respond(now, id, rejection.status, &mut out.sends, |writer| {
                        Rejection::write(rejection, writer);
                    });
            }
        }
    }

    /// 503 with Retry-After (R-4.5.1-1).
    fn refuse_register(&mut self, now: Time, id: ServerId, flow: Flow, out: &mut Outbox<Event>) {
        let source = flow.remote;
        out.events
            .push(Event::Noticed(Notice::RateLimited { source }));
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let wait_s = self.config.admission.retry_after_s;
        self.agent
            .respond(now, id, status, &mut out.sends, |mut writer| {
                writer.header(HeaderName::RetryAfter, wait_s);
                writer.empty();
            });
    }

    /// OPTIONS: what we can do (RFC 3261 §11.2).
    pub(super) fn handle_options(&mut self, now: Time, id: ServerId, out: &mut Outbox<Event>) {
        let config = &self.config;
        let methods = [
            ("INVITE", true),
            ("ACK", true),
            ("CANCEL", true),
            ("BYE", true),
            ("OPTIONS", true),
            ("PRACK", config.rel100 != Use::Off),
            ("UPDATE", config.update),
            ("REGISTER", true),
        ];
        let tags = [
            ("100rel", config.rel100 != Use::Off),
            ("timer", config.timer != Use::Off),
        ];
        self.agent
            .respond(now, id, StatusCode::OK, &mut out.sends, |mut writer| {
                writer.list(HeaderName::Allow, in_use(&methods));
                writer.list(HeaderName::Supported, in_use(&tags));
                writer.header(HeaderName::Accept, "application/sdp");
                writer.empty();
            });
    }
}

fn in_use<'a>(rows: &'a [(&'static str, bool)]) -> impl Iterator<Item = &'static str> + 'a {
    rows.iter().filter_map(|(name, used)| used.then_some(*name))
}

//! What comes back to a REGISTER, and what is done about it (JJ-22.11 §4.3, §4.4, §4.5).

use std::time::Duration;

use naisen_agent::{Failure, FailureOrigin, RequestId};
use naisen_sip::{Message, MinExpires, RetryAfter, StatusCode};

use super::binding::{bindings, lifetime};
use super::wait::{after_failure, refresh_at};
use super::{Context, MAX_ATTEMPTS, Operation, Pending, Registration, RegistrationState, text};
use crate::{Event, RegistrationProblem};

impl Registration {
    /// A response to a REGISTER.
    pub(crate) fn response(
        &mut self,
        request: RequestId,
        message: &Message<'_>,
        context: &mut Context<'_>,
    ) {
        let Some(status) = message.status().filter(|status| status.is_final()) else {
            return;
        };
        let Some(pending) = self.pending.take_if(|pending| pending.request == request) else {
            return;
        };
        if status.is_success() {
            self.succeeded(pending.operation, message, context);
            return;
        }
        let retry_after_s = message
            .typed::<RetryAfter<'_>>()
            .ok()
            .flatten()
            .map(|header| header.seconds);
        match status.understood_as() {
            StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
                self.challenged(pending, message, context);
            }
            StatusCode::INTERVAL_TOO_BRIEF if pending.attempts < MAX_ATTEMPTS => {
                let least = message.typed::<MinExpires>().ok().flatten();
                match least.filter(|it| it.0 > self.expires_s) {
                    Some(least) => {
                        self.expires_s = least.0;
                        let attempts = pending.attempts + 1;
                        self.send(pending.operation, attempts, Vec::new(), None, context);
                    }
                    None => self.fail(pending.operation, refused(status), retry_after_s, context),
                }
            }
            _ => self.fail(pending.operation, refused(status), retry_after_s, context),
        }
    }

    /// A REGISTER found no answer, or no way.
    pub(crate) fn failed(
        &mut self,
        request: RequestId,
        failure: &Failure,
        context: &mut Context<'_>,
    ) {
        let Some(pending) = self.pending.take_if(|pending| pending.request == request) else {
            return;
        };
        let problem = match failure.origin {
            FailureOrigin::Timeout => RegistrationProblem::NoAnswer,
            _ => RegistrationProblem::Unreachable,
        };
        self.fail(pending.operation, problem, None, context);
    }

    fn succeeded(
        &mut self,
        operation: Operation,
        message: &Message<'_>,
        context: &mut Context<'_>,
    ) {
        match operation {
            Operation::DeleteAll => {
                self.delete_first = false;
                if self.wanted.is_none() {
                    self.begin(context);
                }
            }
            Operation::Register => match lifetime(message, &self.contact, self.expires_s) {
                // A location that is not kept is not registered.
                0 => self.fail(operation, refused(StatusCode::OK), None, context),
                seconds => {
                    let thousandths = context.settings.refresh_thousandths;
                    let until = context.now + Duration::from_secs(seconds.into());
                    self.state = RegistrationState::Registered {
                        until,
                        refresh_at: refresh_at(context.now, seconds, thousandths),
                    };
                    context.out.events.push(Event::Registered { until });
                }
            },
            Operation::Query => context.out.events.push(Event::Bindings {
                bindings: bindings(message),
            }),
            Operation::Unregister => {
                self.state = RegistrationState::Unregistered;
                context.out.events.push(Event::Unregistered);
            }
        }
        self.go_on(context);
    }

    /// What the user wanted meanwhile.
    fn go_on(&mut self, context: &mut Context<'_>) {
        match self.wanted.take() {
            Some(Operation::Unregister) => self.stop(context),
            Some(_) => self.begin(context),
            None => {}
        }
        if self.pending.is_none() && std::mem::take(&mut self.query_wanted) {
            self.query(context);
        }
    }

    /// 401 or 407: answered once a realm, again only if the nonce was stale (R-4.2.1-6 to
    /// R-4.2.1-8, R-4.5.2-2).
    fn challenged(
        &mut self,
        mut pending: Pending,
        message: &Message<'_>,
        context: &mut Context<'_>,
    ) {
        let operation = pending.operation;
        // Before an answer is made: that counts as a use of the nonce.
        if pending.attempts >= MAX_ATTEMPTS {
            self.fail(operation, refused(StatusCode::UNAUTHORIZED), None, context);
            return;
        }
        let cnonce = context.agent.random().token::<16>();
        let Some(authentication) = &mut self.authentication else {
            self.give_up(RegistrationProblem::NoCredentials, context);
            return;
        };
        let uri = &self.request_uri;
        let answer = authentication.answer(message, &pending.answered, uri, text(&cnonce));
        match answer {
            Ok(answer) => {
                pending.answered.push(answer.realm);
                let attempts = pending.attempts + 1;
                let line = Some((answer.name, answer.value));
                self.send(operation, attempts, pending.answered, line, context);
            }
            Err(problem) => self.give_up(problem, context),
        }
    }

    /// Nothing more to be done without the user.
    fn give_up(&mut self, problem: RegistrationProblem, context: &mut Context<'_>) {
        self.state = RegistrationState::Refused;
        context.out.events.push(Event::RegistrationFailed {
            problem,
            retry_at: None,
        });
        self.go_on(context);
    }

    pub(super) fn fail(
        &mut self,
        operation: Operation,
        problem: RegistrationProblem,
        retry_after_s: Option<u32>,
        context: &mut Context<'_>,
    ) {
        let client_error = matches!(
            problem,
            RegistrationProblem::Refused { status } if (400..500).contains(&status.code())
        );
        match operation {
            // The binding runs out by itself.
            Operation::Unregister => {
                self.state = RegistrationState::Unregistered;
                context.out.events.push(Event::Unregistered);
            }
            Operation::Query => context.out.events.push(Event::RegistrationFailed {
                problem,
                retry_at: self.next_due(),
            }),
            // A registrar that knows no deletion of all may still register.
            Operation::DeleteAll if client_error && retry_after_s.is_none() => {
                self.delete_first = false;
                if self.wanted.is_none() {
                    self.begin(context);
                }
            }
            Operation::DeleteAll | Operation::Register => {
                let wait = after_failure(
                    &context.settings.retry,
                    retry_after_s,
                    context.agent.random(),
                );
                let retry_at = context.now + wait;
                if let Some(seconds) = retry_after_s {
                    self.not_before = context.now + Duration::from_secs(seconds.into());
                }
                self.state = RegistrationState::Waiting {
                    retry_at,
                    until: self.bound_until(),
                };
                context.out.events.push(Event::RegistrationFailed {
                    problem,
                    retry_at: Some(retry_at),
                });
            }
        }
        self.go_on(context);
    }
}

fn refused(status: StatusCode) -> RegistrationProblem {
    RegistrationProblem::Refused { status }
}

//! What happens in the exchange, written down: bindings and records to the store, the rest to the
//! log, one span a call.

use std::collections::HashMap;

use naisen_exchange::{CallRecord, Command, Event, Notice};
use naisen_net::Handle;
use naisen_node::Time;
use naisen_store::{Store, Undelivered};
use tracing::{Span, info, info_span, warn};

/// Takes the events of the exchange. It never blocks.
pub(super) struct Journal<'s> {
    store: &'s Store,
    handle: Handle<Command>,
    /// The spans of the calls that are not over; the exchange bounds their number.
    calls: HashMap<Box<str>, Span>,
}

impl<'s> Journal<'s> {
    /// A journal into this store.
    pub(super) fn new(store: &'s Store, handle: Handle<Command>) -> Self {
        Self {
            store,
            handle,
            calls: HashMap::new(),
        }
    }

    /// Writes one event down.
    pub(super) fn take(&mut self, _now: Time, event: Event) {
        match event {
            Event::BindingPut(binding) => {
                info!(number = %binding.number, contact = %binding.contact, "registered");
                self.stored(self.store.put_binding(binding));
            }
            Event::BindingRemoved { number, contact } => {
                info!(%number, %contact, "registration removed");
                self.stored(self.store.remove_binding(&number, &contact));
            }
            Event::BindingsRemoved { number } => {
                info!(%number, "registrations removed");
                self.stored(self.store.remove_bindings(&number));
            }
            Event::CallStarted {
                id,
                caller,
                dialled,
            } => {
                let span = info_span!("call", %id, %caller, %dialled);
                span.in_scope(|| info!("call"));
                self.calls.insert(id, span);
            }
            Event::CallAnswered { id } => {
                if let Some(span) = self.calls.get(&id) {
                    span.in_scope(|| info!("answered"));
                }
            }
            Event::CallEnded(record) => {
                let span = self.calls.remove(&record.id);
                match span {
                    Some(span) => span.in_scope(|| ended(&record)),
                    None => info_span!("call", id = %record.id, caller = %record.caller, dialled = %record.dialled)
                        .in_scope(|| ended(&record)),
                }
                self.stored(self.store.add_record(record));
            }
            Event::Drained => {
                info!("no calls are left");
                self.handle.stop();
            }
            Event::Report(report) => info!(?report, "report"),
            Event::Noticed(notice) => noticed(&notice),
        }
    }

    fn stored(&self, result: Result<(), Undelivered>) {
        if let Err(error) = result {
            let lost = self.store.undelivered();
            warn!("{error}: {lost} changes are not in the database");
        }
    }
}

fn ended(record: &CallRecord) {
    let talk_s = record.answered_at.map_or(0.0, |answered| {
        record.ended_at.since(answered).as_secs_f64()
    });
    info!(
        status = record.status,
        cause = record.cause.value(),
        rule = record.rule.id(),
        leg = record.leg.map(tracing::field::display),
        talk_s,
        by = record.released_by.as_str(),
        "call ended"
    );
}

fn noticed(notice: &Notice) {
    match notice {
        Notice::AuthenticationFailed { username, source } => {
            warn!(%username, %source, "wrong user name or password");
        }
        Notice::RegistrationRefused {
            number,
            source,
            status,
        } => warn!(%number, %source, status = status.code(), "registration refused"),
        Notice::RateLimited { source } => warn!(%source, "too many requests"),
        Notice::IdentityRefused { number, source } => {
            warn!(%number, %source, "the caller claims to be somebody else");
        }
        Notice::NoMediaPorts => {
            warn!("no media ports are ready: widen [listen] media_ports");
        }
        Notice::DirectoryFull { number } => {
            warn!(%number, "the directory is full, the extension was not added");
        }
    }
}

//! Phase two: the network is well and nobody acts any more; what every run has to come to.

use std::time::Duration;

use naisen_exchange::Use;
use naisen_terminal::{Command, RegistrationState};

use super::{Broken, Run, SIP_TIMEOUT};
use crate::fault::Faults;
use crate::party::Party;
use crate::violation::Invariant;
use crate::world::PhoneCall;

/// Media of a call that talks arrives within this time.
const MEDIA_WITHIN: Duration = Duration::from_secs(2);

/// So many bindings of a number are room enough for two phones and their lives before a crash.
const ROOMY_CONTACTS: usize = 8;

/// The network of phase two.
const HEALTHY: Faults = Faults {
    delay: Duration::from_millis(5),
    ..Faults::none()
};

impl Run<'_> {
    pub(super) fn heal(&mut self) {
        let now = self.network.now();
        self.acting = false;
        self.plans.clear();
        // Nobody looks at the media until the calls have settled: it would take most of the time.
        self.network.set_faults(Faults {
            media_loss: 1.0,
            ..HEALTHY
        });
        self.mend_at = Some(now);
        if self.exchange_back_at.is_some() {
            self.exchange_back_at = Some(now);
        }
        for phone in &mut self.phones {
            if phone.back_at.is_some() {
                phone.back_at = Some(now);
            }
        }
        self.come_back();
        // Most users find the right password in the end.
        for index in 0..self.phones.len() {
            if !self.phones[index].proves && self.random.chance(0.7) {
                self.give_password(index, true);
            }
        }
    }

    pub(super) fn demand_liveness(&mut self) -> Result<(), Broken> {
        let now = self.network.now();
        // An exchange that died has left calls that nobody will ever tell of; so has a link that was
        // cut for as long as a final response is repeated. A phone stops ringing whatever happened.
        let excused = self.exchange_crashed || self.cut;
        let stuck = self
            .world
            .phone_calls
            .iter()
            .find(|(_, state)| match state {
                PhoneCall::Placed => !excused,
                PhoneCall::Ringing => true,
                PhoneCall::Talking => false,
            })
            .map(|((host, call), state)| {
                format!("call {call} of phone {} is still {state:?}", host.0)
            });
        if let Some(detail) = stuck {
            self.world.break_invariant(now, Invariant::Liveness, detail);
        }
        for index in 0..self.phones.len() {
            self.demand_registration(index);
        }
        self.demand_agreement();
        self.check()
    }

    /// A phone is registered exactly if its user wants it to be and the exchange can take it.
    fn demand_registration(&mut self, index: usize) {
        let now = self.network.now();
        let phone = &self.phones[index];
        let set = &self.enterprise.phones[index];
        let state = self
            .network
            .node(phone.host)
            .and_then(Party::as_terminal)
            .and_then(naisen_terminal::Terminal::registration);
        let number = &set.number;
        let bound = self.world.store.keys().any(|(owner, _)| owner == number);
        let here = matches!(
            state,
            Some(RegistrationState::Registered { .. } | RegistrationState::Refreshing { .. })
        );
        let wanted = phone.registers && phone.proves && set.may_register();
        // One that refreshes often is put off now and then by an exchange that refuses bursts.
        let may_wait = self.enterprise.exchange.admission.register.is_some()
            && matches!(state, Some(RegistrationState::Waiting { .. }));
        // Where few bindings fit, one phone of a shared number takes the place of the other.
        let displaced = !self.enterprise.numbers_apart
            && self.enterprise.exchange.registrar.contacts_max < ROOMY_CONTACTS;
        let good = match (wanted, here) {
            (true, here) => (here && (bound || displaced)) || may_wait,
            (false, true) => false,
            // What others have registered, or what nobody could take back.
            (false, false) => {
                let others = !self.enterprise.numbers_apart || self.crashed;
                !bound || others || phone.lingers
            }
        };
        if !good {
            let detail = format!(
                "phone {number} (has to be registered: {wanted}) is {state:?}, bound: {bound}"
            );
            self.world.break_invariant(now, Invariant::Liveness, detail);
        }
    }

    /// Both ends of each call have the same idea of it. Without a session timer on every leg a phone
    /// that lost its peer's BYE, or its peer, cannot know.
    fn demand_agreement(&mut self) {
        let timed = self.enterprise.all_timed && self.enterprise.exchange.timer != Use::Off;
        if !timed {
            return;
        }
        let now = self.network.now();
        for index in 0..self.enterprise.phones.len() {
            let number = self.enterprise.phones[index].number.clone();
            let (at_phones, at_exchange, _) = self.world.calls_of(&number);
            if at_phones != at_exchange {
                let detail = format!(
                    "number {number} has {at_phones} calls at its phones, {at_exchange} at the exchange"
                );
                self.world
                    .break_invariant(now, Invariant::Agreement, detail);
            }
        }
    }

    /// Those who talk hear each other, unless one is on hold. After a crash, or where phones share a
    /// number, who should hear whom is not known from the numbers alone.
    pub(super) fn demand_media(&mut self) -> Result<(), Broken> {
        self.network.set_faults(HEALTHY);
        self.world.heard.clear();
        self.run_for(MEDIA_WITHIN)?;
        if self.crashed || !self.enterprise.numbers_apart {
            return Ok(());
        }
        let now = self.network.now();
        let phone = |number: &str| {
            let mut phones = self.enterprise.phones.iter();
            phones.any(|phone| *phone.number == *number)
                && self.world.calls_of(number) == (1, 1, false)
        };
        let deaf = self
            .world
            .exchange_calls
            .values()
            .filter(|call| call.answered && call.ended_at.is_none())
            .filter(|call| phone(&call.caller) && phone(&call.dialled))
            .flat_map(|call| [(&call.caller, &call.dialled), (&call.dialled, &call.caller)])
            .find(|(speaker, listener)| {
                let pair = ((*speaker).clone(), (*listener).clone());
                !self.world.heard.contains_key(&pair)
            })
            .map(|(speaker, listener)| format!("{listener} does not hear {speaker}"));
        if let Some(detail) = deaf {
            self.world
                .break_invariant(now, Invariant::MediaPath, detail);
        }
        self.check()
    }

    pub(super) fn everybody_leaves(&mut self) -> Result<(), Broken> {
        for index in 0..self.phones.len() {
            self.order(index, Command::HangUpAll);
        }
        self.run_for(SIP_TIMEOUT)?;
        // Calls whose phones know nothing of them any more.
        self.command_exchange(naisen_exchange::Command::ReleaseAll);
        for index in 0..self.phones.len() {
            self.order(index, Command::HangUpAll);
            self.order(index, Command::StopRegistration);
        }
        self.run_for(SIP_TIMEOUT * 2)?;
        self.run_for(self.enterprise.longest_binding() + SIP_TIMEOUT)
    }

    pub(super) fn demand_nothing_left(&mut self) -> Result<(), Broken> {
        let now = self.network.now();
        self.world.check_records(now);
        for index in 0..self.phones.len() {
            let host = self.phones[index].host;
            let rest = self
                .network
                .node(host)
                .and_then(Party::as_terminal)
                .map(naisen_terminal::Terminal::rest)
                .unwrap_or_default();
            let pairs = self.network.open_pairs(host);
            if rest != [0; 4] || pairs != 0 {
                let number = &self.enterprise.phones[index].number;
                let detail = format!(
                    "phone {number} keeps lines, sessions, alarms, transactions {rest:?}, port pairs {pairs}"
                );
                self.world
                    .break_invariant(now, Invariant::NothingLeft, detail);
            }
        }
        self.command_exchange(naisen_exchange::Command::Report);
        if let Some(report) = self.world.report.take() {
            let left = [
                ("calls", report.calls),
                ("sessions", report.sessions),
                ("transactions", report.transactions),
                ("relays", report.relays),
                ("ports", report.ports_in_use),
                ("bindings", report.bindings),
                ("stored bindings", self.world.store.len()),
            ];
            if let Some((what, count)) = left.iter().find(|(_, count)| *count > 0) {
                let detail = format!("the exchange keeps {count} {what}");
                self.world
                    .break_invariant(now, Invariant::NothingLeft, detail);
            }
        }
        self.check()
    }
}

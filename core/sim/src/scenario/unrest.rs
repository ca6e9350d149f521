//! Phase one: users act at random and the network fails at random; safety is checked after every step.

use std::time::Duration;

use naisen_agent::Presentation;
use naisen_node::Time;
use naisen_sip::StatusCode;
use naisen_terminal::{CallId, Command};

use super::{Broken, PhoneHost, Run, SIP_TIMEOUT, START};
use crate::enterprise::{EXCHANGE, credentials};
use crate::fault::Faults;
use crate::party::Party;
use crate::world::{Cue, PhoneCall};

/// What a user does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    HangUp(usize, CallId),
    Answer(usize, CallId),
    Refuse(usize, CallId),
    Hold(usize, CallId),
    Resume(usize, CallId),
}

impl Act {
    fn phone(self) -> usize {
        match self {
            Act::HangUp(index, _)
            | Act::Answer(index, _)
            | Act::Refuse(index, _)
            | Act::Hold(index, _)
            | Act::Resume(index, _) => index,
        }
    }
}

impl Run<'_> {
    pub(super) fn unrest(&mut self) -> Result<(), Broken> {
        let end = START + self.options.duration;
        // Time to register.
        let mut act_at = START + Duration::from_secs(2);
        while self.network.now() < end {
            let plan = self.plans.first().map(|(at, _)| *at);
            let next = plan
                .into_iter()
                .chain(self.mend_at)
                .chain(self.exchange_back_at)
                .chain(self.phones.iter().filter_map(|phone| phone.back_at))
                .fold(act_at, Time::min)
                .min(end);
            self.run_to(next)?;
            self.follow_plans();
            self.come_back();
            if self.network.now() >= act_at {
                self.act();
                act_at = self.network.now() + self.short_time(4_000);
            }
            self.check()?;
        }
        Ok(())
    }

    /// A random thing happens.
    fn act(&mut self) {
        let index = self.below(self.phones.len());
        match self.random.below(100) {
            0..=52 => self.dial(index),
            53..=60 => self.hang_up_some(index),
            61..=69 => self.hold_some(index),
            70..=71 => self.press_some(index),
            72 => self.order(index, Command::QueryRegistration),
            73..=76 => {
                self.phones[index].registers = false;
                self.order(index, Command::StopRegistration);
            }
            77..=80 => {
                self.phones[index].registers = true;
                self.order(index, Command::Register { credentials: None });
            }
            81..=83 => {
                let right = self.random.chance(0.6);
                self.give_password(index, right);
            }
            84..=85 => self.order(index, Command::NetworkRestored),
            86..=89 if self.mend_at.is_none() => {
                self.cut_link(index);
            }
            90..=93 if self.options.crashes => self.crash_phone(index),
            94 if self.options.crashes && self.exchange_back_at.is_none() => {
                self.crashed = true;
                self.exchange_crashed = true;
                self.network.crash(self.exchange);
                self.world.exchange_crashed(self.network.now());
                self.exchange_back_at = Some(self.network.now() + self.short_time(5_000));
            }
            95..=96 => {
                self.faults = Faults::draw(&mut self.random, self.options.loss_max);
                self.network.set_faults(self.faults);
            }
            _ => {}
        }
    }

    fn dial(&mut self, index: usize) {
        let to: Box<str> = match self.random.below(20) {
            0 => "900".into(),
            1 => "901".into(),
            2 => "902".into(),
            3 => "555".into(),
            _ => {
                let to = self.below(self.phones.len());
                let number = &self.enterprise.phones[to].number;
                match self.random.below(8) {
                    0 => format!("184{number}").into(),
                    1 => format!("186{number}").into(),
                    2 => format!("tel:{number}").into(),
                    3 => format!("sip:{number}@{}", EXCHANGE.ip()).into(),
                    _ => number.clone(),
                }
            }
        };
        let presentation = match self.random.below(4) {
            0 => Some(Presentation::Restricted),
            1 => Some(Presentation::Presented),
            _ => None,
        };
        self.order(index, Command::Dial { to, presentation });
    }

    /// The link of a phone is cut for a while; with another cut right before it that may be long.
    fn cut_link(&mut self, index: usize) {
        let now = self.network.now();
        self.network.cut(self.exchange, self.phones[index].host);
        let span = self.short_time(40_000);
        let (before, total) = self.last_cut;
        let total = match now.since(before) < SIP_TIMEOUT {
            true => total + span,
            false => span,
        };
        self.last_cut = (now, total);
        self.cut |= total >= SIP_TIMEOUT - Duration::from_secs(5);
        self.mend_at = Some(now + span);
    }

    /// The user types the password, or mistypes it.
    pub(super) fn give_password(&mut self, index: usize, right: bool) {
        let right = right || self.options.usual_settings;
        let phone = &mut self.phones[index];
        phone.registers = true;
        phone.proves = right;
        phone.lingers |= !right;
        let credentials = Some(credentials(&self.enterprise.phones[index].number, right));
        self.order(index, Command::Register { credentials });
    }

    fn press_some(&mut self, index: usize) {
        if let Some((call, PhoneCall::Talking)) = self.call_of(index) {
            let digits = "1#".into();
            self.order(index, Command::SendDigits { call, digits });
        }
    }

    fn crash_phone(&mut self, index: usize) {
        let phone = &mut self.phones[index];
        if phone.back_at.is_some() {
            return;
        }
        self.crashed = true;
        let host = phone.host;
        self.network.crash(host);
        self.world.phone_crashed(host);
        let back_at = self.network.now() + self.short_time(20_000);
        self.phones[index].back_at = Some(back_at);
    }

    fn hang_up_some(&mut self, index: usize) {
        if let Some((call, _)) = self.call_of(index) {
            self.order(index, Command::HangUp { call });
        }
    }

    fn hold_some(&mut self, index: usize) {
        if let Some((call, PhoneCall::Talking)) = self.call_of(index) {
            let command = if self.random.chance(0.5) {
                Command::Hold { call }
            } else {
                Command::Resume { call }
            };
            self.order(index, command);
        }
    }

    fn call_of(&self, index: usize) -> Option<(CallId, PhoneCall)> {
        let host = self.phones[index].host;
        self.world
            .phone_calls
            .iter()
            .find(|((owner, _), _)| *owner == host)
            .map(|((_, call), state)| (*call, *state))
    }

    /// Users react to what their phones do, often at the worst time.
    pub(super) fn react(&mut self) {
        let now = self.network.now();
        let cues = std::mem::take(&mut self.world.cues);
        for (host, call, cue) in cues {
            let index = host.0 - 1;
            // Within milliseconds, or as people do.
            let soon = self.random.chance(0.4);
            let wait = self.short_time(if soon { 30 } else { 8_000 });
            let roll = self.random.below(100);
            let act = match (cue, roll) {
                (Cue::Placed, 0..=14) | (Cue::RingsThere, 0..=24) => Act::HangUp(index, call),
                (Cue::RingsHere, 0..=49) => Act::Answer(index, call),
                (Cue::RingsHere, 50..=59) => Act::Refuse(index, call),
                (Cue::RingsHere, 60..=64) => Act::HangUp(index, call),
                (Cue::Talks, 0..=39) => Act::HangUp(index, call),
                // Long enough for refreshes.
                (Cue::Talks, 40..=59) => {
                    let talk = self.short_time(90_000);
                    self.plan(now + talk, Act::HangUp(index, call));
                    continue;
                }
                (Cue::Talks, 60..=84) => {
                    let resume = wait + self.short_time(3_000);
                    self.plan(now + resume, Act::Resume(index, call));
                    Act::Hold(index, call)
                }
                _ => continue,
            };
            self.plan(now + wait, act);
        }
    }

    fn plan(&mut self, at: Time, act: Act) {
        let place = self.plans.partition_point(|(known, _)| *known <= at);
        self.plans.insert(place, (at, act));
    }

    fn follow_plans(&mut self) {
        while let Some((_, act)) = self
            .plans
            .first()
            .copied()
            .filter(|(at, _)| *at <= self.network.now())
        {
            self.plans.remove(0);
            match act {
                Act::HangUp(index, call) => self.order(index, Command::HangUp { call }),
                Act::Answer(index, call) => self.order(index, Command::Answer { call }),
                Act::Refuse(index, call) => {
                    let status = if self.random.chance(0.5) {
                        StatusCode::BUSY_HERE
                    } else {
                        StatusCode::DECLINE
                    };
                    self.order(index, Command::Refuse { call, status });
                }
                Act::Hold(index, call) => self.order(index, Command::Hold { call }),
                Act::Resume(index, call) => self.order(index, Command::Resume { call }),
            }
        }
    }

    /// Those whose time has come are up again; cut links are mended.
    pub(super) fn come_back(&mut self) {
        let now = self.network.now();
        let due = |at: &Option<Time>| at.is_some_and(|at| at <= now);
        if due(&self.mend_at) {
            self.mend_at = None;
            self.network.mend();
        }
        if due(&self.exchange_back_at) {
            self.exchange_back_at = None;
            let random = self.fork();
            // Those that have lapsed in the meantime are of no use.
            self.world.store.retain(|_, it| it.expires_at > now);
            let bindings = self.world.store.values().cloned().collect();
            let exchange = self.enterprise.start_exchange(now, bindings, random);
            let party = Party::exchange(exchange).with_flaw(self.options.exchange_flaw);
            let settled = self.enterprise.exchange.settled();
            self.world.started(self.exchange, settled);
            self.network.restart(self.exchange, party);
        }
        for index in 0..self.phones.len() {
            if !due(&self.phones[index].back_at) {
                continue;
            }
            let host = self.phones[index].host;
            let lingers = self.phones[index].lingers;
            self.phones[index] = PhoneHost {
                lingers,
                ..PhoneHost::new(host, self.enterprise.phones[index].knows_password)
            };
            let random = self.fork();
            let terminal = self.enterprise.start_phone(now, index, random);
            let party = Party::terminal(terminal).with_flaw(self.options.phone_flaw);
            let settled = self.enterprise.phones[index].config.settled();
            self.world.started(host, settled);
            self.network.restart(host, party);
            // What was planned for the calls of the old phone concerns nobody.
            self.plans.retain(|(_, act)| act.phone() != index);
        }
    }
}

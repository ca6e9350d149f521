//! What the phone does without its user: dial, play, press keys, hang up, and when it is done.

use std::collections::VecDeque;
use std::time::Duration;

use naisen_agent::Presentation;
use naisen_media::AudioSource;
use naisen_node::Time;
use naisen_terminal::{CallId, Command, Ended, EndedBy, Event};

/// What is played on after a recording has been said, so that the last of it is heard.
const TAIL: Duration = Duration::from_millis(400);

/// How long the peers have for their last answers.
const FAREWELL: Duration = Duration::from_secs(3);

/// What is asked of the phone.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Whether it registers before anything else.
    pub(super) register: bool,
    /// Whom to call.
    pub(super) dial: Option<Box<str>>,
    /// Whether our number may be shown.
    pub(super) presentation: Option<Presentation>,
    /// What to say once a call is answered.
    pub(super) play: AudioSource,
    /// Keys to press once a call is answered.
    pub(super) digits: Option<Box<str>>,
    /// How long a call lasts.
    pub(super) hang_up_after: Option<Duration>,
    /// Whether the end of the recording ends the call.
    pub(super) hang_up_when_played: bool,
    /// After how many calls it is done.
    pub(super) calls: Option<u32>,
    /// Whether a failed registration is final.
    pub(super) needs_registration: bool,
}

/// How it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Every call was done as asked.
    Done,
    /// A call failed or was refused.
    CallFailed,
    /// The registration failed.
    NotRegistered,
}

/// The course of a plan.
#[derive(Debug)]
pub(super) struct Script {
    plan: Plan,
    commands: VecDeque<Command>,
    stage: Stage,
    /// Calls to be ended, and when.
    ends: Vec<(CallId, Time)>,
    answered: Vec<CallId>,
    done: u32,
    outcome: Outcome,
}

#[derive(Debug, PartialEq, Eq)]
enum Stage {
    /// The registration is awaited, or nothing is, then calls are placed.
    Starting {
        due: Option<Time>,
    },
    /// Calls are placed or awaited.
    Running,
    /// The last words to the peers.
    Leaving {
        until: Time,
    },
    Over,
}

impl Script {
    pub(super) fn new(now: Time, plan: Plan) -> Self {
        let due = (!plan.register).then_some(now);
        Self {
            plan,
            commands: VecDeque::new(),
            stage: Stage::Starting { due },
            ends: Vec::new(),
            answered: Vec::new(),
            done: 0,
            outcome: Outcome::Done,
        }
    }

    /// What to ask of the terminal now.
    pub(super) fn next_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// How it came out, once all is over.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        (self.stage == Stage::Over).then_some(self.outcome)
    }

    pub(super) fn next_due(&self) -> Option<Time> {
        let stage = match self.stage {
            Stage::Starting { due } => due,
            Stage::Leaving { until } => Some(until),
            Stage::Running | Stage::Over => None,
        };
        self.ends.iter().map(|(_, at)| *at).chain(stage).min()
    }

    pub(super) fn timeout(&mut self, now: Time) {
        match self.stage {
            Stage::Starting { due: Some(due) } if due <= now => self.begin(),
            Stage::Leaving { until } if until <= now => self.stage = Stage::Over,
            _ => {}
        }
        let (due, rest) = self.ends.iter().partition(|(_, at)| *at <= now);
        self.ends = rest;
        let due: Vec<(CallId, Time)> = due;
        for (call, _) in due {
            self.commands.push_back(Command::HangUp { call });
        }
    }

    /// Whether it only waits for the last answers of the peers.
    pub(super) fn is_leaving(&self) -> bool {
        matches!(self.stage, Stage::Leaving { .. })
    }

    /// The last answers have come.
    pub(super) fn left(&mut self) {
        if self.is_leaving() {
            self.stage = Stage::Over;
        }
    }

    /// The user, or the system, wants an end.
    pub(super) fn quit(&mut self, now: Time) {
        match self.stage {
            Stage::Starting { .. } | Stage::Running => self.leave(now),
            // A second time: at once.
            Stage::Leaving { .. } => self.stage = Stage::Over,
            Stage::Over => {}
        }
    }

    pub(super) fn event(&mut self, now: Time, event: &Event) {
        match event {
            Event::Registered { .. } if matches!(self.stage, Stage::Starting { .. }) => {
                self.begin();
            }
            Event::RegistrationFailed { .. }
                if self.plan.needs_registration && matches!(self.stage, Stage::Starting { .. }) =>
            {
                self.outcome = Outcome::NotRegistered;
                self.stage = Stage::Over;
            }
            Event::NotDialled { .. } => self.call_over(now, false),
            Event::Answered { call } => self.talk(now, *call),
            Event::PlayedOut { call } if self.plan.hang_up_when_played => {
                self.ends.push((*call, now + TAIL));
            }
            Event::Ended {
                call, by, reason, ..
            } => {
                self.ends.retain(|(known, _)| known != call);
                let answered = self.answered.contains(call);
                self.answered.retain(|known| known != call);
                let good = answered && *by != EndedBy::Failure && *reason == Ended::HungUp;
                self.call_over(now, good);
            }
            _ => {}
        }
    }

    fn begin(&mut self) {
        self.stage = Stage::Running;
        self.dial();
    }

    fn dial(&mut self) {
        if let Some(to) = self.plan.dial.clone() {
            self.commands.push_back(Command::Dial {
                to,
                presentation: self.plan.presentation,
            });
        }
    }

    fn talk(&mut self, now: Time, call: CallId) {
        self.answered.push(call);
        self.commands.push_back(Command::Play {
            call,
            source: self.plan.play.clone(),
        });
        if let Some(digits) = self.plan.digits.clone() {
            self.commands
                .push_back(Command::SendDigits { call, digits });
        }
        if let Some(after) = self.plan.hang_up_after {
            self.ends.push((call, now + after));
        }
    }

    fn call_over(&mut self, now: Time, good: bool) {
        if self.stage != Stage::Running {
            return;
        }
        self.done += 1;
        if !good {
            self.outcome = Outcome::CallFailed;
        }
        if self.plan.calls.is_some_and(|calls| self.done >= calls) {
            self.leave(now);
        } else {
            self.dial();
        }
    }

    fn leave(&mut self, now: Time) {
        self.ends.clear();
        self.commands.push_back(Command::HangUpAll);
        self.stage = Stage::Leaving {
            until: now + FAREWELL,
        };
        if self.plan.register {
            self.commands.push_back(Command::StopRegistration);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_agent::PeerReason;
    use naisen_cause::Rule;
    use naisen_terminal::{AudioStatistics, Terminal};

    const NOW: Time = Time::from_unix_seconds(1_800_000_000);

    fn plan() -> Plan {
        Plan {
            register: true,
            dial: Some("102".into()),
            presentation: None,
            play: AudioSource::Silence,
            digits: None,
            hang_up_after: None,
            hang_up_when_played: false,
            calls: Some(1),
            needs_registration: true,
        }
    }

    fn commands(script: &mut Script) -> Vec<String> {
        std::iter::from_fn(|| script.next_command())
            .map(|command| {
                let text = format!("{command:?}");
                text.split([' ', '{']).next().unwrap_or("").to_owned()
            })
            .collect()
    }

    /// A call as a terminal names it.
    fn call() -> CallId {
        let address = "127.0.0.1:5060".parse().expect("an address");
        let flow = naisen_node::Flow {
            transport: naisen_node::Transport::Udp,
            local: address,
            remote: address,
        };
        let config = naisen_terminal::Config::new("101", "h", flow);
        let random = naisen_node::Random::from_number(1);
        let mut terminal = Terminal::new(NOW, config, random).expect("good settings");
        let mut out = naisen_node::Outbox::default();
        let dial = Command::Dial {
            to: "102".into(),
            presentation: None,
        };
        naisen_node::Node::handle_command(&mut terminal, NOW, dial, &mut out);
        match out.events.first() {
            Some(Event::Dialling { call, .. }) => *call,
            other => panic!("{other:?}"),
        }
    }

    fn ended(by: EndedBy, reason: Ended) -> Event {
        Event::Ended {
            call: call(),
            by,
            status: None,
            reason,
            rule: Rule::Refused,
            said: PeerReason::default(),
            lines: Box::default(),
            statistics: AudioStatistics::default(),
        }
    }

    #[test]
    fn it_registers_dials_hangs_up_in_time_and_leaves() {
        let mut script = Script::new(
            NOW,
            Plan {
                hang_up_after: Some(Duration::from_secs(8)),
                digits: Some("1".into()),
                ..plan()
            },
        );
        assert_eq!(script.next_due(), None);
        script.event(NOW, &Event::Registered { until: NOW });
        assert_eq!(commands(&mut script), ["Dial"]);
        script.event(NOW, &Event::Answered { call: call() });
        assert_eq!(commands(&mut script), ["Play", "SendDigits"]);
        let end = NOW + Duration::from_secs(8);
        assert_eq!(script.next_due(), Some(end));
        script.timeout(end);
        assert_eq!(commands(&mut script), ["HangUp"]);
        script.event(end, &ended(EndedBy::Us, Ended::HungUp));
        assert_eq!(commands(&mut script), ["HangUpAll", "StopRegistration"]);
        assert_eq!(script.outcome(), None);
        script.left();
        assert_eq!(script.outcome(), Some(Outcome::Done));
    }

    #[test]
    fn a_refused_call_and_a_failed_registration_are_told_apart() {
        let mut script = Script::new(NOW, plan());
        script.event(NOW, &Event::Registered { until: NOW });
        let phrase = "Busy Here".into();
        script.event(NOW, &ended(EndedBy::Peer, Ended::Refused { phrase }));
        script.timeout(NOW + FAREWELL);
        assert_eq!(script.outcome(), Some(Outcome::CallFailed));
        let mut script = Script::new(NOW, plan());
        let problem = naisen_terminal::RegistrationProblem::NoAnswer;
        let retry_at = Some(NOW);
        script.event(NOW, &Event::RegistrationFailed { problem, retry_at });
        assert_eq!(script.outcome(), Some(Outcome::NotRegistered));
    }

    #[test]
    fn without_registration_it_dials_at_once_and_as_often_as_asked() {
        let mut script = Script::new(
            NOW,
            Plan {
                register: false,
                calls: Some(2),
                ..plan()
            },
        );
        script.timeout(script.next_due().expect("it begins"));
        for _ in 0..2 {
            assert_eq!(commands(&mut script), ["Dial"]);
            script.event(NOW, &Event::Answered { call: call() });
            commands(&mut script);
            script.event(NOW, &ended(EndedBy::Peer, Ended::HungUp));
        }
        assert_eq!(commands(&mut script), ["HangUpAll"]);
        script.quit(NOW);
        assert_eq!(
            script.outcome(),
            Some(Outcome::Done),
            "the second time at once"
        );
    }
}

//! The phone as a node: a terminal, and the script that uses it.

use naisen_node::{Input, Node, Outbox, Time};
use naisen_sip::StatusCode;
use naisen_terminal::{CallId, Command, Event, RegistrationState, Terminal};

use super::script::{Outcome, Script};

/// What the user asks.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// Call this number.
    Dial(Box<str>),
    /// Answer the call that rings.
    Answer,
    /// Refuse it.
    Refuse,
    /// End the newest call.
    HangUp,
    /// Hold it, or take it back.
    Hold,
    /// Press a key in it.
    Digit(char),
    /// End everything.
    Quit,
}

/// What the phone tells.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// What its terminal tells.
    Terminal(Event),
    /// It is done.
    Finished(Outcome),
}

/// What is to be known of a call for the keys to find it.
#[derive(Clone, Copy, Debug)]
struct Known {
    call: CallId,
    rings_here: bool,
    held: bool,
}

/// A terminal with its script.
pub(super) struct Phone {
    terminal: Terminal,
    script: Script,
    /// The calls in the order they came.
    calls: Vec<Known>,
    outbox: Outbox<Event>,
    told: bool,
}

impl Phone {
    pub(super) fn new(terminal: Terminal, script: Script) -> Self {
        Self {
            terminal,
            script,
            calls: Vec::new(),
            outbox: Outbox::default(),
            told: false,
        }
    }

    /// Lets the terminal act, then the script on what came of it, until both are at rest.
    fn act(
        &mut self,
        now: Time,
        out: &mut Outbox<Told>,
        act: impl FnOnce(&mut Terminal, &mut Outbox<Event>),
    ) {
        // The terminal writes into the packets and orders of this very turn.
        std::mem::swap(&mut self.outbox.sends, &mut out.sends);
        std::mem::swap(&mut self.outbox.orders, &mut out.orders);
        act(&mut self.terminal, &mut self.outbox);
        self.follow(now, out);
        while let Some(command) = self.script.next_command() {
            self.terminal.handle_command(now, command, &mut self.outbox);
            self.follow(now, out);
        }
        std::mem::swap(&mut self.outbox.sends, &mut out.sends);
        std::mem::swap(&mut self.outbox.orders, &mut out.orders);
        if self.script.is_leaving() && self.is_alone() {
            self.script.left();
        }
        if let Some(outcome) = self.script.outcome().filter(|_| !self.told) {
            self.told = true;
            out.events.push(Told::Finished(outcome));
        }
    }

    fn follow(&mut self, now: Time, out: &mut Outbox<Told>) {
        let mut events = std::mem::take(&mut self.outbox.events);
        for event in events.drain(..) {
            self.note(&event);
            self.script.event(now, &event);
            out.events.push(Told::Terminal(event));
        }
        // Its memory serves the next turn.
        self.outbox.events = events;
    }

    /// Whether nobody is to be waited for: no call, no BYE without answer, no registration.
    fn is_alone(&self) -> bool {
        let [lines, sessions, ..] = self.terminal.rest();
        let registered = !matches!(
            self.terminal.registration(),
            None | Some(RegistrationState::Unregistered | RegistrationState::Refused)
        );
        lines == 0 && sessions == 0 && !registered
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Dialling { call, .. } | Event::Incoming { call, .. } => self.calls.push(Known {
                call: *call,
                rings_here: matches!(event, Event::Incoming { .. }),
                held: false,
            }),
            Event::Ended { call, .. } => self.calls.retain(|known| known.call != *call),
            Event::Answered { call } | Event::HoldDone { call, .. } => {
                if let Some(known) = self.calls.iter_mut().find(|known| known.call == *call) {
                    known.rings_here = false;
                    known.held = matches!(event, Event::HoldDone { held: true, .. });
                }
            }
            _ => {}
        }
    }

    /// What a key means for the terminal: for the newest call that rings, or else for the newest.
    fn command(&self, ask: Ask) -> Option<Command> {
        let ringing = self.calls.iter().rfind(|known| known.rings_here);
        let newest = self.calls.last();
        Some(match ask {
            Ask::Dial(to) => Command::Dial {
                to,
                presentation: None,
            },
            Ask::Answer => Command::Answer {
                call: ringing?.call,
            },
            Ask::Refuse => Command::Refuse {
                call: ringing?.call,
                status: StatusCode::BUSY_HERE,
            },
            Ask::HangUp => match newest {
                Some(known) => Command::HangUp { call: known.call },
                // Without a call it is the busy tone that ends.
                None => Command::HangUpAll,
            },
            Ask::Hold => {
                let Known { call, held, .. } = *newest?;
                if held {
                    Command::Resume { call }
                } else {
                    Command::Hold { call }
                }
            }
            Ask::Digit(digit) => Command::SendDigits {
                call: newest?.call,
                digits: digit.to_string().into(),
            },
            Ask::Quit => return None,
        })
    }
}

impl Node for Phone {
    type Command = Ask;
    type Event = Told;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Told>) {
        if matches!(input, Input::Timeout) {
            self.script.timeout(now);
        }
        self.act(now, out, |terminal, outbox| {
            terminal.handle_input(now, input, outbox);
        });
    }

    fn handle_command(&mut self, now: Time, ask: Ask, out: &mut Outbox<Told>) {
        if ask == Ask::Quit {
            self.script.quit(now);
        }
        let command = self.command(ask);
        self.act(now, out, |terminal, outbox| {
            if let Some(command) = command {
                terminal.handle_command(now, command, outbox);
            }
        });
    }

    fn poll_timeout(&self) -> Option<Time> {
        let due = [self.terminal.poll_timeout(), self.script.next_due()];
        due.into_iter().flatten().min()
    }
}

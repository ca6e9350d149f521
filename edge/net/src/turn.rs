//! Handing inputs to the node, and carrying out what it says.

use naisen_node::{Input, Node, Outbox, Time};

use crate::sockets::{Answer, Sockets};
use crate::tcp::Tcp;

/// How many packets may gather before they are sent, so that the first of a turn does not wait for
/// the last.
const SEND_AFTER: usize = 64;

/// How many times a turn hands over answers and carries out what they cause. What is left then
/// waits until the sockets have been looked at.
const ANSWER_ROUNDS: usize = 8;

/// The node, what it has said and not yet been done, and the sockets to do it with.
pub(crate) struct Turn<'n, N: Node, F> {
    node: &'n mut N,
    out: Outbox<N::Event>,
    on_event: F,
    pub(crate) sockets: Sockets,
}

impl<'n, N: Node, F: FnMut(Time, N::Event)> Turn<'n, N, F> {
    pub(crate) fn new(node: &'n mut N, on_event: F, sockets: Sockets) -> Self {
        Self {
            node,
            out: Outbox::default(),
            on_event,
            sockets,
        }
    }

    /// When the node wants to be woken.
    pub(crate) fn poll_timeout(&self) -> Option<Time> {
        self.node.poll_timeout()
    }

    /// Hands the node what the world says.
    pub(crate) fn input(&mut self, now: Time, input: Input<'_>) {
        let before = self.out.sends.transmits().len();
        self.node.handle_input(now, input, &mut self.out);
        self.carry_out_if_urgent(now, before);
    }

    /// Hands the node what its owner asks.
    pub(crate) fn command(&mut self, now: Time, command: N::Command) {
        let before = self.out.sends.transmits().len();
        self.node.handle_command(now, command, &mut self.out);
        self.carry_out_if_urgent(now, before);
    }

    /// Ends a turn: carries out all, and hands over the answers.
    pub(crate) fn settle(&mut self, now: Time) {
        for _ in 0..ANSWER_ROUNDS {
            self.carry_out(now, 0);
            self.sockets.with_tcp(now, Tcp::flush);
            if self.sockets.answers.is_empty() {
                return;
            }
            for _ in 0..self.sockets.answers.len() {
                let Some(answer) = self.sockets.answers.pop_front() else {
                    break;
                };
                let input = match answer {
                    Answer::Opened(pair, address) => Input::PairOpened { pair, address },
                    Answer::Refused(pair) => Input::PairRefused { pair },
                    Answer::Unreachable(flow) => {
                        self.sockets.door.tally.unreachable.add(1);
                        Input::Unreachable { flow }
                    }
                };
                self.input(now, input);
            }
        }
        self.carry_out(now, 0);
        self.sockets.with_tcp(now, Tcp::flush);
    }

    /// Packets may gather over several inputs, for a larger batch. Orders may not: the packets of
    /// earlier inputs, `before` of them, come before them.
    fn carry_out_if_urgent(&mut self, now: Time, before: usize) {
        if !self.out.orders.is_empty() {
            self.carry_out(now, before);
        } else if self.out.sends.transmits().len() >= SEND_AFTER {
            self.carry_out(now, 0);
        }
    }

    /// Carries out all: the first `before` packets, then orders, the other packets, and events.
    pub(crate) fn carry_out(&mut self, now: Time, before: usize) {
        let Outbox {
            sends,
            orders,
            events,
        } = &mut self.out;
        let all = sends.transmits().len();
        if before > 0 {
            self.sockets.transmit(now, sends, 0..before);
        }
        self.sockets.order(orders);
        if all > before {
            self.sockets.transmit(now, sends, before..all);
        }
        for event in events.drain(..) {
            (self.on_event)(now, event);
        }
        self.out.clear();
    }
}

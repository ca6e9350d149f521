//! A node under watch, for any driver.

use std::fmt;

use naisen_node::{Input, Node, Outbox, Time, Transmit};

use crate::role::Role;
use crate::settled::Settled;
use crate::watch::{Violation, Watch};

/// A node, perhaps with a [`Watch`] over what it sends (`JJ-22.11 §1.3.3`). It behaves as the node
/// does; each violation is counted and told to whoever was named. Without a watch a turn costs one
/// branch more than the node's own.
pub struct Watched<N> {
    node: N,
    watcher: Option<Box<Watcher>>,
}

struct Watcher {
    watch: Watch,
    tell: Box<dyn FnMut(&Violation)>,
    violations: u64,
}

impl<N> Watched<N> {
    /// The node, without a watch.
    pub fn not(node: N) -> Self {
        Self {
            node,
            watcher: None,
        }
    }

    /// The node, with a watch; `tell` gets each violation.
    pub fn new(
        node: N,
        role: Role,
        settled: impl Into<Settled>,
        tell: impl FnMut(&Violation) + 'static,
    ) -> Self {
        let watcher = Watcher {
            watch: Watch::new(role, settled),
            tell: Box::new(tell),
            violations: 0,
        };
        Self {
            node,
            watcher: Some(Box::new(watcher)),
        }
    }

    /// How many violations there were.
    pub fn violations(&self) -> u64 {
        self.watcher
            .as_ref()
            .map_or(0, |watcher| watcher.violations)
    }

    /// The node.
    pub fn node(&self) -> &N {
        &self.node
    }
}

impl<N> fmt::Debug for Watched<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched")
            .field("watched", &self.watcher.is_some())
            .field("violations", &self.violations())
            .finish_non_exhaustive()
    }
}

impl Watcher {
    /// Looks at the packets from the one with this number on.
    fn look<E>(&mut self, out: &Outbox<E>, from: usize) {
        for transmit in out.sends.transmits().iter().skip(from) {
            if let Transmit::Sip { range, .. } = transmit {
                for violation in self.watch.sent(out.sends.bytes(range.clone())) {
                    self.violations = self.violations.saturating_add(1);
                    (self.tell)(&violation);
                }
            }
        }
    }
}

impl<N: Node> Node for Watched<N> {
    type Command = N::Command;
    type Event = N::Event;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Self::Event>) {
        let Some(watcher) = &mut self.watcher else {
            return self.node.handle_input(now, input, out);
        };
        let before = out.sends.transmits().len();
        if let Input::Sip { bytes, .. } = input {
            watcher.watch.received(bytes);
        }
        self.node.handle_input(now, input, out);
        watcher.look(out, before);
    }

    fn handle_command(&mut self, now: Time, command: Self::Command, out: &mut Outbox<Self::Event>) {
        let Some(watcher) = &mut self.watcher else {
            return self.node.handle_command(now, command, out);
        };
        let before = out.sends.transmits().len();
        self.node.handle_command(now, command, out);
        watcher.look(out, before);
    }

    fn poll_timeout(&self) -> Option<Time> {
        self.node.poll_timeout()
    }
}

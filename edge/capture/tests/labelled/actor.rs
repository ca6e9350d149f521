//! Who plays: a node of ours or a scripted peer.

use naisen_node::{Input, Node, Outbox, Time};
use naisen_sim::{Order, Party, Told};

use crate::peer::Peer;

/// A node of the stage.
#[derive(Debug)]
pub(crate) enum Actor {
    Ours(Box<Party>),
    Scripted(Box<Peer>),
}

impl Node for Actor {
    type Command = Order;
    type Event = Told;

    fn handle_input(&mut self, now: Time, input: Input<'_>, out: &mut Outbox<Told>) {
        match self {
            Actor::Ours(node) => node.handle_input(now, input, out),
            Actor::Scripted(node) => node.handle_input(now, input, out),
        }
    }

    fn handle_command(&mut self, now: Time, command: Order, out: &mut Outbox<Told>) {
        match self {
            Actor::Ours(node) => node.handle_command(now, command, out),
            Actor::Scripted(node) => node.handle_command(now, command, out),
        }
    }

    fn poll_timeout(&self) -> Option<Time> {
        match self {
            Actor::Ours(node) => node.poll_timeout(),
            Actor::Scripted(node) => node.poll_timeout(),
        }
    }
}

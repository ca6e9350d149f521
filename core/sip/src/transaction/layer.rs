//! The transactions of one node.

use std::collections::VecDeque;

use naisen_node::{Flow, Random, Sends, Time, Wheel};
use slab::Slab;

use super::branch::Branch;
use super::client::{Client, ClientId};
use super::fingerprint::{ByFingerprint, Fingerprints};
use super::paths::Paths;
use super::server::{Server, ServerId};
use super::timer::{Timer, TimerValues};

/// How many client transactions a node holds. A call through the exchange makes an INVITE that
/// waits 32 s and a BYE that waits 5 s; this is enough for 3,500 calls a second, and keeps a flood
/// below 200 MB.
pub const MAX_CLIENT_TRANSACTIONS: usize = 1 << 17;

/// How many server transactions a node holds. A call makes an INVITE and a BYE that wait 32 s each;
/// this is enough for 2,000 calls a second, and keeps a flood below 200 MB.
pub const MAX_SERVER_TRANSACTIONS: usize = 1 << 17;

/// How many CANCELs find a place in a full table: ending calls is what relieves it.
pub const CANCEL_RESERVE: usize = 1 << 13;

/// The least and the most seconds in Retry-After of a 503. They are drawn, so that those turned away
/// do not come back all at once.
pub(super) const RETRY_AFTER_SECONDS: (u32, u32) = (5, 20);

/// The table of transactions is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the table of {limit} client transactions is full")]
pub struct Full {
    /// The bound that is reached.
    pub limit: usize,
}

/// What happens without a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionEvent<O> {
    /// No final response came within 64*T1 (timer B or F, or a cancelled INVITE that was never
    /// ended). The transaction is over.
    ClientTimedOut {
        /// Its owner.
        owner: O,
        /// Its handle, which is stale now.
        client: ClientId,
    },
    /// The peer cannot be reached. The transaction is over. For an INVITE it may follow a failure
    /// response, whose ACK could not be delivered.
    ClientUnreachable {
        /// Its owner.
        owner: O,
        /// Its handle, which is stale now.
        client: ClientId,
    },
    /// No ACK came for a non-2xx final response within 64*T1 (timer H). The transaction is over.
    ServerNotAcknowledged {
        /// Its handle, which is stale now.
        server: ServerId,
    },
    /// The peer cannot be reached with a response; told once. An INVITE transaction stays (RFC
    /// 6026 §7.1), any other is over.
    ServerUnreachable {
        /// Its handle.
        server: ServerId,
    },
}

/// What came and led nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages and timers that repeated what was known.
    pub already: u64,
    /// Messages that the machine of their transaction has no arrow for.
    pub illegal: u64,
    /// Responses that belong to no transaction of ours.
    pub stray_responses: u64,
    /// Requests turned away because the table was full.
    pub overloaded: u64,
}

/// Whose timer fires.
#[derive(Clone, Copy, Debug)]
pub(super) enum Due {
    Client(ClientId, Timer),
    Server(ServerId, Timer),
}

/// The transactions of one node. `O` names the owner of a client transaction; the user chooses it.
///
/// Messages are written straight into [`Sends`]. A transaction keeps one copy of the message that
/// it may have to send again and drops it as soon as it need not.
#[derive(Debug)]
pub struct Transactions<O> {
    pub(super) timers: TimerValues,
    pub(super) random: Random,
    pub(super) wheel: Wheel<Due>,
    pub(super) clients: Slab<Client<O>>,
    pub(super) client_limit: usize,
    pub(super) client_paths: Paths,
    /// The client transaction whose request is dropped when the next input comes; until then the
    /// user may read it.
    pub(super) spent: Option<ClientId>,
    pub(super) servers: Slab<Server>,
    pub(super) server_limit: usize,
    pub(super) server_paths: Paths,
    pub(super) by_request: ByFingerprint<u32>,
    /// Requests without To tag, by what their copies would share.
    pub(super) by_origin: ByFingerprint<u32>,
    pub(super) fingerprints: Fingerprints,
    pub(super) events: VecDeque<TransactionEvent<O>>,
    pub(super) scratch: Vec<u8>,
    pub(super) generation: u32,
    pub(super) counts: Counts,
}

impl<O: Copy> Transactions<O> {
    /// An empty layer.
    pub fn new(now: Time, timers: TimerValues, mut random: Random) -> Self {
        let fingerprints = Fingerprints::new(&mut random);
        let client_paths = Paths::new(Fingerprints::state(&mut random));
        let server_paths = Paths::new(Fingerprints::state(&mut random));
        Self {
            timers,
            random,
            wheel: Wheel::new(now),
            clients: Slab::new(),
            client_limit: MAX_CLIENT_TRANSACTIONS,
            client_paths,
            spent: None,
            servers: Slab::new(),
            server_limit: MAX_SERVER_TRANSACTIONS,
            server_paths,
            by_request: ByFingerprint::default(),
            by_origin: ByFingerprint::default(),
            fingerprints,
            events: VecDeque::new(),
            scratch: Vec::new(),
            generation: 0,
            counts: Counts::default(),
        }
    }

    /// Lowers the bounds of the tables, for a node with little memory. They cannot be raised above
    /// [`MAX_CLIENT_TRANSACTIONS`] and [`MAX_SERVER_TRANSACTIONS`].
    #[must_use]
    pub fn bounded(mut self, clients: usize, servers: usize) -> Self {
        self.client_limit = clients.min(MAX_CLIENT_TRANSACTIONS);
        self.server_limit = servers.min(MAX_SERVER_TRANSACTIONS);
        self
    }

    /// A branch for a request without transaction: the ACK to a 2xx.
    pub fn branch_without_transaction(&mut self) -> Branch {
        Branch::without_transaction(&mut self.random)
    }

    /// Fires the timers that are due.
    pub fn handle_timeout(&mut self, now: Time, sends: &mut Sends) {
        self.drop_spent();
        while let Some(due) = self.wheel.fire(now) {
            match due {
                Due::Client(id, timer) => self.client_timer(now, id, timer, sends),
                Due::Server(id, timer) => self.server_timer(now, id, timer, sends),
            }
        }
    }

    /// When to call [`Transactions::handle_timeout`] next.
    pub fn poll_timeout(&self) -> Option<Time> {
        self.wheel.next_due()
    }

    /// What has happened; call until it gives `None`.
    pub fn poll_event(&mut self) -> Option<TransactionEvent<O>> {
        self.events.pop_front()
    }

    /// Takes the transport's word that the peer of `flow` cannot be reached (RFC 3261 §8.1.3.1,
    /// §17.1.4, §17.2.4). Our address in `flow` plays no part.
    pub fn handle_unreachable(&mut self, now: Time, flow: Flow) {
        let mut next = self.client_paths.first(flow);
        while let Some(index) = next {
            next = self.client_paths.after(index);
            self.client_unreachable(now, index);
        }
        let mut next = self.server_paths.first(flow);
        while let Some(index) = next {
            next = self.server_paths.after(index);
            self.server_unreachable(now, index);
        }
    }

    /// How many transactions there are, on both sides.
    pub fn len(&self) -> usize {
        self.clients.len() + self.servers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What came and led nowhere since the start.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn next_generation(&mut self) -> u32 {
        self.generation = self.generation.wrapping_add(1);
        self.generation
    }
}

/// A table's index; the bounds of the tables keep it small.
pub(super) fn index(key: usize) -> u32 {
    u32::try_from(key).expect("a table is below 2^32 entries")
}

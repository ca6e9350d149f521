//! The pool of media port pairs, kept open ahead of need.
//!
//! ```text
//!           Open ordered        opened            taken              given back
//!  closed -------------> opening ------> ready ---------> in use ---------------> resting
//!    ^                      |              ^                                         |
//!    |        refused       v              +------------------- rested --------------+
//!    +------- later ---- refused
//! ```
//!
//! A pair rests before it serves another call: what the old call's phones still send must not be
//! heard in the new one.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use ahash::AHashMap;
use naisen_media::Side;
use naisen_node::{PairId, PairOrder, Random, Time};

use crate::keyed::keyed_map;
use crate::relays::RelayId;

/// Fewer ready pairs than this, and more are opened: one turn of the driver may bring this many new
/// legs.
pub const LOW_WATER: usize = 96;

/// How many are opened then. Under load the pool grows beyond it by what has rested.
pub const HIGH_WATER: usize = 128;

/// More ready pairs than this are closed again: after a busy hour the descriptors are given back.
pub const READY_MAX: usize = 1024;

/// The pairs of a usual call.
const CALL_PAIRS: usize = 2;

/// How long a pair rests.
pub const REST: Duration = Duration::from_secs(4);

/// How long a port that could not be opened is left alone: somebody else has it.
pub const REFUSED_REST: Duration = Duration::from_secs(60);

/// After this many refusals in a row no more pairs are asked for during [`PAUSE`]: it is not the
/// ports then, it is the limit on open files.
const REFUSALS_MAX: u32 = 16;

/// See [`REFUSALS_MAX`].
const PAUSE: Duration = Duration::from_secs(1);

/// The most addresses with pools of their own: a host has few.
pub const MAX_POOLS: usize = 32;

/// All pairs, by address.
#[derive(Debug)]
pub(crate) struct Ports {
    range: RangeInclusive<u16>,
    pools: AHashMap<IpAddr, u32>,
    pool_list: Vec<Pool>,
    pairs: Vec<Pair>,
    /// All pairs rest equally long, so the first to rest is the first to be ready.
    resting: VecDeque<(Time, PairId)>,
    orders: Vec<PairOrder>,
}

#[derive(Debug)]
struct Pool {
    ip: IpAddr,
    /// The pair of the n-th even port of the range, once it has been opened.
    slots: Vec<Option<PairId>>,
    cursor: usize,
    ready: VecDeque<PairId>,
    opening: usize,
    /// In a row.
    refusals: u32,
    paused_until: Option<Time>,
}

#[derive(Debug)]
struct Pair {
    address: SocketAddr,
    pool: u32,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Closed,
    Opening,
    Ready,
    InUse { relay: RelayId, side: Side },
    Resting,
    Refused { until: Time },
}

impl Ports {
    pub(crate) fn new(range: RangeInclusive<u16>, random: &mut Random) -> Self {
        Self {
            range,
            pools: keyed_map(random),
            pool_list: Vec::new(),
            pairs: Vec::new(),
            resting: VecDeque::new(),
            orders: Vec::new(),
        }
    }

    /// Makes sure that pairs at this address are being opened.
    pub(crate) fn prepare(&mut self, now: Time, ip: IpAddr) {
        if self.pools.contains_key(&ip) || self.pool_list.len() >= MAX_POOLS {
            return;
        }
        let index = u32::try_from(self.pool_list.len()).expect("fewer than MAX_POOLS");
        self.pools.insert(ip, index);
        self.pool_list.push(Pool {
            ip,
            slots: vec![None; self.slot_count()],
            cursor: 0,
            ready: VecDeque::new(),
            opening: 0,
            refusals: 0,
            paused_until: None,
        });
        self.refill(now, index);
    }

    /// Orders more pairs at this address if there are few: after a pause nothing else would before
    /// the next call has found none.
    pub(crate) fn top_up(&mut self, now: Time, ip: IpAddr) {
        if let Some(&index) = self.pools.get(&ip) {
            self.refill(now, index);
        }
    }

    /// Whether a call at this address would find too few pairs, but more are on their way.
    pub(crate) fn is_filling(&self, ip: IpAddr) -> bool {
        let index = self.pools.get(&ip).copied();
        let pool = index.and_then(|index| self.pool_list.get(index as usize));
        pool.is_some_and(|pool| pool.ready.len() < CALL_PAIRS && pool.opening > 0)
    }

    /// Takes a ready pair at this address for one side of a relay.
    pub(crate) fn take(
        &mut self,
        now: Time,
        ip: IpAddr,
        relay: RelayId,
        side: Side,
    ) -> Option<(PairId, SocketAddr)> {
        self.prepare(now, ip);
        let index = *self.pools.get(&ip)?;
        let taken = self.pool_list.get_mut(index as usize)?.ready.pop_front();
        self.refill(now, index);
        let id = taken?;
        let pair = self.pairs.get_mut(id.0 as usize)?;
        pair.state = State::InUse { relay, side };
        Some((id, pair.address))
    }

    /// Gives a pair back that this relay has; it rests. Given back before, it is left alone,
    /// whoever has it now.
    pub(crate) fn give_back(&mut self, now: Time, id: PairId, by: RelayId) {
        if let Some(pair) = self.pairs.get_mut(id.0 as usize)
            && matches!(pair.state, State::InUse { relay, .. } if relay == by)
        {
            pair.state = State::Resting;
            self.resting.push_back((now + REST, id));
        }
    }

    /// Whose packets come to this pair.
    #[inline]
    pub(crate) fn user(&self, id: PairId) -> Option<(RelayId, Side)> {
        match self.pairs.get(id.0 as usize)?.state {
            State::InUse { relay, side } => Some((relay, side)),
            _ => None,
        }
    }

    pub(crate) fn opened(&mut self, now: Time, id: PairId) {
        let Some(pair) = self.pairs.get_mut(id.0 as usize) else {
            return;
        };
        if pair.state != State::Opening {
            return;
        }
        pair.state = State::Ready;
        let index = pair.pool;
        if let Some(pool) = self.pool_list.get_mut(index as usize) {
            pool.opening -= 1;
            pool.refusals = 0;
            pool.ready.push_back(id);
        }
        self.refill(now, index);
    }

    pub(crate) fn refused(&mut self, now: Time, id: PairId) {
        let Some(pair) = self.pairs.get_mut(id.0 as usize) else {
            return;
        };
        if pair.state != State::Opening {
            return;
        }
        pair.state = State::Refused {
            until: now + REFUSED_REST,
        };
        let index = pair.pool;
        if let Some(pool) = self.pool_list.get_mut(index as usize) {
            pool.opening -= 1;
            pool.refusals += 1;
            if pool.refusals >= REFUSALS_MAX {
                pool.refusals = 0;
                pool.paused_until = Some(now + PAUSE);
            }
        }
        self.refill(now, index);
    }

    /// Lets rested pairs serve again.
    pub(crate) fn handle_timeout(&mut self, now: Time) {
        while let Some(&(at, id)) = self.resting.front()
            && at <= now
        {
            self.resting.pop_front();
            let Some(pair) = self.pairs.get_mut(id.0 as usize) else {
                continue;
            };
            let Some(pool) = self.pool_list.get_mut(pair.pool as usize) else {
                continue;
            };
            if pool.ready.len() >= READY_MAX {
                pair.state = State::Closed;
                self.orders.push(PairOrder::Close { pair: id });
            } else {
                pair.state = State::Ready;
                pool.ready.push_back(id);
            }
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Time> {
        self.resting.front().map(|&(at, _)| at)
    }

    /// Whether orders wait to be carried out.
    pub(crate) fn has_orders(&self) -> bool {
        !self.orders.is_empty()
    }

    /// Moves the orders to where the driver finds them.
    pub(crate) fn drain_orders(&mut self, into: &mut Vec<PairOrder>) {
        into.append(&mut self.orders);
    }

    /// How many pairs calls hold.
    pub(crate) fn in_use(&self) -> usize {
        self.count(|state| matches!(state, State::InUse { .. }))
    }

    /// How many pairs wait for calls.
    pub(crate) fn ready(&self) -> usize {
        self.count(|state| state == State::Ready)
    }

    fn count(&self, is: impl Fn(State) -> bool) -> usize {
        self.pairs.iter().filter(|pair| is(pair.state)).count()
    }

    fn slot_count(&self) -> usize {
        let first = usize::from(*self.range.start()).next_multiple_of(2);
        let last = usize::from(*self.range.end());
        // The odd port above must lie within the range.
        (last + 1).saturating_sub(first) / 2
    }

    fn port(&self, slot: usize) -> u16 {
        let first = usize::from(*self.range.start()).next_multiple_of(2);
        u16::try_from(first + 2 * slot).expect("a slot lies within the range")
    }

    /// Orders pairs until there are [`HIGH_WATER`], if there are fewer than [`LOW_WATER`].
    fn refill(&mut self, now: Time, index: u32) {
        let Some(pool) = self.pool_list.get(index as usize) else {
            return;
        };
        let mut ahead = pool.ready.len() + pool.opening;
        if ahead >= LOW_WATER || pool.paused_until.is_some_and(|until| now < until) {
            return;
        }
        for _ in 0..self.slot_count() {
            if ahead >= HIGH_WATER {
                return;
            }
            if self.open_next(now, index).is_some() {
                ahead += 1;
            }
        }
    }

    /// Orders the pair of the next slot, if it is closed.
    fn open_next(&mut self, now: Time, index: u32) -> Option<()> {
        let pool = self.pool_list.get_mut(index as usize)?;
        let slot = pool.cursor;
        pool.cursor = (slot + 1) % pool.slots.len();
        let (ip, known) = (pool.ip, pool.slots.get(slot).copied().flatten());
        let id = match known {
            Some(id) => {
                let pair = self.pairs.get_mut(id.0 as usize)?;
                match pair.state {
                    State::Closed => {}
                    State::Refused { until } if until <= now => {}
                    _ => return None,
                }
                pair.state = State::Opening;
                id
            }
            None => {
                let address = SocketAddr::new(ip, self.port(slot));
                let number = u32::try_from(self.pairs.len()).expect("ports are bounded");
                let id = PairId(number);
                self.pairs.push(Pair {
                    address,
                    pool: index,
                    state: State::Opening,
                });
                id
            }
        };
        let address = self.pairs.get(id.0 as usize)?.address;
        let pool = self.pool_list.get_mut(index as usize)?;
        *pool.slots.get_mut(slot)? = Some(id);
        pool.opening += 1;
        self.orders.push(PairOrder::Open { pair: id, address });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::START;

    const IP: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 0, 200));
    const RELAY: RelayId = RelayId(0);

    fn pool(range: RangeInclusive<u16>) -> Ports {
        Ports::new(range, &mut Random::from_number(1))
    }

    /// Opens every ordered pair whose port is not in `refused`; gives the ports that were ordered.
    fn carry_out(ports: &mut Ports, now: Time, refused: &[u16]) -> Vec<u16> {
        let mut ordered = Vec::new();
        while ports.has_orders() {
            let mut orders = Vec::new();
            ports.drain_orders(&mut orders);
            for order in orders {
                let PairOrder::Open { pair, address } = order else {
                    panic!("nothing is to be closed");
                };
                ordered.push(address.port());
                if refused.contains(&address.port()) {
                    ports.refused(now, pair);
                } else {
                    ports.opened(now, pair);
                }
            }
        }
        ordered
    }

    #[test]
    fn pairs_are_opened_ahead_and_again_when_few_are_left() {
        let mut ports = pool(20_001..=39_999);
        ports.prepare(START, IP);
        let first = carry_out(&mut ports, START, &[]);
        assert_eq!(first.len(), HIGH_WATER);
        assert!(first.iter().all(|port| port % 2 == 0 && *port >= 20_002));
        for _ in 0..=HIGH_WATER - LOW_WATER {
            assert!(ports.take(START, IP, RELAY, Side::A).is_some());
        }
        let second = carry_out(&mut ports, START, &[]);
        assert_eq!(second.len(), HIGH_WATER - LOW_WATER + 1);
        assert_eq!(ports.ready(), HIGH_WATER);
    }

    #[test]
    fn a_pair_rests_before_it_serves_again() {
        // Two pairs only: 6 is even but 7 is outside.
        let mut ports = pool(2..=6);
        ports.prepare(START, IP);
        assert_eq!(carry_out(&mut ports, START, &[]), [2, 4]);
        let (first, _) = ports.take(START, IP, RELAY, Side::A).expect("one is ready");
        let (second, _) = ports.take(START, IP, RELAY, Side::B).expect("one is ready");
        assert_ne!(first, second);
        assert_eq!(ports.user(second), Some((RELAY, Side::B)));
        assert!(ports.take(START, IP, RELAY, Side::A).is_none());
        ports.give_back(START, second, RELAY);
        assert_eq!(ports.user(second), None);
        let just_before = START + REST - Duration::from_millis(1);
        ports.handle_timeout(just_before);
        assert!(ports.take(just_before, IP, RELAY, Side::A).is_none());
        let rested = ports.poll_timeout().expect("one rests");
        assert_eq!(rested, START + REST);
        ports.handle_timeout(rested);
        let again = ports.take(rested, IP, RELAY, Side::A);
        assert_eq!(again.map(|(pair, _)| pair), Some(second));
        // Another's pair cannot be given back, and giving back twice does not make two of it.
        ports.give_back(rested, first, RelayId(1));
        assert_eq!(ports.user(first), Some((RELAY, Side::A)));
        ports.give_back(rested, first, RELAY);
        ports.give_back(rested, first, RELAY);
        ports.handle_timeout(rested + REST);
        assert_eq!(ports.ready(), 1);
    }

    #[test]
    fn a_port_that_somebody_else_has_is_left_alone_for_a_while() {
        let mut ports = pool(2..=5);
        ports.prepare(START, IP);
        assert_eq!(carry_out(&mut ports, START, &[2]), [2, 4]);
        assert_eq!(ports.ready(), 1);
        assert!(ports.take(START, IP, RELAY, Side::A).is_some());
        assert!(ports.take(START, IP, RELAY, Side::A).is_none());
        assert!(!ports.has_orders());
        let later = START + REFUSED_REST;
        assert!(ports.take(later, IP, RELAY, Side::A).is_none());
        assert_eq!(carry_out(&mut ports, later, &[]), [2]);
        assert!(ports.take(later, IP, RELAY, Side::A).is_some());
    }

    /// As when the process may open no more files.
    #[test]
    fn when_nothing_can_be_opened_the_asking_pauses() {
        let mut ports = pool(10_000..=19_999);
        ports.prepare(START, IP);
        let all: Vec<u16> = (10_000..=19_999).collect();
        let asked = carry_out(&mut ports, START, &all).len();
        assert!(asked <= HIGH_WATER + REFUSALS_MAX as usize, "{asked}");
        assert!(ports.take(START, IP, RELAY, Side::A).is_none());
        assert!(!ports.has_orders());
        ports.top_up(START + PAUSE / 2, IP);
        assert!(!ports.has_orders() && !ports.is_filling(IP));
        ports.top_up(START + PAUSE, IP);
        assert!(
            ports.has_orders() && ports.is_filling(IP),
            "a call can wait for them"
        );
    }

    #[test]
    fn an_empty_range_opens_nothing() {
        let mut ports = pool(3..=3);
        ports.prepare(START, IP);
        assert!(ports.take(START, IP, RELAY, Side::A).is_none());
        assert!(!ports.has_orders());
    }
}

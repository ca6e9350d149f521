//! Which call a new Call-ID goes on with: a back-to-back user agent calls on under a Call-ID of its
//! own (RFC 3261 §6), and nothing in SIP says so.
//!
//! What tells it, the surest first: a header that names the Call-ID it comes from, an offer of media
//! that the call has announced already, and the users that are known again. Always the new INVITE
//! leaves the host that the old one reached.

use std::net::{IpAddr, SocketAddr};

use ahash::{AHashMap, RandomState};
use naisen_node::{Random, Time};
use smallvec::SmallVec;

use super::keyed_map;
use super::leg_state::LegState;
use crate::limits::{HANDOVER, WAITING_PER_USER};

/// A leg of an open call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LegOf {
    pub(super) call: u64,
    pub(super) leg: usize,
}

/// Legs by the host that they reached and a user that they name.
#[derive(Debug)]
pub(super) struct Waiting {
    legs: AHashMap<(IpAddr, u64), Vec<LegOf>>,
    hasher: RandomState,
}

/// A new INVITE that may go on with a leg.
#[derive(Debug)]
pub(super) struct Attempt<'a> {
    pub(super) at: Time,
    pub(super) source: SocketAddr,
    pub(super) callers: &'a [u64],
    pub(super) callees: &'a [u64],
}

/// Users that many callers are.
const NOBODY: [&str; 8] = [
    "anonymous",
    "unknown",
    "unavailable",
    "restricted",
    "private",
    "asterisk",
    "freeswitch",
    "invalid",
];
/// Digits at the end of a number by which it is known with and without prefixes.
const NUMBER_DIGITS: usize = 7;

impl Waiting {
    pub(super) fn new(random: &mut Random) -> Self {
        let mut key = || random.next_u64();
        let hasher = RandomState::with_seeds(key(), key(), key(), key());
        Self {
            legs: keyed_map(random),
            hasher,
        }
    }

    /// The keys by which users are known again.
    pub(super) fn keys(&self, users: &[Box<str>]) -> SmallVec<[u64; 3]> {
        let mut keys = SmallVec::new();
        for user in users {
            let key = self.key(user);
            keys.extend(key.filter(|key| !keys.contains(key)));
        }
        keys
    }

    fn key(&self, user: &str) -> Option<u64> {
        let user = user.trim().to_ascii_lowercase();
        if user.is_empty() || NOBODY.contains(&user.as_str()) || user.starts_with("sip:") {
            return None;
        }
        let is_number = user
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.()".contains(&byte));
        if !is_number {
            return Some(self.hasher.hash_one(user));
        }
        let digits: SmallVec<[u8; 32]> = user.bytes().filter(u8::is_ascii_digit).collect();
        let end = digits.len().saturating_sub(NUMBER_DIGITS);
        Some(self.hasher.hash_one(digits.get(end..)?))
    }

    /// A leg has reached a host.
    pub(super) fn add(&mut self, leg: LegOf, host: IpAddr, state: &LegState) {
        for key in state.caller_keys.iter().chain(&state.callee_keys) {
            let legs = self.legs.entry((host, *key)).or_default();
            if legs.contains(&leg) {
                continue;
            }
            if legs.len() == WAITING_PER_USER {
                legs.remove(0);
            }
            legs.push(leg);
        }
    }

    /// A leg is closed.
    pub(super) fn remove(&mut self, leg: LegOf, state: &LegState) {
        for receiver in &state.receivers {
            for key in state.caller_keys.iter().chain(&state.callee_keys) {
                let place = (receiver.ip(), *key);
                if let Some(legs) = self.legs.get_mut(&place) {
                    legs.retain(|known| *known != leg);
                    if legs.is_empty() {
                        self.legs.remove(&place);
                    }
                }
            }
        }
    }

    /// The leg that the attempt goes on with, told by its users; `None` if none or several may be
    /// meant.
    pub(super) fn find<'s>(
        &self,
        attempt: &Attempt<'_>,
        state_of: impl Fn(LegOf) -> Option<&'s LegState>,
    ) -> Option<LegOf> {
        let host = attempt.source.ip();
        let mut found: SmallVec<[(Likeness, LegOf); 8]> = SmallVec::new();
        for key in attempt.callers.iter().chain(attempt.callees) {
            for leg in self.legs.get(&(host, *key)).into_iter().flatten() {
                if found.iter().any(|(_, known)| known == leg) {
                    continue;
                }
                let likeness = state_of(*leg).and_then(|state| Likeness::of(attempt, state));
                found.extend(likeness.map(|likeness| (likeness, *leg)));
            }
        }
        let best = found.iter().map(|(likeness, _)| *likeness).max()?;
        let mut like = found
            .iter()
            .filter(|(likeness, _)| *likeness == best)
            .map(|(_, leg)| *leg);
        let first = like.next()?;
        match like.min() {
            None => Some(first),
            // Equal attempts go on in the order in which they came.
            Some(other) if best.both && best.unclaimed => Some(first.min(other)),
            Some(_) => None,
        }
    }
}

/// How much an attempt is like a leg; the greater the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    /// Caller and called party are known again, not one of them only.
    both: bool,
    /// Nothing has gone on with the leg yet.
    unclaimed: bool,
    /// The caller is known again.
    caller: bool,
}

impl Likeness {
    fn of(attempt: &Attempt<'_>, leg: &LegState) -> Option<Self> {
        let (source, destination) = leg.first_hop?;
        if source == attempt.source || !leg.reached(attempt.source.ip()) {
            return None;
        }
        let alike = |ours: &[u64], theirs: &[u64]| ours.iter().any(|key| theirs.contains(key));
        let caller = alike(attempt.callers, &leg.caller_keys);
        let callee = alike(attempt.callees, &leg.callee_keys);
        let both = caller && callee;
        // On one host alone, only the port tells who is who.
        if source.ip() == destination.ip() && !both && !leg.receivers.contains(&attempt.source) {
            return None;
        }
        let unclaimed = leg.continuations == 0;
        let soon =
            |since: Option<Time>| since.is_some_and(|since| attempt.at.since(since) <= HANDOVER);
        let may_be = match (leg.is_in_progress(), leg.answered_at()) {
            (true, _) => both || caller || (callee && unclaimed && soon(leg.invited)),
            (false, Some(at)) => (both && unclaimed) || (caller && soon(Some(at))),
            (false, None) => false,
        };
        may_be.then_some(Self {
            both,
            unclaimed,
            caller,
        })
    }
}

//! Which nonce counts have been used (RFC 7616 §3.4, §5.5).

use std::collections::{HashMap, VecDeque};

use ahash::RandomState;
use naisen_node::Random;

use super::nonce::{NonceKey, issued_at};

/// Most nonces whose use is remembered. Only valid credentials get a place: 218 logins a second
/// over the default lifetime of 300 s. Beyond, the lifetime shrinks. About 4 MB.
pub const MAX_USED_NONCES: usize = 65_536;

/// Counts below the highest that may still arrive, out of order, by a nonce.
const WINDOW: u32 = 64;

/// The nonces in use, each with its window of counts.
///
/// A nonce that had to give up its place must not be taken for an unused one: all nonces of its
/// second and before are refused from then on, unless they have a place.
#[derive(Clone, Debug)]
pub(super) struct UsedNonces {
    windows: HashMap<NonceKey, Window, RandomState>,
    /// In order of their first use.
    order: VecDeque<NonceKey>,
    capacity: usize,
    /// Nonces issued in this second or before are refused if they are not in the table.
    forgotten: u32,
}

/// Whether a nonce count was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Not seen before.
    First,
    /// Seen, or too far back to tell.
    Again,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    highest: u32,
    /// Bit n: the count `highest - n` has been seen.
    seen: u64,
}

impl UsedNonces {
    /// An empty table for at most `capacity` nonces.
    pub(super) fn new(capacity: usize, random: &mut Random) -> Self {
        let mut seed = || random.next_u64();
        let hasher = RandomState::with_seeds(seed(), seed(), seed(), seed());
        Self {
            windows: HashMap::with_hasher(hasher),
            order: VecDeque::new(),
            capacity: capacity.max(1),
            forgotten: 0,
        }
    }

    /// Notes the use of `count` with a nonce; nonces issued in `expired` or before leave the table
    /// first.
    pub(super) fn note(&mut self, nonce: NonceKey, count: u32, expired: u32) -> Use {
        if let Some(window) = self.windows.get_mut(&nonce) {
            return window.note(count);
        }
        if issued_at(&nonce) <= self.forgotten {
            return Use::Again;
        }
        while let Some(oldest) = self.order.front().copied() {
            let has_expired = issued_at(&oldest) <= expired;
            if !has_expired && self.order.len() < self.capacity {
                break;
            }
            if !has_expired {
                self.forgotten = self.forgotten.max(issued_at(&oldest));
            }
            self.order.pop_front();
            self.windows.remove(&oldest);
        }
        if issued_at(&nonce) <= self.forgotten {
            return Use::Again;
        }
        self.order.push_back(nonce);
        self.windows.insert(
            nonce,
            Window {
                highest: count,
                seen: 1,
            },
        );
        Use::First
    }
}

impl Window {
    fn note(&mut self, count: u32) -> Use {
        if let Some(ahead) = count.checked_sub(self.highest).filter(|ahead| *ahead > 0) {
            self.seen = self.seen.checked_shl(ahead).unwrap_or(0) | 1;
            self.highest = count;
            return Use::First;
        }
        let behind = self.highest - count;
        let bit = 1u64.checked_shl(behind).unwrap_or(0);
        if behind >= WINDOW || self.seen & bit != 0 {
            return Use::Again;
        }
        self.seen |= bit;
        Use::First
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nonce(second: u32, number: u16) -> NonceKey {
        let mut key = NonceKey::default();
        key[..4].copy_from_slice(&second.to_be_bytes());
        key[8..].copy_from_slice(&number.to_be_bytes());
        key
    }

    #[test]
    fn each_count_is_good_once_even_out_of_order() {
        let mut used = UsedNonces::new(10, &mut Random::from_number(1));
        let rows = [
            (1, Use::First),
            (1, Use::Again),
            (3, Use::First),
            (2, Use::First),
            (2, Use::Again),
            (3, Use::Again),
            (67, Use::First),
            (4, Use::First),
            (3, Use::Again),
            (66, Use::First),
            (u32::MAX, Use::First),
            (67, Use::Again),
            (u32::MAX - 63, Use::First),
            (u32::MAX - 64, Use::Again),
        ];
        for (count, expected) in rows {
            assert_eq!(used.note(nonce(100, 0), count, 0), expected, "{count}");
        }
        assert_eq!(used.note(nonce(100, 1), 1, 0), Use::First, "another nonce");
    }

    #[test]
    fn a_full_table_forgets_the_oldest_without_taking_it_back() {
        let mut used = UsedNonces::new(3, &mut Random::from_number(1));
        for number in 0..3 {
            assert_eq!(
                used.note(nonce(100 + u32::from(number), number), 1, 0),
                Use::First
            );
        }
        assert_eq!(used.note(nonce(110, 9), 1, 0), Use::First);
        assert_eq!(used.order.len(), 3);
        assert_eq!(used.note(nonce(100, 0), 2, 0), Use::Again, "forgotten");
        assert_eq!(
            used.note(nonce(100, 7), 1, 0),
            Use::Again,
            "of the same second"
        );
        assert_eq!(used.note(nonce(102, 2), 2, 0), Use::First, "still there");
    }

    #[test]
    fn expired_nonces_make_room() {
        let mut used = UsedNonces::new(2, &mut Random::from_number(1));
        used.note(nonce(100, 0), 1, 0);
        used.note(nonce(101, 1), 1, 0);
        assert_eq!(used.note(nonce(200, 2), 1, 150), Use::First);
        assert_eq!(used.order.len(), 1);
        assert_eq!(
            used.note(nonce(151, 3), 1, 150),
            Use::First,
            "none was forgotten early"
        );
    }
}

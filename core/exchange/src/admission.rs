//! Limits on bursts of requests (R-5.7.1-1): a token bucket for each source.

use std::hash::Hash;
use std::net::IpAddr;

use ahash::AHashMap;
use naisen_node::{Random, Time};

use crate::config::Rate;
use crate::keyed::keyed_map;

/// The most sources watched at once. When it is reached, those that have been quiet are forgotten;
/// if none has, a new source is let in unwatched, so that a flood from many addresses does not shut
/// out the phones.
pub const MAX_SOURCES: usize = 1 << 16;

/// One method's limits.
#[derive(Debug)]
pub(crate) struct Admission {
    rate: Option<Rate>,
    addresses: Buckets<IpAddr>,
    numbers: Buckets<Box<str>>,
    called: Buckets<Box<str>>,
}

impl Admission {
    pub(crate) fn new(rate: Option<Rate>, random: &mut Random) -> Self {
        Self {
            rate,
            addresses: Buckets(keyed_map(random)),
            numbers: Buckets(keyed_map(random)),
            called: Buckets(keyed_map(random)),
        }
    }

    /// Whether one more request from this address fits.
    pub(crate) fn admit_address(&mut self, now: Time, address: IpAddr) -> bool {
        match self.rate {
            Some(rate) => self.addresses.take(now, rate, address),
            None => true,
        }
    }

    /// Whether one more request to the phones of this number fits.
    pub(crate) fn admit_called(&mut self, now: Time, number: &str) -> bool {
        match self.rate {
            Some(rate) => self.called.take(now, rate, number.into()),
            None => true,
        }
    }

    /// Whether one more request of this number fits.
    pub(crate) fn admit_number(&mut self, now: Time, number: &str) -> bool {
        match self.rate {
            Some(rate) => self.numbers.take(now, rate, number.into()),
            None => true,
        }
    }
}

#[derive(Debug)]
struct Buckets<K>(AHashMap<K, Bucket>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// Millionths of a request.
    tokens: u64,
    filled_at: Time,
}

const TOKEN: u64 = 1_000_000;

impl Bucket {
    fn fill(&mut self, now: Time, rate: Rate) {
        let micros = u64::try_from(now.since(self.filled_at).as_micros()).unwrap_or(u64::MAX);
        let gained = micros.saturating_mul(u64::from(rate.per_second));
        let full = u64::from(rate.burst.max(1)) * TOKEN;
        self.tokens = self.tokens.saturating_add(gained).min(full);
        self.filled_at = now;
    }

    fn is_full(&self, rate: Rate) -> bool {
        self.tokens >= u64::from(rate.burst.max(1)) * TOKEN
    }
}

impl<K: Eq + Hash> Buckets<K> {
    fn take(&mut self, now: Time, rate: Rate, key: K) -> bool {
        if self.0.len() >= MAX_SOURCES && !self.0.contains_key(&key) {
            self.0.retain(|_, bucket| {
                bucket.fill(now, rate);
                !bucket.is_full(rate)
            });
            if self.0.len() >= MAX_SOURCES {
                return true;
            }
        }
        let bucket = self.0.entry(key).or_insert(Bucket {
            tokens: u64::from(rate.burst.max(1)) * TOKEN,
            filled_at: now,
        });
        bucket.fill(now, rate);
        if bucket.tokens < TOKEN {
            return false;
        }
        bucket.tokens -= TOKEN;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::samples::START;

    const PHONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 2));

    /// R-5.7.1-1
    #[test]
    fn a_burst_beyond_the_limit_waits_for_the_bucket_to_fill() {
        let rate = Rate {
            per_second: 2,
            burst: 3,
        };
        let mut admission = Admission::new(Some(rate), &mut Random::from_number(1));
        let mut admitted = |millis, address| {
            admission.admit_address(START + Duration::from_millis(millis), address)
        };
        assert_eq!(
            [(); 4].map(|()| admitted(0, PHONE)),
            [true, true, true, false]
        );
        assert!(admitted(0, OTHER), "each source has its own");
        assert!(!admitted(499, PHONE));
        assert!(admitted(500, PHONE));
        assert!(!admitted(501, PHONE));
        assert_eq!(
            [(); 4].map(|()| admitted(60_000, PHONE)),
            [true, true, true, false]
        );
    }

    #[test]
    fn without_a_limit_all_pass() {
        let mut admission = Admission::new(None, &mut Random::from_number(1));
        assert!((0..1000).all(|_| admission.admit_address(START, PHONE)));
        assert!((0..1000).all(|_| admission.admit_number(START, "101")));
        assert!((0..1000).all(|_| admission.admit_called(START, "102")));
    }
}

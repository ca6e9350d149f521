//! Nonces that carry their own proof, so that the server keeps none of those it gives out
//! (RFC 7616 §5.4).
//!
//! ```text
//!  0        4           10                           24 bytes, in 32 characters of base64url
//!  +--------+-----------+-----------------------------+
//!  | time   | random    | HMAC-SHA-256, first 14 bytes |
//!  +--------+-----------+-----------------------------+
//! ```

use std::fmt;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use naisen_node::{Random, Time};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Length of a nonce in characters.
pub(super) const NONCE_LEN: usize = 32;
const RAW_LEN: usize = 24;
const KEY_LEN: usize = 10;

/// What names a nonce of ours: its time and its random part.
pub(super) type NonceKey = [u8; KEY_LEN];

/// Makes nonces for one realm and recognises them.
#[derive(Clone)]
pub struct NonceIssuer {
    mac: Hmac<Sha256>,
    lifetime: Duration,
}

/// What a nonce turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NonceState {
    /// Ours and young enough.
    Fresh,
    /// Ours and too old.
    Expired,
    /// Not ours, or made before the key was.
    Foreign,
}

impl NonceIssuer {
    /// How long a nonce is good if nothing else is said.
    pub const DEFAULT_LIFETIME: Duration = Duration::from_secs(300);

    /// An issuer with a key drawn from `random`. Nonces of an earlier process are foreign to it.
    pub fn new(realm: &str, lifetime: Duration, random: &mut Random) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self::with_key(realm, lifetime, &key)
    }

    /// An issuer with a given key, which servers may share.
    pub fn with_key(realm: &str, lifetime: Duration, key: &[u8; 32]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
        mac.update(realm.as_bytes());
        mac.update(&[0]);
        Self { mac, lifetime }
    }

    /// A new nonce.
    pub(super) fn issue(&self, now: Time, random: &mut Random) -> [u8; NONCE_LEN] {
        let mut raw = [0; RAW_LEN];
        let (key, proof) = raw.split_at_mut(KEY_LEN);
        let (time, chance) = key.split_at_mut(4);
        time.copy_from_slice(&seconds(now).to_be_bytes());
        random.fill(chance);
        proof.copy_from_slice(&self.proof(key));
        encode(&raw)
    }

    /// Judges a nonce. The key is there unless it is foreign.
    pub(super) fn check(&self, now: Time, nonce: &str) -> (NonceState, Option<NonceKey>) {
        let Some(raw) = decode(nonce.as_bytes()) else {
            return (NonceState::Foreign, None);
        };
        let (key, proof) = raw.split_at(KEY_LEN);
        let genuine: bool = self.proof(key).ct_eq(proof).into();
        match NonceKey::try_from(key) {
            Ok(key) if genuine => {
                let age = seconds(now).saturating_sub(issued_at(&key));
                if u64::from(age) < self.lifetime.as_secs() {
                    (NonceState::Fresh, Some(key))
                } else {
                    (NonceState::Expired, Some(key))
                }
            }
            _ => (NonceState::Foreign, None),
        }
    }

    /// How long a nonce is good.
    pub const fn lifetime(&self) -> Duration {
        self.lifetime
    }

    fn proof(&self, key: &[u8]) -> [u8; RAW_LEN - KEY_LEN] {
        let mut mac = self.mac.clone();
        mac.update(key);
        let full = mac.finalize().into_bytes();
        let mut proof = [0; RAW_LEN - KEY_LEN];
        for (to, from) in proof.iter_mut().zip(full) {
            *to = from;
        }
        proof
    }
}

impl fmt::Debug for NonceIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NonceIssuer")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// The second in which a nonce was made.
pub(super) fn issued_at(key: &NonceKey) -> u32 {
    u32::from_be_bytes([key[0], key[1], key[2], key[3]])
}

/// Seconds in 32 bits, which last until the year 2106.
pub(super) fn seconds(now: Time) -> u32 {
    u32::try_from(now.unix_seconds()).unwrap_or(u32::MAX)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn encode(raw: &[u8; RAW_LEN]) -> [u8; NONCE_LEN] {
    let mut text = [0; NONCE_LEN];
    for (four, three) in text.chunks_exact_mut(4).zip(raw.chunks_exact(3)) {
        let bits = three
            .iter()
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        for (place, character) in four.iter_mut().enumerate() {
            *character = ALPHABET[(bits >> (18 - 6 * place) & 63) as usize];
        }
    }
    text
}

fn decode(text: &[u8]) -> Option<[u8; RAW_LEN]> {
    if text.len() != NONCE_LEN {
        return None;
    }
    let mut raw = [0; RAW_LEN];
    for (three, four) in raw.chunks_exact_mut(3).zip(text.chunks_exact(4)) {
        let mut bits = 0u32;
        for character in four {
            let value = match character {
                b'A'..=b'Z' => character - b'A',
                b'a'..=b'z' => character - b'a' + 26,
                b'0'..=b'9' => character - b'0' + 52,
                b'-' => 62,
                b'_' => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        three.copy_from_slice(&bytes);
    }
    Some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_known_until_it_expires_and_only_where_it_was_made() {
        let mut random = Random::from_number(1);
        let issuer = NonceIssuer::new("pbx", Duration::from_secs(300), &mut random);
        let start = Time::from_unix_seconds(1_800_000_000);
        let nonce = issuer.issue(start, &mut random);
        let nonce = std::str::from_utf8(&nonce).unwrap();
        let state = |issuer: &NonceIssuer, after, nonce| {
            issuer.check(start + Duration::from_secs(after), nonce).0
        };
        assert_eq!(state(&issuer, 0, nonce), NonceState::Fresh);
        assert_eq!(state(&issuer, 299, nonce), NonceState::Fresh);
        assert_eq!(state(&issuer, 300, nonce), NonceState::Expired);
        let other = NonceIssuer::new("pbx", Duration::from_secs(300), &mut random);
        assert_eq!(state(&other, 0, nonce), NonceState::Foreign);
        let key = [7; 32];
        let here = NonceIssuer::with_key("here", issuer.lifetime(), &key);
        let there = NonceIssuer::with_key("there", issuer.lifetime(), &key);
        let nonce = here.issue(start, &mut random);
        let nonce = std::str::from_utf8(&nonce).unwrap();
        assert_eq!(state(&here, 0, nonce), NonceState::Fresh);
        assert_eq!(state(&there, 0, nonce), NonceState::Foreign);
    }

    #[test]
    fn no_changed_character_passes() {
        let mut random = Random::from_number(2);
        let issuer = NonceIssuer::new("pbx", Duration::from_secs(300), &mut random);
        let now = Time::from_unix_seconds(1_800_000_000);
        let nonce = issuer.issue(now, &mut random);
        for place in 0..NONCE_LEN {
            let mut changed = nonce;
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = std::str::from_utf8(&changed).unwrap();
            assert_eq!(
                issuer.check(now, changed).0,
                NonceState::Foreign,
                "{changed}"
            );
        }
        for bad in [
            "",
            "short",
            "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
            "6ddab56bd7ae5dba75ebd6ac58b163c7",
        ] {
            assert_eq!(issuer.check(now, bad).0, NonceState::Foreign, "{bad}");
        }
    }

    #[test]
    fn encoding_is_turned_back_by_decoding() {
        let mut random = Random::from_number(3);
        for _ in 0..100 {
            let mut raw = [0; RAW_LEN];
            random.fill(&mut raw);
            assert_eq!(decode(&encode(&raw)), Some(raw));
        }
    }
}

//! Randomness that a seed decides.

use rand_chacha::ChaCha12Rng;
use rand_core::{Rng, SeedableRng};

/// The only source of chance a node has: a stream cipher's key stream, started from a seed that the
/// driver gives. The network driver takes the seed from the operating system, so tags, branches and
/// nonces cannot be guessed; the simulator takes it from the run's seed, so that the run replays.
#[derive(Clone)]
pub struct Random(ChaCha12Rng);

/// 32 letters and digits that are legal in tokens and hard to misread.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

impl Random {
    /// Starts the stream that belongs to `seed`.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ChaCha12Rng::from_seed(seed))
    }

    /// Starts the stream that belongs to a small seed, for simulations.
    pub fn from_number(seed: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed))
    }

    /// The next 32 bits.
    pub fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `bound`; 0 if the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        // The bias of the multiplication is below bound / 2^64.
        ((u128::from(self.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// True once in `1 / probability` times.
    pub fn chance(&mut self, probability: f64) -> bool {
        (self.next_u64() >> 11) as f64 / ((1u64 << 53) as f64) < probability
    }

    /// Fills `bytes` with random octets.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    /// `N` random characters, each worth five bits, for tags, branches and user parts.
    pub fn token<const N: usize>(&mut self) -> [u8; N] {
        let mut token = [0; N];
        self.fill(&mut token);
        for byte in &mut token {
            *byte = ALPHABET[usize::from(*byte % 32)];
        }
        token
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random(..)")
    }
}

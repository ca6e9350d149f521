//! Hash tables whose keys a peer chooses: keyed by the node's own randomness, so that nobody can make
//! them collide and a run from the same seed is the same run.

use ahash::{AHashMap, RandomState};
use naisen_node::Random;

/// An empty table with a key of its own.
pub(crate) fn keyed_map<K, V>(random: &mut Random) -> AHashMap<K, V> {
    let mut key = || random.next_u64();
    AHashMap::with_hasher(RandomState::with_seeds(key(), key(), key(), key()))
}

//! Which transactions wait on which peer, so that one unreachable peer costs no walk over all.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::SocketAddr;

use ahash::RandomState;
use naisen_node::{Flow, Transport};

const NONE: u32 = u32::MAX;

/// A peer; our own address plays no part.
type Peer = (Transport, SocketAddr);

#[derive(Clone, Copy, Debug)]
struct Link {
    listed: bool,
    previous: u32,
    next: u32,
}

const UNLISTED: Link = Link {
    listed: false,
    previous: NONE,
    next: NONE,
};

/// A list of table indices for each peer, linked through one array.
#[derive(Debug)]
pub(crate) struct Paths {
    heads: HashMap<Peer, u32, RandomState>,
    links: Vec<Link>,
}

impl Paths {
    pub(crate) fn new(hashing: RandomState) -> Self {
        Self {
            heads: HashMap::with_hasher(hashing),
            links: Vec::new(),
        }
    }

    /// Lists an index under the peer of `flow`.
    pub(crate) fn insert(&mut self, flow: Flow, index: u32) {
        let place = index as usize;
        if self.links.len() <= place {
            self.links.resize(place + 1, UNLISTED);
        }
        debug_assert!(!self.links[place].listed, "an index is listed once");
        let next = self.heads.insert(peer(flow), index).unwrap_or(NONE);
        if next != NONE {
            self.links[next as usize].previous = index;
        }
        self.links[place] = Link {
            listed: true,
            previous: NONE,
            next,
        };
    }

    /// Takes an index off the list of the peer of `flow`; nothing happens if it is on none.
    pub(crate) fn remove(&mut self, flow: Flow, index: u32) {
        let Some(link) = self.links.get(index as usize).copied() else {
            return;
        };
        if !link.listed {
            return;
        }
        self.links[index as usize] = UNLISTED;
        if link.next != NONE {
            self.links[link.next as usize].previous = link.previous;
        }
        if link.previous != NONE {
            self.links[link.previous as usize].next = link.next;
        } else if let Entry::Occupied(mut head) = self.heads.entry(peer(flow)) {
            if link.next == NONE {
                head.remove();
            } else {
                *head.get_mut() = link.next;
            }
        }
    }

    /// The first index under the peer of `flow`.
    pub(crate) fn first(&self, flow: Flow) -> Option<u32> {
        self.heads.get(&peer(flow)).copied()
    }

    /// The index that follows on the same list.
    pub(crate) fn after(&self, index: u32) -> Option<u32> {
        let link = self.links.get(index as usize)?;
        (link.next != NONE).then_some(link.next)
    }

    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }
}

fn peer(flow: Flow) -> Peer {
    (flow.transport, flow.remote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(port: u16) -> Flow {
        Flow {
            transport: Transport::Udp,
            local: SocketAddr::from(([192, 0, 2, 1], 5060)),
            remote: SocketAddr::from(([192, 0, 2, 9], port)),
        }
    }

    fn listed(paths: &Paths, flow: Flow) -> Vec<u32> {
        std::iter::successors(paths.first(flow), |&index| paths.after(index)).collect()
    }

    #[test]
    fn each_peer_has_its_own_list_and_removal_works_anywhere() {
        let mut paths = Paths::new(RandomState::with_seeds(1, 2, 3, 4));
        for index in 0..5 {
            paths.insert(flow(1), index);
        }
        paths.insert(flow(2), 7);
        assert_eq!(listed(&paths, flow(1)), [4, 3, 2, 1, 0]);
        for index in [2, 4, 0, 0, 99] {
            paths.remove(flow(1), index);
        }
        assert_eq!(listed(&paths, flow(1)), [3, 1]);
        assert_eq!(listed(&paths, flow(2)), [7]);
        paths.remove(flow(1), 1);
        paths.remove(flow(1), 3);
        paths.remove(flow(2), 7);
        assert!(paths.is_empty());
    }
}

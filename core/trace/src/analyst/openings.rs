//! Connections that were asked for, and whose other end has not said anything yet.

use std::time::Duration;

use ahash::AHashMap;
use naisen_node::{Random, Time};

use super::keyed_map;
use super::media::Path;

/// Connections that are waited for at once: a server opens one to each of its neighbours, and most
/// are accepted within a round trip.
const OPENINGS: usize = 256;
/// How soon the other end refuses.
const REFUSED_WITHIN: Duration = Duration::from_secs(3);

/// The connections that are being opened.
#[derive(Debug)]
pub(super) struct Openings {
    asked: AHashMap<Path, (Time, Asked)>,
}

/// What the opener said so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// SYN, or something that is not TLS.
    Connection,
    /// The beginning of a TLS handshake.
    Tls,
}

impl Openings {
    pub(super) fn new(random: &mut Random) -> Self {
        Self {
            asked: keyed_map(random),
        }
    }

    /// A SYN.
    pub(super) fn begins(&mut self, path: Path, at: Time) {
        if self.asked.len() >= OPENINGS {
            self.asked
                .retain(|_, (asked, _)| at.since(*asked) <= REFUSED_WITHIN);
        }
        if self.asked.len() < OPENINGS {
            self.asked.insert(path, (at, Asked::Connection));
        }
    }

    /// Bytes of one end: the connection that the other one asked for is there.
    pub(super) fn speaks(&mut self, path: Path) {
        self.asked.remove(&(path.1, path.0));
    }

    /// TLS of one end.
    pub(super) fn speaks_tls(&mut self, path: Path) {
        if let Some((_, asked)) = self.asked.get_mut(&path) {
            *asked = Asked::Tls;
        }
    }

    /// One end closes: what the other end had asked for, if it got no word in answer.
    pub(super) fn ends(&mut self, path: Path, at: Time) -> Option<Asked> {
        self.asked.remove(&path);
        let (began, asked) = self.asked.remove(&(path.1, path.0))?;
        (at.since(began) <= REFUSED_WITHIN).then_some(asked)
    }
}

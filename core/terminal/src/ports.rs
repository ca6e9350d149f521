//! The media ports of a call: which are asked for next.

use std::net::SocketAddr;

use naisen_node::Random;

use crate::config::MediaConfig;

/// How many pairs are tried before a call goes without.
pub(crate) const MAX_ATTEMPTS: u8 = 16;

/// Goes through the pairs of ports one after the other, from a random start, so that a port that
/// was just closed does not hear what is still sent to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    next: u32,
}

impl Ports {
    pub(crate) fn new(random: &mut Random) -> Self {
        Self {
            next: random.next_u32() >> 1,
        }
    }

    /// The next RTP address; `None` if the range holds no pair.
    pub(crate) fn next(&mut self, media: &MediaConfig) -> Option<SocketAddr> {
        let first = u32::from(*media.ports.start()).next_multiple_of(2);
        let beyond = u32::from(*media.ports.end()) + 1;
        let pairs = beyond.saturating_sub(first) / 2;
        let port = first + 2 * self.next.checked_rem(pairs)?;
        self.next = self.next.wrapping_add(1);
        Some(SocketAddr::new(media.address, u16::try_from(port).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_the_range_is_even_and_comes_in_its_turn() {
        let mut media = MediaConfig::new([192, 0, 2, 1].into());
        media.ports = 5001..=5008;
        let mut ports = Ports::new(&mut Random::from_number(1));
        let mut seen: Vec<u16> = (0..6)
            .filter_map(|_| ports.next(&media))
            .map(|address| address.port())
            .collect();
        assert_eq!(seen[..3], seen[3..]);
        seen.truncate(3);
        seen.sort_unstable();
        assert_eq!(seen, [5002, 5004, 5006]);
        media.ports = 5001..=5002;
        assert_eq!(ports.next(&media), None);
    }
}

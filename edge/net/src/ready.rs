//! What a wake-up is about, packed into the token that epoll gives back.

use mio::Token;
use naisen_node::{Channel, PairId};

/// What is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ready {
    /// A handle has knocked: a command, or the stop.
    Door,
    /// A UDP listener, by its index.
    Udp(usize),
    /// A TCP listener, by its index.
    Listener(usize),
    /// A TCP connection, by its index.
    Connection(usize),
    /// A media port.
    Media(PairId, Channel),
}

impl Ready {
    /// The kind takes the lowest three bits, the index the rest.
    pub(crate) fn token(self) -> Token {
        let (kind, index) = match self {
            Ready::Door => (0, 0),
            Ready::Udp(index) => (1, index),
            Ready::Listener(index) => (2, index),
            Ready::Connection(index) => (3, index),
            Ready::Media(pair, Channel::Rtp) => (4, pair.0 as usize),
            Ready::Media(pair, Channel::Rtcp) => (5, pair.0 as usize),
        };
        Token(index << 3 | kind)
    }

    /// What `token` stands for.
    pub(crate) fn from_token(token: Token) -> Self {
        let index = token.0 >> 3;
        match token.0 & 7 {
            1 => Ready::Udp(index),
            2 => Ready::Listener(index),
            3 => Ready::Connection(index),
            4 => Ready::Media(PairId(index as u32), Channel::Rtp),
            5 => Ready::Media(PairId(index as u32), Channel::Rtcp),
            _ => Ready::Door,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_keeps_what_it_was_made_from() {
        for ready in [
            Ready::Door,
            Ready::Udp(0),
            Ready::Udp(3),
            Ready::Listener(1),
            Ready::Connection(4095),
            Ready::Media(PairId(0), Channel::Rtp),
            Ready::Media(PairId(65_535), Channel::Rtcp),
        ] {
            assert_eq!(Ready::from_token(ready.token()), ready);
        }
    }
}

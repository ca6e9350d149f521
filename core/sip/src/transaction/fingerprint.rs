//! The keys that peers choose: branches, tags, Call-IDs.
//!
//! A table holds 128 bits of keyed hash in their place, so an entry owns no strings and comparing
//! costs two words. The hash keys come from the node's random stream: a peer that does not know
//! them cannot aim at a collision, and by chance two keys of a full table collide less than once
//! in 10^28 requests.

use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

use ahash::RandomState;
use naisen_node::Random;

use crate::{Host, Via};

/// A key in 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64, u64);

impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

/// Takes what is a hash already.
#[derive(Default)]
pub(crate) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn write(&mut self, bytes: &[u8]) {
        debug_assert!(bytes.is_empty(), "only fingerprints are hashed here");
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A table by fingerprint.
pub(crate) type ByFingerprint<V> =
    std::collections::HashMap<Fingerprint, V, BuildHasherDefault<AlreadyHashed>>;

/// What identifies the server transaction of a request, as the peer wrote it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestIdentity<'a> {
    pub(crate) via: &'a Via<'a>,
    /// The top Via as received.
    pub(crate) via_text: &'a str,
    /// INVITE also for its ACK and, to find what a CANCEL cancels, for the CANCEL.
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    pub(crate) from_tag: Option<&'a str>,
    pub(crate) to_tag: Option<&'a str>,
    pub(crate) call_id: &'a str,
    pub(crate) cseq_number: u32,
}

/// Makes fingerprints with the keys of one node.
#[derive(Debug)]
pub(crate) struct Fingerprints {
    first: RandomState,
    second: RandomState,
}

impl Fingerprints {
    pub(crate) fn new(random: &mut Random) -> Self {
        Self {
            first: Self::state(random),
            second: Self::state(random),
        }
    }

    pub(crate) fn state(random: &mut Random) -> RandomState {
        RandomState::with_seeds(
            random.next_u64(),
            random.next_u64(),
            random.next_u64(),
            random.next_u64(),
        )
    }

    /// The server transaction that a request belongs to (RFC 3261 §17.2.3).
    pub(crate) fn transaction(&self, request: &RequestIdentity<'_>) -> Fingerprint {
        self.both(|hasher| {
            if request.via.has_magic_cookie() {
                hasher.write_u8(0);
                request.via.branch().hash(hasher);
                sent_by(hasher, request.via);
                request.method.hash(hasher);
                return;
            }
            // An RFC 2543 peer. The To tag is left out for INVITE: its ACK has the tag of our
            // response, which is compared when the transaction is found.
            hasher.write_u8(1);
            without_parameters(request.uri).hash(hasher);
            request.from_tag.hash(hasher);
            if request.method != "INVITE" {
                request.to_tag.hash(hasher);
            }
            request.call_id.hash(hasher);
            hasher.write_u32(request.cseq_number);
            request.method.hash(hasher);
            request.via_text.hash(hasher);
        })
    }

    /// What two copies of one request have in common that came by different ways (RFC 3261
    /// §8.2.2.2).
    pub(crate) fn merged(&self, request: &RequestIdentity<'_>) -> Fingerprint {
        self.both(|hasher| {
            hasher.write_u8(2);
            request.from_tag.hash(hasher);
            request.call_id.hash(hasher);
            hasher.write_u32(request.cseq_number);
            request.method.hash(hasher);
        })
    }

    /// What a response must repeat besides the branch: the method in its CSeq and our sent-by (RFC
    /// 3261 §17.1.3, §18.1.2).
    pub(crate) fn response_mark(&self, method: &str, via: &Via<'_>) -> u64 {
        let mut hasher = self.first.build_hasher();
        method.hash(&mut hasher);
        sent_by(&mut hasher, via);
        hasher.finish()
    }

    /// The To tag that we sent, for comparing with an ACK's.
    pub(crate) fn tag_mark(&self, tag: Option<&str>) -> u64 {
        self.first.hash_one(tag)
    }

    /// The To tag of an answer that leaves no state behind: the same for each repetition of the
    /// request, so that its ACK is known again.
    pub(crate) fn stateless_tag(&self, transaction: Fingerprint) -> StatelessTag {
        const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let mut rest = self.second.hash_one((transaction.0, transaction.1));
        let mut tag = [0; 13];
        for digit in &mut tag {
            *digit = DIGITS[(rest & 31) as usize];
            rest >>= 5;
        }
        StatelessTag(tag)
    }

    fn both(&self, write: impl Fn(&mut ahash::AHasher)) -> Fingerprint {
        let mut first = self.first.build_hasher();
        write(&mut first);
        let mut second = self.second.build_hasher();
        write(&mut second);
        Fingerprint(first.finish(), second.finish())
    }
}

/// A To tag made from a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StatelessTag([u8; 13]);

impl StatelessTag {
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a tag is ASCII")
    }
}

/// The port that a Via without one means (RFC 3261 §18.1.1).
pub(crate) fn sent_by_port(via: &Via<'_>) -> u16 {
    via.port
        .unwrap_or(if via.transport.eq_ignore_ascii_case("TLS") {
            5061
        } else {
            5060
        })
}

fn sent_by(hasher: &mut impl Hasher, via: &Via<'_>) {
    match &via.host {
        Host::Name(name) => {
            for chunk in name.as_bytes().chunks(32) {
                let mut lower = [0; 32];
                let lower = &mut lower[..chunk.len()];
                lower.copy_from_slice(chunk);
                lower.make_ascii_lowercase();
                hasher.write(lower);
            }
            hasher.write_u8(0xff);
        }
        Host::Ip(address) => address.hash(hasher),
    }
    hasher.write_u16(sent_by_port(via));
}

/// A URI up to its parameters, which are no part of the comparison (R-6.6-1).
fn without_parameters(uri: &str) -> &str {
    let host = uri.find('@').map_or(0, |at| at + 1);
    let end = uri
        .get(host..)
        .and_then(|rest| rest.find([';', '?']))
        .map_or(uri.len(), |end| host + end);
    uri.get(..end).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_cut_behind_the_host_only() {
        for (uri, wanted) in [
            ("sip:200@example.com", "sip:200@example.com"),
            ("sip:200@example.com;user=phone", "sip:200@example.com"),
            ("sip:2;x=1@example.com;y=2?a=b", "sip:2;x=1@example.com"),
            ("sip:example.com?a=b", "sip:example.com"),
            ("", ""),
        ] {
            assert_eq!(without_parameters(uri), wanted, "{uri}");
        }
    }
}

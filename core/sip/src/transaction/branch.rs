//! The branch parameter of the Via that we write (RFC 3261 §8.1.1.7).

use std::fmt;

use naisen_node::Random;

use crate::MAGIC_COOKIE;

const INDEX_LEN: usize = 7;
const TOKEN_LEN: usize = 12;
const LEN: usize = MAGIC_COOKIE.len() + INDEX_LEN + TOKEN_LEN;

/// The index of a branch that belongs to no transaction of ours.
const NO_INDEX: u32 = u32::MAX;

const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The random part of a branch, 60 bits: who does not see our requests cannot answer them.
pub(crate) type Token = [u8; TOKEN_LEN];

/// A branch: the magic cookie, the place of its transaction in our table, and a random part. With
/// 26 bytes it stays below the limit of JJ-22.11 T13-8 (R-13.2.2-5).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Branch([u8; LEN]);

impl Branch {
    /// A branch for a request that has no transaction of ours: the ACK to a 2xx.
    pub fn without_transaction(random: &mut Random) -> Self {
        Self::new(NO_INDEX, random.token())
    }

    pub(crate) fn new(index: u32, token: Token) -> Self {
        let mut bytes = [0; LEN];
        let (cookie, rest) = bytes.split_at_mut(MAGIC_COOKIE.len());
        cookie.copy_from_slice(MAGIC_COOKIE.as_bytes());
        let (digits, end) = rest.split_at_mut(INDEX_LEN);
        for (place, digit) in digits.iter_mut().enumerate() {
            *digit = DIGITS[(index.unbounded_shr(5 * place as u32) & 31) as usize];
        }
        end.copy_from_slice(&token);
        Self(bytes)
    }

    /// Reads a branch that we may have made.
    pub(crate) fn parse(text: &str) -> Option<(u32, Token)> {
        let bytes: &[u8; LEN] = text.as_bytes().try_into().ok()?;
        let rest = bytes.strip_prefix(MAGIC_COOKIE.as_bytes())?;
        let (digits, token) = rest.split_at(INDEX_LEN);
        let mut index = 0u64;
        for &digit in digits.iter().rev() {
            let value = match digit {
                b'a'..=b'z' => digit - b'a',
                b'2'..=b'7' => digit - b'2' + 26,
                _ => return None,
            };
            index = (index << 5) | u64::from(value);
        }
        Some((u32::try_from(index).ok()?, token.try_into().ok()?))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a branch is ASCII")
    }
}

impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-13.2.2-5
    #[test]
    fn a_branch_carries_its_index_in_at_most_32_bytes() {
        let mut random = Random::from_number(1);
        for index in [0, 1, 31, 32, 131_071, u32::MAX - 1, NO_INDEX] {
            let token = random.token();
            let branch = Branch::new(index, token);
            assert!(branch.as_str().starts_with(MAGIC_COOKIE));
            assert!(branch.as_str().len() <= 32);
            assert_eq!(Branch::parse(branch.as_str()), Some((index, token)));
        }
    }

    #[test]
    fn a_foreign_branch_is_not_ours() {
        for text in [
            "",
            "z9hG4bK",
            "z9hG4bK776asdhds",
            "z9hG4bK7777777aaaaaaaaaaaa",
            "z9hG4bK!!!!!!!aaaaaaaaaaaa",
            "z9hg4bkaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(Branch::parse(text), None, "{text}");
        }
    }
}

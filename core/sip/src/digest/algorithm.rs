//! The hash functions of digest authentication (RFC 7616 §3.2, RFC 8760 §2.1).

use std::fmt;

use md5::{Digest, Md5};
use sha2::{Sha256, Sha512_256};

/// A hash function, the weaker before the stronger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// MD5, the only one that JJ-22.11 knows (R-4.2.1-9).
    #[default]
    Md5,
    /// SHA-256.
    Sha256,
    /// SHA-512/256.
    Sha512_256,
}

impl Algorithm {
    /// All, the weaker first.
    pub const ALL: [Algorithm; 3] = [Self::Md5, Self::Sha256, Self::Sha512_256];

    /// The algorithm of that name, in any letter case; absence means MD5.
    pub fn parse(name: Option<&str>) -> Option<Self> {
        let Some(name) = name else {
            return Some(Self::Md5);
        };
        Self::ALL
            .into_iter()
            .find(|algorithm| name.eq_ignore_ascii_case(algorithm.as_str()))
    }

    /// Its name in the `algorithm` directive.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512_256 => "SHA-512-256",
        }
    }

    /// Length of its value in hexadecimal digits.
    pub const fn hex_len(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha256 | Self::Sha512_256 => 64,
        }
    }

    /// The hash over the parts with colons between them, in lower-case hexadecimal.
    pub(super) fn hash(self, parts: &[&[u8]]) -> Hex {
        match self {
            Self::Md5 => hash::<Md5>(parts),
            Self::Sha256 => hash::<Sha256>(parts),
            Self::Sha512_256 => hash::<Sha512_256>(parts),
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn hash<D: Digest>(parts: &[&[u8]]) -> Hex {
    let mut state = D::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            state.update(b":");
        }
        state.update(part);
    }
    Hex::of(&state.finalize())
}

/// A hash value in lower-case hexadecimal, held in place.
#[derive(Clone, Copy)]
pub struct Hex {
    digits: [u8; 64],
    len: usize,
}

impl Hex {
    /// The digits of up to 32 bytes.
    fn of(bytes: &[u8]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 64];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
            pair.copy_from_slice(&[
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]);
        }
        Self {
            digits,
            len: bytes.len().min(32) * 2,
        }
    }

    /// Reads digits in any letter case; `None` if there are not `len` of them.
    pub(super) fn parse(text: &str, len: usize) -> Option<Self> {
        if text.len() != len || len > 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut digits = [0; 64];
        for (digit, byte) in digits.iter_mut().zip(text.bytes()) {
            *digit = byte.to_ascii_lowercase();
        }
        Some(Self { digits, len })
    }

    /// The digits as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// The digits as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Equality in a time that does not tell where the difference is.
    pub(super) fn equals(&self, other: &Hex) -> bool {
        use subtle::ConstantTimeEq;
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_agree_with_the_published_values_of_abc() {
        let rows = [
            (Algorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
            (
                Algorithm::Sha256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                Algorithm::Sha512_256,
                "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
            ),
        ];
        for (algorithm, expected) in rows {
            assert_eq!(algorithm.hash(&[b"abc"]).as_str(), expected);
            assert_eq!(algorithm.hex_len(), expected.len());
        }
    }

    /// R-4.2.1-9
    #[test]
    fn names_are_read_in_any_case_and_absence_is_md5() {
        let rows = [
            (None, Some(Algorithm::Md5)),
            (Some("md5"), Some(Algorithm::Md5)),
            (Some("SHA-256"), Some(Algorithm::Sha256)),
            (Some("sha-512-256"), Some(Algorithm::Sha512_256)),
            (Some("MD5-sess"), None),
            (Some(""), None),
        ];
        for (name, algorithm) in rows {
            assert_eq!(Algorithm::parse(name), algorithm, "{name:?}");
        }
    }
}

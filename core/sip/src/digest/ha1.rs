//! The secret of a user within a realm, as the server keeps it (RFC 7616 §3.4.2).

use std::fmt;

use super::{Algorithm, Hex};

/// The hash over user name, realm and password. Good for one algorithm and one realm only; whoever
/// has it can log in there, so its `Debug` does not print it.
#[derive(Clone, Copy)]
pub struct Ha1 {
    algorithm: Algorithm,
    hex: Hex,
}

impl Ha1 {
    /// Computes it from the password.
    pub fn new(algorithm: Algorithm, username: &str, realm: &str, password: &str) -> Self {
        let parts = [username.as_bytes(), realm.as_bytes(), password.as_bytes()];
        Self {
            algorithm,
            hex: algorithm.hash(&parts),
        }
    }

    /// Reads what [`Ha1::reveal`] gave; `None` if it is not that many hexadecimal digits.
    pub fn from_hex(algorithm: Algorithm, hex: &str) -> Option<Self> {
        Some(Self {
            algorithm,
            hex: Hex::parse(hex, algorithm.hex_len())?,
        })
    }

    /// The algorithm it belongs to.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The secret itself, to be stored.
    pub fn reveal(&self) -> &str {
        self.hex.as_str()
    }
}

impl PartialEq for Ha1 {
    fn eq(&self, other: &Self) -> bool {
        self.algorithm == other.algorithm && self.hex.equals(&other.hex)
    }
}

impl Eq for Ha1 {}

impl fmt::Debug for Ha1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ha1({}, ..)", self.algorithm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_stored_and_read_back_but_not_printed() {
        let ha1 = Ha1::new(
            Algorithm::Md5,
            "Mufasa",
            "testrealm@host.com",
            "Circle Of Life",
        );
        assert_eq!(ha1.reveal(), "939e7578ed9e3c518a452acee763bce9");
        assert_eq!(
            Ha1::from_hex(Algorithm::Md5, &ha1.reveal().to_uppercase()),
            Some(ha1)
        );
        assert_eq!(format!("{ha1:?}"), "Ha1(MD5, ..)");
        for bad in ["", "939e", "939e7578ed9e3c518a452acee763bceg"] {
            assert_eq!(Ha1::from_hex(Algorithm::Md5, bad), None, "{bad}");
        }
        assert_eq!(Ha1::from_hex(Algorithm::Sha256, ha1.reveal()), None);
    }
}

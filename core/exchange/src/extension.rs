//! An extension: a number of this exchange and the secret its phones prove.

use naisen_sip::digest::{Algorithm, Ha1};

/// What the exchange knows of one extension. The clear password is nowhere in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The number, which is the user part of the AoR and the digest user name.
    pub number: Box<str>,
    /// The name shown beside the number, if one was given.
    pub name: Option<Box<str>>,
    /// The digest hashes of its password.
    pub secrets: DigestSecrets,
}

/// HA1 = H(user ":" realm ":" password) per algorithm, in lower-case hexadecimal (RFC 7616 §3.4.2).
/// They hold for one user name and one realm only.
#[derive(Clone, PartialEq, Eq)]
pub struct DigestSecrets {
    /// 32 digits.
    pub md5: Box<str>,
    /// 64 digits.
    pub sha256: Box<str>,
    /// 64 digits.
    pub sha512_256: Box<str>,
}

impl DigestSecrets {
    /// The hashes of `password` for the user `number` of `realm`. The password is not kept.
    pub fn of_password(number: &str, realm: &str, password: &str) -> Self {
        let hash = |algorithm| Ha1::new(algorithm, number, realm, password).reveal().into();
        Self {
            md5: hash(Algorithm::Md5),
            sha256: hash(Algorithm::Sha256),
            sha512_256: hash(Algorithm::Sha512_256),
        }
    }
}

impl std::fmt::Debug for DigestSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DigestSecrets(..)")
    }
}

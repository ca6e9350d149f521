//! An extension: a number of this exchange and the secret its phones prove.

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

impl std::fmt::Debug for DigestSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DigestSecrets(..)")
    }
}

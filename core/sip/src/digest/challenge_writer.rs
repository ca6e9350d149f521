//! The challenges a server writes (JJ-22.11 T4-4, T5-2; RFC 7616 §3.3).

use std::fmt;

use naisen_node::{Random, Time};
use thiserror::Error;

use super::nonce::{NONCE_LEN, NonceIssuer};
use super::{Algorithm, Qop};

/// Longest realm of ours, in bytes. With it, every challenge line stays below the 255 bytes of
/// JJ-22.11 T13-8.
pub(super) const MAX_REALM_BYTES: usize = 48;
/// Longest opaque, in bytes (R-4.2.1-5).
const MAX_OPAQUE_BYTES: usize = 32;

/// When `stale` is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StaleDirective {
    /// TRUE or FALSE in every challenge, as JJ-22.11 T4-4 has it.
    #[default]
    Always,
    /// TRUE only; absence means FALSE (JJ-22.11 E-06).
    WhenTrue,
}

/// What a challenge of ours contains (R-4.2.1-12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChallengeSettings {
    realm: Box<str>,
    opaque: Option<Box<str>>,
    algorithms: Vec<Algorithm>,
    /// Qualities of protection offered; none leaves the directive out.
    pub qop: Vec<Qop>,
    /// When `stale` is written.
    pub stale: StaleDirective,
}

/// A setting that a challenge cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// The realm is too long or has quotes, backslashes or control characters.
    #[error("realm is not up to {MAX_REALM_BYTES} plain bytes")]
    Realm,
    /// The same of opaque.
    #[error("opaque is not up to {MAX_OPAQUE_BYTES} plain bytes")]
    Opaque,
    /// No algorithm.
    #[error("no digest algorithm given")]
    NoAlgorithm,
}

impl ChallengeSettings {
    /// All directives of JJ-22.11 T4-4: the realm, MD5, stale always, an empty opaque, qop auth.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Realm`] if the realm cannot be written.
    pub fn new(realm: &str) -> Result<Self, SettingsError> {
        if realm.len() > MAX_REALM_BYTES || !is_plain(realm) {
            return Err(SettingsError::Realm);
        }
        Ok(Self {
            realm: realm.into(),
            opaque: Some("".into()),
            algorithms: vec![Algorithm::Md5],
            qop: vec![Qop::Auth],
            stale: StaleDirective::Always,
        })
    }

    /// As in the sequences of JJ-22.11 §i.1: realm, nonce and algorithm only (JJ-22.11 E-06).
    ///
    /// # Errors
    ///
    /// [`SettingsError::Realm`] if the realm cannot be written.
    pub fn minimal(realm: &str) -> Result<Self, SettingsError> {
        Ok(Self {
            opaque: None,
            qop: Vec::new(),
            stale: StaleDirective::WhenTrue,
            ..Self::new(realm)?
        })
    }

    /// With another opaque, or none.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Opaque`] if it cannot be written.
    pub fn with_opaque(mut self, opaque: Option<&str>) -> Result<Self, SettingsError> {
        if opaque.is_some_and(|opaque| opaque.len() > MAX_OPAQUE_BYTES || !is_plain(opaque)) {
            return Err(SettingsError::Opaque);
        }
        self.opaque = opaque.map(Into::into);
        Ok(self)
    }

    /// With these algorithms: one challenge each, the preferred first (RFC 8760 §2.3).
    ///
    /// # Errors
    ///
    /// [`SettingsError::NoAlgorithm`] if there is none.
    pub fn with_algorithms(mut self, algorithms: &[Algorithm]) -> Result<Self, SettingsError> {
        self.algorithms.clear();
        for algorithm in algorithms {
            if !self.algorithms.contains(algorithm) {
                self.algorithms.push(*algorithm);
            }
        }
        if self.algorithms.is_empty() {
            Err(SettingsError::NoAlgorithm)
        } else {
            Ok(self)
        }
    }

    /// The realm.
    pub fn realm(&self) -> &str {
        &self.realm
    }

    /// The algorithms offered.
    pub fn algorithms(&self) -> &[Algorithm] {
        &self.algorithms
    }

    /// One value a header line, each with the same new nonce.
    pub(super) fn challenges(
        &self,
        issuer: &NonceIssuer,
        now: Time,
        random: &mut Random,
        stale: bool,
    ) -> impl Iterator<Item = ChallengeValue<'_>> {
        let nonce = issuer.issue(now, random);
        self.algorithms.iter().map(move |algorithm| ChallengeValue {
            settings: self,
            nonce,
            algorithm: *algorithm,
            stale,
        })
    }
}

/// The value of a WWW-Authenticate or Proxy-Authenticate line, to be printed into the message.
#[derive(Clone, Copy, Debug)]
pub struct ChallengeValue<'a> {
    settings: &'a ChallengeSettings,
    nonce: [u8; NONCE_LEN],
    algorithm: Algorithm,
    stale: bool,
}

impl fmt::Display for ChallengeValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ChallengeSettings {
            realm,
            opaque,
            qop,
            stale,
            ..
        } = self.settings;
        let nonce = std::str::from_utf8(&self.nonce).unwrap_or_default();
        write!(
            f,
            "Digest realm=\"{realm}\", nonce=\"{nonce}\", algorithm={}",
            self.algorithm
        )?;
        if self.stale || *stale == StaleDirective::Always {
            write!(f, ", stale={}", if self.stale { "TRUE" } else { "FALSE" })?;
        }
        if let Some(opaque) = opaque {
            write!(f, ", opaque=\"{opaque}\"")?;
        }
        if let [first, others @ ..] = qop.as_slice() {
            write!(f, ", qop=\"{}", first.as_str())?;
            for other in others {
                write!(f, ",{}", other.as_str())?;
            }
            f.write_str("\"")?;
        }
        Ok(())
    }
}

/// Whether the text can stand between quotes without escapes.
fn is_plain(text: &str) -> bool {
    !text
        .chars()
        .any(|c| c == '"' || c == '\\' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::super::MAX_USED_NONCES;
    use super::*;
    use crate::limits::GENERATED_LINE_BYTES;
    use crate::{Challenge, HeaderName};

    fn written(settings: &ChallengeSettings, stale: bool) -> Vec<String> {
        let mut random = Random::from_number(MAX_USED_NONCES as u64);
        let issuer = NonceIssuer::new(settings.realm(), NonceIssuer::DEFAULT_LIFETIME, &mut random);
        let now = Time::from_unix_seconds(1_800_000_000);
        settings
            .challenges(&issuer, now, &mut random, stale)
            .map(|c| c.to_string())
            .collect()
    }

    /// R-4.2-2, R-4.2.1-12, R-5.1.4-3, R-5.1.4.1-12; JJ-22.11 E-06
    #[test]
    fn the_directives_follow_the_settings() {
        let full = ChallengeSettings::new("pbx").unwrap();
        let [value] = &written(&full, false)[..] else {
            panic!("one challenge")
        };
        let nonce = Challenge::parse(HeaderName::WwwAuthenticate, value)
            .unwrap()
            .nonce()
            .to_owned();
        assert_eq!(
            *value,
            format!(
                "Digest realm=\"pbx\", nonce=\"{nonce}\", algorithm=MD5, stale=FALSE, opaque=\"\", \
                 qop=\"auth\""
            )
        );
        let minimal = ChallengeSettings::minimal("pbx").unwrap();
        assert_eq!(
            written(&minimal, false),
            [format!(
                "Digest realm=\"pbx\", nonce=\"{nonce}\", algorithm=MD5"
            )]
        );
        assert!(written(&minimal, true)[0].ends_with("algorithm=MD5, stale=TRUE"));
    }

    /// R-13.2.2-2
    #[test]
    fn the_longest_challenge_fits_its_line() {
        let mut settings = ChallengeSettings::new(&"r".repeat(MAX_REALM_BYTES))
            .unwrap()
            .with_opaque(Some(&"o".repeat(MAX_OPAQUE_BYTES)))
            .unwrap()
            .with_algorithms(&[Algorithm::Sha512_256, Algorithm::Sha256, Algorithm::Sha256])
            .unwrap();
        settings.qop = vec![Qop::Auth, Qop::AuthInt];
        let values = written(&settings, false);
        assert_eq!(values.len(), 2);
        for value in values {
            let line = format!("Proxy-Authenticate: {value}\r\n");
            assert!(line.len() <= GENERATED_LINE_BYTES, "{} bytes", line.len());
        }
    }

    /// R-4.2.1-5
    #[test]
    fn what_cannot_be_written_is_refused() {
        let long = "r".repeat(MAX_REALM_BYTES + 1);
        for realm in ["a\"b", "a\\", "a\r\nb", &long] {
            assert_eq!(
                ChallengeSettings::new(realm),
                Err(SettingsError::Realm),
                "{realm}"
            );
        }
        let settings = ChallengeSettings::new("pbx").unwrap();
        let opaque = "o".repeat(MAX_OPAQUE_BYTES + 1);
        assert_eq!(
            settings.clone().with_opaque(Some(&opaque)),
            Err(SettingsError::Opaque)
        );
        assert_eq!(
            settings.with_algorithms(&[]),
            Err(SettingsError::NoAlgorithm)
        );
    }
}

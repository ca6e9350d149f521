//! Answering challenges (JJ-22.11 §4.2, §5.1.4; RFC 7616 §3.4).

use std::fmt::{self, Write};

use thiserror::Error;

use super::{Algorithm, Ha1, Hex, Protection, Qop, Request, response};
use crate::Challenge;

/// Realms whose nonces are remembered: a registrar, a proxy, and room for two more. The oldest
/// gives way.
const MAX_REALMS: usize = 4;

/// What proves who the user is.
#[derive(Clone)]
pub enum Secret {
    /// The password, good for every realm and algorithm.
    Password(Box<str>),
    /// The hash, good for its algorithm and the realm it was made for.
    Ha1(Ha1),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password(..)",
            Self::Ha1(_) => "Ha1(..)",
        })
    }
}

/// A user name for authentication and its secret.
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    /// The user name; need not be the user part of any URI.
    pub username: Box<str>,
    /// The secret.
    pub secret: Secret,
}

impl ClientCredentials {
    /// With a password.
    pub fn with_password(username: &str, password: &str) -> Self {
        Self {
            username: username.into(),
            secret: Secret::Password(password.into()),
        }
    }

    fn ha1(&self, algorithm: Algorithm, realm: &str) -> Option<Ha1> {
        match &self.secret {
            Secret::Password(password) => {
                Some(Ha1::new(algorithm, &self.username, realm, password))
            }
            Secret::Ha1(ha1) => Some(*ha1).filter(|ha1| ha1.algorithm() == algorithm),
        }
    }
}

/// Why a challenge is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// Another scheme than Digest.
    #[error("challenge is not of the Digest scheme")]
    Scheme,
    /// An algorithm that we do not know, or have no secret for.
    #[error("challenge names an algorithm that cannot be used")]
    Algorithm,
    /// Qualities of protection, but neither auth nor auth-int.
    #[error("challenge offers no usable quality of protection")]
    Qop,
    /// The server has already refused these credentials: tell the user (R-4.2.1-8, R-4.5.2-2).
    #[error("credentials were refused")]
    Refused,
}

/// Answers challenges for one user and counts the use of each nonce.
#[derive(Clone, Debug)]
pub struct ClientAuthenticator {
    credentials: ClientCredentials,
    realms: Vec<Realm>,
}

/// The last challenge of a realm, as far as later requests need it.
#[derive(Clone, Debug)]
struct Realm {
    realm: Box<str>,
    nonce: Box<str>,
    opaque: Option<Box<str>>,
    /// As written in the challenge; absent if it was absent there (R-4.2.2-9).
    algorithm_name: Option<Box<str>>,
    ha1: Ha1,
    qop: Option<Qop>,
    count: u32,
}

impl ClientAuthenticator {
    /// For these credentials, before any challenge.
    pub fn new(credentials: ClientCredentials) -> Self {
        Self {
            credentials,
            realms: Vec::new(),
        }
    }

    /// Of several challenges of a response the strongest that can be answered, auth before
    /// auth-int; of equals the first.
    pub fn strongest<'c>(
        &self,
        challenges: impl IntoIterator<Item = Challenge<'c>>,
    ) -> Option<Challenge<'c>> {
        let mut best: Option<(Algorithm, bool, Challenge<'c>)> = None;
        for challenge in challenges {
            let Ok((ha1, qop)) = self.usable(&challenge) else {
                continue;
            };
            let (algorithm, is_auth) = (ha1.algorithm(), qop != Some(Qop::AuthInt));
            if best
                .as_ref()
                .is_none_or(|(a, i, _)| (algorithm, is_auth) > (*a, *i))
            {
                best = Some((algorithm, is_auth, challenge));
            }
        }
        best.map(|(_, _, challenge)| challenge)
    }

    /// The value of the Authorization or Proxy-Authorization line for `request`.
    ///
    /// `sent_before` says that the challenged request already carried our credentials for this
    /// realm. `cnonce` is random text without quotes, used if the challenge offers a quality of
    /// protection. The caller bounds its attempts: a server may call every nonce stale.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Refused`] if credentials had been sent and the challenge is not stale;
    /// the others if the challenge is beyond us.
    pub fn answer(
        &mut self,
        challenge: &Challenge<'_>,
        request: &Request<'_>,
        sent_before: bool,
        cnonce: &str,
    ) -> Result<String, AnswerError> {
        let (ha1, qop) = self.usable(challenge)?;
        if sent_before && !challenge.stale() {
            return Err(AnswerError::Refused);
        }
        let (realm, nonce) = (challenge.realm(), challenge.nonce());
        let known = self.realms.iter().position(|known| *known.realm == *realm);
        let previous = known.map(|place| self.realms.remove(place));
        let used = previous
            .filter(|p| *p.nonce == *nonce)
            .map_or(0, |previous| previous.count);
        if self.realms.len() >= MAX_REALMS {
            self.realms.remove(0);
        }
        let entry = Realm {
            realm: realm.into(),
            nonce: nonce.into(),
            opaque: challenge.opaque().map(Into::into),
            algorithm_name: challenge.algorithm().map(Into::into),
            ha1,
            qop,
            count: used.saturating_add(1),
        };
        let value = entry.write(&self.credentials.username, request, cnonce);
        self.realms.push(entry);
        Ok(value)
    }

    /// Credentials for a further request with the nonce that `realm` gave last, before the server
    /// asks; `None` if it gave none. For settings that reuse nonces (JJ-22.11 E-03).
    pub fn again(&mut self, realm: &str, request: &Request<'_>, cnonce: &str) -> Option<String> {
        let entry = self
            .realms
            .iter_mut()
            .find(|entry| *entry.realm == *realm)?;
        entry.count = entry.count.checked_add(1)?;
        Some(entry.write(&self.credentials.username, request, cnonce))
    }

    /// Forgets all nonces, e.g. after the user has typed another password.
    pub fn replace(&mut self, credentials: ClientCredentials) {
        *self = Self::new(credentials);
    }

    fn usable(&self, challenge: &Challenge<'_>) -> Result<(Ha1, Option<Qop>), AnswerError> {
        if !challenge.is_digest() {
            return Err(AnswerError::Scheme);
        }
        let ha1 = Algorithm::parse(challenge.algorithm())
            .and_then(|algorithm| self.credentials.ha1(algorithm, challenge.realm()))
            .ok_or(AnswerError::Algorithm)?;
        let mut options = challenge.qop_options().peekable();
        if options.peek().is_none() {
            return Ok((ha1, None));
        }
        let known = options.filter_map(Qop::parse);
        let best = known
            .min_by_key(|qop| *qop == Qop::AuthInt)
            .ok_or(AnswerError::Qop)?;
        Ok((ha1, Some(best)))
    }
}

impl Realm {
    fn write(&self, username: &str, request: &Request<'_>, cnonce: &str) -> String {
        let nc = format!("{:08x}", self.count);
        let protection = self.qop.map(|qop| Protection {
            qop,
            nc: &nc,
            cnonce,
        });
        let proof: Hex = response(&self.ha1, &self.nonce, request, protection.as_ref());
        let Self { realm, nonce, .. } = self;
        let mut value = format!(
            "Digest username=\"{}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{}\", \
             response=\"{proof}\"",
            Escaped(username),
            request.uri
        );
        let mut add = |text: fmt::Arguments<'_>| {
            value
                .write_fmt(text)
                .expect("writing to a string cannot fail");
        };
        if let Some(name) = &self.algorithm_name {
            add(format_args!(", algorithm={name}"));
        }
        if let Some(opaque) = &self.opaque {
            add(format_args!(", opaque=\"{opaque}\""));
        }
        if let Some(Protection { qop, nc, cnonce }) = protection {
            add(format_args!(
                ", qop={}, nc={nc}, cnonce=\"{cnonce}\"",
                qop.as_str()
            ));
        }
        value
    }
}

/// Text for a quoted string: quotes and backslashes escaped.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(c)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Credentials, HeaderName};

    const REGISTER: Request<'_> = Request {
        method: "REGISTER",
        uri: "sip:pbx",
        body: b"",
    };

    fn challenge(text: &str) -> Challenge<'_> {
        Challenge::parse(HeaderName::WwwAuthenticate, text).unwrap()
    }

    fn client() -> ClientAuthenticator {
        ClientAuthenticator::new(ClientCredentials::with_password(
            "0123456789abcdef",
            "fedcba9876543210",
        ))
    }

    fn credentials(text: &str) -> Credentials<'_> {
        Credentials::parse(HeaderName::Authorization, text).unwrap()
    }

    /// R-4.2.1-2, R-4.2.1-3, R-4.2.1-4, R-4.2.1-5, R-4.2.1-7, R-4.2.1-11, R-4.2.2-3, R-4.2.2-4,
    /// R-4.2.2-5, R-4.2.2-6, R-4.2.2-8, R-4.2.2-9, R-4.2.2-10, R-4.2.2-11, R-4.2.2-12,
    /// R-4.2.2-14, R-13.2.1-6, R-13.2.1-7
    #[test]
    fn the_directives_of_the_challenge_come_back() {
        let text = "Digest realm=\"pbx\", domain=\"sip:pbx\", nonce=\"n1\", opaque=\"\", stale=FALSE, \
            algorithm=MD5, qop=\"auth-int,auth\", extra=1";
        let value = client()
            .answer(&challenge(text), &REGISTER, false, "cn")
            .unwrap();
        let ha1 = Ha1::new(
            Algorithm::Md5,
            "0123456789abcdef",
            "pbx",
            "fedcba9876543210",
        );
        let protection = Protection {
            qop: Qop::Auth,
            nc: "00000001",
            cnonce: "cn",
        };
        let proof = response(&ha1, "n1", &REGISTER, Some(&protection));
        assert_eq!(
            value,
            format!(
                "Digest username=\"0123456789abcdef\", realm=\"pbx\", nonce=\"n1\", uri=\"sip:pbx\", \
                 response=\"{proof}\", algorithm=MD5, opaque=\"\", qop=auth, nc=00000001, \
                 cnonce=\"cn\""
            )
        );
    }

    /// R-4.2.1-9, R-4.2.1-10, R-4.2.2-10, R-4.2.2-13, R-5.1.4.1-10, R-5.1.4.2-13
    #[test]
    fn what_the_challenge_lacks_is_left_out() {
        let rows = [
            ("", None),
            (", qop=\"auth\"", Some("auth")),
            (", qop=\"auth-int\"", Some("auth-int")),
            (", qop=\"x,auth-int\"", Some("auth-int")),
        ];
        for (qop, expected) in rows {
            let text = format!("Digest realm=\"pbx\", nonce=\"n\"{qop}");
            let value = client()
                .answer(&challenge(&text), &REGISTER, false, "cn")
                .unwrap();
            let sent = credentials(&value);
            assert_eq!(sent.qop(), expected, "{text}");
            assert_eq!(sent.cnonce().is_some(), expected.is_some(), "{text}");
            assert_eq!(sent.nonce_count().is_some(), expected.is_some(), "{text}");
            assert_eq!((sent.opaque(), sent.algorithm()), (None, None));
        }
    }

    /// R-4.2.1-6, R-4.2.1-8, R-4.5.2-2, R-5.1.4.1-6, R-5.1.4.1-8, R-5.7.1-2
    #[test]
    fn only_a_stale_nonce_is_answered_a_second_time() {
        let mut client = client();
        let refused = challenge("Digest realm=\"pbx\", nonce=\"n2\", stale=FALSE");
        let stale = challenge("Digest realm=\"pbx\", nonce=\"n2\", stale=tRUE");
        let answer = client.answer(&refused, &REGISTER, true, "cn");
        assert_eq!(answer, Err(AnswerError::Refused));
        assert!(client.answer(&stale, &REGISTER, true, "cn").is_ok());
    }

    /// R-4.2.2-11, R-5.1.4.2-11
    #[test]
    fn the_count_rises_with_each_use_of_a_nonce() {
        let mut client = client();
        let first = challenge("Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"");
        let second = challenge("Digest realm=\"pbx\", nonce=\"n2\", qop=\"auth\"");
        let mut counts = Vec::new();
        let mut note = |value: String| counts.push(credentials(&value).nc().unwrap().to_owned());
        note(client.answer(&first, &REGISTER, false, "a").unwrap());
        note(client.again("pbx", &REGISTER, "b").unwrap());
        note(client.answer(&first, &REGISTER, false, "c").unwrap());
        note(client.answer(&second, &REGISTER, false, "d").unwrap());
        assert_eq!(counts, ["00000001", "00000002", "00000003", "00000001"]);
        assert_eq!(client.again("other", &REGISTER, "e"), None);
    }

    #[test]
    fn the_strongest_usable_challenge_is_chosen() {
        let texts = [
            "Basic realm=\"pbx\"",
            "Digest realm=\"pbx\", nonce=\"a\"",
            "Digest realm=\"pbx\", nonce=\"b\", algorithm=SHA-512-256, qop=\"unknown\"",
            "Digest realm=\"pbx\", nonce=\"c\", algorithm=SHA-256, qop=\"auth\"",
            "Digest realm=\"pbx\", nonce=\"d\", algorithm=SHA-256, qop=\"auth\"",
            "Digest realm=\"pbx\", nonce=\"e\", algorithm=MD5-sess",
        ];
        let chosen = |client: &ClientAuthenticator| {
            client
                .strongest(texts.map(challenge))
                .map(|challenge| challenge.nonce())
        };
        assert_eq!(chosen(&client()), Some("c"));
        let ha1 = Ha1::new(Algorithm::Md5, "u", "pbx", "p");
        let secret = Secret::Ha1(ha1);
        assert!(!format!("{secret:?}").contains(ha1.reveal()));
        let client = ClientAuthenticator::new(ClientCredentials {
            username: "u".into(),
            secret,
        });
        assert_eq!(chosen(&client), Some("a"));
        for (text, error) in [
            (texts[0], AnswerError::Scheme),
            (texts[2], AnswerError::Algorithm),
            (texts[5], AnswerError::Algorithm),
        ] {
            let answer = client
                .clone()
                .answer(&challenge(text), &REGISTER, false, "cn");
            assert_eq!(answer, Err(error), "{text}");
        }
    }

    #[test]
    fn passwords_and_odd_names_do_not_leak_into_the_text() {
        let odd = ClientCredentials::with_password("a\"b\\", "hunter2");
        assert!(!format!("{odd:?}").contains("hunter2"));
        let mut client = ClientAuthenticator::new(odd);
        let text = "Digest realm=\"pbx\", nonce=\"n\"";
        let value = client
            .answer(&challenge(text), &REGISTER, false, "cn")
            .unwrap();
        assert_eq!(credentials(&value).username(), "a\\\"b\\\\");
    }
}

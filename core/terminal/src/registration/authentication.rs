//! Credentials for REGISTER: which challenge is answered, and how often (JJ-22.11 §4.2).

use naisen_sip::digest::{ClientAuthenticator, ClientCredentials, Request};
use naisen_sip::{Challenge, HeaderName, Message, ProxyAuthenticate, WwwAuthenticate};

use crate::RegistrationProblem;

/// The credentials of the user, and the nonces that were given for them.
#[derive(Debug)]
pub(super) struct Authentication {
    authenticator: ClientAuthenticator,
    /// The realm answered last, and by which header.
    last: Option<(HeaderName, Box<str>)>,
}

/// A header line that answers a challenge.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) name: HeaderName,
    pub(super) value: String,
    pub(super) realm: Box<str>,
}

impl Authentication {
    pub(super) fn new(credentials: ClientCredentials) -> Self {
        Self {
            authenticator: ClientAuthenticator::new(credentials),
            last: None,
        }
    }

    /// Answers the strongest challenge of a 401 or 407 whose realm has not been `answered` in this
    /// operation, or whose nonce was stale (R-4.2.1-6 to R-4.2.1-8).
    ///
    /// # Errors
    ///
    /// Wrong credentials if a realm is asked for that was answered (R-4.5.2-2), which ends the use
    /// of its nonce too; an unknown challenge otherwise.
    pub(super) fn answer(
        &mut self,
        response: &Message<'_>,
        answered: &[Box<str>],
        uri: &str,
        cnonce: &str,
    ) -> Result<Answer, RegistrationProblem> {
        let www = response
            .list::<WwwAuthenticate<'_>>()
            .flatten()
            .map(|header| (HeaderName::Authorization, header.0));
        let proxy = response
            .list::<ProxyAuthenticate<'_>>()
            .flatten()
            .map(|header| (HeaderName::ProxyAuthorization, header.0));
        let (fresh, refused): (Vec<_>, Vec<_>) = www.chain(proxy).partition(|(_, challenge)| {
            let known = answered.iter().any(|realm| **realm == *challenge.realm());
            challenge.stale() || !known
        });
        if let Some(answer) = self.answer_strongest(&fresh, uri, cnonce) {
            return Ok(answer);
        }
        self.last = None;
        Err(if refused.is_empty() {
            RegistrationProblem::UnknownChallenge
        } else {
            RegistrationProblem::WrongCredentials
        })
    }

    /// Credentials with the nonce that was given last (JJ-22.11 E-03).
    pub(super) fn again(&mut self, uri: &str, cnonce: &str) -> Option<Answer> {
        let (name, realm) = self.last.clone()?;
        let value = self.authenticator.again(&realm, &register(uri), cnonce)?;
        Some(Answer { name, value, realm })
    }

    fn answer_strongest(
        &mut self,
        challenges: &[(HeaderName, Challenge<'_>)],
        uri: &str,
        cnonce: &str,
    ) -> Option<Answer> {
        let all = challenges.iter().map(|(_, challenge)| *challenge);
        let challenge = self.authenticator.strongest(all)?;
        let (name, _) = challenges.iter().find(|(_, it)| *it == challenge)?;
        let value = self
            .authenticator
            .answer(&challenge, &register(uri), false, cnonce)
            .ok()?;
        let realm: Box<str> = challenge.realm().into();
        self.last = Some((*name, realm.clone()));
        Some(Answer {
            name: *name,
            value,
            realm,
        })
    }
}

fn register(uri: &str) -> Request<'_> {
    Request {
        method: "REGISTER",
        uri,
        body: b"",
    }
}

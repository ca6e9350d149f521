//! Answering a challenge to a request of ours (JJ-22.11 §4.2, §5.1.4).

use naisen_sip::digest::{ClientAuthenticator, ClientCredentials, Request};
use naisen_sip::{HeaderName, Message, ProxyAuthenticate, StatusCode, WwwAuthenticate};

use crate::redirection::target;
use crate::session::Calling;

/// The most realms that one session answers; a challenge for yet another one is not answered.
const MAX_REALMS: usize = 4;

/// What was answered so far, and to whom.
#[derive(Debug)]
pub(crate) struct Authentication {
    authenticator: ClientAuthenticator,
    /// The realms that have had an answer: a second challenge without stale=TRUE means that the
    /// credentials are wrong (R-5.7.1-2, R-4.5.2-2).
    answered: Vec<(Box<str>, HeaderName)>,
}

/// Why a challenge is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum NotAnswered {
    /// The peer has refused these credentials for this realm.
    #[error("the user name or the password is wrong")]
    WrongCredentials,
    /// No challenge that we can answer: no digest, an unknown algorithm or quality of protection.
    #[error("the challenge asks for something unknown")]
    Unknown,
}

impl NotAnswered {
    /// Whether the user should be told that user name or password is wrong (R-4.2.1-8).
    pub(crate) const fn wrong_credentials(self) -> bool {
        matches!(self, Self::WrongCredentials)
    }
}

impl Authentication {
    /// Nothing answered yet.
    pub(crate) fn new(credentials: ClientCredentials) -> Self {
        Self {
            authenticator: ClientAuthenticator::new(credentials),
            answered: Vec::new(),
        }
    }

    /// The lines that answer a 401 or 407: Authorization to WWW-Authenticate,
    /// Proxy-Authorization to Proxy-Authenticate, whichever came (JJ-22.11 E-29), and those of the
    /// realms that were answered before, each with its nonce counted on.
    ///
    /// # Errors
    ///
    /// [`NotAnswered`] where another attempt would be in vain.
    pub(crate) fn answer(
        &mut self,
        response: &Message<'_>,
        request: Request<'_>,
        cnonce: &str,
    ) -> Result<Vec<(HeaderName, String)>, NotAnswered> {
        let www = response
            .list::<WwwAuthenticate<'_>>()
            .flatten()
            .map(|header| (HeaderName::Authorization, header.0));
        let proxy = response
            .list::<ProxyAuthenticate<'_>>()
            .flatten()
            .map(|header| (HeaderName::ProxyAuthorization, header.0));
        let (mut fresh, refused): (Vec<_>, Vec<_>) = www
            .chain(proxy)
            .partition(|(_, challenge)| challenge.stale() || !self.has_answered(challenge.realm()));
        let expected = if response.status() == Some(StatusCode::UNAUTHORIZED) {
            HeaderName::Authorization
        } else {
            HeaderName::ProxyAuthorization
        };
        if fresh.iter().any(|(name, _)| *name == expected) {
            fresh.retain(|(name, _)| *name == expected);
        }
        let refused = !refused.is_empty();
        let challenges = fresh.iter().map(|(_, challenge)| *challenge);
        if let Some(challenge) = self.authenticator.strongest(challenges)
            && (self.has_answered(challenge.realm()) || self.answered.len() < MAX_REALMS)
            && let Some((name, _)) = fresh.iter().find(|(_, it)| *it == challenge)
        {
            // What was answered before is known here: only a stale nonce is answered again.
            if let Ok(value) = self
                .authenticator
                .answer(&challenge, &request, false, cnonce)
            {
                let realm = challenge.realm();
                let mut lines = self.again(Some(realm), &request, cnonce);
                lines.push((*name, value));
                if !self.has_answered(realm) {
                    self.answered.push((realm.into(), *name));
                }
                return Ok(lines);
            }
        }
        Err(if refused {
            NotAnswered::WrongCredentials
        } else {
            NotAnswered::Unknown
        })
    }

    /// The lines for another request, with the nonces known, all realms but one.
    fn again(
        &mut self,
        but: Option<&str>,
        request: &Request<'_>,
        cnonce: &str,
    ) -> Vec<(HeaderName, String)> {
        self.answered
            .iter()
            .filter(|(realm, _)| Some(&**realm) != but)
            .filter_map(|(realm, name)| {
                let value = self.authenticator.again(realm, request, cnonce)?;
                Some((*name, value))
            })
            .collect()
    }

    fn has_answered(&self, realm: &str) -> bool {
        self.answered.iter().any(|(known, _)| &**known == realm)
    }
}

impl Calling {
    /// The lines that prove who calls, for the INVITE sent once more: to answer `challenge`, or, to
    /// another refusal, those it had with their nonces counted on. None without credentials.
    pub(crate) fn credentials(
        &mut self,
        challenge: Option<&Message<'_>>,
        cnonce: &str,
    ) -> Option<Result<Vec<(HeaderName, String)>, NotAnswered>> {
        let authentication = self.authentication.as_mut()?;
        let invite = Message::parse(&self.request).ok()?;
        let request = Request {
            method: "INVITE",
            uri: target(&self.targets, &invite),
            body: invite.body(),
        };
        Some(match challenge {
            Some(challenge) => authentication.answer(challenge, request, cnonce),
            None => Ok(authentication.again(None, &request, cnonce)),
        })
    }
}

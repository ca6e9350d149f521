//! Answering a challenge to a request of ours (JJ-22.11 §4.2, §5.1.4).

use naisen_sip::digest::{ClientAuthenticator, ClientCredentials, Request};
use naisen_sip::{HeaderName, Message, ProxyAuthenticate, StatusCode, WwwAuthenticate};

/// The most realms that one session answers; a challenge for yet another one is not answered.
const MAX_REALMS: usize = 4;

/// What was answered so far, and to whom.
#[derive(Debug)]
pub(crate) struct Authentication {
    authenticator: ClientAuthenticator,
    /// The realms that have had an answer: a second challenge without stale=TRUE means that the
    /// credentials are wrong (R-5.7.1-2, R-4.5.2-2).
    answered: Vec<Box<str>>,
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

    /// The header that answers a 401 or 407: Authorization to WWW-Authenticate,
    /// Proxy-Authorization to Proxy-Authenticate, whichever came (JJ-22.11 E-29).
    ///
    /// # Errors
    ///
    /// [`NotAnswered`] where another attempt would be in vain.
    pub(crate) fn answer(
        &mut self,
        response: &Message<'_>,
        method: &str,
        uri: &str,
        body: &[u8],
        cnonce: &str,
    ) -> Result<(HeaderName, String), NotAnswered> {
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
            && self.answered.len() < MAX_REALMS
            && let Some((name, _)) = fresh.iter().find(|(_, it)| *it == challenge)
        {
            let request = Request { method, uri, body };
            // What was answered before is known here: only a stale nonce is answered again.
            if let Ok(value) = self
                .authenticator
                .answer(&challenge, &request, false, cnonce)
            {
                if !self.has_answered(challenge.realm()) {
                    self.answered.push(challenge.realm().into());
                }
                return Ok((*name, value));
            }
        }
        Err(if refused {
            NotAnswered::WrongCredentials
        } else {
            NotAnswered::Unknown
        })
    }

    fn has_answered(&self, realm: &str) -> bool {
        self.answered.iter().any(|known| &**known == realm)
    }
}

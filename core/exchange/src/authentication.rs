//! Who sent a request: digest authentication of REGISTER and of the Initial INVITE (JJ-22.11 §4.2,
//! §5.1.4).

use naisen_node::{Random, Time};
use naisen_sip::digest::{Request, ServerAuthenticator, Verdict};
use naisen_sip::{Credentials, HeaderName, Message};

use crate::config::AuthenticationConfig;
use crate::directory::Directory;
use crate::header_lines::HeaderLines;

/// What a request's credentials came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The request comes from the phone of this number.
    Proven(Box<str>),
    /// None for our realm: challenge.
    Absent,
    /// Right, but over a nonce that is not good any more: challenge with stale=TRUE.
    Stale,
    /// Wrong, or for nobody we know: challenge with stale=FALSE. Strangers cannot tell which.
    Wrong(Box<str>),
    /// They make no sense: 400.
    Malformed,
}

/// The authenticator of our realm.
#[derive(Debug)]
pub(crate) struct Authenticator {
    server: ServerAuthenticator,
    random: Random,
}

impl Authenticator {
    pub(crate) fn new(config: &AuthenticationConfig, mut random: Random) -> Self {
        let challenge = config.challenge.clone();
        let mut server = ServerAuthenticator::new(challenge, config.nonce_lifetime, &mut random);
        server.accept_without_qop = config.accept_without_qop;
        Self { server, random }
    }

    /// Judges the credentials of a request, in whichever of the two headers they stand
    /// (JJ-22.11 E-29).
    pub(crate) fn judge(
        &mut self,
        now: Time,
        message: &Message<'_>,
        directory: &Directory,
    ) -> Outcome {
        let request = Request {
            method: message.method().map_or("", |method| method.as_str()),
            uri: message.request_uri().unwrap_or_default(),
            body: message.body(),
        };
        for name in [HeaderName::Authorization, HeaderName::ProxyAuthorization] {
            for value in message.headers(name) {
                let Ok(credentials) = Credentials::parse(name, value) else {
                    return Outcome::Malformed;
                };
                // Of another scheme: as if there were none.
                if !credentials.is_digest() {
                    continue;
                }
                let verdict = self
                    .server
                    .verify(now, &credentials, &request, |user, algorithm| {
                        directory.secret(user, algorithm)
                    });
                return match verdict {
                    Verdict::OtherRealm => continue,
                    Verdict::Accepted { username } => Outcome::Proven(username.into()),
                    Verdict::Stale => Outcome::Stale,
                    Verdict::ForeignNonce => Outcome::Wrong(credentials.username().into()),
                    Verdict::Wrong { username } => Outcome::Wrong(username.into()),
                    Verdict::Malformed => Outcome::Malformed,
                };
            }
        }
        Outcome::Absent
    }

    /// The lines of a challenge with a new nonce, in this header.
    pub(crate) fn challenge(&mut self, now: Time, header: HeaderName, stale: bool) -> HeaderLines {
        let mut lines = HeaderLines::default();
        for value in self.server.challenges(now, &mut self.random, stale) {
            lines.add(header, value);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use naisen_sip::Challenge;
    use naisen_sip::digest::{ChallengeSettings, ClientAuthenticator, ClientCredentials};

    use super::*;
    use crate::Config;
    use crate::samples::{START, extension};

    fn request(authorization: &str) -> String {
        format!("REGISTER sip:192.168.0.200 SIP/2.0\r\n{authorization}Content-Length: 0\r\n\r\n")
    }

    fn answer(lines: &HeaderLines, password: &str) -> String {
        let text = std::str::from_utf8(lines.as_bytes()).expect("text");
        let value = text.trim_end().split_once(": ").expect("a line").1;
        let challenge = Challenge::parse(HeaderName::WwwAuthenticate, value).expect("legal");
        let request = Request {
            method: "REGISTER",
            uri: "sip:192.168.0.200",
            body: b"",
        };
        let credentials = ClientCredentials::with_password("101", password);
        let value = ClientAuthenticator::new(credentials)
            .answer(&challenge, &request, false, "cnonce")
            .expect("a usual challenge");
        format!("Authorization: {value}\r\n")
    }

    /// R-4.2-2, R-4.2.1-6, R-4.2.1-8
    #[test]
    fn credentials_are_proven_stale_wrong_or_absent() {
        let mut directory = Directory::new(START, &mut Random::from_number(1));
        directory.put_extension(extension("101"));
        let config = Config::new(ChallengeSettings::new("naisen").expect("a realm"));
        let mut authenticator = Authenticator::new(&config.authentication, Random::from_number(1));
        let www = HeaderName::WwwAuthenticate;
        let challenge = authenticator.challenge(START, www, false);
        let right = answer(&challenge, "secret");
        let later = START + Duration::from_secs(3600);
        let other_user = right.replace("\"101\"", "\"999\"");
        let rows = [
            (START, String::new(), Outcome::Absent),
            (
                START,
                right.replace("\"naisen\"", "\"elsewhere\""),
                Outcome::Absent,
            ),
            (
                START,
                answer(&challenge, "guess"),
                Outcome::Wrong("101".into()),
            ),
            (START, other_user, Outcome::Wrong("999".into())),
            (
                START,
                "Authorization: Digest x\r\n".into(),
                Outcome::Malformed,
            ),
            (START, right.clone(), Outcome::Proven("101".into())),
            (START, right.clone(), Outcome::Stale),
            (later, right.clone(), Outcome::Stale),
        ];
        for (now, lines, expected) in rows {
            let text = request(&lines);
            let message = Message::parse(text.as_bytes()).expect("legal");
            let outcome = authenticator.judge(now, &message, &directory);
            assert_eq!(outcome, expected, "{lines}");
        }
    }
}

//! Judging credentials (JJ-22.11 §4.2, §5.1.4; RFC 7616 §3.4.6).

use std::time::Duration;

use naisen_node::{Random, Time};

use super::nonce::NonceState;
use super::nonce::seconds;
use super::replay::{Use, UsedNonces};
use super::{
    Algorithm, ChallengeSettings, ChallengeValue, Ha1, Hex, MAX_USED_NONCES, NonceIssuer,
    Protection, Qop, Request, response,
};
use crate::{Credentials, Uri};

/// What credentials are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// The user is who the credentials say.
    Accepted {
        /// The user name.
        username: &'a str,
    },
    /// The secret is right, the nonce is too old, used up, or of an earlier process: challenge anew
    /// with stale=TRUE, and the terminal tries again without asking its user (R-4.2.1-6).
    Stale,
    /// The nonce is not ours, and the response does not fit: challenge anew with stale=FALSE.
    ForeignNonce,
    /// User name or response are wrong: challenge anew with stale=FALSE or refuse (R-4.2.1-8).
    Wrong {
        /// The user name.
        username: &'a str,
    },
    /// Credentials for another server: as if there were none.
    OtherRealm,
    /// Not to be judged: another scheme, an algorithm or quality of protection that was not
    /// offered, a count without the rest, or another URI than that of the request. 400.
    Malformed,
}

/// One realm's challenges and judgements.
#[derive(Clone, Debug)]
pub struct ServerAuthenticator {
    settings: ChallengeSettings,
    issuer: NonceIssuer,
    used: UsedNonces,
    /// Whether credentials without a count may use a nonce until it expires, rather than once.
    pub reuse_without_qop: bool,
    /// Whether credentials without qop are good although the challenge offered one (RFC 2069).
    pub accept_without_qop: bool,
}

impl ServerAuthenticator {
    /// With a key of its own. Nonces without a count may be used again, and clients of RFC 2069
    /// are accepted.
    pub fn new(settings: ChallengeSettings, lifetime: Duration, random: &mut Random) -> Self {
        let issuer = NonceIssuer::new(settings.realm(), lifetime, random);
        Self::with_issuer(settings, issuer, random)
    }

    /// With a given issuer of nonces, whose key other servers of the realm may share.
    pub fn with_issuer(
        settings: ChallengeSettings,
        issuer: NonceIssuer,
        random: &mut Random,
    ) -> Self {
        Self {
            settings,
            issuer,
            used: UsedNonces::new(MAX_USED_NONCES, random),
            reuse_without_qop: true,
            accept_without_qop: true,
        }
    }

    /// What its challenges contain.
    pub fn settings(&self) -> &ChallengeSettings {
        &self.settings
    }

    /// The values of the challenge lines for one response, with a new nonce: one a line, in this
    /// order. `stale` after [`Verdict::Stale`].
    pub fn challenges(
        &self,
        now: Time,
        random: &mut Random,
        stale: bool,
    ) -> impl Iterator<Item = ChallengeValue<'_>> {
        self.settings.challenges(&self.issuer, now, random, stale)
    }

    /// Judges the credentials of a request. `ha1` looks up the secret of a user for our realm.
    ///
    /// The response is computed first, for unknown users too, so that neither the verdict nor its
    /// time tells a stranger which names exist. A retransmitted request must not come here: its
    /// count has been used.
    pub fn verify<'a, 'h>(
        &mut self,
        now: Time,
        credentials: &Credentials<'a>,
        request: &Request<'_>,
        ha1: impl FnOnce(&str, Algorithm) -> Option<&'h Ha1>,
    ) -> Verdict<'a> {
        if !credentials.is_digest() {
            return Verdict::Malformed;
        }
        if credentials.realm() != self.settings.realm() {
            return Verdict::OtherRealm;
        }
        let Some((algorithm, protection, count)) = self.terms(credentials) else {
            return Verdict::Malformed;
        };
        if !same_uri(credentials.uri(), request.uri) {
            return Verdict::Malformed;
        }
        let username = credentials.username();
        let stranger = Ha1::new(algorithm, "", "", "");
        let known = ha1(username, algorithm).filter(|ha1| ha1.algorithm() == algorithm);
        // The text of the directive is what the client has hashed.
        let request = Request {
            uri: credentials.uri(),
            ..*request
        };
        let expected = response(
            known.unwrap_or(&stranger),
            credentials.nonce(),
            &request,
            protection.as_ref(),
        );
        let right = Hex::parse(credentials.response(), algorithm.hex_len())
            .is_some_and(|given| given.equals(&expected))
            && known.is_some();
        let (state, key) = self.issuer.check(now, credentials.nonce());
        match (right, state, key) {
            (false, NonceState::Foreign, _) => Verdict::ForeignNonce,
            (false, ..) => Verdict::Wrong { username },
            (true, NonceState::Fresh, Some(key)) => {
                let lifetime = u32::try_from(self.issuer.lifetime().as_secs()).unwrap_or(u32::MAX);
                let expired = seconds(now).saturating_sub(lifetime);
                let first = match count {
                    None if self.reuse_without_qop => Use::First,
                    count => self.used.note(key, count.unwrap_or(1), expired),
                };
                match first {
                    Use::First => Verdict::Accepted { username },
                    Use::Again => Verdict::Stale,
                }
            }
            (true, ..) => Verdict::Stale,
        }
    }

    /// Algorithm, protection and nonce count, if we have offered such and they are complete
    /// (JJ-22.11 E-05).
    fn terms<'a>(
        &self,
        credentials: &Credentials<'a>,
    ) -> Option<(Algorithm, Option<Protection<'a>>, Option<u32>)> {
        let algorithm = Algorithm::parse(credentials.algorithm())
            .filter(|algorithm| self.settings.algorithms().contains(algorithm))?;
        let Some(qop) = credentials.qop() else {
            let may = self.accept_without_qop || self.settings.qop.is_empty();
            return may.then_some((algorithm, None, None));
        };
        let qop = Qop::parse(qop).filter(|qop| self.settings.qop.contains(qop))?;
        let count = credentials.nonce_count().filter(|count| *count > 0)?;
        let (nc, cnonce) = (credentials.nc()?, credentials.cnonce()?);
        Some((algorithm, Some(Protection { qop, nc, cnonce }), Some(count)))
    }
}

/// Whether the directive means the Request-URI: the same text, or the same user at the same host.
/// Ports and parameters are forgiven, for phones leave them out of one of the two; so is a user that
/// is missing, for SIPp names the server alone.
fn same_uri(directive: &str, request_uri: &str) -> bool {
    directive == request_uri
        || match (Uri::parse(directive), Uri::parse(request_uri)) {
            (Ok(directive), Ok(request_uri)) if directive.user.is_none() => {
                directive.host == request_uri.host
            }
            (Ok(directive), Ok(request_uri)) => directive.same_user_and_host(&request_uri),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{ClientAuthenticator, ClientCredentials};
    use super::*;
    use crate::{Challenge, HeaderName};

    const INVITE: Request<'_> = Request {
        method: "INVITE",
        uri: "sip:102@pbx.example",
        body: b"v=0\r\n",
    };

    struct Pair {
        server: ServerAuthenticator,
        client: ClientAuthenticator,
        ha1: Ha1,
        random: Random,
        now: Time,
    }

    impl Pair {
        fn new(settings: ChallengeSettings) -> Self {
            let mut random = Random::from_number(5);
            let lifetime = NonceIssuer::DEFAULT_LIFETIME;
            let algorithm = settings.algorithms()[0];
            Self {
                ha1: Ha1::new(algorithm, "101", settings.realm(), "secret"),
                server: ServerAuthenticator::new(settings, lifetime, &mut random),
                client: ClientAuthenticator::new(ClientCredentials::with_password("101", "secret")),
                random,
                now: Time::from_unix_seconds(1_800_000_000),
            }
        }

        fn usual() -> Self {
            Self::new(ChallengeSettings::new("pbx").unwrap())
        }

        fn answer(&mut self, request: &Request<'_>) -> String {
            let values: Vec<String> = self
                .server
                .challenges(self.now, &mut self.random, false)
                .map(|value| value.to_string())
                .collect();
            let challenges = values
                .iter()
                .map(|value| Challenge::parse(HeaderName::ProxyAuthenticate, value).unwrap());
            let challenge = self.client.strongest(challenges).unwrap();
            self.client
                .answer(&challenge, request, false, "cn")
                .unwrap()
        }

        fn judge(&mut self, value: &str, request: &Request<'_>) -> &'static str {
            let credentials = Credentials::parse(HeaderName::ProxyAuthorization, value).unwrap();
            let ha1 = self.ha1;
            let verdict = self
                .server
                .verify(self.now, &credentials, request, |user, algorithm| {
                    (user == "101" && algorithm == ha1.algorithm()).then_some(&ha1)
                });
            match verdict {
                Verdict::Accepted { username: "101" } => "accepted",
                Verdict::Wrong { .. } => "wrong",
                Verdict::Accepted { .. } => "accepted as another",
                Verdict::Stale => "stale",
                Verdict::ForeignNonce => "foreign",
                Verdict::OtherRealm => "other realm",
                Verdict::Malformed => "malformed",
            }
        }
    }

    /// R-4.2.1-10, R-4.2.2-12, R-5.1.4.2-12; JJ-22.11 E-05, E-06
    #[test]
    fn what_our_client_answers_our_server_accepts() {
        let algorithms = Algorithm::ALL.map(|a| vec![a]);
        let qops = [
            vec![],
            vec![Qop::Auth],
            vec![Qop::AuthInt],
            vec![Qop::AuthInt, Qop::Auth],
        ];
        for algorithms in &algorithms {
            for qop in &qops {
                let mut settings = ChallengeSettings::new("pbx")
                    .unwrap()
                    .with_algorithms(algorithms)
                    .unwrap();
                settings.qop = qop.clone();
                let mut pair = Pair::new(settings);
                let value = pair.answer(&INVITE);
                assert_eq!(pair.judge(&value, &INVITE), "accepted", "{value}");
            }
        }
    }

    /// R-4.2.1-8
    #[test]
    fn whatever_is_changed_is_noticed() {
        let mut pair = Pair::usual();
        let value = pair.answer(&INVITE);
        let start = value.find("nonce=\"").unwrap() + 7;
        let nonce = value[start..start + 32].to_owned();
        let foreign = value.replace(&nonce, "6ddab56bd7ae5dba75ebd6ac58b163c7");
        let rows = [
            (
                value.replace("username=\"101\"", "username=\"102\""),
                "wrong",
            ),
            (value.replace("response=\"", "response=\"0"), "wrong"),
            (value.replace("cnonce=\"cn\"", "cnonce=\"cm\""), "wrong"),
            (value.replace("nc=00000001", "nc=00000002"), "wrong"),
            (value.replace("nc=00000001", "nc=00000000"), "malformed"),
            (value.replace("nc=00000001", "nc=1"), "malformed"),
            (value.replace(", cnonce=\"cn\"", ""), "malformed"),
            (value.replace("qop=auth", "qop=auth-int"), "malformed"),
            (
                value.replace("algorithm=MD5", "algorithm=SHA-256"),
                "malformed",
            ),
            (value.replace("sip:102@", "sip:103@"), "malformed"),
            (
                value.replace("realm=\"pbx\"", "realm=\"abx\""),
                "other realm",
            ),
            (value.replace("Digest ", "Basic "), "malformed"),
            (foreign, "foreign"),
        ];
        for (changed, verdict) in rows {
            assert_ne!(changed, value);
            assert_eq!(pair.judge(&changed, &INVITE), verdict, "{changed}");
        }
        let bye = Request {
            method: "BYE",
            ..INVITE
        };
        assert_eq!(pair.judge(&value, &bye), "wrong");
        assert_eq!(pair.judge(&value, &INVITE), "accepted");
    }

    #[test]
    fn a_count_is_good_once() {
        let mut pair = Pair::usual();
        let first = pair.answer(&INVITE);
        let second = pair.client.again("pbx", &INVITE, "x").unwrap();
        let third = pair.client.again("pbx", &INVITE, "y").unwrap();
        let rows = [
            (&first, "accepted"),
            (&first, "stale"),
            (&third, "accepted"),
            (&second, "accepted"),
            (&second, "stale"),
        ];
        for (value, verdict) in rows {
            assert_eq!(pair.judge(value, &INVITE), verdict, "{value}");
        }
    }

    #[test]
    fn a_nonce_without_counts_lasts_until_it_expires_unless_set_otherwise() {
        let mut pair = Pair::new(ChallengeSettings::minimal("pbx").unwrap());
        let value = pair.answer(&INVITE);
        assert_eq!(pair.judge(&value, &INVITE), "accepted");
        assert_eq!(pair.judge(&value, &INVITE), "accepted");
        pair.server.reuse_without_qop = false;
        assert_eq!(pair.judge(&value, &INVITE), "accepted");
        assert_eq!(pair.judge(&value, &INVITE), "stale");
    }

    /// R-4.2.1-6
    #[test]
    fn right_credentials_over_an_old_or_lost_nonce_are_stale() {
        let mut pair = Pair::usual();
        let value = pair.answer(&INVITE);
        let start = pair.now;
        pair.now = start + NonceIssuer::DEFAULT_LIFETIME;
        assert_eq!(pair.judge(&value, &INVITE), "stale");
        pair.now = start;
        let settings = ChallengeSettings::new("pbx").unwrap();
        let mut random = Random::from_number(6);
        pair.server =
            ServerAuthenticator::new(settings, NonceIssuer::DEFAULT_LIFETIME, &mut random);
        assert_eq!(
            pair.judge(&value, &INVITE),
            "stale",
            "another key, as after a restart"
        );
    }

    #[test]
    fn old_clients_leave_qop_out_and_may_be_refused_for_it() {
        let mut pair = Pair::usual();
        let settings = ChallengeSettings::new("pbx").unwrap();
        pair.server.settings.qop.clear();
        let value = pair.answer(&INVITE);
        pair.server.settings = settings;
        assert_eq!(pair.judge(&value, &INVITE), "accepted");
        pair.server.accept_without_qop = false;
        assert_eq!(pair.judge(&value, &INVITE), "malformed");
    }

    #[test]
    fn ports_and_parameters_of_the_uri_are_forgiven() {
        let mut pair = Pair::usual();
        let value = pair.answer(&INVITE);
        let longer = Request {
            uri: "sip:102@pbx.example:5060;transport=udp",
            ..INVITE
        };
        assert_eq!(pair.judge(&value, &longer), "accepted");
    }

    #[test]
    fn a_uri_of_the_server_alone_is_forgiven_another_user_is_not() {
        for (uri, verdict) in [
            ("sip:pbx.example:5060", "accepted"),
            ("sip:103@pbx.example", "malformed"),
            ("sip:other.example", "malformed"),
        ] {
            let mut pair = Pair::usual();
            let value = pair.answer(&Request { uri, ..INVITE });
            assert_eq!(pair.judge(&value, &INVITE), verdict, "{uri}");
        }
    }

    proptest! {
        #[test]
        fn no_credentials_make_it_panic(
            text in "[a-z=\", ]{0,40}",
            nonce in "[A-Za-z0-9_-]{32}|[ -~&&[^\"\\\\]]{0,40}",
            nc in "[0-9a-f]{0,9}",
            qop in "auth|auth-int|[a-z]{0,4}",
            uri in "[ -~&&[^\"\\\\]]{0,30}",
        ) {
            let mut pair = Pair::usual();
            for value in [
                format!("Digest {text}"),
                format!(
                    "Digest username=\"101\",realm=\"pbx\",nonce=\"{nonce}\",uri=\"{uri}\",\
                     response=\"{nc}\",nc={nc},qop={qop},cnonce=\"\""
                ),
            ] {
                if Credentials::parse(HeaderName::ProxyAuthorization, &value).is_ok() {
                    prop_assert_ne!(pair.judge(&value, &INVITE), "accepted");
                }
            }
        }
    }
}

//! The challenges that a node was given, and the credentials by which it answers them.

use std::collections::VecDeque;

use naisen_sip::{
    Authorization, Challenge, Credentials, Message, Method, ProxyAuthenticate, ProxyAuthorization,
    WwwAuthenticate,
};

use super::glance::Glance;
use super::violation::Breach;

/// How many challenges are kept; what answers an older one is not judged.
const CHALLENGES_MAX: usize = 256;
/// The longest challenge that is kept, in bytes of its directives.
const CHALLENGE_BYTES_MAX: usize = 2048;

/// What credentials may say (`R-4.2.2-14`, `R-5.1.4.2-14`).
const DIRECTIVES: [&str; 10] = [
    "username",
    "realm",
    "nonce",
    "uri",
    "response",
    "algorithm",
    "cnonce",
    "opaque",
    "qop",
    "nc",
];

/// Which of the two pairs of headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// WWW-Authenticate and Authorization.
    Www,
    /// Proxy-Authenticate and Proxy-Authorization.
    Proxy,
}

impl Kind {
    const fn of<'r>(self, www: &'r str, proxy: &'r str) -> &'r str {
        match self {
            Self::Www => www,
            Self::Proxy => proxy,
        }
    }
}

#[derive(Clone, Debug)]
struct Given {
    kind: Kind,
    call_id: Box<str>,
    number: u32,
    realm: Box<str>,
    nonce: Box<str>,
    opaque: Option<Box<str>>,
    algorithm: Option<Box<str>>,
    qop: Vec<Box<str>>,
    /// How many requests have used it.
    count: u32,
}

/// The challenges, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Challenges {
    given: VecDeque<Given>,
    forgotten: bool,
}

impl Challenges {
    /// Whether a challenge of a REGISTER may ever have come.
    pub(super) fn has_any(&self) -> bool {
        self.forgotten || !self.given.is_empty()
    }

    /// A response to a request of ours has come.
    pub(super) fn received(&mut self, glance: &Glance<'_>, response: &Message<'_>) {
        for challenge in response.list::<WwwAuthenticate<'_>>() {
            match challenge {
                Ok(challenge) => self.keep(Kind::Www, glance, &challenge.0),
                Err(_) => self.forgotten = true,
            }
        }
        for challenge in response.list::<ProxyAuthenticate<'_>>() {
            match challenge {
                Ok(challenge) => self.keep(Kind::Proxy, glance, &challenge.0),
                Err(_) => self.forgotten = true,
            }
        }
    }

    fn keep(&mut self, kind: Kind, glance: &Glance<'_>, challenge: &Challenge<'_>) {
        if !challenge.is_digest() {
            return;
        }
        if challenge.params.as_str().len() > CHALLENGE_BYTES_MAX {
            self.forgotten = true;
            return;
        }
        let mut given = Given {
            kind,
            call_id: glance.call_id.into(),
            number: glance.number,
            realm: challenge.realm().into(),
            nonce: challenge.nonce().into(),
            opaque: challenge.opaque().map(Into::into),
            algorithm: challenge.algorithm().map(Into::into),
            qop: challenge.qop_options().map(Into::into).collect(),
            count: 0,
        };
        let known = self.given.iter().position(|known| {
            known.kind == kind
                && known.nonce == given.nonce
                && known.realm == given.realm
                && same_algorithm(known.algorithm(), given.algorithm())
        });
        if let Some(at) = known
            && let Some(old) = self.given.remove(at)
        {
            // The same nonce again: its requests are counted on.
            given.count = old.count;
        } else if self.given.len() == CHALLENGES_MAX {
            self.given.pop_front();
            self.forgotten = true;
        }
        self.given.push_back(given);
    }

    /// A new request with credentials is sent: what in them is not as the challenge has it.
    pub(super) fn answered(
        &mut self,
        glance: &Glance<'_>,
        request: &Message<'_>,
        breaches: &mut Vec<Breach>,
    ) {
        // An ACK and a CANCEL repeat what their INVITE had (RFC 3261 §22.1).
        if matches!(glance.method, Method::Ack | Method::Cancel) {
            return;
        }
        for credentials in request.list::<Authorization<'_>>().flatten() {
            self.judge(Kind::Www, glance, &credentials.0, breaches);
        }
        for credentials in request.list::<ProxyAuthorization<'_>>().flatten() {
            self.judge(Kind::Proxy, glance, &credentials.0, breaches);
        }
    }

    fn judge(
        &mut self,
        kind: Kind,
        glance: &Glance<'_>,
        credentials: &Credentials<'_>,
        breaches: &mut Vec<Breach>,
    ) {
        if !credentials.is_digest() {
            return;
        }
        let mut breach = |www, proxy, expected: &str, found: &str| {
            breaches.push(Breach::sequence(kind.of(www, proxy), expected, found));
        };
        let strange = credentials.params.iter().find(|(name, _)| {
            !DIRECTIVES
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        });
        if let Some((name, _)) = strange {
            let expected = "only the directives of the table";
            breach("R-4.2.2-14", "R-5.1.4.2-14", expected, name);
        }
        let same_nonce = |given: &&mut Given| *given.nonce == *credentials.nonce();
        // Of several with this nonce, the one that fits best.
        let fit = |given: &&mut Given| {
            u8::from(given.kind == kind)
                + u8::from(*given.realm == *credentials.realm())
                + u8::from(same_algorithm(given.algorithm(), credentials.algorithm()))
        };
        let Some(given) = self.given.iter_mut().filter(same_nonce).max_by_key(fit) else {
            if !self.forgotten {
                let (expected, found) = ("a nonce that was received", "a nonce of no challenge");
                breach("R-4.2.2-4", "R-5.1.4.2-4", expected, found);
            }
            return;
        };
        if !same_algorithm(given.algorithm(), credentials.algorithm()) {
            let (expected, found) = ("the algorithm of the challenge", "another one");
            breach("R-4.2.2-9", "R-5.1.4.2-9", expected, found);
        }
        if given.kind != kind {
            let expected = "the header that goes with the challenge";
            breach("E-29", "E-29", expected, "the other one");
        }
        if *given.realm != *credentials.realm() {
            let (expected, found) = ("the realm of the challenge", "another realm");
            breach("R-4.2.2-5", "R-5.1.4.2-5", expected, found);
        }
        if given.opaque.as_deref() != credentials.opaque() {
            let (expected, found) = ("opaque as in the challenge", "opaque changed or left out");
            breach("R-4.2.2-8", "R-5.1.4.2-8", expected, found);
        }
        match credentials.qop() {
            Some(qop)
                if !given
                    .qop
                    .iter()
                    .any(|offer| offer.eq_ignore_ascii_case(qop)) =>
            {
                let expected = if given.qop.is_empty() {
                    "no qop, as none was offered"
                } else {
                    "an offered qop"
                };
                breach("R-4.2.2-13", "R-5.1.4.2-13", expected, "another qop");
            }
            None if !given.qop.is_empty() => {
                breach("R-4.2.2-12", "R-5.1.4.2-12", "an offered qop", "none");
            }
            _ => {}
        }
        let count = given.count.saturating_add(1);
        if let Some(found) = credentials.nonce_count()
            && found != count
        {
            let (expected, found) = (format!("nc {count}"), format!("nc {found}"));
            breach("R-4.2.2-11", "R-5.1.4.2-11", &expected, &found);
        }
        // The first use answers the challenge; a later one need not.
        if given.count == 0 {
            if *given.call_id != *glance.call_id {
                let (expected, found) = ("the Call-ID that was challenged", "another one");
                breach("R-4.2.2-2", "R-5.1.4.2-2", expected, found);
            } else if glance.number != given.number.saturating_add(1) {
                let expected = format!("CSeq {}", given.number.saturating_add(1));
                let found = format!("CSeq {}", glance.number);
                breach("R-4.2.2-2", "R-5.1.4.2-2", &expected, &found);
            }
        }
        given.count = count;
    }
}

impl Given {
    fn algorithm(&self) -> Option<&str> {
        self.algorithm.as_deref()
    }
}

/// No algorithm means MD5 (RFC 3261 §22.4).
fn same_algorithm(one: Option<&str>, other: Option<&str>) -> bool {
    let (one, other) = (one.unwrap_or("MD5"), other.unwrap_or("MD5"));
    one.eq_ignore_ascii_case(other)
}

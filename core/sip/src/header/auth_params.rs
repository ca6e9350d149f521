//! Parameters of challenges and credentials: `name=value, name="value"` (RFC 3261 §25.1).

use std::fmt;

use super::grammar;

/// A list between commas, read where it stands. Values come without their quotes, escapes left:
/// digests are computed over the text between the quotes (RFC 7616 §3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthParams<'a>(&'a str);

impl<'a> AuthParams<'a> {
    /// Reads the list; `None` if a part is not `name=value`, or a name occurs twice.
    pub fn parse(text: &'a str) -> Option<Self> {
        let params = Self(grammar::trim(text));
        let mut parts = 0;
        for part in params.parts() {
            let (name, value) = part.split_once('=')?;
            let value = grammar::trim(value);
            let legal = if value.starts_with('"') {
                grammar::unquote(value).is_some()
            } else {
                !value.is_empty()
                    && !value
                        .bytes()
                        .any(|byte| grammar::is_blank(byte) || byte == b'"')
            };
            let name = grammar::trim(name);
            let repeated = params
                .iter()
                .filter(|(other, _)| other.eq_ignore_ascii_case(name))
                .nth(1)
                .is_some();
            parts += 1;
            if !legal || !grammar::is_token(name) || repeated || parts > MAX_AUTH_PARAMS {
                return None;
            }
        }
        (parts > 0).then_some(params)
    }

    /// What an unknown scheme carries, unread.
    pub(super) fn opaque(text: &'a str) -> Self {
        Self(grammar::trim(text))
    }

    /// The value of this name.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.iter()
            .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All of them in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        self.parts().filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = grammar::trim(value);
            Some((
                grammar::trim(name),
                grammar::unquote(value).unwrap_or(value),
            ))
        })
    }

    /// The text as it came.
    pub const fn as_str(&self) -> &'a str {
        self.0
    }

    fn parts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        grammar::parts(self.0, b',').filter(|part| !part.is_empty())
    }
}

/// Parameters of one challenge or of credentials. RFC 7616 names fifteen.
const MAX_AUTH_PARAMS: usize = 32;

impl fmt::Display for AuthParams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lose_their_quotes_and_keep_their_commas() {
        let params = AuthParams::parse("realm = \"a, b\",\r\n qop=\"auth,auth-int\", stale=FALSE")
            .expect("legal");
        assert_eq!(params.value("REALM"), Some("a, b"));
        assert_eq!(params.value("qop"), Some("auth,auth-int"));
        assert_eq!(params.value("stale"), Some("FALSE"));
        assert_eq!(params.value("nonce"), None);
        assert_eq!(params.iter().count(), 3);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for text in [
            "",
            "realm",
            "realm=",
            "realm=\"a",
            "realm=a b",
            "=a",
            "a=1, A=2",
        ] {
            assert_eq!(AuthParams::parse(text), None, "{text}");
        }
    }
}

//! Parameters: `;name=value;flag` (RFC 3261 §25.1 `generic-param`).

use std::fmt;

use crate::header::grammar;

/// A list of parameters, read where it stands.
///
/// Names compare without regard to case. Blanks and folds around `;` and `=` are skipped
/// (`JJ-22.11 E-32`). Values come without surrounding quotes; escapes inside quotes are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Params<'a>(&'a str);

impl<'a> Params<'a> {
    /// No parameters.
    pub const NONE: Params<'static> = Params("");

    /// Reads `;name=value;flag`. `None` if something other than a parameter stands between two
    /// semicolons. Blank text is an empty list.
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = grammar::trim(text);
        if text.is_empty() {
            return Some(Params(""));
        }
        let inner = text.strip_prefix(';')?;
        for part in grammar::parts(inner, b';') {
            let (name, value) = cut(part);
            if !grammar::is_token(name) || value.is_some_and(|value| !is_value(value)) {
                return None;
            }
        }
        Some(Params(text))
    }

    /// Parameters of a URI, which its own grammar has checked.
    pub(crate) const fn of_uri(text: &'a str) -> Self {
        Params(text)
    }

    /// The parameter of this name: `None` without it, `Some(None)` if it has no value.
    pub fn get(&self, name: &str) -> Option<Option<&'a str>> {
        self.iter()
            .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The value of the parameter of this name.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.get(name).flatten()
    }

    /// Whether the parameter is there, with or without a value.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// All parameters in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> + use<'a> {
        let inner = self.0.strip_prefix(';').unwrap_or(self.0);
        grammar::parts(inner, b';')
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (name, value) = cut(part);
                (
                    name,
                    value.map(|value| grammar::unquote(value).unwrap_or(value)),
                )
            })
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text as it came, its first `;` included.
    pub const fn as_str(&self) -> &'a str {
        self.0
    }
}

impl fmt::Display for Params<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn cut(part: &str) -> (&str, Option<&str>) {
    match part.split_once('=') {
        Some((name, value)) => (grammar::trim(name), Some(grammar::trim(value))),
        None => (grammar::trim(part), None),
    }
}

/// A token, a host (brackets and colons of IPv6 included) or a quoted string. Peers also put `/`,
/// `@` and the like here, so anything without blanks, quotes and angle brackets passes.
fn is_value(value: &str) -> bool {
    if value.starts_with('"') {
        return grammar::unquote(value).is_some();
    }
    !value.is_empty()
        && value
            .bytes()
            .all(|byte| !grammar::is_blank(byte) && !matches!(byte, b'"' | b'<' | b'>' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blanks are those of `JJ-22.11 E-32`.
    #[test]
    fn blanks_and_folds_around_the_equals_sign_are_skipped() {
        let params = Params::parse("; tag = 1918\r\n ;\tbranch= z9hG4bK1 ; lr").expect("legal");
        assert_eq!(params.value("TAG"), Some("1918"));
        assert_eq!(params.value("branch"), Some("z9hG4bK1"));
        assert_eq!(params.get("lr"), Some(None));
        assert_eq!(params.value("lr"), None);
        assert_eq!(params.get("rport"), None);
        assert_eq!(params.iter().count(), 3);
    }

    #[test]
    fn quotes_protect_and_are_removed() {
        let params = Params::parse(r#";text="a;b=\"c";cause=16"#).expect("legal");
        assert_eq!(params.value("text"), Some(r#"a;b=\"c"#));
        assert_eq!(params.value("cause"), Some("16"));
    }

    #[test]
    fn what_is_no_parameter_is_refused() {
        for text in [
            "x", ";", ";;a", ";a;", ";a=", ";a=\"b", ";a b", ";a=b c", ";=b",
        ] {
            assert_eq!(Params::parse(text), None, "{text}");
        }
        assert_eq!(Params::parse("  "), Some(Params::NONE));
    }
}

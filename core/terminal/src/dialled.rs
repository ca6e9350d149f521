//! What the user dialled: a number with its prefix, or a URI (JJ-22.11 §5.1.2, §12.1.1).

use naisen_agent::{CallerIdentity, Presentation, PresentationMethod};
use naisen_sip::Uri;

use crate::Config;

/// The prefix that withholds the number, and the one that shows it.
const PREFIXES: [(&str, Presentation); 2] = [
    ("184", Presentation::Restricted),
    ("186", Presentation::Presented),
];

/// Where a call goes, and what it says of the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// Request-URI and To.
    pub uri: Box<str>,
    /// Whether our number may be shown.
    pub presentation: Presentation,
}

/// Why what was dialled makes no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DialledError {
    /// Nothing was dialled.
    #[error("there is no number")]
    Empty,
    /// A character that no number and no URI has.
    #[error("that is neither a number nor a URI")]
    NotANumber,
    /// As many calls as there are lines.
    #[error("all lines are in use")]
    NoLine,
}

impl Dialled {
    /// Reads what was dialled. With the header method a prefix is taken off the number and becomes
    /// its presentation (R-12.1.1-15); with the prefix method the number stays as it was dialled
    /// (R-12.1.1-21).
    ///
    /// # Errors
    ///
    /// [`DialledError`] if it is neither a number nor a URI.
    pub fn read(
        to: &str,
        presentation: Option<Presentation>,
        config: &Config,
    ) -> Result<Self, DialledError> {
        let to = to.trim();
        if to.is_empty() {
            return Err(DialledError::Empty);
        }
        let wanted = presentation.unwrap_or(config.presentation);
        if to.contains(':') {
            Uri::parse(to).map_err(|_| DialledError::NotANumber)?;
            return Ok(Self {
                uri: to.into(),
                presentation: wanted,
            });
        }
        let prefix = PREFIXES
            .iter()
            .filter(|_| config.presentation_prefixes)
            .find_map(|(prefix, meaning)| {
                let rest = to.strip_prefix(prefix).filter(|rest| !rest.is_empty())?;
                Some((rest, *meaning))
            });
        let (number, presentation) = match (prefix, config.presentation_method) {
            (Some((rest, meaning)), PresentationMethod::Headers) => (rest, meaning),
            // The digits tell it: nothing more is to be put before them.
            (Some(_), PresentationMethod::Prefix) => (to, Presentation::Presented),
            (None, _) => (to, wanted),
        };
        let identity = CallerIdentity {
            aor: "",
            presentation,
            method: config.presentation_method,
        };
        let uri = format!("sip:{}@{}", identity.dialled(number), config.domain);
        if number.contains(['@', ';', '?', '<', '>']) || Uri::parse(&uri).is_err() {
            return Err(DialledError::NotANumber);
        }
        Ok(Self {
            uri: uri.into(),
            presentation,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_node::{Flow, Transport};

    /// R-12.1.1-2, R-12.1.1-3, R-12.1.1-14, R-12.1.1-15, R-12.1.1-21, R-12.1.1-22
    #[test]
    fn the_prefix_becomes_a_header_or_stays_by_the_method() {
        use Presentation::{Presented, Restricted};
        use PresentationMethod::{Headers, Prefix};
        let address = "192.0.2.1:5060".parse().expect("an address");
        let mut config = Config::new(
            "101",
            "pbx",
            Flow {
                transport: Transport::Udp,
                local: address,
                remote: address,
            },
        );
        let rows = [
            (Headers, "102", None, Ok(("sip:102@pbx", Presented))),
            (
                Headers,
                " 102 ",
                Some(Restricted),
                Ok(("sip:102@pbx", Restricted)),
            ),
            (
                Headers,
                "1840312345678",
                None,
                Ok(("sip:0312345678@pbx", Restricted)),
            ),
            (
                Headers,
                "186102",
                Some(Restricted),
                Ok(("sip:102@pbx", Presented)),
            ),
            (Headers, "184", None, Ok(("sip:184@pbx", Presented))),
            (
                Prefix,
                "1840612345678",
                None,
                Ok(("sip:1840612345678@pbx", Presented)),
            ),
            (Prefix, "186102", None, Ok(("sip:186102@pbx", Presented))),
            (
                Prefix,
                "102",
                Some(Restricted),
                Ok(("sip:184102@pbx", Restricted)),
            ),
            (
                Headers,
                "sip:9@h:5070",
                None,
                Ok(("sip:9@h:5070", Presented)),
            ),
            (
                Headers,
                "tel:+81312345678",
                None,
                Ok(("tel:+81312345678", Presented)),
            ),
            (Headers, "", None, Err(DialledError::Empty)),
            (Headers, "a b", None, Err(DialledError::NotANumber)),
            (Headers, "102@x", None, Err(DialledError::NotANumber)),
            (Headers, "sip:a b@h", None, Err(DialledError::NotANumber)),
            (Headers, "1\r\nX", None, Err(DialledError::NotANumber)),
        ];
        for (method, to, presentation, expected) in rows {
            config.presentation_method = method;
            let expected = expected.map(|(uri, presentation)| Dialled {
                uri: uri.into(),
                presentation,
            });
            assert_eq!(Dialled::read(to, presentation, &config), expected, "{to}");
        }
    }
}

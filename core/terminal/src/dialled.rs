//! What the user dialled: a number with its prefix, or a URI (JJ-22.11 §5.1.2, §12.1.1).

use naisen_agent::{CallerIdentity, Presentation, PresentationMethod};
use naisen_sip::limits::{GENERATED_HOST_BYTES, GENERATED_USER_BYTES};
use naisen_sip::{Host, Scheme, Uri};

use crate::Config;

/// The prefix that withholds the number, and the one that shows it.
const PREFIXES: [(&str, Presentation); 2] = [
    ("184", Presentation::Restricted),
    ("186", Presentation::Presented),
];

/// What a telephone number may have between its digits (RFC 3966 §5.1.1).
const SEPARATORS: [char; 4] = ['-', '.', '(', ')'];

/// The port that a URI need not name.
const DEFAULT_PORT: u16 = 5060;

/// Where a call goes, and what it says of the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// The Request-URI: it names the server's port if that is not 5060 (R-5.1.2-4).
    pub uri: Box<str>,
    /// To: the same without that port.
    pub to: Box<str>,
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
    /// Neither a number nor a `sip:` or `tel:` URI, or one whose user part is not digits alone
    /// (R-5.1.2-1, R-5.1.2-2).
    #[error("that is no number, and no URI with one")]
    NotANumber,
    /// More than 16 digits, or a host of more than 31 bytes (R-13.2.2-7).
    #[error("that is too long")]
    TooLong,
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
    /// [`DialledError`] if there is no number of digits in it.
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
        let local;
        // The number, and what of a URI stands behind it.
        let (to, behind) = match to.contains(':').then(|| Uri::parse(to)) {
            None => (to, None),
            // RFC 3261 §19.1.6: a telephone number goes to the server like one dialled.
            Some(Ok(Uri {
                scheme: Scheme::Tel,
                user: Some(number),
                ..
            })) => {
                local = number
                    .split(';')
                    .next()
                    .unwrap_or(number)
                    .replace(SEPARATORS, "");
                (&*local, None)
            }
            Some(Ok(Uri {
                scheme: Scheme::Sip,
                user: Some(number),
                host,
                ..
            })) if is_digits(number) => {
                if matches!(host, Host::Name(name) if name.len() > GENERATED_HOST_BYTES) {
                    return Err(DialledError::TooLong);
                }
                let behind = to.split_once(number).map(|(_, behind)| behind);
                (number, behind)
            }
            Some(_) => return Err(DialledError::NotANumber),
        };
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
            detail: config.identity_detail(),
        };
        if !is_digits(number) {
            return Err(DialledError::NotANumber);
        }
        let number = identity.dialled(number);
        if number.len() > GENERATED_USER_BYTES {
            return Err(DialledError::TooLong);
        }
        if let Some(behind) = behind {
            let uri: Box<str> = format!("sip:{number}{behind}").into();
            return Ok(Self {
                to: uri.clone(),
                uri,
                presentation,
            });
        }
        let to: Box<str> = format!("sip:{number}@{}", config.domain).into();
        let parsed = Uri::parse(&to).map_err(|_| DialledError::NotANumber)?;
        let port = config.server.remote.port();
        let uri = match parsed.port {
            None if port != DEFAULT_PORT => format!("{to}:{port}").into(),
            _ => to.clone(),
        };
        Ok(Self {
            uri,
            to,
            presentation,
        })
    }
}

fn is_digits(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
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
                "sip:1849@h;x=184",
                None,
                Ok(("sip:9@h;x=184", Restricted)),
            ),
            (
                Prefix,
                "sip:9@h:5070",
                Some(Restricted),
                Ok(("sip:1849@h:5070", Restricted)),
            ),
            (Prefix, "sip:1849@h", None, Ok(("sip:1849@h", Presented))),
            (
                Prefix,
                "tel:03-1234.5678",
                Some(Restricted),
                Ok(("sip:1840312345678@pbx", Restricted)),
            ),
            (
                Headers,
                "tel:03-1234.5678;phone-context=x",
                None,
                Ok(("sip:0312345678@pbx", Presented)),
            ),
            (
                Headers,
                "tel:+81312345678",
                None,
                Err(DialledError::NotANumber),
            ),
            (Headers, "sips:9@h", None, Err(DialledError::NotANumber)),
            (Headers, "sip:alice@h", None, Err(DialledError::NotANumber)),
            (Headers, "sip:h", None, Err(DialledError::NotANumber)),
            (Headers, "alice", None, Err(DialledError::NotANumber)),
            (Headers, "*8", None, Err(DialledError::NotANumber)),
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
                to: uri.into(),
                presentation,
            });
            assert_eq!(Dialled::read(to, presentation, &config), expected, "{to}");
        }
    }

    /// R-5.1.2-4
    #[test]
    fn another_port_of_the_server_stands_in_the_request_uri_alone() {
        let address = "192.0.2.1:5060".parse().expect("an address");
        let flow = |remote: &str| Flow {
            transport: Transport::Udp,
            local: address,
            remote: remote.parse().expect("an address"),
        };
        for (domain, server, uri, to) in [
            ("pbx", "192.0.2.2:5060", "sip:9@pbx", "sip:9@pbx"),
            ("pbx", "192.0.2.2:5070", "sip:9@pbx:5070", "sip:9@pbx"),
            (
                "pbx:5080",
                "192.0.2.2:5070",
                "sip:9@pbx:5080",
                "sip:9@pbx:5080",
            ),
        ] {
            let config = Config::new("101", domain, flow(server));
            let dialled = Dialled::read("9", None, &config).expect("a number");
            assert_eq!((&*dialled.uri, &*dialled.to), (uri, to));
        }
    }
}

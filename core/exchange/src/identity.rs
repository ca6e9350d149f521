//! Who calls, as the called side may know it (JJ-22.11 §12.1.1, §12.2.1, T12-1).

use std::net::IpAddr;

use naisen_sip::{From, HeaderName, Host, Message, PPreferredIdentity, Privacy, TypedHeader, Uri};

use crate::directory::Directory;
use crate::header_lines::HeaderLines;
use crate::hosts::Hosts;
use crate::routing::MAX_NUMBER_BYTES;

/// From of a caller who is not to be known (R-12.1.1-11).
const ANONYMOUS_URI: &str = "sip:anonymous@anonymous.invalid";
const ANONYMOUS_DISPLAY: &str = "Anonymous";

/// The user part of a caller whose number is not known, and what JJ-22.11 T12-3 calls that.
const UNKNOWN: &str = "anonymous";
const UNKNOWN_REASON: &str = "Unavailable";

/// The longest display-name that is handed on, in bytes.
const MAX_DISPLAY_BYTES: usize = 64;

/// The caller of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The number: proven, or claimed where nobody has to prove who he is.
    pub number: Box<str>,
    display: Option<Box<str>>,
    /// Whether the called side must not know (Privacy: id, an anonymous From, prefix 184).
    pub restricted: bool,
    /// Whether the caller said Privacy: none.
    privacy_none: bool,
}

/// The INVITE names somebody else than its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Impostor;

impl Caller {
    /// Reads From, P-Preferred-Identity and Privacy of an Initial INVITE. `proven` is the number
    /// whose secret the INVITE proved, if it had to. P-Asserted-Identity of a terminal is not
    /// looked at (JJ-22.11 E-21).
    pub(crate) fn read(
        message: &Message<'_>,
        proven: Option<&str>,
        hosts: &Hosts,
        directory: &Directory,
        local: IpAddr,
    ) -> Result<Self, Impostor> {
        let from = message.typed::<From<'_>>().ok().flatten();
        let from_uri = from.as_ref().and_then(|from| from.parsed_uri().ok());
        let anonymous = from_uri.as_ref().is_some_and(is_anonymous);
        let from_user = from_uri.and_then(|uri| uri.user_text());
        let from_user = from_user.as_deref().filter(|_| !anonymous);
        let preferred = message
            .list::<PPreferredIdentity<'_>>()
            .filter_map(Result::ok)
            .find_map(|identity| hosts.user_of(&identity.parsed_uri().ok()?, local));
        let claimed = preferred.as_deref().or(from_user);
        let number = match (proven, claimed) {
            (Some(proven), Some(claimed)) if proven != claimed => return Err(Impostor),
            (Some(proven), _) => {
                if from_user.is_some_and(|user| user != proven) {
                    return Err(Impostor);
                }
                proven
            }
            // It becomes the user part of From and of the identity.
            (None, claimed) => claimed
                .filter(|claimed| claimed.len() <= MAX_NUMBER_BYTES && is_plain(claimed))
                .unwrap_or(UNKNOWN),
        };
        let privacy = message.typed::<Privacy<'_>>().ok().flatten();
        // Of several headers each counts, and one that cannot be read may ask to hide it.
        let hides = |value| Privacy::parse(value).map_or(true, |it| it.hides_identity());
        let restricted = anonymous || message.headers(HeaderName::Privacy).any(hides);
        let own = from
            .and_then(|from| from.display_text().map(|text| text.into_owned()))
            .filter(|text| text.len() <= MAX_DISPLAY_BYTES && !anonymous);
        let display = match directory.extension(number) {
            Some(extension) if extension.name.is_some() => extension.name.clone(),
            _ => own.map(Into::into),
        };
        Ok(Self {
            number: number.into(),
            display,
            restricted,
            privacy_none: privacy.is_some_and(|privacy| privacy.contains("none")),
        })
    }

    /// The URI of From towards the called side: the AoR at `host`, or nobody.
    pub(crate) fn uri(&self, host: &Host<'_>) -> String {
        if self.restricted {
            ANONYMOUS_URI.to_owned()
        } else {
            format!("sip:{}@{host}", self.number)
        }
    }

    /// The display-name of From towards the called side.
    pub(crate) fn display(&self) -> Option<&str> {
        if self.restricted {
            Some(ANONYMOUS_DISPLAY)
        } else {
            self.display.as_deref()
        }
    }

    /// Privacy and P-Asserted-Identity towards the called side: never both an identity and the wish
    /// to hide it (R-12.2.1-1, R-12.2.1-2). The digits stand in the display-name of the tel URI, why
    /// there are none in that of the sip URI (R-12.1.1-8).
    pub(crate) fn lines(&self, host: &Host<'_>) -> HeaderLines {
        if self.restricted {
            return HeaderLines::one(HeaderName::Privacy, "id");
        }
        let number = &self.number;
        let mut lines = HeaderLines::default();
        if self.privacy_none {
            lines.add(HeaderName::Privacy, "none");
        }
        let asserted = HeaderName::PAssertedIdentity;
        if &**number == UNKNOWN {
            lines.add(
                asserted,
                format_args!("\"{UNKNOWN_REASON}\" <sip:{number}@{host}>"),
            );
            return lines;
        }
        lines.add(asserted, format_args!("<sip:{number}@{host}>"));
        if number.bytes().all(|byte| byte.is_ascii_digit()) {
            lines.add(asserted, format_args!("\"{number}\" <tel:{number}>"));
        }
        lines
    }
}

/// Whether it can stand in a URI as it is.
fn is_plain(user: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()&=+$,".contains(&byte);
    !user.is_empty() && user.bytes().all(plain)
}

fn is_anonymous(uri: &Uri<'_>) -> bool {
    matches!(uri.host, Host::Name(name) if name.eq_ignore_ascii_case("anonymous.invalid"))
}

#[cfg(test)]
mod tests {
    use naisen_node::Random;

    use super::*;
    use crate::samples::{START, extension};

    const LOCAL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 0, 200));

    fn read(from: &str, lines: &str, proven: Option<&str>) -> Result<Caller, Impostor> {
        let text = format!(
            "INVITE sip:102@192.168.0.200 SIP/2.0\r\nFrom: {from};tag=1\r\n{lines}\
             Content-Length: 0\r\n\r\n"
        );
        let message = Message::parse(text.as_bytes()).expect("legal");
        let mut directory = Directory::new(START, &mut Random::from_number(1));
        directory.put_extension(extension("101"));
        Caller::read(&message, proven, &Hosts::new(&[]), &directory, LOCAL)
    }

    /// R-12.2.1-1, R-12.2.1-2, R-12.1.1-8, R-12.1.1-9
    #[test]
    fn the_called_side_learns_who_calls_unless_the_caller_objects() {
        let shown = "P-Asserted-Identity: <sip:101@192.168.0.200>\r\n\
                     P-Asserted-Identity: \"101\" <tel:101>\r\n";
        let none = format!("Privacy: none\r\n{shown}");
        let id = "Privacy: id\r\n";
        let aor = "<sip:101@192.168.0.200>";
        let anonymous = "Anonymous <sip:anonymous@anonymous.invalid>";
        let preferred = "P-Preferred-Identity: <sip:101@192.168.0.200>\r\n";
        let rows = [
            (aor, "", "sip:101@192.168.0.200", None, shown),
            (
                aor,
                "Privacy: none\r\n",
                "sip:101@192.168.0.200",
                None,
                &none,
            ),
            (aor, "Privacy: id\r\n", ANONYMOUS_URI, Some("Anonymous"), id),
            (anonymous, preferred, ANONYMOUS_URI, Some("Anonymous"), id),
            (
                "Taro <sip:101@192.168.0.200>",
                "",
                "sip:101@192.168.0.200",
                Some("Taro"),
                shown,
            ),
            (
                aor,
                "P-Asserted-Identity: <sip:999@192.168.0.200>\r\n",
                "sip:101@192.168.0.200",
                None,
                shown,
            ),
        ];
        for (from, lines, uri, display, expected) in rows {
            let host = Host::Ip(LOCAL);
            for proven in [Some("101"), None] {
                let caller = read(from, lines, proven).expect("no impostor");
                assert_eq!(&*caller.number, "101", "{from} {lines}");
                assert_eq!(caller.uri(&host), uri, "{from} {lines}");
                assert_eq!(caller.display(), display, "{from} {lines}");
                let written = caller.lines(&host);
                assert_eq!(written.as_bytes(), expected.as_bytes(), "{from} {lines}");
            }
        }
    }

    #[test]
    fn nobody_calls_as_somebody_else() {
        let other = "<sip:102@192.168.0.200>";
        let anonymous = "<sip:anonymous@anonymous.invalid>";
        let preferred = "P-Preferred-Identity: <sip:102@192.168.0.200>\r\n";
        assert_eq!(read(other, "", Some("101")), Err(Impostor));
        assert_eq!(read(anonymous, preferred, Some("101")), Err(Impostor));
        let own = "P-Preferred-Identity: <sip:101@192.168.0.200>\r\n";
        assert_eq!(read(other, own, Some("101")), Err(Impostor));
        let unproven = read(other, "", None).map(|caller| caller.number);
        assert_eq!(unproven.as_deref(), Ok("102"));
        let escaped = read("<sip:%3101@192.168.0.200>", "", Some("101"));
        assert!(
            escaped.is_ok(),
            "an escape is another way to write the same number"
        );
        for illegal in ["<sip:1%0d%0a2@192.168.0.200>", "<sip:1%402@192.168.0.200>"] {
            let number = read(illegal, "", None).map(|caller| caller.number);
            assert_eq!(number.as_deref(), Ok("anonymous"), "{illegal}");
        }
    }
}

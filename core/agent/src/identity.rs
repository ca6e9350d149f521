//! Who calls: what a caller says of itself, and what the called user is shown (JJ-22.11 §12).

use naisen_sip::{From as FromHeader, HeaderName, Message, PAssertedIdentity, Scheme, Uri};

use crate::invite::Party;

/// The URI of a caller who is not to be known (R-12.1.1-11).
const ANONYMOUS_URI: &str = "sip:anonymous@anonymous.invalid";

/// Whether the caller's number may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    /// It may.
    Presented,
    /// It may not.
    Restricted,
}

/// How a terminal tells the exchange (R-12.1.1-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentationMethod {
    /// By the headers of RFC 3323 and RFC 3325 (table 12-1).
    Headers,
    /// By the prefixes 184 and 186 before the number (table 12-2).
    Prefix,
}

/// What a caller says of itself in an Initial INVITE.
#[derive(Clone, Copy, Debug)]
pub struct CallerIdentity<'a> {
    /// The AoR.
    pub aor: &'a str,
    /// Whether it may be shown.
    pub presentation: Presentation,
    /// How that is told.
    pub method: PresentationMethod,
    /// What may be left out or added of it.
    pub detail: IdentityDetail<'a>,
}

/// What a caller may leave out or add by the two tables of JJ-22.11 §12.1.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdentityDetail<'a> {
    /// Whether P-Preferred-Identity is left out where the number is presented (R-12.1.1-7).
    pub omits_preferred: bool,
    /// The display-name of a From that names the caller: the user part of the AoR, or none
    /// (R-12.1.1-12, R-12.1.1-20).
    pub display: Option<&'a str>,
}

impl<'a> CallerIdentity<'a> {
    /// The From of the INVITE.
    pub const fn from(&self) -> Party<'a> {
        match (self.method, self.presentation) {
            (PresentationMethod::Headers, Presentation::Restricted) => Party {
                uri: ANONYMOUS_URI,
                display: Some("Anonymous"),
            },
            _ => Party {
                uri: self.aor,
                display: self.detail.display,
            },
        }
    }

    /// The lines that belong to it: Privacy and P-Preferred-Identity (R-12.1.1-4 to R-12.1.1-6);
    /// none with the prefix method (R-12.1.1-17, R-12.1.1-18).
    pub fn lines(&self) -> String {
        match self.method {
            PresentationMethod::Prefix => String::new(),
            PresentationMethod::Headers => {
                let privacy = match self.presentation {
                    Presentation::Presented if self.detail.omits_preferred => {
                        return "Privacy: none\r\n".to_owned();
                    }
                    Presentation::Presented => "none",
                    Presentation::Restricted => "id",
                };
                format!(
                    "Privacy: {privacy}\r\nP-Preferred-Identity: <{}>\r\n",
                    self.aor
                )
            }
        }
    }

    /// The user part of Request-URI and To: the number, with the prefix where the method is the
    /// prefix and the number is to be withheld (R-12.1.1-15, R-12.1.1-21).
    pub fn dialled(&self, number: &str) -> String {
        match (self.method, self.presentation) {
            (PresentationMethod::Prefix, Presentation::Restricted) => format!("184{number}"),
            _ => number.to_owned(),
        }
    }
}

/// Who calls, as the called user is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// This number or name.
    Shown(String),
    /// Nobody, for this reason.
    Withheld(Withheld),
}

/// Why a number is not shown (table 12-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The caller wishes so (R-12.2.2-5).
    ByUser,
    /// A public telephone (R-12.2.2-6).
    Payphone,
    /// Another service stands in the way (R-12.2.2-7).
    Service,
    /// It cannot be given (R-12.2.2-8).
    Unavailable,
}

impl Withheld {
    /// The reason that a display-name gives: with or without quotes, whatever follows, in any case
    /// (R-12.2.2-9, R-12.2.2-10, JJ-22.11 E-22).
    fn named(display: &str) -> Option<Self> {
        const NAMES: [(&str, Withheld); 4] = [
            ("anonymous", Withheld::ByUser),
            ("coin line/payphone", Withheld::Payphone),
            ("interaction with other service", Withheld::Service),
            ("unavailable", Withheld::Unavailable),
        ];
        let text = display.trim().trim_matches('"').trim_start();
        NAMES.iter().find_map(|(name, reason)| {
            text.get(..name.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(name))
                .then_some(*reason)
        })
    }
}

impl Caller {
    /// Reads an Initial INVITE by the steps of JJ-22.11 §12.2.1, or of JJ-22.11 §12.2.2 for the prefix
    /// method.
    pub fn of(message: &Message<'_>, method: PresentationMethod) -> Self {
        match method {
            PresentationMethod::Headers => by_headers(message),
            PresentationMethod::Prefix => by_from(message),
        }
    }
}

fn by_headers(message: &Message<'_>) -> Caller {
    let asserted: Vec<_> = message.list::<PAssertedIdentity<'_>>().flatten().collect();
    let scheme_is = |uri: &str, tel: bool| {
        Uri::parse(uri).is_ok_and(|uri| uri.scheme == if tel { Scheme::Tel } else { Scheme::Sip })
    };
    // Steps 1 to 3.
    let reason = asserted
        .iter()
        .filter(|identity| scheme_is(identity.uri, false))
        .filter_map(|identity| identity.display_text())
        .find_map(|display| Withheld::named(&display));
    if let Some(reason) = reason {
        return Caller::Withheld(reason);
    }
    if let Some(tel) = asserted
        .iter()
        .find(|identity| scheme_is(identity.uri, true))
    {
        if let Some(digits) = tel.display_text().filter(|digits| !is_blank(digits)) {
            return Caller::Shown(digits.into_owned());
        }
        // JJ-22.11 E-19: without a display-name the number of the tel URI itself.
        if let Some(number) = tel.uri.get(4..) {
            let number = number.split(';').next().unwrap_or(number);
            return Caller::Shown(number.to_owned());
        }
    }
    // Step 4.
    let private = message
        .headers(HeaderName::Privacy)
        .flat_map(|value| value.split([';', ',']))
        .any(|value| value.trim().eq_ignore_ascii_case("id"));
    let (display, user) = named_in_from(message);
    if private {
        // Step 7.
        let reason = display.as_deref().and_then(Withheld::named);
        return Caller::Withheld(reason.unwrap_or(Withheld::Unavailable));
    }
    // Steps 5 and 6.
    shown(display.or(user))
}

fn by_from(message: &Message<'_>) -> Caller {
    let (display, user) = named_in_from(message);
    let reason = [&display, &user]
        .into_iter()
        .flatten()
        .find_map(|text| Withheld::named(text));
    match reason {
        Some(reason) => Caller::Withheld(reason),
        None => shown(display.or(user)),
    }
}

/// The name or number; without either there is nothing to show.
fn shown(text: Option<String>) -> Caller {
    text.map_or(Caller::Withheld(Withheld::Unavailable), Caller::Shown)
}

/// Display-name and user part of From, where they say something.
fn named_in_from(message: &Message<'_>) -> (Option<String>, Option<String>) {
    let Ok(from) = message.required::<FromHeader<'_>>() else {
        return (None, None);
    };
    let display = from.display_text().filter(|text| !is_blank(text));
    let user = from.parsed_uri().ok().and_then(|uri| uri.user_text());
    (
        display.map(std::borrow::Cow::into_owned),
        user.map(std::borrow::Cow::into_owned),
    )
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invite(lines: &str) -> Vec<u8> {
        format!(
            "INVITE sip:102@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1\r\n\
             To: <sip:102@192.0.2.1>\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\n{lines}\r\n"
        )
        .into_bytes()
    }

    /// R-12.2.1-3 to R-12.2.1-9, R-12.2.2-5 to R-12.2.2-10.
    #[test]
    fn the_shown_caller_follows_the_seven_steps() {
        use Caller::{Shown, Withheld as Hidden};
        let rows = [
            (
                "From: \"Coin line/payphone\" <sip:x@h>;tag=1\r\nPrivacy: id\r\n",
                Hidden(Withheld::Payphone),
            ),
            (
                "From: <sip:x@h>;tag=1\r\nPrivacy: id\r\n",
                Hidden(Withheld::Unavailable),
            ),
            (
                "From: Anonymous <sip:anonymous@anonymous.invalid>;tag=1\r\nPrivacy: id\r\n",
                Hidden(Withheld::ByUser),
            ),
            (
                "From: <sip:101@h>;tag=1\r\nP-Asserted-Identity: <sip:101@h>, \"0312345678\" <tel:+81312345678>\r\n",
                Shown("0312345678".into()),
            ),
            (
                "From: <sip:101@h>;tag=1\r\nP-Asserted-Identity: \"ANONYMOUS (x)\" <sip:a@h>, <tel:1>\r\n",
                Hidden(Withheld::ByUser),
            ),
            (
                "From: \"Sato\" <sip:101@h>;tag=1\r\nPrivacy: none\r\n",
                Shown("Sato".into()),
            ),
            ("From: <sip:101@h>;tag=1\r\n", Shown("101".into())),
        ];
        for (lines, expected) in rows {
            let bytes = invite(lines);
            let message = Message::parse(&bytes).expect("legal");
            assert_eq!(
                Caller::of(&message, PresentationMethod::Headers),
                expected,
                "{lines}"
            );
        }
    }

    /// R-12.2.2-1, R-12.2.2-3.
    #[test]
    fn with_the_prefix_method_from_alone_decides() {
        for (lines, expected) in [
            (
                "From: <sip:anonymous@h>;tag=1\r\n",
                Caller::Withheld(Withheld::ByUser),
            ),
            (
                "From: \"101\" <sip:x@h>;tag=1\r\n",
                Caller::Shown("101".into()),
            ),
        ] {
            let bytes = invite(lines);
            let message = Message::parse(&bytes).expect("legal");
            assert_eq!(Caller::of(&message, PresentationMethod::Prefix), expected);
        }
    }

    /// R-12.1.1-4 to R-12.1.1-6, R-12.1.1-10, R-12.1.1-11, R-12.1.1-15, R-12.1.1-17 to
    /// R-12.1.1-19, R-12.1.1-21.
    #[test]
    fn a_caller_says_of_itself_what_its_method_allows() {
        let identity = |method, presentation| CallerIdentity {
            aor: "sip:101@h",
            presentation,
            method,
            detail: IdentityDetail::default(),
        };
        let shown = identity(PresentationMethod::Headers, Presentation::Presented);
        assert_eq!(shown.from().uri, "sip:101@h");
        assert_eq!(
            shown.lines(),
            "Privacy: none\r\nP-Preferred-Identity: <sip:101@h>\r\n"
        );
        let hidden = identity(PresentationMethod::Headers, Presentation::Restricted);
        assert_eq!(hidden.from().uri, ANONYMOUS_URI);
        assert_eq!(hidden.dialled("102"), "102");
        assert!(hidden.lines().starts_with("Privacy: id\r\n"));
        let prefix = identity(PresentationMethod::Prefix, Presentation::Restricted);
        assert_eq!(prefix.from().uri, "sip:101@h");
        assert_eq!(prefix.lines(), "");
        assert_eq!(prefix.dialled("102"), "184102");
    }
}

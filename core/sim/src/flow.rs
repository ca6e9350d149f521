//! Call flows written as arrows, and the check of a trace against them.
//!
//! A flow is a text, one line an arrow. `#` begins a comment; a line that begins with blanks goes on
//! with the arrow above it.
//!
//! ```text
//! T101 -> SRV   INVITE        call=$a from-tag=$f to-tag=- cseq=$n branch=$b1 sdp=$offer
//! SRV  -> T101  100 INVITE    call=$a from-tag=$f to-tag=- cseq=$n branch=$b1 sdp=-
//! ```
//!
//! After the two actors stands a method, or a status and the method of its CSeq. Then the checks:
//!
//! | check | what is looked at |
//! | --- | --- |
//! | `call` `branch` `from-tag` `to-tag` | Call-ID, branch of the first Via, tags |
//! | `cseq` `rseq` | the numbers of CSeq and RSeq |
//! | `rack-rseq` `rack-cseq` | the numbers of RAck |
//! | `uri` | the Request-URI |
//! | `uri-host` `contact-host` `from-host` `to-host` | the host of a URI: an actor, or as written |
//! | `from-user` `to-user` | the user part of a URI |
//! | `contact` | the URI of Contact, `*`, or `-` |
//! | `expires` `contact-expires` | seconds of Expires and of the parameter of Contact |
//! | `se` `refresher` | Session-Expires and its parameter |
//! | `require` `supported` `allow` | each listed token is there; with `!` before it, it is not; `-`: no header |
//! | `sdp` | the whole body |
//! | `sdp-host` | the host of both `o=` and `c=`: an actor |
//! | `has` `no` | the listed headers are there, or not |
//!
//! A value is `-` (absent), a text that must be equal, or a variable `$name`, to which a number may
//! be added: `$n+1`. The first use of a variable sets it; a later use must give the same. Two
//! variables of one kind of check never hold the same value, except those of numbers: a new tag is a
//! new tag.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;

use naisen_sip::{
    CSeq, CallId, Contact, From, HeaderName, Host, Message, RAck, RSeq, SessionExpires, To, Uri,
    Via,
};

/// A message of a trace.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Who sent it.
    pub from: SocketAddr,
    /// To whom.
    pub to: SocketAddr,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A flow: the arrows that are expected, in order.
#[derive(Clone, Debug)]
pub struct Flow {
    arrows: Vec<Arrow>,
}

#[derive(Clone, Debug)]
struct Arrow {
    line: usize,
    from: Box<str>,
    to: Box<str>,
    /// `INVITE`, or `200 INVITE`.
    message: Box<str>,
    checks: Vec<(Check, Box<str>)>,
}

/// Why a text is no flow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct FlowError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: String,
}

/// Where a trace leaves a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The line of the arrow; 0 if the flow is over.
    pub line: usize,
    /// What was expected and what was found.
    pub detail: String,
    /// The arrows of the trace.
    pub trace: Vec<String>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "line {} of the flow: {}", self.line, self.detail)?;
        for arrow in &self.trace {
            writeln!(f, "  {arrow}")?;
        }
        Ok(())
    }
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Check {
    Call,
    Branch,
    FromTag,
    ToTag,
    CSeq,
    RSeq,
    RackRseq,
    RackCseq,
    Uri,
    UriHost,
    ContactHost,
    FromHost,
    ToHost,
    FromUser,
    ToUser,
    Contact,
    Expires,
    ContactExpires,
    SessionExpires,
    Refresher,
    Require,
    Supported,
    Allow,
    Sdp,
    SdpHost,
    Has,
    No,
}

const CHECKS: [(&str, Check); 27] = [
    ("call", Check::Call),
    ("branch", Check::Branch),
    ("from-tag", Check::FromTag),
    ("to-tag", Check::ToTag),
    ("cseq", Check::CSeq),
    ("rseq", Check::RSeq),
    ("rack-rseq", Check::RackRseq),
    ("rack-cseq", Check::RackCseq),
    ("uri", Check::Uri),
    ("uri-host", Check::UriHost),
    ("contact-host", Check::ContactHost),
    ("from-host", Check::FromHost),
    ("to-host", Check::ToHost),
    ("from-user", Check::FromUser),
    ("to-user", Check::ToUser),
    ("contact", Check::Contact),
    ("expires", Check::Expires),
    ("contact-expires", Check::ContactExpires),
    ("se", Check::SessionExpires),
    ("refresher", Check::Refresher),
    ("require", Check::Require),
    ("supported", Check::Supported),
    ("allow", Check::Allow),
    ("sdp", Check::Sdp),
    ("sdp-host", Check::SdpHost),
    ("has", Check::Has),
    ("no", Check::No),
];

impl Check {
    fn name(self) -> &'static str {
        CHECKS
            .iter()
            .find(|(_, check)| *check == self)
            .map_or("", |(name, _)| name)
    }

    /// Variables of these may hold equal values: they are numbers.
    fn counts(self) -> bool {
        matches!(
            self,
            Check::CSeq | Check::RSeq | Check::RackRseq | Check::RackCseq
        )
    }

    /// Tags share their variables, wherever they stand; so do the numbers that RAck repeats.
    fn kind(self) -> Check {
        match self {
            Check::ToTag => Check::FromTag,
            Check::RackRseq => Check::RSeq,
            Check::RackCseq => Check::CSeq,
            // A request goes to the Contact that the peer gave.
            Check::Uri => Check::Contact,
            other => other,
        }
    }
}

impl Flow {
    /// Reads a flow.
    ///
    /// # Errors
    ///
    /// [`FlowError`] for the first line that is no arrow.
    pub fn parse(text: &str) -> Result<Self, FlowError> {
        let mut arrows: Vec<Arrow> = Vec::new();
        for (index, raw) in text.lines().enumerate() {
            let line = index + 1;
            let fault = |fault: String| FlowError { line, fault };
            let content = raw.split('#').next().unwrap_or_default().trim_end();
            if content.trim().is_empty() {
                continue;
            }
            let continued = content.starts_with([' ', '\t']);
            let mut words = content.split_whitespace();
            if continued {
                let arrow = arrows
                    .last_mut()
                    .ok_or_else(|| fault("nothing to go on with".into()))?;
                for word in words {
                    arrow.checks.push(check(word).map_err(fault)?);
                }
                continue;
            }
            let (Some(from), Some("->"), Some(to), Some(first)) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                return Err(fault("no arrow".into()));
            };
            let status = first.bytes().all(|byte| byte.is_ascii_digit());
            let message = if status {
                let method = words
                    .next()
                    .ok_or_else(|| fault("no method behind the status".into()))?;
                format!("{first} {method}")
            } else {
                first.into()
            };
            let checks = words.map(check).collect::<Result<_, _>>().map_err(fault)?;
            arrows.push(Arrow {
                line,
                from: from.into(),
                to: to.into(),
                message: message.into(),
                checks,
            });
        }
        Ok(Self { arrows })
    }

    /// Holds a trace against the flow. `actors` gives the address of each actor. A message that is
    /// sent again with the same bytes is looked at once.
    ///
    /// # Errors
    ///
    /// [`Mismatch`] at the first arrow that is missing, too much or different.
    pub fn check(&self, actors: &[(&str, SocketAddr)], trace: &[Sent<'_>]) -> Result<(), Mismatch> {
        let mut once: Vec<&Sent<'_>> = Vec::new();
        for sent in trace {
            let again = once.iter().any(|known| {
                known.from == sent.from && known.to == sent.to && known.bytes == sent.bytes
            });
            if !again {
                once.push(sent);
            }
        }
        let drawn = || once.iter().map(|sent| draw(actors, sent)).collect();
        let mismatch = |line, detail| Mismatch {
            line,
            detail,
            trace: drawn(),
        };
        let mut variables = BTreeMap::new();
        for (index, arrow) in self.arrows.iter().enumerate() {
            let expected = format!("{} -> {} {}", arrow.from, arrow.to, arrow.message);
            let Some(sent) = once.get(index) else {
                return Err(mismatch(arrow.line, format!("{expected} was never sent")));
            };
            let found = draw(actors, sent);
            if found != expected {
                return Err(mismatch(
                    arrow.line,
                    format!("expected {expected}, found {found}"),
                ));
            }
            let Ok(message) = Message::parse(sent.bytes) else {
                return Err(mismatch(arrow.line, "not a message".into()));
            };
            for (check, expected) in &arrow.checks {
                assert_one(&message, *check, expected, actors, &mut variables).map_err(
                    |detail| {
                        let text = String::from_utf8_lossy(sent.bytes);
                        mismatch(
                            arrow.line,
                            format!("{found}: {}: {detail}\n{text}", check.name()),
                        )
                    },
                )?;
            }
        }
        match once.get(self.arrows.len()) {
            Some(more) => Err(mismatch(
                0,
                format!("nothing more was expected, found {}", draw(actors, more)),
            )),
            None => Ok(()),
        }
    }
}

fn check(word: &str) -> Result<(Check, Box<str>), String> {
    let (name, value) = word
        .split_once('=')
        .ok_or_else(|| format!("`{word}` has no `=`"))?;
    let (_, check) = CHECKS
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or_else(|| format!("`{name}` is no check"))?;
    if value.is_empty() {
        return Err(format!("`{name}` has no value"));
    }
    Ok((*check, value.into()))
}

fn draw(actors: &[(&str, SocketAddr)], sent: &Sent<'_>) -> String {
    let name = |address: SocketAddr| {
        actors
            .iter()
            .find(|(_, known)| *known == address)
            .map_or_else(|| address.to_string(), |(name, _)| (*name).to_owned())
    };
    let what = Message::parse(sent.bytes).map_or_else(
        |error| error.to_string(),
        |message| {
            let status = message.status().map(naisen_sip::StatusCode::code);
            let method = message
                .required::<CSeq<'_>>()
                .map_or("?", |cseq| cseq.method.as_str());
            status.map_or_else(|| method.to_owned(), |code| format!("{code} {method}"))
        },
    );
    format!("{} -> {} {what}", name(sent.from), name(sent.to))
}

type Variables = BTreeMap<(Check, Box<str>), String>;

fn assert_one(
    message: &Message<'_>,
    check: Check,
    expected: &str,
    actors: &[(&str, SocketAddr)],
    variables: &mut Variables,
) -> Result<(), String> {
    match check {
        Check::Require => return tokens(message, HeaderName::Require, expected),
        Check::Supported => return tokens(message, HeaderName::Supported, expected),
        Check::Allow => return tokens(message, HeaderName::Allow, expected),
        Check::Has | Check::No => {
            for name in expected.split(',') {
                let there = message.header(HeaderName::parse(name)).is_some();
                if there != (check == Check::Has) {
                    return Err(name.to_owned());
                }
            }
            return Ok(());
        }
        _ => {}
    }
    let Some(found) = value(message, check)? else {
        return match expected {
            "-" => Ok(()),
            _ => Err(format!("expected {expected}, found nothing")),
        };
    };
    let host = matches!(
        check,
        Check::UriHost | Check::ContactHost | Check::FromHost | Check::ToHost | Check::SdpHost
    );
    if let Some((_, address)) = actors.iter().find(|(name, _)| host && *name == expected) {
        return equal(&address.ip().to_string(), &found);
    }
    let Some(variable) = expected.strip_prefix('$') else {
        return equal(expected, &found);
    };
    let (name, added) = match variable.split_once('+') {
        Some((name, added)) => (
            name,
            added
                .parse::<u32>()
                .map_err(|_| format!("{added} is no number"))?,
        ),
        None => (variable, 0),
    };
    let base = if added == 0 {
        found.clone()
    } else {
        let number: u32 = found.parse().map_err(|_| format!("{found} is no number"))?;
        number
            .checked_sub(added)
            .ok_or_else(|| format!("{found} is less than {added}"))?
            .to_string()
    };
    let key = (check.kind(), Box::from(name));
    if let Some(known) = variables.get(&key) {
        if *known != base {
            return Err(format!(
                "expected {expected} with ${name} = {known}, found {found}"
            ));
        }
        return Ok(());
    }
    let other = variables
        .iter()
        .find(|((kind, _), value)| *kind == check.kind() && **value == base);
    if let Some(((_, other), _)) = other.filter(|_| !check.counts()) {
        return Err(format!(
            "${name} must differ from ${other}, both are {found}"
        ));
    }
    variables.insert(key, base);
    Ok(())
}

fn equal(expected: &str, found: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    Err(format!("expected {expected}, found {found}"))
}

fn tokens(message: &Message<'_>, name: HeaderName, expected: &str) -> Result<(), String> {
    if expected == "-" {
        return match message.header(name) {
            None => Ok(()),
            Some(found) => Err(format!("expected none, found {found}")),
        };
    }
    for token in expected.split(',') {
        let (token, wanted) = match token.strip_prefix('!') {
            Some(token) => (token, false),
            None => (token, true),
        };
        if message.has_token(name, token) != wanted {
            let header = message.header(name).unwrap_or("nothing");
            let word = if wanted { "lacks" } else { "has" };
            return Err(format!("{header} {word} {token}"));
        }
    }
    Ok(())
}

/// The value that a check looks at; `None` if the message has none.
fn value(message: &Message<'_>, check: Check) -> Result<Option<String>, String> {
    let wrong = |error: naisen_sip::HeaderError| error.to_string();
    let owned = |text: &str| Some(text.to_owned());
    Ok(match check {
        Check::Call => owned(message.required::<CallId<'_>>().map_err(wrong)?.0),
        Check::Branch => message
            .required::<Via<'_>>()
            .map_err(wrong)?
            .branch()
            .and_then(owned),
        Check::FromTag => message
            .required::<From<'_>>()
            .map_err(wrong)?
            .tag()
            .and_then(owned),
        Check::ToTag => message
            .required::<To<'_>>()
            .map_err(wrong)?
            .tag()
            .and_then(owned),
        Check::CSeq => Some(
            message
                .required::<CSeq<'_>>()
                .map_err(wrong)?
                .number
                .to_string(),
        ),
        Check::RSeq => message
            .typed::<RSeq>()
            .map_err(wrong)?
            .map(|header| header.0.to_string()),
        Check::RackRseq => message
            .typed::<RAck<'_>>()
            .map_err(wrong)?
            .map(|header| header.rseq.to_string()),
        Check::RackCseq => message
            .typed::<RAck<'_>>()
            .map_err(wrong)?
            .map(|header| header.cseq.to_string()),
        Check::Uri => message.request_uri().and_then(owned),
        Check::UriHost => message.request_uri().map(host_of).transpose()?,
        Check::FromHost => Some(host_of(message.required::<From<'_>>().map_err(wrong)?.uri)?),
        Check::ToHost => Some(host_of(message.required::<To<'_>>().map_err(wrong)?.uri)?),
        Check::FromUser => user_of(message.required::<From<'_>>().map_err(wrong)?.uri)?,
        Check::ToUser => user_of(message.required::<To<'_>>().map_err(wrong)?.uri)?,
        Check::Contact => match message.typed::<Contact<'_>>().map_err(wrong)? {
            None => None,
            Some(Contact::Any) => owned("*"),
            Some(Contact::Address(address)) => owned(address.uri),
        },
        Check::ContactHost => match message.typed::<Contact<'_>>().map_err(wrong)? {
            Some(Contact::Address(address)) => Some(host_of(address.uri)?),
            _ => None,
        },
        Check::ContactExpires => match message.typed::<Contact<'_>>().map_err(wrong)? {
            Some(Contact::Address(address)) => address.expires().map(|it| it.to_string()),
            _ => None,
        },
        Check::Expires => message.header(HeaderName::Expires).and_then(owned),
        Check::SessionExpires => message
            .typed::<SessionExpires>()
            .map_err(wrong)?
            .map(|header| header.delta_seconds.to_string()),
        Check::Refresher => message
            .typed::<SessionExpires>()
            .map_err(wrong)?
            .and_then(|header| header.refresher)
            .map(|side| match side {
                naisen_sip::Refresher::Uac => "uac".into(),
                naisen_sip::Refresher::Uas => "uas".into(),
            }),
        Check::Sdp => match message.body() {
            [] => None,
            body => Some(String::from_utf8_lossy(body).into_owned()),
        },
        Check::SdpHost => sdp_host(message.body())?,
        Check::Require | Check::Supported | Check::Allow | Check::Has | Check::No => None,
    })
}

fn host_of(uri: &str) -> Result<String, String> {
    let uri = Uri::parse(uri).map_err(|error| error.to_string())?;
    Ok(match uri.host {
        Host::Name(name) => name.to_owned(),
        Host::Ip(ip) => ip.to_string(),
    })
}

fn user_of(uri: &str) -> Result<Option<String>, String> {
    let uri = Uri::parse(uri).map_err(|error| error.to_string())?;
    Ok(uri.user.map(str::to_owned))
}

/// The host that both `o=` and `c=` name.
fn sdp_host(body: &[u8]) -> Result<Option<String>, String> {
    if body.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let last = |start: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(start))
            .and_then(|line| line.split_whitespace().last())
    };
    let (Some(origin), Some(connection)) = (last("o="), last("c=")) else {
        return Err("no o= or no c=".into());
    };
    if origin != connection {
        return Err(format!("o= names {origin}, c= {connection}"));
    }
    Ok(Some(origin.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: &str = "OPTIONS sip:192.0.2.2 SIP/2.0\r\n\
        Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKone\r\nMax-Forwards: 70\r\n\
        From: <sip:1@192.0.2.2>;tag=a\r\nTo: <sip:1@192.0.2.2>\r\n\
        Call-ID: c\r\nCSeq: 7 OPTIONS\r\nSupported: timer\r\nContent-Length: 0\r\n\r\n";

    fn verdict(flow: &str, messages: &[&str]) -> Result<(), String> {
        let actors = [
            ("A", "192.0.2.1:5060".parse().expect("an address")),
            ("B", "192.0.2.2:5060".parse().expect("an address")),
        ];
        let trace: Vec<_> = messages
            .iter()
            .map(|text| Sent {
                from: actors[0].1,
                to: actors[1].1,
                bytes: text.as_bytes(),
            })
            .collect();
        let flow = Flow::parse(flow).map_err(|error| error.to_string())?;
        flow.check(&actors, &trace)
            .map_err(|mismatch| mismatch.to_string())
    }

    #[test]
    fn an_arrow_holds_or_says_what_differs() {
        let next = OPTIONS.replace("7 OPT", "8 OPT").replace("Kone", "Ktwo");
        for (flow, messages, expected) in [
            ("A -> B OPTIONS", vec![OPTIONS], None),
            ("A -> B OPTIONS", vec![OPTIONS, OPTIONS], None),
            ("A -> B OPTIONS", vec![OPTIONS, &next], Some("nothing more")),
            (
                "A -> B OPTIONS\nA -> B BYE",
                vec![OPTIONS],
                Some("never sent"),
            ),
            ("B -> A OPTIONS", vec![OPTIONS], Some("expected B -> A")),
            (
                "A -> B OPTIONS cseq=7 to-tag=-\n  supported=timer,!100rel uri-host=B",
                vec![OPTIONS],
                None,
            ),
            (
                "A -> B OPTIONS supported=100rel",
                vec![OPTIONS],
                Some("lacks 100rel"),
            ),
            ("A -> B OPTIONS has=Contact", vec![OPTIONS], Some("Contact")),
            (
                "A -> B OPTIONS cseq=$n branch=$a\nA -> B OPTIONS cseq=$n+1 branch=$b",
                vec![OPTIONS, &next],
                None,
            ),
            (
                "A -> B OPTIONS cseq=$n\nA -> B OPTIONS cseq=$n",
                vec![OPTIONS, &next],
                Some("$n = 7"),
            ),
            (
                "A -> B OPTIONS from-tag=$a\nA -> B OPTIONS from-tag=$b",
                vec![OPTIONS, &next],
                Some("must differ"),
            ),
            ("A => B", vec![], Some("no arrow")),
            ("A -> B OPTIONS colour=red", vec![], Some("no check")),
        ] {
            let found = verdict(flow, &messages);
            match expected {
                None => assert_eq!(found, Ok(()), "{flow}"),
                Some(word) => assert!(
                    found.as_ref().is_err_and(|text| text.contains(word)),
                    "{flow}: {found:?}"
                ),
            }
        }
    }
}

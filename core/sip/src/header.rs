//! Header fields as typed values (RFC 3261 §20): one file each, borrowed from the message.
//!
//! A value that exists is legal: parsing refuses what the grammar refuses, except that blanks are
//! taken where `JJ-22.11 E-32` asks for it. Nothing is copied; what needs unescaping says so.

use std::fmt::Display;

use crate::name::HeaderName;

pub(crate) mod grammar;

mod accept;
mod accept_encoding;
mod accept_language;
mod alert_info;
mod allow;
mod allow_events;
mod auth_params;
mod authentication_info;
mod authorization;
mod call_id;
mod call_info;
mod challenge;
mod contact;
mod content_disposition;
mod content_encoding;
mod content_language;
mod content_length;
mod content_type;
mod credentials;
mod cseq;
mod date;
mod error_info;
mod event;
mod expires;
mod from;
mod in_reply_to;
mod max_forwards;
mod mime_version;
mod min_expires;
mod min_se;
mod name_addr;
mod organization;
mod p_asserted_identity;
mod p_preferred_identity;
mod path;
mod priority;
mod privacy;
mod proxy_authenticate;
mod proxy_authorization;
mod proxy_require;
mod rack;
mod reason;
mod record_route;
mod refer_to;
mod referred_by;
mod replaces;
mod reply_to;
mod require;
mod retry_after;
mod route;
mod rseq;
mod server;
mod service_route;
mod session_expires;
mod shape;
mod subject;
mod subscription_state;
mod supported;
mod timestamp;
mod to;
mod unsupported;
mod user_agent;
mod via;
mod warning;
mod www_authenticate;

pub use accept::Accept;
pub use accept_encoding::AcceptEncoding;
pub use accept_language::AcceptLanguage;
pub use alert_info::AlertInfo;
pub use allow::Allow;
pub use allow_events::AllowEvents;
pub use auth_params::AuthParams;
pub use authentication_info::AuthenticationInfo;
pub use authorization::Authorization;
pub use call_id::CallId;
pub use call_info::CallInfo;
pub use challenge::Challenge;
pub use contact::{Contact, ContactAddress};
pub use content_disposition::ContentDisposition;
pub use content_encoding::ContentEncoding;
pub use content_language::ContentLanguage;
pub use content_length::ContentLength;
pub use content_type::ContentType;
pub use credentials::Credentials;
pub use cseq::CSeq;
pub use date::Date;
pub use error_info::ErrorInfo;
pub use event::Event;
pub use expires::Expires;
pub use from::From;
pub use in_reply_to::InReplyTo;
pub use max_forwards::MaxForwards;
pub use mime_version::MimeVersion;
pub use min_expires::MinExpires;
pub use min_se::MinSe;
pub use name_addr::NameAddr;
pub use organization::Organization;
pub use p_asserted_identity::PAssertedIdentity;
pub use p_preferred_identity::PPreferredIdentity;
pub use path::Path;
pub use priority::Priority;
pub use privacy::Privacy;
pub use proxy_authenticate::ProxyAuthenticate;
pub use proxy_authorization::ProxyAuthorization;
pub use proxy_require::ProxyRequire;
pub use rack::RAck;
pub use reason::Reason;
pub use record_route::RecordRoute;
pub use refer_to::ReferTo;
pub use referred_by::ReferredBy;
pub use replaces::Replaces;
pub use reply_to::ReplyTo;
pub use require::Require;
pub use retry_after::RetryAfter;
pub use route::Route;
pub use rseq::RSeq;
pub use server::Server;
pub use service_route::ServiceRoute;
pub use session_expires::{Refresher, SessionExpires};
pub use subject::Subject;
pub use subscription_state::SubscriptionState;
pub use supported::Supported;
pub use timestamp::Timestamp;
pub use to::To;
pub use unsupported::Unsupported;
pub use user_agent::UserAgent;
pub use via::{MAGIC_COOKIE, Via};
pub use warning::Warning;
pub use www_authenticate::WwwAuthenticate;

pub(crate) use shape::{
    address_header, item_header, number_header, text_header, token_list_header, uri_list_header,
};

/// How often a header may occur in a message, and how a line is cut into values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// Once. A second line is an error (RFC 3261 §7.3.1, RFC 4475 §3.3.8).
    Single,
    /// Any number of lines, each a list of values between commas.
    List,
    /// Any number of lines, each one value, although commas may stand in it.
    Lines,
}

/// A header whose value this program reads.
pub trait TypedHeader<'a>: Sized + Display {
    /// Its name.
    const NAME: HeaderName;
    /// How often it may occur.
    const OCCURRENCE: Occurrence = Occurrence::Single;

    /// Reads one value: a line of a header that occurs once or by lines, one element of a list.
    fn parse(value: &'a str) -> Result<Self, HeaderError>;
}

/// What is wrong with a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// The message must have it and has not.
    #[error("{0} is missing")]
    Missing(HeaderName),
    /// It may occur once and occurs more often.
    #[error("{0} occurs more than once")]
    Repeated(HeaderName),
    /// Its value breaks the grammar.
    #[error("{name} has no legal {part}")]
    Malformed {
        /// The header.
        name: HeaderName,
        /// The part of the value that is absent or illegal.
        part: &'static str,
    },
    /// A number is larger than the header allows.
    #[error("{name} is above {max}")]
    OutOfRange {
        /// The header.
        name: HeaderName,
        /// The largest number it may have.
        max: u32,
    },
}

impl HeaderError {
    /// The header it is about.
    pub const fn name(self) -> HeaderName {
        match self {
            Self::Missing(name)
            | Self::Repeated(name)
            | Self::Malformed { name, .. }
            | Self::OutOfRange { name, .. } => name,
        }
    }
}

pub(crate) const fn malformed(name: HeaderName, part: &'static str) -> HeaderError {
    HeaderError::Malformed { name, part }
}

/// A decimal number up to `max`.
pub(crate) fn number(name: HeaderName, text: &str, max: u32) -> Result<u32, HeaderError> {
    let number = grammar::decimal(grammar::trim(text)).ok_or(malformed(name, "number"))?;
    u32::try_from(number)
        .ok()
        .filter(|number| *number <= max)
        .ok_or(HeaderError::OutOfRange { name, max })
}

/// What stands before the first semicolon, and the parameters behind it.
pub(crate) fn item(
    name: HeaderName,
    value: &str,
) -> Result<(&str, crate::params::Params<'_>), HeaderError> {
    let end = grammar::find_outside(value, b';').unwrap_or(value.len());
    let (item, params) = value
        .split_at_checked(end)
        .ok_or(malformed(name, "value"))?;
    let params = crate::params::Params::parse(params).ok_or(malformed(name, "parameters"))?;
    Ok((grammar::trim(item), params))
}

/// A comment at the start of the text, without its parentheses, and what follows it. Comments nest.
pub(crate) fn find_comment(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('(')?;
    let mut depth = 1u32;
    let mut escaped = false;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((inner.get(..at)?, inner.get(at + 1..)?));
        }
    }
    None
}

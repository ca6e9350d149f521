//! Methods of requests (RFC 3261 §7.1).

use std::fmt;

use crate::header::grammar;

/// A method. The names are case-sensitive; an unknown one is kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method<'a> {
    /// INVITE (RFC 3261 §13).
    Invite,
    /// ACK (RFC 3261 §17.1.1.3, §13.2.2.4).
    Ack,
    /// BYE (RFC 3261 §15).
    Bye,
    /// CANCEL (RFC 3261 §9).
    Cancel,
    /// OPTIONS (RFC 3261 §11).
    Options,
    /// REGISTER (RFC 3261 §10).
    Register,
    /// PRACK (RFC 3262 §6).
    Prack,
    /// UPDATE (RFC 3311 §5).
    Update,
    /// INFO (RFC 6086 §4).
    Info,
    /// SUBSCRIBE (RFC 6665 §3.1).
    Subscribe,
    /// NOTIFY (RFC 6665 §3.2).
    Notify,
    /// REFER (RFC 3515 §2).
    Refer,
    /// MESSAGE (RFC 3428 §4).
    Message,
    /// PUBLISH (RFC 3903 §4).
    Publish,
    /// Any other token.
    Other(&'a str),
}

impl<'a> Method<'a> {
    /// Reads a method; `None` if it is not a token.
    pub fn parse(text: &'a str) -> Option<Self> {
        Some(match text {
            "INVITE" => Self::Invite,
            "ACK" => Self::Ack,
            "BYE" => Self::Bye,
            "CANCEL" => Self::Cancel,
            "OPTIONS" => Self::Options,
            "REGISTER" => Self::Register,
            "PRACK" => Self::Prack,
            "UPDATE" => Self::Update,
            "INFO" => Self::Info,
            "SUBSCRIBE" => Self::Subscribe,
            "NOTIFY" => Self::Notify,
            "REFER" => Self::Refer,
            "MESSAGE" => Self::Message,
            "PUBLISH" => Self::Publish,
            other if grammar::is_token(other) => Self::Other(other),
            _ => return None,
        })
    }

    /// The name as it stands in a message.
    pub const fn as_str(self) -> &'a str {
        match self {
            Self::Invite => "INVITE",
            Self::Ack => "ACK",
            Self::Bye => "BYE",
            Self::Cancel => "CANCEL",
            Self::Options => "OPTIONS",
            Self::Register => "REGISTER",
            Self::Prack => "PRACK",
            Self::Update => "UPDATE",
            Self::Info => "INFO",
            Self::Subscribe => "SUBSCRIBE",
            Self::Notify => "NOTIFY",
            Self::Refer => "REFER",
            Self::Message => "MESSAGE",
            Self::Publish => "PUBLISH",
            Self::Other(name) => name,
        }
    }

    /// Whether this is one of the named methods, so that it outlives the message it came in.
    pub fn known(self) -> Option<Method<'static>> {
        Some(match self {
            Self::Invite => Method::Invite,
            Self::Ack => Method::Ack,
            Self::Bye => Method::Bye,
            Self::Cancel => Method::Cancel,
            Self::Options => Method::Options,
            Self::Register => Method::Register,
            Self::Prack => Method::Prack,
            Self::Update => Method::Update,
            Self::Info => Method::Info,
            Self::Subscribe => Method::Subscribe,
            Self::Notify => Method::Notify,
            Self::Refer => Method::Refer,
            Self::Message => Method::Message,
            Self::Publish => Method::Publish,
            Self::Other(_) => return None,
        })
    }
}

impl fmt::Display for Method<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_reads_and_prints_with_its_case_kept() {
        for (text, method) in [
            ("INVITE", Some(Method::Invite)),
            ("invite", Some(Method::Other("invite"))),
            ("PUBLISH", Some(Method::Publish)),
            ("RE%47IST%45R", Some(Method::Other("RE%47IST%45R"))),
            ("", None),
            ("IN VITE", None),
            ("INVITE,", None),
        ] {
            assert_eq!(Method::parse(text), method, "{text}");
            if let Some(method) = method {
                assert_eq!(method.to_string(), text);
                assert_eq!(method.known().is_none(), matches!(method, Method::Other(_)));
            }
        }
    }
}

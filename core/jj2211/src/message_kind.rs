//! The messages that have a table of headers (`JJ-22.11 §13.3`, `JJ-22.11 §13.4`).

use std::fmt;
use std::str::FromStr;

use naisen_sip::{CSeq, Kind, Message, Method, To};

use crate::context::Context;
use crate::fact::Fact;

macro_rules! message_kinds {
    ($($variant:ident $name:literal $table:literal;)*) => {
        /// One of the sixteen kinds of message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum MessageKind {
            $(
                #[doc = concat!("`", $name, "`: `JJ-22.11 T", $table, "`.")]
                $variant,
            )*
        }

        impl MessageKind {
            /// All kinds, in the order of their tables.
            pub const ALL: [Self; 16] = [$(Self::$variant,)*];

            /// The name in the data, as `re-INVITE` or `response-to-BYE`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The number of the table of its headers, as `13-20`.
            pub const fn table(self) -> &'static str {
                match self {
                    $(Self::$variant => $table,)*
                }
            }
        }
    };
}

message_kinds! {
    Ack2xx "ACK-2xx" "13-9";
    AckNon2xx "ACK-non2xx" "13-10";
    Bye "BYE" "13-11";
    Cancel "CANCEL" "13-12";
    Invite "INVITE" "13-13";
    Prack "PRACK" "13-14";
    ReInvite "re-INVITE" "13-15";
    Register "REGISTER" "13-16";
    Update "UPDATE" "13-17";
    ResponseToBye "response-to-BYE" "13-18";
    ResponseToCancel "response-to-CANCEL" "13-19";
    ResponseToInvite "response-to-INVITE" "13-20";
    ResponseToPrack "response-to-PRACK" "13-21";
    ResponseToReInvite "response-to-re-INVITE" "13-22";
    ResponseToRegister "response-to-REGISTER" "13-23";
    ResponseToUpdate "response-to-UPDATE" "13-24";
}

impl MessageKind {
    /// What a message is; `None` for methods without a table (OPTIONS, INFO ...).
    ///
    /// Two things are not written in a message: whether an ACK follows a 2xx or a refusal
    /// ([`Fact::AcknowledgesRefusal`]), and whether a response to INVITE answers a re-INVITE
    /// ([`Fact::AnswersWithinDialog`]). Where the context does not know, the table that forbids less
    /// is taken: that of the ACK to a 2xx, that of the initial INVITE.
    pub fn of(message: &Message<'_>, context: &Context) -> Option<Self> {
        match message.kind() {
            Kind::Request { method, .. } => Self::of_request(message, method, context),
            Kind::Response { .. } => {
                let cseq = message.typed::<CSeq<'_>>().ok()??;
                Self::of_response(cseq.method, context)
            }
        }
    }

    /// Whether it is a request.
    pub const fn is_request(self) -> bool {
        self.request().is_none()
    }

    /// The request that a response answers; `None` for a request.
    pub const fn request(self) -> Option<Self> {
        match self {
            Self::ResponseToBye => Some(Self::Bye),
            Self::ResponseToCancel => Some(Self::Cancel),
            Self::ResponseToInvite => Some(Self::Invite),
            Self::ResponseToPrack => Some(Self::Prack),
            Self::ResponseToReInvite => Some(Self::ReInvite),
            Self::ResponseToRegister => Some(Self::Register),
            Self::ResponseToUpdate => Some(Self::Update),
            _ => None,
        }
    }

    fn of_request(message: &Message<'_>, method: Method<'_>, context: &Context) -> Option<Self> {
        match method {
            Method::Ack if context.knows(Fact::AcknowledgesRefusal) == Some(true) => {
                Some(Self::AckNon2xx)
            }
            Method::Ack => Some(Self::Ack2xx),
            Method::Bye => Some(Self::Bye),
            Method::Cancel => Some(Self::Cancel),
            Method::Invite => {
                let tagged =
                    matches!(message.typed::<To<'_>>(), Ok(Some(to)) if to.tag().is_some());
                Some(if tagged { Self::ReInvite } else { Self::Invite })
            }
            Method::Prack => Some(Self::Prack),
            Method::Register => Some(Self::Register),
            Method::Update => Some(Self::Update),
            _ => None,
        }
    }

    fn of_response(method: Method<'_>, context: &Context) -> Option<Self> {
        match method {
            Method::Bye => Some(Self::ResponseToBye),
            Method::Cancel => Some(Self::ResponseToCancel),
            Method::Invite if context.knows(Fact::AnswersWithinDialog) == Some(true) => {
                Some(Self::ResponseToReInvite)
            }
            Method::Invite => Some(Self::ResponseToInvite),
            Method::Prack => Some(Self::ResponseToPrack),
            Method::Register => Some(Self::ResponseToRegister),
            Method::Update => Some(Self::ResponseToUpdate),
            _ => None,
        }
    }
}

impl FromStr for MessageKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or(())
    }
}

impl fmt::Display for MessageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_of_to_and_the_context_tell_the_kinds_apart() {
        let known = |fact| Context::new().with(fact, true);
        let nothing = Context::new();
        for (start, to, cseq, context, kind) in [
            (
                "INVITE sip:a SIP/2.0",
                "",
                "INVITE",
                nothing,
                Some(MessageKind::Invite),
            ),
            (
                "INVITE sip:a SIP/2.0",
                ";tag=b",
                "INVITE",
                nothing,
                Some(MessageKind::ReInvite),
            ),
            (
                "ACK sip:a SIP/2.0",
                ";tag=b",
                "ACK",
                nothing,
                Some(MessageKind::Ack2xx),
            ),
            (
                "ACK sip:a SIP/2.0",
                ";tag=b",
                "ACK",
                known(Fact::AcknowledgesRefusal),
                Some(MessageKind::AckNon2xx),
            ),
            ("OPTIONS sip:a SIP/2.0", "", "OPTIONS", nothing, None),
            (
                "SIP/2.0 200 OK",
                ";tag=b",
                "BYE",
                nothing,
                Some(MessageKind::ResponseToBye),
            ),
            (
                "SIP/2.0 200 OK",
                ";tag=b",
                "INVITE",
                nothing,
                Some(MessageKind::ResponseToInvite),
            ),
            (
                "SIP/2.0 200 OK",
                ";tag=b",
                "INVITE",
                known(Fact::AnswersWithinDialog),
                Some(MessageKind::ResponseToReInvite),
            ),
        ] {
            let text = format!("{start}\r\nTo: <sip:a>{to}\r\nCSeq: 1 {cseq}\r\n\r\n");
            let message = Message::parse(text.as_bytes()).unwrap();
            assert_eq!(MessageKind::of(&message, &context), kind, "{text}");
        }
    }

    #[test]
    fn a_name_leads_back_to_its_kind() {
        for kind in MessageKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
    }
}

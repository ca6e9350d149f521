//! Why a call ended, or did not work, as it did.
//!
//! The exchange names one rule in every call record; the reader of traces finds them in the traces of
//! strangers. Both share the names and the explanations; each has its own evidence.

mod attempt;
mod dialog;
mod media;
mod network;

use naisen_sip::StatusCode;

use crate::{Cause, Explanation, Place, Status, Text};

/// What a rule says about the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// It tells how the call went; nobody did anything wrong.
    Outcome,
    /// Something is broken, misconfigured or overloaded.
    Fault,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $id:literal $bearing:ident $document:literal $text:path;)*) => {
        /// A reason why a call ended or went as it did.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),*];

            /// The name of it in records and in JSON: lower case, with hyphens.
            pub const fn id(self) -> &'static str {
                match self { $(Rule::$name => $id,)* }
            }

            /// Whether it is the ordinary way of things or a fault.
            pub const fn bearing(self) -> Bearing {
                match self { $(Rule::$name => Bearing::$bearing,)* }
            }

            /// The clause that it rests on.
            pub const fn document(self) -> &'static str {
                match self { $(Rule::$name => $document,)* }
            }

            /// What is said of it.
            pub const fn explanation(self) -> &'static Explanation {
                match self { $(Rule::$name => &$text,)* }
            }
        }
    };
}

rules! {
    /// The call was answered and one side hung up.
    Completed "completed" Outcome "RFC 3261 §15" attempt::COMPLETED;
    /// The called party is on the phone, or says so.
    Busy "busy" Outcome "RFC 3261 §21.4.24" attempt::BUSY;
    /// It rang and nobody answered in time.
    NoAnswer "no-answer" Outcome "RFC 3261 §13.2.2" attempt::NO_ANSWER;
    /// The caller hung up before the answer.
    CallerGaveUp "caller-gave-up" Outcome "RFC 3261 §9.1" attempt::CALLER_GAVE_UP;
    /// Somebody or something on the called side refused the call.
    Rejected "rejected" Outcome "RFC 3261 §21.6.2" attempt::REJECTED;
    /// The number does not exist there.
    UnknownNumber "unknown-number" Outcome "RFC 3261 §21.4.5" attempt::UNKNOWN_NUMBER;
    /// Digits are missing.
    IncompleteNumber "incomplete-number" Outcome "RFC 3261 §21.4.22" attempt::INCOMPLETE_NUMBER;
    /// The number exists and no phone is registered for it.
    NotRegistered "not-registered" Fault "RFC 3261 §21.4.18" attempt::NOT_REGISTERED;
    /// The called side cannot take calls now (do not disturb, for one), without saying more.
    Unavailable "unavailable" Outcome "RFC 3261 §21.4.18" attempt::UNAVAILABLE;
    /// The number has moved, or is no longer in use.
    Moved "moved" Outcome "RFC 3261 §21.3" attempt::MOVED;
    /// The caller may not make this call.
    Forbidden "forbidden" Fault "RFC 3261 §21.4.4" attempt::FORBIDDEN;
    /// Credentials were sent and challenged again: the password or the user name is wrong.
    WrongPassword "wrong-password" Fault "RFC 3261 §22.2" attempt::WRONG_PASSWORD;
    /// Challenged, and no credentials ever followed.
    NoCredentials "no-credentials" Fault "RFC 3261 §22.2" attempt::NO_CREDENTIALS;
    /// Every try is answered with stale=true and a new nonce.
    StaleNonceLoop "stale-nonce-loop" Fault "RFC 3261 §22.4" attempt::STALE_NONCE_LOOP;
    /// The two sides have no codec or no kind of media in common.
    CodecMismatch "codec-mismatch" Fault "RFC 3264 §6" attempt::CODEC_MISMATCH;
    /// An extension was required that the other side does not have.
    ExtensionMismatch "extension-mismatch" Fault "RFC 3261 §8.2.2.3" attempt::EXTENSION_MISMATCH;
    /// The Request-URI does not name what its receiver answers for.
    WrongRequestUri "wrong-request-uri" Fault "RFC 3261 §8.2.2.1" attempt::WRONG_REQUEST_URI;
    /// A message that its receiver could not read or would not accept as SIP.
    BadMessage "bad-message" Fault "RFC 3261 §21.4.1" attempt::BAD_MESSAGE;
    /// The request ran in circles, or through too many hops.
    Loop "loop" Fault "RFC 3261 §16.3" attempt::LOOP;
    /// The called number rang at several phones, of which one answered.
    Forked "forked" Outcome "RFC 3261 §16.7" attempt::FORKED;
    /// A server is overloaded or has no free line, and may have said when to come again.
    Congestion "congestion" Fault "RFC 3261 §21.5.4" attempt::CONGESTION;
    /// A server failed for a reason of its own.
    ServerFailure "server-failure" Fault "RFC 3261 §21.5" attempt::SERVER_FAILURE;
    /// Refused with a status that no other rule explains; the status says more.
    Refused "refused" Fault "RFC 3261 §21" attempt::REFUSED;
    /// The exchange was being stopped.
    Stopped "stopped" Outcome "RFC 3261 §15" attempt::STOPPED;
    /// The call reached the longest time that was set for it.
    TimeLimit "time-limit" Outcome "RFC 3261 §15" attempt::TIME_LIMIT;

    /// The 2xx was never acknowledged; the call drops after 32 seconds.
    MissingAck "missing-ack" Fault "RFC 3261 §13.3.1.4" dialog::MISSING_ACK;
    /// A reliable provisional response was never acknowledged.
    MissingPrack "missing-prack" Fault "RFC 3262 §3" dialog::MISSING_PRACK;
    /// The session ran out because the agreed refresher sent no refresh.
    SessionTimerExpired "session-timer-expired" Fault "RFC 4028 §10" dialog::SESSION_TIMER_EXPIRED;
    /// The two sides do not agree who refreshes the session.
    RefresherConfusion "refresher-confusion" Fault "RFC 4028 §9" dialog::REFRESHER_CONFUSION;
    /// 422 again and again: no session interval suits both sides.
    IntervalLoop "interval-loop" Fault "RFC 4028 §6" dialog::INTERVAL_LOOP;
    /// Both sides changed the session at once.
    Glare "glare" Outcome "RFC 3261 §14.1" dialog::GLARE;
    /// One side hung up so early that the other was not done answering.
    EarlyBye "early-bye" Fault "RFC 3261 §15.1.1" dialog::EARLY_BYE;
    /// One side no longer knows the call: it restarted, or forgot it.
    DialogLost "dialog-lost" Fault "RFC 3261 §12.2.1.2" dialog::DIALOG_LOST;
    /// A request within the call was repeated and never answered: the other side has vanished.
    LegLost "leg-lost" Fault "RFC 3261 §12.2.1.2" dialog::LEG_LOST;

    /// An address that cannot be reached from outside stands in the session description.
    PrivateMediaAddress "private-media-address" Fault "RFC 3264 §5" media::PRIVATE_MEDIA_ADDRESS;
    /// The packets come from another address than the one that was announced.
    WrongMediaSource "wrong-media-source" Fault "RFC 4961 §3" media::WRONG_MEDIA_SOURCE;
    /// Audio flowed one way only.
    OneWayAudio "one-way-audio" Fault "RFC 3264 §5.1" media::ONE_WAY_AUDIO;
    /// No audio flowed either way.
    NoAudio "no-audio" Fault "RFC 3264 §5.1" media::NO_AUDIO;
    /// One side hung up because no audio had come for a while, and said so.
    MediaTimeout "media-timeout" Fault "RFC 3326 §2" media::MEDIA_TIMEOUT;
    /// So many packets of audio were lost or late that it was heard.
    PoorAudio "poor-audio" Fault "RFC 3550 §6.4.1" media::POOR_AUDIO;

    /// An address that cannot be reached from outside stands in Contact.
    PrivateContact "private-contact" Fault "RFC 3261 §8.1.1.8" network::PRIVATE_CONTACT;
    /// A device on the way rewrote addresses, and not all of them.
    AlgRewrite "alg-rewrite" Fault "RFC 3261 §18.2.1" network::ALG_REWRITE;
    /// A large request was cut into fragments of which one was lost.
    FragmentLost "fragment-lost" Fault "RFC 3261 §18.1.1" network::FRAGMENT_LOST;
    /// Repeated until the timer ran out; nothing came back.
    NoResponse "no-response" Fault "RFC 3261 §17.1.1.2" network::NO_RESPONSE;
    /// The network said that nobody listens there.
    Unreachable "unreachable" Fault "RFC 3261 §18.4" network::UNREACHABLE;
    /// One side speaks another transport than the other expects: TLS, TCP or UDP.
    TransportMismatch "transport-mismatch" Fault "RFC 3261 §26.2.2" network::TRANSPORT_MISMATCH;
    /// Responses arrive, and not where their request came from.
    ResponseMisrouted "response-misrouted" Fault "RFC 3581 §4" network::RESPONSE_MISROUTED;
}

impl Rule {
    /// The rule of this name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// What a final response of 300 and above to an INVITE means, if nothing else is known of the
    /// call than its status and the cause that came with it (RFC 6432). Where the status says much,
    /// it goes before the cause; codes that say little give [`Rule::Refused`].
    pub fn of_refusal(status: StatusCode, cause: Option<Cause>) -> Self {
        let by_status = Self::of_status(status);
        match (by_status, cause.map(Cause::value)) {
            (
                Self::Unavailable
                | Self::NoResponse
                | Self::ServerFailure
                | Self::Refused
                | Self::Rejected,
                Some(cause),
            ) => Self::of_cause(cause).unwrap_or(by_status),
            _ => by_status,
        }
    }

    /// The causes that say more than the statuses they travel with.
    const fn of_cause(cause: u8) -> Option<Self> {
        Some(match cause {
            1 => Self::UnknownNumber,
            17 => Self::Busy,
            18 | 102 => Self::NoResponse,
            19 => Self::NoAnswer,
            20 => Self::NotRegistered,
            21 => Self::Rejected,
            22 => Self::Moved,
            27 => Self::Unreachable,
            28 => Self::IncompleteNumber,
            34 | 42 | 44 | 47 => Self::Congestion,
            88 => Self::CodecMismatch,
            _ => return None,
        })
    }

    /// What a BYE means that came with this cause of Q.850 or this status of protocol SIP
    /// (RFC 3326): mostly nothing but that somebody hung up.
    pub fn of_release(cause: Option<Cause>, status: Option<StatusCode>) -> Self {
        match (cause.map(Cause::value), status.map(StatusCode::code)) {
            (Some(27 | 102), _) | (None, Some(408)) => Self::LegLost,
            (None, Some(481)) => Self::DialogLost,
            (Some(34 | 42 | 44 | 47), _) | (None, Some(503)) => Self::Congestion,
            (Some(38 | 41), _) | (None, Some(500 | 502 | 504)) => Self::ServerFailure,
            _ => Self::Completed,
        }
    }

    /// The cause of Q.850 that says most of it; `None` where the status says as much.
    pub const fn cause(self) -> Option<Cause> {
        Some(match self {
            Self::Completed | Self::CallerGaveUp => Cause::NORMAL_CLEARING,
            Self::Forked => Cause::NON_SELECTED_USER_CLEARING,
            Self::NoResponse => Cause::NO_USER_RESPONDING,
            Self::NoAnswer => Cause::NO_ANSWER,
            Self::NotRegistered => Cause::SUBSCRIBER_ABSENT,
            Self::Unreachable => Cause::DESTINATION_OUT_OF_ORDER,
            Self::CodecMismatch => Cause::INCOMPATIBLE_DESTINATION,
            Self::Stopped | Self::TimeLimit => Cause::NORMAL_UNSPECIFIED,
            Self::MissingAck | Self::MissingPrack | Self::SessionTimerExpired | Self::LegLost => {
                Cause::TIMER_EXPIRY
            }
            _ => return None,
        })
    }

    const fn of_status(status: StatusCode) -> Self {
        match status.code() {
            300..=399 | 410 => Self::Moved,
            401 | 407 => Self::NoCredentials,
            403 => Self::Forbidden,
            404 | 604 => Self::UnknownNumber,
            408 => Self::NoResponse,
            400 | 411 => Self::BadMessage,
            416 => Self::WrongRequestUri,
            415 | 488 | 606 => Self::CodecMismatch,
            420 | 421 => Self::ExtensionMismatch,
            422 => Self::IntervalLoop,
            480 => Self::Unavailable,
            482 | 483 => Self::Loop,
            484 => Self::IncompleteNumber,
            486 | 600 => Self::Busy,
            487 => Self::CallerGaveUp,
            491 => Self::Glare,
            503 => Self::Congestion,
            500 | 502 | 504 => Self::ServerFailure,
            603 | 607 | 608 => Self::Rejected,
            _ => Self::Refused,
        }
    }

    /// What is said of a call that ended with this rule and this final status: where the rule knows
    /// no more than the status, the status speaks.
    pub fn explanation_with(self, status: Option<StatusCode>) -> &'static Explanation {
        match (self, status) {
            (Self::Refused, Some(status)) => Status::of(status).explanation,
            _ => self.explanation(),
        }
    }

    /// The same for its caller.
    pub fn caller_sentence(self, status: Option<StatusCode>) -> Text {
        self.explanation_with(status).caller
    }

    /// Where it most likely lies, if it is a fault.
    pub const fn places(self) -> &'static [Place] {
        self.explanation().places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_name() {
        for &rule in Rule::ALL {
            assert_eq!(Rule::parse(rule.id()), Some(rule));
        }
        assert_eq!(Rule::parse("none"), None);
    }

    #[test]
    fn what_a_rule_is_told_as_is_understood_as_that_rule() {
        let unavailable = StatusCode::TEMPORARILY_UNAVAILABLE;
        for rule in [
            Rule::NoResponse,
            Rule::NoAnswer,
            Rule::NotRegistered,
            Rule::Unreachable,
            Rule::CodecMismatch,
        ] {
            assert_eq!(Rule::of_refusal(unavailable, rule.cause()), rule);
        }
        for rule in [Rule::Completed, Rule::LegLost] {
            assert_eq!(Rule::of_release(rule.cause(), None), rule);
        }
    }

    #[test]
    fn a_bye_is_a_failure_if_its_reason_says_so() {
        let rows = [
            (None, None, Rule::Completed),
            (Some(16), Some(503), Rule::Completed),
            (Some(102), None, Rule::LegLost),
            (None, Some(408), Rule::LegLost),
            (None, Some(481), Rule::DialogLost),
            (Some(41), Some(200), Rule::ServerFailure),
            (Some(34), None, Rule::Congestion),
            (None, Some(200), Rule::Completed),
        ];
        for (cause, status, rule) in rows {
            let cause = cause.and_then(Cause::new);
            let status = status.and_then(StatusCode::new);
            assert_eq!(
                Rule::of_release(cause, status),
                rule,
                "{cause:?} {status:?}"
            );
        }
    }

    #[test]
    fn a_cause_says_more_than_a_vague_status_and_less_than_a_clear_one() {
        let rows = [
            (480, None, Rule::Unavailable),
            (480, Some(19), Rule::NoAnswer),
            (480, Some(20), Rule::NotRegistered),
            (480, Some(31), Rule::Unavailable),
            (486, Some(21), Rule::Busy),
            (603, Some(17), Rule::Busy),
            (500, Some(34), Rule::Congestion),
            (404, Some(17), Rule::UnknownNumber),
            (699, None, Rule::Refused),
            // No rule tells what these say: too large, not allowed, an unknown version, no such call.
            (405, None, Rule::Refused),
            (413, None, Rule::Refused),
            (414, None, Rule::Refused),
            (481, None, Rule::Refused),
            (505, None, Rule::Refused),
            (513, None, Rule::Refused),
        ];
        for (status, cause, rule) in rows {
            let status = StatusCode::new(status).expect("a code");
            let cause = cause.and_then(Cause::new);
            assert_eq!(
                Rule::of_refusal(status, cause),
                rule,
                "{status:?} {cause:?}"
            );
        }
    }

    #[test]
    fn where_the_rule_knows_no_more_than_the_status_the_status_speaks() {
        let too_large = StatusCode::MESSAGE_TOO_LARGE;
        let rule = Rule::of_refusal(too_large, None);
        assert_eq!(
            rule.explanation_with(Some(too_large)),
            Status::of(too_large).explanation
        );
        assert_eq!(rule.explanation_with(None), Rule::Refused.explanation());
        assert_eq!(
            Rule::Busy.explanation_with(Some(too_large)),
            Rule::Busy.explanation()
        );
    }
}

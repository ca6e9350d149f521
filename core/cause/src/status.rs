//! The catalogue of SIP status codes: all that IANA has registered (RFC 3261 §21 and its extensions).
//!
//! The registry is that of 2026-01-07, read in a transcription.

mod class;
mod client_error_400;
mod client_error_430;
mod global_failure;
mod informational;
mod redirection;
mod server_error;
mod success;

use naisen_sip::{StatusClass, StatusCode};

use crate::Explanation;
use class::*;
use client_error_400::*;
use client_error_430::*;
use global_failure::*;
use informational::*;
use redirection::*;
use server_error::*;
use success::*;

/// What is known of a status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The code.
    pub code: StatusCode,
    /// The phrase that is registered for it; `None` for a code that is not registered.
    pub phrase: Option<&'static str>,
    /// The document that defines it; for a code that is not registered, the one that says how it
    /// is understood.
    pub document: &'static str,
    /// Phrases of older documents, and those that lists and devices in the field use for it.
    pub other_phrases: &'static [&'static str],
    /// What is said of it; for a code that is not registered, what is said of its class.
    pub explanation: &'static Explanation,
}

macro_rules! statuses {
    ($($constant:ident $phrase:literal $document:literal $text:ident [$($other:literal),*];)*) => {
        impl Status {
            /// Every registered code, in ascending order.
            pub const ALL: &'static [Status] = &[$(Status {
                code: StatusCode::$constant,
                phrase: Some($phrase),
                document: $document,
                other_phrases: &[$($other),*],
                explanation: &$text,
            }),*];
        }
    };
}

statuses! {
    TRYING "Trying" "RFC 3261 §21.1.1" STATUS_100 [];
    RINGING "Ringing" "RFC 3261 §21.1.2" STATUS_180 [];
    CALL_IS_BEING_FORWARDED "Call Is Being Forwarded" "RFC 3261 §21.1.3" STATUS_181 [];
    QUEUED "Queued" "RFC 3261 §21.1.4" STATUS_182 [];
    SESSION_PROGRESS "Session Progress" "RFC 3261 §21.1.5" STATUS_183 [];
    EARLY_DIALOG_TERMINATED "Early Dialog Terminated" "RFC 6228 §11.1" STATUS_199 [];
    OK "OK" "RFC 3261 §21.2.1" STATUS_200 [];
    ACCEPTED "Accepted (Deprecated)" "RFC 6665 §8.3.1" STATUS_202 ["Accepted"];
    NO_NOTIFICATION "No Notification" "RFC 5839 §7.1" STATUS_204 [];
    MULTIPLE_CHOICES "Multiple Choices" "RFC 3261 §21.3.1" STATUS_300 [];
    MOVED_PERMANENTLY "Moved Permanently" "RFC 3261 §21.3.2" STATUS_301 [];
    MOVED_TEMPORARILY "Moved Temporarily" "RFC 3261 §21.3.3" STATUS_302 [];
    USE_PROXY "Use Proxy" "RFC 3261 §21.3.4" STATUS_305 [];
    ALTERNATIVE_SERVICE "Alternative Service" "RFC 3261 §21.3.5" STATUS_380 [];
    BAD_REQUEST "Bad Request" "RFC 3261 §21.4.1" STATUS_400 [];
    UNAUTHORIZED "Unauthorized" "RFC 3261 §21.4.2" STATUS_401 [];
    PAYMENT_REQUIRED "Payment Required" "RFC 3261 §21.4.3" STATUS_402 [];
    FORBIDDEN "Forbidden" "RFC 3261 §21.4.4" STATUS_403 [];
    NOT_FOUND "Not Found" "RFC 3261 §21.4.5" STATUS_404 [];
    METHOD_NOT_ALLOWED "Method Not Allowed" "RFC 3261 §21.4.6" STATUS_405 [];
    NOT_ACCEPTABLE "Not Acceptable" "RFC 3261 §21.4.7" STATUS_406 [];
    PROXY_AUTHENTICATION_REQUIRED "Proxy Authentication Required" "RFC 3261 §21.4.8" STATUS_407 [];
    REQUEST_TIMEOUT "Request Timeout" "RFC 3261 §21.4.9" STATUS_408 ["Request Timed Out"];
    GONE "Gone" "RFC 3261 §21.4.10" STATUS_410 [];
    CONDITIONAL_REQUEST_FAILED "Conditional Request Failed" "RFC 3903 §11.2.1" STATUS_412 [];
    REQUEST_ENTITY_TOO_LARGE "Request Entity Too Large" "RFC 3261 §21.4.11" STATUS_413 [];
    REQUEST_URI_TOO_LONG "Request-URI Too Long" "RFC 3261 §21.4.12" STATUS_414 ["Request - URI Too Long", "Request-URI Too Large"];
    UNSUPPORTED_MEDIA_TYPE "Unsupported Media Type" "RFC 3261 §21.4.13" STATUS_415 [];
    UNSUPPORTED_URI_SCHEME "Unsupported URI Scheme" "RFC 3261 §21.4.14" STATUS_416 ["Unsupported URI Type"];
    UNKNOWN_RESOURCE_PRIORITY "Unknown Resource-Priority" "RFC 4412" STATUS_417 [];
    BAD_EXTENSION "Bad Extension" "RFC 3261 §21.4.15" STATUS_420 [];
    EXTENSION_REQUIRED "Extension Required" "RFC 3261 §21.4.16" STATUS_421 [];
    SESSION_INTERVAL_TOO_SMALL "Session Interval Too Small" "RFC 4028 §6" STATUS_422 ["SessionTimerTooSmall", "Session Timer Too Small"];
    INTERVAL_TOO_BRIEF "Interval Too Brief" "RFC 3261 §21.4.17" STATUS_423 [];
    BAD_LOCATION_INFORMATION "Bad Location Information" "RFC 6442" STATUS_424 [];
    BAD_ALERT_MESSAGE "Bad Alert Message" "RFC 8876" STATUS_425 [];
    USE_IDENTITY_HEADER "Use Identity Header" "RFC 8224" STATUS_428 [];
    PROVIDE_REFERRER_IDENTITY "Provide Referrer Identity" "RFC 3892" STATUS_429 [];
    FLOW_FAILED "Flow Failed" "RFC 5626 §11.5" STATUS_430 [];
    ANONYMITY_DISALLOWED "Anonymity Disallowed" "RFC 5079 §4" STATUS_433 [];
    BAD_IDENTITY_INFO "Bad Identity Info" "RFC 8224" STATUS_436 ["Bad Identity-Info"];
    UNSUPPORTED_CREDENTIAL "Unsupported Credential" "RFC 8224" STATUS_437 ["Unsupported Certificate"];
    INVALID_IDENTITY_HEADER "Invalid Identity Header" "RFC 8224" STATUS_438 [];
    FIRST_HOP_LACKS_OUTBOUND_SUPPORT "First Hop Lacks Outbound Support" "RFC 5626" STATUS_439 [];
    MAX_BREADTH_EXCEEDED "Max-Breadth Exceeded" "RFC 5393" STATUS_440 [];
    BAD_INFO_PACKAGE "Bad Info Package" "RFC 6086" STATUS_469 [];
    CONSENT_NEEDED "Consent Needed" "RFC 5360" STATUS_470 [];
    TEMPORARILY_UNAVAILABLE "Temporarily Unavailable" "RFC 3261 §21.4.18" STATUS_480 ["Temporarily Not Available"];
    CALL_OR_TRANSACTION_DOES_NOT_EXIST "Call/Transaction Does Not Exist" "RFC 3261 §21.4.19" STATUS_481 ["Call Leg/Transaction Does Not Exist", "Call Does Not Exist"];
    LOOP_DETECTED "Loop Detected" "RFC 3261 §21.4.20" STATUS_482 [];
    TOO_MANY_HOPS "Too Many Hops" "RFC 3261 §21.4.21" STATUS_483 [];
    ADDRESS_INCOMPLETE "Address Incomplete" "RFC 3261 §21.4.22" STATUS_484 [];
    AMBIGUOUS "Ambiguous" "RFC 3261 §21.4.23" STATUS_485 [];
    BUSY_HERE "Busy Here" "RFC 3261 §21.4.24" STATUS_486 [];
    REQUEST_TERMINATED "Request Terminated" "RFC 3261 §21.4.25" STATUS_487 ["Request Cancelled", "Request Canceled"];
    NOT_ACCEPTABLE_HERE "Not Acceptable Here" "RFC 3261 §21.4.26" STATUS_488 [];
    BAD_EVENT "Bad Event" "RFC 6665 §8.3.2" STATUS_489 [];
    REQUEST_PENDING "Request Pending" "RFC 3261 §21.4.27" STATUS_491 [];
    UNDECIPHERABLE "Undecipherable" "RFC 3261 §21.4.28" STATUS_493 [];
    SECURITY_AGREEMENT_REQUIRED "Security Agreement Required" "RFC 3329" STATUS_494 [];
    SERVER_INTERNAL_ERROR "Server Internal Error" "RFC 3261 §21.5.1" STATUS_500 [];
    NOT_IMPLEMENTED "Not Implemented" "RFC 3261 §21.5.2" STATUS_501 [];
    BAD_GATEWAY "Bad Gateway" "RFC 3261 §21.5.3" STATUS_502 [];
    SERVICE_UNAVAILABLE "Service Unavailable" "RFC 3261 §21.5.4" STATUS_503 [];
    SERVER_TIMEOUT "Server Time-out" "RFC 3261 §21.5.5" STATUS_504 ["Server Time Out", "Server Timeout", "Gateway Time-out", "Gateway Timeout"];
    VERSION_NOT_SUPPORTED "Version Not Supported" "RFC 3261 §21.5.6" STATUS_505 ["SIP Version Not Supported"];
    MESSAGE_TOO_LARGE "Message Too Large" "RFC 3261 §21.5.7" STATUS_513 [];
    PUSH_NOTIFICATION_SERVICE_NOT_SUPPORTED "Push Notification Service Not Supported" "RFC 8599" STATUS_555 [];
    PRECONDITION_FAILURE "Precondition Failure" "RFC 3312 §8" STATUS_580 [];
    BUSY_EVERYWHERE "Busy Everywhere" "RFC 3261 §21.6.1" STATUS_600 [];
    DECLINE "Decline" "RFC 3261 §21.6.2" STATUS_603 ["Declined"];
    DOES_NOT_EXIST_ANYWHERE "Does Not Exist Anywhere" "RFC 3261 §21.6.3" STATUS_604 [];
    NOT_ACCEPTABLE_ANYWHERE "Not Acceptable" "RFC 3261 §21.6.4" STATUS_606 [];
    UNWANTED "Unwanted" "RFC 8197" STATUS_607 [];
    REJECTED "Rejected" "RFC 8688" STATUS_608 [];
}

impl Status {
    /// What is known of `code`. Of one that is not registered, its class is known
    /// (RFC 3261 §8.1.3.2).
    pub fn of(code: StatusCode) -> Self {
        match Self::ALL.binary_search_by_key(&code, |status| status.code) {
            Ok(at) => Self::ALL.get(at).copied(),
            Err(_) => None,
        }
        .unwrap_or(Self {
            code,
            phrase: None,
            document: "RFC 3261 §8.1.3.2",
            other_phrases: &[],
            explanation: Self::of_class(code.class()),
        })
    }

    /// What is said of a class of codes.
    pub const fn of_class(class: StatusClass) -> &'static Explanation {
        match class {
            StatusClass::Provisional => &CLASS_1XX,
            StatusClass::Success => &CLASS_2XX,
            StatusClass::Redirection => &CLASS_3XX,
            StatusClass::RequestFailure => &CLASS_4XX,
            StatusClass::ServerFailure => &CLASS_5XX,
            StatusClass::GlobalFailure => &CLASS_6XX,
        }
    }

    /// Whether the code is registered with IANA.
    pub const fn is_registered(&self) -> bool {
        self.phrase.is_some()
    }

    /// The class, by the first digit.
    pub const fn class(&self) -> StatusClass {
        self.code.class()
    }

    /// The code that a receiver acts on: itself if it is registered, else the x00 of its class, or 183
    /// for a provisional one (RFC 3261 §8.1.3.2).
    pub const fn treated_as(&self) -> StatusCode {
        self.code.understood_as()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ascends_and_holds_what_the_messages_know() {
        assert!(
            Status::ALL
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.code < b.code))
        );
        for code in 100..700 {
            let code = StatusCode::new(code).expect("in range");
            let status = Status::of(code);
            assert_eq!(status.code, code);
            assert_eq!(status.is_registered(), code.is_known(), "{code}");
            if let Some(phrase) = status.phrase {
                assert_eq!(phrase.trim_end_matches(" (Deprecated)"), code.reason());
            }
        }
    }

    #[test]
    fn an_unregistered_code_means_what_its_class_means() {
        for (code, as_code) in [
            (155, 183),
            (299, 200),
            (399, 300),
            (431, 400),
            (599, 500),
            (699, 600),
        ] {
            let status = Status::of(StatusCode::new(code).expect("in range"));
            assert!(!status.is_registered());
            assert_eq!(status.treated_as().code(), as_code);
            assert_eq!(status.explanation, Status::of_class(status.class()));
        }
        let busy = Status::of(StatusCode::BUSY_HERE);
        assert_eq!(busy.treated_as(), StatusCode::BUSY_HERE);
        assert_ne!(busy.explanation, Status::of_class(busy.class()));
    }
}

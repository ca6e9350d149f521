//! Status codes of responses (RFC 3261 §21).

use std::fmt;

/// A status code, 100 to 699.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatusCode(u16);

macro_rules! status_codes {
    ($($constant:ident $code:literal $reason:literal $section:literal;)*) => {
        impl StatusCode {
            $(
                #[doc = concat!("`", stringify!($code), " ", $reason, "` (", $section, ").")]
                pub const $constant: StatusCode = StatusCode($code);
            )*

            /// The default reason phrase; for a code without one, that of its class.
            pub const fn reason(self) -> &'static str {
                match self.0 {
                    $($code => $reason,)*
                    100..=199 => "Session Progress",
                    200..=299 => "OK",
                    300..=399 => "Redirection",
                    400..=499 => "Bad Request",
                    500..=599 => "Server Internal Error",
                    _ => "Busy Everywhere",
                }
            }

            /// Whether the code is one that this crate has a name for.
            pub const fn is_known(self) -> bool {
                matches!(self.0, $($code)|*)
            }
        }
    };
}

status_codes! {
    TRYING 100 "Trying" "RFC 3261 §21.1.1";
    RINGING 180 "Ringing" "RFC 3261 §21.1.2";
    CALL_IS_BEING_FORWARDED 181 "Call Is Being Forwarded" "RFC 3261 §21.1.3";
    QUEUED 182 "Queued" "RFC 3261 §21.1.4";
    SESSION_PROGRESS 183 "Session Progress" "RFC 3261 §21.1.5";
    EARLY_DIALOG_TERMINATED 199 "Early Dialog Terminated" "RFC 6228 §11.1";
    OK 200 "OK" "RFC 3261 §21.2.1";
    ACCEPTED 202 "Accepted" "RFC 6665 §8.3.1";
    NO_NOTIFICATION 204 "No Notification" "RFC 5839 §7.1";
    MULTIPLE_CHOICES 300 "Multiple Choices" "RFC 3261 §21.3.1";
    MOVED_PERMANENTLY 301 "Moved Permanently" "RFC 3261 §21.3.2";
    MOVED_TEMPORARILY 302 "Moved Temporarily" "RFC 3261 §21.3.3";
    USE_PROXY 305 "Use Proxy" "RFC 3261 §21.3.4";
    ALTERNATIVE_SERVICE 380 "Alternative Service" "RFC 3261 §21.3.5";
    BAD_REQUEST 400 "Bad Request" "RFC 3261 §21.4.1";
    UNAUTHORIZED 401 "Unauthorized" "RFC 3261 §21.4.2";
    PAYMENT_REQUIRED 402 "Payment Required" "RFC 3261 §21.4.3";
    FORBIDDEN 403 "Forbidden" "RFC 3261 §21.4.4";
    NOT_FOUND 404 "Not Found" "RFC 3261 §21.4.5";
    METHOD_NOT_ALLOWED 405 "Method Not Allowed" "RFC 3261 §21.4.6";
    NOT_ACCEPTABLE 406 "Not Acceptable" "RFC 3261 §21.4.7";
    PROXY_AUTHENTICATION_REQUIRED 407 "Proxy Authentication Required" "RFC 3261 §21.4.8";
    REQUEST_TIMEOUT 408 "Request Timeout" "RFC 3261 §21.4.9";
    GONE 410 "Gone" "RFC 3261 §21.4.10";
    CONDITIONAL_REQUEST_FAILED 412 "Conditional Request Failed" "RFC 3903 §11.2.1";
    REQUEST_ENTITY_TOO_LARGE 413 "Request Entity Too Large" "RFC 3261 §21.4.11";
    REQUEST_URI_TOO_LONG 414 "Request-URI Too Long" "RFC 3261 §21.4.12";
    UNSUPPORTED_MEDIA_TYPE 415 "Unsupported Media Type" "RFC 3261 §21.4.13";
    UNSUPPORTED_URI_SCHEME 416 "Unsupported URI Scheme" "RFC 3261 §21.4.14";
    UNKNOWN_RESOURCE_PRIORITY 417 "Unknown Resource-Priority" "RFC 4412";
    BAD_EXTENSION 420 "Bad Extension" "RFC 3261 §21.4.15";
    EXTENSION_REQUIRED 421 "Extension Required" "RFC 3261 §21.4.16";
    SESSION_INTERVAL_TOO_SMALL 422 "Session Interval Too Small" "RFC 4028 §6";
    INTERVAL_TOO_BRIEF 423 "Interval Too Brief" "RFC 3261 §21.4.17";
    BAD_LOCATION_INFORMATION 424 "Bad Location Information" "RFC 6442";
    BAD_ALERT_MESSAGE 425 "Bad Alert Message" "RFC 8876";
    USE_IDENTITY_HEADER 428 "Use Identity Header" "RFC 8224";
    PROVIDE_REFERRER_IDENTITY 429 "Provide Referrer Identity" "RFC 3892";
    FLOW_FAILED 430 "Flow Failed" "RFC 5626 §11.5";
    ANONYMITY_DISALLOWED 433 "Anonymity Disallowed" "RFC 5079 §4";
    BAD_IDENTITY_INFO 436 "Bad Identity Info" "RFC 8224";
    UNSUPPORTED_CREDENTIAL 437 "Unsupported Credential" "RFC 8224";
    INVALID_IDENTITY_HEADER 438 "Invalid Identity Header" "RFC 8224";
    FIRST_HOP_LACKS_OUTBOUND_SUPPORT 439 "First Hop Lacks Outbound Support" "RFC 5626";
    MAX_BREADTH_EXCEEDED 440 "Max-Breadth Exceeded" "RFC 5393";
    BAD_INFO_PACKAGE 469 "Bad Info Package" "RFC 6086";
    CONSENT_NEEDED 470 "Consent Needed" "RFC 5360";
    TEMPORARILY_UNAVAILABLE 480 "Temporarily Unavailable" "RFC 3261 §21.4.18";
    CALL_OR_TRANSACTION_DOES_NOT_EXIST 481 "Call/Transaction Does Not Exist" "RFC 3261 §21.4.19";
    LOOP_DETECTED 482 "Loop Detected" "RFC 3261 §21.4.20";
    TOO_MANY_HOPS 483 "Too Many Hops" "RFC 3261 §21.4.21";
    ADDRESS_INCOMPLETE 484 "Address Incomplete" "RFC 3261 §21.4.22";
    AMBIGUOUS 485 "Ambiguous" "RFC 3261 §21.4.23";
    BUSY_HERE 486 "Busy Here" "RFC 3261 §21.4.24";
    REQUEST_TERMINATED 487 "Request Terminated" "RFC 3261 §21.4.25";
    NOT_ACCEPTABLE_HERE 488 "Not Acceptable Here" "RFC 3261 §21.4.26";
    BAD_EVENT 489 "Bad Event" "RFC 6665 §8.3.2";
    REQUEST_PENDING 491 "Request Pending" "RFC 3261 §21.4.27";
    UNDECIPHERABLE 493 "Undecipherable" "RFC 3261 §21.4.28";
    SECURITY_AGREEMENT_REQUIRED 494 "Security Agreement Required" "RFC 3329";
    SERVER_INTERNAL_ERROR 500 "Server Internal Error" "RFC 3261 §21.5.1";
    NOT_IMPLEMENTED 501 "Not Implemented" "RFC 3261 §21.5.2";
    BAD_GATEWAY 502 "Bad Gateway" "RFC 3261 §21.5.3";
    SERVICE_UNAVAILABLE 503 "Service Unavailable" "RFC 3261 §21.5.4";
    SERVER_TIMEOUT 504 "Server Time-out" "RFC 3261 §21.5.5";
    VERSION_NOT_SUPPORTED 505 "Version Not Supported" "RFC 3261 §21.5.6";
    MESSAGE_TOO_LARGE 513 "Message Too Large" "RFC 3261 §21.5.7";
    PUSH_NOTIFICATION_SERVICE_NOT_SUPPORTED 555 "Push Notification Service Not Supported" "RFC 8599";
    PRECONDITION_FAILURE 580 "Precondition Failure" "RFC 3312 §8";
    BUSY_EVERYWHERE 600 "Busy Everywhere" "RFC 3261 §21.6.1";
    DECLINE 603 "Decline" "RFC 3261 §21.6.2";
    DOES_NOT_EXIST_ANYWHERE 604 "Does Not Exist Anywhere" "RFC 3261 §21.6.3";
    NOT_ACCEPTABLE_ANYWHERE 606 "Not Acceptable" "RFC 3261 §21.6.4";
    UNWANTED 607 "Unwanted" "RFC 8197";
    REJECTED 608 "Rejected" "RFC 8688";
}

/// The first digit of a status code (RFC 3261 §7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusClass {
    /// 1xx.
    Provisional,
    /// 2xx.
    Success,
    /// 3xx.
    Redirection,
    /// 4xx.
    RequestFailure,
    /// 5xx.
    ServerFailure,
    /// 6xx.
    GlobalFailure,
}

impl StatusCode {
    /// The code, if it lies in 100 to 699.
    pub const fn new(code: u16) -> Option<Self> {
        match code {
            100..=699 => Some(Self(code)),
            _ => None,
        }
    }

    /// The number.
    pub const fn code(self) -> u16 {
        self.0
    }

    /// The class.
    pub const fn class(self) -> StatusClass {
        match self.0 / 100 {
            1 => StatusClass::Provisional,
            2 => StatusClass::Success,
            3 => StatusClass::Redirection,
            4 => StatusClass::RequestFailure,
            5 => StatusClass::ServerFailure,
            _ => StatusClass::GlobalFailure,
        }
    }

    /// Whether it is a 1xx.
    pub const fn is_provisional(self) -> bool {
        self.0 < 200
    }

    /// Whether it is a 2xx.
    pub const fn is_success(self) -> bool {
        matches!(self.0, 200..=299)
    }

    /// Whether it ends a transaction: 2xx to 6xx.
    pub const fn is_final(self) -> bool {
        self.0 >= 200
    }

    /// The code to act on: an unknown one counts as the x00 of its class, an unknown provisional one
    /// as 183 (RFC 3261 §8.1.3.2).
    pub const fn understood_as(self) -> StatusCode {
        if self.is_known() {
            self
        } else if self.is_provisional() {
            Self::SESSION_PROGRESS
        } else {
            Self(self.0 / 100 * 100)
        }
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_understood_as_its_class() {
        for (code, as_code) in [
            (180, 180),
            (199, 199),
            (155, 183),
            (299, 200),
            (399, 300),
            (431, 400),
            (599, 500),
            (699, 600),
            (487, 487),
        ] {
            let status = StatusCode::new(code).expect("in range");
            assert_eq!(status.understood_as().code(), as_code, "{code}");
        }
    }

    #[test]
    fn codes_outside_the_six_classes_do_not_exist() {
        for code in [0, 99, 700, 999, u16::MAX] {
            assert_eq!(StatusCode::new(code), None);
        }
        assert_eq!(StatusCode::new(100), Some(StatusCode::TRYING));
        assert_eq!(
            StatusCode::new(699).map(StatusCode::class),
            Some(StatusClass::GlobalFailure)
        );
    }

    #[test]
    fn every_class_divides_final_from_provisional() {
        for code in 100..=699 {
            let status = StatusCode::new(code).expect("in range");
            assert_ne!(status.is_provisional(), status.is_final());
            assert_eq!(status.is_success(), status.class() == StatusClass::Success);
            assert!(!status.reason().is_empty());
        }
    }
}

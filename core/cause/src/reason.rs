//! The Reason headers of a message (RFC 3326 §2, RFC 6432, RFC 8606 §4), read together.

use std::fmt;

use naisen_sip::{HeaderName, Message, Reason, StatusCode, TypedHeader};

use crate::{Cause, Location, Translation};

/// Values of which more are not kept: two are usual, and none of more than four has been seen.
pub const MAX_REASONS: usize = 16;

/// Why a request or a response was sent, by all Reason headers of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons<'a> {
    /// The first cause of Q.850.
    pub q850: Option<Q850Reason<'a>>,
    /// The first SIP status.
    pub sip: Option<SipReason<'a>>,
    /// Values of other protocols; values without a cause, or with one that its protocol does not
    /// have.
    pub others: Vec<Reason<'a>>,
    /// Values that could not be read, as they came.
    pub unreadable: Vec<&'a str>,
    /// What the values contradict each other in.
    pub contradictions: Vec<Contradiction>,
}

/// A Reason of protocol `Q.850`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Q850Reason<'a> {
    /// The cause.
    pub cause: Cause,
    /// Where it was generated.
    pub location: Option<Location>,
    /// The text, as the sender wrote it.
    pub text: Option<&'a str>,
}

/// A Reason of protocol `SIP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SipReason<'a> {
    /// The status.
    pub status: StatusCode,
    /// The text, as the sender wrote it.
    pub text: Option<&'a str>,
}

/// Two values of one protocol that cannot both be the reason. A protocol may stand once
/// (RFC 3326 §2); that it stands twice with the same value does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// Two causes.
    #[error("Q.850 cause {0} and Q.850 cause {1}")]
    Causes(Cause, Cause),
    /// One cause from two places.
    #[error("location {0} and location {1}")]
    Locations(Location, Location),
    /// Two statuses.
    #[error("SIP status {0} and SIP status {1}")]
    Statuses(StatusCode, StatusCode),
}

/// A status and a cause of one message that a table does not translate into each other. Nobody need
/// be wrong: the sender may follow another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The status.
    pub status: StatusCode,
    /// The cause.
    pub cause: Cause,
    /// What the table makes of the status.
    pub expected_cause: Option<Cause>,
    /// What the table makes of the cause.
    pub expected_status: Option<StatusCode>,
}

impl<'a> Reasons<'a> {
    /// The Reason headers of a message.
    pub fn of(message: &Message<'a>) -> Self {
        Self::collect(message.elements(HeaderName::Reason))
    }

    /// The values of one header line, with or without its name: `Q.850;cause=17, SIP;cause=486`.
    pub fn parse(line: &'a str) -> Self {
        let line = line.trim();
        let value = match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("Reason") => value,
            _ => line,
        };
        Self::collect(Reason::values(value))
    }

    /// Adds one value.
    pub fn add(&mut self, value: &'a str) {
        match Reason::parse(value) {
            Ok(reason) => self.sort_in(reason),
            Err(_) => self.unreadable.push(value),
        }
    }

    /// Whether there was nothing.
    pub fn is_empty(&self) -> bool {
        self.q850.is_none()
            && self.sip.is_none()
            && self.others.is_empty()
            && self.unreadable.is_empty()
    }

    /// Whether the status and the cause disagree under `table`: neither becomes the other in any of
    /// its rows. `None` too if one of them is missing, or if the table has nothing to say.
    pub fn mismatch(&self, table: &Translation) -> Option<Mismatch> {
        self.mismatch_with(self.sip?.status, table)
    }

    /// The same for the status of the response that carries the headers.
    pub fn mismatch_with(&self, status: StatusCode, table: &Translation) -> Option<Mismatch> {
        let q850 = self.q850?;
        let causes = || table.causes(status).filter_map(|row| row.to);
        let statuses = || table.statuses(q850.cause).filter_map(|row| row.to);
        let is_silent = causes().next().is_none() && statuses().next().is_none();
        let agrees = causes().any(|cause| cause == q850.cause)
            || statuses().any(|candidate| candidate == status);
        (!is_silent && !agrees).then(|| Mismatch {
            status,
            cause: q850.cause,
            expected_cause: table.cause_of(status),
            expected_status: table.status_of(q850.cause, q850.location, false),
        })
    }

    fn collect(values: impl Iterator<Item = &'a str>) -> Self {
        let mut reasons = Self::default();
        for value in values.take(MAX_REASONS) {
            reasons.add(value);
        }
        reasons
    }

    fn sort_in(&mut self, reason: Reason<'a>) {
        let number = reason.cause.unwrap_or(u16::MAX);
        if reason.protocol.eq_ignore_ascii_case("Q.850")
            && let Some(cause) = u8::try_from(number).ok().and_then(Cause::new)
        {
            self.add_cause(Q850Reason {
                cause,
                location: reason.location.and_then(Location::parse),
                text: reason.text,
            });
        } else if reason.protocol.eq_ignore_ascii_case("SIP")
            && let Some(status) = StatusCode::new(number)
        {
            self.add_status(SipReason {
                status,
                text: reason.text,
            });
        } else {
            self.others.push(reason);
        }
    }

    fn add_cause(&mut self, new: Q850Reason<'a>) {
        let Some(first) = &mut self.q850 else {
            self.q850 = Some(new);
            return;
        };
        if first.cause != new.cause {
            self.contradictions
                .push(Contradiction::Causes(first.cause, new.cause));
            return;
        }
        match (first.location, new.location) {
            (Some(one), Some(other)) if one != other => {
                self.contradictions
                    .push(Contradiction::Locations(one, other));
            }
            _ => first.location = first.location.or(new.location),
        }
    }

    fn add_status(&mut self, new: SipReason<'a>) {
        match self.sip {
            None => self.sip = Some(new),
            Some(first) if first.status != new.status => self
                .contradictions
                .push(Contradiction::Statuses(first.status, new.status)),
            Some(_) => {}
        }
    }
}

impl Q850Reason<'static> {
    /// The Reason that tells of `cause`, with its name as text.
    pub fn new(cause: Cause, location: Option<Location>) -> Self {
        Self {
            cause,
            location,
            text: cause.name(),
        }
    }
}

impl SipReason<'static> {
    /// The Reason that tells of `status`, with its phrase as text.
    pub const fn new(status: StatusCode) -> Self {
        Self {
            status,
            text: Some(status.reason()),
        }
    }
}

impl fmt::Display for Q850Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = Reason {
            protocol: "Q.850",
            cause: Some(self.cause.value().into()),
            text: self.text,
            location: self.location.map(Location::abbreviation),
        };
        reason.fmt(f)
    }
}

impl fmt::Display for SipReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = Reason {
            protocol: "SIP",
            cause: Some(self.status.code()),
            text: self.text,
            location: None,
        };
        reason.fmt(f)
    }
}

/// The value of a header line: all values that could be read, each protocol once.
impl fmt::Display for Reasons<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut write = |value: &dyn fmt::Display| {
            write!(f, "{separator}{value}")?;
            separator = ", ";
            Ok(())
        };
        if let Some(q850) = &self.q850 {
            write(q850)?;
        }
        if let Some(sip) = &self.sip {
            write(sip)?;
        }
        self.others.iter().try_for_each(|other| write(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc3398() -> &'static Translation {
        Translation::builtin("rfc3398").expect("builtin")
    }

    #[test]
    fn values_of_both_protocols_are_told_apart() {
        let reasons = Reasons::parse("Q.850;cause=47;text=\"x, y\", SIP;cause=480 , Foo;cause=1");
        let q850 = reasons.q850.expect("there");
        assert_eq!(q850.cause, Cause::RESOURCE_UNAVAILABLE);
        assert_eq!(q850.text, Some("x, y"));
        assert_eq!(
            reasons.sip.map(|sip| sip.status),
            Some(StatusCode::TEMPORARILY_UNAVAILABLE)
        );
        assert_eq!(reasons.others.len(), 1);
        assert_eq!(reasons.contradictions, []);
        assert_eq!(
            reasons.to_string(),
            "Q.850;cause=47;text=\"x, y\", SIP;cause=480, Foo;cause=1"
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        for line in [
            "Q.850;cause=17;text=\"User busy\";location=LN",
            "Q.850;cause=16;text=\"Normal call clearing\", SIP;cause=200;text=\"OK\"",
            "SIP;cause=600;text=\"say \\\"no\\\"\"",
        ] {
            assert_eq!(Reasons::parse(line).to_string(), line);
        }
        assert_eq!(
            Q850Reason::new(Cause::USER_BUSY, Some(Location::PUBLIC_LOCAL)).to_string(),
            "Q.850;cause=17;text=\"User busy\";location=LN"
        );
        assert_eq!(
            SipReason::new(StatusCode::BUSY_HERE).to_string(),
            "SIP;cause=486;text=\"Busy Here\""
        );
    }

    #[test]
    fn the_headers_of_a_message_count_as_one_list() {
        let message = "BYE sip:a@192.0.2.1 SIP/2.0\r\n\
             Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1\r\n\
             From: <sip:b@192.0.2.2>;tag=1\r\nTo: <sip:a@192.0.2.1>;tag=2\r\n\
             Call-ID: c\r\nCSeq: 1 BYE\r\nMax-Forwards: 70\r\n\
             Reason: Q.850;cause=16;location=RPN\r\n\
             Reason: SIP;cause=200, Q.850;cause=31\r\n\
             Content-Length: 0\r\n\r\n";
        let message = Message::parse(message.as_bytes()).expect("legal");
        let reasons = Reasons::of(&message);
        assert_eq!(
            reasons.q850.and_then(|it| it.location),
            Some(Location::PRIVATE_REMOTE)
        );
        assert_eq!(reasons.sip.map(|it| it.status), Some(StatusCode::OK));
        assert_eq!(
            reasons.contradictions,
            [Contradiction::Causes(
                Cause::NORMAL_CLEARING,
                Cause::NORMAL_UNSPECIFIED
            )]
        );
    }

    #[test]
    fn contradictions_are_named_and_repetition_is_none() {
        for (line, contradictions) in [
            ("Q.850;cause=17, Q.850;cause=17", ""),
            ("Q.850;cause=17, q.850;cause=17;location=U", ""),
            (
                "Q.850;cause=17, Q.850;cause=34",
                "Q.850 cause 17 and Q.850 cause 34",
            ),
            (
                "Q.850;cause=17;location=U, Q.850;cause=17;location=LN",
                "location U and location LN",
            ),
            (
                "SIP;cause=486, sip;cause=480",
                "SIP status 486 and SIP status 480",
            ),
        ] {
            let found: Vec<String> = Reasons::parse(line)
                .contradictions
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found.join("; "), contradictions, "{line}");
        }
    }

    #[test]
    fn a_status_and_a_cause_are_held_against_the_table() {
        for (line, differs) in [
            ("Q.850;cause=17, SIP;cause=486", false),
            ("Q.850;cause=19, SIP;cause=480", false),
            ("Q.850;cause=18, SIP;cause=480", false),
            ("Q.850;cause=65, SIP;cause=488", false),
            ("Q.850;cause=47, SIP;cause=480", true),
            ("Q.850;cause=17", false),
            ("SIP;cause=486", false),
        ] {
            let mismatch = Reasons::parse(line).mismatch(rfc3398());
            assert_eq!(mismatch.is_some(), differs, "{line}");
        }
        let mismatch = Reasons::parse("Q.850;cause=47, SIP;cause=480")
            .mismatch(rfc3398())
            .expect("differs");
        assert_eq!(mismatch.expected_cause, Some(Cause::NO_USER_RESPONDING));
        assert_eq!(
            mismatch.expected_status,
            Some(StatusCode::SERVICE_UNAVAILABLE)
        );
        let gap = Translation::builtin("jj-22.02").expect("builtin");
        assert_eq!(
            Reasons::parse("Q.850;cause=47, SIP;cause=480").mismatch(gap),
            None
        );
    }

    #[test]
    fn what_cannot_be_read_is_kept() {
        let reasons =
            Reasons::parse("Reason: Q.850;cause=200, SIP;cause=99, Q.850, ;;, SIP;cause=x");
        assert_eq!(reasons.q850, None);
        assert_eq!(reasons.sip, None);
        assert_eq!(reasons.others.len(), 3);
        assert_eq!(reasons.unreadable, [";;", "SIP;cause=x"]);
        assert!(!reasons.is_empty());
        assert!(Reasons::parse(" ").is_empty());
    }

    #[test]
    fn more_values_than_the_bound_are_dropped() {
        let line = "X;cause=1,".repeat(MAX_REASONS + 5);
        assert_eq!(Reasons::parse(&line).others.len(), MAX_REASONS);
    }
}

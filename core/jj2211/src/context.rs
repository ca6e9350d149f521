//! What is known when a message is sent.

use naisen_sip::{HeaderName, Message, Method, To};

use crate::fact::Fact;

/// The facts that hold, that do not hold, and that nobody has told.
///
/// What is not known decides nothing: a condition that hangs on it yields no code, and
/// [`send_faults`](crate::send_faults) finds no fault by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    known: u32,
    true_ones: u32,
}

impl Context {
    /// Nothing is known.
    pub const fn new() -> Self {
        Self {
            known: 0,
            true_ones: 0,
        }
    }

    /// The same, and `fact` holds or does not hold.
    #[must_use]
    pub const fn with(mut self, fact: Fact, holds: bool) -> Self {
        self.set(fact, holds);
        self
    }

    /// Takes in that `fact` holds or does not hold.
    pub const fn set(&mut self, fact: Fact, holds: bool) {
        self.known |= fact.bit();
        if holds {
            self.true_ones |= fact.bit();
        } else {
            self.true_ones &= !fact.bit();
        }
    }

    /// The same, and of `fact` nothing is known.
    #[must_use]
    pub const fn unknown(mut self, fact: Fact) -> Self {
        self.known &= !fact.bit();
        self.true_ones &= !fact.bit();
        self
    }

    /// Whether `fact` holds; `None` if that is not known.
    pub const fn knows(&self, fact: Fact) -> Option<bool> {
        if self.known & fact.bit() == 0 {
            return None;
        }
        Some(self.true_ones & fact.bit() != 0)
    }

    /// The same, with all that the request being answered tells: what it supports, whether it has
    /// Session-Expires and SDP, whether it came within a dialog.
    #[must_use]
    pub fn answering(self, request: &Message<'_>) -> Self {
        // Who demands it supports it, though it may not be demanded (`R-8.1-2`, `R-9.1-2`).
        let supports = |tag| {
            [HeaderName::Supported, HeaderName::Require]
                .into_iter()
                .any(|name| request.has_token(name, tag))
        };
        let within = matches!(request.typed::<To<'_>>(), Ok(Some(to)) if to.tag().is_some());
        self.with(Fact::ReceivedSupported100rel, supports("100rel"))
            .with(Fact::ReceivedSupportedTimer, supports("timer"))
            .with(
                Fact::ReceivedSessionExpires,
                request.header(HeaderName::SessionExpires).is_some(),
            )
            .with(Fact::ReceivedSdp, !request.body().is_empty())
            .with(
                Fact::AnswersWithinDialog,
                within && request.method() != Some(Method::Register),
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_told_is_not_known() {
        let context = Context::new().with(Fact::UsesTimer, false);
        assert_eq!(context.knows(Fact::UsesTimer), Some(false));
        assert_eq!(context.knows(Fact::Uses100rel), None);
        let told_again = context.with(Fact::UsesTimer, true);
        assert_eq!(told_again.knows(Fact::UsesTimer), Some(true));
        assert_eq!(
            told_again
                .with(Fact::UsesTimer, false)
                .knows(Fact::UsesTimer),
            Some(false)
        );
    }

    #[test]
    fn a_request_tells_what_its_answer_hangs_on() {
        let text = "UPDATE sip:a SIP/2.0\r\nTo: <sip:a>;tag=b\r\nSupported: timer\r\n\
                    Session-Expires: 180\r\nCSeq: 1 UPDATE\r\n\r\n";
        let context = Context::new().answering(&Message::parse(text.as_bytes()).unwrap());
        for (fact, holds) in [
            (Fact::ReceivedSupported100rel, false),
            (Fact::ReceivedSupportedTimer, true),
            (Fact::ReceivedSessionExpires, true),
            (Fact::ReceivedSdp, false),
            (Fact::AnswersWithinDialog, true),
        ] {
            assert_eq!(context.knows(fact), Some(holds), "{fact:?}");
        }
    }
}

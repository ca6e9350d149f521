//! The facts that decide conditions and readings.

macro_rules! facts {
    ($($(#[doc = $doc:literal])+ $variant:ident $atom:literal;)*) => {
        /// Something that is so or is not so when a message is sent.
        ///
        /// Those of the conditions are seen from the side whose code is asked: the sender for a send
        /// column, the receiver for a receive column.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Fact {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Fact {
            /// Every fact.
            pub const ALL: &[Fact] = &[$(Self::$variant,)*];

            /// How the fact is written in an expression, as `uses(timer)`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $atom,)*
                }
            }
        }
    };
}

facts! {
    /// This side has 100rel in use (a setting, `JJ-22.11 §8`).
    Uses100rel "uses(100rel)";
    /// This side has the session timer in use: a setting for an initial INVITE, what was agreed for
    /// everything later in the dialog (`JJ-22.11 §9`). Before the answer nothing is agreed: an UPDATE
    /// within an early dialog leaves it open.
    UsesTimer "uses(timer)";
    /// This side has UPDATE in use.
    UsesUpdate "uses(UPDATE)";
    /// This side changes or refreshes sessions with UPDATE (`JJ-22.11 §9.2`); false forbids UPDATE
    /// altogether.
    RefreshesByUpdate "refresh_by(UPDATE)";
    /// This side's initial INVITE listed 100rel in Supported.
    SentSupported100rel "sent_supported(100rel)";
    /// The request being answered lists 100rel in Supported.
    ReceivedSupported100rel "received_supported(100rel)";
    /// The request being answered lists timer in Supported.
    ReceivedSupportedTimer "received_supported(timer)";
    /// The request being answered has Session-Expires.
    ReceivedSessionExpires "received_header(Session-Expires)";
    /// A 422 came back earlier for this call attempt, that is, for the same Call-ID.
    Got422ForCall "got_422(call_id)";
    /// A 422 came back earlier in this dialog.
    Got422InDialog "got_422(dialog)";
    /// Min-SE came earlier in a refresh request of this dialog.
    GotMinSeInDialog "got_min_se(dialog)";
    /// Numbers are presented by method 1 (`JJ-22.11 T12-1`); false is method 2 (`JJ-22.11 T12-2`).
    PresentsByHeaders "privacy_method(1)";
    /// The terminal has to register its location.
    NeedsRegistration "needs_registration";
    /// The REGISTER only asks for the stored bindings (`JJ-22.11 §4.1.7`).
    QueriesBindings "registration_query";
    /// The request answers a 401. False until the first 401 of a registration; a later request that
    /// may or may not use the old nonce again leaves it open (`E-03`).
    Answers401 "auth_challenged(401)";
    /// The request comes after this side sent a 401.
    Sent401 "sent_challenge(401)";
    /// A redirection surely comes from the own network and carries no risk.
    TrustsRedirection "redirect_trusted";
    /// The UPDATE changes the session; false if it only refreshes it.
    ChangesSession "session_change";
    /// The UPDATE being answered has SDP.
    ReceivedSdp "sdp_in_received_request";
    /// The UPDATE that this response answers was sent with SDP.
    SentSdp "sdp_in_sent_request";
    /// The request being answered came within a dialog; tells `JJ-22.11 T13-22` from T13-20.
    AnswersWithinDialog "answers_within_dialog";
    /// The ACK follows a refusal; tells `JJ-22.11 T13-10` from T13-9.
    AcknowledgesRefusal "acknowledges_refusal";
    /// The request is the first with its Call-ID, so that its CSeq is an initial value.
    BeginsCallId "begins_call_id";
    /// The response is the first reliable one of its transaction, so that its RSeq is an initial value.
    BeginsRSeq "begins_rseq";
    /// A 488 may list our codecs in its body, by setting (`E-17`).
    DescribesIn488 "describes_in(488)";
    /// The peer's responses have no tag in To, so that requests within the dialog have none either
    /// (`R-5.3.1-2`).
    PeerHasNoTag "peer_has_no_tag";
}

impl Fact {
    /// The fact that is written so.
    pub fn parse(atom: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fact| fact.as_str() == atom)
    }

    pub(crate) const fn bit(self) -> u32 {
        1 << self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_leads_to_its_own_fact_and_bit() {
        let mut bits = 0;
        for fact in Fact::ALL {
            assert_eq!(Fact::parse(fact.as_str()), Some(*fact));
            assert_eq!(bits & fact.bit(), 0);
            bits |= fact.bit();
        }
        assert_eq!(Fact::parse("uses(telepathy)"), None);
    }
}

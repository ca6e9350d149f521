//! What a session uses of the standard's options, and who decides its steps.

use std::time::Duration;

use naisen_sip::Refresher;

/// Who takes a step of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// The agent, at once.
    Automatic,
    /// The owner, who is told by an event and answers by a method: so the two legs of a
    /// back-to-back user agent move together.
    Owner,
}

/// The options of one session. It may be changed while the session lives; a step looks at it when
/// it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether 100rel is in use (JJ-22.11 §8, R-8-2).
    pub rel100: bool,
    /// Whether UPDATE is in use (R-9.2-4).
    pub update: bool,
    /// Whether and how the session timer is in use (JJ-22.11 §9, R-9-2).
    pub timer: Option<TimerPolicy>,
    /// Who sends PRACK for a reliable 1xx, and who answers a PRACK. With [`Handling::Automatic`] a
    /// PRACK that offers anew is refused with 488, and one that has to answer an offer is the
    /// owner's all the same.
    pub prack: Handling,
    /// Who sends the ACK for a 2xx.
    pub ack: Handling,
    /// Who answers UPDATE and re-INVITE. With [`Handling::Automatic`] only those without SDP are
    /// answered by the agent: media is always the owner's.
    pub modify: Handling,
    /// Who answers BYE.
    pub bye: Handling,
    /// Who answers 422: the agent by trying again with the peer's Min-SE (R-9.4.1-6), or the
    /// owner, who hands it to the other leg.
    pub interval_too_small: Handling,
    /// Whether a 300, 301 or 302 that came from where our Initial INVITE went is followed (R-5.4.1-1,
    /// JJ-22.11 E-12): the INVITE goes the same way again, to the number of its Contact. One from
    /// elsewhere never is.
    pub follows_redirection: bool,
}

impl Policy {
    /// All extensions on, every step automatic, no redirection followed: the terminal's policy.
    pub fn automatic(timer: Option<TimerPolicy>) -> Self {
        Self {
            rel100: true,
            update: true,
            timer,
            prack: Handling::Automatic,
            ack: Handling::Automatic,
            modify: Handling::Automatic,
            bye: Handling::Automatic,
            interval_too_small: Handling::Automatic,
            follows_redirection: false,
        }
    }
}

/// The session timer's settings (JJ-22.11 §9.3 to §9.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerPolicy {
    /// Session-Expires that we ask for (R-9.4.1-1).
    pub expires_s: u32,
    /// The shortest interval that we accept; below it an INVITE gets 422 (R-9.4.2-2).
    pub min_se_s: u32,
    /// A Min-SE to send in the Initial INVITE; by default none (R-9.4.1-3, R-9.4.1-4).
    pub sent_min_se_s: Option<u32>,
    /// The refresher that we name as caller; by default none (R-9.3.1.1-1).
    pub asked_refresher: Option<Refresher>,
    /// The refresher that we name as callee where the choice is ours (R-9.3.1.2-4).
    pub chosen_refresher: Refresher,
    /// Who sends the refresh when it is this side's turn: the agent, or the owner, who passes on
    /// the refresh of the other leg.
    pub refresh: Handling,
    /// UPDATE where the peer allows it, or re-INVITE always (R-9.2-4).
    pub method: RefreshMethod,
    /// When to refresh, in thousandths of the interval: 500 is half of it (R-9.5.1-1).
    pub refresh_thousandths: u16,
    /// What to do when a refresh fails (R-9.6-1, R-9.6-4).
    pub failure: RefreshFailure,
    /// How long before expiry the non-refresher gives up (R-9.6-5, R-9.6-6).
    pub margin: Margin,
}

impl Default for TimerPolicy {
    fn default() -> Self {
        Self {
            expires_s: 1800,
            min_se_s: 90,
            sent_min_se_s: None,
            asked_refresher: None,
            chosen_refresher: Refresher::Uas,
            refresh: Handling::Automatic,
            method: RefreshMethod::UpdateIfAllowed,
            refresh_thousandths: 500,
            failure: RefreshFailure::Immediately,
            margin: Margin::Seconds32,
        }
    }
}

/// Which request refreshes a session (JJ-22.11 §9.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshMethod {
    /// UPDATE if the peer's Allow has it, else re-INVITE.
    UpdateIfAllowed,
    /// re-INVITE only.
    ReInvite,
}

/// What a refresher does when its refresh fails (JJ-22.11 §9.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshFailure {
    /// BYE at once on timeout, 408 and 481 (R-9.6-1).
    Immediately,
    /// Go on until 10 s before expiry, then BYE (R-9.6-4).
    TenSecondsBeforeExpiry,
}

/// How long before expiry the non-refresher sends BYE (JJ-22.11 §9.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Margin {
    /// 32 s, or a third of the interval if that is less (R-9.6-5).
    Seconds32,
    /// 10 s, or a third of the interval if that is less (R-9.6-6).
    Seconds10,
}

impl Margin {
    /// The margin for an interval.
    pub fn of(self, expires_s: u32) -> Duration {
        let full = Duration::from_secs(match self {
            Margin::Seconds32 => 32,
            Margin::Seconds10 => 10,
        });
        full.min(Duration::from_secs(u64::from(expires_s)) / 3)
    }
}

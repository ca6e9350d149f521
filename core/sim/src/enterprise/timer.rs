//! The session timers of a run.

use naisen_agent::{Margin, RefreshFailure, RefreshMethod, TimerPolicy};
use naisen_node::Random;
use naisen_sip::Refresher;

use super::draw::{between, one_of};

/// The shortest interval that JJ-22.11 §9.3.2 knows, in seconds.
const INTERVAL_MIN_S: u32 = 90;

/// The longest interval that anybody of a run asks for, in seconds. Mostly it is short: the end of a
/// run waits until a session that nobody refreshes is over.
pub(super) fn longest(random: &mut Random) -> u32 {
    match random.below(20) {
        0 => 1800,
        1..=4 => 400,
        _ => 150,
    }
}

pub(super) fn policy(random: &mut Random, longest_s: u32) -> TimerPolicy {
    let refreshers = [Refresher::Uac, Refresher::Uas];
    let expires_s = between(random, INTERVAL_MIN_S, longest_s);
    let asked = random.chance(0.4);
    let sent = random.chance(0.4);
    TimerPolicy {
        expires_s,
        min_se_s: if random.chance(0.3) {
            between(random, INTERVAL_MIN_S, longest_s)
        } else {
            INTERVAL_MIN_S
        },
        sent_min_se_s: sent.then(|| between(random, INTERVAL_MIN_S, expires_s)),
        asked_refresher: asked.then(|| one_of(random, &refreshers)),
        chosen_refresher: one_of(random, &refreshers),
        method: one_of(
            random,
            &[
                RefreshMethod::UpdateIfAllowed,
                RefreshMethod::UpdateIfAllowed,
                RefreshMethod::ReInvite,
            ],
        ),
        // Often so soon that even a short call sees some.
        refresh_thousandths: one_of(random, &[30, 100, 250, 500, 500, 650, 900]),
        failure: one_of(
            random,
            &[
                RefreshFailure::Immediately,
                RefreshFailure::TenSecondsBeforeExpiry,
            ],
        ),
        margin: one_of(random, &[Margin::Seconds32, Margin::Seconds10]),
        ..TimerPolicy::default()
    }
}

//! Why a call ended, or went, as it did.
//!
//! 1. Every rule looks at the call by itself, through a [`Case`], and finds its own fault or none.
//! 2. What was found is put in order: what explains the end, the certain first, then how the call
//!    went, then what else is worth knowing.
//! 3. What the messages contradict each other in is shown beside the first.
//! 4. The final status is followed back over the hops to the host that made it.
//!
//! A rule says [`Confidence::Certain`](crate::Confidence::Certain) only if the trace allows no other
//! reading, names a host only if the trace shows it, and draws nothing from absence where the trace
//! was cut off.

mod address;
mod audio;
mod authentication;
mod case;
mod codec;
mod contradiction;
mod dialog;
mod found;
mod glare;
mod media_source;
mod network;
mod outcome;
mod prack;
mod refusal;
mod request_uri;
mod resumed;
mod session_timer;
mod silence;
mod status_path;
mod transport;
mod unacknowledged;

use self::case::Case;
use self::found::Found;
use crate::{Call, Diagnosis};

/// A rule, or a family of which at most one applies.
type Look = fn(&Case<'_>) -> Option<Found>;

/// All of them. Among findings of equal weight the first stands first.
const RULES: &[Look] = &[
    authentication::stale_nonce_loop,
    authentication::wrong_password,
    authentication::no_credentials,
    address::miscounted,
    transport::mismatch,
    silence::find,
    transport::next_hop_refused,
    network::response_misrouted,
    codec::mismatch,
    session_timer::interval_loop,
    prack::missing,
    unacknowledged::missing,
    address::private_contact,
    address::rewritten,
    dialog::early_bye,
    session_timer::confusion,
    session_timer::expired,
    glare::find,
    dialog::dialog_lost,
    dialog::leg_lost,
    refusal::extension_mismatch,
    refusal::looped,
    request_uri::wrong,
    address::private_media,
    media_source::wrong,
    audio::one_way,
    audio::none,
    audio::poor,
    refusal::bad_message,
    refusal::congestion,
    outcome::forked,
];

/// Finds why a call ended, or went, as it did.
pub fn diagnose(call: &Call) -> Diagnosis {
    let case = Case::of(call);
    let mut found: Vec<Found> = RULES.iter().filter_map(|look| look(&case)).collect();
    found.extend(outcome::of(&case, &found));
    found.sort_by_key(|found| (found.weight, found.gives_way()));
    let path = status_path::of(&case);
    // Whoever contradicts himself makes the first finding doubtful.
    let mut contradictions = contradiction::of(&case);
    Diagnosis {
        findings: found
            .into_iter()
            .map(|found| found.finding(&case, std::mem::take(&mut contradictions)))
            .collect(),
        status: case.status(),
        cause: case.cause(),
        made_by: path.made_by,
        changed_by: path.changed_by,
    }
}

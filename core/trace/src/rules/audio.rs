//! What was heard: streams of RTP against what was announced (RFC 3264, RFC 3550).
//!
//! A trace may hold the signalling alone. So nothing is said of media unless RTP of this very call, or
//! of another call of the same hosts, was seen, and nothing of a hop on which none was seen at all.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Rule;
use naisen_node::Time;
use naisen_sdp::Direction;
use naisen_sip::Method;

use super::case::Case;
use super::found::{Found, Weight};
use super::{media_source, resumed};
use crate::{Described, Evidence, Fact, NoticeKind, Stream};

/// A talk must last this long before silence in it means anything.
const TALK: Duration = Duration::from_secs(5);
/// Two seconds of packets of 20 ms: somebody talks in earnest.
pub(super) const PACKETS: u64 = 100;
/// As many as a talk has that means anything.
pub(super) const TALK_PACKETS: u64 = 250;
/// Ten seconds of them, which silence suppression on the other side does not explain.
pub(super) const MANY_PACKETS: u64 = 500;
/// A stream that ended less than this before the call went on to its end.
pub(super) const TO_THE_END: Duration = Duration::from_secs(2);
/// Loss in hundredths that is heard.
const LOSS_PERCENT: u64 = 5;
/// Loss in hundredths that is not.
const CLEAN_PERCENT: u64 = 1;

/// One hop of an answered call with the audio that ran on it.
pub(super) struct Path {
    pub(super) leg: usize,
    pub(super) offerer: Side,
    pub(super) answerer: Side,
}

/// One side of a hop.
pub(super) struct Side {
    /// The host that signals.
    pub(super) host: SocketAddr,
    /// Where it wants its audio.
    pub(super) wants: SocketAddr,
    /// The message that says so.
    pub(super) message: usize,
    /// Packets that came from it to the other side while they talked.
    pub(super) sent: u64,
    /// The first of the streams that it sent.
    pub(super) stream: Option<usize>,
}

/// One side sent, the other did not.
pub(super) fn one_way(case: &Case<'_>) -> Option<Found> {
    all_along(case).or_else(|| resumed::one_way(case))
}

/// One side did not send while they talked.
fn all_along(case: &Case<'_>) -> Option<Found> {
    let paths = paths(case);
    let one_sided: Vec<(&Path, &Side, &Side)> = paths
        .iter()
        .filter_map(|path| {
            let (one, two) = (&path.offerer, &path.answerer);
            match (one.sent, two.sent) {
                (PACKETS.., 0) => Some((path, one, two)),
                (0, PACKETS..) => Some((path, two, one)),
                _ => None,
            }
        })
        .collect();
    // Where an end is silent, the exchange has nothing to pass on.
    let (path, speaks, silent) = one_sided
        .iter()
        .find(|(_, _, silent)| !case.is_exchange(silent.host))
        .or(one_sided.first())?;
    let passed = case.is_exchange(silent.host)
        && paths.iter().any(|other| {
            other.leg != path.leg
                && [
                    (&other.offerer, &other.answerer),
                    (&other.answerer, &other.offerer),
                ]
                .iter()
                .any(|(end, here)| case.same_host(here.host, silent.host) && end.sent >= PACKETS)
        });
    let evidence = [
        case.body_line(speaks.message, "m=audio"),
        case.body_line(silent.message, "m=audio"),
        ran(case, speaks),
        case.measured(
            silent.message,
            Fact::NoPacket {
                from: silent.host.ip(),
                to: speaks.wants,
            },
        ),
    ];
    // What comes from a wrong source need not be passed on.
    let blamed = (passed && media_source::wrong(case).is_none()).then_some(silent.host);
    Some(
        Found::new(Rule::OneWayAudio, Weight::Decisive, evidence)
            .certain_if(speaks.sent >= MANY_PACKETS)
            .at(case, blamed),
    )
}

/// RTP was captured, and on some hop none ran while they talked.
pub(super) fn none(case: &Case<'_>) -> Option<Found> {
    let paths = paths(case);
    let silent = paths
        .iter()
        .find(|path| path.offerer.sent == 0 && path.answerer.sent == 0)?;
    let (start, end) = talk(case)?;
    // On another hop, or before the answer: so RTP would have been seen.
    let early = case
        .call
        .streams
        .iter()
        .find(|stream| stream.last_at <= start && stream.packets > 0);
    let elsewhere = paths
        .iter()
        .any(|path| path.offerer.sent + path.answerer.sent > 0);
    let refused = super::silence::notice(
        case,
        silent.offerer.wants,
        silent.answerer.wants,
        NoticeKind::Unreachable,
    );
    let (one, other) = (silent.offerer.wants.ip(), silent.answerer.wants.ip());
    // Media that were sent on another way may pass by the capture.
    let stays = case
        .descriptions()
        .iter()
        .filter(|described| described.leg == silent.leg)
        .filter_map(wants)
        .all(|address| [one, other].contains(&address.ip()));
    let of_others = stays
        && case
            .call
            .heard_elsewhere
            .contains(&(one.min(other), one.max(other)));
    if early.is_none() && !elsewhere && refused.is_none() && !of_others {
        return None;
    }
    let span = end.since(start);
    let evidence = [
        case.body_line(silent.offerer.message, "m=audio"),
        case.body_line(silent.answerer.message, "m=audio"),
        case.measured(silent.answerer.message, Fact::NoRtpInTalk(span)),
        refused,
    ];
    Some(Found::new(Rule::NoAudio, Weight::Decisive, evidence))
}

/// So many packets are missing that it was heard.
pub(super) fn poor(case: &Case<'_>) -> Option<Found> {
    if !case.is_answered() {
        return None;
    }
    let share = |stream: &Stream| 100 * stream.lost / (stream.packets + stream.lost).max(1);
    let long = |stream: &&Stream| stream.packets + stream.lost >= TALK_PACKETS;
    let streams = || case.call.streams.iter().filter(long);
    let worst = streams()
        .filter(|stream| share(stream) >= LOSS_PERCENT)
        .max_by_key(|stream| share(stream))?;
    // A capture that drops packets drops them of all streams.
    let others_clean = streams().any(|stream| share(stream) < CLEAN_PERCENT);
    let expected = worst.packets + worst.lost;
    let evidence = [
        Some(Evidence::fact(
            worst.first_frame,
            Fact::Stream {
                from: worst.source,
                to: worst.destination,
            },
        )),
        Some(Evidence::fact(
            worst.first_frame,
            Fact::Missing {
                lost: worst.lost,
                expected,
            },
        )),
    ];
    Some(
        Found::new(Rule::PoorAudio, Weight::Decisive, evidence)
            .certain_if(others_clean && share(worst) >= LOSS_PERCENT),
    )
}

/// Whether audio ran badly enough to look for a reason.
pub(super) fn is_disturbed(case: &Case<'_>) -> bool {
    one_way(case).is_some() || none(case).is_some()
}

/// Whether audio reached the writer of a description; `None` if no RTP was seen on its hop.
pub(super) fn reaches(case: &Case<'_>, described: &Described) -> Option<bool> {
    let paths = paths(case);
    let path = paths.iter().find(|path| {
        path.leg == described.leg
            && (path.offerer.message == described.message
                || path.answerer.message == described.message)
    })?;
    let (own, other) = if path.offerer.message == described.message {
        (&path.offerer, &path.answerer)
    } else {
        (&path.answerer, &path.offerer)
    };
    if own.sent + other.sent == 0 {
        return None;
    }
    // What is sent to the hidden address itself from the far side arrives nowhere.
    let lost =
        own.wants.ip() != own.host.ip()
            && case.call.streams.iter().any(|stream| {
                stream.destination == own.wants && stream.source.ip() == other.host.ip()
            });
    Some(other.sent > 0 && !lost)
}

/// From the answer to the end, if it lasted.
pub(super) fn talk(case: &Case<'_>) -> Option<(Time, Time)> {
    let sees_media = !case.call.streams.is_empty() || !case.call.heard_elsewhere.is_empty();
    if !case.is_call() || !case.is_answered() || !sees_media {
        return None;
    }
    // A caller who is late with the ACK did not know that he was answered.
    let acknowledged = case
        .callers_invite()
        .and_then(|invite| invite.acks.first().copied());
    let start = case.at(case.last()?);
    let start = acknowledged.map_or(start, |ack| start.max(case.at(ack)));
    let end = case
        .bye()
        .map_or_else(|| case.ends_at(), |bye| case.at(bye));
    let streams = case.call.streams.iter().map(|stream| stream.last_at);
    let end = match case.bye() {
        Some(_) => end,
        None => streams.fold(end, Time::max),
    };
    (end.since(start) >= TALK).then_some((start, end))
}

pub(super) fn wants(described: &Described) -> Option<SocketAddr> {
    let description = described.description.as_ref()?;
    description.rtp_address(description.audio()?)
}

/// The hops on which both sides agreed to send and to receive, all the time.
pub(super) fn paths(case: &Case<'_>) -> Vec<Path> {
    let Some((start, end)) = talk(case) else {
        return Vec::new();
    };
    let all = case.descriptions();
    // The addresses that a host announces on a leg: of its own, or of servers that it plays from.
    let announced_by = |leg: usize, host: SocketAddr| {
        all.iter()
            .filter(move |it| it.leg == leg && case.same_host(it.source, host))
            .filter_map(wants)
    };
    let held = |leg: usize| {
        all.iter().filter(|it| it.leg == leg).any(|it| {
            it.description.as_ref().is_some_and(|description| {
                description
                    .audio()
                    .is_some_and(|audio| description.direction_of(audio) != Direction::SendRecv)
                    || description.audio().is_none()
            })
        })
    };
    let mut paths: Vec<Path> = Vec::new();
    for session in case.sessions() {
        let Some(answer) = &session.answer else {
            continue;
        };
        let offer = &session.offer;
        let (Some(one), Some(two)) = (wants(offer), wants(answer)) else {
            continue;
        };
        // A phone that rang and was not the one to talk may have answered in a provisional response.
        let talks = case.transactions().iter().any(|one| {
            one.leg == offer.leg
                && one.method == Method::Invite
                && [offer.source, answer.source].iter().all(|host| {
                    case.same_host(*host, one.source) || case.same_host(*host, one.destination)
                })
                && one
                    .final_response
                    .is_some_and(|response| (200..300).contains(&case.code_of(response)))
        });
        if held(offer.leg) || !talks || !is_of_the_talk(case, offer) {
            continue;
        }
        let side = |own: &Described, wants: SocketAddr, other: &Described, others: SocketAddr| {
            let mut sent = 0;
            let mut first = None;
            for (index, stream) in case.call.streams.iter().enumerate() {
                let from_own = [wants.ip(), own.source.ip()].contains(&stream.source.ip())
                    || announced_by(own.leg, own.source)
                        .any(|known| known.ip() == stream.source.ip());
                // Where both sides share an IP address only the port tells.
                let shared = wants.ip() == others.ip() || own.source.ip() == other.source.ip();
                let to_other = stream.destination == others
                    || (!shared
                        && from_own
                        && [others.ip(), other.source.ip()].contains(&stream.destination.ip()));
                let looped = stream.source == others;
                if to_other && !looped && stream.last_at > start {
                    sent += packets_within(stream, start, end);
                    first = first.or(Some(index));
                }
            }
            Side {
                host: own.source,
                wants,
                message: own.message,
                sent,
                stream: first,
            }
        };
        let path = Path {
            leg: offer.leg,
            offerer: side(offer, one, answer, two),
            answerer: side(answer, two, offer, one),
        };
        let known = paths.iter_mut().find(|known| {
            known.leg == path.leg
                && [known.offerer.host, known.answerer.host]
                    .iter()
                    .all(|host| {
                        case.same_host(*host, path.offerer.host)
                            || case.same_host(*host, path.answerer.host)
                    })
        });
        match known {
            // A change of address: what ran to either counts.
            Some(known) => {
                let turned = !case.same_host(known.offerer.host, path.offerer.host);
                let (one, two) = if turned {
                    (&path.answerer, &path.offerer)
                } else {
                    (&path.offerer, &path.answerer)
                };
                known.offerer.sent = known.offerer.sent.max(one.sent);
                known.answerer.sent = known.answerer.sent.max(two.sent);
            }
            None => paths.push(path),
        }
    }
    paths
}

/// Whether an offer belongs to the dialog that was answered, not to that of another phone that rang.
pub(super) fn is_of_the_talk(case: &Case<'_>, offer: &Described) -> bool {
    let in_dialog = case
        .transactions()
        .get(offer.transaction)
        .is_some_and(|one| one.in_dialog);
    let Some((from, to)) = case.tags(offer.message).filter(|_| in_dialog) else {
        return true;
    };
    let mut dialogs = case
        .reading
        .dialogs()
        .iter()
        .filter(|dialog| dialog.leg == offer.leg)
        .filter(|dialog| {
            let own = (dialog.caller_tag, dialog.callee_tag);
            own == (from, to) || own == (to, from)
        })
        .peekable();
    dialogs.peek().is_none() || dialogs.any(|dialog| dialog.answer.is_some())
}

/// Packets of a stream from one moment to another, spread evenly; at least one, if it ran then.
pub(super) fn packets_within(stream: &Stream, start: Time, end: Time) -> u64 {
    let whole = stream.last_at.since(stream.first_at).as_millis();
    let from = stream.first_at.max(start);
    let part = stream.last_at.min(end).since(from).as_millis();
    if part >= whole {
        return stream.packets;
    }
    let packets = u128::from(stream.packets) * part / whole.max(1);
    u64::try_from(packets).unwrap_or(stream.packets).max(1)
}

fn ran(case: &Case<'_>, side: &Side) -> Option<Evidence> {
    case.call.streams.get(side.stream?).map(packets)
}

pub(super) fn packets(stream: &Stream) -> Evidence {
    Evidence::fact(
        stream.first_frame,
        Fact::Packets {
            count: stream.packets,
            from: stream.source,
            to: stream.destination,
            span: stream.last_at.since(stream.first_at),
        },
    )
}

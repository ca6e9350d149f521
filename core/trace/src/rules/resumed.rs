//! A call that was held and goes on (RFC 3264 §8.4).

use std::time::Duration;

use naisen_cause::Rule;
use naisen_sdp::Direction;

use super::audio::{
    MANY_PACKETS, PACKETS, TO_THE_END, is_of_the_talk, packets, packets_within, talk, wants,
};
use super::case::Case;
use super::found::{Found, Weight};
use crate::{Described, Fact, Session, Stream};

/// A call that was held goes on for this long before silence in it means anything.
const RESUMED_TALK: Duration = Duration::from_secs(10);
/// How long packets may be on their way.
const ON_THE_WAY: Duration = Duration::from_millis(500);

/// One side that was heard before does not send again once a held call goes on.
pub(super) fn one_way(case: &Case<'_>) -> Option<Found> {
    let (start, end) = talk(case)?;
    let sessions = case.sessions();
    let is_two_way = |described: &Described| direction(described) == Some(Direction::SendRecv);
    let streams = &case.call.streams;
    sessions.iter().enumerate().find_map(|(index, session)| {
        let (offer, answer) = (&session.offer, session.answer.as_ref()?);
        let of_hop = |other: &&Session| {
            other.offer.leg == offer.leg
                && [other.offer.source, other.offer.destination]
                    .iter()
                    .all(|host| {
                        case.same_host(*host, offer.source)
                            || case.same_host(*host, offer.destination)
                    })
        };
        let before = sessions.get(..index)?.iter().rfind(of_hop)?;
        let held = before.answer.as_ref().is_some_and(|answer| {
            direction(&before.offer).is_some()
                && direction(answer).is_some()
                && !(is_two_way(&before.offer) && is_two_way(answer))
        });
        let last = sessions.get(index + 1..)?.iter().find(of_hop).is_none();
        let goes_on = is_two_way(offer) && is_two_way(answer);
        if !held || !last || !goes_on || !is_of_the_talk(case, offer) {
            return None;
        }
        let resumed = case.at(answer.message);
        [(offer, answer), (answer, offer)]
            .iter()
            .find_map(|(silent, speaks)| {
                let (silent_at, speaks_at) = (wants(silent)?, wants(speaks)?);
                let of_silent = |stream: &&Stream| {
                    [silent_at.ip(), silent.source.ip()].contains(&stream.source.ip())
                };
                let of_speaker = |stream: &&Stream| {
                    !of_silent(stream)
                        && stream.destination == silent_at
                        && packets_within(stream, resumed, end) >= MANY_PACKETS
                        && end.since(stream.last_at) < TO_THE_END
                };
                // Anything that comes for the speaker may be what he hears.
                let comes = streams.iter().any(|stream| {
                    stream.last_at > resumed + ON_THE_WAY
                        && (stream.destination == speaks_at || of_silent(&stream))
                });
                let was_heard = streams.iter().filter(of_silent).any(|stream| {
                    stream.last_at > start && packets_within(stream, start, resumed) >= PACKETS
                });
                let stream = streams.iter().find(of_speaker)?;
                if comes || !was_heard || end.since(resumed) < RESUMED_TALK {
                    return None;
                }
                let evidence = [
                    case.body_line(silent.message, "m=audio"),
                    case.start_line(answer.message),
                    Some(packets(stream)),
                    case.measured(
                        answer.message,
                        Fact::NoPacket {
                            from: silent.source.ip(),
                            to: speaks_at,
                        },
                    ),
                ];
                Some(Found::new(Rule::OneWayAudio, Weight::Decisive, evidence))
            })
    })
}

/// Which way audio may go by a description.
fn direction(described: &Described) -> Option<Direction> {
    let description = described.description.as_ref()?;
    Some(description.direction_of(description.audio()?))
}

//! Media that come from elsewhere than was announced.

use std::net::SocketAddr;

use naisen_cause::Rule;
use naisen_sip::{HeaderName, Host, Via};

use super::address::Net;
use super::audio::{PACKETS, Side, TALK_PACKETS, TO_THE_END, packets, paths, talk, wants};
use super::case::Case;
use super::found::{Found, Weight};
use crate::Stream;

/// The packets come from a host that nobody announced.
pub(super) fn wrong(case: &Case<'_>) -> Option<Found> {
    let paths = paths(case);
    let announced: Vec<SocketAddr> = case.descriptions().iter().filter_map(wants).collect();
    let sides = paths.iter().flat_map(|path| {
        [
            (&path.offerer, &path.answerer),
            (&path.answerer, &path.offerer),
        ]
    });
    for (listener, speaker) in sides {
        let (start, _) = talk(case)?;
        let arriving: Vec<&Stream> = case
            .call
            .streams
            .iter()
            .filter(|stream| stream.destination == listener.wants && stream.last_at > start)
            .collect();
        let right = |stream: &&Stream| {
            let ip = stream.source.ip();
            let same_net = Net::of(ip).is_public() == Net::of(speaker.wants.ip()).is_public();
            announced.iter().any(|known| known.ip() == ip) || ip == speaker.host.ip() || !same_net
        };
        if let Some(found) = other_port(case, listener, speaker, &arriving) {
            return Some(found);
        }
        if arriving.is_empty() || arriving.iter().any(right) {
            continue;
        }
        let stream = arriving.iter().max_by_key(|stream| stream.packets)?;
        if stream.packets < PACKETS {
            continue;
        }
        let evidence = [
            case.body_line(speaker.message, "c="),
            case.body_line(speaker.message, "m=audio"),
            Some(packets(stream)),
        ];
        return Some(Found::new(
            Rule::WrongMediaSource,
            Weight::Decisive,
            evidence,
        ));
    }
    None
}

/// A NAT gave the stream of a phone another port than the phone announces, and what is sent to the
/// announced port does not come through. Where no NAT shows, it is the right of each side to send
/// from another port than it listens at.
fn other_port(
    case: &Case<'_>,
    listener: &Side,
    speaker: &Side,
    arriving: &[&Stream],
) -> Option<Found> {
    let (_, end) = talk(case)?;
    let stream = arriving.iter().max_by_key(|stream| stream.packets)?;
    let real = stream.source;
    let all_from_there = arriving.iter().all(|stream| {
        stream.source.ip() == speaker.wants.ip() && stream.source.port() == real.port()
    });
    if !all_from_there || real == speaker.wants || stream.packets < TALK_PACKETS {
        return None;
    }
    // A listener that follows the stream sends to where it comes from.
    let follows = case
        .call
        .streams
        .iter()
        .any(|stream| stream.destination == real);
    let answers = case.call.streams.iter().find(|stream| {
        stream.destination == speaker.wants
            && stream.source.ip() == listener.wants.ip()
            && stream.packets >= TALK_PACKETS
            && end.since(stream.last_at) < TO_THE_END
    })?;
    let sign = behind_nat(case, speaker.host)?;
    if follows {
        return None;
    }
    let evidence = [
        case.header_line(sign, HeaderName::Via),
        case.way(sign),
        case.body_line(speaker.message, "m=audio"),
        Some(packets(stream)),
        Some(packets(answers)),
    ];
    let found = Found::new(Rule::WrongMediaSource, Weight::Decisive, evidence);
    Some(found)
}

/// A request whose sender writes an inside address into its Via and is seen at an outside one.
fn behind_nat(case: &Case<'_>, host: SocketAddr) -> Option<usize> {
    let found = case.reading.messages().find(|(_, captured, message)| {
        let via = message.typed::<Via<'_>>().ok().flatten();
        let inside = via.is_some_and(|via| match via.host {
            Host::Ip(ip) => Net::of(ip).is_private(),
            Host::Name(_) => false,
        });
        message.is_request()
            && inside
            && case.same_host(captured.source, host)
            && Net::of(captured.source.ip()).is_public()
    });
    found.map(|(index, _, _)| index)
}

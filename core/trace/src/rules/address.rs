//! Addresses that cannot be reached from where they are read (RFC 1918, RFC 6598), and addresses
//! that a device on the way rewrote in part.

use std::net::{IpAddr, SocketAddr};

use naisen_cause::{Place, Rule};
use naisen_sip::{HeaderName, Host, Method, Via};

use super::audio;
use super::case::Case;
use super::found::{Found, Weight};
use crate::recognise::header_line;
use crate::{Described, Evidence, Fact, Proof};

/// The net that an address belongs to, as far as the address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Net {
    /// The host itself.
    Loopback,
    /// The link only.
    LinkLocal,
    /// 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16: the first octet. 0xfc for IPv6.
    Private(u8),
    /// 100.64.0.0/10: between the subscribers of a provider and its NAT.
    Shared,
    /// Anything else.
    Public,
}

impl Net {
    pub(super) fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => {
                let [first, second, ..] = ip.octets();
                if ip.is_loopback() {
                    Self::Loopback
                } else if ip.is_link_local() {
                    Self::LinkLocal
                } else if ip.is_private() {
                    Self::Private(first)
                } else if first == 100 && (64..128).contains(&second) {
                    Self::Shared
                } else {
                    Self::Public
                }
            }
            IpAddr::V6(ip) => {
                let [first, ..] = ip.segments();
                if let Some(ip) = ip.to_ipv4_mapped() {
                    Self::of(IpAddr::V4(ip))
                } else if ip.is_loopback() {
                    Self::Loopback
                } else if first & 0xffc0 == 0xfe80 {
                    Self::LinkLocal
                } else if first & 0xfe00 == 0xfc00 {
                    Self::Private(0xfc)
                } else {
                    Self::Public
                }
            }
        }
    }

    pub(super) fn is_public(self) -> bool {
        self == Self::Public
    }

    pub(super) fn is_private(self) -> bool {
        !self.is_public()
    }
}

/// A request within the call went to a Contact that nobody answers from.
pub(super) fn private_contact(case: &Case<'_>) -> Option<Found> {
    if !case.is_call() {
        return None;
    }
    let writers = case
        .reading
        .messages()
        .filter_map(|(index, captured, message)| {
            let tells = message.method() == Some(Method::Invite)
                || message.status().is_some_and(|status| status.is_success());
            let Host::Ip(ip) = case.contact_uri(index).filter(|_| tells)?.host else {
                return None;
            };
            let hidden = Net::of(ip).is_private() && ip != captured.source.ip();
            hidden.then_some((index, captured.source, ip))
        });
    for (writer, source, ip) in writers {
        let speaks = case
            .call
            .messages
            .iter()
            .any(|message| message.source.ip() == ip);
        if speaks {
            continue;
        }
        let astray = case.transactions().iter().find_map(|one| {
            let request = one.request?;
            let unanswered = !one.is_answered() && one.destination.ip() == ip;
            let ack = one.acks.iter().copied().find(|ack| {
                case.captured(*ack)
                    .is_some_and(|it| it.destination.ip() == ip)
            });
            ack.or((unanswered && request > writer).then_some(request))
        });
        let Some(astray) = astray else { continue };
        let evidence = [
            case.header_line(writer, HeaderName::Contact),
            case.way(writer),
            case.start_line(astray),
            case.way(astray),
            case.repeated(astray),
        ];
        let certain = Net::of(source.ip()).is_public();
        let found = Found::new(Rule::PrivateContact, Weight::Decisive, evidence)
            .certain_if(certain)
            .at(case, Some(source));
        return Some(found.in_place(beyond_nat(case, source)));
    }
    None
}

/// A session description announces an address that its reader cannot reach.
pub(super) fn private_media(case: &Case<'_>) -> Option<Found> {
    if !case.is_call() || !case.is_answered() {
        return None;
    }
    let all = case.descriptions();
    let (described, ip) = all.iter().find_map(|it| Some((it, hidden(it)?)))?;
    let hears = audio::reaches(case, described);
    let proved = hears == Some(false);
    // Captured beside the phone, before the NAT that others see it through.
    let before_nat = ip == described.source.ip();
    // Where RTP was captured, it tells, or the talk was too short to tell.
    let untold = hears.is_none() && (before_nat || !case.call.streams.is_empty());
    if hears == Some(true) || untold {
        return None;
    }
    let reader = described.destination;
    let evidence = [
        case.start_line(described.message),
        case.way(described.message),
        case.body_line(described.message, "c="),
        case.body_line(described.message, "m=audio"),
        proved
            .then(|| case.measured(described.message, Fact::NoRtpReaches(reader.ip())))
            .flatten(),
    ];
    let found = Found::new(Rule::PrivateMediaAddress, Weight::Decisive, evidence)
        .certain_if(proved)
        .at(case, Some(described.source));
    Some(found.in_place(beyond_nat(case, described.source)))
}

/// The address of audio in a description, if its reader surely cannot send there.
fn hidden(described: &Described) -> Option<IpAddr> {
    let description = described.description.as_ref()?;
    let audio = description.audio()?;
    let ip = description.rtp_address(audio)?.ip();
    let has_candidates = audio.lines.attributes().any(|it| it.name == "candidate");
    let reader = Net::of(described.destination.ip());
    let hidden = match Net::of(ip) {
        Net::Public => false,
        Net::Loopback => reader != Net::Loopback,
        Net::LinkLocal | Net::Private(_) | Net::Shared => reader.is_public(),
    };
    (hidden && !has_candidates).then_some(ip)
}

/// Some addresses of a message were rewritten and others not, and the call suffers from it.
pub(super) fn rewritten(case: &Case<'_>) -> Option<Found> {
    if miscounted(case).is_some() {
        return None;
    }
    if let Some(found) = via_changed(case) {
        return Some(found);
    }
    let suffers = case.failed_vaguely()
        || case.code() == 400
        || audio::is_disturbed(case)
        || case.call.messages.iter().any(|message| {
            message.repetitions.len() >= 4 && message.bytes.starts_with(b"SIP/2.0 2")
        })
        || private_media(case).is_some()
        || private_contact(case).is_some();
    if !suffers {
        return None;
    }
    case.reading
        .messages()
        .find_map(|(index, captured, message)| {
            let begins = message.method() == Some(Method::Invite)
                || message.status().is_some_and(|status| status.is_success());
            if !begins {
                return None;
            }
            let source = captured.source.ip();
            let connection = case.body_line(index, "c=").and_then(|line| last_ip(&line));
            let origin = case.body_line(index, "o=").and_then(|line| last_ip(&line));
            let contact = case.contact_uri(index).and_then(|uri| match uri.host {
                Host::Ip(ip) => Some(ip),
                Host::Name(_) => None,
            });
            let is_public = |ip: Option<IpAddr>| ip.is_some_and(|ip| Net::of(ip).is_public());
            let is_private = |ip: Option<IpAddr>| ip.is_some_and(|ip| Net::of(ip).is_private());
            let split = |one, two| {
                (is_public(one) && is_private(two)) || (is_private(one) && is_public(two))
            };
            // What stands behind NAT writes its inside address everywhere, what knows its outside
            // address writes that.
            let in_body = split(connection, origin);
            let in_head =
                connection == Some(source) && is_public(connection) && is_private(contact);
            // The head is all of the outside, the body all of the inside: a phone may do so itself.
            let via = message.typed::<Via<'_>>().ok().flatten();
            let head_alone = message.is_request()
                && contact == Some(source)
                && is_public(contact)
                && is_private(connection)
                && via.is_some_and(|via| via.host == Host::Ip(source));
            let touched = in_body || in_head;
            if !touched && !head_alone {
                return None;
            }
            let weight = if touched {
                Weight::Decisive
            } else {
                Weight::Aside
            };
            let evidence = [
                case.way(index),
                case.header_line(index, HeaderName::Contact),
                case.body_line(index, "o="),
                case.body_line(index, "c="),
            ];
            Some(Found::new(Rule::AlgRewrite, weight, evidence))
        })
}

/// Content-Length is not the length of the body: a phone counts what it writes, who rewrites on the
/// way forgets to.
pub(super) fn miscounted(case: &Case<'_>) -> Option<Found> {
    let (index, captured, message) = case
        .reading
        .messages()
        .find(|(_, captured, _)| captured.repaired.is_some())?;
    let told = header_line(&captured.bytes, &["Content-Length", "l"])?;
    let told = Evidence::quoted(captured.frame, format!("Content-Length: {told}"));
    let evidence = [
        case.start_line(index),
        Some(told),
        case.measured(index, Fact::BodySize(message.body().len())),
        case.body_line(index, "c="),
        case.way(index),
    ];
    Some(Found::new(Rule::AlgRewrite, Weight::Decisive, evidence))
}

/// The response carries another Via than the request that it answers, and the sender does not know
/// it again.
fn via_changed(case: &Case<'_>) -> Option<Found> {
    case.transactions().iter().find_map(|one| {
        let request = one.request?;
        let sent = case.sip(request)?.typed::<Via<'_>>().ok()??;
        let response = one.responses().min()?;
        let back = case.sip(response)?.typed::<Via<'_>>().ok()??;
        let port = |via: &Via<'_>| via.port.unwrap_or(5060);
        let same = sent.host == back.host && port(&sent) == port(&back);
        let repeats = case.repeats_after(request, case.at(response));
        if same || sent.branch() != back.branch() || repeats < 2 {
            return None;
        }
        let evidence = [
            case.header_line(request, HeaderName::Via),
            case.header_line(response, HeaderName::Via),
            case.repeated(request),
        ];
        Some(Found::new(Rule::AlgRewrite, Weight::Decisive, evidence).certain_if(true))
    })
}

fn last_ip(line: &Evidence) -> Option<IpAddr> {
    let Proof::Quoted(line) = &line.proof else {
        return None;
    };
    line.rsplit([' ', '=']).next()?.trim().parse().ok()
}

/// Where the writer of an inside address stands. Whether the phone or the router before it is to be
/// set right, no trace tells.
fn beyond_nat(case: &Case<'_>, host: SocketAddr) -> Option<Place> {
    case.place_of(host)
        .filter(|place| *place != Place::OwnPhone)
}

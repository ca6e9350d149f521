//! The rules of the media relay: from whom a packet is accepted, and where it goes.
//!
//! A [`Stream`] joins the two sides of a call. Each side has an address that its SDP signalled; a
//! phone behind a NAT sends from another one, which is learnt from its first packet:
//!
//! * Packets from exactly the signalled address are always accepted.
//! * While nothing is learnt, and only within [`LEARN_WINDOW`], a packet from the host that the
//!   side's SIP signalling came from, or from the signalled host, makes its source the learnt one.
//! * What is learnt stays until an offer or answer names another address. So a stranger who finds
//!   the port can neither hear nor speak, and cannot take the call over later.
//! * What goes to a side goes to where it sends from (symmetric RTP, RFC 4961), and to the
//!   signalled address while that is not known.
//!
//! RTCP follows the same rules with a source of its own, on the host that RTP comes from. Payloads
//! are not looked at: codecs and telephone events pass as they are, whatever the direction
//! attributes say. Addresses must be in their plain form (`SocketAddr::V4` for IPv4), not mapped.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_node::{Channel, Time};

/// How long a side's source may be learnt: from when its address was signalled, or from when its
/// media was said to start. Phones send within a second; a longer time helps only strangers.
pub const LEARN_WINDOW: Duration = Duration::from_secs(5);

/// The shortest RTCP packet: header and source, an empty receiver report (RFC 3550 §6.4.2).
const RTCP_MIN: usize = 8;

/// One of the two ends of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The caller's.
    A,
    /// The callee's.
    B,
}

impl Side {
    /// The other end.
    pub const fn other(self) -> Self {
        match self {
            Side::A => Side::B,
            Side::B => Side::A,
        }
    }
}

/// What a stream does with what it accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// It goes to the other side.
    #[default]
    Bridge,
    /// It goes back to where it came from: the echo line.
    Loopback,
}

/// What an offer or answer, and the message that carried it, say about a side's media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalledMedia {
    /// The RTP address of `c=` and `m=`. The unspecified address (hold in the manner of RFC 2543)
    /// or port 0 mean that nothing may be sent.
    pub rtp: SocketAddr,
    /// The RTCP address of `a=rtcp` (RFC 3605); without it, the port above RTP.
    pub rtcp: Option<SocketAddr>,
    /// The host the SIP message came from.
    pub signalling: IpAddr,
}

/// What to do with a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Send it, unchanged, from the port pair of `side`.
    Forward {
        /// Whose port pair it leaves by.
        side: Side,
        /// Where it goes.
        to: SocketAddr,
    },
    /// Let it fall. It has been counted.
    Drop(DropReason),
}

/// Why a packet was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum DropReason {
    /// It is no RTP or RTCP of version 2, or too short for it.
    Malformed,
    /// It comes from an address that is neither signalled nor learnt nor to be learnt.
    Stranger,
    /// The sending side has no signalled media yet, so nobody can be told from a stranger.
    NotSignalled,
    /// The receiving side has no address: not signalled yet, on hold, or not learnt yet.
    NoDestination,
}

/// How many reasons there are.
pub const REASONS: usize = 4;

/// What one side has sent us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Packets forwarded, RTP and RTCP.
    pub packets: u64,
    /// Octets of their UDP payloads.
    pub bytes: u64,
    dropped: [u64; REASONS],
}

impl Counters {
    /// Packets dropped for this reason.
    pub fn dropped(&self, reason: DropReason) -> u64 {
        self.dropped
            .get(reason as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Packets dropped for any reason.
    pub fn dropped_total(&self) -> u64 {
        self.dropped.iter().sum()
    }
}

/// The two-way RTP and RTCP stream of one call.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    mode: Mode,
    a: Party,
    b: Party,
}

#[derive(Clone, Debug, Default)]
struct Party {
    signalled: Option<SignalledMedia>,
    rtp: Endpoint,
    rtcp: Endpoint,
    learn_until: Time,
    last_packet: Option<Time>,
    counters: Counters,
}

#[derive(Clone, Copy, Debug, Default)]
struct Endpoint {
    /// The source that packets come from, once one has.
    learnt: Option<SocketAddr>,
    /// Where to send, kept ready: learnt or else signalled; nothing on hold.
    destination: Option<SocketAddr>,
}

impl Stream {
    /// A stream whose sides are not signalled yet.
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            ..Self::default()
        }
    }

    /// Takes what an offer or answer says about `side`.
    ///
    /// If it names the same addresses as before (a session refresh), what was learnt stays.
    /// Otherwise the source is learnt anew, within [`LEARN_WINDOW`] from `now`.
    pub fn signal(&mut self, now: Time, side: Side, media: SignalledMedia) {
        let party = self.party_mut(side);
        if party.signalled == Some(media) {
            return;
        }
        party.signalled = Some(media);
        party.rtp = Endpoint::default();
        party.rtcp = Endpoint::default();
        party.learn_until = now + LEARN_WINDOW;
        party.aim();
    }

    /// Says that the media of `side` starts now, for example because the call was answered. If its
    /// source is not known yet it may be learnt within [`LEARN_WINDOW`] from `now`.
    pub fn media_started(&mut self, now: Time, side: Side) {
        self.party_mut(side).learn_until = now + LEARN_WINDOW;
    }

    /// Decides about one datagram that came from `source` to the `channel` of the port pair of
    /// side `from`.
    pub fn route(
        &mut self,
        now: Time,
        from: Side,
        channel: Channel,
        source: SocketAddr,
        payload: &[u8],
    ) -> Route {
        let to_side = match self.mode {
            Mode::Bridge => from.other(),
            Mode::Loopback => from,
        };
        let accepted = self.party_mut(from).accept(now, channel, source, payload);
        let routed = accepted.and_then(|()| {
            let to = self.party(to_side).endpoint(channel).destination;
            to.ok_or(DropReason::NoDestination)
        });
        let counters = &mut self.party_mut(from).counters;
        match routed {
            Ok(to) => {
                counters.packets += 1;
                counters.bytes += payload.len() as u64;
                Route::Forward { side: to_side, to }
            }
            Err(reason) => {
                if let Some(count) = counters.dropped.get_mut(reason as usize) {
                    *count += 1;
                }
                Route::Drop(reason)
            }
        }
    }

    /// What the stream does with packets.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Where packets to `side` go now.
    pub fn destination(&self, side: Side, channel: Channel) -> Option<SocketAddr> {
        self.party(side).endpoint(channel).destination
    }

    /// The source that packets of `side` come from, once the first has come.
    pub fn learnt(&self, side: Side, channel: Channel) -> Option<SocketAddr> {
        self.party(side).endpoint(channel).learnt
    }

    /// When the last acceptable RTP packet of `side` came: shows which way the audio is missing.
    pub fn last_packet(&self, side: Side) -> Option<Time> {
        self.party(side).last_packet
    }

    /// What `side` has sent us.
    pub fn counters(&self, side: Side) -> &Counters {
        &self.party(side).counters
    }

    const fn party(&self, side: Side) -> &Party {
        match side {
            Side::A => &self.a,
            Side::B => &self.b,
        }
    }

    const fn party_mut(&mut self, side: Side) -> &mut Party {
        match side {
            Side::A => &mut self.a,
            Side::B => &mut self.b,
        }
    }
}

impl Party {
    fn accept(
        &mut self,
        now: Time,
        channel: Channel,
        source: SocketAddr,
        payload: &[u8],
    ) -> Result<(), DropReason> {
        if !is_media(channel, payload) {
            return Err(DropReason::Malformed);
        }
        if self.endpoint(channel).learnt != Some(source) {
            let media = self.signalled.ok_or(DropReason::NotSignalled)?;
            let known = self.endpoint(channel).learnt.is_some();
            let signalled = media.address(channel) == source;
            if !signalled && (known || !self.may_learn(now, channel, source.ip(), &media)) {
                return Err(DropReason::Stranger);
            }
            if !known {
                self.endpoint_mut(channel).learnt = Some(source);
                if channel == Channel::Rtp {
                    self.check_rtcp(source.ip(), &media);
                }
                self.aim();
            }
        }
        if channel == Channel::Rtp {
            self.last_packet = Some(now);
        }
        Ok(())
    }

    fn may_learn(&self, now: Time, channel: Channel, host: IpAddr, media: &SignalledMedia) -> bool {
        if now > self.learn_until {
            return false;
        }
        match (channel, self.rtp.learnt) {
            (Channel::Rtcp, Some(rtp)) => {
                host == rtp.ip() || host == media.address(Channel::Rtcp).ip()
            }
            _ => host == media.signalling || host == media.address(channel).ip(),
        }
    }

    /// RTCP may come first. If its source turns out to be on another host than RTP, and is not the
    /// one that was signalled, it was a stranger's.
    fn check_rtcp(&mut self, host: IpAddr, media: &SignalledMedia) {
        let signalled = media.address(Channel::Rtcp);
        if self
            .rtcp
            .learnt
            .is_some_and(|rtcp| rtcp.ip() != host && rtcp != signalled)
        {
            self.rtcp.learnt = None;
        }
    }

    /// Brings the destinations up to date with what is signalled and learnt.
    fn aim(&mut self) {
        let Some(media) = self.signalled else {
            return;
        };
        if is_nowhere(media.rtp) {
            self.rtp.destination = None;
            self.rtcp.destination = None;
            return;
        }
        self.rtp.destination = Some(self.rtp.learnt.unwrap_or(media.rtp));
        let rtcp = media.address(Channel::Rtcp);
        // Once RTP is seen to come from another host than signalled, the signalled RTCP address
        // is one behind the NAT, which from here is somebody else's or nobody's.
        let behind_nat = self
            .rtp
            .learnt
            .is_some_and(|rtp| rtp.ip() != media.rtp.ip());
        let fallback = (!behind_nat && !is_nowhere(rtcp)).then_some(rtcp);
        self.rtcp.destination = self.rtcp.learnt.or(fallback);
    }

    const fn endpoint(&self, channel: Channel) -> &Endpoint {
        match channel {
            Channel::Rtp => &self.rtp,
            Channel::Rtcp => &self.rtcp,
        }
    }

    const fn endpoint_mut(&mut self, channel: Channel) -> &mut Endpoint {
        match channel {
            Channel::Rtp => &mut self.rtp,
            Channel::Rtcp => &mut self.rtcp,
        }
    }
}

impl SignalledMedia {
    fn address(&self, channel: Channel) -> SocketAddr {
        match (channel, self.rtcp) {
            (Channel::Rtp, _) => self.rtp,
            (Channel::Rtcp, Some(rtcp)) => rtcp,
            (Channel::Rtcp, None) => {
                // No port lies above the last; port 0 is no address.
                let port = self.rtp.port().checked_add(1).unwrap_or_default();
                SocketAddr::new(self.rtp.ip(), port)
            }
        }
    }
}

fn is_nowhere(address: SocketAddr) -> bool {
    address.ip().is_unspecified() || address.port() == 0
}

fn is_media(channel: Channel, payload: &[u8]) -> bool {
    let [first, second, ..] = *payload else {
        return false;
    };
    first >> 6 == 2
        && match channel {
            Channel::Rtp => payload.len() >= crate::HEADER_LEN,
            // The packet types that RFC 5761 §4 leaves to RTCP.
            Channel::Rtcp => payload.len() >= RTCP_MIN && (192..=223).contains(&second),
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RTP: [u8; 172] = {
        let mut packet = [0; 172];
        packet[0] = 0x80;
        packet
    };
    const RTCP: [u8; 8] = [0x80, 201, 0, 1, 0, 0, 0, 1];
    const START: Time = Time::from_unix_seconds(1000);

    fn address(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    fn media(rtp: &str, signalling: &str) -> SignalledMedia {
        SignalledMedia {
            rtp: address(rtp),
            rtcp: None,
            signalling: signalling.parse().unwrap(),
        }
    }

    /// A has a plain address; B signals a private one and its SIP comes from 203.0.113.9.
    fn stream() -> Stream {
        let mut stream = Stream::new(Mode::Bridge);
        stream.signal(START, Side::A, media("192.0.2.1:4000", "192.0.2.1"));
        stream.signal(START, Side::B, media("10.0.0.5:5000", "203.0.113.9"));
        stream
    }

    fn later(millis: u64) -> Time {
        START + Duration::from_millis(millis)
    }

    fn rtp(stream: &mut Stream, millis: u64, from: Side, source: &str) -> Route {
        let source = address(source);
        stream.route(later(millis), from, Channel::Rtp, source, &RTP)
    }

    fn rtcp(stream: &mut Stream, millis: u64, from: Side, source: &str) -> Route {
        let source = address(source);
        stream.route(later(millis), from, Channel::Rtcp, source, &RTCP)
    }

    fn forward(side: Side, to: &str) -> Route {
        Route::Forward {
            side,
            to: address(to),
        }
    }

    /// R-10.2.1-10
    #[test]
    fn rtp_goes_between_the_signalled_addresses() {
        let mut stream = stream();
        let to_b = rtp(&mut stream, 0, Side::A, "192.0.2.1:4000");
        assert_eq!(to_b, forward(Side::B, "10.0.0.5:5000"));
        let to_a = rtp(&mut stream, 0, Side::B, "10.0.0.5:5000");
        assert_eq!(to_a, forward(Side::A, "192.0.2.1:4000"));
        let to_a = rtcp(&mut stream, 0, Side::B, "10.0.0.5:5001");
        assert_eq!(to_a, forward(Side::A, "192.0.2.1:4001"));
        assert_eq!(stream.counters(Side::A).packets, 1);
        assert_eq!(stream.counters(Side::B).bytes, 172 + 8);
        assert_eq!(stream.last_packet(Side::A), Some(START));
    }

    #[test]
    fn a_phone_behind_a_nat_is_learnt_once_and_answered_there() {
        let mut stream = stream();
        let to_a = rtp(&mut stream, 20, Side::B, "203.0.113.9:61000");
        assert_eq!(to_a, forward(Side::A, "192.0.2.1:4000"));
        let to_b = rtp(&mut stream, 40, Side::A, "192.0.2.1:4000");
        assert_eq!(to_b, forward(Side::B, "203.0.113.9:61000"));
        // The same host, another port: somebody else behind the same NAT.
        let second = rtp(&mut stream, 60, Side::B, "203.0.113.9:61002");
        assert_eq!(second, Route::Drop(DropReason::Stranger));
        assert_eq!(
            stream.learnt(Side::B, Channel::Rtp),
            Some(address("203.0.113.9:61000"))
        );
    }

    #[test]
    fn strangers_are_dropped_and_counted() {
        let mut stream = stream();
        for source in ["198.51.100.7:4000", "10.0.0.6:5000", "192.0.2.1:4000"] {
            let route = rtp(&mut stream, 0, Side::B, source);
            assert_eq!(route, Route::Drop(DropReason::Stranger), "{source}");
        }
        assert_eq!(stream.counters(Side::B).dropped(DropReason::Stranger), 3);
        assert_eq!(stream.counters(Side::B).packets, 0);
        assert_eq!(stream.last_packet(Side::B), None);
    }

    #[test]
    fn the_window_to_learn_closes_and_opens_again_when_media_starts() {
        let window = u64::try_from(LEARN_WINDOW.as_millis()).unwrap();
        let mut stream = stream();
        let late = rtp(&mut stream, window + 1, Side::B, "203.0.113.9:61000");
        assert_eq!(late, Route::Drop(DropReason::Stranger));
        stream.media_started(later(30_000), Side::B);
        let answered = rtp(&mut stream, 30_000 + window, Side::B, "203.0.113.9:61000");
        assert_eq!(answered, forward(Side::A, "192.0.2.1:4000"));
        stream.media_started(later(60_000), Side::B);
        let second = rtp(&mut stream, 60_000, Side::B, "203.0.113.9:7");
        assert_eq!(second, Route::Drop(DropReason::Stranger));
    }

    #[test]
    fn a_packet_from_the_signalled_address_ends_learning() {
        let mut stream = stream();
        rtp(&mut stream, 0, Side::A, "192.0.2.1:4000");
        let other_port = rtp(&mut stream, 20, Side::A, "192.0.2.1:4002");
        assert_eq!(other_port, Route::Drop(DropReason::Stranger));
    }

    #[test]
    fn a_new_address_is_followed_and_the_old_one_forgotten() {
        let mut stream = stream();
        rtp(&mut stream, 0, Side::B, "203.0.113.9:61000");
        stream.signal(
            later(9000),
            Side::B,
            media("198.51.100.20:7000", "198.51.100.20"),
        );
        let to_b = rtp(&mut stream, 9000, Side::A, "192.0.2.1:4000");
        assert_eq!(to_b, forward(Side::B, "198.51.100.20:7000"));
        let old = rtp(&mut stream, 9000, Side::B, "203.0.113.9:61000");
        assert_eq!(old, Route::Drop(DropReason::Stranger));
        let new = rtp(&mut stream, 9000, Side::B, "198.51.100.20:7000");
        assert_eq!(new, forward(Side::A, "192.0.2.1:4000"));
    }

    #[test]
    fn a_refresh_with_the_same_address_keeps_what_was_learnt() {
        let mut stream = stream();
        rtp(&mut stream, 0, Side::B, "203.0.113.9:61000");
        stream.signal(
            later(90_000),
            Side::B,
            media("10.0.0.5:5000", "203.0.113.9"),
        );
        let to_b = rtp(&mut stream, 90_000, Side::A, "192.0.2.1:4000");
        assert_eq!(to_b, forward(Side::B, "203.0.113.9:61000"));
        let other = rtp(&mut stream, 90_000, Side::B, "203.0.113.9:61002");
        assert_eq!(other, Route::Drop(DropReason::Stranger));
    }

    #[test]
    fn nothing_is_sent_to_a_side_on_hold_though_it_may_send() {
        for held in ["0.0.0.0:5000", "10.0.0.5:0"] {
            let mut stream = stream();
            stream.signal(START, Side::B, media(held, "203.0.113.9"));
            let music = rtp(&mut stream, 0, Side::B, "203.0.113.9:61000");
            assert_eq!(music, forward(Side::A, "192.0.2.1:4000"));
            let to_b = rtp(&mut stream, 0, Side::A, "192.0.2.1:4000");
            assert_eq!(to_b, Route::Drop(DropReason::NoDestination));
            let to_b = rtcp(&mut stream, 0, Side::A, "192.0.2.1:4001");
            assert_eq!(to_b, Route::Drop(DropReason::NoDestination));
        }
    }

    #[test]
    fn rtcp_has_a_port_of_its_own_on_the_host_of_rtp() {
        let mut stream = stream();
        rtp(&mut stream, 0, Side::B, "203.0.113.9:61000");
        // The address behind the NAT is no destination any more.
        let early = rtcp(&mut stream, 0, Side::A, "192.0.2.1:4001");
        assert_eq!(early, Route::Drop(DropReason::NoDestination));
        let report = rtcp(&mut stream, 0, Side::B, "203.0.113.9:62345");
        assert_eq!(report, forward(Side::A, "192.0.2.1:4001"));
        let to_b = rtcp(&mut stream, 0, Side::A, "192.0.2.1:4001");
        assert_eq!(to_b, forward(Side::B, "203.0.113.9:62345"));
        let stranger = rtcp(&mut stream, 0, Side::B, "198.51.100.7:62345");
        assert_eq!(stranger, Route::Drop(DropReason::Stranger));
    }

    #[test]
    fn rtcp_learnt_before_rtp_is_forgotten_if_rtp_comes_from_another_host() {
        let mut stream = stream();
        rtcp(&mut stream, 0, Side::B, "10.0.0.5:7777");
        assert!(stream.learnt(Side::B, Channel::Rtcp).is_some());
        rtp(&mut stream, 0, Side::B, "203.0.113.9:61000");
        assert_eq!(stream.learnt(Side::B, Channel::Rtcp), None);
        let report = rtcp(&mut stream, 0, Side::B, "203.0.113.9:61001");
        assert_eq!(report, forward(Side::A, "192.0.2.1:4001"));
    }

    #[test]
    fn a_signalled_rtcp_address_is_used() {
        let mut stream = stream();
        let mut elsewhere = media("192.0.2.1:4000", "192.0.2.1");
        elsewhere.rtcp = Some(address("192.0.2.77:9999"));
        stream.signal(START, Side::A, elsewhere);
        let to_a = rtcp(&mut stream, 0, Side::B, "10.0.0.5:5001");
        assert_eq!(to_a, forward(Side::A, "192.0.2.77:9999"));
        let to_b = rtcp(&mut stream, 0, Side::A, "192.0.2.77:9999");
        assert_eq!(to_b, forward(Side::B, "10.0.0.5:5001"));
    }

    #[test]
    fn before_signalling_nothing_passes() {
        let mut stream = Stream::new(Mode::Bridge);
        stream.signal(START, Side::A, media("192.0.2.1:4000", "192.0.2.1"));
        let from_a = rtp(&mut stream, 0, Side::A, "192.0.2.1:4000");
        assert_eq!(from_a, Route::Drop(DropReason::NoDestination));
        let from_b = rtp(&mut stream, 0, Side::B, "10.0.0.5:5000");
        assert_eq!(from_b, Route::Drop(DropReason::NotSignalled));
        // The caller is seen to send although nobody hears it yet.
        assert_eq!(stream.last_packet(Side::A), Some(START));
    }

    #[test]
    fn the_echo_line_sends_back_to_the_sender() {
        let mut stream = Stream::new(Mode::Loopback);
        stream.signal(START, Side::A, media("10.0.0.5:5000", "203.0.113.9"));
        let echo = rtp(&mut stream, 0, Side::A, "203.0.113.9:61000");
        assert_eq!(echo, forward(Side::A, "203.0.113.9:61000"));
    }

    #[test]
    fn what_is_neither_rtp_nor_rtcp_is_malformed() {
        let rows: [(Channel, &[u8]); 7] = [
            (Channel::Rtp, &[]),
            (Channel::Rtp, &RTP[..11]),
            (Channel::Rtp, &[0; 20]),
            (Channel::Rtp, &[0xc0; 20]),
            (Channel::Rtcp, &RTCP[..7]),
            (Channel::Rtcp, &[0x80, 0, 0, 1, 0, 0, 0, 1]),
            (Channel::Rtcp, &[0x00, 201, 0, 1, 0, 0, 0, 1]),
        ];
        for (channel, bytes) in rows {
            let mut stream = stream();
            let source = address("192.0.2.1:4000");
            let route = stream.route(START, Side::A, channel, source, bytes);
            assert_eq!(route, Route::Drop(DropReason::Malformed), "{bytes:02x?}");
            assert_eq!(stream.counters(Side::A).dropped_total(), 1);
            assert_eq!(stream.learnt(Side::A, channel), None);
        }
    }

    proptest! {
        #[test]
        fn media_reaches_only_the_other_partys_hosts_and_comes_only_from_ones_own(
            packets in proptest::collection::vec((any::<bool>(), any::<bool>(), 0u8..5, 1u16..5, 0u64..8000), 1..60)
        ) {
            let hosts = ["192.0.2.1", "10.0.0.5", "203.0.113.9", "198.51.100.7", "198.51.100.8"];
            let of_a = [hosts[0]];
            let of_b = [hosts[1], hosts[2]];
            let mut stream = stream();
            let mut packets = packets;
            packets.sort_by_key(|packet| packet.4);
            for (is_a, is_rtp, host, port, millis) in packets {
                let from = if is_a { Side::A } else { Side::B };
                let channel = if is_rtp { Channel::Rtp } else { Channel::Rtcp };
                let bytes: &[u8] = if is_rtp { &RTP } else { &RTCP };
                let host = hosts[usize::from(host)];
                let source = SocketAddr::new(host.parse().unwrap(), 4999 + port);
                let before = stream.learnt(from, channel);
                if let Route::Forward { side, to } = stream.route(later(millis), from, channel, source, bytes) {
                    prop_assert_eq!(side, from.other());
                    let (own, others): (&[&str], &[&str]) = if is_a { (&of_a, &of_b) } else { (&of_b, &of_a) };
                    prop_assert!(own.contains(&host));
                    prop_assert!(others.contains(&to.ip().to_string().as_str()));
                }
                prop_assert!(before.is_none() || stream.learnt(from, channel) == before);
            }
        }
    }
}

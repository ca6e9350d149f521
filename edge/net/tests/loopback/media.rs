//! Pairs of media ports: opened, refused, closed, and their packets.

use std::net::{SocketAddr, UdpSocket};

use naisen_net::media::{MAX_DATAGRAM_BYTES, MAX_PAIRS};
use naisen_net::{Driver, ListenConfig};
use naisen_node::{Channel, PairId, PairOrder};

use crate::rig::{Ask, Rig, Told, at, nobody, plain};

const PAIR: PairId = PairId(7);

fn rig() -> Rig {
    Rig::start(&ListenConfig {
        media: vec![at("127.0.0.1").ip()],
        ..ListenConfig::default()
    })
}

fn above(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip(), address.port() + 1)
}

/// An even port that is free, and so is the next. Other tests take ports meanwhile, below the range
/// that the kernel gives away; `start` keeps tests apart.
fn free_pair(start: u16) -> SocketAddr {
    (start..start + 400)
        .step_by(2)
        .map(|port| SocketAddr::from(([127, 0, 0, 1], port)))
        .find(|rtp| UdpSocket::bind(rtp).is_ok() && UdpSocket::bind(above(*rtp)).is_ok())
        .expect("a free pair of ports")
}

fn open(rig: &Rig, pair: PairId, address: SocketAddr) {
    rig.ask(Ask::Order(PairOrder::Open { pair, address }));
}

#[test]
fn a_pair_receives_and_sends_on_both_ports() {
    let rig = rig();
    let rtp = free_pair(20_000);
    open(&rig, PAIR, rtp);
    rig.expect(Told::Opened(PAIR, rtp));
    let peer = plain("127.0.0.1");
    let source = peer.local_addr().expect("bound");
    for (channel, port) in [(Channel::Rtp, rtp), (Channel::Rtcp, above(rtp))] {
        peer.send_to(b"voice", port).expect("sent");
        rig.expect(Told::Media(PAIR, channel, source, b"voice".to_vec()));
        let mut buffer = [0; 100];
        let (length, from) = peer.recv_from(&mut buffer).expect("an echo");
        assert_eq!((&buffer[..length], from), (&b"voice"[..], port));
    }
    let counters = rig.handle.counters();
    assert_eq!((counters.media_in, counters.media_out), (2, 2));
}

#[test]
fn a_closed_pair_frees_its_ports_and_can_be_opened_again() {
    let rig = rig();
    let rtp = free_pair(20_400);
    for _ in 0..2 {
        open(&rig, PAIR, rtp);
        rig.expect(Told::Opened(PAIR, rtp));
        rig.ask(Ask::Order(PairOrder::Close { pair: PAIR }));
        UdpSocket::bind(rtp).expect("the RTP port is free");
        UdpSocket::bind(above(rtp)).expect("the RTCP port is free");
    }
}

#[test]
fn a_pair_is_refused_when_either_port_is_taken_and_leaves_the_other_free() {
    let rig = rig();
    let rtp = free_pair(20_800);
    for taken in [rtp, above(rtp)] {
        let holder = UdpSocket::bind(taken).expect("free");
        open(&rig, PAIR, rtp);
        rig.expect(Told::Refused(PAIR));
        drop(holder);
        UdpSocket::bind(rtp).expect("the RTP port is free");
    }
    assert_eq!(rig.handle.counters().pairs_refused, 2);
}

#[test]
fn an_order_that_cannot_be_meant_is_refused() {
    let rig = rig();
    let rtp = free_pair(21_200);
    open(&rig, PAIR, rtp);
    rig.expect(Told::Opened(PAIR, rtp));
    let other = free_pair(21_200);
    for (pair, address) in [
        (PAIR, other),
        (PairId(MAX_PAIRS), other),
        (PairId(1), at("127.0.0.1")),
        (PairId(1), SocketAddr::from(([127, 0, 0, 1], u16::MAX))),
        (PairId(1), SocketAddr::from(([192, 0, 2, 99], 30_000))),
    ] {
        open(&rig, pair, address);
        rig.expect(Told::Refused(pair));
    }
    rig.ask(Ask::Order(PairOrder::Close { pair: PairId(9) }));
}

#[test]
fn the_last_packet_leaves_before_its_pair_is_closed() {
    let driver = Driver::bind(&ListenConfig::default()).expect("nothing to open");
    let rtp = free_pair(22_400);
    let peer = plain("127.0.0.1");
    let to = peer.local_addr().expect("bound");
    // All three are there when the driver starts, so they make one turn.
    for ask in [
        Ask::Order(PairOrder::Open {
            pair: PAIR,
            address: rtp,
        }),
        Ask::Media(PAIR, Channel::Rtp, to, b"bye".to_vec()),
        Ask::Order(PairOrder::Close { pair: PAIR }),
    ] {
        driver.handle().send(ask).expect("room");
    }
    let rig = Rig::run(driver);
    let mut buffer = [0; 10];
    let (length, from) = peer.recv_from(&mut buffer).expect("the packet");
    assert_eq!((&buffer[..length], from), (&b"bye"[..], rtp));
    for told in [Told::Asked, Told::Asked, Told::Asked] {
        rig.expect(told);
    }
    rig.expect(Told::Opened(PAIR, rtp));
    UdpSocket::bind(rtp).expect("the port is free");
}

/// R-10.2.1-9.
#[test]
fn an_icmp_error_about_media_is_not_heard_of() {
    let rig = rig();
    let rtp = free_pair(21_600);
    open(&rig, PAIR, rtp);
    rig.expect(Told::Opened(PAIR, rtp));
    let holder = nobody("127.0.0.1");
    let nobody = holder.local_addr().expect("bound");
    for _ in 0..3 {
        rig.ask(Ask::Media(PAIR, Channel::Rtp, nobody, b"voice".to_vec()));
    }
    let peer = plain("127.0.0.1");
    peer.send_to(b"voice", rtp).expect("sent");
    let source = peer.local_addr().expect("bound");
    rig.expect(Told::Media(PAIR, Channel::Rtp, source, b"voice".to_vec()));
    let counters = rig.handle.counters();
    assert_eq!((counters.unreachable, counters.read_errors), (0, 0));
}

#[test]
fn a_datagram_longer_than_any_voice_frame_is_dropped() {
    let rig = rig();
    let rtp = free_pair(22_000);
    open(&rig, PAIR, rtp);
    rig.expect(Told::Opened(PAIR, rtp));
    let peer = plain("127.0.0.1");
    let longest = vec![1; MAX_DATAGRAM_BYTES];
    peer.send_to(&[&longest[..], &[1]].concat(), rtp)
        .expect("sent");
    peer.send_to(&longest, rtp).expect("sent");
    let source = peer.local_addr().expect("bound");
    rig.expect(Told::Media(PAIR, Channel::Rtp, source, longest));
    assert_eq!(rig.handle.counters().media_too_long, 1);
}

#[test]
fn many_pairs_at_once_keep_their_packets_apart() {
    const PAIRS: u16 = 200;
    let rig = rig();
    let peer = plain("127.0.0.1");
    let source = peer.local_addr().expect("bound");
    let mut ports = Vec::new();
    let mut port = 23_000;
    for number in 0..PAIRS {
        let rtp = free_pair(port);
        port = rtp.port() + 2;
        let pair = PairId(u32::from(number));
        open(&rig, pair, rtp);
        rig.expect(Told::Opened(pair, rtp));
        ports.push(rtp);
    }
    for (number, rtp) in ports.iter().enumerate() {
        peer.send_to(&[number as u8], rtp).expect("sent");
    }
    let mut heard = vec![false; ports.len()];
    for _ in 0..PAIRS {
        let Told::Media(pair, Channel::Rtp, from, payload) = rig.next() else {
            panic!("only media comes");
        };
        assert_eq!((from, payload), (source, vec![pair.0 as u8]));
        heard[pair.0 as usize] = true;
    }
    assert!(heard.into_iter().all(|heard| heard));
}

//! SIP over UDP: batches, families, local addresses, unreachable peers.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};

use naisen_net::{Direction, Driver, ListenConfig};
use naisen_node::{Flow, Transport};

use crate::rig::{Ask, ECHO, Rig, Told, at, has_ipv6, nobody, plain};

fn flow(local: SocketAddr, remote: SocketAddr) -> Flow {
    Flow {
        transport: Transport::Udp,
        local,
        remote,
    }
}

/// Sends ECHO to `target` from a plain socket and expects it back from there.
fn echo(rig: &Rig, target: SocketAddr) {
    let peer = plain(&target.ip().to_string());
    peer.connect(target).expect("an address");
    peer.send(ECHO).expect("sent");
    let remote = peer.local_addr().expect("bound");
    rig.expect(Told::Sip(flow(target, remote), ECHO.to_vec()));
    // A connected socket takes datagrams from `target` only.
    let mut buffer = [0; 100];
    let length = peer.recv(&mut buffer).expect("an answer from that address");
    assert_eq!(&buffer[..length], ECHO);
}

#[test]
fn an_answer_goes_back_over_ipv4() {
    let rig = Rig::udp("127.0.0.1");
    echo(&rig, rig.udp[0]);
}

#[test]
fn an_answer_goes_back_over_ipv6() {
    if has_ipv6() {
        let rig = Rig::udp("::1");
        echo(&rig, rig.udp[0]);
    }
}

#[test]
fn a_listener_on_every_address_answers_from_the_one_that_was_asked() {
    let rig = Rig::udp("0.0.0.0");
    for ip in ["127.0.0.2", "127.0.0.1", "127.0.0.3"] {
        echo(
            &rig,
            SocketAddr::new(ip.parse().expect("an address"), rig.udp[0].port()),
        );
    }
    if has_ipv6() {
        let rig = Rig::udp("::");
        echo(
            &rig,
            SocketAddr::new("::1".parse().expect("an address"), rig.udp[0].port()),
        );
    }
}

#[test]
fn ipv4_and_ipv6_share_a_port_number() {
    if has_ipv6() {
        let first = Rig::udp("0.0.0.0");
        let port = first.udp[0].port();
        let second = Rig::start(&ListenConfig {
            udp: vec![SocketAddr::new("::".parse().expect("an address"), port)],
            ..ListenConfig::default()
        });
        echo(
            &first,
            SocketAddr::new("127.0.0.1".parse().expect("an address"), port),
        );
        echo(
            &second,
            SocketAddr::new("::1".parse().expect("an address"), port),
        );
    }
}

#[test]
fn many_messages_of_one_turn_arrive_in_order() {
    for ip in ["127.0.0.1", "0.0.0.0"] {
        let rig = Rig::udp(ip);
        let local = SocketAddr::new(IpAddr::from([127, 0, 0, 1]), rig.udp[0].port());
        let peers = [plain("127.0.0.1"), plain("127.0.0.1")];
        let addresses = peers
            .each_ref()
            .map(|peer| peer.local_addr().expect("bound"));
        let messages = (0..100_u8)
            .map(|number| {
                let to = addresses[usize::from(number % 2)];
                (flow(local, to), vec![number; usize::from(number) + 1])
            })
            .collect();
        rig.ask(Ask::Send(messages));
        let mut buffer = [0; 200];
        for number in 0..100_u8 {
            let peer = &peers[usize::from(number % 2)];
            let (length, from) = peer.recv_from(&mut buffer).expect("a message");
            assert_eq!(from, local);
            assert_eq!(buffer[..length], vec![number; usize::from(number) + 1]);
        }
        assert_eq!(rig.handle.counters().sip_out, 100);
    }
}

#[test]
fn a_burst_is_read_whole_and_in_order() {
    let rig = Rig::udp("127.0.0.1");
    let peer = plain("127.0.0.1");
    for number in 0..500_u16 {
        peer.send_to(format!("message {number}").as_bytes(), rig.udp[0])
            .expect("sent");
    }
    let remote = peer.local_addr().expect("bound");
    for number in 0..500_u16 {
        let message = format!("message {number}").into_bytes();
        rig.expect(Told::Sip(flow(rig.udp[0], remote), message));
    }
}

#[test]
fn the_longest_datagram_passes_both_ways() {
    let rig = Rig::udp("127.0.0.1");
    let peer = plain("127.0.0.1");
    // 65,535 less the headers of IPv4 and UDP.
    let mut message = vec![b'x'; 65_507];
    message[..ECHO.len()].copy_from_slice(ECHO);
    peer.send_to(&message, rig.udp[0]).expect("sent");
    let remote = peer.local_addr().expect("bound");
    rig.expect(Told::Sip(flow(rig.udp[0], remote), message.clone()));
    let mut buffer = vec![0; 70_000];
    let length = peer.recv(&mut buffer).expect("an answer");
    assert_eq!(buffer[..length], message);
}

#[test]
fn blank_datagrams_that_keep_a_nat_open_do_not_reach_the_node() {
    let rig = Rig::udp("127.0.0.1");
    let peer = plain("127.0.0.1");
    for bytes in [&b"\r\n\r\n"[..], b"\0\0\0\0", b"", b"SIP"] {
        peer.send_to(bytes, rig.udp[0]).expect("sent");
    }
    let remote = peer.local_addr().expect("bound");
    rig.expect(Told::Sip(flow(rig.udp[0], remote), b"SIP".to_vec()));
    assert_eq!(rig.handle.counters().sip_ignored, 3);
}

#[test]
fn a_port_where_nobody_listens_is_reported_unreachable() {
    for (ip, local) in [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.2"),
        ("::1", "::1"),
        ("::", "::1"),
    ] {
        if local.contains(':') && !has_ipv6() {
            continue;
        }
        let rig = Rig::udp(ip);
        let local = SocketAddr::new(local.parse().expect("an address"), rig.udp[0].port());
        let holder = nobody(&local.ip().to_string());
        let nobody = holder.local_addr().expect("bound");
        rig.ask(Ask::Send(vec![(flow(local, nobody), b"hello".to_vec())]));
        rig.expect(Told::Unreachable(flow(local, nobody)));
        // The socket goes on, both ways.
        echo(&rig, local);
    }
}

#[test]
fn an_error_about_one_peer_loses_no_message_to_another() {
    let rig = Rig::udp("127.0.0.1");
    let local = rig.udp[0];
    let holder = nobody("127.0.0.1");
    let nobody = holder.local_addr().expect("bound");
    let peer = plain("127.0.0.1");
    let remote = peer.local_addr().expect("bound");
    let messages = (0..40_u8)
        .map(|number| {
            let to = if number % 2 == 0 { nobody } else { remote };
            (flow(local, to), vec![number])
        })
        .collect();
    rig.ask(Ask::Send(messages));
    let mut buffer = [0; 10];
    for number in (1..40_u8).step_by(2) {
        let length = peer.recv(&mut buffer).expect("a message");
        assert_eq!(buffer[..length], [number]);
    }
}

#[test]
fn a_flow_that_no_listener_serves_is_reported_unreachable() {
    let rig = Rig::udp("127.0.0.1");
    let remote = plain("127.0.0.1").local_addr().expect("bound");
    let foreign = flow("192.0.2.99:5060".parse().expect("an address"), remote);
    let mixed = flow(rig.udp[0], "[::1]:5060".parse().expect("an address"));
    for flow in [foreign, mixed] {
        rig.ask(Ask::Send(vec![(flow, b"hello".to_vec())]));
        rig.expect(Told::Unreachable(flow));
    }
    assert_eq!(rig.handle.counters().sip_not_sent, 2);
}

#[test]
fn a_tap_sees_messages_in_and_out() {
    let mut driver = Driver::bind(&ListenConfig {
        udp: vec![at("127.0.0.1")],
        ..ListenConfig::default()
    })
    .expect("the socket can be opened");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let tap = Arc::clone(&seen);
    driver.set_tap(move |tapped| {
        let mut seen = tap.lock().expect("not poisoned");
        seen.push((tapped.direction, tapped.flow, tapped.bytes.to_vec()));
    });
    let mut rig = Rig::run(driver);
    let peer: UdpSocket = plain("127.0.0.1");
    peer.send_to(ECHO, rig.udp[0]).expect("sent");
    let flow = flow(rig.udp[0], peer.local_addr().expect("bound"));
    rig.expect(Told::Sip(flow, ECHO.to_vec()));
    rig.stop();
    assert_eq!(
        *seen.lock().expect("not poisoned"),
        [
            (Direction::In, flow, ECHO.to_vec()),
            (Direction::Out, flow, ECHO.to_vec()),
        ]
    );
}

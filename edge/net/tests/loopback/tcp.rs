//! SIP over TCP: framing, connections, and what breaks them.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use naisen_net::ListenConfig;
use naisen_net::tcp::MAX_QUEUED_BYTES;
use naisen_node::{Flow, Transport};
use naisen_sip::limits::MAX_HEAD_BYTES;
use naisen_sip::{HeaderName, Message, StatusCode};
use socket2::{Domain, SockRef, Socket, Type};

use crate::rig::{Ask, PATIENCE, Rig, Told, at, has_ipv6};

const MESSAGE: &[u8] = b"OPTIONS sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\nbody";
const ECHOED: &[u8] = b"ECHO sip:a SIP/2.0\r\nContent-Length: 2\r\n\r\nhi";

fn flow(local: SocketAddr, remote: SocketAddr) -> Flow {
    Flow {
        transport: Transport::Tcp,
        local,
        remote,
    }
}

/// A plain connection to the driver, and its flow as the driver sees it.
fn connect(to: SocketAddr) -> (TcpStream, Flow) {
    let stream = TcpStream::connect(to).expect("the driver listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let flow = flow(to, stream.local_addr().expect("bound"));
    (stream, flow)
}

fn read(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).expect("bytes in time");
    bytes
}

fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0; 1]) {
        Ok(length) => length == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

#[test]
fn an_answer_goes_back_on_the_connection_its_request_came_by() {
    for ip in ["127.0.0.1", "0.0.0.0", "::1", "::"] {
        if ip.contains(':') && !has_ipv6() {
            continue;
        }
        let rig = Rig::tcp(ip);
        let ip = if ip.contains(':') { "::1" } else { "127.0.0.1" };
        let to = SocketAddr::new(ip.parse().expect("an address"), rig.tcp[0].port());
        let (mut stream, flow) = connect(to);
        for _ in 0..3 {
            stream.write_all(ECHOED).expect("sent");
            rig.expect(Told::Sip(flow, ECHOED.to_vec()));
            assert_eq!(read(&mut stream, ECHOED.len()), ECHOED);
        }
    }
}

#[test]
fn messages_are_cut_apart_and_put_together() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    stream.set_nodelay(true).expect("an option");
    stream
        .write_all(&[MESSAGE, ECHOED, MESSAGE].concat())
        .expect("sent");
    for message in [MESSAGE, ECHOED, MESSAGE] {
        rig.expect(Told::Sip(flow, message.to_vec()));
    }
    for byte in MESSAGE {
        stream.write_all(&[*byte]).expect("sent");
    }
    rig.expect(Told::Sip(flow, MESSAGE.to_vec()));
}

#[test]
fn a_keep_alive_ping_is_answered() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    stream.write_all(b"\r\n\r\n").expect("sent");
    assert_eq!(read(&mut stream, 2), b"\r\n");
    stream.write_all(MESSAGE).expect("sent");
    rig.expect(Told::Sip(flow, MESSAGE.to_vec()));
}

#[test]
fn a_flow_without_a_connection_gets_one_and_keeps_it() {
    let rig = Rig::tcp("127.0.0.1");
    let listener = TcpListener::bind(at("127.0.0.1")).expect("a port");
    let flow = flow(rig.tcp[0], listener.local_addr().expect("bound"));
    rig.ask(Ask::Send(vec![
        (flow, MESSAGE.to_vec()),
        (flow, ECHOED.to_vec()),
    ]));
    let (mut stream, from) = listener.accept().expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    assert_eq!(from.ip(), rig.tcp[0].ip());
    let both = [MESSAGE, ECHOED].concat();
    assert_eq!(read(&mut stream, both.len()), both);
    stream.write_all(ECHOED).expect("sent");
    rig.expect(Told::Sip(flow, ECHOED.to_vec()));
    assert_eq!(read(&mut stream, ECHOED.len()), ECHOED);
    rig.ask(Ask::Send(vec![(flow, MESSAGE.to_vec())]));
    assert_eq!(read(&mut stream, MESSAGE.len()), MESSAGE);
    assert_eq!(rig.handle.counters().tcp_opened, 1);
}

#[test]
fn a_refused_connection_is_reported_unreachable() {
    let rig = Rig::tcp("127.0.0.1");
    // Bound, so that no other test takes the port, and not listening.
    let holder = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    holder.bind(&at("127.0.0.1").into()).expect("a port");
    let remote = holder.local_addr().expect("bound");
    let flow = flow(rig.tcp[0], remote.as_socket().expect("an address"));
    rig.ask(Ask::Send(vec![(flow, MESSAGE.to_vec())]));
    rig.expect(Told::Unreachable(flow));
    assert_eq!(rig.handle.counters().tcp_broken, 1);
}

#[test]
fn a_reset_connection_is_reported_unreachable() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    stream.write_all(MESSAGE).expect("sent");
    rig.expect(Told::Sip(flow, MESSAGE.to_vec()));
    // Closing with no time to linger sends RST.
    SockRef::from(&stream)
        .set_linger(Some(Duration::ZERO))
        .expect("an option");
    drop(stream);
    rig.expect(Told::Unreachable(flow));
}

#[test]
fn a_peer_that_hangs_up_after_its_answer_is_not_a_failure() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    stream.write_all(ECHOED).expect("sent");
    rig.expect(Told::Sip(flow, ECHOED.to_vec()));
    assert_eq!(read(&mut stream, ECHOED.len()), ECHOED);
    stream.shutdown(std::net::Shutdown::Write).expect("hung up");
    assert_eq!(stream.read(&mut [0; 1]).expect("closed in turn"), 0);
    let counters = rig.handle.counters();
    assert_eq!((counters.tcp_broken, counters.unreachable), (0, 0));
}

#[test]
fn a_peer_that_does_not_speak_sip_is_cut_off() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    let junk = vec![b'x'; 8 << 20];
    // The driver may close before all is written.
    let _ = stream.write_all(&junk);
    rig.expect(Told::Unreachable(flow));
    assert!(is_closed(&mut stream));
}

#[test]
fn a_request_that_breaks_its_stream_can_be_answered_but_not_be_taken_for_a_message() {
    let start = "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\n";
    let long = format!("X: {}\r\n", "x".repeat(MAX_HEAD_BYTES));
    for (name, rest, status) in [
        ("no length", "\r\n", &[StatusCode::BAD_REQUEST][..]),
        (
            "no number",
            "Content-Length: x\r\n\r\n",
            &[StatusCode::BAD_REQUEST],
        ),
        (
            "1 GB",
            "Content-Length: 1000000000\r\n\r\n",
            &[
                StatusCode::REQUEST_ENTITY_TOO_LARGE,
                StatusCode::BAD_REQUEST,
            ],
        ),
        ("long head", &long, &[StatusCode::MESSAGE_TOO_LARGE]),
    ] {
        let rig = Rig::tcp("127.0.0.1");
        let (mut stream, flow) = connect(rig.tcp[0]);
        stream
            .write_all(&[start, rest].concat().into_bytes())
            .expect("sent");
        let Told::Sip(from, shown) = rig.next() else {
            panic!("{name}: the node is shown nothing");
        };
        assert_eq!(from, flow, "{name}");
        let error = Message::parse(&shown).expect_err(name);
        let answer = error.status().expect(name);
        assert!(status.contains(&answer), "{name}: {error}");
        let lenient = Message::parse_lenient(&shown).expect(name);
        assert!(lenient.header(HeaderName::Via).is_some(), "{name}");
        rig.expect(Told::Unreachable(flow));
        assert!(is_closed(&mut stream), "{name}");
    }
}

#[test]
fn the_answer_to_a_request_that_breaks_its_stream_arrives_whatever_follows_it() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    let broken = b"ECHO sip:a SIP/2.0\r\n\r\n";
    let mut sent = broken.to_vec();
    sent.resize(1 << 20, b'x');
    stream.write_all(&sent).expect("sent");
    let head = &broken[..broken.len() - 2];
    rig.expect(Told::Sip(flow, head.to_vec()));
    rig.expect(Told::Unreachable(flow));
    assert_eq!(read(&mut stream, head.len()), head);
    assert_eq!(stream.read(&mut [0; 1]).expect("closed in order"), 0);
    let counters = rig.handle.counters();
    assert_eq!((counters.tcp_broken, counters.unreachable), (1, 1));
}

#[test]
fn a_peer_that_does_not_read_is_cut_off() {
    let rig = Rig::tcp("127.0.0.1");
    let (mut stream, flow) = connect(rig.tcp[0]);
    stream.write_all(MESSAGE).expect("sent");
    rig.expect(Told::Sip(flow, MESSAGE.to_vec()));
    // More than the kernel's buffers on both sides hold.
    for _ in 0..1000 {
        let piece = vec![b'x'; MAX_QUEUED_BYTES / 4];
        rig.handle
            .send(Ask::Send(vec![(flow, piece)]))
            .expect("the driver takes commands");
        match rig.next() {
            Told::Asked => {}
            told => {
                assert_eq!(told, Told::Unreachable(flow));
                return;
            }
        }
    }
    panic!("a peer that does not read was sent 250 MiB");
}

#[test]
fn an_idle_connection_is_closed() {
    let rig = Rig::start(&ListenConfig {
        tcp: vec![at("127.0.0.1")],
        tcp_idle: Duration::from_millis(50),
        ..ListenConfig::default()
    });
    let (mut stream, _) = connect(rig.tcp[0]);
    assert_eq!(stream.read(&mut [0; 1]).expect("closed in time"), 0);
    let counters = rig.handle.counters();
    assert_eq!((counters.tcp_idle, counters.unreachable), (1, 0));
}

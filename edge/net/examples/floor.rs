//! What it costs to receive and send a datagram: a node that answers each one with one, against
//! plain sockets that do the same.
//!
//! ```text
//! cargo run --release -p naisen-net --example floor -- driver 100 10
//! ```
//!
//! Arguments: the mode (`plain`, `driver`, `wildcard`, `media`), calls a second, seconds. A call is
//! seven datagrams of 600 bytes in and seven out (in mode `media`: of 172 bytes, spread over 100
//! pairs of ports). The generator is another process; only the CPU time of the answering thread
//! counts.

#![allow(clippy::print_stdout, reason = "a measurement prints its figure")]

use std::error::Error;
use std::net::{SocketAddr, UdpSocket};
use std::process::Command;
use std::time::{Duration, Instant};

use naisen_net::{Driver, ListenConfig};
use naisen_node::{Channel, Flow, Input, Node, Outbox, PairId, PairOrder, Time, Transport};

const PER_CALL: u32 = 7;
const SIP_BYTES: usize = 600;
const RTP_BYTES: usize = 172;
const PAIRS: u32 = 100;
const END: &[u8] = b"end";
const TARGET: ([u8; 4], u16) = ([127, 0, 0, 1], 15_999);
const FIRST_PAIR: u16 = 16_000;

/// Sends on all it gets, to one address.
struct Reflector {
    sink: SocketAddr,
    count: u64,
}

impl Node for Reflector {
    type Command = PairOrder;
    type Event = ();

    fn handle_input(&mut self, _: Time, input: Input<'_>, out: &mut Outbox<()>) {
        match input {
            Input::Sip { flow, bytes } if bytes != END => {
                self.count += 1;
                out.sends
                    .sip(flow.to(self.sink), |buffer| buffer.extend_from_slice(bytes));
            }
            Input::Media {
                pair,
                channel: Channel::Rtp,
                payload,
                ..
            } => {
                self.count += 1;
                // A relay sends from the other leg's port.
                let other = PairId(pair.0 ^ 1);
                out.sends.media(other, Channel::Rtp, self.sink, payload);
            }
            Input::Sip {
                flow:
                    Flow {
                        transport: Transport::Udp,
                        ..
                    },
                ..
            } => out.events.push(()),
            _ => {}
        }
    }

    fn handle_command(&mut self, _: Time, order: PairOrder, out: &mut Outbox<()>) {
        out.orders.push(order);
    }

    fn poll_timeout(&self) -> Option<Time> {
        None
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mode = arguments.next().unwrap_or_else(|| "driver".to_owned());
    let rate: u32 = arguments.next().map_or(Ok(100), |text| text.parse())?;
    let seconds: u32 = arguments.next().map_or(Ok(10), |text| text.parse())?;
    if let Some(kind) = mode.strip_prefix("generate-") {
        return generate(kind == "media", rate, seconds);
    }
    // Bound and never read: what it gets is dropped without an ICMP error.
    let sink = UdpSocket::bind("127.0.0.1:0")?;
    let kind = if mode == "media" { "media" } else { "sip" };
    let mut generator = Command::new(std::env::current_exe()?)
        .args([
            format!("generate-{kind}"),
            rate.to_string(),
            seconds.to_string(),
        ])
        .spawn()?;
    let before = cpu()?;
    let count = if mode == "plain" {
        plain(sink.local_addr()?)?
    } else {
        driven(&mode, sink.local_addr()?)?
    };
    let spent = cpu()? - before;
    generator.wait()?;
    println!(
        "{mode}: {count} datagrams of {}, {:.3} us each, {:.4} CPU s per 1000 calls",
        rate * seconds * PER_CALL,
        spent.as_secs_f64() * 1e6 / count as f64,
        spent.as_secs_f64() / count as f64 * f64::from(PER_CALL) * 1000.0
    );
    Ok(())
}

fn plain(sink: SocketAddr) -> Result<u64, Box<dyn Error>> {
    let socket = UdpSocket::bind(SocketAddr::from(TARGET))?;
    let mut buffer = vec![0; 65_535];
    let mut count = 0;
    loop {
        let (length, _) = socket.recv_from(&mut buffer)?;
        if &buffer[..length] == END {
            return Ok(count);
        }
        socket.send_to(&buffer[..length], sink)?;
        count += 1;
    }
}

fn driven(mode: &str, sink: SocketAddr) -> Result<u64, Box<dyn Error>> {
    let mut address = SocketAddr::from(TARGET);
    if mode == "wildcard" {
        address.set_ip([0, 0, 0, 0].into());
    }
    let driver = Driver::bind(&ListenConfig {
        udp: vec![address],
        ..ListenConfig::default()
    })?;
    let handle = driver.handle();
    if mode == "media" {
        for pair in 0..PAIRS {
            handle.send(PairOrder::Open {
                pair: PairId(pair),
                address: port_of(pair),
            })?;
        }
    }
    let mut node = Reflector { sink, count: 0 };
    let stop = handle.clone();
    driver.run(&mut node, move |_, ()| stop.stop())?;
    Ok(node.count)
}

fn port_of(pair: u32) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], FIRST_PAIR + 2 * pair as u16))
}

fn generate(media: bool, rate: u32, seconds: u32) -> Result<(), Box<dyn Error>> {
    // Until the other side has opened its sockets.
    std::thread::sleep(Duration::from_millis(300));
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    let message = vec![b'x'; if media { RTP_BYTES } else { SIP_BYTES }];
    let per_second = rate * PER_CALL;
    let start = Instant::now();
    for number in 0..per_second * seconds {
        let due = start + Duration::from_secs(1) * number / per_second;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let target = if media {
            port_of(number % PAIRS)
        } else {
            SocketAddr::from(TARGET)
        };
        socket.send_to(&message, target)?;
    }
    std::thread::sleep(Duration::from_millis(300));
    socket.send_to(END, SocketAddr::from(TARGET))?;
    Ok(())
}

/// The CPU time of this process's first thread.
fn cpu() -> Result<Duration, Box<dyn Error>> {
    let text = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanos = text.split_whitespace().next().ok_or("no figure")?.parse()?;
    Ok(Duration::from_nanos(nanos))
}

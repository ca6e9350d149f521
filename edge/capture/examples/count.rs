//! Counts what a trace holds: `count FILE`, or `count --write FILE MEGABYTES` for one to count.

#![allow(clippy::print_stdout)]

use std::fs::File;
use std::io::BufWriter;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use naisen_capture::{Capture, PcapWriter, Segment};
use naisen_node::Time;
use naisen_trace::Carried;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--write", file, megabytes] => write(file, megabytes.parse()?),
        [file] => count(file),
        _ => Err("count FILE | count --write FILE MEGABYTES".into()),
    }
}

fn count(file: &str) -> Outcome {
    let begun = Instant::now();
    let mut capture = Capture::read(file)?;
    let (mut datagrams, mut streams, mut others, mut bytes) = (0u64, 0u64, 0u64, 0u64);
    let ended = capture.for_each(&mut |frame| match frame.carried {
        Carried::Datagram(payload) => {
            datagrams += 1;
            bytes += payload.len() as u64;
        }
        Carried::Stream(payload) => {
            streams += 1;
            bytes += payload.len() as u64;
        }
        _ => others += 1,
    });
    let taken = begun.elapsed();
    println!("{:?} {:?}", capture.format(), capture.summary());
    println!("{datagrams} datagrams, {streams} pieces of streams, {others} others, {bytes} bytes");
    let megabytes = capture.position() as f64 / 1e6;
    println!("{megabytes:.1} MB in {:.3} s", taken.as_secs_f64());
    ended?;
    Ok(())
}

/// Fifty calls at a time: RTP both ways, and among it SIP over UDP, in fragments, and over TCP.
fn write(file: &str, megabytes: u64) -> Outcome {
    let mut writer = PcapWriter::new(BufWriter::new(File::create(file)?))?;
    let server: SocketAddr = "192.0.2.1:5060".parse()?;
    let mut at = Time::from_unix_seconds(1_790_000_000);
    let mut written = 0;
    let mut sequence = 1;
    let message = |call: u64, body: usize| {
        let body = "a=x\r\n".repeat(body / 5);
        let length = body.len();
        format!(
            "INVITE sip:{call}@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK{call}\
             \r\nCall-ID: {call}\r\nCSeq: 1 INVITE\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    for round in 0u64.. {
        for call in 0..50u16 {
            let phone = SocketAddr::new([192, 0, 2, 10 + call as u8].into(), 40_000 + call * 2);
            let gateway = SocketAddr::new([192, 0, 2, 1].into(), 20_000 + call * 2);
            let rtp = [[0x80, 0, 0, 0].as_slice(), &[0x55; 168]].concat();
            writer.datagram(at, phone, gateway, &rtp)?;
            writer.datagram(at, gateway, phone, &rtp)?;
            written += 460;
        }
        let client = SocketAddr::new([192, 0, 2, 9].into(), 5_060);
        let size = if round.is_multiple_of(10) { 2_500 } else { 300 };
        let text = message(round, size);
        writer.datagram(at, client, server, text.as_bytes())?;
        let segment = Segment {
            sequence,
            acknowledge: Some(1),
            ..Segment::default()
        };
        let text = message(round, 300);
        writer.tcp(at, client, server, segment, text.as_bytes())?;
        sequence = sequence.wrapping_add(u32::try_from(text.len())?);
        written += 1_200;
        at += Duration::from_millis(20);
        if written > megabytes * 1_000_000 {
            break;
        }
    }
    writer.finish()?;
    Ok(())
}

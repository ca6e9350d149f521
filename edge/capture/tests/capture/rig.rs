//! What the tests have in common: frames as lines, and addresses.

use std::net::SocketAddr;

use naisen_capture::{Capture, Error, PcapWriter, Summary};
use naisen_node::Time;
use naisen_trace::{Carried, Frame};

/// One side of every test.
pub(crate) const A: &str = "192.0.2.1:5060";
/// The other side.
pub(crate) const B: &str = "192.0.2.2:5060";

pub(crate) fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

/// The time `millis` after the beginning of the tests.
pub(crate) fn at(millis: u64) -> Time {
    Time::from_micros(1_790_000_000_000_000 + millis * 1_000)
}

/// A capture with what `fill` writes.
pub(crate) fn written(fill: impl FnOnce(&mut PcapWriter<&mut Vec<u8>>)) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = PcapWriter::new(&mut file).expect("memory takes it");
    fill(&mut writer);
    file
}

/// A frame as a line: number, source port, destination port, what it carries.
pub(crate) fn line(frame: &Frame<'_>) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let carried = match frame.carried {
        Carried::Datagram(bytes) => format!("datagram {}", text(bytes)),
        Carried::Fragment(bytes) => format!("fragment {}", text(bytes)),
        Carried::Stream(bytes) => format!("stream {}", text(bytes)),
        Carried::Connecting => "connecting".to_owned(),
        Carried::Closed { reset: false } => "closed".to_owned(),
        Carried::Closed { reset: true } => "reset".to_owned(),
        Carried::Message(wire, bytes) => format!("message {wire:?} {}", text(bytes)),
        Carried::Unreachable => "unreachable".to_owned(),
    };
    format!(
        "{} {} {} {carried}",
        frame.number, frame.source, frame.destination
    )
}

/// All frames of a trace as lines, and how it ended.
pub(crate) fn read(file: &[u8]) -> (Vec<String>, Result<Summary, Error>) {
    let mut lines = Vec::new();
    let ended = Capture::open(file)
        .and_then(|mut capture| capture.for_each(&mut |frame| lines.push(line(&frame))));
    (lines, ended)
}

/// The packets of a capture in another order: `order` counts them from 0.
pub(crate) fn rearranged(file: &[u8], order: &[usize]) -> Vec<u8> {
    let (header, mut rest) = file.split_at(24);
    let mut records = Vec::new();
    while let Some(length) = rest.get(8..12) {
        let length = u32::from_le_bytes(length.try_into().expect("four bytes")) as usize;
        let (record, behind) = rest.split_at(16 + length);
        records.push(record);
        rest = behind;
    }
    let mut whole = header.to_vec();
    for which in order {
        whole.extend_from_slice(records[*which]);
    }
    whole
}

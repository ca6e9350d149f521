//! The packets of simulated runs as a capture.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use naisen_capture::{PcapWriter, Segment};
use naisen_node::Transport;
use naisen_sim::{Medium, Report};

/// Time between two runs: longer than any transaction lives.
const PAUSE: Duration = Duration::from_secs(60);

/// A capture that runs are written to, one after the other.
pub(super) struct Tape {
    writer: PcapWriter<BufWriter<File>>,
    /// How much later than it was the next run is written.
    delay: Duration,
}

impl Tape {
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let file = File::create(path).with_context(|| format!("cannot create {shown}"))?;
        let writer = PcapWriter::new(BufWriter::new(file))
            .with_context(|| format!("cannot write {shown}"))?;
        Ok(Self {
            writer,
            delay: Duration::ZERO,
        })
    }

    /// Writes what was sent in a run, lost or not: the tap is at the sender.
    pub(super) fn keep(&mut self, report: &Report) -> io::Result<()> {
        let mut sequences: BTreeMap<(SocketAddr, SocketAddr), u32> = BTreeMap::new();
        for packet in &report.trace {
            let at = packet.at + self.delay;
            let (from, to) = (packet.from, packet.to);
            match packet.medium {
                Medium::Sip(Transport::Tcp) => {
                    let sequence = sequences.entry((from, to)).or_insert(1);
                    let segment = Segment {
                        sequence: *sequence,
                        acknowledge: Some(1),
                        ..Segment::default()
                    };
                    let length = u32::try_from(packet.bytes.len()).unwrap_or(u32::MAX);
                    *sequence = sequence.wrapping_add(length);
                    self.writer.tcp(at, from, to, segment, &packet.bytes)?;
                }
                Medium::Sip(Transport::Udp) | Medium::Media(_) => {
                    self.writer.datagram(at, from, to, &packet.bytes)?;
                }
            }
        }
        self.delay += report.virtual_time + PAUSE;
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<()> {
        use io::Write;
        self.writer.finish()?.flush()
    }
}

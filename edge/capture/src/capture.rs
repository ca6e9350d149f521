//! A trace that is being read.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use naisen_trace::Frame;

use crate::error::Error;
use crate::network::Network;
use crate::pcap::{self, Next};
use crate::pcapng;
use crate::text::{self, Layout, Text};
use crate::window::Window;

/// What a trace was recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The classic capture file.
    Pcap,
    /// The newer capture file.
    PcapNg,
    /// A text; which one shows at its first message.
    Text(Option<Layout>),
}

/// What is known of a trace besides its frames, up to where it has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Packets of the capture, or messages of the text.
    pub packets: u64,
    /// Packets without UDP, TCP or ICMP, or of a network that is not read here.
    pub other: u64,
    /// Packets of which the capture holds the beginning only (snap length). A datagram among them is
    /// delivered as far as it goes.
    pub cut: u64,
    /// IP packets whose fragments did not all come.
    pub incomplete: u64,
    /// Holes in TCP streams that were passed over.
    pub gaps: u64,
    /// The file ends within a packet; its last packet is missing.
    pub truncated: bool,
    /// The first link type met that is not read here.
    pub foreign_link: Option<u32>,
}

/// A trace that is being read, as a stream: memory does not grow with its length.
pub struct Capture<R> {
    window: Window<R>,
    source: Source,
    network: Box<Network>,
    summary: Summary,
    ended: bool,
}

enum Source {
    Pcap(pcap::Header),
    PcapNg(pcapng::Section),
    Text(Box<Text>),
    /// A file that ends within its header.
    Nothing,
}

/// Bytes looked at to know what a file is.
const PEEK: usize = 4_096;

impl Capture<File> {
    /// Opens the file at `path`.
    ///
    /// # Errors
    ///
    /// As [`Capture::open`], and if the file cannot be opened.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|source| Error::Open {
            path: path.to_owned(),
            source,
        })?;
        Self::open(file)
    }
}

impl<R: Read> Capture<R> {
    /// Begins to read a trace. The reader needs no buffer of its own.
    ///
    /// # Errors
    ///
    /// If there is nothing to read, if it is compressed, if it is neither a capture nor a text, or
    /// a capture of a kind of network that is not read here.
    pub fn open(reader: R) -> Result<Self, Error> {
        let mut window = Window::new(reader);
        let start = window.fill(PEEK)?;
        if start.is_empty() {
            return Err(Error::Empty);
        }
        let mut summary = Summary::default();
        let source = if pcap::recognised(start) {
            match pcap::Header::take(&mut window)? {
                Some(header) => Source::Pcap(header),
                None => {
                    summary.truncated = true;
                    Source::Nothing
                }
            }
        } else if pcapng::recognised(start) {
            Source::PcapNg(pcapng::Section::default())
        } else if let Some(with) = compression(start) {
            return Err(Error::Compressed { with });
        } else if text::plausible(start) {
            Source::Text(Box::default())
        } else {
            return Err(Error::Unknown);
        };
        Ok(Self {
            window,
            source,
            network: Box::default(),
            summary,
            ended: false,
        })
    }

    /// What the trace was recognised as.
    pub fn format(&self) -> Format {
        match &self.source {
            Source::Pcap(_) | Source::Nothing => Format::Pcap,
            Source::PcapNg(_) => Format::PcapNg,
            Source::Text(text) => Format::Text(text.layout()),
        }
    }

    /// What is known of the trace up to here.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// How many bytes of the trace have been taken, for those who show progress.
    pub fn position(&self) -> u64 {
        self.window.offset()
    }

    /// Reads one packet, or one message of a text, and hands out what that completes: no frame, one
    /// or several. Says whether the trace goes on.
    ///
    /// Frames come in the order of their numbers, with one exception: a
    /// [`Fragment`](naisen_trace::Carried::Fragment) has the number and time at which it was
    /// captured, but comes when its other fragments are given up, up to 30 s of the trace later.
    /// In a text, times go back where the log does.
    ///
    /// # Errors
    ///
    /// If the trace cannot be read on. What was open is handed out before, and calls after this one
    /// say that the trace has ended.
    pub fn step(&mut self, sink: &mut impl FnMut(Frame<'_>)) -> Result<bool, Error> {
        if self.ended {
            return Ok(false);
        }
        let next = match &mut self.source {
            Source::Pcap(header) => header.next(&mut self.window, self.summary.packets),
            Source::PcapNg(section) => section.next(&mut self.window, self.summary.packets),
            Source::Text(text) => {
                let more = text.step(&mut self.window, &mut self.summary.packets, sink);
                self.ended = !matches!(more, Ok(true));
                return more;
            }
            Source::Nothing => Ok(Next::End { truncated: true }),
        };
        let fault = match next {
            Ok(Next::Record(record)) => {
                self.network.packet(&record, &mut self.summary, sink);
                return Ok(true);
            }
            Ok(Next::End { truncated }) => {
                self.summary.truncated = truncated;
                None
            }
            Err(error) => Some(error),
        };
        self.ended = true;
        self.network.finish(&mut self.summary, sink);
        if let Source::PcapNg(section) = &self.source {
            self.summary.foreign_link = section.foreign;
        }
        fault.map_or(Ok(false), Err)
    }

    /// Reads the trace to its end.
    ///
    /// # Errors
    ///
    /// As [`Capture::step`]. What was handed out before stays true, and [`Capture::summary`] tells
    /// how far it went.
    pub fn for_each(&mut self, sink: &mut impl FnMut(Frame<'_>)) -> Result<Summary, Error> {
        while self.step(sink)? {}
        Ok(self.summary)
    }
}

/// The name of the compression of a file that begins so.
fn compression(start: &[u8]) -> Option<&'static str> {
    const MAGICS: [(&[u8], &str); 6] = [
        (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"\xfd7zXZ\0", "xz"),
        (b"BZh", "bzip2"),
        (b"\x04\x22\x4d\x18", "lz4"),
        (b"PK\x03\x04", "zip"),
    ];
    let found = MAGICS.iter().find(|(magic, _)| start.starts_with(magic));
    found.map(|(_, name)| *name)
}

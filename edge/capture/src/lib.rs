//! Captures in and out: a pcap, a pcapng or the text log of a SIP program becomes the frames that
//! `naisen-trace` reads, and packets become a pcap.
//!
//! 1. [`Capture::read`] opens a file, [`Capture::open`] anything that can be read. What it is shows
//!    in its first bytes, never in its name.
//! 2. [`Capture::for_each`] hands every [`Frame`](naisen_trace::Frame) to a closure and ends with a
//!    [`Summary`]; [`Capture::step`] does it packet by packet.
//!
//! ```
//! use naisen_capture::{Capture, PcapWriter};
//! use naisen_node::Time;
//!
//! let mut file = Vec::new();
//! let mut writer = PcapWriter::new(&mut file)?;
//! let (from, to) = ("192.0.2.1:5060".parse()?, "192.0.2.2:5060".parse()?);
//! writer.datagram(Time::from_unix_seconds(1), from, to, b"OPTIONS sip:192.0.2.2 SIP/2.0\r\n\r\n")?;
//!
//! let mut seen = 0;
//! let summary = Capture::open(&file[..])?.for_each(&mut |frame| seen = frame.number)?;
//! assert_eq!((seen, summary.packets), (1, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Decisions:
//!
//! * Frames are lent, not given: a frame of an RTP packet points into the read buffer, so nothing is
//!   allocated or copied for it. That is why there is no `Iterator`.
//! * Memory does not grow with the file. Fragments and TCP bytes that wait for others have bounds
//!   in number, in bytes and in time of the trace; what is given up is counted in the [`Summary`].
//! * A damaged end is no error: what came before it is delivered and the summary says so.
//! * Checksums are not looked at: a capture taken where a network card computes them shows wrong
//!   ones in sound packets.
//!
//! Not here: SIP. Of the protocols above UDP and TCP this crate knows as much as it takes to find a
//! message in a log.

#![forbid(unsafe_code)]

mod capture;
mod error;
mod fragments;
mod ip;
mod link;
mod network;
mod pcap;
mod pcapng;
mod streams;
mod text;
mod window;
mod writer;

pub use capture::{Capture, Format, Summary};
pub use error::Error;
pub use text::{Layout, UNSTATED};
pub use writer::{PcapWriter, Segment};

//! Why a trace cannot be read.

use std::io;
use std::path::PathBuf;

/// Why a trace cannot be read, or not any further.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened.
    #[error("cannot open {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system failed while the trace was being read.
    #[error("cannot read the trace: {0}")]
    Read(#[from] io::Error),
    /// There is not one byte.
    #[error("the file is empty")]
    Empty,
    /// The file is compressed.
    #[error("the file is compressed with {with}; decompress it first")]
    Compressed {
        /// The name of the compression.
        with: &'static str,
    },
    /// The first bytes fit neither a capture nor a text.
    #[error("this is neither a pcap or pcapng capture nor a text")]
    Unknown,
    /// A text in which nothing looks like SIP.
    #[error("there is no SIP message in this text")]
    NoMessage,
    /// A capture of a kind of network that is not read here.
    #[error(
        "packets of link type {number} cannot be read; Ethernet, Linux cooked, raw IP and loopback can"
    )]
    LinkType {
        /// The number of the link type.
        number: u32,
    },
    /// A length or another field cannot be true, and where the next packet begins is not known.
    #[error("the capture is damaged after packet {packet}, at byte {offset}: {what}")]
    Damaged {
        /// The last sound packet, 0 if there was none.
        packet: u64,
        /// Where in the file the damaged record begins.
        offset: u64,
        /// What is wrong.
        what: &'static str,
    },
}

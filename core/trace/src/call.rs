//! A call of a trace.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_node::Time;

use crate::Wire;

/// What a group of messages is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A call: INVITE and what belongs to it.
    Call,
    /// A registration: REGISTER, one Call-ID.
    Registration,
    /// Anything else: OPTIONS, SUBSCRIBE, MESSAGE ..., one Call-ID.
    Other,
}

/// All that belongs to one call: its legs, messages and media.
#[derive(Clone, Debug)]
pub struct Call {
    /// Counted from 1, in the order of the first messages.
    pub number: u64,
    /// What it is.
    pub kind: Kind,
    /// One for every Call-ID; the first is the caller's. A back-to-back user agent makes more.
    pub legs: Vec<Leg>,
    /// The messages in the order of the trace. A repetition is not a message of its own.
    pub messages: Vec<Message>,
    /// Messages that were not kept, because a call may hold only so many.
    pub messages_left_out: u64,
    /// What else was seen on the way of its messages.
    pub notices: Vec<Notice>,
    /// The streams of media that its descriptions announced, or that ran between its hosts.
    pub streams: Vec<Stream>,
    /// Pairs of hosts of its media, the lower address first, between which RTP of other calls was seen:
    /// its own would have been seen, too.
    pub heard_elsewhere: Vec<(IpAddr, IpAddr)>,
    /// The trace ends, or began, in the middle of it.
    pub cut_off: bool,
}

/// One Call-ID of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The Call-ID.
    pub call_id: Box<str>,
    /// User part of From of the first request, or its whole URI.
    pub caller: Box<str>,
    /// User part of the Request-URI of the first request, or its whole URI.
    pub callee: Box<str>,
}

/// A SIP message of a call.
#[derive(Clone, Debug)]
pub struct Message {
    /// The frame it was first seen in.
    pub frame: u64,
    /// When.
    pub at: Time,
    /// Who sent it.
    pub source: SocketAddr,
    /// To whom.
    pub destination: SocketAddr,
    /// How it travelled.
    pub wire: Wire,
    /// Index into [`Call::legs`].
    pub leg: usize,
    /// The message as it was, at most 64 KiB.
    pub bytes: Box<[u8]>,
    /// The same bytes on the same way again.
    pub repetitions: Vec<Repetition>,
    /// The datagram never came whole: `bytes` is what its first fragment carried.
    pub fragment: bool,
    /// The message with the length of its body in Content-Length, if it came in a datagram and told
    /// another length.
    pub repaired: Option<Box<[u8]>>,
}

/// A message seen once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repetition {
    /// The frame.
    pub frame: u64,
    /// When.
    pub at: Time,
}

/// Something other than a message that happened on the way of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The frame.
    pub frame: u64,
    /// When.
    pub at: Time,
    /// The source of the packet that it is about.
    pub source: SocketAddr,
    /// The destination of the packet that it is about.
    pub destination: SocketAddr,
    /// What.
    pub kind: NoticeKind,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// ICMP: nobody listens there, or there is no way there.
    Unreachable,
    /// A TCP connection was refused or broken off by the destination.
    Reset,
    /// Bytes that begin like TLS came where SIP in clear is spoken, or the other way round.
    OtherTransport,
    /// A TLS handshake was begun, and the destination ended the connection without a word.
    TlsRefused,
    /// What was sent cannot be read as SIP.
    Unreadable,
}

/// A stream of RTP, from one address to another.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Where it came from.
    pub source: SocketAddr,
    /// Where it went.
    pub destination: SocketAddr,
    /// The leg whose description announced `destination` (or `source`), if one did.
    pub leg: Option<usize>,
    /// SSRC of the first packet.
    pub ssrc: u32,
    /// Payload type of the first packet.
    pub payload_type: u8,
    /// Packets seen.
    pub packets: u64,
    /// Packets missing in the row of sequence numbers.
    pub lost: u64,
    /// The frame of the first packet.
    pub first_frame: u64,
    /// When the first packet came.
    pub first_at: Time,
    /// When the last packet came.
    pub last_at: Time,
    /// The longest time between two packets.
    pub longest_gap: Duration,
}

//! One TCP connection: what waits to be written, and what has been read of the next message.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::time::Duration;

use mio::net::TcpStream;
use naisen_node::{Flow, Time};
use naisen_sip::StreamFramer;

use crate::tcp::MAX_QUEUED_BYTES;

/// How long connecting may take, and a peer's reading may stand still.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a refused peer has to take its answer and hang up.
const FAREWELL: Duration = Duration::from_secs(5);

/// A queue that grew beyond this gives its memory back when it is empty.
const KEPT_QUEUE_BYTES: usize = 16 << 10;

/// A connection, coming up or up.
pub(crate) struct Connection {
    stream: TcpStream,
    flow: Flow,
    serial: u64,
    connected: bool,
    /// Since when nothing is taken from this peer any more.
    refused: Option<Time>,
    /// Absent while its messages are being handled, and once the peer is refused.
    framer: Option<StreamFramer>,
    queue: Vec<u8>,
    /// How much of `queue` the kernel has.
    written: usize,
    /// Whether it stands in the list of those to be written to at the end of the turn.
    pub(crate) dirty: bool,
    /// When the last whole message or ping came.
    heard: Time,
    /// When the kernel last took bytes, or the queue was last empty.
    progress: Time,
}

/// What one read brought.
pub(crate) enum Reading {
    /// This many bytes.
    Bytes(usize),
    /// Nothing for now.
    Empty,
    /// The end.
    Closed,
}

/// A framer on loan, so that its messages can be handled while connections are written to. The
/// connection may be closed meanwhile.
pub(crate) struct Loan {
    pub(crate) flow: Flow,
    pub(crate) framer: StreamFramer,
    /// Whether a whole message or a ping came out.
    pub(crate) framed: bool,
    pub(crate) index: usize,
    serial: u64,
}

impl Connection {
    /// A connection along `flow`; `serial` differs from that of every other.
    pub(crate) fn new(
        stream: TcpStream,
        flow: Flow,
        serial: u64,
        connected: bool,
        now: Time,
    ) -> Self {
        Self {
            stream,
            flow,
            serial,
            connected,
            refused: None,
            framer: Some(StreamFramer::new()),
            queue: Vec::new(),
            written: 0,
            dirty: false,
            heard: now,
            progress: now,
        }
    }

    pub(crate) fn flow(&self) -> Flow {
        self.flow
    }

    pub(crate) fn heard(&self) -> Time {
        self.heard
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.connected
    }

    /// Whether everything has been given to the kernel.
    pub(crate) fn is_drained(&self) -> bool {
        self.queue.is_empty()
    }

    /// Whether the peer is refused.
    pub(crate) fn is_refused(&self) -> bool {
        self.refused.is_some()
    }

    /// Takes nothing more from this peer. What is queued is still written, and then the end of the
    /// stream; what the peer sends meanwhile is read and passed over, because closing with unread
    /// bytes would reset the connection and might cost the peer its answer.
    pub(crate) fn refuse(&mut self, now: Time) {
        self.refused = Some(now);
    }

    /// Whether connecting takes too long, the peer does not read, or does not go although refused.
    pub(crate) fn stands_still(&self, now: Time) -> bool {
        let stays = self.refused.is_some_and(|at| now.since(at) > FAREWELL);
        let waits = !self.connected || !self.queue.is_empty();
        stays || waits && now.since(self.progress) > PATIENCE
    }

    /// Looks how connecting went; true once it is up.
    pub(crate) fn finish_connecting(&mut self, now: Time) -> io::Result<bool> {
        if let Some(error) = self.stream.take_error()? {
            return Err(error);
        }
        match self.stream.peer_addr() {
            Ok(_) => {
                self.connected = true;
                self.progress = now;
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Queues bytes; an error if too many wait already.
    pub(crate) fn queue(&mut self, bytes: &[u8], now: Time) -> io::Result<()> {
        if self.queue.len() - self.written + bytes.len() > MAX_QUEUED_BYTES {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if self.queue.is_empty() && self.connected {
            self.progress = now;
        }
        self.queue.extend_from_slice(bytes);
        Ok(())
    }

    /// Gives the kernel what it takes.
    pub(crate) fn write(&mut self, now: Time) -> io::Result<()> {
        while self.connected && self.written < self.queue.len() {
            match self.stream.write(&self.queue[self.written..]) {
                Ok(count) => {
                    self.written += count;
                    self.progress = now;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.queue.drain(..self.written);
                    self.written = 0;
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
        }
        if self.connected {
            self.queue.clear();
            self.queue.shrink_to(KEPT_QUEUE_BYTES);
            self.written = 0;
            if self.refused.is_some() {
                self.stream.shutdown(Shutdown::Write)?;
            }
        }
        Ok(())
    }

    /// Reads once into `buffer`.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> io::Result<Reading> {
        if !self.connected {
            return Ok(Reading::Empty);
        }
        loop {
            match self.stream.read(buffer) {
                Ok(0) => return Ok(Reading::Closed),
                Ok(count) => return Ok(Reading::Bytes(count)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Ok(Reading::Empty);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Lends the framer; `index` is where the connection stands in its table.
    pub(crate) fn lend(&mut self, index: usize) -> Option<Loan> {
        Some(Loan {
            flow: self.flow,
            framer: self.framer.take()?,
            framed: false,
            index,
            serial: self.serial,
        })
    }

    /// Whether that loan came from this connection.
    pub(crate) fn lent(&self, loan: &Loan) -> bool {
        self.serial == loan.serial
    }

    /// Takes the framer back. One that holds nothing is replaced, so that a silent connection holds
    /// no memory.
    pub(crate) fn take_back(&mut self, loan: Loan, now: Time) {
        if loan.framed {
            self.heard = now;
        }
        self.framer = Some(if loan.framer.pending().is_empty() {
            StreamFramer::new()
        } else {
            loan.framer
        });
    }
}

//! The loop that runs a node.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use mio::{Events, Poll, Waker};
use naisen_node::{Channel, Flow, Input, Node, PairId, Time, Transport};
use naisen_sip::{Frame, FramingError, Message};

use crate::clock::Clock;
use crate::connection::{Loan, Reading};
use crate::datagram::{DatagramReader, DatagramSender};
use crate::handle::{Door, Handle};
use crate::listen::{BindError, ListenConfig};
use crate::media::{self, MediaPorts};
use crate::ready::Ready;
use crate::sockets::Sockets;
use crate::tap::{Tap, Tapped};
use crate::tcp::{self, Context, Tcp};
use crate::turn::Turn;
use crate::udp::{self, UdpListener};

/// How many sockets one wake-up may name; those beyond come with the next.
const EVENTS: usize = 1024;

/// How many commands a turn handles.
const COMMANDS_PER_TURN: usize = 256;

/// Runs a node over sockets. `C` is the node's command.
pub struct Driver<C> {
    poll: Poll,
    clock: Clock,
    udp: Vec<UdpListener>,
    tcp: Tcp,
    tcp_failures: Vec<BindError>,
    media: MediaPorts,
    sip_reader: DatagramReader,
    media_reader: DatagramReader,
    commands: Receiver<C>,
    handle: Handle<C>,
    door: Arc<Door>,
    tap: Option<Tap>,
}

impl<C> Driver<C> {
    /// Opens the sockets.
    ///
    /// # Errors
    ///
    /// [`BindError`] for the first UDP port or media address that cannot be had. A TCP port that
    /// cannot be had is told by [`Self::tcp_failures`] instead; its owner decides whether to go on.
    pub fn bind(config: &ListenConfig) -> Result<Self, BindError> {
        let poll = Poll::new().map_err(BindError::Poll)?;
        let waker = Waker::new(poll.registry(), Ready::Door.token()).map_err(BindError::Poll)?;
        let mut udp = Vec::new();
        for (index, address) in config.udp.iter().enumerate() {
            let token = Ready::Udp(index).token();
            udp.push(UdpListener::bind(*address, config, poll.registry(), token)?);
        }
        let mut tcp = Tcp::new(config);
        let mut tcp_failures = Vec::new();
        for address in &config.tcp {
            let token = |index| Ready::Listener(index).token();
            if let Err(error) = tcp.listen(*address, poll.registry(), token) {
                tcp_failures.push(error);
            }
        }
        let media = MediaPorts::new(config.media_dscp);
        for address in &config.media {
            media.try_address(*address)?;
        }
        let (sender, commands) = sync_channel(config.command_queue);
        let door = Arc::new(Door::new(waker));
        Ok(Self {
            poll,
            clock: Clock::start(),
            udp,
            tcp,
            tcp_failures,
            media,
            sip_reader: DatagramReader::new(udp::MAX_DATAGRAM_BYTES).map_err(BindError::Poll)?,
            media_reader: DatagramReader::new(media::MAX_DATAGRAM_BYTES + 1)
                .map_err(BindError::Poll)?,
            commands,
            handle: Handle::new(sender, Arc::clone(&door)),
            door,
            tap: None,
        })
    }

    /// Lets `tap` see every SIP message in and out. It is called on the driver's thread and must not
    /// block.
    pub fn set_tap(&mut self, tap: impl FnMut(Tapped<'_>) + Send + 'static) {
        self.tap = Some(Box::new(tap));
    }

    /// A handle for other threads.
    pub fn handle(&self) -> Handle<C> {
        self.handle.clone()
    }

    /// The time it is now, as the node will see it.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The addresses that SIP datagrams come in at, in the order of the configuration.
    pub fn udp_addresses(&self) -> impl Iterator<Item = SocketAddr> {
        self.udp.iter().map(UdpListener::address)
    }

    /// The addresses that SIP connections come in at.
    pub fn tcp_addresses(&self) -> impl Iterator<Item = SocketAddr> {
        self.tcp.addresses()
    }

    /// The TCP ports that could not be had.
    pub fn tcp_failures(&self) -> &[BindError] {
        &self.tcp_failures
    }

    /// Runs `node` on this thread until [`Handle::stop`]. `on_event` takes what the node tells; it
    /// must not block. The sockets are closed on return.
    ///
    /// # Errors
    ///
    /// Only when waiting for sockets itself fails.
    pub fn run<N>(self, node: &mut N, on_event: impl FnMut(Time, N::Event)) -> io::Result<()>
    where
        N: Node<Command = C>,
    {
        let mut poll = self.poll;
        let sockets = Sockets {
            registry: poll.registry().try_clone()?,
            udp: self.udp,
            tcp: self.tcp,
            media: self.media,
            sender: DatagramSender::new(),
            tap: self.tap,
            answers: VecDeque::new(),
            door: Arc::clone(&self.door),
        };
        let mut shard = Shard {
            turn: Turn::new(node, on_event, sockets),
            clock: self.clock,
            sip_reader: self.sip_reader,
            media_reader: self.media_reader,
            stream_buffer: vec![0; tcp::READ_BYTES].into_boxed_slice(),
            commands: self.commands,
            again: Vec::new(),
        };
        let result = shard.run(&mut poll);
        self.door.stop();
        result
    }
}

/// A running driver.
struct Shard<'n, N: Node, F> {
    turn: Turn<'n, N, F>,
    clock: Clock,
    sip_reader: DatagramReader,
    media_reader: DatagramReader,
    stream_buffer: Box<[u8]>,
    commands: Receiver<N::Command>,
    /// Sockets that had more than their turn allowed.
    again: Vec<Ready>,
}

impl<N: Node, F: FnMut(Time, N::Event)> Shard<'_, N, F> {
    fn run(&mut self, poll: &mut Poll) -> io::Result<()> {
        let mut events = Events::with_capacity(EVENTS);
        let mut again = Vec::new();
        loop {
            match poll.poll(&mut events, self.wait()) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            std::mem::swap(&mut again, &mut self.again);
            for event in &events {
                let ready = Ready::from_token(event.token());
                match ready {
                    Ready::Udp(index) if event.is_error() => self.turn.sockets.udp_errors(index),
                    Ready::Connection(index) if event.is_writable() || event.is_error() => {
                        let now = self.clock.now();
                        self.turn
                            .sockets
                            .with_tcp(now, |tcp, context| tcp.writable(index, context));
                    }
                    _ => {}
                }
                self.read(ready);
            }
            for ready in again.drain(..) {
                self.read(ready);
            }
            let stopped = self.turn.sockets.door.is_stopped();
            if stopped {
                while self.command() {}
            }
            self.timeout();
            self.turn.settle(self.clock.now());
            if stopped {
                return Ok(());
            }
        }
    }

    /// How long to wait for a socket; for ever if nothing is due.
    fn wait(&self) -> Option<Duration> {
        if !self.again.is_empty() || !self.turn.sockets.answers.is_empty() {
            return Some(Duration::ZERO);
        }
        let due = [
            self.turn.poll_timeout(),
            self.turn.sockets.tcp.poll_timeout(),
        ];
        let due = due.into_iter().flatten().min()?;
        Some(due.since(self.clock.now()))
    }

    fn read(&mut self, ready: Ready) {
        let more = match ready {
            Ready::Door => self.read_commands(),
            Ready::Udp(index) => self.read_udp(index),
            Ready::Media(pair, channel) => self.read_media(pair, channel),
            Ready::Connection(index) => self.read_connection(index),
            Ready::Listener(index) => {
                let now = self.clock.now();
                self.turn
                    .sockets
                    .with_tcp(now, |tcp, context| tcp.accept(index, context))
            }
        };
        if more {
            self.again.push(ready);
        }
    }

    fn read_commands(&mut self) -> bool {
        self.turn.sockets.door.answer();
        (0..COMMANDS_PER_TURN).all(|_| self.command())
    }

    /// Handles one command; false if there is none.
    fn command(&mut self) -> bool {
        let Ok(command) = self.commands.try_recv() else {
            return false;
        };
        self.turn.command(self.clock.now(), command);
        true
    }

    fn read_udp(&mut self, index: usize) -> bool {
        let mut count = 0;
        while count < udp::DATAGRAMS_PER_TURN {
            let Some(listener) = self.turn.sockets.udp.get(index) else {
                return false;
            };
            let batch = match listener.read(&mut self.sip_reader) {
                Ok(batch) => batch,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(_) => {
                    // As a rule an ICMP error about something sent earlier.
                    self.turn.sockets.door.tally.read_errors.add(1);
                    self.turn.sockets.udp_errors(index);
                    count += 1;
                    continue;
                }
            };
            count += batch.count;
            let now = self.clock.now();
            for datagram in 0..batch.count {
                let datagram = self.sip_reader.datagram(datagram);
                if !udp::is_for_node(&datagram) {
                    self.turn.sockets.door.tally.sip_ignored.add(1);
                    continue;
                }
                let flow = Flow {
                    transport: Transport::Udp,
                    local: self.turn.sockets.udp[index].local(datagram.destination),
                    remote: datagram.source,
                };
                self.turn.sockets.note_in(now, flow, datagram.bytes);
                let input = Input::Sip {
                    flow,
                    bytes: datagram.bytes,
                };
                self.turn.input(now, input);
            }
            if !batch.full {
                return false;
            }
        }
        true
    }

    fn read_media(&mut self, pair: PairId, channel: Channel) -> bool {
        let mut count = 0;
        while count < media::DATAGRAMS_PER_TURN {
            let Some(socket) = self.turn.sockets.media.socket(pair, channel) else {
                return false;
            };
            let batch = match self.media_reader.read(socket, media::DATAGRAMS_PER_TURN) {
                Ok(batch) => batch,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(_) => {
                    self.turn.sockets.door.tally.read_errors.add(1);
                    count += 1;
                    continue;
                }
            };
            count += batch.count;
            self.turn.sockets.door.tally.media_in.add(batch.count);
            let now = self.clock.now();
            for datagram in 0..batch.count {
                let datagram = self.media_reader.datagram(datagram);
                if datagram.bytes.len() > media::MAX_DATAGRAM_BYTES {
                    self.turn.sockets.door.tally.media_too_long.add(1);
                    continue;
                }
                let input = Input::Media {
                    pair,
                    channel,
                    source: datagram.source,
                    payload: datagram.bytes,
                };
                self.turn.input(now, input);
            }
            if !batch.full {
                return false;
            }
        }
        true
    }

    fn read_connection(&mut self, index: usize) -> bool {
        for _ in 0..tcp::READS_PER_TURN {
            let now = self.clock.now();
            let buffer = &mut self.stream_buffer;
            let reading = self
                .turn
                .sockets
                .with_tcp(now, |tcp, context| tcp.read(index, buffer, context));
            let Reading::Bytes(count) = reading else {
                return false;
            };
            let Some(mut loan) = self.turn.sockets.tcp.lend(index) else {
                // Refused already: what still comes is passed over.
                continue;
            };
            loan.framer.push(&self.stream_buffer[..count]);
            loop {
                match loan.framer.next_message() {
                    Ok(Some(Frame::Message(bytes))) => {
                        loan.framed = true;
                        let flow = loan.flow;
                        self.turn.sockets.note_in(now, flow, bytes);
                        let input = Input::Sip { flow, bytes };
                        self.turn.input(now, input);
                    }
                    Ok(Some(Frame::Ping)) => {
                        loan.framed = true;
                        self.turn
                            .sockets
                            .with_tcp(now, |tcp, context| tcp.pong(&loan, context));
                    }
                    Ok(None) => break,
                    Err(error) => {
                        self.refuse(now, &loan, error);
                        return true;
                    }
                }
            }
            let take_back = |tcp: &mut Tcp, context: &mut Context<'_>| tcp.take_back(loan, context);
            if !self.turn.sockets.with_tcp(now, take_back) {
                return false;
            }
        }
        true
    }

    /// Gives up a connection whose stream cannot be cut any further. The node answers the request in
    /// front, if it is one: it gets the head of it in a form that no parser takes for a message.
    fn refuse(&mut self, now: Time, loan: &Loan, error: FramingError) {
        if let Some(bytes) = refusable(loan.framer.pending(), error) {
            let flow = loan.flow;
            self.turn.sockets.note_in(now, flow, bytes);
            self.turn.input(now, Input::Sip { flow, bytes });
            // The answer must be queued before the connection stops taking any.
            self.turn.carry_out(now, 0);
        }
        self.turn
            .sockets
            .with_tcp(now, |tcp, context| tcp.refuse(loan, error, context));
    }

    /// Tells the node that its time has come, and looks after connections.
    fn timeout(&mut self) {
        let now = self.clock.now();
        if self.turn.poll_timeout().is_some_and(|due| due <= now) {
            self.turn.input(now, Input::Timeout);
        }
        self.turn.sockets.with_tcp(now, Tcp::sweep);
    }
}

/// What a node is shown of a request that broke its stream: no message to any parser, and with the
/// same offence where a message alone can have it. `None` if the stream does not begin with a
/// request.
fn refusable(pending: &[u8], error: FramingError) -> Option<&[u8]> {
    if !Message::parse_lenient(pending)?.is_request() {
        return None;
    }
    match error {
        // Its end is beyond what a parser looks at, or not there.
        FramingError::HeadTooLarge => return Some(pending),
        // The request in front may be sound.
        FramingError::Overrun => return None,
        _ => {}
    }
    let end = pending.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = pending.get(..end + 4)?;
    if Message::parse(head).is_err() {
        return Some(head);
    }
    // Sound if a datagram had brought it, as without Content-Length: the empty line is left out.
    pending.get(..end + 2)
}

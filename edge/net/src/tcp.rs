//! SIP over TCP (RFC 3261 §18): connections accepted, and opened when a flow has none.
//!
//! A connection belongs to a flow: our address and the peer's. It is found by our IP address and
//! the peer's address and port, so an answer takes the way its request came, and so does every
//! later message for as long as the connection lives.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use mio::{Interest, Registry, Token};
use naisen_node::{Flow, Time, Transport};
use naisen_sip::{Frame, FramingError};
use slab::Slab;

use crate::connection::{Connection, Loan, Reading};
use crate::counters::Tally;
use crate::listen::{BindError, Endpoint, ListenConfig, sip_tcp, sip_tcp_to};
use crate::option::Dscp;

/// The most bytes that wait in one connection for a peer that does not read. A connection with more
/// is broken off.
pub const MAX_QUEUED_BYTES: usize = 1 << 20;

/// The most reads from one connection before the others have their turn.
pub(crate) const READS_PER_TURN: usize = 4;

/// The bytes one read takes at most.
pub(crate) const READ_BYTES: usize = 64 << 10;

/// The most connections accepted before the others have their turn.
const ACCEPTS_PER_TURN: usize = 64;

/// A connection this long silent gives way to a new one when the table is full: 64*T1, after which
/// no transaction waits for it any more.
const MAY_GIVE_WAY: Duration = Duration::from_secs(32);

/// How often connections are looked over for those that are idle or stand still: as often as the
/// idle time says, within these bounds.
const SWEEP_MAX: Duration = Duration::from_secs(5);
const SWEEP_MIN: Duration = Duration::from_millis(100);

/// All listeners and connections.
pub(crate) struct Tcp {
    listeners: Vec<Listener>,
    connections: Slab<Connection>,
    by_ends: HashMap<(IpAddr, SocketAddr), usize>,
    /// Connections with bytes queued in this turn.
    dirty: Vec<usize>,
    /// Listeners that the system gave no descriptor for; to be tried again.
    starved: Vec<usize>,
    /// The serial number of the last connection.
    serial: u64,
    next_sweep: Time,
    idle: Duration,
    max_connections: usize,
    dscp: Dscp,
}

struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

/// What every operation on connections needs.
pub(crate) struct Context<'a> {
    pub(crate) now: Time,
    pub(crate) registry: &'a Registry,
    pub(crate) tally: &'a Tally,
    /// Takes each path that broke.
    pub(crate) broken: &'a mut dyn FnMut(Flow),
    /// Makes a connection's token.
    pub(crate) token: fn(usize) -> Token,
}

impl Tcp {
    pub(crate) fn new(config: &ListenConfig) -> Self {
        Self {
            listeners: Vec::new(),
            connections: Slab::new(),
            by_ends: HashMap::new(),
            dirty: Vec::new(),
            starved: Vec::new(),
            serial: 0,
            next_sweep: Time::default(),
            idle: config.tcp_idle,
            max_connections: config.tcp_connections,
            dscp: config.sip_dscp,
        }
    }

    /// Begins to listen; `token` makes the token from the listener's index.
    pub(crate) fn listen(
        &mut self,
        address: SocketAddr,
        registry: &Registry,
        token: fn(usize) -> Token,
    ) -> Result<(), BindError> {
        let index = self.listeners.len();
        let mut open = || {
            let mut socket = TcpListener::from_std(sip_tcp(address, self.dscp)?.into());
            registry.register(&mut socket, token(index), Interest::READABLE)?;
            let address = socket.local_addr()?;
            self.listeners.push(Listener { socket, address });
            Ok(())
        };
        open().map_err(|error| BindError::new(Endpoint::Sip(Transport::Tcp, address), error))
    }

    /// The addresses it listens on.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = SocketAddr> {
        self.listeners.iter().map(|listener| listener.address)
    }

    /// Accepts connections; true if more may be waiting.
    pub(crate) fn accept(&mut self, index: usize, context: &mut Context<'_>) -> bool {
        for _ in 0..ACCEPTS_PER_TURN {
            let Some(listener) = self.listeners.get(index) else {
                return false;
            };
            let port = listener.address.port();
            match listener.socket.accept() {
                Ok((stream, remote)) => {
                    if let Err(error) = self.admit(stream, port, remote, context) {
                        tracing::debug!(%remote, %error, "connection refused");
                        context.tally.tcp_refused.add(1);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted
                    ) => {}
                Err(error) => {
                    // Out of descriptors or memory: trying on at once would only burn the CPU.
                    tracing::warn!(%error, "cannot accept connections for now");
                    self.schedule_sweep(context.now);
                    self.starved.push(index);
                    return false;
                }
            }
        }
        true
    }

    /// Queues a message on the flow's connection, and opens one if there is none. False if it cannot
    /// be sent; the path has then been reported broken.
    pub(crate) fn send(&mut self, flow: Flow, bytes: &[u8], context: &mut Context<'_>) -> bool {
        let index = match self.by_ends.get(&ends(flow)) {
            Some(index) => *index,
            None => match self.connect(flow, context) {
                Ok(index) => index,
                Err(error) => {
                    tracing::debug!(remote = %flow.remote, %error, "cannot connect");
                    context.tally.tcp_broken.add(1);
                    (context.broken)(flow);
                    return false;
                }
            },
        };
        self.queue(index, bytes, context)
    }

    /// Writes what the turn has queued.
    pub(crate) fn flush(&mut self, context: &mut Context<'_>) {
        while let Some(index) = self.dirty.pop() {
            if let Some(connection) = self.connections.get_mut(index) {
                connection.dirty = false;
                self.write(index, context);
            }
        }
    }

    /// Finishes connecting, and writes what is queued.
    pub(crate) fn writable(&mut self, index: usize, context: &mut Context<'_>) {
        let Some(connection) = self.connections.get_mut(index) else {
            return;
        };
        if !connection.is_connected() {
            match connection.finish_connecting(context.now) {
                Ok(true) => context.tally.tcp_opened.add(1),
                Ok(false) => return,
                Err(error) => {
                    self.break_off(index, &error, context);
                    return;
                }
            }
        }
        self.write(index, context);
    }

    /// Reads once into `buffer`.
    pub(crate) fn read(
        &mut self,
        index: usize,
        buffer: &mut [u8],
        context: &mut Context<'_>,
    ) -> Reading {
        let Some(connection) = self.connections.get_mut(index) else {
            return Reading::Closed;
        };
        match connection.read(buffer) {
            Ok(Reading::Closed) => {
                // A peer that hangs up and owes nothing has not failed.
                if connection.is_drained() {
                    self.remove(index);
                } else {
                    self.break_off(index, &io::ErrorKind::UnexpectedEof.into(), context);
                }
                Reading::Closed
            }
            Ok(reading) => reading,
            Err(error) => {
                self.break_off(index, &error, context);
                Reading::Closed
            }
        }
    }

    /// Lends a connection's framer.
    pub(crate) fn lend(&mut self, index: usize) -> Option<Loan> {
        self.connections.get_mut(index)?.lend(index)
    }

    /// Takes a framer back; false if its connection has been closed meanwhile.
    pub(crate) fn take_back(&mut self, loan: Loan, context: &mut Context<'_>) -> bool {
        let connection = self.connections.get_mut(loan.index);
        let Some(connection) = connection.filter(|connection| connection.lent(&loan)) else {
            return false;
        };
        connection.take_back(loan, context.now);
        true
    }

    /// Answers a keep-alive ping that came out of a loan (RFC 5626 §3.5.1).
    pub(crate) fn pong(&mut self, loan: &Loan, context: &mut Context<'_>) {
        if self.is_current(loan) {
            self.queue(loan.index, Frame::PONG, context);
        }
    }

    /// Gives up a connection whose peer does not speak SIP: its path is reported broken, what is
    /// queued is written, and then it is closed.
    pub(crate) fn refuse(&mut self, loan: &Loan, error: FramingError, context: &mut Context<'_>) {
        if !self.is_current(loan) {
            return;
        }
        tracing::debug!(remote = %loan.flow.remote, %error, "connection refused");
        context.tally.tcp_broken.add(1);
        (context.broken)(loan.flow);
        self.forget(loan.index, loan.flow);
        if let Some(connection) = self.connections.get_mut(loan.index) {
            connection.refuse(context.now);
        }
        self.write(loan.index, context);
    }

    /// When to call [`Self::sweep`].
    pub(crate) fn poll_timeout(&self) -> Option<Time> {
        let needed = !self.connections.is_empty() || !self.starved.is_empty();
        needed.then_some(self.next_sweep)
    }

    /// Closes connections that are idle, breaks off those that stand still, and accepts again where
    /// the system had no descriptor.
    pub(crate) fn sweep(&mut self, context: &mut Context<'_>) {
        let now = context.now;
        if self.poll_timeout().is_none_or(|due| now < due) {
            return;
        }
        self.next_sweep = now + self.sweep_interval();
        let late: Vec<usize> = self
            .connections
            .iter()
            .filter(|(_, connection)| {
                connection.stands_still(now) || now.since(connection.heard()) > self.idle
            })
            .map(|(index, _)| index)
            .collect();
        for index in late {
            if self.connections[index].stands_still(now) {
                self.break_off(index, &io::ErrorKind::TimedOut.into(), context);
            } else {
                context.tally.tcp_idle.add(1);
                self.remove(index);
            }
        }
        for index in std::mem::take(&mut self.starved) {
            if self.accept(index, context) {
                self.starved.push(index);
            }
        }
    }

    fn sweep_interval(&self) -> Duration {
        self.idle.clamp(SWEEP_MIN, SWEEP_MAX)
    }

    /// Sets the time of the first sweep, if none is needed so far.
    fn schedule_sweep(&mut self, now: Time) {
        if self.poll_timeout().is_none() {
            self.next_sweep = now + self.sweep_interval();
        }
    }

    fn admit(
        &mut self,
        stream: TcpStream,
        port: u16,
        remote: SocketAddr,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let flow = Flow {
            transport: Transport::Tcp,
            local: SocketAddr::new(stream.local_addr()?.ip(), port),
            remote,
        };
        self.insert(stream, flow, true, context)?;
        context.tally.tcp_opened.add(1);
        Ok(())
    }

    fn connect(&mut self, flow: Flow, context: &mut Context<'_>) -> io::Result<usize> {
        let socket = sip_tcp_to(flow.local.ip(), flow.remote, self.dscp)?;
        self.insert(TcpStream::from_std(socket.into()), flow, false, context)
    }

    fn insert(
        &mut self,
        mut stream: TcpStream,
        flow: Flow,
        connected: bool,
        context: &mut Context<'_>,
    ) -> io::Result<usize> {
        if self.connections.len() >= self.max_connections && !self.make_room(context) {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        self.schedule_sweep(context.now);
        let entry = self.connections.vacant_entry();
        let index = entry.key();
        context.registry.register(
            &mut stream,
            (context.token)(index),
            Interest::READABLE | Interest::WRITABLE,
        )?;
        self.serial += 1;
        entry.insert(Connection::new(
            stream,
            flow,
            self.serial,
            connected,
            context.now,
        ));
        self.by_ends.insert(ends(flow), index);
        Ok(index)
    }

    /// Closes the connection that has been silent longest, if that is long enough.
    fn make_room(&mut self, context: &mut Context<'_>) -> bool {
        let longest = self
            .connections
            .iter()
            .min_by_key(|(_, connection)| connection.heard());
        match longest {
            Some((index, connection)) if context.now.since(connection.heard()) > MAY_GIVE_WAY => {
                context.tally.tcp_idle.add(1);
                self.remove(index);
                true
            }
            _ => false,
        }
    }

    fn queue(&mut self, index: usize, bytes: &[u8], context: &mut Context<'_>) -> bool {
        let Some(connection) = self.connections.get_mut(index) else {
            return false;
        };
        if let Err(error) = connection.queue(bytes, context.now) {
            self.break_off(index, &error, context);
            return false;
        }
        if !connection.dirty {
            connection.dirty = true;
            self.dirty.push(index);
        }
        true
    }

    fn write(&mut self, index: usize, context: &mut Context<'_>) {
        if let Some(connection) = self.connections.get_mut(index)
            && let Err(error) = connection.write(context.now)
        {
            self.break_off(index, &error, context);
        }
    }

    /// Closes a connection that failed and reports its path, unless that has been done.
    fn break_off(&mut self, index: usize, error: &io::Error, context: &mut Context<'_>) {
        if let Some(connection) = self.remove(index)
            && !connection.is_refused()
        {
            let flow = connection.flow();
            tracing::debug!(remote = %flow.remote, %error, "connection broken");
            context.tally.tcp_broken.add(1);
            (context.broken)(flow);
        }
    }

    fn remove(&mut self, index: usize) -> Option<Connection> {
        let connection = self.connections.try_remove(index)?;
        self.forget(index, connection.flow());
        Some(connection)
    }

    /// Lets no message find this connection any more.
    fn forget(&mut self, index: usize, flow: Flow) {
        if self.by_ends.get(&ends(flow)) == Some(&index) {
            self.by_ends.remove(&ends(flow));
        }
    }

    fn is_current(&self, loan: &Loan) -> bool {
        self.connections
            .get(loan.index)
            .is_some_and(|connection| connection.lent(loan))
    }
}

/// By what a flow's connection is found. Our port does not count: a connection that we opened has
/// one of its own.
fn ends(flow: Flow) -> (IpAddr, SocketAddr) {
    (flow.local.ip(), flow.remote)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream as Plain;

    use mio::Poll;

    use super::*;

    const START: Time = Time::from_unix_seconds(1_800_000_000);

    /// Connections in a time that the test makes.
    struct Rig {
        tcp: Tcp,
        poll: Poll,
        tally: Tally,
        broken: Vec<Flow>,
        address: SocketAddr,
    }

    impl Rig {
        fn new(max_connections: usize) -> Self {
            let poll = Poll::new().expect("epoll");
            let mut tcp = Tcp::new(&ListenConfig {
                tcp_connections: max_connections,
                ..ListenConfig::default()
            });
            let port = SocketAddr::from(([127, 0, 0, 1], 0));
            tcp.listen(port, poll.registry(), Token).expect("a port");
            let address = tcp.addresses().next().expect("one listener");
            Self {
                tcp,
                poll,
                tally: Tally::default(),
                broken: Vec::new(),
                address,
            }
        }

        fn at<R>(&mut self, now: Time, act: impl FnOnce(&mut Tcp, &mut Context<'_>) -> R) -> R {
            let mut context = Context {
                now,
                registry: self.poll.registry(),
                tally: &self.tally,
                broken: &mut |flow| self.broken.push(flow),
                token: Token,
            };
            act(&mut self.tcp, &mut context)
        }

        /// A peer connects; the kernel has the connection ready when `connect` returns.
        fn peer(&mut self, now: Time) -> (Plain, Flow) {
            let peer = Plain::connect(self.address).expect("it listens");
            self.at(now, |tcp, context| tcp.accept(0, context));
            let flow = Flow {
                transport: Transport::Tcp,
                local: self.address,
                remote: peer.local_addr().expect("bound"),
            };
            (peer, flow)
        }
    }

    #[test]
    fn a_full_table_refuses_until_a_connection_has_been_silent_for_long() {
        let mut rig = Rig::new(2);
        let (_first, first) = rig.peer(START);
        let (_second, second) = rig.peer(START + Duration::from_secs(20));
        let (_third, third) = rig.peer(START + Duration::from_secs(30));
        assert_eq!(rig.tally.tcp_refused.get(), 1);
        assert!(!rig.tcp.by_ends.contains_key(&ends(third)));
        let (_fourth, fourth) = rig.peer(START + Duration::from_secs(40));
        assert_eq!(rig.tally.tcp_idle.get(), 1);
        let kept = [first, second, fourth].map(|flow| rig.tcp.by_ends.contains_key(&ends(flow)));
        assert_eq!(kept, [false, true, true]);
        assert_eq!(rig.tcp.connections.len(), 2);
    }

    #[test]
    fn a_peer_that_stops_reading_is_given_up() {
        let mut rig = Rig::new(2);
        let (_peer, flow) = rig.peer(START);
        let piece = vec![b'x'; MAX_QUEUED_BYTES / 2];
        // Until the kernel takes no more.
        while rig
            .tcp
            .connections
            .iter()
            .all(|(_, connection)| connection.is_drained())
        {
            rig.at(START, |tcp, context| {
                assert!(tcp.send(flow, &piece, context));
                tcp.flush(context);
            });
        }
        rig.at(START + Duration::from_secs(9), Tcp::sweep);
        assert_eq!(rig.broken, []);
        rig.at(START + Duration::from_secs(15), Tcp::sweep);
        assert_eq!(rig.broken, [flow]);
        assert_eq!(rig.tcp.poll_timeout(), None);
    }

    #[test]
    fn a_connection_silent_beyond_the_idle_time_is_closed_without_complaint() {
        let mut rig = Rig::new(2);
        let (_peer, _) = rig.peer(START);
        rig.at(START + Duration::from_secs(3599), Tcp::sweep);
        assert_eq!(rig.tcp.connections.len(), 1);
        rig.at(START + Duration::from_secs(3606), Tcp::sweep);
        assert_eq!(rig.tcp.connections.len(), 0);
        assert_eq!(rig.broken, []);
    }
}

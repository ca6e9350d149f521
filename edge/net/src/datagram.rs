//! Reading and sending datagrams, several in one call to the kernel.

use std::io::{self, IoSlice, IoSliceMut};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::os::fd::AsRawFd;

use nix::cmsg_space;
use nix::libc;
use nix::sys::socket::{ControlMessage, MsgFlags, MultiHeaders, SockaddrStorage, sendmmsg};
use quinn_udp::{RecvMeta, UdpSocketState};

/// The most datagrams one call reads or sends.
pub(crate) const BATCH: usize = quinn_udp::BATCH_SIZE;

/// How many datagrams a call asks for at first. Asking for more than are there costs a little.
const FIRST_BATCH: usize = 4;

/// Buffers to read datagrams into, shared by sockets of one kind.
pub(crate) struct DatagramReader {
    state: UdpSocketState,
    buffer: Box<[u8]>,
    slot: usize,
    meta: [RecvMeta; BATCH],
    ask: usize,
}

impl DatagramReader {
    /// A reader of datagrams up to `slot` bytes; a longer one is cut to that length.
    pub(crate) fn new(slot: usize) -> io::Result<Self> {
        // `UdpSocketState::new` prepares its socket for QUIC: fragmentation forbidden, GRO, time
        // stamps. SIP wants none of that, and reading needs nothing of the state but its method, so
        // the state is made from a socket that is thrown away.
        let scratch = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        Ok(Self {
            state: UdpSocketState::new((&scratch).into())?,
            buffer: vec![0; slot * BATCH].into_boxed_slice(),
            slot,
            meta: [RecvMeta::default(); BATCH],
            ask: FIRST_BATCH,
        })
    }

    /// Reads what is there, at most `most` datagrams. `Ok` with fewer than asked for means that the
    /// socket is empty.
    pub(crate) fn read(&mut self, socket: &mio::net::UdpSocket, most: usize) -> io::Result<Batch> {
        let asked = self.ask.min(most).clamp(1, BATCH);
        let mut slots = self.buffer.chunks_exact_mut(self.slot);
        let mut slices: [IoSliceMut<'_>; BATCH] =
            std::array::from_fn(|_| IoSliceMut::new(slots.next().unwrap_or_default()));
        let count = self
            .state
            .recv(socket.into(), &mut slices[..asked], &mut self.meta)?;
        let full = count == asked;
        self.ask = if full { BATCH } else { FIRST_BATCH };
        Ok(Batch { count, full })
    }

    /// The datagram of that index in the last batch.
    pub(crate) fn datagram(&self, index: usize) -> Datagram<'_> {
        let meta = &self.meta[index];
        let start = index * self.slot;
        Datagram {
            source: meta.addr,
            destination: meta.dst_ip,
            bytes: &self.buffer[start..start + meta.len.min(self.slot)],
        }
    }
}

/// What one read brought.
pub(crate) struct Batch {
    /// How many datagrams.
    pub(crate) count: usize,
    /// There may be more.
    pub(crate) full: bool,
}

/// A datagram that was read.
pub(crate) struct Datagram<'a> {
    pub(crate) source: SocketAddr,
    /// Where it was sent to, if the socket tells.
    pub(crate) destination: Option<IpAddr>,
    pub(crate) bytes: &'a [u8],
}

/// Headers for sending datagrams, reused from batch to batch.
pub(crate) struct DatagramSender {
    plain: MultiHeaders<SockaddrStorage>,
    from_v4: MultiHeaders<SockaddrStorage>,
    from_v6: MultiHeaders<SockaddrStorage>,
}

impl DatagramSender {
    pub(crate) fn new() -> Self {
        Self {
            plain: MultiHeaders::preallocate(BATCH, None),
            from_v4: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(libc::in_pktinfo))),
            from_v6: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(libc::in6_pktinfo))),
        }
    }

    /// Sends the first of `datagrams`, at most [`BATCH`] of them, from `source` if given, else from
    /// the address the socket is bound to. Says how many the kernel took; an error is about the
    /// first.
    pub(crate) fn send(
        &mut self,
        socket: &mio::net::UdpSocket,
        source: Option<IpAddr>,
        datagrams: &[(SocketAddr, &[u8])],
    ) -> io::Result<usize> {
        if let (None, [(destination, bytes)]) = (source, datagrams) {
            return socket.send_to(bytes, *destination).map(|_| 1);
        }
        let datagrams = &datagrams[..datagrams.len().min(BATCH)];
        let mut slices = [[IoSlice::new(&[])]; BATCH];
        let mut addresses = [None; BATCH];
        for (index, (destination, bytes)) in datagrams.iter().enumerate() {
            slices[index] = [IoSlice::new(bytes)];
            addresses[index] = Some(SockaddrStorage::from(*destination));
        }
        let slices = &slices[..datagrams.len()];
        let addresses = &addresses[..datagrams.len()];
        let socket = socket.as_raw_fd();
        let flags = MsgFlags::empty();
        let sent = match source {
            None => sendmmsg(socket, &mut self.plain, slices, addresses, [], flags)?.count(),
            Some(IpAddr::V4(source)) => {
                let info = libc::in_pktinfo {
                    ipi_ifindex: 0,
                    ipi_spec_dst: libc::in_addr {
                        s_addr: u32::from_ne_bytes(source.octets()),
                    },
                    ipi_addr: libc::in_addr { s_addr: 0 },
                };
                let control = [ControlMessage::Ipv4PacketInfo(&info)];
                sendmmsg(socket, &mut self.from_v4, slices, addresses, control, flags)?.count()
            }
            Some(IpAddr::V6(source)) => {
                let info = libc::in6_pktinfo {
                    ipi6_addr: libc::in6_addr {
                        s6_addr: source.octets(),
                    },
                    ipi6_ifindex: 0,
                };
                let control = [ControlMessage::Ipv6PacketInfo(&info)];
                sendmmsg(socket, &mut self.from_v6, slices, addresses, control, flags)?.count()
            }
        };
        Ok(sent)
    }
}

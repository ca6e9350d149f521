//! What a driver listens on, and why it cannot.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_node::Transport;
use socket2::{Domain, Protocol, Socket, Type};

use crate::option::{self, Dscp};

/// How many connections may wait to be accepted.
const TCP_BACKLOG: i32 = 1024;

/// What a driver listens on.
#[derive(Clone, Debug)]
pub struct ListenConfig {
    /// Where SIP datagrams come in. The unspecified address listens on every address of its
    /// family; IPv4 and IPv6 are separate. Port 0 lets the kernel choose.
    pub udp: Vec<SocketAddr>,
    /// Where SIP connections come in.
    pub tcp: Vec<SocketAddr>,
    /// The addresses that pairs of media ports are opened at. They are tried at the start, so that
    /// a wrong one is told to the operator and not found by the first caller.
    pub media: Vec<IpAddr>,
    /// The mark of SIP packets.
    pub sip_dscp: Dscp,
    /// The mark of media packets.
    pub media_dscp: Dscp,
    /// A TCP connection over which no message and no ping has come for this long is closed.
    pub tcp_idle: Duration,
    /// The most TCP connections at once. When they are all there, one that has been silent for 32
    /// seconds gives way to a new one; if there is none, the new one is refused.
    pub tcp_connections: usize,
    /// How many commands may wait.
    pub command_queue: usize,
}

impl Default for ListenConfig {
    /// Listens nowhere; CS3 for SIP, EF for media, an hour for idle connections,
    /// 4096 connections, 1024 commands.
    fn default() -> Self {
        Self {
            udp: Vec::new(),
            tcp: Vec::new(),
            media: Vec::new(),
            sip_dscp: Dscp::CS3,
            media_dscp: Dscp::EF,
            tcp_idle: Duration::from_secs(3600),
            tcp_connections: 4096,
            command_queue: 1024,
        }
    }
}

/// What could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A SIP port.
    Sip(Transport, SocketAddr),
    /// An address for media.
    Media(IpAddr),
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::Sip(transport, address) => {
                write!(
                    f,
                    "SIP port {} over {transport} at {}",
                    address.port(),
                    address.ip()
                )
            }
            Endpoint::Media(address) => write!(f, "media address {address}"),
        }
    }
}

/// Why a driver cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// Another process, or another listener of this one, has it.
    #[error("{endpoint}: address in use{}", ask_who(endpoint))]
    AddressInUse {
        /// What could not be opened.
        endpoint: Endpoint,
    },
    /// The system does not allow it, as a rule for a port below 1024.
    #[error(
        "{endpoint}: permission denied; ports below 1024 need root or the capability \
         CAP_NET_BIND_SERVICE"
    )]
    PermissionDenied {
        /// What could not be opened.
        endpoint: Endpoint,
    },
    /// No interface of this machine has the address.
    #[error("{endpoint}: address not available; `ip address` lists those this machine has")]
    AddressNotAvailable {
        /// What could not be opened.
        endpoint: Endpoint,
    },
    /// Another error of the system.
    #[error("{endpoint}: {source}")]
    Socket {
        /// What could not be opened.
        endpoint: Endpoint,
        /// The system's error.
        source: io::Error,
    },
    /// The means to wait for sockets could not be had.
    #[error("cannot wait for sockets: {0}")]
    Poll(#[source] io::Error),
}

impl BindError {
    pub(crate) fn new(endpoint: Endpoint, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => BindError::AddressInUse { endpoint },
            io::ErrorKind::PermissionDenied => BindError::PermissionDenied { endpoint },
            io::ErrorKind::AddrNotAvailable => BindError::AddressNotAvailable { endpoint },
            _ => BindError::Socket { endpoint, source },
        }
    }
}

/// Opens a socket for SIP datagrams.
pub(crate) fn sip_udp(address: SocketAddr, dscp: Dscp) -> io::Result<Socket> {
    let socket = socket(address, Type::DGRAM, Protocol::UDP)?;
    if address.ip().is_unspecified() {
        option::tell_destination(&socket, address)?;
    }
    option::tell_errors(&socket, address)?;
    option::enlarge_buffers(&socket);
    dscp.mark(&socket, address)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// Opens a socket for one media port.
pub(crate) fn media_udp(address: SocketAddr, dscp: Dscp) -> io::Result<Socket> {
    let socket = socket(address, Type::DGRAM, Protocol::UDP)?;
    dscp.mark(&socket, address)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

/// Opens a socket that accepts SIP connections.
pub(crate) fn sip_tcp(address: SocketAddr, dscp: Dscp) -> io::Result<Socket> {
    let socket = socket(address, Type::STREAM, Protocol::TCP)?;
    // Connections of an earlier run that linger in TIME_WAIT must not keep us from starting.
    socket.set_reuse_address(true)?;
    dscp.mark(&socket, address)?;
    socket.bind(&address.into())?;
    socket.listen(TCP_BACKLOG)?;
    Ok(socket)
}

/// Begins to connect to `remote`; the result comes when the socket is writable.
pub(crate) fn sip_tcp_to(source: IpAddr, remote: SocketAddr, dscp: Dscp) -> io::Result<Socket> {
    let socket = socket(remote, Type::STREAM, Protocol::TCP)?;
    socket.set_tcp_nodelay(true)?;
    dscp.mark(&socket, remote)?;
    if !source.is_unspecified() {
        socket.bind(&SocketAddr::new(source, 0).into())?;
    }
    match socket.connect(&remote.into()) {
        Ok(()) => Ok(socket),
        Err(error) if error.raw_os_error() == Some(nix::errno::Errno::EINPROGRESS as i32) => {
            Ok(socket)
        }
        Err(error) => Err(error),
    }
}

/// A socket that does not block, of the family of `address`; an IPv6 socket serves IPv6 only.
fn socket(address: SocketAddr, kind: Type, protocol: Protocol) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), kind, Some(protocol))?;
    socket.set_nonblocking(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    Ok(socket)
}

fn ask_who(endpoint: &Endpoint) -> String {
    match endpoint {
        Endpoint::Sip(transport, address) => {
            let letter = match transport {
                Transport::Udp => 'u',
                Transport::Tcp => 't',
            };
            let port = address.port();
            format!("; `ss -l{letter}np 'sport = :{port}'` shows which process has it")
        }
        Endpoint::Media(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_where_and_what_to_do() {
        let endpoint = Endpoint::Sip(Transport::Udp, "0.0.0.0:5060".parse().expect("an address"));
        for (kind, expected) in [
            (
                io::ErrorKind::AddrInUse,
                "SIP port 5060 over UDP at 0.0.0.0: address in use; \
                 `ss -lunp 'sport = :5060'` shows which process has it",
            ),
            (
                io::ErrorKind::PermissionDenied,
                "SIP port 5060 over UDP at 0.0.0.0: permission denied; ports below 1024 need root \
                 or the capability CAP_NET_BIND_SERVICE",
            ),
            (
                io::ErrorKind::AddrNotAvailable,
                "SIP port 5060 over UDP at 0.0.0.0: address not available; `ip address` lists \
                 those this machine has",
            ),
        ] {
            assert_eq!(BindError::new(endpoint, kind.into()).to_string(), expected);
        }
    }
}

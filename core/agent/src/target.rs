//! Where the requests of a dialog go, and whether a request is meant for us (JJ-22.11 §7, §5.7.2).
//!
//! RFC 3261 sends a request to the topmost Route or to the remote target. Behind a NAT that address
//! leads nowhere, and the path that the peer's own messages came by is the only one. The two agree
//! where the peer names the address that it is seen at: then nothing stands in between, its port
//! counts, and when it names another address later it is followed there. In every other case
//! requests stay on the path. A route is always followed: who wrote it can be reached there.

use std::net::{IpAddr, SocketAddr};

use naisen_node::{Flow, Transport};
use naisen_sip::{Dialog, Host, Message, Scheme, Uri};

use crate::agent::Agent;
use crate::session::SessionId;

/// The port of a SIP URI that names none (RFC 3261 §19.1.2).
const DEFAULT_PORT: u16 = 5060;

/// Takes the remote target from a message, and the way to it. `path` is the path of the peer's
/// messages.
pub(crate) fn retarget(dialog: &mut Dialog, message: &Message<'_>, path: Flow) {
    let before = named(dialog);
    dialog.retarget(message);
    aim(dialog, before, path);
}

/// Points the requests of a dialog to its next hop. `before` is where that stood before, if the
/// dialog is not new.
pub(crate) fn aim(dialog: &mut Dialog, before: Option<SocketAddr>, path: Flow) {
    let reached = before.filter(|before| same(before.ip(), dialog.flow.remote.ip()));
    dialog.flow = match named(dialog) {
        Some(hop) => at_other_end(path, hop).unwrap_or_else(|| {
            let moved = reached.is_some_and(|before| before != hop);
            // A route is the address of a proxy, not one behind a NAT (R-7.1-2).
            let routed = !dialog.route_set.is_empty();
            if (moved || routed) && is_host(hop.ip()) {
                path.to(hop)
            } else {
                path
            }
        }),
        None => path,
    };
}

/// The address that the next hop names, if it is a literal one of the dialog's transport.
pub(crate) fn named(dialog: &Dialog) -> Option<SocketAddr> {
    address(dialog.next_hop(), dialog.flow.transport)
}

/// The address in a URI, if it is a literal one of this transport.
pub(crate) fn address(uri: &str, transport: Transport) -> Option<SocketAddr> {
    let uri = Uri::parse(uri).ok()?;
    let Host::Ip(host) = uri.host else {
        return None;
    };
    let transport_agrees = uri
        .params
        .get("transport")
        .flatten()
        .is_none_or(|name| name.eq_ignore_ascii_case(transport.name()));
    (uri.scheme == Scheme::Sip && transport_agrees)
        .then(|| SocketAddr::new(host, uri.port.unwrap_or(DEFAULT_PORT)))
        .filter(|address| address.port() != 0)
}

/// The path to an address that is seen at the other end of `path`: a connection is kept, whatever
/// port its other end has; a datagram goes to the port named.
pub(crate) fn at_other_end(path: Flow, address: SocketAddr) -> Option<Flow> {
    if !same(address.ip(), path.remote.ip()) {
        return None;
    }
    Some(match path.transport {
        Transport::Tcp => path,
        Transport::Udp => {
            let mut remote = path.remote;
            remote.set_port(address.port());
            path.to(remote)
        }
    })
}

fn same(a: IpAddr, b: IpAddr) -> bool {
    a.to_canonical() == b.to_canonical()
}

/// Whether an address can be one host's that is not ourselves.
fn is_host(address: IpAddr) -> bool {
    !(address.is_unspecified() || address.is_multicast() || address.is_loopback())
}

impl Agent {
    /// Whether a request is addressed to the Contact we gave (R-5.7.2-4, R-6.8.1-4): the user part
    /// decides, since a path through NAT may change host and port.
    pub(crate) fn is_our_target(&self, id: SessionId, message: &Message<'_>) -> bool {
        let Some(session) = self.sessions.get(id) else {
            return false;
        };
        let ours = Uri::parse(&session.contact).ok();
        let named = Uri::parse(message.request_uri().unwrap_or("")).ok();
        ours.zip(named)
            .is_some_and(|(ours, named)| ours.user == named.user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(transport: Transport, remote: &str) -> Flow {
        Flow {
            transport,
            local: SocketAddr::from(([192, 0, 2, 1], 5060)),
            remote: remote.parse().expect("an address"),
        }
    }

    fn message(contact: &str, routes: &str) -> Vec<u8> {
        format!(
            "INVITE sip:100@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n\
             From: <sip:1@h>;tag=f\r\nTo: <sip:2@h>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\
             Contact: <{contact}>\r\n{routes}Content-Length: 0\r\n\r\n"
        )
        .into_bytes()
    }

    fn dialog(contact: &str, routes: &str, path: Flow) -> Dialog {
        let bytes = message(contact, routes);
        let message = Message::parse(&bytes).expect("legal");
        let mut dialog =
            Dialog::accepting(&message, "t", "sip:u@192.0.2.1", path).expect("a dialog");
        aim(&mut dialog, None, path);
        dialog
    }

    /// R-7.1-2, R-7.2-1, R-7.3-1.
    #[test]
    fn requests_go_to_the_address_named_where_the_peer_is_seen_at_it() {
        use Transport::{Tcp, Udp};
        let routed = "Record-Route: <sip:198.51.100.7:5080;lr>\r\n";
        for (transport, contact, routes, path, expected) in [
            (
                Udp,
                "sip:a@192.0.2.9:5070",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:5070",
            ),
            (
                Udp,
                "sip:a@192.0.2.9",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:5060",
            ),
            // A NAT in between.
            (
                Udp,
                "sip:a@10.0.0.9:5070",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:40000",
            ),
            (
                Udp,
                "sip:a@phone.example:5070",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:40000",
            ),
            (
                Udp,
                "sip:a@192.0.2.9:0",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:40000",
            ),
            (
                Udp,
                "sip:a@192.0.2.9:5070;transport=tcp",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:40000",
            ),
            // The route comes before the target.
            (
                Udp,
                "sip:a@192.0.2.9:5070",
                routed,
                "198.51.100.7:40000",
                "198.51.100.7:5080",
            ),
            (
                Udp,
                "sip:a@192.0.2.9:5070",
                routed,
                "192.0.2.9:40000",
                "198.51.100.7:5080",
            ),
            // A connection is kept.
            (
                Tcp,
                "sip:a@192.0.2.9:5070;transport=tcp",
                "",
                "192.0.2.9:40000",
                "192.0.2.9:40000",
            ),
        ] {
            let path = flow(transport, path);
            assert_eq!(
                dialog(contact, routes, path).flow,
                flow(transport, expected),
                "{contact}"
            );
        }
    }

    /// R-7.2-2, R-7.3-2, R-10.2.2-6.
    #[test]
    fn a_peer_without_nat_is_followed_to_another_address() {
        for (first, then, path, expected) in [
            (
                "sip:a@192.0.2.9",
                "sip:a@192.0.2.77:5080",
                "192.0.2.9:5060",
                "192.0.2.77:5080",
            ),
            (
                "sip:a@192.0.2.9",
                "sip:a@192.0.2.77:5080",
                "192.0.2.77:999",
                "192.0.2.77:5080",
            ),
            (
                "sip:a@10.0.0.9",
                "sip:a@10.0.0.77",
                "192.0.2.9:5060",
                "192.0.2.9:5060",
            ),
            (
                "sip:a@10.0.0.9",
                "sip:a@10.0.0.9",
                "192.0.2.50:777",
                "192.0.2.50:777",
            ),
            (
                "sip:a@192.0.2.9",
                "sip:a@192.0.2.9",
                "192.0.2.50:777",
                "192.0.2.50:777",
            ),
            (
                "sip:a@192.0.2.9",
                "sip:a@127.0.0.1",
                "192.0.2.9:5060",
                "192.0.2.9:5060",
            ),
            (
                "sip:a@192.0.2.9",
                "sip:a@0.0.0.0",
                "192.0.2.9:5060",
                "192.0.2.9:5060",
            ),
            (
                "sip:a@192.0.2.9",
                "sip:a@224.0.0.1",
                "192.0.2.9:5060",
                "192.0.2.9:5060",
            ),
        ] {
            let mut dialog = dialog(first, "", flow(Transport::Udp, "192.0.2.9:5060"));
            let bytes = message(then, "");
            let later = Message::parse(&bytes).expect("legal");
            retarget(&mut dialog, &later, flow(Transport::Udp, path));
            assert_eq!(
                dialog.flow,
                flow(Transport::Udp, expected),
                "{first} {then}"
            );
        }
    }
}

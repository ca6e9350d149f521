//! What the driver listens on, and how it says what it cannot open.

use std::net::{SocketAddr, TcpListener};

use naisen_net::{BindError, Driver, Endpoint, ListenConfig};
use naisen_node::Transport;

use crate::rig::{Ask, at, plain};

fn bind(config: &ListenConfig) -> Result<Driver<Ask>, BindError> {
    Driver::bind(config)
}

#[test]
fn a_udp_port_in_use_is_named() {
    let holder = plain("127.0.0.1");
    let taken = holder.local_addr().expect("bound");
    let config = ListenConfig {
        udp: vec![at("127.0.0.1"), taken],
        ..ListenConfig::default()
    };
    let error = bind(&config).err().expect("the port is taken");
    assert!(matches!(
        error,
        BindError::AddressInUse { endpoint: Endpoint::Sip(Transport::Udp, address) }
            if address == taken
    ));
    let port = taken.port();
    assert!(
        error
            .to_string()
            .contains(&format!("ss -lunp 'sport = :{port}'"))
    );
}

#[test]
fn a_tcp_port_in_use_does_not_keep_the_driver_from_starting() {
    let holder = TcpListener::bind(at("127.0.0.1")).expect("a port");
    let taken = holder.local_addr().expect("bound");
    let config = ListenConfig {
        udp: vec![at("127.0.0.1")],
        tcp: vec![taken, at("127.0.0.1")],
        ..ListenConfig::default()
    };
    let driver = bind(&config).expect("UDP is free");
    assert!(matches!(
        driver.tcp_failures(),
        [BindError::AddressInUse { endpoint: Endpoint::Sip(Transport::Tcp, address) }]
            if *address == taken
    ));
    assert_eq!(driver.tcp_addresses().count(), 1);
}

#[test]
fn an_address_of_another_machine_is_not_available() {
    let foreign = SocketAddr::from(([203, 0, 113, 9], 0));
    for config in [
        ListenConfig {
            udp: vec![foreign],
            ..ListenConfig::default()
        },
        ListenConfig {
            media: vec![foreign.ip()],
            ..ListenConfig::default()
        },
    ] {
        let error = bind(&config).err().expect("not ours");
        assert!(
            matches!(error, BindError::AddressNotAvailable { .. }),
            "{error}"
        );
    }
}

//! Commands, stop and timers of the driver.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_net::{Driver, ListenConfig, SendError};
use naisen_node::Time;

use crate::rig::{Ask, Probe, Rig, Told};

fn driver(command_queue: usize) -> Driver<Ask> {
    Driver::bind(&ListenConfig {
        command_queue,
        ..ListenConfig::default()
    })
    .expect("nothing to open")
}

#[test]
fn the_node_is_woken_at_its_time_and_not_before() {
    let driver = driver(16);
    let start = driver.now();
    let rig = Rig::run(driver);
    for millis in [0, 1, 20, 50] {
        let due = start + Duration::from_millis(millis);
        rig.ask(Ask::WakeAt(due));
        let (time, told) = rig.next_with_time();
        assert_eq!(told, Told::Timeout);
        assert!(time >= due);
        assert!(time.since(due.max(start)) < Duration::from_secs(5));
    }
}

#[test]
fn commands_are_handled_in_order() {
    let rig = Rig::run(driver(5000));
    for second in 1..=3000 {
        let far = Time::from_unix_seconds(4_000_000_000 + second);
        rig.handle.send(Ask::WakeAt(far)).expect("room");
    }
    for _ in 1..=3000 {
        rig.expect(Told::Asked);
    }
}

#[test]
fn a_full_queue_refuses_and_a_stopped_driver_refuses() {
    let driver = driver(2);
    let handle = driver.handle();
    let ask = || Ask::Send(Vec::new());
    assert_eq!(handle.send(ask()), Ok(()));
    assert_eq!(handle.send(ask()), Ok(()));
    assert_eq!(handle.send(ask()), Err(SendError::Full));
    handle.stop();
    let mut events = 0;
    driver
        .run(&mut Probe::default(), |_, _| events += 1)
        .expect("ends well");
    assert_eq!(events, 2, "commands sent before the stop are handled");
    assert_eq!(handle.send(ask()), Err(SendError::Stopped));
}

#[test]
fn a_stopped_driver_frees_its_ports() {
    let config = ListenConfig {
        udp: vec![SocketAddr::from(([127, 0, 0, 1], 0))],
        ..ListenConfig::default()
    };
    let mut rig = Rig::start(&config);
    rig.stop();
    std::net::UdpSocket::bind(rig.udp[0]).expect("free again");
}

//! The lines that the exchange answers itself.

use std::time::Duration;

use naisen_media::{Law, RtpPacket};

use naisen_conformance::exchange_stage::{A, Bench, Dialog, sdp};
use naisen_exchange::Releaser;

fn call(bench: &mut Bench, number: &str) -> (Dialog, u16) {
    let caller = bench.invite(number, "", &sdp("192.168.0.101", 8026));
    bench.expect(A, "SIP/2.0 180");
    let answered = bench.expect(A, "SIP/2.0 200");
    let port = answered.port();
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.expect_silence();
    (a, port)
}

#[test]
fn the_echo_line_sends_back_what_it_hears() {
    let mut bench = Bench::open();
    let (a, port) = call(&mut bench, "900");
    bench.rtp(port, "192.168.0.101:8026");
    assert_eq!(bench.media.len(), 1);
    assert_eq!(bench.media[0].1, "192.168.0.101:8026");
    // A refresh is answered.
    bench.in_dialog(
        &a,
        "INVITE",
        3,
        "Contact: <sip:x101@h>\r\n",
        &sdp("192.168.0.101", 8026),
    );
    let answered = bench.expect(A, "SIP/2.0 200");
    assert_eq!(answered.port(), port);
    bench.in_dialog(&a, "ACK", 3, "", "");
    bench.in_dialog(&a, "BYE", 4, "", "");
    bench.expect(A, "SIP/2.0 200");
    bench.expect_silence();
    let record = bench.records()[0];
    assert_eq!((&*record.dialled, record.status), ("900", 200));
    assert_eq!(
        (record.released_by, record.packets_from_caller),
        (Releaser::Caller, 1)
    );
    bench.expect_nothing_left();
}

#[test]
fn the_milliwatt_line_sends_its_tone_every_20_ms() {
    let mut bench = Bench::open();
    let (a, _) = call(&mut bench, "901");
    bench.wait(Duration::from_millis(1000));
    assert_eq!(bench.media.len(), 50);
    let mut samples = Vec::new();
    let mut last: Option<(u16, u32)> = None;
    for (_, to, bytes) in &bench.media {
        assert_eq!(to, "192.168.0.101:8026");
        let packet = RtpPacket::parse(bytes).expect("RTP");
        assert_eq!((packet.header.payload_type, packet.payload.len()), (0, 160));
        let header = packet.header;
        if let Some((sequence, timestamp)) = last {
            assert_eq!(header.sequence, sequence.wrapping_add(1));
            assert_eq!(header.timestamp, timestamp.wrapping_add(160));
        }
        last = Some((header.sequence, header.timestamp));
        samples.extend(packet.payload.iter().map(|octet| Law::Mu.decode(*octet)));
    }
    // 1004 Hz cross zero upwards 1004 times a second.
    let rises = samples
        .windows(2)
        .filter(|pair| pair[0] < 0 && pair[1] >= 0)
        .count();
    assert!((1002..=1006).contains(&rises), "{rises}");
    bench.in_dialog(&a, "BYE", 3, "", "");
    bench.expect(A, "SIP/2.0 200");
    bench.media.clear();
    bench.wait(Duration::from_millis(100));
    assert!(bench.media.is_empty());
    bench.expect_nothing_left();
}

/// R-10.2.1-29: the packet time that was agreed is kept.
#[test]
fn the_tone_comes_in_packets_of_the_time_that_the_caller_asks_for() {
    let mut bench = Bench::open();
    let offer = sdp("192.168.0.101", 8026).replace("ptime:20", "ptime:60");
    let caller = bench.invite("901", "", &offer);
    bench.expect(A, "SIP/2.0 180");
    let answered = bench.expect(A, "SIP/2.0 200");
    let a = Bench::established(&caller, &answered);
    bench.in_dialog(&a, "ACK", 2, "", "");
    bench.wait(Duration::from_millis(600));
    assert_eq!(bench.media.len(), 10);
    for (_, _, bytes) in &bench.media {
        assert_eq!(RtpPacket::parse(bytes).expect("RTP").payload.len(), 480);
    }
}

#[test]
fn the_third_line_hangs_up_after_a_second() {
    let mut bench = Bench::open();
    call(&mut bench, "902");
    bench.wait(Duration::from_millis(999));
    bench.expect_silence();
    bench.wait(Duration::from_millis(2));
    let bye = bench.expect(A, "BYE");
    bench.respond(A, &bye, "200 OK", "", "", "");
    assert_eq!(bench.records()[0].released_by, Releaser::Exchange);
    bench.expect_nothing_left();
}

//! The kinds of file and of network.

use naisen_capture::{Capture, Error, Format};
use naisen_trace::Frame;

use crate::rig::{A, B, address, at, read, written};

/// One packet without anything before IP.
fn packet() -> Vec<u8> {
    written(|writer| {
        writer
            .datagram(at(0), address(A), address(B), b"hello")
            .unwrap();
    })[24 + 16 + 14..]
        .to_vec()
}

/// A number in the order of bytes asked for.
fn octets(number: u32, big: bool) -> [u8; 4] {
    if big {
        number.to_be_bytes()
    } else {
        number.to_le_bytes()
    }
}

fn pcap(magic: u32, big: bool, link: u32, packet: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let version = if big { [0, 2, 0, 4] } else { [2, 0, 4, 0] };
    file.extend_from_slice(&octets(magic, big));
    file.extend_from_slice(&version);
    for number in [0, 0, 65_535, link, 1_000, 500_000] {
        file.extend_from_slice(&octets(number, big));
    }
    for _ in 0..2 {
        file.extend_from_slice(&octets(packet.len() as u32, big));
    }
    if magic == 0xa1b2_cd34 {
        file.extend_from_slice(&[0; 8]);
    }
    file.extend_from_slice(packet);
    file
}

fn block(kind: u32, body: &[u8], big: bool) -> Vec<u8> {
    let mut body = body.to_vec();
    body.resize(body.len().next_multiple_of(4), 0);
    let length = octets(body.len() as u32 + 12, big);
    [&octets(kind, big)[..], &length, &body, &length].concat()
}

fn section(big: bool) -> Vec<u8> {
    let body = [&octets(0x1a2b_3c4d, big)[..], &[0; 4], &[0xff; 8]].concat();
    block(0x0a0d_0d0a, &body, big)
}

fn interface(link: u16, options: &[u8], big: bool) -> Vec<u8> {
    let link = if big {
        link.to_be_bytes()
    } else {
        link.to_le_bytes()
    };
    block(1, &[&link[..], &[0, 0, 0, 0, 0, 0], options].concat(), big)
}

fn enhanced(interface: u32, ticks: u64, packet: &[u8], big: bool) -> Vec<u8> {
    let mut body = Vec::new();
    let length = packet.len() as u32;
    for number in [
        interface,
        (ticks >> 32) as u32,
        ticks as u32,
        length,
        length,
    ] {
        body.extend_from_slice(&octets(number, big));
    }
    body.extend_from_slice(packet);
    block(6, &body, big)
}

/// The numbers and times, in microseconds, of the frames of a file.
fn times(file: &[u8]) -> Vec<(u64, u64)> {
    let mut times = Vec::new();
    let mut note = |frame: Frame<'_>| times.push((frame.number, frame.at.as_micros()));
    Capture::open(file).unwrap().for_each(&mut note).unwrap();
    times
}

#[test]
fn the_classic_file_is_read_in_both_orders_and_units() {
    let cases = [
        (0xa1b2_c3d4, 500_000),
        (0xa1b2_3c4d, 500),
        (0xa1b2_cd34, 500_000),
    ];
    for (magic, micros) in cases {
        for big in [false, true] {
            let file = pcap(magic, big, 101, &packet());
            assert_eq!(
                times(&file),
                [(1, 1_000_000_000 + micros)],
                "{magic:x} {big}"
            );
        }
    }
}

#[test]
fn packets_of_every_link_type_are_found() {
    let header = |length: usize, end: &[u8]| {
        let mut header = vec![0; length - end.len()];
        header.extend_from_slice(end);
        header
    };
    let mut cooked2 = vec![0; 20];
    cooked2[..2].copy_from_slice(&[8, 0]);
    let cases: [(u32, Vec<u8>); 12] = [
        (1, header(14, &[8, 0])),
        (1, header(18, &[0x81, 0, 0, 5, 8, 0])),
        (1, header(22, &[0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0])),
        (0x1400_0001, header(14, &[8, 0])),
        (113, header(16, &[8, 0])),
        (276, cooked2),
        (101, Vec::new()),
        (12, Vec::new()),
        (228, Vec::new()),
        (0, header(4, &[])),
        (108, header(4, &[])),
        (1, header(22, &[0x88, 0x64, 0x11, 0, 0, 1, 0, 42, 0, 0x21])),
    ];
    for (link, before) in cases {
        let file = pcap(0xa1b2_c3d4, false, link, &[&before[..], &packet()].concat());
        let (lines, _) = read(&file);
        assert_eq!(lines, [format!("1 {A} {B} datagram hello")], "{link}");
    }
}

#[test]
fn a_newer_file_has_sections_interfaces_and_clocks() {
    let big = true;
    let nanos = [0, 9, 0, 1, 9, 0, 0, 0, 0, 0, 0, 0];
    let binary = [
        0, 9, 0, 1, 0x8a, 0, 0, 0, 0, 14, 0, 8, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0, 0, 0,
    ];
    let ethernet = [&[0; 12][..], &[8, 0], &packet()].concat();
    let mut simple = (packet().len() as u32).to_le_bytes().to_vec();
    simple.extend_from_slice(&packet());
    let file = [
        section(big),
        interface(101, &[], big),
        interface(1, &nanos, big),
        interface(101, &binary, big),
        interface(105, &[], big),
        enhanced(0, 7, &packet(), big),
        block(5, &[0; 8], big),
        enhanced(1, 7_000, &ethernet, big),
        enhanced(2, 512, &packet(), big),
        enhanced(3, 1, b"of a wireless network", big),
        block(0x0bad, &vec![0; 3_000_000], big),
        section(false),
        interface(101, &[], false),
        enhanced(0, 9, &packet(), false),
        block(3, &simple, false),
    ]
    .concat();
    assert_eq!(
        times(&file),
        [(1, 7), (2, 7), (3, 100_500_000), (5, 9), (6, 9)]
    );
    let mut capture = Capture::open(&file[..]).unwrap();
    let summary = capture.for_each(&mut |_| {}).unwrap();
    assert_eq!(capture.format(), Format::PcapNg);
    assert_eq!((summary.packets, summary.other), (6, 1));
    assert_eq!(summary.foreign_link, Some(105));
}

#[test]
fn what_is_no_trace_is_refused_with_a_sentence() {
    let cases: [(&[u8], &str); 6] = [
        (b"", "the file is empty"),
        (
            b"\x1f\x8b\x08\0\0",
            "the file is compressed with gzip; decompress it first",
        ),
        (
            b"\x7fELF\0\0\0",
            "this is neither a pcap or pcapng capture nor a text",
        ),
        (b"Dear Sir,\n", "there is no SIP message in this text"),
        (
            &pcap(0xa1b2_c3d4, false, 105, b""),
            "packets of link type 105 cannot be read; Ethernet, Linux cooked, raw IP and loopback can",
        ),
        (
            &[&pcap(0xa1b2_c3d4, true, 1, b"")[..], &[0xff; 16]].concat(),
            "the capture is damaged after packet 1, at byte 40: a packet is said to be longer than \
             262,144 bytes",
        ),
    ];
    for (file, sentence) in cases {
        let error = read(file).1.unwrap_err();
        assert_eq!(error.to_string(), sentence);
    }
    let missing = Capture::read("/nowhere/at/all.pcap").err().unwrap();
    assert!(matches!(missing, Error::Open { .. }));
    assert!(
        missing
            .to_string()
            .starts_with("cannot open /nowhere/at/all.pcap: ")
    );
}

#[test]
fn what_came_before_the_damage_is_delivered() {
    let mut file = pcap(0xa1b2_c3d4, false, 101, &packet());
    file.extend_from_slice(&[0xff; 16]);
    let (lines, ended) = read(&file);
    assert_eq!(lines.len(), 1);
    assert!(ended.is_err());
}

#[test]
fn a_packet_cut_by_the_snap_length_is_delivered_and_counted() {
    let mut file = pcap(0xa1b2_c3d4, false, 101, &packet()[..30]);
    file[36..40].copy_from_slice(&33u32.to_le_bytes());
    let (lines, ended) = read(&file);
    assert_eq!(lines, [format!("1 {A} {B} datagram he")]);
    assert_eq!(ended.unwrap().cut, 1);
}

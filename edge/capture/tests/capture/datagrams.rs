//! UDP and ICMP, whole and in fragments.

use naisen_node::Time;
use proptest::prelude::*;

use crate::rig::{A, B, address, at, read, rearranged, written};

const A6: &str = "[2001:db8::1]:5060";
const B6: &str = "[2001:db8::2]:5060";

fn long() -> String {
    ('a'..='z').cycle().take(4_000).collect()
}

#[test]
fn a_datagram_is_read_as_it_was_written() {
    for (source, destination) in [(A, B), (A6, B6)] {
        let file = written(|writer| {
            let (source, destination) = (address(source), address(destination));
            writer.datagram(at(0), source, destination, b"one").unwrap();
            writer.datagram(at(1), destination, source, b"").unwrap();
        });
        let (lines, ended) = read(&file);
        let expected = [
            format!("1 {source} {destination} datagram one"),
            format!("2 {destination} {source} datagram "),
        ];
        assert_eq!(lines, expected);
        assert_eq!(ended.unwrap().packets, 2);
    }
}

#[test]
fn fragments_are_put_together_whatever_their_order() {
    for (source, destination) in [(A, B), (A6, B6)] {
        let file = written(|writer| {
            writer
                .datagram(
                    at(0),
                    address(source),
                    address(destination),
                    long().as_bytes(),
                )
                .unwrap();
        });
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
            let (lines, ended) = read(&rearranged(&file, &order));
            let expected = [format!("3 {source} {destination} datagram {}", long())];
            assert_eq!(lines, expected, "{order:?}");
            assert_eq!(ended.unwrap().incomplete, 0);
        }
    }
}

#[test]
fn the_first_fragment_is_delivered_when_others_are_lost() {
    for (source, destination) in [(A, B), (A6, B6)] {
        let (source, destination) = (address(source), address(destination));
        let file = written(|writer| {
            let bytes = long();
            let lost = &[1];
            writer
                .datagram_without(at(0), source, destination, bytes.as_bytes(), lost)
                .unwrap();
            writer
                .datagram(at(29_999), source, destination, b"before")
                .unwrap();
            writer
                .datagram(at(30_000), source, destination, b"after")
                .unwrap();
        });
        let (lines, ended) = read(&file);
        let ends: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| (&line[..1], line.rsplit(' ').next().unwrap()))
            .collect();
        let first = &long()[..if source.is_ipv4() { 1_472 } else { 1_440 }];
        assert_eq!(ends, [("3", "before"), ("1", first), ("4", "after")]);
        assert!(lines[1].contains(" fragment "), "{}", lines[1]);
        assert_eq!(ended.unwrap().incomplete, 1);
    }
}

#[test]
fn fragments_without_the_first_are_counted_and_nothing_else() {
    let file = written(|writer| {
        let bytes = long();
        writer
            .datagram_without(at(0), address(A), address(B), bytes.as_bytes(), &[0])
            .unwrap();
    });
    let (lines, ended) = read(&file);
    assert_eq!(lines, Vec::<String>::new());
    assert_eq!(ended.unwrap().incomplete, 1);
}

#[test]
fn a_capture_joined_to_a_later_one_loses_no_fragment() {
    let file = written(|writer| {
        for millis in [100_000, 0, 100_000] {
            let (source, destination) = (address(A), address(B));
            writer
                .datagram(at(millis), source, destination, b"short")
                .unwrap();
            let bytes = long();
            writer
                .datagram(at(millis), source, destination, bytes.as_bytes())
                .unwrap();
        }
    });
    let (lines, ended) = read(&file);
    assert_eq!((lines.len(), ended.unwrap().incomplete), (6, 0));
}

#[test]
fn an_unreachable_destination_is_told_by_the_addresses_of_the_lost_packet() {
    let cases = [
        (A, B, "192.0.2.2"),
        (A, B, "192.0.2.254"),
        (A6, B6, "2001:db8::2"),
        (A6, B6, "2001:db8::fe"),
    ];
    for (source, destination, reporter) in cases {
        let file = written(|writer| {
            let (source, destination) = (address(source), address(destination));
            let reporter = reporter.parse().unwrap();
            writer
                .unreachable(at(0), reporter, source, destination, long().as_bytes())
                .unwrap();
        });
        let (lines, _) = read(&file);
        assert_eq!(lines, [format!("1 {source} {destination} unreachable")]);
    }
}

#[test]
fn what_cannot_be_a_packet_is_refused() {
    written(|writer| {
        let too_long = vec![0; 65_508];
        assert!(
            writer
                .datagram(at(0), address(A), address(B), &too_long)
                .is_err()
        );
        assert!(
            writer
                .datagram(at(0), address(A), address(B6), b"")
                .is_err()
        );
        assert!(
            writer
                .datagram(at(0), address(A), address(B), &too_long[1..])
                .is_ok()
        );
    });
}

proptest! {
    #[test]
    fn any_datagram_over_any_mtu_comes_back(
        payload in prop::collection::vec(any::<u8>(), 0..9_000),
        mtu in 56u16..2_000,
        micros in 0u64..4_000_000_000_000_000,
        six in any::<bool>(),
    ) {
        let (source, destination) = if six { (A6, B6) } else { (A, B) };
        let mut file = Vec::new();
        let mut writer = naisen_capture::PcapWriter::new(&mut file).unwrap().mtu(mtu);
        let at = Time::from_micros(micros);
        writer.datagram(at, address(source), address(destination), &payload).unwrap();
        let mut found = Vec::new();
        naisen_capture::Capture::open(&file[..]).unwrap().for_each(&mut |frame| {
            assert_eq!(frame.at, at);
            if let naisen_trace::Carried::Datagram(bytes) = frame.carried {
                found.push(bytes.to_vec());
            }
        }).unwrap();
        prop_assert_eq!(found, [payload]);
    }
}

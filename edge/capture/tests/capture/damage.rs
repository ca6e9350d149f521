//! Files cut off anywhere and files of noise: nothing panics, and nothing is invented.

use naisen_capture::Segment;
use proptest::prelude::*;

use crate::rig::{A, B, address, at, read, written};

fn sample() -> Vec<u8> {
    written(|writer| {
        let (a, b) = (address(A), address(B));
        let long = vec![b'x'; 3_000];
        writer.datagram(at(0), a, b, b"hello").unwrap();
        writer.datagram(at(1), a, b, &long).unwrap();
        let syn = Segment {
            syn: true,
            ..Segment::default()
        };
        writer.tcp(at(2), a, b, syn, b"").unwrap();
        writer.unreachable(at(3), b.ip(), a, b, b"hello").unwrap();
    })
}

#[test]
fn a_file_may_end_anywhere() {
    let file = sample();
    let (whole, _) = read(&file);
    let mut boundaries = 0;
    for end in 1..=file.len() {
        let (lines, ended) = read(&file[..end]);
        if end < 4 {
            assert!(ended.is_err(), "{end}");
            continue;
        }
        let summary = ended.unwrap();
        boundaries += usize::from(!summary.truncated);
        for line in &lines {
            let known = whole.contains(line) || line.contains(" fragment ");
            assert!(known, "{end}: {line}");
        }
    }
    // Behind the header and behind each of six packets.
    assert_eq!(boundaries, 7);
}

/// The file with one byte changed.
fn changed(mut file: Vec<u8>, at: usize, to: u8) -> Vec<u8> {
    let at = at % file.len();
    file[at] = to;
    file
}

proptest! {
    #[test]
    fn noise_behind_any_header_is_survived(
        magic in prop::sample::select(vec![
            &b"\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\xff\xff\0\0\x01\0\0\0"[..],
            b"\xa1\xb2\x3c\x4d\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\x65",
            b"\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a\x01\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x1c\0\0\0",
            b"<--- Received SIP request (5 bytes) from UDP:192.0.2.1:5060 --->\n",
            b"INVITE sip:bob@example.com SIP/2.0\r\n",
            b"",
        ]),
        noise in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let _ = read(&[magic, &noise].concat());
    }

    #[test]
    fn a_packet_of_noise_is_survived(
        link in prop::sample::select(vec![0u8, 1, 101, 113]),
        first in prop::sample::select(vec![0x45u8, 0x60, 0x4f, 0]),
        protocol in prop::sample::select(vec![0u8, 1, 6, 17, 44, 51, 58]),
        mut noise in prop::collection::vec(any::<u8>(), 50..200),
    ) {
        noise[0] = first;
        noise[if first == 0x60 { 6 } else { 9 }] = protocol;
        let mut file = b"\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\xff\xff\0\0".to_vec();
        file.extend_from_slice(&[link, 0, 0, 0]);
        let length = [noise.len() as u8, 0, 0, 0];
        for _ in 0..3 {
            file.extend_from_slice(&[&[0; 8][..], &length, &length, &noise].concat());
        }
        let (_, ended) = read(&file);
        prop_assert_eq!(ended.unwrap().packets, 3);
    }

    #[test]
    fn any_changed_byte_is_survived(at in any::<usize>(), to in any::<u8>()) {
        let _ = read(&changed(sample(), at, to));
    }
}

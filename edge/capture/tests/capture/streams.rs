//! TCP: order, repetition, loss, beginning and end.

use naisen_capture::Segment;

use crate::rig::{A, B, address, at, read, written};

/// A segment of a test: its time, whether it goes from A to B, and what it says.
struct Said(u64, bool, Segment, &'static str);

fn bytes(sequence: u32) -> Segment {
    Segment {
        sequence,
        acknowledge: Some(500),
        ..Segment::default()
    }
}

fn acknowledge(upto: u32) -> Segment {
    Segment {
        sequence: 500,
        acknowledge: Some(upto),
        ..Segment::default()
    }
}

fn syn(sequence: u32) -> Segment {
    Segment {
        sequence,
        syn: true,
        ..Segment::default()
    }
}

fn fin(sequence: u32) -> Segment {
    Segment {
        fin: true,
        ..bytes(sequence)
    }
}

fn reset(sequence: u32) -> Segment {
    Segment {
        reset: true,
        ..bytes(sequence)
    }
}

/// What is read of these segments: number, direction and what is carried; and the holes.
fn heard(said: &[Said]) -> (Vec<String>, u64) {
    let file = written(|writer| {
        for Said(millis, forward, segment, payload) in said {
            let (source, destination) = if *forward { (A, B) } else { (B, A) };
            let (source, destination) = (address(source), address(destination));
            writer
                .tcp(
                    at(*millis),
                    source,
                    destination,
                    *segment,
                    payload.as_bytes(),
                )
                .unwrap();
        }
    });
    let (lines, ended) = read(&file);
    let short = |line: &String| {
        line.replace(&format!("{A} {B}"), ">")
            .replace(&format!("{B} {A}"), "<")
    };
    (lines.iter().map(short).collect(), ended.unwrap().gaps)
}

#[test]
fn segments_are_delivered_in_their_order() {
    let granted = Segment {
        syn: true,
        ..acknowledge(100)
    };
    let cases: [(&str, &[Said], &[&str], u64); 13] = [
        (
            "a new connection before a hole was closed",
            &[
                Said(0, true, bytes(100), "abc"),
                Said(1, true, bytes(106), "ghi"),
                Said(2, true, syn(9_000), ""),
            ],
            &["1 > stream abc", "3 > stream ghi", "3 > connecting"],
            1,
        ),
        (
            "a connection from beginning to end",
            &[
                Said(0, true, syn(99), ""),
                Said(1, false, granted, ""),
                Said(2, true, bytes(100), "abc"),
                Said(3, false, bytes(501), "xyz"),
                Said(4, true, fin(103), "d"),
                Said(5, false, fin(504), ""),
                Said(6, false, fin(504), ""),
            ],
            &[
                "1 > connecting",
                "3 > stream abc",
                "4 < stream xyz",
                "5 > stream d",
                "5 > closed",
                "6 < closed",
            ],
            0,
        ),
        (
            "a swapped pair",
            &[
                Said(0, true, syn(99), ""),
                Said(1, true, bytes(103), "def"),
                Said(2, true, bytes(100), "abc"),
            ],
            &["1 > connecting", "3 > stream abc", "3 > stream def"],
            0,
        ),
        (
            "repetitions, whole and in part",
            &[
                Said(0, true, bytes(100), "abc"),
                Said(1, true, bytes(100), "abc"),
                Said(2, true, bytes(101), "bcde"),
                Said(3, true, bytes(99), "?a"),
            ],
            &["1 > stream abc", "3 > stream de"],
            0,
        ),
        (
            "early pieces that overlap",
            &[
                Said(0, true, bytes(100), "a"),
                Said(1, true, bytes(104), "ef"),
                Said(2, true, bytes(103), "defg"),
                Said(3, true, bytes(101), "bc"),
            ],
            &["1 > stream a", "4 > stream bc", "4 > stream defg"],
            0,
        ),
        (
            "a hole that the receiver does not see",
            &[
                Said(0, true, bytes(100), "abc"),
                Said(1, true, bytes(106), "ghi"),
                Said(2, false, acknowledge(106), ""),
                Said(3, false, acknowledge(109), ""),
            ],
            &["1 > stream abc", "4 > stream ghi"],
            1,
        ),
        (
            "a hole that is waited for in vain",
            &[
                Said(0, true, bytes(100), "abc"),
                Said(1, true, bytes(106), "ghi"),
                Said(10_000, true, bytes(109), "jkl"),
                Said(10_001, true, bytes(112), "m"),
                Said(11_001, true, bytes(113), "n"),
            ],
            &[
                "1 > stream abc",
                "5 > stream ghi",
                "5 > stream jkl",
                "5 > stream m",
                "5 > stream n",
            ],
            1,
        ),
        (
            "a hole at the end of the trace",
            &[
                Said(0, true, bytes(100), "abc"),
                Said(1, true, bytes(106), "ghi"),
            ],
            &["1 > stream abc", "2 > stream ghi"],
            1,
        ),
        (
            "an end that comes before the last bytes",
            &[
                Said(0, true, bytes(100), "abc"),
                Said(1, true, fin(106), ""),
                Said(2, true, bytes(103), "def"),
            ],
            &["1 > stream abc", "3 > stream def", "3 > closed"],
            0,
        ),
        (
            "a refusal",
            &[
                Said(0, true, syn(99), ""),
                Said(1, false, reset(0), ""),
                Said(2, false, reset(0), ""),
                Said(1_000, true, syn(99), ""),
            ],
            &["1 > connecting", "2 < reset", "4 > connecting"],
            0,
        ),
        (
            "nobody answers",
            &[
                Said(0, true, syn(99), ""),
                Said(1_000, true, syn(99), ""),
                Said(3_000, true, syn(99), ""),
            ],
            &["1 > connecting", "2 > connecting", "3 > connecting"],
            0,
        ),
        (
            "the same ports again",
            &[
                Said(0, true, syn(99), ""),
                Said(1, true, bytes(100), "abc"),
                Said(2, true, fin(103), ""),
                Said(3, true, syn(7_000), ""),
                Said(4, true, bytes(7_001), "new"),
            ],
            &[
                "1 > connecting",
                "2 > stream abc",
                "3 > closed",
                "4 > connecting",
                "5 > stream new",
            ],
            0,
        ),
        (
            "numbers that begin anew",
            &[
                Said(0, true, bytes(u32::MAX - 1), "abc"),
                Said(1, true, bytes(4), "gh"),
                Said(2, true, bytes(1), "def"),
            ],
            &["1 > stream abc", "3 > stream def", "3 > stream gh"],
            0,
        ),
    ];
    for (name, said, expected, gaps) in cases {
        assert_eq!(
            heard(said),
            (expected.iter().map(ToString::to_string).collect(), gaps),
            "{name}"
        );
    }
}

#[test]
fn a_silent_hole_does_not_hold_more_than_its_bound() {
    let file = written(|writer| {
        let (source, destination) = (address(A), address(B));
        writer
            .tcp(at(0), source, destination, bytes(0), b"a")
            .unwrap();
        for piece in 0..200u32 {
            let segment = bytes(1_000 + piece * 10_000);
            writer
                .tcp(at(1), source, destination, segment, &[b'x'; 10_000])
                .unwrap();
        }
    });
    let mut first = None;
    let mut delivered = 0;
    let mut capture = naisen_capture::Capture::open(&file[..]).unwrap();
    let summary = capture
        .for_each(&mut |frame| {
            if let naisen_trace::Carried::Stream(bytes) = frame.carried {
                delivered += bytes.len();
                if bytes.len() > 1 {
                    first.get_or_insert(frame.number);
                }
            }
        })
        .unwrap();
    // 256 KiB are 26 pieces of 10,000 bytes; the 27th, packet 28, is too much.
    assert_eq!((first, delivered, summary.gaps), (Some(28), 2_000_001, 1));
}

#[test]
fn many_connections_do_not_cost_the_early_bytes_of_the_oldest() {
    let file = written(|writer| {
        let destination = address(B);
        for port in 1..=5_000u16 {
            let source = std::net::SocketAddr::new([192, 0, 2, 1].into(), port);
            writer.tcp(at(0), source, destination, syn(1), b"").unwrap();
            writer
                .tcp(at(0), source, destination, bytes(9), b"early")
                .unwrap();
        }
    });
    let (lines, ended) = read(&file);
    let early = lines
        .iter()
        .filter(|line| line.ends_with("stream early"))
        .count();
    assert_eq!((early, ended.unwrap().gaps), (5_000, 5_000));
}

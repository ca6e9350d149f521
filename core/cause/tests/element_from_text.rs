//! Octets as people paste them, and what the octets are taken for.

use naisen_cause::octets::{Form, MOST, OctetsError, parse, recognise};
use proptest::prelude::*;

#[test]
fn hex_in_any_dress_is_read() {
    let element = &[0x08, 0x02, 0x81, 0x90][..];
    for text in [
        "08 02 81 90",
        "08028190",
        "0x08,0x02,0x81,0x90",
        "0x08, 0x02, 0x81, 0x90",
        "0x08028190",
        "08:02:81:90",
        "08-02-81-90",
        "0802 8190",
        "{0x8, 0x2, 0x81, 0x90}",
        "\\x08\\x02\\x81\\x90",
        "\"08 02 81 90\"",
        "08h 02h 81h 90h",
        "  08 02\n  81 90\n",
        "08 02 81 90 Cause",
        "Cause: 08 02 81 90",
        "08 02 81 90 - Normal call clearing",
        "< [08 02 81 90]",
        "22:13:34.125 RX 08 02 81 90",
        "22:13:34 08 02 81 90",
        "0000  08 02 81 90",
        "0000  08 02 81 90                                      ....",
        "00000000  08 02 81 90                                       |....|",
        "00000000: 0802 8190                                ....",
        "\t0x0000:  0802 8190                                ....",
        "0010   08 02 81 90   .B..",
        "08 02 81 90\r\n",
    ] {
        assert_eq!(parse(text).as_deref(), Ok(element), "{text}");
    }
}

#[test]
fn a_cause_that_a_router_prints_is_contents() {
    for text in [
        "        Cause i = 0x8190 - Normal call clearing",
        "Cause i = 0x8190",
        "ISDN Se0:23 Q931: RX <- DISCONNECT pd = 8  callref = 0x8001\n        Cause i = 0x8190 - Normal",
    ] {
        assert_eq!(parse(text).as_deref(), Ok(&[0x81, 0x90][..]), "{text}");
    }
}

#[test]
fn a_dump_of_several_lines_is_put_together() {
    let octets: Vec<u8> = (0..40).collect();
    for text in [
        // The characters of the second and third line are hex digits themselves.
        "0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f   ................\n\
         0010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f   ab cd ef 01 23 4\n\
         0020  20 21 22 23 24 25 26 27                            aabbccdd\n",
        "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|\n\
         00000010  10 11 12 13 14 15 16 17  18 19 1a 1b 1c 1d 1e 1f  |................|\n\
         00000020  20 21 22 23 24 25 26 27                           | !\"#$%&'|\n\
         00000028\n",
        "00000000: 0001 0203 0405 0607 0809 0a0b 0c0d 0e0f  ................\n\
         00000010: 1011 1213 1415 1617 1819 1a1b 1c1d 1e1f  ................\n\
         00000020: 2021 2223 2425 2627                       !\"#$%&'\n",
    ] {
        assert_eq!(parse(text), Ok(octets.clone()), "{text}");
    }
}

#[test]
fn what_is_no_hex_is_refused() {
    for (text, error) in [
        ("", OctetsError::NoOctets),
        ("busy here", OctetsError::NoOctets),
        ("bezet", OctetsError::NoOctets),
        ("話中", OctetsError::NoOctets),
        ("face", OctetsError::NoOctets),
        ("de", OctetsError::NoOctets),
        ("q850/17", OctetsError::NoOctets),
        ("SIP/2.0 486 Busy Here", OctetsError::NoOctets),
        ("Q.850;cause=17;text=\"User busy\"", OctetsError::NoOctets),
        ("480 Temporarily Unavailable", OctetsError::NoOctets),
        ("08028", OctetsError::OddDigits { line: 1, digits: 5 }),
        ("08 02 81 9", OctetsError::OddDigits { line: 1, digits: 1 }),
        (
            "08 02\n81 900",
            OctetsError::OddDigits { line: 2, digits: 5 },
        ),
    ] {
        let got = parse(text);
        // The number of digits in the last row is that of the odd word.
        match (got, error) {
            (
                Err(OctetsError::OddDigits { line, .. }),
                OctetsError::OddDigits { line: due, .. },
            ) => {
                assert_eq!(line, due, "{text}");
            }
            (got, error) => assert_eq!(got, Err(error), "{text}"),
        }
    }
    assert_eq!(parse(&"08 ".repeat(MOST + 1)), Err(OctetsError::TooMany));
}

#[test]
fn octets_are_taken_for_what_fits_best() {
    let whole = Form::Message { skip: 0 };
    for (hex, first) in [
        ("08 02 81 90", Form::Element),
        ("08 03 81 e2 0f", Form::Element),
        ("08 03 01 83 90", Form::Element),
        ("08 02 81", Form::Element),
        ("08 07 08 0b 15 34 a6 d6 22", Form::Element),
        ("81 90", Form::Contents),
        ("81 e2 0f", Form::Contents),
        ("08 01 81 45 08 02 81 90", whole),
        ("08 02 80 01 5a 08 02 80 91", whole),
        ("08 02 81 90 5a 08 02 80 91", whole),
        ("08 02 00 2a 05 a1", whole),
        // The cause with an element after it, cut out of a message.
        ("08 02 81 90 1e 02 82 88", Form::Element),
        // LAPD before, and TPKT before.
        (
            "02 01 04 06 08 01 81 45 08 02 81 90",
            Form::Message { skip: 4 },
        ),
        (
            "03 00 00 0c 08 01 81 45 08 02 81 90",
            Form::Message { skip: 4 },
        ),
    ] {
        let octets = parse(hex).expect(hex);
        let candidates = recognise(&octets);
        assert_eq!(
            candidates.first().map(|it| it.form),
            Some(first),
            "{hex}: {candidates:?}"
        );
    }
    for noise in [&[][..], &[0x00], &[0x00, 0x00, 0x00]] {
        assert!(recognise(noise).is_empty(), "{noise:02x?}");
    }
}

proptest! {
    #[test]
    fn every_way_to_write_octets_is_read_back(octets in proptest::collection::vec(any::<u8>(), 2..64)) {
        let pairs: Vec<String> = octets.iter().map(|it| format!("{it:02x}")).collect();
        let marked: Vec<String> = octets.iter().map(|it| format!("{it:#04x}")).collect();
        let dump: String = octets
            .chunks(16)
            .zip((0..).step_by(16))
            .map(|(row, offset)| {
                let hex: Vec<String> = row.iter().map(|it| format!("{it:02x}")).collect();
                let text: String = row
                    .iter()
                    .map(|it| if it.is_ascii_graphic() { char::from(*it) } else { '.' })
                    .collect();
                format!("{offset:04x}  {:<47}   {text}\n", hex.join(" "))
            })
            .collect();
        prop_assert_eq!(parse(&dump), Ok(octets.clone()));
        prop_assert_eq!(parse(&marked.join(",")), Ok(octets.clone()));
        if pairs.concat().contains(|it: char| it.is_ascii_digit()) {
            prop_assert_eq!(parse(&pairs.join(" ")), Ok(octets.clone()));
            prop_assert_eq!(parse(&pairs.concat()), Ok(octets.clone()));
        }
    }

    #[test]
    fn no_text_panics(text: String) {
        if let Ok(octets) = parse(&text) {
            prop_assert!(!octets.is_empty());
            recognise(&octets);
        }
    }
}

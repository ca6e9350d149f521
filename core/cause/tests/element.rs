//! The Cause element: what is read from octets, sound and broken, and that writing undoes reading.

use naisen_cause::element::{Flaw, OctetNumber, Role};
use naisen_cause::octets::parse;
use naisen_cause::{
    Cause, CauseElement, CodingStandard, Decoded, Language, Location, Recommendation, Standing,
};
use proptest::prelude::*;

fn decode(hex: &str) -> Decoded {
    CauseElement::decode(&parse(hex).expect("hex"))
}

/// What an element says: coding, location, recommendation, cause, diagnostics, reading.
fn told(decoded: &Decoded) -> String {
    let Some(element) = &decoded.element else {
        return "nothing".into();
    };
    let recommendation = element
        .recommendation
        .map_or(String::new(), |it| format!(" [{it}]"));
    let diagnostic = element
        .diagnostic()
        .map_or(String::new(), |it| format!(": {}", it.reading));
    format!(
        "{} {}{recommendation} {}{diagnostic}",
        element.coding.bits(),
        element.location,
        element.cause
    )
}

fn complaints(decoded: &Decoded) -> Vec<(String, &'static str)> {
    decoded
        .complaints
        .iter()
        .map(|complaint| (complaint.octet.to_string(), complaint.what.id()))
        .collect()
}

#[test]
fn sound_elements_are_read_and_written_back() {
    for (hex, says) in [
        ("08 02 81 90", "0 LPN 16"),
        ("08 03 81 e2 0f", "0 LPN 98: CONNECT ACKNOWLEDGE"),
        ("08 02 80 91", "0 U 17"),
        ("08 02 8a ff", "0 BI 127"),
        ("08 02 c2 90", "2 LN 16"),
        ("08 03 01 83 90", "0 LPN [X.21] 16"),
        ("08 03 80 90 85", "0 U 16: provider, abnormal, permanent"),
        ("08 03 80 81 8a", "0 U 1: user, normal, transient"),
        (
            "08 03 80 91 81",
            "0 U 17: completion on busy (CCBS) possible",
        ),
        (
            "08 03 82 a2 82",
            "0 LN 34: completion on busy (CCBS) not possible",
        ),
        (
            "08 03 80 95 80",
            "0 U 21: for a reason of the user, unknown",
        ),
        (
            "08 05 80 95 82 68 69",
            "0 U 21: for a reason of the user, transient: 68 69",
        ),
        (
            "08 04 80 95 85 04",
            "0 U 21: information element missing, permanent: Bearer capability",
        ),
        (
            "08 09 82 96 70 05 81 31 32 33 34",
            "0 LN 22: 1234 (unknown, E.164)",
        ),
        ("08 06 82 96 a1 31 32 33", "0 LN 22: 123 (national, E.164)"),
        (
            "08 04 80 d8 6c 7d",
            "0 U 88: Calling party number, High layer compatibility",
        ),
        (
            "08 06 80 e3 9e 1d 96 7f",
            "0 U 99: 0x1d of codeset 6, 0x7f of codeset 6",
        ),
        ("08 03 80 e0 18", "0 U 96: Channel identification"),
        ("08 03 80 e1 7d", "0 U 97: STATUS"),
        ("08 03 80 e5 4d", "0 U 101: RELEASE"),
        ("08 05 82 e6 33 31 30", "0 LN 102: T310"),
        ("08 05 80 d2 a9 83 97", "0 U 82: channel 23, exclusive"),
        ("08 03 80 d2 89", "0 U 82: B1, exclusive"),
        ("08 03 80 c2 86", "0 U 66: H0-channel"),
        (
            "08 06 82 82 a1 32 38 38",
            "0 LN 2: 288 (national, carrier identification code)",
        ),
        ("08 03 82 b9 b1", "0 LN 57: information transfer capability"),
        (
            "08 05 82 ba 33 11 90",
            "0 LN 58: information transfer rate: 11 10",
        ),
        ("08 03 82 9d 6a", "0 LN 29: 6a"),
        (
            "08 05 82 ee 06 12 13",
            "0 LN 110: ISUP message 06, ISUP parameters 12 13",
        ),
        ("08 03 80 9f 42", "0 U 31: 42"),
        // Of a national standard no format is known.
        ("08 03 c0 e2 0f", "2 U 98: 0f"),
    ] {
        let decoded = decode(hex);
        assert_eq!(told(&decoded), says, "{hex}");
        assert_eq!(complaints(&decoded), [], "{hex}");
        let element = decoded.element.expect(hex);
        assert_eq!(element.encode(), parse(hex).expect(hex), "{hex}");
        let again = CauseElement::decode_contents(&element.encode_contents());
        assert_eq!(again.element, Some(element), "{hex}");
    }
}

#[test]
fn broken_elements_yield_what_can_be_read_and_say_what_is_wrong() {
    for (hex, says, wrong) in [
        ("08", "nothing", &[("2", "no-length")][..]),
        ("08 00", "nothing", &[("3", "no-location")]),
        ("08 01 81", "nothing", &[("4", "no-cause")]),
        (
            "08 02 81",
            "nothing",
            &[("2", "truncated"), ("4", "no-cause")],
        ),
        ("08 05 81 90", "0 LPN 16", &[("2", "truncated")]),
        ("08 02 81 90 81 90", "0 LPN 16", &[("5", "beyond")]),
        (
            "08 02 01 90",
            "nothing",
            &[("3", "no-cause-unless"), ("4", "no-cause")],
        ),
        ("08 03 01 03 90", "0 LPN [X.21] 16", &[("3a", "continues")]),
        ("08 02 81 10", "0 LPN 16", &[("4", "continues")]),
        ("08 02 91 90", "0 LPN 16", &[("3", "spare-bit")]),
        ("09 02 81 90", "0 LPN 16", &[("1", "not-a-cause")]),
        ("08 03 80 91 83", "0 U 17: reserved", &[("5", "reserved")]),
        (
            "08 03 80 91 01",
            "0 U 17: completion on busy (CCBS) possible",
            &[("5", "continues")],
        ),
        (
            "08 04 80 90 80 00",
            "0 U 16: provider, normal, unknown",
            &[("6", "diagnostic-long")],
        ),
        (
            "08 03 80 81 f3",
            "0 U 1: provider, normal, reserved",
            &[("5", "spare-bit"), ("5", "reserved")],
        ),
        (
            "08 05 80 e6 33 31 ff",
            "0 U 102: T31",
            &[("7", "not-a-digit")],
        ),
        ("08 03 80 e0 9e", "0 U 96: ", &[("5", "shift-to-nothing")]),
        (
            "08 05 80 96 70 09 81",
            "0 U 22: - (unknown, E.164)",
            &[("6", "truncated")],
        ),
        (
            "08 03 80 96 21",
            "0 U 22: - (national, E.164)",
            &[("5", "unfinished")],
        ),
        (
            "08 04 80 d2 a9 83",
            "0 U 82: channel, exclusive",
            &[("6", "diagnostic-short")],
        ),
        (
            "08 03 82 b9 31",
            "0 LN 57: information transfer capability",
            &[("5", "unfinished")],
        ),
    ] {
        let decoded = decode(hex);
        let wrong: Vec<(String, &str)> = wrong
            .iter()
            .map(|(octet, what)| ((*octet).into(), *what))
            .collect();
        assert_eq!(told(&decoded), says, "{hex}");
        assert_eq!(complaints(&decoded), wrong, "{hex}");
    }
    let cut = decode("08 02 c4");
    assert_eq!(cut.coding, Some(CodingStandard::National));
    assert_eq!(cut.location, Location::new(4));
    assert_eq!(
        complaints(&CauseElement::decode(&[])),
        [("1".into(), "empty")]
    );
}

#[test]
fn without_octet_3a_the_lone_octet_would_be_the_cause() {
    let decoded = decode("08 02 01 90");
    assert_eq!(decoded.recommendation, Recommendation::new(16));
    assert_eq!(
        decoded.complaints.first().map(|it| it.what),
        Some(Flaw::NoCauseUnless { cause: 16 })
    );
}

#[test]
fn an_element_of_more_than_32_octets_is_read_and_complained_about() {
    let mut octets = vec![0x08, 31, 0x80, 0x9f];
    octets.resize(33, 0x55);
    let decoded = CauseElement::decode(&octets);
    assert_eq!(complaints(&decoded), [("2".into(), "too-long")]);
    assert_eq!(decoded.element.map(|it| it.diagnostics().len()), Some(29));
    let element = CauseElement::new(Location::USER, Cause::USER_BUSY);
    assert!(element.clone().with_diagnostics(&[0; 27]).is_ok());
    let error = element.with_diagnostics(&[0; 28]).expect_err("no room");
    assert_eq!(error.to_string(), "28 octets of diagnostics, room for 27");
}

#[test]
fn a_format_that_was_not_verified_says_so() {
    for (hex, standing) in [
        ("08 03 81 e2 0f", Some(Standing::Recalled)),
        ("08 03 81 e5 0f", Some(Standing::SecondHand)),
        ("08 03 81 9f 0f", None),
    ] {
        let element = decode(hex).element.expect(hex);
        let diagnostic = element.diagnostic().expect(hex);
        assert_eq!(
            diagnostic.format.map(|(_, standing)| standing),
            standing,
            "{hex}"
        );
    }
}

#[test]
fn the_layout_has_every_octet_and_every_bit_once() {
    for hex in [
        "08 02 81 90",
        "08 03 01 83 90",
        "08 04 80 95 85 04",
        "08 05 80 d2 a9 83 97",
        "08 09 82 96 70 05 81 31 32 33 34",
        "08 02 81 90 1e 02 82 88",
        "09 09 11",
    ] {
        let octets = parse(hex).expect(hex);
        let layout = CauseElement::decode(&octets).layout();
        let values: Vec<u8> = layout.iter().map(|line| line.value).collect();
        assert_eq!(values, octets, "{hex}");
        for line in &layout {
            for part in &line.parts {
                assert_eq!(part.octet, line.octet, "{hex}");
                let width = part.high - part.low + 1;
                let bits = line.value >> (part.low - 1) & (0xff >> (8 - width));
                assert_eq!(part.value, bits, "{hex} octet {}", line.octet);
            }
            if !matches!(line.role, Role::Diagnostic) {
                let covered: u8 = line.parts.iter().map(|it| it.high - it.low + 1).sum();
                assert_eq!(covered, 8, "{hex} octet {}", line.octet);
            }
        }
    }
}

#[test]
fn the_first_example_of_the_field_has_class_1_and_value_0() {
    let layout = decode("08 02 81 90").layout();
    let last = layout.last().expect("octet 4");
    assert_eq!(last.octet, OctetNumber::CAUSE);
    let shown: Vec<String> = last
        .parts
        .iter()
        .map(|part| format!("{} {}", part.bits(), part.field.name().en))
        .collect();
    assert_eq!(
        shown,
        [
            "1... .... extension bit",
            ".001 .... class",
            ".... 0000 value in class"
        ]
    );
}

#[test]
fn complaints_are_told_in_every_language() {
    let decoded = decode("08 05 81 90");
    let complaint = decoded.complaints.first().expect("one complaint");
    let told = Language::ALL.map(|language| complaint.describe(language));
    assert_eq!(
        told,
        [
            "octet 2: the length announces 5 octets, 2 are present",
            "オクテット2：長さは5オクテットとなっていますが、2オクテットしかありません",
            "octet 2: de lengte kondigt 5 octetten aan, er zijn er 2",
            "第 2 八位元組：長度標示 5 個八位元組，實際只有 2 個",
        ]
    );
}

#[test]
fn diagnostics_are_told_in_every_language() {
    for (hex, told) in [
        (
            "08 03 80 90 85",
            [
                "provider, abnormal, permanent",
                "提供者, 異常, 永続的",
                "aanbieder, abnormaal, blijvend",
                "供應方, 異常, 永久性",
            ],
        ),
        (
            "08 04 80 95 85 04",
            [
                "information element missing, permanent: Bearer capability",
                "情報要素の欠落, 永続的: Bearer capability",
                "informatie-element ontbreekt, blijvend: Bearer capability",
                "缺少資訊元素, 永久性: Bearer capability",
            ],
        ),
    ] {
        let element = decode(hex).element.expect(hex);
        let reading = element.diagnostic().expect(hex).reading;
        assert_eq!(Language::ALL.map(|it| reading.describe(it)), told, "{hex}");
    }
}

#[test]
fn no_length_is_too_long_to_be_read_and_written() {
    let mut octets = vec![0x80, 0x9f];
    octets.resize(300, 0x55);
    let decoded = CauseElement::decode_contents(&octets);
    assert_eq!(
        complaints(&decoded),
        [("2".into(), "too-long"), ("258".into(), "beyond")]
    );
    let mut element = decoded.element.expect("a cause");
    assert_eq!(element.diagnostics().len(), 253);
    element.recommendation = Some(Recommendation::Q931);
    let written = CauseElement::decode(&element.encode());
    assert_eq!(complaints(&written), [("2".into(), "too-long")]);
}

fn any_element() -> impl Strategy<Value = CauseElement> {
    (
        0u8..4,
        any::<bool>(),
        0u8..16,
        proptest::option::of(0u8..128),
        0u8..128,
        proptest::collection::vec(any::<u8>(), 0..28),
    )
        .prop_map(
            |(coding, spare, location, recommendation, cause, diagnostics)| {
                let location = Location::from_bits(location);
                let cause = Cause::new(cause).expect("seven bits");
                let mut element = CauseElement::new(location, cause)
                    .with_diagnostics(&diagnostics)
                    .expect("they fit");
                element.coding = CodingStandard::from_bits(coding);
                element.spare = spare;
                element.recommendation = recommendation.and_then(Recommendation::new);
                element
            },
        )
}

proptest! {
    #[test]
    fn reading_undoes_writing(element in any_element()) {
        let octets = element.encode();
        prop_assert_eq!(CauseElement::decode(&octets).element, Some(element.clone()));
        let contents = element.encode_contents();
        prop_assert_eq!(&octets[2..], &contents[..]);
        prop_assert_eq!(CauseElement::decode_contents(&contents).element, Some(element));
    }

    #[test]
    fn writing_undoes_reading_of_what_is_sound(mut octets: Vec<u8>, sound: bool) {
        if sound {
            // Most noise is broken; with these three it is an element.
            octets.truncate(30);
            let length = u8::try_from(octets.len()).expect("thirty");
            if let Some(third) = octets.first_mut() { *third |= 0x80 }
            if let Some(fourth) = octets.get_mut(1) { *fourth |= 0x80 }
            octets.splice(0..0, [0x08, length]);
        }
        let decoded = CauseElement::decode(&octets);
        let shape = |flaw| matches!(
            flaw,
            Flaw::Empty | Flaw::NotACause { .. } | Flaw::NoLength | Flaw::Truncated { .. }
                | Flaw::Beyond { .. } | Flaw::NoLocation | Flaw::NoCause | Flaw::Continues
        );
        if let Some(element) = &decoded.element
            && !decoded.complaints.iter().any(|it| shape(it.what))
        {
            prop_assert_eq!(element.encode(), octets);
        } else {
            prop_assert!(!decoded.complaints.is_empty());
        }
    }
}

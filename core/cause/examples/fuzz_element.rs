//! Feeds the readers of octets with noise: `fuzz_element [COUNT] [SEED]`, by default a million inputs
//! from seed 1. Half the inputs are sound elements, messages and texts that were damaged, half are
//! noise; each is read as element, as contents, as message and as text, and its layout is built. What
//! must hold: nothing panics, and an element written and read again is the same.

use std::time::Instant;

use naisen_cause::octets::{parse, recognise};
use naisen_cause::q931::Message;
use naisen_cause::{CauseElement, Language};

/// What is damaged: elements, and messages with elements in two codesets.
const SOUND: [&[u8]; 12] = [
    &[0x08, 0x02, 0x81, 0x90],
    &[0x08, 0x03, 0x81, 0xe2, 0x0f],
    &[0x08, 0x03, 0x01, 0x83, 0x90],
    &[0x08, 0x05, 0x82, 0xe6, 0x33, 0x31, 0x30],
    &[
        0x08, 0x09, 0x82, 0x96, 0x70, 0x05, 0x81, 0x31, 0x32, 0x33, 0x34,
    ],
    &[0x08, 0x04, 0x80, 0x95, 0x85, 0x04],
    &[0x08, 0x06, 0x80, 0xe3, 0x9e, 0x1d, 0x96, 0x7f],
    &[0x08, 0x05, 0x80, 0xd2, 0xa9, 0x83, 0x97],
    &[0x08, 0x05, 0x82, 0xba, 0x33, 0x11, 0x90],
    &[0x08, 0x01, 0x81, 0x45, 0x08, 0x02, 0x81, 0x90],
    &[
        0x08, 0x02, 0x00, 0x2a, 0x05, 0xa1, 0x04, 0x03, 0x90, 0x90, 0xa3, 0x18, 0x03, 0xa9, 0x83,
        0x97, 0x6c, 0x06, 0x21, 0x81, 0x33, 0x33, 0x33, 0x34, 0x70, 0x05, 0xc1, 0x31, 0x32, 0x33,
        0x34,
    ],
    &[
        0x08, 0x01, 0x01, 0x4d, 0x9e, 0x08, 0x01, 0x81, 0x08, 0x02, 0x80, 0x90, 0x96, 0x08, 0x02,
        0x81, 0x90,
    ],
];

const TEXTS: [&str; 5] = [
    "0000  08 02 81 90 1e 02 82 88  70 03 81 31 32 33 00 00   ........p..123..",
    "0x08,0x02,0x81,0x90",
    "        Cause i = 0x8190 - Normal call clearing",
    "22:13:34.125 < [08 02 81 90]\n0010  08 02",
    "00000000: 0802 8190 話中                      ....",
];

const SIGNS: &[u8] = b"0123456789abcdefABCDEFxh :,;.-\\\n\t|<>[]=causeCAUSE i";

/// A linear congruential generator: 64 bits, of which the upper 32 are given out.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(0) % bound.max(1)
    }

    fn octet(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|it| it.parse::<u64>());
    let mut number = |default| match arguments.next() {
        None => default,
        Some(given) => given.expect("fuzz_element [COUNT] [SEED], both are numbers"),
    };
    let (count, seed) = (number(1_000_000), number(1));
    let mut chance = Chance(seed);
    let (mut octets, mut text) = (Vec::new(), String::new());
    let (mut elements, mut sound, mut texts) = (0u64, 0u64, 0u64);
    let start = Instant::now();
    for round in 0..count {
        if round % 4 == 3 {
            draw_text(&mut chance, &mut text);
            if let Ok(parsed) = parse(&text) {
                texts += 1;
                octets.clone_from(&parsed);
            }
        } else {
            draw_octets(&mut chance, &mut octets);
        }
        let (element, complaints) = read(&octets);
        elements += u64::from(element);
        sound += u64::from(element && !complaints);
    }
    let seconds = start.elapsed().as_secs_f64();
    #[allow(clippy::print_stdout)]
    {
        println!(
            "{count} inputs from seed {seed} in {seconds:.1} s: {elements} elements, \
             {sound} of them sound, {texts} texts with octets; nothing panicked"
        );
    }
}

/// Reads octets in every way; whether they are an element, and whether there are complaints.
fn read(octets: &[u8]) -> (bool, bool) {
    let decoded = CauseElement::decode(octets);
    assert_eq!(decoded.layout().len(), octets.len(), "{octets:02x?}");
    let contents = CauseElement::decode_contents(octets);
    for one in [&decoded, &contents] {
        for complaint in &one.complaints {
            assert!(!complaint.describe(Language::Ja).is_empty());
        }
        if let Some(element) = &one.element {
            let again = CauseElement::decode_contents(&element.encode_contents());
            assert_eq!(again.element.as_ref(), Some(element), "{octets:02x?}");
        }
    }
    if let Some(element) = &decoded.element
        && decoded.complaints.is_empty()
    {
        assert_eq!(element.encode(), octets);
    }
    let message = Message::read(octets);
    assert!(message.elements.iter().all(|it| it.at <= octets.len()));
    recognise(octets);
    (decoded.element.is_some(), !decoded.complaints.is_empty())
}

fn draw_octets(chance: &mut Chance, octets: &mut Vec<u8>) {
    octets.clear();
    if chance.next() & 0x100 == 0 {
        let length = chance.below(48);
        octets.extend((0..length).map(|_| chance.octet()));
        return;
    }
    octets.extend_from_slice(SOUND[chance.below(SOUND.len())]);
    for _ in 0..chance.below(4) {
        let at = chance.below(octets.len());
        match (chance.below(5), octets.get_mut(at)) {
            (0, Some(octet)) => *octet = chance.octet(),
            (1, Some(octet)) => *octet ^= 1 << chance.below(8),
            (2, Some(_)) => octets.truncate(at),
            (3, Some(_)) => drop(octets.remove(at)),
            _ => octets.insert(at, chance.octet()),
        }
    }
}

fn draw_text(chance: &mut Chance, text: &mut String) {
    text.clear();
    if chance.next() & 0x100 == 0 {
        for _ in 0..chance.below(96) {
            text.push(char::from(SIGNS[chance.below(SIGNS.len())]));
        }
        return;
    }
    text.push_str(TEXTS[chance.below(TEXTS.len())]);
    for _ in 0..chance.below(6) {
        let at = chance.below(text.len() + 1);
        if !text.is_char_boundary(at) {
            continue;
        }
        if chance.next() & 0x100 == 0 {
            text.insert(at, char::from(SIGNS[chance.below(SIGNS.len())]));
        } else {
            text.truncate(at);
        }
    }
}

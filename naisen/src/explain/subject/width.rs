//! Full-width characters, as Japanese and Chinese keyboards give them.

/// The text with the ASCII characters of full-width ones, and an ASCII blank for a wide one.
pub(super) fn half_width(text: &str) -> String {
    text.chars()
        .map(|character| match u32::from(character) {
            0x3000 => ' ',
            code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
            _ => character,
        })
        .collect()
}

//! Heads that are not UTF-8: older devices put display names in Latin-1. The call goes through all
//! the same; the names are shown as meant (JJ-22.11 §1.3.3).

use std::borrow::Cow;

/// The bytes of a message with a head that can be read. A head in UTF-8 is left alone; any other is
/// taken for Latin-1, in which every byte is a character, and converted. The body, whose octets
/// Content-Length counts, is never touched.
///
/// Call it in front of [`crate::Agent::handle_sip`], which refuses other heads with 400.
pub fn legible(bytes: &[u8]) -> Cow<'_, [u8]> {
    let head = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map_or(bytes.len(), |at| at + 4);
    let (head, body) = bytes.split_at(head);
    if head.is_ascii() || std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let text: String = head.iter().copied().map(char::from).collect();
    let mut converted = text.into_bytes();
    converted.extend_from_slice(body);
    Cow::Owned(converted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_latin_1_head_is_converted() {
        let latin: &[u8] = b"From: M\xfcller\r\n\r\n\xff\xfe";
        assert_eq!(
            &*legible(latin),
            "From: Müller\r\n\r\n"
                .as_bytes()
                .iter()
                .copied()
                .chain([0xff, 0xfe])
                .collect::<Vec<u8>>()
        );
        for untouched in [
            "From: Müller\r\n\r\n".as_bytes(),
            b"From: x\r\n\r\n\xff",
            b"",
            b"\r\n",
        ] {
            assert!(matches!(legible(untouched), Cow::Borrowed(same) if same == untouched));
        }
    }
}

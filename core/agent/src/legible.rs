//! Heads that are not quite SIP. Older devices put display names in Latin-1, and some end a line
//! with a line feed alone: the call goes through all the same (R-1.3.2-1, JJ-22.11 §1.3.3).

use std::borrow::Cow;

/// The end of a head.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// The bytes of a message with a head that can be read. A line feed alone becomes a line end. A head in
/// UTF-8 is left alone but for that; any other is taken for Latin-1, in which every byte is a
/// character, and converted. The body, whose octets Content-Length counts, is never touched.
///
/// Call it in front of [`crate::Agent::handle_sip`], which refuses other heads with 400.
pub fn legible(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = memchr::memmem::find(bytes, HEAD_END);
    let (head, body) = bytes.split_at(end.map_or(bytes.len(), |at| at + HEAD_END.len()));
    let readable = head.is_ascii() || std::str::from_utf8(head).is_ok();
    let alone = |at: usize| at == 0 || head[at - 1] != b'\r';
    // Without an end the head is refused whatever its lines are.
    let even = end.is_none() || !memchr::memchr_iter(b'\n', head).any(alone);
    if readable && even {
        return Cow::Borrowed(bytes);
    }
    let mut mended = if readable {
        head.to_vec()
    } else {
        let text: String = head.iter().copied().map(char::from).collect();
        text.into_bytes()
    };
    if !even {
        mended = with_whole_line_ends(&mended);
    }
    mended.extend_from_slice(body);
    Cow::Owned(mended)
}

/// The same head with a carriage return in front of each line feed.
fn with_whole_line_ends(head: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(head.len() + 16);
    for &byte in head {
        if byte == b'\n' && whole.last() != Some(&b'\r') {
            whole.push(b'\r');
        }
        whole.push(byte);
    }
    whole
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

    /// baresip 4 ends the RAck line of its PRACK so.
    #[test]
    fn a_line_feed_alone_ends_a_line_of_the_head() {
        let prack = b"PRACK sip:a SIP/2.0\r\nRAck: 1 2 INVITE\nContent-Length: 2\r\n\r\n\n\n";
        assert_eq!(
            &*legible(prack),
            b"PRACK sip:a SIP/2.0\r\nRAck: 1 2 INVITE\r\nContent-Length: 2\r\n\r\n\n\n"
        );
        let both = b"From: M\xfcller\nTo: x\r\n\r\n";
        assert_eq!(&*legible(both), "From: Müller\r\nTo: x\r\n\r\n".as_bytes());
    }
}

//! A peer's text cut to the length that is kept of it.

/// The beginning of `text`, at most `bytes_max` bytes and whole characters.
pub(crate) fn beginning(text: &str, bytes_max: usize) -> &str {
    let mut end = text.len().min(bytes_max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_cut_in_two() {
        let rows = [
            ("abc", 5, "abc"),
            ("abc", 2, "ab"),
            ("aあ", 3, "a"),
            ("あ", 0, ""),
        ];
        for (text, bytes_max, expected) in rows {
            assert_eq!(beginning(text, bytes_max), expected);
        }
    }
}

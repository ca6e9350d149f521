//! Texts made comparable: what a person may write one way or the other is written one way.

/// Lower case, half width, and one blank for each run of blanks, hyphens and underscores.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().map(half_width) {
        if character.is_whitespace() || matches!(character, '-' | '–' | '_') {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.extend(character.to_lowercase());
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The ASCII character of a full-width one.
fn half_width(character: char) -> char {
    match u32::from(character) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// Where `query` stands in `text`, both folded. In scripts with blanks between words it must begin
/// where a word begins, and one of up to three letters must be the whole word.
pub(super) fn find_words(text: &str, query: &str) -> Option<usize> {
    let begins = query.chars().next().is_some_and(is_spaced);
    let ends = query.chars().next_back().is_some_and(is_spaced);
    let is_short = query.chars().count() <= 3;
    text.match_indices(query).map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text
            .get(at + query.len()..)
            .and_then(|it| it.chars().next());
        let begun = !(begins && before.is_some_and(is_spaced));
        let ended = !(is_short && ends && after.is_some_and(is_spaced));
        begun && ended
    })
}

/// Whether the character belongs to words that stand apart by blanks: a letter or digit of the
/// scripts before those of East Asia.
pub(super) fn is_spaced(character: char) -> bool {
    character.is_alphanumeric() && u32::from(character) < 0x2e80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_from_their_beginning() {
        for (text, query, found) in [
            ("de telefoon", "foo", false),
            ("de telefoon", "telef", true),
            ("national use", "nat", false),
            ("behind a nat router", "nat", true),
            ("line busy", "busy", true),
            ("話中です", "中", true),
            ("nat配下", "nat", true),
        ] {
            assert_eq!(find_words(text, query).is_some(), found, "{text} {query}");
        }
    }

    #[test]
    fn width_case_and_joints_do_not_matter() {
        assert_eq!(fold("  ＢＵＳＹ_here -  now "), "busy here now");
    }
}

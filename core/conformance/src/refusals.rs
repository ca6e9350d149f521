//! The refusals of an INVITE that the standard knows.

use naisen_jj2211::{MessageKind, Standard};

/// Their codes: those of 400 and above that JJ-22.11 T13-2 names, and one of each class that it does not.
pub fn refusals() -> Vec<u16> {
    let standard = Standard::get();
    let named = (400..700).filter(|&code| {
        let row = standard.response(MessageKind::Invite, code);
        row.is_some_and(|row| !row.is_other)
    });
    named.chain([499, 599, 699]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_those_that_everybody_knows() {
        let all = refusals();
        assert!(all.len() > 40, "{all:?}");
        assert!(
            [404, 422, 486, 503, 603]
                .iter()
                .all(|code| all.contains(code))
        );
        assert!(all.iter().all(|code| (400..700).contains(code)));
    }
}

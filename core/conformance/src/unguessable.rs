//! The user parts of Contacts that nobody can guess (JJ-22.11 §5.7.2, §6.8.1).

use std::collections::HashSet;

/// Of many calls between 101 and 102 no two have the same user part, none says whose call it is, and each
/// of the first 12 characters takes many values: 12 of 32 are 60 bits.
#[track_caller]
pub fn expect_unguessable(users: &[String]) {
    assert!(users.len() >= 40, "too few to tell");
    let different: HashSet<&String> = users.iter().collect();
    assert_eq!(different.len(), users.len(), "no two are alike");
    for user in users {
        assert!(user.len() >= 12, "{user}");
        assert!(!user.contains("101") && !user.contains("102"), "{user}");
    }
    for place in 0..12 {
        let letters: HashSet<u8> = users.iter().map(|user| user.as_bytes()[place]).collect();
        assert!(letters.len() > 8, "place {place} is nearly always the same");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(of: impl Fn(u64) -> String) -> Vec<String> {
        (0..40).map(of).collect()
    }

    #[test]
    #[should_panic(expected = "place 0")]
    fn a_number_that_rises_is_guessed() {
        expect_unguessable(&users(|call| format!("phone{call:012}")));
    }

    #[test]
    #[should_panic(expected = "no two are alike")]
    fn what_comes_again_is_guessed() {
        expect_unguessable(&users(|call| format!("f7k2m9q4x1z{}", call % 39)));
    }
}

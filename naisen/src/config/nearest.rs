//! The known word that a mistyped one was meant to be.

/// Words further apart than this have nothing to do with each other.
const DISTANCE_MAX: usize = 3;

/// A hint for somebody who wrote `word`: the nearest of `known`, or all of them if none is near.
pub(crate) fn hint(word: &str, known: &[&'static str]) -> String {
    let nearest = known
        .iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .min();
    match nearest {
        Some((distance, candidate))
            if distance <= DISTANCE_MAX.min(candidate.len().saturating_sub(1)) =>
        {
            format!("did you mean {candidate}?")
        }
        _ => format!("known here: {}", known.join(", ")),
    }
}

/// How many characters must be put in, taken out, exchanged or swapped with their neighbour to make
/// `a` into `b` (optimal string alignment); at least the difference of the lengths, which is all
/// that is said of words of very different lengths.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let difference = a.len().abs_diff(b.len());
    if difference > DISTANCE_MAX {
        return difference;
    }
    // table[i][j]: from the first i characters of a to the first j of b.
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let exchanged = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = exchanged.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_typing_errors() {
        let cases = [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("realm", "realm", 0),
            ("relm", "realm", 1),
            ("kitten", "sitting", 3),
            ("qop", "realm", 5),
            ("expires_mni", "expires_min", 1),
            ("x", "expires_min", 10),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn a_near_word_is_named_and_otherwise_all_are() {
        let known = ["udp", "tcp", "media_ports"];
        assert_eq!(hint("media_port", &known), "did you mean media_ports?");
        assert_eq!(hint("upd", &known), "did you mean udp?");
        assert_eq!(
            hint("bandwidth", &known),
            "known here: udp, tcp, media_ports"
        );
    }
}

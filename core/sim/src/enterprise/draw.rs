//! How settings are drawn: one of several, or a figure between two ends.

use naisen_node::Random;

/// One of these, each as likely as another; one that stands twice is twice as likely.
pub(super) fn one_of<T: Clone>(random: &mut Random, choices: &[T]) -> T {
    let at = random.below(choices.len() as u64);
    choices[usize::try_from(at).unwrap_or(0)].clone()
}

/// A figure from `least` to `most`; the ends themselves more often than others.
pub(super) fn between(random: &mut Random, least: u32, most: u32) -> u32 {
    match random.below(10) {
        0 => least,
        1 => most,
        _ => {
            let span = u64::from(most.saturating_sub(least)) + 1;
            least + u32::try_from(random.below(span)).unwrap_or(0)
        }
    }
}

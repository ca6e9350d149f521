//! The calls that are followed, by Call-ID, within bounds.

use std::collections::BTreeMap;

use super::call::Call;

/// How many Call-IDs are followed; the one that was silent longest is forgotten first.
pub(super) const CALLS_MAX: usize = 8192;

#[derive(Clone, Debug)]
struct Followed {
    touched: u64,
    call: Call,
}

/// The calls that are followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Calls {
    by_id: BTreeMap<Box<str>, Followed>,
    /// Call-IDs by when they were touched last.
    by_age: BTreeMap<u64, Box<str>>,
    touches: u64,
    forgotten: bool,
}

impl Calls {
    /// The call of a message; one that begins here is known from its first message on, unless it may
    /// have been forgotten.
    pub(super) fn touch(&mut self, call_id: &str, begins: bool) -> &mut Call {
        let complete = begins && !self.forgotten;
        self.touches += 1;
        let now = self.touches;
        let before = self.by_id.get(call_id).map(|followed| followed.touched);
        match before.and_then(|touched| self.by_age.remove(&touched)) {
            Some(id) => {
                self.by_age.insert(now, id);
            }
            None => {
                if self.by_id.len() >= CALLS_MAX
                    && let Some((_, oldest)) = self.by_age.pop_first()
                {
                    self.by_id.remove(&oldest);
                    self.forgotten = true;
                }
                self.by_age.insert(now, call_id.into());
            }
        }
        let followed = self
            .by_id
            .entry(call_id.into())
            .or_insert_with(|| Followed {
                touched: now,
                call: Call::new(complete),
            });
        followed.touched = now;
        &mut followed.call
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_that_was_silent_longest_is_forgotten_first() {
        let mut calls = Calls::default();
        for number in 0..CALLS_MAX {
            calls.touch(&number.to_string(), true);
        }
        calls.touch("0", true).got_422 = true;
        assert!(calls.touch("one more", true).is_complete);
        assert_eq!(
            (calls.by_id.len(), calls.by_age.len()),
            (CALLS_MAX, CALLS_MAX)
        );
        assert!(calls.touch("0", true).got_422);
        // 1 went; whatever begins from now on may have been known before.
        assert!(!calls.by_id.contains_key("1"));
        assert!(!calls.touch("1", true).is_complete);
    }
}

//! A timer wheel: setting, cancelling and firing an alarm each cost a few instructions, however
//! many alarms are set.
//!
//! Four levels of 256 slots, a slot of the lowest level one tick wide. An alarm waits in the level
//! that its distance needs and moves down as its time comes nearer. An alarm never fires early; it
//! fires at most one tick late.

use crate::Time;

/// The width of a slot. SIP's shortest timer is T1 = 500 ms, a media frame is 20 ms.
const TICK_MICROS: u64 = 1_000;
const SLOT_BITS: u32 = 8;
const SLOTS: usize = 1 << SLOT_BITS;
const LEVELS: usize = 4;
const NIL: u32 = u32::MAX;

/// A handle on a set alarm. Stale handles are harmless: cancelling one does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    index: u32,
    generation: u32,
}

#[derive(Debug)]
struct Entry<K> {
    due_tick: u64,
    generation: u32,
    next: u32,
    previous: u32,
    level: u8,
    slot: u16,
    key: Option<K>,
}

/// Alarms that each carry a key.
#[derive(Debug)]
pub struct Wheel<K> {
    entries: Vec<Entry<K>>,
    free: u32,
    heads: Box<[[u32; SLOTS]; LEVELS]>,
    occupied: [[u64; SLOTS / 64]; LEVELS],
    /// All ticks before this one have been fired.
    tick: u64,
    set: usize,
}

impl<K> Wheel<K> {
    /// An empty wheel that starts turning at `now`.
    pub fn new(now: Time) -> Self {
        Self {
            entries: Vec::new(),
            free: NIL,
            heads: Box::new([[NIL; SLOTS]; LEVELS]),
            occupied: [[0; SLOTS / 64]; LEVELS],
            tick: now.as_micros() / TICK_MICROS,
            set: 0,
        }
    }

    /// How many alarms are set.
    pub fn len(&self) -> usize {
        self.set
    }

    /// Whether no alarm is set.
    pub fn is_empty(&self) -> bool {
        self.set == 0
    }

    /// Sets an alarm for `due`.
    pub fn set(&mut self, due: Time, key: K) -> Alarm {
        // Rounded up, so that no alarm fires early.
        let due_tick = due.as_micros().div_ceil(TICK_MICROS).max(self.tick);
        let index = if self.free == NIL {
            let index = u32::try_from(self.entries.len()).expect("fewer than 2^32 alarms");
            self.entries.push(Entry {
                due_tick,
                generation: 0,
                next: NIL,
                previous: NIL,
                level: 0,
                slot: 0,
                key: None,
            });
            index
        } else {
            let index = self.free;
            self.free = self.entries[index as usize].next;
            index
        };
        let entry = &mut self.entries[index as usize];
        entry.due_tick = due_tick;
        entry.key = Some(key);
        let generation = entry.generation;
        self.link(index);
        self.set += 1;
        Alarm { index, generation }
    }

    /// Cancels an alarm and gives its key back; `None` if it has fired or was cancelled before.
    pub fn cancel(&mut self, alarm: Alarm) -> Option<K> {
        let entry = self.entries.get(alarm.index as usize)?;
        if entry.generation != alarm.generation || entry.key.is_none() {
            return None;
        }
        self.unlink(alarm.index);
        Some(self.release(alarm.index))
    }

    /// When [`Wheel::fire`] has something to do, at the earliest. It may be early by the width of
    /// a slot in a high level (an alarm moves down then), never late.
    pub fn next_due(&self) -> Option<Time> {
        let mut nearest: Option<u64> = None;
        for level in 0..LEVELS {
            let shift = SLOT_BITS * level as u32;
            let base = self.tick >> shift;
            // An alarm of this level lies ahead of `tick`, at most SLOTS slots away.
            let here = (base as usize) & (SLOTS - 1);
            let Some(distance) = self.distance_to_occupied(level, here) else {
                continue;
            };
            let at = ((base + distance as u64) << shift).max(self.tick);
            nearest = Some(nearest.map_or(at, |known| known.min(at)));
        }
        nearest.map(|tick| Time::from_micros(tick * TICK_MICROS))
    }

    /// Takes one alarm that is due at `now`; call until it gives `None`.
    pub fn fire(&mut self, now: Time) -> Option<K> {
        let now_tick = now.as_micros() / TICK_MICROS;
        loop {
            if self.tick > now_tick {
                return None;
            }
            let slot = (self.tick as usize) & (SLOTS - 1);
            let head = self.heads[0][slot];
            if head != NIL && self.entries[head as usize].due_tick <= self.tick {
                self.unlink(head);
                return Some(self.release(head));
            }
            if self.tick == now_tick {
                return None;
            }
            // On to the next tick at which anything stands, or to now.
            let next = self
                .next_due_after_tick()
                .map_or(now_tick, |tick| tick.min(now_tick));
            self.tick = next;
            self.cascade();
        }
    }

    fn next_due_after_tick(&self) -> Option<u64> {
        let mut nearest: Option<u64> = None;
        for level in 0..LEVELS {
            let shift = SLOT_BITS * level as u32;
            let base = (self.tick >> shift) + 1;
            let here = (base as usize) & (SLOTS - 1);
            if let Some(distance) = self.distance_to_occupied(level, here) {
                let at = (base + distance as u64) << shift;
                nearest = Some(nearest.map_or(at, |known| known.min(at)));
            }
        }
        nearest
    }

    /// Moves the alarms of the slots that the current tick has just entered down a level.
    fn cascade(&mut self) {
        for level in (1..LEVELS).rev() {
            let shift = SLOT_BITS * level as u32;
            if self.tick & ((1 << shift) - 1) != 0 {
                continue;
            }
            let slot = ((self.tick >> shift) as usize) & (SLOTS - 1);
            let mut index = self.heads[level][slot];
            while index != NIL {
                let next = self.entries[index as usize].next;
                self.unlink(index);
                self.link(index);
                index = next;
            }
        }
    }

    fn distance_to_occupied(&self, level: usize, from: usize) -> Option<usize> {
        let words = &self.occupied[level];
        let count = words.len();
        for step in 0..=count {
            let word_index = (from / 64 + step) % count;
            let mut word = words[word_index];
            if step == 0 {
                word &= u64::MAX << (from % 64);
            } else if step == count {
                word &= !(u64::MAX << (from % 64));
            }
            if word != 0 {
                let slot = word_index * 64 + word.trailing_zeros() as usize;
                return Some((slot + SLOTS - from) % SLOTS);
            }
        }
        None
    }

    fn link(&mut self, index: u32) {
        let due = self.entries[index as usize].due_tick;
        let mut level = 0;
        while level < LEVELS - 1 {
            let shift = SLOT_BITS * level as u32;
            if (due >> shift) - (self.tick >> shift) < SLOTS as u64 {
                break;
            }
            level += 1;
        }
        let shift = SLOT_BITS * level as u32;
        let horizon = (self.tick >> shift) + SLOTS as u64 - 1;
        // What lies beyond the last level waits in its farthest slot and is linked anew there.
        let slot = ((due >> shift).min(horizon) as usize) & (SLOTS - 1);
        let head = self.heads[level][slot];
        let entry = &mut self.entries[index as usize];
        entry.level = level as u8;
        entry.slot = slot as u16;
        entry.next = head;
        entry.previous = NIL;
        if head != NIL {
            self.entries[head as usize].previous = index;
        }
        self.heads[level][slot] = index;
        self.occupied[level][slot / 64] |= 1 << (slot % 64);
    }

    fn unlink(&mut self, index: u32) {
        let (level, slot, next, previous) = {
            let entry = &self.entries[index as usize];
            (
                usize::from(entry.level),
                usize::from(entry.slot),
                entry.next,
                entry.previous,
            )
        };
        if next != NIL {
            self.entries[next as usize].previous = previous;
        }
        if previous == NIL {
            self.heads[level][slot] = next;
            if next == NIL {
                self.occupied[level][slot / 64] &= !(1 << (slot % 64));
            }
        } else {
            self.entries[previous as usize].next = next;
        }
    }

    fn release(&mut self, index: u32) -> K {
        let entry = &mut self.entries[index as usize];
        entry.generation = entry.generation.wrapping_add(1);
        entry.next = self.free;
        self.free = index;
        self.set -= 1;
        entry.key.take().expect("a linked alarm has a key")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Random;

    const START: Time = Time::from_unix_seconds(1_700_000_000);

    #[test]
    fn every_alarm_fires_once_never_early_and_at_most_a_tick_late() {
        let mut random = Random::from_number(7);
        let mut wheel = Wheel::new(START);
        let mut expected = Vec::new();
        for key in 0..5_000u32 {
            let span = 1u64 << random.below(36);
            let due = START + Duration::from_micros(random.below(span));
            let alarm = wheel.set(due, key);
            if random.chance(0.3) {
                assert_eq!(wheel.cancel(alarm), Some(key));
                assert_eq!(wheel.cancel(alarm), None);
            } else {
                expected.push((due, key));
            }
        }
        let mut fired = Vec::new();
        let mut now = START;
        let mut turns = 0;
        while let Some(due) = wheel.next_due() {
            assert!(due >= now, "time does not run backwards");
            now = due;
            while let Some(key) = wheel.fire(now) {
                fired.push((now, key));
            }
            turns += 1;
            assert!(turns < 100_000, "next_due makes progress");
        }
        assert!(wheel.is_empty());
        assert_eq!(fired.len(), expected.len());
        fired.sort_by_key(|&(_, key)| key);
        expected.sort_by_key(|&(_, key)| key);
        for ((at, key), (due, wanted)) in fired.into_iter().zip(expected) {
            assert_eq!(key, wanted);
            assert!(at >= due, "{key} fired early: {at:?} < {due:?}");
            assert!(
                at.since(due) <= Duration::from_micros(TICK_MICROS),
                "{key} fired late: {at:?} > {due:?}"
            );
        }
    }

    #[test]
    fn a_long_pause_fires_all_that_became_due() {
        let mut wheel = Wheel::new(START);
        for ms in [1u64, 5, 300, 70_000, 20_000_000] {
            wheel.set(START + Duration::from_millis(ms), ms);
        }
        let mut fired = Vec::new();
        while let Some(ms) = wheel.fire(START + Duration::from_secs(86_400)) {
            fired.push(ms);
        }
        fired.sort_unstable();
        assert_eq!(fired, [1, 5, 300, 70_000, 20_000_000]);
    }

    #[test]
    fn an_alarm_in_the_past_fires_at_once() {
        let mut wheel = Wheel::new(START);
        wheel.set(START - Duration::from_secs(5), 'a');
        assert_eq!(wheel.fire(START), Some('a'));
    }
}

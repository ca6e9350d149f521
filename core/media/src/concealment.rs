//! Packet loss concealment equivalent to ITU-T G.711 Appendix I (R-10.1-2).
//!
//! While blocks are missing, the last pitch period that was heard is repeated. The pitch is the lag
//! of 5 to 15 ms at which the last 20 ms resemble most what came before. Seams are covered by
//! overlap-add over a quarter of the pitch period. From the second and third lost 10 ms on, two and
//! three periods take turns, so that the repetition does not sound like a bee; from the second on
//! it also fades, by a fifth every 10 ms, until it is silent after 60 ms. The first good block
//! fades in over the continued repetition.
//!
//! So that the seam at the beginning of a loss can still be changed when the loss becomes known,
//! what is played is 3.75 ms older than what is put in.

use crate::BLOCK;

/// The shortest pitch period, 5 ms.
const PITCH_MIN: usize = 40;
/// The longest pitch period, 15 ms.
const PITCH_MAX: usize = 120;
/// The longest overlap, and the delay of the output: 3.75 ms.
const DELAY: usize = PITCH_MAX / 4;
/// What is remembered: three periods and the overlap before them, 48.75 ms.
const HISTORY: usize = 3 * PITCH_MAX + DELAY;
/// What is compared to find the pitch: 20 ms.
const WINDOW: usize = 160;
/// Below this energy of the window the correlation says nothing.
const ENERGY_MIN: f32 = 250.0;
/// How much longer the overlap at the end gets with each lost block: 4 ms.
const OVERLAP_STEP: usize = 32;
/// How much weaker the repetition gets with each lost block after the first.
const FADE: f32 = 0.2;
/// After so many lost blocks there is silence: 60 ms.
const BLOCKS_MAX: u32 = 6;

/// The memory of one decoded voice. For each block of 10 ms, in order, either
/// [`Concealment::play`], [`Concealment::conceal`] or [`Concealment::pause`] is called.
#[derive(Clone, Debug)]
pub struct Concealment {
    history: [i16; HISTORY],
    repetition: Option<Box<Repetition>>,
}

#[derive(Clone, Debug)]
struct Repetition {
    /// Blocks made up so far.
    blocks: u32,
    pitch: usize,
    /// A quarter of the pitch.
    overlap: usize,
    /// The history when the loss began; the part that repeats is its end.
    buffer: [f32; HISTORY],
    /// The last samples of the history, before they were overlapped.
    tail: [f32; DELAY],
    /// How many samples repeat: one, two or three periods.
    length: usize,
    /// The next of them.
    offset: usize,
}

impl Default for Concealment {
    fn default() -> Self {
        Self::new()
    }
}

impl Concealment {
    /// The memory of silence.
    pub const fn new() -> Self {
        Self {
            history: [0; HISTORY],
            repetition: None,
        }
    }

    /// Takes a block that arrived and puts in its place what is to be played now.
    pub fn play(&mut self, block: &mut [i16; BLOCK]) {
        if let Some(mut repetition) = self.repetition.take() {
            repetition.fade_into(block);
        }
        self.remember(block);
    }

    /// Makes up a block for one that is missing.
    pub fn conceal(&mut self, block: &mut [i16; BLOCK]) {
        let mut repetition = match self.repetition.take() {
            Some(repetition) => repetition,
            None => self.begin(),
        };
        repetition.next_block(block);
        self.repetition = Some(repetition);
        self.remember(block);
    }

    /// Says that the next block does not follow the last one, because time was left out between
    /// them: the seam is covered as at the end of a loss.
    pub fn splice(&mut self) {
        if self.repetition.is_none() {
            self.repetition = Some(self.begin());
        }
    }

    /// Lets the voice end, because nothing is sent: what is heard leads over into silence, and
    /// nothing of it comes back at a later loss.
    pub fn pause(&mut self, block: &mut [i16; BLOCK]) {
        block.fill(0);
        if self.history != [0; HISTORY] {
            self.splice();
        }
        self.play(block);
        self.history[..HISTORY - DELAY].fill(0);
    }

    fn begin(&mut self) -> Box<Repetition> {
        let repetition = Box::new(Repetition::new(&self.history));
        let from = HISTORY - repetition.overlap;
        // What is still to be played of the history already leads over into the repetition.
        for (sample, &smooth) in self.history[from..]
            .iter_mut()
            .zip(&repetition.buffer[from..])
        {
            *sample = smooth.round() as i16;
        }
        repetition
    }

    fn remember(&mut self, block: &mut [i16; BLOCK]) {
        self.history.copy_within(BLOCK.., 0);
        self.history[HISTORY - BLOCK..].copy_from_slice(block);
        block.copy_from_slice(&self.history[HISTORY - DELAY - BLOCK..HISTORY - DELAY]);
    }
}

impl Repetition {
    fn new(history: &[i16; HISTORY]) -> Self {
        let buffer = history.map(f32::from);
        let pitch = pitch(&buffer);
        let mut tail = [0.0; DELAY];
        tail.copy_from_slice(&buffer[HISTORY - DELAY..]);
        let mut repetition = Self {
            blocks: 0,
            pitch,
            overlap: pitch / 4,
            buffer,
            tail,
            length: 0,
            offset: 0,
        };
        repetition.lengthen();
        repetition
    }

    /// Repeats one period more, and makes the end of the repeated part lead into its beginning.
    fn lengthen(&mut self) {
        self.length += self.pitch;
        let start = HISTORY - self.length;
        let tail = &self.tail[DELAY - self.overlap..];
        for (at, &old) in tail.iter().enumerate() {
            let new = self.buffer[start - self.overlap + at];
            self.buffer[HISTORY - self.overlap + at] = cross_fade(at, self.overlap, old, new);
        }
    }

    fn next_sample(&mut self) -> f32 {
        let sample = self.buffer[HISTORY - self.length + self.offset];
        self.offset += 1;
        if self.offset == self.length {
            self.offset = 0;
        }
        sample
    }

    fn next_block(&mut self, block: &mut [i16; BLOCK]) {
        if self.blocks >= BLOCKS_MAX {
            *block = [0; BLOCK];
            return;
        }
        // The second and the third block take one more period in turn; the old repetition goes on
        // for a quarter of a period below the new one.
        let mut under = [0.0; DELAY];
        let overlap = if self.blocks == 1 || self.blocks == 2 {
            let offset = self.offset;
            for sample in &mut under[..self.overlap] {
                *sample = self.next_sample();
            }
            self.offset = offset % self.pitch;
            self.lengthen();
            self.overlap
        } else {
            0
        };
        let mut gain = self.gain();
        let step = if self.blocks == 0 {
            0.0
        } else {
            FADE / BLOCK as f32
        };
        for (at, sample) in block.iter_mut().enumerate() {
            let mut value = self.next_sample();
            if at < overlap {
                value = cross_fade(at, overlap, under[at], value);
            }
            *sample = (value * gain).round() as i16;
            gain -= step;
        }
        self.blocks += 1;
    }

    /// Lets the repetition end in a good block.
    fn fade_into(&mut self, block: &mut [i16; BLOCK]) {
        let more = self.blocks.saturating_sub(1).min(BLOCKS_MAX) as usize * OVERLAP_STEP;
        let overlap = (self.overlap + more).min(BLOCK);
        let gain = self.gain();
        for (at, sample) in block[..overlap].iter_mut().enumerate() {
            let old = self.next_sample() * gain;
            *sample = cross_fade(at, overlap, old, f32::from(*sample)).round() as i16;
        }
    }

    /// How loud the repetition is now.
    fn gain(&self) -> f32 {
        (1.0 - FADE * self.blocks.saturating_sub(1) as f32).max(0.0)
    }
}

/// From `old` to `new` in `count` steps, of which this is step `at`.
fn cross_fade(at: usize, count: usize, old: f32, new: f32) -> f32 {
    let weight = (at + 1) as f32 / count as f32;
    old * (1.0 - weight) + new * weight
}

/// The lag at which the normalised cross-correlation is greatest.
fn pitch(buffer: &[f32; HISTORY]) -> usize {
    let now = &buffer[HISTORY - WINDOW..];
    let mut best = PITCH_MAX;
    let mut best_score = f32::NEG_INFINITY;
    for lag in (PITCH_MIN..=PITCH_MAX).rev() {
        let then = &buffer[HISTORY - WINDOW - lag..HISTORY - lag];
        let mut correlation = 0.0;
        let mut energy = 0.0;
        for (a, b) in now.iter().zip(then) {
            correlation += a * b;
            energy += b * b;
        }
        let score = correlation / energy.max(ENERGY_MIN).sqrt();
        // Strictly greater: among equals the longest lag wins, which repeats the least.
        if score > best_score {
            best_score = score;
            best = lag;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tone;
    use proptest::prelude::*;

    /// Plays `samples` through the concealment; the blocks that `lost` names do not arrive.
    /// What comes out is moved back by the delay, so that it can be compared with what went in.
    fn through(samples: &[i16], lost: impl Fn(usize) -> bool) -> Vec<i16> {
        let mut concealment = Concealment::new();
        let mut heard = Vec::new();
        for (at, block) in samples.as_chunks::<BLOCK>().0.iter().enumerate() {
            let mut block = *block;
            if lost(at) {
                concealment.conceal(&mut block);
            } else {
                concealment.play(&mut block);
            }
            heard.extend(block);
        }
        heard.split_off(DELAY)
    }

    fn error_energy(sent: &[i16], heard: &[i16]) -> f64 {
        sent.iter()
            .zip(heard)
            .map(|(&sent, &heard)| (f64::from(sent) - f64::from(heard)).powi(2))
            .sum()
    }

    fn greatest_step(samples: &[i16]) -> i32 {
        samples
            .windows(2)
            .map(|w| (i32::from(w[1]) - i32::from(w[0])).abs())
            .max()
            .unwrap_or_default()
    }

    fn sine(hertz: f64) -> Vec<i16> {
        Tone::continuous(hertz, -10.0).take(BLOCK * 40).collect()
    }

    #[test]
    fn without_loss_nothing_is_changed_but_the_delay() {
        let sent = sine(300.0);
        let heard = through(&sent, |_| false);
        assert_eq!(heard[..], sent[..sent.len() - DELAY]);
    }

    /// R-10.1-2
    #[test]
    fn a_lost_frame_of_a_voiced_pitch_is_far_nearer_than_silence() {
        for hertz in [70.0, 100.0, 130.0, 180.0, 250.0, 400.0] {
            let sent = sine(hertz);
            let lost = |at| at == 20 || at == 21;
            let concealed = error_energy(&sent, &through(&sent, lost));
            let silence: f64 = sent[20 * BLOCK..22 * BLOCK]
                .iter()
                .map(|&sample| f64::from(sample).powi(2))
                .sum();
            assert!(concealed < silence / 10.0, "{hertz}: {concealed} {silence}");
        }
    }

    /// R-10.1-2
    #[test]
    fn five_percent_loss_makes_no_clicks() {
        for hertz in [100.0, 130.0, 180.0, 250.0, 400.0] {
            let sent = sine(hertz);
            let natural = greatest_step(&sent);
            for first in 10..29 {
                let heard = through(&sent, |at| at == first || at == first + 1);
                let step = greatest_step(&heard);
                assert!(step < natural * 2, "{hertz} {first}: {step} {natural}");
            }
        }
    }

    #[test]
    fn a_long_loss_fades_and_is_silent_after_60_ms() {
        let sent = sine(200.0);
        let heard = through(&sent, |at| at >= 20);
        let peak = |from_ms: usize, to_ms: usize| {
            let at = 20 * BLOCK;
            heard[at + from_ms * 8..at + to_ms * 8]
                .iter()
                .map(|sample| sample.unsigned_abs())
                .max()
                .unwrap()
        };
        let full = peak(0, 10);
        assert!(full > 6000);
        assert!(peak(20, 30) < full * 9 / 10);
        assert!(peak(40, 50) < full / 2);
        assert!(peak(50, 60) < full / 4);
        assert_eq!(peak(60, 190), 0);
        assert!(greatest_step(&heard) < greatest_step(&sent) * 2);
    }

    #[test]
    fn the_pitch_of_a_pulse_train_is_found() {
        for period in [45, 64, 80, 100, 119] {
            let mut buffer = [0.0; HISTORY];
            for at in (0..HISTORY).step_by(period) {
                buffer[at] = 10_000.0;
            }
            let found = pitch(&buffer);
            assert_eq!(found % period, 0, "{period}: {found}");
        }
    }

    #[test]
    fn a_splice_leads_over_from_one_phase_to_another() {
        let sent = sine(250.0);
        let natural = greatest_step(&sent);
        // 250 Hz has a period of 32 samples: leaving out 80 turns the phase by half.
        let mut rough = sent.clone();
        rough.drain(20 * BLOCK..21 * BLOCK);
        let mut concealment = Concealment::new();
        let mut heard = Vec::new();
        for (at, block) in rough.as_chunks::<BLOCK>().0.iter().enumerate() {
            let mut block = *block;
            if at == 20 {
                concealment.splice();
            }
            concealment.play(&mut block);
            heard.extend(block);
        }
        assert!(greatest_step(&heard) < natural * 2);
    }

    #[test]
    fn a_pause_begins_without_a_click_and_leaves_no_echo() {
        let sent = sine(250.0);
        let natural = greatest_step(&sent);
        let mut concealment = Concealment::new();
        let mut heard = Vec::new();
        for (at, block) in sent.as_chunks::<BLOCK>().0.iter().enumerate() {
            let mut block = *block;
            match at {
                0..21 => concealment.play(&mut block),
                21..24 => concealment.pause(&mut block),
                _ => concealment.conceal(&mut block),
            }
            heard.extend(block);
        }
        assert!(greatest_step(&heard) < natural * 2);
        assert!(heard[22 * BLOCK..].iter().all(|&sample| sample == 0));
    }

    proptest! {
        #[test]
        fn noise_and_any_pattern_of_loss_stay_within_the_range_of_the_input(
            noise in proptest::collection::vec(-20_000i16..20_000, BLOCK * 12), pattern: u16,
        ) {
            let heard = through(&noise, |at| pattern & (1 << at) != 0);
            prop_assert!(heard.iter().all(|sample| sample.unsigned_abs() <= 20_000));
        }
    }
}

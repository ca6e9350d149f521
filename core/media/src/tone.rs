//! Tones: the milliwatt of the test line, and the call progress tones of the Japanese network.
//!
//! Levels are in dBm0. A sine that just reaches the largest mu-law value has +3.17 dBm0 (ITU-T
//! G.711), so 0 dBm0 is a sine with a peak of 22656 on the 16 bit scale. Progress tones are at
//! -13 dBm0, within the -10 +/- 5 dBm0 that ITU-T E.180 recommends.

use std::f64::consts::TAU;

use crate::{Key, SAMPLE_RATE};

/// A sound that goes on for ever: one or two sines, perhaps modulated, perhaps interrupted.
///
/// It is an iterator of samples that never ends; [`Tone::fill`] takes many at once.
#[derive(Clone, Debug)]
pub struct Tone {
    carriers: [Sine; 2],
    modulator: Option<Sine>,
    /// Samples of sound and of silence; no silence if the tone is continuous.
    on: u32,
    off: u32,
    position: u32,
}

/// The level of progress tones, dBm0.
const PROGRESS_DBM0: f64 = -13.0;
/// The level of each of the two sines of a key, dBm0: the low group is a little weaker.
const KEY_DBM0: [f64; 2] = [-10.0, -8.0];
/// How deep the ringback tone is modulated.
const RINGBACK_DEPTH: f64 = 0.85;
/// The peak of a 0 dBm0 sine on the 16 bit scale: 8159 * 4 / 10^(3.17 / 20).
const PEAK_0_DBM0: f64 = 22_656.4;

impl Tone {
    /// The milliwatt: 1004 Hz at 0 dBm0, continuous. 1004 and not 1000 Hz, because a divisor of the
    /// sampling rate would use only a few of the codec's values (ITU-T O.6).
    pub fn milliwatt() -> Self {
        Self::continuous(1004.0, 0.0)
    }

    /// Dial tone: 400 Hz, continuous.
    pub fn dial() -> Self {
        Self::continuous(400.0, PROGRESS_DBM0)
    }

    /// Ringback tone: 400 Hz modulated with 16 Hz, 1 s on and 2 s off.
    pub fn ringback() -> Self {
        let mut tone = Self::continuous(400.0, PROGRESS_DBM0).interrupted(1000, 2000);
        tone.modulator = Some(Sine::new(16.0, RINGBACK_DEPTH));
        tone
    }

    /// Busy tone: 400 Hz, 0.5 s on and 0.5 s off.
    pub fn busy() -> Self {
        Self::continuous(400.0, PROGRESS_DBM0).interrupted(500, 500)
    }

    /// The two sines of a key (ITU-T Q.23), for the ear of the one who presses it.
    pub fn key(key: Key) -> Self {
        let (low, high) = key.frequencies();
        let mut tone = Self::continuous(f64::from(low), KEY_DBM0[0]);
        tone.carriers[1] = Sine::new(f64::from(high), peak(KEY_DBM0[1]));
        tone
    }

    /// A sine of `hertz` at `dbm0`, continuous.
    pub fn continuous(hertz: f64, dbm0: f64) -> Self {
        Self {
            carriers: [Sine::new(hertz, peak(dbm0)), Sine::new(0.0, 0.0)],
            modulator: None,
            on: 1,
            off: 0,
            position: 0,
        }
    }

    /// The same sound, `on` milliseconds of it and then `off` milliseconds of silence.
    #[must_use]
    pub fn interrupted(mut self, on: u32, off: u32) -> Self {
        let per_ms = SAMPLE_RATE / 1000;
        self.on = on.saturating_mul(per_ms).max(1);
        self.off = off.saturating_mul(per_ms);
        self
    }

    /// Writes the next samples.
    pub fn fill(&mut self, samples: &mut [i16]) {
        for sample in samples {
            *sample = self.next_sample();
        }
    }

    fn next_sample(&mut self) -> i16 {
        let sounding = self.position < self.on;
        self.position += 1;
        if self.position >= self.on.saturating_add(self.off) {
            self.position = 0;
        }
        let [first, second] = &mut self.carriers;
        let sum = first.next() + second.next();
        let gain = match &mut self.modulator {
            // The modulated peak stays that of the unmodulated tone.
            Some(modulator) => (1.0 + modulator.next()) / (1.0 + RINGBACK_DEPTH),
            None => 1.0,
        };
        if sounding {
            (sum * gain).round() as i16
        } else {
            0
        }
    }
}

impl Iterator for Tone {
    type Item = i16;

    fn next(&mut self) -> Option<i16> {
        Some(self.next_sample())
    }
}

/// The peak of a sine at `dbm0`, never above full scale.
fn peak(dbm0: f64) -> f64 {
    (PEAK_0_DBM0 * 10f64.powf(dbm0 / 20.0)).min(f64::from(i16::MAX))
}

#[derive(Clone, Debug)]
struct Sine {
    /// The part of the turn that is done, in 2^-32 of a turn, so that it never drifts.
    phase: u32,
    step: u32,
    peak: f64,
}

impl Sine {
    fn new(hertz: f64, peak: f64) -> Self {
        let turns = hertz / f64::from(SAMPLE_RATE);
        Self {
            phase: 0,
            step: (turns * 4_294_967_296.0).round() as u32,
            peak,
        }
    }

    fn next(&mut self) -> f64 {
        if self.step == 0 {
            return 0.0;
        }
        let turn = f64::from(self.phase) / 4_294_967_296.0;
        self.phase = self.phase.wrapping_add(self.step);
        self.peak * (turn * TAU).sin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Law;

    fn decibels(samples: impl Iterator<Item = i16>) -> f64 {
        let (sum, count) = samples.fold((0.0, 0.0), |(sum, count), sample| {
            (sum + f64::from(sample).powi(2), count + 1.0)
        });
        10.0 * (sum / count / 2.0f64.recip()).log10()
    }

    fn crossings(samples: &[i16]) -> usize {
        samples.windows(2).filter(|w| w[0] < 0 && w[1] >= 0).count()
    }

    #[test]
    fn the_milliwatt_is_as_loud_as_the_digital_milliwatt_of_g711() {
        // ITU-T G.711 table 6: the mu-law octets of 1000 Hz at 0 dBm0.
        let octets = [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e];
        let reference = decibels(octets.into_iter().map(|octet| Law::Mu.decode(octet)));
        let ours = decibels(Tone::milliwatt().take(8000));
        assert!((ours - reference).abs() < 0.05, "{ours} {reference}");
        let second: Vec<i16> = Tone::milliwatt().take(8000).collect();
        assert!((1003..=1004).contains(&crossings(&second)));
    }

    #[test]
    fn progress_tones_have_their_cadence_and_their_pitch() {
        // Tone, samples of sound, samples of silence.
        let rows = [
            (Tone::ringback(), 8000, 16000),
            (Tone::busy(), 4000, 4000),
            (Tone::dial(), 24000, 0),
        ];
        for (tone, on, off) in rows {
            let samples: Vec<i16> = tone.clone().take(2 * (on + off)).collect();
            for period in samples.chunks(on + off) {
                let (sound, silence) = period.split_at(on);
                let cycles = crossings(sound);
                let expected = on / 20;
                assert!(cycles.abs_diff(expected) <= 1, "{cycles} {tone:?}");
                assert!(silence.iter().all(|&sample| sample == 0));
                let level =
                    decibels(sound.iter().copied()) - decibels(Tone::milliwatt().take(8000));
                assert!((-18.0..-12.9).contains(&level), "{level} {tone:?}");
            }
        }
    }

    #[test]
    fn the_ringback_tone_swells_sixteen_times_a_second() {
        let mut tone = Tone::ringback();
        let mut samples = [0; 8000];
        tone.fill(&mut samples);
        // One modulation period is 500 samples: loud in its first half, soft in its second.
        for period in samples.chunks(500) {
            let loud = decibels(period[100..150].iter().copied());
            let soft = decibels(period[350..400].iter().copied());
            assert!(loud - soft > 15.0, "{loud} {soft}");
        }
    }
}

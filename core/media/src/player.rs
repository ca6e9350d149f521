//! Where the audio that a terminal sends comes from.

use std::sync::Arc;

use crate::{FRAME, Tone};

/// A source of samples, taken frame by frame.
#[derive(Clone, Debug, Default)]
pub enum AudioSource {
    /// Nothing.
    #[default]
    Silence,
    /// A tone, without end.
    Tone(Tone),
    /// Recorded samples.
    Samples {
        /// The recording, shared by all who play it.
        samples: Arc<[i16]>,
        /// The next sample.
        position: usize,
        /// Begin again at the end, instead of going silent.
        looped: bool,
    },
}

impl AudioSource {
    /// A recording from its beginning.
    pub const fn samples(samples: Arc<[i16]>, looped: bool) -> Self {
        Self::Samples {
            samples,
            position: 0,
            looped,
        }
    }

    /// Writes the next 20 ms.
    pub fn next_frame(&mut self, frame: &mut [i16; FRAME]) {
        match self {
            Self::Silence => frame.fill(0),
            Self::Tone(tone) => tone.fill(frame),
            Self::Samples {
                samples,
                position,
                looped,
            } => {
                for sample in frame {
                    if *looped && *position >= samples.len() {
                        *position = 0;
                    }
                    *sample = samples.get(*position).copied().unwrap_or_default();
                    *position = position.saturating_add(1);
                }
            }
        }
    }

    /// Whether nothing but silence will come.
    pub fn is_finished(&self) -> bool {
        match self {
            Self::Silence => true,
            Self::Tone(_) => false,
            Self::Samples {
                samples,
                position,
                looped,
            } => samples.is_empty() || (!looped && *position >= samples.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(mut source: AudioSource, count: usize) -> Vec<i16> {
        let mut all = Vec::new();
        for _ in 0..count {
            let mut frame = [1; FRAME];
            source.next_frame(&mut frame);
            all.extend(frame);
        }
        all
    }

    #[test]
    fn a_recording_plays_once_or_for_ever() {
        let recording: Arc<[i16]> = (1..=200).collect();
        let once = frames(AudioSource::samples(Arc::clone(&recording), false), 2);
        assert_eq!(once[..200], recording[..]);
        assert!(once[200..].iter().all(|&sample| sample == 0));
        let looped = frames(AudioSource::samples(Arc::clone(&recording), true), 5);
        for (at, sample) in looped.into_iter().enumerate() {
            assert_eq!(sample, recording[at % 200]);
        }
    }

    #[test]
    fn a_source_knows_when_it_has_nothing_more_to_say() {
        let mut source = AudioSource::samples(Arc::from([5i16; FRAME]), false);
        assert!(!source.is_finished());
        source.next_frame(&mut [0; FRAME]);
        assert!(source.is_finished());
        assert!(AudioSource::samples(Arc::from([]), true).is_finished());
        assert!(AudioSource::Silence.is_finished());
        assert!(!AudioSource::Tone(Tone::dial()).is_finished());
        assert_eq!(
            frames(AudioSource::samples(Arc::from([]), true), 1),
            [0; 160]
        );
    }
}

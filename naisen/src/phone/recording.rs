//! WAV files: what is said, and what was heard.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use naisen_media::{FRAME, SAMPLE_RATE};

/// The longest recording that is read: ten minutes, a few megabytes.
const MAX_SAMPLES: u32 = SAMPLE_RATE * 600;

const SPEC: WavSpec = WavSpec {
    channels: 1,
    sample_rate: SAMPLE_RATE,
    bits_per_sample: 16,
    sample_format: SampleFormat::Int,
};

/// Reads a recording to be said.
pub(super) fn read(path: &Path) -> anyhow::Result<Arc<[i16]>> {
    let name = path.display();
    let reader = WavReader::open(path).with_context(|| format!("{name} cannot be played"))?;
    let spec = reader.spec();
    if spec != SPEC {
        bail!(
            "{name} cannot be played: it has {} channel(s), {} Hz and {} bit where a telephone \
             has 1 channel, 8000 Hz and 16 bit; try `sox {name} -r 8000 -c 1 -b 16 out.wav`",
            spec.channels,
            spec.sample_rate,
            spec.bits_per_sample
        );
    }
    if reader.len() > MAX_SAMPLES {
        bail!("{name} cannot be played: it is longer than ten minutes");
    }
    reader
        .into_samples::<i16>()
        .collect::<Result<Arc<[i16]>, _>>()
        .with_context(|| format!("{name} cannot be played"))
}

/// A recording being made.
pub(super) struct Recording {
    path: PathBuf,
    writer: WavWriter<BufWriter<File>>,
}

impl Recording {
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let writer = WavWriter::create(path, SPEC)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            writer,
        })
    }

    pub(super) fn write(&mut self, frame: &[i16; FRAME]) -> anyhow::Result<()> {
        frame
            .iter()
            .try_for_each(|&sample| self.writer.write_sample(sample))
            .with_context(|| format!("{} cannot be written", self.path.display()))
    }

    pub(super) fn finish(self) -> anyhow::Result<()> {
        self.writer
            .finalize()
            .with_context(|| format!("{} cannot be written", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_recorded_can_be_played() -> anyhow::Result<()> {
        let path = std::env::temp_dir().join(format!("naisen-{}.wav", std::process::id()));
        let mut recording = Recording::create(&path)?;
        let frame: [i16; FRAME] = std::array::from_fn(|n| n as i16 * 100 - 8000);
        recording.write(&frame)?;
        recording.finish()?;
        let samples = read(&path);
        let wide = WavSpec {
            channels: 2,
            ..SPEC
        };
        WavWriter::create(&path, wide)?.finalize()?;
        let refused = read(&path);
        std::fs::remove_file(&path)?;
        assert_eq!(samples?[..], frame[..]);
        let told = refused.map(|_| ()).unwrap_err().to_string();
        assert!(told.contains("2 channel(s)"), "{told}");
        Ok(())
    }
}

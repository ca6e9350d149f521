//! A file or standard input: a trace that is read as a stream, or a text that is read whole.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use anyhow::Context;
use naisen_capture::Error as CaptureError;

use super::decoding;
use super::subject::{Recognised, Subject};

/// The most that is decoded as text: more than any message has, and than most pasted logs have.
const MAX_TEXT_BYTES: u64 = 1 << 20;

/// What came in.
pub(super) enum Source {
    /// A text in memory: its bytes, made plain.
    Text(String),
    /// Anything else, from its first byte, and its length if that is known.
    Stream(Box<dyn Read>, Option<u64>),
}

impl Source {
    /// Opens a file.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let name = path.display();
        anyhow::ensure!(path.exists(), "there is no file {name}");
        anyhow::ensure!(!path.is_dir(), "{name} is a folder, not a file");
        let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
        let length = file.metadata().ok().map(|it| it.len());
        Self::read(file, length).with_context(|| name.to_string())
    }

    /// Reads the beginning of `reader`, and all of it if it is a text of moderate length.
    pub(super) fn read(
        mut reader: impl Read + 'static,
        length: Option<u64>,
    ) -> anyhow::Result<Self> {
        let mut start = Vec::new();
        reader
            .by_ref()
            .take(MAX_TEXT_BYTES + 1)
            .read_to_end(&mut start)?;
        if start.is_empty() {
            return Err(CaptureError::Empty.into());
        }
        let is_short = start.len() as u64 <= MAX_TEXT_BYTES;
        if let Some(text) = decoding::text(&start).filter(|_| is_short) {
            return Ok(Self::Text(text));
        }
        let whole = Cursor::new(start).chain(reader);
        Ok(Self::Stream(Box::new(whole), length))
    }
}

/// The one SIP message that a text is, if it is one.
pub(super) fn single_message(text: &str) -> Option<Recognised> {
    let starts = text
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ']).trim_end());
    let is_start = |line: &&str| line.starts_with("SIP/2.0 ") || line.ends_with(" SIP/2.0");
    if starts.filter(is_start).count() != 1 {
        return None;
    }
    let recognised = Recognised::of(text);
    matches!(recognised.subjects[..], [Subject::Message(_)]).then_some(recognised)
}

//! The part of a file that is in memory.

use std::io::{self, ErrorKind, Read};

/// Bytes in memory at a time. The largest packet with its options fits several times.
pub(crate) const CAPACITY: usize = 1 << 20;

/// A fixed buffer that slides over what a reader gives.
pub(crate) struct Window<R> {
    reader: R,
    bytes: Box<[u8]>,
    start: usize,
    end: usize,
    /// The place of `start` in the file.
    offset: u64,
    ended: bool,
}

impl<R: Read> Window<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self {
            reader,
            bytes: vec![0; CAPACITY].into_boxed_slice(),
            start: 0,
            end: 0,
            offset: 0,
            ended: false,
        }
    }

    /// How many bytes have been taken.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// What has been read and not been taken.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Reads until at least `wanted` bytes are there, at most [`CAPACITY`]; fewer are there only at
    /// the end of the file.
    #[inline]
    pub(crate) fn fill(&mut self, wanted: usize) -> io::Result<&[u8]> {
        if self.end - self.start < wanted && !self.ended {
            self.read(wanted.min(CAPACITY))?;
        }
        Ok(&self.bytes[self.start..self.end])
    }

    /// Takes `count` bytes that are there, or all that are.
    #[inline]
    pub(crate) fn take(&mut self, count: usize) -> &[u8] {
        let from = self.start;
        self.start = (from + count).min(self.end);
        self.offset += (self.start - from) as u64;
        &self.bytes[from..self.start]
    }

    /// Passes over `count` bytes; says whether the file had so many.
    pub(crate) fn skip(&mut self, mut count: u64) -> io::Result<bool> {
        while count > 0 {
            let there = self.fill(1)?.len() as u64;
            if there == 0 {
                return Ok(false);
            }
            let step = there.min(count);
            self.take(step as usize);
            count -= step;
        }
        Ok(true)
    }

    #[cold]
    fn read(&mut self, wanted: usize) -> io::Result<()> {
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while self.end < wanted {
            match self.reader.read(&mut self.bytes[self.end..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

//! A trace read call by call, with a bar for those who wait.

use std::io::{self, IsTerminal, Read};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use naisen_capture::{Capture, Summary};
use naisen_node::Random;
use naisen_trace::{Analyst, Call, Limits};

/// Packets between two looks at the progress.
const PACKETS_A_STEP: u32 = 10_000;

/// Reads a trace of `length` bytes, if that is known, and hands over each call when it is closed. What
/// is wrong with the end of the trace is told only after the calls before it.
pub(crate) fn read_calls(
    reader: impl Read,
    length: Option<u64>,
    mut each: impl FnMut(Call) -> io::Result<()>,
) -> anyhow::Result<Summary> {
    let mut capture = Capture::open(reader)?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).context("the operating system gives no random numbers")?;
    let mut analyst = Analyst::new(Limits::default(), &mut Random::from_seed(seed));
    let bar = progress(length.unwrap_or(0));
    let mut result = Ok(());
    let mut closed = |call: Call| {
        if result.is_ok() {
            result = bar.suspend(|| each(call));
        }
    };
    let mut steps = 0u32;
    let end = loop {
        match capture.step(&mut |frame| analyst.feed(frame, &mut closed)) {
            Ok(true) => {}
            Ok(false) => break Ok(()),
            Err(error) => break Err(error),
        }
        steps += 1;
        if steps.is_multiple_of(PACKETS_A_STEP) {
            bar.set_position(capture.position());
        }
    };
    analyst.finish(&mut closed);
    bar.finish_and_clear();
    result?;
    end?;
    Ok(capture.summary())
}

/// What the summary has to say that the reader should know before he trusts the rest.
pub(crate) fn reservations(summary: &Summary) -> Vec<String> {
    let mut told = Vec::new();
    if summary.truncated {
        told.push("the trace ends within a packet; the last packet is missing".to_owned());
    }
    if summary.cut > 0 {
        told.push(format!(
            "{} packets were captured in part only: capture with a larger snap length",
            summary.cut
        ));
    }
    if summary.gaps > 0 {
        told.push(format!(
            "{} holes in TCP streams: the capture itself lost packets",
            summary.gaps
        ));
    }
    if let Some(link) = summary.foreign_link {
        told.push(format!(
            "packets of link type {link} were passed over: they cannot be read"
        ));
    }
    told
}

fn progress(length: u64) -> ProgressBar {
    if !io::stderr().is_terminal() || length < 20_000_000 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length);
    match ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

//! `naisen sim`: many runs of the simulator, and the story of the one that broke.

mod tape;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use naisen_sim::{Medium, Options, Report, START, Traced, run as run_seed};

use tape::Tape;

/// How many messages of the broken call are shown without `--trace`.
const LAST_MESSAGES: usize = 24;

/// Phones and an exchange on a virtual network that fails: hunt for broken invariants.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 all runs hold, 1 an invariant is broken, 2 the command is wrong.\n\n\
                  Examples:\n  naisen sim\n  naisen sim --seeds 10000 --loss 0.4\n  \
                  naisen sim --seeds 1 --first-seed 4711 --trace\n  \
                  naisen sim --seeds 1 --first-seed 4711 --pcap run.pcap"
)]
pub(crate) struct SimArgs {
    /// How many runs.
    #[arg(long, default_value_t = 1000, value_name = "COUNT")]
    seeds: u64,
    /// The number that decides the first run; each further run takes the next one.
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    first_seed: u64,
    /// The most loss that a run may draw, 0 to 0.9.
    #[arg(long, default_value_t = 0.2, value_name = "SHARE", value_parser = share)]
    loss: f64,
    /// How long users act and the network fails, in seconds of virtual time.
    #[arg(long, default_value_t = 120, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    duration: u64,
    /// How many phones.
    #[arg(long, default_value_t = 5, value_name = "COUNT", value_parser = clap::value_parser!(u8).range(1..=8))]
    phones: u8,
    /// No node ever crashes.
    #[arg(long)]
    no_crashes: bool,
    /// Go on after a broken invariant and count them all.
    #[arg(long)]
    keep_going: bool,
    /// Print every SIP message of every run.
    #[arg(long)]
    trace: bool,
    /// Write every packet of every run, one run after the other, into this capture.
    #[arg(long, value_name = "FILE")]
    pcap: Option<PathBuf>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

/// Sums over all runs.
#[derive(Debug, Default)]
struct Totals {
    runs: u64,
    broken: Vec<u64>,
    calls_attempted: u64,
    calls_answered: u64,
    registrations: u64,
    sip_packets: u64,
    media_packets: u64,
    virtual_time: Duration,
}

/// Runs the seeds on all cores.
pub(crate) fn run(args: &SimArgs) -> anyhow::Result<ExitCode> {
    let options = Options {
        phones: usize::from(args.phones),
        duration: Duration::from_secs(args.duration),
        loss_max: args.loss,
        crashes: !args.no_crashes,
        trace: args.trace || args.pcap.is_some(),
        trace_media: args.pcap.is_some(),
        ..Options::default()
    };
    let started = Instant::now();
    let mut tape = args.pcap.as_deref().map(Tape::create).transpose()?;
    let totals = run_all(args, &options, tape.as_mut())?;
    if let (Some(tape), Some(path)) = (tape, &args.pcap) {
        tape.finish()
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let elapsed = started.elapsed();
    if args.json {
        print_json(&totals, elapsed);
    } else {
        print_totals(&totals, elapsed);
    }
    Ok(ExitCode::from(u8::from(!totals.broken.is_empty())))
}

fn run_all(
    args: &SimArgs,
    options: &Options,
    mut tape: Option<&mut Tape>,
) -> anyhow::Result<Totals> {
    let end = args.first_seed.saturating_add(args.seeds);
    let next = AtomicU64::new(args.first_seed);
    let stop = AtomicBool::new(false);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let progress = progress(args);
    let mut totals = Totals::default();
    let mut written = Ok(());
    thread::scope(|scope| {
        let (sender, reports) = mpsc::sync_channel::<Report>(threads * 2);
        for _ in 0..threads {
            let sender = sender.clone();
            let (next, stop) = (&next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end || sender.send(run_seed(seed, options)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for report in reports {
            progress.inc(1);
            totals.add(&report);
            if let Some(tape) = &mut tape
                && written.is_ok()
            {
                written = tape.keep(&report);
                if written.is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
            }
            if args.trace {
                progress.suspend(|| print_messages(&report.trace, usize::MAX));
            }
            if report.violation.is_some() {
                progress.suspend(|| print_story(args, options, &report));
                if !args.keep_going {
                    stop.store(true, Ordering::Relaxed);
                }
            }
        }
    });
    progress.finish_and_clear();
    written.context("cannot write the capture")?;
    Ok(totals)
}

impl Totals {
    fn add(&mut self, report: &Report) {
        self.runs += 1;
        self.calls_attempted += report.calls_attempted;
        self.calls_answered += report.calls_answered;
        self.registrations += report.registrations;
        self.sip_packets += report.sip_packets;
        self.media_packets += report.media_packets;
        self.virtual_time += report.virtual_time;
        if report.violation.is_some() {
            self.broken.push(report.seed);
        }
    }
}

fn progress(args: &SimArgs) -> ProgressBar {
    // A trace on the terminal leaves no room for a bar.
    if args.trace || args.json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} seeds, {per_sec}, {eta} left");
    let bar = ProgressBar::new(args.seeds);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// What broke, when, the messages that led there, and how to see it again.
fn print_story(args: &SimArgs, options: &Options, report: &Report) {
    let Some(violation) = &report.violation else {
        return;
    };
    let at = violation.at.since(START).as_secs_f64();
    eprintln!("seed {}: broken after {at:.3} s", report.seed);
    eprintln!("  invariant: {}", violation.invariant);
    eprintln!("  found:     {}", violation.detail);
    if !args.trace {
        // The same number gives the same run, this time with its messages.
        let options = Options {
            trace: true,
            ..options.clone()
        };
        let again = run_seed(report.seed, &options);
        let call: Vec<_> = again
            .trace
            .into_iter()
            .filter(|message| {
                violation.call_id.is_empty() || *message.call_id == *violation.call_id
            })
            .collect();
        eprintln!("  the last messages:");
        print_messages(&call, LAST_MESSAGES);
    }
    eprintln!("  again:     {}", again_line(args, report.seed));
}

/// The command that repeats one run.
fn again_line(args: &SimArgs, seed: u64) -> String {
    let mut line = format!("naisen sim --seeds 1 --first-seed {seed}");
    let settings = [
        ("--loss", args.loss.to_string(), "0.2"),
        ("--duration", args.duration.to_string(), "120"),
        ("--phones", args.phones.to_string(), "5"),
    ];
    for (name, value, default) in settings {
        if value != default {
            line.push_str(&format!(" {name} {value}"));
        }
    }
    if args.no_crashes {
        line.push_str(" --no-crashes");
    }
    line.push_str(" --trace");
    line
}

fn print_messages(messages: &[Traced], most: usize) {
    let is_sip = |it: &&Traced| matches!(it.medium, Medium::Sip(_));
    let messages: Vec<&Traced> = messages.iter().filter(is_sip).collect();
    for message in messages.iter().skip(messages.len().saturating_sub(most)) {
        let text = String::from_utf8_lossy(&message.bytes);
        let line = text.lines().next().unwrap_or_default();
        let cseq = text
            .lines()
            .find(|line| line.starts_with("CSeq:"))
            .unwrap_or_default();
        let at = message.at.since(START).as_secs_f64();
        let lost = if message.lost { " (lost)" } else { "" };
        println!(
            "{at:12.6} {:>21} -> {:<21} {line} | {cseq} | {}{lost}",
            message.from.to_string(),
            message.to.to_string(),
            message.call_id
        );
    }
}

fn print_totals(totals: &Totals, elapsed: Duration) {
    println!(
        "{} runs, {} broken; {} calls, {} answered; {} registrations; {} SIP messages, {} media \
         packets; {:.0} s of virtual time in {:.1} s",
        totals.runs,
        totals.broken.len(),
        totals.calls_attempted,
        totals.calls_answered,
        totals.registrations,
        totals.sip_packets,
        totals.media_packets,
        totals.virtual_time.as_secs_f64(),
        elapsed.as_secs_f64(),
    );
}

fn print_json(totals: &Totals, elapsed: Duration) {
    let value = serde_json::json!({
        "runs": totals.runs,
        "broken_seeds": totals.broken,
        "calls": totals.calls_attempted,
        "calls_answered": totals.calls_answered,
        "registrations": totals.registrations,
        "sip_messages": totals.sip_packets,
        "media_packets": totals.media_packets,
        "virtual_seconds": totals.virtual_time.as_secs_f64(),
        "seconds": elapsed.as_secs_f64(),
    });
    println!("{value}");
}

fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=0.9).contains(share))
        .ok_or_else(|| "not a number from 0 to 0.9".into())
}

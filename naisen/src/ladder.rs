//! `naisen ladder`: the calls of a trace, drawn.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use naisen_cause::Language;
use naisen_trace::{Call, Kind, Ladder};

use crate::explain::{columns, is_broken_pipe};
use crate::{language, trace};

/// Draw the calls of a trace as ladders.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 drawn, 1 no call in the trace, 2 unreadable input.\n\n\
                  Examples:\n  naisen ladder trace.pcap\n  naisen ladder trace.pcap --call 2\n  \
                  naisen ladder trace.pcap --svg ladders/\n  naisen ladder trace.pcap --call 1 --svg - > call.svg"
)]
pub(crate) struct LadderArgs {
    /// The trace: pcap, pcapng or text; - for standard input.
    file: PathBuf,
    /// Only this call, counted from 1.
    #[arg(long, value_name = "N")]
    call: Option<u64>,
    /// Registrations and other exchanges, too.
    #[arg(long)]
    all: bool,
    /// Write each call as SVG, call-N.svg, into this folder; with - and --call, to standard output.
    #[arg(long, value_name = "FOLDER")]
    svg: Option<PathBuf>,
    /// The width in columns; by default that of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// The language: en, ja, nl or zh; by default that of the locale.
    #[arg(long, value_name = "LANGUAGE", value_parser = language::parse)]
    lang: Option<Language>,
}

/// Draws the calls.
pub(crate) fn run(args: &LadderArgs) -> anyhow::Result<ExitCode> {
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let width = args.width.unwrap_or_else(columns);
    let language = args.lang.unwrap_or_else(language::of_locale);
    let to_stdout = args.svg.as_ref().is_some_and(|it| it.as_os_str() == "-");
    if let Some(folder) = args.svg.as_ref().filter(|_| !to_stdout) {
        fs::create_dir_all(folder)?;
    }
    anyhow::ensure!(
        !to_stdout || args.call.is_some(),
        "standard output takes one SVG: say which call with --call"
    );
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut drawn = 0u64;
    let (source, length) = open(&args.file)?;
    let mut closed = 0u64;
    let read = trace::read_calls(source, length, |call| {
        closed += 1;
        if !is_wanted(args, &call) {
            return Ok(());
        }
        drawn += 1;
        let ladder = Ladder::of(&call);
        match &args.svg {
            None => {
                write!(out, "{}", ladder.text(width, colour, language)).and_then(|()| writeln!(out))
            }
            Some(_) if to_stdout => write!(out, "{}", ladder.svg(language)),
            Some(folder) => {
                let path = folder.join(format!("call-{}.svg", call.number));
                fs::write(&path, ladder.svg(language))?;
                writeln!(out, "{}", path.display())
            }
        }
    });
    let flushed = out.flush();
    match read {
        Err(error) if is_broken_pipe(&error) => return Ok(ExitCode::SUCCESS),
        Err(error) => return Err(error.context(args.file.display().to_string())),
        Ok(summary) => {
            flushed?;
            for reservation in trace::reservations(&summary) {
                eprintln!("naisen: {}: {reservation}", args.file.display());
            }
        }
    }
    if drawn == 0 {
        let file = args.file.display();
        eprintln!("naisen: there is no such call in {file}; calls and other exchanges: {closed}");
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// The trace and its length, if it has one.
fn open(file: &Path) -> anyhow::Result<(Box<dyn Read>, Option<u64>)> {
    if file.as_os_str() == "-" {
        return Ok((Box::new(io::stdin()), None));
    }
    let name = file.display();
    anyhow::ensure!(file.exists(), "there is no file {name}");
    anyhow::ensure!(!file.is_dir(), "{name} is a folder, not a file");
    let opened = fs::File::open(file).with_context(|| format!("cannot open {name}"))?;
    let length = opened.metadata().ok().map(|it| it.len());
    Ok((Box::new(opened), length))
}

fn is_wanted(args: &LadderArgs, call: &Call) -> bool {
    match args.call {
        Some(number) => number == call.number,
        None => args.all || call.kind == Kind::Call,
    }
}

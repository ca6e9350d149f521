//! `naisen explain`: what a code, a cause, octets, a message or a trace means, to the caller and to
//! the technician.

mod answer;
mod calls;
mod codes;
mod decoding;
mod labels;
mod list;
mod message;
mod method;
mod octets;
mod page;
mod question;
mod reasons;
mod source;
mod speaker;
mod subject;
mod tables;
mod tally;
mod words;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use naisen_cause::Language;
use serde_json::json;

use crate::language;
use list::Catalogue;
use speaker::Speaker;
use tables::Tables;

/// Say what a code, a cause, octets, a message or a trace means, and what to do.
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "WHAT is a SIP status (486), a cause (q850/17, cause 17), a phrase or part of one \
                  (busy here, 話中, bezet, 忙線), a line of a log with a code in it, octets in hex \
                  (08 02 81 90, a Cause element or a whole Q.931 message), a Reason header, a SIP \
                  message, a file (pcap, pcapng, or a text trace of Asterisk, FreeSWITCH, SIPp, ngrep \
                  ...), or - for standard input. Several are answered one by one.\n\n\
                  Exit codes: 0 explained, 1 nothing recognised, 2 unreadable input.\n\n\
                  Examples:\n  naisen explain 486 --lang nl\n  naisen explain q850/34 --lang ja\n  \
                  naisen explain 08 02 81 90\n  naisen explain 'Q.850;cause=47;text=\"x\", SIP;cause=480'\n  \
                  naisen explain trace.pcap\n  naisen explain trace.pcap --json\n  \
                  naisen explain 503 --table asterisk\n  naisen explain --list causes --lang zh"
)]
pub(crate) struct ExplainArgs {
    /// What to explain.
    #[arg(value_name = "WHAT", required_unless_present_any = ["list", "each"])]
    what: Vec<String>,
    /// The language: en, ja, nl or zh; by default that of the words asked for, or else of the locale.
    #[arg(long, value_name = "LANG", value_parser = language::parse)]
    lang: Option<Language>,
    /// The table between status codes and causes that is shown first and judges Reason headers:
    /// rfc3398, rfc4497, q1912.5, asterisk, freeswitch, jj-22.02, or a file in the same form.
    #[arg(long, value_name = "NAME|FILE")]
    table: Option<String>,
    /// Print JSON; of a trace, one object a call.
    #[arg(long)]
    json: bool,
    /// Only the title, the sentence for the caller and the next step.
    #[arg(long)]
    short: bool,
    /// Take every line of standard input as a question of its own; with --json, one object a line.
    #[arg(long)]
    each: bool,
    /// Of a trace, only this call, counted from 1.
    #[arg(long, value_name = "N")]
    call: Option<u64>,
    /// Of a trace, only the calls with a fault.
    #[arg(long)]
    faults: bool,
    /// Of a trace, without ladders.
    #[arg(long)]
    no_ladder: bool,
    /// Print a catalogue instead: all, statuses, causes, locations, rules or tables.
    #[arg(long, value_name = "CATALOGUE", num_args = 0..=1, default_missing_value = "all", conflicts_with = "what")]
    list: Option<Catalogue>,
}

/// Explains what was asked for.
pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let told = speak(args, &mut out).and_then(|told| {
        out.flush()?;
        Ok(told)
    });
    match told {
        Ok(code) => Ok(code),
        // Whoever reads has seen enough.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) if args.json => {
            let told = writeln!(out, "{}", json!({ "error": format!("{error:#}") }));
            told.and_then(|()| out.flush())?;
            Err(error)
        }
        Err(error) => Err(error),
    }
}

fn speak(args: &ExplainArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let tables = Tables::choose(args.table.as_deref())?;
    let speaker = Speaker {
        args,
        tables,
        language: args.lang.unwrap_or_else(language::of_locale),
        colour: io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        columns: columns(),
    };
    speaker.run(out)
}

/// Whether the reader of our output has gone.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}

/// The width of the terminal; of what is no terminal, one that suits most.
pub(crate) fn columns() -> usize {
    let width = crossterm::terminal::size().map(|(columns, _)| usize::from(columns));
    match width {
        Ok(width) if io::stdout().is_terminal() && width > 0 => width,
        _ => 100,
    }
}

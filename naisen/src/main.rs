//! Naisen: the exchange, the terminal, the judge and the interpreter in one binary.

#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks on its terminal"
)]

mod calls;
mod config;
mod explain;
mod ladder;
mod language;
mod phone;
mod serve;
mod sim;
mod trace;
mod utc;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Enterprise telephone exchange and terminal of TTC JJ-22.11.
#[derive(Debug, Parser)]
#[command(name = "naisen", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the exchange.
    Serve(serve::ServeArgs),
    /// Run a terminal: register, call, answer, play and record.
    Phone(Box<phone::PhoneArgs>),
    /// Run calls over a simulated bad network and say which promise was broken.
    Sim(sim::SimArgs),
    /// List call records, the newest first.
    Calls(calls::CallsArgs),
    /// Say what a code, a cause, octets, a message or a trace means, and what to do.
    Explain(explain::ExplainArgs),
    /// Draw the calls of a trace.
    Ladder(ladder::LadderArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Phone(args) => phone::run(&args),
        Command::Sim(args) => sim::run(&args),
        Command::Calls(args) => calls::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Ladder(args) => ladder::run(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("naisen: {}", sentence(&error));
        ExitCode::from(2)
    })
}

/// The error and its causes, without those that it tells already.
fn sentence(error: &anyhow::Error) -> String {
    let mut told = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !told.contains(&cause) {
            told.push_str(": ");
            told.push_str(&cause);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let error = anyhow!("no entry").context("the file (no entry): check it");
        assert_eq!(sentence(&error), "the file (no entry): check it");
        let error = anyhow!("no entry").context("the file cannot be read");
        assert_eq!(sentence(&error), "the file cannot be read: no entry");
    }
}

//! Naisen: the exchange, the terminal, the judge and the interpreter in one binary.

#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks on its terminal"
)]

mod calls;
mod config;
mod phone;
mod serve;
mod sim;

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
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Phone(args) => phone::run(&args),
        Command::Sim(args) => sim::run(&args),
        Command::Calls(args) => calls::run(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("naisen: {error:#}");
        ExitCode::from(2)
    })
}

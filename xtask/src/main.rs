//! The task runner of the workspace: `cargo xtask <word>`.
//!
//! Developers and the continuous build use the same words, so what passes here passes there. Every
//! word ends with exit code 0 when all is well and 1 when something was found or failed.

#![forbid(unsafe_code)]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task runner talks to the terminal it was started from"
)]

mod conformance;
mod mutate;
mod shell;
mod tidy;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The command line of the task runner.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "The words of the workspace")]
struct Line {
    #[command(subcommand)]
    word: Word,
}

/// One word of the command line.
#[derive(Subcommand)]
enum Word {
    /// Formatting and clippy, both without a single warning
    Check,
    /// Every test: documentation examples first, then the test runner with its summary
    Test {
        /// Arguments for the test runner, for example a filter
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// The documentation of every crate, without a single warning
    Docs,
    /// The rules of the house that no compiler checks
    Tidy,
    /// What of JJ-22.11 is proven, and by which tests: writes docs/CONFORMANCE.md and what is counted in
    /// README.md; with ids or clauses, prints what is known of each
    Conformance {
        /// Write nothing and fail when something is amiss
        #[arg(long, conflicts_with = "about")]
        check: bool,
        /// Ids of requirements or errata, or numbers of clauses
        about: Vec<String>,
    },
    /// The code broken on purpose, one line at a time: whether the clause trees notice
    Mutate {
        /// Only tell names, requirements and files
        #[arg(long)]
        list: bool,
        /// Names of mutations; all of them when none is given
        names: Vec<String>,
    },
    /// Licences, sources and duplicates of the dependencies; advisories where they can be fetched
    Deny,
    /// Foreign phones and generators against the exchange (as root; see interop/README.md)
    Interop {
        /// Names of scripts without their ending; all of them when none is given
        names: Vec<String>,
    },
    /// The simulator, built for speed
    Sim {
        /// Arguments of `naisen sim`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// The measurements of bench/, in one table
    Bench {
        /// Arguments of bench/run.py
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// All that the continuous build does, in its order
    Ci,
}

fn main() -> ExitCode {
    let done = match Line::parse().word {
        Word::Check => words::check(),
        Word::Test { args } => words::test(&args),
        Word::Docs => words::docs(),
        Word::Tidy => words::tidy(),
        Word::Conformance { check, about } => words::conformance(check, &about),
        Word::Mutate { list, names } => mutate::run(&shell::root(), &names, list),
        Word::Deny => words::deny(),
        Word::Interop { names } => words::interop(&names),
        Word::Sim { args } => words::sim(&args),
        Word::Bench { args } => words::bench(&args),
        Word::Ci => words::ci(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

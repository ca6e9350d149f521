//! The program, run as its users run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs a subcommand with this as standard input. English is the locale; it is no terminal.
pub(crate) fn run(subcommand: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_naisen"))
        .arg(subcommand)
        .args(arguments)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("piped");
    // Whoever asks for nothing reads nothing.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

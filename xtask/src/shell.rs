//! Commands of other programs, run from the root of the workspace and shown as they start.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How much of a complaint is worth a line of ours; what follows is the other program's detail.
const LONGEST_REASON: usize = 120;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask stands one folder below the root of the workspace")
        .to_path_buf()
}

/// Runs a program to its end and fails unless it exits with 0.
pub(crate) fn run(program: &str, args: &[&str]) -> Result<()> {
    match exit_code(program, args)? {
        0 => Ok(()),
        code => bail!("{program} {} ended with code {code}", args.join(" ")),
    }
}

/// Runs a program to its end with its output passed through; a death by signal counts as 128.
pub(crate) fn exit_code(program: &str, args: &[&str]) -> Result<i32> {
    println!("$ {program} {}", args.join(" "));
    let status = Command::new(program)
        .args(args)
        .current_dir(root())
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    Ok(status.code().unwrap_or(128))
}

/// Runs a program with an environment variable set, and fails unless it exits with 0.
pub(crate) fn run_with(program: &str, args: &[&str], (name, value): (&str, &str)) -> Result<()> {
    println!("$ {name}={value:?} {program} {}", args.join(" "));
    let status = Command::new(program)
        .args(args)
        .env(name, value)
        .current_dir(root())
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    if !status.success() {
        bail!("{program} {} ended with {status}", args.join(" "));
    }
    Ok(())
}

/// Whether a cargo subcommand is installed.
pub(crate) fn has_subcommand(name: &str) -> bool {
    Command::new("cargo")
        .args([name, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a program quietly for at most `limit`. `Err` holds the first line that says why it failed.
pub(crate) fn attempt(program: &str, args: &[&str], limit: Duration) -> Result<(), String> {
    let mut child = Command::new(program)
        .args(args)
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    let complaints = child
        .stderr
        .take()
        .expect("standard error was asked to be piped");
    let reader = std::thread::spawn(move || std::io::read_to_string(complaints));
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => {
                let text = reader.join().ok().and_then(Result::ok).unwrap_or_default();
                return Err(first_complaint(&text));
            }
            Ok(None) if started.elapsed() < limit => {
                std::thread::sleep(Duration::from_millis(50));
            }
            _ => {
                // The verdict is already that it took too long; nothing hangs on how the kill ends.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("no answer within {} s", limit.as_secs()));
            }
        }
    }
}

/// The line of a program's complaints that says what failed, without a time stamp before it.
fn first_complaint(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| line.to_lowercase().contains("error") || line.contains("failed"))
        .or_else(|| text.lines().find(|line| !line.trim().is_empty()))
        .unwrap_or("it failed without a word");
    let after_stamp = line.split_once("[ERROR]").map_or(line, |(_, rest)| rest);
    after_stamp.trim().chars().take(LONGEST_REASON).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_with_the_error_is_the_reason() {
        let text = "fetching database\nerror: host not found\ncaused by: dns\n";
        assert_eq!(first_complaint(text), "error: host not found");
        assert_eq!(
            first_complaint("2026-01-01 00:00:00 [ERROR] no way"),
            "no way"
        );
        assert_eq!(first_complaint("\nno such thing\n"), "no such thing");
        assert_eq!(first_complaint(""), "it failed without a word");
    }

    #[test]
    fn a_program_that_outstays_its_limit_is_ended() {
        let reason = attempt("sleep", &["60"], Duration::from_millis(1)).unwrap_err();
        assert!(reason.contains("no answer"), "{reason}");
    }
}

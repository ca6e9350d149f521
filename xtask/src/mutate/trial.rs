//! One mutation against the clause trees.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use cargo_metadata::Message;

use super::mutation::Mutation;
use super::scratch::Scratch;

/// How long a clause tree may run; it takes some seconds, so a mutation that takes this long loops.
const LONGEST: Duration = Duration::from_secs(120);

/// How often a running test is looked at.
const LOOK: Duration = Duration::from_millis(20);

const CRATE: &str = "core/conformance";

/// What became of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A test failed.
    Caught,
    /// The tests did not come to an end, which is noticed as well.
    Stuck,
    /// Every test passed.
    Survived,
    /// The list errs.
    DoesNotCompile,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Caught => "caught",
            Self::Stuck => "caught (no end)",
            Self::Survived => "SURVIVED",
            Self::DoesNotCompile => "DOES NOT COMPILE",
        })
    }
}

/// Makes the change, runs the trees, and takes the change back.
pub(crate) fn of(scratch: &Scratch, mutation: &Mutation) -> Result<Verdict> {
    let text = scratch.text(&mutation.file)?;
    scratch.put(&mutation.file, &mutation.applied_to(&text)?)?;
    let verdict = trees(scratch, order(&mutation.file));
    scratch.put(&mutation.file, &text)?;
    verdict
}

/// Both trees as they are.
pub(crate) fn both(scratch: &Scratch) -> Result<Verdict> {
    trees(scratch, order(""))
}

/// The sharper tree first: the exchange's for what only the exchange runs.
fn order(file: &str) -> [&'static str; 2] {
    if file.starts_with("core/exchange/") {
        ["exchange", "terminal"]
    } else {
        ["terminal", "exchange"]
    }
}

/// Stops at the first tree that does not pass.
fn trees(scratch: &Scratch, order: [&str; 2]) -> Result<Verdict> {
    for tree in order {
        let Some(program) = built(scratch, tree)? else {
            return Ok(Verdict::DoesNotCompile);
        };
        let verdict = ran(&program, &scratch.folder(CRATE), LONGEST)?;
        if verdict != Verdict::Survived {
            return Ok(verdict);
        }
    }
    Ok(Verdict::Survived)
}

/// The program of a tree's tests, or nothing if it cannot be built.
fn built(scratch: &Scratch, tree: &str) -> Result<Option<PathBuf>> {
    let output = scratch
        .cargo()
        .args(["test", "--no-run", "--quiet", "--message-format=json"])
        .args(["--package", "naisen-conformance", "--test", tree])
        .stderr(Stdio::null())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        return Ok(None);
    }
    for message in Message::parse_stream(output.stdout.as_slice()) {
        if let Message::CompilerArtifact(artifact) = message?
            && artifact.target.name == tree
            && let Some(program) = artifact.executable
        {
            return Ok(Some(program.into_std_path_buf()));
        }
    }
    bail!("cargo does not say which program has the tests of {tree}")
}

fn ran(program: &Path, folder: &Path, limit: Duration) -> Result<Verdict> {
    let mut child = Command::new(program)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{} could not be started", program.display()))?;
    let started = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(Verdict::Survived),
            Some(_) => return Ok(Verdict::Caught),
            None if started.elapsed() < limit => std::thread::sleep(LOOK),
            None => {
                child.kill()?;
                child.wait()?;
                return Ok(Verdict::Stuck);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_says_by_its_exit_whether_a_mutation_was_noticed() {
        let verdict = |program: &str| {
            let limit = Duration::from_secs(60);
            ran(Path::new(program), Path::new("/"), limit).unwrap()
        };
        assert_eq!(verdict("/bin/true"), Verdict::Survived);
        assert_eq!(verdict("/bin/false"), Verdict::Caught);
    }

    #[test]
    fn a_program_without_end_is_ended_and_counts_as_noticed() {
        let verdict = ran(Path::new("/usr/bin/yes"), Path::new("/"), Duration::ZERO).unwrap();
        assert_eq!(verdict, Verdict::Stuck);
    }

    #[test]
    fn the_sharper_tree_comes_first() {
        assert_eq!(order("core/exchange/src/calls.rs")[0], "exchange");
        assert_eq!(order("core/agent/src/agent.rs")[0], "terminal");
    }
}

//! What each word of the task runner does.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::conformance::Book;
use crate::shell::{self, run};
use crate::tidy as rules;

/// How many seeds the continuous build simulates; a longer search is `cargo xtask sim --seeds N`.
const CI_SEEDS: &str = "200";

/// How long the advisory database may take to arrive before the advisories are passed over.
const ADVISORIES_WAIT: Duration = Duration::from_secs(60);

/// The distribution's Python, which is the one that finds the distribution's numpy.
const PYTHON: &str = "/usr/bin/python3";

/// The exit code by which an interop script says that it cannot run on this machine.
const NOT_HERE: i32 = 77;

/// Formatting and lints.
pub(crate) fn check() -> Result<()> {
    run("cargo", &["fmt", "--all", "--check"])?;
    run(
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )
}

/// Every test. The examples in the documentation run first, so that the last lines printed are
/// the summary of the whole.
pub(crate) fn test(args: &[String]) -> Result<()> {
    let nextest = shell::has_subcommand("nextest");
    if args.is_empty() {
        run("cargo", &["test", "--workspace", "--doc", "--quiet"])?;
    }
    let mut line = if nextest {
        vec!["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        vec!["test", "--workspace", "--all-targets", "--no-fail-fast"]
    };
    line.extend(args.iter().map(String::as_str));
    run("cargo", &line)
}

/// The documentation, where a broken link is an error.
pub(crate) fn docs() -> Result<()> {
    let args = ["doc", "--workspace", "--no-deps"];
    shell::run_with("cargo", &args, ("RUSTDOCFLAGS", "-D warnings"))
}

/// The rules of the house.
pub(crate) fn tidy() -> Result<()> {
    let report = rules::examine(&shell::root())?;
    for note in &report.notes {
        println!("tidy: {note}");
    }
    for finding in &report.findings {
        println!("{finding}");
    }
    match report.findings.len() {
        0 => {
            println!("tidy: {} files, nothing found", report.files);
            Ok(())
        }
        count => bail!("tidy found {count} thing(s)"),
    }
}

/// The page of conformance: written, checked, or asked about ids and clauses.
pub(crate) fn conformance(check: bool, about: &[String]) -> Result<()> {
    let root = shell::root();
    let book = Book::read(&root)?;
    if !about.is_empty() {
        print!("{}", book.about(about)?);
        return Ok(());
    }
    if !check {
        book.write(&root)?;
    }
    let findings = if check {
        book.faults()
    } else {
        book.contradictions()
    };
    for finding in &findings {
        println!("{finding}");
    }
    println!("conformance: {}", book.summary());
    match findings.len() {
        0 => Ok(()),
        count => bail!("conformance found {count} thing(s)"),
    }
}

/// Licences, bans and sources always; advisories when the database can be reached, because it is
/// fetched from a git host and some machines have no way there.
pub(crate) fn deny() -> Result<()> {
    if !shell::has_subcommand("deny") {
        bail!("cargo-deny is not installed: cargo install --locked cargo-deny");
    }
    run(
        "cargo",
        &[
            "deny",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ],
    )?;
    match shell::attempt("cargo", &["deny", "fetch", "db"], ADVISORIES_WAIT) {
        Ok(()) => run("cargo", &["deny", "check", "--disable-fetch", "advisories"]),
        Err(reason) => {
            println!("deny: advisories SKIPPED, their database cannot be fetched: {reason}");
            Ok(())
        }
    }
}

/// Foreign programs against the exchange, one script after the other.
pub(crate) fn interop(names: &[String]) -> Result<()> {
    run("cargo", &["build", "--release", "--package", "naisen"])?;
    let scripts = interop_scripts(names)?;
    let mut failed = Vec::new();
    let mut passed_over = 0;
    for script in &scripts {
        let path = script.display().to_string();
        match shell::exit_code(PYTHON, &[&path])? {
            0 => {}
            NOT_HERE => passed_over += 1,
            _ => failed.push(path),
        }
    }
    println!(
        "interop: {} passed, {} failed, {passed_over} cannot run here",
        scripts.len() - failed.len() - passed_over,
        failed.len(),
    );
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// The simulator.
pub(crate) fn sim(args: &[String]) -> Result<()> {
    let mut line = vec!["run", "--release", "--package", "naisen", "--", "sim"];
    line.extend(args.iter().map(String::as_str));
    run("cargo", &line)
}

/// The measurements.
pub(crate) fn bench(args: &[String]) -> Result<()> {
    run("cargo", &["build", "--release", "--package", "naisen"])?;
    let example = ["--package", "naisen-sip", "--example", "parse_invite"];
    run("cargo", &[&["build", "--release"], &example[..]].concat())?;
    let mut line = vec!["bench/run.py"];
    line.extend(args.iter().map(String::as_str));
    run(PYTHON, &line)
}

/// All that the continuous build does. The tests come last: their summary closes the output.
pub(crate) fn ci() -> Result<()> {
    let seeds = ["--seeds".to_owned(), CI_SEEDS.to_owned()];
    stage("check", check)?;
    stage("tidy", tidy)?;
    stage("conformance", || conformance(true, &[]))?;
    stage("deny", deny)?;
    stage("docs", docs)?;
    stage("sim", || sim(&seeds))?;
    stage("interop", || interop(&[]))?;
    println!("== test");
    test(&[])
}

/// Runs one stage of the continuous build and says how long it took.
fn stage(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("== {name}");
    let started = Instant::now();
    let done = work();
    println!("== {name}: {:.0} s", started.elapsed().as_secs_f64());
    done
}

/// The scripts of `interop/`, in the order of their names, or the ones that were named.
fn interop_scripts(names: &[String]) -> Result<Vec<PathBuf>> {
    let folder = shell::root().join("interop");
    if names.is_empty() {
        let mut scripts: Vec<PathBuf> = std::fs::read_dir(&folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()?;
        scripts.retain(|path| path.extension().is_some_and(|ending| ending == "py"));
        scripts.sort();
        return Ok(scripts);
    }
    let mut scripts = Vec::new();
    for name in names {
        let path = folder.join(format!("{name}.py"));
        if !path.is_file() {
            bail!("interop/{name}.py does not exist");
        }
        scripts.push(path);
    }
    Ok(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trial_is_explained_in_the_readme_of_interop() {
        let readme = std::fs::read_to_string(shell::root().join("interop/README.md")).unwrap();
        let scripts = interop_scripts(&[]).unwrap();
        assert!(!scripts.is_empty());
        for script in scripts {
            let name = script.file_name().unwrap().to_string_lossy().into_owned();
            assert!(readme.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn a_trial_that_does_not_exist_is_refused() {
        let error = interop_scripts(&["telex".to_owned()]).unwrap_err();
        assert_eq!(error.to_string(), "interop/telex.py does not exist");
    }
}

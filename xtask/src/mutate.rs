//! Whether the proofs would notice: the code is broken on purpose, one line at a time, and the clause
//! trees have to fail.
//!
//! `xtask/data/mutations` holds the changes. Each is made in a copy of the sources below
//! `target/mutate`, so that nobody's work is touched and only the changed crate is built anew.

mod mutation;
mod scratch;
mod trial;

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use mutation::Mutation;
use scratch::Scratch;
use trial::Verdict;

/// Below this share of caught mutations, in percent, the word fails.
const ENOUGH: usize = 90;

/// Tries the mutations of these names, or all, and prints what became of each.
///
/// # Errors
///
/// When too few are caught, one does not compile, or the clause trees fail without any.
pub(crate) fn run(root: &Path, names: &[String], list: bool) -> Result<()> {
    let mutations = chosen(mutation::read(root)?, names)?;
    if list {
        for mutation in &mutations {
            let Mutation {
                name,
                file,
                requirement,
                ..
            } = mutation;
            println!("{name}  {requirement}  {file}");
        }
        return Ok(());
    }
    let scratch = Scratch::of(root)?;
    println!("mutate: the clause trees without a mutation");
    match trial::both(&scratch)? {
        Verdict::Survived => {}
        verdict => bail!("the clause trees do not pass as they are: {verdict}"),
    }
    let (mut caught, mut survivors, mut broken) = (0, Vec::new(), Vec::new());
    for mutation in &mutations {
        let started = Instant::now();
        let verdict = trial::of(&scratch, mutation)?;
        let Mutation {
            name, requirement, ..
        } = mutation;
        let seconds = started.elapsed().as_secs();
        println!("{verdict}  {name}  {requirement}  {seconds} s");
        match verdict {
            Verdict::Caught | Verdict::Stuck => caught += 1,
            Verdict::Survived => survivors.push(mutation),
            Verdict::DoesNotCompile => broken.push(name.as_str()),
        }
    }
    let tried = caught + survivors.len();
    let share = 100 * caught / tried.max(1);
    println!("mutate: {caught} of {tried} caught, {share} %");
    for Mutation {
        name,
        requirement,
        file,
        ..
    } in &survivors
    {
        println!("  survived: {name}  {requirement}  {file}");
    }
    if !broken.is_empty() {
        bail!("does not compile, mend the list: {}", broken.join(", "));
    }
    if share < ENOUGH {
        bail!("{share} % caught, {ENOUGH} % expected");
    }
    Ok(())
}

fn chosen(mutations: Vec<Mutation>, names: &[String]) -> Result<Vec<Mutation>> {
    for name in names {
        if !mutations.iter().any(|mutation| mutation.name == *name) {
            bail!("there is no mutation {name}; `cargo xtask mutate --list` has them");
        }
    }
    let mut chosen = mutations;
    chosen.retain(|mutation| names.is_empty() || names.contains(&mutation.name));
    Ok(chosen)
}

//! `naisen serve`: the exchange, from its configuration to its end.

mod extensions;
mod journal;
mod logging;
mod settings;
mod stopping;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use naisen_exchange::{Command, Exchange};
use naisen_jj2211::{Role, Violation, Watched};
use naisen_net::Driver;
use naisen_node::Random;
use naisen_store::Store;
use nix::sys::resource::{Resource, getrlimit, setrlimit};

use crate::config::{ConfigWarning, ServeConfig};
use journal::Journal;

/// Run the exchange.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --config it listens on UDP and TCP port 5060, keeps its data in \
                  ./naisen-data and, the first time, makes the extensions 101 to 105 and prints \
                  their passwords.\n\nExamples:\n  naisen serve\n  naisen serve --config naisen.toml"
)]
pub(crate) struct ServeArgs {
    /// The configuration file; naisen.example.toml explains every key.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Runs until it is told to stop.
pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let (config, warnings) = match &args.config {
        Some(path) => ServeConfig::load(path)?,
        None => (ServeConfig::default(), Vec::new()),
    };
    logging::start(&config.log);
    for warning in &warnings {
        warn(warning);
    }
    raise_descriptor_limit();

    let exchange_config = settings::exchange(&config)?;
    // The ports first: a second exchange on this machine is told so before it touches the data.
    let driver: Driver<Command> = Driver::bind(&settings::listen(&config))?;
    for failure in driver.tcp_failures() {
        tracing::warn!("{failure}");
    }

    let (store, contents) = Store::open(&config.data.directory)?;
    let mut random = Random::from_seed(seed()?);
    let extensions = extensions::prepare(&store, &contents, &config, &mut random)?;
    let now = driver.now();
    let (bindings, lapsed): (Vec<_>, Vec<_>) = contents
        .bindings
        .into_iter()
        .partition(|binding| binding.expires_at > now);
    for binding in &lapsed {
        store.remove_binding(&binding.number, &binding.contact)?;
    }
    tracing::info!(
        extensions = extensions.len(),
        bindings = bindings.len(),
        "the directory is read"
    );
    let settled = exchange_config.settled();
    let exchange = Exchange::new(now, exchange_config, extensions, bindings, random);
    let mut exchange = if config.log.watch_own_messages {
        Watched::new(exchange, Role::Server, settled, tell)
    } else {
        Watched::not(exchange)
    };

    for address in driver.udp_addresses() {
        tracing::info!("listening on UDP {address}");
    }
    for address in driver.tcp_addresses() {
        tracing::info!("listening on TCP {address}");
    }
    let handle = driver.handle();
    stopping::watch(handle.clone())?;
    let mut journal = Journal::new(&store, handle);
    driver
        .run(&mut exchange, |now, event| journal.take(now, event))
        .context("the network loop ended")?;
    store.close()?;
    if config.log.watch_own_messages {
        tracing::info!(violations = exchange.violations(), "the watch ended");
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// A message of ours breaks the standard. What is told has no secrets in it.
fn tell(violation: &Violation) {
    tracing::warn!(
        clause = violation.clause(),
        message = &*violation.message,
        call_id = &*violation.call_id,
        "a message of ours breaks the standard: {}",
        violation.breach
    );
}

fn warn(warning: &ConfigWarning) {
    match warning {
        ConfigWarning::ClearPasswords { path, count } => tracing::warn!(
            "{} holds {count} clear passwords; they are stored as hashes now, so remove them from the file",
            path.display()
        ),
        ConfigWarning::ReadableByOthers { path, mode } => tracing::warn!(
            "{} holds passwords and others may read it (mode {:o}): chmod 600 it",
            path.display(),
            mode & 0o777
        ),
    }
}

/// Every media pair takes two descriptors, every TCP connection one.
fn raise_descriptor_limit() {
    if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE)
        && soft < hard
        && let Err(error) = setrlimit(Resource::RLIMIT_NOFILE, hard, hard)
    {
        tracing::warn!("the limit of {soft} open files cannot be raised: {error}");
    }
}

fn seed() -> anyhow::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).context("the operating system gives no random numbers")?;
    Ok(seed)
}

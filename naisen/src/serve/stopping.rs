//! Stopping: first refuse new calls and let the others end, then end them, then go.

use std::thread;
use std::time::Duration;

use anyhow::Context;
use naisen_exchange::Command;
use naisen_net::Handle;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// How long calls may go on after the first signal.
const GRACE: Duration = Duration::from_secs(10);

/// How long the phones have to answer BYE.
const FAREWELL: Duration = Duration::from_secs(2);

/// Watches for SIGINT and SIGTERM on a thread of its own. The first refuses new calls and waits; a
/// second one, or the end of the wait, ends the calls with BYE.
pub(super) fn watch(handle: Handle<Command>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("signals cannot be received")?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            if signals.forever().next().is_none() {
                return;
            }
            tracing::info!("stopping: calls have {} s to end", GRACE.as_secs());
            // A full queue or a driver that has stopped leaves nothing to ask for.
            let _ = handle.send(Command::Drain);
            let waiting = handle.clone();
            let waiter = thread::Builder::new().name("grace".to_owned());
            let spawned = waiter.spawn(move || {
                thread::sleep(GRACE);
                end_calls(&waiting);
            });
            if spawned.is_err() {
                end_calls(&handle);
            }
            if signals.forever().next().is_some() {
                end_calls(&handle);
            }
        })
        .context("the thread for signals cannot be started")?;
    Ok(())
}

fn end_calls(handle: &Handle<Command>) {
    let _ = handle.send(Command::ReleaseAll);
    thread::sleep(FAREWELL);
    handle.stop();
}

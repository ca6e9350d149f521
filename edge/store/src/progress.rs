//! How far the writing thread has come, for those who wait for it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Shared by the store and its thread. The thread takes the lock once a batch, the store only to
/// flush and to close.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Changes that are done with: committed, or refused for their values.
    done: u64,
    /// Batches that failed and are tried again.
    failures: u64,
    /// Why the last one failed.
    reason: String,
    is_closing: bool,
    has_ended: bool,
}

/// What became of a wait.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Waited {
    /// All is done.
    Done,
    /// A batch failed meanwhile.
    Failed(String),
    /// The thread is gone.
    Ended,
}

impl Progress {
    /// Waits until `target` changes are done, a batch fails or the thread ends. `wake` runs when
    /// nothing of that can be missed any more.
    pub(crate) fn wait_for(&self, target: u64, wake: impl FnOnce()) -> Waited {
        let state = self.lock();
        let failures = state.failures;
        wake();
        let state = self
            .changed
            .wait_while(state, |state| {
                state.done < target && state.failures == failures && !state.has_ended
            })
            .unwrap_or_else(PoisonError::into_inner);
        if state.done >= target {
            Waited::Done
        } else if state.has_ended {
            Waited::Ended
        } else {
            Waited::Failed(state.reason.clone())
        }
    }

    pub(crate) fn done(&self, changes: usize) {
        self.lock().done += changes as u64;
        self.changed.notify_all();
    }

    pub(crate) fn failed(&self, reason: String) {
        let mut state = self.lock();
        state.failures += 1;
        state.reason = reason;
        drop(state);
        self.changed.notify_all();
    }

    /// From now on a batch that fails is not tried again.
    pub(crate) fn close(&self) {
        self.lock().is_closing = true;
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.lock().is_closing
    }

    pub(crate) fn end(&self) {
        self.lock().has_ended = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

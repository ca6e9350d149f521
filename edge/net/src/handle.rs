//! How other threads speak to a running driver.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};

use mio::Waker;

use crate::counters::{Counters, Tally};

/// Sends commands to the node that a driver runs, and stops the driver. It can be cloned and given
/// to any thread; it keeps nothing alive that would hold the driver up.
pub struct Handle<C> {
    commands: SyncSender<C>,
    door: Arc<Door>,
}

impl<C> Handle<C> {
    pub(crate) fn new(commands: SyncSender<C>, door: Arc<Door>) -> Self {
        Self { commands, door }
    }

    /// Puts `command` in the node's queue and wakes the driver. Never blocks.
    ///
    /// # Errors
    ///
    /// [`SendError`] when the queue is full or the driver has stopped; the command is then lost.
    pub fn send(&self, command: C) -> Result<(), SendError> {
        if self.door.is_stopped() {
            return Err(SendError::Stopped);
        }
        match self.commands.try_send(command) {
            Ok(()) => {
                self.door.knock();
                Ok(())
            }
            Err(TrySendError::Full(_)) => Err(SendError::Full),
            Err(TrySendError::Disconnected(_)) => Err(SendError::Stopped),
        }
    }

    /// Makes the driver's `run` return, after the commands sent before this call are handled.
    pub fn stop(&self) {
        self.door.stop();
    }

    /// What the driver has counted so far.
    pub fn counters(&self) -> Counters {
        self.door.tally.copy()
    }
}

impl<C> Clone for Handle<C> {
    fn clone(&self) -> Self {
        Self {
            commands: self.commands.clone(),
            door: Arc::clone(&self.door),
        }
    }
}

impl<C> fmt::Debug for Handle<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("stopped", &self.door.is_stopped())
            .finish_non_exhaustive()
    }
}

/// Why a command was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The node has not yet handled as many commands as the queue holds.
    #[error("the command queue is full")]
    Full,
    /// The driver has stopped.
    #[error("the driver has stopped")]
    Stopped,
}

/// What a driver shares with its handles.
#[derive(Debug)]
pub(crate) struct Door {
    waker: Waker,
    /// Someone has woken the driver and it has not looked yet: no need to wake it twice.
    knocked: AtomicBool,
    stopped: AtomicBool,
    pub(crate) tally: Tally,
}

impl Door {
    pub(crate) fn new(waker: Waker) -> Self {
        Self {
            waker,
            knocked: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            tally: Tally::default(),
        }
    }

    /// Makes ready for the next knock; to be called before looking into the queue.
    pub(crate) fn answer(&self) {
        self.knocked.store(false, Ordering::SeqCst);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.knock();
    }

    fn knock(&self) {
        if !self.knocked.swap(true, Ordering::SeqCst)
            && let Err(error) = self.waker.wake()
        {
            self.answer();
            tracing::warn!(%error, "cannot wake the driver");
        }
    }
}

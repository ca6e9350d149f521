//! The running exchange's hold of its data.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::thread::{self, JoinHandle};

use naisen_exchange::{Binding, CallRecord, Extension};
use sqlx::sqlite::SqliteConnection;
use tokio::runtime::Runtime;

use crate::lock::DirectoryLock;
use crate::progress::{Progress, Waited};
use crate::writer::{Change, Writer};
use crate::{Contents, StoreError, Undelivered, database};

/// How many changes may wait to be written. At 300 registrations and 100 calls a second it is
/// reached after more than two minutes of a disk that stands still; it costs 3 MiB of memory.
pub const QUEUE_BOUND: usize = 65_536;

/// The data directory of a running exchange. All methods that take a change return at once.
///
/// Dropping it is as good as [`Store::close`], but what fails then is only logged.
pub struct Store {
    path: PathBuf,
    /// `None` once the store is closing: without a sender the writer ends after the last change.
    changes: Option<SyncSender<Change>>,
    /// `None` once it has been waited for.
    writer: Option<JoinHandle<Result<(), StoreError>>>,
    progress: Arc<Progress>,
    given: AtomicU64,
    undelivered: AtomicU64,
    refused: Arc<AtomicU64>,
    /// Last, so that the directory is free only when nobody writes any more.
    _lock: DirectoryLock,
}

impl Store {
    /// Takes `directory` for this process, opens the database in it and reads what it holds. A
    /// directory that is missing is made (mode 0700, files 0600).
    pub fn open(directory: &Path) -> Result<(Self, Contents), StoreError> {
        let lock = DirectoryLock::take(directory)?;
        let path = database::path_in(directory);
        let runtime = database::runtime().map_err(|source| StoreError::Thread {
            path: path.clone(),
            source,
        })?;
        let (connection, contents) = runtime.block_on(async {
            let mut connection = database::open_for_writing(&path).await?;
            let contents = Contents::read(&path, &mut connection)
                .await
                .map_err(|error| unreadable(&path, &error))?;
            Ok::<_, StoreError>((connection, contents))
        })?;
        let store = Self::start(path, lock, runtime, connection, QUEUE_BOUND)?;
        Ok((store, contents))
    }

    /// Starts the thread that writes.
    fn start(
        path: PathBuf,
        lock: DirectoryLock,
        runtime: Runtime,
        connection: SqliteConnection,
        bound: usize,
    ) -> Result<Self, StoreError> {
        let (changes, queue) = mpsc::sync_channel(bound);
        let progress = Arc::new(Progress::default());
        let refused = Arc::new(AtomicU64::new(0));
        let writer = Writer {
            path: path.clone(),
            runtime,
            connection,
            queue,
            progress: Arc::clone(&progress),
            refused: Arc::clone(&refused),
        };
        let writer = thread::Builder::new()
            .name("naisen-store".to_owned())
            .spawn(move || writer.run())
            .map_err(|source| StoreError::Thread {
                path: path.clone(),
                source,
            })?;
        Ok(Self {
            path,
            changes: Some(changes),
            writer: Some(writer),
            progress,
            given: AtomicU64::new(0),
            undelivered: AtomicU64::new(0),
            refused,
            _lock: lock,
        })
    }

    /// Adds a binding, or replaces the one of the same number and Contact URI. The extension must
    /// be in the directory.
    pub fn put_binding(&self, binding: Binding) -> Result<(), Undelivered> {
        self.give(Change::PutBinding(Box::new(binding)))
    }

    /// Removes one binding, if it is there.
    pub fn remove_binding(&self, number: &str, contact: &str) -> Result<(), Undelivered> {
        self.give(Change::RemoveBinding {
            number: number.into(),
            contact: contact.into(),
        })
    }

    /// Removes all bindings of a number.
    pub fn remove_bindings(&self, number: &str) -> Result<(), Undelivered> {
        self.give(Change::RemoveBindings(number.into()))
    }

    /// Adds an extension, or replaces the one of the same number; its bindings stay. The hashes
    /// must be made for the realm of [`Store::put_realm`].
    pub fn put_extension(&self, extension: Extension) -> Result<(), Undelivered> {
        self.give(Change::PutExtension(Box::new(extension)))
    }

    /// Removes an extension and its bindings.
    pub fn remove_extension(&self, number: &str) -> Result<(), Undelivered> {
        self.give(Change::RemoveExtension(number.into()))
    }

    /// Sets the realm and puts the extensions that were hashed for it, all or nothing. A new
    /// database has no realm until this is called.
    pub fn put_realm(&self, realm: &str, extensions: Vec<Extension>) -> Result<(), Undelivered> {
        self.give(Change::PutRealm(Box::new((realm.into(), extensions))))
    }

    /// Adds a call record. A second one with the same id is refused.
    pub fn add_record(&self, record: CallRecord) -> Result<(), Undelivered> {
        self.give(Change::AddRecord(Box::new(record)))
    }

    /// Waits until everything given before is committed. An error says that it is not; the store
    /// keeps it and goes on trying.
    pub fn flush(&self) -> Result<(), StoreError> {
        let target = self.given.load(Ordering::Acquire);
        match self.progress.wait_for(target, || self.wake()) {
            Waited::Done => Ok(()),
            Waited::Ended => Err(self.stopped()),
            Waited::Failed(reason) => Err(StoreError::Failed {
                path: self.path.clone(),
                reason,
            }),
        }
    }

    /// Writes what is left, closes the database and frees the directory.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.end()
    }

    /// How many changes found the queue full or its thread gone, since the start.
    pub fn undelivered(&self) -> u64 {
        self.undelivered.load(Ordering::Relaxed)
    }

    /// How many changes the database refused because of their values, since the start: a binding of
    /// an extension that is not there, a record that is there already.
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    fn give(&self, change: Change) -> Result<(), Undelivered> {
        let sent = match &self.changes {
            Some(changes) => changes.try_send(change),
            None => Err(TrySendError::Disconnected(change)),
        };
        let undelivered = match sent {
            Ok(()) => {
                self.given.fetch_add(1, Ordering::Release);
                return Ok(());
            }
            Err(TrySendError::Full(_)) => Undelivered::Full,
            Err(TrySendError::Disconnected(_)) => Undelivered::Stopped,
        };
        let count = self.undelivered.fetch_add(1, Ordering::Relaxed) + 1;
        // Each doubling is logged: enough to see it, too little to fill the disk that is the trouble.
        if count.is_power_of_two() {
            tracing::error!(file = %self.path.display(), count, reason = %undelivered, "changes are not stored");
        }
        Err(undelivered)
    }

    /// Ends the writer's wait for more.
    fn wake(&self) {
        if let Some(writer) = &self.writer {
            writer.thread().unpark();
        }
    }

    fn end(&mut self) -> Result<(), StoreError> {
        self.progress.close();
        self.changes = None;
        self.wake();
        match self.writer.take() {
            Some(writer) => writer.join().unwrap_or_else(|_| Err(self.stopped())),
            None => Ok(()),
        }
    }

    fn stopped(&self) -> StoreError {
        StoreError::Stopped {
            path: self.path.clone(),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.writer.is_some()
            && let Err(error) = self.end()
        {
            tracing::error!(%error, "the store was not closed well");
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// A row of the examined file that cannot be read is damage too.
fn unreadable(path: &Path, error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::ColumnDecode { .. } => StoreError::Damaged {
            path: path.to_path_buf(),
            finding: error.to_string(),
        },
        other => StoreError::from_sql(path, other),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::raw_sql;

    use super::*;

    /// A store on a connection that `pragma` was set on, with a queue of two places.
    fn store(name: &str, pragma: &'static str) -> (Store, PathBuf) {
        let directory =
            std::env::temp_dir().join(format!("naisen-store-{name}-{}", std::process::id()));
        let lock = DirectoryLock::take(&directory).unwrap();
        let path = database::path_in(&directory);
        let runtime = database::runtime().unwrap();
        let connection = runtime.block_on(async {
            let mut connection = database::open_for_writing(&path).await.unwrap();
            raw_sql(pragma).execute(&mut connection).await.unwrap();
            connection
        });
        let store = Store::start(path, lock, runtime, connection, 2).unwrap();
        (store, directory)
    }

    #[test]
    fn on_a_full_disk_changes_wait_then_are_refused_and_the_end_counts_what_is_lost() {
        let (store, directory) = store("full", "PRAGMA max_page_count = 1");
        let mut taken = 0;
        // Each is longer than the free space of the pages that are there.
        let name: Box<str> = "x".repeat(8192).into();
        let refusal = loop {
            let extension = Extension {
                number: taken.to_string().into(),
                name: Some(name.clone()),
                secrets: naisen_exchange::DigestSecrets {
                    md5: "1".repeat(32).into(),
                    sha256: "2".repeat(64).into(),
                    sha512_256: "3".repeat(64).into(),
                },
            };
            match store.put_extension(extension) {
                Ok(()) => taken += 1,
                Err(refusal) => break refusal,
            }
            assert!(taken < 10_000, "the queue never fills");
        };
        assert_eq!(refusal, Undelivered::Full);
        assert_eq!(store.undelivered(), 1);
        let error = store.flush().unwrap_err();
        assert!(matches!(error, StoreError::Failed { .. }), "{error}");
        let error = store.close().unwrap_err();
        assert!(
            matches!(error, StoreError::Lost { lost, .. } if lost == taken),
            "{error}, {taken} were taken"
        );
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn a_batch_that_failed_is_written_when_the_obstacle_is_gone() {
        let (store, directory) = store("busy", "PRAGMA busy_timeout = 0");
        let runtime = database::runtime().unwrap();
        let mut other = runtime
            .block_on(database::open_for_writing(&store.path))
            .unwrap();
        runtime
            .block_on(raw_sql("BEGIN IMMEDIATE").execute(&mut other))
            .unwrap();
        store.put_realm("naisen", Vec::new()).unwrap();
        let error = store.flush().unwrap_err();
        assert!(matches!(error, StoreError::Failed { .. }), "{error}");
        runtime
            .block_on(raw_sql("ROLLBACK").execute(&mut other))
            .unwrap();
        store.flush().unwrap();
        let realm = runtime.block_on(crate::rows::realm(&mut other)).unwrap();
        assert_eq!(realm.as_deref(), Some("naisen"));
        store.close().unwrap();
        std::fs::remove_dir_all(directory).unwrap();
    }
}

//! The thread that writes: many changes in one transaction.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;

use naisen_exchange::{Binding, CallRecord, Extension};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Sqlite, Transaction};
use tokio::runtime::Runtime;

use crate::error::{is_refusal, sentence};
use crate::progress::Progress;
use crate::{StoreError, rows};

/// How long the first change of a batch waits for others. Short enough that a kill loses next to
/// nothing, long enough that 400 changes a second cost 20 transactions and not 400.
pub const GATHER_TIME: Duration = Duration::from_millis(50);

/// How many changes one transaction takes at most, so that none holds the file for long: 4096 are
/// some 100 ms of work.
const BATCH_BOUND: usize = 4096;

/// How long to wait before a batch that SQLite refused is tried again.
const RETRY_TIME: Duration = Duration::from_secs(1);

/// One change. The large ones are boxed to keep the queue's slots small.
#[derive(Debug)]
pub(crate) enum Change {
    PutBinding(Box<Binding>),
    RemoveBinding { number: Box<str>, contact: Box<str> },
    RemoveBindings(Box<str>),
    PutExtension(Box<Extension>),
    RemoveExtension(Box<str>),
    PutRealm(Box<(Box<str>, Vec<Extension>)>),
    AddRecord(Box<CallRecord>),
}

/// The writing thread's belongings.
pub(crate) struct Writer {
    pub(crate) path: PathBuf,
    pub(crate) runtime: Runtime,
    pub(crate) connection: SqliteConnection,
    pub(crate) queue: Receiver<Change>,
    pub(crate) progress: Arc<Progress>,
    pub(crate) refused: Arc<AtomicU64>,
}

impl Writer {
    /// Writes until the queue is empty and nobody can put anything into it any more.
    pub(crate) fn run(mut self) -> Result<(), StoreError> {
        let _announcement = EndAnnouncement(Arc::clone(&self.progress));
        let mut batch = Vec::new();
        loop {
            // A batch that failed is still here, and is tried again without waiting for more.
            if batch.is_empty() {
                let Ok(first) = self.queue.recv() else {
                    break;
                };
                batch.push(first);
                // Flushing and closing wake the thread up.
                thread::park_timeout(GATHER_TIME);
            }
            let room = BATCH_BOUND - batch.len();
            batch.extend(self.queue.try_iter().take(room));
            let written = self.runtime.block_on(write(
                &mut self.connection,
                &self.path,
                &self.refused,
                &batch,
            ));
            let Err(error) = written else {
                self.progress.done(batch.len());
                batch.clear();
                continue;
            };
            let waiting = batch.len();
            let reason = sentence(&error);
            tracing::error!(file = %self.path.display(), waiting, reason, "changes cannot be written");
            if self.progress.is_closing() {
                return Err(StoreError::Lost {
                    lost: waiting + self.queue.try_iter().count(),
                    path: self.path,
                    reason,
                });
            }
            self.progress.failed(reason);
            thread::park_timeout(RETRY_TIME);
        }
        self.runtime
            .block_on(self.connection.close())
            .map_err(|error| StoreError::from_sql(&self.path, &error))
    }
}

/// Says that the thread has ended, even if it ends by a panic.
struct EndAnnouncement(Arc<Progress>);

impl Drop for EndAnnouncement {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Writes `batch` in one transaction. A change that its own values make impossible is left out,
/// counted in `refused` and logged; anything else that fails undoes the whole batch.
async fn write(
    connection: &mut SqliteConnection,
    path: &Path,
    refused: &AtomicU64,
    batch: &[Change],
) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut left_out = 0;
    for change in batch {
        match apply(&mut transaction, change).await {
            Ok(()) => {}
            Err(error) if is_refusal(&error) => {
                left_out += 1;
                let reason = sentence(&error);
                tracing::error!(file = %path.display(), reason, change = describe(change), "a change was refused");
            }
            Err(error) => return Err(error),
        }
    }
    transaction.commit().await?;
    refused.fetch_add(left_out, Ordering::Relaxed);
    Ok(())
}

async fn apply(
    transaction: &mut Transaction<'_, Sqlite>,
    change: &Change,
) -> Result<(), sqlx::Error> {
    let query = match change {
        Change::PutBinding(binding) => rows::put_binding(binding),
        Change::RemoveBinding { number, contact } => rows::remove_binding(number, contact),
        Change::RemoveBindings(number) => rows::remove_bindings(number),
        Change::PutExtension(extension) => rows::put_extension(extension),
        Change::RemoveExtension(number) => rows::remove_extension(number),
        Change::PutRealm(realm_and_extensions) => {
            let (realm, extensions) = &**realm_and_extensions;
            for extension in extensions {
                rows::put_extension(extension)
                    .execute(&mut **transaction)
                    .await?;
            }
            rows::put_realm(realm)
        }
        Change::AddRecord(record) => rows::add_record(record),
    };
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// Which change it is, without what is in it.
fn describe(change: &Change) -> &'static str {
    match change {
        Change::PutBinding(_) => "put a binding",
        Change::RemoveBinding { .. } => "remove a binding",
        Change::RemoveBindings(_) => "remove all bindings of an extension",
        Change::PutExtension(_) => "put an extension",
        Change::RemoveExtension(_) => "remove an extension",
        Change::PutRealm(_) => "put the realm",
        Change::AddRecord(_) => "add a call record",
    }
}

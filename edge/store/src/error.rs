//! What can be wrong with the data directory, in sentences that say what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// Why the store could not be opened, read or written. Nothing was overwritten.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The data directory is not there and cannot be made.
    #[error(
        "{} cannot be made a data directory ({source}): create it, or name another as [data] directory",
        path.display()
    )]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another exchange holds the data directory.
    #[error(
        "{} is in use by another naisen process{}: stop that one, or name another [data] directory",
        path.display(),
        process_id.map(|id| format!(" (process {id})")).unwrap_or_default()
    )]
    Locked {
        /// The directory.
        path: PathBuf,
        /// The process that holds it, if it wrote its number down.
        process_id: Option<u32>,
    },
    /// The file may not be written or read.
    #[error(
        "{} cannot be opened ({source}): check its owner, its mode and the file system it lies on",
        path.display()
    )]
    Inaccessible {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no database to read.
    #[error("{} does not exist: start `naisen serve` once, or name the right [data] directory", path.display())]
    Missing {
        /// The file that was looked for.
        path: PathBuf,
    },
    /// The file is no SQLite database.
    #[error(
        "{} is not a database: move it away to start empty, or restore it from a backup",
        path.display()
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is a database of another program.
    #[error("{} is the database of another program: name another [data] directory", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// SQLite found damage, or a row makes no sense.
    #[error(
        "{} is damaged ({finding}): restore it from a backup, or move it and its -wal and -shm files away to start empty",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first finding.
        finding: String,
    },
    /// A later release wrote the file.
    #[error(
        "{} has schema version {found}, and this program knows versions up to {known}: run the newer naisen that wrote it",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// An earlier release wrote the file and it has not been brought up to date.
    #[error(
        "{} has schema version {found} and version {known} is needed: start `naisen serve` once, which brings it up to date",
        path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version this program reads.
        known: i64,
    },
    /// The stored hashes hold for another realm than the one that is configured.
    #[error(
        "{} holds passwords hashed for the realm \"{stored}\", and [sip] realm is \"{configured}\": set it back to \"{stored}\", or give each of these extensions a password again in an [[extension]] entry: {numbers}",
        path.display()
    )]
    RealmChanged {
        /// The file.
        path: PathBuf,
        /// The realm of the stored hashes.
        stored: Box<str>,
        /// The realm that is configured.
        configured: Box<str>,
        /// The extensions whose passwords would be lost, in a list that is cut when it is long.
        numbers: String,
    },
    /// SQLite refused an operation: a full disk, an input or output error.
    #[error("{}: {reason}: check the disk and its free space", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// Changes that could not be written when the store was closed.
    #[error("{}: {lost} changes could not be written before the end ({reason}): check the disk and its free space", path.display())]
    Lost {
        /// The file.
        path: PathBuf,
        /// How many changes.
        lost: usize,
        /// What SQLite said last.
        reason: String,
    },
    /// The writing thread could not be started.
    #[error("the thread that writes {} cannot be started: {source}", path.display())]
    Thread {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The writing thread is gone.
    #[error("the thread that writes {} has ended: start naisen again", path.display())]
    Stopped {
        /// The file.
        path: PathBuf,
    },
}

/// A change that the store did not take. It is counted and logged; the caller goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// [`crate::QUEUE_BOUND`] changes wait already: the disk does not keep up.
    #[error("the store's queue is full")]
    Full,
    /// The writing thread is gone.
    #[error("the store's thread has ended")]
    Stopped,
}

impl StoreError {
    /// Sorts what SQLite says of the file at `path`.
    pub(crate) fn from_sql(path: &Path, error: &sqlx::Error) -> Self {
        let path = path.to_path_buf();
        match primary_code(error) {
            Some(SQLITE_NOTADB) => StoreError::NotADatabase { path },
            Some(SQLITE_CORRUPT) => StoreError::Damaged {
                path,
                finding: sentence(error),
            },
            _ => StoreError::Failed {
                path,
                reason: sentence(error),
            },
        }
    }
}

/// Whether SQLite refused one statement because of its values, so that repeating it is no use.
pub(crate) fn is_refusal(error: &sqlx::Error) -> bool {
    matches!(
        primary_code(error),
        Some(SQLITE_CONSTRAINT | SQLITE_MISMATCH | SQLITE_TOOBIG)
    )
}

/// What SQLite said, without the wrapping of the library around it.
pub(crate) fn sentence(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(database) => database.message().to_owned(),
        other => other.to_string(),
    }
}

// https://www.sqlite.org/rescode.html
const SQLITE_CORRUPT: u32 = 11;
const SQLITE_TOOBIG: u32 = 18;
const SQLITE_CONSTRAINT: u32 = 19;
const SQLITE_MISMATCH: u32 = 20;
const SQLITE_NOTADB: u32 = 26;

/// The low eight bits of the result code; the others say more about the same thing.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

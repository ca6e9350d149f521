//! The database file: looked at before it is touched, then opened.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::{Builder, Runtime};

use crate::{StoreError, schema};

/// The database's name in the data directory.
const DATABASE_FILE: &str = "naisen.db";

/// Where the database of a data directory is.
pub(crate) fn path_in(directory: &Path) -> PathBuf {
    directory.join(DATABASE_FILE)
}

/// The runtime that one thread runs its statements on.
pub(crate) fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().build()
}

/// Opens the file for its one writer: makes it if it is missing, examines it while nothing is
/// written yet, brings its schema up to date.
pub(crate) async fn open_for_writing(path: &Path) -> Result<SqliteConnection, StoreError> {
    // The mode is given here because SQLite would make the file readable by all; the files it puts
    // beside it take over this mode.
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .and_then(|file| file.metadata())
        .map_err(|source| StoreError::Inaccessible {
            path: path.to_path_buf(),
            source,
        })?;
    if file.len() > 0 {
        let mut connection = connect(path, options(path).read_only(true)).await?;
        schema::examine(path, &mut connection).await?;
        connection
            .close()
            .await
            .map_err(|error| StoreError::from_sql(path, &error))?;
    }
    let writing = options(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true);
    let mut connection = connect(path, writing).await?;
    schema::bring_up_to_date(path, &mut connection).await?;
    Ok(connection)
}

/// Opens the file for reading, beside a writer or alone.
pub(crate) async fn open_for_reading(path: &Path) -> Result<SqliteConnection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing {
            path: path.to_path_buf(),
        });
    }
    let mut connection = connect(path, options(path).read_only(true)).await?;
    schema::require_current(path, &mut connection).await?;
    Ok(connection)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .disable_statement_logging()
}

async fn connect(
    path: &Path,
    options: SqliteConnectOptions,
) -> Result<SqliteConnection, StoreError> {
    SqliteConnection::connect_with(&options)
        .await
        .map_err(|error| StoreError::from_sql(path, &error))
}

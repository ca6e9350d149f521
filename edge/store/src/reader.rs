//! Reading beside a running exchange, for the command line.

use std::fmt;
use std::future::Future;
use std::path::{Path, PathBuf};

use naisen_exchange::{Binding, CallRecord, Extension};
use sqlx::sqlite::SqliteConnection;
use tokio::runtime::Runtime;

use crate::{StoreError, database, rows};

/// A view of a data directory that changes nothing in it. Each query sees what is committed then.
pub struct Reader {
    path: PathBuf,
    runtime: Runtime,
    connection: SqliteConnection,
}

impl Reader {
    /// Opens the database of `directory`, whether an exchange runs on it or not.
    pub fn open(directory: &Path) -> Result<Self, StoreError> {
        let path = database::path_in(directory);
        let runtime = database::runtime().map_err(|source| StoreError::Thread {
            path: path.clone(),
            source,
        })?;
        let connection = runtime.block_on(database::open_for_reading(&path))?;
        Ok(Self {
            path,
            runtime,
            connection,
        })
    }

    /// The newest `limit` call records by the start of the call, newest first.
    pub fn records(&mut self, limit: u32) -> Result<Vec<CallRecord>, StoreError> {
        let query = rows::records(&mut self.connection, limit);
        run(&self.path, &self.runtime, query)
    }

    /// The directory, by number.
    pub fn extensions(&mut self) -> Result<Vec<Extension>, StoreError> {
        let query = rows::extensions(&mut self.connection);
        run(&self.path, &self.runtime, query)
    }

    /// All bindings, by number and Contact, lapsed ones too.
    pub fn bindings(&mut self) -> Result<Vec<Binding>, StoreError> {
        let query = rows::bindings(&mut self.connection);
        run(&self.path, &self.runtime, query)
    }

    /// The realm that the hashes of the directory were made for.
    pub fn realm(&mut self) -> Result<Option<Box<str>>, StoreError> {
        let query = rows::realm(&mut self.connection);
        run(&self.path, &self.runtime, query)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reader").field(&self.path).finish()
    }
}

fn run<T>(
    path: &Path,
    runtime: &Runtime,
    query: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, StoreError> {
    runtime
        .block_on(query)
        .map_err(|error| StoreError::from_sql(path, &error))
}

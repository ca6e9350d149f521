//! The lock by which one data directory has one exchange.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::StoreError;

/// The lock file's name. The file stays when the lock is gone; the system frees the lock with the
/// process, however that ends.
const LOCK_FILE: &str = "naisen.lock";

/// The exclusive hold of a data directory, for as long as the value lives.
#[derive(Debug)]
pub(crate) struct DirectoryLock {
    _file: File,
}

impl DirectoryLock {
    /// Makes the directory if it is missing, for its owner only, and takes it.
    pub(crate) fn take(directory: &Path) -> Result<Self, StoreError> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(|source| StoreError::Directory {
                path: directory.to_path_buf(),
                source,
            })?;
        let path = directory.join(LOCK_FILE);
        let inaccessible = |source| StoreError::Inaccessible {
            path: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(inaccessible)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // The number is a courtesy: without it the sentence is still true.
                let _ = file.read_to_string(&mut holder);
                return Err(StoreError::Locked {
                    path: directory.to_path_buf(),
                    process_id: holder.trim().parse().ok(),
                });
            }
            Err(TryLockError::Error(source)) => return Err(inaccessible(source)),
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(inaccessible)?;
        Ok(Self { _file: file })
    }
}

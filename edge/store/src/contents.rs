//! What the file held when it was opened.

use std::path::{Path, PathBuf};

use naisen_exchange::{Binding, Extension};
use sqlx::sqlite::SqliteConnection;

use crate::{StoreError, rows};

/// How many numbers an error names before it only counts the rest.
const NUMBERS_NAMED: usize = 5;

/// What an exchange starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The directory, by number.
    pub extensions: Vec<Extension>,
    /// All bindings, by number and Contact. Some may have lapsed while no exchange ran.
    pub bindings: Vec<Binding>,
    /// The realm that the hashes of `extensions` were made for; `None` in a new database.
    pub realm: Option<Box<str>>,
    path: PathBuf,
}

impl Contents {
    pub(crate) async fn read(
        path: &Path,
        connection: &mut SqliteConnection,
    ) -> Result<Self, sqlx::Error> {
        Ok(Self {
            extensions: rows::extensions(connection).await?,
            bindings: rows::bindings(connection).await?,
            realm: rows::realm(connection).await?,
            path: path.to_path_buf(),
        })
    }

    /// Refuses a `configured` realm under which stored passwords would no longer be right, because
    /// a digest hash holds for one realm only (RFC 7616 §3.4.2). Extensions that `has_new_password`
    /// names do not count: they are hashed anew anyway.
    pub fn require_realm(
        &self,
        configured: &str,
        has_new_password: impl Fn(&str) -> bool,
    ) -> Result<(), StoreError> {
        let Some(stored) = self.realm.as_deref().filter(|stored| *stored != configured) else {
            return Ok(());
        };
        let lost: Vec<&str> = self
            .extensions
            .iter()
            .map(|extension| &*extension.number)
            .filter(|number| !has_new_password(number))
            .collect();
        if lost.is_empty() {
            return Ok(());
        }
        let mut numbers = lost[..lost.len().min(NUMBERS_NAMED)].join(", ");
        if lost.len() > NUMBERS_NAMED {
            numbers.push_str(&format!(" and {} more", lost.len() - NUMBERS_NAMED));
        }
        Err(StoreError::RealmChanged {
            path: self.path.clone(),
            stored: stored.into(),
            configured: configured.into(),
            numbers,
        })
    }
}

//! The store: directory, bindings and call records in SQLite.

#![forbid(unsafe_code)]

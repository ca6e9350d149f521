//! JJ-22.11 §11: release.

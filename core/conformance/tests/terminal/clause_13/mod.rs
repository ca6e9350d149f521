//! JJ-22.11 §13: signals and their tables.

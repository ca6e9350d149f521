//! JJ-22.11 §12: caller identity.

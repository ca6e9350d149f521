//! JJ-22.11 §4: registration.

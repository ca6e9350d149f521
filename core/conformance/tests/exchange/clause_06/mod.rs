//! JJ-22.11 §6: incoming calls.

//! JJ-22.11 §9: session timer.

//! JJ-22.11 §i: sequences.

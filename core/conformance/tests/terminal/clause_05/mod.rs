//! JJ-22.11 §5: outgoing calls.

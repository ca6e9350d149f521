//! JJ-22.11 §3: transport.

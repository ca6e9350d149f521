//! The user agent that both sides share: one procedure of a call a file (JJ-22.11 §5 to §12).

#![forbid(unsafe_code)]

//! A SIP terminal of JJ-22.11.

#![forbid(unsafe_code)]

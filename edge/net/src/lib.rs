//! The network driver: runs a node over real sockets and the real clock.

#![forbid(unsafe_code)]

//! The virtual network, clock and faults.

#![forbid(unsafe_code)]

//! Captures written, damaged, and read again.

mod damage;
mod datagrams;
mod formats;
mod rig;
mod streams;
mod texts;

//! The driver on the loopback interface, seen by plain sockets.

mod control;
mod listen;
mod media;
mod rig;
mod tcp;
mod udp;

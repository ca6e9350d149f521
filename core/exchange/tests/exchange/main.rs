//! A whole exchange against phones written by hand, message by message, in virtual time.

mod explaining;
mod failing;
mod hostile;
mod offers;
mod refreshing;
mod registering;
mod serving;
mod surviving;
mod talking;

//! The transaction layer by clause and by virtual time (RFC 3261 §17, RFC 6026).

mod bench;
mod bounds;
mod cancel;
mod client_invite;
mod client_non_invite;
mod drain;
mod server_invite;
mod server_match;
mod server_non_invite;
mod way_back;

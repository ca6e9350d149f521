//! Digest authentication (RFC 7616, RFC 8760, RFC 3261 §22; JJ-22.11 §4.2, §5.1.4).
//!
//! A terminal holds a [`ClientAuthenticator`] and answers challenges with it; a server holds a
//! [`ServerAuthenticator`], writes challenges and judges what comes back. Neither stores a password
//! where an [`Ha1`] will do, and no `Debug` prints a secret.
//!
//! Not here: `MD5-sess` and its kin, which RFC 8760 leaves out; mutual authentication by
//! Authentication-Info.

mod algorithm;
mod challenge_writer;
mod client;
mod ha1;
mod nonce;
mod replay;
mod response;
mod server;

pub use algorithm::{Algorithm, Hex};
pub use challenge_writer::{ChallengeSettings, ChallengeValue, SettingsError, StaleDirective};
pub use client::{AnswerError, ClientAuthenticator, ClientCredentials, Secret};
pub use ha1::Ha1;
pub use nonce::NonceIssuer;
pub use replay::MAX_USED_NONCES;
pub use response::{Protection, Qop, Request, response};
pub use server::{ServerAuthenticator, Verdict};

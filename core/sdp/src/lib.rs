//! Session descriptions and the offer/answer exchange (RFC 8866, RFC 3264, JJ-22.11 §10.2).
//!
//! Not here: sockets, RTP, SIP. The crate turns bytes into descriptions and back and decides what
//! an offer, its answer and their successors mean.
//!
//! The way of one description:
//!
//! 1. [`SessionDescription::parse`] reads what the peer sent, liberally.
//! 2. [`answer()`] (a terminal), [`anchor_offer`] and [`anchor_answer`] (the exchange between two
//!    terminals) or [`offer()`] (nothing received yet) build a *body*: a description whose `o=` and
//!    `s=` still say nothing.
//! 3. [`LocalDescription::next`], one per leg, gives the body its `o=` and `s=` and keeps the rules
//!    about the version (JJ-22.11 §10.2.2 to §10.2.4).
//! 4. [`SessionDescription::write_into`] writes it, strictly.
//! 5. [`accepted`] tells the offerer what an answer means; [`RemoteDescription::classify`] tells
//!    what a later description of the peer changes.
//!
//! ```
//! use naisen_sdp::{Capabilities, LocalDescription, OwnMedia, offer};
//!
//! let own = OwnMedia { address: [192, 0, 2, 1].into(), port: 40_000 };
//! let mut local = LocalDescription::new(4711, 1, own.address)?;
//! let first = local.next(offer(&Capabilities::default(), own));
//! assert!(first.to_string().starts_with("v=0\r\no=- 4711 1 IN IP4 192.0.2.1\r\ns=-\r\n"));
//! # Ok::<(), naisen_sdp::OriginError>(())
//! ```

#![forbid(unsafe_code)]

mod accepted;
mod address;
mod anchor;
mod answer;
mod attribute;
mod capabilities;
mod codec;
mod description;
mod difference;
mod direction;
mod error;
mod limits;
mod line;
mod local;
mod media;
mod offer;
mod origin;
mod parse;
mod reconciled;
mod remote;
mod supported;
mod write;

pub use accepted::{Agreed, accepted};
pub use address::Address;
pub use anchor::{anchor_answer, anchor_offer};
pub use answer::{Answer, CodecOrder, answer, refuse};
pub use attribute::{Attribute, Rtcp, RtpMap};
pub use capabilities::{Capabilities, OwnMedia};
pub use codec::Codec;
pub use description::SessionDescription;
pub use direction::Direction;
pub use error::{AnswerError, NotAcceptable, OriginError, SdpError};
pub use limits::*;
pub use line::{Line, Lines};
pub use local::LocalDescription;
pub use media::{Format, Media};
pub use offer::offer;
pub use origin::Origin;
pub use reconciled::{Reconciled, reconcile};
pub use remote::{Change, MediaChange, RemoteDescription};
pub use supported::supported;

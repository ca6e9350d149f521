//! Lengths: what this program generates, and what it takes in.
//!
//! The first group are the figures of `JJ-22.11 T13-8`. They bound what is generated; a peer may
//! generate as much, so they are the least that must be taken in. The second group are the bounds of
//! reception. They are far wider, and keep one message from costing more memory than it is worth.

/// A generated header line, its CRLF included, in bytes (`R-13.2.2-2`).
pub const GENERATED_LINE_BYTES: usize = 255;
/// A generated Via branch, in bytes (`R-13.2.2-5`).
pub const GENERATED_BRANCH_BYTES: usize = 32;
/// A generated tag of From or To, in bytes (`R-13.2.2-8`).
pub const GENERATED_TAG_BYTES: usize = 32;
/// A generated Call-ID, in bytes (`R-13.2.2-9`).
pub const GENERATED_CALL_ID_BYTES: usize = 64;
/// The user part of a generated URI in From, To and Contact, in bytes (`R-13.2.2-6`).
pub const GENERATED_USER_BYTES: usize = 16;
/// The host part of a generated URI in From and To, in bytes (`R-13.2.2-7`).
pub const GENERATED_HOST_BYTES: usize = 31;
/// A generated Contact URI, in bytes (`R-13.2.2-12`, `R-13.2.2-13`).
pub const GENERATED_CONTACT_URI_BYTES: usize = 64;
/// One generated Record-Route entry, in bytes (`R-13.2.2-14`).
pub const GENERATED_RECORD_ROUTE_BYTES: usize = 28;
/// The first CSeq number of a dialog or registration is 1 to this (`R-13.2.2-10`).
pub const INITIAL_CSEQ_MAX: u32 = 999_900;
/// The first RSeq is at most this (`R-13.2.2-11`).
pub const INITIAL_RSEQ_MAX: u32 = 999_900;

/// Start line and header lines together, in bytes. Half of the largest datagram; offsets into a head
/// fit 16 bits.
pub const MAX_HEAD_BYTES: usize = 32 * 1024;
/// The body, in bytes. The largest datagram is smaller; a stream gets no more than a datagram.
pub const MAX_BODY_BYTES: usize = 64 * 1024;
/// The Request-URI of a request that is served, in bytes; a longer one gets 414 (RFC 3261 §21.4.12).
/// A number has 16, a Contact with every parameter a few hundred.
pub const MAX_REQUEST_URI_BYTES: usize = 2 * 1024;
/// Header lines of one message. A call through twenty proxies has fewer than a hundred.
pub const MAX_HEADERS: usize = 256;

//! Bounds of what we read and figures of what we write.

/// Largest description read, in bytes. A browser's offer with candidates takes about 8 kB.
pub const MAX_BYTES: usize = 16 * 1024;

/// Most lines read in one description; the size bound alone would let through thousands.
pub const MAX_LINES: usize = 512;

/// Most `m=` lines read. Telephones use one or two; conferencing clients a dozen.
pub const MAX_MEDIA: usize = 16;

/// Most formats read in one `m=` line. Browsers list about forty for video.
pub const MAX_FORMATS: usize = 64;

/// Longest `o=` user name that we write, in bytes (JJ-22.11 T13-8).
pub const MAX_USERNAME_BYTES: usize = 10;

/// Longest `s=` value that we write, in bytes (JJ-22.11 T13-8).
pub const MAX_SESSION_NAME_BYTES: usize = 10;

/// Largest initial `o=` session id and version that we write (JJ-22.11 T13-8).
pub const MAX_INITIAL_NUMBER: u32 = 999_900;

/// Packet time of G.711 where nothing else is asked for, in milliseconds (R-10.2.1-18).
pub const DEFAULT_PACKET_TIME_MS: u16 = 20;

//! The PINX: registrar, back-to-back user agent, media relay (JJ-22.11).

#![forbid(unsafe_code)]

//! Session descriptions and the offer/answer exchange (RFC 8866, RFC 3264, JJ-22.11 §10.2).

#![forbid(unsafe_code)]

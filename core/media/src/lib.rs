//! RTP, G.711 with loss concealment, jitter buffer, tones and the rules of the relay (JJ-22.11 §10).

#![forbid(unsafe_code)]

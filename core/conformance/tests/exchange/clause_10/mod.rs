//! JJ-22.11 §10: media.

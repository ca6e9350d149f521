//! JJ-22.11 §8: reliable provisional responses.

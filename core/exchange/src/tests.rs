//! Whole exchanges against hand-written phones.

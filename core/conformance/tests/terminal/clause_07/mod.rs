//! JJ-22.11 §7: targets of requests.

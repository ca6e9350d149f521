//! JJ-22.11 §1: scope.

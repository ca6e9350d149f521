//! JJ-22.11 §6: incoming calls. The exchange is the callee on its leg towards the caller.

mod s6_1_2_request_uri;
mod s6_7_abandonment;

//! JJ-22.11 §13: signals and their tables.

mod s13_1_1_methods;
mod s13_1_2_responses;
mod s13_1_3_sdp;
mod s13_2_1_settings;
mod s13_2_2_lengths;
mod s13_3_requests;
mod s13_4_responses;
mod settings;

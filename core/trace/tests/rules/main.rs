//! Every rule with a call that breaks it and with a sound one that looks like it.

mod attempt;
mod audio;
mod connection;
mod dialog;
mod early;
mod network;
mod partial;
mod scene;
mod sound;

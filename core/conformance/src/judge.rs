//! The judge of what a node under test sends.

use naisen_jj2211::{Role, Settled, Watch};

/// Holds each message that a node sends against the standard, with all that went before
/// (JJ-22.11 §1.3.3).
#[derive(Debug)]
pub struct Judge {
    watch: Watch,
    dismissed: bool,
}

impl Judge {
    /// For a node of this role whose settings settle this.
    pub fn new(role: Role, settled: Settled) -> Self {
        Self {
            watch: Watch::new(role, settled),
            dismissed: false,
        }
    }

    /// Judges no more: where peers break the standard, an answer in kind is no fault of ours.
    pub fn dismiss(&mut self) {
        self.dismissed = true;
    }

    /// The node has received this message.
    pub fn received(&mut self, bytes: &[u8]) {
        self.watch.received(bytes);
    }

    /// The node has sent this message; panics if it may not.
    #[track_caller]
    pub fn sent(&mut self, bytes: &[u8]) {
        let violations = self.watch.sent(bytes);
        if let Some(violation) = violations.first().filter(|_| !self.dismissed) {
            panic!("{violation}, in:\n{}", String::from_utf8_lossy(bytes));
        }
    }
}

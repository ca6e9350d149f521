//! The judge of what a node under test sends.

use naisen_jj2211::{Context, Fact, Role, send_faults_of_bytes};

/// Holds each message that a node sends against the standard (JJ-22.11 §1.3.3).
#[derive(Debug)]
pub struct Judge {
    role: Role,
    context: Context,
    dismissed: bool,
}

impl Judge {
    /// For a node of this role, which tells who calls by headers or by the number (R-12.1.1-2).
    pub fn new(role: Role, presents_by_headers: bool) -> Self {
        Self {
            role,
            context: Context::new().with(Fact::PresentsByHeaders, presents_by_headers),
            dismissed: false,
        }
    }

    /// Judges no more: where peers break the standard, an answer in kind is no fault of ours.
    pub fn dismiss(&mut self) {
        self.dismissed = true;
    }

    /// The node has received this message.
    pub fn received(&mut self, bytes: &[u8]) {
        let _ = bytes;
    }

    /// The node has sent this message; panics if it may not.
    #[track_caller]
    pub fn sent(&mut self, bytes: &[u8]) {
        if self.dismissed {
            return;
        }
        let faults = send_faults_of_bytes(self.role, bytes, &self.context);
        if let Some(fault) = faults.first() {
            panic!("{fault}, in:\n{}", String::from_utf8_lossy(bytes));
        }
    }
}

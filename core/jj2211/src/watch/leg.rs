//! One side of a call: what the node says under one tag of its own.

use super::dialog::{Dialog, Side};

/// How many dialogs one INVITE may make (forking) that are followed.
const DIALOGS_MAX: usize = 8;

/// What the node says under one tag of its own, and to whom.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) own_tag: Box<str>,
    /// What holds before there is a dialog, and what each begins with.
    pub(super) start: Dialog,
    dialogs: Vec<Dialog>,
}

impl Leg {
    pub(super) fn new(own_tag: &str, side: Side) -> Self {
        Self {
            own_tag: own_tag.into(),
            start: Dialog::new(side),
            dialogs: Vec::new(),
        }
    }

    pub(super) fn has_dialog(&self) -> bool {
        !self.dialogs.is_empty()
    }

    /// The dialog with a peer of this tag, if it is known.
    pub(super) fn dialog(&mut self, remote_tag: &str) -> Option<&mut Dialog> {
        self.dialogs
            .iter_mut()
            .find(|dialog| dialog.remote_tag.as_deref() == Some(remote_tag))
    }

    /// A new INVITE goes out: what an attempt before it made is over.
    pub(super) fn begin_again(&mut self) {
        self.dialogs.clear();
    }

    /// The dialog with a peer of this tag, made if it is not known; nothing if there are too many.
    pub(super) fn dialog_or_new(&mut self, remote_tag: &str) -> Option<&mut Dialog> {
        if self.dialog(remote_tag).is_none() {
            if self.dialogs.len() == DIALOGS_MAX {
                return None;
            }
            let mut dialog = self.start.clone();
            dialog.remote_tag = Some(remote_tag.into());
            self.dialogs.push(dialog);
        }
        self.dialog(remote_tag)
    }
}

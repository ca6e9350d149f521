//! The early dialogs of the called side, and the media that each has (JJ-22.11 §5.2.3, §5.3.2).

use naisen_sdp::SessionDescription;

/// The most early dialogs of one call that are told apart; what a further one describes is not
/// connected before it answers.
const MAX_DIALOGS: usize = 64;

/// The early dialogs that have described their media, in the order in which they took over; the
/// last one is heard.
#[derive(Debug, Default)]
pub(crate) struct EarlyDialogs(Vec<EarlyDialog>);

#[derive(Debug)]
struct EarlyDialog {
    /// The leg B it belongs to.
    phone: u8,
    /// To tag.
    tag: Box<str>,
    described: SessionDescription,
}

impl EarlyDialogs {
    /// Whether the media of a 1xx is to be connected: not if another dialog has taken over since
    /// (R-5.2.3-3).
    pub(crate) fn may_be_heard(&self, phone: u8, tag: &str) -> bool {
        self.is_heard(phone, tag)
            || (self.described(phone, tag).is_none() && self.0.len() < MAX_DIALOGS)
    }

    /// Keeps the media of a 1xx that was connected.
    pub(crate) fn keep(&mut self, phone: u8, tag: &str, described: SessionDescription) {
        if let Some(known) = self.0.iter_mut().find(|dialog| dialog.is(phone, tag)) {
            known.described = described;
            return;
        }
        self.0.push(EarlyDialog {
            phone,
            tag: tag.into(),
            described,
        });
    }

    /// What a dialog described in its 1xx (R-5.2.3-2, R-5.3.2-2).
    pub(crate) fn described(&self, phone: u8, tag: &str) -> Option<&SessionDescription> {
        let dialog = self.0.iter().find(|dialog| dialog.is(phone, tag))?;
        Some(&dialog.described)
    }

    /// Whether this dialog is heard.
    pub(crate) fn is_heard(&self, phone: u8, tag: &str) -> bool {
        self.0.last().is_some_and(|last| last.is(phone, tag))
    }

    /// Whether several dialogs have described their media.
    pub(crate) fn are_several(&self) -> bool {
        self.0.len() > 1
    }
}

impl EarlyDialog {
    fn is(&self, phone: u8, tag: &str) -> bool {
        self.phone == phone && *self.tag == *tag
    }
}

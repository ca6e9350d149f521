//! What tells where a message belongs.

use naisen_sip::{CSeq, CallId, From, Message, Method, To, Via};

/// The longest Call-ID, tag or branch that is followed, in bytes: a peer chooses them, and they are
/// kept. What is longer is not judged by what went before.
const IDENTIFIER_BYTES_MAX: usize = 256;

/// Call-ID, tags, CSeq and branch of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance<'a> {
    pub(super) call_id: &'a str,
    pub(super) from_tag: Option<&'a str>,
    pub(super) to_tag: Option<&'a str>,
    pub(super) number: u32,
    pub(super) method: Method<'static>,
    pub(super) branch: &'a str,
}

impl<'a> Glance<'a> {
    /// Nothing if the message lacks one of them, if one is too long to be kept, or if nobody knows
    /// the method.
    pub(super) fn at(message: &Message<'a>) -> Option<Self> {
        let cseq = message.typed::<CSeq<'a>>().ok()??;
        let glance = Self {
            call_id: message.typed::<CallId<'a>>().ok()??.0,
            from_tag: message.typed::<From<'a>>().ok()??.tag(),
            to_tag: message.typed::<To<'a>>().ok()??.tag(),
            number: cseq.number,
            method: cseq.method.known()?,
            branch: message
                .typed::<Via<'a>>()
                .ok()??
                .branch()
                .unwrap_or_default(),
        };
        let identifiers = [
            Some(glance.call_id),
            glance.from_tag,
            glance.to_tag,
            Some(glance.branch),
        ];
        let fits = identifiers
            .into_iter()
            .flatten()
            .all(|text| text.len() <= IDENTIFIER_BYTES_MAX);
        fits.then_some(glance)
    }
}

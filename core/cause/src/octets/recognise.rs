//! What octets are: an element, its contents, or a message.

use crate::element::{CauseElement, Decoded, Flaw, IDENTIFIER};
use crate::q931::{DISCRIMINATOR, Message};

/// What octets may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A Cause element from its identifier on.
    Element,
    /// The contents of a Cause element, from octet 3.
    Contents,
    /// A message of Q.931 that begins after `skip` octets of the layers below: none, or the four of
    /// an information frame of LAPD or of TPKT.
    Message {
        /// How many octets come before.
        skip: usize,
    },
}

/// A reading, and how ill it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the octets would be.
    pub form: Form,
    /// How much speaks against it; 0 if nothing does.
    pub doubt: u32,
}

/// From this doubt on a reading is not offered.
const HOPELESS: u32 = 8;

/// What `octets` may be, the likeliest first. The identifier of the Cause element and the protocol
/// discriminator of Q.931 are both 08, so every reading is tried and the one with the fewest
/// complaints wins. Empty if nothing fits.
pub fn recognise(octets: &[u8]) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(4);
    if octets.first() == Some(&IDENTIFIER) {
        let decoded = CauseElement::decode(octets);
        let exact = decoded.length.map(usize::from) == octets.len().checked_sub(2);
        let mut doubt = doubt_of_element(&decoded);
        if exact && decoded.element.is_some() {
            // Identifier and length are right; what else is wrong lies within.
            doubt = doubt.min(HOPELESS - 1);
        }
        let form = Form::Element;
        candidates.push(Candidate { form, doubt });
    }
    for skip in [0, 4] {
        let frame = skip == 0 || is_frame(octets);
        if let Some(message) = octets.get(skip..)
            && frame
            && message.first() == Some(&DISCRIMINATOR)
        {
            let doubt = doubt_of_message(&Message::read(message));
            let form = Form::Message { skip };
            candidates.push(Candidate { form, doubt });
        }
    }
    if octets.len() >= 2 {
        // Nothing but the extension bits speaks for contents, so they come last of equals.
        // Octet 3a is rare: of contents that would begin with it more is asked.
        let rare = octets.first().is_some_and(|third| third & 0x80 == 0);
        let doubt =
            doubt_of_element(&CauseElement::decode_contents(octets)) + if rare { 4 } else { 1 };
        let form = Form::Contents;
        candidates.push(Candidate { form, doubt });
    }
    candidates.retain(|candidate| candidate.doubt < HOPELESS);
    candidates.sort_by_key(|candidate| candidate.doubt);
    candidates
}

/// Whether a frame of LAPD with information (Q.921), or a TPKT header, comes first.
fn is_frame(octets: &[u8]) -> bool {
    match octets {
        [3, 0, high, low, ..] => usize::from(*high) << 8 | usize::from(*low) == octets.len(),
        [sapi, tei, sent, ..] => sapi & 1 == 0 && tei & 1 == 1 && sent & 1 == 0,
        _ => false,
    }
}

fn doubt_of_element(decoded: &Decoded) -> u32 {
    let missing = if decoded.element.is_none() { 3 } else { 0 };
    let unassigned = u32::from(decoded.location.is_none_or(|it| !it.is_assigned()));
    let unnamed = u32::from(
        decoded
            .element
            .as_ref()
            .is_some_and(|it| it.cause.entry().is_none()),
    );
    let flaws: u32 = decoded
        .complaints
        .iter()
        .map(|complaint| match complaint.what {
            Flaw::Beyond { .. } => 3,
            Flaw::Truncated { .. } | Flaw::TooLong { .. } | Flaw::Continues => 2,
            _ => 1,
        })
        .sum();
    missing + unassigned + unnamed + flaws
}

fn doubt_of_message(message: &Message) -> u32 {
    let flaws = message
        .complaints
        .iter()
        .map(|complaint| match complaint.what {
            Flaw::UnknownMessageType { .. } | Flaw::NoMessageType => 6,
            Flaw::CallReferenceTruncated { .. } => 8,
            Flaw::CallReferenceLong { .. } | Flaw::Truncated { .. } | Flaw::NoLength => 3,
            _ => 1,
        });
    let causes = message.causes().map(doubt_of_element);
    let unnamed = message
        .elements
        .iter()
        .filter(|element| element.id.codeset == 0 && element.id.name().is_none());
    flaws.chain(causes).sum::<u32>() + u32::try_from(unnamed.count()).unwrap_or(HOPELESS)
}

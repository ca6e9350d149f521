//! A whole message of Q.931: header, elements, and every cause in it.
//!
//! ```text
//! 1    protocol discriminator: 08
//! 2    0000, length of the call reference
//! 3…   flag (bit 8), call reference value
//! …    0, message type
//! …    information elements
//! ```
//!
//! Reading is tolerant as that of the element is: what can be read is read, the rest is complained
//! about by the number of its octet, counted from 1. Besides the cause a few elements are decoded in
//! brief: those by which a person recognizes the call.

mod bearer;
mod call_reference;
mod channel;
mod element_id;
mod message_type;
mod network;
mod party_number;
mod term;

pub use bearer::Bearer;
pub use call_reference::CallReference;
pub use channel::Channel;
pub(crate) use channel::type_name as channel_type_name;
pub use element_id::ElementId;
pub use message_type::MessageType;
pub use network::TransitNetwork;
pub use party_number::PartyNumber;

use std::fmt;

use crate::element::{CauseElement, Complaint, Decoded, Flaw, Notes, OctetNumber};
use crate::{Language, Text};

/// The protocol discriminator of Q.931 call control.
pub const DISCRIMINATOR: u8 = 0x08;

/// The most elements of a message that are read. A message of the 260 octets that LAPD carries has at
/// most this many elements; more come from noise only.
const MAX_ELEMENTS: usize = 256;

/// A message as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Octet 1.
    pub discriminator: Option<u8>,
    /// The call reference, if it is all there.
    pub call_reference: Option<CallReference>,
    /// The type of the message.
    pub message_type: Option<MessageType>,
    /// The elements in their order.
    pub elements: Vec<Element>,
    /// What is wrong with the message; octets are counted from 1. The complaints about a cause are
    /// with the cause.
    pub complaints: Vec<Complaint>,
}

/// An element of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The number of its first octet within the message, counted from 1.
    pub at: usize,
    /// What it is.
    pub id: ElementId,
    /// All its octets.
    pub octets: Vec<u8>,
    /// What it says, where it is read.
    pub content: Content,
}

/// What an element says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// A cause.
    Cause(Decoded),
    /// What the call is to carry.
    Bearer(Bearer),
    /// A number: called, calling, connected, redirecting, redirection.
    Number(PartyNumber),
    /// A channel.
    Channel(Channel),
    /// A transit network.
    TransitNetwork(TransitNetwork),
    /// Characters for a person: display, or digits from a keypad.
    Characters(String),
    /// Named only.
    Other,
}

impl Message {
    /// Reads a message from its protocol discriminator on.
    pub fn read(octets: &[u8]) -> Self {
        let mut message = Self::default();
        message.read_header(octets);
        message
    }

    /// The causes of the message.
    pub fn causes(&self) -> impl Iterator<Item = &Decoded> {
        self.elements
            .iter()
            .filter_map(|element| match &element.content {
                Content::Cause(decoded) => Some(decoded),
                _ => None,
            })
    }

    fn read_header(&mut self, octets: &[u8]) {
        let Some(&discriminator) = octets.first() else {
            self.complain(0, Flaw::Empty);
            return;
        };
        self.discriminator = Some(discriminator);
        if discriminator != DISCRIMINATOR {
            let value = discriminator;
            self.complain(0, Flaw::Discriminator { value });
        }
        let Some(&length) = octets.get(1) else {
            let (announced, present) = (1, 0);
            self.complain(1, Flaw::CallReferenceTruncated { announced, present });
            return;
        };
        if length & 0xf0 != 0 {
            self.complain(1, Flaw::SpareBit);
        }
        let announced = usize::from(length & 0x0f);
        if announced > 2 {
            self.complain(1, Flaw::CallReferenceLong { announced });
        }
        let present = octets.len() - 2;
        let Some(reference) = octets.get(2..2 + announced) else {
            self.complain(1, Flaw::CallReferenceTruncated { announced, present });
            return;
        };
        self.call_reference = Some(CallReference::of(reference));
        let at = 2 + announced;
        let Some(&octet) = octets.get(at) else {
            self.complain(at, Flaw::NoMessageType);
            return;
        };
        let message_type = MessageType::new(octet);
        self.message_type = Some(message_type);
        if message_type.name().is_none() {
            self.complain(at, Flaw::UnknownMessageType { value: octet });
        }
        self.read_elements(octets, at + 1);
        if message_type.needs_cause() && self.causes().next().is_none() {
            self.complain(at, Flaw::CauseMissing);
        }
    }

    fn read_elements(&mut self, octets: &[u8], mut at: usize) {
        let (mut locked, mut once) = (0, None);
        while let Some(&identifier) = octets.get(at) {
            if self.elements.len() == MAX_ELEMENTS {
                let read = MAX_ELEMENTS;
                self.complain(at, Flaw::TooManyElements { read });
                return;
            }
            let codeset = once.take().unwrap_or(locked);
            let id = ElementId {
                codeset,
                identifier,
            };
            let end = if id.is_single() {
                at + 1
            } else {
                self.end_of_element(octets, at, id)
            };
            if let Some((to, locking)) = id.shift() {
                if !locking {
                    once = Some(to);
                } else if to <= locked {
                    self.complain(at, Flaw::ShiftBack { from: locked, to });
                } else {
                    locked = to;
                }
                if end == octets.len() {
                    self.complain(at, Flaw::ShiftToNothing);
                }
            }
            let whole = octets.get(at..end).unwrap_or_default();
            let content = self.read_content(id, at, whole);
            self.elements.push(Element {
                at: at + 1,
                id,
                octets: whole.to_vec(),
                content,
            });
            at = end;
        }
    }

    /// Where the element with a length ends; at the end of the message if it is cut off.
    fn end_of_element(&mut self, octets: &[u8], at: usize, id: ElementId) -> usize {
        // A cause complains for itself.
        let silent = id == ElementId::CAUSE;
        let Some(&length) = octets.get(at + 1) else {
            if !silent {
                self.complain(at + 1, Flaw::NoLength);
            }
            return octets.len();
        };
        let announced = usize::from(length);
        let present = octets.len() - at - 2;
        if present < announced && !silent {
            self.complain(at + 1, Flaw::Truncated { announced, present });
        }
        (at + 2 + announced).min(octets.len())
    }

    fn read_content(&mut self, id: ElementId, at: usize, whole: &[u8]) -> Content {
        if id == ElementId::CAUSE {
            return Content::Cause(CauseElement::decode(whole));
        }
        if id.codeset != 0 || id.is_single() {
            return Content::Other;
        }
        let contents = whole.get(2..).unwrap_or_default();
        let mut notes = Notes::new(OctetNumber::new(at + 3));
        let content = match id.identifier {
            0x04 => Bearer::read(contents).map(Content::Bearer),
            0x18 => Channel::read(contents, 0, &mut notes).map(Content::Channel),
            0x28 => Some(Content::Characters(characters(display_text(contents)))),
            0x2c => Some(Content::Characters(characters(contents))),
            0x4c | 0x6c | 0x70 | 0x74 | 0x76 => {
                PartyNumber::read(contents, 0, &mut notes).map(Content::Number)
            }
            0x78 => TransitNetwork::read(contents, 0, &mut notes).map(Content::TransitNetwork),
            _ => None,
        };
        self.complaints.append(&mut notes.complaints);
        content.unwrap_or(Content::Other)
    }

    fn complain(&mut self, index: usize, what: Flaw) {
        self.complaints
            .push(Complaint::new(OctetNumber::new(index + 1), what));
    }
}

/// The text of a Display element. Some networks put an octet with bit 8 set before it.
fn display_text(contents: &[u8]) -> &[u8] {
    match contents {
        [first, rest @ ..] if *first & 0x80 != 0 => rest,
        _ => contents,
    }
}

/// Characters of IA5; what cannot be printed becomes a dot.
fn characters(octets: &[u8]) -> String {
    let printable = |octet: &u8| octet.is_ascii_graphic() || *octet == b' ';
    octets
        .iter()
        .map(|octet| {
            if printable(octet) {
                char::from(*octet)
            } else {
                '.'
            }
        })
        .collect()
}

const CAUSE_AT: (Text, Text) = (
    Text {
        en: "cause",
        ja: "理由表示値",
        nl: "oorzaak",
        zh: "原因值",
    },
    Text {
        en: " at ",
        ja: "、生成源 ",
        nl: " bij ",
        zh: "，位置 ",
    },
);
const NO_CAUSE: Text = Text {
    en: "no cause",
    ja: "理由値なし",
    nl: "geen oorzaak",
    zh: "沒有原因值",
};

impl Content {
    /// What it says, in `language`.
    pub fn describe(&self, language: Language) -> String {
        match self {
            Content::Cause(decoded) => match &decoded.element {
                Some(element) => format!(
                    "{} {}{}{}",
                    CAUSE_AT.0.in_language(language),
                    element.cause,
                    CAUSE_AT.1.in_language(language),
                    element.location
                ),
                None => NO_CAUSE.in_language(language).to_owned(),
            },
            Content::Bearer(bearer) => bearer.describe(language),
            Content::Number(number) => number.describe(language),
            Content::Channel(channel) => channel.describe(language),
            Content::TransitNetwork(network) => network.describe(language),
            Content::Characters(text) => format!("{text:?}"),
            Content::Other => String::new(),
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}

//! The diagnostics of a Cause element, read by the format that belongs to the cause (ITU-T Q.850).
//!
//! Which cause has which format, and how well that is known, stands in the catalogue of causes. A
//! format whose [`Standing`] is recalled was not checked against a text of the standard: the octets
//! are read by it, and whoever prints the reading should say so.

mod attribute;
mod condition;
mod element_ids;
mod isup;
mod new_number;
mod timer;

use std::fmt;

pub use attribute::Attribute;
pub use condition::{CallCompletion, Condition, Lasting, Rejection, RejectionReason};
pub use isup::IsupNames;

use crate::element::{Complaint, Field, Flaw, Notes, OctetNumber, Part};
use crate::q931::{
    Channel, ElementId, MessageType, PartyNumber, TransitNetwork, channel_type_name,
};
use crate::{Cause, DiagnosticKind, Language, Standing};

/// Diagnostics as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The format, and how well it is known; `None` if no format is known for the cause.
    pub format: Option<(DiagnosticKind, Standing)>,
    /// What the octets say.
    pub reading: Reading,
    /// The fields, octet by octet.
    pub parts: Vec<Part>,
    /// What is wrong; the first octet of the diagnostics is octet 5.
    pub complaints: Vec<Complaint>,
}

/// What diagnostics say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reading {
    /// How the failure lies and whether it lasts.
    Condition(Condition),
    /// Why the call was rejected.
    Rejection(Rejection),
    /// Whether completion of the call on busy is possible.
    CallCompletion(CallCompletion),
    /// The number to call instead.
    Number(PartyNumber),
    /// The elements that are meant, shifts applied.
    Elements(Vec<ElementId>),
    /// The message that is meant.
    Message(MessageType),
    /// The number of the timer that expired: 310 is T310.
    Timer(String),
    /// The channel that is meant.
    Channel(Channel),
    /// The type of channel that is meant.
    ChannelType(u8),
    /// The transit network that is meant.
    TransitNetwork(TransitNetwork),
    /// Attributes of the bearer capability.
    Attributes(Vec<Attribute>),
    /// Names of ISUP: a message and parameters.
    Isup(IsupNames),
    /// Octets of a facility; their coding belongs to the network.
    Facility(Vec<u8>),
    /// Octets whose format is not known, or too few for it.
    Octets(Vec<u8>),
}

impl Diagnostic {
    /// Reads the diagnostics of `cause`.
    pub fn read(cause: Cause, octets: &[u8]) -> Self {
        let Some((kind, standing)) = cause.entry().and_then(|entry| entry.diagnostic) else {
            return Self::unread(octets);
        };
        let mut notes = Notes::new(OctetNumber::DIAGNOSTIC);
        let reading =
            read_kind(kind, octets, &mut notes).unwrap_or_else(|| Reading::Octets(octets.to_vec()));
        Self {
            format: Some((kind, standing)),
            reading,
            parts: notes.parts,
            complaints: notes.complaints,
        }
    }

    /// Diagnostics of which no format is known.
    pub fn unread(octets: &[u8]) -> Self {
        Self {
            format: None,
            reading: Reading::Octets(octets.to_vec()),
            parts: Vec::new(),
            complaints: Vec::new(),
        }
    }
}

fn read_kind(kind: DiagnosticKind, octets: &[u8], notes: &mut Notes) -> Option<Reading> {
    match kind {
        DiagnosticKind::Condition => Condition::read(octets, notes).map(Reading::Condition),
        DiagnosticKind::Rejection => Rejection::read(octets, notes).map(Reading::Rejection),
        DiagnosticKind::CallCompletion => {
            CallCompletion::read(octets, notes).map(Reading::CallCompletion)
        }
        DiagnosticKind::Number => new_number::read(octets, notes).map(Reading::Number),
        DiagnosticKind::Elements => Some(Reading::Elements(element_ids::read(octets, 0, notes))),
        DiagnosticKind::MessageType => message_type(octets, notes).map(Reading::Message),
        DiagnosticKind::Timer => Some(Reading::Timer(timer::read(octets, notes))),
        DiagnosticKind::ChannelIdentification => {
            Channel::read(octets, 0, notes).map(Reading::Channel)
        }
        DiagnosticKind::ChannelType => channel_type(octets, notes).map(Reading::ChannelType),
        DiagnosticKind::TransitNetwork => {
            TransitNetwork::read(octets, 0, notes).map(Reading::TransitNetwork)
        }
        DiagnosticKind::Attributes => Some(Reading::Attributes(attribute::read(octets, notes))),
        DiagnosticKind::Parameter => Some(Reading::Isup(IsupNames::parameters(octets, notes))),
        DiagnosticKind::MessageAndParameters => {
            IsupNames::message(octets, notes).map(Reading::Isup)
        }
        DiagnosticKind::Facility => Some(Reading::Facility(octets.to_vec())),
    }
}

fn message_type(octets: &[u8], notes: &mut Notes) -> Option<MessageType> {
    let (&octet, _) = octets.split_first()?;
    let message = MessageType::new(octet);
    notes.part((0, octet), (8, 1), Field::MessageType, message.to_string());
    notes.end(octets, 1);
    Some(message)
}

fn channel_type(octets: &[u8], notes: &mut Notes) -> Option<u8> {
    let (&octet, _) = octets.split_first()?;
    notes.last((0, octet));
    let value = octet & 0x0f;
    let name = channel_type_name(value);
    notes.part(
        (0, octet),
        (4, 1),
        Field::ChannelType,
        name.unwrap_or("reserved"),
    );
    if name.is_none() {
        notes.complain(0, Flaw::Reserved { value });
    }
    notes.end(octets, 1);
    Some(value)
}

impl Reading {
    /// What the diagnostics say in `language`. Names of elements, messages and the like are the
    /// standard's own, and the same in every language.
    pub fn describe(&self, language: Language) -> String {
        match self {
            Reading::Condition(condition) => condition.describe(language),
            Reading::Rejection(rejection) => rejection.describe(language),
            Reading::CallCompletion(indicator) => indicator.name().in_language(language).into(),
            Reading::Number(number) => number.describe(language),
            Reading::Elements(elements) => listed(elements),
            Reading::Message(message) => message.to_string(),
            Reading::Timer(number) => format!("T{number}"),
            Reading::Channel(channel) => channel.describe(language),
            Reading::ChannelType(value) => {
                channel_type_name(*value).map_or_else(|| format!("{value:02x}"), Into::into)
            }
            Reading::TransitNetwork(network) => network.describe(language),
            Reading::Attributes(attributes) => listed(attributes),
            Reading::Isup(names) => names.to_string(),
            Reading::Facility(octets) | Reading::Octets(octets) => hex(octets),
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}

fn listed<T: fmt::Display>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    items.join(", ")
}

fn hex(octets: &[u8]) -> String {
    let pairs: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    pairs.join(" ")
}

//! Channel identification (Q.931 4.5.13).

use std::fmt;

use crate::element::{Field, Flaw, Notes};
use crate::{Language, Text};

/// Which channel of which interface is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Whether this is a primary rate interface (or another one that is not basic).
    pub primary: bool,
    /// Whether no other channel will do.
    pub exclusive: bool,
    /// Whether the D-channel is meant.
    pub d_channel: bool,
    /// The two bits of the selection: 0 no channel, 3 any; 1 and 2 are B1 and B2 of a basic
    /// interface, 1 says "as indicated" on another.
    pub selection: u8,
    /// The interface, if it is named.
    pub interface: Option<u32>,
    /// Channel type or map element type, if it is given.
    pub channel_type: Option<u8>,
    /// The numbers of the channels, if they are given as numbers.
    pub numbers: Vec<u8>,
    /// The slot map, if they are given as such.
    pub map: Vec<u8>,
}

/// The name of a type of channel; `None` if reserved.
pub(crate) const fn type_name(value: u8) -> Option<&'static str> {
    match value {
        0x3 => Some("B-channel"),
        0x6 => Some("H0-channel"),
        0x8 => Some("H11-channel"),
        0x9 => Some("H12-channel"),
        _ => None,
    }
}

impl Channel {
    /// Reads the contents of the element, from octet 3. `None` if there is not one octet.
    pub(crate) fn read(octets: &[u8], at: usize, notes: &mut Notes) -> Option<Self> {
        let &third = octets.first()?;
        let mut channel = Self {
            primary: third & 0x20 != 0,
            exclusive: third & 0x08 != 0,
            d_channel: third & 0x04 != 0,
            selection: third & 0x03,
            interface: None,
            channel_type: None,
            numbers: Vec::new(),
            map: Vec::new(),
        };
        notes.last((at, third));
        notes.part((at, third), (7, 1), Field::Channel, channel.to_string());
        let mut index = 1;
        if third & 0x40 != 0 {
            let (identifier, read) = group(octets.get(index..).unwrap_or_default());
            let identifier: &[u8] = identifier;
            if read == 0 || identifier.last().is_none_or(|last| last & 0x80 == 0) {
                notes.complain(at + index.saturating_sub(1), Flaw::Unfinished);
            }
            channel.interface = Some(
                identifier
                    .iter()
                    .fold(0, |sum: u32, octet| sum << 7 | u32::from(octet & 0x7f)),
            );
            for octet in identifier {
                notes.part((at + index, *octet), (8, 1), Field::Channel, "interface");
                index += 1;
            }
        }
        let follows = channel.primary && channel.selection == 1;
        if let Some(&octet) = octets.get(index).filter(|_| channel.primary) {
            notes.last((at + index, octet));
            let kind = octet & 0x0f;
            let name = type_name(kind).unwrap_or("reserved");
            notes.part((at + index, octet), (4, 1), Field::ChannelType, name);
            channel.channel_type = Some(kind);
            index += 1;
            let rest = octets.get(index..).unwrap_or_default();
            let is_map = octet & 0x10 != 0;
            let (numbers, read) = if is_map {
                (rest, rest.len())
            } else {
                group(rest)
            };
            for octet in numbers {
                let meaning = if is_map {
                    format!("slot map {octet:02x}")
                } else {
                    (octet & 0x7f).to_string()
                };
                notes.part((at + index, *octet), (8, 1), Field::Channel, meaning);
                index += 1;
                if is_map {
                    channel.map.push(*octet);
                } else {
                    channel.numbers.push(octet & 0x7f);
                }
            }
            if read == 0 && follows {
                notes.complain(at + index - 1, Flaw::DiagnosticShort { needed: index + 1 });
            }
        } else if follows {
            notes.complain(at, Flaw::DiagnosticShort { needed: index + 2 });
        }
        if octets.len() > index {
            let octets = octets.len() - index;
            notes.complain(at + index, Flaw::DiagnosticLong { octets });
        }
        Some(channel)
    }
}

/// The octets up to and with the first whose extension bit is 1, and how many they are.
fn group(octets: &[u8]) -> (&[u8], usize) {
    let length = octets
        .iter()
        .position(|octet| octet & 0x80 != 0)
        .map_or(octets.len(), |last| last + 1);
    (octets.get(..length).unwrap_or(octets), length)
}

const NONE: Text = Text {
    en: "no channel",
    ja: "チャネルなし",
    nl: "geen kanaal",
    zh: "無通道",
};
const ANY: Text = Text {
    en: "any channel",
    ja: "任意のチャネル",
    nl: "willekeurig kanaal",
    zh: "任一通道",
};
const D_CHANNEL: Text = Text {
    en: "D-channel",
    ja: "Dチャネル",
    nl: "D-kanaal",
    zh: "D 通道",
};
const CHANNEL: Text = Text {
    en: "channel",
    ja: "チャネル",
    nl: "kanaal",
    zh: "通道",
};
const BY_MAP: Text = Text {
    en: " by slot map",
    ja: "（スロットマップ）",
    nl: " volgens slotmap",
    zh: "（時槽圖）",
};
const OF_INTERFACE: Text = Text {
    en: " of interface",
    ja: "、インタフェース",
    nl: " van interface",
    zh: "，介面",
};
const EXCLUSIVE: Text = Text {
    en: ", exclusive",
    ja: "、変更不可",
    nl: ", uitsluitend",
    zh: "，不可更換",
};
const PREFERRED: Text = Text {
    en: ", preferred",
    ja: "、優先",
    nl: ", bij voorkeur",
    zh: "，優先",
};

impl Channel {
    /// What is meant, in `language`.
    pub fn describe(&self, language: Language) -> String {
        let say = |text: Text| text.in_language(language);
        let mut told = match (self.primary, self.selection) {
            _ if self.d_channel => say(D_CHANNEL).to_owned(),
            (_, 0) => say(NONE).to_owned(),
            (_, 3) => say(ANY).to_owned(),
            (false, 1) => "B1".to_owned(),
            (false, _) => "B2".to_owned(),
            (true, _) => {
                let numbers = self.numbers.iter().map(|number| format!(" {number}"));
                let map = if self.map.is_empty() { "" } else { say(BY_MAP) };
                format!("{}{}{map}", say(CHANNEL), numbers.collect::<String>())
            }
        };
        if let Some(interface) = self.interface {
            told.push_str(&format!("{} {interface}", say(OF_INTERFACE)));
        }
        told.push_str(say(if self.exclusive { EXCLUSIVE } else { PREFERRED }));
        told
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}

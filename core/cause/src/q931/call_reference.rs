//! The call reference (Q.931 4.3).

use std::fmt;

use crate::{Language, Text};

/// Which call of the interface a message belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallReference {
    /// Its octets; none is the dummy call reference.
    pub octets: Vec<u8>,
}

impl CallReference {
    pub(super) fn of(octets: &[u8]) -> Self {
        Self {
            octets: octets.to_vec(),
        }
    }

    /// Whether the message goes to the side that chose the reference. `None` without octets.
    pub fn to_originator(&self) -> Option<bool> {
        self.octets.first().map(|first| first & 0x80 != 0)
    }

    /// The value, without the flag; all of it for up to eight octets. `None` without octets or with
    /// more.
    pub fn value(&self) -> Option<u64> {
        let (first, rest) = self.octets.split_first()?;
        (rest.len() < 8).then(|| {
            rest.iter().fold(u64::from(first & 0x7f), |value, octet| {
                value << 8 | u64::from(*octet)
            })
        })
    }

    /// Whether it is the global call reference, which means all calls: the value 0.
    pub fn is_global(&self) -> bool {
        self.value() == Some(0)
    }
}

const DUMMY: Text = Text {
    en: "dummy",
    ja: "ダミー",
    nl: "dummy",
    zh: "虛擬",
};
const TO_ORIGINATOR: Text = Text {
    en: ", to the side that chose it",
    ja: "（割り当てた側へ）",
    nl: ", naar de kant die hem koos",
    zh: "（送往指定該值的一方）",
};
const FROM_ORIGINATOR: Text = Text {
    en: ", from the side that chose it",
    ja: "（割り当てた側から）",
    nl: ", van de kant die hem koos",
    zh: "（由指定該值的一方送出）",
};

impl CallReference {
    /// The value and the direction, in `language`.
    pub fn describe(&self, language: Language) -> String {
        let Some(to_originator) = self.to_originator() else {
            return DUMMY.in_language(language).to_owned();
        };
        let value = match self.value() {
            Some(value) => value.to_string(),
            None => self
                .octets
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect(),
        };
        let direction = if to_originator {
            TO_ORIGINATOR
        } else {
            FROM_ORIGINATOR
        };
        format!("{value}{}", direction.in_language(language))
    }
}

impl fmt::Display for CallReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}

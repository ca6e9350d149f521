//! One octet that says how a failure lies, why a call was rejected, or whether it can be completed.

use super::{element_ids, hex, listed};
use crate::element::{Field, Flaw, Notes};
use crate::q931::ElementId;
use crate::{Language, Text};

const RESERVED: Text = Text {
    en: "reserved",
    ja: "予約",
    nl: "gereserveerd",
    zh: "保留",
};

/// Whether a condition lasts: bits 2 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lasting {
    /// Not known.
    Unknown,
    /// It stays until somebody changes something.
    Permanent,
    /// It may be gone at the next try.
    Transient,
    /// The fourth value, which has no meaning.
    Reserved,
}

impl Lasting {
    const fn of(octet: u8) -> Self {
        match octet & 0x03 {
            0 => Lasting::Unknown,
            1 => Lasting::Permanent,
            2 => Lasting::Transient,
            _ => Lasting::Reserved,
        }
    }

    /// The word of the standard for it.
    pub const fn name(self) -> Text {
        match self {
            Lasting::Unknown => Text {
                en: "unknown",
                ja: "不明",
                nl: "onbekend",
                zh: "不明",
            },
            Lasting::Permanent => Text {
                en: "permanent",
                ja: "永続的",
                nl: "blijvend",
                zh: "永久性",
            },
            Lasting::Transient => Text {
                en: "transient",
                ja: "一時的",
                nl: "tijdelijk",
                zh: "暫時性",
            },
            Lasting::Reserved => RESERVED,
        }
    }

    fn note(octet: u8, notes: &mut Notes) -> Self {
        let lasting = Self::of(octet);
        notes.part((0, octet), (2, 1), Field::Condition, lasting.name());
        if lasting == Lasting::Reserved {
            notes.complain(0, Flaw::Reserved { value: 3 });
        }
        lasting
    }
}

/// The condition octet.
///
/// The place of bits 4 and 3 is from memory, like a format of that standing. tshark takes bits 8 and 7
/// instead, though bit 8 is the extension bit; the two agree on bits 2 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// Bit 4: the user speaks, and not the provider of the network service.
    pub by_user: bool,
    /// Bit 3: the clearing was not normal.
    pub abnormal: bool,
    /// Bits 2 and 1.
    pub lasting: Lasting,
}

impl Condition {
    pub(super) fn read(octets: &[u8], notes: &mut Notes) -> Option<Self> {
        let &octet = octets.first()?;
        let condition = Self {
            by_user: octet & 0x08 != 0,
            abnormal: octet & 0x04 != 0,
            lasting: Lasting::of(octet),
        };
        notes.last((0, octet));
        spare(octet, 5, notes);
        notes.part((0, octet), (4, 4), Field::NetworkService, condition.who());
        notes.part((0, octet), (3, 3), Field::Normality, condition.how());
        Lasting::note(octet, notes);
        notes.end(octets, 1);
        Some(condition)
    }

    /// Who speaks of its network service.
    pub const fn who(self) -> Text {
        if self.by_user {
            Text {
                en: "user",
                ja: "ユーザ",
                nl: "gebruiker",
                zh: "用戶",
            }
        } else {
            Text {
                en: "provider",
                ja: "提供者",
                nl: "aanbieder",
                zh: "供應方",
            }
        }
    }

    /// Whether the clearing was normal.
    pub const fn how(self) -> Text {
        if self.abnormal {
            Text {
                en: "abnormal",
                ja: "異常",
                nl: "abnormaal",
                zh: "異常",
            }
        } else {
            Text {
                en: "normal",
                ja: "正常",
                nl: "normaal",
                zh: "正常",
            }
        }
    }

    pub(super) fn describe(self, language: Language) -> String {
        [self.who(), self.how(), self.lasting.name()]
            .map(|text| text.in_language(language))
            .join(", ")
    }
}

/// Why a call was rejected: bits 7 to 3 of the first octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RejectionReason {
    /// For a reason of the user, who may give it in the octets that follow.
    UserSpecific,
    /// An element was missing.
    ElementMissing,
    /// The contents of an element do not suffice.
    ElementInsufficient,
    /// A reason without a meaning.
    Reserved(u8),
}

/// The diagnostics of cause 21.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Why.
    pub reason: RejectionReason,
    /// Whether it lasts.
    pub lasting: Lasting,
    /// The elements that were missing or do not suffice.
    pub elements: Vec<ElementId>,
    /// What the user says, where the reason is the user's own.
    pub user: Vec<u8>,
}

impl RejectionReason {
    const fn of(octet: u8) -> Self {
        match octet >> 2 & 0x1f {
            0 => RejectionReason::UserSpecific,
            1 => RejectionReason::ElementMissing,
            2 => RejectionReason::ElementInsufficient,
            other => RejectionReason::Reserved(other),
        }
    }

    /// The words for it.
    pub const fn name(self) -> Text {
        match self {
            RejectionReason::UserSpecific => Text {
                en: "for a reason of the user",
                ja: "ユーザ固有の理由",
                nl: "om een reden van de gebruiker",
                zh: "用戶自訂原因",
            },
            RejectionReason::ElementMissing => Text {
                en: "information element missing",
                ja: "情報要素の欠落",
                nl: "informatie-element ontbreekt",
                zh: "缺少資訊元素",
            },
            RejectionReason::ElementInsufficient => Text {
                en: "information element contents not sufficient",
                ja: "情報要素の内容が不十分",
                nl: "inhoud van informatie-element onvoldoende",
                zh: "資訊元素內容不足",
            },
            RejectionReason::Reserved(_) => RESERVED,
        }
    }
}

impl Rejection {
    pub(super) fn read(octets: &[u8], notes: &mut Notes) -> Option<Self> {
        let (&octet, rest) = octets.split_first()?;
        let reason = RejectionReason::of(octet);
        notes.last((0, octet));
        notes.part((0, octet), (7, 3), Field::RejectionReason, reason.name());
        if let RejectionReason::Reserved(value) = reason {
            notes.complain(0, Flaw::Reserved { value });
        }
        let mut rejection = Self {
            reason,
            lasting: Lasting::note(octet, notes),
            elements: Vec::new(),
            user: Vec::new(),
        };
        match reason {
            RejectionReason::ElementMissing | RejectionReason::ElementInsufficient => {
                rejection.elements = element_ids::read(rest, 1, notes);
            }
            RejectionReason::UserSpecific | RejectionReason::Reserved(_) => {
                rejection.user = rest.to_vec();
            }
        }
        Some(rejection)
    }

    pub(super) fn describe(&self, language: Language) -> String {
        let mut told = [self.reason.name(), self.lasting.name()]
            .map(|text| text.in_language(language))
            .join(", ");
        let rest = if self.elements.is_empty() {
            hex(&self.user)
        } else {
            listed(&self.elements)
        };
        if !rest.is_empty() {
            told += ": ";
            told += &rest;
        }
        told
    }
}

/// Whether a call to a busy party can be completed when the party is free (CCBS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallCompletion {
    /// It can.
    Possible,
    /// It cannot.
    NotPossible,
    /// A value without a meaning.
    Reserved(u8),
}

impl CallCompletion {
    pub(super) fn read(octets: &[u8], notes: &mut Notes) -> Option<Self> {
        let &octet = octets.first()?;
        let indicator = match octet & 0x7f {
            1 => CallCompletion::Possible,
            2 => CallCompletion::NotPossible,
            value => {
                notes.complain(0, Flaw::Reserved { value });
                CallCompletion::Reserved(value)
            }
        };
        notes.last((0, octet));
        notes.part((0, octet), (7, 1), Field::Ccbs, indicator.name());
        notes.end(octets, 1);
        Some(indicator)
    }

    /// The words for it.
    pub const fn name(self) -> Text {
        match self {
            CallCompletion::Possible => Text {
                en: "completion on busy (CCBS) possible",
                ja: "CCBS可能",
                nl: "terugbellen bij bezet (CCBS) mogelijk",
                zh: "可使用遇忙回叫（CCBS）",
            },
            CallCompletion::NotPossible => Text {
                en: "completion on busy (CCBS) not possible",
                ja: "CCBS不可",
                nl: "terugbellen bij bezet (CCBS) niet mogelijk",
                zh: "無法使用遇忙回叫（CCBS）",
            },
            CallCompletion::Reserved(_) => RESERVED,
        }
    }
}

/// Notes the spare bits 7 to `low` of the first octet.
fn spare(octet: u8, low: u8, notes: &mut Notes) {
    notes.part((0, octet), (7, low), Field::Spare, "");
    if (octet & 0x7f) >> (low - 1) != 0 {
        notes.complain(0, Flaw::SpareBit);
    }
}

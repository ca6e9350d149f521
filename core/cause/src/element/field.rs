//! The fields of an octet, and what each holds.

use std::borrow::Cow;
use std::fmt;

use super::OctetNumber;
use crate::{Language, Text};

/// A field within an octet of a Cause element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Which element it is: 08 is the cause.
    Identifier,
    /// How many octets of contents follow.
    Length,
    /// Bit 8: 0 says that the next octet continues this one.
    Extension,
    /// Bits 7 and 6 of octet 3.
    Coding,
    /// A bit that the standard leaves at 0.
    Spare,
    /// Bits 4 to 1 of octet 3.
    Location,
    /// The seven bits of octet 3a.
    Recommendation,
    /// The class of the cause: bits 7 to 5 of octet 4.
    Class,
    /// The value within the class: bits 4 to 1 of octet 4.
    ValueInClass,
    /// Whether user or provider speaks of its network service.
    NetworkService,
    /// Whether the clearing was normal.
    Normality,
    /// Whether the condition lasts.
    Condition,
    /// Why the call was rejected.
    RejectionReason,
    /// Whether the call can be completed when the busy party is free.
    Ccbs,
    /// The identifier of an information element.
    ElementIdentifier,
    /// A shift to another codeset.
    Shift,
    /// The type of a message.
    MessageType,
    /// A digit of a timer's number.
    TimerDigit,
    /// The number of an attribute of the bearer capability.
    Attribute,
    /// A value of such an attribute.
    AttributeValue,
    /// The type of a channel.
    ChannelType,
    /// Channel identification: interface, preference, selection.
    Channel,
    /// Type of number.
    NumberType,
    /// Numbering plan.
    NumberingPlan,
    /// A digit of a number.
    Digit,
    /// Type of network identification.
    NetworkType,
    /// Network identification plan.
    NetworkPlan,
    /// The name of an ISUP parameter.
    Parameter,
    /// An octet of a diagnostic that has no known format.
    Diagnostic,
    /// An octet after the end of the element.
    Beyond,
}

impl Field {
    /// What it is called.
    pub const fn name(self) -> Text {
        let (en, ja, nl, zh) = match self {
            Field::Identifier => (
                "element identifier",
                "情報要素識別子",
                "elementcode",
                "資訊元素識別碼",
            ),
            Field::Length => ("length", "長さ", "lengte", "長度"),
            Field::Extension => ("extension bit", "拡張ビット", "uitbreidingsbit", "擴充位元"),
            Field::Coding => (
                "coding standard",
                "符号化標準",
                "coderingsstandaard",
                "編碼標準",
            ),
            Field::Spare => ("spare", "予備", "ongebruikt", "備用"),
            Field::Location => ("location", "生成源", "locatie", "位置"),
            Field::Recommendation => ("recommendation", "勧告", "aanbeveling", "建議書"),
            Field::Class => ("class", "クラス", "klasse", "類別"),
            Field::ValueInClass => (
                "value in class",
                "クラス内の値",
                "waarde in klasse",
                "類別內的值",
            ),
            Field::NetworkService => ("network service", "網サービス", "netwerkdienst", "網路服務"),
            Field::Normality => ("normality", "正常・異常", "normaal of niet", "正常與否"),
            Field::Condition => ("condition", "状態", "toestand", "狀態"),
            Field::RejectionReason => (
                "rejection reason",
                "拒否理由",
                "reden van weigering",
                "拒絕原因",
            ),
            Field::Ccbs => ("CCBS indicator", "CCBS表示", "CCBS-aanduiding", "CCBS 指示"),
            Field::ElementIdentifier => (
                "information element",
                "情報要素",
                "informatie-element",
                "資訊元素",
            ),
            Field::Shift => ("shift", "シフト", "codesetwissel", "碼集切換"),
            Field::MessageType => ("message type", "メッセージ種別", "berichttype", "訊息類型"),
            Field::TimerDigit => (
                "digit of the timer",
                "タイマ番号の数字",
                "cijfer van de timer",
                "計時器號碼的數字",
            ),
            Field::Attribute => ("attribute", "属性", "attribuut", "屬性"),
            Field::AttributeValue => ("attribute value", "属性値", "attribuutwaarde", "屬性值"),
            Field::ChannelType => ("channel type", "チャネル種別", "kanaaltype", "通道類型"),
            Field::Channel => ("channel", "チャネル", "kanaal", "通道"),
            Field::NumberType => ("type of number", "番号種別", "nummertype", "號碼類型"),
            Field::NumberingPlan => ("numbering plan", "番号計画", "nummerplan", "編號計畫"),
            Field::Digit => ("digit", "数字", "cijfer", "數字"),
            Field::NetworkType => (
                "type of network identification",
                "網識別種別",
                "soort netwerkaanduiding",
                "網路識別類型",
            ),
            Field::NetworkPlan => (
                "network identification plan",
                "網識別計画",
                "plan van de netwerkaanduiding",
                "網路識別計畫",
            ),
            Field::Parameter => (
                "parameter name",
                "パラメータ名",
                "parameternaam",
                "參數名稱",
            ),
            Field::Diagnostic => ("diagnostic", "診断情報", "diagnose", "診斷資訊"),
            Field::Beyond => (
                "after the element",
                "情報要素の後",
                "na het element",
                "元素之後",
            ),
        };
        Text { en, ja, nl, zh }
    }
}

/// A field as it was read: which bits of which octet, their value, and what the value means in the
/// terms of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The octet.
    pub octet: OctetNumber,
    /// The highest bit, 8 to 1.
    pub high: u8,
    /// The lowest bit, 8 to 1.
    pub low: u8,
    /// What the bits are.
    pub field: Field,
    /// Their value, shifted down to bit 1.
    pub value: u8,
    /// What the value means.
    pub meaning: Meaning,
}

impl Part {
    /// The bits `high` to `low` of `octet`, which holds `whole`.
    pub(crate) fn new(
        octet: OctetNumber,
        whole: u8,
        (high, low): (u8, u8),
        field: Field,
        meaning: impl Into<Meaning>,
    ) -> Self {
        debug_assert!((1..=high).contains(&low) && high <= 8);
        let value = (whole >> (low - 1)) & (0xff >> (7 - (high - low)));
        Self {
            octet,
            high,
            low,
            field,
            value,
            meaning: meaning.into(),
        }
    }

    /// The octet with dots for the bits of other fields: `.001 ....`.
    pub fn bits(&self) -> Bits<'_> {
        Bits(self)
    }
}

/// What the value of a field means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A term of the standard, a name or a number: the same in every language.
    Term(Cow<'static, str>),
    /// Words that have a translation.
    Words(Text),
}

impl Meaning {
    /// The meaning in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match self {
            Meaning::Term(term) => term,
            Meaning::Words(text) => text.in_language(language),
        }
    }
}

impl From<&'static str> for Meaning {
    fn from(term: &'static str) -> Self {
        Meaning::Term(term.into())
    }
}

impl From<String> for Meaning {
    fn from(term: String) -> Self {
        Meaning::Term(term.into())
    }
}

impl From<Text> for Meaning {
    fn from(text: Text) -> Self {
        Meaning::Words(text)
    }
}

/// Prints the bits of a [`Part`] in their place.
#[derive(Clone, Copy, Debug)]
pub struct Bits<'a>(&'a Part);

impl fmt::Display for Bits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self.0;
        for bit in (1..=8).rev() {
            let mark = if bit > part.high || bit < part.low {
                "."
            } else if part.value >> (bit - part.low) & 1 == 1 {
                "1"
            } else {
                "0"
            };
            f.write_str(mark)?;
            if bit == 5 {
                f.write_str(" ")?;
            }
        }
        Ok(())
    }
}

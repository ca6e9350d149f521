//! What is wrong with octets that were read all the same.

use std::fmt;

use super::OctetNumber;
use crate::Language;

/// A complaint: an octet, and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where. In an element as the standard numbers its octets, in a message counted from 1.
    pub octet: OctetNumber,
    /// What.
    pub what: Flaw,
}

/// What can be wrong with an element or a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// There is not one octet.
    Empty,
    /// The identifier is not that of the Cause element.
    NotACause {
        /// The identifier that was found.
        identifier: u8,
    },
    /// The octet of the length is missing.
    NoLength,
    /// Fewer octets than the length announces.
    Truncated {
        /// Octets announced.
        announced: usize,
        /// Octets present.
        present: usize,
    },
    /// Octets follow the end that the length announces.
    Beyond {
        /// How many.
        octets: usize,
    },
    /// The element is longer than the 32 octets that Q.850 allows.
    TooLong {
        /// Its octets, identifier and length included.
        octets: usize,
    },
    /// A bit that should be 0 is 1.
    SpareBit,
    /// The octet of coding standard and location is missing.
    NoLocation,
    /// The octet of the cause value is missing.
    NoCause,
    /// Octet 3 announces octet 3a, and only one octet follows. Read as the cause it would be this.
    NoCauseUnless {
        /// The value of the lone octet.
        cause: u8,
    },
    /// The extension bit is 0 in an octet that nothing may continue.
    Continues,
    /// The extension bit is 0 in the last octet.
    Unfinished,
    /// A diagnostic has more octets than its format.
    DiagnosticLong {
        /// How many are left over.
        octets: usize,
    },
    /// A diagnostic has fewer octets than its format.
    DiagnosticShort {
        /// How many its format has at least.
        needed: usize,
    },
    /// A value that the standard reserves.
    Reserved {
        /// The value.
        value: u8,
    },
    /// An octet that should be a digit of IA5 is none.
    NotADigit {
        /// The octet.
        octet: u8,
    },
    /// The last octet shifts to another codeset, and no element follows.
    ShiftToNothing,
    /// A locking shift to a codeset that is not above the active one.
    ShiftBack {
        /// The active codeset.
        from: u8,
        /// The codeset shifted to.
        to: u8,
    },
    /// The protocol discriminator is not that of Q.931 call control.
    Discriminator {
        /// The discriminator that was found.
        value: u8,
    },
    /// The call reference is missing or cut off.
    CallReferenceTruncated {
        /// Octets announced.
        announced: usize,
        /// Octets present.
        present: usize,
    },
    /// The call reference is longer than the field or than is of use.
    CallReferenceLong {
        /// Octets announced.
        announced: usize,
    },
    /// The message ends before its type.
    NoMessageType,
    /// Q.931 has no message of this type.
    UnknownMessageType {
        /// The type that was found.
        value: u8,
    },
    /// A message that must carry a cause carries none.
    CauseMissing,
    /// The message has more elements than are read.
    TooManyElements {
        /// How many are read.
        read: usize,
    },
}

impl Complaint {
    pub(crate) const fn new(octet: OctetNumber, what: Flaw) -> Self {
        Self { octet, what }
    }

    /// The complaint as a sentence in `language`, octet number first.
    pub fn describe(&self, language: Language) -> String {
        let what = self.what.describe(language);
        match language {
            Language::En => format!("octet {}: {what}", self.octet),
            Language::Ja => format!("オクテット{}：{what}", self.octet),
            Language::Nl => format!("octet {}: {what}", self.octet),
            Language::Zh => format!("第 {} 八位元組：{what}", self.octet),
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Language::En))
    }
}

impl Flaw {
    /// The word for it where a program reads.
    pub const fn id(self) -> &'static str {
        match self {
            Flaw::Empty => "empty",
            Flaw::NotACause { .. } => "not-a-cause",
            Flaw::NoLength => "no-length",
            Flaw::Truncated { .. } => "truncated",
            Flaw::Beyond { .. } => "beyond",
            Flaw::TooLong { .. } => "too-long",
            Flaw::SpareBit => "spare-bit",
            Flaw::NoLocation => "no-location",
            Flaw::NoCause => "no-cause",
            Flaw::NoCauseUnless { .. } => "no-cause-unless",
            Flaw::Continues => "continues",
            Flaw::Unfinished => "unfinished",
            Flaw::DiagnosticLong { .. } => "diagnostic-long",
            Flaw::DiagnosticShort { .. } => "diagnostic-short",
            Flaw::Reserved { .. } => "reserved",
            Flaw::NotADigit { .. } => "not-a-digit",
            Flaw::ShiftToNothing => "shift-to-nothing",
            Flaw::ShiftBack { .. } => "shift-back",
            Flaw::Discriminator { .. } => "discriminator",
            Flaw::CallReferenceTruncated { .. } => "call-reference-truncated",
            Flaw::CallReferenceLong { .. } => "call-reference-long",
            Flaw::NoMessageType => "no-message-type",
            Flaw::UnknownMessageType { .. } => "unknown-message-type",
            Flaw::CauseMissing => "cause-missing",
            Flaw::TooManyElements { .. } => "too-many-elements",
        }
    }

    /// What is wrong, in `language`.
    pub fn describe(self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Ja => self.japanese(),
            Language::Nl => self.dutch(),
            Language::Zh => self.chinese(),
        }
    }

    fn english(self) -> String {
        match self {
            Flaw::Empty => "there is nothing to read".into(),
            Flaw::NotACause { identifier } => {
                format!("the identifier is {identifier:02x}, not 08 of the cause")
            }
            Flaw::NoLength => "the length is missing".into(),
            Flaw::Truncated { announced, present } => {
                format!("the length announces {announced} octets, {present} are present")
            }
            Flaw::Beyond { octets } => format!("{octets} octets follow the end of the element"),
            Flaw::TooLong { octets } => {
                format!("the element has {octets} octets, the standard allows 32")
            }
            Flaw::SpareBit => "a spare bit is 1".into(),
            Flaw::NoLocation => "coding standard and location are missing".into(),
            Flaw::NoCause => "the cause value is missing".into(),
            Flaw::NoCauseUnless { cause } => format!(
                "octet 3 announces octet 3a, and no octet is left for the cause; without octet 3a the cause would be {cause}"
            ),
            Flaw::Continues => "the extension bit is 0 where no octet may continue this one".into(),
            Flaw::Unfinished => "the extension bit is 0, and no octet follows".into(),
            Flaw::DiagnosticLong { octets } => {
                format!("{octets} octets more than the diagnostic has")
            }
            Flaw::DiagnosticShort { needed } => {
                format!("the diagnostic is cut off: it has at least {needed} octets")
            }
            Flaw::Reserved { value } => format!("the value {value} is reserved"),
            Flaw::NotADigit { octet } => format!("{octet:02x} is no digit"),
            Flaw::ShiftToNothing => "a shift, and no element after it".into(),
            Flaw::ShiftBack { from, to } => {
                format!("a locking shift from codeset {from} to {to}, which is not above it")
            }
            Flaw::Discriminator { value } => {
                format!("the protocol discriminator is {value:02x}, not 08 of Q.931")
            }
            Flaw::CallReferenceTruncated { announced, present } => {
                format!("the call reference has {announced} octets, {present} are present")
            }
            Flaw::CallReferenceLong { announced } => {
                format!("a call reference of {announced} octets; Q.931 uses at most 2")
            }
            Flaw::NoMessageType => "the message type is missing".into(),
            Flaw::UnknownMessageType { value } => format!("Q.931 has no message type {value:02x}"),
            Flaw::CauseMissing => "this message must carry a cause, and has none".into(),
            Flaw::TooManyElements { read } => {
                format!("more elements than are read: the first {read} are shown")
            }
        }
    }

    fn japanese(self) -> String {
        match self {
            Flaw::Empty => "読み取る内容がありません".into(),
            Flaw::NotACause { identifier } => {
                format!("識別子が{identifier:02x}です。理由表示の08ではありません")
            }
            Flaw::NoLength => "長さがありません".into(),
            Flaw::Truncated { announced, present } => {
                format!(
                    "長さは{announced}オクテットとなっていますが、{present}オクテットしかありません"
                )
            }
            Flaw::Beyond { octets } => format!("情報要素の後に{octets}オクテットが続いています"),
            Flaw::TooLong { octets } => {
                format!("情報要素が{octets}オクテットあります。標準では32オクテットまでです")
            }
            Flaw::SpareBit => "予備ビットが1です".into(),
            Flaw::NoLocation => "符号化標準と生成源がありません".into(),
            Flaw::NoCause => "理由値がありません".into(),
            Flaw::NoCauseUnless { cause } => format!(
                "オクテット3は3aがあることを示していますが、理由値のオクテットが残っていません。3aがないとすれば理由値は{cause}です"
            ),
            Flaw::Continues => "後に続くオクテットがあってはならない所で拡張ビットが0です".into(),
            Flaw::Unfinished => "拡張ビットが0ですが、続くオクテットがありません".into(),
            Flaw::DiagnosticLong { octets } => {
                format!("診断情報の形式より{octets}オクテット多くなっています")
            }
            Flaw::DiagnosticShort { needed } => {
                format!("診断情報が途中で切れています。少なくとも{needed}オクテット必要です")
            }
            Flaw::Reserved { value } => format!("値{value}は予約されています"),
            Flaw::NotADigit { octet } => format!("{octet:02x}は数字ではありません"),
            Flaw::ShiftToNothing => "シフトの後に情報要素がありません".into(),
            Flaw::ShiftBack { from, to } => {
                format!("コード群{from}から{to}への固定シフトです。上位のコード群へしか移れません")
            }
            Flaw::Discriminator { value } => {
                format!("プロトコル識別子が{value:02x}です。Q.931の08ではありません")
            }
            Flaw::CallReferenceTruncated { announced, present } => {
                format!(
                    "呼番号は{announced}オクテットのはずですが、{present}オクテットしかありません"
                )
            }
            Flaw::CallReferenceLong { announced } => {
                format!("呼番号が{announced}オクテットあります。Q.931では2オクテットまでです")
            }
            Flaw::NoMessageType => "メッセージ種別がありません".into(),
            Flaw::UnknownMessageType { value } => {
                format!("メッセージ種別{value:02x}はQ.931にありません")
            }
            Flaw::CauseMissing => "理由表示が必須のメッセージですが、含まれていません".into(),
            Flaw::TooManyElements { read } => {
                format!("情報要素が多すぎます。最初の{read}個だけを示します")
            }
        }
    }

    fn dutch(self) -> String {
        match self {
            Flaw::Empty => "er is niets te lezen".into(),
            Flaw::NotACause { identifier } => {
                format!("de elementcode is {identifier:02x}, niet de 08 van de oorzaak")
            }
            Flaw::NoLength => "de lengte ontbreekt".into(),
            Flaw::Truncated { announced, present } => {
                format!("de lengte kondigt {announced} octetten aan, er zijn er {present}")
            }
            Flaw::Beyond { octets } => {
                format!("na het einde van het element volgen nog {octets} octetten")
            }
            Flaw::TooLong { octets } => {
                format!("het element telt {octets} octetten, de standaard staat er 32 toe")
            }
            Flaw::SpareBit => "een ongebruikt bit is 1".into(),
            Flaw::NoLocation => "coderingsstandaard en locatie ontbreken".into(),
            Flaw::NoCause => "de oorzaak ontbreekt".into(),
            Flaw::NoCauseUnless { cause } => format!(
                "octet 3 kondigt octet 3a aan en er blijft geen octet over voor de oorzaak; zonder octet 3a zou de oorzaak {cause} zijn"
            ),
            Flaw::Continues => {
                "het uitbreidingsbit is 0 waar geen octet dit mag voortzetten".into()
            }
            Flaw::Unfinished => "het uitbreidingsbit is 0 en er volgt geen octet".into(),
            Flaw::DiagnosticLong { octets } => {
                format!("{octets} octetten meer dan de diagnose telt")
            }
            Flaw::DiagnosticShort { needed } => {
                format!("de diagnose is afgebroken: zij telt minstens {needed} octetten")
            }
            Flaw::Reserved { value } => format!("de waarde {value} is gereserveerd"),
            Flaw::NotADigit { octet } => format!("{octet:02x} is geen cijfer"),
            Flaw::ShiftToNothing => "een codesetwissel zonder element erna".into(),
            Flaw::ShiftBack { from, to } => {
                format!("een blijvende wissel van codeset {from} naar {to}, die niet hoger is")
            }
            Flaw::Discriminator { value } => {
                format!("het protocolkenmerk is {value:02x}, niet de 08 van Q.931")
            }
            Flaw::CallReferenceTruncated { announced, present } => {
                format!("de oproepreferentie telt {announced} octetten, er zijn er {present}")
            }
            Flaw::CallReferenceLong { announced } => {
                format!(
                    "een oproepreferentie van {announced} octetten; Q.931 gebruikt er hoogstens 2"
                )
            }
            Flaw::NoMessageType => "het berichttype ontbreekt".into(),
            Flaw::UnknownMessageType { value } => {
                format!("Q.931 kent geen berichttype {value:02x}")
            }
            Flaw::CauseMissing => "dit bericht moet een oorzaak bevatten en heeft er geen".into(),
            Flaw::TooManyElements { read } => {
                format!("meer elementen dan er gelezen worden: de eerste {read} staan hier")
            }
        }
    }

    fn chinese(self) -> String {
        match self {
            Flaw::Empty => "沒有可讀取的內容".into(),
            Flaw::NotACause { identifier } => {
                format!("識別碼是 {identifier:02x}，不是原因元素的 08")
            }
            Flaw::NoLength => "缺少長度".into(),
            Flaw::Truncated { announced, present } => {
                format!("長度標示 {announced} 個八位元組，實際只有 {present} 個")
            }
            Flaw::Beyond { octets } => format!("元素結束後還有 {octets} 個八位元組"),
            Flaw::TooLong { octets } => {
                format!("元素共有 {octets} 個八位元組，標準最多允許 32 個")
            }
            Flaw::SpareBit => "備用位元為 1".into(),
            Flaw::NoLocation => "缺少編碼標準與位置".into(),
            Flaw::NoCause => "缺少原因值".into(),
            Flaw::NoCauseUnless { cause } => format!(
                "第 3 八位元組表示後面有 3a，但已無八位元組可作原因值；若沒有 3a，原因值為 {cause}"
            ),
            Flaw::Continues => "此處不得有後續八位元組，擴充位元卻為 0".into(),
            Flaw::Unfinished => "擴充位元為 0，但後面沒有八位元組".into(),
            Flaw::DiagnosticLong { octets } => format!("比診斷資訊的格式多出 {octets} 個八位元組"),
            Flaw::DiagnosticShort { needed } => {
                format!("診斷資訊不完整，至少應有 {needed} 個八位元組")
            }
            Flaw::Reserved { value } => format!("數值 {value} 為保留值"),
            Flaw::NotADigit { octet } => format!("{octet:02x} 不是數字"),
            Flaw::ShiftToNothing => "碼集切換之後沒有元素".into(),
            Flaw::ShiftBack { from, to } => {
                format!("從碼集 {from} 鎖定切換到 {to}，後者並不高於前者")
            }
            Flaw::Discriminator { value } => {
                format!("協定鑑別碼是 {value:02x}，不是 Q.931 的 08")
            }
            Flaw::CallReferenceTruncated { announced, present } => {
                format!("呼叫參考值應有 {announced} 個八位元組，實際只有 {present} 個")
            }
            Flaw::CallReferenceLong { announced } => {
                format!("呼叫參考值長達 {announced} 個八位元組；Q.931 最多用 2 個")
            }
            Flaw::NoMessageType => "缺少訊息類型".into(),
            Flaw::UnknownMessageType { value } => format!("Q.931 沒有訊息類型 {value:02x}"),
            Flaw::CauseMissing => "此訊息必須帶有原因，卻沒有".into(),
            Flaw::TooManyElements { read } => format!("元素過多，只列出前 {read} 個"),
        }
    }
}

//! Classes of causes (ITU-T Q.850): bits 7 to 5 of the cause value.

use std::fmt;

use crate::Text;

/// The class of a cause: what kind of event it tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseClass {
    /// Class 0, causes 0 to 15: normal events, among them those of routing and of preemption.
    Normal,
    /// Class 1, causes 16 to 31: normal events of the end of a call.
    NormalClearing,
    /// Class 2, causes 32 to 47.
    ResourceUnavailable,
    /// Class 3, causes 48 to 63.
    ServiceUnavailable,
    /// Class 4, causes 64 to 79.
    ServiceNotImplemented,
    /// Class 5, causes 80 to 95.
    InvalidMessage,
    /// Class 6, causes 96 to 111.
    ProtocolError,
    /// Class 7, causes 112 to 127.
    Interworking,
}

impl CauseClass {
    /// All of them, by number.
    pub const ALL: [CauseClass; 8] = [
        CauseClass::Normal,
        CauseClass::NormalClearing,
        CauseClass::ResourceUnavailable,
        CauseClass::ServiceUnavailable,
        CauseClass::ServiceNotImplemented,
        CauseClass::InvalidMessage,
        CauseClass::ProtocolError,
        CauseClass::Interworking,
    ];

    /// The class that the three upper bits of a cause value name.
    pub(crate) const fn of(cause: u8) -> Self {
        match cause >> 4 & 0b111 {
            0 => CauseClass::Normal,
            1 => CauseClass::NormalClearing,
            2 => CauseClass::ResourceUnavailable,
            3 => CauseClass::ServiceUnavailable,
            4 => CauseClass::ServiceNotImplemented,
            5 => CauseClass::InvalidMessage,
            6 => CauseClass::ProtocolError,
            _ => CauseClass::Interworking,
        }
    }

    /// The number, 0 to 7.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// What kind of event it tells of. Classes 0 and 1 are one kind.
    pub const fn name(self) -> Text {
        match self {
            CauseClass::Normal | CauseClass::NormalClearing => Text {
                en: "normal event",
                ja: "正常事象",
                nl: "normale gebeurtenis",
                zh: "正常事件",
            },
            CauseClass::ResourceUnavailable => Text {
                en: "resource unavailable",
                ja: "リソース使用不可",
                nl: "geen capaciteit beschikbaar",
                zh: "資源無法使用",
            },
            CauseClass::ServiceUnavailable => Text {
                en: "service or option not available",
                ja: "サービスまたはオプション利用不可",
                nl: "dienst of optie niet beschikbaar",
                zh: "服務或選項無法使用",
            },
            CauseClass::ServiceNotImplemented => Text {
                en: "service or option not implemented",
                ja: "サービスまたはオプション未提供",
                nl: "dienst of optie niet ondersteund",
                zh: "服務或選項未實作",
            },
            CauseClass::InvalidMessage => Text {
                en: "invalid message",
                ja: "無効メッセージ",
                nl: "ongeldig bericht",
                zh: "無效訊息",
            },
            CauseClass::ProtocolError => Text {
                en: "protocol error",
                ja: "手順誤り",
                nl: "protocolfout",
                zh: "協定錯誤",
            },
            CauseClass::Interworking => Text {
                en: "interworking",
                ja: "インタワーキング",
                nl: "koppeling van netwerken",
                zh: "網路互通",
            },
        }
    }
}

impl fmt::Display for CauseClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.number(), f)
    }
}

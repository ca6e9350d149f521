//! Formats of the diagnostics that may follow a cause.

use crate::Text;

/// What the diagnostic octets behind a cause hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiagnosticKind {
    /// One octet: normal or abnormal, and whether the condition is unknown, permanent or transient.
    Condition,
    /// The identity of a transit network.
    TransitNetwork,
    /// Whether completion of calls to busy subscribers is possible.
    CallCompletion,
    /// The reason of a rejection with its condition, then data of the user or an element identifier.
    Rejection,
    /// A new number, coded as a called party number.
    Number,
    /// The identification of a facility.
    Facility,
    /// Identifiers of information elements.
    Elements,
    /// Identities of attributes of the bearer capability.
    Attributes,
    /// A type of channel.
    ChannelType,
    /// The identification of a channel.
    ChannelIdentification,
    /// The type of a message.
    MessageType,
    /// The number of a timer in digits, without its T.
    Timer,
    /// The name of a parameter.
    Parameter,
    /// The name of a message and those of its parameters.
    MessageAndParameters,
}

impl DiagnosticKind {
    /// The word for it where a program reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            DiagnosticKind::Condition => "condition",
            DiagnosticKind::TransitNetwork => "transit-network",
            DiagnosticKind::CallCompletion => "call-completion",
            DiagnosticKind::Rejection => "rejection",
            DiagnosticKind::Number => "number",
            DiagnosticKind::Facility => "facility",
            DiagnosticKind::Elements => "elements",
            DiagnosticKind::Attributes => "attributes",
            DiagnosticKind::ChannelType => "channel-type",
            DiagnosticKind::ChannelIdentification => "channel-identification",
            DiagnosticKind::MessageType => "message-type",
            DiagnosticKind::Timer => "timer",
            DiagnosticKind::Parameter => "parameter",
            DiagnosticKind::MessageAndParameters => "message-and-parameters",
        }
    }

    /// The words for it where a person reads.
    pub const fn name(self) -> Text {
        match self {
            DiagnosticKind::Condition => Text {
                en: "condition",
                ja: "状態",
                nl: "toestand",
                zh: "狀況",
            },
            DiagnosticKind::TransitNetwork => Text {
                en: "transit network",
                ja: "中継網",
                nl: "transitnetwerk",
                zh: "轉接網路",
            },
            DiagnosticKind::CallCompletion => Text {
                en: "call completion indicator (CCBS)",
                ja: "話中時再呼出し（CCBS）の可否",
                nl: "terugbelmogelijkheid bij bezet (CCBS)",
                zh: "遇忙回叫（CCBS）指示",
            },
            DiagnosticKind::Rejection => Text {
                en: "reason of the rejection",
                ja: "拒否の理由",
                nl: "reden van de weigering",
                zh: "拒絕原因",
            },
            DiagnosticKind::Number => Text {
                en: "new number",
                ja: "新しい番号",
                nl: "nieuw nummer",
                zh: "新號碼",
            },
            DiagnosticKind::Facility => Text {
                en: "facility",
                ja: "ファシリティ",
                nl: "aanvullende dienst",
                zh: "附加服務",
            },
            DiagnosticKind::Elements => Text {
                en: "information elements",
                ja: "情報要素",
                nl: "informatie-elementen",
                zh: "資訊元素",
            },
            DiagnosticKind::Attributes => Text {
                en: "attributes of the bearer capability",
                ja: "伝達能力の属性",
                nl: "kenmerken van de bearer capability",
                zh: "承載能力的屬性",
            },
            DiagnosticKind::ChannelType => Text {
                en: "channel type",
                ja: "チャネル種別",
                nl: "kanaaltype",
                zh: "通道類型",
            },
            DiagnosticKind::ChannelIdentification => Text {
                en: "channel identification",
                ja: "チャネル識別子",
                nl: "kanaalidentificatie",
                zh: "通道識別",
            },
            DiagnosticKind::MessageType => Text {
                en: "message type",
                ja: "メッセージ種別",
                nl: "berichttype",
                zh: "訊息類型",
            },
            DiagnosticKind::Timer => Text {
                en: "timer",
                ja: "タイマ",
                nl: "timer",
                zh: "計時器",
            },
            DiagnosticKind::Parameter => Text {
                en: "parameter",
                ja: "パラメータ",
                nl: "parameter",
                zh: "參數",
            },
            DiagnosticKind::MessageAndParameters => Text {
                en: "message and parameters",
                ja: "メッセージとパラメータ",
                nl: "bericht en parameters",
                zh: "訊息與參數",
            },
        }
    }
}

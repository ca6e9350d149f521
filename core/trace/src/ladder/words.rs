//! The words that stand beside the arrows, in the language of the reader.

use naisen_cause::{Language, Text};

use super::Role;
use crate::{Kind, NoticeKind};

pub(super) const FRAME: Text = Text {
    en: "frame",
    ja: "フレーム",
    nl: "frame",
    zh: "封包",
};

pub(super) const TIME: Text = Text {
    en: "time",
    ja: "時刻",
    nl: "tijd",
    zh: "時間",
};

pub(super) const UNREADABLE_SDP: Text = Text {
    en: "SDP cannot be read",
    ja: "SDPを読み取れない",
    nl: "SDP niet te lezen",
    zh: "SDP 無法解讀",
};

/// How many rows there are.
pub(super) fn rows(count: usize, language: Language) -> String {
    match language {
        Language::En => format!("{count} rows"),
        Language::Ja => format!("{count}行"),
        Language::Nl => format!("{count} regels"),
        Language::Zh => format!("{count} 列"),
    }
}

/// What a group of messages is called.
pub(super) const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Call => Text {
            en: "Call",
            ja: "呼",
            nl: "Oproep",
            zh: "通話",
        },
        Kind::Registration => Text {
            en: "Registration",
            ja: "登録",
            nl: "Registratie",
            zh: "註冊",
        },
        Kind::Other => Text {
            en: "Request",
            ja: "リクエスト",
            nl: "Verzoek",
            zh: "請求",
        },
    }
}

/// A role in one word.
pub(super) const fn role(role: Role) -> Text {
    match role {
        Role::Caller => Text {
            en: "caller",
            ja: "発信側",
            nl: "beller",
            zh: "發話端",
        },
        Role::Exchange => Text {
            en: "exchange",
            ja: "交換機",
            nl: "centrale",
            zh: "交換機",
        },
        Role::Callee => Text {
            en: "called",
            ja: "着信側",
            nl: "gebelde",
            zh: "受話端",
        },
        Role::Other => Text {
            en: "other",
            ja: "その他",
            nl: "overig",
            zh: "其他",
        },
    }
}

/// What happened on the way.
pub(super) const fn notice(kind: NoticeKind) -> Text {
    match kind {
        NoticeKind::Unreachable => Text {
            en: "ICMP: unreachable",
            ja: "ICMP：到達不能",
            nl: "ICMP: onbereikbaar",
            zh: "ICMP：無法到達",
        },
        NoticeKind::Reset => Text {
            en: "TCP: reset",
            ja: "TCP：リセット",
            nl: "TCP: verbroken",
            zh: "TCP：連線重設",
        },
        NoticeKind::OtherTransport => Text {
            en: "TLS where SIP is in clear",
            ja: "平文SIPの経路にTLS",
            nl: "TLS waar SIP onversleuteld is",
            zh: "明文 SIP 路徑上出現 TLS",
        },
        NoticeKind::TlsRefused => Text {
            en: "TLS: refused",
            ja: "TLS：拒否",
            nl: "TLS: geweigerd",
            zh: "TLS：遭拒絕",
        },
        NoticeKind::Unreadable => Text {
            en: "not readable as SIP",
            ja: "SIPとして読めない",
            nl: "niet als SIP te lezen",
            zh: "無法解讀為 SIP",
        },
    }
}

/// How many packets a stream had, how many of them are missing, and how long it ran.
pub(super) fn stream(
    codec: &str,
    packets: u64,
    lost: u64,
    span: f64,
    language: Language,
) -> String {
    let missing = |text: String| if lost > 0 { text } else { String::new() };
    match language {
        Language::En => {
            let lost = missing(format!(", {lost} lost"));
            format!("RTP {codec}, {packets} packets{lost}, {span:.1} s")
        }
        Language::Ja => {
            let lost = missing(format!("、欠落{lost}"));
            format!("RTP {codec}、{packets}パケット{lost}、{span:.1}秒")
        }
        Language::Nl => {
            let lost = missing(format!(", {lost} verloren"));
            let span = format!("{span:.1}").replace('.', ",");
            format!("RTP {codec}, {packets} pakketten{lost}, {span} s")
        }
        Language::Zh => {
            let lost = missing(format!("，遺失 {lost} 個"));
            format!("RTP {codec}，{packets} 個封包{lost}，{span:.1} 秒")
        }
    }
}

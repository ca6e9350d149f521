//! Words of Q.931 in every language. What is not among them is a name, and the same in all.

use crate::element::Meaning;
use crate::{Language, Text};

macro_rules! terms {
    ($($en:literal $ja:literal $nl:literal $zh:literal;)*) => {
        const TERMS: &[Text] = &[$(Text { en: $en, ja: $ja, nl: $nl, zh: $zh }),*];
    };
}

terms! {
    "unknown" "不明" "onbekend" "未知";
    "international" "国際" "internationaal" "國際";
    "national" "国内" "nationaal" "國內";
    "network-specific" "網固有" "netwerkeigen" "網路專用";
    "subscriber" "加入者" "abonnee" "用戶";
    "abbreviated" "短縮" "verkort" "縮位";
    "private" "私設" "privé" "專用";
    "reserved" "予約" "gereserveerd" "保留";
    "user-specified" "ユーザ指定" "door gebruiker bepaald" "使用者指定";
    "carrier identification code" "事業者識別コード" "aanbiedercode" "電信業者識別碼";
    "X.121 data network identification code" "X.121データ網識別コード" "X.121-code van het datanetwerk" "X.121 數據網路識別碼";
    "speech" "音声" "spraak" "語音";
    "unrestricted digital information" "非制限デジタル情報" "onbeperkte digitale informatie" "無限制數位資訊";
    "restricted digital information" "制限デジタル情報" "beperkte digitale informatie" "受限數位資訊";
    "3.1 kHz audio" "3.1kHzオーディオ" "3,1 kHz-audio" "3.1 kHz 音訊";
    "unrestricted digital information with tones/announcements" "トーン・アナウンス付き非制限デジタル情報" "onbeperkte digitale informatie met tonen/meldingen" "附音訊與播音的無限制數位資訊";
    "video" "映像" "video" "視訊";
    "capability" "伝達能力" "capability" "承載能力";
    "multirate" "マルチレート" "meervoudige snelheid" "多重速率";
    "packet mode" "パケットモード" "pakketmodus" "封包模式";
}

/// The term in `language`.
pub(super) fn in_language(english: &'static str, language: Language) -> &'static str {
    find(english).map_or(english, |text| text.in_language(language))
}

/// The term as the meaning of a field.
pub(super) fn meaning(english: &'static str) -> Meaning {
    find(english).map_or(Meaning::from(english), Meaning::from)
}

fn find(english: &str) -> Option<Text> {
    TERMS.iter().copied().find(|text| text.en == english)
}

//! Why no number is shown, in the words of the user's language (JJ-22.11 T12-3).

use naisen_agent::Withheld;
use naisen_cause::Text;

/// What the called user is told instead of a number (R-12.2.2-5 to R-12.2.2-8).
pub const fn withheld_meaning(reason: Withheld) -> Text {
    match reason {
        Withheld::ByUser => Text {
            en: "number withheld by the caller",
            ja: "発信者の希望により番号非通知",
            nl: "nummer door de beller afgeschermd",
            zh: "來電者不顯示號碼",
        },
        Withheld::Payphone => Text {
            en: "public telephone, number not shown",
            ja: "公衆電話からの発信のため番号非通知",
            nl: "openbare telefoon, nummer niet getoond",
            zh: "公用電話來電，不顯示號碼",
        },
        Withheld::Service => Text {
            en: "number not shown because another service stands in the way",
            ja: "ほかのサービスと競合するため番号非通知",
            nl: "nummer niet getoond vanwege een andere dienst",
            zh: "因與其他服務衝突，不顯示號碼",
        },
        Withheld::Unavailable => Text {
            en: "number not available, the service cannot give it",
            ja: "サービスを提供できないため番号非通知",
            nl: "nummer niet beschikbaar, de dienst kan het niet geven",
            zh: "服務無法提供，號碼不明",
        },
    }
}

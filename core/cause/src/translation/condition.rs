//! The conditions of rows in every language. The tables keep them in English; a table of the user's
//! own is told in its own words.

use super::TranslationRow;
use crate::{Language, Text};

macro_rules! conditions {
    ($($en:literal $ja:literal $nl:literal $zh:literal;)*) => {
        const CONDITIONS: &[Text] = &[$(Text { en: $en, ja: $ja, nl: $nl, zh: $zh }),*];
    };
}

// In the order of how often they stand in the tables.
conditions! {
    "only if another try is impossible or fails" "再試行ができないか、失敗した場合のみ" "alleen als een nieuwe poging niet kan of mislukt" "僅在無法再試或再試失敗時";
    "not listed" "表に個別の記載なし" "niet apart vermeld" "表中未個別列出";
    "no Q.850 Reason header" "Q.850のReasonヘッダがない場合" "zonder Q.850-Reason-header" "沒有 Q.850 的 Reason 標頭時";
    "request" "リクエスト" "verzoek" "請求";
    "only if the gateway cannot authenticate" "ゲートウェイが認証できない場合のみ" "alleen als de gateway zich niet kan legitimeren" "僅在閘道器無法通過驗證時";
    "by Warning: otherwise" "Warningによる：その他の場合" "volgens Warning: anders" "依 Warning：其他情況";
    "without diagnostic" "診断情報がない場合" "zonder diagnose-informatie" "沒有診斷資訊時";
    "with diagnostic" "診断情報がある場合" "met diagnose-informatie" "有診斷資訊時";
    "with diagnostic: usable as Contact" "診断情報をContactに使える場合" "met diagnose-informatie die als Contact bruikbaar is" "診斷資訊可作為 Contact 時";
    "no translation" "変換なし" "geen vertaling" "無對應";
    "bearer capability: by Warning another may help" "伝達能力：Warningによれば別の能力で成功し得る場合" "bearer capability: volgens Warning kan een andere helpen" "承載能力：依 Warning 換用其他能力可能成功";
    "bearer capability: by Warning" "伝達能力：Warningによる" "bearer capability: volgens Warning" "承載能力：依 Warning";
    "a Warning may be made of the diagnostic" "診断情報からWarningを作ることができます" "van de diagnose-informatie kan een Warning worden gemaakt" "可由診斷資訊產生 Warning";
    "BYE or CANCEL instead of a response" "レスポンスではなくBYEまたはCANCEL" "BYE of CANCEL in plaats van een antwoord" "以 BYE 或 CANCEL 代替回應";
    "response only" "レスポンスの場合のみ" "alleen als antwoord" "僅限回應";
    "optional" "任意" "optioneel" "可選";
    "with the number of Contact as diagnostic" "Contactの番号を診断情報とする" "met het nummer uit Contact als diagnose-informatie" "以 Contact 的號碼作為診斷資訊";
    "as a rule the redirection is followed" "通常はリダイレクトに従います" "in de regel wordt de omleiding gevolgd" "通常會依重新導向處理";
    "not listed: no status is found and the session ends with 603" "記載なし：対応するステータスがなく603で終了" "niet vermeld: er is geen status en de sessie eindigt met 603" "未列出：無對應狀態碼，會談以 603 結束";
    "no translation: the gateway takes another circuit" "変換なし：ゲートウェイが別の回線を選択" "geen vertaling: de gateway neemt een ander circuit" "無對應：閘道器改用其他電路";
    "location=user: allowed" "生成源がユーザの場合：許容" "locatie is gebruiker: toegestaan" "位置為使用者：允許";
    "not demanded" "必須ではない" "niet verplicht" "非必要";
    "location=user" "生成源がユーザの場合" "locatie is gebruiker" "位置為使用者時";
    "location!=user" "生成源がユーザ以外の場合" "locatie is niet gebruiker" "位置非使用者時";
    "gateway failure" "ゲートウェイの障害" "storing in de gateway" "閘道器故障";
    "else it tries again or treats it as congestion" "それ以外は再試行するか輻輳として扱う" "anders probeert hij opnieuw of behandelt het als overbelasting" "否則重試或視為壅塞";
    "edition of January 2018" "2018年1月版" "uitgave van januari 2018" "2018 年 1 月版";
    "as a rule no translation as the call is being cleared" "通常は切断中のため変換なし" "in de regel geen vertaling omdat het gesprek al wordt verbroken" "通常因通話正在釋放而無對應";
    "this cause if clearing must be started" "切断を開始する必要がある場合はこの値" "deze oorzaak als het verbreken nog moet beginnen" "若須開始釋放則用此原因值";
    "anything else" "その他すべて" "al het overige" "其他一切";
    "ANSI network: a ported number was misrouted" "ANSI方式の網：移転した番号の誤接続" "ANSI-netwerk: een geporteerd nummer is verkeerd gerouteerd" "ANSI 網路：攜碼門號送錯網路";
}

/// How tables name a cause that a program has for itself, around its number and name.
const OWN: (&str, &str) = ("its own cause ", " outside Q.850");

impl<From, To> TranslationRow<From, To> {
    /// The condition in `language`; in the words of the table where those are not known here.
    pub fn condition_in(&self, language: Language) -> String {
        if let Some(whole) = known(&self.condition, language) {
            return whole;
        }
        let parts = self.condition.split("; ");
        let parts: Vec<String> = parts
            .map(|part| known(part, language).unwrap_or_else(|| part.to_owned()))
            .collect();
        parts.join(match language {
            Language::Ja | Language::Zh => "；",
            Language::En | Language::Nl => "; ",
        })
    }
}

fn known(condition: &str, language: Language) -> Option<String> {
    if let Some(name) = condition
        .strip_prefix(OWN.0)
        .and_then(|it| it.strip_suffix(OWN.1))
    {
        return Some(match language {
            Language::En => condition.to_owned(),
            Language::Ja => format!("Q.850にない独自の理由値{name}"),
            Language::Nl => format!("eigen oorzaak {name} buiten Q.850"),
            Language::Zh => format!("Q.850 以外的自訂原因值 {name}"),
        });
    }
    let text = CONDITIONS.iter().find(|it| it.en == condition)?;
    Some(text.in_language(language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Translation;

    #[test]
    fn every_condition_of_the_tables_is_told_in_every_language() {
        for table in Translation::builtins() {
            let causes = table
                .cause_rows()
                .iter()
                .map(|row| (&row.condition, row.condition_in(Language::Ja)));
            let statuses = table
                .status_rows()
                .iter()
                .map(|row| (&row.condition, row.condition_in(Language::Ja)));
            for (english, japanese) in causes.chain(statuses) {
                assert_eq!(english.is_empty(), japanese.is_empty());
                assert!(
                    english.is_empty() || *english != japanese,
                    "{} {english}",
                    table.name()
                );
            }
        }
    }
}

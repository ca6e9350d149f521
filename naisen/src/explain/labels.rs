//! The words between the explanations.

use naisen_cause::Text;

macro_rules! labels {
    ($($name:ident $en:literal $ja:literal $nl:literal $zh:literal;)*) => {
        $(pub(super) const $name: Text = Text { en: $en, ja: $ja, nl: $nl, zh: $zh };)*
    };
}

labels! {
    CALLER "Tell the caller" "発信者への説明" "Voor de beller" "給發話方的說明";
    HAPPENED "What happened" "発生した事象" "Wat er gebeurd is" "發生了什麼事";
    PLACES "Where to look" "調べる場所" "Waar te zoeken" "問題所在";
    NEXT "What to do next" "次の対処" "Wat nu te doen" "下一步";
    CLASS "Class" "クラス" "Klasse" "類別";
    OLDER "Also called" "別名" "Ook genoemd" "其他名稱";
    AS_CAUSE "As a Q.850 cause" "対応するQ.850理由表示値" "Als Q.850-oorzaak" "對應的 Q.850 原因值";
    AS_STATUS "As a SIP status" "対応するSIPステータス" "Als SIP-status" "對應的 SIP 狀態碼";
    DISAGREE "The tables disagree" "対応表により異なります" "De tabellen verschillen" "各表不一致";
    NO_MAPPING "no mapping" "対応なし" "geen vertaling" "無對應";
    GAP "not available: the document could not be read" "未収録（文書を参照できず）" "niet beschikbaar: het document was niet in te zien" "未收錄（無法取得文件）";
    OCTETS "Octets" "オクテット" "Octetten" "八位元組";
    LOCATION "Location" "生成源" "Locatie" "位置";
    DIAGNOSTIC "Diagnostic" "診断情報" "Diagnose-informatie" "診斷資訊";
    COMPLAINTS "Not in order" "不備" "Niet in orde" "不符規範之處";
    CONTRADICTION "Contradiction" "矛盾" "Tegenspraak" "互相矛盾";
    CALL "Call" "呼" "Gesprek" "通話";
    REGISTRATION "Registration" "登録" "Registratie" "註冊";
    OTHER "Other exchange" "その他のやり取り" "Ander verkeer" "其他訊息往來";
    CERTAIN "certain" "確実" "zeker" "確定";
    LIKELY "likely" "推定" "waarschijnlijk" "很可能";
    EVIDENCE "Evidence" "根拠" "Onderbouwing" "佐證";
    FRAME "frame" "フレーム" "frame" "封包";
    CLAUSE "Clause" "根拠条項" "Paragraaf" "依據章節";
    FINAL_STATUS "Final status" "最終ステータス" "Eindstatus" "最終狀態碼";
    MADE_BY "Final status made by" "最終ステータスの生成元" "Eindstatus afkomstig van" "最終狀態碼產生處";
    CHANGED_BY "Changed on the way by" "途中で変更した装置" "Onderweg gewijzigd door" "途中更改處";
    HOST "Host" "ホスト" "Host" "主機";
    CUT_OFF "the trace begins or ends in the middle of it" "トレースがこの途中で始まるか、途中で終わっています" "de trace begint of eindigt er middenin" "擷取紀錄從通話中途開始或在中途結束";
    ALSO "See also" "関連項目" "Zie ook" "另請參閱";
    TEXT "Text" "テキスト" "Tekst" "文字";
    DISAGREE_REASONS "Do not agree" "不一致" "Komen niet overeen" "不一致";
    OTHER_CODING "the octets are not coded by ITU-T: the number below is read by Q.850, the standard that was used may mean something else" "ITU-T の符号化ではありません。以下は Q.850 として読んだ結果で、実際の標準では意味が異なる場合があります" "de octetten zijn niet volgens ITU-T gecodeerd: het getal hieronder is volgens Q.850 gelezen, de gebruikte standaard kan er iets anders mee bedoelen" "八位元組並非依 ITU-T 標準編碼；以下依 Q.850 解讀，實際採用的標準可能另有含義";
    NOTE "Note" "注意" "Let op" "注意";
    PROVISIONAL "provisional (1xx)" "暫定レスポンス（1xx）" "voorlopig (1xx)" "暫時回應（1xx）";
    SUCCESS "success (2xx)" "成功（2xx）" "geslaagd (2xx)" "成功（2xx）";
    REDIRECTION "redirection (3xx)" "リダイレクト（3xx）" "omleiding (3xx)" "重新導向（3xx）";
    REQUEST_FAILURE "request failure (4xx)" "リクエスト失敗（4xx）" "verzoek mislukt (4xx)" "請求失敗（4xx）";
    SERVER_FAILURE "server failure (5xx)" "サーバ障害（5xx）" "serverfout (5xx)" "伺服器錯誤（5xx）";
    GLOBAL_FAILURE "global failure (6xx)" "全宛先で拒否（6xx）" "overal mislukt (6xx)" "全域失敗（6xx）";
    NOTHING "nothing recognised" "認識できるものがありません" "niets herkend" "無法辨識";
}

//! The words between the explanations.

use naisen_cause::Text;

macro_rules! words {
    ($($name:ident $en:literal $ja:literal $nl:literal $zh:literal;)*) => {
        $(pub(super) const $name: Text = Text { en: $en, ja: $ja, nl: $nl, zh: $zh };)*
    };
}

macro_rules! labels {
    ($($name:ident $en:literal $ja:literal $nl:literal $zh:literal;)*) => {
        words! { $($name $en $ja $nl $zh;)* }

        /// The words that stand in the column before the texts.
        pub(super) const LABELS: &[Text] = &[$($name),*];
    };
}

labels! {
    CALLER "Tell the caller" "発信者への説明" "Voor de beller" "給發話方的說明";
    HAPPENED "What happened" "発生した事象" "Wat er gebeurd is" "發生了什麼事";
    PLACES "Where to look" "調べる場所" "Waar te zoeken" "問題所在";
    NEXT "What to do next" "次の対処" "Wat nu te doen" "下一步";
    OLDER "Also called" "別名" "Ook genoemd" "其他名稱";
    AS_CAUSE "As a Q.850 cause" "対応するQ.850理由表示値" "Als Q.850-oorzaak" "對應的 Q.850 原因值";
    AS_STATUS "As a SIP status" "対応するSIPステータス" "Als SIP-status" "對應的 SIP 狀態碼";
    DISAGREE "The tables disagree" "対応表により異なります" "De tabellen verschillen" "各表不一致";
    LOCATION "Location" "生成源" "Locatie" "位置";
    DIAGNOSTIC "Diagnostic" "診断情報" "Diagnose-informatie" "診斷資訊";
    COMPLAINTS "Not in order" "不備" "Niet in orde" "不符規範之處";
    CONTRADICTION "Contradiction" "矛盾" "Tegenspraak" "互相矛盾";
    EVIDENCE "Evidence" "根拠" "Onderbouwing" "佐證";
    CLAUSE "Clause" "根拠条項" "Paragraaf" "依據章節";
    FINAL_STATUS "Final status" "最終ステータス" "Eindstatus" "最終狀態碼";
    MADE_BY "Final status made by" "最終ステータスの生成元" "Eindstatus afkomstig van" "最終狀態碼產生處";
    CHANGED_BY "Changed on the way by" "途中で変更した装置" "Onderweg gewijzigd door" "途中更改處";
    HOST "Host" "ホスト" "Host" "主機";
    TEXT "Text" "テキスト" "Tekst" "文字";
    DISAGREE_REASONS "Do not agree" "不一致" "Komen niet overeen" "不一致";
    NOTE "Note" "注意" "Let op" "注意";
    MAY_CARRY "May carry" "付随し得る情報" "Kan meevoeren" "可附帶資訊";
    PROGRAM_WORD "Word of a program" "プログラム固有の語" "Woord van een programma" "程式用語";
    PURPOSE "What it asks" "リクエストの内容" "Wat het vraagt" "請求內容";
}

words! {
    CLASS "Class" "クラス" "Klasse" "類別";
    NO_MAPPING "no mapping" "対応なし" "geen vertaling" "無對應";
    GAP "not available: the document could not be read" "未収録（文書を参照できず）" "niet beschikbaar: het document was niet in te zien" "未收錄（無法取得文件）";
    OCTETS "Octets" "オクテット" "Octetten" "八位元組";
    CALL "Call" "呼" "Gesprek" "通話";
    REGISTRATION "Registration" "登録" "Registratie" "註冊";
    OTHER "Other exchange" "その他のやり取り" "Ander verkeer" "其他訊息往來";
    CERTAIN "certain" "確実" "zeker" "確定";
    LIKELY "likely" "推定" "waarschijnlijk" "很可能";
    FRAME "frame" "フレーム" "frame" "封包";
    CUT_OFF "the trace begins or ends in the middle of it" "トレースがこの途中で始まるか、途中で終わっています" "de trace begint of eindigt er middenin" "擷取紀錄從通話中途開始或在中途結束";
    ALSO "See also" "関連項目" "Zie ook" "另請參閱";
    OTHER_CODING "the octets are not coded by ITU-T: the number below is read by Q.850, the standard that was used may mean something else" "ITU-T の符号化ではありません。以下は Q.850 として読んだ結果で、実際の標準では意味が異なる場合があります" "de octetten zijn niet volgens ITU-T gecodeerd: het getal hieronder is volgens Q.850 gelezen, de gebruikte standaard kan er iets anders mee bedoelen" "八位元組並非依 ITU-T 標準編碼；以下依 Q.850 解讀，實際採用的標準可能另有含義";
    PROVISIONAL "provisional (1xx)" "暫定レスポンス（1xx）" "voorlopig (1xx)" "暫時回應（1xx）";
    SUCCESS "success (2xx)" "成功（2xx）" "geslaagd (2xx)" "成功（2xx）";
    REDIRECTION "redirection (3xx)" "リダイレクト（3xx）" "omleiding (3xx)" "重新導向（3xx）";
    REQUEST_FAILURE "request failure (4xx)" "リクエスト失敗（4xx）" "verzoek mislukt (4xx)" "請求失敗（4xx）";
    SERVER_FAILURE "server failure (5xx)" "サーバ障害（5xx）" "serverfout (5xx)" "伺服器錯誤（5xx）";
    GLOBAL_FAILURE "global failure (6xx)" "全宛先で拒否（6xx）" "overal mislukt (6xx)" "全域失敗（6xx）";
    NOTHING "nothing recognised" "認識できるものがありません" "niets herkend" "無法辨識";
    RULE "Call ending" "呼の終わり方" "Gespreksafloop" "通話結果";
    NEAREST "did you mean" "もしかして" "bedoelt u" "您是否指";
    NOT_EXPLAINED "not explained" "説明できない語" "niet uitgelegd" "未說明";
    HALF_OCTET "half an octet at the end was left out: a hex digit is missing" "末尾に半端な16進数字が1桁あり、読み飛ばしました" "een half octet aan het einde is weggelaten: er ontbreekt een hexadecimaal cijfer" "結尾多出半個八位元組，已略過：缺一個十六進位數字";
    NO_OCTET "cannot stand in an octet: a cause has seven bits, so this number is a program's own or a mistake" "理由値は7ビットのため、この値はオクテットに収まりません。プログラム独自の値か誤りです" "past niet in een octet: een oorzaak heeft zeven bits, dus dit getal is van een programma zelf of een vergissing" "原因值僅七位元，此數字無法放入八位元組：可能是程式自訂的值或有誤";
    OUT_OF_RANGE "is no code: SIP status codes are 100 to 699, causes of Q.850 are 0 to 127" "は該当するコードがありません。SIPステータスは100～699、Q.850の理由表示値は0～127です" "is geen code: SIP-statuscodes zijn 100 tot en met 699, Q.850-oorzaken 0 tot en met 127" "不是代碼：SIP 狀態碼為 100 至 699，Q.850 原因值為 0 至 127";
    NO_FAULT "none with a fault" "障害のある呼はありません" "geen met een fout" "皆無異常";
    CALLS "calls" "件の呼" "gesprekken" "通通話";
    ONE_CALL "call" "件の呼" "gesprek" "通通話";
    IN_TRACE "in this trace" "がこのトレースにあります" "in deze trace" "在此紀錄中";
    NO_CALL "no SIP call in it; packets" "SIPの呼がありません。パケット数" "er staat geen SIP-gesprek in; pakketten" "其中沒有 SIP 通話；封包數";
    NO_RTP "no RTP in this trace: sound was not judged" "このトレースにRTPがないため、音声は判定していません" "geen RTP in deze trace: het geluid is niet beoordeeld" "此紀錄中沒有 RTP：未判斷語音";
    CALL_REFERENCE "call reference" "呼番号" "oproepreferentie" "呼叫參考值";
    CALLED_OCTETS "octets" "オクテット" "octetten" "個八位元組";
    REASON_OK "another phone answered (the status of its answer)" "別の電話機が応答（その応答のステータス）" "een ander toestel nam op (de status van dat antwoord)" "另一支話機已接聽（其回應的狀態碼）";
    STATUS_LINE "status line" "ステータス行" "statusregel" "狀態行";
    PREEMPTED "Preemption (RFC 4411): the call or its resources gave way to one of higher priority" "プリエンプション（RFC 4411）：優先度の高い呼のために解放されました" "Voorrang (RFC 4411): het gesprek of de middelen moesten wijken voor een met hogere prioriteit" "優先搶占（RFC 4411）：通話或其資源讓給優先權較高者";
    OTHER_PROTOCOL "a protocol of which nothing is known here" "ここでは情報のないプロトコルです" "een protocol waarvan hier niets bekend is" "此處沒有這個協定的資料";
    LOCATION_MEANS "Where the cause was generated: bits 4 to 1 of octet 3 of a Cause element, or the location parameter of a Reason header (RFC 8606 §4)." "理由値の生成源です。理由表示要素のオクテット3のビット4～1、またはReasonヘッダのlocationパラメータ（RFC 8606 §4）で示されます。" "Waar de oorzaak is ontstaan: bit 4 tot en met 1 van octet 3 van een Cause-element, of de parameter location van een Reason-header (RFC 8606 §4)." "原因值產生的位置：Cause 元素第 3 八位元組的位元 4 至 1，或 Reason 標頭的 location 參數（RFC 8606 §4）。";
}

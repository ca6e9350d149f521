//! What a request asks, by its method.

use naisen_cause::Text;
use naisen_sip::Method;

/// What a request of this method asks; `None` for methods that nobody has registered.
pub(super) fn purpose(method: Method<'_>) -> Option<Text> {
    Some(match method {
        Method::Invite => Text {
            en: "Asks for a call, or changes one that exists. A request alone does not tell how the call went: the responses do.",
            ja: "呼の開始、または確立済みの呼の変更を求めるリクエストです。これだけでは呼の結果は分かりません。レスポンスを確認してください。",
            nl: "Vraagt om een gesprek, of wijzigt een bestaand gesprek. Hoe het afliep staat niet in dit verzoek maar in de antwoorden.",
            zh: "要求建立通話，或變更既有的通話。單看這個請求無法得知結果，須看其回應。",
        },
        Method::Ack => Text {
            en: "Acknowledges the final response to an INVITE.",
            ja: "INVITEに対する最終レスポンスの受信確認です。",
            nl: "Bevestigt het definitieve antwoord op een INVITE.",
            zh: "確認已收到 INVITE 的最終回應。",
        },
        Method::Bye => Text {
            en: "Ends an answered call: its sender hung up.",
            ja: "応答済みの呼を終了するリクエストです。送信した側が切断しました。",
            nl: "Beëindigt een aangenomen gesprek: de afzender heeft opgehangen.",
            zh: "結束已接聽的通話：送出的一方掛斷了。",
        },
        Method::Cancel => Text {
            en: "Withdraws an INVITE that was not answered yet: usually the caller gave up, or another phone answered.",
            ja: "応答前のINVITEを取り消すリクエストです。多くは発信者が切ったか、別の電話機が応答した場合です。",
            nl: "Trekt een INVITE in die nog niet is beantwoord: meestal hing de beller op, of nam een ander toestel op.",
            zh: "取消尚未接聽的 INVITE：通常是發話方放棄，或已由其他話機接聽。",
        },
        Method::Register => Text {
            en: "Registers a phone: tells the exchange where calls for a number are to be sent.",
            ja: "電話機の登録です。その番号への着信をどこへ送るかを交換機に知らせます。",
            nl: "Meldt een toestel aan: vertelt de centrale waar oproepen voor een nummer heen moeten.",
            zh: "註冊話機：告知交換機該號碼的來電應送往何處。",
        },
        Method::Options => Text {
            en: "Asks what the other side can do; often only a check that it is alive.",
            ja: "相手の能力を問い合わせます。多くは死活監視に使われます。",
            nl: "Vraagt wat de andere kant kan; vaak alleen een controle of die nog leeft.",
            zh: "查詢對方的能力；常只用於確認對方是否運作。",
        },
        Method::Prack => Text {
            en: "Acknowledges a reliable provisional response.",
            ja: "信頼性のある暫定レスポンスの受信確認です。",
            nl: "Bevestigt een betrouwbaar voorlopig antwoord.",
            zh: "確認可靠的暫時回應。",
        },
        Method::Update => Text {
            en: "Changes or refreshes a session without a new INVITE.",
            ja: "新たなINVITEを使わずにセッションを変更または更新します。",
            nl: "Wijzigt of ververst een sessie zonder nieuwe INVITE.",
            zh: "不用新的 INVITE 而變更或更新會談。",
        },
        Method::Info => Text {
            en: "Carries information within a call, such as a pressed key.",
            ja: "通話中の情報（押されたボタンなど）を運びます。",
            nl: "Brengt informatie over tijdens een gesprek, zoals een ingedrukte toets.",
            zh: "在通話中傳送資訊，例如按下的按鍵。",
        },
        Method::Refer => Text {
            en: "Asks the receiver to call somebody else: a transfer.",
            ja: "受信側に別の相手への発信を求めます（転送）。",
            nl: "Vraagt de ontvanger iemand anders te bellen: doorverbinden.",
            zh: "要求接收方改撥他人：轉接。",
        },
        Method::Subscribe => Text {
            en: "Asks to be told of changes, such as whether a phone is busy.",
            ja: "状態（電話機の話中など）の通知を求めます。",
            nl: "Vraagt om meldingen, bijvoorbeeld of een toestel in gesprek is.",
            zh: "要求通知狀態變化，例如話機是否忙線。",
        },
        Method::Notify => Text {
            en: "Tells of a change to one who asked for it.",
            ja: "求められた状態の変化を通知します。",
            nl: "Meldt een wijziging aan wie erom vroeg.",
            zh: "把狀態變化通知訂閱的一方。",
        },
        Method::Message => Text {
            en: "Carries a text message.",
            ja: "テキストメッセージを運びます。",
            nl: "Brengt een tekstbericht over.",
            zh: "傳送文字訊息。",
        },
        Method::Publish => Text {
            en: "Tells a server the state of its sender, such as present or away.",
            ja: "送信側の状態（在席・離席など）をサーバに知らせます。",
            nl: "Meldt een server de toestand van de afzender, zoals aanwezig of afwezig.",
            zh: "把送出方的狀態（在線、離開等）告知伺服器。",
        },
        _ => return None,
    })
}

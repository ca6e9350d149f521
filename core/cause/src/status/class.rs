//! Meanings of the classes, for status codes nobody registered (RFC 3261 §8.1.3.2).

use crate::{Explanation, Place, Text};

pub(crate) const CLASS_1XX: Explanation = Explanation {
    title: Text {
        en: "Provisional, unknown code",
        ja: "暫定レスポンス（未知のコード）",
        nl: "Voorlopig antwoord, onbekende code",
        zh: "暫時回應（未知代碼）",
    },
    caller: Text {
        en: "Your call is still being set up.",
        ja: "お電話はまだおつなぎしている途中です。",
        nl: "Uw oproep wordt nog opgezet.",
        zh: "您的電話仍在接通中。",
    },
    happened: Text {
        en: "The code itself is not registered; its class says that the request is in progress. It is treated as 183.",
        ja: "このコードは登録されていませんが、クラスから、リクエストが処理中であることが分かります。183と同じに扱われます。",
        nl: "De code zelf is niet geregistreerd; de klasse zegt dat het verzoek nog loopt. Hij wordt behandeld als 183.",
        zh: "這個代碼未經登錄，但從類別可知請求仍在處理中。一律視同 183。",
    },
    places: &[],
    next: Text {
        en: "Wait for the final response. To learn what the sender meant, read its phrase and the manual of the device named in Server or User-Agent.",
        ja: "最終レスポンスを待ってください。送信側の意図を知るには、理由フレーズと、ServerまたはUser-Agentに示された装置の資料を確認してください。",
        nl: "Wacht op het eindantwoord. Wilt u weten wat de afzender bedoelt, lees dan de statustekst en de handleiding van het apparaat dat in Server of User-Agent staat.",
        zh: "請等待最終回應。想了解送出端的用意，請看回應文字，以及 Server 或 User-Agent 所示設備的手冊。",
    },
};

pub(crate) const CLASS_2XX: Explanation = Explanation {
    title: Text {
        en: "Success, unknown code",
        ja: "成功（未知のコード）",
        nl: "Gelukt, onbekende code",
        zh: "成功（未知代碼）",
    },
    caller: Text {
        en: "What was asked for has succeeded.",
        ja: "ご依頼の操作は完了しました。",
        nl: "Wat u vroeg is gelukt.",
        zh: "您要求的動作已成功。",
    },
    happened: Text {
        en: "The code itself is not registered; its class says that the request succeeded. It is treated as 200.",
        ja: "このコードは登録されていませんが、クラスから、リクエストが成功したことが分かります。200と同じに扱われます。",
        nl: "De code zelf is niet geregistreerd; de klasse zegt dat het verzoek is geslaagd. Hij wordt behandeld als 200.",
        zh: "這個代碼未經登錄，但從類別可知請求已成功。一律視同 200。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs doing. If the device behaves oddly afterwards, ask its maker what the code stands for.",
        ja: "対処は不要です。その後の動作がおかしい場合は、装置メーカーにコードの意味を問い合わせてください。",
        nl: "U hoeft niets te doen. Doet het apparaat daarna vreemd, vraag dan de fabrikant waar de code voor staat.",
        zh: "不需處理。如果之後設備行為異常，請向原廠詢問此代碼的意義。",
    },
};

pub(crate) const CLASS_3XX: Explanation = Explanation {
    title: Text {
        en: "Redirection, unknown code",
        ja: "リダイレクト（未知のコード）",
        nl: "Omleiding, onbekende code",
        zh: "重新導向（未知代碼）",
    },
    caller: Text {
        en: "The person you are calling must be reached at another address.",
        ja: "お相手には、別の宛先へおかけいただく必要があります。",
        nl: "De persoon die u belt is op een ander nummer of adres te bereiken.",
        zh: "需改用其他聯絡方式才能找到對方。",
    },
    happened: Text {
        en: "The code itself is not registered; its class says that the request must be sent elsewhere to succeed. It is treated as 300, and Contact should hold the addresses to try.",
        ja: "このコードは登録されていませんが、クラスから、別の宛先へ送り直す必要があると分かります。300と同じに扱われ、候補の宛先は通常Contactに示されます。",
        nl: "De code zelf is niet geregistreerd; de klasse zegt dat het verzoek ergens anders heen moet. Hij wordt behandeld als 300, en in Contact horen de adressen te staan die u kunt proberen.",
        zh: "這個代碼未經登錄，但從類別可知請求須改送他處。一律視同 300，可嘗試的位址應列在 Contact 中。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Look at Contact, and check whether the exchange follows redirections and may dial the address given.",
        ja: "Contactを確認し、交換機がリダイレクトに従うか、その宛先への発信が許可されているかを調べてください。",
        nl: "Bekijk Contact en ga na of de centrale omleidingen volgt en het opgegeven adres mag bellen.",
        zh: "請查看 Contact，並確認交換機會跟隨重新導向，也允許撥往該位址。",
    },
};

pub(crate) const CLASS_4XX: Explanation = Explanation {
    title: Text {
        en: "Request refused, unknown code",
        ja: "リクエスト拒否（未知のコード）",
        nl: "Verzoek geweigerd, onbekende code",
        zh: "請求被拒（未知代碼）",
    },
    caller: Text {
        en: "The call could not be put through as it was dialled.",
        ja: "おかけになった方法では、おつなぎできませんでした。",
        nl: "De oproep kon op deze manier niet tot stand komen.",
        zh: "這通電話以目前的方式無法接通。",
    },
    happened: Text {
        en: "The code itself is not registered; its class says that this server cannot fulfil the request as it stands. It is treated as 400, although another server might still accept the request.",
        ja: "このコードは登録されていませんが、クラスから、このサーバでは今のままのリクエストを処理できないと分かります。400と同じに扱われますが、別のサーバなら受け付ける可能性もあります。",
        nl: "De code zelf is niet geregistreerd; de klasse zegt dat deze server het verzoek zo niet kan uitvoeren. Hij wordt behandeld als 400, al kan een andere server het verzoek misschien wel aannemen.",
        zh: "這個代碼未經登錄，但從類別可知這台伺服器無法依現狀處理請求。一律視同 400，不過換一台伺服器也許就會接受。",
    },
    places: &[
        Place::Exchange,
        Place::OwnPhone,
        Place::OtherParty,
        Place::Carrier,
    ],
    next: Text {
        en: "Do not repeat the request unchanged. Read the phrase and any Warning or Reason header, and find the hop that made the response.",
        ja: "同じリクエストをそのまま繰り返さないでください。理由フレーズとWarning、Reasonヘッダを読み、どのサーバがレスポンスを生成したかを特定してください。",
        nl: "Herhaal het verzoek niet ongewijzigd. Lees de statustekst en een eventuele Warning- of Reason-header en zoek uit welke hop het antwoord heeft gemaakt.",
        zh: "不要原封不動地重送請求。請看回應文字及 Warning、Reason 標頭，並找出是哪一站產生此回應。",
    },
};

pub(crate) const CLASS_5XX: Explanation = Explanation {
    title: Text {
        en: "Server failure, unknown code",
        ja: "サーバ障害（未知のコード）",
        nl: "Serverfout, onbekende code",
        zh: "伺服器錯誤（未知代碼）",
    },
    caller: Text {
        en: "The call failed because of a fault in the telephone service; please try again in a little while.",
        ja: "電話サービス側の不具合でおつなぎできませんでしたので、しばらくしてからおかけ直しください。",
        nl: "De oproep is mislukt door een storing in de telefoondienst; probeer het over enkele ogenblikken opnieuw.",
        zh: "電話服務發生問題，這通電話未能接通，請稍後再試。",
    },
    happened: Text {
        en: "The code itself is not registered; its class says that the server failed on a request that may well be valid. It is treated as 500.",
        ja: "このコードは登録されていませんが、クラスから、リクエスト自体は正しくてもサーバ側で失敗したと分かります。500と同じに扱われます。",
        nl: "De code zelf is niet geregistreerd; de klasse zegt dat het op de server misging, ook al kan het verzoek in orde zijn. Hij wordt behandeld als 500.",
        zh: "這個代碼未經登錄，但從類別可知請求本身可能沒錯，是伺服器處理失敗。一律視同 500。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Try again or by another route. If it persists, give the operator of the server that made the response the time and the Call-ID.",
        ja: "時間をおくか、別の経路でかけ直してください。続く場合は、レスポンスを生成したサーバの運用者に時刻とCall-IDを伝えてください。",
        nl: "Probeer het opnieuw of via een andere route. Blijft het zo, geef dan het tijdstip en de Call-ID door aan de beheerder van de server die het antwoord maakte.",
        zh: "請重試或改走其他路由。如果持續發生，請把時間與 Call-ID 告知產生此回應之伺服器的管理者。",
    },
};

pub(crate) const CLASS_6XX: Explanation = Explanation {
    title: Text {
        en: "Refused everywhere, unknown code",
        ja: "全宛先で拒否（未知のコード）",
        nl: "Overal geweigerd, onbekende code",
        zh: "全面拒絕（未知代碼）",
    },
    caller: Text {
        en: "The call was refused, and trying another way will not help for now.",
        ja: "お電話は受け付けられず、ほかの方法でも今はおつなぎできません。",
        nl: "De oproep is geweigerd; een andere weg proberen helpt nu niet.",
        zh: "這通電話被拒接，目前換其他方式也無法接通。",
    },
    happened: Text {
        en: "The code itself is not registered; its class says that no other destination of this user will take the call either. It is treated as 600 as far as the procedure goes, which does not mean that the called party is busy.",
        ja: "このコードは登録されていませんが、クラスから、この相手のどの宛先でも受け付けられないと分かります。手順上は600と同じに扱われますが、話中という意味ではありません。",
        nl: "De code zelf is niet geregistreerd; de klasse zegt dat geen enkele bestemming van deze gebruiker de oproep aanneemt. In de procedure wordt hij behandeld als 600, maar dat betekent niet dat de gebelde partij in gesprek is.",
        zh: "這個代碼未經登錄，但從類別可知這位用戶的任何一處都不會接受這通電話。程序上視同 600，但不代表受話方忙線。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Do not let the exchange try further routes. Read the phrase and any Reason header, and ask the called party or the carrier.",
        ja: "交換機から別の経路で試し続けないでください。理由フレーズとReasonヘッダを読み、着信側または通信事業者に確認してください。",
        nl: "Laat de centrale geen andere routes meer proberen. Lees de statustekst en een eventuele Reason-header en vraag het na bij de gebelde partij of de aanbieder.",
        zh: "不要讓交換機再嘗試其他路由。請看回應文字與 Reason 標頭，並向受話方或電信業者查詢。",
    },
};

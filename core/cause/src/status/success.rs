//! Meanings of the successful responses (2xx).

use crate::{Explanation, Text};

pub(crate) const STATUS_200: Explanation = Explanation {
    title: Text {
        en: "Success",
        ja: "成功",
        nl: "Gelukt",
        zh: "成功",
    },
    caller: Text {
        en: "It worked: the call was answered, or what was asked for has been done.",
        ja: "お相手が電話にお出になったか、ご依頼の操作が完了しました。",
        nl: "Het is gelukt: er is opgenomen, of wat u vroeg is uitgevoerd.",
        zh: "已成功：對方已接聽，或您要求的動作已完成。",
    },
    happened: Text {
        en: "The request succeeded; what that means depends on the method in CSeq. For INVITE the call is answered and needs an ACK, for REGISTER the Contact headers list the bindings now in force, for BYE the call is over.",
        ja: "リクエストは成功しました。意味はCSeqのメソッドで決まり、INVITEなら応答（ACKが必要）、REGISTERなら有効な登録がContactに列挙され、BYEなら切断完了です。",
        nl: "Het verzoek is geslaagd; wat dat betekent hangt af van de methode in CSeq. Bij INVITE is er opgenomen en moet er een ACK volgen, bij REGISTER noemen de Contact-headers de geldige registraties, bij BYE is het gesprek beëindigd.",
        zh: "請求已成功，含意要看 CSeq 中的方法。INVITE 表示對方已接聽，須回 ACK；REGISTER 會在 Contact 列出目前有效的註冊；BYE 則表示通話已結束。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs doing. If the same 200 to an INVITE is repeated and the call drops after about 32 seconds, find out why the ACK does not arrive (Contact, Record-Route, NAT).",
        ja: "対処は不要です。INVITEへの200が再送され、約32秒で切断される場合は、ACKが届かない原因（Contact、Record-Route、NAT）を調べてください。",
        nl: "U hoeft niets te doen. Wordt de 200 op een INVITE steeds herhaald en valt het gesprek na ongeveer 32 seconden weg, zoek dan uit waarom de ACK niet aankomt (Contact, Record-Route, NAT).",
        zh: "不需處理。如果 INVITE 的 200 一再重送，通話約 32 秒後中斷，請查明 ACK 為何送不到（Contact、Record-Route、NAT）。",
    },
};

pub(crate) const STATUS_202: Explanation = Explanation {
    title: Text {
        en: "Accepted",
        ja: "受付済み",
        nl: "Geaccepteerd",
        zh: "已受理",
    },
    caller: Text {
        en: "Your request has been received and is being dealt with.",
        ja: "ご依頼を受け付け、処理を進めています。",
        nl: "Uw verzoek is ontvangen en wordt afgehandeld.",
        zh: "已收到您的要求，正在處理。",
    },
    happened: Text {
        en: "The request was taken in, but its outcome was not yet known; older equipment answers SUBSCRIBE and REFER this way. RFC 6665 has deprecated the code: new equipment sends 200, and a receiver treats both alike. Servers that store a MESSAGE for later delivery still send it.",
        ja: "リクエストは受理されましたが、結果はまだ決まっていません。古い装置がSUBSCRIBEやREFERに返すコードで、RFC 6665で非推奨となり、新しい装置は200を返します（受信側はどちらも同じに扱います）。MESSAGEを蓄積して後で届けるサーバは、今もこれを返します。",
        nl: "Het verzoek is aangenomen, maar de uitkomst stond nog niet vast; oudere apparatuur beantwoordt SUBSCRIBE en REFER zo. Volgens RFC 6665 is de code verouderd: nieuwe apparatuur stuurt 200, en de ontvanger behandelt beide gelijk. Servers die een MESSAGE bewaren om later af te leveren, sturen hem nog steeds.",
        zh: "請求已收下，但當時結果未定；較舊的設備會這樣回應 SUBSCRIBE 與 REFER。RFC 6665 已將此碼列為淘汰，新設備改送 200，接收端將兩者同等看待。暫存 MESSAGE 待日後遞送的伺服器至今仍會送出此碼。",
    },
    places: &[],
    next: Text {
        en: "After a SUBSCRIBE or REFER, look at the NOTIFY that follows: it holds the real outcome. If none comes, check that the subscriber can be reached at its Contact.",
        ja: "SUBSCRIBEやREFERの実際の結果は、続いて届くNOTIFYで確認してください。届かない場合は、購読側のContactに到達できるかを調べてください。",
        nl: "Kijk na een SUBSCRIBE of REFER naar de NOTIFY die volgt: daarin staat de echte uitkomst. Blijft die uit, controleer dan of de abonnee op zijn Contact-adres bereikbaar is.",
        zh: "若為 SUBSCRIBE 或 REFER，請看後續的 NOTIFY，真正的結果在其中。如果沒收到，請確認訂閱端的 Contact 位址是否可達。",
    },
};

pub(crate) const STATUS_204: Explanation = Explanation {
    title: Text {
        en: "Nothing new to report",
        ja: "通知すべき変化なし",
        nl: "Geen nieuwe melding",
        zh: "無新通知",
    },
    caller: Text {
        en: "Everything is in order, and there is nothing new to show.",
        ja: "正常に動作しており、新しいお知らせはありません。",
        nl: "Alles is in orde en er is niets nieuws te melden.",
        zh: "一切正常，目前沒有新的內容。",
    },
    happened: Text {
        en: "The SUBSCRIBE succeeded, but its Suppress-If-Match matches the current state, so that no NOTIFY follows. The subscription stands.",
        ja: "SUBSCRIBEは成功しましたが、Suppress-If-Matchが現在の状態と一致したため、NOTIFYは送られません。購読は有効です。",
        nl: "De SUBSCRIBE is geslaagd, maar de waarde in Suppress-If-Match komt overeen met de huidige toestand en daarom volgt er geen NOTIFY. Het abonnement blijft gewoon van kracht.",
        zh: "SUBSCRIBE 已成功，但 Suppress-If-Match 與目前狀態相符，所以不會再送 NOTIFY。訂閱仍然有效。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs doing. If the phone shows an old state, have it subscribe again without Suppress-If-Match.",
        ja: "対処は不要です。電話機の表示が古い場合は、Suppress-If-Matchを付けずに購読し直してください。",
        nl: "U hoeft niets te doen. Toont het toestel een oude toestand, laat het zich dan opnieuw abonneren zonder Suppress-If-Match.",
        zh: "不需處理。如果話機顯示的狀態是舊的，請讓它不帶 Suppress-If-Match 重新訂閱。",
    },
};

//! Meanings of the provisional responses (1xx).

use crate::{Explanation, Text};

pub(crate) const STATUS_100: Explanation = Explanation {
    title: Text {
        en: "Call being processed",
        ja: "接続処理中",
        nl: "Oproep in behandeling",
        zh: "處理中",
    },
    caller: Text {
        en: "Your call is on its way; please wait a moment.",
        ja: "ただいまおつなぎしていますので、そのままお待ちください。",
        nl: "Uw oproep wordt verwerkt; een ogenblik geduld.",
        zh: "您的電話正在接通中，請稍候。",
    },
    happened: Text {
        en: "The next hop has received the request and is working on it, so the sender stops repeating the INVITE. It is valid for this hop only and says nothing yet about the called party.",
        ja: "次ホップのサーバがリクエストを受け取って処理を始めたため、INVITEの再送が止まります。この区間だけのレスポンスで、着信側の状態はまだ分かりません。",
        nl: "De volgende hop heeft het verzoek ontvangen en is ermee bezig, waardoor de afzender de INVITE niet meer herhaalt. Dit geldt alleen voor deze hop en zegt nog niets over de gebelde partij.",
        zh: "下一站已收到請求並開始處理，因此送出端不再重送 INVITE。這個回應只對這一段有效，還看不出受話方的狀況。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs doing. If nothing follows it, look beyond the hop that sent it: that hop is alive, but hears nothing from the next one.",
        ja: "対処は不要です。このあと何も届かない場合は、これを返したサーバは動作しているので、その先の区間を調べてください。",
        nl: "U hoeft niets te doen. Blijft het hierbij, zoek dan voorbij de hop die dit stuurde: die hop werkt, maar hoort niets van de volgende.",
        zh: "不需處理。如果之後沒有下文，請往送出此回應的那一站之後查：那一站運作正常，只是等不到再下一站的回應。",
    },
};

pub(crate) const STATUS_180: Explanation = Explanation {
    title: Text {
        en: "Ringing",
        ja: "呼出中",
        nl: "Toestel gaat over",
        zh: "響鈴中",
    },
    caller: Text {
        en: "The phone at the other end is ringing.",
        ja: "お相手の電話を呼び出しています。",
        nl: "Het toestel van de ander gaat over.",
        zh: "對方的電話正在響鈴。",
    },
    happened: Text {
        en: "The called party's phone is alerting its user. Without early media the caller's phone makes the ringback tone itself.",
        ja: "着信側の電話機が呼出音を鳴らしています。アーリーメディアがなければ、発信者に聞こえる呼出音は発信側の電話機が自分で鳴らします。",
        nl: "Het toestel van de gebelde partij gaat over. Is er geen early media, dan maakt het toestel van de beller zelf de overgaantoon.",
        zh: "受話方的話機正在響鈴。如果沒有 early media，發話方聽到的回鈴音由自己的話機產生。",
    },
    places: &[],
    next: Text {
        en: "Wait for the answer. If the caller hears no ringback tone, check whether an earlier 183 switched the phone to early media that carries no sound.",
        ja: "応答を待ってください。発信者に呼出音が聞こえない場合は、先に届いた183で電話機がアーリーメディアに切り替わり、無音になっていないかを確認してください。",
        nl: "Wacht tot er wordt opgenomen. Hoort de beller niets overgaan, kijk dan of een eerdere 183 het toestel op early media heeft gezet waarin geen geluid meekomt.",
        zh: "請等待對方接聽。如果發話方聽不到回鈴音，請查看之前是否有 183 讓話機改播 early media，而實際上沒有聲音送來。",
    },
};

pub(crate) const STATUS_181: Explanation = Explanation {
    title: Text {
        en: "Call being forwarded",
        ja: "転送中",
        nl: "Oproep wordt doorgeschakeld",
        zh: "來電轉接中",
    },
    caller: Text {
        en: "Your call is being forwarded to another number.",
        ja: "お電話を別の番号へ転送しています。",
        nl: "Uw oproep wordt doorgeschakeld naar een ander nummer.",
        zh: "您的電話正轉接到另一個號碼。",
    },
    happened: Text {
        en: "A server on the way or the called party's phone is sending the call to another destination. The caller keeps waiting in the same call.",
        ja: "途中のサーバまたは着信側の電話機が、呼を別の宛先へ転送しています。発信者は同じ呼のまま待ちます。",
        nl: "Een server onderweg of het toestel van de gebelde partij stuurt de oproep door naar een andere bestemming. De beller wacht gewoon in dezelfde oproep.",
        zh: "途中的伺服器或受話方的話機正把這通電話轉往另一個目的地，發話方留在同一通電話中等候。",
    },
    places: &[],
    next: Text {
        en: "Wait. If the call ends up at the wrong place, look at History-Info or Diversion and at the forwarding set for the called number.",
        ja: "そのままお待ちください。意図しない相手につながる場合は、History-InfoやDiversionと、着信番号の転送設定を確認してください。",
        nl: "Wacht af. Komt de oproep verkeerd uit, bekijk dan History-Info of Diversion en de doorschakeling die op het gebelde nummer staat.",
        zh: "請稍候。如果轉到錯的地方，請查看 History-Info 或 Diversion，以及受話號碼的轉接設定。",
    },
};

pub(crate) const STATUS_182: Explanation = Explanation {
    title: Text {
        en: "Waiting in a queue",
        ja: "順番待ち",
        nl: "In de wachtrij",
        zh: "排隊等候中",
    },
    caller: Text {
        en: "You are in a queue and will be helped as soon as someone is free.",
        ja: "順番におつなぎしますので、そのままお待ちください。",
        nl: "U staat in de wachtrij en wordt geholpen zodra er iemand vrij is.",
        zh: "您正在排隊等候，有人空出來就會為您接通。",
    },
    happened: Text {
        en: "The called party cannot take the call at once, and the far side holds it in a queue instead of refusing it. The phrase may tell how many are ahead, and several such responses may come.",
        ja: "着信側はすぐに応答できませんが、呼を拒否せずに待ち行列へ入れています。理由フレーズに待ち人数が示されることがあり、このレスポンスは何度か届くことがあります。",
        nl: "De gebelde partij kan niet meteen opnemen en de andere kant zet de oproep in een wachtrij in plaats van hem te weigeren. In de statustekst kan staan hoeveel bellers er voor zijn, en dit antwoord kan vaker komen.",
        zh: "受話方暫時無法接聽，對端沒有拒絕，而是讓這通電話排隊。回應的文字可能註明前面還有幾通，也可能收到好幾次。",
    },
    places: &[],
    next: Text {
        en: "Wait. If the call is cut while queued, compare the waiting time with the ring timeout of the exchange and with Timer C of the proxies (over 3 minutes without a new response).",
        ja: "そのままお待ちください。待っている間に切断される場合は、待ち時間を、交換機の呼出時間の上限やプロキシのタイマC（新しいレスポンスがないまま3分余り）と比べてください。",
        nl: "Wacht af. Valt de oproep in de wachtrij weg, vergelijk dan de wachttijd met de maximale beltijd van de centrale en met Timer C van de proxy's (ruim 3 minuten zonder nieuw antwoord).",
        zh: "請稍候。如果排隊中被切斷，請把等候時間與交換機的響鈴時限、以及代理伺服器的 Timer C（略多於 3 分鐘沒有新回應）對照看看。",
    },
};

pub(crate) const STATUS_183: Explanation = Explanation {
    title: Text {
        en: "Call progress",
        ja: "接続経過の通知",
        nl: "Oproep vordert",
        zh: "接續進行中",
    },
    caller: Text {
        en: "Your call is being connected, and you may already hear a tone or an announcement.",
        ja: "おつなぎしている途中で、呼出音や案内が聞こえることがあります。",
        nl: "Uw oproep wordt opgezet; mogelijk hoort u al een toon of een gesproken melding.",
        zh: "電話正在接通，您可能已經聽到鈴聲或語音說明。",
    },
    happened: Text {
        en: "The far side reports progress without saying that the phone rings. It usually carries SDP, so that ringback tone or an announcement comes as early media from the network before the answer.",
        ja: "着信側が、呼出中とまでは言わずに接続の経過を知らせています。多くはSDPを伴い、応答前の呼出音や案内が網からアーリーメディアとして流れます。",
        nl: "De andere kant meldt voortgang, zonder te zeggen dat het toestel overgaat. Meestal zit er SDP bij, zodat de overgaantoon of een melding al vóór het opnemen als early media uit het netwerk komt.",
        zh: "對端回報進度，但沒有表示話機已在響鈴。通常帶有 SDP，接聽前的回鈴音或語音說明會以 early media 從網路送來。",
    },
    places: &[],
    next: Text {
        en: "Wait. If the caller hears nothing, check whether RTP reaches the caller's phone at all and, where 100rel is required, that PRACK was sent.",
        ja: "そのままお待ちください。発信者に何も聞こえない場合は、発信側の電話機にRTPが届いているか、100relが必須ならPRACKが送られているかを確認してください。",
        nl: "Wacht af. Hoort de beller niets, controleer dan of er bij het toestel van de beller RTP binnenkomt en, als 100rel verplicht is, of er een PRACK is verstuurd.",
        zh: "請稍候。如果發話方聽不到聲音，請檢查發話方的話機是否收到 RTP；若要求 100rel，也要確認有送出 PRACK。",
    },
};

pub(crate) const STATUS_199: Explanation = Explanation {
    title: Text {
        en: "One branch has ended",
        ja: "呼出先の一つが終了",
        nl: "Eén tak beëindigd",
        zh: "其中一路已結束",
    },
    caller: Text {
        en: "One of the phones being called will not take the call, and the attempt goes on at the others.",
        ja: "呼び出した電話機の1台は応答しませんが、ほかの電話機の呼び出しは続いています。",
        nl: "Eén van de gebelde toestellen neemt niet op, maar de oproep loopt nog door.",
        zh: "其中一支電話不會接聽，其他電話仍在嘗試中。",
    },
    happened: Text {
        en: "One early dialog of a forked INVITE is over, while the call itself still waits for its final response. A Reason header may tell with which status that branch failed; only callers that send Supported: 199 get it.",
        ja: "フォークしたINVITEのアーリーダイアログの一つが終わりましたが、呼としては最終レスポンスを待っています。その分岐の失敗時のステータスはReasonヘッダで分かることがあり、このレスポンスはSupported: 199を送った発信側にだけ届きます。",
        nl: "Eén early dialog van een geforkte INVITE is voorbij, terwijl de oproep zelf nog op een eindantwoord wacht. Een Reason-header kan vertellen met welke status die tak mislukte; alleen wie Supported: 199 meestuurt, krijgt dit te zien.",
        zh: "分叉 INVITE 的其中一個 early dialog 已結束，但整通電話仍在等最終回應。Reason 標頭可能說明該分支以哪個狀態碼失敗；只有帶 Supported: 199 的發話端才會收到。",
    },
    places: &[],
    next: Text {
        en: "Release the media and resources of that early dialog only, and keep waiting for the final response.",
        ja: "そのアーリーダイアログのメディアとリソースだけを解放し、最終レスポンスを待ち続けてください。",
        nl: "Geef alleen de media en middelen van die ene early dialog vrij en wacht verder op het eindantwoord.",
        zh: "只釋放該 early dialog 的媒體與資源，並繼續等待最終回應。",
    },
};

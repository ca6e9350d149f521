//! Meanings of the server failures (5xx).

use crate::{Explanation, Place, Text};

pub(crate) const STATUS_500: Explanation = Explanation {
    title: Text {
        en: "Server internal error",
        ja: "サーバ内部エラー",
        nl: "Interne serverfout",
        zh: "伺服器內部錯誤",
    },
    caller: Text {
        en: "Something went wrong in the telephone service while your call was being handled; please try again.",
        ja: "電話サービスの内部で問題が起きましたので、もう一度おかけ直しください。",
        nl: "Er ging iets mis in de telefoondienst tijdens de afhandeling van uw oproep; probeer het opnieuw.",
        zh: "電話服務處理這通電話時發生問題，請再試一次。",
    },
    happened: Text {
        en: "A server met an unexpected condition and gave up on the request, at call setup or, in answer to a BYE, at hang-up. It is also sent for a CSeq out of order, for a re-INVITE that arrives before the previous one is answered (then with Retry-After), and by gateways for causes that have no status of their own.",
        ja: "発信の処理中に（BYEへのレスポンスであれば切断の処理中に）、サーバが想定外の状態になり、処理を断念しました。CSeqの順序違反や、前のINVITEの処理中に届いたre-INVITE（Retry-After付き）にも返され、ゲートウェイは対応するステータスのない理由表示値にも使います。",
        nl: "Een server liep tegen iets onverwachts aan en gaf het verzoek op, bij het opzetten van het gesprek of, als antwoord op een BYE, bij het ophangen. Het komt ook voor bij een CSeq in de verkeerde volgorde, bij een re-INVITE terwijl de vorige nog onbeantwoord is (dan met Retry-After) en bij gateways voor oorzaken zonder eigen SIP-status.",
        zh: "伺服器遇到非預期的狀況而放棄處理，可能發生在建立通話時；如果回應的是 BYE，則是在掛斷時。CSeq 順序錯誤、前一個 INVITE 未完成又收到 re-INVITE（附 Retry-After）也會送出，閘道器遇到沒有對應狀態碼的原因值時也用它。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Try again, after Retry-After if it is given. If it persists, find the hop that made the response, look at its Reason and Warning headers, and give its operator the time and the Call-ID.",
        ja: "Retry-Afterがあればその秒数の後に、かけ直してください。続く場合は、レスポンスを生成したサーバを特定し、ReasonとWarningヘッダを調べ、時刻とCall-IDを運用者に伝えてください。",
        nl: "Probeer het opnieuw; staat er een Retry-After bij, wacht dan eerst zo lang. Blijft het zo, zoek dan de hop die het antwoord maakte, bekijk de Reason- en Warning-header en geef tijdstip en Call-ID door aan de beheerder.",
        zh: "請再試一次；如有 Retry-After，等過了該秒數再試。如果持續發生，請找出產生此回應的那一站，查看 Reason 與 Warning 標頭，並把時間與 Call-ID 告知其管理者。",
    },
};

pub(crate) const STATUS_501: Explanation = Explanation {
    title: Text {
        en: "Not implemented",
        ja: "未実装の機能",
        nl: "Functie niet ondersteund",
        zh: "功能未實作",
    },
    caller: Text {
        en: "The telephone service does not offer what was asked for.",
        ja: "ご利用の電話サービスは、この操作に対応していません。",
        nl: "De telefoondienst ondersteunt niet wat er werd gevraagd.",
        zh: "電話服務不提供您要求的功能。",
    },
    happened: Text {
        en: "The server does not know this method for any user. A server that knows the method but does not allow it here answers 405 instead; gateways send 501 for causes such as 79.",
        ja: "サーバがこのメソッドをまったく実装していません。メソッドは知っているがここでは許可しない場合は405になり、ゲートウェイは理由表示値79などに501を使います。",
        nl: "De server kent deze methode voor geen enkele gebruiker. Kent hij de methode wel maar staat hij haar hier niet toe, dan is het 405; gateways sturen 501 voor oorzaken als 79.",
        zh: "伺服器完全不認得這個方法，對任何用戶皆然。認得但不允許時會回 405；閘道器則把原因值 79 等轉成 501。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Look at the method in CSeq and at the Allow header of the server. Switch off the function that uses the method (for instance MESSAGE, PUBLISH, REFER) towards that server.",
        ja: "CSeqのメソッドと、サーバのAllowヘッダを確認してください。MESSAGE、PUBLISH、REFERなど、そのメソッドを使う機能を、そのサーバ向けには無効にしてください。",
        nl: "Kijk welke methode in CSeq staat en wat de server in Allow opgeeft. Zet richting die server de functie uit die deze methode gebruikt (bijvoorbeeld MESSAGE, PUBLISH, REFER).",
        zh: "請查看 CSeq 的方法與伺服器的 Allow 標頭。對該伺服器停用會用到這個方法的功能（例如 MESSAGE、PUBLISH、REFER）。",
    },
};

pub(crate) const STATUS_502: Explanation = Explanation {
    title: Text {
        en: "Bad gateway",
        ja: "ゲートウェイ先の異常",
        nl: "Fout achter de gateway",
        zh: "閘道器後方異常",
    },
    caller: Text {
        en: "The call did not get through because a network further on gave a faulty answer.",
        ja: "接続先の電話網から正しい返答がなく、おつなぎできませんでした。",
        nl: "De oproep kwam niet door omdat een netwerk verderop niet goed reageerde.",
        zh: "途中的網路回應異常，這通電話未能接通。",
    },
    happened: Text {
        en: "A gateway or proxy got an invalid answer from the server or network behind it. From a telephone gateway it often stands for cause 27, the destination out of order.",
        ja: "ゲートウェイまたはプロキシが、その先のサーバや網から不正なレスポンスを受け取りました。電話網のゲートウェイでは、理由表示値27（相手端末故障中）を表すことがよくあります。",
        nl: "Een gateway of proxy kreeg een ongeldig antwoord van de server of het netwerk erachter. Komt het van een gateway naar het telefoonnet, dan staat het vaak voor oorzaak 27: de bestemming is buiten dienst.",
        zh: "閘道器或代理伺服器從後方的伺服器或網路收到無效的回應。如果來自電話網路的閘道器，常代表原因值 27，即目的端故障。",
    },
    places: &[Place::Carrier, Place::OtherParty],
    next: Text {
        en: "Look for a Q.850 cause in the Reason header and call another number behind the same gateway. If only one number fails, the trouble is at that line; otherwise report it to whoever runs the gateway.",
        ja: "ReasonヘッダのQ.850理由表示値を確認し、同じゲートウェイの先にある別の番号へかけてみてください。1つの番号だけなら相手回線の問題、そうでなければゲートウェイの運用者に連絡してください。",
        nl: "Zoek in de Reason-header naar een Q.850-oorzaak en bel een ander nummer achter dezelfde gateway. Lukt alleen dit ene nummer niet, dan zit het bij die lijn; anders meldt u het bij de beheerder van de gateway.",
        zh: "請查看 Reason 標頭中的 Q.850 原因值，並試撥同一閘道器後的其他號碼。如果只有一個號碼不通，問題在那條線路；否則請通知閘道器的管理者。",
    },
};

pub(crate) const STATUS_503: Explanation = Explanation {
    title: Text {
        en: "Service unavailable",
        ja: "サービス利用不可",
        nl: "Dienst niet beschikbaar",
        zh: "服務暫時無法使用",
    },
    caller: Text {
        en: "The telephone service or the line of the person you are calling is not available at the moment; please try again shortly.",
        ja: "電話サービスまたはお相手の回線が一時的に利用できませんので、しばらくしてからおかけ直しください。",
        nl: "De telefoondienst of de lijn van de ander is nu even niet beschikbaar; probeer het over enkele ogenblikken opnieuw.",
        zh: "電話服務或對方的線路暫時無法使用，請稍後再撥。",
    },
    happened: Text {
        en: "A server is overloaded or under maintenance, or a gateway has no free line or meets a failed or congested network (causes 34, 38, 41, 42). With Retry-After the sender should leave that server alone for those seconds and try the next one; many devices also report a failed connection to a server as 503 of their own.",
        ja: "サーバが過負荷か保守中、またはゲートウェイで回線の空きがないか、網が故障・輻輳しています（理由表示値34、38、41、42）。Retry-Afterがあれば、その秒数はこのサーバを避けて次のサーバを試すべきで、サーバへの接続失敗を自分で503として扱う装置も多くあります。",
        nl: "Een server is overbelast of in onderhoud, of een gateway heeft geen vrije lijn of stuit op een gestoord of overvol netwerk (oorzaken 34, 38, 41, 42). Met Retry-After hoort de afzender die server zo lang met rust te laten en de volgende te proberen; veel apparaten melden ook een mislukte verbinding met een server zelf als 503.",
        zh: "伺服器過載或維護中，或閘道器沒有空線、遇到網路故障或壅塞（原因值 34、38、41、42）。附有 Retry-After 時，這段秒數內應避開該伺服器、改試下一台；許多設備連不上伺服器時也會自行當成 503。",
    },
    places: &[Place::Carrier, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Try again after the seconds in Retry-After, or by another server or trunk. If every call fails, check the carrier's status page and the trunk's registration; if it comes at busy hours only, compare the number of calls with the channels you have.",
        ja: "Retry-Afterの秒数の後に、または別のサーバや外線でかけ直してください。すべて失敗するなら事業者の障害情報と外線の登録を、混む時間帯だけなら同時通話数と契約チャネル数の関係を確認してください。",
        nl: "Probeer het opnieuw na de tijd in Retry-After, of via een andere server of trunk. Mislukt elke oproep, kijk dan op de storingspagina van de aanbieder en naar de registratie van de trunk; komt het alleen op drukke uren voor, vergelijk dan het aantal gesprekken met uw aantal kanalen.",
        zh: "請等 Retry-After 的秒數過後再試，或改走其他伺服器或中繼線。如果每通都失敗，請查看業者的障礙公告與中繼線註冊；如果只在尖峰時段發生，請比較同時通話數與可用通道數。",
    },
};

pub(crate) const STATUS_504: Explanation = Explanation {
    title: Text {
        en: "Server time-out",
        ja: "サーバタイムアウト",
        nl: "Server reageert te laat",
        zh: "伺服器逾時",
    },
    caller: Text {
        en: "A system needed for your call did not answer in time; please try again.",
        ja: "接続に必要な設備から時間内に返答がありませんでしたので、もう一度おかけ直しください。",
        nl: "Een systeem dat voor uw oproep nodig is, reageerde niet op tijd; probeer het opnieuw.",
        zh: "接通所需的系統沒有及時回應，請再試一次。",
    },
    happened: Text {
        en: "The server waited in vain for another server it needed, such as the next hop, a DNS or database server, or the network behind a gateway (cause 102). The called party not answering the phone is a different matter.",
        ja: "サーバが、処理に必要な別のサーバ（次のサーバ、DNS、データベース、ゲートウェイの先の網など）の返答を待ちましたが、届きませんでした（ゲートウェイでは理由表示値102に対応します）。着信者が電話に出ないこととは別です。",
        nl: "De server wachtte vergeefs op een andere server die hij nodig had, zoals de volgende hop, een DNS- of databaseserver of het netwerk achter een gateway (oorzaak 102). Dat is iets anders dan een gebelde partij die niet opneemt.",
        zh: "伺服器等不到所需的另一台伺服器回應，例如下一站、DNS、資料庫，或閘道器後方的網路（原因值 102）。這與受話方無人接聽是兩回事。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Find the hop that made the 504 and check whether it reaches the next one: routing, firewall, DNS, and whether that server is alive (OPTIONS).",
        ja: "504を生成したサーバを特定し、次のサーバに届くかを確認してください。経路、ファイアウォール、DNS、相手サーバの稼働（OPTIONS）が対象です。",
        nl: "Zoek de hop die de 504 maakte en controleer of die de volgende bereikt: routering, firewall, DNS, en of die server draait (OPTIONS).",
        zh: "請找出產生 504 的那一站，檢查它能否連到下一站：路由、防火牆、DNS，以及該伺服器是否正常（OPTIONS）。",
    },
};

pub(crate) const STATUS_505: Explanation = Explanation {
    title: Text {
        en: "SIP version not supported",
        ja: "SIPバージョン非対応",
        nl: "SIP-versie niet ondersteund",
        zh: "不支援的 SIP 版本",
    },
    caller: Text {
        en: "The call failed because two telephone systems do not use the same version of their common language.",
        ja: "設備どうしで通信方式のバージョンが合わず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat twee telefoonsystemen niet met dezelfde versie werken.",
        zh: "兩端設備使用的版本不同，這通電話未能接通。",
    },
    happened: Text {
        en: "The server does not support the version in the request line. Only SIP/2.0 is in use, so that the line is nearly always malformed or damaged.",
        ja: "リクエスト行のバージョンにサーバが対応していません。実際に使われているのはSIP/2.0だけなので、ほとんどの場合は行の形式が壊れています。",
        nl: "De server ondersteunt de versie in de requestregel niet. Alleen SIP/2.0 is in gebruik, dus vrijwel altijd is die regel verkeerd opgebouwd of beschadigd.",
        zh: "伺服器不支援請求列中的版本。實際使用的只有 SIP/2.0，所以幾乎都是這一行格式錯誤或受損。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Look at the first line of the request as it reached the server: does it end in SIP/2.0? Stray spaces in the URI or an ALG in the router are the most common reasons.",
        ja: "サーバに届いたリクエストの1行目がSIP/2.0で終わっているかを確認してください。URI中の余分な空白や、ルータのALGがよくある原因です。",
        nl: "Bekijk de eerste regel van het verzoek zoals die bij de server aankwam: eindigt die op SIP/2.0? Meestal ligt het aan losse spaties in de URI of aan een ALG in de router.",
        zh: "請看送達伺服器的請求第一行，結尾是否為 SIP/2.0。常見原因是 URI 中多了空白，或路由器的 ALG 改動了內容。",
    },
};

pub(crate) const STATUS_513: Explanation = Explanation {
    title: Text {
        en: "Message too large",
        ja: "メッセージ長超過",
        nl: "Bericht te groot",
        zh: "訊息過大",
    },
    caller: Text {
        en: "The call failed because the phone or the exchange sent more data than the service can take.",
        ja: "送られた情報が大きすぎて処理できず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat er meer gegevens zijn meegestuurd dan de dienst aankan.",
        zh: "送出的資料超過服務所能處理的大小，這通電話未能接通。",
    },
    happened: Text {
        en: "The server received the message but it is longer than the server can process, headers included. Long codec and ICE lists, Identity and many Via or Record-Route headers are the usual weight.",
        ja: "メッセージはサーバに届きましたが、ヘッダを含めた全体の長さが処理の上限を超えています。コーデックやICE候補の多いSDP、Identity、ViaやRecord-Routeの積み重なりが主な要因です。",
        nl: "De server heeft het bericht ontvangen, maar het is langer dan hij kan verwerken, headers meegerekend. Meestal komt dat door lange codec- en ICE-lijsten, Identity en veel Via- of Record-Route-headers.",
        zh: "伺服器收到了訊息，但連同標頭的總長超過其處理上限。通常是冗長的編解碼器與 ICE 清單、Identity，以及一長串 Via 或 Record-Route 所致。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Offer fewer codecs, drop ICE and video where they are not needed, and use compact header forms. If the size is justified, have the limit raised at the server that refused.",
        ja: "コーデックを絞り、不要なICEや映像を外し、ヘッダの短縮形を使ってください。必要な大きさであれば、拒否したサーバの上限を上げるよう依頼してください。",
        nl: "Bied minder codecs aan, laat ICE en video weg waar ze niet nodig zijn en gebruik korte headernamen. Is de omvang terecht, laat dan de grens verhogen op de server die weigerde.",
        zh: "請減少提供的編解碼器、拿掉不需要的 ICE 與視訊，並使用標頭的簡寫。如果內容確有必要，請對方調高拒收伺服器的上限。",
    },
};

pub(crate) const STATUS_555: Explanation = Explanation {
    title: Text {
        en: "Push service not supported",
        ja: "プッシュ通知非対応",
        nl: "Pushdienst niet ondersteund",
        zh: "不支援推播服務",
    },
    caller: Text {
        en: "The phone app could not be set up for incoming calls, because the service cannot wake it.",
        ja: "電話サービスがアプリへの着信通知に対応していないため、着信できる状態になりませんでした。",
        nl: "De telefoonapp kon niet worden aangemeld voor inkomende oproepen, omdat de dienst de app niet kan wekken.",
        zh: "電話服務無法喚醒手機 App，因此無法完成來電設定。",
    },
    happened: Text {
        en: "The Contact of a REGISTER names in pn-provider a push service (such as apns, fcm or webpush) that the server does not support. The app is not registered this way; in the background it gets no calls.",
        ja: "REGISTERのContactのpn-providerに指定されたプッシュ通知サービス（apns、fcm、webpushなど）に、サーバが対応していません。このままではアプリは登録されず、バックグラウンドでは着信できません。",
        nl: "De Contact van een REGISTER noemt in pn-provider een pushdienst (zoals apns, fcm of webpush) die de server niet ondersteunt. De app wordt zo niet geregistreerd en krijgt op de achtergrond geen oproepen.",
        zh: "REGISTER 的 Contact 以 pn-provider 指定了伺服器不支援的推播服務（如 apns、fcm、webpush）。這樣 App 不會註冊成功，在背景時也收不到來電。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::Carrier],
    next: Text {
        en: "Compare pn-provider with the services the server offers, and correct the app's push settings. As a stopgap register without the pn- parameters and keep the app in the foreground.",
        ja: "pn-providerとサーバが対応するサービスを照合し、アプリのプッシュ設定を直してください。当面はpn-で始まるパラメータなしで登録し、アプリを前面に出したまま使ってください。",
        nl: "Vergelijk pn-provider met de diensten die de server aanbiedt en pas de pushinstellingen van de app aan. Registreer als noodoplossing zonder de pn-parameters en houd de app op de voorgrond.",
        zh: "請比對 pn-provider 與伺服器提供的服務，並修正 App 的推播設定。應急時可不帶 pn- 參數註冊，並讓 App 保持在前景。",
    },
};

pub(crate) const STATUS_580: Explanation = Explanation {
    title: Text {
        en: "Precondition failure",
        ja: "前提条件の不成立",
        nl: "Voorwaarde niet vervuld",
        zh: "前提條件不成立",
    },
    caller: Text {
        en: "The call was not set up because the required line quality could not be guaranteed.",
        ja: "必要な通話品質を確保できず、おつなぎできませんでした。",
        nl: "De oproep is niet opgezet omdat de vereiste verbindingskwaliteit niet te garanderen was.",
        zh: "無法確保所需的通話品質，因此未能接通。",
    },
    happened: Text {
        en: "The offer made something mandatory before the phone may ring, most often a reservation of bandwidth, and it cannot be met. The SDP in the response marks the failed or unknown precondition (a=des lines).",
        ja: "呼び出し前に満たすべき必須の条件（多くは帯域の予約）がオファーに指定されていましたが、満たせませんでした。失敗した、または未知の条件は、レスポンスのSDPのa=des行に示されます。",
        nl: "De offer stelde iets verplicht voordat het toestel mag overgaan, meestal het reserveren van bandbreedte, en dat lukt niet. De SDP in het antwoord geeft aan welke voorwaarde niet is vervuld of onbekend is (a=des-regels).",
        zh: "offer 要求響鈴前必須先完成某項條件，多半是保留頻寬，但無法達成。回應的 SDP 以 a=des 行標示失敗或無法辨識的條件。",
    },
    places: &[Place::OtherParty, Place::Carrier, Place::Exchange],
    next: Text {
        en: "Read the a=des lines. Make the precondition optional or leave it out towards this destination (no 'precondition' in Require), or find out why the reservation fails.",
        ja: "a=des行を確認してください。この宛先には条件を任意にするか外すか（Requireからpreconditionを除く）、予約が失敗する原因を調べてください。",
        nl: "Lees de a=des-regels. Maak de voorwaarde richting deze bestemming optioneel of laat die weg (geen 'precondition' in Require), of zoek uit waarom de reservering mislukt.",
        zh: "請看 a=des 行。對此目的地把條件改為非必要或拿掉（Require 不帶 precondition），或查明保留失敗的原因。",
    },
};

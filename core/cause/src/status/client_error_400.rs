//! Explanations of the statuses 400 to 429.

use crate::{Explanation, Place, Text};

pub(crate) const STATUS_400: Explanation = Explanation {
    title: Text {
        en: "Malformed request",
        ja: "不正なリクエスト",
        nl: "Fout in het verzoek",
        zh: "請求格式錯誤",
    },
    caller: Text {
        en: "The call could not be set up because the equipment on both sides did not understand each other.",
        ja: "設備どうしのやり取りがうまくいかず、電話をおつなぎできませんでした。",
        nl: "Het gesprek kwam niet tot stand omdat de apparatuur elkaar niet begreep.",
        zh: "兩端的設備無法互相溝通，電話沒有接通。",
    },
    happened: Text {
        en: "The server could not make sense of the request: broken syntax, a mandatory header missing, or headers that contradict each other. The reason phrase or a Warning header often names the fault.",
        ja: "サーバがリクエストを解釈できませんでした。構文の誤り、必須ヘッダの欠落、ヘッダ間の矛盾などが考えられ、理由フレーズやWarningヘッダに具体的な理由が示されていることもよくあります。",
        nl: "De server kon niets met het verzoek: de syntaxis klopt niet, een verplichte header ontbreekt of headers spreken elkaar tegen. Vaak staat de fout in de statustekst (reason phrase) of in een Warning-header.",
        zh: "伺服器看不懂這個請求：語法有誤、缺少必要的標頭，或標頭彼此矛盾。具體原因常寫在回應文字（reason phrase）或 Warning 標頭裡。",
    },
    places: &[Place::OwnPhone, Place::OwnNetwork, Place::Exchange],
    next: Text {
        en: "Compare the request as sent with the request as received; if they differ, switch off the SIP ALG in the router or firewall. If they are the same, check the header that the reason phrase names and update the sender's firmware.",
        ja: "送信時と受信時のリクエストを見比べてください。違いがあればルータやファイアウォールのSIP ALGを無効にし、同じであれば理由フレーズが指すヘッダを確認のうえ、送信側のファームウェアを更新してください。",
        nl: "Vergelijk het verzoek zoals het is verzonden met zoals het is ontvangen; zit er verschil in, zet dan SIP ALG in de router of firewall uit. Is het gelijk, controleer dan de header die de statustekst noemt en werk de firmware van de afzender bij.",
        zh: "請比對送出時與收到時的請求；若內容不同，請關閉路由器或防火牆的 SIP ALG。若內容相同，請檢查回應文字所指的標頭，並更新送出端的韌體。",
    },
};

pub(crate) const STATUS_401: Explanation = Explanation {
    title: Text {
        en: "Login required",
        ja: "認証が必要",
        nl: "Aanmelden vereist",
        zh: "需要驗證身分",
    },
    caller: Text {
        en: "Your phone was asked to identify itself; if this keeps happening, its user name or password is probably wrong.",
        ja: "電話機に本人確認が求められましたが、何度も繰り返す場合はユーザ名かパスワードが間違っている可能性があります。",
        nl: "Uw toestel moest zich eerst aanmelden; blijft dit gebeuren, dan klopt de gebruikersnaam of het wachtwoord waarschijnlijk niet.",
        zh: "您的話機被要求驗證身分；如果一再發生，可能是帳號或密碼不正確。",
    },
    happened: Text {
        en: "The registrar or user agent server challenges the sender with WWW-Authenticate. A single 401 followed by the same request with an Authorization header is normal; a repeated one usually means wrong credentials or realm, and stale=true means only that the nonce has expired.",
        ja: "登録サーバまたは着信側UAがWWW-Authenticateヘッダで認証を求めました。401が一度だけでAuthorizationヘッダ付きのリクエストが続いていれば正常ですが、繰り返す場合は認証情報かrealmの誤りであることが多く、stale=trueならnonceが期限切れになっただけです。",
        nl: "De registrar of de gebelde user agent vraagt met WWW-Authenticate om aanmelding. Eén keer 401, gevolgd door hetzelfde verzoek met een Authorization-header, is normaal; herhaalt het zich, dan kloppen de inloggegevens of de realm meestal niet, terwijl stale=true alleen betekent dat de nonce is verlopen.",
        zh: "註冊伺服器或受話端以 WWW-Authenticate 標頭要求驗證。只出現一次 401、隨後帶著 Authorization 標頭重送，屬於正常流程；若反覆出現，多半是帳號、密碼或 realm 不符，而 stale=true 只表示 nonce 過期。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check whether the request was repeated with an Authorization header. If it was and 401 came again, enter the user name, authentication name and password afresh on both sides; if it was not, the sender has no credentials for this realm.",
        ja: "Authorizationヘッダ付きで送り直されているかを確認し、その後も401であれば、両側でユーザ名・認証ID・パスワードを設定し直してください。送り直されていなければ、送信側にそのrealm用の認証情報を設定してください。",
        nl: "Kijk of het verzoek is herhaald met een Authorization-header. Zo ja, en kwam er opnieuw 401, voer dan aan beide kanten gebruikersnaam, authenticatienaam en wachtwoord opnieuw in; zo nee, dan heeft de afzender voor deze realm geen inloggegevens.",
        zh: "請確認請求是否帶著 Authorization 標頭重送過。若重送後仍是 401，請在兩端重新輸入使用者名稱、驗證名稱與密碼；若根本沒有重送，表示送出端沒有這個 realm 的帳號資料。",
    },
};

pub(crate) const STATUS_402: Explanation = Explanation {
    title: Text {
        en: "Payment required",
        ja: "支払いが必要",
        nl: "Betaling vereist",
        zh: "需要付費",
    },
    caller: Text {
        en: "The call was refused, most likely because the credit of the line has run out.",
        ja: "料金の残高不足などにより、電話をおつなぎできなかったようです。",
        nl: "De oproep is geweigerd, waarschijnlijk omdat het beltegoed op is.",
        zh: "這通電話遭拒，很可能是這條線路的餘額不足。",
    },
    happened: Text {
        en: "SIP reserves this code for the future and gives it no fixed meaning. Where it is seen, a carrier or billing system usually refuses the call for lack of credit or because a spending limit was reached.",
        ja: "SIPでは将来のために予約された番号で、決まった意味はありません。実際に届いた場合は、通信事業者や課金システムが残高不足または利用限度額の超過を理由に接続を断っていることがほとんどです。",
        nl: "SIP heeft deze code voor later gereserveerd en geeft er geen vaste betekenis aan. Komt hij toch voor, dan weigert meestal de aanbieder of het facturatiesysteem het gesprek omdat het tegoed op is of een bestedingslimiet is bereikt.",
        zh: "SIP 把這個代碼保留給未來使用，並沒有明確的定義。實際遇到時，多半是電信業者或計費系統因餘額不足或已達消費上限而拒絕通話。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Check the balance and the spending limit of the account with the carrier, and the limits for this extension in the exchange.",
        ja: "契約先の通信事業者で残高と利用限度額を、交換機でその内線の発信制限を確認してください。",
        nl: "Controleer bij de aanbieder het tegoed en de bestedingslimiet van het account, en in de centrale de limieten van dit toestel.",
        zh: "請向電信業者查詢帳戶餘額與消費上限，並檢查交換機上這支分機的限制。",
    },
};

pub(crate) const STATUS_403: Explanation = Explanation {
    title: Text {
        en: "Refused",
        ja: "接続拒否",
        nl: "Geweigerd",
        zh: "請求遭拒",
    },
    caller: Text {
        en: "The call was not permitted from this line.",
        ja: "この回線からは、その番号におかけいただけません。",
        nl: "Bellen naar dit nummer is vanaf deze lijn niet toegestaan.",
        zh: "這條線路不允許撥打這通電話。",
    },
    happened: Text {
        en: "The server understood the request and will not carry it out; logging in does not help and the same request should not be repeated. Most often the destination is barred, the calling number or source address is not allowed, or the account is blocked; some registrars also answer 403 to a wrong password.",
        ja: "サーバはリクエストを理解したうえで実行を拒否しており、認証しても結果は変わらず、同じリクエストを繰り返すべきではありません。多くは発信規制、許可されていない発信者番号や送信元アドレス、アカウントの停止が原因で、パスワード誤りに403を返す登録サーバもあります。",
        nl: "De server begreep het verzoek, maar voert het niet uit; aanmelden helpt niet en hetzelfde verzoek herhalen heeft geen zin. Meestal is de bestemming geblokkeerd, is het afzendernummer of IP-adres niet toegestaan of staat het account uit; sommige registrars sturen 403 ook bij een fout wachtwoord.",
        zh: "伺服器看懂了請求，但拒絕執行；驗證身分也沒有用，同樣的請求不應重送。最常見的是目的地受限、不允許的發話號碼或來源位址，或帳號遭停用；有些註冊伺服器在密碼錯誤時也會回 403。",
    },
    places: &[Place::Exchange, Place::Carrier, Place::OwnPhone],
    next: Text {
        en: "Check the barring rules of the extension, the calling number in From and P-Asserted-Identity, and the address that the far side has on its list. If all of these are right, ask whoever sent the 403 for the reason.",
        ja: "内線の発信規制、FromとP-Asserted-Identityの発信者番号、相手側に登録されている送信元アドレスを確認してください。いずれも正しければ、403を返した側に理由を問い合わせてください。",
        nl: "Controleer de blokkades van het toestel, het afzendernummer in From en P-Asserted-Identity, en het IP-adres dat bij de andere kant is opgegeven. Klopt dat allemaal, vraag dan de partij die 403 stuurde naar de reden.",
        zh: "請檢查分機的撥號限制、From 與 P-Asserted-Identity 中的發話號碼，以及對方允許清單上的來源位址。若都正確，請向送出 403 的一方查詢原因。",
    },
};

pub(crate) const STATUS_404: Explanation = Explanation {
    title: Text {
        en: "Number not found",
        ja: "番号が見つからない",
        nl: "Nummer onbekend",
        zh: "查無此號碼",
    },
    caller: Text {
        en: "The number you dialled is not known; please check that it is right and complete.",
        ja: "おかけになった番号は見つかりませんので、番号と桁数をお確かめのうえ、おかけ直しください。",
        nl: "Het gekozen nummer is niet bekend; controleer of het klopt en volledig is.",
        zh: "您撥的號碼是空號、有誤或不完整，請查明後再撥。",
    },
    happened: Text {
        en: "The server says that the user or number in the Request-URI does not exist in its domain, or that the domain is not its own. A known number whose phone is not registered should give 480, yet some servers answer 404 there too.",
        ja: "Request-URIのユーザまたは番号がそのドメインに存在しない、あるいはドメイン自体を収容していない、とサーバが答えました。番号は存在するが電話機が未登録という場合は本来480ですが、404を返すサーバもあります。",
        nl: "Volgens de server bestaat de gebruiker of het nummer in de Request-URI niet binnen zijn domein, of beheert hij dat domein niet. Bestaat het nummer wel maar is het toestel niet geregistreerd, dan hoort er 480 te komen; toch sturen sommige servers ook dan 404.",
        zh: "伺服器表示 Request-URI 中的使用者或號碼在其網域內不存在，或該網域不歸它管。號碼存在但話機未註冊時應回 480，不過有些伺服器也會回 404。",
    },
    places: &[Place::Caller, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Look at the Request-URI as it was sent: missing or extra digits, outside-line prefix, country code, domain. If it is right, check that the extension or route exists in the exchange, then ask the carrier whether the number is in service.",
        ja: "送信されたRequest-URIを見て、桁の過不足、外線発信番号、国番号、ドメインを確認してください。正しければ交換機に内線や経路が登録されているかを調べ、そのうえで通信事業者に番号が使われているかを問い合わせてください。",
        nl: "Bekijk de Request-URI zoals die is verzonden: ontbrekende of extra cijfers, de prefix voor de buitenlijn, landnummer, domein. Klopt alles, ga dan na of het toestel of de route in de centrale bestaat en vraag daarna de aanbieder of het nummer in gebruik is.",
        zh: "請查看送出的 Request-URI：是否多碼或少碼、外線前置碼、國碼及網域是否正確。若無誤，先確認交換機上有這支分機或路由，再向電信業者查詢該號碼是否使用中。",
    },
};

pub(crate) const STATUS_405: Explanation = Explanation {
    title: Text {
        en: "Method not allowed",
        ja: "メソッド不許可",
        nl: "Methode niet toegestaan",
        zh: "不允許的方法",
    },
    caller: Text {
        en: "The other side does not offer what your phone asked for.",
        ja: "ご要望の操作は、相手側の設備では利用できません。",
        nl: "De andere kant ondersteunt niet wat uw toestel vroeg.",
        zh: "對方的設備不提供您的話機所要求的功能。",
    },
    happened: Text {
        en: "The method of the request is known but not allowed for the address in the Request-URI; the Allow header of the response lists those that are. Often a feature such as transfer (REFER), messages or status (SUBSCRIBE) is switched off there.",
        ja: "メソッドは認識されましたが、Request-URIのアドレスに対しては許可されておらず、使えるメソッドはレスポンスのAllowヘッダに示されます。転送（REFER）、メッセージ、状態監視（SUBSCRIBE）などの機能が無効になっている場合がよくあります。",
        nl: "De methode is bekend, maar niet toegestaan voor het adres in de Request-URI; de Allow-header in het antwoord noemt de methoden die wel mogen. Vaak staat een functie als doorverbinden (REFER), berichten of statusweergave (SUBSCRIBE) daar uit.",
        zh: "對方認得這個方法，但不允許用在 Request-URI 的位址上；回應的 Allow 標頭列出可用的方法。常見的是對方關閉了轉接（REFER）、訊息或狀態監看（SUBSCRIBE）等功能。",
    },
    places: &[Place::OtherParty, Place::Exchange, Place::OwnPhone],
    next: Text {
        en: "Compare the method with the Allow header. Switch the feature on at the side that answered, or switch it off at the side that asks for it.",
        ja: "メソッドとAllowヘッダを見比べてください。405を返した側でその機能を有効にするか、要求する側で使わない設定にしてください。",
        nl: "Vergelijk de methode met de Allow-header. Zet de functie aan bij de kant die antwoordde, of uit bij de kant die erom vraagt.",
        zh: "請比對請求方法與 Allow 標頭，在回應端啟用該功能，或在請求端停用它。",
    },
};

pub(crate) const STATUS_406: Explanation = Explanation {
    title: Text {
        en: "Answer format not accepted",
        ja: "受け入れ可能な形式なし",
        nl: "Geen acceptabel antwoordformaat",
        zh: "沒有可接受的回應格式",
    },
    caller: Text {
        en: "The two phone systems could not agree on a common format.",
        ja: "双方の電話システムで共通の形式が見つからず、処理できませんでした。",
        nl: "De twee telefoonsystemen konden geen gemeenschappelijk formaat vinden.",
        zh: "兩端的電話系統找不到共同的格式。",
    },
    happened: Text {
        en: "The server can only give answers in formats that the Accept header of the request does not admit. This is about the body type of the answer, not about codecs, for which 488 or 606 is meant; some equipment mixes them up.",
        ja: "リクエストのAcceptヘッダで許された形式では、サーバはレスポンスのボディを作れません。ボディの形式についてのコードで、コーデックの不一致は本来488や606ですが、混同している装置もあります。",
        nl: "De server kan alleen antwoorden in een formaat dat de Accept-header van het verzoek niet toelaat. Het gaat om het type van de body, niet om codecs: daarvoor zijn 488 en 606 bedoeld, al halen sommige apparaten dat door elkaar.",
        zh: "伺服器只能以請求的 Accept 標頭不接受的格式回應。這裡指的是回應本文的類型，不是編解碼器；編解碼器不合應回 488 或 606，但有些設備會混用。",
    },
    places: &[Place::OwnPhone, Place::OtherParty],
    next: Text {
        en: "Look at the Accept header of the request and widen it, for an INVITE at least to application/sdp. If it is in order, compare the codecs in the SDP all the same.",
        ja: "リクエストのAcceptヘッダを確認し、INVITEなら少なくともapplication/sdpを含めてください。問題がなければ、念のためSDPのコーデックも確認してください。",
        nl: "Bekijk de Accept-header van het verzoek en verruim die, bij een INVITE minstens met application/sdp. Is die in orde, vergelijk dan toch ook de codecs in de SDP.",
        zh: "請檢查請求的 Accept 標頭並放寬內容，INVITE 至少應包含 application/sdp。若沒有問題，仍請比對 SDP 中的編解碼器。",
    },
};

pub(crate) const STATUS_407: Explanation = Explanation {
    title: Text {
        en: "Proxy login required",
        ja: "プロキシ認証が必要",
        nl: "Aanmelden bij de proxy vereist",
        zh: "代理伺服器要求驗證",
    },
    caller: Text {
        en: "Your phone was asked to identify itself before calling; if this keeps happening, its user name or password is probably wrong.",
        ja: "発信の前に電話機の本人確認が求められましたが、何度も繰り返す場合はユーザ名かパスワードが間違っている可能性があります。",
        nl: "Uw toestel moest zich aanmelden voordat het kon bellen; blijft dit gebeuren, dan klopt de gebruikersnaam of het wachtwoord waarschijnlijk niet.",
        zh: "撥號前您的話機被要求驗證身分；如果一再發生，可能是帳號或密碼不正確。",
    },
    happened: Text {
        en: "A proxy on the way challenges the sender with Proxy-Authenticate. Once per call is normal: the sender acknowledges it and repeats the request with Proxy-Authorization; several in a row usually mean wrong credentials or realm, or a nonce that expires too soon.",
        ja: "途中のプロキシがProxy-Authenticateヘッダで認証を求めました。1回の発信につき一度なら正常で、送信側はACKを返しProxy-Authorizationヘッダ付きで送り直しますが、続けて何度も届く場合は、認証情報やrealmの誤り、またはnonceがすぐ失効することが考えられます。",
        nl: "Een proxy onderweg vraagt met Proxy-Authenticate om aanmelding. Eén keer per oproep is normaal (de afzender bevestigt met ACK en herhaalt het verzoek met Proxy-Authorization); komt het steeds terug, dan kloppen de inloggegevens of de realm meestal niet, of verloopt de nonce te snel.",
        zh: "途中的代理伺服器以 Proxy-Authenticate 標頭要求驗證。每通電話出現一次屬於正常（送出端回 ACK，再帶 Proxy-Authorization 標頭重送）；若接連出現，多半是帳號、密碼或 realm 不符，或 nonce 太快失效。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check that the INVITE was repeated with Proxy-Authorization and a raised CSeq. If so, enter the credentials afresh and compare the realm; if not, store credentials for outgoing calls in the sender.",
        ja: "INVITEがCSeqを増やし、Proxy-Authorization付きで送り直されているかを確認してください。送り直されていれば認証情報を設定し直してrealmを照合し、送り直されていなければ発信用の認証情報を送信側に設定してください。",
        nl: "Controleer of de INVITE is herhaald met Proxy-Authorization en een hogere CSeq. Zo ja, voer dan de inloggegevens opnieuw in en vergelijk de realm; zo nee, stel dan bij de afzender inloggegevens voor uitgaande gesprekken in.",
        zh: "請確認 INVITE 是否帶著 Proxy-Authorization 並遞增 CSeq 重送。若有，請重新輸入帳號密碼並核對 realm；若沒有，請在送出端設定外撥用的驗證資料。",
    },
};

pub(crate) const STATUS_408: Explanation = Explanation {
    title: Text {
        en: "No answer in time",
        ja: "時間切れ・応答なし",
        nl: "Geen antwoord op tijd",
        zh: "逾時無人接聽或無回應",
    },
    caller: Text {
        en: "The person you called did not answer in time, or their phone could not be reached.",
        ja: "時間内にお相手の応答がなかったか、お相手の電話機につながりませんでした。",
        nl: "De gebelde partij nam niet op tijd op, of het toestel was niet bereikbaar.",
        zh: "對方無人接聽，或對方的話機連不上。",
    },
    happened: Text {
        en: "No final response came in time. If 180 went before, the phone rang and nobody answered; otherwise a server could not reach the called side, or the sender wrote the 408 itself because nothing came back (timer B or F, 32 s by default).",
        ja: "制限時間内に最終レスポンスがありませんでした。先に180があれば呼び出したものの無応答、なければサーバが着信側に到達できなかったか、何も返ってこないため送信側自身が408とみなしたものです（タイマBまたはF、標準で32秒）。",
        nl: "Er kwam niet op tijd een eindantwoord. Ging er 180 aan vooraf, dan ging het toestel over en nam niemand op; anders kon een server de gebelde kant niet bereiken, of maakte de afzender zelf 408 omdat er niets terugkwam (timer B of F, standaard 32 s).",
        zh: "時限內沒有收到最終回應。若之前有 180，表示話機響過但無人接聽；否則是伺服器連不到受話方，或完全沒有回應而由送出端自行判定 408（計時器 B 或 F，預設 32 秒）。",
    },
    places: &[Place::OtherParty, Place::OwnNetwork, Place::Carrier],
    next: Text {
        en: "See what came before the 408: 180 means that nobody picked up, 100 alone points to the next hop or the called phone. If nothing came at all, check address, port, DNS and firewall, and whether the INVITE was too big for one UDP packet.",
        ja: "408の前に何が届いたかを見て、180があれば無応答、100だけなら次のサーバか着信側の電話機を疑ってください。何も届いていなければ、宛先アドレス、ポート、DNS、ファイアウォールと、INVITEがUDPの1パケットに収まっているかを確認してください。",
        nl: "Kijk wat er aan 408 voorafging: bij 180 nam niemand op, bij alleen 100 ligt het bij de volgende hop of het gebelde toestel. Kwam er niets, controleer dan adres, poort, DNS en firewall, en of de INVITE niet te groot was voor één UDP-pakket.",
        zh: "請看 408 之前收到什麼：有 180 表示無人接聽，只有 100 則檢查下一站或受話方的話機。若什麼都沒收到，請檢查位址、連接埠、DNS 與防火牆，以及 INVITE 是否大到放不進一個 UDP 封包。",
    },
};

pub(crate) const STATUS_410: Explanation = Explanation {
    title: Text {
        en: "No longer in service",
        ja: "使われていない番号",
        nl: "Niet meer in gebruik",
        zh: "號碼已停用",
    },
    caller: Text {
        en: "The number you dialled is no longer in service.",
        ja: "おかけになった番号は現在使われておりません。",
        nl: "Het gekozen nummer is niet meer in gebruik.",
        zh: "您撥的號碼已停止使用。",
    },
    happened: Text {
        en: "The user or number was known to this server but is gone for good, and no new address is known. A server that cannot tell whether this is permanent should answer 404.",
        ja: "そのユーザまたは番号はこのサーバから恒久的になくなっており、移転先も分かっていません。恒久的かどうか判断できないサーバは404を返すことになっています。",
        nl: "De gebruiker of het nummer is hier definitief weg en er is geen nieuw adres bekend. Weet een server niet of dat blijvend is, dan hoort hij 404 te sturen.",
        zh: "這個使用者或號碼在此伺服器上已永久移除，也沒有新的位址。若伺服器無法判斷是否為永久，應回 404。",
    },
    places: &[Place::Caller, Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Ask the called party for the new number and correct phone books, speed dials and routes. If the number should be in service, ask the carrier that sent the 410.",
        ja: "相手に新しい番号を確認し、電話帳、短縮ダイヤル、経路の設定を直してください。使われているはずの番号であれば、410を返した通信事業者に問い合わせてください。",
        nl: "Vraag de gebelde partij om het nieuwe nummer en pas telefoonboek, snelkiesnummers en routes aan. Hoort het nummer te werken, neem dan contact op met de aanbieder die 410 stuurde.",
        zh: "請向對方詢問新號碼，並更新電話簿、速撥與路由設定。若該號碼應在使用中，請洽送出 410 的電信業者。",
    },
};

pub(crate) const STATUS_412: Explanation = Explanation {
    title: Text {
        en: "Published state out of date",
        ja: "公開済み状態情報の期限切れ",
        nl: "Gepubliceerde status verlopen",
        zh: "發布的狀態已過期",
    },
    caller: Text {
        en: "The status that your phone shows to others was out of date; making and taking calls is not affected.",
        ja: "電話機がほかの人に知らせている在席状況などの情報が古くなっていましたが、発信や着信に影響はありません。",
        nl: "De status die uw toestel aan anderen doorgeeft, was verouderd; bellen en gebeld worden gaat gewoon door.",
        zh: "您的話機對外顯示的狀態已過期，撥打與接聽不受影響。",
    },
    happened: Text {
        en: "A PUBLISH named a state in SIP-If-Match that the server does not hold, mostly because it has expired or the server was restarted. It concerns presence or other event state only.",
        ja: "PUBLISHのSIP-If-Matchが示す状態を、サーバが保持していません。多くは期限切れかサーバの再起動によるもので、プレゼンスなどのイベント状態だけに関わります。",
        nl: "Een PUBLISH verwees met SIP-If-Match naar een status die de server niet (meer) heeft, meestal doordat die verlopen is of de server is herstart. Het gaat alleen om presence of andere eventstatus.",
        zh: "PUBLISH 的 SIP-If-Match 所指的狀態伺服器已不存在，多半是過期或伺服器重新啟動過。這只牽涉上線狀態（presence）等事件狀態。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Publish the full state anew without SIP-If-Match. If it happens often, let the phone refresh before the Expires of the last 200 has run out.",
        ja: "SIP-If-Matchを付けずに、状態全体を改めてPUBLISHしてください。頻発する場合は、直前の200のExpiresが切れる前に更新するよう電話機を設定してください。",
        nl: "Publiceer de volledige status opnieuw zonder SIP-If-Match. Gebeurt het vaak, laat het toestel dan verversen voordat de Expires uit de laatste 200 verstreken is.",
        zh: "請不帶 SIP-If-Match 重新 PUBLISH 完整狀態。若經常發生，請讓話機在上次 200 的 Expires 到期前更新。",
    },
};

pub(crate) const STATUS_413: Explanation = Explanation {
    title: Text {
        en: "Message body too large",
        ja: "ボディが大きすぎる",
        nl: "Inhoud te groot",
        zh: "訊息本文過大",
    },
    caller: Text {
        en: "What your phone sent was too large for the other side.",
        ja: "送られた情報が大きすぎて、相手側で受け付けられませんでした。",
        nl: "Wat uw toestel verstuurde, was te groot voor de andere kant.",
        zh: "您的話機送出的內容過大，對方無法接收。",
    },
    happened: Text {
        en: "The body of the request is larger than the server is willing to process. If the condition is temporary, a Retry-After header may say when to try again.",
        ja: "リクエストのボディが、サーバの受け入れられる大きさを超えています。一時的な制限であれば、再試行までの時間がRetry-Afterヘッダで示されることがあります。",
        nl: "De body van het verzoek is groter dan de server wil verwerken. Is dat tijdelijk, dan kan een Retry-After-header aangeven wanneer u het opnieuw kunt proberen.",
        zh: "請求的本文超過伺服器願意處理的大小。若只是暫時限制，可能會以 Retry-After 標頭告知何時再試。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Make the body smaller: fewer codecs and ICE candidates in the SDP, a shorter message, or no attachments. Otherwise raise the limit of the server that answered.",
        ja: "SDPのコーデックやICE候補を減らす、メッセージを短くする、添付をやめるなどしてボディを小さくしてください。それが難しければ、413を返したサーバの上限を上げてください。",
        nl: "Maak de body kleiner: minder codecs en ICE-kandidaten in de SDP, een korter bericht of geen bijlagen. Verhoog anders de limiet van de server die antwoordde.",
        zh: "請縮小本文：減少 SDP 中的編解碼器與 ICE 候選位址、縮短訊息或移除附件；否則請調高回應端伺服器的上限。",
    },
};

pub(crate) const STATUS_414: Explanation = Explanation {
    title: Text {
        en: "Address too long",
        ja: "宛先アドレスが長すぎる",
        nl: "Adres te lang",
        zh: "位址過長",
    },
    caller: Text {
        en: "The call could not be set up because the address it was sent to is too long.",
        ja: "宛先が長すぎるため、電話をおつなぎできませんでした。",
        nl: "Het gesprek kwam niet tot stand omdat het opgegeven adres te lang is.",
        zh: "送出的位址過長，電話無法接通。",
    },
    happened: Text {
        en: "The Request-URI is longer than the server is willing to interpret. This is rare; usually something has put parameters or embedded headers into the URI, for instance at each diversion.",
        ja: "Request-URIが、サーバの解釈できる長さを超えています。まれな事象で、転送のたびにURIへパラメータや埋め込みヘッダが付け足されるといった原因がほとんどです。",
        nl: "De Request-URI is langer dan de server wil verwerken. Dit is zeldzaam; meestal zijn er parameters of headers in de URI gezet, bijvoorbeeld bij elke doorschakeling opnieuw.",
        zh: "Request-URI 超過伺服器願意解讀的長度。這很少見，多半是 URI 被加入參數或內嵌標頭，例如每次轉接都再加一次。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::Carrier],
    next: Text {
        en: "Look at the Request-URI hop by hop and find who lengthens it; remove the needless parameters there, or look for a forwarding loop.",
        ja: "Request-URIを区間ごとに調べ、どこで長くなるかを突き止めてください。その箇所で不要なパラメータを削除し、転送のループがないかも確認してください。",
        nl: "Bekijk de Request-URI per hop en zoek uit wie hem langer maakt; haal daar de overbodige parameters weg of zoek naar een doorschakellus.",
        zh: "請逐站檢查 Request-URI，找出在哪裡變長，移除該處不必要的參數，並檢查是否有轉接迴圈。",
    },
};

pub(crate) const STATUS_415: Explanation = Explanation {
    title: Text {
        en: "Unsupported body type",
        ja: "未対応のボディ形式",
        nl: "Inhoudstype niet ondersteund",
        zh: "不支援的本文類型",
    },
    caller: Text {
        en: "The other side could not read what your phone sent.",
        ja: "送られた情報の形式に、相手側が対応していませんでした。",
        nl: "De andere kant kon niet lezen wat uw toestel verstuurde.",
        zh: "對方無法讀取您的話機送出的內容。",
    },
    happened: Text {
        en: "The Content-Type, Content-Encoding or Content-Language of the body is not supported; the response lists what is, in Accept, Accept-Encoding or Accept-Language. Multipart bodies, INFO with DTMF and messages are frequent cases; a few gateways send it for a codec mismatch.",
        ja: "ボディのContent-Type、Content-Encoding、Content-Languageのいずれかに対応しておらず、対応できるものはレスポンスのAccept、Accept-Encoding、Accept-Languageに示されます。マルチパートボディ、DTMFを運ぶINFO、メッセージでよく起こり、コーデック不一致で返すゲートウェイも一部あります。",
        nl: "De Content-Type, Content-Encoding of Content-Language van de body wordt niet ondersteund; Accept, Accept-Encoding of Accept-Language in het antwoord noemt wat wel kan. Vaak gaat het om multipart-body's, INFO met DTMF of berichten; een enkele gateway stuurt dit ook als de codecs niet overeenkomen.",
        zh: "對方不支援本文的 Content-Type、Content-Encoding 或 Content-Language；回應會以 Accept、Accept-Encoding 或 Accept-Language 列出支援的項目。常見於 multipart 本文、帶 DTMF 的 INFO 與訊息；少數閘道器在編解碼器不合時也會送出。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Compare Content-Type and Content-Encoding with the Accept headers of the 415 and send only what is listed: plain application/sdp in an INVITE, DTMF as RFC 4733 events instead of INFO.",
        ja: "Content-TypeとContent-Encodingを415のAccept系ヘッダと見比べ、そこにある形式だけを送ってください。INVITEはapplication/sdpのみにし、DTMFはINFOではなくRFC 4733のイベントで送ってください。",
        nl: "Vergelijk Content-Type en Content-Encoding met de Accept-headers van de 415 en verstuur alleen wat daarin staat: gewoon application/sdp in een INVITE, DTMF als RFC 4733-events in plaats van via INFO.",
        zh: "請將 Content-Type 與 Content-Encoding 對照 415 的 Accept 系列標頭，只送其中列出的類型：INVITE 只用 application/sdp，DTMF 改用 RFC 4733 事件而非 INFO。",
    },
};

pub(crate) const STATUS_416: Explanation = Explanation {
    title: Text {
        en: "Unsupported address scheme",
        ja: "未対応のURIスキーム",
        nl: "Adrestype niet ondersteund",
        zh: "不支援的位址類型",
    },
    caller: Text {
        en: "The call was addressed in a way that the other side does not know.",
        ja: "相手側が対応していない形式の宛先だったため、電話をおつなぎできませんでした。",
        nl: "Het nummer of adres was opgegeven op een manier die de andere kant niet kent.",
        zh: "對方不認得這種位址寫法，電話沒有接通。",
    },
    happened: Text {
        en: "The server does not handle the scheme of the Request-URI, mostly tel: or sips:. A tel: URI needs a server that translates numbers; a sips: URI demands TLS on every hop.",
        ja: "Request-URIのスキーム（多くはtel:かsips:）をサーバが扱えません。tel:には番号を変換できるサーバが必要で、sips:は全区間でTLSを求めます。",
        nl: "De server kan niet overweg met het schema van de Request-URI, meestal tel: of sips:. Voor tel: is een server nodig die nummers vertaalt; sips: eist TLS op elke hop.",
        zh: "伺服器不處理 Request-URI 的 scheme，多半是 tel: 或 sips:。tel: 需要能轉譯號碼的伺服器；sips: 則要求每一站都使用 TLS。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Have the sender use a sip: URI, with user=phone where it holds a telephone number. Keep sips: only where every hop speaks TLS.",
        ja: "送信側でsip: URIを使い、電話番号の場合はuser=phoneを付けてください。sips:は全区間がTLSに対応している場合に限って使ってください。",
        nl: "Laat de afzender een sip:-URI gebruiken, met user=phone als het een telefoonnummer is. Gebruik sips: alleen als elke hop TLS ondersteunt.",
        zh: "請讓送出端改用 sip: URI，若是電話號碼則加上 user=phone；只有每一站都支援 TLS 時才使用 sips:。",
    },
};

pub(crate) const STATUS_417: Explanation = Explanation {
    title: Text {
        en: "Unknown call priority",
        ja: "不明な優先度指定",
        nl: "Onbekende prioriteit",
        zh: "未知的優先等級",
    },
    caller: Text {
        en: "The call asked for a priority that the network does not know.",
        ja: "電話網で扱えない優先度が指定されていたため、電話をおつなぎできませんでした。",
        nl: "Voor de oproep is een voorrang gevraagd die het netwerk niet kent.",
        zh: "網路不認得這通電話要求的優先等級。",
    },
    happened: Text {
        en: "The request insisted on Resource-Priority (it stands in Require), yet the server knows none of the namespaces or priority values given. Accept-Resource-Priority in the response may list those it knows.",
        ja: "RequireでResource-Priorityの処理が必須とされましたが、指定された名前空間も優先度もサーバは認識できません。扱える値がレスポンスのAccept-Resource-Priorityに示されることがあります。",
        nl: "Het verzoek eiste via Require dat Resource-Priority wordt verwerkt, maar de server kent geen van de opgegeven namespaces of waarden. Accept-Resource-Priority in het antwoord kan noemen welke hij wel kent.",
        zh: "請求在 Require 中堅持使用 Resource-Priority，但伺服器不認得所給的任何命名空間或優先值。回應的 Accept-Resource-Priority 可能列出它認得的值。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Use a namespace and value that the server lists, or take resource-priority out of Require so that unknown values are ignored.",
        ja: "サーバが示す名前空間と値を使うか、Requireからresource-priorityを外して、未知の値が無視されるようにしてください。",
        nl: "Gebruik een namespace en waarde die de server noemt, of haal resource-priority uit Require, zodat onbekende waarden worden genegeerd.",
        zh: "請改用伺服器列出的命名空間與數值，或把 resource-priority 從 Require 移除，讓未知的值被忽略。",
    },
};

pub(crate) const STATUS_420: Explanation = Explanation {
    title: Text {
        en: "Unsupported extension demanded",
        ja: "未対応の拡張の要求",
        nl: "Vereiste extensie niet ondersteund",
        zh: "要求了不支援的擴充",
    },
    caller: Text {
        en: "Your phone asked for a feature that the other side does not have.",
        ja: "相手側にない機能が求められたため、電話をおつなぎできませんでした。",
        nl: "Uw toestel eiste een functie die de andere kant niet heeft.",
        zh: "您的話機要求的功能對方不支援。",
    },
    happened: Text {
        en: "The request demands an extension in Require or Proxy-Require that the server does not understand. The Unsupported header of the response names it, for instance 100rel, timer or sec-agree.",
        ja: "RequireまたはProxy-Requireで必須とされた拡張を、サーバが理解できません。該当するオプションタグ（100rel、timer、sec-agreeなど）はレスポンスのUnsupportedヘッダに示されます。",
        nl: "Het verzoek eist in Require of Proxy-Require een extensie die de server niet kent. De Unsupported-header in het antwoord noemt welke, bijvoorbeeld 100rel, timer of sec-agree.",
        zh: "請求在 Require 或 Proxy-Require 中要求了伺服器不懂的擴充。回應的 Unsupported 標頭會指出是哪一個，例如 100rel、timer 或 sec-agree。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Read the Unsupported header and set that extension at the sender from 'required' to 'supported' or off.",
        ja: "Unsupportedヘッダを確認し、送信側でその拡張を「必須」から「対応」または「無効」に変更してください。",
        nl: "Lees de Unsupported-header en zet die extensie bij de afzender van 'verplicht' op 'ondersteund' of uit.",
        zh: "請查看 Unsupported 標頭，把送出端的該項擴充由「必要」改為「支援」或關閉。",
    },
};

pub(crate) const STATUS_421: Explanation = Explanation {
    title: Text {
        en: "Extension required",
        ja: "必須の拡張の不足",
        nl: "Extensie vereist",
        zh: "需要擴充功能",
    },
    caller: Text {
        en: "The other side expects a feature that your phone does not offer.",
        ja: "相手側で必要とされる機能が、この電話機では使えませんでした。",
        nl: "De andere kant verwacht een functie die uw toestel niet aanbiedt.",
        zh: "對方需要的功能您的話機沒有提供。",
    },
    happened: Text {
        en: "The server needs an extension that the request does not name in Supported. The Require header of the response says which, often 100rel, timer or sec-agree.",
        ja: "サーバが必要とする拡張が、リクエストのSupportedヘッダにありません。どの拡張かはレスポンスのRequireヘッダに示され、100rel、timer、sec-agreeなどがよく見られます。",
        nl: "De server heeft een extensie nodig die het verzoek niet in Supported noemt. De Require-header in het antwoord zegt welke, vaak 100rel, timer of sec-agree.",
        zh: "伺服器需要的擴充不在請求的 Supported 標頭中。回應的 Require 標頭會說明是哪一個，常見的有 100rel、timer 與 sec-agree。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Read the Require header of the 421 and switch that extension on at the sender, or set it to 'optional' at the side that answered.",
        ja: "421のRequireヘッダを確認し、送信側でその拡張を有効にするか、421を返した側で「任意」に変更してください。",
        nl: "Lees de Require-header van de 421 en zet die extensie bij de afzender aan, of maak hem optioneel bij de kant die antwoordde.",
        zh: "請查看 421 的 Require 標頭，在送出端啟用該擴充，或在回應端改為「選用」。",
    },
};

pub(crate) const STATUS_422: Explanation = Explanation {
    title: Text {
        en: "Session timer too short",
        ja: "セッション間隔が短すぎる",
        nl: "Sessietimer te kort",
        zh: "通話更新間隔過短",
    },
    caller: Text {
        en: "The two sides could not at once agree how often to check that the call is still up, which is normally settled automatically.",
        ja: "通話を確認する間隔が双方で合いませんでしたが、通常は自動的に調整されます。",
        nl: "De twee kanten waren het niet meteen eens over hoe vaak het gesprek wordt gecontroleerd; normaal lossen ze dat zelf op.",
        zh: "雙方對於多久確認一次通話仍在進行看法不一，通常會自動調整。",
    },
    happened: Text {
        en: "The Session-Expires of the request is below the minimum of a proxy or of the called side, given as Min-SE in the response. A single 422 followed by a request with longer values is normal; a row of them is a fault of whoever ignores Min-SE.",
        ja: "リクエストのSession-Expiresが、プロキシまたは着信側の下限（レスポンスのMin-SE）を下回っています。422が一度で、その後より長い値で送り直されていれば正常ですが、繰り返す場合はMin-SEを無視している側の不具合です。",
        nl: "De Session-Expires van het verzoek ligt onder het minimum van een proxy of van de gebelde kant; dat minimum staat als Min-SE in het antwoord. Eén 422 gevolgd door een verzoek met langere waarden is normaal; komt het steeds terug, dan negeert de afzender Min-SE.",
        zh: "請求的 Session-Expires 低於某個代理伺服器或受話端的下限，下限寫在回應的 Min-SE。出現一次 422 後以較長的值重送屬於正常；若反覆出現，是忽略 Min-SE 的一方有問題。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Set the session timer of the sender to at least the Min-SE of the 422 (1800 s suits nearly everywhere). If it already is, check that Min-SE is copied into the new request.",
        ja: "送信側のセッションタイマを、422のMin-SE以上に設定してください（1800秒ならほぼ問題ありません）。すでに満たしている場合は、送り直したリクエストにMin-SEが反映されているかを確認してください。",
        nl: "Zet de sessietimer van de afzender op minstens de Min-SE uit de 422 (1800 s voldoet bijna overal). Staat hij al zo, ga dan na of Min-SE in het nieuwe verzoek is overgenomen.",
        zh: "請將送出端的 session timer 設為不低於 422 的 Min-SE（1800 秒幾乎都適用）。若已符合，請檢查重送的請求是否帶上 Min-SE。",
    },
};

pub(crate) const STATUS_423: Explanation = Explanation {
    title: Text {
        en: "Registration interval too short",
        ja: "登録間隔が短すぎる",
        nl: "Registratietijd te kort",
        zh: "註冊間隔過短",
    },
    caller: Text {
        en: "Your phone wanted to sign on for too short a time, which it normally corrects by itself.",
        ja: "電話機の登録の有効時間が短すぎましたが、通常は電話機が自動的に調整します。",
        nl: "Uw toestel wilde zich voor te korte tijd aanmelden; normaal past het dat zelf aan.",
        zh: "您的話機要求的登入有效時間太短，通常會自動調整。",
    },
    happened: Text {
        en: "The expiry asked for in a REGISTER (or SUBSCRIBE or PUBLISH) is shorter than the server admits; Min-Expires in the response gives the least value. One 423 followed by a longer value is normal.",
        ja: "REGISTER（またはSUBSCRIBE、PUBLISH）で求めた有効時間が、サーバの認める下限を下回っています。下限はレスポンスのMin-Expiresに示され、423が一度だけで、その後より長い値で送り直されていれば正常です。",
        nl: "De gevraagde geldigheidsduur in een REGISTER (of SUBSCRIBE of PUBLISH) is korter dan de server toestaat; Min-Expires in het antwoord geeft het minimum. Eén 423 gevolgd door een langere waarde is normaal.",
        zh: "REGISTER（或 SUBSCRIBE、PUBLISH）要求的有效時間低於伺服器允許的下限，下限寫在回應的 Min-Expires。出現一次後改用較長的值屬於正常。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Set the registration time of the phone to at least Min-Expires. If a short time was meant to keep NAT open, use keep-alives (CRLF or STUN) instead.",
        ja: "電話機の登録の有効時間をMin-Expires以上に設定してください。NAT維持のために短くしていた場合は、代わりにキープアライブ（CRLFやSTUN）を使ってください。",
        nl: "Zet de registratietijd van het toestel op minstens Min-Expires. Was die zo kort om de NAT open te houden, gebruik dan keep-alives (CRLF of STUN).",
        zh: "請把話機的註冊有效時間設為不低於 Min-Expires。若原本是為了維持 NAT 而設短，請改用 keep-alive（CRLF 或 STUN）。",
    },
};

pub(crate) const STATUS_424: Explanation = Explanation {
    title: Text {
        en: "Bad location information",
        ja: "位置情報が不正",
        nl: "Locatiegegevens onbruikbaar",
        zh: "位置資訊無效",
    },
    caller: Text {
        en: "The location sent along with the call could not be used.",
        ja: "電話とともに送られた位置情報が使えませんでした。",
        nl: "De locatie die met de oproep is meegestuurd, was niet bruikbaar.",
        zh: "隨電話送出的位置資訊無法使用。",
    },
    happened: Text {
        en: "The location conveyed with Geolocation is missing in the body, malformed or of no use to the recipient; Geolocation-Error in the response says why. It is met mostly with emergency calls.",
        ja: "Geolocationで伝えられた位置情報がボディにない、形式が誤っている、または受信側で使えません。理由はレスポンスのGeolocation-Errorに示され、主に緊急通報で見られます。",
        nl: "De locatie die met Geolocation is meegegeven, ontbreekt in de body, is onjuist opgebouwd of is voor de ontvanger onbruikbaar; Geolocation-Error in het antwoord zegt waarom. Dit komt vooral voor bij noodoproepen.",
        zh: "Geolocation 所帶的位置在本文中缺漏、格式錯誤，或對接收端無法使用；回應的 Geolocation-Error 會說明原因。多見於緊急電話。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read Geolocation-Error, then correct the location stored for the phone and check that the cid: in Geolocation matches a Content-ID in the body. For emergency calls, treat it as urgent.",
        ja: "Geolocation-Errorを読み、電話機に設定された位置情報を直し、Geolocationのcid:がボディのContent-IDと一致しているかを確認してください。緊急通報の場合は最優先で対処してください。",
        nl: "Lees Geolocation-Error, corrigeer de locatie die voor het toestel is vastgelegd en controleer of de cid: in Geolocation overeenkomt met een Content-ID in de body. Geef dit bij noodoproepen voorrang.",
        zh: "請查看 Geolocation-Error，修正話機所設的位置，並確認 Geolocation 的 cid: 與本文的 Content-ID 相符。若為緊急電話，請優先處理。",
    },
};

pub(crate) const STATUS_425: Explanation = Explanation {
    title: Text {
        en: "Bad alert message",
        ja: "不正な警報メッセージ",
        nl: "Alarmbericht onbruikbaar",
        zh: "警報訊息無效",
    },
    caller: Text {
        en: "The alert that was sent could not be used by the receiving side.",
        ja: "送信された警報の内容を、受信側で処理できませんでした。",
        nl: "Het verzonden alarmbericht was voor de ontvanger niet bruikbaar.",
        zh: "送出的警報內容，接收端無法使用。",
    },
    happened: Text {
        en: "The alert carried in the request (a CAP document in a data-only emergency call) is malformed or does not serve the recipient's purpose; AlertMsg-Error in the response says why.",
        ja: "リクエストで運ばれた警報（データのみの緊急通報に使うCAP文書）が不正か、受信側の用途に合いません。理由はレスポンスのAlertMsg-Errorに示されます。",
        nl: "Het alarm in het verzoek (een CAP-document in een noodmelding zonder spraak) is onjuist opgebouwd of voor de ontvanger niet geschikt; AlertMsg-Error in het antwoord zegt waarom.",
        zh: "請求所帶的警報（純資料緊急通報中的 CAP 文件）格式錯誤或不符合接收端的用途；回應的 AlertMsg-Error 會說明原因。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Read AlertMsg-Error, validate the CAP document against its schema and correct the device that makes it.",
        ja: "AlertMsg-Errorを読み、CAP文書をスキーマで検証したうえで、生成している装置の設定を直してください。",
        nl: "Lees AlertMsg-Error, toets het CAP-document aan het schema en pas het apparaat aan dat het opstelt.",
        zh: "請查看 AlertMsg-Error，以 schema 驗證 CAP 文件，並修正產生該文件的裝置。",
    },
};

pub(crate) const STATUS_428: Explanation = Explanation {
    title: Text {
        en: "Signed caller identity required",
        ja: "発信者の署名が必要",
        nl: "Ondertekende afzender vereist",
        zh: "需要發話號碼簽章",
    },
    caller: Text {
        en: "The other side only takes calls whose caller number is vouched for, and yours was not.",
        ja: "相手側は発信者番号が証明された電話だけを受け付けており、この電話には証明がありませんでした。",
        nl: "De andere kant neemt alleen gesprekken aan met een bevestigd afzendernummer, en dat ontbrak.",
        zh: "對方只接受號碼經過驗證的來電，而這通電話沒有驗證。",
    },
    happened: Text {
        en: "The verifying server's policy demands an Identity header (STIR) and the request has none, or it lost it on the way. The signature is normally made by the originating carrier or exchange.",
        ja: "検証側のポリシーでIdentityヘッダ（STIR）が必要とされていますが、リクエストにないか、途中で失われました。署名は通常、発信側の通信事業者または交換機が付けます。",
        nl: "Het beleid van de controlerende server eist een Identity-header (STIR), en die ontbreekt in het verzoek of is onderweg weggevallen. De handtekening komt normaal van de aanbieder of centrale van de beller.",
        zh: "驗證端的政策要求 Identity 標頭（STIR），但請求沒有，或在途中遺失。簽章通常由發話端的電信業者或交換機加上。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check whether the Identity header left your side and which hop dropped it. If it was never there, ask the carrier to sign calls for your numbers.",
        ja: "Identityヘッダが自側から送られているか、どの区間で消えたかを確認してください。最初からなければ、通信事業者に自社番号の発信への署名を依頼してください。",
        nl: "Ga na of de Identity-header bij u vertrok en welke hop hem verwijderde. Was hij er nooit, vraag de aanbieder dan om gesprekken van uw nummers te ondertekenen.",
        zh: "請確認 Identity 標頭是否由我方送出、在哪一站遺失。若一開始就沒有，請電信業者為您的號碼簽章。",
    },
};

pub(crate) const STATUS_429: Explanation = Explanation {
    title: Text {
        en: "Transferor not identified",
        ja: "転送元の証明が必要",
        nl: "Doorverbindende partij niet bevestigd",
        zh: "未提供轉接者身分",
    },
    caller: Text {
        en: "The transfer failed because the other side wants to know for certain who asked for it.",
        ja: "転送を依頼した方の確認が取れないため、転送できませんでした。",
        nl: "Het doorverbinden lukte niet omdat de andere kant zeker wil weten wie erom vroeg.",
        zh: "對方要求確認是誰轉接這通電話，因此轉接沒有成功。",
    },
    happened: Text {
        en: "The target of a transfer demands a Referred-By with a valid signed token of the party that sent the REFER, and the request has none. The transferred side passes the 429 back in a NOTIFY so that the transferor can repeat its REFER with the token.",
        ja: "転送先が、REFERを送った側の有効な署名付きトークンを伴うReferred-Byを求めていますが、リクエストにありません。転送される側がNOTIFYで429を伝え、転送元がトークン付きでREFERをやり直す仕組みです。",
        nl: "De kant waarnaar wordt doorverbonden, eist een Referred-By met een geldig ondertekend token van wie de REFER stuurde, en dat ontbreekt. De doorverbonden kant meldt de 429 in een NOTIFY, zodat wie doorverbindt de REFER met token kan herhalen.",
        zh: "轉接目的端要求 Referred-By 帶有送出 REFER 一方的有效簽章權杖，而請求沒有。被轉接端會以 NOTIFY 回報 429，讓轉接者帶著權杖重送 REFER。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::OtherParty],
    next: Text {
        en: "Check whether the transferor can sign Referred-By. If not, relax the demand at the target, or transfer through the exchange so that it places the new call itself.",
        ja: "転送元がReferred-Byに署名できるかを確認してください。できなければ、転送先の条件を緩めるか、交換機が新しい呼を自ら発信する方式で転送してください。",
        nl: "Ga na of het toestel dat doorverbindt Referred-By kan ondertekenen. Zo niet, versoepel dan de eis aan de kant waarnaar wordt doorverbonden, of verbind door via de centrale, zodat die het nieuwe gesprek zelf opzet.",
        zh: "請確認轉接者能否簽署 Referred-By。若不能，請放寬目的端的要求，或改由交換機執行轉接並自行發起新通話。",
    },
};

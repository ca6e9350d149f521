//! Explanations of the statuses 430 to 499.

use crate::{Explanation, Place, Text};

pub(crate) const STATUS_430: Explanation = Explanation {
    title: Text {
        en: "Connection to phone lost",
        ja: "電話機との接続断",
        nl: "Verbinding met toestel verbroken",
        zh: "與話機的連線中斷",
    },
    caller: Text {
        en: "The phone you called could not be reached because its connection had dropped.",
        ja: "お相手の電話機との接続が切れていたため、おつなぎできませんでした。",
        nl: "Het gebelde toestel was niet bereikbaar omdat de verbinding ermee was weggevallen.",
        zh: "對方話機的連線已中斷，電話無法接通。",
    },
    happened: Text {
        en: "An edge proxy reports that the flow (connection or NAT binding) over which the phone registered no longer works. It is meant for the proxy that looks up registrations, which should try another flow of the same phone; a phone that gets a 430 treats it like 400.",
        ja: "電話機が登録に使ったフロー（接続またはNATのバインディング）が使えなくなったことを、エッジプロキシが報告しています。登録情報を引くプロキシに同じ電話機の別のフローを試させるためのコードで、電話機が430を受け取った場合は400と同じ扱いになります。",
        nl: "Een edge-proxy meldt dat de flow (verbinding of NAT-koppeling) waarover het toestel zich registreerde, niet meer werkt. De code is bedoeld voor de proxy die de registraties opzoekt: die hoort een andere flow van hetzelfde toestel te proberen; een toestel dat zelf 430 ontvangt, behandelt die als 400.",
        zh: "邊緣代理伺服器回報：話機註冊所用的 flow（連線或 NAT 對應）已經失效。這個代碼是給查詢註冊資料的代理伺服器看的，它應改試同一話機的其他 flow；話機收到 430 時則視同 400。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Let the phone register anew, and check its keep-alives (CRLF or STUN) against the NAT timeout of its router. If callers get to see 430, the proxy that holds the registrations does not handle outbound as it should.",
        ja: "電話機を登録し直し、キープアライブ（CRLFやSTUN）の間隔がルータのNATタイムアウトより短いかを確認してください。430が発信側まで届く場合は、登録情報を持つプロキシのoutboundの処理に問題があります。",
        nl: "Laat het toestel opnieuw registreren en vergelijk de keep-alives (CRLF of STUN) met de NAT-time-out van de router. Krijgt de beller de 430 te zien, dan verwerkt de proxy met de registraties outbound niet goed.",
        zh: "請讓話機重新註冊，並確認 keep-alive（CRLF 或 STUN）的間隔短於路由器的 NAT 逾時。若發話方收到 430，表示持有註冊資料的代理伺服器沒有正確處理 outbound。",
    },
};

pub(crate) const STATUS_433: Explanation = Explanation {
    title: Text {
        en: "Anonymous calls refused",
        ja: "非通知着信拒否",
        nl: "Anoniem bellen geweigerd",
        zh: "拒接匿名來電",
    },
    caller: Text {
        en: "The person you called does not take anonymous calls; please call again showing your number.",
        ja: "お相手は番号非通知の電話をお受けになりませんので、番号を通知しておかけ直しください。",
        nl: "De gebelde partij neemt geen anonieme gesprekken aan; bel opnieuw met uw nummer zichtbaar.",
        zh: "對方不接聽未顯示號碼的來電，請開啟號碼顯示後再撥。",
    },
    happened: Text {
        en: "The called side rejects calls without caller identity (anonymous call rejection): the identity was withheld with Privacy or an anonymous From, or was not passed on.",
        ja: "着信側が、発信者の分からない着信を拒否しました（非通知着信拒否）。Privacyヘッダや匿名のFromで番号が秘匿されたか、途中で番号が渡されませんでした。",
        nl: "De gebelde kant weigert oproepen zonder afzendernummer (anonymous call rejection): het nummer is afgeschermd met Privacy of een anonieme From, of is niet doorgegeven.",
        zh: "受話方拒接無法識別發話者的來電：號碼因 Privacy 標頭或匿名的 From 而隱藏，或途中沒有傳遞。",
    },
    places: &[Place::Caller, Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Switch number withholding off for this call or line. If it is off, look in the trace for Privacy, From and P-Asserted-Identity as they leave the exchange.",
        ja: "この発信または回線の番号非通知設定を解除してください。解除済みであれば、交換機から出るPrivacy、From、P-Asserted-Identityをトレースで確認してください。",
        nl: "Zet nummerafscherming uit voor dit gesprek of deze lijn. Staat die al uit, kijk dan in de trace hoe Privacy, From en P-Asserted-Identity de centrale verlaten.",
        zh: "請關閉此通電話或線路的號碼隱藏。若已關閉，請在擷取紀錄中檢查離開交換機時的 Privacy、From 與 P-Asserted-Identity。",
    },
};

pub(crate) const STATUS_436: Explanation = Explanation {
    title: Text {
        en: "Signing certificate unavailable",
        ja: "署名用証明書の取得不可",
        nl: "Certificaat niet op te halen",
        zh: "無法取得簽章憑證",
    },
    caller: Text {
        en: "The other side could not verify your caller number and refused the call.",
        ja: "相手側で発信者番号を確認できず、電話をおつなぎできませんでした。",
        nl: "De andere kant kon uw nummer niet controleren en weigerde de oproep.",
        zh: "對方無法驗證您的號碼，因此拒絕了這通電話。",
    },
    happened: Text {
        en: "The verifying server could not fetch the certificate that the info parameter of the Identity header points to, so the signature (STIR) could not be checked.",
        ja: "Identityヘッダのinfoパラメータが指す証明書を検証側が取得できず、署名（STIR）を確認できませんでした。",
        nl: "De controlerende server kon het certificaat waar de info-parameter van de Identity-header naar verwijst niet ophalen, zodat de handtekening (STIR) niet te controleren was.",
        zh: "驗證端無法下載 Identity 標頭 info 參數所指的憑證，因此無法驗證簽章（STIR）。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Fetch the URL in info from outside your network: it must be public and answer over HTTPS. If the carrier signs your calls, pass the URL on to them.",
        ja: "infoのURLは公開されHTTPSで応答する必要があるため、社外のネットワークから取得できるかを試してください。通信事業者が署名している場合は、そのURLを事業者に伝えてください。",
        nl: "Haal de URL in info op van buiten uw netwerk: die moet openbaar zijn en via HTTPS antwoorden. Ondertekent uw aanbieder de gesprekken, geef de URL dan aan hem door.",
        zh: "請從外部網路下載 info 中的 URL：它必須公開，並能以 HTTPS 存取。若由電信業者簽章，請把該 URL 提供給業者。",
    },
};

pub(crate) const STATUS_437: Explanation = Explanation {
    title: Text {
        en: "Signing certificate not trusted",
        ja: "署名用証明書の信頼不可",
        nl: "Certificaat niet vertrouwd",
        zh: "簽章憑證不受信任",
    },
    caller: Text {
        en: "The other side does not trust the proof of your caller number and refused the call.",
        ja: "発信者番号の証明が相手側で認められず、電話をおつなぎできませんでした。",
        nl: "De andere kant vertrouwt de bevestiging van uw nummer niet en weigerde de oproep.",
        zh: "對方不信任您號碼的證明，因此拒絕了這通電話。",
    },
    happened: Text {
        en: "The verifying server has the certificate of the Identity header, but cannot accept it: usually an issuer it does not trust, or one that has no authority over the calling number.",
        ja: "検証側はIdentityヘッダの証明書を入手しましたが、受け入れられませんでした。信頼していない発行者か、その発信者番号について権限のない証明書であることがほとんどです。",
        nl: "De controlerende server heeft het certificaat bij de Identity-header, maar accepteert het niet: meestal vertrouwt hij de uitgever niet, of heeft die geen zeggenschap over het afzendernummer.",
        zh: "驗證端已取得 Identity 標頭的憑證，但無法接受：多半是不信任其簽發者，或該憑證無權代表這個發話號碼。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Check the chain of the certificate, its validity and the numbers it covers against what the far side trusts; let whoever signs the calls renew it.",
        ja: "証明書のチェーン、有効期限、対象番号が相手側の信頼条件に合っているかを確認し、署名している側に更新を依頼してください。",
        nl: "Vergelijk keten, geldigheid en nummerbereik van het certificaat met wat de andere kant vertrouwt, en laat degene die ondertekent het vernieuwen.",
        zh: "請檢查憑證鏈、有效期限與涵蓋的號碼是否符合對方的信任條件，並請簽章的一方更換憑證。",
    },
};

pub(crate) const STATUS_438: Explanation = Explanation {
    title: Text {
        en: "Caller signature invalid",
        ja: "発信者の署名が不正",
        nl: "Handtekening ongeldig",
        zh: "發話號碼簽章無效",
    },
    caller: Text {
        en: "The proof of your caller number did not match, so the other side refused the call.",
        ja: "発信者番号の証明が一致しないため、相手側に受け付けられませんでした。",
        nl: "De bevestiging van uw nummer klopte niet, daarom weigerde de andere kant het gesprek.",
        zh: "您號碼的證明不相符，對方拒絕了這通電話。",
    },
    happened: Text {
        en: "An Identity header is present but does not hold: the signature or the PASSporT in it does not fit the request, or the header is malformed. Most often something on the way changed From, To or the date after signing.",
        ja: "Identityヘッダはありますが、署名やPASSporTがリクエストと一致しないか、ヘッダの形式が誤っているため、無効と判断されました。署名後に途中でFrom、To、日時が書き換えられた場合がよくあります。",
        nl: "Er is een Identity-header, maar die klopt niet: de handtekening of het PASSporT past niet bij het verzoek, of de header is onjuist opgebouwd. Meestal zijn From, To of de datum na het ondertekenen onderweg gewijzigd.",
        zh: "有 Identity 標頭但驗證不過：簽章或其中的 PASSporT 與請求不符，或標頭格式錯誤。最常見的是簽章之後 From、To 或日期在途中被改過。",
    },
    places: &[Place::Carrier, Place::Exchange, Place::OwnNetwork],
    next: Text {
        en: "Compare From, To, P-Asserted-Identity and Date at the signing hop with those received; do any change of numbers before signing. A wrong clock would rather show as 403 'Stale Date'.",
        ja: "署名した装置の送信時と受信側とで、From、To、P-Asserted-Identity、Dateを見比べてください。番号変換は署名の前に行ってください（時刻のずれであれば、通常は403のStale Dateになります）。",
        nl: "Vergelijk From, To, P-Asserted-Identity en Date waar is ondertekend met wat is ontvangen, en pas nummers alleen vóór het ondertekenen aan. Een verkeerde klok zou eerder 403 'Stale Date' geven.",
        zh: "請比對簽章處與接收端的 From、To、P-Asserted-Identity 與 Date；號碼轉換應在簽章之前完成。若是時鐘不準，通常會是 403「Stale Date」。",
    },
};

pub(crate) const STATUS_439: Explanation = Explanation {
    title: Text {
        en: "First hop lacks outbound",
        ja: "初段プロキシがoutbound未対応",
        nl: "Eerste proxy zonder outbound",
        zh: "第一站不支援 outbound",
    },
    caller: Text {
        en: "Your phone could not sign on in the way it is set to.",
        ja: "現在の設定では、電話機を登録できませんでした。",
        nl: "Uw toestel kon zich niet aanmelden op de manier die is ingesteld.",
        zh: "您的話機無法以目前的設定登入電話系統。",
    },
    happened: Text {
        en: "The phone asked for outbound in its REGISTER (reg-id and Supported: outbound) and the registrar knows it, but the first proxy on the way does not.",
        ja: "電話機はREGISTERでoutbound（reg-idとSupported: outbound）を求め、登録サーバも対応していますが、経路上の最初のプロキシが対応していません。",
        nl: "Het toestel vroeg in de REGISTER om outbound (reg-id en Supported: outbound) en de registrar kent dat, maar de eerste proxy op de route niet.",
        zh: "話機在 REGISTER 要求 outbound（reg-id 與 Supported: outbound），註冊伺服器支援，但路徑上的第一個代理伺服器不支援。",
    },
    places: &[Place::Exchange, Place::OwnPhone],
    next: Text {
        en: "Enable outbound on the first proxy or choose another one; otherwise switch outbound off in the phone and let it register the plain way.",
        ja: "最初のプロキシでoutboundを有効にするか、別のプロキシを使ってください。できなければ電話機のoutboundを無効にし、通常の方法で登録してください。",
        nl: "Zet outbound aan op de eerste proxy of kies een andere; zet het anders op het toestel uit, zodat dat zich op de gewone manier registreert.",
        zh: "請在第一個代理伺服器啟用 outbound，或改用其他代理；否則請關閉話機的 outbound，以一般方式註冊。",
    },
};

pub(crate) const STATUS_440: Explanation = Explanation {
    title: Text {
        en: "Too many parallel branches",
        ja: "同時呼出の分岐数超過",
        nl: "Te veel vertakkingen",
        zh: "並行分支過多",
    },
    caller: Text {
        en: "The call was sent to too many phones at once and was stopped.",
        ja: "一度に呼び出す電話機が多すぎるため、処理が打ち切られました。",
        nl: "De oproep ging naar te veel toestellen tegelijk en is daarom gestopt.",
        zh: "電話同時轉往太多話機，因此被中止。",
    },
    happened: Text {
        en: "A proxy would have to fork the request to more destinations at once than Max-Breadth leaves. Either a ring group is very large, or groups and forwardings point at one another and multiply the branches.",
        ja: "プロキシが同時にフォークしようとした数が、Max-Breadthの残りを超えました。一斉呼出のグループが大きすぎるか、グループや転送が互いを指し合って分岐が増えています。",
        nl: "Een proxy zou het verzoek naar meer bestemmingen tegelijk moeten splitsen dan Max-Breadth toelaat. Er is een heel grote belgroep, of groepen en doorschakelingen verwijzen naar elkaar en vermenigvuldigen zo de vertakkingen.",
        zh: "代理伺服器要同時分送的目的地數量超過 Max-Breadth 剩餘的額度。可能是響鈴群組過大，或群組與轉接互相指向而使分支倍增。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Draw up which groups and forwardings the number leads to and remove those that point back. For a large group, ring its members one after another.",
        ja: "その番号から到達するグループと転送先を洗い出し、元へ戻る設定を取り除いてください。大きなグループは順次呼出に変更してください。",
        nl: "Breng in kaart naar welke groepen en doorschakelingen het nummer leidt en verwijder wat terugverwijst. Laat een grote groep na elkaar overgaan in plaats van tegelijk.",
        zh: "請列出該號碼會經過的群組與轉接，移除指回自己的設定。群組很大時，請改為依序響鈴。",
    },
};

pub(crate) const STATUS_469: Explanation = Explanation {
    title: Text {
        en: "Info package not accepted",
        ja: "未対応のInfo Package",
        nl: "Info-pakket niet geaccepteerd",
        zh: "不接受的 Info Package",
    },
    caller: Text {
        en: "The other side could not use something that your phone sent during the call; the call itself goes on.",
        ja: "通話中に電話機が送った情報を相手側が扱えませんでしたが、通話はそのまま続きます。",
        nl: "De andere kant kon niet verwerken wat uw toestel tijdens het gesprek stuurde; het gesprek zelf gaat door.",
        zh: "對方無法處理您的話機在通話中送出的資訊，通話本身不受影響。",
    },
    happened: Text {
        en: "An INFO names in Info-Package a package that the recipient has not offered to take; Recv-Info in the response lists those it takes. The dialog goes on.",
        ja: "INFOのInfo-Packageが示すパッケージを、受信側は受け付けていません。受け付けるものはレスポンスのRecv-Infoに示され、ダイアログは継続します。",
        nl: "Een INFO noemt in Info-Package een pakket dat de ontvanger volgens zijn opgave niet aanneemt; Recv-Info in het antwoord noemt de pakketten die hij wel aanneemt. De dialog blijft bestaan.",
        zh: "INFO 的 Info-Package 指定了接收端未表示接受的 package；回應的 Recv-Info 列出可接受者。該 dialog 繼續存在。",
    },
    places: &[Place::OwnPhone, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Compare Info-Package with the Recv-Info of the other side and send only what it lists; for digits use RFC 4733 events instead.",
        ja: "Info-Packageと相手側のRecv-Infoを見比べ、そこにあるものだけを送ってください。ダイヤル信号（DTMF）の送出にはRFC 4733のイベントを使ってください。",
        nl: "Vergelijk Info-Package met de Recv-Info van de andere kant en verstuur alleen wat daarin staat; gebruik voor toetstonen RFC 4733-events.",
        zh: "請比對 Info-Package 與對方的 Recv-Info，只送其中列出的項目；按鍵音請改用 RFC 4733 事件。",
    },
};

pub(crate) const STATUS_470: Explanation = Explanation {
    title: Text {
        en: "Consent needed",
        ja: "相手の同意が必要",
        nl: "Toestemming vereist",
        zh: "需要對方同意",
    },
    caller: Text {
        en: "The people you wanted to reach have not yet agreed to be reached this way.",
        ja: "この方法での連絡について、宛先の方の同意がまだ得られていません。",
        nl: "De mensen die u wilde bereiken, hebben hier nog geen toestemming voor gegeven.",
        zh: "對方尚未同意以這種方式接收來電或訊息。",
    },
    happened: Text {
        en: "A server that passes requests on to others (a list or a forwarding) lacks the permission of a recipient; Permission-Missing in the response names the addresses concerned.",
        ja: "リクエストを他の宛先へ中継するサーバ（宛先リストや転送）に、受信者の許可がありません。対象のアドレスはレスポンスのPermission-Missingに示されます。",
        nl: "Een server die verzoeken doorstuurt (een lijst of doorschakeling), heeft geen toestemming van een ontvanger; Permission-Missing in het antwoord noemt de adressen.",
        zh: "轉送請求的伺服器（名單或轉接）沒有取得收件方的許可；回應的 Permission-Missing 會列出相關位址。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Ask the addresses in Permission-Missing for their consent at the relaying server, or take them off the list.",
        ja: "Permission-Missingのアドレスについて中継サーバで同意を得るか、宛先リストから外してください。",
        nl: "Vraag de adressen in Permission-Missing via de doorsturende server om toestemming, of haal ze van de lijst.",
        zh: "請透過轉送伺服器向 Permission-Missing 中的位址取得同意，或將其移出名單。",
    },
};

pub(crate) const STATUS_480: Explanation = Explanation {
    title: Text {
        en: "Temporarily unavailable",
        ja: "一時的に接続不可・応答なし",
        nl: "Tijdelijk niet bereikbaar",
        zh: "暫時無法接通或無人接聽",
    },
    caller: Text {
        en: "The person you called cannot be reached at the moment or does not answer; please try again later.",
        ja: "おかけになった電話は、現在つながらないか応答がありませんので、しばらくしてからおかけ直しください。",
        nl: "De gebelde partij is op dit moment niet bereikbaar of neemt niet op; probeer het later nog eens.",
        zh: "您撥的電話目前無法接通或無人接聽，請稍後再撥。",
    },
    happened: Text {
        en: "The number is known, but nobody can be reached under it now: most often the phone is not registered, do-not-disturb is on, or it rang without answer. An unknown number would give 404; Retry-After may say when to try again.",
        ja: "番号は存在しますが現在は着信できず、電話機が未登録、おやすみモード（DND）中、または呼び出したが応答なし、という場合がほとんどです。番号が存在しなければ404で、再試行までの時間がRetry-Afterで示されることもあります。",
        nl: "Het nummer bestaat, maar er is nu niemand bereikbaar: meestal is het toestel niet geregistreerd, staat 'niet storen' aan of ging het over zonder dat er werd opgenomen. Een onbekend nummer geeft 404; Retry-After kan aangeven wanneer u het opnieuw kunt proberen.",
        zh: "號碼存在，但目前連不到人：多半是話機未註冊、開啟勿擾，或響鈴後無人接聽。號碼不存在時應為 404；Retry-After 可能告知何時再試。",
    },
    places: &[Place::OtherParty, Place::Exchange, Place::Carrier],
    next: Text {
        en: "If 180 came first, nobody answered: set voicemail or forwarding on no answer. Otherwise check at the exchange whether the called phone is registered, and on the phone whether do-not-disturb is on.",
        ja: "先に180があれば無応答ですので、留守番電話や無応答転送を設定してください。なければ、着信側の電話機が交換機に登録されているか、おやすみモード（DND）になっていないかを確認してください。",
        nl: "Kwam er eerst 180, dan nam niemand op: stel voicemail of doorschakelen bij geen gehoor in. Controleer anders in de centrale of het gebelde toestel is geregistreerd, en op het toestel of 'niet storen' aanstaat.",
        zh: "若先收到 180，就是無人接聽，可設定語音信箱或無人接聽轉接。否則請在交換機確認受話話機是否已註冊，並檢查話機是否開啟勿擾。",
    },
};

pub(crate) const STATUS_481: Explanation = Explanation {
    title: Text {
        en: "Call no longer known",
        ja: "該当する通話なし",
        nl: "Gesprek niet meer bekend",
        zh: "通話已不存在",
    },
    caller: Text {
        en: "The other side no longer knew about this call; usually it had just ended there.",
        ja: "相手側にこの通話の記録がなく、多くの場合はすでに通話が終わっています。",
        nl: "De andere kant kende dit gesprek niet meer; meestal was het daar net beëindigd.",
        zh: "對方已沒有這通電話的紀錄，通常是對方剛剛掛斷。",
    },
    happened: Text {
        en: "The request belongs to no dialog or transaction that the receiver knows. On a BYE or CANCEL this is mostly harmless, both sides having ended at once; on a re-INVITE, UPDATE or NOTIFY it means that the receiver has lost the call or subscription, for instance by a restart.",
        ja: "受信側に、該当するダイアログやトランザクションがありません。BYEやCANCELに対してであれば双方がほぼ同時に切断しただけのことが多く、問題ありませんが、re-INVITE、UPDATE、NOTIFYに対する場合は、再起動などで受信側が通話や購読の情報を失っています。",
        nl: "Het verzoek hoort bij geen enkele dialog of transactie die de ontvanger kent. Bij BYE of CANCEL is dat meestal onschuldig, want beide kanten hebben dan tegelijk opgehangen; bij re-INVITE, UPDATE of NOTIFY is de ontvanger het gesprek of het abonnement kwijt, bijvoorbeeld na een herstart.",
        zh: "接收端找不到這個請求所屬的 dialog 或 transaction。若是對 BYE 或 CANCEL 回應，多半是雙方同時掛斷，沒有影響；若是對 re-INVITE、UPDATE 或 NOTIFY 回應，表示接收端已失去該通話或訂閱，例如重新啟動過。",
    },
    places: &[Place::OtherParty, Place::Exchange, Place::OwnNetwork],
    next: Text {
        en: "See which method was answered. Unless it was BYE or CANCEL, compare Call-ID and both tags with the first INVITE and check whether the far side restarted, switched to a standby, or got the request at another server.",
        ja: "どのメソッドに対する481かを確認してください。BYEやCANCEL以外であれば、Call-IDと両方のtagを最初のINVITEと照合し、相手側の再起動、系切替、別サーバへの振り分けがなかったかを調べてください。",
        nl: "Kijk op welke methode het antwoord kwam. Was dat niet BYE of CANCEL, vergelijk dan Call-ID en beide tags met de eerste INVITE en ga na of de andere kant is herstart, is overgeschakeld of het verzoek op een andere server kreeg.",
        zh: "請看這是對哪個方法的回應。若不是 BYE 或 CANCEL，請將 Call-ID 與兩個 tag 和最初的 INVITE 比對，並確認對方是否重新啟動、切換備援，或請求被送到另一台伺服器。",
    },
};

pub(crate) const STATUS_482: Explanation = Explanation {
    title: Text {
        en: "Loop detected",
        ja: "ループ検出",
        nl: "Lus gedetecteerd",
        zh: "偵測到迴圈",
    },
    caller: Text {
        en: "The call went round in a circle and was stopped.",
        ja: "つなぎ先が循環していたため、電話をおつなぎできませんでした。",
        nl: "De oproep bleef rondgaan en is daarom gestopt.",
        zh: "電話一直繞圈子，因此被中止。",
    },
    happened: Text {
        en: "A server saw a request that it had handled before, mostly because two forwardings or routes point at each other. A phone also sends 482 when forks of one INVITE reach it by several ways (a merged request), which is harmless if one of them is answered.",
        ja: "サーバが一度処理したリクエストを再び受け取っており、ほとんどは転送や経路が互いを指し合っているためです。フォークした同じINVITEが複数の経路から届いたとき（マージドリクエスト）にも電話機は482を返しますが、そのうち1本に応答があれば問題ありません。",
        nl: "Een server kreeg een verzoek dat hij al had verwerkt, meestal doordat twee doorschakelingen of routes naar elkaar wijzen. Een toestel stuurt ook 482 als dezelfde INVITE langs meerdere wegen aankomt (merged request); dat is onschuldig zolang er één doorkomt.",
        zh: "伺服器又收到自己處理過的請求，多半是兩個轉接或路由互相指向。同一個 INVITE 分叉後由多條路徑到達話機時（merged request），話機也會回 482；只要其中一路接通便無妨。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Follow the Via headers and the forwarding of each number involved, and undo the one that points back. Check also that the exchange's own address is not given as the carrier's.",
        ja: "Viaヘッダと各番号の転送設定をたどり、元へ戻る転送を解除してください。通信事業者のアドレスとして交換機自身を設定していないかも確認してください。",
        nl: "Volg de Via-headers en de doorschakeling van elk betrokken nummer en haal weg wat terugwijst. Controleer ook of niet per ongeluk het adres van de centrale zelf als dat van de aanbieder is ingesteld.",
        zh: "請沿著 Via 標頭與各號碼的轉接設定逐一追查，取消指回去的那一個；也請確認沒有把交換機自己的位址設成電信業者的位址。",
    },
};

pub(crate) const STATUS_483: Explanation = Explanation {
    title: Text {
        en: "Too many hops",
        ja: "中継回数超過",
        nl: "Te veel hops",
        zh: "轉送次數過多",
    },
    caller: Text {
        en: "The call was passed on too many times and was stopped.",
        ja: "転送や中継の回数が多すぎたため、電話をおつなぎできませんでした。",
        nl: "De oproep is te vaak doorgestuurd en daarom gestopt.",
        zh: "電話被轉送太多次，因此中止。",
    },
    happened: Text {
        en: "Max-Forwards ran down to zero before the request arrived. As senders normally start at 70, this is nearly always a routing or forwarding loop; seldom the start value is simply too low.",
        ja: "リクエストが届く前にMax-Forwardsが0になりました。通常は70から始まるため、ほとんどの場合は経路や転送のループですが、まれに初期値が小さすぎることもあります。",
        nl: "Max-Forwards stond op nul voordat het verzoek aankwam. Omdat afzenders normaal met 70 beginnen, is dit bijna altijd een lus in routering of doorschakeling; een enkele keer is de beginwaarde te laag.",
        zh: "請求到達前 Max-Forwards 已減為 0。送出端通常從 70 開始，所以幾乎都是路由或轉接形成迴圈；偶爾是起始值設得太低。",
    },
    places: &[Place::Exchange, Place::Carrier, Place::OwnPhone],
    next: Text {
        en: "Look for one address recurring in the Via headers and break the loop there. If there is none, raise Max-Forwards at the sender to 70.",
        ja: "Viaヘッダに同じアドレスが繰り返し現れていないかを調べ、そこでループを断ってください。なければ、送信側のMax-Forwardsを70に上げてください。",
        nl: "Zoek in de Via-headers een adres dat telkens terugkomt en doorbreek daar de lus. Is dat er niet, zet Max-Forwards bij de afzender dan op 70.",
        zh: "請在 Via 標頭中找出重複出現的位址，從該處切斷迴圈。若沒有，請將送出端的 Max-Forwards 調到 70。",
    },
};

pub(crate) const STATUS_484: Explanation = Explanation {
    title: Text {
        en: "Number incomplete",
        ja: "番号の桁数不足",
        nl: "Nummer onvolledig",
        zh: "號碼不完整",
    },
    caller: Text {
        en: "The number you dialled is not complete.",
        ja: "おかけになった番号は桁数が足りませんので、番号をお確かめのうえ、おかけ直しください。",
        nl: "Het gekozen nummer is niet volledig.",
        zh: "您撥的號碼不完整，請查明後再撥。",
    },
    happened: Text {
        en: "The number in the Request-URI is too short for the server. Unless overlap dialling is used, in which case 484 only asks for more digits, the phone usually sent the number too early or an area code or prefix is missing.",
        ja: "Request-URIの番号が、サーバにとって桁数不足です。オーバーラップ（逐次）発信であれば続きの数字を求めているだけですが、そうでなければ電話機が早く発信しすぎたか、市外局番やプレフィックスが抜けている場合がほとんどです。",
        nl: "Het nummer in de Request-URI is voor de server te kort. Bij overlap-kiezen vraagt 484 alleen om meer cijfers; anders verzond het toestel het nummer meestal te vroeg of ontbreekt het netnummer of een prefix.",
        zh: "Request-URI 中的號碼對伺服器來說太短。若採用重疊撥號（overlap），484 只是要求補上後續號碼；否則多半是話機太早送出，或少了區碼或前置碼。",
    },
    places: &[Place::Caller, Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Compare the digits dialled with the Request-URI, then correct the phone's dial plan or its digit timeout, and the rule in the exchange that strips or adds prefixes.",
        ja: "ダイヤルした数字とRequest-URIを見比べ、電話機のダイヤルプランや桁間タイマ、交換機の番号変換（付加・削除）の設定を直してください。",
        nl: "Vergelijk de gekozen cijfers met de Request-URI en pas daarna het kiesplan of de wachttijd tussen de cijfers op het toestel aan, of de regel in de centrale die cijfers weghaalt of toevoegt.",
        zh: "請比對所撥數字與 Request-URI，再修正話機的撥號規則或按鍵間隔時間，以及交換機上增刪前置碼的規則。",
    },
};

pub(crate) const STATUS_485: Explanation = Explanation {
    title: Text {
        en: "Ambiguous address",
        ja: "宛先が特定できない",
        nl: "Adres niet eenduidig",
        zh: "位址不明確",
    },
    caller: Text {
        en: "The name or number you dialled fits more than one person.",
        ja: "おかけになった宛先に該当する方が複数あり、特定できませんでした。",
        nl: "De naam of het nummer past bij meer dan één persoon.",
        zh: "您撥的名稱或號碼對應到不只一個人。",
    },
    happened: Text {
        en: "The Request-URI matches several users, so the server did not choose. It may list the candidates in Contact, unless it hides them for privacy.",
        ja: "Request-URIに該当するユーザが複数あり、サーバは一つに決められませんでした。プライバシー上差し支えなければ、候補がContactヘッダに示されることがあります。",
        nl: "De Request-URI past bij meerdere gebruikers en de server koos niet. De kandidaten kunnen in Contact staan, tenzij de server ze om privacyredenen weglaat.",
        zh: "Request-URI 符合多個使用者，伺服器無法決定。候選者可能列在 Contact 標頭，除非基於隱私不公開。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Dial the full address or number of one of the candidates in Contact, and make the name unique in the directory of the server.",
        ja: "Contactにある候補から正式なアドレスまたは番号を選んでかけ直し、サーバの登録名は重複しないようにしてください。",
        nl: "Kies het volledige adres of nummer van een van de kandidaten in Contact, en maak de naam in de gebruikerslijst van de server uniek.",
        zh: "請從 Contact 的候選者中選擇完整的位址或號碼重撥，並讓伺服器目錄中的名稱不重複。",
    },
};

pub(crate) const STATUS_486: Explanation = Explanation {
    title: Text {
        en: "Busy",
        ja: "話中",
        nl: "In gesprek (bezet)",
        zh: "忙線",
    },
    caller: Text {
        en: "The person you called is busy; please try again later.",
        ja: "お相手はお話し中ですので、しばらくしてからおかけ直しください。",
        nl: "De gebelde partij is in gesprek; probeer het later nog eens.",
        zh: "對方忙線中，請稍後再撥。",
    },
    happened: Text {
        en: "The called phone was reached but takes no further call: it is in a call, all its lines are in use, or, with many phones, the call was rejected or do-not-disturb is on. It speaks for this phone only; 600 would mean busy everywhere.",
        ja: "着信側の電話機には届きましたが、話中または全回線使用中でこれ以上着信できません（着信拒否の操作やおやすみモード（DND）でも486を返す機種が多くあります）。この電話機だけの状態であり、どの電話機でも話中なら600になります。",
        nl: "Het gebelde toestel is bereikt maar neemt geen gesprek meer aan: het is in gesprek, alle lijnen zijn bezet of, bij veel toestellen, de oproep is weggedrukt of 'niet storen' staat aan. Dit geldt alleen voor dit toestel; 600 betekent overal bezet.",
        zh: "已連到受話方的話機，但它無法再接來電：正在通話、所有線路都在使用，或（許多話機如此）來電被拒接、開啟了勿擾。這只代表這一支話機；600 才表示所有話機都忙線。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Call again later. If the phone was free, check on it do-not-disturb, call waiting, a handset off the hook, and the number of calls the exchange allows it; set forwarding on busy if wanted.",
        ja: "時間をおいてかけ直してください。空いているはずなら、おやすみモード（DND）、コールウェイティング、受話器外れ、交換機の同時通話数の制限を確認し、必要に応じて話中転送を設定してください。",
        nl: "Bel later opnieuw. Was het toestel vrij, controleer dan 'niet storen', wisselgesprek, of de hoorn erop ligt en hoeveel gesprekken de centrale toestaat; stel zo nodig doorschakelen bij bezet in.",
        zh: "請稍後再撥。若話機其實空閒，請檢查勿擾、插撥、話筒是否掛好，以及交換機允許的同時通話數；需要時可設定忙線轉接。",
    },
};

pub(crate) const STATUS_487: Explanation = Explanation {
    title: Text {
        en: "Call attempt ended",
        ja: "応答前の発信取消",
        nl: "Oproep afgebroken",
        zh: "接通前已取消",
    },
    caller: Text {
        en: "The call was ended before it was answered, usually because the caller hung up.",
        ja: "お相手が出る前に呼び出しが終わりましたが、多くはかけた方が電話をお切りになったためです。",
        nl: "De oproep is gestopt voordat er werd opgenomen, meestal omdat de beller ophing.",
        zh: "電話在接聽前就結束了，通常是發話方先掛斷。",
    },
    happened: Text {
        en: "The final response to an INVITE that was withdrawn with CANCEL (or ended by an early BYE). Usually the caller gave up; it is also what is left when the exchange's ringing time ran out or when another phone of a group took the call, as a Reason header on the CANCEL may tell.",
        ja: "CANCELで取り消された（または応答前にBYEで終了した）INVITEへの最終レスポンスです。多くは発信者の途中放棄ですが、交換機の呼出時間の満了や、グループの別の電話機が応答した場合にも出るため、CANCELのReasonヘッダが手掛かりになります。",
        nl: "Het eindantwoord op een INVITE die met CANCEL is ingetrokken (of met een vroege BYE is beëindigd). Meestal gaf de beller het op; het komt ook voor als de beltijd van de centrale om was of een ander toestel van de groep opnam, wat soms uit een Reason-header in de CANCEL blijkt.",
        zh: "這是 INVITE 被 CANCEL 取消（或在接通前被 BYE 結束）後的最終回應。通常是發話方放棄；交換機響鈴時間到，或群組中另一支話機已接聽時也會出現，CANCEL 的 Reason 標頭可能會說明。",
    },
    places: &[Place::Caller, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Nothing is wrong with the 487 itself: find who sent the CANCEL, after how many seconds, and with which Reason. Always the same number of seconds points to a timer, a Reason with cause=200 to an answer elsewhere.",
        ja: "487自体は異常ではないので、誰が、何秒後に、どのReasonでCANCELを送ったかを調べてください。いつも同じ秒数ならタイマ、Reasonにcause=200があれば別の電話機での応答です。",
        nl: "Met de 487 zelf is niets mis: zoek uit wie de CANCEL stuurde, na hoeveel seconden en met welke Reason. Steeds hetzelfde aantal seconden wijst op een timer, een Reason met cause=200 op een ander toestel dat opnam.",
        zh: "487 本身沒有問題：請查明誰送出 CANCEL、過了幾秒、帶什麼 Reason。若每次秒數相同，應是計時器到時；Reason 帶 cause=200 則是別支話機已接聽。",
    },
};

pub(crate) const STATUS_488: Explanation = Explanation {
    title: Text {
        en: "No common codec or media",
        ja: "共通のコーデックなし",
        nl: "Geen gemeenschappelijke codec of media",
        zh: "沒有共同的編解碼器或媒體",
    },
    caller: Text {
        en: "The two phones could not agree on how to transmit speech.",
        ja: "双方の電話機で音声の方式が合わず、電話をおつなぎできませんでした。",
        nl: "De twee toestellen werden het niet eens over de manier waarop spraak wordt overgebracht.",
        zh: "兩端話機的語音方式不相容，電話無法接通。",
    },
    happened: Text {
        en: "The session described in the SDP is not acceptable to this endpoint: usually no common codec, SRTP demanded on one side only, or an address type or media that it lacks. Another endpoint might accept it (606 says that none will); in answer to a re-INVITE the call goes on as before.",
        ja: "SDPで示されたセッションを、この電話機は受け入れられません（多くは共通コーデックがない、片側だけがSRTPを必須としている、アドレス種別やメディアに対応していない、のいずれかです）。別の電話機なら受けられる可能性があり（すべて不可なら606）、re-INVITEへの488なら通話はそれまでの条件で続きます。",
        nl: "Dit eindpunt kan de sessie in de SDP niet aannemen: meestal is er geen gemeenschappelijke codec, eist maar één kant SRTP, of kent het toestel het adrestype of de media niet. Een ander eindpunt kan het misschien wel (606 betekent: nergens); op een re-INVITE loopt het gesprek gewoon door.",
        zh: "這個端點無法接受 SDP 描述的通話：多半是沒有共同的編解碼器、只有一端強制 SRTP，或不支援該位址類型或媒體。別的端點也許可以接受（606 才表示全都不行）；若是回應 re-INVITE，通話照原樣繼續。",
    },
    places: &[Place::OwnPhone, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Put the codecs, RTP/AVP or RTP/SAVP, and the addresses of the offer beside what the other side admits, with its Warning header if there is one. Enable a common codec (G.711 at least) and the same encryption setting on both.",
        ja: "オファーのコーデック、RTP/AVPかRTP/SAVPか、アドレスを相手側の対応と見比べ、Warningヘッダがあれば併せて確認してください。共通のコーデック（少なくともG.711）を有効にし、暗号化の設定を両側でそろえてください。",
        nl: "Leg de codecs, RTP/AVP of RTP/SAVP en de adressen uit de offer naast wat de andere kant toelaat, en lees een eventuele Warning-header. Zet een gemeenschappelijke codec aan (minstens G.711) en stel versleuteling aan beide kanten gelijk in.",
        zh: "請把 offer 的編解碼器、RTP/AVP 或 RTP/SAVP 以及位址，與對方允許的內容逐項比對，並參考 Warning 標頭。兩端啟用共同的編解碼器（至少 G.711），加密設定也要一致。",
    },
};

pub(crate) const STATUS_489: Explanation = Explanation {
    title: Text {
        en: "Unknown event package",
        ja: "未対応のイベント",
        nl: "Onbekend event package",
        zh: "不支援的事件套件",
    },
    caller: Text {
        en: "Your phone asked to be told of something that the other side does not report; calls are not affected.",
        ja: "相手側が対応していないお知らせを電話機が求めましたが、通話に影響はありません。",
        nl: "Uw toestel vroeg om meldingen die de andere kant niet geeft; bellen gaat gewoon door.",
        zh: "您的話機要求了對方沒有提供的通知，通話不受影響。",
    },
    happened: Text {
        en: "The Event header of a SUBSCRIBE, NOTIFY or PUBLISH names an event package that the receiver does not know; Allow-Events in the response lists those it does. Busy lamps (dialog), voicemail lights (message-summary) and presence are the usual ones.",
        ja: "SUBSCRIBE、NOTIFY、PUBLISHのEventヘッダが示すイベントパッケージに受信側が対応しておらず、対応するものはレスポンスのAllow-Eventsに示されます。話中表示ランプ（dialog）、留守電ランプ（message-summary）、presenceがよくある例です。",
        nl: "De Event-header van een SUBSCRIBE, NOTIFY of PUBLISH noemt een event package dat de ontvanger niet kent; Allow-Events in het antwoord noemt wat hij wel kent. Meestal gaat het om bezetlampjes (dialog), het voicemaillampje (message-summary) of presence.",
        zh: "SUBSCRIBE、NOTIFY 或 PUBLISH 的 Event 標頭指定了接收端不認得的事件套件；回應的 Allow-Events 列出支援者。常見的是忙線燈（dialog）、留言燈（message-summary）與 presence。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Compare Event with Allow-Events; switch the feature on in the exchange or off in the phone.",
        ja: "EventとAllow-Eventsを見比べ、交換機でその機能を有効にするか、電話機で無効にしてください。",
        nl: "Vergelijk Event met Allow-Events en zet de functie in de centrale aan, of op het toestel uit.",
        zh: "請比對 Event 與 Allow-Events，在交換機啟用該功能，或在話機上關閉。",
    },
};

pub(crate) const STATUS_491: Explanation = Explanation {
    title: Text {
        en: "Both sides changed at once",
        ja: "同時変更の衝突",
        nl: "Gelijktijdige wijziging",
        zh: "雙方同時變更",
    },
    caller: Text {
        en: "Both sides tried to change the call at the same moment; it is normally tried again by itself.",
        ja: "双方が同時に通話の状態を変えようとしましたが、通常は自動的にやり直されます。",
        nl: "Beide kanten wilden tegelijk iets aan het gesprek wijzigen; normaal wordt dat vanzelf opnieuw geprobeerd.",
        zh: "雙方同時要變更通話，通常會自動重試。",
    },
    happened: Text {
        en: "Glare: a re-INVITE or UPDATE met another one still open in the same dialog. Each side waits a random time, 2.1 to 4 s for the one that chose the Call-ID and up to 2 s for the other, and tries again; the call goes on.",
        ja: "同一ダイアログでre-INVITEやUPDATEが衝突しました（グレア）。Call-IDを決めた側は2.1～4秒、もう一方は2秒以内のランダムな時間だけ待って再試行し、通話は続きます。",
        nl: "Glare: een re-INVITE of UPDATE kruiste een andere die in dezelfde dialog nog openstond. Elke kant wacht een willekeurige tijd (2,1 tot 4 s wie de Call-ID koos, tot 2 s de ander) en probeert het opnieuw; het gesprek loopt door.",
        zh: "這是 glare（衝突）：re-INVITE 或 UPDATE 遇上同一 dialog 中另一個尚未完成的請求。雙方各等一段隨機時間（決定 Call-ID 的一方 2.1 至 4 秒，另一方 2 秒以內）後重試，通話繼續。",
    },
    places: &[],
    next: Text {
        en: "Nothing for a single 491. If it repeats until something fails, check that the waiting times differ and that only one side refreshes the session or re-invites right after the answer.",
        ja: "一度だけの491なら対処は不要です。繰り返して失敗に至る場合は、待ち時間が双方で異なっているか、セッション更新や応答直後のre-INVITEが片側だけで行われているかを確認してください。",
        nl: "Bij een enkele 491 hoeft u niets te doen. Herhaalt het zich tot er iets misgaat, controleer dan of de wachttijden verschillen en of maar één kant de sessie ververst of direct na het opnemen een re-INVITE stuurt.",
        zh: "單次 491 不必處理。若一再重複以致失敗，請檢查雙方等待時間是否不同，以及是否只有一端更新 session 或在接通後立刻送 re-INVITE。",
    },
};

pub(crate) const STATUS_493: Explanation = Explanation {
    title: Text {
        en: "Cannot be decrypted",
        ja: "暗号化ボディの復号不可",
        nl: "Niet te ontsleutelen",
        zh: "無法解密",
    },
    caller: Text {
        en: "The other side could not read the encrypted message from your phone.",
        ja: "電話機が暗号化して送った内容を、相手側で読み取れませんでした。",
        nl: "De andere kant kon het versleutelde bericht van uw toestel niet lezen.",
        zh: "對方無法讀取您的話機送出的加密內容。",
    },
    happened: Text {
        en: "The request carries an encrypted body (S/MIME) for which the receiver has no key. The response may bring the receiver's certificate, with which to encrypt anew.",
        ja: "リクエストの暗号化されたボディ（S/MIME）を復号する鍵が受信側にありません。レスポンスに、再暗号化に使える受信側の証明書が含まれることがあります。",
        nl: "Het verzoek heeft een versleutelde body (S/MIME) waarvoor de ontvanger geen sleutel heeft. Het antwoord kan zijn certificaat bevatten, om opnieuw mee te versleutelen.",
        zh: "請求帶有加密的本文（S/MIME），而接收端沒有對應的金鑰。回應可能附上接收端的憑證，可用來重新加密。",
    },
    places: &[Place::OwnPhone, Place::OtherParty],
    next: Text {
        en: "Encrypt with the certificate that the receiver uses now, or switch S/MIME off and protect the path with TLS.",
        ja: "受信側の現在の証明書で暗号化し直すか、S/MIMEを無効にしてTLSで経路を保護してください。",
        nl: "Versleutel met het certificaat dat de ontvanger nu gebruikt, of zet S/MIME uit en beveilig de route met TLS.",
        zh: "請用接收端目前的憑證加密，或關閉 S/MIME，改以 TLS 保護傳輸路徑。",
    },
};

pub(crate) const STATUS_494: Explanation = Explanation {
    title: Text {
        en: "Security agreement required",
        ja: "セキュリティ合意が必要",
        nl: "Beveiligingsafspraak vereist",
        zh: "需要安全協議",
    },
    caller: Text {
        en: "Your phone and the network have yet to agree how to protect the connection.",
        ja: "電話機と電話網の間で、接続の保護方法がまだ決まっていません。",
        nl: "Uw toestel en het netwerk moeten eerst afspreken hoe de verbinding wordt beveiligd.",
        zh: "您的話機與網路尚未就連線的保護方式達成一致。",
    },
    happened: Text {
        en: "The server demands a security agreement (sec-agree) on this hop and lists the mechanisms it offers in Security-Server. It is a normal first step in IMS networks; as the last response it means that none of them suited the phone, or that it does not know the procedure.",
        ja: "サーバがこの区間でのセキュリティ合意（sec-agree）を求め、使える方式をSecurity-Serverに列挙しています。IMS網では通常の最初の手順ですが、これで終わっていれば、電話機に合う方式がなかったか、電話機がこの手順に対応していません。",
        nl: "De server eist op deze hop een beveiligingsafspraak (sec-agree) en noemt in Security-Server wat hij aanbiedt. In IMS-netwerken is dat een gewone eerste stap; blijft het daarbij, dan paste geen van de mechanismen bij het toestel of kent het de procedure niet.",
        zh: "伺服器要求在這一段使用安全協議（sec-agree），並在 Security-Server 列出可用的機制。這在 IMS 網路是正常的第一步；若最後停在這裡，表示話機沒有適用的機制或不支援此程序。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check that the phone repeats the request with Security-Verify and a mechanism from Security-Server. If it cannot, enable TLS or sec-agree in it, or drop the demand at the server.",
        ja: "電話機がSecurity-Verifyを付け、Security-Serverにある方式でリクエストを送り直しているかを確認してください。できない場合は電話機のTLSやsec-agreeを有効にするか、サーバ側の要求を外してください。",
        nl: "Controleer of het toestel het verzoek herhaalt met Security-Verify en een mechanisme uit Security-Server. Kan het dat niet, zet dan TLS of sec-agree op het toestel aan, of laat de eis op de server vallen.",
        zh: "請確認話機是否帶著 Security-Verify 並採用 Security-Server 中的機制重送。若做不到，請在話機啟用 TLS 或 sec-agree，或取消伺服器的要求。",
    },
};

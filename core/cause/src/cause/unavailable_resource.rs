//! Causes 33 to 47: a resource is missing.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_33: Explanation = Explanation {
    title: Text {
        en: "Circuit out of order",
        ja: "回線故障",
        nl: "Circuit defect",
        zh: "電路故障",
    },
    caller: Text {
        en: "The line that the call needed is out of order.",
        ja: "この通話に必要な回線が故障しています。",
        nl: "De lijn die voor uw oproep nodig was, is defect.",
        zh: "這通電話所需的線路故障。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 33. A circuit on the way, or the line of one of the two ends, does not work.",
        ja: "古い一覧だけにある理由表示で、Q.850に33はありません。途中の回線、または発着いずれかの側の回線が動作していません。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 33. Een circuit onderweg of de lijn van een van beide kanten werkt niet.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 33。途中的電路或其中一端的線路無法運作。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Look at the alarms of your own trunks (layer 1, layer 2, registration). If they are clear, report the number and the time of the call to the carrier.",
        ja: "自分の側の外線の警報（レイヤ1、レイヤ2、登録）を確認してください。異常がなければ、着番号と発信時刻を通信事業者に伝えてください。",
        nl: "Kijk naar de alarmen van uw eigen trunks (laag 1, laag 2, registratie). Zijn die er niet, meld dan het nummer en het tijdstip aan de aanbieder.",
        zh: "請檢查自家中繼線的告警（第 1 層、第 2 層、註冊）。若無異常，請將號碼與發話時間回報電信業者。",
    },
};

pub(crate) const CAUSE_34: Explanation = Explanation {
    title: Text {
        en: "No circuit available",
        ja: "利用可回線・チャネルなし",
        nl: "Geen lijn vrij",
        zh: "沒有可用線路",
    },
    caller: Text {
        en: "All lines are in use at the moment; please try again shortly.",
        ja: "ただいま回線がすべてふさがっておりますので、しばらくしてからおかけ直しください。",
        nl: "Alle lijnen zijn op dit moment bezet; probeer het zo dadelijk opnieuw.",
        zh: "目前線路全部忙線，請稍後再撥。",
    },
    happened: Text {
        en: "There is no free circuit or channel for the call: on your own trunk, at the called side or between networks, as the location tells. Some gateways also turn SIP 503 and other server errors into 34.",
        ja: "この呼に使える空き回線・空きチャネルがなく、それが自分の外線か、着信側か、網間かは生成源（location）で分かります。SIPの503などのサーバエラーを34に変換するゲートウェイもあります。",
        nl: "Er is geen vrij circuit of kanaal voor de oproep: op uw eigen trunk, bij de gebelde kant of tussen netwerken; de locatie vertelt waar. Sommige gateways vertalen ook SIP 503 en andere serverfouten in 34.",
        zh: "沒有空閒的電路或通道可用：可能在自家中繼線、受話端或網路之間，可由位置（location）欄位判斷。有些閘道器也會把 SIP 503 等伺服器錯誤轉換成 34。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Count the calls on the trunk at that moment against the channels you rent. If the trunk was full, add channels or look for calls left hanging; if it was not, report it to the carrier.",
        ja: "その時刻に外線で使用中だった呼の数と契約チャネル数を比べてください。満杯ならチャネルを増やすか残留した呼を探し、空きがあったなら通信事業者に連絡してください。",
        nl: "Vergelijk het aantal gesprekken op de trunk op dat moment met het aantal kanalen in uw contract. Was de trunk vol, neem dan kanalen bij of zoek naar gesprekken die zijn blijven hangen; was hij niet vol, meld het aan de aanbieder.",
        zh: "請比對當時中繼線上的通話數與租用的通道數。若已滿，請增加通道或找出殘留的通話；若未滿，請向電信業者反映。",
    },
};

pub(crate) const CAUSE_35: Explanation = Explanation {
    title: Text {
        en: "Destination unattainable",
        ja: "相手到達不能",
        nl: "Bestemming onbereikbaar",
        zh: "無法到達目的地",
    },
    caller: Text {
        en: "The number you dialled cannot be reached at the moment.",
        ja: "おかけになった番号には、ただいまおつなぎできません。",
        nl: "Het nummer dat u hebt gebeld, is op dit moment niet bereikbaar.",
        zh: "您撥的號碼目前無法接通。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 35. The destination is known but cannot be reached over the network that the call takes; today one would expect 27 or 38.",
        ja: "古い一覧だけにある理由表示で、Q.850に35はありません。着信先は分かっているものの、使用した網からは到達できない状態で、現在なら27か38になるところです。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 35. De bestemming is bekend, maar langs deze weg niet te bereiken; tegenwoordig verwacht u hier 27 of 38.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 35。目的地已知，但經由此網路無法到達；如今通常會是 27 或 38。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "Call the number over another trunk or a mobile. If it works there, report number and time to the carrier of the first route.",
        ja: "別の外線または携帯電話からその番号にかけてみてください。つながるなら、元の経路の通信事業者に着番号と発信時刻を伝えてください。",
        nl: "Bel het nummer via een andere trunk of een mobiel. Lukt het daar wel, meld dan nummer en tijdstip aan de aanbieder van de eerste route.",
        zh: "請改由其他中繼線或手機撥打該號碼。若能接通，請將號碼與時間回報原路由的電信業者。",
    },
};

pub(crate) const CAUSE_36: Explanation = Explanation {
    title: Text {
        en: "Out of order",
        ja: "故障中",
        nl: "Buiten dienst",
        zh: "故障",
    },
    caller: Text {
        en: "The line you called is out of order.",
        ja: "おかけになった回線は故障しています。",
        nl: "De lijn die u hebt gebeld, is buiten dienst.",
        zh: "您撥的線路目前故障。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 36. Something on the way or at the called side does not work; today 27 stands for the destination and 38 for the network.",
        ja: "古い一覧だけにある理由表示で、Q.850に36はありません。途中か着信側の何かが動作しておらず、現在は、着信先の故障なら27、網の故障なら38を使います。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 36. Iets onderweg of aan de gebelde kant werkt niet; tegenwoordig staat 27 voor de bestemming en 38 voor het netwerk.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 36。途中或受話端有設備無法運作；如今目的地故障用 27，網路故障用 38。",
    },
    places: &[Place::Carrier, Place::OtherParty],
    next: Text {
        en: "Try another number at the same place and another network towards the same number; that tells whether the line or the network is broken. Then report it to the one concerned.",
        ja: "同じ拠点の別の番号と、別の網からの同じ番号を試し、回線の故障か網の故障かを切り分けてください。そのうえで、該当する側に連絡してください。",
        nl: "Probeer een ander nummer op dezelfde plek en hetzelfde nummer via een ander netwerk; zo ziet u of de lijn of het netwerk defect is. Meld het daarna aan de juiste partij.",
        zh: "請試撥同一地點的其他號碼，並從其他業者網路撥同一號碼，即可分辨是線路還是網路故障，再通知負責的一方。",
    },
};

pub(crate) const CAUSE_37: Explanation = Explanation {
    title: Text {
        en: "Degraded service",
        ja: "サービス品質低下",
        nl: "Verminderde dienst",
        zh: "服務品質降低",
    },
    caller: Text {
        en: "The connection is too poor at the moment for the call to go through.",
        ja: "ただいま通信の状態が悪く、おつなぎできませんでした。",
        nl: "De verbinding is op dit moment te slecht om uw oproep door te laten gaan.",
        zh: "目前連線品質不佳，電話無法接通。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 37. The network reports that it cannot give the service in the usual quality.",
        ja: "古い一覧だけにある理由表示で、Q.850に37はありません。通常の品質でサービスを提供できないことを網が通知しています。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 37. Het netwerk meldt dat het de dienst niet in de gewone kwaliteit kan leveren.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 37。網路回報無法以平常的品質提供服務。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "Call again. If it repeats, look at the error counters of the line (bit errors, slips, packet loss) and report them to the carrier.",
        ja: "かけ直してください。繰り返す場合は、回線のエラーカウンタ（ビット誤り、スリップ、パケットロス）を確認し、通信事業者に伝えてください。",
        nl: "Bel opnieuw. Blijft het zich herhalen, bekijk dan de fouttellers van de lijn (bitfouten, slips, pakketverlies) en geef die door aan de aanbieder.",
        zh: "請重撥。若一再發生，請查看線路的錯誤計數（位元錯誤、slip、封包遺失），並提供給電信業者。",
    },
};

pub(crate) const CAUSE_38: Explanation = Explanation {
    title: Text {
        en: "Network out of order",
        ja: "網故障",
        nl: "Netwerk buiten dienst",
        zh: "網路故障",
    },
    caller: Text {
        en: "There is a fault in the telephone network, and it may last for some time.",
        ja: "電話網に障害が発生しており、復旧まで時間がかかる可能性があります。",
        nl: "Er is een storing in het telefoonnetwerk die langer kan duren.",
        zh: "電信網路發生故障，可能需要一段時間才能恢復。",
    },
    happened: Text {
        en: "The network does not work properly and is expected not to for a relatively long time; calling again at once is unlikely to help. Gateways also make 38 of SIP 502 and some of 500.",
        ja: "網が正常に動作しておらず、その状態が比較的長く続くと見込まれるため、すぐにかけ直してもつながる見込みはあまりありません。SIPの502、ゲートウェイによっては500も38に変換されます。",
        nl: "Het netwerk werkt niet goed en dat zal naar verwachting vrij lang duren; meteen opnieuw bellen helpt waarschijnlijk niet. Gateways maken ook van SIP 502, en sommige van 500, een 38.",
        zh: "網路無法正常運作，且預期會持續較長時間；立即重撥多半無效。閘道器也會把 SIP 502（有些連 500）轉換成 38。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "Route the calls over another trunk or carrier for the time being, and look at the carrier's fault notices. If the location is your own network, check the trunk and its gateway.",
        ja: "当面は別の外線または事業者に迂回させ、通信事業者の障害情報を確認してください。生成源（location）が自分の網であれば、外線とゲートウェイを調べてください。",
        nl: "Stuur de oproepen voorlopig via een andere trunk of aanbieder en bekijk de storingsmeldingen van de aanbieder. Is de locatie uw eigen netwerk, controleer dan de trunk en de gateway.",
        zh: "請暫時改走其他中繼線或業者，並查看電信業者的障礙公告。若位置（location）是自家網路，請檢查中繼線與閘道器。",
    },
};

pub(crate) const CAUSE_39: Explanation = Explanation {
    title: Text {
        en: "Frame connection out of service",
        ja: "フレームモード相手固定接続断",
        nl: "Vaste frameverbinding buiten dienst",
        zh: "固定訊框連線中斷",
    },
    caller: Text {
        en: "A permanent data connection is out of service; this does not concern telephone calls.",
        ja: "常時接続のデータ回線が停止していますが、電話の通話には関係ありません。",
        nl: "Een vaste dataverbinding is buiten dienst; met telefoongesprekken heeft dit niets te maken.",
        zh: "固定的數據連線中斷，與電話通話無關。",
    },
    happened: Text {
        en: "A STATUS message reports that a permanent frame mode connection (frame relay) is down because equipment or a section of the path failed. Older lists, derived from X.25, use 39 for a transit delay range that cannot be achieved.",
        ja: "フレームモードの相手固定接続（フレームリレー）が装置や区間の故障で使えないことを、STATUSで通知しています。X.25に由来する古い一覧では、39は「要求した転送遅延の範囲を満たせない」という別の意味です。",
        nl: "Een STATUS-bericht meldt dat een permanente frame-mode-verbinding (frame relay) is weggevallen door een defect aan apparatuur of een deel van het traject. In oudere, van X.25 afgeleide lijsten staat 39 voor een niet haalbare doorvoervertraging.",
        zh: "STATUS 訊息回報某條固定訊框模式連線（frame relay）因設備或區段故障而中斷。源自 X.25 的較舊清單則以 39 表示無法達到要求的傳輸延遲範圍。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "Check the frame relay link and its alarms and report it to the carrier. If the cause came on a telephone call, ask the maker of the equipment what it means by it.",
        ja: "フレームリレー回線とその警報を確認し、通信事業者に連絡してください。電話の呼で出た場合は、装置メーカーに意味を確認してください。",
        nl: "Controleer de frame-relayverbinding en de alarmen en meld het aan de aanbieder. Kwam de oorzaak bij een telefoongesprek, vraag dan de fabrikant wat de apparatuur ermee bedoelt.",
        zh: "請檢查 frame relay 線路及告警，並回報電信業者。若出現在一般電話，請向設備廠商確認其意義。",
    },
};

pub(crate) const CAUSE_40: Explanation = Explanation {
    title: Text {
        en: "Frame connection operational",
        ja: "フレームモード相手固定接続正常",
        nl: "Vaste frameverbinding in bedrijf",
        zh: "固定訊框連線正常",
    },
    caller: Text {
        en: "A permanent data connection is working; this does not concern telephone calls.",
        ja: "常時接続のデータ回線は正常に動作しており、電話の通話には関係ありません。",
        nl: "Een vaste dataverbinding werkt; met telefoongesprekken heeft dit niets te maken.",
        zh: "固定的數據連線運作正常，與電話通話無關。",
    },
    happened: Text {
        en: "A STATUS message reports that a permanent frame mode connection (frame relay) works again and carries data; nothing is wrong. Older lists, derived from X.25, use 40 for a throughput range that cannot be achieved.",
        ja: "フレームモードの相手固定接続（フレームリレー）が使用できる状態であることを、STATUSで通知しています（異常ではありません）。X.25に由来する古い一覧では、40は「要求したスループットの範囲を満たせない」という別の意味です。",
        nl: "Een STATUS-bericht meldt dat een permanente frame-mode-verbinding (frame relay) weer in bedrijf is en gegevens overdraagt; er is niets mis. In oudere, van X.25 afgeleide lijsten staat 40 voor een niet haalbare doorvoersnelheid.",
        zh: "STATUS 訊息回報某條固定訊框模式連線（frame relay）已恢復並可傳送資料，並非異常。源自 X.25 的較舊清單則以 40 表示無法達到要求的傳輸速率範圍。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do. If the cause ended a telephone call, ask the maker of the equipment what it means by it.",
        ja: "対処は不要です。電話の呼がこの理由表示で終わった場合は、装置メーカーに意味を確認してください。",
        nl: "U hoeft niets te doen. Eindigde er een telefoongesprek mee, vraag dan de fabrikant wat de apparatuur ermee bedoelt.",
        zh: "不需處理。若一般電話以此結束，請向設備廠商確認其意義。",
    },
};

pub(crate) const CAUSE_41: Explanation = Explanation {
    title: Text {
        en: "Temporary failure",
        ja: "一時的な障害",
        nl: "Tijdelijke storing",
        zh: "暫時性故障",
    },
    caller: Text {
        en: "Something went wrong for a moment; please try again.",
        ja: "一時的な障害が発生しましたので、もう一度おかけ直しください。",
        nl: "Er ging even iets mis; probeer het opnieuw.",
        zh: "發生暫時性的故障，請再撥一次。",
    },
    happened: Text {
        en: "The network failed for a moment, and a new attempt may succeed at once. Gateways use 41 as a catch-all: SIP 400, 481, 500 and 503 become it, so the cause alone says little about where the fault lies.",
        ja: "網に一時的な障害があり、すぐにかけ直せばつながる可能性があります。SIPの400・481・500・503などがまとめて41に変換されるため、これだけでは障害の場所はほとんど分かりません。",
        nl: "Het netwerk haperde even; een nieuwe poging kan meteen lukken. Gateways gebruiken 41 als vergaarbak: SIP 400, 481, 500 en 503 worden allemaal 41, dus de oorzaak alleen zegt weinig over de plaats van de fout.",
        zh: "網路發生短暫故障，立即重撥可能就會成功。閘道器常把 41 當成通用代碼：SIP 400、481、500、503 都會轉換成它，因此單憑此原因值難以判斷故障位置。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Try again. If it persists, find the SIP response behind it at the gateway, and check there whether the message was refused (400), the server failed (500) or it was overloaded (503).",
        ja: "かけ直してください。続く場合は、ゲートウェイで元のSIPレスポンスを調べ、要求の誤り（400）か、サーバの異常（500）か、過負荷（503）かを切り分けてください。",
        nl: "Probeer het opnieuw. Houdt het aan, zoek dan bij de gateway het SIP-antwoord erachter en kijk of het bericht werd geweigerd (400), er op de server iets misging (500) of de server overbelast was (503).",
        zh: "請重試。若持續發生，請在閘道器找出背後的 SIP 回應，判斷是訊息被拒（400）、伺服器故障（500）還是過載（503）。",
    },
};

pub(crate) const CAUSE_42: Explanation = Explanation {
    title: Text {
        en: "Switching equipment congestion",
        ja: "交換機輻輳",
        nl: "Centrale overbelast",
        zh: "交換設備壅塞",
    },
    caller: Text {
        en: "The telephone network is very busy at the moment; please try again later.",
        ja: "ただいま電話が大変混み合っておりますので、しばらくしてからおかけ直しください。",
        nl: "Het is op dit moment erg druk op het telefoonnetwerk; probeer het later opnieuw.",
        zh: "目前電話網路非常忙碌，請稍後再撥。",
    },
    happened: Text {
        en: "The exchange that sent the cause has more traffic than it can handle. Unlike 34 it is the equipment that is short of capacity, not the lines.",
        ja: "理由表示を送った交換機に、処理能力を超える呼が集中しています。34と違い、回線ではなく交換設備の能力が不足しています。",
        nl: "De centrale die de oorzaak stuurt, krijgt meer verkeer dan die aankan. Anders dan bij 34 komt de apparatuur capaciteit tekort, niet de lijnen.",
        zh: "送出此原因值的交換機流量超過處理能力。與 34 不同，不足的是設備容量，而不是線路。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Wait before trying again, and do not let machines redial without a pause. If the location is your own network, look at the load, the call rate and the limits of the exchange.",
        ja: "時間をおいてかけ直し、自動再発信は間隔を空けてください。生成源（location）が自分の網であれば、交換機の負荷、発着信の頻度、上限の設定を確認してください。",
        nl: "Wacht voordat u opnieuw belt en laat apparatuur niet zonder pauze opnieuw bellen. Is de locatie uw eigen netwerk, bekijk dan de belasting, het aantal oproepen per seconde en de limieten van de centrale.",
        zh: "請稍候再試，自動重撥應留間隔。若位置（location）是自家網路，請檢查交換機的負載、呼叫頻率與各項上限。",
    },
};

pub(crate) const CAUSE_43: Explanation = Explanation {
    title: Text {
        en: "Access information discarded",
        ja: "アクセス情報廃棄",
        nl: "Toegangsinformatie weggelaten",
        zh: "接取資訊被捨棄",
    },
    caller: Text {
        en: "Some additional information could not be passed along with the call.",
        ja: "通話に付随する情報の一部を、相手側に届けられませんでした。",
        nl: "Een deel van de extra gegevens bij de oproep kon niet worden doorgegeven.",
        zh: "隨來電附帶的部分資訊無法傳給對方。",
    },
    happened: Text {
        en: "The network dropped information meant for the far user: user-to-user information, a subaddress or a compatibility element. The diagnostics name the elements, and the call itself may well go on.",
        ja: "着信側に渡すはずの情報（ユーザ・ユーザ情報、サブアドレス、低位・高位レイヤ整合性など）が網で廃棄されました。対象の情報要素は診断情報に示され、呼そのものは継続することもあります。",
        nl: "Het netwerk heeft gegevens voor de andere kant weggelaten: user-to-user-informatie, een subadres of een compatibiliteitselement. De diagnose-informatie noemt de elementen; de oproep zelf kan gewoon doorgaan.",
        zh: "網路捨棄了要傳給對端用戶的資訊：用戶間資訊、子位址或相容性元素。診斷資訊會列出是哪些元素，通話本身可能仍會繼續。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Read the element identifiers in the diagnostics and stop sending those that nobody needs. If one is needed, have the carrier enable the service, or shorten it if it is too long.",
        ja: "診断情報の情報要素識別子を確認し、不要なものは送らないよう設定してください。必要な情報であれば、事業者にサービスの開通を依頼するか、長すぎる場合は短くしてください。",
        nl: "Lees de elementcodes in de diagnose-informatie en stuur niet langer mee wat niemand nodig heeft. Is een element wel nodig, laat de aanbieder de dienst dan inschakelen, of kort het in als het te lang is.",
        zh: "請查看診斷資訊中的元素識別碼，停止傳送不需要的元素。若確實需要，請電信業者開通該服務；若內容過長，請縮短。",
    },
};

pub(crate) const CAUSE_44: Explanation = Explanation {
    title: Text {
        en: "Requested channel not available",
        ja: "要求回線・チャネル利用不可",
        nl: "Gevraagd kanaal niet beschikbaar",
        zh: "指定的通道無法使用",
    },
    caller: Text {
        en: "The line chosen for your call was already taken; please try again.",
        ja: "選ばれた回線がすでに使われておりましたので、もう一度おかけ直しください。",
        nl: "De lijn die voor uw oproep was gekozen, was al bezet; probeer het opnieuw.",
        zh: "為這通電話選定的線路已被占用，請再撥一次。",
    },
    happened: Text {
        en: "The other end cannot provide the very channel that was asked for. Usually both ends seized it at the same moment, or it is blocked or left hanging at one end; other channels may be free.",
        ja: "指定されたチャネルを対向側が提供できません。両側が同時に捕捉したか、片側で閉塞・残留していることがほとんどで、ほかのチャネルは空いている可能性があります。",
        nl: "De andere kant kan precies het gevraagde kanaal niet leveren. Meestal namen beide kanten het tegelijk in gebruik, of is het aan één kant geblokkeerd of blijven hangen; andere kanalen kunnen vrij zijn.",
        zh: "對端無法提供所指定的那個通道。通常是兩端同時占用，或某一端將其封鎖或殘留未釋放；其他通道可能仍有空閒。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Let the two ends hunt in opposite directions (one upwards, one downwards) and send the channel as preferred, not exclusive. Restart a channel that stays blocked.",
        ja: "両端のチャネル捕捉順を逆にし（片方は昇順、もう片方は降順）、チャネル指定は「排他」ではなく「優先」で送ってください。塞がったままのチャネルは初期設定（RESTART）してください。",
        nl: "Laat de twee kanten in tegengestelde richting kanalen zoeken (de een oplopend, de ander aflopend) en stuur het kanaal als voorkeur (preferred), niet als eis (exclusive). Herstart een kanaal dat geblokkeerd blijft.",
        zh: "請讓兩端以相反順序選用通道（一端遞增、一端遞減），並以 preferred（優先）而非 exclusive（限定）方式指定通道。若某通道一直被占住，請執行 RESTART。",
    },
};

pub(crate) const CAUSE_45: Explanation = Explanation {
    title: Text {
        en: "Preempted",
        ja: "優先呼による切断（旧）",
        nl: "Verdrongen (oude oorzaak)",
        zh: "遭搶占（舊代碼）",
    },
    caller: Text {
        en: "Your call was ended to make room for a more urgent one.",
        ja: "より緊急度の高い通話のため、この通話は切断されました。",
        nl: "Uw gesprek is beëindigd om plaats te maken voor een dringender oproep.",
        zh: "為了讓更緊急的電話使用線路，您的通話被中斷了。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 45 and uses 8 and 9 instead. A call of higher precedence took the circuit.",
        ja: "古い一覧だけにある理由表示で、Q.850に45はなく、代わりに8と9を使います。優先度の高い呼が回線を使いました。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 45 en gebruikt 8 en 9. Een oproep met hogere voorrang heeft het circuit overgenomen.",
        zh: "此原因值只見於較舊的清單；Q.850 沒有 45，改用 8 與 9。優先等級較高的呼叫占用了電路。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Call again later or with a higher precedence. Where no precedence service exists, ask the sender of the cause what it means by 45.",
        ja: "時間をおくか、優先度を上げてかけ直してください。優先呼サービスのない網であれば、送信元の装置での45の意味を確認してください。",
        nl: "Bel later opnieuw of met hogere voorrang. Bestaat er geen voorrangsdienst, vraag dan de afzender wat hij met 45 bedoelt.",
        zh: "請稍後再撥，或提高優先等級。若網路沒有優先呼叫服務，請向送出端確認 45 的意義。",
    },
};

pub(crate) const CAUSE_46: Explanation = Explanation {
    title: Text {
        en: "Precedence call blocked",
        ja: "優先呼ブロック",
        nl: "Voorrangsoproep geblokkeerd",
        zh: "優先呼叫受阻",
    },
    caller: Text {
        en: "Your priority call could not be put through because no line could be freed for it.",
        ja: "優先してつなぐための回線を空けられず、おつなぎできませんでした。",
        nl: "Uw voorrangsoproep kon niet worden doorgegeven, omdat er geen lijn voor kon worden vrijgemaakt.",
        zh: "無法為您的優先電話騰出線路，因此未能接通。",
    },
    happened: Text {
        en: "A precedence call found no circuit that it might preempt, or the called user is busy with a call of equal or higher precedence.",
        ja: "優先呼のために空けられる回線がないか、着信側が同等以上の優先度の呼で話中です。",
        nl: "Voor een voorrangsoproep was geen circuit te verdringen, of de gebelde is in gesprek met gelijke of hogere voorrang.",
        zh: "優先呼叫找不到可搶占的電路，或受話方正在進行同等或更高優先等級的通話。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Wait and call again, or use a higher precedence if you are entitled to it. Check the precedence level set for the calling line.",
        ja: "時間をおいてかけ直すか、権限があれば優先度を上げてください。発信回線に設定された優先度も確認してください。",
        nl: "Wacht en bel opnieuw, of gebruik een hogere voorrang als u daar recht op hebt. Controleer het voorrangsniveau van de bellende lijn.",
        zh: "請稍候重撥；若有權限，可使用更高的優先等級。並請檢查發話線路設定的優先等級。",
    },
};

pub(crate) const CAUSE_47: Explanation = Explanation {
    title: Text {
        en: "Resource unavailable, unspecified",
        ja: "その他のリソース使用不可",
        nl: "Geen capaciteit, niet nader bepaald",
        zh: "資源不足，未指明",
    },
    caller: Text {
        en: "The call could not be put through because something it needs is not available at the moment.",
        ja: "必要な設備に空きがないため、ただいまおつなぎできません。",
        nl: "Uw oproep kon niet worden doorgegeven, omdat iets wat ervoor nodig is op dit moment niet beschikbaar is.",
        zh: "因所需的設備資源目前無法使用，電話未能接通。",
    },
    happened: Text {
        en: "A resource is missing and no other cause of the class fits. On gateways it is most often a media resource: transcoder, DSP, port or bandwidth, sometimes a codec that the two sides do not share.",
        ja: "何らかのリソースが不足しており、このクラスのほかの理由表示に当てはまりません。ゲートウェイではメディア系のリソース（トランスコーダ、DSP、ポート、帯域）の不足が最も多く、コーデックの不一致のこともあります。",
        nl: "Er ontbreekt iets wat de oproep nodig heeft, en geen andere oorzaak van de klasse past. Bij gateways is het meestal iets voor de audio: transcoder, DSP, poort of bandbreedte, soms een codec die de twee kanten niet gemeen hebben.",
        zh: "缺少某項資源，而同類中沒有更合適的原因值。在閘道器上最常見的是媒體資源：轉碼器、DSP、連接埠或頻寬，有時是兩端沒有共同的編解碼器。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "See in the log of the device at the cause's location which resource ran out, and compare the codecs in offer and answer. If it is the carrier, report the time and the number.",
        ja: "生成源（location）に当たる装置のログで不足したリソースを特定し、SDPのオファーとアンサーのコーデックを比べてください。通信事業者側であれば、発信時刻と着番号を伝えてください。",
        nl: "Zoek in het logboek van het apparaat op de locatie van de oorzaak wat er op was, en vergelijk de codecs in offer en answer. Is het de aanbieder, meld dan tijdstip en nummer.",
        zh: "請在原因值的位置欄位所指設備的日誌中找出耗盡的資源，並比對 SDP offer 與 answer 的編解碼器。若是電信業者，請回報時間與號碼。",
    },
};

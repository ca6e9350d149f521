//! Meanings of the causes 96 to 111: a protocol error.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_96: Explanation = Explanation {
    title: Text {
        en: "Mandatory element missing",
        ja: "必須情報要素不足",
        nl: "Verplicht element ontbreekt",
        zh: "缺少必要資訊元素",
    },
    caller: Text {
        en: "The call failed because one telephone system left out something the other needed.",
        ja: "設備どうしのやり取りに必要な情報が足りず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat het ene telefoonsysteem iets wegliet dat het andere nodig had.",
        zh: "一端的電話系統漏送了另一端需要的資料，電話未能接通。",
    },
    happened: Text {
        en: "The equipment that sent the cause received a message without an information element that it needs to go on. The diagnostic usually names the element.",
        ja: "理由表示を送った装置が受信したメッセージに、処理に必要な情報要素がありませんでした。どの情報要素かは、通常、診断情報に示されます。",
        nl: "De apparatuur die de oorzaak stuurde, kreeg een bericht zonder een informatie-element dat nodig is om verder te gaan. De diagnose-informatie noemt meestal welk element.",
        zh: "送出此原因值的設備收到的訊息缺了處理所需的資訊元素。診斷資訊通常會指出是哪一個。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read the element identifier in the diagnostic (04 is Bearer capability, 18 Channel identification, 08 Cause) and make the sending side include it. Check the protocol variant of both ends.",
        ja: "診断情報の情報要素識別子（04は伝達能力、18はチャネル識別、08は理由表示）を読み、送信側がそれを含めるように直してください。両端のプロトコル種別も確認してください。",
        nl: "Lees de elementcode in de diagnose-informatie (04 is Bearer capability, 18 Channel identification, 08 Cause) en laat de verzendende kant dat element meesturen. Controleer de protocolvariant aan beide kanten.",
        zh: "請看診斷資訊的元素識別碼（04 為 Bearer capability、18 為 Channel identification、08 為 Cause），讓送出端補上，並檢查兩端的協定版本。",
    },
};

pub(crate) const CAUSE_97: Explanation = Explanation {
    title: Text {
        en: "Unknown message type",
        ja: "未定義のメッセージ種別",
        nl: "Berichttype onbekend",
        zh: "未知的訊息類型",
    },
    caller: Text {
        en: "The call failed because one telephone system sent a message the other does not know.",
        ja: "設備どうしのやり取りに、相手が理解できない内容が含まれ、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat het ene telefoonsysteem een bericht stuurde dat het andere niet kent.",
        zh: "一端的電話系統送出另一端不認得的訊息，電話未能接通。",
    },
    happened: Text {
        en: "The equipment that sent the cause received a message whose type is undefined, or defined but not implemented by it. The diagnostic gives the type.",
        ja: "理由表示を送った装置が、未定義の、または定義はあるが自装置で実装していない種別のメッセージを受信しました。種別は診断情報に示されます。",
        nl: "De apparatuur die de oorzaak stuurde, kreeg een bericht van een type dat niet bestaat of dat ze niet ondersteunt. De diagnose-informatie geeft het type.",
        zh: "送出此原因值的設備收到未定義、或雖有定義但未實作的訊息類型。診斷資訊會列出該類型。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read the message type in the diagnostic and switch off the function that sends it towards this line. Check that both ends use the same variant (Euro-ISDN, QSIG, INS, NI-2).",
        ja: "診断情報のメッセージ種別を読み、この回線に向けてそれを送る機能を無効にしてください。両端のプロトコル種別（INS、QSIG、Euro-ISDN、NI-2など）が一致しているかを確認してください。",
        nl: "Lees het berichttype in de diagnose-informatie en zet de functie uit die dit naar deze lijn stuurt. Controleer of beide kanten dezelfde variant gebruiken (Euro-ISDN, QSIG, INS, NI-2).",
        zh: "請看診斷資訊的訊息類型，停用會對這條線路送出該訊息的功能，並確認兩端使用相同版本（Euro-ISDN、QSIG、INS、NI-2）。",
    },
};

pub(crate) const CAUSE_98: Explanation = Explanation {
    title: Text {
        en: "Message out of place",
        ja: "呼状態と合わないメッセージ",
        nl: "Bericht niet op zijn plaats",
        zh: "訊息與呼叫狀態不符",
    },
    caller: Text {
        en: "The call was disturbed because the two telephone systems fell out of step.",
        ja: "設備どうしの手順が食い違い、通話に支障が出ました。",
        nl: "De oproep werd verstoord doordat de twee telefoonsystemen niet meer gelijk liepen.",
        zh: "兩端電話系統的步驟不一致，影響了這通電話。",
    },
    happened: Text {
        en: "A message arrived that does not fit the state of the call, or whose type the receiver does not know; this cause leaves open which. Often it comes in a STATUS message, and the call itself goes on.",
        ja: "呼の状態に合わないか、受信側の知らない種別のメッセージが届きました（この値だけではどちらか決まりません）。STATUSメッセージで送られることが多く、呼自体は続くことがあります。",
        nl: "Er kwam een bericht dat niet past bij de toestand van de oproep, of waarvan de ontvanger het type niet kent; deze oorzaak zegt niet welk van beide. Vaak zit ze in een STATUS-bericht en loopt de oproep gewoon door.",
        zh: "收到的訊息與呼叫狀態不合，或類型不被接收端認得，此原因值並未區分。常出現在 STATUS 訊息中，通話本身往往照常進行。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read the message type in the diagnostic (0F is CONNECT ACKNOWLEDGE) and compare the call states of both ends. If the call was not harmed, it may be left alone.",
        ja: "診断情報のメッセージ種別（0FならCONNECT ACKNOWLEDGE）を読み、両端の呼状態を照合してください。通話に影響がなければ、そのままでかまいません。",
        nl: "Lees het berichttype in de diagnose-informatie (0F is CONNECT ACKNOWLEDGE) en vergelijk de toestand van de oproep aan beide kanten. Had het gesprek er geen last van, dan kunt u het laten rusten.",
        zh: "請看診斷資訊的訊息類型（0F 是 CONNECT ACKNOWLEDGE），並比對兩端的呼叫狀態。如果通話未受影響，可以不處理。",
    },
};

pub(crate) const CAUSE_99: Explanation = Explanation {
    title: Text {
        en: "Unknown information element",
        ja: "未定義の情報要素",
        nl: "Onbekend informatie-element",
        zh: "未知的資訊元素",
    },
    caller: Text {
        en: "One telephone system sent an extra detail that the other does not know.",
        ja: "設備どうしのやり取りに、相手が認識できない情報が含まれていました。",
        nl: "Het ene telefoonsysteem stuurde een extra gegeven mee dat het andere niet kent.",
        zh: "一端的電話系統送出另一端不認得的附加資料。",
    },
    happened: Text {
        en: "A message held an information element or parameter that the receiver does not know or has not implemented, and it was discarded. The receiver did not need it, so usually the call goes on without it.",
        ja: "受信側が知らない、または実装していない情報要素やパラメータがメッセージに含まれ、破棄されました。処理に必須ではないため、通常、呼はそのまま続きます。",
        nl: "Een bericht bevatte een informatie-element of parameter die de ontvanger niet kent of niet heeft ingebouwd, en die is weggegooid. De ontvanger had hem niet nodig, dus meestal loopt de oproep gewoon door.",
        zh: "訊息中含有接收端不認得或未實作的資訊元素或參數，已被丟棄。因為不是處理所必需，呼叫通常照常進行。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read the element identifier in the diagnostic; only if a function is missing (name, redirecting number, user-to-user data) have the sender leave it out or the receiver accept it.",
        ja: "診断情報の情報要素識別子を読んでください。名前表示、転送元番号、ユーザ・ユーザ情報などが使えない場合だけ、送信側で外すか、受信側を対応させてください。",
        nl: "Lees de elementcode in de diagnose-informatie. Alleen als er een functie ontbreekt (naam, doorschakelnummer, user-to-user) laat u de afzender het weglaten of de ontvanger het aannemen.",
        zh: "請看診斷資訊的元素識別碼。只有在少了某項功能時（名稱、轉接號碼、用戶間資訊），才需要讓送出端不送，或讓接收端支援。",
    },
};

pub(crate) const CAUSE_100: Explanation = Explanation {
    title: Text {
        en: "Invalid element contents",
        ja: "情報要素の内容が無効",
        nl: "Ongeldige inhoud van element",
        zh: "資訊元素內容無效",
    },
    caller: Text {
        en: "The call failed because some detail was sent in a form that was not accepted.",
        ja: "送られた情報の一部が正しい形式でなく、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat een gegeven werd gestuurd in een vorm die niet wordt geaccepteerd.",
        zh: "部分資料的格式不被接受，這通電話未能接通。",
    },
    happened: Text {
        en: "The receiver knows the information element, but one or more of its fields are coded in a way it does not implement. A number with the wrong type or plan is a common case.",
        ja: "情報要素そのものは認識できますが、内容の一部が受信側で実装していない符号になっています。番号種別や番号計画の設定誤りがよくある例です。",
        nl: "De ontvanger kent het informatie-element, maar een of meer velden zijn gecodeerd op een manier die hij niet kent. Een nummer met een verkeerd type of plan komt vaak voor.",
        zh: "接收端認得該資訊元素，但其中一或多個欄位的編碼方式未實作。常見的是號碼的類型或編號計畫設錯。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read the element identifier in the diagnostic (6C is the calling, 70 the called number) and compare that element with one of a call that works, number type, plan and digits first.",
        ja: "診断情報の情報要素識別子（6Cは発番号、70は着番号）を読み、成功した呼の同じ情報要素と、番号種別、番号計画、番号の順に比べてください。",
        nl: "Lees de elementcode in de diagnose-informatie (6C is het nummer van de beller, 70 het gebelde nummer) en vergelijk dat element met een oproep die wel lukt: eerst nummertype, plan en cijfers.",
        zh: "請看診斷資訊的元素識別碼（6C 為發話號碼、70 為受話號碼），並與正常呼叫的同一元素比較，先看號碼類型、編號計畫與數字。",
    },
};

pub(crate) const CAUSE_101: Explanation = Explanation {
    title: Text {
        en: "Message against call state",
        ja: "呼状態とメッセージの不一致",
        nl: "Bericht strijdig met oproepstatus",
        zh: "呼叫狀態不容許此訊息",
    },
    caller: Text {
        en: "The call was cut because the two telephone systems fell out of step.",
        ja: "設備どうしの手順が食い違い、お電話を続けられませんでした。",
        nl: "De oproep is verbroken doordat de twee telefoonsystemen niet meer gelijk liepen.",
        zh: "兩端電話系統的步驟不一致，電話因此中斷。",
    },
    happened: Text {
        en: "A known message arrived in a call state in which it is not allowed. Typically the two ends crossed messages or one of them believed the call already released.",
        ja: "既知のメッセージが、その呼状態では許されない時点で届きました。メッセージの行き違いや、片側だけ呼を解放済みと認識している場合が典型です。",
        nl: "Er kwam een bekend bericht binnen terwijl de oproep in een toestand was waarin dat niet mag. Meestal kruisten berichten elkaar of dacht één kant dat de oproep al vrijgegeven was.",
        zh: "在不容許的呼叫狀態下收到了已知的訊息。通常是兩端訊息交錯，或一端以為呼叫早已釋放。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Write down the messages of both directions with their times and find the first that does not fit the state. If it repeats, compare the T timers of both ends and reset the interface (RESTART).",
        ja: "双方向のメッセージを時刻順に並べ、状態に合わない最初のものを探してください。繰り返す場合は、両端のタイマ値を比べ、インタフェースを初期設定（RESTART）してください。",
        nl: "Zet de berichten van beide richtingen met tijd onder elkaar en zoek het eerste dat niet bij de toestand past. Herhaalt het zich, vergelijk dan de T-timers van beide kanten en herstart de interface (RESTART).",
        zh: "請把兩個方向的訊息依時間排列，找出第一個不合狀態的。如果一再發生，請比較兩端的 T 計時器，並重設介面（RESTART）。",
    },
};

pub(crate) const CAUSE_102: Explanation = Explanation {
    title: Text {
        en: "Recovery on timer expiry",
        ja: "タイマ満了による回復",
        nl: "Timer verlopen",
        zh: "計時器逾時",
    },
    caller: Text {
        en: "The call was ended because an expected reply did not come in time.",
        ja: "必要な返答が時間内に届かず、通話を終了しました。",
        nl: "De oproep is beëindigd omdat een verwacht antwoord niet op tijd kwam.",
        zh: "沒有及時收到應有的回應，電話因此結束。",
    },
    happened: Text {
        en: "A signalling timer ran out and the equipment recovered by ending the call; the diagnostic may give the timer's number (303: no reply to the SETUP, 310: nothing after CALL PROCEEDING). SIP gateways send it for 408 and 504, so that a dead or unreachable SIP side looks the same.",
        ja: "信号のタイマが満了し、回復のため呼が解放されました。診断情報にタイマ番号（303ならSETUPに返答なし、310ならCALL PROCEEDINGの後に進展なし）が入ることがあり、SIPゲートウェイは408や504もこの値にするため、SIP側の無応答も同じに見えます。",
        nl: "Een signaleringstimer liep af en de apparatuur heeft de oproep daarom opgeruimd; de diagnose-informatie kan het timernummer geven (303: geen antwoord op de SETUP, 310: niets na CALL PROCEEDING). SIP-gateways sturen dit ook voor 408 en 504, dus een uitgevallen of onbereikbare SIP-kant ziet er hetzelfde uit.",
        zh: "信令計時器逾時，設備為復原而結束呼叫；診斷資訊可能列出計時器編號（303：SETUP 沒有回應；310：CALL PROCEEDING 之後沒有進展）。SIP 閘道器也把 408、504 轉成它，所以 SIP 端當機或連不上看起來也一樣。",
    },
    places: &[Place::Carrier, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Read the timer number and look in the trace for the message that got no reply. Check layer 2 and the line on that side; behind SIP, check that the next hop answers OPTIONS.",
        ja: "タイマ番号を読み、返答のなかったメッセージをトレースで探してください。その側のレイヤ2と回線を確認し、先がSIPなら次のサーバがOPTIONSにレスポンスを返すかを確認してください。",
        nl: "Lees het timernummer en zoek in de trace het bericht waarop geen antwoord kwam. Controleer laag 2 en de lijn aan die kant; zit er SIP achter, kijk dan of de volgende hop op OPTIONS antwoordt.",
        zh: "請看計時器編號，在擷取紀錄中找出沒有得到回應的訊息。檢查該側的第 2 層與線路；後面若是 SIP，請確認下一站會回應 OPTIONS。",
    },
};

pub(crate) const CAUSE_103: Explanation = Explanation {
    title: Text {
        en: "Unknown parameter passed on",
        ja: "未知パラメータをそのまま中継",
        nl: "Onbekende parameter doorgegeven",
        zh: "未知參數已轉送",
    },
    caller: Text {
        en: "One telephone network passed on a detail it does not know, and your call was not necessarily harmed by it.",
        ja: "途中の電話網が、認識できない情報をそのまま次へ渡しましたが、通話に影響があったとは限りません。",
        nl: "Een telefoonnetwerk gaf een gegeven door dat het niet kent; uw oproep hoeft daar geen last van te hebben.",
        zh: "途中的網路轉送了不認得的資料，通話不一定受到影響。",
    },
    happened: Text {
        en: "A message held a parameter that the equipment does not know or does not implement; it was not acted upon but passed on unchanged. The cause is for national use, belongs to signalling between exchanges (ISUP), and Asterisk uses the number for an element of wrong length.",
        ja: "装置の知らない、または未実装のパラメータがメッセージにあり、処理されずにそのまま次へ渡されました。国内用の値で局間信号（ISUP）に使われますが、Asteriskでは情報要素の長さの誤りを表します。",
        nl: "Een bericht bevatte een parameter die de apparatuur niet kent of niet heeft ingebouwd; ze deed er niets mee en gaf hem ongewijzigd door. De oorzaak is voor nationaal gebruik en hoort bij signalering tussen centrales (ISUP); Asterisk gebruikt het nummer voor een element met een verkeerde lengte.",
        zh: "訊息中含有設備不認得或未實作的參數，未處理而原樣轉送。此原因值供各國自訂使用，屬局間信令（ISUP）；Asterisk 則用它表示元素長度錯誤。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "If the call succeeded, leave it. If a function got lost, give the carrier the parameter in the diagnostic.",
        ja: "通話できていれば対処は不要です。機能が失われている場合は、診断情報のパラメータを通信事業者に伝えてください。",
        nl: "Is de oproep gelukt, laat het dan zo. Ging er een functie verloren, geef dan de parameter uit de diagnose-informatie door aan de aanbieder.",
        zh: "如果通話正常就不必處理。如果少了某項功能，請把診斷資訊的參數告知電信業者。",
    },
};

pub(crate) const CAUSE_110: Explanation = Explanation {
    title: Text {
        en: "Message with unknown parameter discarded",
        ja: "未知パラメータにより廃棄",
        nl: "Bericht met onbekende parameter verworpen",
        zh: "訊息含未知參數遭丟棄",
    },
    caller: Text {
        en: "The call failed because one telephone network threw away a message it did not fully understand.",
        ja: "途中の電話網が、理解できない内容を含む信号を破棄したため、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat een telefoonnetwerk een bericht weggooide dat het niet helemaal begreep.",
        zh: "途中的網路丟棄了無法完全理解的訊息，電話未能接通。",
    },
    happened: Text {
        en: "The equipment that sent the cause discarded a whole message because it held a parameter it does not recognise. It belongs to signalling between exchanges (ISUP).",
        ja: "理由表示を送った装置が、認識できないパラメータがあるためメッセージ全体を廃棄しました。局間信号（ISUP）で使われる値です。",
        nl: "De apparatuur die de oorzaak stuurde, heeft een heel bericht weggegooid omdat er een parameter in zat die ze niet herkent. Dit hoort bij signalering tussen centrales (ISUP).",
        zh: "送出此原因值的設備因訊息含有無法辨識的參數而丟棄整則訊息。屬於局間信令（ISUP）。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Have the carrier look at the diagnostic, which may name the message and the parameter. In your own gateway switch off optional extras such as user-to-user data and try again.",
        ja: "診断情報にメッセージとパラメータの名前が入っていることがあるので、通信事業者に調査を依頼してください。自社のゲートウェイでは、ユーザ・ユーザ情報などの任意の項目を外して試してください。",
        nl: "Laat de aanbieder naar de diagnose-informatie kijken, waarin bericht en parameter kunnen staan. Zet in uw eigen gateway optionele extra's zoals user-to-user uit en probeer het opnieuw.",
        zh: "請電信業者查看診斷資訊，其中可能列出訊息與參數。自家閘道器可先關閉用戶間資訊等選用項目再試。",
    },
};

pub(crate) const CAUSE_111: Explanation = Explanation {
    title: Text {
        en: "Protocol error",
        ja: "手順誤り（その他）",
        nl: "Protocolfout",
        zh: "協定錯誤",
    },
    caller: Text {
        en: "The call failed because two telephone systems did not understand each other.",
        ja: "設備どうしのやり取りがうまくいかず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat twee telefoonsystemen elkaar niet begrepen.",
        zh: "兩端的電話系統無法互相理解，這通電話未能接通。",
    },
    happened: Text {
        en: "A protocol error happened for which no more exact cause of this class fits. Which message was at fault is not said.",
        ja: "手順誤りが発生しましたが、同じクラスのより具体的な値に当てはまりません。どのメッセージが原因かは示されません。",
        nl: "Er was een protocolfout waarvoor geen nauwkeuriger oorzaak uit deze klasse past. Welk bericht de fout bevatte, wordt niet vermeld.",
        zh: "發生協定錯誤，同類別中沒有更精確的原因值，也未說明是哪則訊息有問題。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Take a trace of both sides and look at the last message before this cause. Check the protocol variant, the type of interface (user or network side) and the software versions.",
        ja: "両側のトレースを取り、この理由表示の直前のメッセージを調べてください。プロトコル種別、インタフェースの設定（ユーザ側か網側か）、ソフトウェアのバージョンも確認してください。",
        nl: "Maak aan beide kanten een trace en bekijk het laatste bericht vóór deze oorzaak. Controleer de protocolvariant, de kant van de interface (user of network) en de softwareversies.",
        zh: "請擷取兩端的訊息，查看此原因值之前的最後一則。並檢查協定版本、介面角色（user 或 network 端）與軟體版本。",
    },
};

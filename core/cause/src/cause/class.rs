//! The classes of causes: what a cause that no list names means by its class.

use crate::{Explanation, Place, Text};

pub(crate) const CLASS_0: Explanation = Explanation {
    title: Text {
        en: "Normal event",
        ja: "正常クラス",
        nl: "Normale gebeurtenis",
        zh: "正常事件",
    },
    caller: Text {
        en: "The call could not be completed, but nothing is known to be broken.",
        ja: "おつなぎできませんでしたが、故障があったわけではないようです。",
        nl: "De oproep kwam niet tot stand, maar voor zover bekend is er niets defect.",
        zh: "電話未能接通，但目前看來並沒有設備故障。",
    },
    happened: Text {
        en: "No list names this number; its class says a normal event, here one of those about reaching the number. Whoever uses it gives it a meaning of their own.",
        ja: "この番号はどの一覧にもありません。クラスとしては正常な事象（着信先への接続に関するものが多い区分）で、具体的な意味は使っている装置や網によります。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt: een normale gebeurtenis, en wel uit de groep over het bereiken van het nummer. Wie het gebruikt, geeft er een eigen betekenis aan.",
        zh: "沒有任何清單列出此值；依其類別屬於正常事件，這一組多與能否到達受話號碼有關。實際意義由使用它的設備或網路自行定義。",
    },
    places: &[],
    next: Text {
        en: "Look for the meaning in the handbook of the device at the cause's location, and check the number dialled.",
        ja: "生成源（location）に当たる装置の取扱説明書で意味を調べ、ダイヤルした番号も確認してください。",
        nl: "Zoek de betekenis in de handleiding van het apparaat op de locatie van de oorzaak en controleer het gekozen nummer.",
        zh: "請在原因值的位置欄位所指設備的手冊中查其意義，並確認所撥的號碼。",
    },
};

pub(crate) const CLASS_1: Explanation = Explanation {
    title: Text {
        en: "Normal event",
        ja: "正常クラス",
        nl: "Normale gebeurtenis",
        zh: "正常事件",
    },
    caller: Text {
        en: "The call has ended, and nothing is known to be wrong.",
        ja: "通話は終了し、異常は確認されていません。",
        nl: "De oproep is beëindigd en voor zover bekend is er niets mis.",
        zh: "通話已結束，目前看來沒有異常。",
    },
    happened: Text {
        en: "No list names this number; its class says a normal event, as busy, no answer or hanging up are. It can be read like 31, the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、話中・応答なし・切断などと同じ正常な事象で、クラス共通の31（その他の正常クラス）に準じて扱えます。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt: een normale gebeurtenis, zoals in gesprek, niet opgenomen of opgehangen. U kunt het behandelen als 31, de algemene oorzaak van de klasse.",
        zh: "沒有任何清單列出此值；依其類別屬於正常事件，如同忙線、無人接聽或掛斷。可比照同類通用的 31 處理。",
    },
    places: &[],
    next: Text {
        en: "If the call ended as expected there is nothing to do; otherwise look for the meaning in the handbook of the device that sent it.",
        ja: "想定どおりの終わり方であれば対処は不要です。そうでなければ、送信元の装置の取扱説明書で意味を調べてください。",
        nl: "Eindigde de oproep zoals verwacht, dan hoeft u niets te doen; zoek anders de betekenis in de handleiding van het apparaat dat hem stuurde.",
        zh: "若通話如預期結束，不需處理；否則請在送出該值的設備手冊中查其意義。",
    },
};

pub(crate) const CLASS_2: Explanation = Explanation {
    title: Text {
        en: "Resource unavailable",
        ja: "リソース使用不可クラス",
        nl: "Geen capaciteit beschikbaar",
        zh: "資源無法使用",
    },
    caller: Text {
        en: "The call could not be put through because no line or capacity is available at the moment.",
        ja: "回線または設備に空きがないため、ただいまおつなぎできません。",
        nl: "Uw oproep kon niet worden doorgegeven, omdat er nu geen lijn of capaciteit beschikbaar is.",
        zh: "目前沒有可用的線路或容量，電話未能接通。",
    },
    happened: Text {
        en: "No list names this number; its class says that a resource is missing: a line, a channel or the capacity of equipment. 47 is the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、回線・チャネル・装置の容量などのリソース不足で、クラス共通の理由表示は47です。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt dat er iets ontbreekt: een lijn, een kanaal of capaciteit van apparatuur. De algemene oorzaak van de klasse is 47.",
        zh: "沒有任何清單列出此值；依其類別表示缺少資源：線路、通道或設備容量。同類的通用原因值是 47。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Try again, and treat the cause like 47: look at the device at its location for lines in use, alarms and limits.",
        ja: "かけ直してください。47に準じて、生成源（location）に当たる装置の回線使用状況、警報、上限を確認してください。",
        nl: "Probeer het opnieuw en behandel de oorzaak als 47: kijk bij het apparaat op de locatie naar bezette lijnen, alarmen en limieten.",
        zh: "請重試，並比照 47 處理：檢查其位置所指設備的線路使用情形、告警與上限。",
    },
};

pub(crate) const CLASS_3: Explanation = Explanation {
    title: Text {
        en: "Service not available",
        ja: "サービス利用不可クラス",
        nl: "Dienst niet beschikbaar",
        zh: "服務或選項無法使用",
    },
    caller: Text {
        en: "This line cannot use the service that the call needs.",
        ja: "この回線では、必要なサービスを利用できません。",
        nl: "Deze lijn kan de dienst die voor uw oproep nodig is niet gebruiken.",
        zh: "這條線路無法使用這通電話所需的服務。",
    },
    happened: Text {
        en: "No list names this number; its class says that a service or an option exists but is not available, most often for want of a right or a subscription. 63 is the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、サービスやオプションは存在するものの利用できない状態で、多くは許可や契約がないためです（クラス共通の理由表示は63）。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt dat een dienst of optie bestaat, maar niet beschikbaar is, meestal doordat rechten of een abonnement ontbreken. De algemene oorzaak van de klasse is 63.",
        zh: "沒有任何清單列出此值；依其類別表示服務或選項存在但無法使用，多半因為沒有權限或未申租。同類的通用原因值是 63。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Check the rights of the line in the exchange and its contract, and ask the carrier which service was refused.",
        ja: "交換機での回線の許可設定と契約内容を確認し、どのサービスが拒否されたかを通信事業者に問い合わせてください。",
        nl: "Controleer de rechten van de lijn in de centrale en het contract, en vraag de aanbieder welke dienst werd geweigerd.",
        zh: "請檢查線路在交換機中的權限與合約，並詢問電信業者拒絕的是哪項服務。",
    },
};

pub(crate) const CLASS_4: Explanation = Explanation {
    title: Text {
        en: "Service not implemented",
        ja: "サービス未提供クラス",
        nl: "Dienst niet ondersteund",
        zh: "服務或選項未實作",
    },
    caller: Text {
        en: "The call needs something that the equipment on the way cannot do.",
        ja: "途中の設備が対応していない機能が必要なため、おつなぎできません。",
        nl: "Uw oproep vraagt iets wat de apparatuur onderweg niet kan.",
        zh: "這通電話需要途中設備不支援的功能。",
    },
    happened: Text {
        en: "No list names this number; its class says that the sender does not implement a service or an option that was asked for, and trying again will not help. 79 is the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、要求されたサービスやオプションを送信元の装置が備えておらず、かけ直しても変わりません（クラス共通の理由表示は79）。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt dat de afzender een gevraagde dienst of optie niet ondersteunt; opnieuw proberen helpt niet. De algemene oorzaak van de klasse is 79.",
        zh: "沒有任何清單列出此值；依其類別表示送出端不支援所要求的服務或選項，重撥也無效。同類的通用原因值是 79。",
    },
    places: &[Place::Carrier, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Find what the call asks for beyond plain speech (bearer, facility, codec) and leave it out or take another route.",
        ja: "音声以外に何を要求しているか（伝達能力、ファシリティ、コーデック）を調べ、外すか、別の経路を使ってください。",
        nl: "Zoek uit wat de oproep naast gewone spraak vraagt (bearer, facility, codec) en laat dat weg of neem een andere route.",
        zh: "請找出呼叫在一般語音之外還要求了什麼（承載能力、附加服務、編解碼器），拿掉該項或改走其他路由。",
    },
};

pub(crate) const CLASS_5: Explanation = Explanation {
    title: Text {
        en: "Invalid message",
        ja: "無効メッセージクラス",
        nl: "Ongeldig bericht",
        zh: "無效訊息",
    },
    caller: Text {
        en: "The exchanges on the way did not understand each other, so the call could not be put through.",
        ja: "途中の設備どうしのやり取りに不整合があり、おつなぎできませんでした。",
        nl: "De centrales onderweg begrepen elkaar niet, waardoor uw oproep niet kon worden doorgegeven.",
        zh: "途中的設備無法互相溝通，電話未能接通。",
    },
    happened: Text {
        en: "No list names this number; its class says that a message was invalid in its values: a reference, a channel or a group that does not exist, or an incompatible destination. 95 is the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、存在しない呼番号・チャネル・グループの指定や端末属性の不一致など、メッセージの内容が無効です（クラス共通の理由表示は95）。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt dat een bericht ongeldige waarden had: een referentie, kanaal of groep die niet bestaat, of een ongeschikte bestemming. De algemene oorzaak van de klasse is 95.",
        zh: "沒有任何清單列出此值；依其類別表示訊息內容無效：不存在的呼叫參考值、通道或群組，或目的地不相容。同類的通用原因值是 95。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Take a trace of the signalling and look at the message just before the cause; compare the settings of both ends of the line.",
        ja: "信号をトレースし、この理由表示の直前のメッセージを確認してください。回線の両端の設定も突き合わせてください。",
        nl: "Neem een trace van de signalering op en bekijk het bericht vlak voor de oorzaak; vergelijk de instellingen van beide kanten van de lijn.",
        zh: "請擷取信令，查看此原因值之前的那則訊息，並比對線路兩端的設定。",
    },
};

pub(crate) const CLASS_6: Explanation = Explanation {
    title: Text {
        en: "Protocol error",
        ja: "手順誤りクラス",
        nl: "Protocolfout",
        zh: "協定錯誤",
    },
    caller: Text {
        en: "The exchanges on the way did not understand each other, so the call could not be put through.",
        ja: "途中の設備どうしのやり取りに誤りがあり、おつなぎできませんでした。",
        nl: "De centrales onderweg begrepen elkaar niet, waardoor uw oproep niet kon worden doorgegeven.",
        zh: "途中的設備無法互相溝通，電話未能接通。",
    },
    happened: Text {
        en: "No list names this number; its class says that a message broke the protocol: an element missing or unknown, a message at the wrong moment, a timer run out. 111 is the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、情報要素の欠落や未知の要素、状態に合わないメッセージ、タイマ満了などの手順誤りです（クラス共通の理由表示は111）。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt dat een bericht het protocol schond: een ontbrekend of onbekend element, een bericht op het verkeerde moment, een verlopen timer. De algemene oorzaak van de klasse is 111.",
        zh: "沒有任何清單列出此值；依其類別表示違反協定：缺少或不認得的資訊元素、時機不對的訊息、計時器逾時。同類的通用原因值是 111。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Take a trace of the signalling and set both ends to the same variant of the protocol (ETSI, national, QSIG).",
        ja: "信号をトレースし、両端のプロトコル種別（TTC、ETSI、QSIGなど）を合わせてください。",
        nl: "Neem een trace van de signalering op en zet beide kanten op dezelfde protocolvariant (ETSI, nationaal, QSIG).",
        zh: "請擷取信令，並將兩端設為相同的協定版本（ETSI、國內規格、QSIG）。",
    },
};

pub(crate) const CLASS_7: Explanation = Explanation {
    title: Text {
        en: "Interworking",
        ja: "インタワーキングクラス",
        nl: "Koppeling met ander netwerk",
        zh: "網路互通",
    },
    caller: Text {
        en: "The call ended in another network that did not say why.",
        ja: "別の電話網で通話が終わり、理由は示されませんでした。",
        nl: "De oproep eindigde in een ander netwerk dat niet zei waarom.",
        zh: "電話在另一個網路中結束，該網路沒有說明原因。",
    },
    happened: Text {
        en: "No list names this number; its class says that the call went into a network of another kind, whose reason could not be carried over. 127 is the general cause of the class.",
        ja: "この番号はどの一覧にもありません。クラスとしては、方式の異なる網との相互接続で、先の網の理由を引き継げなかったことを示します（クラス共通の理由表示は127）。",
        nl: "Geen lijst noemt dit nummer; de klasse zegt dat de oproep naar een netwerk van een andere soort ging, waarvan de reden niet kon worden overgenomen. De algemene oorzaak van de klasse is 127.",
        zh: "沒有任何清單列出此值；依其類別表示呼叫進入了不同類型的網路，該網路的原因無法轉換過來。同類的通用原因值是 127。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "Look at the gateway between the two networks for the code on its other side, or ask the carrier for it with number and time.",
        ja: "2つの網をつなぐゲートウェイで反対側のコードを確認するか、着番号と発信時刻を伝えて通信事業者に問い合わせてください。",
        nl: "Kijk bij de gateway tussen de twee netwerken naar de code aan de andere kant, of vraag de aanbieder ernaar met nummer en tijdstip.",
        zh: "請在兩個網路之間的閘道器查看另一側的代碼，或提供號碼與時間向電信業者查詢。",
    },
};

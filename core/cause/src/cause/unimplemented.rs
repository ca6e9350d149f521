//! Meanings of the causes 65 to 79: a service or option is not implemented.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_65: Explanation = Explanation {
    title: Text {
        en: "Bearer capability not implemented",
        ja: "未提供伝達能力指定",
        nl: "Verbindingssoort niet ondersteund",
        zh: "承載能力未實作",
    },
    caller: Text {
        en: "The kind of connection your phone asked for does not exist at the other end.",
        ja: "ご要望の種類の通信には、接続先の設備が対応していません。",
        nl: "De apparatuur aan de andere kant kent het soort verbinding niet waar uw toestel om vroeg.",
        zh: "您的電話要求的連線類型，對方的設備並不支援。",
    },
    happened: Text {
        en: "The equipment that sent the cause does not implement the bearer capability asked for at all, for instance 64 kbit/s data, 7 kHz audio or video. Causes 57 and 58 would mean: not allowed to you, or not free just now.",
        ja: "理由表示を送った装置が、要求された伝達能力（64kbit/sデータ、7kHzオーディオ、映像など）をまったく備えていません。契約上の制限なら57、一時的に使えないだけなら58になります。",
        nl: "De apparatuur die de oorzaak stuurde, kent de gevraagde bearer capability helemaal niet, bijvoorbeeld 64 kbit/s data, 7 kHz-audio of video. Bij 57 mag het niet, bij 58 is het alleen nu niet beschikbaar.",
        zh: "送出此原因值的設備完全沒有實作所要求的承載能力，例如 64 kbit/s 數據、7 kHz 音訊或視訊。若是未獲授權會是 57，只是目前不可用則是 58。",
    },
    places: &[Place::Exchange, Place::Carrier, Place::OtherParty],
    next: Text {
        en: "Look at the Bearer capability element in the SETUP and set the trunk or device to speech or 3.1 kHz audio.",
        ja: "SETUPの伝達能力情報要素を確認し、外線や端末を音声または3.1kHzオーディオに設定してください。",
        nl: "Bekijk het element Bearer capability in de SETUP en zet de trunk of het apparaat op speech of 3.1 kHz audio.",
        zh: "請查看 SETUP 中的 Bearer capability 元素，並把中繼線或設備設為 speech 或 3.1 kHz audio。",
    },
};

pub(crate) const CAUSE_66: Explanation = Explanation {
    title: Text {
        en: "Channel type not implemented",
        ja: "未提供チャネル種別指定",
        nl: "Kanaaltype niet ondersteund",
        zh: "通道類型未實作",
    },
    caller: Text {
        en: "The line does not offer the kind of channel that was asked for.",
        ja: "ご利用の回線は、要求された種類の通信路に対応していません。",
        nl: "De lijn ondersteunt het gevraagde soort kanaal niet.",
        zh: "這條線路不提供所要求的通道類型。",
    },
    happened: Text {
        en: "The equipment that sent the cause does not support the channel type named in Channel identification, such as an H channel where there are only B channels.",
        ja: "理由表示を送った装置が、チャネル識別で指定されたチャネル種別に対応していません。Bチャネルしかない回線でHチャネルを指定した場合などです。",
        nl: "De apparatuur die de oorzaak stuurde, ondersteunt het kanaaltype in Channel identification niet, zoals een H-kanaal op een lijn met alleen B-kanalen.",
        zh: "送出此原因值的設備不支援 Channel identification 指定的通道類型，例如只有 B 通道的線路卻要求 H 通道。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Compare the Channel identification in the SETUP with what the line has, and set the device to single B channels.",
        ja: "SETUPのチャネル識別と回線の構成を照合し、装置をBチャネル単位の設定にしてください。",
        nl: "Vergelijk Channel identification in de SETUP met wat de lijn biedt en stel het apparaat in op losse B-kanalen.",
        zh: "請比對 SETUP 的 Channel identification 與線路實際配置，並將設備設為使用單一 B 通道。",
    },
};

pub(crate) const CAUSE_67: Explanation = Explanation {
    title: Text {
        en: "Transit network selection unsupported",
        ja: "中継網選択が未提供",
        nl: "Keuze van transitnetwerk niet ondersteund",
        zh: "不支援選擇轉接網路",
    },
    caller: Text {
        en: "The call failed because it asked for a particular long-distance company, which cannot be chosen here.",
        ja: "指定された中継の電話会社を選べないため、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat er een bepaalde telefoonmaatschappij voor de doorgifte was gekozen, en dat kan hier niet.",
        zh: "這通電話指定了轉接的電信公司，但這裡無法選擇。",
    },
    happened: Text {
        en: "The network does not support the choice of a transit network that the call asked for. Only older lists have this cause; it is not in today's Q.850.",
        ja: "呼が求めた中継網の選択に、網が対応していません。古い一覧にだけある値で、現在のQ.850にはありません。",
        nl: "Het netwerk ondersteunt de keuze van een transitnetwerk niet, terwijl de oproep erom vroeg. Deze oorzaak staat alleen in oudere lijsten, niet in de huidige Q.850.",
        zh: "呼叫要求選擇轉接網路，但網路不支援。這個原因值只見於舊清單，現行 Q.850 沒有。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Remove the carrier prefix or the Transit network selection element from the outgoing call. Check the maker's list too, since old equipment may use the number in its own way.",
        ja: "発信から事業者識別番号や中継網選択情報要素を外してください。古い装置では独自の意味のこともあるため、メーカーの一覧も確認してください。",
        nl: "Haal de carrierkeuzecode of het element Transit network selection uit de uitgaande oproep. Kijk ook in de lijst van de fabrikant, want oude apparatuur kan het nummer anders gebruiken.",
        zh: "請把業者選接碼或 Transit network selection 元素從撥出的呼叫中拿掉。舊設備可能另有定義，也請查原廠的清單。",
    },
};

pub(crate) const CAUSE_68: Explanation = Explanation {
    title: Text {
        en: "Message not implemented",
        ja: "未提供メッセージ（旧）",
        nl: "Bericht niet ondersteund",
        zh: "訊息未實作",
    },
    caller: Text {
        en: "The call failed because two telephone systems did not understand each other.",
        ja: "設備どうしのやり取りがうまくいかず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat twee telefoonsystemen elkaar niet begrepen.",
        zh: "兩端的電話系統無法互相理解，這通電話未能接通。",
    },
    happened: Text {
        en: "A message was received that the equipment does not implement. Only older lists have this cause; Q.850 uses 97 or 98 for it today.",
        ja: "装置が実装していないメッセージを受信しました。古い一覧にだけある値で、現在のQ.850ではこの場合97または98を使います。",
        nl: "Er kwam een bericht binnen dat de apparatuur niet kent. Deze oorzaak staat alleen in oudere lijsten; Q.850 gebruikt er nu 97 of 98 voor.",
        zh: "收到設備未實作的訊息。這個原因值只見於舊清單，現行 Q.850 以 97 或 98 表示。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Take a trace on the D channel and see which message drew this answer. Check that both ends are set to the same variant of the protocol (Euro-ISDN, QSIG, INS, NI-2).",
        ja: "Dチャネルのトレースで、どのメッセージに対する返答かを調べてください。両端のプロトコル種別（INS、QSIG、Euro-ISDN、NI-2など）が一致しているかを確認してください。",
        nl: "Maak een trace van het D-kanaal en kijk op welk bericht dit volgde. Controleer of beide kanten op dezelfde protocolvariant staan (Euro-ISDN, QSIG, INS, NI-2).",
        zh: "請擷取 D 通道的訊息，看是哪一則引來這個回應。並確認兩端設成相同的協定版本（Euro-ISDN、QSIG、INS、NI-2）。",
    },
};

pub(crate) const CAUSE_69: Explanation = Explanation {
    title: Text {
        en: "Facility not implemented",
        ja: "未提供ファシリティ要求",
        nl: "Aanvullende dienst niet ondersteund",
        zh: "附加服務未實作",
    },
    caller: Text {
        en: "The extra service that was asked for does not exist on this line.",
        ja: "ご要望の付加サービスは、この回線では提供されていません。",
        nl: "De extra dienst waarom werd gevraagd, bestaat niet op deze lijn.",
        zh: "這條線路不提供您要求的附加服務。",
    },
    happened: Text {
        en: "The equipment that sent the cause does not implement the supplementary service asked for. Cause 50 would mean that it exists but is not subscribed to.",
        ja: "理由表示を送った装置が、要求された付加サービスを備えていません。サービスはあるが契約がない場合は50になります。",
        nl: "De apparatuur die de oorzaak stuurde, kent de gevraagde aanvullende dienst niet. Bij 50 bestaat de dienst wel, maar is er geen abonnement op.",
        zh: "送出此原因值的設備沒有實作所要求的附加服務。如果有此服務但未申租，會是 50。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "See in the Facility element or in the diagnostic which service was asked for, and switch it off at the exchange or do it there without the network.",
        ja: "ファシリティ情報要素または診断情報で要求されたサービスを特定し、交換機で無効にするか、網に頼らず交換機の機能で実現してください。",
        nl: "Kijk in het element Facility of in de diagnose-informatie om welke dienst het gaat en zet die uit in de centrale, of laat de centrale het zelf doen zonder het netwerk.",
        zh: "請從 Facility 元素或診斷資訊看出要求的是哪項服務，在交換機停用，或改由交換機自行處理。",
    },
};

pub(crate) const CAUSE_70: Explanation = Explanation {
    title: Text {
        en: "Restricted digital only",
        ja: "制限ディジタルのみ利用可",
        nl: "Alleen beperkt digitaal",
        zh: "僅有受限數位承載",
    },
    caller: Text {
        en: "The data connection failed because the line only offers a slower kind.",
        ja: "この経路では制限付きのデータ通信しか使えず、接続できませんでした。",
        nl: "De dataverbinding is mislukt omdat alleen een beperkte soort verbinding beschikbaar is.",
        zh: "線路只提供受限的數據連線，因此數據通訊未能接通。",
    },
    happened: Text {
        en: "Unrestricted 64 kbit/s digital information was asked for, but the equipment that sent the cause has only the restricted kind, which in practice usually means 56 kbit/s. The cause is for national use and does not concern ordinary voice calls.",
        ja: "非制限64kbit/sディジタルが要求されましたが、理由表示を送った装置には制限付きのもの（実際には多くが56kbit/s）しかありません。国内用の値で、通常の音声通話には関係しません。",
        nl: "Er werd onbeperkte digitale informatie op 64 kbit/s gevraagd, maar de apparatuur die de oorzaak stuurde heeft alleen de beperkte soort, in de praktijk meestal 56 kbit/s. De oorzaak is voor nationaal gebruik en speelt niet bij gewone spraakoproepen.",
        zh: "要求的是 64 kbit/s 不受限數位資訊，但送出此原因值的設備只有受限的，實務上多為 56 kbit/s。此原因值供各國自訂使用，與一般語音通話無關。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Set the data device to restricted digital or to 56 kbit/s rate adaption (V.110), or ask the carrier for a route that carries the full 64 kbit/s.",
        ja: "データ端末を制限ディジタルまたは56kbit/sの速度整合（V.110）に設定するか、64kbit/sをそのまま通す経路を通信事業者に依頼してください。",
        nl: "Stel het dataapparaat in op restricted digital of op 56 kbit/s (V.110), of vraag de aanbieder om een route die de volle 64 kbit/s doorlaat.",
        zh: "請將數據設備設為 restricted digital 或 56 kbit/s 速率調適（V.110），或請電信業者提供完整 64 kbit/s 的路由。",
    },
};

pub(crate) const CAUSE_79: Explanation = Explanation {
    title: Text {
        en: "Service not implemented",
        ja: "サービス未提供（その他）",
        nl: "Dienst niet ondersteund",
        zh: "服務未實作",
    },
    caller: Text {
        en: "The telephone service does not offer what this call asked for.",
        ja: "ご要望の機能は、この電話サービスでは提供されていません。",
        nl: "De telefoondienst biedt niet wat deze oproep vroeg.",
        zh: "電話服務不提供這通電話所需的功能。",
    },
    happened: Text {
        en: "A service or option is not implemented, and no more exact cause of this class fits. Gateways also send it for SIP 501, and behind SIP it can stand for a media or codec problem.",
        ja: "サービスまたはオプションが未提供で、同じクラスのより具体的な値に当てはまりません。ゲートウェイはSIPの501をこの値に変換し、SIP区間のメディアやコーデックの不一致を表すこともあります。",
        nl: "Een dienst of optie is niet ingebouwd en geen nauwkeuriger oorzaak uit deze klasse past. Gateways sturen dit ook voor SIP 501, en als er SIP achter zit, kan het ook om een media- of codecprobleem gaan.",
        zh: "某項服務或選項未實作，同類別中又沒有更精確的原因值。閘道器也把 SIP 501 轉成它；後面若是 SIP，也可能代表媒體或編解碼器不合。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "See which side and which location sent it, then compare bearer, codec and supplementary services in the SETUP or INVITE with a call that works.",
        ja: "どちら側の、どの生成源（location）から送られたかを見たうえで、SETUPまたはINVITEの伝達能力、コーデック、付加サービスを、成功した呼と比べてください。",
        nl: "Kijk welke kant en welke locatie het stuurde en vergelijk bearer, codec en aanvullende diensten in de SETUP of INVITE met een oproep die wel lukt.",
        zh: "請看是哪一端、哪個位置（location）送出的，再把 SETUP 或 INVITE 的承載、編解碼器、附加服務與正常的呼叫比較。",
    },
};

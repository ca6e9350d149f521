//! Causes 49 to 63: a service or an option is not available.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_49: Explanation = Explanation {
    title: Text {
        en: "Quality of service unavailable",
        ja: "サービス品質利用不可",
        nl: "Gevraagde kwaliteit niet leverbaar",
        zh: "無法提供要求的服務品質",
    },
    caller: Text {
        en: "The network cannot give the quality that the connection asked for.",
        ja: "ご要望の品質では、おつなぎできません。",
        nl: "Het netwerk kan de gevraagde kwaliteit van de verbinding niet leveren.",
        zh: "網路無法提供所要求的連線品質。",
    },
    happened: Text {
        en: "The throughput or the delay asked for cannot be had. The diagnostics, if present, say whether that is permanent or for the moment.",
        ja: "要求されたスループットまたは遅延の条件を満たせません。診断情報があれば、恒久的か一時的かが分かります。",
        nl: "De gevraagde doorvoersnelheid of vertraging is niet haalbaar. De diagnose-informatie, als die er is, zegt of dat blijvend of tijdelijk is.",
        zh: "無法達到要求的傳輸速率或延遲。如有診斷資訊，可看出是永久還是暫時。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "Ask for less bandwidth or leave out the quality parameters, and try again.",
        ja: "要求する帯域を下げるか、品質パラメータを外してかけ直してください。",
        nl: "Vraag om minder bandbreedte of laat de kwaliteitsparameters weg, en probeer het opnieuw.",
        zh: "請降低要求的頻寬或不帶品質參數，再試一次。",
    },
};

pub(crate) const CAUSE_50: Explanation = Explanation {
    title: Text {
        en: "Facility not subscribed",
        ja: "要求ファシリティ未契約",
        nl: "Dienst niet in abonnement",
        zh: "未申租所要求的服務",
    },
    caller: Text {
        en: "The service you asked for is not part of this line's subscription.",
        ja: "ご要望のサービスは、この回線では契約されていません。",
        nl: "De gevraagde dienst zit niet in het abonnement van deze lijn.",
        zh: "這條線路沒有申租您要使用的服務。",
    },
    happened: Text {
        en: "The network offers the supplementary service that was requested, but this line has no right to it. The diagnostics may name the facility.",
        ja: "要求された付加サービスは網にありますが、この回線には利用の権利がありません。診断情報に対象のファシリティが示されることがあります。",
        nl: "Het netwerk biedt de gevraagde aanvullende dienst wel aan, maar deze lijn heeft er geen recht op. De diagnose-informatie kan de dienst noemen.",
        zh: "網路有提供所要求的附加服務，但這條線路沒有使用權。診斷資訊可能會指出是哪項服務。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Order the service from the carrier, or turn the feature off in the exchange or the phone.",
        ja: "通信事業者にサービスを申し込むか、交換機や電話機でその機能を無効にしてください。",
        nl: "Vraag de dienst bij de aanbieder aan, of zet de functie in de centrale of het toestel uit.",
        zh: "請向電信業者申租該服務，或在交換機或話機上關閉此功能。",
    },
};

pub(crate) const CAUSE_51: Explanation = Explanation {
    title: Text {
        en: "Reverse charging not allowed",
        ja: "着信課金不可",
        nl: "Bellen op kosten gebelde geweigerd",
        zh: "不接受受話方付費",
    },
    caller: Text {
        en: "The person you called does not accept calls at their own expense.",
        ja: "お相手は、電話を受ける側が料金を支払う通話を受け付けていません。",
        nl: "De gebelde partij neemt geen gesprekken op eigen kosten aan.",
        zh: "對方不接受由受話方付費的電話。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 51. Reverse charging was asked for, but the called line does not allow it.",
        ja: "古い一覧だけにある理由表示で、Q.850に51はありません。着信課金が要求されましたが、着信側の回線では許可されていません。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 51. Er is gevraagd de kosten bij de gebelde te leggen, maar diens lijn staat dat niet toe.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 51。發話時要求由受話方付費，但受話線路不允許。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Call again at your own expense, without the request for reverse charging in the SETUP.",
        ja: "SETUPから着信課金の要求を外し、通常の課金でかけ直してください。",
        nl: "Bel opnieuw op eigen kosten, zonder het verzoek om reverse charging in de SETUP.",
        zh: "請改由發話方付費重撥，SETUP 中不要帶受話方付費的要求。",
    },
};

pub(crate) const CAUSE_52: Explanation = Explanation {
    title: Text {
        en: "Outgoing calls barred",
        ja: "発信規制",
        nl: "Uitgaande oproepen geblokkeerd",
        zh: "限制撥出",
    },
    caller: Text {
        en: "This line is not allowed to call that number.",
        ja: "この回線からは、その番号へ電話をかけられません。",
        nl: "Vanaf deze lijn mag dat nummer niet worden gebeld.",
        zh: "這條線路不允許撥打該號碼。",
    },
    happened: Text {
        en: "This cause stands only in older lists, though softswitches still send it; Q.850 has none under 52. A bar on outgoing calls is set for the line, in your own exchange or at the carrier.",
        ja: "古い一覧だけにある理由表示で、Q.850に52はありませんが、ソフトスイッチでは今も使われます。自分の交換機か通信事業者で、この回線に発信規制がかかっています。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor, al sturen softswitches hem nog; Q.850 kent geen 52. Voor de lijn staat een belblokkade aan, in de eigen centrale of bij de aanbieder.",
        zh: "此原因值只見於較舊的清單，不過軟體交換機仍會送出；Q.850 並沒有 52。這條線路在自家交換機或電信業者端設有撥出限制。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check the class of service of the extension and the permissions of the trunk; if both allow the number, ask the carrier to lift the bar.",
        ja: "内線の発信クラスと外線の発信許可を確認してください。どちらも許可されているなら、通信事業者に規制の解除を依頼してください。",
        nl: "Controleer de belrechten van het toestel en van de trunk; staan beide het nummer toe, vraag dan de aanbieder de blokkade op te heffen.",
        zh: "請檢查分機的撥號權限等級與中繼線的權限；若都允許該號碼，請電信業者解除限制。",
    },
};

pub(crate) const CAUSE_53: Explanation = Explanation {
    title: Text {
        en: "Outgoing barred within CUG",
        ja: "CUG内の発信規制",
        nl: "Uitgaand geblokkeerd binnen CUG",
        zh: "封閉用戶群內禁止撥出",
    },
    caller: Text {
        en: "This line is not allowed to call out within its closed group.",
        ja: "この回線からは、所属する限定グループの中へ電話をかけられません。",
        nl: "Vanaf deze lijn mag binnen de besloten groep niet worden gebeld.",
        zh: "這條線路不允許在其封閉群組內撥出。",
    },
    happened: Text {
        en: "The caller belongs to the closed user group (CUG) that the call named, but outgoing calls are not allowed for this member.",
        ja: "発信者は、呼で指定された閉域接続（CUG）のメンバですが、このメンバには発信が許可されていません。",
        nl: "De beller is lid van de besloten gebruikersgroep (CUG) van deze oproep, maar dit lid mag niet uitgaand bellen.",
        zh: "發話方屬於此呼叫指定的封閉用戶群（CUG），但該成員不允許撥出。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Have the carrier or the administrator of the group change the member's rights, or call without CUG if the line may.",
        ja: "通信事業者またはCUGの管理者にメンバの権限変更を依頼するか、可能であればCUG指定なしでかけてください。",
        nl: "Laat de aanbieder of de beheerder van de groep de rechten van dit lid aanpassen, of bel zonder CUG als de lijn dat mag.",
        zh: "請電信業者或群組管理者變更該成員的權限；若線路允許，可不指定 CUG 撥打。",
    },
};

pub(crate) const CAUSE_54: Explanation = Explanation {
    title: Text {
        en: "Incoming calls barred",
        ja: "着信規制",
        nl: "Inkomende oproepen geblokkeerd",
        zh: "限制受話",
    },
    caller: Text {
        en: "The number you called does not take incoming calls.",
        ja: "おかけになった番号は、着信を受け付けていません。",
        nl: "Het nummer dat u hebt gebeld, kan geen oproepen ontvangen.",
        zh: "您撥的號碼不接受來電。",
    },
    happened: Text {
        en: "This cause stands only in older lists, though softswitches still send it; Q.850 has none under 54. A bar on incoming calls is set for the called line, or the line is for outgoing calls only.",
        ja: "古い一覧だけにある理由表示で、Q.850に54はありませんが、ソフトスイッチでは今も使われます。着信側の回線に着信規制がかかっているか、発信専用の回線です。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor, al sturen softswitches hem nog; Q.850 kent geen 54. De gebelde lijn is geblokkeerd voor inkomende oproepen, of is alleen voor uitgaand bellen.",
        zh: "此原因值只見於較舊的清單，不過軟體交換機仍會送出；Q.850 並沒有 54。受話線路設有受話限制，或為只能撥出的線路。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Use another number of the called party. If the line is one of your own, check its permissions for incoming calls and the contract with the carrier.",
        ja: "相手の別の番号にかけてください。自社の回線であれば、着信許可の設定と通信事業者との契約を確認してください。",
        nl: "Gebruik een ander nummer van de gebelde partij. Is het een eigen lijn, controleer dan de rechten voor inkomend verkeer en het contract met de aanbieder.",
        zh: "請改撥對方的其他號碼。若是自家線路，請檢查受話權限與電信業者的合約。",
    },
};

pub(crate) const CAUSE_55: Explanation = Explanation {
    title: Text {
        en: "Incoming barred within CUG",
        ja: "CUG内の着信規制",
        nl: "Inkomend geblokkeerd binnen CUG",
        zh: "封閉用戶群內禁止受話",
    },
    caller: Text {
        en: "The number you called does not take calls within its closed group.",
        ja: "おかけになった番号は、限定グループの中からの電話を受け付けていません。",
        nl: "Het nummer dat u hebt gebeld, neemt binnen de besloten groep geen oproepen aan.",
        zh: "您撥的號碼不接受其封閉群組內的來電。",
    },
    happened: Text {
        en: "The called party belongs to the closed user group (CUG) of the call, but incoming calls are not allowed for this member.",
        ja: "着信側は、この呼の閉域接続（CUG）のメンバですが、このメンバには着信が許可されていません。",
        nl: "De gebelde partij is lid van de besloten gebruikersgroep (CUG) van deze oproep, maar dit lid mag geen inkomende oproepen krijgen.",
        zh: "受話方屬於此呼叫的封閉用戶群（CUG），但該成員不允許受話。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Ask the called party to have its rights in the group changed, or reach it by a number outside the group.",
        ja: "着信側にグループ内の権限を変更してもらうか、グループ外の番号へかけてください。",
        nl: "Vraag de gebelde partij de rechten in de groep te laten aanpassen, of bel een nummer buiten de groep.",
        zh: "請受話方申請變更其群組權限，或改撥群組外的號碼。",
    },
};

pub(crate) const CAUSE_56: Explanation = Explanation {
    title: Text {
        en: "Call waiting not subscribed",
        ja: "コールウェイティング未契約",
        nl: "Wisselgesprek niet in abonnement",
        zh: "未申租插撥服務",
    },
    caller: Text {
        en: "The person you called is busy with another call and cannot be told of yours.",
        ja: "おかけになった電話はお話し中で、着信をお知らせすることもできません。",
        nl: "De gebelde is in gesprek en kan geen wisselgesprek ontvangen.",
        zh: "對方忙線中，且沒有插撥服務。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 56. Call waiting was asked for, but the line has not subscribed to it; today one would expect 50 or simply 17.",
        ja: "古い一覧だけにある理由表示で、Q.850に56はありません。コールウェイティング（キャッチホン）が要求されましたが、その回線では契約されていません（現在なら50、または単に17になるところです）。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 56. Er is om wisselgesprek gevraagd, maar de lijn heeft die dienst niet; tegenwoordig verwacht u hier 50 of gewoon 17.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 56。要求了插撥，但該線路未申租；如今通常會是 50，或直接是 17。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Call again later. If call waiting is wanted, order it for the called line or turn it on in the exchange.",
        ja: "時間をおいてかけ直してください。必要であれば、着信側の回線でサービスを契約するか、交換機で有効にしてください。",
        nl: "Bel later opnieuw. Is wisselgesprek gewenst, vraag het dan voor de gebelde lijn aan of zet het in de centrale aan.",
        zh: "請稍後再撥。若需要插撥，請為受話線路申租，或在交換機上啟用。",
    },
};

pub(crate) const CAUSE_57: Explanation = Explanation {
    title: Text {
        en: "Bearer capability not authorized",
        ja: "伝達能力不許可",
        nl: "Verbindingssoort niet toegestaan",
        zh: "承載能力未獲授權",
    },
    caller: Text {
        en: "This line may not make this kind of call.",
        ja: "この回線では、この種類の通信を利用できません。",
        nl: "Via deze lijn is dit soort verbinding niet toegestaan.",
        zh: "這條線路不允許使用這種類型的通訊。",
    },
    happened: Text {
        en: "The call asked for a bearer capability that the network has, but that this line may not use: most often 64 kbit/s data, video or fax on a line for speech only.",
        ja: "網にはあるものの、この回線では許可されていない伝達能力が要求されました。多くは、音声専用の回線で64kbit/sのデータ、映像、ファクスの通信を要求した場合です。",
        nl: "De oproep vroeg om een bearer capability die het netwerk wel heeft, maar die deze lijn niet mag gebruiken: meestal 64 kbit/s data, video of fax op een lijn voor alleen spraak.",
        zh: "呼叫要求了網路有提供、但這條線路無權使用的承載能力：最常見的是在僅限語音的線路上要求 64 kbit/s 數據、視訊或傳真。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::Carrier],
    next: Text {
        en: "Look at the Bearer capability element of the SETUP and set the device to speech or 3.1 kHz audio, or have the carrier allow the service.",
        ja: "SETUPの伝達能力情報要素を確認し、端末を音声または3.1kHzオーディオに設定してください。必要なら、通信事業者にその通信の許可を依頼してください。",
        nl: "Bekijk het element Bearer capability in de SETUP en stel het apparaat in op speech of 3.1 kHz audio, of laat de aanbieder de dienst toestaan.",
        zh: "請檢查 SETUP 的 Bearer capability 元素，將設備設為 speech 或 3.1 kHz audio，或請電信業者開放該服務。",
    },
};

pub(crate) const CAUSE_58: Explanation = Explanation {
    title: Text {
        en: "Bearer capability unavailable now",
        ja: "伝達能力が現在利用不可",
        nl: "Verbindingssoort nu niet beschikbaar",
        zh: "承載能力目前無法使用",
    },
    caller: Text {
        en: "This kind of call is not possible at the moment.",
        ja: "この種類の通信は、ただいまご利用になれません。",
        nl: "Dit soort verbinding is op dit moment niet mogelijk.",
        zh: "目前無法使用這種類型的通訊。",
    },
    happened: Text {
        en: "The sender of the cause has the bearer capability that was asked for, but not at the moment. At gateways to SIP a codec or media type that the two sides do not share can be reported in this way.",
        ja: "理由表示を送った側は、要求された伝達能力を備えていますが、現在は利用できません。SIPとのゲートウェイでは、コーデックやメディア種別の不一致がこの形で通知されることがあります。",
        nl: "De afzender van de oorzaak heeft de gevraagde bearer capability wel, maar nu even niet. Bij gateways naar SIP kan ook een codec of mediatype dat de twee kanten niet gemeen hebben zo worden gemeld.",
        zh: "送出原因值的一方具備所要求的承載能力，但目前無法使用。在 SIP 閘道器上，兩端沒有共同的編解碼器或媒體類型時，也可能這樣回報。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Try again with speech. Over SIP look for a 488 and compare the codecs in offer and answer.",
        ja: "音声の通信でかけ直してください。SIP区間があれば488を探し、SDPのオファーとアンサーのコーデックを比べてください。",
        nl: "Probeer het opnieuw met spraak. Zoek bij SIP naar een 488 en vergelijk de codecs in offer en answer.",
        zh: "請改用語音再試。若經過 SIP，請找出 488，並比對 SDP offer 與 answer 的編解碼器。",
    },
};

pub(crate) const CAUSE_62: Explanation = Explanation {
    title: Text {
        en: "Outgoing access information inconsistent",
        ja: "発信アクセスと加入者種別の矛盾",
        nl: "Toegangsgegevens en abonneeklasse strijdig",
        zh: "撥出資訊與用戶類別不符",
    },
    caller: Text {
        en: "This line does not have the right to make the call in this way.",
        ja: "この回線の契約では、このかけ方ではおつなぎできません。",
        nl: "Deze lijn heeft niet de rechten om op deze manier te bellen.",
        zh: "這條線路的權限不允許以這種方式撥打。",
    },
    happened: Text {
        en: "What the call says about its outgoing access does not go together with the subscriber class of the line. It concerns lines of restricted access such as members of a closed user group.",
        ja: "呼で指定された発信アクセスの情報と、回線の加入者種別が矛盾しています。閉域接続（CUG）のメンバなど、接続先に制限のある回線が対象です。",
        nl: "Wat de oproep opgeeft over de uitgaande toegang past niet bij de abonneeklasse van de lijn. Het gaat om lijnen met beperkte toegang, zoals leden van een besloten gebruikersgroep.",
        zh: "呼叫中指定的撥出接取資訊與線路的用戶類別矛盾。多與受限線路有關，例如封閉用戶群（CUG）成員。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Compare the CUG and access settings of the exchange with the contract, and ask the carrier which class the line has.",
        ja: "交換機のCUG・発信アクセスの設定を契約内容と照合し、回線の加入者種別を通信事業者に確認してください。",
        nl: "Vergelijk de CUG- en toegangsinstellingen van de centrale met het contract en vraag de aanbieder welke klasse de lijn heeft.",
        zh: "請比對交換機的 CUG 與接取設定是否符合合約，並向電信業者確認該線路的用戶類別。",
    },
};

pub(crate) const CAUSE_63: Explanation = Explanation {
    title: Text {
        en: "Service unavailable, unspecified",
        ja: "その他のサービス利用不可",
        nl: "Dienst onbeschikbaar, niet nader bepaald",
        zh: "服務無法使用，未指明",
    },
    caller: Text {
        en: "The service that the call needs is not available on this line.",
        ja: "この回線では、必要なサービスを利用できません。",
        nl: "De dienst die voor uw oproep nodig is, is op deze lijn niet beschikbaar.",
        zh: "這條線路無法使用這通電話所需的服務。",
    },
    happened: Text {
        en: "A service or an option is not available and no other cause of the class fits. Often it is a matter of permission or subscription, but the cause does not say so.",
        ja: "サービスまたはオプションが利用できず、このクラスのほかの理由表示に当てはまりません。許可や契約の問題であることが多いものの、この理由表示だけでは断定できません。",
        nl: "Een dienst of optie is niet beschikbaar en geen andere oorzaak van de klasse past. Vaak gaat het om rechten of het abonnement, maar dat zegt de oorzaak niet.",
        zh: "某項服務或選項無法使用，而同類中沒有更合適的原因值。多半與權限或申租有關，但此原因值並未明說。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "See from the location who sent it and ask there, with number and time, what was refused. Leave out special services in the call one by one to find which one it is.",
        ja: "生成源（location）で送信元を確認し、着番号と発信時刻を伝えて、何が拒否されたかを問い合わせてください。呼に付けた特別なサービスを1つずつ外すと、対象を特定できます。",
        nl: "Kijk aan de locatie wie het stuurde en vraag daar, met nummer en tijdstip, wat er werd geweigerd. Laat bijzondere diensten in de oproep één voor één weg om te vinden welke het is.",
        zh: "請由位置（location）欄位看出是誰送出，並提供號碼與時間詢問拒絕了什麼。也可逐一拿掉呼叫中的特殊服務，找出是哪一項。",
    },
};

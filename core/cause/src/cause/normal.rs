//! Causes 1 to 31: normal events, a call that cannot reach its number among them.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_1: Explanation = Explanation {
    title: Text {
        en: "Unallocated number",
        ja: "欠番",
        nl: "Niet-bestaand nummer",
        zh: "空號",
    },
    caller: Text {
        en: "The number you dialled is not in use.",
        ja: "おかけになった電話番号は、現在使われておりません。",
        nl: "Het nummer dat u hebt gebeld, is niet in gebruik.",
        zh: "您撥的號碼是空號，目前沒有人使用。",
    },
    happened: Text {
        en: "The number is well formed but assigned to nobody in the network that sent the cause. A prefix added or stripped wrongly on the way, or a ported number looked up in the wrong network, gives the same cause.",
        ja: "番号の形式は正しいものの、理由表示を送った網ではその番号がどの加入者にも割り当てられていません。途中でプレフィックスを誤って付加・削除した場合や、番号ポータビリティで移転した番号を誤った網で検索した場合にも、同じ理由表示になります。",
        nl: "Het nummer heeft een geldige vorm, maar is in het netwerk dat de oorzaak stuurt aan niemand toegekend. Een prefix die onderweg ten onrechte is toegevoegd of weggehaald, of een geporteerd nummer dat in het verkeerde netwerk wordt gezocht, geeft dezelfde oorzaak.",
        zh: "號碼格式正確，但在送出此原因值的網路中並未分配給任何用戶。途中誤加或誤刪前置碼，或攜碼門號被送到錯誤的業者查詢，也會得到同樣的原因值。",
    },
    places: &[Place::Caller, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Compare the number as dialled with the called number that left the exchange, digit by digit. If they are right, ask the carrier where the number is routed; the condition in the diagnostics, if present, says whether it is permanent.",
        ja: "実際にダイヤルした番号と、交換機から送出した着番号を1桁ずつ突き合わせてください。どちらも正しければ、その番号の接続先の網を通信事業者に確認してください（診断情報があれば、恒久的な状態かどうかが分かります）。",
        nl: "Vergelijk het gekozen nummer cijfer voor cijfer met het nummer dat de centrale heeft verstuurd. Kloppen beide, vraag dan de aanbieder waarheen het nummer wordt gerouteerd; de diagnose-informatie, als die er is, vertelt of het blijvend is.",
        zh: "請將實際撥的號碼與交換機送出的受話號碼逐位比對。若兩者都正確，請向電信業者查詢該號碼的路由；如有診斷資訊，可看出是否為永久狀態。",
    },
};

pub(crate) const CAUSE_2: Explanation = Explanation {
    title: Text {
        en: "No route to transit network",
        ja: "指定中継網へのルートなし",
        nl: "Geen route naar transitnetwerk",
        zh: "無法到達指定的轉接網路",
    },
    caller: Text {
        en: "The call could not go through the phone company that was chosen to carry it.",
        ja: "指定された電話会社を経由しておつなぎすることができませんでした。",
        nl: "De verbinding kon niet via de gekozen telefoonmaatschappij tot stand komen.",
        zh: "無法經由您所指定的電信公司接通這通電話。",
    },
    happened: Text {
        en: "The call asked for a particular transit network that the sender of the cause does not know or does not serve. The diagnostics carry the identity of that network.",
        ja: "発信時に特定の中継網が指定されましたが、理由表示を送った装置はその中継網を認識できないか、そこへ接続していません。診断情報に、指定された中継網の識別が入ります。",
        nl: "De oproep vroeg om een bepaald transitnetwerk dat de afzender van de oorzaak niet kent of niet bedient. In de diagnose-informatie staat om welk netwerk het gaat.",
        zh: "發話時指定了某個轉接網路，但送出原因值的一方不認得該網路，或沒有與其互連。診斷資訊會帶有該網路的識別碼。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Remove the carrier selection code or the Transit network selection element from the outgoing call, or put in one that the carrier accepts.",
        ja: "発信時の事業者識別番号（00XYなど）または中継網選択情報要素を外すか、接続先の事業者が受け付ける値に直してください。",
        nl: "Haal de carrierkeuzecode of het element Transit network selection uit de uitgaande oproep, of vul een waarde in die de aanbieder accepteert.",
        zh: "請拿掉撥出時的業者選接碼或 Transit network selection 資訊元素，或改成電信業者可接受的值。",
    },
};

pub(crate) const CAUSE_3: Explanation = Explanation {
    title: Text {
        en: "No route to destination",
        ja: "相手へのルートなし",
        nl: "Geen route naar bestemming",
        zh: "沒有到目的地的路由",
    },
    caller: Text {
        en: "The number you dialled cannot be reached from this line.",
        ja: "おかけになった番号へは、この回線からはおつなぎできません。",
        nl: "Het nummer dat u hebt gebeld, is vanaf deze lijn niet bereikbaar.",
        zh: "從這條線路無法接通您撥的號碼。",
    },
    happened: Text {
        en: "The exchange or network that sent the cause has no route that serves the destination. The number itself may well exist; softswitches also send 3 when no line of their dial plan matches.",
        ja: "理由表示を送った交換機または網に、その着番号への経路がありません。番号自体は存在していることも多く、ソフトスイッチではダイヤルプランに一致する設定がない場合にも3を返します。",
        nl: "De centrale of het netwerk dat de oorzaak stuurt, heeft geen route naar de bestemming. Het nummer kan gewoon bestaan; softswitches sturen 3 ook als geen regel van het kiesplan past.",
        zh: "送出此原因值的交換機或網路沒有通往該目的地的路由。號碼本身可能存在；軟體交換機在撥號規則完全不符時也會送出 3。",
    },
    places: &[Place::Exchange, Place::Carrier, Place::Caller],
    next: Text {
        en: "See from the location who sent the cause: if it was the own exchange, add or mend the route for this prefix; if it was the carrier, report the number and the time of the call to it.",
        ja: "生成源（location）を見て、どこが送った理由表示かを確認してください。自分の交換機ならこの番号帯の経路を追加・修正し、通信事業者なら着番号と発信時刻を伝えて調査を依頼してください。",
        nl: "Kijk aan de locatie wie de oorzaak stuurde: was het de eigen centrale, voeg dan de route voor dit nummerblok toe of herstel die; was het de aanbieder, meld dan het nummer en het tijdstip van de oproep.",
        zh: "請由位置（location）欄位判斷是誰送出原因值：若是自家交換機，請新增或修正該前置碼的路由；若是電信業者，請回報號碼與發話時間。",
    },
};

pub(crate) const CAUSE_4: Explanation = Explanation {
    title: Text {
        en: "Send special information tone",
        ja: "特別情報音の送出",
        nl: "Informatietoon laten horen",
        zh: "送出特殊訊息音",
    },
    caller: Text {
        en: "The number you dialled cannot be reached for the time being.",
        ja: "おかけになった電話は、当分の間つながりません。",
        nl: "Het nummer dat u hebt gebeld, is voorlopig niet bereikbaar.",
        zh: "您撥的號碼目前暫時無法接通。",
    },
    happened: Text {
        en: "The called party cannot be reached for a reason that is likely to last, and the caller is to be given the special information tone (three rising tones) or an announcement. The cause does not say what the reason is.",
        ja: "しばらく続くと見込まれる理由で相手に接続できず、発信者には特別情報音（高さが順に上がる3つの音）またはアナウンスを聞かせるよう求めています。具体的な理由までは示しません。",
        nl: "De gebelde partij is om een reden van langere duur niet bereikbaar; de beller hoort de informatietoon (drie oplopende tonen) of een melding te krijgen. Waarom precies, blijkt er niet uit.",
        zh: "受話方因為可能持續一段時間的原因而無法接通，應讓發話方聽到特殊訊息音（三個漸高的音）或語音公告。此原因值並不說明實際原因。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Call the number from another network and listen to the tone or announcement; then ask the carrier what the number's state is.",
        ja: "別の網からその番号にかけて音やアナウンスを聞き、番号の状態を通信事業者に確認してください。",
        nl: "Bel het nummer vanuit een ander netwerk en luister naar de toon of melding; vraag daarna de aanbieder naar de status van het nummer.",
        zh: "請從其他業者的網路撥打該號碼，聽聽提示音或公告內容，再向電信業者查詢該號碼的狀態。",
    },
};

pub(crate) const CAUSE_5: Explanation = Explanation {
    title: Text {
        en: "Misdialled trunk prefix",
        ja: "市外プレフィックスの誤り",
        nl: "Nationale prefix verkeerd gebruikt",
        zh: "長途前置碼撥錯",
    },
    caller: Text {
        en: "The number was dialled with a leading digit that does not belong there.",
        ja: "番号の先頭に余分な数字が付いていたため、おつなぎできませんでした。",
        nl: "Het nummer is gekozen met een voorloopcijfer dat er niet hoort.",
        zh: "號碼前面多撥了不該撥的數字。",
    },
    happened: Text {
        en: "The called number carries a trunk prefix (such as the leading 0) where the network wants none. The cause is for national use.",
        ja: "本来付けてはならないプレフィックス（先頭の0など）が着番号に付いたまま送られています。国内用の理由表示です。",
        nl: "Het gebelde nummer begint met een prefix (zoals de 0 vooraan), terwijl het netwerk die hier niet verwacht. Deze oorzaak is voor nationaal gebruik.",
        zh: "受話號碼帶了長途前置碼（例如開頭的 0），而網路此處不接受。此原因值供各國自訂使用。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Check the digit rules of the route: type of number 'national' or 'international' goes without the prefix, 'unknown' usually with it.",
        ja: "該当経路の番号変換を確認してください。番号種別が「国内番号」「国際番号」ならプレフィックスを付けず、「不定」なら付けるのが一般的です。",
        nl: "Controleer de cijferbewerking van de route: bij het nummertype 'national' of 'international' hoort de prefix weg, bij 'unknown' hoort die er meestal bij.",
        zh: "請檢查該路由的號碼轉換規則：號碼類型為「national」或「international」時不帶前置碼，為「unknown」時通常要帶。",
    },
};

pub(crate) const CAUSE_6: Explanation = Explanation {
    title: Text {
        en: "Channel unacceptable",
        ja: "チャネル利用不可",
        nl: "Kanaal niet geaccepteerd",
        zh: "通道無法接受",
    },
    caller: Text {
        en: "The line chosen for your call could not be used; please try again.",
        ja: "選ばれた回線が使えませんでしたので、もう一度おかけ直しください。",
        nl: "De lijn die voor uw gesprek was gekozen, kon niet worden gebruikt; probeer het opnieuw.",
        zh: "為這通電話選定的線路無法使用，請再撥一次。",
    },
    happened: Text {
        en: "The side that sent the cause does not accept the B channel most recently named for the call. Usually the two ends of the ISDN line disagree about which channels exist, are free or are in service.",
        ja: "理由表示を送った側が、直前に指定されたBチャネルをこの呼に使うことを受け入れていません。多くは、ISDN回線の両端で、チャネルの有無・空き・閉塞の状態が食い違っています。",
        nl: "De kant die de oorzaak stuurt, accepteert het laatst genoemde B-kanaal niet voor deze oproep. Meestal zijn de twee kanten van de ISDN-lijn het oneens over welke kanalen bestaan, vrij zijn of in dienst zijn.",
        zh: "送出原因值的一方不接受這通電話最近指定的 B 通道。通常是 ISDN 線路兩端對哪些通道存在、空閒或啟用的認知不一致。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Compare channel numbering, order of channel selection and blocked channels at both ends; restart the channels concerned (RESTART) if their states differ.",
        ja: "チャネル番号の振り方、チャネルの捕捉順、閉塞中のチャネルを両端で突き合わせてください。状態が食い違っていれば、該当チャネルを初期設定（RESTART）してください。",
        nl: "Vergelijk aan beide kanten de kanaalnummering, de volgorde van kanaalkeuze en de geblokkeerde kanalen; herstart de betrokken kanalen (RESTART) als hun toestand verschilt.",
        zh: "請比對兩端的通道編號、選用順序及被封鎖的通道；狀態不一致時，請對相關通道執行 RESTART。",
    },
};

pub(crate) const CAUSE_7: Explanation = Explanation {
    title: Text {
        en: "Delivered in established channel",
        ja: "設定済みチャネルへの着信",
        nl: "Afgeleverd op bestaand kanaal",
        zh: "於既有通道送達",
    },
    caller: Text {
        en: "Your call is being connected over a line that is already open.",
        ja: "すでにつながっている回線を使って、おつなぎしています。",
        nl: "Uw oproep wordt doorgegeven over een verbinding die al openstaat.",
        zh: "這通電話正經由已建立的線路接通。",
    },
    happened: Text {
        en: "The user has been awarded the incoming call and it is delivered in a channel already set up to that user for calls of the same kind, as with packet mode calls. Nothing is wrong.",
        ja: "この着信は着信側ユーザに割り当てられ、同種の呼のために設定済みのチャネルで接続されます（パケットモードの呼など）。異常ではありません。",
        nl: "De gebruiker heeft de inkomende oproep toegewezen gekregen en die wordt afgeleverd op een kanaal dat al voor soortgelijke oproepen openstaat, zoals bij pakketverbindingen. Er is niets mis.",
        zh: "來電已分配給該用戶，並透過先前為同類呼叫建立的通道送達，例如封包模式呼叫。這不是異常。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do. If a voice call shows this cause, look at the bearer capability of its SETUP.",
        ja: "対処は不要です。音声の呼でこの理由表示が出るときは、SETUPの伝達能力を確認してください。",
        nl: "U hoeft niets te doen. Ziet u deze oorzaak bij een spraakoproep, kijk dan naar de bearer capability in de SETUP.",
        zh: "不需處理。若語音通話出現此原因值，請查看 SETUP 中的承載能力。",
    },
};

pub(crate) const CAUSE_8: Explanation = Explanation {
    title: Text {
        en: "Preemption",
        ja: "優先呼による切断",
        nl: "Verdrongen door voorrangsoproep",
        zh: "遭優先通話搶占",
    },
    caller: Text {
        en: "Your call was ended to make room for a more urgent one.",
        ja: "より緊急度の高い通話のため、この通話は切断されました。",
        nl: "Uw gesprek is beëindigd om plaats te maken voor een dringender oproep.",
        zh: "為了讓更緊急的電話使用線路，您的通話被中斷了。",
    },
    happened: Text {
        en: "A call of higher precedence took the circuit (multilevel precedence and preemption). Older North American lists use 8 for a prefix 0 that was dialled but is not allowed.",
        ja: "優先度の高い呼が回線を使うため、この呼が切断されました（MLPP）。北米の古い一覧では、8は「許可されていないプレフィックス0をダイヤルした」という別の意味です。",
        nl: "Een oproep met hogere voorrang heeft het circuit overgenomen (MLPP). In oudere Noord-Amerikaanse lijsten staat 8 voor een gekozen prefix 0 die niet is toegestaan.",
        zh: "優先等級較高的呼叫占用了電路（MLPP）。北美較舊的清單則以 8 表示撥了不允許的前置碼 0。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Where no precedence service exists, read the cause in its older sense and check the leading 0; otherwise call again later or with a higher precedence.",
        ja: "優先呼サービスのない網であれば、古い意味に読み替えて先頭の0を確認してください。優先呼サービスがあれば、時間をおくか、優先度を上げてかけ直してください。",
        nl: "Bestaat er geen voorrangsdienst, lees de oorzaak dan in de oude betekenis en controleer de 0 vooraan; bel anders later opnieuw of met hogere voorrang.",
        zh: "若網路沒有優先呼叫服務，請依舊意義解讀並檢查開頭的 0；若有，請稍後再撥，或提高優先等級重撥。",
    },
};

pub(crate) const CAUSE_9: Explanation = Explanation {
    title: Text {
        en: "Preemption, circuit reserved",
        ja: "優先切断（回線再使用予約）",
        nl: "Verdrongen, circuit gereserveerd",
        zh: "遭搶占，電路保留再用",
    },
    caller: Text {
        en: "Your call was ended because its line is needed for a more urgent one.",
        ja: "より緊急度の高い通話にこの回線を使うため、切断されました。",
        nl: "Uw gesprek is beëindigd omdat de lijn nodig is voor een dringender oproep.",
        zh: "因為線路要留給更緊急的電話使用，您的通話被中斷了。",
    },
    happened: Text {
        en: "The call was preempted, and the exchange that did so keeps the circuit reserved for its own reuse. Older North American lists use 9 for a prefix 1 that was dialled but is not allowed.",
        ja: "優先呼のために切断され、その処理を行った交換機が回線を再使用のために予約しています。北米の古い一覧では、9は「許可されていないプレフィックス1をダイヤルした」という別の意味です。",
        nl: "De oproep is verdrongen en de centrale die dat deed, houdt het circuit gereserveerd om het zelf opnieuw te gebruiken. In oudere Noord-Amerikaanse lijsten staat 9 voor een gekozen prefix 1 die niet is toegestaan.",
        zh: "呼叫遭搶占，執行搶占的交換機將該電路保留給自己再度使用。北美較舊的清單則以 9 表示撥了不允許的前置碼 1。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Do not seize the same circuit again; use another one or wait. Where no precedence service exists, check for a superfluous leading 1.",
        ja: "同じ回線をすぐに捕捉せず、別の回線を使うか、時間をおいてください。優先呼サービスのない網であれば、先頭に余分な1が付いていないか確認してください。",
        nl: "Neem hetzelfde circuit niet meteen weer in gebruik; kies een ander of wacht. Bestaat er geen voorrangsdienst, controleer dan op een overbodige 1 vooraan.",
        zh: "請勿立即占用同一電路，改用其他電路或稍候再撥。若網路沒有優先呼叫服務，請檢查開頭是否多了 1。",
    },
};

pub(crate) const CAUSE_10: Explanation = Explanation {
    title: Text {
        en: "Prefix 1 required",
        ja: "プレフィックス1が必要",
        nl: "Prefix 1 ontbreekt",
        zh: "缺少前置碼 1",
    },
    caller: Text {
        en: "The number must be dialled with a 1 in front.",
        ja: "番号の前に1を付けておかけください。",
        nl: "Dit nummer moet met een 1 ervoor worden gekozen.",
        zh: "撥這個號碼時，前面必須加 1。",
    },
    happened: Text {
        en: "This cause stands only in older North American lists; Q.850 has none under 10. It says that the long-distance prefix 1 was needed but not dialled.",
        ja: "北米の古い一覧だけにある理由表示で、Q.850に10はありません。長距離プレフィックスの1が必要なのにダイヤルされなかったことを示します。",
        nl: "Deze oorzaak komt alleen in oudere Noord-Amerikaanse lijsten voor; Q.850 kent geen 10. De interlokale prefix 1 was nodig, maar is niet gekozen.",
        zh: "此原因值只見於北美較舊的清單，Q.850 並沒有 10。它表示需要撥長途前置碼 1，卻沒有撥。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Let the route add the 1 for the numbers concerned. Outside North America, find out from the maker of the equipment what it means by 10.",
        ja: "該当する番号帯について、経路の設定で1を付加してください。北米以外であれば、10の意味を装置メーカーに確認してください。",
        nl: "Laat de route de 1 toevoegen voor de betrokken nummers. Vraag buiten Noord-Amerika de fabrikant wat de apparatuur met 10 bedoelt.",
        zh: "請在路由中為相關號碼自動加上 1。若不在北美，請向設備廠商確認 10 的意義。",
    },
};

pub(crate) const CAUSE_11: Explanation = Explanation {
    title: Text {
        en: "Too many digits, proceeding",
        ja: "桁数超過・接続処理中",
        nl: "Te veel cijfers, oproep loopt",
        zh: "號碼過長，仍在接續",
    },
    caller: Text {
        en: "More digits were dialled than needed; the call is going on all the same.",
        ja: "必要な桁数より多くダイヤルされましたが、そのままおつなぎしています。",
        nl: "Er zijn meer cijfers gekozen dan nodig; de oproep gaat gewoon door.",
        zh: "撥的號碼位數比需要的多，但電話仍會繼續接通。",
    },
    happened: Text {
        en: "This cause stands only in older lists; Q.850 has none under 11. It says that surplus digits were ignored and the call proceeds.",
        ja: "古い一覧だけにある理由表示で、Q.850に11はありません。余分な桁を無視して接続処理を続けていることを示します。",
        nl: "Deze oorzaak komt alleen in oudere lijsten voor; Q.850 kent geen 11. De overtollige cijfers zijn genegeerd en de oproep wordt verder opgebouwd.",
        zh: "此原因值只見於較舊的清單，Q.850 並沒有 11。它表示多餘的號碼已被忽略，呼叫仍繼續處理。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do for the call itself. If callers reach a wrong party, check the digit count of the route.",
        ja: "この呼への対処は不要です。別の相手につながってしまう場合は、経路の桁数設定を確認してください。",
        nl: "Voor de oproep zelf hoeft u niets te doen. Komen bellers verkeerd uit, controleer dan het aantal cijfers in de route.",
        zh: "這通電話不需處理。若發話方接到錯誤的對象，請檢查路由設定的號碼位數。",
    },
};

pub(crate) const CAUSE_13: Explanation = Explanation {
    title: Text {
        en: "Call completed elsewhere",
        ja: "ほかの端末で応答済み",
        nl: "Elders aangenomen",
        zh: "已由其他話機接聽",
    },
    caller: Text {
        en: "The call was answered on another phone.",
        ja: "このお電話には、別の電話機で応答がありました。",
        nl: "De oproep is op een ander toestel aangenomen.",
        zh: "這通電話已由另一支話機接聽。",
    },
    happened: Text {
        en: "The call was offered in several places and answered in one; the others stop ringing. SIP says the same with the Reason 'SIP;cause=200' on the CANCEL; some makers use 13 in a sense of their own.",
        ja: "複数の端末を呼び出し、そのうちの1台が応答したため、残りの呼出を止めています。SIPではCANCELのReasonヘッダ「SIP;cause=200」が同じ意味ですが、13を独自の意味で使うメーカーもあります。",
        nl: "De oproep is op meer plaatsen aangeboden en op één plaats aangenomen; de andere toestellen houden op met bellen. In SIP zegt de Reason 'SIP;cause=200' in de CANCEL hetzelfde; sommige fabrikanten gebruiken 13 in een eigen betekenis.",
        zh: "同一通來電送往多處，其中一處已接聽，其餘停止響鈴。SIP 則以 CANCEL 中的 Reason「SIP;cause=200」表示同一件事；有些廠商以 13 表示自訂的意義。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do. If phones list such calls as missed, see that the exchange sends this reason on its CANCEL and that the phone reads it.",
        ja: "対処は不要です。電話機に不在着信として残る場合は、交換機がCANCELにこの理由を付けているか、電話機がそれを解釈できるかを確認してください。",
        nl: "U hoeft niets te doen. Staan zulke oproepen als gemist in het toestel, controleer dan of de centrale deze reden met de CANCEL meestuurt en of het toestel die leest.",
        zh: "不需處理。若話機把這類來電列為未接來電，請確認交換機在 CANCEL 中附上此原因，且話機能解讀。",
    },
};

pub(crate) const CAUSE_14: Explanation = Explanation {
    title: Text {
        en: "QoR, ported number",
        ja: "番号ポータビリティ（QoR）",
        nl: "Geporteerd nummer (QoR)",
        zh: "攜碼門號（QoR）",
    },
    caller: Text {
        en: "The number you dialled has moved to another provider and the call could not be passed on.",
        ja: "おかけになった番号は別の電話会社に移っており、おつなぎできませんでした。",
        nl: "Het nummer dat u hebt gebeld, is naar een andere aanbieder verhuisd en de oproep kon niet worden doorgegeven.",
        zh: "您撥的號碼已移轉到其他電信公司，這通電話未能轉接過去。",
    },
    happened: Text {
        en: "The number was ported away, and the network that used to serve it gives the call back so that an exchange before it looks up the new network (query on release). Inside carriers' networks this is routine; it should not reach a subscriber.",
        ja: "番号は他社へ移転済みで、移転元の網が呼を解放し、手前の交換機に移転先の問い合わせを促しています（Query on Release）。事業者網の内部では通常の動作で、加入者まで届くものではありません。",
        nl: "Het nummer is geporteerd en het vroegere netwerk geeft de oproep terug, zodat een eerdere centrale het nieuwe netwerk opzoekt (query on release). Binnen de netwerken van aanbieders is dit normaal; een abonnee hoort het niet te zien.",
        zh: "號碼已攜出，原業者的網路將呼叫釋放，讓前一個交換機去查詢新的業者（Query on Release）。這在業者網路內部屬正常程序，不應傳到用戶端。",
    },
    places: &[Place::Carrier],
    next: Text {
        en: "If the call ended with it, report the number and the time of the call to the carrier: the query or the routing after it did not take place.",
        ja: "この理由表示で呼が終わった場合は、着番号と発信時刻を通信事業者に伝えてください。移転先の問い合わせ、またはその後の接続が行われていません。",
        nl: "Eindigde de oproep hiermee, meld dan het nummer en het tijdstip aan de aanbieder: het opzoeken of de routering daarna is niet gebeurd.",
        zh: "若呼叫以此結束，請將號碼與發話時間回報電信業者：查詢或其後的路由並未執行。",
    },
};

pub(crate) const CAUSE_16: Explanation = Explanation {
    title: Text {
        en: "Normal call clearing",
        ja: "正常切断",
        nl: "Normaal opgehangen",
        zh: "正常掛斷",
    },
    caller: Text {
        en: "The call was ended in the normal way because one of the two hung up.",
        ja: "どちらかが電話を切り、通話は通常どおり終了しました。",
        nl: "Het gesprek is gewoon beëindigd doordat een van beide partijen heeft opgehangen.",
        zh: "其中一方掛斷電話，通話正常結束。",
    },
    happened: Text {
        en: "One of the users asked for the call to be cleared; before the answer it is usually the caller who gave up. The cause says nothing is wrong, but not who hung up, and some gateways also put it where they know no better.",
        ja: "どちらかのユーザが切断を要求しました（応答前であれば、多くは発信者が呼出をあきらめた場合です）。異常を示すものではありませんが、どちらが切ったかは分からず、対応する理由表示がないときに16を入れるゲートウェイもあります。",
        nl: "Een van de gebruikers vroeg om de verbinding te verbreken; vóór het opnemen is dat meestal de beller die het opgaf. De oorzaak zegt dat er niets mis is, maar niet wie ophing, en sommige gateways vullen die ook in als ze niets beters weten.",
        zh: "其中一方要求結束通話；若在接聽之前，多半是發話方自行放棄。此原因值表示沒有異常，但不說明是誰掛斷；有些閘道器在無法對應時也會填入 16。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do. If the call ended against the users' will, see which side sent the first DISCONNECT or BYE, and look at that device for timers, lost media or a session that was not refreshed.",
        ja: "対処は不要です。意図せず切れた場合は、最初にDISCONNECTまたはBYEを送ったのがどちらかを確認し、その装置のタイマ、音声パケットの途絶、セッション更新の失敗を調べてください。",
        nl: "U hoeft niets te doen. Brak het gesprek ongewild af, kijk dan welke kant de eerste DISCONNECT of BYE stuurde en zoek daar naar timers, weggevallen audio of een sessie die niet is ververst.",
        zh: "不需處理。若通話並非使用者主動結束，請找出哪一方先送出 DISCONNECT 或 BYE，再檢查該設備的計時器、語音封包中斷或 session 未更新等問題。",
    },
};

pub(crate) const CAUSE_17: Explanation = Explanation {
    title: Text {
        en: "User busy",
        ja: "話中（着ユーザビジー）",
        nl: "In gesprek (bezet)",
        zh: "忙線",
    },
    caller: Text {
        en: "The number you called is busy.",
        ja: "おかけになった電話は、ただいまお話し中です。",
        nl: "Het nummer dat u hebt gebeld, is in gesprek.",
        zh: "您撥的電話忙線中。",
    },
    happened: Text {
        en: "The called party cannot take another call. The location tells who found it busy: the called user's equipment, or the network that knows that all its channels are in use.",
        ja: "着信側がほかの呼を受けられない状態です。着信側の端末が話中を返したのか、空きチャネルがないことを知る網が返したのかは、生成源（location）で分かります。",
        nl: "De gebelde partij kan geen tweede oproep aannemen. De locatie vertelt wie dat vaststelde: de apparatuur van de gebelde, of het netwerk dat weet dat alle kanalen bezet zijn.",
        zh: "受話方無法再接另一通電話。由位置（location）欄位可看出是受話方的設備回報忙線，還是網路因其通道全部占用而判定忙線。",
    },
    places: &[Place::OtherParty],
    next: Text {
        en: "Call again later. If the called party says it was free, look there for do-not-disturb, a call limit of one, a line left open or a hung call in the exchange.",
        ja: "時間をおいてかけ直してください。相手が空いていたはずなら、着信側のおやすみモード（DND）、同時通話数の上限、受話器外れ、交換機に残った呼を確認してください。",
        nl: "Bel later opnieuw. Zegt de gebelde partij dat de lijn vrij was, zoek dan daar naar 'niet storen', een limiet van één gesprek, een hoorn die van de haak ligt of een gesprek dat in de centrale is blijven hangen.",
        zh: "請稍後再撥。若對方表示當時並未通話，請檢查對方是否開啟勿擾、同時通話數限制為 1、話筒沒掛好，或交換機中有殘留的通話。",
    },
};

pub(crate) const CAUSE_18: Explanation = Explanation {
    title: Text {
        en: "No user responding",
        ja: "着ユーザレスポンスなし",
        nl: "Geen reactie van toestel",
        zh: "受話端無回應",
    },
    caller: Text {
        en: "The phone you called did not react, and probably never rang.",
        ja: "お相手の電話機から反応がなく、呼出音も鳴らなかったと思われます。",
        nl: "Het toestel dat u hebt gebeld, reageerde niet en is waarschijnlijk nooit overgegaan.",
        zh: "對方的話機沒有反應，很可能根本沒有響鈴。",
    },
    happened: Text {
        en: "The called equipment sent neither alerting nor connect within the time allowed (usually T303 or T310). Unlike 19 the phone was not reported to ring; a device switched off or cut off from its exchange is most likely.",
        ja: "着信側の端末が、規定の時間内（通常はT303またはT310）に呼出（ALERTING）も応答（CONNECT）も返しませんでした。19と違って呼出中の通知がなく、端末の電源断や交換機との接続断が最も考えられます。",
        nl: "De gebelde apparatuur stuurde binnen de toegestane tijd (meestal T303 of T310) geen ALERTING en geen CONNECT. Anders dan bij 19 is er geen melding dat het toestel overging; waarschijnlijk staat het uit of heeft het geen verbinding met de centrale.",
        zh: "受話端設備在規定時間內（通常是 T303 或 T310）既未送出 ALERTING 也未送出 CONNECT。與 19 不同，並沒有響鈴的通知；最可能是設備關機，或與交換機斷線。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "See whether the called phone is powered, connected and registered. Over SIP look for an INVITE without any response: 408 and 480 are often turned into 18.",
        ja: "着信側の電話機の電源、配線、登録状態を確認してください。SIP区間では、レスポンスのないINVITEを探してください（408や480はしばしば18に変換されます）。",
        nl: "Kijk of het gebelde toestel stroom heeft, aangesloten is en geregistreerd staat. Zoek bij SIP naar een INVITE zonder enig antwoord: 408 en 480 worden vaak in 18 vertaald.",
        zh: "請確認受話端話機的電源、接線與註冊狀態。若經過 SIP，請找出沒有任何回應的 INVITE：408 與 480 常被轉換成 18。",
    },
};

pub(crate) const CAUSE_19: Explanation = Explanation {
    title: Text {
        en: "No answer",
        ja: "応答なし（呼出中）",
        nl: "Niet opgenomen (geen gehoor)",
        zh: "無人接聽",
    },
    caller: Text {
        en: "The phone rang, but nobody answered.",
        ja: "呼び出しましたが、どなたもお出になりませんでした。",
        nl: "Het toestel ging over, maar er werd niet opgenomen.",
        zh: "電話有響，但無人接聽。",
    },
    happened: Text {
        en: "The called phone alerted, but no connect came within the time allowed (T301, or a shorter ring time in the exchange). The signalling got through all the way.",
        ja: "着信側は呼出中になりましたが、規定の時間内（T301、または交換機で設定したより短い呼出時間）に応答がありませんでした。信号は相手まで正常に届いています。",
        nl: "Het gebelde toestel ging over, maar binnen de toegestane tijd (T301, of een kortere beltijd in de centrale) werd niet opgenomen. De signalering is goed aangekomen.",
        zh: "受話端已響鈴，但在規定時間內（T301，或交換機設定的較短響鈴時間）沒有接聽。信令已正常送達對方。",
    },
    places: &[Place::OtherParty],
    next: Text {
        en: "Call again later. If the person was there, see whether the phone rings audibly, and whether the ring time is long enough.",
        ja: "時間をおいてかけ直してください。相手が在席していた場合は、着信音が鳴っているか、呼出時間が短すぎないかを確認してください。",
        nl: "Bel later opnieuw. Was de gebelde er wel, kijk dan of het toestel hoorbaar overgaat en of de beltijd lang genoeg is.",
        zh: "請稍後再撥。若對方當時在場，請檢查話機鈴聲是否開啟，以及響鈴時間是否太短。",
    },
};

pub(crate) const CAUSE_20: Explanation = Explanation {
    title: Text {
        en: "Subscriber absent",
        ja: "加入者不在",
        nl: "Abonnee niet bereikbaar",
        zh: "用戶離線",
    },
    caller: Text {
        en: "The phone you called is switched off or out of reach.",
        ja: "おかけになった電話は、電源が入っていないか、圏外などのためつながりません。",
        nl: "Het toestel dat u hebt gebeld, staat uit of heeft geen bereik.",
        zh: "您撥的電話已關機，或收不到訊號。",
    },
    happened: Text {
        en: "The network knows the subscriber but has no contact at the moment: a mobile that is switched off or without coverage, or in a SIP exchange a phone that is not registered. The phone was not rung.",
        ja: "加入者は存在しますが、現在は端末と接続が取れません。携帯電話の電源断や圏外、SIPの交換機では電話機の未登録が該当し、呼び出しは行われていません。",
        nl: "Het netwerk kent de abonnee, maar heeft op dit moment geen contact: een mobiel die uitstaat of geen bereik heeft, of bij een SIP-centrale een toestel dat niet geregistreerd is. Het toestel is niet overgegaan.",
        zh: "網路認得此用戶，但目前聯繫不上：手機關機或無訊號，或在 SIP 交換機中話機未註冊。話機並沒有響鈴。",
    },
    places: &[Place::OtherParty],
    next: Text {
        en: "Try again later. If it is a phone of your own exchange, look at its registration: when it expired, and whether REGISTER still arrives.",
        ja: "時間をおいてかけ直してください。自社の内線であれば、登録がいつ切れたか、REGISTERが届いているかを確認してください。",
        nl: "Probeer het later opnieuw. Is het een toestel van de eigen centrale, kijk dan naar de registratie: wanneer die verliep en of er nog een REGISTER binnenkomt.",
        zh: "請稍後再試。若是自家交換機的分機，請檢查註冊狀態：何時到期，以及是否還收得到 REGISTER。",
    },
};

pub(crate) const CAUSE_21: Explanation = Explanation {
    title: Text {
        en: "Call rejected",
        ja: "着信拒否（通信拒否）",
        nl: "Oproep geweigerd",
        zh: "來電遭拒接",
    },
    caller: Text {
        en: "The call was refused.",
        ja: "相手側で着信が拒否されたため、おつなぎできませんでした。",
        nl: "Uw oproep is geweigerd.",
        zh: "您的電話遭到拒接。",
    },
    happened: Text {
        en: "The sender of the cause could have taken the call, being neither busy nor incompatible, but would not: a person pressed reject, or a filter, a screening list or a service refused. Exchanges also turn SIP 401, 403 and 407 into 21, so a refused login of the trunk can lie behind it.",
        ja: "理由表示を送った側は、話中でも属性不一致でもなく受けられる状態でしたが、受けませんでした（人が拒否ボタンを押した、着信フィルタやサービスが拒否した、など）。SIPの401・403・407も21に変換されるため、外線の認証失敗が隠れていることもあります。",
        nl: "De afzender van de oorzaak had de oproep kunnen aannemen (niet bezet, niet ongeschikt), maar deed dat niet: iemand drukte op weigeren, of een filter, lijst of dienst weigerde. Centrales vertalen ook SIP 401, 403 en 407 in 21, dus er kan een geweigerde aanmelding van de trunk achter zitten.",
        zh: "送出原因值的一方並非忙線或不相容，本來可以接，卻不接：有人按了拒接，或被過濾規則、名單或服務擋下。交換機也會把 SIP 401、403、407 轉換成 21，因此背後可能是中繼線驗證失敗。",
    },
    places: &[Place::OtherParty, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Take the location first: user means the called side, so ask there; network means a service or a permission. If it happens on every outgoing call, check the trunk's account and password.",
        ja: "まず生成源（location）を確認してください。ユーザなら着信側に問い合わせ、網ならサービスや発信許可を調べてください。すべての外線発信で起きる場合は、外線アカウントの認証情報を確認してください。",
        nl: "Kijk eerst naar de locatie: 'user' is de gebelde kant, vraag het daar na; 'network' wijst op een dienst of een recht. Gebeurt het bij elke uitgaande oproep, controleer dan het account en het wachtwoord van de trunk.",
        zh: "請先看位置（location）欄位：user 表示受話端，請向對方確認；network 表示服務或權限。若每通撥出電話都如此，請檢查中繼線的帳號與密碼。",
    },
};

pub(crate) const CAUSE_22: Explanation = Explanation {
    title: Text {
        en: "Number changed",
        ja: "番号変更",
        nl: "Nummer gewijzigd",
        zh: "號碼已變更",
    },
    caller: Text {
        en: "The number you dialled has changed.",
        ja: "おかけになった電話番号は、変更されました。",
        nl: "Het nummer dat u hebt gebeld, is gewijzigd.",
        zh: "您撥的號碼已經變更。",
    },
    happened: Text {
        en: "The called number is no longer in use and a new one replaces it. The diagnostics may carry the new number; RFC 3398 then makes 301 of it, otherwise 410.",
        ja: "着番号はすでに使われておらず、新しい番号に変わっています。診断情報に新番号が入っていることがあり、RFC 3398ではその場合301に、なければ410に変換します。",
        nl: "Het gebelde nummer is niet meer in gebruik en door een nieuw vervangen. De diagnose-informatie kan het nieuwe nummer bevatten; RFC 3398 maakt er dan 301 van, anders 410.",
        zh: "受話號碼已停用，改用新號碼。診斷資訊可能帶有新號碼；此時 RFC 3398 將其轉換成 301，否則為 410。",
    },
    places: &[Place::Caller],
    next: Text {
        en: "Read the new number from the diagnostics or listen to the announcement, and correct phone books and speed dials.",
        ja: "診断情報またはアナウンスから新しい番号を確認し、電話帳や短縮ダイヤルを直してください。",
        nl: "Lees het nieuwe nummer uit de diagnose-informatie of luister naar de melding, en pas telefoonboeken en snelkiestoetsen aan.",
        zh: "請由診斷資訊或語音公告取得新號碼，並更新電話簿與速撥設定。",
    },
};

pub(crate) const CAUSE_23: Explanation = Explanation {
    title: Text {
        en: "Redirection to new destination",
        ja: "新着信先への転送要求",
        nl: "Omleiding naar nieuwe bestemming",
        zh: "改接新目的地",
    },
    caller: Text {
        en: "The number you dialled has been redirected, and the call could not follow.",
        ja: "おかけになった番号には転送先がありますが、そちらへおつなぎできませんでした。",
        nl: "Het nummer dat u hebt gebeld, is omgeleid, maar uw oproep kon niet worden doorgestuurd.",
        zh: "您撥的號碼已改接他處，但這通電話未能轉接過去。",
    },
    happened: Text {
        en: "An exchange gives the call back and asks an exchange before it to set it up to another called number, carried in the diagnostics. Older Q.931 lists use 23 for reverse charging that the called party refused.",
        ja: "ある交換機が呼を戻し、診断情報に示した別の着番号へ接続し直すよう手前の交換機に求めています。Q.931の古い一覧では、23は「着信課金（コレクトコール）の拒否」という別の意味です。",
        nl: "Een centrale geeft de oproep terug en vraagt een eerdere centrale hem naar een ander nummer op te zetten, dat in de diagnose-informatie staat. In oudere Q.931-lijsten staat 23 voor een geweigerd gesprek op kosten van de gebelde (collect call).",
        zh: "某交換機將呼叫退回，要求前一個交換機改接到診斷資訊中的另一個號碼。較舊的 Q.931 清單則以 23 表示受話方拒絕付費（受話方付費通話被拒）。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Call the number given in the diagnostics. If your exchange ends the call instead of following the redirection, allow it there or ask the carrier to redirect inside its network.",
        ja: "診断情報の番号へかけ直してください。自分の交換機が新着信先へ接続し直さずに呼を終わらせている場合は、その動作を許可するか、網内で転送するよう通信事業者に依頼してください。",
        nl: "Bel het nummer uit de diagnose-informatie. Beëindigt uw centrale de oproep in plaats van de omleiding te volgen, sta het daar dan toe of laat de aanbieder binnen het eigen netwerk omleiden.",
        zh: "請改撥診斷資訊中的號碼。若自家交換機直接結束呼叫而不跟隨改接，請在交換機開啟此功能，或請電信業者在網路內完成改接。",
    },
};

pub(crate) const CAUSE_24: Explanation = Explanation {
    title: Text {
        en: "Rejected by destination feature",
        ja: "着信側の機能による拒否",
        nl: "Geweigerd door functie bestemming",
        zh: "遭受話端功能拒接",
    },
    caller: Text {
        en: "The person you called has a setting that refuses calls like yours.",
        ja: "お相手の設定により、このお電話はおつなぎできません。",
        nl: "De gebelde heeft een instelling die oproepen zoals die van u weigert.",
        zh: "對方的設定不接受這類來電。",
    },
    happened: Text {
        en: "A feature at the destination refused the call, most often the rejection of callers who withhold their number. Older lists use 24 for a suspended call.",
        ja: "着信側の機能が呼を拒否しました（多くは番号非通知の着信を拒否する設定です）。古い一覧では、24は「通話の中断（Call suspended）」という別の意味です。",
        nl: "Een functie bij de bestemming weigerde de oproep, meestal het weigeren van anonieme bellers. In oudere lijsten staat 24 voor een onderbroken (geparkeerde) oproep.",
        zh: "受話端的某項功能拒絕了來電，最常見的是拒接未顯示號碼的來電。較舊的清單則以 24 表示通話暫停（Call suspended）。",
    },
    places: &[Place::OtherParty],
    next: Text {
        en: "Call again with your number shown: check the number presented in From, P-Asserted-Identity or Calling party number, and its privacy setting.",
        ja: "番号を通知してかけ直してください（日本では番号の前に186）。From、P-Asserted-Identity、または発番号情報要素の番号と、非通知の設定を確認してください。",
        nl: "Bel opnieuw met nummerweergave: controleer het nummer in From, P-Asserted-Identity of Calling party number en de privacy-instelling ervan.",
        zh: "請顯示號碼後重撥：檢查 From、P-Asserted-Identity 或 Calling party number 中的號碼及其隱私設定。",
    },
};

pub(crate) const CAUSE_25: Explanation = Explanation {
    title: Text {
        en: "Exchange routing error",
        ja: "交換機ルーチング誤り",
        nl: "Routeringsfout in centrale",
        zh: "交換機路由錯誤",
    },
    caller: Text {
        en: "Your call could not be routed to the number you dialled.",
        ja: "経路の異常により、おかけになった番号へおつなぎできませんでした。",
        nl: "Uw oproep kon niet naar het gekozen nummer worden doorgestuurd.",
        zh: "您的電話無法轉送到所撥的號碼。",
    },
    happened: Text {
        en: "The call passed through so many exchanges that its hop counter ran out, most often because two of them send it back and forth. SIP 482 and 483 become 25; older lists use 25 for a resumed call.",
        ja: "呼が多くの交換機を経由し、ホップカウンタが尽きました（多くは、2つの交換機が互いに送り返すループです）。SIPの482と483は25に変換され、古い一覧では25は「通話の再開（Call resumed）」という別の意味です。",
        nl: "De oproep ging door zoveel centrales dat de hopteller opraakte, meestal doordat twee centrales hem naar elkaar blijven terugsturen. SIP 482 en 483 worden 25; in oudere lijsten staat 25 voor een hervatte oproep.",
        zh: "呼叫經過太多交換機，跳數計數器（hop counter）耗盡，最常見的是兩台交換機互相轉送。SIP 482 與 483 會轉換成 25；較舊的清單則以 25 表示通話恢復（Call resumed）。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Follow the number through the routes and forwardings and break the loop: a forwarding to itself, a default route pointing back to the trunk it came from, two exchanges each taking the other for the owner.",
        ja: "番号のたどる経路と転送設定を順に追い、ループを断ってください。自分自身への転送、着信した外線へ戻すデフォルト経路、2つの交換機が互いに相手を収容先とみなす設定が典型です。",
        nl: "Volg het nummer langs de routes en doorschakelingen en doorbreek de lus: een doorschakeling naar zichzelf, een standaardroute terug naar de trunk waar de oproep vandaan kwam, of twee centrales die elkaar als eigenaar van het nummer zien.",
        zh: "請依路由與轉接設定追查該號碼，並打斷迴圈：轉接到自己、預設路由指回來話的中繼線，或兩台交換機互以對方為號碼所在。",
    },
};

pub(crate) const CAUSE_26: Explanation = Explanation {
    title: Text {
        en: "Non-selected user clearing",
        ja: "選択されなかったユーザの切断復旧",
        nl: "Niet gekozen toestel vrijgegeven",
        zh: "未獲選用戶釋放",
    },
    caller: Text {
        en: "The call was answered on another phone.",
        ja: "このお電話には、別の電話機で応答がありました。",
        nl: "De oproep is op een ander toestel aangenomen.",
        zh: "這通電話已由另一支話機接聽。",
    },
    happened: Text {
        en: "Several devices were offered the call and another one was given it, so this leg is released. Nothing is wrong, but in ANSI networks 26 means that a ported number was routed to the wrong network.",
        ja: "同じ着信を受けた複数の端末のうち、ほかの端末が応答したため、この端末側の呼が解放されました。異常ではありませんが、ANSI方式の網では、26は番号ポータビリティで移転した番号の誤接続を示します。",
        nl: "Meer toestellen kregen de oproep aangeboden en een ander kreeg hem, dus deze tak wordt vrijgegeven. Er is niets mis; alleen in ANSI-netwerken betekent 26 dat een geporteerd nummer naar het verkeerde netwerk is gerouteerd.",
        zh: "多台設備同時收到來電，已由另一台取得，因此釋放這一支路。這不是異常；但在 ANSI 網路中，26 表示攜碼門號被送錯網路。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do. If nobody at all answered, find out which leg was taken for answered; in a North American network report the number to the carrier.",
        ja: "対処は不要です。誰も応答していない場合は、どの端末が応答したとみなされたのかを調べ、北米の網であれば着番号を通信事業者に伝えてください。",
        nl: "U hoeft niets te doen. Heeft niemand opgenomen, zoek dan uit welke tak als aangenomen is gezien; meld in een Noord-Amerikaans netwerk het nummer aan de aanbieder.",
        zh: "不需處理。若確定沒有人接聽，請查明哪一支路被視為已接聽；若在北美網路，請將號碼回報電信業者。",
    },
};

pub(crate) const CAUSE_27: Explanation = Explanation {
    title: Text {
        en: "Destination out of order",
        ja: "相手端末故障中",
        nl: "Bestemming buiten dienst",
        zh: "目的地故障",
    },
    caller: Text {
        en: "The line or phone you called is out of order.",
        ja: "おかけになった先の回線または電話機が故障しています。",
        nl: "De lijn of het toestel dat u hebt gebeld, is buiten dienst.",
        zh: "您撥的線路或話機目前故障。",
    },
    happened: Text {
        en: "The signalling could not be delivered to the called side because its interface does not work: line or data link down, or equipment switched off. In a SIP exchange, most often the peer or the trunk cannot be reached.",
        ja: "着信側のインタフェースが正常に動作せず、信号を届けられませんでした（回線やデータリンクの断、端末の電源断など）。SIPの交換機では、多くは対向装置や外線に到達できない状態です。",
        nl: "De signalering kon niet bij de gebelde kant worden afgeleverd omdat de aansluiting niet werkt: lijn of datalink weg, of apparatuur uitgeschakeld. Bij een SIP-centrale is meestal het toestel of de trunk niet bereikbaar.",
        zh: "因受話端介面無法運作，信令送不過去：線路或資料鏈路中斷，或設備關機。在 SIP 交換機中，多半是對端設備或中繼線連不上。",
    },
    places: &[Place::OtherParty, Place::Carrier],
    next: Text {
        en: "Check layer 1 and layer 2 of the called line, or for SIP whether OPTIONS and INVITE get any answer from the far address. If other numbers at the same place work, look at that one phone.",
        ja: "着信側回線のレイヤ1・レイヤ2を、SIPなら相手アドレスからOPTIONSやINVITEへのレスポンスがあるかを確認してください。同じ拠点のほかの番号につながるなら、その電話機だけを調べてください。",
        nl: "Controleer laag 1 en laag 2 van de gebelde lijn, of bij SIP of er van het adres aan de andere kant antwoord komt op OPTIONS en INVITE. Werken andere nummers op dezelfde plek wel, kijk dan naar dat ene toestel.",
        zh: "請檢查受話端線路的第 1、2 層狀態；若為 SIP，請看對方位址是否回應 OPTIONS 與 INVITE。若同地點的其他號碼正常，請檢查該支話機。",
    },
};

pub(crate) const CAUSE_28: Explanation = Explanation {
    title: Text {
        en: "Incomplete or invalid number",
        ja: "番号不完全・形式誤り",
        nl: "Onvolledig of ongeldig nummer",
        zh: "號碼不完整或格式錯誤",
    },
    caller: Text {
        en: "The number you dialled is incomplete or not valid.",
        ja: "おかけになった番号は、桁数が足りないか、正しくありません。",
        nl: "Het nummer dat u hebt gebeld, is onvolledig of ongeldig.",
        zh: "您撥的號碼不完整或格式不正確。",
    },
    happened: Text {
        en: "Digits are missing, or the number is not in the form that the network expects, for instance with the wrong type of number or numbering plan. 484 is its SIP counterpart.",
        ja: "桁が足りないか、番号種別や番号計画の誤りなど、網の求める形式になっていません。SIPでは484に当たります。",
        nl: "Er ontbreken cijfers, of het nummer heeft niet de vorm die het netwerk verwacht, bijvoorbeeld door een verkeerd nummertype of nummerplan. In SIP is dit 484.",
        zh: "號碼位數不足，或不符網路要求的格式，例如號碼類型或編號計畫錯誤。對應的 SIP 狀態碼是 484。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Dial the whole number with its area code. If it was whole, compare type of number and prefixes with what the carrier asks for, and lengthen the inter-digit timer of the phone or dial plan.",
        ja: "市外局番から全桁をダイヤルし直してください。番号が正しければ、番号種別とプレフィックスを事業者の指定と照合し、電話機や交換機の桁間タイマを長くしてください。",
        nl: "Kies het volledige nummer met netnummer. Was het volledig, vergelijk dan nummertype en prefixen met wat de aanbieder vraagt, en verleng de wachttijd tussen cijfers in het toestel of kiesplan.",
        zh: "請連同區碼完整撥號。若號碼無誤，請比對號碼類型與前置碼是否符合業者要求，並加長話機或撥號規則的按鍵間隔時間。",
    },
};

pub(crate) const CAUSE_29: Explanation = Explanation {
    title: Text {
        en: "Facility rejected",
        ja: "ファシリティ拒否",
        nl: "Aanvullende dienst geweigerd",
        zh: "附加服務遭拒",
    },
    caller: Text {
        en: "The extra service asked for could not be given.",
        ja: "ご要望の付加サービスはご利用いただけませんでした。",
        nl: "De extra dienst waarom werd gevraagd, kon niet worden geleverd.",
        zh: "所要求的附加服務無法提供。",
    },
    happened: Text {
        en: "The network cannot provide the supplementary service that was requested, for instance a transfer or a call back when free. Some older lists narrow 29 to the facilities of electronic key telephones (EKTS).",
        ja: "要求された付加サービス（転送や話中時の再呼出など）を網が提供できません。古い一覧には、29をボタン電話（EKTS）のファシリティに限るものがあります。",
        nl: "Het netwerk kan de gevraagde aanvullende dienst niet leveren, bijvoorbeeld doorverbinden of terugbellen bij bezet. Sommige oudere lijsten beperken 29 tot functies van elektronische keysystemen (EKTS).",
        zh: "網路無法提供所要求的附加服務，例如轉接或忙線回撥。有些較舊的清單把 29 限定為按鍵電話系統（EKTS）的功能。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Find the facility in the diagnostics or the FACILITY message and turn it off in the exchange or the phone; if it is in the contract, report it to the carrier.",
        ja: "診断情報またはFACILITYメッセージから対象のサービスを特定し、交換機や電話機で無効にしてください。契約済みのサービスであれば、通信事業者に問い合わせてください。",
        nl: "Zoek in de diagnose-informatie of het bericht FACILITY om welke dienst het gaat en zet die in de centrale of het toestel uit; zit hij in het contract, meld het dan aan de aanbieder.",
        zh: "請由診斷資訊或 FACILITY 訊息找出是哪項服務，並在交換機或話機上關閉；若合約已包含該服務，請向電信業者反映。",
    },
};

pub(crate) const CAUSE_30: Explanation = Explanation {
    title: Text {
        en: "Response to STATUS ENQUIRY",
        ja: "状態問合せへの応答",
        nl: "Antwoord op STATUS ENQUIRY",
        zh: "回應狀態查詢",
    },
    caller: Text {
        en: "The exchanges only asked each other how the call stands; nothing is wrong with it.",
        ja: "設備どうしが通話の状態を確認しただけで、異常はありません。",
        nl: "De centrales hebben elkaar alleen gevraagd hoe het met de oproep staat; er is niets mis.",
        zh: "設備之間只是在確認通話狀態，並沒有異常。",
    },
    happened: Text {
        en: "A STATUS message was sent because a STATUS ENQUIRY had come in; it reports the call state and does not end the call.",
        ja: "STATUS ENQUIRYを受信したためSTATUSを返し、呼の状態を通知しています。この理由表示で呼が切断されることはありません。",
        nl: "Er is een STATUS gestuurd omdat er een STATUS ENQUIRY binnenkwam; dat bericht meldt de toestand van de oproep en beëindigt die niet.",
        zh: "因為收到 STATUS ENQUIRY 而送出 STATUS，回報呼叫狀態，並不會結束通話。",
    },
    places: &[],
    next: Text {
        en: "Nothing to do. If such messages come often, compare the call states of both sides and look for a message that was lost before.",
        ja: "対処は不要です。頻繁に出る場合は、両側の呼状態を比べ、その前に失われたメッセージがないか調べてください。",
        nl: "U hoeft niets te doen. Komen zulke berichten vaak voor, vergelijk dan de toestand aan beide kanten en zoek naar een bericht dat eerder verloren ging.",
        zh: "不需處理。若經常出現，請比對兩端的呼叫狀態，並找出先前是否有訊息遺失。",
    },
};

pub(crate) const CAUSE_31: Explanation = Explanation {
    title: Text {
        en: "Normal, unspecified",
        ja: "その他の正常クラス",
        nl: "Normaal, niet nader bepaald",
        zh: "正常，未指明原因",
    },
    caller: Text {
        en: "The call has ended; no particular reason was given.",
        ja: "通話は終了しましたが、特別な理由は示されていません。",
        nl: "De oproep is beëindigd; een bepaalde reden is niet opgegeven.",
        zh: "通話已結束，對方未提供特別的原因。",
    },
    happened: Text {
        en: "A normal event for which no other cause of the class fits. Before the answer it tells little: gateways put 31 for SIP failures that they cannot translate, and some systems use it for a call that the caller gave up.",
        ja: "正常な事象ですが、このクラスのほかの理由表示に当てはまりません。変換できないSIPエラーや発信者があきらめた呼に31を当てる装置もあるため、応答前の場合はほとんど手掛かりになりません。",
        nl: "Een normale gebeurtenis waarvoor geen andere oorzaak van de klasse past. Vóór het opnemen zegt dit weinig: gateways vullen 31 in bij SIP-fouten die ze niet kunnen vertalen, en sommige systemen bij een beller die het opgaf.",
        zh: "屬於正常事件，但同類中沒有更合適的原因值。若在接聽前出現，線索不多：閘道器遇到無法轉換的 SIP 錯誤時會填 31，有些系統則用於發話方自行放棄的呼叫。",
    },
    places: &[],
    next: Text {
        en: "After a conversation: nothing to do. If the call never came about, look one hop further for the code behind it: the SIP response at the gateway or a second Reason header.",
        ja: "通話後であれば対処は不要です。つながらずに終わった場合は、ゲートウェイでのSIPレスポンスや2つ目のReasonヘッダなど、1つ先の区間で元のコードを探してください。",
        nl: "Na een gesprek: u hoeft niets te doen. Kwam de oproep nooit tot stand, zoek dan één hop verder naar de code erachter: het SIP-antwoord bij de gateway of een tweede Reason-header.",
        zh: "若是通話之後，不需處理。若始終未接通，請往下一站追查原始代碼：閘道器上的 SIP 回應，或第二個 Reason 標頭。",
    },
};

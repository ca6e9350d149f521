//! Meanings of the causes 81 to 95: an invalid message.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_81: Explanation = Explanation {
    title: Text {
        en: "Invalid call reference",
        ja: "無効な呼番号の使用",
        nl: "Ongeldige call reference",
        zh: "呼叫參考值無效",
    },
    caller: Text {
        en: "The call was lost because the two ends of the line no longer agreed on which call it was.",
        ja: "回線の両端で通話の管理が食い違い、お電話が切れました。",
        nl: "De oproep ging verloren omdat de twee kanten van de lijn het niet meer eens waren over welk gesprek het ging.",
        zh: "線路兩端對這通電話的認定不一致，因此中斷。",
    },
    happened: Text {
        en: "A message carried a call reference that is not in use on this interface. Usually one side had already released the call or was restarted.",
        ja: "このインタフェースで使われていない呼番号を持つメッセージを受信しました。多くは、片側がすでに呼を解放していたか、再起動した場合です。",
        nl: "Een bericht had een call reference die op deze interface niet in gebruik is. Meestal had één kant de oproep al vrijgegeven of is die kant herstart.",
        zh: "收到的訊息帶有此介面上未使用的呼叫參考值。多半是其中一端早已釋放該通話，或曾重新啟動。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "A single case can be ignored. If it repeats, compare both ends' traces for the same call reference, and look for layer 2 failures and restarts just before.",
        ja: "1回だけなら無視してかまいません。繰り返す場合は、両端のトレースを同じ呼番号で照合し、直前のレイヤ2切断や再起動の有無を調べてください。",
        nl: "Een enkel geval kunt u negeren. Herhaalt het zich, vergelijk dan de traces van beide kanten op dezelfde call reference en let op laag-2-storingen en herstarts vlak ervoor.",
        zh: "偶發一次可以忽略。如果一再發生，請以同一呼叫參考值比對兩端的擷取紀錄，並留意之前是否有第 2 層中斷或重新啟動。",
    },
};

pub(crate) const CAUSE_82: Explanation = Explanation {
    title: Text {
        en: "Channel does not exist",
        ja: "無効なチャネル番号の使用",
        nl: "Kanaal bestaat niet",
        zh: "指定的通道不存在",
    },
    caller: Text {
        en: "The call failed because the line does not have the channel that was chosen for it.",
        ja: "割り当てられた通信路がこの回線になく、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat het gekozen kanaal op deze lijn niet bestaat.",
        zh: "這條線路沒有所選的通道，電話未能接通。",
    },
    happened: Text {
        en: "A message asked for a channel that is not activated on the interface, for instance channel 20 on a line with fewer channels in service. Most often the two ends are configured with different channel numbers.",
        ja: "インタフェースで有効になっていないチャネルを指定するメッセージを受信しました。開通チャネル数の少ない回線で20番を指定した場合などで、多くは両端のチャネル設定の食い違いです。",
        nl: "Een bericht vroeg om een kanaal dat op de interface niet is geactiveerd, bijvoorbeeld kanaal 20 op een lijn met minder kanalen. Meestal zijn beide kanten met verschillende kanaalnummers ingesteld.",
        zh: "訊息要求使用介面上未啟用的通道，例如開通通道較少的線路卻要第 20 通道。多半是兩端的通道設定不一致。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Compare the channels set up in the exchange with those the carrier has activated: their number, their numbering past timeslot 16, and the interface identifier.",
        ja: "交換機に設定したチャネルと事業者が開通したチャネルを照合してください。本数、タイムスロット16以降の番号の付け方、インタフェース識別子が対象です。",
        nl: "Vergelijk de kanalen in de centrale met wat de aanbieder heeft geactiveerd: het aantal, de nummering na tijdslot 16 en de interface identifier.",
        zh: "請比對交換機設定的通道與電信業者開通的通道：數量、第 16 時槽之後的編號方式，以及介面識別碼。",
    },
};

pub(crate) const CAUSE_83: Explanation = Explanation {
    title: Text {
        en: "Unknown suspended call",
        ja: "指定の中断呼なし",
        nl: "Geparkeerd gesprek onbekend",
        zh: "查無此暫停通話",
    },
    caller: Text {
        en: "A call is parked, but not under the code you gave.",
        ja: "中断した通話はありますが、入力された番号とは異なります。",
        nl: "Er is wel een gesprek geparkeerd, maar niet onder de code die u gaf.",
        zh: "有暫停中的通話，但與您輸入的代碼不符。",
    },
    happened: Text {
        en: "A RESUME named a call identity that no suspended call on this line has, although another call is suspended.",
        ja: "RESUMEで指定された中断呼識別番号の呼はありませんが、この回線には別の中断呼があります。",
        nl: "Een RESUME gaf een call identity op die bij geen enkel geparkeerd gesprek op deze lijn hoort, hoewel er wel een ander gesprek geparkeerd is.",
        zh: "RESUME 所帶的 call identity 不屬於此線路上任何暫停的通話，但確實有另一通在暫停中。",
    },
    places: &[Place::OwnPhone, Place::Caller],
    next: Text {
        en: "Resume with the same code with which the call was suspended. Check that both phones use the same default code.",
        ja: "中断したときと同じ番号で再開してください。両方の電話機で既定の番号が同じかも確認してください。",
        nl: "Haal het gesprek terug met dezelfde code waarmee het geparkeerd is. Controleer of beide toestellen dezelfde standaardcode gebruiken.",
        zh: "請用暫停時的同一組代碼恢復通話，並確認兩支話機的預設代碼相同。",
    },
};

pub(crate) const CAUSE_84: Explanation = Explanation {
    title: Text {
        en: "Call identity in use",
        ja: "中断呼識別番号が使用中",
        nl: "Parkeercode al in gebruik",
        zh: "暫停代碼使用中",
    },
    caller: Text {
        en: "The call could not be parked, because that code is already in use.",
        ja: "その番号は使用中のため、通話を中断できませんでした。",
        nl: "Het gesprek kon niet worden geparkeerd, omdat die code al in gebruik is.",
        zh: "該代碼已被使用，無法暫停通話。",
    },
    happened: Text {
        en: "A SUSPEND named a call identity (an empty one counts too) that already belongs to a suspended call in the same group of lines.",
        ja: "SUSPENDで指定された中断呼識別番号（空の場合も含む）が、同じ回線群の別の中断呼ですでに使われています。",
        nl: "Een SUSPEND gaf een call identity op (ook een lege telt mee) die al bij een geparkeerd gesprek in dezelfde lijnengroep hoort.",
        zh: "SUSPEND 所帶的 call identity（空白也算）已被同一組線路上另一通暫停的通話使用。",
    },
    places: &[Place::OwnPhone, Place::Caller],
    next: Text {
        en: "Park the call under another code, or resume the one parked before. Give every phone a default code of its own.",
        ja: "別の番号で中断するか、先に中断した通話を再開してください。電話機ごとに異なる既定の番号を設定してください。",
        nl: "Parkeer het gesprek onder een andere code of haal eerst het vorige terug. Geef elk toestel een eigen standaardcode.",
        zh: "請改用其他代碼，或先恢復之前暫停的通話。每支話機應設定不同的預設代碼。",
    },
};

pub(crate) const CAUSE_85: Explanation = Explanation {
    title: Text {
        en: "No call suspended",
        ja: "中断呼なし",
        nl: "Geen gesprek geparkeerd",
        zh: "沒有暫停中的通話",
    },
    caller: Text {
        en: "There is no parked call to take back.",
        ja: "再開できる中断中の通話はありません。",
        nl: "Er is geen geparkeerd gesprek om terug te halen.",
        zh: "目前沒有可恢復的暫停通話。",
    },
    happened: Text {
        en: "A RESUME was received, but on this line no call is suspended.",
        ja: "RESUMEを受信しましたが、この回線に中断中の呼はありません。",
        nl: "Er kwam een RESUME binnen, maar op deze lijn is geen gesprek geparkeerd.",
        zh: "收到 RESUME，但這條線路上沒有任何暫停中的通話。",
    },
    places: &[Place::Caller, Place::OwnPhone],
    next: Text {
        en: "Check that the call was suspended on the same line and that the phone confirmed it. The network drops a suspended call after a few minutes.",
        ja: "同じ回線で中断したか、電話機で中断が確認されたかを調べてください。中断した呼は、数分で網から切断されます。",
        nl: "Controleer of het gesprek op dezelfde lijn is geparkeerd en of het toestel dat bevestigde. Het netwerk verbreekt een geparkeerd gesprek na enkele minuten.",
        zh: "請確認通話是在同一條線路上暫停，且話機有顯示成功。暫停的通話過幾分鐘會被網路切斷。",
    },
};

pub(crate) const CAUSE_86: Explanation = Explanation {
    title: Text {
        en: "Suspended call already cleared",
        ja: "中断呼はすでに切断",
        nl: "Geparkeerd gesprek is al beëindigd",
        zh: "暫停的通話已結束",
    },
    caller: Text {
        en: "The parked call has already ended.",
        ja: "中断していた通話は、すでに切れています。",
        nl: "Het geparkeerde gesprek is al beëindigd.",
        zh: "暫停中的通話已經結束。",
    },
    happened: Text {
        en: "A RESUME named a call that was cleared while suspended: the other party hung up or the network's timer ran out.",
        ja: "RESUMEで指定された呼は、中断中に解放されています。相手が電話を切ったか、網のタイマが満了した場合です。",
        nl: "Een RESUME vroeg om een gesprek dat tijdens het parkeren is beëindigd: de andere partij heeft opgehangen of de timer van het netwerk liep af.",
        zh: "RESUME 指定的通話在暫停期間已釋放：對方掛斷，或網路的計時器逾時。",
    },
    places: &[Place::Caller, Place::OtherParty],
    next: Text {
        en: "Call the other party again, and resume sooner next time.",
        ja: "相手にかけ直してください。次回は早めに再開してください。",
        nl: "Bel de andere partij opnieuw en haal het gesprek een volgende keer eerder terug.",
        zh: "請重新撥給對方，下次盡早恢復通話。",
    },
};

pub(crate) const CAUSE_87: Explanation = Explanation {
    title: Text {
        en: "Not member of group",
        ja: "着信側がCUGのメンバでない",
        nl: "Geen lid van besloten groep",
        zh: "受話方非封閉用戶群成員",
    },
    caller: Text {
        en: "Your line and the number you called do not belong to the same closed group.",
        ja: "おかけになった番号とこの回線は、通話できる同じグループに入っていません。",
        nl: "Uw lijn en het gebelde nummer horen niet bij dezelfde besloten groep.",
        zh: "您的線路與您撥的號碼不屬於同一個封閉群組。",
    },
    happened: Text {
        en: "Either the call was made within a closed user group (CUG) to which the called user does not belong, or an ordinary line called a member of a closed group.",
        ja: "閉域接続（CUG）の呼で着信側がそのグループのメンバでないか、または一般の回線からCUGのメンバへ発信しています。",
        nl: "De oproep hoorde bij een besloten gebruikersgroep (CUG) waarvan de gebelde partij geen lid is, of een gewone lijn belde een lid van zo'n groep.",
        zh: "這通呼叫屬於封閉用戶群（CUG），但受話方不是該群成員；或是一般線路撥給了封閉用戶群的成員。",
    },
    places: &[Place::OtherParty, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check the CUG index of the line with the carrier, and whether the exchange sends a CUG request it should not. Have outgoing access enabled if calls outside the group are wanted.",
        ja: "回線のCUGインデックスを通信事業者に確認し、交換機が不要なCUG要求を送っていないかを調べてください。グループ外と通話する場合は、外部への発信許可を申し込んでください。",
        nl: "Controleer bij de aanbieder de CUG-index van de lijn en ga na of de centrale ten onrechte een CUG-verzoek meestuurt. Laat uitgaande toegang aanzetten als u ook buiten de groep wilt bellen.",
        zh: "請向電信業者確認線路的 CUG 索引，並檢查交換機是否誤帶 CUG 要求。如需撥打群組外的號碼，請申請開放對外通話。",
    },
};

pub(crate) const CAUSE_88: Explanation = Explanation {
    title: Text {
        en: "Incompatible destination",
        ja: "端末属性不一致",
        nl: "Bestemming niet compatibel",
        zh: "目的端不相容",
    },
    caller: Text {
        en: "The line you called was reached, but it cannot take this kind of call.",
        ja: "相手の回線には届きましたが、この種類の通信には対応していません。",
        nl: "De gebelde lijn is bereikt, maar kan dit soort oproep niet aannemen.",
        zh: "已接到對方線路，但對方不支援這種類型的通話。",
    },
    happened: Text {
        en: "The equipment that sent the cause could take a call, but not with this bearer, low or high layer compatibility or data rate: a fax or data call to a telephone, or a codec or media mismatch behind a SIP gateway.",
        ja: "理由表示を送った装置は、呼自体は受けられるものの、伝達能力、低位・高位レイヤ整合性、通信速度などの条件に対応できません。電話機へのファクスやデータの呼、SIPゲートウェイの先でのコーデックやメディアの不一致などです。",
        nl: "De apparatuur die de oorzaak stuurde kan op zich een oproep aannemen, maar niet met deze bearer, low- of high-layer compatibility of datasnelheid. Denk aan een fax- of dataoproep naar een telefoon, of een codec- of mediaverschil achter een SIP-gateway.",
        zh: "送出此原因值的設備可以接電話，但無法配合這次的承載、低層或高層相容性或速率。例如把傳真或數據呼叫打到電話機，或 SIP 閘道器後方的編解碼器、媒體不合。",
    },
    places: &[Place::OtherParty, Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Compare Bearer capability, LLC and HLC in the SETUP with what the called device expects, and call as speech or 3.1 kHz audio. Behind SIP, look for a 488 or 606 and compare the codecs.",
        ja: "SETUPの伝達能力、LLC、HLCを着信側装置の設定と照合し、音声または3.1kHzオーディオで発信してください。先がSIPなら、488や606の有無を調べ、コーデックを比べてください。",
        nl: "Vergelijk Bearer capability, LLC en HLC in de SETUP met wat het gebelde apparaat verwacht en bel als speech of 3.1 kHz audio. Zit er SIP achter, zoek dan naar een 488 of 606 en vergelijk de codecs.",
        zh: "請比對 SETUP 的 Bearer capability、LLC、HLC 與受話設備的要求，並改以 speech 或 3.1 kHz audio 撥打。後面若是 SIP，請找 488 或 606 並比較編解碼器。",
    },
};

pub(crate) const CAUSE_89: Explanation = Explanation {
    title: Text {
        en: "Unknown speed-dial entry",
        ja: "短縮番号の登録なし",
        nl: "Verkort kiesnummer bestaat niet",
        zh: "簡速撥號不存在",
    },
    caller: Text {
        en: "The short number you dialled is not stored.",
        ja: "おかけになった短縮番号は登録されていません。",
        nl: "Het verkorte nummer dat u koos, is niet opgeslagen.",
        zh: "您撥的簡碼沒有設定。",
    },
    happened: Text {
        en: "The abbreviated address in the call has no entry in the network. Only older lists (from X.25) have this cause; it is not in Q.850.",
        ja: "呼で使われた短縮番号が、網に登録されていません。古い一覧（X.25由来）にだけある値で、Q.850にはありません。",
        nl: "Het verkorte adres in de oproep heeft in het netwerk geen vermelding. Deze oorzaak staat alleen in oudere lijsten (afkomstig uit X.25), niet in Q.850.",
        zh: "呼叫中的縮位號碼在網路中沒有設定。這個原因值只見於舊清單（源自 X.25），Q.850 沒有。",
    },
    places: &[Place::Caller, Place::Carrier],
    next: Text {
        en: "Dial the full number, and check the speed-dial list of the exchange or the network service.",
        ja: "番号を省略せずにかけ、交換機または網サービスの短縮番号の登録を確認してください。",
        nl: "Kies het volledige nummer en controleer de lijst met verkorte nummers in de centrale of bij de netwerkdienst.",
        zh: "請撥完整號碼，並檢查交換機或網路服務的簡碼清單。",
    },
};

pub(crate) const CAUSE_90: Explanation = Explanation {
    title: Text {
        en: "Group does not exist",
        ja: "CUGの不存在",
        nl: "Besloten groep bestaat niet",
        zh: "封閉用戶群不存在",
    },
    caller: Text {
        en: "The call failed because the closed group it was made in does not exist.",
        ja: "指定された通話グループが存在せず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat de besloten groep waarin gebeld werd niet bestaat.",
        zh: "這通電話所屬的封閉群組不存在，未能接通。",
    },
    happened: Text {
        en: "The closed user group (CUG) named in the call does not exist in the network. Older lists give this number another meaning: no destination address was sent and direct call is not subscribed to.",
        ja: "呼で指定された閉域接続（CUG）のグループが網に存在しません。古い一覧ではこの値の意味が異なり、宛先番号がなく、直接接続の契約もないことを表します。",
        nl: "De besloten gebruikersgroep (CUG) in de oproep bestaat niet in het netwerk. Oudere lijsten geven dit nummer een andere betekenis: er is geen bestemming meegestuurd en op direct call is geen abonnement.",
        zh: "呼叫指定的封閉用戶群（CUG）在網路中不存在。舊清單對此值另有解釋：沒有送出目的號碼，又未申租直接呼叫。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Check the CUG index or interlock code with the carrier and remove any CUG request from the exchange if none is subscribed. With old equipment, check also that the called number is sent.",
        ja: "CUGインデックスまたはインタロックコードを通信事業者に確認し、契約がなければ交換機のCUG要求を外してください。古い装置では、着番号が送られているかも確認してください。",
        nl: "Controleer bij de aanbieder de CUG-index of interlock code en haal het CUG-verzoek uit de centrale als u geen CUG hebt. Kijk bij oude apparatuur ook of het gebelde nummer wordt meegestuurd.",
        zh: "請向電信業者確認 CUG 索引或 interlock code；若未申租 CUG，請把交換機的 CUG 要求拿掉。如果是舊設備，也請確認有送出受話號碼。",
    },
};

pub(crate) const CAUSE_91: Explanation = Explanation {
    title: Text {
        en: "Invalid transit network selection",
        ja: "無効な中継網選択",
        nl: "Ongeldige keuze van transitnetwerk",
        zh: "轉接網路選擇無效",
    },
    caller: Text {
        en: "The call failed because the code for the telephone company it should use is not valid.",
        ja: "電話会社を選ぶ番号が正しくないため、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat de code voor de gekozen telefoonmaatschappij niet geldig is.",
        zh: "選擇電信公司的代碼無效，這通電話未能接通。",
    },
    happened: Text {
        en: "A transit network was named in a form that the network cannot accept. If the form is right but there is no way to that network, the cause is 2.",
        ja: "中継網の指定の形式が正しくありません。形式は正しいがその網への経路がない場合は、2になります。",
        nl: "Er is een transitnetwerk opgegeven in een vorm die het netwerk niet accepteert. Klopt de vorm maar is er geen weg naar dat netwerk, dan is de oorzaak 2.",
        zh: "指定轉接網路的格式不被接受。如果格式正確、只是沒有到該網路的路由，原因值會是 2。",
    },
    places: &[Place::Exchange, Place::Caller],
    next: Text {
        en: "Check the carrier code in the Transit network selection element (type, plan, digits) or the prefix dialled, and leave it out if you do not need it. The diagnostic may hold what was received.",
        ja: "中継網選択情報要素の事業者コード（種別、番号計画、桁）またはダイヤルした識別番号を確認し、不要なら外してください。受信した内容が診断情報に入っていることがあります。",
        nl: "Controleer de netwerkcode in het element Transit network selection (type, plan, cijfers) of de gekozen carrierkeuzecode en laat die weg als u hem niet nodig hebt. In de diagnose-informatie kan staan wat er is ontvangen.",
        zh: "請檢查 Transit network selection 元素中的業者代碼（類型、計畫、數字）或所撥的選接碼，不需要就拿掉。診斷資訊可能附有收到的內容。",
    },
};

pub(crate) const CAUSE_92: Explanation = Explanation {
    title: Text {
        en: "Invalid facility parameter",
        ja: "付加サービスの指定誤り",
        nl: "Ongeldige faciliteitsparameter",
        zh: "功能參數無效",
    },
    caller: Text {
        en: "An extra service for this call was asked for in a way that was not understood.",
        ja: "付加サービスの指定に誤りがあり、受け付けられませんでした。",
        nl: "Een extra dienst bij deze oproep werd gevraagd op een manier die niet werd begrepen.",
        zh: "這通電話的附加服務要求有誤，無法受理。",
    },
    happened: Text {
        en: "The parameters of a supplementary service are not valid. Only older lists (from X.25) have this cause; Q.850 does not, and one list runs it together with 93.",
        ja: "付加サービスのパラメータが正しくありません。古い一覧（X.25由来）にだけある値でQ.850にはなく、93と混ざって書かれている一覧もあります。",
        nl: "De parameters van een aanvullende dienst zijn niet geldig. Deze oorzaak staat alleen in oudere lijsten (afkomstig uit X.25), niet in Q.850; één lijst voegt hem met 93 samen.",
        zh: "附加服務的參數無效。這個原因值只見於舊清單（源自 X.25），Q.850 沒有，也有清單把它與 93 混成一列。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Look at the Facility element in the trace, and make the call without the supplementary service to see whether it then succeeds.",
        ja: "トレースでファシリティ情報要素を確認し、その付加サービスを使わずに発信して成功するかを試してください。",
        nl: "Bekijk het element Facility in de trace en probeer de oproep zonder de aanvullende dienst.",
        zh: "請查看擷取紀錄中的 Facility 元素，並試著不用該附加服務撥打，看是否成功。",
    },
};

pub(crate) const CAUSE_93: Explanation = Explanation {
    title: Text {
        en: "Mandatory element missing (old)",
        ja: "必須情報要素不足（旧）",
        nl: "Verplicht element ontbreekt (oud)",
        zh: "缺少必要元素（舊）",
    },
    caller: Text {
        en: "The call failed because one telephone system left out something the other needed.",
        ja: "設備どうしのやり取りに必要な情報が足りず、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat het ene telefoonsysteem iets wegliet dat het andere nodig had.",
        zh: "一端的電話系統漏送了另一端需要的資料，電話未能接通。",
    },
    happened: Text {
        en: "A message came without an information element it must contain. Only older lists have this cause under 93; Q.850 has it as 96.",
        ja: "必須の情報要素を欠いたメッセージを受信しました。93は古い一覧にだけある値で、Q.850では96です。",
        nl: "Er kwam een bericht binnen zonder een informatie-element dat er verplicht in hoort. Alleen oudere lijsten hebben dit onder 93; in Q.850 is het 96.",
        zh: "收到的訊息缺少必要的資訊元素。只有舊清單列為 93，Q.850 中是 96。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Treat it as 96: find in the trace the message that drew it and see which element is missing. Check that both ends are set to the same variant of the protocol.",
        ja: "96と同じように扱ってください。トレースで原因となったメッセージを探し、足りない情報要素を特定し、両端のプロトコル種別が一致しているかを確認してください。",
        nl: "Behandel het als 96: zoek in de trace het bericht waarop dit volgde en kijk welk element ontbreekt. Controleer of beide kanten op dezelfde protocolvariant staan.",
        zh: "請比照 96 處理：在擷取紀錄中找出引發它的訊息，看缺了哪個元素，並確認兩端設成相同的協定版本。",
    },
};

pub(crate) const CAUSE_95: Explanation = Explanation {
    title: Text {
        en: "Invalid message",
        ja: "無効なメッセージ（その他）",
        nl: "Ongeldig bericht",
        zh: "無效的訊息",
    },
    caller: Text {
        en: "The call failed because one telephone system sent something the other could not use.",
        ja: "設備どうしのやり取りに誤りがあり、おつなぎできませんでした。",
        nl: "De oproep is mislukt omdat het ene telefoonsysteem iets stuurde waar het andere niets mee kon.",
        zh: "一端的電話系統送出的內容另一端無法使用，電話未能接通。",
    },
    happened: Text {
        en: "A message was invalid, and no more exact cause of this class fits.",
        ja: "メッセージが無効で、同じクラスのより具体的な値に当てはまりません。",
        nl: "Een bericht was ongeldig en geen nauwkeuriger oorzaak uit deze klasse past.",
        zh: "訊息無效，同類別中又沒有更精確的原因值。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Find in the trace the message just before this cause and decode it element by element. Compare it with the same message of a call that works.",
        ja: "トレースでこの理由表示の直前のメッセージを探し、情報要素を一つずつ解読して、成功した呼の同じメッセージと比べてください。",
        nl: "Zoek in de trace het bericht vlak voor deze oorzaak en ontleed het element voor element. Vergelijk het met hetzelfde bericht uit een oproep die wel lukt.",
        zh: "請在擷取紀錄中找到此原因值之前的那則訊息，逐一解碼其元素，並與正常呼叫的同一訊息比較。",
    },
};

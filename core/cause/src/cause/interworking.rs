//! Meaning of cause 127: interworking.

use crate::{Explanation, Place, Text};

pub(crate) const CAUSE_127: Explanation = Explanation {
    title: Text {
        en: "Interworking, reason unknown",
        ja: "インタワーキング（詳細不明）",
        nl: "Reden onbekend na netwerkovergang",
        zh: "跨網互通，原因不明",
    },
    caller: Text {
        en: "The call ended in another network that did not tell us why.",
        ja: "別の電話網で通話が終わりましたが、理由は示されませんでした。",
        nl: "De oproep is geëindigd in een ander netwerk, dat niet heeft laten weten waarom.",
        zh: "電話在另一個網路中結束，該網路沒有告知原因。",
    },
    happened: Text {
        en: "The call passed into a network that gives no causes, or none that translates, so that beyond this point nothing more is known. It names neither a fault nor a culprit; SIP gateways also send it for statuses that have no counterpart.",
        ja: "理由を返さない網、または変換できない理由しか返さない網へ呼が渡ったため、この地点より先のことは分かりません。障害や責任の所在を示す値ではなく、SIPゲートウェイは対応する値のないステータスにもこれを使います。",
        nl: "De oproep ging over naar een netwerk dat geen oorzaken doorgeeft, of geen die te vertalen is; voorbij dit punt is dus niets bekend. Het wijst geen fout en geen schuldige aan; SIP-gateways sturen dit ook voor statuscodes zonder tegenhanger.",
        zh: "呼叫進入了不提供原因值、或原因值無法轉換的網路，過了這一點就無從得知。它不表示故障，也不指出責任歸屬；SIP 閘道器遇到沒有對應值的狀態碼時也會送出 127。",
    },
    places: &[Place::Carrier, Place::OtherParty],
    next: Text {
        en: "Look at the gateway or carrier where the signalling changes: its log on the far side may hold the original status or cause. If the location is 10, ask the carrier; test another number by the same route.",
        ja: "信号方式が変わるゲートウェイや事業者を調べてください（相手網側のログに、元のステータスや理由が残っていることがあります）。生成源（location）が10なら事業者に問い合わせ、同じ経路で別の番号も試してください。",
        nl: "Kijk bij de gateway of aanbieder waar de signalering verandert: het logboek van de andere kant kan de oorspronkelijke status of oorzaak bevatten. Is de locatie 10, vraag het dan na bij de aanbieder; test ook een ander nummer via dezelfde route.",
        zh: "請查信令轉換處的閘道器或電信業者，其後方網路的日誌可能留有原始的狀態碼或原因值。如果位置（location）是 10，請洽電信業者；也可走同一路由試撥其他號碼。",
    },
};

//! What is said of numbers above 127.

use crate::{Explanation, Place, Text};

pub(crate) const PROPRIETARY: Explanation = Explanation {
    title: Text {
        en: "Proprietary cause",
        ja: "独自の理由表示値",
        nl: "Fabrikantspecifieke oorzaak",
        zh: "廠商自訂原因值",
    },
    caller: Text {
        en: "The call ended for a reason that only the maker of the equipment can name.",
        ja: "通話が終了しましたが、その理由は設備の製造元でないと分かりません。",
        nl: "Het gesprek is beëindigd om een reden die alleen de fabrikant van de apparatuur kan benoemen.",
        zh: "通話已結束，其原因只有設備製造商才能說明。",
    },
    happened: Text {
        en: "The number is above 127 and does not fit into the seven bits of a Q.850 cause. A device uses it internally or for messages of its own; it need not be an error.",
        ja: "値が127を超えており、Q.850の理由表示値（7ビット）に収まりません。装置が内部で、または独自のメッセージに使う値で、異常とは限りません。",
        nl: "Het getal is groter dan 127 en past niet in de zeven bits van een oorzaak volgens Q.850. Een apparaat gebruikt het intern of voor eigen berichten; het hoeft geen fout te zijn.",
        zh: "此數值大於 127，無法放入 Q.850 原因值的七個位元。這是設備內部使用或用於自訂訊息的數值，不一定代表錯誤。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Look the number up in the documentation of the device that reported it, or look for a SIP status or a Q.850 cause beside it.",
        ja: "値を報告した装置の資料で調べるか、併記されているSIPステータスコードやQ.850理由表示値を確認してください。",
        nl: "Zoek het getal op in de documentatie van het apparaat dat het meldde, of zoek ernaast naar een SIP-statuscode of een oorzaak volgens Q.850.",
        zh: "請在回報此數值的設備文件中查詢，或查看一併出現的 SIP 狀態碼或 Q.850 原因值。",
    },
};

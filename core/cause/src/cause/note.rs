//! What one must know before one trusts the number of a cause, or its name.

use crate::Text;

/// The number meant something else before.
pub(super) const OTHER_MEANING: Text = Text {
    en: "Older and North American lists give this number another meaning. The name of Q.850 is the current one; the sender may mean the other.",
    ja: "古い一覧や北米の一覧では、この値に別の意味があります。現在の意味はQ.850の名称ですが、送信側が古い意味で使っている場合があります。",
    nl: "Oudere en Noord-Amerikaanse lijsten geven dit nummer een andere betekenis. De naam uit Q.850 is de huidige; de afzender kan de andere bedoelen.",
    zh: "較舊或北美的清單對此數值有不同的解釋。現行意義以 Q.850 的名稱為準，但送出的一方可能採用舊義。",
};

/// Only older lists have it.
pub(super) const NOT_IN_Q850: Text = Text {
    en: "Not a cause of Q.850: the name comes from older or North American lists.",
    ja: "Q.850の理由表示値ではありません。名称は古い一覧または北米の一覧によるものです。",
    nl: "Geen oorzaak uit Q.850: de naam komt uit oudere of Noord-Amerikaanse lijsten.",
    zh: "並非 Q.850 的原因值：名稱出自較舊或北美的清單。",
};

/// Cause 10: the lists contradict each other.
pub(super) const DIALLED_OR_NOT: Text = Text {
    en: "Not a cause of Q.850. One list says that the prefix 1 is missing and required, another that it was dialled and is not required.",
    ja: "Q.850の理由表示値ではありません。プレフィックス1が必要なのにダイヤルされていないとする一覧と、不要なのにダイヤルされたとする一覧があります。",
    nl: "Geen oorzaak uit Q.850. Volgens de ene lijst ontbreekt de prefix 1 terwijl die nodig is, volgens de andere is die gekozen terwijl dat niet nodig is.",
    zh: "並非 Q.850 的原因值。有的清單指必須撥而未撥前置碼 1，有的則指不需撥而撥了前置碼 1。",
};

/// Cause 13: one source alone.
pub(super) const ONE_SOURCE: Text = Text {
    en: "One list alone gives this name to the number; others have other meanings for it, or none.",
    ja: "この値にこの名称を与えているのは一つの一覧だけです。ほかの一覧では別の意味か、記載がありません。",
    nl: "Slechts één lijst geeft het nummer deze naam; andere geven er een andere betekenis aan, of geen.",
    zh: "只有一份清單對此數值使用這個名稱；其他清單有不同的解釋，或未列出。",
};

/// Cause 29: narrowed.
pub(super) const NARROWED: Text = Text {
    en: "Some older lists narrow this cause to electronic key telephone service; in Q.850 it stands for any facility.",
    ja: "古い一覧の中には、電子ボタン電話サービス（EKTS）に限るものがあります。Q.850ではファシリティ一般を指します。",
    nl: "Sommige oudere lijsten beperken deze oorzaak tot elektronische keysystemen (EKTS); in Q.850 geldt die voor elke aanvullende dienst.",
    zh: "部分較舊的清單將此原因值限於按鍵電話系統（EKTS）；在 Q.850 中則適用於任何附加服務。",
};

/// Causes 92 and 93: a row of a well-known list is broken.
pub(super) const RUN_TOGETHER: Text = Text {
    en: "Not a cause of Q.850. A list in circulation runs the rows of 92 and 93 together: 92 is an invalid facility parameter, 93 a mandatory information element that is missing. The name that it prints beside 93 belongs to 97.",
    ja: "Q.850の理由表示値ではありません。流布している一覧では92と93の行がつながっています。92は無効なファシリティパラメータ、93は必須情報要素の欠落で、93の欄にある名称は97のものです。",
    nl: "Geen oorzaak uit Q.850. In een lijst die rondgaat zijn de regels van 92 en 93 samengevoegd: 92 is een ongeldige faciliteitsparameter, 93 een verplicht informatie-element dat ontbreekt. De naam die daar bij 93 staat, hoort bij 97.",
    zh: "並非 Q.850 的原因值。流傳的清單把 92 與 93 兩列併在一起：92 是無效的功能參數，93 是缺少必要資訊元素；該清單在 93 一列所寫的名稱其實屬於 97。",
};

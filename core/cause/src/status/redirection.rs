//! Meanings of the redirections (3xx).

use crate::{Explanation, Place, Text};

pub(crate) const STATUS_300: Explanation = Explanation {
    title: Text {
        en: "Several destinations offered",
        ja: "接続先が複数",
        nl: "Meerdere bestemmingen mogelijk",
        zh: "有多個聯絡方式",
    },
    caller: Text {
        en: "The person you are calling can be reached in several ways, and one of them must be chosen.",
        ja: "お相手の連絡先が複数あり、いずれかをお選びいただく必要があります。",
        nl: "De persoon die u belt is op meerdere manieren bereikbaar; er moet er één worden gekozen.",
        zh: "對方有好幾個聯絡方式，需要從中選一個。",
    },
    happened: Text {
        en: "The Request-URI leads to several destinations, listed in Contact or in the body, and the server leaves the choice to the caller's side.",
        ja: "Request-URIに該当する接続先が複数あり、Contactまたはボディに示されています。どれにかけるかは発信側に任されています。",
        nl: "De Request-URI leidt naar meerdere bestemmingen, die in Contact of in de body staan; de server laat de keuze aan de kant van de beller.",
        zh: "Request-URI 對應多個目的地，列在 Contact 或本文中，由發話端自行選擇。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Read the Contact headers and their q values and dial the wanted one. If the call ends here, check whether the exchange may follow redirections.",
        ja: "Contactヘッダとq値を見て、目的の宛先へかけ直してください。ここで呼が終わる場合は、交換機がリダイレクトに従う設定かを確認してください。",
        nl: "Bekijk de Contact-headers met hun q-waarden en bel de gewenste bestemming. Stopt de oproep hier, ga dan na of de centrale omleidingen mag volgen.",
        zh: "請看 Contact 標頭及其 q 值，改撥想要的那一個。如果電話到此為止，請檢查交換機是否允許跟隨重新導向。",
    },
};

pub(crate) const STATUS_301: Explanation = Explanation {
    title: Text {
        en: "Permanently moved",
        ja: "番号の変更（恒久）",
        nl: "Nummer definitief gewijzigd",
        zh: "號碼已永久變更",
    },
    caller: Text {
        en: "The person you are calling has moved to another number for good.",
        ja: "おかけになった番号は、新しい番号に変わっています。",
        nl: "De persoon die u belt heeft voorgoed een ander nummer.",
        zh: "對方已永久改用其他號碼。",
    },
    happened: Text {
        en: "The address is no longer in use, and Contact gives the one that replaces it. The caller's side should call that one now and in future.",
        ja: "この宛先は使われておらず、新しい宛先がContactに示されています。発信側は、今回も今後も新しい宛先へかける必要があります。",
        nl: "Het adres is niet meer in gebruik; in Contact staat het adres dat ervoor in de plaats komt. De kant van de beller hoort dat nu en voortaan te gebruiken.",
        zh: "這個位址已停用，新位址寫在 Contact 中。發話端這次與往後都應改撥新位址。",
    },
    places: &[Place::Caller, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Call the address in Contact and correct it in the address book or routing table. If Contact is missing or wrong, tell whoever runs the called domain.",
        ja: "Contactの宛先へかけ直し、電話帳や経路表を直してください。Contactがない、または誤っている場合は、着信側ドメインの管理者に連絡してください。",
        nl: "Bel het adres in Contact en pas het telefoonboek of de routetabel aan. Ontbreekt Contact of klopt het niet, meld dat dan bij de beheerder van het gebelde domein.",
        zh: "請改撥 Contact 中的位址，並更正電話簿或路由表。如果 Contact 缺漏或有誤，請通知受話端網域的管理者。",
    },
};

pub(crate) const STATUS_302: Explanation = Explanation {
    title: Text {
        en: "Temporarily moved",
        ja: "一時的な転送",
        nl: "Tijdelijk doorgeschakeld",
        zh: "暫時轉接",
    },
    caller: Text {
        en: "The person you are calling is having calls sent to another number for now.",
        ja: "お相手は現在、別の番号への転送を設定しています。",
        nl: "De persoon die u belt heeft het toestel tijdelijk doorgeschakeld naar een ander nummer.",
        zh: "對方目前把來電轉接到另一個號碼。",
    },
    happened: Text {
        en: "The called side asks to try the address in Contact for this call, or until Expires runs out. Most often call forwarding is set on the phone itself.",
        ja: "着信側が、今回（またはExpiresの期限まで）Contactの宛先へかけるよう求めています。多くは、電話機本体に転送が設定されている場合です。",
        nl: "De gebelde kant vraagt om het adres in Contact te proberen, voor deze oproep of zolang Expires geldt. Meestal staat er een doorschakeling op het toestel zelf.",
        zh: "受話端要求改撥 Contact 中的位址，只限這一次，或到 Expires 到期為止。最常見的是話機本身設了來電轉接。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "If the forwarding is unwanted, switch it off on the phone. If it is wanted but the call ends here, check that the exchange follows Contact and that the new number may be dialled.",
        ja: "不要な転送であれば、電話機の設定を解除してください。必要な転送なのに呼が終わる場合は、交換機がContactに従うか、転送先への発信が許可されているかを確認してください。",
        nl: "Is de doorschakeling niet gewenst, zet die dan uit op het toestel. Is die wel gewenst maar stopt de oproep hier, controleer dan of de centrale Contact volgt en of het nieuwe nummer gebeld mag worden.",
        zh: "如果不要轉接，請在話機上關閉。如果確實要轉接，電話卻到此為止，請檢查交換機是否會跟隨 Contact，以及是否允許撥打轉接的號碼。",
    },
};

pub(crate) const STATUS_305: Explanation = Explanation {
    title: Text {
        en: "Proxy must be used",
        ja: "プロキシ経由が必要",
        nl: "Via een proxy bellen",
        zh: "須經代理伺服器",
    },
    caller: Text {
        en: "The call must take another route and could not be put through directly.",
        ja: "この経路では直接おつなぎできず、別の経路を通す必要があります。",
        nl: "De oproep moet via een andere route en kon niet rechtstreeks tot stand komen.",
        zh: "這通電話必須走另一條路徑，無法直接接通。",
    },
    happened: Text {
        en: "The called side accepts this request only by way of the proxy named in Contact. Only a user agent server may answer so; the code is rarely seen.",
        ja: "着信側は、Contactに示したプロキシを経由したリクエストだけを受け付けます。このレスポンスを返せるのはUASだけで、実際に見ることはまれです。",
        nl: "De gebelde kant neemt dit verzoek alleen aan via de proxy die in Contact staat. Alleen een user agent server mag zo antwoorden; de code komt zelden voor.",
        zh: "受話端只接受經由 Contact 所列代理伺服器送來的請求。只有 UAS 可以這樣回應，實務上很少見。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Send the call through the proxy in Contact and enter it as outbound proxy or route in the exchange. Check first that this proxy belongs to the called party or the carrier.",
        ja: "Contactのプロキシを経由して発信し、交換機のアウトバウンドプロキシまたは経路として設定してください。その前に、そのプロキシが着信側または通信事業者のものかを確認してください。",
        nl: "Stuur de oproep via de proxy in Contact en zet die in de centrale als outbound proxy of route. Controleer eerst of die proxy echt van de gebelde partij of de aanbieder is.",
        zh: "請經由 Contact 中的代理伺服器撥出，並在交換機設為 outbound proxy 或路由。設定前先確認這台伺服器確實屬於受話方或電信業者。",
    },
};

pub(crate) const STATUS_380: Explanation = Explanation {
    title: Text {
        en: "Another service offered",
        ja: "代替サービスの案内",
        nl: "Andere dienst aangeboden",
        zh: "改用其他服務",
    },
    caller: Text {
        en: "The call cannot be made in this way, but another service can be used instead.",
        ja: "この方法ではおつなぎできませんが、別のサービスをご利用いただけます。",
        nl: "De oproep kan niet op deze manier, maar er is wel een andere dienst mogelijk.",
        zh: "這通電話無法以這種方式撥打，但可改用其他服務。",
    },
    happened: Text {
        en: "The call failed, and the body of the response describes a service to use instead. In mobile networks it most often tells the phone to place an emergency call in another way.",
        ja: "呼は失敗しましたが、代わりに使えるサービスがレスポンスのボディに示されています。移動網では、緊急通報を別の方法で発信するよう端末に指示する用途がほとんどです。",
        nl: "De oproep is mislukt, maar de body van het antwoord beschrijft een dienst die u wel kunt gebruiken. In mobiele netwerken krijgt het toestel zo meestal te horen dat een noodoproep anders moet.",
        zh: "呼叫失敗，但回應的本文說明了可改用的服務。在行動網路中，多半是通知手機改用其他方式撥打緊急電話。",
    },
    places: &[Place::Carrier, Place::OtherParty],
    next: Text {
        en: "Read the body and its Content-Type. If the number is an emergency number, check that the exchange sends it by the route the carrier prescribes for emergency calls.",
        ja: "ボディとContent-Typeを確認してください。緊急通報番号であれば、事業者が指定する緊急通報用の経路で交換機が送出しているかを調べてください。",
        nl: "Lees de body en de Content-Type. Gaat het om een alarmnummer, controleer dan of de centrale het via de route stuurt die de aanbieder voor noodoproepen voorschrijft.",
        zh: "請查看本文與 Content-Type。如果撥的是緊急號碼，請確認交換機走的是電信業者指定的緊急電話路由。",
    },
};

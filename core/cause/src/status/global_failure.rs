//! Meanings of the global failures (6xx).

use crate::{Explanation, Place, Text};

pub(crate) const STATUS_600: Explanation = Explanation {
    title: Text {
        en: "Busy everywhere",
        ja: "どの電話機も話中",
        nl: "Overal in gesprek (bezet)",
        zh: "全部忙線",
    },
    caller: Text {
        en: "The person you are calling is busy on every phone; please try again later.",
        ja: "お相手はどの電話でもお話し中ですので、しばらくしてからおかけ直しください。",
        nl: "De persoon die u belt is op alle toestellen in gesprek; probeer het later opnieuw.",
        zh: "對方所有的電話都忙線中，請稍後再撥。",
    },
    happened: Text {
        en: "The called party was reached and is busy or does not want the call now, and the responder knows that no other place of that user will take it, voicemail included. All other branches of a forked call are cancelled.",
        ja: "着信側に到達しましたが話中か、今は応答を望まない状態で、留守番電話を含めてほかの宛先でも応答しないことが分かっています。フォークした呼の残りの分岐はすべてキャンセルされます。",
        nl: "De gebelde partij is bereikt maar bezet of wil nu niet opnemen, en de antwoordende kant weet dat ook geen andere plek van die gebruiker de oproep aanneemt, voicemail inbegrepen. Alle andere takken van een geforkte oproep worden afgebroken.",
        zh: "已聯絡到受話方，但對方忙線或此刻不想接聽，而且回應端知道該用戶的其他處（含語音信箱）也不會接聽。分叉出去的其他分支會全部取消。",
    },
    places: &[Place::OtherParty],
    next: Text {
        en: "Call again later, after the seconds in Retry-After if there is one. If only one phone was busy, have it answer 486 instead, so that the others go on ringing.",
        ja: "時間をおいて（Retry-Afterがあればその秒数の後に）かけ直してください。話中なのが1台だけなら、ほかの電話機の呼び出しが続くよう、486を返す設定に直してください。",
        nl: "Bel later opnieuw, en als er een Retry-After is pas na dat aantal seconden. Was maar één toestel bezet, laat dat dan 486 antwoorden, zodat de andere toestellen blijven overgaan.",
        zh: "請稍後再撥；如有 Retry-After，請等該秒數過後。如果其實只有一支話機忙線，應讓它改回 486，其他話機才會繼續響鈴。",
    },
};

pub(crate) const STATUS_603: Explanation = Explanation {
    title: Text {
        en: "Call declined",
        ja: "着信拒否",
        nl: "Oproep geweigerd",
        zh: "拒絕接聽",
    },
    caller: Text {
        en: "The person you are calling has declined the call.",
        ja: "お相手が着信を拒否されました。",
        nl: "De persoon die u belt heeft de oproep geweigerd.",
        zh: "對方拒絕接聽。",
    },
    happened: Text {
        en: "The called side was reached and refused the call for all of that user's phones; most often somebody pressed the reject key or set do not disturb. Some exchanges also send it for failures they have no better code for (Asterisk by default), and North American carriers for blocked calls ('Network Blocked').",
        ja: "着信側に到達しましたが、そのユーザのすべての電話機について拒否されました。多くは拒否の操作やおやすみモード（DND）の設定によりますが、他に合うコードのない失敗に使う交換機（Asteriskの既定）や、迷惑電話の遮断に使う北米の事業者（「Network Blocked」）もあります。",
        nl: "De gebelde kant is bereikt en heeft de oproep voor alle toestellen van die gebruiker geweigerd; meestal drukte iemand op weigeren of staat 'niet storen' aan. Sommige centrales sturen dit ook bij fouten waarvoor ze geen betere code hebben (Asterisk standaard), en Noord-Amerikaanse aanbieders bij geblokkeerde oproepen ('Network Blocked').",
        zh: "已聯絡到受話端，但對該用戶的所有話機都拒絕這通電話，多半是按了拒接鍵或開了勿擾。有些交換機遇到沒有更適合代碼的失敗也送這個（Asterisk 預設如此），北美業者則用於封鎖來電（「Network Blocked」）。",
    },
    places: &[Place::OtherParty, Place::Exchange, Place::Carrier],
    next: Text {
        en: "Ask the called party whether the call was rejected by hand or by a setting. If nobody did so, look in the exchange's log for the real cause and at the Reason header.",
        ja: "手動で拒否したのか設定によるのかを、着信側に確認してください。心当たりがない場合は、交換機のログとReasonヘッダで本当の原因を調べてください。",
        nl: "Vraag de gebelde partij of de oproep met de hand of door een instelling is geweigerd. Heeft niemand dat gedaan, zoek dan de echte oorzaak in het logboek van de centrale en in de Reason-header.",
        zh: "請問受話方是手動拒接還是設定所致。如果都不是，請從交換機日誌與 Reason 標頭找出真正原因。",
    },
};

pub(crate) const STATUS_604: Explanation = Explanation {
    title: Text {
        en: "Exists nowhere",
        ja: "番号が存在しない",
        nl: "Nummer bestaat nergens",
        zh: "號碼不存在",
    },
    caller: Text {
        en: "The number or address you called does not exist.",
        ja: "おかけになった番号は存在しません。",
        nl: "Het nummer of adres dat u belt bestaat niet.",
        zh: "您撥的號碼不存在。",
    },
    happened: Text {
        en: "A server with authority over the address says that the user in the Request-URI exists nowhere. Unlike 404, this rules out every other destination as well.",
        ja: "宛先を管理する権限のあるサーバが、Request-URIのユーザはどこにも存在しないと回答しています。404と違い、ほかの宛先を試しても届きません。",
        nl: "Een server die over dit adres gaat, zegt dat de gebruiker in de Request-URI nergens bestaat. Anders dan bij 404 zijn daarmee ook alle andere bestemmingen uitgesloten.",
        zh: "掌管該位址的伺服器確定 Request-URI 中的用戶不存在於任何地方。與 404 不同，這代表其他目的地也不必再試。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Compare the Request-URI with the number dialled, digit by digit, prefix and country code included. If it is right, check the exchange's number rewriting, then ask the carrier.",
        ja: "Request-URIと実際にかけた番号を、プレフィックスや国番号も含めて1桁ずつ照合してください。正しければ交換機の番号変換を確認し、それから通信事業者に問い合わせてください。",
        nl: "Vergelijk de Request-URI cijfer voor cijfer met het gekozen nummer, inclusief prefix en landnummer. Klopt het, controleer dan de nummeromzetting in de centrale en vraag het daarna na bij de aanbieder.",
        zh: "請把 Request-URI 與實際撥的號碼逐碼比對，包含前置碼與國碼。如果正確，先檢查交換機的號碼轉換，再向電信業者查詢。",
    },
};

pub(crate) const STATUS_606: Explanation = Explanation {
    title: Text {
        en: "Session not acceptable",
        ja: "セッション条件の不一致",
        nl: "Sessie niet acceptabel",
        zh: "通話條件不被接受",
    },
    caller: Text {
        en: "The phones could not agree on a way to talk to each other.",
        ja: "双方の電話機で通話の条件が合わず、おつなぎできませんでした。",
        nl: "De toestellen konden het niet eens worden over de manier van verbinden.",
        zh: "雙方話機找不到共同的通話方式，無法接通。",
    },
    happened: Text {
        en: "The called party is willing to talk, but cannot support part of the session on any of its phones: codec, bandwidth, media type or addressing. A Warning header often names the point; 488 would say the same of one phone only.",
        ja: "着信側は通話に応じる意思がありますが、コーデック、帯域、メディア種別、アドレス方式などの条件に、どの電話機も対応できません。問題の箇所はWarningヘッダに示されることが多く、1台だけの問題なら488になります。",
        nl: "De gebelde partij wil wel, maar geen van haar toestellen ondersteunt een deel van de sessie: codec, bandbreedte, soort media of adressering. Een Warning-header noemt vaak het punt; 488 zou hetzelfde zeggen over één toestel.",
        zh: "受話方願意通話，但名下所有話機都無法支援其中某項條件：編解碼器、頻寬、媒體種類或位址方式。Warning 標頭常會指出問題點；如果只是某一支話機不行，會是 488。",
    },
    places: &[Place::OtherParty, Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Compare the m= and a= lines of the offer with what the other side supports, and allow a common codec such as PCMA or PCMU. Look also at SRTP against RTP and at IPv6 against IPv4.",
        ja: "オファーのm=行とa=行を相手の対応内容と比べ、PCMUやPCMAなど共通のコーデックを有効にしてください。SRTPとRTP、IPv6とIPv4の食い違いも確認してください。",
        nl: "Vergelijk de m=- en a=-regels van de offer met wat de andere kant ondersteunt en sta een gemeenschappelijke codec toe, zoals PCMA of PCMU. Let ook op SRTP tegenover RTP en IPv6 tegenover IPv4.",
        zh: "請把 offer 的 m= 與 a= 行和對方支援的項目比對，並開放共通的編解碼器，例如 PCMU 或 PCMA。也要留意 SRTP 與 RTP、IPv6 與 IPv4 不一致。",
    },
};

pub(crate) const STATUS_607: Explanation = Explanation {
    title: Text {
        en: "Unwanted call",
        ja: "迷惑電話として拒否",
        nl: "Ongewenste oproep",
        zh: "不受歡迎的來電",
    },
    caller: Text {
        en: "The person you are calling has marked your calls as unwanted.",
        ja: "お相手が、この番号からの電話を迷惑電話として拒否しています。",
        nl: "De persoon die u belt heeft uw oproep als ongewenst aangemerkt.",
        zh: "對方已將您的來電標示為不想接聽。",
    },
    happened: Text {
        en: "The called party, or a phone acting on its wish, rejected the call as one it never wants, which is stronger than a 603. Further calls from this number will probably be refused too, and networks may count it in their filters.",
        ja: "着信者本人またはその意向を受けた電話機が、迷惑電話として拒否しました（603より強い意思表示です）。この番号からは今後も拒否される可能性が高く、網側の迷惑電話判定に使われることもあります。",
        nl: "De gebelde partij, of een toestel dat namens haar handelt, weigert de oproep als ongewenst; dat gaat verder dan 603. Volgende oproepen van dit nummer worden waarschijnlijk ook geweigerd, en netwerken kunnen dit laten meewegen in hun filters.",
        zh: "受話方本人或代其判斷的話機，把這通電話當成不想要的來電拒絕，語意比 603 強。此號碼之後的來電大概也會被拒，各網路也可能據此判定騷擾電話。",
    },
    places: &[Place::OtherParty, Place::Caller],
    next: Text {
        en: "Do not redial. Check which number the call presents; if the refusal is a mistake, ask the called party to take the number off its block list.",
        ja: "かけ直さないでください。発信者番号として何が通知されているかを確認し、誤って拒否されている場合は、拒否リストから外すよう相手に依頼してください。",
        nl: "Bel niet opnieuw. Controleer welk nummer wordt meegestuurd; is het een vergissing, vraag de gebelde partij dan het nummer van de blokkeerlijst te halen.",
        zh: "請勿重撥。請檢查顯示給對方的是哪個號碼；如果是誤判，請受話方把號碼移出封鎖名單。",
    },
};

pub(crate) const STATUS_608: Explanation = Explanation {
    title: Text {
        en: "Blocked by call screening",
        ja: "網による自動遮断",
        nl: "Geblokkeerd door oproepfilter",
        zh: "遭網路過濾攔截",
    },
    caller: Text {
        en: "Your call was stopped on the way by an automatic filter against unwanted calls.",
        ja: "迷惑電話を防ぐ自動判定により、お電話が途中で止められました。",
        nl: "Uw oproep is onderweg tegengehouden door een automatisch filter tegen ongewenste oproepen.",
        zh: "您的電話在途中被防騷擾系統自動擋下。",
    },
    happened: Text {
        en: "An analytics engine in a network on the way, not the called party, judged the call unwanted and refused it. A Call-Info header with purpose=jwscard may name whom to contact about it.",
        ja: "着信者ではなく、途中の網の分析システムが迷惑電話と判定して拒否しました。異議の申し立て先がCall-Info（purpose=jwscard）に示されることがあります。",
        nl: "Niet de gebelde partij maar een analysesysteem in een netwerk onderweg heeft de oproep als ongewenst beoordeeld en geweigerd. Een Call-Info-header met purpose=jwscard kan vermelden waar u bezwaar kunt maken.",
        zh: "不是受話方，而是途中某個網路的分析系統把這通電話判為騷擾並拒絕。Call-Info 標頭（purpose=jwscard）可能列出可申訴的對象。",
    },
    places: &[Place::Carrier, Place::Caller],
    next: Text {
        en: "Contact the address in Call-Info or your carrier and ask for the number to be cleared. Check that the caller number is your own, is written correctly and is signed (Identity) where your country does so.",
        ja: "Call-Infoの連絡先または契約している通信事業者に、判定の解除を依頼してください。発信者番号が自社のもので正しい形式か、署名（Identity）を使う国では署名が付いているかも確認してください。",
        nl: "Neem contact op met het adres in Call-Info of met uw aanbieder en vraag het nummer vrij te geven. Controleer of het meegestuurde nummer van uzelf is, goed geschreven is en, waar dat in uw land geldt, ondertekend is (Identity).",
        zh: "請聯絡 Call-Info 所列對象或您的電信業者，要求解除封鎖。也請確認顯示的發話號碼確為自己所有、格式正確；在採用簽章的國家，還要有 Identity 簽章。",
    },
};

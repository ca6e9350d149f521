//! Endings of an attempt to call.

use crate::{Explanation, Place, Text};

pub(super) const COMPLETED: Explanation = Explanation {
    title: Text {
        en: "Answered and ended",
        ja: "正常に終了",
        nl: "Opgenomen en beëindigd",
        zh: "已接聽並結束",
    },
    caller: Text {
        en: "The call was answered and ended when one of the two sides hung up.",
        ja: "通話がつながったあと、どちらかの方が電話をお切りになりました。",
        nl: "Er is opgenomen en daarna heeft een van beide partijen opgehangen.",
        zh: "電話接通後，其中一方掛斷了電話。",
    },
    happened: Text {
        en: "The INVITE was answered with a 2xx and acknowledged, and a BYE ended the call.",
        ja: "INVITEに2xxで応答があり、ACKも届いたうえで、BYEにより切断されています。",
        nl: "De INVITE is met een 2xx beantwoord en met ACK bevestigd; daarna heeft een BYE het gesprek beëindigd.",
        zh: "INVITE 已收到 2xx 應答並以 ACK 確認，之後由 BYE 結束通話。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs mending. If somebody says that the call was cut off, look which side sent the BYE and whether it carries a Reason header.",
        ja: "対処は不要です。「途中で切れた」という申告がある場合は、どちら側がBYEを送ったか、Reasonヘッダが付いているかを確認してください。",
        nl: "Er is niets te verhelpen. Klaagt iemand dat de verbinding werd verbroken, kijk dan welke kant de BYE stuurde en of er een Reason-header in staat.",
        zh: "不需要處理。若有人反映通話中途斷線，請查看 BYE 是由哪一方送出，以及是否帶有 Reason 標頭。",
    },
};

pub(super) const BUSY: Explanation = Explanation {
    title: Text {
        en: "Busy",
        ja: "話中",
        nl: "In gesprek",
        zh: "忙線中",
    },
    caller: Text {
        en: "The other party's line is busy.",
        ja: "お相手はお話し中です。",
        nl: "Het gebelde nummer is bezet: de andere partij is in gesprek.",
        zh: "對方忙線中，請稍後再撥。",
    },
    happened: Text {
        en: "The called phone, or the exchange on its behalf, answered 486 Busy Here, or 600 Busy Everywhere if no other phone of that person should be tried either.",
        ja: "着信側の電話機、またはそれに代わって交換機が486 Busy Hereを返しました。600 Busy Everywhereの場合は、同じ着信者のほかの電話機を呼び出しても応答は得られないことを示します。",
        nl: "Het gebelde toestel, of de centrale namens dat toestel, antwoordde met 486 Busy Here; bij 600 Busy Everywhere heeft het ook geen zin andere toestellen van die persoon te proberen.",
        zh: "受話方的話機（或由交換機代為）回覆 486 Busy Here；若為 600 Busy Everywhere，表示改撥該用戶的其他話機也同樣無法接通。",
    },
    places: &[],
    next: Text {
        en: "Try again later. If the line is free and yet busy, look for do not disturb, a limit on simultaneous calls, or a call that hangs on that extension.",
        ja: "しばらくしてからかけ直してください。空いているはずなのに話中になる場合は、おやすみモード（DND）、同時通話数の制限、解放されずに残っている呼がないかを調べてください。",
        nl: "Bel later opnieuw. Is de lijn vrij en toch bezet, controleer dan 'niet storen', de limiet op gelijktijdige gesprekken en of er op dat toestel een gesprek is blijven hangen.",
        zh: "請稍後再撥。若對方其實沒有在通話卻仍顯示忙線，請檢查勿擾、同時通話數上限，以及該分機是否有未釋放的通話。",
    },
};

pub(super) const NO_ANSWER: Explanation = Explanation {
    title: Text {
        en: "No answer",
        ja: "応答なし",
        nl: "Geen gehoor",
        zh: "無人接聽",
    },
    caller: Text {
        en: "The phone rang, and nobody answered it in time.",
        ja: "呼び出しましたが、どなたも電話に出ませんでした。",
        nl: "De telefoon ging over, maar er werd niet op tijd opgenomen.",
        zh: "電話有響，但無人接聽。",
    },
    happened: Text {
        en: "Ringing was reported, usually with 180, and no 2xx followed before the ringing time ran out; the exchange or the called side then ended the attempt, most often with 408 or 480.",
        ja: "呼出中であることが（通常は180で）通知されましたが、呼出時間が満了するまでに2xxが返りませんでした。そのため交換機または着信側が、多くは408か480で呼を終了しています。",
        nl: "Het toestel ging over (meestal gemeld met 180), maar er kwam geen 2xx binnen de beltijd; de centrale of de gebelde kant brak de poging daarna af, meestal met 408 of 480.",
        zh: "已收到響鈴通知（通常是 180），但在響鈴時限內沒有收到 2xx；交換機或受話端隨後結束這通呼叫，多半回覆 408 或 480。",
    },
    places: &[],
    next: Text {
        en: "Try again later, or set call forwarding on no answer. If nobody heard it ring, check the volume, and check which phone the number is registered on.",
        ja: "しばらくしてからかけ直すか、無応答転送を設定してください。着信音が鳴っていなかった場合は、音量と、その番号がどの電話機で登録されているかを確認してください。",
        nl: "Bel later opnieuw of stel doorschakelen bij geen gehoor in. Heeft niemand de telefoon horen overgaan, controleer dan het belvolume en op welk toestel het nummer is geregistreerd.",
        zh: "請稍後再撥，或設定無人接聽轉接。若現場沒有人聽到鈴聲，請檢查鈴聲音量，以及該號碼註冊在哪一支話機上。",
    },
};

pub(super) const CALLER_GAVE_UP: Explanation = Explanation {
    title: Text {
        en: "Caller gave up",
        ja: "応答前に発信者が切断",
        nl: "Beller hing op",
        zh: "發話方先行掛斷",
    },
    caller: Text {
        en: "The caller hung up before the call was answered.",
        ja: "お相手が出る前に、発信者が電話を切りました。",
        nl: "De beller heeft opgehangen voordat er werd opgenomen.",
        zh: "對方接聽之前，發話方就先掛斷了。",
    },
    happened: Text {
        en: "The caller's side sent a CANCEL before a final response came, and the INVITE was therefore ended with 487 Request Terminated.",
        ja: "最終レスポンスの前に発信側がCANCELを送ったため、INVITEは487 Request Terminatedで終了しました。",
        nl: "De kant van de beller stuurde een CANCEL voordat er een eindantwoord was; de INVITE is daarom afgesloten met 487 Request Terminated.",
        zh: "發話端在收到最終回應之前送出 CANCEL，因此該 INVITE 以 487 Request Terminated 結束。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs mending. If callers give up often, measure the time from INVITE to 180: a long silence before it rings makes people hang up.",
        ja: "対処は不要です。頻発する場合は、INVITEから180までの時間を測ってください。呼出音が聞こえるまで無音が続くと、発信者は切ってしまいます。",
        nl: "Er is niets te verhelpen. Gebeurt het vaak, meet dan de tijd tussen INVITE en 180: blijft het lang stil voordat de telefoon overgaat, dan hangen mensen op.",
        zh: "不需要處理。若經常發生，請量測從 INVITE 到 180 的時間：響鈴前靜默太久，發話方往往就會掛斷。",
    },
};

pub(super) const REJECTED: Explanation = Explanation {
    title: Text {
        en: "Call rejected",
        ja: "着信拒否",
        nl: "Oproep geweigerd",
        zh: "來電遭拒接",
    },
    caller: Text {
        en: "The call was refused on the other side.",
        ja: "相手側で着信が拒否されました。",
        nl: "De oproep is aan de andere kant geweigerd.",
        zh: "對方拒接這通電話。",
    },
    happened: Text {
        en: "The called side turned the call down, usually with 603 Decline; 607 Unwanted means that the person called does not want it, 608 Rejected that a filter on the way blocked it.",
        ja: "着信側が、多くは603 Declineで呼を拒否しました。607 Unwantedは着信者本人にとって迷惑な呼であること、608 Rejectedは途中の網の分析システムなどが遮断したことを示します。",
        nl: "De gebelde kant wees de oproep af, meestal met 603 Decline; 607 Unwanted betekent dat de gebelde de oproep niet wil, 608 Rejected dat een filter onderweg hem heeft tegengehouden.",
        zh: "受話端拒絕了這通呼叫，通常是 603 Decline；607 Unwanted 表示受話方不想接，608 Rejected 則表示被途中的過濾機制攔下。",
    },
    places: &[],
    next: Text {
        en: "Ask the other party whether they pressed reject. If they saw no call, look for a blocked-number list, rejection of anonymous calls or do not disturb; with 608, ask the operator named in Call-Info.",
        ja: "着信側の方に、拒否の操作をしたかどうか確認してください。着信表示もなかった場合は、着信拒否リスト、非通知着信拒否、おやすみモード（DND）の設定を調べ、608のときはCall-Infoに示された連絡先に問い合わせてください。",
        nl: "Vraag de gebelde of die zelf heeft geweigerd. Is daar niets binnengekomen, controleer dan de blokkeerlijst, het weigeren van anonieme oproepen en 'niet storen'; neem bij 608 contact op met de partij die in Call-Info staat.",
        zh: "請詢問對方是否按了拒接。若對方沒有看到來電，請檢查封鎖名單、拒接匿名來電及勿擾設定；若為 608，請聯絡 Call-Info 中所列的單位。",
    },
};

pub(super) const UNKNOWN_NUMBER: Explanation = Explanation {
    title: Text {
        en: "Unknown number",
        ja: "存在しない番号",
        nl: "Onbekend nummer",
        zh: "空號",
    },
    caller: Text {
        en: "The number that was dialled does not exist.",
        ja: "おかけになった番号は使われていません。",
        nl: "Het gekozen nummer bestaat niet.",
        zh: "您撥的號碼是空號。",
    },
    happened: Text {
        en: "A server on the way, or the called side, knows no subscriber by the number in the Request-URI and answered 404 Not Found or 604 Does Not Exist Anywhere.",
        ja: "経路上のサーバまたは着信側が、Request-URIの番号に該当する加入者を見つけられず、404 Not Foundまたは604 Does Not Exist Anywhereを返しました。",
        nl: "Een server onderweg of de gebelde kant kent het nummer in de Request-URI niet en antwoordde met 404 Not Found of 604 Does Not Exist Anywhere.",
        zh: "途中的伺服器或受話端查不到 Request-URI 中的號碼，因而回覆 404 Not Found 或 604 Does Not Exist Anywhere。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Compare the number dialled with the user part of the Request-URI as it was sent out. If the number is right, look in the dial plan for prefixes added or stripped wrongly, and check that the extension exists.",
        ja: "ダイヤルした番号と、実際に送出されたRequest-URIのユーザ部を比べてください。番号が正しければ、ダイヤルプランでのプレフィックスの付加・削除と、内線が作成されているかを確認してください。",
        nl: "Vergelijk het gekozen nummer met het gebruikersdeel van de verzonden Request-URI. Klopt het nummer, controleer dan in het kiesplan of prefixen goed worden toegevoegd of weggehaald, en of het toestelnummer bestaat.",
        zh: "請比對撥打的號碼與實際送出的 Request-URI 使用者部分。若號碼無誤，請檢查撥號規則是否錯加或誤刪前置碼，並確認該分機已經建立。",
    },
};

pub(super) const INCOMPLETE_NUMBER: Explanation = Explanation {
    title: Text {
        en: "Number incomplete",
        ja: "番号の桁数不足",
        nl: "Onvolledig nummer",
        zh: "號碼不完整",
    },
    caller: Text {
        en: "Digits are missing from the number that was dialled.",
        ja: "ダイヤルされた番号の桁が足りません。",
        nl: "Het gekozen nummer is niet volledig: er ontbreken cijfers.",
        zh: "您撥的號碼不完整，少了幾碼。",
    },
    happened: Text {
        en: "The server needs more digits to route the call and answered 484 Address Incomplete. With overlap dialling this is the ordinary request for the next digits.",
        ja: "サーバは、経路を決めるには桁が足りないとして484 Address Incompleteを返しました。オーバーラップダイヤルであれば、続きの数字を求める通常の動作です。",
        nl: "De server heeft meer cijfers nodig om te routeren en antwoordde met 484 Address Incomplete. Bij overlap-kiezen is dit de gewone vraag om de volgende cijfers.",
        zh: "伺服器需要更多號碼才能決定路由，因此回覆 484 Address Incomplete。若採用重疊撥號（overlap），這是要求後續號碼的正常回應。",
    },
    places: &[Place::Caller, Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Dial the whole number with its area code. If it was dialled whole, lengthen the phone's inter-digit timer and correct the digit map that sends the call too early.",
        ja: "市外局番を含む全桁をダイヤルしてください。全桁を押しているのに起きる場合は、電話機の桁間タイマを延ばし、早く発信しすぎるデジットマップを直してください。",
        nl: "Kies het hele nummer, met netnummer. Is dat gebeurd, maak dan op het toestel de wachttijd tussen cijfers langer en corrigeer het kiespatroon (digit map) dat te vroeg verzendt.",
        zh: "請連同區碼撥打完整號碼。若已撥完整，請加長話機的按鍵間隔時間，並修正太早送出號碼的撥號規則（digit map）。",
    },
};

pub(super) const NOT_REGISTERED: Explanation = Explanation {
    title: Text {
        en: "Phone not registered",
        ja: "電話機が未登録",
        nl: "Toestel niet geregistreerd",
        zh: "話機未註冊",
    },
    caller: Text {
        en: "The phone of the other party is not connected at the moment.",
        ja: "お相手の電話機は、現在つながっていません。",
        nl: "Het toestel van de andere partij is op dit moment niet verbonden.",
        zh: "對方的話機目前沒有連線。",
    },
    happened: Text {
        en: "The number exists, and its registrar holds no valid binding for it: no phone has registered, or the registration ran out. The usual status is 480.",
        ja: "番号は存在しますが、登録サーバに有効なバインディングがありません。電話機が一度も登録していないか、登録の有効期限が切れています。通常のステータスは480です。",
        nl: "Het nummer bestaat, maar de registrar heeft er geen geldige registratie voor: er heeft zich geen toestel aangemeld of de registratie is verlopen. De gebruikelijke status is 480.",
        zh: "號碼存在，但註冊伺服器上沒有有效的註冊資料：話機從未註冊，或註冊已經到期。通常的狀態碼是 480。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Check that the called phone has power and network, then look at its last REGISTER: whether it arrived, whether it was answered 200, and for how long (expires). With a wrong password the registration ends in 401 or 403.",
        ja: "着信側の電話機の電源とネットワークを確認し、直近のREGISTERが届いているか、200が返っているか、有効時間（expires）は何秒かを調べてください。パスワードの誤りなら、登録は401か403で終わっています。",
        nl: "Controleer of het gebelde toestel stroom en netwerk heeft en bekijk de laatste REGISTER: kwam die aan, volgde er een 200 en hoe lang is die geldig (expires)? Bij een verkeerd wachtwoord eindigt de registratie in 401 of 403.",
        zh: "請確認受話話機的電源與網路，再查看最近一次 REGISTER：是否送達、是否回 200、有效時間（expires）多長。若密碼錯誤，註冊會停在 401 或 403。",
    },
};

pub(super) const UNAVAILABLE: Explanation = Explanation {
    title: Text {
        en: "Temporarily unavailable",
        ja: "一時的に着信不可",
        nl: "Tijdelijk niet bereikbaar",
        zh: "暫時無法接聽",
    },
    caller: Text {
        en: "The other party cannot take calls at the moment.",
        ja: "お相手は、ただいま電話に出ることができません。",
        nl: "De andere partij is op dit moment niet bereikbaar.",
        zh: "對方目前無法接聽電話。",
    },
    happened: Text {
        en: "The called side was reached and answered 480 Temporarily Unavailable without saying why: often do not disturb, a phone that is logged out, or a group without a free agent.",
        ja: "着信側まで届きましたが、理由を示さずに480 Temporarily Unavailableが返りました。おやすみモード（DND）、電話機のログアウト、空いている担当者のいない着信グループなどでよく見られます。",
        nl: "De gebelde kant is bereikt en antwoordde met 480 Temporarily Unavailable zonder reden: vaak 'niet storen', een uitgelogd toestel of een groep zonder vrije medewerker.",
        zh: "呼叫已到達受話端，但對方回覆 480 Temporarily Unavailable 而未說明原因：常見的有勿擾、話機已登出，或群組中沒有空閒的人員。",
    },
    places: &[],
    next: Text {
        en: "Read the Reason and Warning headers and Retry-After in the response, and check do not disturb and forwarding on the called phone. Otherwise try again later.",
        ja: "レスポンスのReason、Warning、Retry-Afterを読み、着信側電話機のDNDと転送の設定を確認してください。問題がなければ、時間をおいてかけ直してください。",
        nl: "Bekijk Reason, Warning en Retry-After in het antwoord en controleer 'niet storen' en doorschakelen op het gebelde toestel. Bel anders later opnieuw.",
        zh: "請查看回應中的 Reason、Warning 與 Retry-After 標頭，並檢查受話話機的勿擾與轉接設定；否則請稍後再撥。",
    },
};

pub(super) const MOVED: Explanation = Explanation {
    title: Text {
        en: "Number changed or withdrawn",
        ja: "番号変更または廃止",
        nl: "Nummer gewijzigd of vervallen",
        zh: "號碼已更改或停用",
    },
    caller: Text {
        en: "The number has changed, is being redirected, or is no longer in use.",
        ja: "おかけになった番号は、変更または転送されているか、現在は使われていません。",
        nl: "Het nummer is gewijzigd, wordt omgeleid of is niet meer in gebruik.",
        zh: "您撥的號碼已經更改、轉移或停止使用。",
    },
    happened: Text {
        en: "The called side answered with a redirection (301 or 302; the new address, if any, stands in Contact) that nobody followed, or with 410 Gone.",
        ja: "着信側がリダイレクト（301または302。新しいアドレスがあればContactに示される）を返しましたが、その先への再発信は行われませんでした。または410 Goneが返っています。",
        nl: "De gebelde kant antwoordde met een omleiding (301 of 302; een nieuw adres staat in Contact) die door niemand werd gevolgd, of met 410 Gone.",
        zh: "受話端回覆重新導向（301 或 302，若有新位址會列在 Contact），但沒有被接續處理；或是回覆了 410 Gone。",
    },
    places: &[Place::Caller, Place::Exchange],
    next: Text {
        en: "Take the new number from Contact and correct the address book. If the exchange should follow redirections, allow it for this destination.",
        ja: "Contactの新しい番号を確認し、電話帳を直してください。交換機にリダイレクトを追わせる場合は、その宛先に対して許可してください。",
        nl: "Neem het nieuwe nummer over uit Contact en pas het telefoonboek aan. Moet de centrale omleidingen volgen, sta dat dan voor deze bestemming toe.",
        zh: "請從 Contact 取得新號碼並更新電話簿。若要由交換機自動轉往新位址，請對該目的地開放此設定。",
    },
};

pub(super) const FORBIDDEN: Explanation = Explanation {
    title: Text {
        en: "Not allowed",
        ja: "発信規制",
        nl: "Niet toegestaan",
        zh: "不允許撥打",
    },
    caller: Text {
        en: "This number may not be called from this line.",
        ja: "この回線からは、その番号におかけいただけません。",
        nl: "Vanaf deze lijn mag dit nummer niet worden gebeld.",
        zh: "這條線路不允許撥打這個號碼。",
    },
    happened: Text {
        en: "A server understood the request and refuses it with 403 Forbidden; a password does not help. Usually the destination is barred, the account is blocked, or the caller's number in From or P-Asserted-Identity is not accepted.",
        ja: "サーバはリクエストを理解したうえで403 Forbiddenで拒否しており、認証し直しても結果は変わりません。多くは発信規制、アカウントの停止、またはFromやP-Asserted-Identityの発信者番号が認められていないことが原因です。",
        nl: "Een server begreep het verzoek maar weigert het met 403 Forbidden; opnieuw aanmelden helpt niet. Meestal is de bestemming niet toegestaan, het account geblokkeerd, of wordt het afzendernummer in From of P-Asserted-Identity niet geaccepteerd.",
        zh: "伺服器理解該請求，但以 403 Forbidden 拒絕，重新驗證也沒有用。多半是該目的地被限撥、帳號被停用，或 From、P-Asserted-Identity 中的發話號碼不被接受。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Find which hop made the 403. On the exchange, check the class of service of the extension; at the carrier, ask about barring, credit and the numbers that you may present.",
        ja: "403を返した装置を特定してください。交換機であれば内線の発信規制クラスを、通信事業者であれば規制、利用限度額、通知してよい発信者番号を確認してください。",
        nl: "Zoek uit welke hop de 403 heeft gemaakt. Is het de centrale, controleer dan de belrechten van het toestel; is het de aanbieder, vraag dan naar blokkades, tegoed en de nummers die u mag meesturen.",
        zh: "請找出是哪一站產生 403。若是交換機，請檢查該分機的撥號權限；若是電信業者，請詢問限撥、餘額，以及允許顯示的發話號碼。",
    },
};

pub(super) const WRONG_PASSWORD: Explanation = Explanation {
    title: Text {
        en: "Wrong password",
        ja: "パスワードの誤り",
        nl: "Verkeerd wachtwoord",
        zh: "密碼錯誤",
    },
    caller: Text {
        en: "The call was refused because the phone signed in with a wrong user name or password.",
        ja: "電話機に設定されたユーザ名またはパスワードが違うため、電話をおつなぎできませんでした。",
        nl: "De oproep is geweigerd omdat het toestel zich met een verkeerde gebruikersnaam of een verkeerd wachtwoord aanmeldde.",
        zh: "話機設定的帳號或密碼不正確，所以電話打不出去。",
    },
    happened: Text {
        en: "Credentials were sent, and the server challenged again with 401 or 407 and without stale=true: it does not accept this user name, password or realm.",
        ja: "認証情報を送ったにもかかわらず、stale=trueの付かない401または407で再び認証を求められました。ユーザ名、パスワード、realmのいずれかが受け入れられていません。",
        nl: "Er zijn inloggegevens meegestuurd, en toch volgde opnieuw een 401 of 407 zonder stale=true: de server accepteert deze gebruikersnaam, dit wachtwoord of deze realm niet.",
        zh: "請求已帶驗證資料，伺服器卻再次以 401 或 407 要求驗證，且沒有 stale=true：表示不接受這組使用者名稱、密碼或 realm。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Enter user name, authentication name and password again on the phone, and compare username and realm in the Authorization or Proxy-Authorization header with the account on the exchange.",
        ja: "電話機のユーザ名、認証ID、パスワードを入力し直し、AuthorizationまたはProxy-Authorizationヘッダのusernameとrealmを、交換機側のアカウントと照合してください。",
        nl: "Voer gebruikersnaam, authenticatienaam en wachtwoord opnieuw in op het toestel en vergelijk username en realm in de header Authorization of Proxy-Authorization met het account op de centrale.",
        zh: "請在話機上重新輸入使用者名稱、驗證名稱與密碼，並比對 Authorization 或 Proxy-Authorization 標頭中的 username、realm 與交換機上的帳號。",
    },
};

pub(super) const NO_CREDENTIALS: Explanation = Explanation {
    title: Text {
        en: "No password sent",
        ja: "認証情報なし",
        nl: "Geen inloggegevens",
        zh: "未送驗證資料",
    },
    caller: Text {
        en: "The call was refused because the phone did not sign in.",
        ja: "電話機からログイン情報が送られなかったため、電話をおつなぎできませんでした。",
        nl: "De oproep is geweigerd omdat het toestel zich niet aanmeldde.",
        zh: "話機沒有送出登入資料，所以電話打不出去。",
    },
    happened: Text {
        en: "The request was challenged with 401 or 407 and was never repeated with credentials: usually none are set for this realm, or the sender does not support the algorithm asked for.",
        ja: "401または407で認証を求められましたが、認証情報を付けたリクエストが続いていません。多くは、そのrealmに対する認証情報が未設定か、要求されたアルゴリズムに送信側が対応していないためです。",
        nl: "Het verzoek kreeg een 401 of 407, maar is niet herhaald met inloggegevens: meestal zijn er voor deze realm geen ingesteld, of kent de afzender het gevraagde algoritme niet.",
        zh: "請求收到 401 或 407 驗證要求後，沒有再帶驗證資料重送：多半是沒有設定該 realm 的帳號密碼，或送出端不支援所要求的演算法。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Set user name and password on the phone or trunk that sent the request, and check that the challenge offers an algorithm that it knows (MD5, SHA-256). If the peer should be trusted by its address, enter it so on the challenging side.",
        ja: "リクエストを送った電話機または外線に、ユーザ名とパスワードを設定し、対応しているアルゴリズム（MD5、SHA-256）が提示されているかを確認してください。IPアドレスで許可すべき相手であれば、認証を求めた側にそのように登録してください。",
        nl: "Stel gebruikersnaam en wachtwoord in op het toestel of de trunk die het verzoek stuurde en controleer of een bekend algoritme wordt aangeboden (MD5, SHA-256). Hoort de andere kant op IP-adres te worden vertrouwd, stel dat dan in waar om aanmelding werd gevraagd.",
        zh: "請在送出請求的話機或中繼線上設定使用者名稱與密碼，並確認驗證要求中有其支援的演算法（MD5、SHA-256）。若應以 IP 位址信任對方，請在要求驗證的一端如此設定。",
    },
};

pub(super) const STALE_NONCE_LOOP: Explanation = Explanation {
    title: Text {
        en: "Stale nonce loop",
        ja: "nonce期限切れの繰り返し",
        nl: "Nonce telkens verlopen",
        zh: "nonce 不斷失效",
    },
    caller: Text {
        en: "The telephone system and the phone kept failing to complete the sign-in.",
        ja: "電話機と電話システムの間でログインの手続きが繰り返され、完了しませんでした。",
        nl: "Het aanmelden van het toestel bij de telefooncentrale bleef mislukken.",
        zh: "話機與電話系統一再重複登入程序，始終無法完成。",
    },
    happened: Text {
        en: "Every request with credentials came back with stale=true and a new nonce: the server never takes the nonce that it has just given out. Often several servers share one address without sharing nonces, nonces live too short, or the sender keeps using an old one.",
        ja: "認証情報を付けて送るたびにstale=trueと新しいnonceが返り、発行されたばかりのnonceが受け付けられていません。nonceを共有しない複数のサーバが同じアドレスで動いている、nonceの有効期間が短すぎる、送信側が古いnonceを使い続けている、などが主な原因です。",
        nl: "Elk verzoek met inloggegevens kwam terug met stale=true en een nieuwe nonce: de server accepteert nooit de nonce die hij net heeft uitgegeven. Vaak delen meerdere servers één adres maar niet hun nonces, is de levensduur te kort of gebruikt de afzender een oude nonce.",
        zh: "每次帶驗證資料的請求都被以 stale=true 和新的 nonce 退回：伺服器始終不接受剛發出的 nonce。常見原因是多台伺服器共用位址卻不共用 nonce、nonce 有效期太短，或送出端一直沿用舊的 nonce。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::OwnNetwork],
    next: Text {
        en: "Compare the nonce in each challenge with the one in the next request. If they are the same, lengthen the nonce lifetime or keep each client on one server; if they differ, update the sender's firmware.",
        ja: "各チャレンジのnonceと、次のリクエストのnonceを比べてください。同じならnonceの有効期間を延ばすか、同じクライアントが常に同じサーバに届くようにし、異なるなら送信側のファームウェアを更新してください。",
        nl: "Vergelijk de nonce in elke 401 of 407 met die in het volgende verzoek. Zijn ze gelijk, verleng dan de levensduur of houd elke client op dezelfde server; verschillen ze, werk dan de firmware van de afzender bij.",
        zh: "請比對每次驗證要求中的 nonce 與下一個請求所用的 nonce。若相同，請延長 nonce 有效期，或讓同一用戶端固定連到同一台伺服器；若不同，請更新送出端的韌體。",
    },
};

pub(super) const CODEC_MISMATCH: Explanation = Explanation {
    title: Text {
        en: "No common codec",
        ja: "コーデック不一致",
        nl: "Geen gemeenschappelijke codec",
        zh: "沒有共同的編解碼器",
    },
    caller: Text {
        en: "The two phones could not agree on how to carry the sound.",
        ja: "双方の電話機で音声の方式が合わず、おつなぎできませんでした。",
        nl: "De twee toestellen konden het niet eens worden over de manier waarop het geluid wordt verzonden.",
        zh: "雙方話機支援的語音格式不同，所以無法接通。",
    },
    happened: Text {
        en: "The offer in the SDP has no codec or kind of media in common with the other side, which refused it (usually 488 Not Acceptable Here) or set the port of every m= line to 0. One side asking for SRTP and the other for plain RTP looks the same.",
        ja: "SDPのオファーに相手側と共通するコーデックまたはメディア種別がなく、拒否された（多くは488 Not Acceptable Here）か、すべてのm=行のポートが0にされました。片側がSRTP、もう片側が通常のRTPだけを求める場合も同じ結果になります。",
        nl: "De offer in de SDP heeft geen codec of mediasoort gemeen met de andere kant, die hem weigerde (meestal 488 Not Acceptable Here) of elke m=-regel op poort 0 zette. Eist de ene kant SRTP en de andere gewoon RTP, dan ziet u hetzelfde.",
        zh: "SDP offer 與對方沒有共同的編解碼器或媒體類型，因此遭拒（通常是 488 Not Acceptable Here），或所有 m= 行的連接埠都被設為 0。一方要求 SRTP、另一方只用一般 RTP 時，結果也相同。",
    },
    places: &[Place::OwnPhone, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Compare the m= and a=rtpmap lines of both sides, and allow at least one codec on both, best PCMU or PCMA (G.711). Check that both agree on RTP/AVP or RTP/SAVP.",
        ja: "双方のm=行とa=rtpmap行を比べ、少なくとも1つのコーデック（できればPCMUまたはPCMA、つまりG.711）を両方で有効にしてください。RTP/AVPとRTP/SAVPの指定がそろっているかも確認してください。",
        nl: "Vergelijk de m=- en a=rtpmap-regels van beide kanten en sta op beide minstens één zelfde codec toe, bij voorkeur PCMA of PCMU (G.711). Controleer ook of beide hetzelfde profiel gebruiken: RTP/AVP of RTP/SAVP.",
        zh: "請比對雙方的 m= 與 a=rtpmap 行，讓兩端至少啟用一種相同的編解碼器，最好是 PCMU 或 PCMA（G.711）。也請確認雙方同樣使用 RTP/AVP 或 RTP/SAVP。",
    },
};

pub(super) const EXTENSION_MISMATCH: Explanation = Explanation {
    title: Text {
        en: "Required extension missing",
        ja: "必須の拡張に非対応",
        nl: "Vereiste extensie ontbreekt",
        zh: "不支援必要的擴充",
    },
    caller: Text {
        en: "The call failed because one side demands a feature that the other does not have.",
        ja: "一方が必要とする機能に他方が対応していないため、おつなぎできませんでした。",
        nl: "De oproep mislukte omdat de ene kant een functie eist die de andere niet heeft.",
        zh: "一方要求的功能另一方不支援，所以無法接通。",
    },
    happened: Text {
        en: "A request listed in Require or Proxy-Require an extension that its receiver does not know (420 Bad Extension, named in Unsupported), or the receiver demands one that the sender did not list in Supported (421 Extension Required).",
        ja: "RequireまたはProxy-Requireに、受信側が対応していない拡張が指定されました（420 Bad Extension。拡張名はUnsupportedにあります）。または、送信側がSupportedに挙げていない拡張を受信側が要求しました（421 Extension Required）。",
        nl: "In Require of Proxy-Require stond een extensie die de ontvanger niet kent (420 Bad Extension, genoemd in Unsupported), of de ontvanger eist er een die de afzender niet in Supported noemde (421 Extension Required).",
        zh: "請求的 Require 或 Proxy-Require 列了接收端不支援的擴充（420 Bad Extension，列於 Unsupported），或接收端要求了送出端未列在 Supported 的擴充（421 Extension Required）。",
    },
    places: &[Place::OwnPhone, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Read the option tag (100rel, timer, precondition, ...) in Unsupported or Require, and set it on the demanding side from required to supported, or enable it on the other.",
        ja: "UnsupportedまたはRequireのオプションタグ（100rel、timer、preconditionなど）を確認し、要求している側の設定を「必須」から「対応」に変えるか、相手側でその拡張を有効にしてください。",
        nl: "Lees de option tag (100rel, timer, precondition, ...) in Unsupported of Require en zet die aan de eisende kant van 'vereist' op 'ondersteund', of schakel de functie aan de andere kant in.",
        zh: "請查看 Unsupported 或 Require 中的 option tag（100rel、timer、precondition 等），將提出要求的一端由「必要」改為「支援」，或在另一端啟用該功能。",
    },
};

pub(super) const WRONG_REQUEST_URI: Explanation = Explanation {
    title: Text {
        en: "Wrong Request-URI",
        ja: "Request-URIの誤り",
        nl: "Verkeerde Request-URI",
        zh: "Request-URI 錯誤",
    },
    caller: Text {
        en: "The system that received the call does not recognise the address it was meant for.",
        ja: "宛先の指定が相手の電話システムに合わず、おつなぎできませんでした。",
        nl: "Het systeem waar de oproep aankwam, herkent het opgegeven adres niet.",
        zh: "接到這通電話的系統無法辨識受話位址。",
    },
    happened: Text {
        en: "The host or user part of the Request-URI is not one that the receiver answers for: a foreign domain or IP address, an account name in place of the number, a number in another format, or a scheme it does not take (416).",
        ja: "Request-URIのホスト部またはユーザ部が受信側の担当範囲にありません。別のドメインやIPアドレス、番号の代わりのアカウント名、異なる番号形式、非対応のスキーム（416）などが考えられます。",
        nl: "Het host- of gebruikersdeel van de Request-URI hoort niet bij de ontvanger: een vreemd domein of IP-adres, een accountnaam in plaats van het nummer, een andere nummernotatie of een schema dat hij niet kent (416).",
        zh: "Request-URI 的主機或使用者部分不屬於接收端：可能是別的網域或 IP 位址、以帳號名稱代替號碼、號碼格式不同，或不支援的 URI scheme（416）。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::Carrier],
    next: Text {
        en: "Compare the Request-URI with what the receiver expects, its domain and its number format (national or +E.164), and correct the domain, the proxy setting or the number rewriting on the sender. On a trunk, see whether the dialled number stands in To and set the exchange to read it there.",
        ja: "Request-URIを、受信側が求めるドメインと番号形式（国内形式か+E.164か）に照らし、送信側のドメイン、プロキシ、番号変換の設定を直してください。外線で着番号がToにある場合は、交換機がToから読み取るように設定してください。",
        nl: "Leg de Request-URI naast het domein en de nummernotatie die de ontvanger verwacht (nationaal of +E.164) en pas bij de afzender domein, proxy of nummeromzetting aan. Staat bij een trunk het gebelde nummer in To, laat de centrale het dan daaruit lezen.",
        zh: "請將 Request-URI 與接收端要求的網域及號碼格式（國內格式或 +E.164）比對，並修正送出端的網域、代理伺服器或號碼轉換設定。若中繼線把受話號碼放在 To，請設定交換機由 To 讀取。",
    },
};

pub(super) const BAD_MESSAGE: Explanation = Explanation {
    title: Text {
        en: "Malformed message",
        ja: "メッセージの書式誤り",
        nl: "Onjuist SIP-bericht",
        zh: "訊息格式錯誤",
    },
    caller: Text {
        en: "The call failed because one device sent something that the other could not read.",
        ja: "一方の設備が送った信号を他方が読み取れず、おつなぎできませんでした。",
        nl: "De oproep mislukte doordat het ene apparaat iets stuurde wat het andere niet kon lezen.",
        zh: "其中一端送出的訊息，另一端無法解讀，所以無法接通。",
    },
    happened: Text {
        en: "A receiver could not parse the message or would not accept it as SIP and answered 400 Bad Request or similar, or dropped it. The phrase of the response or a Warning header often names the header at fault.",
        ja: "受信側がメッセージを解析できなかったか、SIPとして受け入れず、400 Bad Requestなどを返すか廃棄しました。問題のヘッダは、レスポンスの理由フレーズやWarningヘッダに示されていることがよくあります。",
        nl: "Een ontvanger kon het bericht niet ontleden of accepteerde het niet als SIP en antwoordde met 400 Bad Request of iets dergelijks, of gooide het weg. De statustekst of een Warning-header noemt vaak de foute header.",
        zh: "接收端無法解析該訊息，或不認為是合格的 SIP，因此回覆 400 Bad Request 之類的狀態碼，或直接丟棄。出錯的標頭往往寫在回應文字或 Warning 標頭中。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OwnNetwork],
    next: Text {
        en: "Look at the raw message: line ends, Content-Length against the length of the body, mandatory headers (Via, From, To, Call-ID, CSeq, Max-Forwards). Then compare it with what the sender sent to see if a device in between spoilt it, and update the firmware of the guilty one.",
        ja: "生のメッセージで、改行、Content-Lengthとボディ長の一致、必須ヘッダ（Via、From、To、Call-ID、CSeq、Max-Forwards）を確認してください。送信元での内容とも比べて途中の装置による書き換えの有無を調べ、原因となった装置のファームウェアを更新してください。",
        nl: "Bekijk het ruwe bericht: regeleinden, Content-Length tegenover de lengte van de body en de verplichte headers (Via, From, To, Call-ID, CSeq, Max-Forwards). Vergelijk het met wat er is verzonden, zodat u ziet of een apparaat onderweg het heeft verminkt, en werk de firmware bij van het apparaat dat de fout maakt.",
        zh: "請查看原始訊息：換行、Content-Length 與本文長度是否相符、必要標頭（Via、From、To、Call-ID、CSeq、Max-Forwards）是否齊全。再與送出端的內容比對，確認是否在途中遭設備破壞，並更新有問題設備的韌體。",
    },
};

pub(super) const LOOP: Explanation = Explanation {
    title: Text {
        en: "Routing loop",
        ja: "経路のループ",
        nl: "Routeringslus",
        zh: "路由迴圈",
    },
    caller: Text {
        en: "The call went round in circles and never reached a phone.",
        ja: "つなぎ先が循環し、どの電話機にもつながりませんでした。",
        nl: "De oproep bleef rondgaan en kwam bij geen enkel toestel aan.",
        zh: "這通電話在系統之間不停繞圈，始終沒有送到任何話機。",
    },
    happened: Text {
        en: "The request came back to a server that it had already passed (482 Loop Detected) or used up its Max-Forwards (483 Too Many Hops): usually two routes or two call forwardings that point at each other.",
        ja: "リクエストが一度通ったサーバに戻ってきた（482 Loop Detected）か、Max-Forwardsを使い切りました（483 Too Many Hops）。多くは、互いを指す2つの経路設定または着信転送が原因です。",
        nl: "Het verzoek kwam terug bij een server waar het al was geweest (482 Loop Detected) of verbruikte zijn Max-Forwards (483 Too Many Hops): meestal twee routes of doorschakelingen die naar elkaar wijzen.",
        zh: "請求又回到已經過的伺服器（482 Loop Detected），或用完了 Max-Forwards（483 Too Many Hops）：多半是兩條路由或兩個來電轉接互相指向對方。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Read the Via headers for the address that returns, and break the circle there: remove one forwarding, or correct the route so that this number is not sent back to where it came from.",
        ja: "Viaヘッダを読んで同じアドレスが繰り返し現れる箇所を見つけ、そこでループを断ってください。転送を一方だけ解除するか、その番号を送り元へ戻さないように経路を直してください。",
        nl: "Zoek in de Via-headers het adres dat terugkeert en doorbreek daar de lus: haal één doorschakeling weg, of pas de route aan zodat dit nummer niet teruggaat naar waar het vandaan kwam.",
        zh: "請從 Via 標頭找出重複出現的位址，並在該處打斷迴圈：取消其中一個轉接，或修正路由，不要把該號碼送回來源。",
    },
};

pub(super) const FORKED: Explanation = Explanation {
    title: Text {
        en: "Answered on another phone",
        ja: "一斉呼出で1台が応答",
        nl: "Op één toestel opgenomen",
        zh: "多機同響，一機接聽",
    },
    caller: Text {
        en: "Several phones rang, and the call was answered on one of them.",
        ja: "複数の電話機を呼び出し、そのうちの1台で応答がありました。",
        nl: "Er gingen meerdere toestellen over en op een daarvan is opgenomen.",
        zh: "多支話機同時響鈴，其中一支接起了電話。",
    },
    happened: Text {
        en: "The INVITE was forked to several Contacts, each a dialog with a To tag of its own; one answered with 2xx, and the others were cancelled and ended with 487.",
        ja: "INVITEが複数のContactにフォークされ、それぞれ異なるToタグのダイアログになりました。1台が2xxで応答し、ほかはCANCELされて487で終了しています。",
        nl: "De INVITE is naar meerdere Contacts gesplitst (forking), elk een dialog met een eigen To-tag; één antwoordde met 2xx, de andere zijn met CANCEL afgebroken en eindigden met 487.",
        zh: "INVITE 被分送（fork）到多個 Contact，各自成為 To tag 不同的 dialog；其中一支以 2xx 應答，其餘被 CANCEL，並以 487 結束。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs mending. If the other phones show a missed call, let the CANCEL carry Reason: SIP;cause=200 and check that they heed it.",
        ja: "対処は不要です。ほかの電話機に不在着信が残る場合は、CANCELにReason: SIP;cause=200を付け、電話機がこれに対応しているかを確認してください。",
        nl: "Er is niets te verhelpen. Tonen de andere toestellen een gemiste oproep, stuur dan Reason: SIP;cause=200 mee in de CANCEL en controleer of de toestellen daarnaar luisteren.",
        zh: "不需要處理。若其他話機顯示未接來電，請在 CANCEL 中帶上 Reason: SIP;cause=200，並確認話機支援此標頭。",
    },
};

pub(super) const CONGESTION: Explanation = Explanation {
    title: Text {
        en: "Congestion, no free line",
        ja: "輻輳・回線の空きなし",
        nl: "Overbelast, geen vrije lijn",
        zh: "壅塞，無空閒線路",
    },
    caller: Text {
        en: "The lines are very busy at the moment; please try again in a little while.",
        ja: "ただいま回線が大変混み合っていますので、しばらくしてからおかけ直しください。",
        nl: "Het is op dit moment te druk op de lijnen; probeer het straks nog eens.",
        zh: "目前線路壅塞，請稍後再撥。",
    },
    happened: Text {
        en: "A server or trunk is overloaded or has no free channel, and said so, usually with 503 Service Unavailable; Retry-After, if present, gives the seconds to wait.",
        ja: "サーバが過負荷か、外線に空きチャネルがなく、多くは503 Service Unavailableでそのことが通知されました。Retry-Afterがあれば、待つべき秒数を示します。",
        nl: "Een server is overbelast of een trunk heeft geen vrij kanaal en meldde dat, meestal met 503 Service Unavailable; Retry-After geeft, als het erin staat, aan hoeveel seconden u moet wachten.",
        zh: "伺服器過載或中繼線沒有空閒通道，通常以 503 Service Unavailable 告知；若帶有 Retry-After，其值即為應等待的秒數。",
    },
    places: &[Place::Carrier, Place::Exchange],
    next: Text {
        en: "Wait as long as Retry-After says, then count the simultaneous calls against the channels of the trunk and the limits of the exchange. If it happens at every peak, order more channels or set an overflow route.",
        ja: "Retry-Afterの時間だけ待ち、同時通話数を外線のチャネル数や交換機の上限と突き合わせてください。ピーク時に毎回起きるなら、チャネルを増やすか迂回経路を設定してください。",
        nl: "Wacht zo lang als Retry-After aangeeft en leg het aantal gelijktijdige gesprekken naast de kanalen van de trunk en de limieten van de centrale. Gebeurt het bij elke piek, neem dan meer kanalen af of stel een overlooproute in.",
        zh: "請依 Retry-After 等候，再將同時通話數與中繼線通道數、交換機上限比對。若每到尖峰就發生，請增加通道或設定溢流路由。",
    },
};

pub(super) const SERVER_FAILURE: Explanation = Explanation {
    title: Text {
        en: "Server failure",
        ja: "サーバの障害",
        nl: "Storing in een server",
        zh: "伺服器故障",
    },
    caller: Text {
        en: "The call failed because of a fault in a telephone system on the way.",
        ja: "途中の電話システムに不具合があり、おつなぎできませんでした。",
        nl: "De oproep mislukte door een storing in een telefoonsysteem onderweg.",
        zh: "途中的電話系統發生故障，所以無法接通。",
    },
    happened: Text {
        en: "A server on the way failed: it gave a 5xx that does not speak of overload, for instance 500 Server Internal Error, 502 Bad Gateway or 504 Server Time-out, or a BYE says so in its Reason (Q.850 cause 38 or 41, for instance). Its own log says why, the trace cannot.",
        ja: "経路上のサーバが、500 Server Internal Error、502 Bad Gateway、504 Server Time-outなど、過負荷を示すものではない5xxを返したか、BYEのReasonに障害が示されています（Q.850の理由表示値38や41など）。理由はトレースからは分からないため、そのサーバのログを見る必要があります。",
        nl: "Een server onderweg gaf een 5xx die niet op overbelasting wijst, bijvoorbeeld 500 Server Internal Error, 502 Bad Gateway of 504 Server Time-out, of een BYE meldt een storing in Reason (bijvoorbeeld Q.850-oorzaak 38 of 41). De reden staat in zijn eigen logboek, niet in de trace.",
        zh: "途中的伺服器回覆與過載無關的 5xx，例如 500 Server Internal Error、502 Bad Gateway 或 504 Server Time-out，或 BYE 的 Reason 表示發生故障（例如 Q.850 原因值 38 或 41）；原因要看該伺服器自己的日誌，從擷取紀錄看不出來。",
    },
    places: &[Place::Exchange, Place::Carrier],
    next: Text {
        en: "Find the hop that made the status (Server and Warning headers, source address), and look into its log at this Call-ID and time. If it is the carrier's, report both to them.",
        ja: "そのステータスを最初に返した装置を（Server、Warningヘッダや送信元アドレスから）特定し、そのログをCall-IDと時刻で調べてください。通信事業者の装置であれば、その2つを添えて申告してください。",
        nl: "Zoek de hop die de status maakte (Server- en Warning-header, bronadres) en bekijk zijn logboek bij deze Call-ID en dit tijdstip. Is het de aanbieder, meld dan beide daar.",
        zh: "請找出產生該狀態碼的那一站（Server、Warning 標頭與來源位址），並依 Call-ID 與時間查看其日誌。若是電信業者的設備，請將這兩項資料提供給業者查修。",
    },
};

pub(super) const REFUSED: Explanation = Explanation {
    title: Text {
        en: "Refused",
        ja: "接続拒否",
        nl: "Oproep afgewezen",
        zh: "呼叫遭拒",
    },
    caller: Text {
        en: "The call could not be connected: a telephone system or the other side refused it.",
        ja: "相手側または途中の電話システムに接続を拒否されました。",
        nl: "De oproep is door de andere kant of een telefoonsysteem onderweg afgewezen.",
        zh: "電話被對方或途中的電話系統拒絕，所以無法接通。",
    },
    happened: Text {
        en: "The INVITE ended with a final response that fits none of the known patterns; the status code itself says most about it.",
        ja: "INVITEは、既知のどのパターンにも当てはまらない最終レスポンスで終わりました。手がかりはステータスコードそのものです。",
        nl: "De INVITE eindigde met een eindantwoord dat in geen bekend patroon past; de statuscode zelf zegt er het meest over.",
        zh: "INVITE 收到的最終回應不符合任何已知情形；最主要的線索就是狀態碼本身。",
    },
    places: &[Place::OtherParty, Place::Carrier, Place::Exchange],
    next: Text {
        en: "Look up the status code, read the Reason and Warning headers beside it, and find the hop that made it: the one nearest the called side in whose response the code first appears.",
        ja: "ステータスコードの意味を調べ、ReasonとWarningヘッダも確認してください。次に、そのコードが最初に現れる、最も着信側に近い装置を特定してください。",
        nl: "Zoek de statuscode op, lees de Reason- en Warning-header ernaast en bepaal welke hop hem maakte: die het dichtst bij de gebelde kant waar de code voor het eerst verschijnt.",
        zh: "請查詢該狀態碼，一併查看 Reason 與 Warning 標頭，並找出是哪一站產生的，也就是該狀態碼最先出現、最靠近受話端的那一站。",
    },
};

pub(super) const STOPPED: Explanation = Explanation {
    title: Text {
        en: "Exchange stopped",
        ja: "交換機の停止",
        nl: "Centrale gestopt",
        zh: "交換機停機",
    },
    caller: Text {
        en: "The call ended because the telephone system was being shut down.",
        ja: "電話システムが停止されたため、通話が終了しました。",
        nl: "Het gesprek is beëindigd omdat de telefooncentrale werd uitgezet.",
        zh: "因為電話系統停機，通話已經結束。",
    },
    happened: Text {
        en: "The exchange was stopped in an orderly way and released its calls with BYE, CANCEL or a final response.",
        ja: "交換機が正規の手順で停止され、呼をBYE、CANCELまたは最終レスポンスで解放しました。",
        nl: "De centrale is netjes gestopt en heeft haar gesprekken vrijgegeven met BYE, CANCEL of een eindantwoord.",
        zh: "交換機依正常程序停機，並以 BYE、CANCEL 或最終回應釋放所有通話。",
    },
    places: &[],
    next: Text {
        en: "See in the log who stopped the exchange and when. For planned work, choose a quiet hour, or wait until the last call has ended.",
        ja: "誰がいつ交換機を停止したかをログで確認してください。計画的な停止は、呼の少ない時間帯を選ぶか、最後の通話が終わるのを待って行ってください。",
        nl: "Kijk in het logboek wie de centrale wanneer heeft gestopt. Kies voor gepland werk een rustig uur of wacht tot het laatste gesprek is afgelopen.",
        zh: "請從日誌查看是誰在何時停止交換機。計畫性作業請選在離峰時段，或等最後一通電話結束後再進行。",
    },
};

pub(super) const TIME_LIMIT: Explanation = Explanation {
    title: Text {
        en: "Time limit reached",
        ja: "通話時間の上限",
        nl: "Maximale gespreksduur bereikt",
        zh: "達通話時間上限",
    },
    caller: Text {
        en: "The call ended because it had reached the longest time allowed.",
        ja: "通話時間の上限に達したため、通話が終了しました。",
        nl: "Het gesprek is beëindigd omdat de maximale gespreksduur was bereikt.",
        zh: "通話時間已達上限，因此自動結束。",
    },
    happened: Text {
        en: "The exchange released the call with BYE to both legs because the longest duration set for it was over.",
        ja: "設定された最大通話時間を過ぎたため、交換機が両方のレグにBYEを送って呼を解放しました。",
        nl: "De centrale heeft het gesprek met een BYE naar beide kanten beëindigd omdat de ingestelde maximale duur voorbij was.",
        zh: "通話時間超過設定的上限，交換機向兩端送出 BYE 釋放通話。",
    },
    places: &[],
    next: Text {
        en: "If the call was genuine, raise the limit for this extension or route. If nobody was talking, look for a phone that was left off the hook or a conference that nobody ended.",
        ja: "実際に通話中であったなら、その内線または経路の上限を延ばしてください。誰も話していなかった場合は、受話器の外れた電話機や、終了し忘れた会議がないかを調べてください。",
        nl: "Was het een echt gesprek, verhoog dan de limiet voor dit toestel of deze route. Sprak er niemand, zoek dan naar een hoorn die naast het toestel lag of een conferentie die niemand afsloot.",
        zh: "若確實在通話，請提高該分機或路由的上限。若其實沒有人在講話，請檢查是否有話筒沒掛好，或會議結束後沒有人掛斷。",
    },
};

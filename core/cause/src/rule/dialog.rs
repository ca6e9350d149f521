//! Endings that the protocol within a call brings about.

use crate::{Explanation, Place, Text};

pub(super) const MISSING_ACK: Explanation = Explanation {
    title: Text {
        en: "ACK missing",
        ja: "ACK未受信",
        nl: "ACK ontbreekt",
        zh: "未收到 ACK",
    },
    caller: Text {
        en: "The call was cut off after about half a minute because the confirmation of the answer never arrived.",
        ja: "応答の確認が届かなかったため、通話が30秒ほどで切れました。",
        nl: "Het gesprek is na ongeveer een halve minuut verbroken omdat de bevestiging van het opnemen nooit aankwam.",
        zh: "接聽的確認訊號沒有送達，所以通話約半分鐘後就斷線了。",
    },
    happened: Text {
        en: "The 2xx to the INVITE was never acknowledged: it is repeated at T1 (0.5 s), doubling to T2 (4 s), for 64*T1 = 32 s, after which the answering side gives up and sends BYE. The usual reason is a Contact or Record-Route address in the 2xx that the caller cannot reach, or a NAT or firewall that swallows the ACK.",
        ja: "INVITEに対する2xxにACKが返りませんでした。2xxはT1（0.5秒）から、T2（4秒）を上限に間隔を倍にしながら再送され、64×T1＝32秒を過ぎると着信側があきらめてBYEを送ります。多くは、2xxのContactまたはRecord-Routeのアドレスに発信側から到達できないか、NATやファイアウォールがACKを落としていることが原因です。",
        nl: "De 2xx op de INVITE is nooit met ACK bevestigd: hij wordt herhaald na T1 (0,5 s), telkens verdubbeld tot T2 (4 s), en na 64*T1 = 32 s geeft de antwoordende kant het op met een BYE. Meestal staat er in Contact of Record-Route van de 2xx een adres dat de beller niet kan bereiken, of houdt NAT of een firewall de ACK tegen.",
        zh: "INVITE 的 2xx 始終沒有收到 ACK：2xx 從 T1（0.5 秒）起以倍增間隔重送，最長 T2（4 秒），持續 64×T1＝32 秒，之後應答端放棄並送出 BYE。通常是 2xx 的 Contact 或 Record-Route 位址從發話端連不到，或 ACK 被 NAT 或防火牆擋下。",
    },
    places: &[Place::OwnNetwork, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "See whether the caller sends an ACK at all and to which address. If it goes astray, set the public address on the device that wrote that Contact or Record-Route, and switch SIP ALG off; if none is sent, check that the 2xx reaches the caller.",
        ja: "発信側がACKを送っているか、どのアドレス宛てかを確認してください。宛先が違っていれば、そのContactまたはRecord-Routeを書いた装置に外部アドレスを設定し、SIP ALGを無効にします。送っていなければ、2xxが発信側に届いているかを調べてください。",
        nl: "Kijk of de beller een ACK stuurt en naar welk adres. Gaat die verkeerd, stel dan het publieke adres in op het apparaat dat die Contact of Record-Route schreef en zet SIP ALG uit; komt er geen ACK, controleer dan of de 2xx de beller bereikt.",
        zh: "請查看發話端有沒有送出 ACK、送往哪個位址。若送錯地方，請在寫入該 Contact 或 Record-Route 的設備上設定對外位址，並關閉 SIP ALG；若根本沒送，請確認 2xx 是否到達發話端。",
    },
};

pub(super) const MISSING_PRACK: Explanation = Explanation {
    title: Text {
        en: "PRACK missing",
        ja: "PRACK未受信",
        nl: "PRACK ontbreekt",
        zh: "未收到 PRACK",
    },
    caller: Text {
        en: "The call failed while it was being set up because a confirmation never arrived.",
        ja: "接続の途中で必要な確認が届かず、おつなぎできませんでした。",
        nl: "De oproep mislukte tijdens het opbouwen omdat een bevestiging nooit aankwam.",
        zh: "電話建立過程中有一個確認訊號沒有送達，所以無法接通。",
    },
    happened: Text {
        en: "A provisional response with Require: 100rel and RSeq was never acknowledged with PRACK: it is repeated at T1, doubling each time, for 64*T1 = 32 s, after which the called side should refuse the INVITE with a 5xx. Either the caller announced 100rel and does not keep to it, or the PRACK goes to a Contact that it cannot reach.",
        ja: "Require: 100relとRSeqの付いた暫定レスポンスにPRACKが返りませんでした。暫定レスポンスはT1から間隔を倍にしながら再送され、64×T1＝32秒を過ぎると、着信側はINVITEを5xxで拒否することになります。発信側が100relへの対応を示しながら実装していないか、PRACKの宛先のContactに到達できないことが考えられます。",
        nl: "Een voorlopig antwoord met Require: 100rel en RSeq is nooit met PRACK bevestigd: het wordt herhaald vanaf T1, telkens verdubbeld, tot 64*T1 = 32 s, waarna de gebelde kant de INVITE met een 5xx hoort te weigeren. Ofwel de beller meldt 100rel zonder het te ondersteunen, ofwel de PRACK gaat naar een onbereikbare Contact.",
        zh: "帶有 Require: 100rel 與 RSeq 的暫時回應始終沒有收到 PRACK：該回應從 T1 起每次倍增間隔重送，到 64×T1＝32 秒後，受話端應以 5xx 拒絕 INVITE。原因可能是發話端宣稱支援 100rel 卻沒有實作，或 PRACK 送往連不到的 Contact。",
    },
    places: &[Place::OwnPhone, Place::OwnNetwork, Place::Exchange],
    next: Text {
        en: "See whether PRACK is sent and to which Contact. Correct that address, or switch 100rel off on the caller (leave it out of Supported) or on the called side.",
        ja: "PRACKが送られているか、どのContact宛てかを確認してください。アドレスを直すか、発信側で100relを無効に（Supportedから外す）するか、着信側で無効にしてください。",
        nl: "Kijk of er een PRACK wordt verstuurd en naar welke Contact. Corrigeer dat adres, of zet 100rel uit bij de beller (niet meer in Supported) of bij de gebelde kant.",
        zh: "請查看是否送出 PRACK、送往哪個 Contact。請修正該位址，或在發話端（不列入 Supported）或受話端關閉 100rel。",
    },
};

pub(super) const SESSION_TIMER_EXPIRED: Explanation = Explanation {
    title: Text {
        en: "Session timer expired",
        ja: "セッションタイマ満了",
        nl: "Sessietimer verlopen",
        zh: "session timer 逾時",
    },
    caller: Text {
        en: "The call was cut off because one device no longer showed that it was still there.",
        ja: "通話継続の確認が届かなくなったため、通話が切れました。",
        nl: "Het gesprek is verbroken omdat een van de apparaten niet meer liet weten dat het er nog was.",
        zh: "其中一端沒有按時回報仍在通話，所以電話被切斷了。",
    },
    happened: Text {
        en: "The session interval agreed in Session-Expires was running out without a refresh (re-INVITE or UPDATE) from the side named as refresher, and the other side therefore sent BYE. The refresher forgot it, or its refresh was lost, often because the NAT binding had closed.",
        ja: "Session-Expiresで合意した間隔が満了に近づいても、refresherとされた側からリフレッシュ（re-INVITEまたはUPDATE）が届かず、他方がBYEを送りました。refresherが送らなかったか、NATのバインディングが消えるなどして途中で失われたと考えられます。",
        nl: "De in Session-Expires afgesproken termijn liep af zonder verversing (re-INVITE of UPDATE) van de kant die refresher is, en daarom stuurde de andere kant BYE. De refresher vergat het, of zijn verzoek ging verloren, vaak omdat de NAT-koppeling was gesloten.",
        zh: "Session-Expires 協商的時間即將用盡，另一端仍未收到 refresher 的更新（re-INVITE 或 UPDATE），因此送出 BYE。原因是 refresher 沒有送，或更新請求在途中遺失，常見於 NAT 對應已經關閉。",
    },
    places: &[Place::OwnPhone, Place::OtherParty, Place::OwnNetwork],
    next: Text {
        en: "Find the refresher in the 2xx and see whether it sends a refresh at half the interval. If it does, look for where that is lost (keep-alive, NAT timeout, Contact); if not, update its firmware or make the other side the refresher.",
        ja: "2xxでどちらがrefresherかを確認し、間隔の半分の時点でリフレッシュを送っているかを調べてください。送っていれば失われた箇所（キープアライブ、NATのタイムアウト、Contact）を探し、送っていなければファームウェアを更新するか、他方をrefresherにしてください。",
        nl: "Zoek in de 2xx wie refresher is en kijk of die halverwege de termijn ververst. Zo ja, zoek dan waar het verzoek verloren gaat (keep-alive, NAT-time-out, Contact); zo nee, werk de firmware bij of maak de andere kant refresher.",
        zh: "請從 2xx 找出 refresher，看它是否在時間過半時送出更新。若有送，請追查在哪裡遺失（keep-alive、NAT 逾時、Contact）；若沒有，請更新其韌體，或改由另一端擔任 refresher。",
    },
};

pub(super) const REFRESHER_CONFUSION: Explanation = Explanation {
    title: Text {
        en: "Refresher not agreed",
        ja: "refresherの不一致",
        nl: "Refresher niet eenduidig",
        zh: "refresher 認定不一致",
    },
    caller: Text {
        en: "The call was disturbed because the two devices disagreed who has to confirm that it goes on.",
        ja: "通話継続の確認をどちらが行うかで双方の設備が食い違い、通話に支障が出ました。",
        nl: "Het gesprek werd verstoord omdat de apparaten het niet eens waren over wie moet bevestigen dat het doorgaat.",
        zh: "雙方設備對於該由哪一方確認通話仍在進行，看法不一致，因而影響了通話。",
    },
    happened: Text {
        en: "The two sides read the refresher parameter differently, so both refresh or neither does. The words uac and uas refer to the transaction that carries them, not to the first caller; after a refresh sent by the other side they mean the other one.",
        ja: "refresherパラメータの解釈が双方で異なり、両方がリフレッシュを送るか、どちらも送らない状態です。uacとuasはその値を運ぶトランザクションでの役割であり、最初の発信者のことではないため、逆側からリフレッシュすると指す相手も入れ替わります。",
        nl: "De twee kanten lezen de parameter refresher verschillend, waardoor ze allebei verversen of geen van beide. De waarden uac en uas slaan op de transactie waarin ze staan, niet op de oorspronkelijke beller; ververst de andere kant, dan wijzen ze dus de ander aan.",
        zh: "雙方對 refresher 參數的解讀不同，以致兩端都在更新，或都不更新。uac 與 uas 指的是當次 transaction 中的角色，而不是最初的發話方；若改由另一端送出更新，所指的對象就會對調。",
    },
    places: &[Place::OwnPhone, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Follow refresher through the INVITE, its 2xx and each refresh, and note the first message in which the role changes hands. Set the refresher firmly on the exchange, or update the device that switched it.",
        ja: "INVITE、その2xx、各リフレッシュのrefresherを順に追い、役割が入れ替わった最初のメッセージを見つけてください。交換機側でrefresherを固定するか、入れ替えた装置のファームウェアを更新してください。",
        nl: "Volg refresher door de INVITE, de 2xx en elke verversing en noteer het eerste bericht waarin de rol omslaat. Leg de refresher vast op de centrale of werk het apparaat bij dat de rol omdraaide.",
        zh: "請依序查看 INVITE、其 2xx 及每次更新中的 refresher，找出角色首次對調的訊息。請在交換機上固定 refresher，或更新造成對調的設備韌體。",
    },
};

pub(super) const INTERVAL_LOOP: Explanation = Explanation {
    title: Text {
        en: "No common session interval",
        ja: "セッション間隔の不一致",
        nl: "Geen passend sessie-interval",
        zh: "session 間隔不合",
    },
    caller: Text {
        en: "The call failed because the settings of the two sides do not fit together.",
        ja: "双方の設備の設定が合わず、おつなぎできませんでした。",
        nl: "De oproep mislukte omdat de instellingen van beide kanten niet bij elkaar passen.",
        zh: "雙方設備的設定不相容，所以無法接通。",
    },
    happened: Text {
        en: "Each INVITE is answered 422 Session Interval Too Small, and the next one asks again for a Session-Expires below the Min-SE of that response. The sender ignores Min-SE, or something on the way lowers the interval again.",
        ja: "INVITEを送るたびに422 Session Interval Too Smallが返り、次のINVITEのSession-Expiresも、そのレスポンスのMin-SEを下回っています。送信側がMin-SEに従っていないか、途中の装置が間隔を再び短くしていると考えられます。",
        nl: "Elke INVITE krijgt 422 Session Interval Too Small, en de volgende vraagt weer om een Session-Expires onder de Min-SE uit dat antwoord. De afzender negeert Min-SE, of iets onderweg verlaagt het interval opnieuw.",
        zh: "每個 INVITE 都收到 422 Session Interval Too Small，而下一個 INVITE 的 Session-Expires 仍低於該回應的 Min-SE。可能是送出端忽略 Min-SE，或途中設備又把間隔改短。",
    },
    places: &[Place::OwnPhone, Place::Exchange, Place::OtherParty],
    next: Text {
        en: "Set Session-Expires on the sender to at least the Min-SE of the 422 (1800 s suits almost everywhere), or lower Min-SE on the refusing side, but not under 90 s.",
        ja: "送信側のSession-Expiresを、422のMin-SE以上に設定してください（1800秒であればほぼどこでも使えます）。または、拒否した側のMin-SEを90秒を下回らない範囲で下げてください。",
        nl: "Zet Session-Expires bij de afzender op minstens de Min-SE uit de 422 (1800 s voldoet bijna overal), of verlaag Min-SE bij de weigerende kant, maar niet onder 90 s.",
        zh: "請將送出端的 Session-Expires 設為不低於 422 中的 Min-SE（1800 秒幾乎都適用），或調低拒絕端的 Min-SE，但不可低於 90 秒。",
    },
};

pub(super) const GLARE: Explanation = Explanation {
    title: Text {
        en: "Both changed at once",
        ja: "変更要求の衝突",
        nl: "Gelijktijdige wijziging",
        zh: "雙方同時變更",
    },
    caller: Text {
        en: "Both sides changed something in the call at the same moment, and had to try it again.",
        ja: "双方が同時に通話の内容を変えようとしたため、時間をずらしてやり直しました。",
        nl: "Beide kanten wilden op hetzelfde moment iets aan het gesprek wijzigen en moesten het opnieuw proberen.",
        zh: "雙方同時變更通話內容，必須錯開時間再試一次。",
    },
    happened: Text {
        en: "The two sides sent a re-INVITE or UPDATE at the same time, and it was refused with 491 Request Pending. Each then waits a random time, 2.1 to 4 s for the side that made the Call-ID and 0 to 2 s for the other, and tries again.",
        ja: "双方がre-INVITEまたはUPDATEを同時に送り、491 Request Pendingで拒否されました。その後それぞれがランダムな時間（Call-IDを生成した側は2.1～4秒、他方は0～2秒）待って再試行します。",
        nl: "Beide kanten stuurden tegelijk een re-INVITE of UPDATE, die met 491 Request Pending is geweigerd. Elke kant wacht daarna een willekeurige tijd, 2,1 tot 4 s voor de kant die de Call-ID maakte en 0 tot 2 s voor de andere, en probeert het opnieuw.",
        zh: "雙方同時送出 re-INVITE 或 UPDATE，因而遭 491 Request Pending 拒絕。之後各自等候一段隨機時間再試：產生 Call-ID 的一端為 2.1 至 4 秒，另一端為 0 至 2 秒。",
    },
    places: &[],
    next: Text {
        en: "Nothing needs mending if the second try succeeds. If 491 repeats, look for a side that retries at once without waiting, and switch off one of the two automatic changes (session refresh, hold, re-negotiation just after the answer).",
        ja: "再試行で成功していれば対処は不要です。491が続く場合は、待たずに再試行している側を探し、自動で行われる変更（セッションリフレッシュ、保留、応答直後の再ネゴシエーション）の一方を止めてください。",
        nl: "Slaagt de tweede poging, dan is er niets te verhelpen. Blijft 491 terugkomen, zoek dan uit welke kant zonder wachten herhaalt en zet een van de automatische wijzigingen uit (sessieverversing, in de wacht zetten, heronderhandeling vlak na het opnemen).",
        zh: "若第二次成功就不需處理。若 491 一再出現，請找出沒有等候就立即重試的一端，並關閉其中一方的自動變更（session 更新、保留、接聽後立即重新協商）。",
    },
};

pub(super) const EARLY_BYE: Explanation = Explanation {
    title: Text {
        en: "BYE too early",
        ja: "早すぎるBYE",
        nl: "BYE te vroeg",
        zh: "BYE 送得太早",
    },
    caller: Text {
        en: "The call ended before it was fully connected because one phone hung up too soon.",
        ja: "一方の電話機の切断が早すぎたため、完全につながる前に切れました。",
        nl: "Het gesprek was nog niet helemaal tot stand gekomen toen een van de toestellen al ophing.",
        zh: "電話還沒完全接通，其中一端就掛斷了。",
    },
    happened: Text {
        en: "A BYE was sent before the INVITE was done: the called side may send one only after the ACK has come or the wait for it is over, and a caller who gives up while it rings normally sends CANCEL (a BYE on an early dialog is allowed, but ends that branch alone). A BYE too early is often answered 481 or leaves the other leg hanging.",
        ja: "INVITEの処理が終わる前にBYEが送られました。着信側がBYEを送れるのはACKの受信後かACK待ちの満了後であり、発信側が呼出中にやめるときは、通常はCANCELを使います（アーリーダイアログでのBYEも認められていますが、その分岐しか終了しません）。早すぎるBYEは481を返されたり、他方のレグを残したりしがちです。",
        nl: "Er is een BYE verstuurd voordat de INVITE was afgerond: de gebelde kant mag dat pas na de ACK of als het wachten daarop voorbij is, en een beller die tijdens het overgaan ophangt stuurt normaal CANCEL (een BYE op een early dialog mag, maar beëindigt alleen die tak). Een te vroege BYE krijgt vaak een 481 of laat de andere kant hangen.",
        zh: "INVITE 尚未完成就送出 BYE：受話端必須等收到 ACK 或等候 ACK 逾時後才可送 BYE，發話方若在響鈴中放棄，通常應送 CANCEL（在 early dialog 送 BYE 雖屬允許，但只會結束該分支）。過早的 BYE 常會收到 481，或使另一端的通話無法釋放。",
    },
    places: &[Place::OwnPhone, Place::OtherParty],
    next: Text {
        en: "Put the frames of 200, ACK and BYE in order and see who sent the BYE. Update that phone's firmware, and look for functions that hang up at once (automatic answer, call screening, failed media start).",
        ja: "200、ACK、BYEのフレームを順に並べ、どちらがBYEを送ったかを確認してください。その電話機のファームウェアを更新し、直後に切断する機能（自動応答、着信の選別、メディア開始の失敗）がないかを調べてください。",
        nl: "Zet de frames van 200, ACK en BYE op volgorde en kijk wie de BYE stuurde. Werk de firmware van dat toestel bij en zoek functies die meteen ophangen (automatisch opnemen, oproepfilter, mislukte mediastart).",
        zh: "請把 200、ACK、BYE 的封包依序排列，看是誰送出 BYE。請更新該話機的韌體，並檢查會立即掛斷的功能（自動接聽、來電過濾、媒體啟動失敗）。",
    },
};

pub(super) const DIALOG_LOST: Explanation = Explanation {
    title: Text {
        en: "Call no longer known",
        ja: "呼情報の消失",
        nl: "Gesprek niet meer bekend",
        zh: "通話資料遺失",
    },
    caller: Text {
        en: "The call was cut off because one device had lost track of it.",
        ja: "一方の設備で通話の情報が失われたため、通話が切れました。",
        nl: "Het gesprek is verbroken omdat een van de apparaten het kwijt was.",
        zh: "其中一端的設備遺失了這通電話的資料，所以斷線了。",
    },
    happened: Text {
        en: "A request within the call was answered 481 Call/Transaction Does Not Exist, so the dialog has to be ended: that side restarted or failed over, released the call earlier without a BYE getting through, or was sent tags or a Call-ID that it does not know.",
        ja: "ダイアログ内のリクエストに481 Call/Transaction Does Not Existが返ったため、ダイアログを終了しなければなりません。その側が再起動や系切替をした、BYEが届かないまま先に解放していた、または知らないタグやCall-IDを受け取ったことが考えられます。",
        nl: "Een verzoek binnen het gesprek kreeg 481 Call/Transaction Does Not Exist, zodat de dialog moet worden beëindigd: die kant is herstart of omgeschakeld, had het gesprek al losgelaten zonder dat een BYE aankwam, of kreeg tags of een Call-ID die hij niet kent.",
        zh: "通話中的請求收到 481 Call/Transaction Does Not Exist，因此該 dialog 必須結束：可能是該端重新啟動或切換備援、先前已釋放通話但 BYE 沒有送達，或收到不認得的 tag 或 Call-ID。",
    },
    places: &[Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Check whether the device that sent the 481 restarted, and whether the request reached the same server as the INVITE (route set, load balancer). Compare Call-ID and both tags with those of the INVITE's 2xx.",
        ja: "481を返した装置が再起動していないか、そのリクエストがINVITEと同じサーバに届いたか（ルートセット、ロードバランサ）を確認してください。Call-IDと両方のタグを、INVITEの2xxの値と比べてください。",
        nl: "Controleer of het apparaat dat de 481 stuurde is herstart en of het verzoek bij dezelfde server aankwam als de INVITE (route-set, loadbalancer). Vergelijk Call-ID en beide tags met die in de 2xx op de INVITE.",
        zh: "請檢查送出 481 的設備是否重新啟動過，以及該請求是否送到與 INVITE 相同的伺服器（route set、負載平衡器）。請將 Call-ID 與兩個 tag 跟 INVITE 的 2xx 比對。",
    },
};

pub(super) const LEG_LOST: Explanation = Explanation {
    title: Text {
        en: "Other side vanished",
        ja: "一方の電話機との通信途絶",
        nl: "Andere kant verdwenen",
        zh: "對端失聯",
    },
    caller: Text {
        en: "The call was cut off because the connection to one of the phones was lost.",
        ja: "片方の電話機との接続が失われたため、通話が切れました。",
        nl: "Het gesprek is verbroken omdat de verbinding met een van de toestellen wegviel.",
        zh: "與其中一支話機的連線中斷，所以通話斷了。",
    },
    happened: Text {
        en: "A request within the call (refresh, re-INVITE, OPTIONS or BYE) was repeated until its timer ran out after 64*T1 = 32 s, without any response, or a BYE says so in its Reason (SIP 408, Q.850 cause 27 or 102): that phone lost power or network, changed its address, or the NAT binding to it closed.",
        ja: "ダイアログ内のリクエスト（リフレッシュ、re-INVITE、OPTIONS、BYE）が、タイマ満了（64×T1＝32秒）まで再送されてもレスポンスがなかったか、BYEのReasonがそれを示しています（SIP 408、Q.850の理由表示値27または102）。相手の装置の電源やネットワークが切れた、アドレスが変わった、NATのバインディングが消えたなどが考えられます。",
        nl: "Een verzoek binnen het gesprek (verversing, re-INVITE, OPTIONS of BYE) is herhaald tot de timer na 64*T1 = 32 s afliep, zonder enig antwoord, of een BYE meldt dat in Reason (SIP 408, Q.850-oorzaak 27 of 102): dat toestel verloor stroom of netwerk, kreeg een ander adres, of de NAT-koppeling is gesloten.",
        zh: "通話中的請求（更新、re-INVITE、OPTIONS 或 BYE）一再重送，直到 64×T1＝32 秒逾時都沒有任何回應，或 BYE 的 Reason 如此表示（SIP 408、Q.850 原因值 27 或 102）：該話機可能斷電、斷網或換了位址，或 NAT 對應已經關閉。",
    },
    places: &[Place::OtherParty, Place::OwnPhone, Place::OwnNetwork],
    next: Text {
        en: "Check power, Wi-Fi and network of the side that fell silent, and when its address last changed. Shorten the keep-alive interval below the NAT timeout of the router, usually 30 s for UDP.",
        ja: "反応しなくなった側の電源、Wi-Fi、ネットワークと、アドレスが最後に変わった時刻を確認してください。キープアライブの間隔を、ルータのNATタイムアウト（UDPでは30秒程度のことが多い）より短くしてください。",
        nl: "Controleer stroom, wifi en netwerk van de kant die stilviel, en wanneer het adres voor het laatst wijzigde. Maak het keep-alive-interval korter dan de NAT-time-out van de router, voor UDP vaak 30 s.",
        zh: "請檢查失聯那一端的電源、Wi-Fi 與網路，以及位址最近一次變動的時間。請將 keep-alive 間隔設得比路由器的 NAT 逾時短（UDP 常見約 30 秒）。",
    },
};

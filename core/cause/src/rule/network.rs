//! Faults of the way between two SIP devices.

use crate::{Explanation, Place, Text};

pub(super) const PRIVATE_CONTACT: Explanation = Explanation {
    title: Text {
        en: "Private address in Contact",
        ja: "Contactのプライベートアドレス",
        nl: "Privéadres in Contact",
        zh: "Contact 含私有位址",
    },
    caller: Text {
        en: "The call was disturbed because one phone gave an address that cannot be reached from outside.",
        ja: "一方の電話機が外から届かない宛先を知らせたため、通話に支障が出ました。",
        nl: "Het gesprek werd verstoord omdat een toestel een adres opgaf dat van buiten niet bereikbaar is.",
        zh: "其中一支話機提供了外部連不到的位址，影響了通話。",
    },
    happened: Text {
        en: "Contact holds an address that the other side cannot reach, so later requests go astray: the ACK and BYE of a call, or after a REGISTER every incoming call. Usually the device sits behind NAT and gives its inside address.",
        ja: "Contactに相手側から到達できないアドレスが入っており、以後のリクエスト（通話のACKやBYE、REGISTERの場合はすべての着信）が届きません。多くは装置がNATの内側にあり、内部アドレスを通知しているためです。",
        nl: "In Contact staat een adres dat de andere kant niet kan bereiken, waardoor latere verzoeken verdwalen: de ACK en BYE van een gesprek, of na een REGISTER elke inkomende oproep. Meestal zit het apparaat achter NAT en geeft het zijn interne adres op.",
        zh: "Contact 中是對方連不到的位址，後續請求因此送不到：通話的 ACK 與 BYE，若在 REGISTER 中則是所有來電。通常是設備位於 NAT 後方而填入內部位址。",
    },
    places: &[Place::OwnPhone, Place::OwnNetwork, Place::Exchange],
    next: Text {
        en: "Let the exchange answer to the address that the packets come from (rport, NAT support for that extension), with a keep-alive under 30 s; or set the external address or STUN on the device that wrote the Contact.",
        ja: "交換機でパケットの送信元アドレスへ返す設定（rport、その内線のNAT対応）を有効にし、キープアライブを30秒未満にしてください。または、Contactを書いた装置に外部アドレスかSTUNを設定してください。",
        nl: "Laat de centrale antwoorden naar het adres waar de pakketten vandaan komen (rport, NAT-ondersteuning voor dat toestel) met een keep-alive onder 30 s, of stel het externe adres of STUN in op het apparaat dat de Contact schreef.",
        zh: "請讓交換機回送到封包實際來源的位址（rport、為該分機開啟 NAT 支援），keep-alive 設在 30 秒以內；或在寫出該 Contact 的設備上設定對外位址或 STUN。",
    },
};

pub(super) const ALG_REWRITE: Explanation = Explanation {
    title: Text {
        en: "Rewritten by SIP ALG",
        ja: "SIP ALGによる書き換え",
        nl: "Herschreven door SIP ALG",
        zh: "遭 SIP ALG 改寫",
    },
    caller: Text {
        en: "The call was disturbed by a router that changed the messages on their way.",
        ja: "途中のルータが信号を書き換えたため、通話に支障が出ました。",
        nl: "Het gesprek werd verstoord door een router die de berichten onderweg wijzigde.",
        zh: "途中的路由器改動了傳送的內容，影響了通話。",
    },
    happened: Text {
        en: "Addresses in the message contradict each other: a device on the way, usually a router with SIP ALG, rewrote some of them in Via, Contact or SDP and left others, or spoilt Content-Length or the tags of the call.",
        ja: "メッセージ内のアドレスに食い違いがあります。途中の装置（多くはSIP ALGを持つルータ）が、Via、Contact、SDPの一部だけを書き換えたか、Content-Lengthやタグを壊しています。",
        nl: "Adressen in het bericht spreken elkaar tegen: een apparaat onderweg, meestal een router met SIP ALG, herschreef sommige adressen in Via, Contact of SDP en andere niet, of verminkte Content-Length of de tags.",
        zh: "訊息中的位址彼此矛盾：途中的設備（通常是帶有 SIP ALG 的路由器）只改寫了 Via、Contact 或 SDP 中的一部分，或弄壞了 Content-Length 或 tag。",
    },
    places: &[Place::OwnNetwork, Place::OtherParty],
    next: Text {
        en: "Switch SIP ALG (also called SIP helper, SIP inspection or SIP fix-up) off in the router and restart router and phone. If that cannot be done, use TLS, or a SIP port other than 5060 on the exchange.",
        ja: "ルータのSIP ALG（SIPヘルパー、SIP-NAT、SIPインスペクションなどとも呼ばれます）を無効にし、ルータと電話機を再起動してください。無効にできない場合は、TLSにするか、交換機側のSIPポートを5060以外にしてください。",
        nl: "Zet SIP ALG (ook SIP helper, SIP inspection of SIP fix-up genoemd) uit in de router en herstart router en toestel. Kan dat niet, gebruik dan TLS of op de centrale een andere SIP-poort dan 5060.",
        zh: "請在路由器關閉 SIP ALG（也稱 SIP helper、SIP inspection 或 SIP fix-up），並重新啟動路由器與話機。若無法關閉，請改用 TLS，或將交換機的 SIP 連接埠改為 5060 以外的值。",
    },
};

pub(super) const FRAGMENT_LOST: Explanation = Explanation {
    title: Text {
        en: "Fragment lost",
        ja: "フラグメントの消失",
        nl: "Fragment verloren",
        zh: "分段封包遺失",
    },
    caller: Text {
        en: "The call failed because its set-up message was too large for a part of the network.",
        ja: "発信の信号が大きすぎて途中のネットワークを通れず、おつなぎできませんでした。",
        nl: "De oproep mislukte omdat het bericht te groot was voor een deel van het netwerk.",
        zh: "建立通話所需的資料太大，途中有一段網路無法傳送，所以無法接通。",
    },
    happened: Text {
        en: "A request over UDP was larger than the path MTU (often 1500 bytes, less through tunnels and PPPoE), was cut into IP fragments, and not all of them arrived. RFC 3261 asks for TCP as soon as a request exceeds 1300 bytes and the path MTU is not known.",
        ja: "UDPのリクエストが経路MTU（多くは1500バイト、トンネルやPPPoEではさらに小さい）を超えてIPフラグメントに分割され、その一部が届きませんでした。RFC 3261では、経路MTUが不明でリクエストが1300バイトを超える場合はTCPを使うことになっています。",
        nl: "Een verzoek over UDP was groter dan de MTU van het pad (vaak 1500 bytes, minder bij tunnels en PPPoE), is in IP-fragmenten geknipt en kwam niet volledig aan. RFC 3261 vraagt TCP zodra een verzoek groter is dan 1300 bytes en de MTU onbekend is.",
        zh: "以 UDP 送出的請求超過路徑 MTU（常見為 1500 位元組，經 tunnel 或 PPPoE 時更小），被切成 IP 分段後有部分沒有到達。RFC 3261 要求在路徑 MTU 未知且請求超過 1300 位元組時改用 TCP。",
    },
    places: &[Place::OwnNetwork, Place::Carrier],
    next: Text {
        en: "Use TCP or TLS between these two devices, or shorten the request: fewer codecs, no video, no unneeded headers. Otherwise let the firewall pass IP fragments.",
        ja: "この2台の間をTCPまたはTLSにするか、リクエストを短くしてください（コーデックを減らす、映像を外す、不要なヘッダを省く）。それができなければ、ファイアウォールでIPフラグメントを通してください。",
        nl: "Gebruik TCP of TLS tussen deze twee apparaten, of maak het verzoek korter: minder codecs, geen video, geen overbodige headers. Laat anders de firewall IP-fragmenten door.",
        zh: "請在這兩台設備之間改用 TCP 或 TLS，或縮短請求：減少編解碼器、取消視訊、省去不必要的標頭；否則請讓防火牆放行 IP 分段封包。",
    },
};

pub(super) const NO_RESPONSE: Explanation = Explanation {
    title: Text {
        en: "No response",
        ja: "レスポンスなし",
        nl: "Geen reactie",
        zh: "沒有回應",
    },
    caller: Text {
        en: "The call could not be connected because a system on the way did not react.",
        ja: "途中の設備から反応がなく、おつなぎできませんでした。",
        nl: "De oproep kwam niet tot stand omdat een systeem onderweg niet reageerde.",
        zh: "途中的設備沒有反應，所以無法接通。",
    },
    happened: Text {
        en: "The request was repeated until its timer (64*T1 = 32 s) ran out, and not even 100 Trying came back: the server is down, the address or route is wrong, or a firewall drops the request or the response. The sender treats this as 408.",
        ja: "リクエストはタイマ（64×T1＝32秒）の満了まで再送されましたが、100 Tryingすら返りませんでした。サーバの停止、アドレスや経路の誤り、リクエストまたはレスポンスを落とすファイアウォールが考えられ、送信側は408として扱います。",
        nl: "Het verzoek is herhaald tot de timer (64*T1 = 32 s) afliep en zelfs 100 Trying kwam niet terug: de server ligt stil, adres of route is fout, of een firewall gooit verzoek of antwoord weg. De afzender behandelt dit als 408.",
        zh: "請求一直重送到計時器（64×T1＝32 秒）逾時，連 100 Trying 都沒有收到：伺服器停機、位址或路由錯誤，或防火牆丟掉了請求或回應。送出端會視同 408 處理。",
    },
    places: &[
        Place::OwnNetwork,
        Place::Exchange,
        Place::OtherParty,
        Place::Carrier,
    ],
    next: Text {
        en: "Capture at the destination. If the request does not arrive, check DNS, address, port, route and firewall; if it arrives, check that the service runs and where its response goes (Via, rport).",
        ja: "宛先側でキャプチャしてください。リクエストが届いていなければDNS、アドレス、ポート、経路、ファイアウォールを、届いていればサービスの稼働状態とレスポンスの送り先（Via、rport）を確認してください。",
        nl: "Maak een pakkettrace bij de bestemming. Komt het verzoek niet aan, controleer dan DNS, adres, poort, route en firewall; komt het wel aan, controleer dan of de dienst draait en waar het antwoord heen gaat (Via, rport).",
        zh: "請在目的端擷取封包。若請求沒有到達，請檢查 DNS、位址、連接埠、路由與防火牆；若有到達，請檢查服務是否運作，以及回應送往何處（Via、rport）。",
    },
};

pub(super) const UNREACHABLE: Explanation = Explanation {
    title: Text {
        en: "Nobody listens there",
        ja: "接続先到達不可",
        nl: "Bestemming onbereikbaar",
        zh: "目的地無法到達",
    },
    caller: Text {
        en: "The call could not be connected because the system at the other end could not be reached.",
        ja: "相手側の設備に接続できず、おつなぎできませんでした。",
        nl: "De oproep kwam niet tot stand omdat het systeem aan de andere kant niet bereikbaar was.",
        zh: "連不到另一端的系統，所以無法接通。",
    },
    happened: Text {
        en: "The network refused the packet at once: ICMP port or host unreachable, or a TCP reset. The device is switched off, the SIP service is not running, or it listens on another port or transport.",
        ja: "ネットワークがパケットを直ちに拒否しました（ICMPのポート到達不可・ホスト到達不可、またはTCPのRST）。装置の電源断、SIPサービスの停止、別のポートやトランスポートでの待ち受けが考えられます。",
        nl: "Het netwerk weigerde het pakket meteen: ICMP port of host unreachable, of een TCP-reset. Het apparaat staat uit, de SIP-dienst draait niet, of hij luistert op een andere poort of een ander transport.",
        zh: "網路立即退回該封包：ICMP port／host unreachable，或 TCP RST。可能是設備關機、SIP 服務沒有執行，或在別的連接埠或傳輸協定上監聽。",
    },
    places: &[Place::Exchange, Place::OtherParty, Place::OwnNetwork],
    next: Text {
        en: "Check that the service runs and on which address, port and transport it listens (5060 for UDP and TCP, 5061 for TLS, unless set otherwise), then correct the peer's address or register the phone again.",
        ja: "サービスが動いているか、どのアドレス、ポート、トランスポートで待ち受けているか（設定がなければUDP/TCPは5060、TLSは5061）を確認し、接続先のアドレスを直すか、電話機を登録し直してください。",
        nl: "Controleer of de dienst draait en op welk adres, welke poort en welk transport hij luistert (standaard 5060 voor UDP en TCP, 5061 voor TLS) en corrigeer het adres of registreer het toestel opnieuw.",
        zh: "請檢查服務是否執行，以及在哪個位址、連接埠與傳輸協定監聽（預設 UDP 與 TCP 為 5060，TLS 為 5061），再修正對端位址，或讓話機重新註冊。",
    },
};

pub(super) const TRANSPORT_MISMATCH: Explanation = Explanation {
    title: Text {
        en: "Transport mismatch",
        ja: "トランスポートの不一致",
        nl: "Verkeerd transport",
        zh: "傳輸方式不符",
    },
    caller: Text {
        en: "The call could not be connected because the two systems use different kinds of connection.",
        ja: "双方の設備で接続の方式が違うため、おつなぎできませんでした。",
        nl: "De oproep kwam niet tot stand omdat de twee systemen verschillende verbindingstypen gebruiken.",
        zh: "雙方系統使用的連線方式不同，所以無法接通。",
    },
    happened: Text {
        en: "One side sends SIP over a transport that the other does not take there: plain text to a TLS port, TLS to a plain port, or TCP where only UDP is open. Responses then do not come, or the connection is closed at once.",
        ja: "一方が、他方がそこでは受け付けないトランスポートでSIPを送っています。TLSポートへの平文、平文ポートへのTLS、UDPしか開いていないところへのTCPなどで、レスポンスが来ないか、接続がすぐに切られます。",
        nl: "De ene kant stuurt SIP over een transport dat de andere daar niet aanneemt: onversleuteld naar een TLS-poort, TLS naar een gewone poort, of TCP waar alleen UDP openstaat. Dan komt er geen antwoord of wordt de verbinding meteen verbroken.",
        zh: "一方用了另一端在該處不接受的傳輸方式送 SIP：明文送到 TLS 連接埠、TLS 送到明文連接埠，或在只開 UDP 的地方用 TCP。結果不是沒有回應，就是連線立刻被關閉。",
    },
    places: &[Place::OwnPhone, Place::Exchange],
    next: Text {
        en: "Set transport and port on both sides alike (TLS 5061, UDP or TCP 5060). With TLS, check the certificate and its name; with a sips: address, every hop must use TLS.",
        ja: "双方のトランスポートとポートをそろえてください（TLSは5061、UDPまたはTCPは5060）。TLSでは証明書とその名前を確認し、sips:のアドレスでは全区間がTLSでなければなりません。",
        nl: "Stel transport en poort aan beide kanten gelijk in (TLS 5061, UDP of TCP 5060). Controleer bij TLS het certificaat en de naam daarin; bij een sips:-adres moet elke hop TLS gebruiken.",
        zh: "請將雙方的傳輸方式與連接埠設為一致（TLS 5061，UDP 或 TCP 5060）。若用 TLS，請檢查憑證及其名稱；若為 sips: 位址，沿途每一站都必須使用 TLS。",
    },
};

pub(super) const RESPONSE_MISROUTED: Explanation = Explanation {
    title: Text {
        en: "Response went elsewhere",
        ja: "レスポンスの送り先違い",
        nl: "Antwoord elders afgeleverd",
        zh: "回應送錯地方",
    },
    caller: Text {
        en: "The call could not be connected because the answer went to a wrong address.",
        ja: "返答の信号が別の宛先に送られたため、おつなぎできませんでした。",
        nl: "De oproep kwam niet tot stand omdat het antwoord naar een verkeerd adres ging.",
        zh: "回應被送到錯誤的位址，所以無法接通。",
    },
    happened: Text {
        en: "The responses go to another address or port than the one their request came from, usually to the one in Via: the request had no rport, or the server does not heed it, and behind NAT they never reach the sender.",
        ja: "レスポンスが、リクエストの送信元とは異なるアドレスまたはポート（多くはViaに書かれたもの）に送られています。リクエストにrportがないか、サーバが従っておらず、NATの内側にある送信側には届きません。",
        nl: "De antwoorden gaan naar een ander adres of een andere poort dan waar het verzoek vandaan kwam, meestal naar die in Via: het verzoek had geen rport, of de server houdt zich er niet aan, en achter NAT bereiken ze de afzender niet.",
        zh: "回應送往的位址或連接埠與請求的來源不同，通常是 Via 所寫的那個：請求沒有帶 rport，或伺服器沒有遵守，若送出端在 NAT 後方就收不到。",
    },
    places: &[Place::Exchange, Place::OwnPhone, Place::OwnNetwork],
    next: Text {
        en: "Switch rport on in the phone and NAT support (answer to the source address) on the server, and see whether Via in the response carries received and rport. Also switch SIP ALG off in the router.",
        ja: "電話機のrportと、サーバのNAT対応（送信元アドレスへの返送）を有効にし、レスポンスのViaにreceivedとrportが入っているかを確認してください。ルータのSIP ALGも無効にしてください。",
        nl: "Zet rport aan op het toestel en NAT-ondersteuning (antwoorden naar het bronadres) op de server en kijk of in Via van het antwoord received en rport staan. Zet ook SIP ALG uit in de router.",
        zh: "請在話機啟用 rport，在伺服器啟用 NAT 支援（回覆到來源位址），並查看回應的 Via 是否帶有 received 與 rport。也請關閉路由器的 SIP ALG。",
    },
};

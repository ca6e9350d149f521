//! Faults of the audio.

use crate::{Explanation, Place, Text};

pub(super) const PRIVATE_MEDIA_ADDRESS: Explanation = Explanation {
    title: Text {
        en: "Private address in SDP",
        ja: "SDPのプライベートアドレス",
        nl: "Privéadres in SDP",
        zh: "SDP 含私有位址",
    },
    caller: Text {
        en: "The sound could not reach one side because it was sent to an address that is known only inside another network.",
        ja: "音声が外からは届かない場所へ送られ、片方の声が届きませんでした。",
        nl: "Het geluid kwam aan een kant niet aan omdat het naar een adres ging dat van buiten niet bereikbaar is.",
        zh: "語音被送往外部連不到的位址，所以有一方聽不到聲音。",
    },
    happened: Text {
        en: "The c= line of the SDP names an address (RFC 1918 or 100.64.0.0/10 or link-local) that the other side cannot reach, usually because the sender sits behind NAT and gives its inside address. RTP sent there is lost.",
        ja: "SDPのc=行に、相手側から到達できないアドレス（RFC 1918、100.64.0.0/10、リンクローカル）が書かれています。多くは送信側がNATの内側にあり、内部アドレスを通知しているためで、そこへ送られたRTPは届きません。",
        nl: "In de c=-regel van de SDP staat een adres (RFC 1918 of 100.64.0.0/10 of link-local) dat de andere kant niet kan bereiken, meestal omdat de afzender achter NAT zit en zijn interne adres opgeeft. RTP die daarheen gaat, raakt verloren.",
        zh: "SDP 的 c= 行寫的是對方連不到的位址（RFC 1918、100.64.0.0/10 或 link-local），通常是因為送出端位於 NAT 後方而填入內部位址。送往該處的 RTP 都會遺失。",
    },
    places: &[Place::OwnPhone, Place::OwnNetwork, Place::Exchange],
    next: Text {
        en: "Set the external address, STUN or ICE on the device that wrote this SDP, or let the exchange relay the media and answer to the address that the packets come from.",
        ja: "このSDPを書いた装置に外部アドレス、STUNまたはICEを設定してください。または、交換機でメディアを中継し、パケットの送信元アドレスへ返すように設定してください。",
        nl: "Stel op het apparaat dat deze SDP schreef het externe adres, STUN of ICE in, of laat de centrale de media doorgeven en terugsturen naar het adres waar de pakketten vandaan komen.",
        zh: "請在寫出這份 SDP 的設備上設定對外位址、STUN 或 ICE，或由交換機轉送媒體，並回送到封包實際來源的位址。",
    },
};

pub(super) const WRONG_MEDIA_SOURCE: Explanation = Explanation {
    title: Text {
        en: "RTP from another address",
        ja: "RTPの送信元の不一致",
        nl: "RTP van ander adres",
        zh: "RTP 來源不符",
    },
    caller: Text {
        en: "The sound may be missing on one side because it comes from another place than the one agreed.",
        ja: "音声が取り決めと異なるところから届いているため、片方で聞こえないことがあります。",
        nl: "Het geluid kan aan een kant wegvallen doordat het van een andere plek komt dan was afgesproken.",
        zh: "語音的來源與約定的不同，可能有一方聽不到聲音。",
    },
    happened: Text {
        en: "RTP arrives from an address or port other than the one that the sender announced in its SDP, so a strict receiver drops it, and audio sent back to the announced port may be lost. Usually NAT has changed the port, or the sender does not use symmetric RTP.",
        ja: "RTPが、送信側のSDPで通知されたものとは異なるアドレスまたはポートから届いています。厳密に検査する受信側はこれを廃棄し、通知されたポートへ返す音声も届かないことがあります。多くはNATがポートを変換したか、送信側が対称RTPを使っていないためです。",
        nl: "RTP komt van een ander adres of een andere poort dan de afzender in zijn SDP opgaf; een strenge ontvanger gooit die pakketten weg en geluid terug naar de opgegeven poort kan verloren gaan. Meestal heeft NAT de poort gewijzigd of gebruikt de afzender geen symmetrische RTP.",
        zh: "RTP 的來源位址或連接埠與送出端在 SDP 中宣告的不同；檢查嚴格的接收端會丟棄這些封包，而送回所宣告連接埠的語音也可能遺失。多半是 NAT 改了連接埠，或送出端未使用對稱 RTP。",
    },
    places: &[Place::OwnNetwork, Place::OwnPhone, Place::OtherParty],
    next: Text {
        en: "Compare the source of the RTP with c= and m= of that side. Switch symmetric RTP on in the phone, and let the exchange latch on to the address that the packets really come from.",
        ja: "RTPの送信元を、その側のc=行およびm=行と照合してください。電話機の対称RTPを有効にし、交換機は実際の送信元アドレスに追従（ラッチング）するように設定してください。",
        nl: "Vergelijk de bron van de RTP met c= en m= van die kant. Zet op het toestel symmetrische RTP aan en laat de centrale het werkelijke bronadres van de pakketten volgen (latching).",
        zh: "請比對 RTP 的來源與該端的 c=、m= 行。請在話機啟用對稱 RTP，並讓交換機依封包的實際來源位址回送（latching）。",
    },
};

pub(super) const ONE_WAY_AUDIO: Explanation = Explanation {
    title: Text {
        en: "One-way audio",
        ja: "片通話",
        nl: "Geluid in één richting",
        zh: "單向語音（單通）",
    },
    caller: Text {
        en: "One side could not hear the other during the call.",
        ja: "通話中、片方の声が相手に聞こえていませんでした。",
        nl: "Een van beide kanten kon de ander tijdens het gesprek niet horen.",
        zh: "通話時有一方聽不到對方的聲音。",
    },
    happened: Text {
        en: "RTP was seen in one direction only, although the SDP allowed both: most often a NAT or firewall on the silent path, a wrong address in the SDP, or a phone that sends nothing.",
        ja: "SDPでは双方向が可能なのに、RTPは一方向にしか流れていません。多くは、届かない側の経路にあるNATやファイアウォール、SDPの誤ったアドレス、または何も送っていない電話機が原因です。",
        nl: "Er is alleen in één richting RTP gezien, terwijl de SDP beide toestond: meestal door NAT of een firewall op het stille pad, een verkeerd adres in de SDP of een toestel dat niets verstuurt.",
        zh: "SDP 允許雙向，卻只看到單向的 RTP：多半是沒有聲音的那條路徑上有 NAT 或防火牆、SDP 位址錯誤，或話機沒有送出語音。",
    },
    places: &[Place::OwnNetwork, Place::OtherParty, Place::OwnPhone],
    next: Text {
        en: "Capture at the silent sender. If its RTP leaves, open the RTP ports along the way and check the address in the other side's SDP; if none leaves, check mute, headset, and whether it still believes the call is on hold.",
        ja: "声が相手に届いていない側でキャプチャしてください。RTPが出ていれば経路上のRTPポートを開放して相手側SDPのアドレスを確認し、出ていなければミュート、ヘッドセット、保留が残っていないかを調べてください。",
        nl: "Maak een pakkettrace bij de kant die niet te horen is. Gaat daar RTP weg, open dan de RTP-poorten onderweg en controleer het adres in de SDP van de andere kant; gaat er niets weg, controleer dan de mute-knop, de headset en of het gesprek daar nog in de wacht staat.",
        zh: "請在聲音傳不出去的那一端擷取封包。若 RTP 有送出，請開放沿途的 RTP 連接埠，並檢查對方 SDP 的位址；若沒有送出，請檢查靜音、耳機，以及是否仍停在保留狀態。",
    },
};

pub(super) const NO_AUDIO: Explanation = Explanation {
    title: Text {
        en: "No audio",
        ja: "双方向無音",
        nl: "Geen geluid",
        zh: "沒有聲音",
    },
    caller: Text {
        en: "The call was connected, but neither side could hear the other.",
        ja: "電話はつながりましたが、双方とも相手の声が聞こえませんでした。",
        nl: "De verbinding kwam tot stand, maar beide kanten hoorden niets.",
        zh: "電話接通了，但雙方都聽不到聲音。",
    },
    happened: Text {
        en: "The call was answered and no RTP was seen in either direction, although the SDP agreed on audio. Most often a firewall blocks the whole range of RTP ports, or each side sends to an address that leads nowhere.",
        ja: "応答があり、SDPでも音声が合意されていますが、どちらの方向にもRTPが見られません。多くは、ファイアウォールがRTPのポート範囲全体を遮断しているか、双方が届かないアドレスへ送っていることが原因です。",
        nl: "De oproep is beantwoord en de SDP sprak geluid af, maar in geen van beide richtingen is RTP gezien. Meestal blokkeert een firewall alle RTP-poorten, of sturen beide kanten naar een adres dat nergens heen leidt.",
        zh: "電話已接聽，SDP 也已協商好語音，但兩個方向都沒有看到 RTP。多半是防火牆擋住整個 RTP 連接埠範圍，或雙方都把語音送往無法到達的位址。",
    },
    places: &[Place::OwnNetwork, Place::Exchange, Place::OwnPhone],
    next: Text {
        en: "Check first that the trace was taken where RTP passes. Then open the UDP ports of the exchange's RTP range, and compare c= and m= on both sides with addresses that can be reached.",
        ja: "まず、RTPが通る場所でトレースを採ったかを確認してください。そのうえで、交換機のRTPポート範囲（UDP）を開放し、双方のc=行とm=行が到達できるアドレスかを確かめてください。",
        nl: "Controleer eerst of de trace is gemaakt op een plek waar RTP langskomt. Open daarna de UDP-poorten van het RTP-bereik van de centrale en kijk of de adressen in c= en m= van beide kanten bereikbaar zijn.",
        zh: "請先確認擷取點是 RTP 會經過的地方。再開放交換機 RTP 範圍的 UDP 連接埠，並檢查雙方 c= 與 m= 中的位址是否連得到。",
    },
};

pub(super) const MEDIA_TIMEOUT: Explanation = Explanation {
    title: Text {
        en: "Media timeout",
        ja: "音声の途絶による切断",
        nl: "Verbroken: geen geluid ontvangen",
        zh: "收不到語音而斷線",
    },
    caller: Text {
        en: "The call was cut off because no sound had been coming from the other side for a while.",
        ja: "相手側からの音声がしばらく届かなかったため、通話が切れました。",
        nl: "Het gesprek is verbroken omdat er een tijd geen geluid meer van de andere kant kwam.",
        zh: "有一段時間收不到另一端的聲音，所以電話被切斷了。",
    },
    happened: Text {
        en: "The side that sent BYE says that it had received no RTP for a set time. Usually the other phone lost its network or power, a NAT or firewall closed the way of the audio, or the other side sends nothing in silence or on hold (VAD, sendonly without music).",
        ja: "BYEを送った側が、一定時間RTPを受信しなかったと示しています。多くは、相手の電話機のネットワークや電源が切れた、NATやファイアウォールが音声の経路を閉じた、または無音時や保留中に何も送らない設定（VAD、保留音のないsendonly）が原因です。",
        nl: "De kant die BYE stuurde, meldt dat hij een ingestelde tijd geen RTP ontving. Meestal viel bij het andere toestel netwerk of stroom weg, sloot een NAT of firewall het pad van het geluid, of stuurt de andere kant niets bij stilte of in de wacht (VAD, sendonly zonder muziek).",
        zh: "送出 BYE 的一端表示已有一段設定時間沒有收到 RTP。通常是另一端話機斷網或斷電、NAT 或防火牆關閉了語音路徑，或另一端在靜音、保留時不送任何封包（VAD、沒有音樂的 sendonly）。",
    },
    places: &[Place::OwnNetwork, Place::OtherParty, Place::Exchange],
    next: Text {
        en: "Capture RTP on both sides and see where it stops. Check the network of the side that fell silent, switch off silence suppression, and set the media timeout longer than the longest hold without music.",
        ja: "双方でRTPをキャプチャし、どこで途絶えたかを確認してください。音声が途絶えた側のネットワークを調べ、無音抑圧を無効にし、メディアのタイムアウトを、保留音のない保留の最長時間より長く設定してください。",
        nl: "Maak aan beide kanten een pakkettrace van de RTP en kijk waar die ophoudt. Controleer het netwerk van de kant die stilviel, zet stilteonderdrukking uit en stel de media-time-out langer in dan de langste wachtstand zonder muziek.",
        zh: "請在兩端擷取 RTP，看是在哪裡中斷。請檢查沒有聲音那一端的網路，關閉靜音抑制，並將媒體逾時設得比沒有音樂的最長保留時間更長。",
    },
};

pub(super) const POOR_AUDIO: Explanation = Explanation {
    title: Text {
        en: "Poor audio",
        ja: "音質の劣化",
        nl: "Slechte geluidskwaliteit",
        zh: "語音品質不良",
    },
    caller: Text {
        en: "The sound was broken or choppy because parts of it got lost or came too late.",
        ja: "音声の一部が失われたり遅れたりしたため、途切れて聞こえました。",
        nl: "Het geluid haperde doordat delen ervan verloren gingen of te laat aankwamen.",
        zh: "部分語音遺失或延遲，所以聲音斷斷續續。",
    },
    happened: Text {
        en: "So many RTP packets were lost or came too late for the jitter buffer that it was heard; sequence numbers, arrival times and RTCP reports show it. Usually a full line, Wi-Fi, or a router that does not give voice priority.",
        ja: "失われた、またはジッタバッファに間に合わなかったRTPパケットが、聞いて分かるほど多くありました。シーケンス番号、到着時刻、RTCPレポートに表れています。多くは、回線の混雑、Wi-Fi、音声を優先しないルータが原因です。",
        nl: "Er gingen zoveel RTP-pakketten verloren of kwamen er zoveel te laat voor de jitterbuffer dat het te horen was; volgnummers, aankomsttijden en RTCP-rapporten laten dat zien. Meestal ligt het aan een volle lijn, wifi of een router die spraak geen voorrang geeft.",
        zh: "遺失或來不及進入抖動緩衝區的 RTP 封包多到聽得出來，從序號、到達時間與 RTCP 報告可以看出。通常是線路壅塞、Wi-Fi，或路由器沒有優先處理語音。",
    },
    places: &[Place::OwnNetwork, Place::Carrier, Place::OtherParty],
    next: Text {
        en: "Measure loss and jitter at several points to find the section where they begin. Mark voice with DSCP EF (46) and give it priority in the router, use a cable in place of Wi-Fi, and check duplex and load of the line.",
        ja: "複数の地点で損失とジッタを測り、悪化が始まる区間を見つけてください。音声にDSCP EF（46）を付けてルータで優先し、Wi-Fiを有線に替え、回線のデュプレックス設定と使用率を確認してください。",
        nl: "Meet verlies en jitter op meerdere punten om te vinden waar het begint. Markeer spraak met DSCP EF (46) en geef die voorrang in de router, gebruik een kabel in plaats van wifi en controleer duplex en belasting van de lijn.",
        zh: "請在多個測點量測遺失率與抖動，找出開始變差的區段。請將語音標記為 DSCP EF（46）並在路由器優先處理，以有線取代 Wi-Fi，並檢查線路的雙工模式與負載。",
    },
};

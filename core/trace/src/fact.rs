//! What a trace shows beyond the lines that can be quoted from it: measured, counted or missing.
//!
//! A fact keeps its values; the words come with the language of the reader.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use naisen_cause::{Cause, Contradiction, Language};
use naisen_sip::{MessageError, StatusCode};

use crate::NoticeKind;

/// Something that was measured, counted or missed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// A message went from one host to another.
    Sent {
        /// From whom.
        from: SocketAddr,
        /// To whom.
        to: SocketAddr,
    },
    /// A response went to this address.
    SentTo(SocketAddr),
    /// A message was repeated.
    Repeated {
        /// How often, the first time not counted.
        times: usize,
        /// From the first time to the last.
        span: Duration,
    },
    /// It rang.
    Rang(Duration),
    /// It rang before a final response.
    RangBefore {
        /// How long.
        span: Duration,
        /// The final response.
        status: StatusCode,
    },
    /// The size of a body in bytes.
    BodySize(usize),
    /// The size of a message in bytes.
    Size(usize),
    /// The size of a message, in bytes, that travelled over UDP.
    SizeOverUdp(usize),
    /// The same; smaller ones on the same way were answered.
    OnlyLargeUnanswered(usize),
    /// The bytes that the first fragment of a datagram carried; the others never came.
    FirstFragmentOnly(usize),
    /// No response to a request.
    NoResponse,
    /// No ACK to a final response.
    NoAck,
    /// No PRACK to a reliable response.
    NoPrack,
    /// The tags of a request are those of no dialog that was seen.
    StrangeTags,
    /// Neither CANCEL nor a final response to an INVITE.
    NoCancelNoFinal,
    /// Something that happened on the way.
    Notice {
        /// What.
        kind: NoticeKind,
        /// Where the packet that it is about came from.
        from: SocketAddr,
        /// Where it went.
        to: SocketAddr,
    },
    /// A host that takes no TCP or TLS speaks UDP.
    SpeaksUdp(SocketAddr),
    /// Bytes from a host that begin like SIP.
    Unreadable(SocketAddr),
    /// What is wrong with a message.
    Malformed(MessageError),
    /// The Via lines of a request.
    ViaLines(usize),
    /// Challenges in a row that call the nonce stale.
    StaleInARow(usize),
    /// A status that came again and again.
    StatusTimes {
        /// The status.
        status: u16,
        /// How often.
        times: usize,
    },
    /// A BYE so long after the answer.
    ByeAfterAnswer(Duration),
    /// A BYE of the answering side, so long after its answer.
    ByeFromAfter {
        /// Who sent it.
        from: SocketAddr,
        /// Since the answer.
        span: Duration,
    },
    /// A BYE of the called side that came too early.
    EarlyBye {
        /// Who sent it.
        from: SocketAddr,
        /// Since the response before it.
        span: Duration,
        /// Why it is too early.
        why: TooEarly,
    },
    /// A BYE after a session interval without a refresh.
    ByeAfterInterval {
        /// Since the last agreement.
        span: Duration,
        /// The agreed interval in seconds.
        interval: u32,
        /// A refresh was sent, and had no answer.
        tried: bool,
    },
    /// `refresher=uac` to a request that does not offer `timer`.
    RefresherWithoutTimer,
    /// The response names another refresher than the request.
    OtherRefresher,
    /// The response names no refresher.
    NoRefresher,
    /// The host of a Request-URI is not the one that it was sent to.
    ForeignRequestUri {
        /// The address that it names.
        named: IpAddr,
        /// Where it went.
        to: SocketAddr,
    },
    /// A host from which no RTP reaches the address that was announced.
    NoRtpReaches(IpAddr),
    /// No RTP from a host to an address.
    NoPacket {
        /// From whom.
        from: IpAddr,
        /// Where it was wanted.
        to: SocketAddr,
    },
    /// No RTP at all while they talked.
    NoRtpInTalk(Duration),
    /// Packets of RTP that were seen.
    Packets {
        /// How many.
        count: u64,
        /// From where.
        from: SocketAddr,
        /// To where.
        to: SocketAddr,
        /// From the first to the last.
        span: Duration,
    },
    /// A stream of RTP.
    Stream {
        /// From where.
        from: SocketAddr,
        /// To where.
        to: SocketAddr,
    },
    /// Packets of RTP that are missing in the row of sequence numbers.
    Missing {
        /// How many.
        lost: u64,
        /// Of how many.
        expected: u64,
    },
    /// The Reason headers of a message contradict each other.
    Contradiction(Contradiction),
    /// A status and a cause of one message that no table translates into each other.
    StatusAgainstCause {
        /// The status.
        status: StatusCode,
        /// The cause.
        cause: Cause,
    },
}

/// Why a BYE of the called side came too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooEarly {
    /// The INVITE has no 2xx.
    NotAnswered,
    /// The 2xx comes after it.
    BeforeAnswer,
    /// The ACK comes after it.
    BeforeAck,
    /// No ACK was seen, and the time to wait for one was not over.
    WithoutAck,
}

impl Fact {
    /// The fact in words.
    pub fn in_language(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Ja => self.japanese(),
            Language::Nl => self.dutch(),
            Language::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        let s = seconds;
        match self {
            Self::Sent { from, to } => format!("sent from {from} to {to}"),
            Self::SentTo(to) => format!("sent to {to}"),
            Self::Repeated { times, span } => format!("repeated {times} times in {}", s(*span)),
            Self::Rang(span) => format!("rang for {}", s(*span)),
            Self::RangBefore { span, status } => {
                format!("rang for {} before {}", s(*span), status.code())
            }
            Self::BodySize(size) => format!("the body has {size} bytes"),
            Self::Size(size) => format!("the request has {size} bytes"),
            Self::SizeOverUdp(size) => format!("{size} bytes over UDP"),
            Self::OnlyLargeUnanswered(size) => {
                format!("{size} bytes over UDP; smaller ones are answered")
            }
            Self::FirstFragmentOnly(size) => {
                format!("the first fragment carries {size} bytes, the others never came")
            }
            Self::NoResponse => "no response to it in the trace".into(),
            Self::NoAck => "no ACK to it in the trace".into(),
            Self::NoPrack => "no PRACK to it in the trace".into(),
            Self::StrangeTags => "its tags are those of no dialog in the trace".into(),
            Self::NoCancelNoFinal => "no CANCEL, and no final response to the INVITE".into(),
            Self::Notice { kind, from, to } => {
                let what = match kind {
                    NoticeKind::Unreachable => "ICMP: unreachable",
                    NoticeKind::Reset => "TCP: connection refused or reset",
                    NoticeKind::OtherTransport => "TLS and clear text on the same way",
                    NoticeKind::TlsRefused => {
                        "TLS: the connection was closed without an answer to the handshake"
                    }
                    NoticeKind::Unreadable => "bytes that cannot be read as SIP",
                };
                format!("{what}, from {from} to {to}")
            }
            Self::SpeaksUdp(host) => format!("the same host speaks UDP: {host}"),
            Self::Unreadable(from) => format!("bytes from {from} that cannot be read as SIP"),
            Self::Malformed(error) => format!("cannot be read: {error}"),
            Self::ViaLines(count) => format!("{count} Via lines"),
            Self::StaleInARow(times) => format!("stale=true {times} times in a row"),
            Self::StatusTimes { status, times } => format!("{status} {times} times"),
            Self::ByeAfterAnswer(span) => format!("BYE {} after the answer", s(*span)),
            Self::ByeFromAfter { from, span } => format!("BYE from {from} after {}", s(*span)),
            Self::EarlyBye { from, span, why } => {
                let why = match why {
                    TooEarly::NotAnswered => "no 2xx to the INVITE before it",
                    TooEarly::BeforeAnswer => "the 2xx comes after it",
                    TooEarly::BeforeAck => "the ACK comes after it",
                    TooEarly::WithoutAck => "no ACK before it",
                };
                format!("BYE from {from} {} later: {why}", s(*span))
            }
            Self::ByeAfterInterval {
                span,
                interval,
                tried,
            } => {
                let refresh = if *tried {
                    "no refresh that was answered"
                } else {
                    "no refresh"
                };
                let span = s(*span);
                format!("BYE {span} after the last agreement on {interval} s, {refresh} between")
            }
            Self::RefresherWithoutTimer => {
                "refresher=uac, and the INVITE does not offer timer".into()
            }
            Self::OtherRefresher => "the response names another refresher than the request".into(),
            Self::NoRefresher => "the response names no refresher".into(),
            Self::ForeignRequestUri { named, to } => {
                format!("the Request-URI names {named}, sent to {to}")
            }
            Self::NoRtpReaches(from) => format!("no RTP from {from} reaches it"),
            Self::NoPacket { from, to } => format!("no packet from {from} to {to}"),
            Self::NoRtpInTalk(span) => format!("no RTP in {} of talk", s(*span)),
            Self::Packets {
                count,
                from,
                to,
                span,
            } => format!("{count} packets of RTP from {from} to {to} in {}", s(*span)),
            Self::Stream { from, to } => format!("RTP from {from} to {to}"),
            Self::Missing { lost, expected } => format!("{lost} of {expected} packets missing"),
            Self::Contradiction(contradiction) => format!("contradiction: {contradiction}"),
            Self::StatusAgainstCause { status, cause } => format!(
                "contradiction: status {} and cause {}",
                status.code(),
                cause.value()
            ),
        }
    }

    fn japanese(&self) -> String {
        let s = |span: Duration| format!("{:.1}秒", span.as_secs_f64());
        match self {
            Self::Sent { from, to } => format!("{from}から{to}へ送信"),
            Self::SentTo(to) => format!("{to}へ送信"),
            Self::Repeated { times, span } => format!("{}間に{times}回再送", s(*span)),
            Self::Rang(span) => format!("{}間呼出", s(*span)),
            Self::RangBefore { span, status } => {
                format!("{}間呼び出した後に{}", s(*span), status.code())
            }
            Self::BodySize(size) => format!("ボディは{size}バイト"),
            Self::Size(size) => format!("リクエストは{size}バイト"),
            Self::SizeOverUdp(size) => format!("UDPで{size}バイト"),
            Self::OnlyLargeUnanswered(size) => {
                format!("UDPで{size}バイト。これより小さいものには応答あり")
            }
            Self::FirstFragmentOnly(size) => {
                format!("最初のフラグメントは{size}バイト、残りは届いていない")
            }
            Self::NoResponse => "トレース内に応答なし".into(),
            Self::NoAck => "トレース内にACKなし".into(),
            Self::NoPrack => "トレース内にPRACKなし".into(),
            Self::StrangeTags => "タグに一致するダイアログがトレース内にない".into(),
            Self::NoCancelNoFinal => "CANCELも、INVITEへの最終レスポンスもなし".into(),
            Self::Notice { kind, from, to } => {
                let what = match kind {
                    NoticeKind::Unreachable => "ICMP：到達不能",
                    NoticeKind::Reset => "TCP：接続の拒否またはリセット",
                    NoticeKind::OtherTransport => "同じ経路にTLSと平文が混在",
                    NoticeKind::TlsRefused => "TLS：ハンドシェイクに応答せず接続を切断",
                    NoticeKind::Unreadable => "SIPとして読めないデータ",
                };
                format!("{what}（{from}から{to}へ）")
            }
            Self::SpeaksUdp(host) => format!("同じホストはUDPで通信：{host}"),
            Self::Unreadable(from) => format!("{from}からSIPとして読めないデータ"),
            Self::Malformed(error) => format!("読み取れない：{error}"),
            Self::ViaLines(count) => format!("Viaが{count}行"),
            Self::StaleInARow(times) => format!("stale=trueが{times}回連続"),
            Self::StatusTimes { status, times } => format!("{status}が{times}回"),
            Self::ByeAfterAnswer(span) => format!("応答の{}後にBYE", s(*span)),
            Self::ByeFromAfter { from, span } => format!("{}後に{from}からBYE", s(*span)),
            Self::EarlyBye { from, span, why } => {
                let why = match why {
                    TooEarly::NotAnswered => "それ以前にINVITEへの2xxなし",
                    TooEarly::BeforeAnswer => "2xxはその後",
                    TooEarly::BeforeAck => "ACKはその後",
                    TooEarly::WithoutAck => "それ以前にACKなし",
                };
                format!("{}後に{from}からBYE：{why}", s(*span))
            }
            Self::ByeAfterInterval {
                span,
                interval,
                tried,
            } => {
                let refresh = if *tried {
                    "応答のあったリフレッシュなし"
                } else {
                    "リフレッシュなし"
                };
                let span = s(*span);
                format!("最後の合意（{interval}秒）から{span}後にBYE、その間{refresh}")
            }
            Self::RefresherWithoutTimer => {
                "refresher=uacだが、INVITEはtimerに対応を示していない".into()
            }
            Self::OtherRefresher => "レスポンスのrefresherがリクエストと異なる".into(),
            Self::NoRefresher => "レスポンスにrefresherの指定なし".into(),
            Self::ForeignRequestUri { named, to } => {
                format!("Request-URIは{named}、送信先は{to}")
            }
            Self::NoRtpReaches(from) => format!("{from}からのRTPが届いていない"),
            Self::NoPacket { from, to } => format!("{from}から{to}へのパケットなし"),
            Self::NoRtpInTalk(span) => format!("{}の通話中にRTPなし", s(*span)),
            Self::Packets {
                count,
                from,
                to,
                span,
            } => format!("{from}から{to}へRTPが{}間に{count}パケット", s(*span)),
            Self::Stream { from, to } => format!("{from}から{to}へのRTP"),
            Self::Missing { lost, expected } => {
                format!("{expected}パケット中{lost}パケットが欠落")
            }
            Self::Contradiction(contradiction) => {
                format!(
                    "矛盾：{}",
                    pair(*contradiction, "理由表示値", "生成源", "と")
                )
            }
            Self::StatusAgainstCause { status, cause } => format!(
                "矛盾：ステータス{}と理由表示値{}",
                status.code(),
                cause.value()
            ),
        }
    }

    fn dutch(&self) -> String {
        let s = |span: Duration| seconds(span).replace('.', ",");
        match self {
            Self::Sent { from, to } => format!("verzonden van {from} naar {to}"),
            Self::SentTo(to) => format!("verzonden naar {to}"),
            Self::Repeated { times, span } => format!("{times} keer herhaald in {}", s(*span)),
            Self::Rang(span) => format!("ging {} over", s(*span)),
            Self::RangBefore { span, status } => {
                format!("ging {} over voor de {}", s(*span), status.code())
            }
            Self::BodySize(size) => format!("de body is {size} bytes groot"),
            Self::Size(size) => format!("het verzoek is {size} bytes groot"),
            Self::SizeOverUdp(size) => format!("{size} bytes over UDP"),
            Self::OnlyLargeUnanswered(size) => {
                format!("{size} bytes over UDP; op kleinere berichten komt wel antwoord")
            }
            Self::FirstFragmentOnly(size) => {
                format!("het eerste fragment bevat {size} bytes, de andere zijn nooit gekomen")
            }
            Self::NoResponse => "geen antwoord erop in de trace".into(),
            Self::NoAck => "geen ACK erop in de trace".into(),
            Self::NoPrack => "geen PRACK erop in de trace".into(),
            Self::StrangeTags => "de tags horen bij geen dialog in de trace".into(),
            Self::NoCancelNoFinal => "geen CANCEL, en geen eindantwoord op de INVITE".into(),
            Self::Notice { kind, from, to } => {
                let what = match kind {
                    NoticeKind::Unreachable => "ICMP: onbereikbaar",
                    NoticeKind::Reset => "TCP: verbinding geweigerd of verbroken",
                    NoticeKind::OtherTransport => "TLS en onversleuteld op dezelfde weg",
                    NoticeKind::TlsRefused => {
                        "TLS: verbinding gesloten zonder antwoord op de handshake"
                    }
                    NoticeKind::Unreadable => "bytes die niet als SIP te lezen zijn",
                };
                format!("{what}, van {from} naar {to}")
            }
            Self::SpeaksUdp(host) => format!("dezelfde host spreekt UDP: {host}"),
            Self::Unreadable(from) => format!("bytes van {from} die niet als SIP te lezen zijn"),
            Self::Malformed(error) => format!("niet te lezen: {error}"),
            Self::ViaLines(count) => format!("{count} Via-regels"),
            Self::StaleInARow(times) => format!("{times} keer achter elkaar stale=true"),
            Self::StatusTimes { status, times } => format!("{times} keer {status}"),
            Self::ByeAfterAnswer(span) => format!("BYE {} na het opnemen", s(*span)),
            Self::ByeFromAfter { from, span } => format!("BYE van {from} na {}", s(*span)),
            Self::EarlyBye { from, span, why } => {
                let why = match why {
                    TooEarly::NotAnswered => "geen 2xx op de INVITE ervoor",
                    TooEarly::BeforeAnswer => "de 2xx komt erna",
                    TooEarly::BeforeAck => "de ACK komt erna",
                    TooEarly::WithoutAck => "geen ACK ervoor",
                };
                format!("BYE van {from} {} later: {why}", s(*span))
            }
            Self::ByeAfterInterval {
                span,
                interval,
                tried,
            } => {
                let refresh = if *tried {
                    "geen beantwoorde verversing"
                } else {
                    "geen verversing"
                };
                let span = s(*span);
                format!("BYE {span} na de laatste afspraak van {interval} s, daartussen {refresh}")
            }
            Self::RefresherWithoutTimer => "refresher=uac, maar de INVITE biedt geen timer".into(),
            Self::OtherRefresher => {
                "het antwoord noemt een andere refresher dan het verzoek".into()
            }
            Self::NoRefresher => "het antwoord noemt geen refresher".into(),
            Self::ForeignRequestUri { named, to } => {
                format!("de Request-URI noemt {named}, verzonden naar {to}")
            }
            Self::NoRtpReaches(from) => format!("er komt geen RTP van {from} aan"),
            Self::NoPacket { from, to } => format!("geen pakket van {from} naar {to}"),
            Self::NoRtpInTalk(span) => format!("geen RTP in {} gesprek", s(*span)),
            Self::Packets {
                count,
                from,
                to,
                span,
            } => format!("{count} RTP-pakketten van {from} naar {to} in {}", s(*span)),
            Self::Stream { from, to } => format!("RTP van {from} naar {to}"),
            Self::Missing { lost, expected } => {
                format!("{lost} van {expected} pakketten ontbreken")
            }
            Self::Contradiction(contradiction) => format!(
                "tegenspraak: {}",
                pair(*contradiction, "oorzaak", "locatie", " en ")
            ),
            Self::StatusAgainstCause { status, cause } => format!(
                "tegenspraak: status {} en oorzaak {}",
                status.code(),
                cause.value()
            ),
        }
    }

    fn chinese(&self) -> String {
        let s = |span: Duration| format!("{:.1} 秒", span.as_secs_f64());
        match self {
            Self::Sent { from, to } => format!("由 {from} 送往 {to}"),
            Self::SentTo(to) => format!("送往 {to}"),
            Self::Repeated { times, span } => format!("{}內重送 {times} 次", s(*span)),
            Self::Rang(span) => format!("響鈴 {}", s(*span)),
            Self::RangBefore { span, status } => {
                format!("響鈴 {}後收到 {}", s(*span), status.code())
            }
            Self::BodySize(size) => format!("本文共 {size} 位元組"),
            Self::Size(size) => format!("請求共 {size} 位元組"),
            Self::SizeOverUdp(size) => format!("以 UDP 傳送 {size} 位元組"),
            Self::OnlyLargeUnanswered(size) => {
                format!("以 UDP 傳送 {size} 位元組；較小的訊息有回應")
            }
            Self::FirstFragmentOnly(size) => {
                format!("第一個分段有 {size} 位元組，其餘分段未到達")
            }
            Self::NoResponse => "擷取紀錄中沒有對它的回應".into(),
            Self::NoAck => "擷取紀錄中沒有對它的 ACK".into(),
            Self::NoPrack => "擷取紀錄中沒有對它的 PRACK".into(),
            Self::StrangeTags => "擷取紀錄中沒有任何 dialog 使用這些 tag".into(),
            Self::NoCancelNoFinal => "沒有 CANCEL，INVITE 也沒有最終回應".into(),
            Self::Notice { kind, from, to } => {
                let what = match kind {
                    NoticeKind::Unreachable => "ICMP：無法到達",
                    NoticeKind::Reset => "TCP：連線遭拒或被重設",
                    NoticeKind::OtherTransport => "同一路徑上有 TLS 也有明文",
                    NoticeKind::TlsRefused => "TLS：未回應交握即關閉連線",
                    NoticeKind::Unreadable => "無法解讀為 SIP 的資料",
                };
                format!("{what}，由 {from} 送往 {to}")
            }
            Self::SpeaksUdp(host) => format!("同一主機使用 UDP：{host}"),
            Self::Unreadable(from) => format!("來自 {from} 的資料無法解讀為 SIP"),
            Self::Malformed(error) => format!("無法解讀：{error}"),
            Self::ViaLines(count) => format!("有 {count} 行 Via"),
            Self::StaleInARow(times) => format!("連續 {times} 次 stale=true"),
            Self::StatusTimes { status, times } => format!("{status} 出現 {times} 次"),
            Self::ByeAfterAnswer(span) => format!("接聽 {}後送出 BYE", s(*span)),
            Self::ByeFromAfter { from, span } => format!("{}後由 {from} 送出 BYE", s(*span)),
            Self::EarlyBye { from, span, why } => {
                let why = match why {
                    TooEarly::NotAnswered => "在此之前 INVITE 沒有 2xx",
                    TooEarly::BeforeAnswer => "2xx 在其後才送出",
                    TooEarly::BeforeAck => "ACK 在其後才到",
                    TooEarly::WithoutAck => "在此之前沒有 ACK",
                };
                format!("{}後由 {from} 送出 BYE：{why}", s(*span))
            }
            Self::ByeAfterInterval {
                span,
                interval,
                tried,
            } => {
                let refresh = if *tried {
                    "期間的更新都沒有回應"
                } else {
                    "期間沒有更新"
                };
                let span = s(*span);
                format!("最後一次協商（{interval} 秒）後 {span}送出 BYE，{refresh}")
            }
            Self::RefresherWithoutTimer => "refresher=uac，但 INVITE 並未表示支援 timer".into(),
            Self::OtherRefresher => "回應指定的 refresher 與請求不同".into(),
            Self::NoRefresher => "回應沒有指定 refresher".into(),
            Self::ForeignRequestUri { named, to } => {
                format!("Request-URI 寫的是 {named}，實際送往 {to}")
            }
            Self::NoRtpReaches(from) => format!("沒有來自 {from} 的 RTP 到達"),
            Self::NoPacket { from, to } => format!("沒有由 {from} 送往 {to} 的封包"),
            Self::NoRtpInTalk(span) => format!("通話 {}期間沒有 RTP", s(*span)),
            Self::Packets {
                count,
                from,
                to,
                span,
            } => format!("{}內由 {from} 送往 {to} 的 RTP 共 {count} 個封包", s(*span)),
            Self::Stream { from, to } => format!("由 {from} 送往 {to} 的 RTP"),
            Self::Missing { lost, expected } => {
                format!("{expected} 個封包中遺失 {lost} 個")
            }
            Self::Contradiction(contradiction) => {
                format!(
                    "互相矛盾：{}",
                    pair(*contradiction, "原因值", "位置", " 與 ")
                )
            }
            Self::StatusAgainstCause { status, cause } => format!(
                "互相矛盾：狀態碼 {} 與原因值 {}",
                status.code(),
                cause.value()
            ),
        }
    }
}

/// The two values of a contradiction, with the word for causes and for locations.
fn pair(contradiction: Contradiction, cause: &str, location: &str, and: &str) -> String {
    match contradiction {
        Contradiction::Causes(one, other) => {
            format!("Q.850 {cause} {}{and}{}", one.value(), other.value())
        }
        Contradiction::Locations(one, other) => format!("{location} {one}{and}{other}"),
        Contradiction::Statuses(one, other) => {
            format!("SIP {}{and}{}", one.code(), other.code())
        }
    }
}

/// A span in seconds with one decimal.
fn seconds(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_told_in_every_language() {
        let span = Duration::from_millis(7_700);
        for (fact, words) in [
            (
                Fact::Rang(span),
                [
                    "rang for 7.7 s",
                    "7.7秒間呼出",
                    "ging 7,7 s over",
                    "響鈴 7.7 秒",
                ],
            ),
            (
                Fact::Repeated { times: 10, span },
                [
                    "repeated 10 times in 7.7 s",
                    "7.7秒間に10回再送",
                    "10 keer herhaald in 7,7 s",
                    "7.7 秒內重送 10 次",
                ],
            ),
            (
                Fact::NoAck,
                [
                    "no ACK to it in the trace",
                    "トレース内にACKなし",
                    "geen ACK erop in de trace",
                    "擷取紀錄中沒有對它的 ACK",
                ],
            ),
            (
                Fact::Contradiction(Contradiction::Causes(
                    Cause::USER_BUSY,
                    Cause::NORMAL_CLEARING,
                )),
                [
                    "contradiction: Q.850 cause 17 and Q.850 cause 16",
                    "矛盾：Q.850 理由表示値 17と16",
                    "tegenspraak: Q.850 oorzaak 17 en 16",
                    "互相矛盾：Q.850 原因值 17 與 16",
                ],
            ),
        ] {
            for (language, expected) in Language::ALL.into_iter().zip(words) {
                assert_eq!(fact.in_language(language), expected);
            }
        }
    }
}

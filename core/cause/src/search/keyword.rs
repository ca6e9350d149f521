//! Words by which people ask and which stand in no name, and the entries that they ask for.

use super::Key::{self, C, R, S};
use crate::{Language, Rule};

/// Words of one language for the same entries.
pub(super) struct Keyword {
    /// The language; `None` for the names of messages and timers.
    pub(super) language: Option<Language>,
    /// The words, each for itself.
    pub(super) words: &'static [&'static str],
    /// The entries, the likeliest first.
    pub(super) keys: &'static [Key],
}

const fn en(words: &'static [&'static str], keys: &'static [Key]) -> Keyword {
    keyword(Some(Language::En), words, keys)
}

const fn ja(words: &'static [&'static str], keys: &'static [Key]) -> Keyword {
    keyword(Some(Language::Ja), words, keys)
}

const fn nl(words: &'static [&'static str], keys: &'static [Key]) -> Keyword {
    keyword(Some(Language::Nl), words, keys)
}

const fn zh(words: &'static [&'static str], keys: &'static [Key]) -> Keyword {
    keyword(Some(Language::Zh), words, keys)
}

const fn term(words: &'static [&'static str], keys: &'static [Key]) -> Keyword {
    keyword(None, words, keys)
}

const fn keyword(
    language: Option<Language>,
    words: &'static [&'static str],
    keys: &'static [Key],
) -> Keyword {
    Keyword {
        language,
        words,
        keys,
    }
}

const BUSY: &[Key] = &[S(486), C(17), R(Rule::Busy), S(600)];
const NO_ANSWER: &[Key] = &[C(19), S(480), S(408), R(Rule::NoAnswer)];
const HUNG_UP: &[Key] = &[C(16), R(Rule::Completed), R(Rule::CallerGaveUp)];
const GAVE_UP: &[Key] = &[S(487), R(Rule::CallerGaveUp), C(16)];
const REJECTED: &[Key] = &[C(21), S(603), R(Rule::Rejected)];
const UNKNOWN: &[Key] = &[S(404), C(1), R(Rule::UnknownNumber)];
const INCOMPLETE: &[Key] = &[S(484), C(28), R(Rule::IncompleteNumber), S(404)];
const UNREGISTERED: &[Key] = &[R(Rule::NotRegistered), S(480), C(20)];
const UNREACHABLE: &[Key] = &[S(480), C(20), R(Rule::Unavailable)];
const DO_NOT_DISTURB: &[Key] = &[S(480), S(486), R(Rule::Unavailable)];
const OUT_OF_ORDER: &[Key] = &[C(27), C(38), S(410)];
const DROPPED: &[Key] = &[
    R(Rule::MissingAck),
    R(Rule::SessionTimerExpired),
    R(Rule::LegLost),
    R(Rule::DialogLost),
];
const CONGESTED: &[Key] = &[C(34), S(503), C(42), R(Rule::Congestion)];
const SILENT: &[Key] = &[
    R(Rule::NoAudio),
    R(Rule::OneWayAudio),
    R(Rule::PrivateMediaAddress),
];
const ONE_WAY: &[Key] = &[R(Rule::OneWayAudio), R(Rule::PrivateMediaAddress)];
const PASSWORD: &[Key] = &[R(Rule::WrongPassword), S(401), S(407), S(403)];
const FORBIDDEN: &[Key] = &[S(403), R(Rule::Forbidden), C(52)];
const FORWARDED: &[Key] = &[S(181), S(302), C(23)];
const ELSEWHERE: &[Key] = &[R(Rule::Forked), C(26)];
const MOVED: &[Key] = &[C(22), S(301), S(410), R(Rule::Moved)];
const TIMED_OUT: &[Key] = &[S(408), S(504), C(102)];
const TRANSIT: &[Key] = &[C(2), C(91), C(67)];

/// All of them. Chinese in simplified characters counts as Chinese.
pub(super) const KEYWORDS: &[Keyword] = &[
    en(
        &[
            "busy",
            "engaged",
            "engaged tone",
            "busy tone",
            "busy signal",
            "line busy",
            "on the phone",
        ],
        BUSY,
    ),
    en(
        &[
            "no answer",
            "nobody answers",
            "unanswered",
            "not answered",
            "rings out",
        ],
        NO_ANSWER,
    ),
    en(&["hung up", "hang up", "hangup", "disconnected"], HUNG_UP),
    en(
        &[
            "cancelled",
            "canceled",
            "cancelled call",
            "caller hung up",
            "abandoned",
        ],
        GAVE_UP,
    ),
    en(
        &["rejected", "declined", "refused", "call rejected"],
        REJECTED,
    ),
    en(
        &[
            "wrong number",
            "not in service",
            "number not in service",
            "invalid number",
            "no such number",
            "vacant number",
        ],
        UNKNOWN,
    ),
    en(
        &[
            "incomplete",
            "incomplete number",
            "number too short",
            "digits missing",
        ],
        INCOMPLETE,
    ),
    en(
        &[
            "unregistered",
            "not registered",
            "registration lost",
            "offline",
        ],
        UNREGISTERED,
    ),
    en(
        &[
            "unreachable",
            "not reachable",
            "switched off",
            "unavailable",
        ],
        UNREACHABLE,
    ),
    en(&["dnd", "do not disturb"], DO_NOT_DISTURB),
    en(&["out of order", "out of service"], OUT_OF_ORDER),
    en(
        &[
            "call dropped",
            "dropped call",
            "drops",
            "call drops",
            "dropped",
            "32 seconds",
        ],
        DROPPED,
    ),
    en(
        &[
            "congestion",
            "overload",
            "overloaded",
            "all circuits busy",
            "circuits busy",
            "fast busy",
            "no free line",
        ],
        CONGESTED,
    ),
    en(&["no sound", "no audio", "silence", "dead air"], SILENT),
    en(&["one way audio", "one way sound", "cannot hear"], ONE_WAY),
    en(
        &[
            "password",
            "wrong password",
            "bad password",
            "authentication failed",
        ],
        PASSWORD,
    ),
    en(
        &["blocked", "barred", "not allowed", "forbidden"],
        FORBIDDEN,
    ),
    en(&["forwarded", "diverted", "call forwarding"], FORWARDED),
    en(
        &[
            "answered elsewhere",
            "completed elsewhere",
            "picked up elsewhere",
            "another phone",
        ],
        ELSEWHERE,
    ),
    en(&["number changed", "moved"], MOVED),
    en(&["timeout", "timed out", "time out"], TIMED_OUT),
    en(&["transit network"], TRANSIT),
    en(
        &["proprietary diagnostic code", "proprietary"],
        &[Key::Proprietary],
    ),
    en(
        &[
            "everyone is busy",
            "everyone is busy/congested at this time",
        ],
        &[R(Rule::Busy), R(Rule::Congestion), S(486), S(503)],
    ),
    nl(
        &[
            "bezet",
            "in gesprek",
            "bezettoon",
            "in gesprek toon",
            "ingesprektoon",
            "lijn bezet",
        ],
        BUSY,
    ),
    nl(
        &[
            "geen gehoor",
            "neemt niet op",
            "niet opgenomen",
            "geen antwoord",
        ],
        NO_ANSWER,
    ),
    nl(
        &["neemt niet aan", "gaat niet over"],
        &[S(408), C(19), C(18), R(Rule::NoAnswer)],
    ),
    nl(
        &["antwoordt niet"],
        &[S(487), C(19), S(408), R(Rule::NoAnswer)],
    ),
    nl(
        &[
            "eindigt gesprek",
            "beller hangt op",
            "beëindigt gesprek",
            "geannuleerd",
        ],
        GAVE_UP,
    ),
    nl(
        &["opgehangen", "ophangen", "hangt op", "verbinding verbroken"],
        HUNG_UP,
    ),
    nl(
        &["fout bij opzeggen", "fout bij opzeggen gesprek"],
        &[S(500), R(Rule::ServerFailure)],
    ),
    nl(
        &["afgewezen", "geweigerd", "oproep geweigerd", "weggedrukt"],
        REJECTED,
    ),
    nl(
        &[
            "niet herkend",
            "nummer niet herkend",
            "onbekend nummer",
            "verkeerd nummer",
            "bestaat niet",
            "nummer bestaat niet",
        ],
        UNKNOWN,
    ),
    nl(
        &[
            "incompleet",
            "niet compleet",
            "onvolledig",
            "nummer te kort",
            "nummer niet compleet",
        ],
        INCOMPLETE,
    ),
    nl(
        &[
            "niet geregistreerd",
            "niet aangemeld",
            "afgemeld",
            "uitgelogd",
        ],
        UNREGISTERED,
    ),
    nl(
        &["onbereikbaar", "niet bereikbaar", "uitgeschakeld"],
        UNREACHABLE,
    ),
    nl(
        &["niet beschikbaar", "provider niet beschikbaar"],
        &[S(503), S(480), R(Rule::Unavailable)],
    ),
    nl(&["niet storen"], DO_NOT_DISTURB),
    nl(
        &[
            "buiten gebruik",
            "buiten dienst",
            "buiten werking",
            "defect",
        ],
        OUT_OF_ORDER,
    ),
    nl(&["storing"], &[R(Rule::ServerFailure), C(38), C(41)]),
    nl(
        &[
            "gesprek verbroken",
            "gesprek valt weg",
            "valt weg",
            "verbroken",
        ],
        DROPPED,
    ),
    nl(
        &[
            "overbelast",
            "overbelasting",
            "geen vrije lijn",
            "geen lijn vrij",
        ],
        CONGESTED,
    ),
    nl(&["geen geluid", "hoort niets", "stil"], SILENT),
    nl(&["eenzijdig geluid", "geluid één kant op"], ONE_WAY),
    nl(&["wachtwoord", "verkeerd wachtwoord"], PASSWORD),
    nl(&["niet toegestaan", "geblokkeerd"], FORBIDDEN),
    nl(&["doorgeschakeld", "doorschakeling"], FORWARDED),
    nl(&["elders opgenomen", "ander toestel"], ELSEWHERE),
    nl(&["nummer gewijzigd", "verhuisd"], MOVED),
    nl(&["tijd verstreken"], TIMED_OUT),
    nl(&["transitnetwerk"], TRANSIT),
    ja(
        &["話中", "話し中", "お話し中", "お話中", "通話中", "ビジー"],
        BUSY,
    ),
    ja(
        &["応答なし", "無応答", "出ない", "電話に出ない", "不在着信"],
        NO_ANSWER,
    ),
    ja(&["切断", "切れた", "終話"], HUNG_UP),
    ja(&["途中放棄", "放棄呼", "発信者切断"], GAVE_UP),
    ja(&["拒否", "着信拒否", "拒絶"], REJECTED),
    ja(
        &[
            "欠番",
            "番号違い",
            "間違い電話",
            "使われていない",
            "現在使われておりません",
        ],
        UNKNOWN,
    ),
    ja(&["桁不足", "桁数不足", "番号不足"], INCOMPLETE),
    ja(&["未登録", "登録されていない", "登録切れ"], UNREGISTERED),
    ja(
        &["圏外", "電源が入っていない", "つながらない", "繋がらない"],
        UNREACHABLE,
    ),
    ja(&["おやすみモード", "着信お断り"], DO_NOT_DISTURB),
    ja(&["故障"], OUT_OF_ORDER),
    ja(
        &[
            "途中で切れる",
            "突然切れる",
            "通話断",
            "通話が切れる",
            "切れる",
        ],
        DROPPED,
    ),
    ja(&["輻輳", "混雑", "回線混雑", "空き回線なし"], CONGESTED),
    ja(
        &["無音", "音が出ない", "音声が出ない", "聞こえない"],
        SILENT,
    ),
    ja(&["片通話", "片方向", "片方向通話"], ONE_WAY),
    ja(&["パスワード", "認証失敗", "認証エラー"], PASSWORD),
    ja(&["発信規制", "禁止"], FORBIDDEN),
    ja(&["転送", "着信転送"], FORWARDED),
    ja(&["他の電話で応答", "別の電話"], ELSEWHERE),
    ja(&["番号変更"], MOVED),
    ja(&["タイムアウト", "時間切れ"], TIMED_OUT),
    ja(&["中継網"], TRANSIT),
    zh(
        &[
            "忙線",
            "忙线",
            "佔線",
            "占線",
            "占线",
            "忙音",
            "通話中",
            "通话中",
            "線路忙碌",
        ],
        BUSY,
    ),
    zh(
        &[
            "無人接聽",
            "无人接听",
            "沒人接",
            "没人接",
            "無人應答",
            "无人应答",
            "沒有接",
        ],
        NO_ANSWER,
    ),
    zh(&["掛斷", "挂断", "掛斷電話"], HUNG_UP),
    zh(&["取消", "取消通話"], GAVE_UP),
    zh(&["拒接", "拒絕", "拒绝", "拒絕接聽", "拒收"], REJECTED),
    zh(&["空號", "空号", "號碼錯誤", "号码错误", "打錯"], UNKNOWN),
    zh(&["號碼不完整", "号码不完整", "號碼不全"], INCOMPLETE),
    zh(&["未註冊", "未注册"], UNREGISTERED),
    zh(
        &["關機", "关机", "無法接通", "无法接通", "不在服務區"],
        UNREACHABLE,
    ),
    zh(&["勿擾", "勿扰", "請勿打擾"], DO_NOT_DISTURB),
    zh(&["故障", "停機", "停机"], OUT_OF_ORDER),
    zh(&["斷線", "断线", "通話中斷", "通话中断", "掉線"], DROPPED),
    zh(&["壅塞", "擁塞", "拥塞", "線路滿載"], CONGESTED),
    zh(&["沒聲音", "没声音", "無聲", "无声"], SILENT),
    zh(&["單通", "单通", "單向語音", "单向语音"], ONE_WAY),
    zh(&["密碼", "密码", "密碼錯誤", "密码错误"], PASSWORD),
    zh(&["禁止", "不允許"], FORBIDDEN),
    zh(&["轉接", "转接"], FORWARDED),
    zh(&["其他話機接聽"], ELSEWHERE),
    zh(&["改號", "改号"], MOVED),
    zh(&["逾時", "超時", "超时"], TIMED_OUT),
    zh(&["轉接網路"], TRANSIT),
    term(
        &["nat", "alg", "sip alg", "firewall"],
        &[
            R(Rule::PrivateMediaAddress),
            R(Rule::PrivateContact),
            R(Rule::AlgRewrite),
        ],
    ),
    term(&["disconnect", "release", "bye"], HUNG_UP),
    term(&["release complete"], &[C(16), C(21), C(31)]),
    term(&["cancel"], GAVE_UP),
    term(&["setup acknowledge"], &[C(28)]),
    term(&["setup"], &[C(18), C(102)]),
    term(&["call proceeding"], &[S(100)]),
    term(&["alerting"], &[S(180), C(19)]),
    term(&["progress"], &[S(183)]),
    term(&["connect"], &[S(200)]),
    term(&["status", "status enquiry"], &[C(30), C(101)]),
    term(&["ack"], &[R(Rule::MissingAck)]),
    term(&["prack"], &[R(Rule::MissingPrack)]),
    term(&["session timer"], &[R(Rule::SessionTimerExpired), S(422)]),
    term(&["timer b", "timer f"], &[S(408), R(Rule::NoResponse)]),
    term(&["timer h"], &[R(Rule::MissingAck)]),
    term(&["t301", "timer t301"], &[C(19)]),
    term(&["t302", "timer t302"], &[C(28)]),
    term(
        &["t303", "timer t303", "t310", "timer t310"],
        &[C(18), C(102)],
    ),
    term(&["t309", "timer t309"], &[C(27), C(102)]),
    term(
        &[
            "t304", "t305", "t306", "t307", "t308", "t313", "t314", "t316", "t317", "t321", "t322",
        ],
        &[C(102)],
    ),
];

//! Calls written as arrows, made into frames and read by the analyst.
//!
//! One line is one packet: `seconds FROM>TO WHAT options | Header: value | ...`. WHAT is a method, a
//! status, `rtp`, `icmp`, `rst`, `fin`, `syn` or `tls`. Options: `for=BYE` (the method that a status answers,
//! else INVITE), `x=0.5,1.5` (repeated so much later), `sdp` or `sdp=ip:port[:direction]`,
//! `leg=name`, `tag=of-the-called-side`, `uri=`, `cseq=`, `pad=bytes`, `tcp`, `cut` (a first
//! fragment), `re` (an INVITE within the dialog), `at=port` (the port that a packet leaves from),
//! `to=port`; of RTP `for=seconds` and `drop=every-nth`.
//! A header line replaces the one that would stand there; `| -Name` leaves it out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use naisen_cause::Rule;
use naisen_node::{Random, Time};
use naisen_trace::{
    Analyst, Call, Carried, Confidence, Diagnosis, Finding, Frame, Limits, diagnose,
};

/// Phones in the office, the exchange there, a server and phones on the internet.
const HOSTS: [(&str, &str); 9] = [
    ("A", "10.0.0.11"),
    ("B", "10.0.0.12"),
    ("C", "10.0.0.13"),
    ("X", "10.0.0.1"),
    ("S", "198.51.100.5"),
    ("N", "203.0.113.20"),
    ("P", "203.0.113.30"),
    ("Q", "192.168.7.7"),
    ("L", "127.0.0.1"),
];

/// What a packet carries.
#[derive(Clone)]
pub(crate) enum Load {
    Datagram(Vec<u8>),
    Fragment(Vec<u8>),
    Stream(Vec<u8>),
    Connecting,
    Reset,
    Finished,
    Unreachable,
}

#[derive(Default)]
struct LegState {
    caller: String,
    /// By requester: the last number.
    numbers: BTreeMap<String, u32>,
    /// By requester and method: the number of the last request.
    last: BTreeMap<(String, String), u32>,
    answered: bool,
}

/// The address of a host: `A`, `A:5070`, or written out.
pub(crate) fn address(name: &str) -> SocketAddr {
    let (host, port) = name.split_once(':').unwrap_or((name, "5060"));
    let ip = HOSTS
        .iter()
        .find(|(known, _)| *known == host)
        .map_or(host, |(_, ip)| ip);
    format!("{ip}:{port}").parse().expect("an address")
}

/// A packet: microseconds, from where, to where, what.
pub(crate) type Packet = (u64, SocketAddr, SocketAddr, Load);

/// The calls of a scene.
pub(crate) fn calls(text: &str) -> Vec<Call> {
    read(&packets(text))
}

/// The packets of a scene in the order of their time.
pub(crate) fn packets(text: &str) -> Vec<Packet> {
    let mut packets = Vec::new();
    let mut legs: BTreeMap<String, LegState> = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        packet(line, &mut legs, &mut packets);
    }
    packets.sort_by_key(|packet| packet.0);
    packets
}

/// What the analyst makes of packets.
pub(crate) fn read(packets: &[Packet]) -> Vec<Call> {
    let mut analyst = Analyst::new(Limits::default(), &mut Random::from_number(1));
    let mut calls = Vec::new();
    for (index, (micros, source, destination, load)) in packets.iter().enumerate() {
        let carried = match load {
            Load::Datagram(bytes) => Carried::Datagram(bytes),
            Load::Fragment(bytes) => Carried::Fragment(bytes),
            Load::Stream(bytes) => Carried::Stream(bytes),
            Load::Connecting => Carried::Connecting,
            Load::Reset => Carried::Closed { reset: true },
            Load::Finished => Carried::Closed { reset: false },
            Load::Unreachable => Carried::Unreachable,
        };
        let frame = Frame {
            number: index as u64 + 1,
            at: Time::from_unix_seconds(1_000_000) + Duration::from_micros(*micros),
            source: *source,
            destination: *destination,
            carried,
        };
        analyst.feed(frame, &mut |call| calls.push(call));
    }
    analyst.finish(&mut |call| calls.push(call));
    calls
}

/// The diagnosis of a scene of one call.
pub(crate) fn diagnosis(text: &str) -> Diagnosis {
    let calls = calls(text);
    let [call] = calls.as_slice() else {
        panic!("{} calls in {text}", calls.len());
    };
    let diagnosis = diagnose(call);
    for finding in &diagnosis.findings {
        assert!(
            (2..=5).contains(&finding.evidence.len()),
            "{finding:#?} in {text}"
        );
    }
    diagnosis
}

/// The rules that a scene breaks, or the outcome of it, in their order.
pub(crate) fn rules(text: &str) -> Vec<Rule> {
    let diagnosis = diagnosis(text);
    diagnosis
        .findings
        .iter()
        .map(|finding| finding.rule)
        .collect()
}

/// The finding of a rule, which must be there.
pub(crate) fn finding(text: &str, rule: Rule) -> Finding {
    let diagnosis = diagnosis(text);
    let found = diagnosis.findings.iter().find(|it| it.rule == rule);
    found
        .unwrap_or_else(|| panic!("no {rule:?} but {:#?} in {text}", diagnosis.findings))
        .clone()
}

/// Asserts that the first finding is this one and as sure as this.
pub(crate) fn first(text: &str, rule: Rule, confidence: Confidence) -> Finding {
    let diagnosis = diagnosis(text);
    let Some(found) = diagnosis.findings.first() else {
        panic!("nothing found in {text}");
    };
    assert_eq!(
        (found.rule, found.confidence),
        (rule, confidence),
        "{:#?} in {text}",
        diagnosis.findings
    );
    found.clone()
}

fn packet(line: &str, legs: &mut BTreeMap<String, LegState>, packets: &mut Vec<Packet>) {
    let (arrow, headers) = match line.split_once(" | ") {
        Some((arrow, headers)) => (arrow, headers),
        None => (line, ""),
    };
    let mut words = arrow.split_ascii_whitespace();
    let seconds: f64 = words.next().expect("a time").parse().expect("seconds");
    let micros = (seconds * 1e6) as u64;
    let (from, to) = words
        .next()
        .and_then(|way| way.split_once('>'))
        .expect("a way");
    let what = words.next().expect("what");
    let options: Vec<&str> = words.collect();
    let option = |name: &str| {
        options
            .iter()
            .find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    };
    let has = |name: &str| options.contains(&name);
    let mut source = address(from);
    let mut destination = address(to);
    if let Some(port) = option("at") {
        source.set_port(port.parse().expect("a port"));
    }
    if let Some(port) = option("to") {
        destination.set_port(port.parse().expect("a port"));
    }
    let plain = match what {
        "icmp" => Some(Load::Unreachable),
        "syn" => Some(Load::Connecting),
        "rst" => Some(Load::Reset),
        "fin" => Some(Load::Finished),
        "tls" => Some(Load::Stream(vec![0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5])),
        "rtp" => {
            let seconds: f64 = option("for").expect("how long").parse().expect("seconds");
            let drop: u64 = option("drop").map_or(0, |it| it.parse().expect("a number"));
            for number in 0..(seconds * 50.0) as u64 {
                if drop != 0 && number % drop == 1 {
                    continue;
                }
                let [high, low] = (number as u16).to_be_bytes();
                let ssrc = source.port() as u8;
                let bytes = vec![0x80, 0, high, low, 0, 0, 0, 0, 0, 0, 0, ssrc, 0xff];
                let at = micros + number * 20_000;
                packets.push((at, source, destination, Load::Datagram(bytes)));
            }
            return;
        }
        _ => None,
    };
    if let Some(load) = plain {
        packets.push((micros, source, destination, load));
        return;
    }
    let by_pair = [from, to]
        .iter()
        .find(|it| it.starts_with(['B', 'C']))
        .map_or("a", |it| it.get(..1).expect("a letter"));
    let name = option("leg").unwrap_or(by_pair).to_string();
    let bare = |host: &str| host.split(':').next().unwrap_or(host).to_string();
    let bytes = message(
        legs.entry(name.clone()).or_default(),
        &Wanted {
            name: &name,
            from: &bare(from),
            to: &bare(to),
            source,
            destination,
            what,
            options: &options,
            headers,
        },
    );
    let load = |bytes: Vec<u8>| {
        if has("tcp") {
            Load::Stream(bytes)
        } else if has("cut") {
            Load::Fragment(bytes)
        } else {
            Load::Datagram(bytes)
        }
    };
    packets.push((micros, source, destination, load(bytes.clone())));
    for later in option("x").into_iter().flat_map(|it| it.split(',')) {
        let later: f64 = later.parse().expect("seconds");
        let at = micros + (later * 1e6) as u64;
        packets.push((at, source, destination, load(bytes.clone())));
    }
}

struct Wanted<'w> {
    name: &'w str,
    from: &'w str,
    to: &'w str,
    source: SocketAddr,
    destination: SocketAddr,
    what: &'w str,
    options: &'w [&'w str],
    headers: &'w str,
}

fn message(leg: &mut LegState, wanted: &Wanted<'_>) -> Vec<u8> {
    let Wanted {
        name,
        from,
        to,
        source,
        destination,
        what,
        options,
        headers,
    } = *wanted;
    let option = |name: &str| {
        options
            .iter()
            .find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    };
    let has = |name: &str| options.contains(&name);
    let status: Option<u16> = what.parse().ok();
    let is_request = status.is_none();
    let method = if is_request {
        what
    } else {
        option("for").unwrap_or("INVITE")
    };
    let requester = if is_request { from } else { to };
    if leg.caller.is_empty() {
        leg.caller = requester.into();
    }
    let key = (requester.to_string(), method.to_string());
    let written = option("cseq").map(|it| it.parse().expect("a number"));
    let number = match (is_request, method) {
        (false, _) => leg.last.get(&key).copied().unwrap_or(1),
        (true, "ACK" | "CANCEL") => {
            let invite = (requester.to_string(), "INVITE".to_string());
            leg.last.get(&invite).copied().unwrap_or(1)
        }
        (true, _) => {
            let number = leg.numbers.entry(requester.into()).or_insert(0);
            *number += 1;
            leg.last.insert(key, *number);
            *number
        }
    };
    let number = written.unwrap_or(number);
    let by_caller = requester == leg.caller;
    let in_dialog = has("re") || !matches!(method, "INVITE" | "REGISTER" | "CANCEL" | "OPTIONS");
    let tag = option("tag").unwrap_or("callee");
    let (caller_tag, callee_tag) = ("caller", tag);
    let has_tag = match status {
        Some(100) => in_dialog,
        Some(_) => true,
        None => in_dialog,
    };
    let (own, other) = if by_caller {
        ("100", "200")
    } else {
        ("200", "100")
    };
    let (from_tag, to_tag) = if by_caller {
        (caller_tag, callee_tag)
    } else {
        (callee_tag, caller_tag)
    };
    let to_tag = if has_tag {
        format!(";tag={to_tag}")
    } else {
        String::new()
    };
    let other = if method == "REGISTER" { own } else { other };
    let to_success = method == "ACK" && leg.answered;
    let branch_method = match method {
        "CANCEL" => "INVITE",
        "ACK" if !to_success => "INVITE",
        other => other,
    };
    if matches!(status, Some(200..300)) && method == "INVITE" {
        leg.answered = true;
    }
    let transport = if has("tcp") { "TCP" } else { "UDP" };
    let via_host = if is_request { source } else { destination };
    let mut head: Vec<(String, String)> = vec![
        (
            "Via".into(),
            format!(
                "SIP/2.0/{transport} {via_host};branch=z9hG4bK{name}{requester}{branch_method}{number}"
            ),
        ),
        (
            "From".into(),
            format!("<sip:{own}@pbx.example>;tag={from_tag}"),
        ),
        ("To".into(), format!("<sip:{other}@pbx.example>{to_tag}")),
        ("Call-ID".into(), name.into()),
        ("CSeq".into(), format!("{number} {method}")),
    ];
    if is_request {
        head.push(("Max-Forwards".into(), "70".into()));
    }
    let has_contact = matches!(method, "INVITE" | "REGISTER" | "UPDATE")
        && status.is_none_or(|status| status > 100 && status < 300);
    if has_contact {
        let user = if is_request == by_caller {
            "100"
        } else {
            "200"
        };
        let user = if method == "REGISTER" { own } else { user };
        head.push(("Contact".into(), format!("<sip:{user}@{source}>")));
    }
    if let Some(bytes) = option("pad") {
        let bytes = bytes.parse().expect("a number");
        head.push(("X-Padding".into(), "x".repeat(bytes)));
    }
    let body = match (has("sdp"), option("sdp")) {
        (true, _) => sdp(&source.ip().to_string(), "40000", None),
        (_, Some(text)) => {
            let mut parts = text.split(':');
            let ip = address(parts.next().expect("a host")).ip().to_string();
            sdp(&ip, parts.next().unwrap_or("40000"), parts.next())
        }
        _ => String::new(),
    };
    if !body.is_empty() {
        head.push(("Content-Type".into(), "application/sdp".into()));
    }
    head.push(("Content-Length".into(), body.len().to_string()));
    for line in headers.split(" | ").filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('-') {
            head.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
            continue;
        }
        let (name, value) = line.split_once(": ").expect("a header");
        match head.iter_mut().find(|(known, _)| known == name) {
            Some(known) => known.1 = value.into(),
            None => head.insert(5, (name.into(), value.into())),
        }
    }
    let mut text = match status {
        Some(status) => {
            let phrase = option("phrase").unwrap_or("Phrase").replace('_', " ");
            format!("SIP/2.0 {status} {phrase}\r\n")
        }
        None => {
            let uri = option("uri").map_or_else(
                || match method {
                    "REGISTER" => "sip:pbx.example".into(),
                    _ => format!("sip:{other}@{}", destination.ip()),
                },
                Into::into,
            );
            format!("{method} {uri} SIP/2.0\r\n")
        }
    };
    for (name, value) in head {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    text.push_str("\r\n");
    text.push_str(&body);
    text.into_bytes()
}

fn sdp(ip: &str, port: &str, direction: Option<&str>) -> String {
    let direction = direction.map_or(String::new(), |it| format!("a={it}\r\n"));
    format!(
        "v=0\r\no=- 1 1 IN IP4 {ip}\r\ns=-\r\nc=IN IP4 {ip}\r\nt=0 0\r\n\
         m=audio {port} RTP/AVP 0\r\n{direction}"
    )
}

//! Traces written by hand: who sends what to whom, and when.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{Random, Time};
use naisen_trace::{Analyst, Call, Carried, Frame, Limits, Wire};

/// A host of the script: 192.0.2.`n`, port 5060.
pub(crate) fn host(n: u8) -> SocketAddr {
    ([192, 0, 2, n], 5060).into()
}

/// An address of media on a host.
pub(crate) fn media(n: u8, port: u16) -> SocketAddr {
    ([192, 0, 2, n], port).into()
}

/// What a packet of the script carries.
#[derive(Clone, Debug)]
pub(crate) enum Load {
    Datagram(Vec<u8>),
    Fragment(Vec<u8>),
    Stream(Vec<u8>),
    Connecting,
    Closed(bool),
    Text(Vec<u8>),
    Unreachable,
}

/// A trace.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    packets: Vec<(u64, SocketAddr, SocketAddr, Load)>,
    now_ms: u64,
}

impl Script {
    /// Lets time pass.
    pub(crate) fn wait(&mut self, ms: u64) -> &mut Self {
        self.now_ms += ms;
        self
    }

    pub(crate) fn load(&mut self, from: SocketAddr, to: SocketAddr, load: Load) -> &mut Self {
        self.packets.push((self.now_ms, from, to, load));
        self.now_ms += 10;
        self
    }

    /// A message over UDP.
    pub(crate) fn send(&mut self, from: SocketAddr, to: SocketAddr, message: &str) -> &mut Self {
        self.load(from, to, Load::Datagram(message.into()))
    }

    /// Packets of RTP, 20 ms apart.
    pub(crate) fn rtp(&mut self, from: SocketAddr, to: SocketAddr, count: u16) -> &mut Self {
        for number in 0..count {
            let [high, low] = number.to_be_bytes();
            let packet = [0x80, 0, high, low, 0, 0, 0, 0, 0, 0, 0, 9, 0xff];
            self.load(from, to, Load::Datagram(packet.into()));
            self.now_ms += 10;
        }
        self
    }

    /// Puts all packets in the order of their time.
    pub(crate) fn sort(&mut self) -> &mut Self {
        self.packets.sort_by_key(|packet| packet.0);
        self
    }

    /// Goes back to the beginning, to write what happens meanwhile.
    pub(crate) fn at(&mut self, ms: u64) -> &mut Self {
        self.now_ms = ms;
        self
    }

    /// Reads the trace.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.calls_within(Limits::default()).0
    }

    /// Reads the trace; also the most calls that were open at once.
    pub(crate) fn calls_within(&self, limits: Limits) -> (Vec<Call>, usize) {
        let mut analyst = Analyst::new(limits, &mut Random::from_number(1));
        let mut calls = Vec::new();
        let mut open_max = 0;
        for (index, (ms, source, destination, load)) in self.packets.iter().enumerate() {
            let carried = match load {
                Load::Datagram(bytes) => Carried::Datagram(bytes),
                Load::Fragment(bytes) => Carried::Fragment(bytes),
                Load::Stream(bytes) => Carried::Stream(bytes),
                Load::Text(bytes) => Carried::Message(Wire::Unknown, bytes),
                Load::Connecting => Carried::Connecting,
                Load::Closed(reset) => Carried::Closed { reset: *reset },
                Load::Unreachable => Carried::Unreachable,
            };
            let frame = Frame {
                number: index as u64 + 1,
                at: Time::from_unix_seconds(1_000_000) + Duration::from_millis(*ms),
                source: *source,
                destination: *destination,
                carried,
            };
            analyst.feed(frame, &mut |call| calls.push(call));
            open_max = open_max.max(analyst.open_calls());
        }
        analyst.finish(&mut |call| calls.push(call));
        (calls, open_max)
    }

    /// Reads the trace, which holds one call.
    pub(crate) fn call(&self) -> Call {
        let mut calls = self.calls();
        assert_eq!(calls.len(), 1, "{calls:#?}");
        calls.remove(0)
    }
}

/// One end of a leg, from which its messages are written.
#[derive(Clone, Debug)]
pub(crate) struct Leg {
    pub(crate) call_id: String,
    pub(crate) caller: String,
    pub(crate) callee: String,
}

impl Leg {
    pub(crate) fn new(call_id: &str, caller: &str, callee: &str) -> Self {
        Self {
            call_id: call_id.into(),
            caller: caller.into(),
            callee: callee.into(),
        }
    }

    /// A request; `tag` is that of the called side, or empty.
    pub(crate) fn request(
        &self,
        method: &str,
        number: u32,
        branch: &str,
        tag: &str,
        sdp: &str,
    ) -> String {
        let callee = &self.callee;
        let start = format!("{method} sip:{callee}@pbx.example SIP/2.0");
        self.message(&start, &format!("{number} {method}"), branch, tag, sdp)
    }

    /// A response to a request of `method`.
    pub(crate) fn response(
        &self,
        status: &str,
        method: &str,
        number: u32,
        branch: &str,
        tag: &str,
        sdp: &str,
    ) -> String {
        let start = format!("SIP/2.0 {status}");
        self.message(&start, &format!("{number} {method}"), branch, tag, sdp)
    }

    fn message(&self, start: &str, cseq: &str, branch: &str, tag: &str, sdp: &str) -> String {
        let Self {
            call_id,
            caller,
            callee,
        } = self;
        let tag = match tag {
            "" => String::new(),
            tag => format!(";tag={tag}"),
        };
        let kind = match sdp {
            "" => "",
            _ => "Content-Type: application/sdp\r\n",
        };
        let length = sdp.len();
        format!(
            "{start}\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{branch}\r\n\
             From: <sip:{caller}@pbx.example>;tag=f{call_id}\r\n\
             To: <sip:{callee}@pbx.example>{tag}\r\n\
             Call-ID: {call_id}\r\nCSeq: {cseq}\r\n{kind}Content-Length: {length}\r\n\r\n{sdp}"
        )
    }
}

/// A session description with PCMU at an address.
pub(crate) fn sdp(address: SocketAddr) -> String {
    let (ip, port) = (address.ip(), address.port());
    format!(
        "v=0\r\no=- 1 1 IN IP4 {ip}\r\ns=-\r\nc=IN IP4 {ip}\r\nt=0 0\r\n\
         m=audio {port} RTP/AVP 0\r\n"
    )
}

/// A whole sound call from `a` to `b` without media: five messages, the call cleared by the caller.
pub(crate) fn plain_call(script: &mut Script, a: SocketAddr, b: SocketAddr, leg: &Leg) {
    script
        .send(a, b, &leg.request("INVITE", 1, "i", "", ""))
        .send(
            b,
            a,
            &leg.response("180 Ringing", "INVITE", 1, "i", "t", ""),
        )
        .wait(1000)
        .send(b, a, &leg.response("200 OK", "INVITE", 1, "i", "t", ""))
        .send(a, b, &leg.request("ACK", 1, "a", "t", ""))
        .wait(5000)
        .send(a, b, &leg.request("BYE", 2, "b", "t", ""))
        .send(b, a, &leg.response("200 OK", "BYE", 2, "b", "t", ""));
}

/// A call through an exchange (host 2) that calls on under a Call-ID of its own, with media both
/// ways on both legs.
pub(crate) fn b2bua_call() -> Script {
    let mut script = Script::default();
    let (a, x, b) = (host(1), host(2), host(3));
    let (ma, mxa, mxb, mb) = (
        media(1, 4000),
        media(2, 6000),
        media(2, 6002),
        media(3, 4000),
    );
    let one = Leg::new("one", "101", "102");
    let two = Leg::new("two", "101", "102");
    script
        .send(a, x, &one.request("INVITE", 1, "i1", "", &sdp(ma)))
        .send(
            x,
            a,
            &one.response(
                "407 Proxy Authentication Required",
                "INVITE",
                1,
                "i1",
                "c",
                "",
            ),
        )
        .send(a, x, &one.request("ACK", 1, "i1", "c", ""))
        .send(a, x, &one.request("INVITE", 2, "i2", "", &sdp(ma)))
        .send(x, a, &one.response("100 Trying", "INVITE", 2, "i2", "", ""))
        .send(x, b, &two.request("INVITE", 1, "j1", "", &sdp(mxb)))
        .wait(490)
        .send(x, b, &two.request("INVITE", 1, "j1", "", &sdp(mxb)))
        .send(
            b,
            x,
            &two.response("180 Ringing", "INVITE", 1, "j1", "u", ""),
        )
        .send(
            x,
            a,
            &one.response("180 Ringing", "INVITE", 2, "i2", "t", ""),
        )
        .wait(2000)
        .send(
            b,
            x,
            &two.response("200 OK", "INVITE", 1, "j1", "u", &sdp(mb)),
        )
        .send(x, b, &two.request("ACK", 1, "j2", "u", ""))
        .send(
            x,
            a,
            &one.response("200 OK", "INVITE", 2, "i2", "t", &sdp(mxa)),
        )
        .send(a, x, &one.request("ACK", 2, "i3", "t", ""));
    let talk = script.now_ms;
    for (from, to) in [(ma, mxa), (mxa, ma), (mb, mxb), (mxb, mb)] {
        script.at(talk).rtp(from, to, 50);
    }
    script
        .send(b, x, &two.request("BYE", 9, "k1", "u", ""))
        .send(x, b, &two.response("200 OK", "BYE", 9, "k1", "u", ""))
        .send(x, a, &one.request("BYE", 9, "k2", "t", ""))
        .send(a, x, &one.response("200 OK", "BYE", 9, "k2", "t", ""))
        .sort();
    script
}

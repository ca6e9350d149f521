//! A layer with a clock of its own.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{Flow, Random, Sends, Time, Transmit, Transport};
use naisen_sip::{
    ClientId, Full, Message, MessageWriter, Method, RequestFrom, ResponseTo, ServerId, StatusCode,
    TimerValues, TransactionEvent, Transactions,
};

pub(crate) const START: Time = Time::from_unix_seconds(1_700_000_000);
pub(crate) const OWNER: u32 = 7;

pub(crate) struct Bench {
    pub(crate) now: Time,
    pub(crate) layer: Transactions<u32>,
    pub(crate) sends: Sends,
}

pub(crate) fn flow(transport: Transport) -> Flow {
    Flow {
        transport,
        local: SocketAddr::from(([192, 0, 2, 1], 5060)),
        remote: SocketAddr::from(([192, 0, 2, 101], 5060)),
    }
}

pub(crate) const UDP: Transport = Transport::Udp;
pub(crate) const TCP: Transport = Transport::Tcp;

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with_timers(TimerValues::default())
    }

    pub(crate) fn with_timers(timers: TimerValues) -> Self {
        Self {
            now: START,
            layer: Transactions::new(START, timers, Random::from_number(1)),
            sends: Sends::default(),
        }
    }

    /// Milliseconds since the start.
    pub(crate) fn elapsed(&self) -> u64 {
        u64::try_from(self.now.since(START).as_millis()).expect("a short test")
    }

    /// Takes what was sent: the way and the text.
    pub(crate) fn sent(&mut self) -> Vec<(Flow, String)> {
        let packets = self
            .sends
            .transmits()
            .iter()
            .map(|transmit| match transmit {
                Transmit::Sip { flow, range } => (
                    *flow,
                    String::from_utf8(self.sends.bytes(range.clone()).to_vec()).expect("text"),
                ),
                Transmit::Media { .. } => panic!("no media here"),
            })
            .collect();
        self.sends.clear();
        packets
    }

    /// Takes what was sent, which is one message.
    pub(crate) fn sent_one(&mut self) -> String {
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0).1
    }

    /// Takes the start lines of what was sent.
    pub(crate) fn sent_lines(&mut self) -> Vec<String> {
        self.sent()
            .into_iter()
            .map(|(_, text)| start_line(&text))
            .collect()
    }

    /// Lets time pass until `until` milliseconds after the start; gives what was sent when.
    pub(crate) fn run(&mut self, until: u64) -> Vec<(u64, String)> {
        let end = START + Duration::from_millis(until);
        let mut log = Vec::new();
        while let Some(due) = self.layer.poll_timeout().filter(|due| *due <= end) {
            // The wheel may name a moment that has passed since it was last asked.
            self.now = self.now.max(due);
            self.layer.handle_timeout(self.now, &mut self.sends);
            let at = self.elapsed();
            log.extend(self.sent_lines().into_iter().map(|line| (at, line)));
        }
        self.now = end;
        log
    }

    /// As [`Bench::run`], but only the times, all of the same message.
    pub(crate) fn run_times(&mut self, until: u64, line: &str) -> Vec<u64> {
        self.run(until)
            .into_iter()
            .map(|(at, sent)| {
                assert_eq!(sent, line);
                at
            })
            .collect()
    }

    pub(crate) fn request(
        &mut self,
        transport: Transport,
        method: Method<'_>,
    ) -> Result<ClientId, Full> {
        self.layer.request(
            self.now,
            OWNER,
            flow(transport),
            method,
            &mut self.sends,
            |out, branch| {
                let mut writer = MessageWriter::request(out, method, "sip:200@192.0.2.101");
                for (name, value) in [
                    (
                        "Via",
                        format!("SIP/2.0/{transport} 192.0.2.1:5060;branch={branch}"),
                    ),
                    ("Max-Forwards", "70".to_owned()),
                    ("Route", "<sip:192.0.2.101;lr>".to_owned()),
                    ("From", "<sip:100@192.0.2.1>;tag=ours".to_owned()),
                    ("To", "<sip:200@192.0.2.101>".to_owned()),
                    ("Call-ID", "call-1".to_owned()),
                    ("CSeq", format!("9 {method}")),
                    ("Contact", "<sip:100@192.0.2.1>".to_owned()),
                ] {
                    writer.named(name, value);
                }
                writer.body("application/sdp", b"v=0\r\n");
            },
        )
    }

    /// Sends a request; gives the transaction and the text.
    pub(crate) fn sent_request(
        &mut self,
        transport: Transport,
        method: Method<'_>,
    ) -> (ClientId, String) {
        let id = self.request(transport, method).expect("room");
        (id, self.sent_one())
    }

    pub(crate) fn response(&mut self, text: &str) -> ResponseTo<u32> {
        let message = Message::parse(text.as_bytes()).expect("a response");
        self.layer
            .receive_response(self.now, &message, &mut self.sends)
    }

    pub(crate) fn receive(&mut self, transport: Transport, text: &str) -> RequestFrom {
        self.receive_along(flow(transport), text)
    }

    pub(crate) fn receive_along(&mut self, flow: Flow, text: &str) -> RequestFrom {
        let message = Message::parse(text.as_bytes()).expect("a request");
        self.layer
            .receive_request(self.now, flow, &message, &mut self.sends)
    }

    pub(crate) fn receive_new(&mut self, transport: Transport, text: &str) -> ServerId {
        match self.receive(transport, text) {
            RequestFrom::New(id) => id,
            other => panic!("{other:?} for {text}"),
        }
    }

    /// Responds with the To tag `theirs`.
    pub(crate) fn respond(&mut self, id: ServerId, status: u16) -> bool {
        let status = StatusCode::new(status).expect("a status");
        self.layer
            .respond(
                self.now,
                id,
                status,
                None,
                Some("theirs"),
                &mut self.sends,
                |writer| {
                    writer.empty();
                },
            )
            .is_ok()
    }

    pub(crate) fn events(&mut self) -> Vec<TransactionEvent<u32>> {
        std::iter::from_fn(|| self.layer.poll_event()).collect()
    }
}

pub(crate) fn start_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// The line of a header.
pub(crate) fn line<'a>(text: &'a str, name: &str) -> &'a str {
    text.lines()
        .find(|line| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(':'))
        })
        .unwrap_or_else(|| panic!("no {name} in {text}"))
}

/// A response to a request that the layer sent.
pub(crate) fn answer(request: &str, status: u16, tag: &str) -> String {
    let to = line(request, "To");
    let tag = if tag.is_empty() {
        String::new()
    } else {
        format!(";tag={tag}")
    };
    format!(
        "SIP/2.0 {status} Whatever\r\n{}\r\n{}\r\n{to}{tag}\r\n{}\r\n{}\r\nContent-Length: 0\r\n\r\n",
        line(request, "Via"),
        line(request, "From"),
        line(request, "Call-ID"),
        line(request, "CSeq"),
    )
}

/// What a peer may write differently in a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer<'a> {
    pub(crate) method: &'a str,
    pub(crate) uri: &'a str,
    pub(crate) via: &'a str,
    pub(crate) to_tag: &'a str,
    pub(crate) cseq: u32,
    pub(crate) from_tag: &'a str,
}

pub(crate) const INVITE: Peer<'_> = Peer {
    method: "INVITE",
    uri: "sip:100@192.0.2.1",
    via: "SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKpeer1",
    to_tag: "",
    cseq: 1,
    from_tag: "peer",
};

pub(crate) const OPTIONS: Peer<'_> = Peer {
    method: "OPTIONS",
    ..INVITE
};

impl Peer<'_> {
    pub(crate) fn text(&self) -> String {
        let tag = |tag: &str| match tag {
            "" => String::new(),
            tag => format!(";tag={tag}"),
        };
        format!(
            "{method} {} SIP/2.0\r\nVia: {}\r\nMax-Forwards: 70\r\nFrom: <sip:200@192.0.2.101>{}\r\n\
             To: <sip:100@192.0.2.1>{}\r\nCall-ID: theirs-1\r\nCSeq: {} {method}\r\n\
             Contact: <sip:200@192.0.2.101>\r\nContent-Length: 0\r\n\r\n",
            self.uri,
            self.via,
            tag(self.from_tag),
            tag(self.to_tag),
            self.cseq,
            method = self.method,
        )
    }
}

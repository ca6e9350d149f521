//! A hand-written peer of a terminal: its side of one dialog.

use std::time::Duration;

use naisen_sip::HeaderName;

use crate::terminal_stage::Network;

/// Where the terminal under test is.
pub const US: &str = "192.0.2.1:5060";
/// Where the peer is, which is the terminal's server as well.
pub const PEER: &str = "192.0.2.2:5060";
/// The usual Contact of the peer.
pub const CONTACT: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\n";

/// The peer's session description.
pub fn sdp(version: u32, port: u16, rest: &str) -> String {
    format!(
        "v=0\r\no=- 7 {version} IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\n\
         m=audio {port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n{rest}"
    )
}

/// The peer's side of a dialog with the terminal.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The Request-URI of its requests.
    pub target: String,
    /// From of its requests, with its tag.
    pub local: String,
    /// To of its requests.
    pub remote: String,
    /// Call-ID.
    pub call_id: String,
    /// The CSeq number of its last request.
    pub cseq: u32,
    branches: u32,
}

impl Peer {
    /// The side that the terminal's INVITE calls, once it answers with `tag`.
    pub fn called(network: &Network, invite: usize, tag: &str) -> Self {
        let header = |name| network.log[invite].header(name).expect("a header");
        Self {
            target: uri_of(&header(HeaderName::Contact)),
            local: format!("{};tag={tag}", header(HeaderName::To)),
            remote: header(HeaderName::From),
            call_id: header(HeaderName::CallId),
            cseq: 0,
            branches: 0,
        }
    }

    /// A caller of `target`, before its INVITE. `name` makes its Call-ID and its tag.
    pub fn calling(target: &str, name: &str) -> Self {
        Self {
            target: target.to_owned(),
            local: format!("<sip:102@192.0.2.2>;tag={name}"),
            remote: format!("<{target}>"),
            call_id: format!("{name}@192.0.2.2"),
            cseq: 0,
            branches: 0,
        }
    }

    /// Takes what a response of the terminal says of the dialog: its tag and its Contact.
    pub fn learn(&mut self, network: &Network, response: usize) {
        let sent = &network.log[response];
        self.remote = sent.header(HeaderName::To).expect("To");
        if let Some(contact) = sent.header(HeaderName::Contact) {
            self.target = uri_of(&contact);
        }
    }

    /// Sends a request with the next CSeq number and lets 100 ms pass; the number.
    pub fn request(&mut self, network: &mut Network, method: &str, lines: &str, body: &str) -> u32 {
        self.cseq += 1;
        self.branches += 1;
        self.send(network, method, self.cseq, lines, body);
        self.cseq
    }

    /// Sends ACK for the INVITE of this number: a transaction of its own, as for a 2xx.
    pub fn acknowledge(&mut self, network: &mut Network, cseq: u32, body: &str) {
        self.branches += 1;
        self.send(network, "ACK", cseq, "", body);
    }

    /// Sends CANCEL, or the ACK of a refusal: what shares number and branch with the last request.
    pub fn again(&mut self, network: &mut Network, method: &str) {
        self.send(network, method, self.cseq, "", "");
    }

    fn send(&self, network: &mut Network, method: &str, cseq: u32, lines: &str, body: &str) {
        let Self {
            target,
            local,
            remote,
            call_id,
            branches,
            ..
        } = self;
        let contact = match method {
            "INVITE" | "UPDATE" if !lines.contains("Contact:") => CONTACT,
            _ => "",
        };
        let head = format!(
            "{method} {target} SIP/2.0\r\n\
             Via: SIP/2.0/UDP {PEER};branch=z9hG4bK{call_id}{branches}\r\n\
             From: {local}\r\nTo: {remote}\r\nCall-ID: {call_id}\r\nCSeq: {cseq} {method}\r\n\
             Max-Forwards: 70\r\n{contact}{lines}"
        );
        network.send(PEER, US, &head, body);
        network.run(Duration::from_millis(100));
    }
}

/// The URI between the angle brackets of a Contact.
fn uri_of(contact: &str) -> String {
    let (_, rest) = contact.split_once('<').expect("a name-addr");
    rest.split_once('>').expect("a name-addr").0.to_owned()
}

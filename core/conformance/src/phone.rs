//! What a phone says, and what it reads in the messages of the exchange.

use naisen_node::{Time, Transport};
use naisen_sip::digest::{ClientAuthenticator, ClientCredentials, Request as DigestRequest};
use naisen_sip::{Challenge, HeaderName, Message, TypedHeader};

/// A message of the exchange.
#[derive(Clone, Debug)]
pub struct Sent {
    /// When.
    pub at: Time,
    /// The phone's address with port.
    pub to: String,
    /// What it was sent over.
    pub transport: Transport,
    /// The whole message.
    pub text: String,
}

impl Sent {
    /// The start line.
    pub fn line(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }

    /// The value of its first header of this name.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        Message::parse(self.text.as_bytes())
            .expect("what we send is legal")
            .header(name)
    }

    /// Whether it has such a header.
    pub fn has(&self, name: HeaderName) -> bool {
        self.header(name).is_some()
    }

    /// The body.
    pub fn body(&self) -> &str {
        self.text
            .split_once("\r\n\r\n")
            .map_or("", |(_, body)| body)
    }

    /// The RTP port of its SDP.
    pub fn port(&self) -> u16 {
        let rest = self.body().split_once("m=audio ").expect("audio").1;
        let port = rest.split(' ').next().expect("a port");
        port.parse().expect("a number")
    }
}

/// A phone without extensions.
pub const PLAIN: &str = "Allow: INVITE, ACK, CANCEL, BYE\r\n";

/// The lines of such a phone's answer.
pub fn answer_lines(contact: &str) -> String {
    format!("Contact: <{contact}>\r\n{PLAIN}")
}

/// What a phone knows of a dialog.
#[derive(Clone, Debug)]
pub struct Dialog {
    /// The phone's address with port.
    pub phone: String,
    /// The Request-URI of its requests.
    pub uri: String,
    /// From, with its tag.
    pub from: String,
    /// To, with the tag of the other side once there is one.
    pub to: String,
    /// Call-ID.
    pub call_id: String,
    /// The CSeq number of its INVITE.
    pub cseq: u32,
    /// Of its INVITE.
    pub branch: u32,
}

/// The head of a request.
pub struct Head<'a> {
    /// The method.
    pub method: &'a str,
    /// The Request-URI.
    pub uri: &'a str,
    /// From, as a header value.
    pub from: &'a str,
    /// To, as a header value.
    pub to: &'a str,
    /// Call-ID.
    pub call_id: &'a str,
    /// The CSeq number.
    pub cseq: u32,
}

/// The URI of its Contact.
pub fn target(message: &Sent) -> String {
    let contact = message.header(HeaderName::Contact).expect("Contact");
    contact.trim_start_matches('<').trim_end_matches('>').into()
}

/// A phone's answer to a request of the exchange as text.
pub fn response(request: &Sent, status: &str, tag: &str, lines: &str, body: &str) -> String {
    let mut text = format!("SIP/2.0 {status}\r\n");
    let message = Message::parse(request.text.as_bytes()).expect("legal");
    for line in message.lines() {
        match line.name {
            HeaderName::Via | HeaderName::From | HeaderName::CallId | HeaderName::CSeq => {
                text += &format!("{}: {}\r\n", line.raw_name, line.value);
            }
            HeaderName::To if tag.is_empty() || line.value.contains("tag=") => {
                text += &format!("To: {}\r\n", line.value);
            }
            HeaderName::To => text += &format!("To: {};tag={tag}\r\n", line.value),
            _ => {}
        }
    }
    if !body.is_empty() {
        text += "Content-Type: application/sdp\r\n";
    }
    text + &format!("{lines}Content-Length: {}\r\n\r\n{body}", body.len())
}

/// A phone's session description.
pub fn sdp(host: &str, port: u16) -> String {
    format!(
        "v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n\
         m=audio {port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n"
    )
}

/// The credentials of phone 101 for a challenged request.
pub fn authorization(challenged: &Sent, method: &str, uri: &str, password: &str) -> String {
    let (challenge, name) = match challenged.header(HeaderName::WwwAuthenticate) {
        Some(value) => (value, "Authorization"),
        None => (
            challenged
                .header(HeaderName::ProxyAuthenticate)
                .expect("a challenge"),
            "Proxy-Authorization",
        ),
    };
    let challenge =
        Challenge::parse(HeaderName::WwwAuthenticate, challenge).expect("a legal challenge");
    let request = DigestRequest {
        method,
        uri,
        body: b"",
    };
    let credentials = ClientCredentials::with_password("101", password);
    let value = ClientAuthenticator::new(credentials)
        .answer(&challenge, &request, false, "cnonce")
        .expect("a usual challenge");
    format!("{name}: {value}\r\n")
}

/// The typed header of a message.
pub fn number_of(sent: &Sent) -> u32 {
    let value = sent.header(HeaderName::CSeq).expect("CSeq");
    naisen_sip::CSeq::parse(value).expect("legal").number
}

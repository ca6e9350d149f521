//! Reads one INVITE as often as the first argument says, and looks at what every request is asked
//! for: Via, From, To, CSeq and Call-ID. For counting the instructions of one message; see
//! `bench/README.md`.

use std::hint::black_box;

use naisen_sip::{CSeq, CallId, From, Message, To, Via};

const INVITE: &[u8] = b"INVITE sip:102@192.0.2.10 SIP/2.0\r\n\
Via: SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bK74bf9\r\n\
Max-Forwards: 70\r\n\
From: \"Extension 101\" <sip:101@192.0.2.10>;tag=9fxced76sl\r\n\
To: <sip:102@192.0.2.10>\r\n\
Call-ID: 3848276298220188511@192.0.2.101\r\n\
CSeq: 2 INVITE\r\n\
Contact: <sip:q7x2@192.0.2.101:5060>\r\n\
Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\n\
Supported: 100rel, timer\r\n\
Session-Expires: 300\r\n\
Content-Type: application/sdp\r\n\
Content-Length: 123\r\n\
\r\n\
v=0\r\n\
o=- 2890844526 1 IN IP4 192.0.2.101\r\n\
s=-\r\n\
c=IN IP4 192.0.2.101\r\n\
t=0 0\r\n\
m=audio 49172 RTP/AVP 0\r\n\
a=rtpmap:0 PCMU/8000\r\n";

fn main() {
    let count: usize = std::env::args()
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or(1);
    for _ in 0..count {
        let message = Message::parse(black_box(INVITE)).expect("the INVITE is right");
        black_box(message.required::<Via<'_>>().expect("it has a Via"));
        black_box(message.required::<From<'_>>().expect("it has a From"));
        black_box(message.required::<To<'_>>().expect("it has a To"));
        black_box(message.required::<CSeq<'_>>().expect("it has a CSeq"));
        black_box(message.required::<CallId<'_>>().expect("it has a Call-ID"));
    }
}

//! A phone of extension 101 that registers with the exchange by hand.

use naisen_sip::{HeaderName, Message};

use crate::exchange_stage::{A, Bench, Head, SERVER, Sent, authorization};

/// A phone, as far as its REGISTERs need it.
#[derive(Debug)]
pub struct Registrant {
    /// Its address with port.
    pub phone: &'static str,
    /// The CSeq number of its last REGISTER.
    pub cseq: u32,
    /// The Call-ID of all of them.
    pub call_id: &'static str,
    /// What it takes for the password.
    pub password: &'static str,
}

impl Default for Registrant {
    fn default() -> Self {
        Self {
            phone: A,
            cseq: 0,
            call_id: "reg",
            password: "secret",
        }
    }
}

impl Registrant {
    /// A REGISTER for extension 101 with these header lines: sent, challenged, sent again with
    /// credentials. The last response.
    pub fn register(&mut self, bench: &mut Bench, lines: &str) -> Sent {
        self.register_as(bench, "101", "101", lines)
    }

    /// The same in the name of somebody, for somebody.
    pub fn register_as(&mut self, bench: &mut Bench, from: &str, to: &str, lines: &str) -> Sent {
        self.send(bench, from, to, lines);
        let challenged = bench.expect(self.phone, "SIP/2.0 401");
        let uri = format!("sip:{SERVER}");
        let credentials = authorization(&challenged, "REGISTER", &uri, self.password);
        self.send(bench, from, to, &format!("{lines}{credentials}"));
        bench.skip().pop().expect("an answer")
    }

    /// One REGISTER, as it stands.
    pub fn send(&mut self, bench: &mut Bench, from: &str, to: &str, lines: &str) {
        self.cseq += 1;
        let head = Head {
            method: "REGISTER",
            uri: &format!("sip:{SERVER}"),
            from: &format!("<sip:{from}@{SERVER}>;tag=r{}", self.cseq),
            to: &format!("<sip:{to}@{SERVER}>"),
            call_id: self.call_id,
            cseq: self.cseq,
        };
        bench.request(self.phone, &head, lines, "");
    }
}

/// The elements of Contact.
pub fn contacts(sent: &Sent) -> Vec<String> {
    let message = Message::parse(sent.text.as_bytes()).expect("what we send is legal");
    let elements = message.elements(HeaderName::Contact);
    elements.map(str::to_owned).collect()
}

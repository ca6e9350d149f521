//! Why a peer says that it ends a call: its Reason header fields (RFC 3326, RFC 6432).

use naisen_sip::{Message, Reason, StatusCode};

/// The most that is kept of one value, in bytes: two fit into a header line of JJ-22.11 T13-8.
const MAX_BYTES: usize = 118;

/// The first cause of ISDN and the first status that the Reason header fields of a message name;
/// one value a protocol is all that they may hold (RFC 3326 §2). What cannot be read, causes that do
/// not exist and other protocols are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerReason {
    q850: Option<(u8, Box<str>)>,
    sip: Option<(StatusCode, Box<str>)>,
}

impl PeerReason {
    /// Reads them from a CANCEL, a BYE or a final response.
    pub fn read(message: &Message<'_>) -> Self {
        let mut said = Self::default();
        for reason in message.list::<Reason<'_>>().flatten() {
            let Some(cause) = reason.cause else { continue };
            if said.q850.is_none() && reason.protocol.eq_ignore_ascii_case("Q.850") {
                let cause = u8::try_from(cause).ok().filter(|cause| *cause < 0x80);
                said.q850 = cause.and_then(|cause| Some((cause, value(reason)?)));
            } else if said.sip.is_none() && reason.protocol.eq_ignore_ascii_case("SIP") {
                let status = StatusCode::new(cause);
                said.sip = status.and_then(|status| Some((status, value(reason)?)));
            }
        }
        said
    }

    /// The cause of Q.850, 0 to 127.
    pub fn q850(&self) -> Option<u8> {
        self.q850.as_ref().map(|(cause, _)| *cause)
    }

    /// The status code.
    pub fn sip(&self) -> Option<StatusCode> {
        self.sip.as_ref().map(|(status, _)| *status)
    }

    /// The value of protocol Q.850, with its text.
    pub fn q850_value(&self) -> Option<&str> {
        self.q850.as_ref().map(|(_, value)| &**value)
    }

    /// The value of protocol SIP, with its text.
    pub fn sip_value(&self) -> Option<&str> {
        self.sip.as_ref().map(|(_, value)| &**value)
    }

    /// Whether another phone of the called number has answered: 200 or cause 26.
    pub fn is_answered_elsewhere(&self) -> bool {
        self.sip() == Some(StatusCode::OK) || self.q850() == Some(26)
    }
}

/// The value as it may be written again: without its text where that is too long, or not fit to
/// print.
fn value(reason: Reason<'_>) -> Option<Box<str>> {
    let bare = Reason {
        text: None,
        ..reason
    };
    [reason, bare]
        .into_iter()
        .map(|reason| reason.to_string())
        .find(|value| value.len() <= MAX_BYTES && !value.contains(char::is_control))
        .map(String::into_boxed_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> PeerReason {
        let text = format!("BYE sip:101@192.0.2.1 SIP/2.0\r\n{lines}Content-Length: 0\r\n\r\n");
        PeerReason::read(&Message::parse(text.as_bytes()).expect("a message"))
    }

    #[test]
    fn the_first_value_of_each_protocol_is_kept() {
        assert_eq!(read(""), PeerReason::default());
        let lines = "Reason: SIP;cause=480, Q.850;cause=17;text=\"a, b\"\r\n\
                     Reason: q.850;cause=34\r\nReason: Preemption;cause=1\r\n";
        let said = read(lines);
        assert_eq!(said.sip_value(), Some("SIP;cause=480"));
        assert_eq!(said.q850_value(), Some("Q.850;cause=17;text=\"a, b\""));
        assert_eq!(
            (said.sip().map(StatusCode::code), said.q850()),
            (Some(480), Some(17))
        );
    }

    #[test]
    fn what_is_no_cause_is_left_out() {
        for value in ["Q.850", "Q.850;cause=128", "Q.850;cause=x", "SIP;cause=99"] {
            let said = read(&format!("Reason: {value}\r\nReason: Q.850;cause=16\r\n"));
            assert_eq!((said.q850(), said.sip()), (Some(16), None), "{value}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_or_unfit_does_not_take_the_cause_with_it() {
        let long = "x".repeat(MAX_BYTES);
        for text in [&*long, "a\u{1b}[2Jb", "a\r\n b"] {
            let said = read(&format!("Reason: Q.850;cause=34;text=\"{text}\"\r\n"));
            assert_eq!(said.q850_value(), Some("Q.850;cause=34"), "{text:?}");
        }
    }

    #[test]
    fn an_answer_elsewhere_is_told_either_way() {
        assert!(
            read("Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n")
                .is_answered_elsewhere()
        );
        assert!(read("Reason: Q.850;cause=26\r\n").is_answered_elsewhere());
        assert!(!read("Reason: Q.850;cause=16\r\n").is_answered_elsewhere());
    }
}

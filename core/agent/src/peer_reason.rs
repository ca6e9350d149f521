//! Why a peer says that it ends a call: its Reason header fields (RFC 3326, RFC 6432).

use naisen_sip::{Message, Reason};

/// The most that is kept, in bytes: what fits into one header line of JJ-22.11 T13-8.
const MAX_BYTES: usize = 240;

/// The values of a message's Reason header fields, each as it came. Those that cannot be read, and
/// those for which there is no room, are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerReason {
    values: Box<str>,
    /// The first cause of protocol Q.850.
    q850: Option<u16>,
    /// The first cause of protocol SIP.
    sip: Option<u16>,
}

impl PeerReason {
    /// Reads them from a CANCEL, a BYE or a final response.
    pub fn read(message: &Message<'_>) -> Self {
        let mut kept = String::new();
        let (mut q850, mut sip) = (None, None);
        for reason in message.list::<Reason<'_>>().flatten() {
            let value = reason.to_string();
            if kept.len() + value.len() + 2 > MAX_BYTES || value.contains(['\r', '\n']) {
                continue;
            }
            if !kept.is_empty() {
                kept.push_str(", ");
            }
            kept.push_str(&value);
            if reason.protocol.eq_ignore_ascii_case("Q.850") {
                q850 = q850.or(reason.cause);
            } else if reason.protocol.eq_ignore_ascii_case("SIP") {
                sip = sip.or(reason.cause);
            }
        }
        Self {
            values: kept.into_boxed_str(),
            q850,
            sip,
        }
    }

    /// The values, joined by commas; empty if the peer said nothing.
    pub fn as_str(&self) -> &str {
        &self.values
    }

    /// The cause of Q.850 that it names, as it was written.
    pub fn q850(&self) -> Option<u16> {
        self.q850
    }

    /// The status code that it names, as it was written.
    pub fn sip(&self) -> Option<u16> {
        self.sip
    }

    /// Whether the peer said nothing.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> PeerReason {
        let text = format!("BYE sip:101@192.0.2.1 SIP/2.0\r\n{lines}Content-Length: 0\r\n\r\n");
        PeerReason::read(&Message::parse(text.as_bytes()).expect("a message"))
    }

    #[test]
    fn several_values_are_joined_and_broken_ones_left_out() {
        assert!(read("").is_empty());
        let both = read("Reason: SIP;cause=480\r\nReason: Q.850;cause=17;text=\"a, b\"\r\n");
        assert_eq!(both.as_str(), "SIP;cause=480, Q.850;cause=17;text=\"a, b\"");
        assert_eq!((both.q850(), both.sip()), (Some(17), Some(480)));
        let broken = read("Reason: SIP;cause=x\r\nReason: Q.850;cause=16\r\n");
        assert_eq!(broken.as_str(), "Q.850;cause=16");
    }

    #[test]
    fn what_is_kept_fits_into_a_line() {
        let long = "x".repeat(MAX_BYTES);
        let kept = read(&format!(
            "Reason: SIP;cause=480;text=\"{long}\"\r\nReason: Q.850;cause=16\r\n"
        ));
        assert_eq!(kept.as_str(), "Q.850;cause=16");
    }
}

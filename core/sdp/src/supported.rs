//! What we could agree to, told without an offer (RFC 3264 §9).

use crate::{Capabilities, OwnMedia, SessionDescription, offer};
use std::net::IpAddr;

/// A description of what we support that asks for no media: every codec, at port 0. The body of a 488 may
/// tell it (R-10.2.1-13, JJ-22.11 E-17).
pub fn supported(capabilities: &Capabilities, address: IpAddr) -> SessionDescription {
    let all = Capabilities {
        max_codecs: None,
        ..capabilities.clone()
    };
    offer(&all, OwnMedia { address, port: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_codec_is_told_and_no_port() {
        let capabilities = Capabilities {
            max_codecs: Some(1),
            ..Capabilities::default()
        };
        let told = supported(&capabilities, [192, 0, 2, 1].into()).to_string();
        assert!(told.contains("m=audio 0 RTP/AVP 0 8 101\r\n"), "{told}");
        assert!(told.contains("c=IN IP4 192.0.2.1\r\n"), "{told}");
    }
}

//! How a peer writes its messages.

use std::fmt::Write as _;
use std::net::SocketAddr;

use naisen_node::Transport;

use super::Peer;
use crate::script::{Ask, Sdp};

impl Peer {
    pub(super) fn branch(&mut self) -> String {
        let token = self.token();
        format!("z9hG4bK{}{token}", self.identity.vendor.branch)
    }

    pub(super) fn contact(&self) -> String {
        let transport = match self.identity.transport {
            Transport::Udp => "",
            Transport::Tcp => ";transport=tcp",
        };
        format!("sip:{}@{}{transport}", self.identity.user, self.shown())
    }

    pub(super) fn to_of(&self, index: usize, tagged: bool) -> String {
        let dialog = &self.calls[index];
        let bare = dialog.other_uri.split(";tag=").next().unwrap_or_default();
        match &dialog.other_tag {
            Some(tag) if tagged => format!("{bare};tag={tag}"),
            _ => bare.to_owned(),
        }
    }

    /// Writes a request with this URI, branch and CSeq number. `to` is To, unless it is that of the
    /// dialog.
    pub(super) fn write(
        &mut self,
        index: usize,
        method: &str,
        (uri, branch, cseq): (&str, &str, u32),
        to: Option<&str>,
        ask: &Ask,
    ) -> Vec<u8> {
        let vendor = self.identity.vendor;
        let name = |long, short| if vendor.compact { short } else { long };
        let transport = self.identity.transport.name();
        let shown = self.shown();
        let rport = if self.script.quirks.rport {
            ";rport"
        } else {
            ""
        };
        let dialog = &self.calls[index];
        let own = dialog.own_uri.split(";tag=").next().unwrap_or_default();
        let mut text = format!(
            "{method} {uri} SIP/2.0\r\n{}: SIP/2.0/{transport} {shown};branch={branch}{rport}\r\n",
            name("Via", "v")
        );
        text.push_str("Max-Forwards: 70\r\n");
        if to.is_none() {
            for route in &dialog.routes {
                let _ = write!(text, "Route: {route}\r\n");
            }
        }
        let to = to.map_or_else(|| self.to_of(index, true), str::to_owned);
        let dialog = &self.calls[index];
        let _ = write!(
            text,
            "{}: {own};tag={}\r\n",
            name("From", "f"),
            dialog.own_tag
        );
        let _ = write!(text, "{}: {to}\r\n", name("To", "t"));
        let _ = write!(text, "{}: {}\r\n", name("Call-ID", "i"), dialog.call_id);
        let _ = write!(text, "CSeq: {cseq} {method}\r\n");
        if matches!(method, "INVITE" | "UPDATE" | "REGISTER") {
            let contact = self.contact();
            let _ = write!(text, "{}: <{contact}>\r\n", name("Contact", "m"));
            let _ = write!(text, "Allow: {}\r\n", vendor.allow);
        }
        let _ = write!(text, "User-Agent: {}\r\n", vendor.agent);
        let lines = self.filled(&ask.lines);
        text.push_str(&lines);
        if method == "INVITE" && self.script.quirks.padding > 0 {
            let filler = "x".repeat(self.script.quirks.padding);
            let _ = write!(text, "X-Device-Info: {filler}\r\n");
        }
        self.finish(&mut text, ask.sdp, Some(index));
        for (pattern, replacement) in &ask.spoilt {
            text = text.replace(pattern, replacement);
        }
        text.into_bytes()
    }

    pub(super) fn filled(&mut self, lines: &str) -> String {
        if !lines.contains('{') {
            return lines.to_owned();
        }
        let hex = format!(
            "{:016x}{:016x}",
            self.random.next_u64(),
            self.random.next_u64()
        );
        lines.replace("{nonce}", &self.nonce).replace("{hex}", &hex)
    }

    /// Puts the body and what is said of it.
    pub(super) fn finish(&mut self, text: &mut String, sdp: Option<Sdp>, index: Option<usize>) {
        let vendor = self.identity.vendor;
        let name = |long, short| if vendor.compact { short } else { long };
        let version = index
            .and_then(|index| self.calls.get_mut(index))
            .map_or(0, |dialog| {
                dialog.version += 1;
                dialog.version
            });
        let body = sdp
            .map(|sdp| self.description(&sdp, version))
            .unwrap_or_default();
        if !body.is_empty() {
            let _ = write!(text, "{}: application/sdp\r\n", name("Content-Type", "c"));
        }
        let length = name("Content-Length", "l");
        let _ = write!(text, "{length}: {}\r\n\r\n{body}", body.len());
    }

    pub(super) fn description(&self, sdp: &Sdp, version: u32) -> String {
        let vendor = self.identity.vendor;
        let quirks = &self.script.quirks;
        let usual = quirks.shown_media.unwrap_or(self.shown().ip());
        let address = sdp.address.unwrap_or(usual);
        let port = sdp.port.unwrap_or(quirks.media_port);
        let mut text = format!(
            "v=0\r\no={} 20518 {version} IN IP4 {address}\r\ns={}\r\nc=IN IP4 {address}\r\nt=0 0\r\n",
            vendor.origin, vendor.session
        );
        let _ = write!(text, "m=audio {port} {} {}\r\n", sdp.profile, sdp.formats);
        for format in sdp.formats.split(' ') {
            let map = match format {
                "0" => "PCMU/8000",
                "8" => "PCMA/8000",
                "9" => "G722/8000",
                "18" => "G729/8000",
                "97" => "iLBC/8000",
                "101" => "telephone-event/8000",
                _ => "opus/48000/2",
            };
            let _ = write!(text, "a=rtpmap:{format} {map}\r\n");
        }
        if sdp.formats.contains("101") {
            text.push_str("a=fmtp:101 0-15\r\n");
        }
        let _ = write!(text, "{}a={}\r\n", vendor.attributes, sdp.direction);
        text
    }
}

pub(super) fn host_of(address: SocketAddr) -> String {
    if address.port() == 5060 {
        address.ip().to_string()
    } else {
        address.to_string()
    }
}

/// Via with what the receiver notes in it (RFC 3261 §18.2.1, RFC 3581 §4).
pub(super) fn with_received(via: &str, source: SocketAddr) -> String {
    let wants = via.contains(";rport") && !via.contains(";rport=");
    let mut via = via.to_owned();
    if wants {
        via = via.replace(";rport", &format!(";rport={}", source.port()));
    }
    let sent_by_ip = via.contains(&format!(" {}", source.ip()));
    if (wants || !sent_by_ip) && !via.contains(";received=") {
        let _ = write!(via, ";received={}", source.ip());
    }
    via
}

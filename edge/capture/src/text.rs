//! Traces that are texts: logs of SIP programs.
//!
//! In most of them a line announces each message and tells when it went which way; the message
//! follows, its line ends changed by the log. The layout is recognised by the first such line, and
//! from then on only lines of that layout announce. Messages that nothing announces are read, too.
//!
//! Messages are given back as they were on the wire: with CRLF, and the body as long as its
//! Content-Length says. A body whose length fits bare line feeds gets those.
//!
//! An address that the log does not say is [`UNSTATED`]. Programs that log for themselves say the
//! other side's address only, so there it is always the program's own. Where neither side is said,
//! the addresses are read from Via and the Request-URI if those are literal. A log without dates
//! begins on the first day of 1970, one without times stands still there.

mod asterisk;
mod baresip;
mod freeswitch;
mod guess;
mod message;
mod ngrep;
mod sipp;
mod stamp;
mod tcpdump;

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use memchr::{memchr, memmem};
use naisen_trace::{Carried, Frame, Wire};

use crate::error::Error;
use crate::window::Window;
use guess::Guess;
use message::{Message, is_start};
use stamp::{Clock, Stamp};

/// The address of a side that a text does not say.
pub const UNSTATED: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);

/// Bytes of a line; a longer one is read in pieces.
const LINE_MAX: usize = 65_536;

/// Which program wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Asterisk, `pjsip set logger on`.
    AsteriskPjsip,
    /// Asterisk before version 21, `sip set debug on`.
    AsteriskSip,
    /// FreeSWITCH, `sofia global siptrace on`, and other programs upon Sofia-SIP.
    FreeSwitch,
    /// `ngrep -W byline`.
    Ngrep,
    /// sngrep, messages saved as text.
    Sngrep,
    /// SIPp, `-trace_msg`.
    Sipp,
    /// baresip, `-s`.
    Baresip,
    /// `tcpdump -A`.
    Tcpdump,
    /// Messages one after the other, with nothing that announces them.
    Plain,
}

/// What a line says of the message behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Announcement {
    at: Option<Stamp>,
    source: Option<SocketAddr>,
    destination: Option<SocketAddr>,
    wire: Wire,
}

/// How the lines of a layout are read.
struct Rules {
    layout: Layout,
    /// What a line announces.
    announce: fn(&str) -> Option<Announcement>,
    /// A line of a message without what the layout adds to it.
    strip: fn(&[u8]) -> &[u8],
    /// The start line of a message in the first line of a dump.
    begin: fn(&[u8]) -> Option<&[u8]>,
    /// A line that follows a message and is none of its own.
    ends: fn(&[u8]) -> bool,
}

const LAYOUTS: [&Rules; 8] = [
    &asterisk::PJSIP,
    &asterisk::SIP,
    &freeswitch::RULES,
    &ngrep::SNGREP,
    &ngrep::NGREP,
    &sipp::RULES,
    &baresip::RULES,
    &tcpdump::RULES,
];

const PLAIN: Rules = Rules {
    layout: Layout::Plain,
    announce: |_| None,
    strip: whole,
    begin: start,
    ends: |_| false,
};

impl Announcement {
    const NOTHING: Self = Self {
        at: None,
        source: None,
        destination: None,
        wire: Wire::Unknown,
    };
}

fn whole(line: &[u8]) -> &[u8] {
    line
}

fn start(line: &[u8]) -> Option<&[u8]> {
    is_start(line).then_some(line)
}

/// Where in the text a reader is.
enum Place {
    /// Between messages.
    Between,
    /// Behind an announcement, or behind a message whose announcement may hold for another.
    Announced { again: bool },
    /// Within a message.
    Within(Message),
}

/// A text that is being read.
pub(crate) struct Text {
    rules: Option<&'static Rules>,
    place: Place,
    announced: Announcement,
    clock: Clock,
    guess: Guess,
    /// The number of the line being read.
    line: u64,
    seen: bool,
    /// A line without colours, kept for its memory.
    clean: Vec<u8>,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            rules: None,
            place: Place::Between,
            announced: Announcement::NOTHING,
            clock: Clock::default(),
            guess: Guess::default(),
            line: 0,
            seen: false,
            clean: Vec::new(),
        }
    }
}

/// Whether a file that begins so may be a text: no zeros, hardly a control character.
pub(crate) fn plausible(start: &[u8]) -> bool {
    let strange = start
        .iter()
        .filter(|octet| {
            **octet < 0x20 && !matches!(octet, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b)
        })
        .count();
    !start.contains(&0) && strange * 50 <= start.len()
}

impl Text {
    pub(crate) fn layout(&self) -> Option<Layout> {
        self.rules.map(|rules| rules.layout)
    }

    /// Reads on to the end of the next message. Says whether the text goes on.
    pub(crate) fn step<R: Read>(
        &mut self,
        window: &mut Window<R>,
        messages: &mut u64,
        sink: &mut impl FnMut(Frame<'_>),
    ) -> Result<bool, Error> {
        loop {
            let line = match next_line(window) {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    self.finish(messages, sink);
                    return Err(error.into());
                }
            };
            self.line += 1;
            let line = if self.line == 1 {
                line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
            } else {
                line
            };
            let before = *messages;
            if memchr(0x1b, line).is_some() {
                let mut clean = std::mem::take(&mut self.clean);
                colourless(line, &mut clean);
                self.read_line(&clean, messages, sink);
                self.clean = clean;
            } else {
                self.read_line(line, messages, sink);
            }
            if *messages > before {
                return Ok(true);
            }
        }
        self.finish(messages, sink);
        if self.seen {
            Ok(false)
        } else {
            Err(Error::NoMessage)
        }
    }

    fn read_line(&mut self, line: &[u8], messages: &mut u64, sink: &mut impl FnMut(Frame<'_>)) {
        if let Some(announced) = self.announcement(line) {
            self.finish(messages, sink);
            if let Some(at) = announced.at {
                self.clock.set(at);
            }
            self.announced = announced;
            self.place = Place::Announced { again: false };
            return;
        }
        let rules = self.rules.unwrap_or(&PLAIN);
        let line = (rules.strip)(line);
        match &mut self.place {
            Place::Within(message) => {
                if !(rules.ends)(line) && message.add(line) {
                    if message.is_whole() {
                        self.finish(messages, sink);
                    }
                    return;
                }
                self.finish(messages, sink);
                self.begin(rules, line);
            }
            Place::Announced { again } => {
                let over = *again && !line.is_empty();
                if !self.begin(rules, line) && over {
                    self.place = Place::Between;
                }
            }
            Place::Between if rules.layout == Layout::Plain => {
                self.begin(rules, line);
            }
            Place::Between => {}
        }
    }

    /// Begins a message if the line is the first of one.
    fn begin(&mut self, rules: &'static Rules, line: &[u8]) -> bool {
        let Some(start) = (rules.begin)(line) else {
            return false;
        };
        self.rules.get_or_insert(rules);
        self.place = Place::Within(Message::new(self.line, start));
        true
    }

    /// What a line announces, in the layout of this text; any until one is known.
    fn announcement(&mut self, line: &[u8]) -> Option<Announcement> {
        if line.is_empty() {
            return None;
        }
        let line = std::str::from_utf8(line).ok()?;
        match self.rules {
            Some(rules) if rules.layout != Layout::Plain => (rules.announce)(line),
            _ => LAYOUTS.into_iter().find_map(|rules| {
                let announced = (rules.announce)(line)?;
                self.rules = Some(rules);
                Some(announced)
            }),
        }
    }

    /// Hands out the message that is being read, if there is one.
    fn finish(&mut self, messages: &mut u64, sink: &mut impl FnMut(Frame<'_>)) {
        let Place::Within(message) = &mut self.place else {
            return;
        };
        let number = message.line();
        let bytes = message.finish();
        let Announcement {
            source,
            destination,
            wire,
            ..
        } = self.announced;
        let (source, destination, wire) = if source.is_none() && destination.is_none() {
            self.guess.addresses(bytes, wire)
        } else {
            (
                source.unwrap_or(UNSTATED),
                destination.unwrap_or(UNSTATED),
                wire,
            )
        };
        *messages += 1;
        self.seen = true;
        sink(Frame {
            number,
            at: self.clock.now(),
            source,
            destination,
            carried: Carried::Message(wire, bytes),
        });
        self.place = Place::Announced { again: true };
    }
}

/// The next line without its end.
fn next_line<R: Read>(window: &mut Window<R>) -> std::io::Result<Option<&[u8]>> {
    let mut length = memchr(b'\n', window.bytes()).map(|at| at + 1);
    if length.is_none() {
        let bytes = window.fill(LINE_MAX)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        length = memchr(b'\n', bytes).map(|at| at + 1);
    }
    let line = window.take(length.unwrap_or(LINE_MAX).min(LINE_MAX));
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    Ok(Some(line.strip_suffix(b"\r").unwrap_or(line)))
}

/// A line without the sequences that colour it on a terminal.
fn colourless(line: &[u8], clean: &mut Vec<u8>) {
    clean.clear();
    let mut rest = line;
    while let Some(at) = memmem::find(rest, b"\x1b[") {
        clean.extend_from_slice(&rest[..at]);
        rest = &rest[at + 2..];
        let end = rest
            .iter()
            .position(|octet| octet.is_ascii_alphabetic())
            .map_or(rest.len(), |end| end + 1);
        rest = &rest[end..];
    }
    clean.extend_from_slice(rest);
}

/// An address with a port, or one without, whose port then is that of SIP.
fn address(text: &str) -> Option<SocketAddr> {
    const SIP: u16 = 5060;
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    text.parse()
        .ok()
        .or_else(|| Some(SocketAddr::new(bare.parse().ok()?, SIP)))
        .or_else(|| {
            // Version 6 without brackets before the port, as some programs write it.
            let (host, port) = text.rsplit_once(':')?;
            let host = host.trim_start_matches('[').trim_end_matches(']');
            Some(SocketAddr::new(host.parse().ok()?, port.parse().ok()?))
        })
}

/// The transport of this name, in any case of letters.
fn wire(name: &str) -> Wire {
    const NAMES: [(&str, Wire); 6] = [
        ("UDP", Wire::Udp),
        ("TCP", Wire::Tcp),
        ("TLS", Wire::Tls),
        ("SSL", Wire::Tls),
        ("WSS", Wire::WebSocket),
        ("WS", Wire::WebSocket),
    ];
    let found = NAMES
        .iter()
        .find(|(other, _)| name.eq_ignore_ascii_case(other));
    found.map_or(Wire::Unknown, |(_, wire)| *wire)
}

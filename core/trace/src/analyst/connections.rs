//! TCP: streams cut into messages, one direction at a time.

use ahash::AHashMap;
use naisen_node::Random;
use naisen_sip::{Frame as Cut, StreamFramer};

use super::keyed_map;
use super::media::Path;
use crate::recognise::{Look, is_sip, look, may_become_sip};

/// The directions of the connections that are followed.
#[derive(Debug)]
pub(super) struct Connections {
    directions: AHashMap<Path, Direction>,
    max: usize,
    /// Segments so far: the clock by which the quiet are told.
    segments: u64,
}

/// One direction of a connection.
#[derive(Debug)]
struct Direction {
    /// The last segment: no two directions have the same.
    seen: u64,
    speech: Speech,
}

/// What is spoken there.
#[derive(Debug)]
enum Speech {
    /// Too few bytes to tell.
    Unknown(Vec<u8>),
    Sip(Box<StreamFramer>),
    Tls,
    Other,
}

/// What came off a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spoken<'a> {
    /// A whole message.
    Message(&'a [u8]),
    /// SIP whose end cannot be told: what is there of it. The rest of it is passed over.
    Broken(&'a [u8]),
    /// The first bytes are of TLS.
    Tls,
}

impl Connections {
    pub(super) fn new(max: usize, random: &mut Random) -> Self {
        Self {
            directions: keyed_map(random),
            max: max.max(2),
            segments: 0,
        }
    }

    /// Takes in bytes of one direction and hands out what they complete.
    pub(super) fn push(&mut self, path: Path, bytes: &[u8], spoken: &mut dyn FnMut(Spoken<'_>)) {
        if self.directions.len() >= self.max && !self.directions.contains_key(&path) {
            self.make_room();
        }
        self.segments += 1;
        let seen = self.segments;
        let direction = self.directions.entry(path).or_insert_with(|| Direction {
            seen,
            speech: Speech::Unknown(Vec::new()),
        });
        direction.seen = seen;
        direction.push(bytes, spoken);
    }

    /// A connection begins or ends: what one direction has left is forgotten.
    pub(super) fn forget(&mut self, path: Path) {
        self.directions.remove(&path);
    }

    /// Whether TLS is spoken in one of the directions between these sockets.
    pub(super) fn is_tls(&self, path: Path) -> bool {
        [path, (path.1, path.0)].iter().any(|path| {
            self.directions
                .get(path)
                .is_some_and(|direction| matches!(direction.speech, Speech::Tls))
        })
    }

    /// Forgets the half that was quiet longest, so that the cost of looking is spread.
    fn make_room(&mut self) {
        let mut seen: Vec<u64> = self.directions.values().map(|one| one.seen).collect();
        let middle = seen.len() / 2;
        let (_, median, _) = seen.select_nth_unstable(middle);
        let median = *median;
        self.directions.retain(|_, one| one.seen > median);
    }
}

impl Direction {
    fn push(&mut self, bytes: &[u8], spoken: &mut dyn FnMut(Spoken<'_>)) {
        match &mut self.speech {
            Speech::Tls => {}
            Speech::Sip(framer) => {
                framer.push(bytes);
                if !drain(framer, spoken) {
                    self.speech = Speech::Other;
                }
            }
            // A segment often begins with a message, so that a stream is found again.
            Speech::Other => {
                if is_sip(bytes) {
                    self.begin(bytes, spoken);
                }
            }
            Speech::Unknown(held) => {
                held.extend_from_slice(bytes);
                let held = std::mem::take(held);
                self.classify(&held, spoken);
            }
        }
    }

    fn classify(&mut self, bytes: &[u8], spoken: &mut dyn FnMut(Spoken<'_>)) {
        match look(bytes) {
            Look::Sip => self.begin(bytes, spoken),
            Look::Tls => {
                self.speech = Speech::Tls;
                spoken(Spoken::Tls);
            }
            Look::Rtp | Look::Other if may_become_sip(bytes) || is_start_of_tls(bytes) => {
                self.speech = Speech::Unknown(bytes.into());
            }
            Look::Rtp | Look::Other => self.speech = Speech::Other,
        }
    }

    fn begin(&mut self, bytes: &[u8], spoken: &mut dyn FnMut(Spoken<'_>)) {
        let mut framer = Box::new(StreamFramer::new());
        framer.push(bytes);
        self.speech = if drain(&mut framer, spoken) {
            Speech::Sip(framer)
        } else {
            Speech::Other
        };
    }
}

/// Hands out what is complete; false if the stream cannot be cut any further.
fn drain(framer: &mut StreamFramer, spoken: &mut dyn FnMut(Spoken<'_>)) -> bool {
    loop {
        match framer.next_message() {
            Ok(Some(Cut::Message(message))) => spoken(Spoken::Message(message)),
            Ok(Some(Cut::Ping)) => {}
            Ok(None) => return true,
            Err(_) => {
                spoken(Spoken::Broken(framer.pending()));
                return false;
            }
        }
    }
}

fn is_start_of_tls(bytes: &[u8]) -> bool {
    matches!(bytes, [20..=23] | [20..=23, 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"OPTIONS sip:h SIP/2.0\r\nl: 2\r\n\r\nab";

    fn path(port: u16) -> Path {
        let host = |port| ([192, 0, 2, 1], port).into();
        (host(port), host(5060))
    }

    fn spoken(chunks: &[&[u8]]) -> Vec<String> {
        let mut connections = Connections::new(8, &mut Random::from_number(1));
        let mut seen = Vec::new();
        for chunk in chunks {
            connections.push(path(1), chunk, &mut |spoken| {
                seen.push(match spoken {
                    Spoken::Message(bytes) => format!("message of {}", bytes.len()),
                    Spoken::Broken(bytes) => format!("broken of {}", bytes.len()),
                    Spoken::Tls => "tls".into(),
                });
            });
        }
        seen
    }

    #[test]
    fn a_stream_is_read_however_it_is_cut() {
        let whole = ["message of 33"];
        assert_eq!(MESSAGE.len(), 33);
        let bytes: Vec<&[u8]> = MESSAGE.chunks(1).collect();
        assert_eq!(spoken(&bytes), whole);
        assert_eq!(spoken(&[b"\r\n\r\n", MESSAGE]), whole);
        assert_eq!(spoken(&[b"the end of a body", MESSAGE]), whole);
        assert_eq!(spoken(&[&[0x16], &[3, 1, 0], MESSAGE]), ["tls"]);
        assert_eq!(spoken(&[b"GET / HTTP/1.1\r\n\r\n"]), [""; 0]);
        assert_eq!(
            spoken(&[b"OPTIONS sip:h SIP/2.0\r\n\r\n", MESSAGE]),
            ["broken of 25", "message of 33"]
        );
    }

    #[test]
    fn the_quiet_make_room_for_the_new() {
        let mut connections = Connections::new(8, &mut Random::from_number(1));
        for port in 0..1000 {
            connections.push(path(port), b"INVITE", &mut |_| {});
            assert!(connections.directions.len() <= 8);
            // The one before is still known: half of them stay.
            assert!(port == 0 || connections.directions.contains_key(&path(port - 1)));
            assert!(connections.directions.contains_key(&path(port)));
        }
    }
}

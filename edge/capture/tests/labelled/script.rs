//! What a scripted peer does: at what times, and upon what.

use std::net::{IpAddr, SocketAddr};

/// One thing that a peer does.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Calls, under a new Call-ID.
    Invite(Ask),
    /// Sends the INVITE or REGISTER once more: next CSeq number, new branch.
    Again(Ask),
    /// Registers, under a new Call-ID.
    Register(Ask),
    /// Answers the request that the reaction is about.
    Reply(Answer),
    /// Sends this request within the call.
    Send(&'static str, Ask),
    /// Gives the INVITE up.
    Cancel,
    /// Sends bytes as they are, to this address or to whoever is reacted to.
    Raw(Option<SocketAddr>, Vec<u8>),
    /// Begins to speak.
    Talk,
    /// Falls silent.
    Hush,
    /// Forgets every call, as after a restart.
    Forget,
}

/// What a request of the peer has of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    /// The Request-URI; that of the call if absent.
    pub(crate) uri: Option<String>,
    /// The number that is called, if it is a new call.
    pub(crate) number: &'static str,
    /// More header lines, each with its line end. `{nonce}` becomes the nonce of the last challenge,
    /// `{hex}` 32 random hexadecimal digits.
    pub(crate) lines: String,
    /// A body.
    pub(crate) sdp: Option<Sdp>,
    /// Sent to this address instead of the next hop.
    pub(crate) to: Option<SocketAddr>,
    /// Never repeated.
    pub(crate) once: bool,
    /// As the peer wrote it, but for this: each pattern becomes its replacement.
    pub(crate) spoilt: Vec<(&'static str, &'static str)>,
}

/// What a response of the peer has of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The phrase.
    pub(crate) phrase: &'static str,
    /// More header lines, each with its line end.
    pub(crate) lines: String,
    /// A body.
    pub(crate) sdp: Option<Sdp>,
    /// Sent with 100rel.
    pub(crate) reliable: bool,
    /// Sent to this address instead of where the request came from.
    pub(crate) to: Option<SocketAddr>,
}

/// A session description.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sdp {
    /// Payload types of audio.
    pub(crate) formats: &'static str,
    /// `sendrecv` and so on.
    pub(crate) direction: &'static str,
    /// Another address than the peer's.
    pub(crate) address: Option<IpAddr>,
    /// Another port than the peer's.
    pub(crate) port: Option<u16>,
    /// The profile.
    pub(crate) profile: &'static str,
}

impl Default for Sdp {
    fn default() -> Self {
        Self {
            formats: "0 8 101",
            direction: "sendrecv",
            address: None,
            port: None,
            profile: "RTP/AVP",
        }
    }
}

/// What a peer reacts to.
#[derive(Clone, Debug)]
pub(crate) enum On {
    /// A request: a method, or `re-INVITE`.
    Request(&'static str),
    /// A response of a status within these to a request of this method.
    Status(&'static str, u16, u16),
}

/// What a peer does upon something, each deed that many milliseconds later.
#[derive(Clone, Debug)]
pub(crate) struct Reaction {
    /// What must come.
    pub(crate) on: On,
    /// How often it comes before this.
    pub(crate) skip: u32,
    /// How often this is done.
    pub(crate) times: u32,
    /// What is done.
    pub(crate) deeds: Vec<(u64, Deed)>,
}

/// A script.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    /// What the peer does of its own accord, that many milliseconds after the beginning.
    pub(crate) plan: Vec<(u64, Deed)>,
    /// What it reacts to; otherwise it does as a sound phone does.
    pub(crate) reactions: Vec<Reaction>,
    /// What it does wrong all the time.
    pub(crate) quirks: Quirks,
}

impl Script {
    /// One that does this at this time.
    pub(crate) fn plan(mut self, at_ms: u64, deed: Deed) -> Self {
        self.plan.push((at_ms, deed));
        self
    }

    /// One that reacts so every time.
    pub(crate) fn on(self, on: On, deeds: Vec<(u64, Deed)>) -> Self {
        self.upon(on, 0, u32::MAX, deeds)
    }

    /// One that reacts so, but the first `skip` times, and no more than `times` times.
    pub(crate) fn upon(mut self, on: On, skip: u32, times: u32, deeds: Vec<(u64, Deed)>) -> Self {
        self.reactions.push(Reaction {
            on,
            skip,
            times,
            deeds,
        });
        self
    }

    /// One with these quirks.
    pub(crate) fn quirks(mut self, change: impl FnOnce(&mut Quirks)) -> Self {
        change(&mut self.quirks);
        self
    }
}

/// How a peer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// A packet every 20 ms.
    Steady,
    /// Silence suppression: a packet of comfort noise now and then.
    Sparse,
    /// After two seconds as if from another device: SSRC, sequence and time begin anew.
    Restarting,
}

/// What a peer does wrong, or is set to, all the time.
#[derive(Clone, Debug)]
pub(crate) struct Quirks {
    /// Acknowledges 2xx.
    pub(crate) acks: bool,
    /// Acknowledges reliable provisional responses.
    pub(crate) pracks: bool,
    /// Heeds repeated requests and requests within calls.
    pub(crate) hears: bool,
    /// Repeats what is not answered.
    pub(crate) repeats: bool,
    /// Asks for rport.
    pub(crate) rport: bool,
    /// Sends requests within a call to the address in the other's Contact.
    pub(crate) follows_contact: bool,
    /// Sends a BYE when its 2xx is not acknowledged.
    pub(crate) ends_unacknowledged: bool,
    /// The address that it believes to have.
    pub(crate) shown: Option<SocketAddr>,
    /// The address in its session descriptions, if not that one.
    pub(crate) shown_media: Option<IpAddr>,
    /// The port that it says that it hears at.
    pub(crate) media_port: u16,
    /// The port that it speaks from.
    pub(crate) source_port: u16,
    /// Speaks when the call is up.
    pub(crate) talks: bool,
    /// How it speaks.
    pub(crate) voice: Voice,
    /// Adds this many octets of headers to its INVITE.
    pub(crate) padding: usize,
    /// Goes on repeating a 2xx that is acknowledged.
    pub(crate) overhears_acks: bool,
    /// The user part of the Contact that it registered once.
    pub(crate) registered_user: Option<&'static str>,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            acks: true,
            pracks: true,
            hears: true,
            repeats: true,
            rport: true,
            follows_contact: false,
            ends_unacknowledged: true,
            shown: None,
            shown_media: None,
            media_port: 11_780,
            source_port: 11_780,
            talks: true,
            voice: Voice::Steady,
            padding: 0,
            overhears_acks: false,
            registered_user: None,
        }
    }
}

/// A call to this number.
pub(crate) fn call(number: &'static str) -> Deed {
    Deed::Invite(ask_of(number))
}

/// What a call to this number asks.
pub(crate) fn ask_of(number: &'static str) -> Ask {
    Ask {
        number,
        sdp: Some(Sdp::default()),
        ..Ask::default()
    }
}

/// A response without anything special.
pub(crate) fn reply(status: u16, phrase: &'static str) -> Deed {
    reply_with(status, phrase, "")
}

/// A response with more header lines.
pub(crate) fn reply_with(status: u16, phrase: &'static str, lines: &str) -> Deed {
    Deed::Reply(Answer {
        status,
        phrase,
        lines: lines.into(),
        ..Answer::default()
    })
}

/// 200 with a session description.
pub(crate) fn ok() -> Deed {
    ok_with("", Sdp::default())
}

/// 200 with more header lines and this session description.
pub(crate) fn ok_with(lines: &str, sdp: Sdp) -> Deed {
    Deed::Reply(Answer {
        status: 200,
        phrase: "OK",
        lines: lines.into(),
        sdp: Some(sdp),
        ..Answer::default()
    })
}

/// A request within the call.
pub(crate) fn send(method: &'static str) -> Deed {
    Deed::Send(method, Ask::default())
}

/// A phone that is called, rings for a second and answers.
pub(crate) fn answering() -> Script {
    let deeds = vec![
        (4, reply(100, "Trying")),
        (60, reply(180, "Ringing")),
        (1_100, ok()),
    ];
    Script::default().on(On::Request("INVITE"), deeds)
}

/// A phone that is called and refuses so.
pub(crate) fn refusing(status: u16, phrase: &'static str, lines: &str) -> Script {
    let deeds = vec![
        (4, reply(100, "Trying")),
        (30, reply_with(status, phrase, lines)),
    ];
    Script::default().on(On::Request("INVITE"), deeds)
}

/// A phone that calls this number a second after the beginning.
pub(crate) fn calling(number: &'static str) -> Script {
    Script::default().plan(1_000, call(number))
}

/// A phone that calls this number and hangs up so many milliseconds after the beginning.
pub(crate) fn calling_until(number: &'static str, end_ms: u64) -> Script {
    calling(number).plan(end_ms, send("BYE"))
}

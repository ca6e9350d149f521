//! One call of the terminal, from dialling or ringing to the end of the busy tone.

use naisen_agent::SessionId;
use naisen_media::{AudioSource, FRAME, Tone};
use naisen_node::{Outbox, PairId, Random, Time};
use naisen_sdp::{Agreed, LocalDescription, OwnMedia, RemoteDescription, SessionDescription};

use crate::audio::{Audio, FRAME_TIME};
use crate::hears::Alerting;
use crate::{CallId, Dialled, Event, Hears};

/// The most calls of a terminal, those with busy tone included.
pub const MAX_LINES: usize = 64;

/// How late a frame may be before the frames in between are left out: a driver that stood still
/// does not send them all at once.
const LATEST: u32 = 25;

/// One call.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) call: CallId,
    pub(crate) pair: PairId,
    pub(crate) session: Option<SessionId>,
    pub(crate) stage: Stage,
    /// The RTP address that was asked for, and how many were.
    pub(crate) asked: Option<std::net::SocketAddr>,
    pub(crate) attempts: u8,
    pub(crate) own: Option<OwnMedia>,
    pub(crate) local: Option<LocalDescription>,
    pub(crate) remote: Option<RemoteDescription>,
    /// Our offer of the INVITE, or of a 2xx to an INVITE without one.
    pub(crate) offered: Option<SessionDescription>,
    /// The SDP that was taken last as the answer to it.
    pub(crate) answer: Option<Box<[u8]>>,
    pub(crate) alerting: Alerting,
    pub(crate) ringing_told: bool,
    pub(crate) hears: Hears,
    pub(crate) audio: Option<Audio>,
    pub(crate) listening: bool,
    /// What to say once there is audio.
    pub(crate) play: AudioSource,
    /// A change that we asked for and that is not answered.
    pub(crate) changing: Option<Changing>,
    pub(crate) on_hold: bool,
    pub(crate) held_by_peer: bool,
    tone: Option<Tone>,
    tick_at: Option<Time>,
}

/// How far a call is.
#[derive(Debug)]
pub(crate) enum Stage {
    /// The user dialled; the INVITE waits for the media port, then for its turn.
    Dialled {
        dialled: Dialled,
        invite_at: Option<Time>,
    },
    /// The INVITE is out.
    Calling { uri: Box<str> },
    /// It rings here.
    Ringing {
        offer: Option<Box<SessionDescription>>,
        /// When the ringing ends without the user, and how.
        ends_at: Option<(Time, RingingEnd)>,
        /// It was answered before the media port was there.
        answer_wanted: bool,
    },
    /// Established.
    Talking,
    /// Over; the user hears busy tone.
    Busy { until: Time },
}

/// How ringing ends without the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RingingEnd {
    Answer,
    /// Nobody is there, or the caller's CANCEL was lost.
    Refuse,
}

/// A change of the session that we asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changing {
    /// Hold, or its end.
    Hold(bool),
    /// A refresh.
    Refresh,
}

impl Line {
    pub(crate) fn new(call: CallId, pair: PairId, stage: Stage) -> Self {
        Self {
            call,
            pair,
            session: None,
            stage,
            asked: None,
            attempts: 0,
            own: None,
            local: None,
            remote: None,
            offered: None,
            answer: None,
            alerting: Alerting::default(),
            ringing_told: false,
            hears: Hears::Silence,
            audio: None,
            listening: false,
            play: AudioSource::Silence,
            changing: None,
            on_hold: false,
            held_by_peer: false,
            tone: None,
            tick_at: None,
        }
    }

    /// Whether there still is a call; busy tone is none.
    pub(crate) const fn is_call(&self) -> bool {
        !matches!(self.stage, Stage::Busy { .. })
    }

    /// When something is to be done.
    pub(crate) fn next_due(&self) -> Option<Time> {
        let stage = match &self.stage {
            Stage::Dialled { invite_at, .. } => *invite_at,
            Stage::Ringing { ends_at, .. } => ends_at.map(|(at, _)| at),
            Stage::Busy { until } => Some(*until),
            Stage::Calling { .. } | Stage::Talking => None,
        };
        match (stage, self.tick_at) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Changes what the user hears, and says so.
    pub(crate) fn hear(&mut self, now: Time, hears: Hears, events: &mut Vec<Event>) {
        if hears == self.hears {
            return;
        }
        self.hears = hears;
        self.tone = match hears {
            Hears::Ringback => Some(Tone::ringback()),
            Hears::Busy => Some(Tone::busy()),
            Hears::Silence | Hears::EarlyMedia | Hears::Talk => None,
        };
        events.push(Event::Hears {
            call: self.call,
            hears,
        });
        self.set_clock(now);
    }

    /// Begins or ends handing out what is heard.
    pub(crate) fn listen(&mut self, now: Time, on: bool) {
        self.listening = on;
        self.set_clock(now);
    }

    /// Connects the audio as agreed, or lets it follow. False if the codec is not one of ours.
    pub(crate) fn connect(&mut self, now: Time, agreed: Agreed, random: &mut Random) -> bool {
        let connected = match &mut self.audio {
            Some(audio) => audio.follow(agreed),
            None => {
                self.audio = Audio::new(now, agreed, self.play.clone(), random);
                self.audio.is_some()
            }
        };
        self.set_clock(now);
        connected
    }

    /// Tells if the peer has put us on hold, or ended that.
    pub(crate) fn tell_hold(&mut self, events: &mut Vec<Event>) {
        let held = self.audio.as_ref().is_some_and(Audio::is_held_by_peer);
        if held != self.held_by_peer {
            self.held_by_peer = held;
            events.push(Event::HeldByPeer {
                call: self.call,
                held,
            });
        }
    }

    /// Speaks and hears, if 20 ms have passed.
    pub(crate) fn tick(&mut self, now: Time, out: &mut Outbox<Event>) {
        let Some(at) = self.tick_at.filter(|at| *at <= now) else {
            return;
        };
        let next = at + FRAME_TIME;
        let late = now.since(next) > FRAME_TIME * LATEST;
        self.tick_at = Some(if late { now + FRAME_TIME } else { next });
        let mut frame = [0; FRAME];
        if let Some(audio) = &mut self.audio {
            if audio.speak(now, self.pair, &mut out.sends) {
                out.events.push(Event::PlayedOut { call: self.call });
            }
            audio.next_frame(&mut frame);
        }
        if !self.listening {
            return;
        }
        match (&mut self.tone, self.hears) {
            (Some(tone), _) => tone.fill(&mut frame),
            (None, Hears::EarlyMedia | Hears::Talk) => {}
            (None, _) => frame = [0; FRAME],
        }
        out.events.push(Event::Heard {
            call: self.call,
            hears: self.hears,
            samples: Box::new(frame),
        });
    }

    /// The clock runs while there is audio, or somebody who listens.
    pub(crate) fn set_clock(&mut self, now: Time) {
        let wanted = self.audio.is_some() || self.listening;
        self.tick_at = wanted.then(|| self.tick_at.unwrap_or(now));
    }
}

//! One leg: its session, its port pair and what its descriptions said.

use std::net::{IpAddr, SocketAddr};

use naisen_agent::SessionId;
use naisen_node::{PairId, Random};
use naisen_sdp::{
    Change, Direction, LocalDescription, MAX_INITIAL_NUMBER, NotAcceptable, OwnMedia,
    RemoteDescription, SessionDescription, anchor_answer, anchor_offer, refuse,
};

use crate::config::DescriptionConfig;

/// A leg of a call.
#[derive(Debug)]
pub(crate) struct Leg {
    pub session: SessionId,
    pub media: LegMedia,
    /// The session is gone.
    pub gone: bool,
    /// It sent BYE, which we answer when the other leg is released.
    pub awaits_bye_answer: bool,
    /// Our 2xx to its re-INVITE carried an offer; its ACK brings the answer.
    pub answers_in_ack: bool,
}

/// The media of a leg.
#[derive(Debug)]
pub(crate) struct LegMedia {
    pub pair: PairId,
    pub own: OwnMedia,
    pub local: LocalDescription,
    pub remote: Option<RemoteDescription>,
}

impl Leg {
    pub(crate) fn new(session: SessionId, media: LegMedia) -> Self {
        Self {
            session,
            media,
            gone: false,
            awaits_bye_answer: false,
            answers_in_ack: false,
        }
    }
}

impl LegMedia {
    /// Media at a pair, with an `o=` of its own.
    pub(crate) fn new(
        pair: PairId,
        address: SocketAddr,
        config: &DescriptionConfig,
        random: &mut Random,
    ) -> Self {
        let mut number = || {
            let number = 1 + random.below(u64::from(MAX_INITIAL_NUMBER) - 1);
            u32::try_from(number).expect("below the limit")
        };
        let local = LocalDescription::new(number(), number(), address.ip())
            .expect("the numbers keep the limit");
        let local = local
            .clone()
            .with_username(&config.username)
            .unwrap_or(local);
        let local = local
            .clone()
            .with_session_name(&config.session_name)
            .unwrap_or(local);
        Self {
            pair,
            own: OwnMedia {
                address: address.ip(),
                port: address.port(),
            },
            local,
            remote: None,
        }
    }

    /// Gives a body the leg's `o=` and writes it.
    pub(crate) fn write(&mut self, body: SessionDescription) -> Vec<u8> {
        self.local.next(body).to_bytes()
    }

    /// What this leg was told last, for a refresh: the same `m=` lines, the codec in use
    /// (R-10.2.1-25, R-10.2.4-1).
    pub(crate) fn repeat(&mut self) -> Option<Vec<u8>> {
        let body = self.local.refresh().or(self.local.last())?.clone();
        Some(self.write(body))
    }

    /// An exchange with the peer is complete, `theirs` being its part of it.
    pub(crate) fn settle(&mut self, theirs: SessionDescription) {
        self.local.establish(&theirs);
        let Some(ours) = self.local.last() else {
            return;
        };
        match &mut self.remote {
            Some(remote) => remote.accept(theirs, ours),
            None => self.remote = Some(RemoteDescription::new(theirs, Some(ours))),
        }
    }

    /// Whether a description of the peer leaves everything as it is.
    pub(crate) fn is_refresh(&self, theirs: &SessionDescription) -> bool {
        self.remote.as_ref().is_some_and(|remote| {
            matches!(
                remote.classify(theirs),
                Change::None | Change::CodecReduction
            )
        })
    }
}

/// An offer of one leg as the body for another.
pub(crate) fn offer_body(
    offer: &SessionDescription,
    to: &LegMedia,
) -> Result<SessionDescription, NotAcceptable> {
    anchor_offer(offer, to.own, to.local.last())
}

/// The same for an Initial INVITE, which names no direction (R-10.2.1-17): what the caller wants
/// less of is kept from it by the answer.
pub(crate) fn first_offer_body(
    offer: &SessionDescription,
    to: &LegMedia,
) -> Result<SessionDescription, NotAcceptable> {
    let mut body = offer_body(offer, to)?;
    body.set_audio_direction(Direction::SendRecv);
    Ok(body)
}

/// An answer of one leg as the body for another, whose offer it answers.
pub(crate) fn answer_body(
    answer: &SessionDescription,
    offer: &SessionDescription,
    to: &LegMedia,
) -> Result<SessionDescription, NotAcceptable> {
    anchor_answer(answer, offer, to.own)
}

/// The answer to a phone's offer that comes too late, or is of no use: no stream of it is taken.
pub(crate) fn refused_body(offer: &[u8], address: IpAddr) -> Option<Vec<u8>> {
    let offer = SessionDescription::parse(offer).ok()?;
    Some(refuse(&offer, address).to_bytes())
}

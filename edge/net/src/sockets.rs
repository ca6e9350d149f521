//! Carrying out what a node wants: orders about media ports, packets in batches.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;

use mio::Registry;
use naisen_node::{Flow, PairId, PairOrder, Sends, Time, Transmit, Transport};

use crate::datagram::{BATCH, DatagramSender};
use crate::handle::Door;
use crate::media::MediaPorts;
use crate::ready::Ready;
use crate::tap::{Direction, Tap, Tapped};
use crate::tcp::{Context, Tcp};
use crate::udp::{Sent, UdpListener};

/// All sockets of a running driver.
pub(crate) struct Sockets {
    pub(crate) registry: Registry,
    pub(crate) udp: Vec<UdpListener>,
    pub(crate) tcp: Tcp,
    pub(crate) media: MediaPorts,
    pub(crate) sender: DatagramSender,
    pub(crate) tap: Option<Tap>,
    /// What the node is to be told at the end of the turn.
    pub(crate) answers: VecDeque<Answer>,
    pub(crate) door: Arc<Door>,
}

/// How an order or a packet fared.
pub(crate) enum Answer {
    /// The pair is open, its RTP port at this address.
    Opened(PairId, SocketAddr),
    /// The pair could not be opened.
    Refused(PairId),
    /// The path cannot be taken.
    Unreachable(Flow),
}

impl Sockets {
    /// Carries out orders about media ports.
    pub(crate) fn order(&mut self, orders: &[PairOrder]) {
        for order in orders {
            match *order {
                PairOrder::Open { pair, address } => {
                    let token = |pair, channel| Ready::Media(pair, channel).token();
                    let answer = match self.media.open(&self.registry, pair, address, token) {
                        Ok(()) => {
                            self.door.tally.pairs_opened.add(1);
                            Answer::Opened(pair, address)
                        }
                        Err(error) => {
                            tracing::debug!(%address, %error, "cannot open a pair of media ports");
                            self.door.tally.pairs_refused.add(1);
                            Answer::Refused(pair)
                        }
                    };
                    self.answers.push_back(answer);
                }
                PairOrder::Close { pair } => self.media.close(pair),
            }
        }
    }

    /// Sends the packets of that range, in their order.
    pub(crate) fn transmit(&mut self, now: Time, sends: &Sends, range: Range<usize>) {
        let mut rest = &sends.transmits()[range];
        while let Some((first, after)) = rest.split_first() {
            match first {
                Transmit::Media {
                    pair,
                    channel,
                    destination,
                    range,
                } => {
                    let payload = sends.bytes(range.clone());
                    match self.media.send(*pair, *channel, *destination, payload) {
                        Sent::Yes => self.door.tally.media_out.add(1),
                        Sent::NoRoom => self.door.tally.no_room.add(1),
                        Sent::Never => self.door.tally.media_not_sent.add(1),
                    }
                    rest = after;
                }
                Transmit::Sip { flow, range } if flow.transport == Transport::Tcp => {
                    self.transmit_tcp(now, *flow, sends.bytes(range.clone()));
                    rest = after;
                }
                Transmit::Sip { flow, .. } => {
                    rest = self.transmit_udp(now, flow.local, sends, rest);
                }
            }
        }
    }

    /// Does something with the connections, whose broken paths become answers.
    pub(crate) fn with_tcp<R>(
        &mut self,
        now: Time,
        act: impl FnOnce(&mut Tcp, &mut Context<'_>) -> R,
    ) -> R {
        let answers = &mut self.answers;
        let mut context = Context {
            now,
            registry: &self.registry,
            tally: &self.door.tally,
            broken: &mut |flow| answers.push_back(Answer::Unreachable(flow)),
            token: |index| Ready::Connection(index).token(),
        };
        act(&mut self.tcp, &mut context)
    }

    /// Reads the ICMP errors of a UDP listener.
    pub(crate) fn udp_errors(&mut self, index: usize) {
        if let Some(listener) = self.udp.get(index) {
            let answers = &mut self.answers;
            listener.unreachable(|flow| answers.push_back(Answer::Unreachable(flow)));
        }
    }

    /// Counts a SIP message that came in, and shows it to the tap.
    pub(crate) fn note_in(&mut self, time: Time, flow: Flow, bytes: &[u8]) {
        self.door.tally.sip_in.add(1);
        if let Some(tap) = &mut self.tap {
            tap(Tapped {
                direction: Direction::In,
                time,
                flow,
                bytes,
            });
        }
    }

    fn note_out(&mut self, time: Time, flow: Flow, bytes: &[u8]) {
        self.door.tally.sip_out.add(1);
        if let Some(tap) = &mut self.tap {
            tap(Tapped {
                direction: Direction::Out,
                time,
                flow,
                bytes,
            });
        }
    }

    fn transmit_tcp(&mut self, now: Time, flow: Flow, bytes: &[u8]) {
        if self.with_tcp(now, |tcp, context| tcp.send(flow, bytes, context)) {
            self.note_out(now, flow, bytes);
        } else {
            self.door.tally.sip_not_sent.add(1);
        }
    }

    /// Sends the datagrams at the head of `transmits` that leave from `local`, and gives back the
    /// rest.
    fn transmit_udp<'s>(
        &mut self,
        now: Time,
        local: SocketAddr,
        sends: &'s Sends,
        transmits: &'s [Transmit],
    ) -> &'s [Transmit] {
        let nowhere = SocketAddr::new(local.ip(), 0);
        let mut datagrams: [(SocketAddr, &[u8]); BATCH] = [(nowhere, &[]); BATCH];
        let mut count = 0;
        for (slot, transmit) in datagrams.iter_mut().zip(transmits) {
            match transmit {
                Transmit::Sip { flow, range }
                    if flow.transport == Transport::Udp && flow.local == local =>
                {
                    *slot = (flow.remote, sends.bytes(range.clone()));
                    count += 1;
                }
                _ => break,
            }
        }
        let datagrams = &datagrams[..count];
        let mut outcomes = [Sent::Never; BATCH];
        if let Some(listener) = self.udp.iter().find(|listener| listener.serves(local)) {
            listener.send(&mut self.sender, local, datagrams, &mut outcomes);
        }
        for ((remote, bytes), outcome) in datagrams.iter().zip(outcomes) {
            let flow = Flow {
                transport: Transport::Udp,
                local,
                remote: *remote,
            };
            match outcome {
                Sent::Yes => self.note_out(now, flow, bytes),
                Sent::NoRoom => self.door.tally.no_room.add(1),
                Sent::Never => {
                    self.door.tally.sip_not_sent.add(1);
                    self.answers.push_back(Answer::Unreachable(flow));
                }
            }
        }
        &transmits[count..]
    }
}

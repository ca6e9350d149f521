//! Calls of the simulator, read back from its wire.

use std::time::Duration;

use naisen_exchange::{Exchange, InviteChallenge};
use naisen_node::{Random, Time};
use naisen_sim::enterprise::{
    EXCHANGE, exchange_config_of_appendix, extension, phone_address, phone_config,
};
use naisen_sim::{Faults, HostId, Network, Order, Packet, Party, START, Tap, Told};
use naisen_terminal::{CallId, Command, Event, Terminal};
use naisen_trace::{Analyst, Call, Carried, Frame, Kind, Limits};

/// Feeds all that is sent to the analyst.
struct Reader {
    analyst: Analyst,
    frames: u64,
    closed: Vec<Call>,
    calls: Vec<(HostId, CallId)>,
}

impl Tap<Told> for Reader {
    fn sent(&mut self, packet: &Packet<'_>, _lost: bool) {
        self.frames += 1;
        let frame = Frame {
            number: self.frames,
            at: packet.sent_at,
            source: packet.source,
            destination: packet.destination,
            carried: Carried::Datagram(packet.bytes),
        };
        self.analyst.feed(frame, &mut |call| self.closed.push(call));
    }

    fn delivered(&mut self, _now: Time, _packet: &Packet<'_>) {}

    fn event(&mut self, _now: Time, host: HostId, event: Told) {
        if let Told::Terminal(Event::Dialling { call, .. } | Event::Incoming { call, .. }) = event {
            self.calls.push((host, call));
        }
    }

    fn spinning(&mut self, _now: Time, host: HostId) {
        panic!("{host:?} does not let time go on");
    }
}

#[test]
fn a_call_through_our_exchange_is_one_call_with_its_media() {
    let mut network = Network::new(START, Random::from_number(1), Faults::none());
    let mut config = exchange_config_of_appendix();
    config.authentication.invite = InviteChallenge::Proxy407;
    let extensions = vec![extension("101"), extension("102")];
    let exchange = Exchange::new(START, config, extensions, vec![], Random::from_number(2));
    network.add(EXCHANGE, Party::exchange(exchange));
    let mut phone = |index: usize, number: &str| {
        let random = Random::from_number(index as u64 + 3);
        let config = phone_config(index, number);
        let terminal = Terminal::new(START, config, random).expect("good settings");
        network.add(phone_address(index), Party::terminal(terminal))
    };
    let (t101, t102) = (phone(0, "101"), phone(1, "102"));
    let mut reader = Reader {
        analyst: Analyst::new(Limits::default(), &mut Random::from_number(9)),
        frames: 0,
        closed: Vec::new(),
        calls: Vec::new(),
    };
    let second = Duration::from_secs(1);
    let pass = |network: &mut Network<Party>, reader: &mut Reader| {
        let until = network.now() + second;
        network.run_until(until, reader);
    };
    pass(&mut network, &mut reader);
    let dial = Command::Dial {
        to: "102".into(),
        presentation: None,
    };
    network.command(t101, Order::Terminal(dial), &mut reader);
    pass(&mut network, &mut reader);
    let call_of = |reader: &Reader, host| {
        let mut calls = reader.calls.iter().filter(|(owner, _)| *owner == host);
        calls.next().map(|(_, call)| *call).expect("a call")
    };
    let call = call_of(&reader, t102);
    network.command(t102, Order::Terminal(Command::Answer { call }), &mut reader);
    pass(&mut network, &mut reader);
    let call = call_of(&reader, t101);
    network.command(t101, Order::Terminal(Command::HangUp { call }), &mut reader);
    pass(&mut network, &mut reader);

    let mut closed = reader.closed;
    reader.analyst.finish(&mut |call| closed.push(call));
    let of_kind = |kind: Kind| closed.iter().filter(move |call| call.kind == kind);
    assert_eq!(of_kind(Kind::Registration).count(), 2);
    let [call] = of_kind(Kind::Call).collect::<Vec<_>>()[..] else {
        panic!("{closed:#?}")
    };
    assert!(!call.cut_off);
    assert_eq!(call.legs.len(), 2);
    let reading = call.read();
    assert_eq!(reading.caller_host(), Some(phone_address(0)));
    assert_eq!(reading.exchange_hosts(), [EXCHANGE]);
    assert_eq!(reading.callee_hosts(), [phone_address(1)]);
    assert_eq!(reading.messages().count(), call.messages.len());
    let answered = reading.dialogs().iter().filter(|one| one.answer.is_some());
    let complete = answered.map(|one| (one.leg, one.ack.is_some(), one.bye_response.is_some()));
    assert_eq!(
        complete.collect::<Vec<_>>(),
        [(0, true, true), (1, true, true)]
    );
    let status = reading
        .final_response_to_caller()
        .and_then(|index| reading.status(index));
    assert_eq!(status.map(|status| status.code()), Some(200));
    // Both legs, both ways, a packet every 20 ms.
    let mut legs: Vec<_> = call.streams.iter().map(|stream| stream.leg).collect();
    legs.sort_unstable();
    assert_eq!(legs, [Some(0), Some(0), Some(1), Some(1)]);
    for stream in &call.streams {
        assert!(stream.packets >= 45 && stream.lost == 0, "{stream:?}");
    }
}

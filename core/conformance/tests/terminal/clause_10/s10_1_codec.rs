//! JJ-22.11 §10.1: G.711 and what else there is to it.

use std::sync::Arc;
use std::time::Duration;

use naisen_conformance::terminal_stage::{Network, second};
use naisen_media::{AudioSource, Law, RtpSender};
use naisen_node::Random;
use naisen_terminal::{AnswerMode, Command, Event, Hears};

use super::{PLAIN, Talk, formats, listening, sdp};

/// Samples that no two stretches of are alike.
fn speech() -> Arc<[i16]> {
    let mut phase = 0.0f64;
    (0..8000)
        .map(|n| {
            phase += 0.05 + f64::from(n) * 0.000_02;
            (phase.sin() * 9000.0) as i16
        })
        .collect()
}

/// Whether `wanted`, after G.711, is found in `heard`.
fn is_in(heard: &[i16], wanted: &[i16]) -> bool {
    let coded: Vec<i16> = wanted
        .iter()
        .map(|&sample| Law::Mu.decode(Law::Mu.encode(sample)))
        .collect();
    heard.windows(coded.len()).any(|window| window == coded)
}

/// R-10.1-1, R-10.2.1-10: both ways, sample for sample.
#[test]
fn what_is_said_is_heard_sample_for_sample_after_g711() {
    let mut caller = listening();
    caller.media.play = AudioSource::samples(speech(), false);
    let mut callee = second();
    callee.answer = AnswerMode::Automatic {
        ring: Duration::from_secs(1),
    };
    callee.media.listen = true;
    let reversed: Arc<[i16]> = speech().iter().rev().copied().collect();
    callee.media.play = AudioSource::samples(Arc::clone(&reversed), false);
    let mut network = Network::new(vec![caller, callee]);
    network.dial(0, "102");
    network.seconds(4);
    let ringback = network.heard(0, Hears::Ringback);
    assert!(
        ringback.iter().any(|&sample| sample > 1000),
        "a ringback tone"
    );
    let played = |events: &[Event]| {
        events
            .iter()
            .filter(|event| matches!(event, Event::PlayedOut { .. }))
            .count()
    };
    let heard = [network.heard(0, Hears::Talk), network.heard(1, Hears::Talk)];
    // Once a second has shown a steady flow, the jitter buffer may cut 10 ms of its delay.
    let steady = 7000;
    assert!(is_in(&heard[0], &reversed[..steady]), "101 hears 102");
    assert!(is_in(&heard[1], &speech()[..steady]), "102 hears 101");
    assert_eq!(played(&network.events(0)), 1);
    network.command(0, Command::HangUpAll);
    network.assert_empty();
}

/// R-10.1-1: whatever else is offered or set, mu-law is offered as 0 and accepted as 0.
#[test]
fn mu_law_is_offered_and_accepted() {
    for codecs in [vec![Law::Mu, Law::A], vec![Law::A, Law::Mu], vec![Law::Mu]] {
        let mut config = listening();
        config.media.codecs = codecs;
        let talk = Talk::calling(config.clone(), PLAIN);
        assert!(formats(&talk.first_body()).split(' ').any(|it| it == "0"));
        assert!(talk.first_body().contains("a=rtpmap:0 PCMU/8000\r\n"));
        let offer = sdp(1, 2, 9000, "18 0", "");
        let mut talk = Talk::as_callee(config, PLAIN, &offer);
        assert_eq!(formats(&talk.first_body()), "0");
        assert!(talk.hears("192.0.2.2:9000", Law::Mu, 0, 4000));
    }
}

/// R-10.1-2: every twentieth packet is lost. Nothing clicks, nothing goes silent.
#[test]
fn five_percent_of_lost_packets_are_concealed() {
    let mut talk = Talk::as_caller(listening(), PLAIN, &sdp(1, 2, 9000, "0", ""));
    let tone: Vec<i16> = (0..160 * 200)
        .map(|n| ((f64::from(n) * std::f64::consts::TAU / 32.0).sin() * 8000.0) as i16)
        .collect();
    let to = talk.port();
    let mut sender = RtpSender::new(&mut Random::from_number(1));
    let mut lost = 0;
    for (n, frame) in tone.chunks(160).enumerate() {
        let mut bytes = Vec::new();
        sender.next_header(0, n == 0, 160).write(&mut bytes);
        sender.advance(160);
        bytes.extend(frame.iter().map(|&sample| Law::Mu.encode(sample)));
        if n % 20 == 10 {
            lost += 1;
        } else {
            talk.network.send_media("192.0.2.2:9000", to, &bytes);
        }
        talk.run(20);
    }
    let heard = talk.network.heard(0, Hears::Talk);
    let begin = heard.iter().position(|it| it.abs() > 4000).expect("heard");
    let heard = &heard[begin..begin + 160 * 190];
    let step = |samples: &[i16]| {
        let pairs = samples.windows(2);
        pairs.map(|pair| (pair[1] - pair[0]).abs()).max().unwrap()
    };
    assert!(step(heard) < step(&tone) * 2, "a click");
    let peaks = heard.chunks(80).map(|it| it.iter().max().unwrap());
    assert!(peaks.min().unwrap() > &4000, "a hole");
    let call = talk.call;
    talk.network.command(0, Command::HangUp { call });
    let events = talk.network.events(0);
    let statistics = events.iter().find_map(|event| match event {
        Event::Ended { statistics, .. } => Some(statistics),
        _ => None,
    });
    assert_eq!(statistics.expect("the end").lost, lost);
    assert_eq!(lost, 10);
}

/// R-10.1-3, R-10.2.1-14, R-10.2.1-15: order and number of the codecs are those of the setting.
#[test]
fn the_order_of_the_offered_codecs_is_set() {
    let rows = [
        (vec![Law::Mu, Law::A], "0 8 101"),
        (vec![Law::A, Law::Mu], "8 0 101"),
        (vec![Law::Mu], "0 101"),
        (vec![Law::A], "8 101"),
    ];
    for (codecs, expected) in rows {
        let mut config = listening();
        config.media.codecs = codecs;
        let talk = Talk::calling(config, PLAIN);
        assert_eq!(formats(&talk.first_body()), expected);
    }
}

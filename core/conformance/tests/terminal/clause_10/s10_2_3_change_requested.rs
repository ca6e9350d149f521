//! JJ-22.11 §10.2.3: we ask for a change of the media, here by hold.

use naisen_conformance::terminal_stage::{Network, second};
use naisen_sip::{HeaderName, Refresher, StatusCode};
use naisen_terminal::{Command, Config, Event};

use super::{CONTACT, PLAIN, Talk, listening, origin, sdp, version};

const TIMER: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\nAllow: INVITE, ACK, BYE, UPDATE\r\n\
                     Supported: timer\r\n";
const TIMER_WITHOUT_UPDATE: &str = "Contact: <sip:peer@192.0.2.2:5060>\r\n\
                                    Allow: INVITE, ACK, BYE\r\nSupported: timer\r\n";
/// The caller refreshes, every 45 s.
const GRANTED: &str = "Require: timer\r\nSession-Expires: 90;refresher=uac\r\n";

fn with_timer() -> Config {
    let mut config = listening();
    let timer = config.policy.timer.as_mut().expect("a timer");
    timer.expires_s = 90;
    timer.asked_refresher = Some(Refresher::Uac);
    config
}

/// R-10.2.3-1, R-10.2.1-26: each hold and its end counts by one, is answered mirrored, and stops the peer's
/// audio in between.
#[test]
fn hold_is_answered_mirrored_and_stops_the_peers_audio_until_resumed() {
    let mut caller = listening();
    caller.media.listen = false;
    let mut network = Network::new(vec![caller, second()]);
    let caller = network.dial(0, "102");
    network.settle();
    let callee = network.incoming(1);
    network.command(1, Command::Answer { call: callee });
    network.settle();
    network.arrows();
    network.events(0);
    network.events(1);
    let first_version = version(&network.log[0].body());
    for (command, direction, held, counted) in [
        (Command::Hold { call: caller }, Some("a=recvonly"), true, 1),
        (Command::Resume { call: caller }, None, false, 2),
        (Command::Hold { call: caller }, Some("a=recvonly"), true, 3),
        (Command::Resume { call: caller }, None, false, 4),
    ] {
        network.command(0, command);
        network.settle();
        assert_eq!(network.arrows(), ["1> UPDATE", "2> 200 UPDATE"]);
        let offer = network.log[network.last("1> UPDATE")].body();
        let answer = network.log[network.last("2> 200 UPDATE")].body();
        assert_eq!(version(&offer), first_version + counted);
        assert_eq!(offer.contains("a=sendonly\r\n"), held);
        let answered = answer
            .lines()
            .find(|line| ["a=recvonly", "a=sendonly", "a=inactive"].contains(line));
        assert_eq!(answered, direction);
        assert_eq!(
            network.events(0),
            [Event::HoldDone {
                call: caller,
                held,
                refused: None
            }]
        );
        assert_eq!(
            network.events(1),
            [Event::HeldByPeer { call: callee, held }]
        );
        network.media.clear();
        network.seconds(1);
        let from_second = network
            .media
            .iter()
            .filter(|(_, from, ..)| from.ip().to_string() == "192.0.2.2")
            .count();
        assert_eq!(from_second, if held { 0 } else { 50 });
    }
    network.command(0, Command::HangUpAll);
    let events = network.events(0);
    let Some(Event::Ended { statistics, .. }) = events.first() else {
        panic!("{events:?}");
    };
    // The numbers stand still in the pause; the jitter buffer may refuse the packet that ends it.
    assert!(statistics.lost <= 2, "{statistics:?}");
    network.assert_empty();
}

/// R-10.2.3-1, R-10.2.1-10: UPDATE where the peer knows it, else re-INVITE; the media go where its answer says.
#[test]
fn the_change_goes_by_the_method_that_the_peer_knows() {
    for (lines, method) in [(CONTACT, "UPDATE"), (PLAIN, "INVITE")] {
        let mut talk = Talk::as_callee(listening(), lines, &sdp(1, 2, 9000, "0", ""));
        let before = talk.first_body();
        let call = talk.call;
        talk.network.command(0, Command::Hold { call });
        talk.run(100);
        let offer = talk.body(&format!("1> {method}"));
        assert_eq!(version(&offer), version(&before) + 1);
        let fields = |body: &str| {
            let fields = origin(body).split(' ').enumerate();
            let fixed = fields.filter(|(index, _)| *index != 2);
            fixed.map(|(_, field)| field.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(fields(&offer), fields(&before), "all but the version stays");
        let direction = "a=sendonly\r\n";
        let counted = before.replace(origin(&before), origin(&offer)) + direction;
        assert_eq!(offer, counted);
        let asked = talk.network.last(&format!("1> {method}"));
        let answer = sdp(2, 5, 9700, "0", "a=recvonly\n");
        talk.network.respond(asked, "200 OK", "", lines, &answer);
        talk.run(100);
        let done = Event::HoldDone {
            call,
            held: true,
            refused: None,
        };
        assert_eq!(talk.network.events(0), [done]);
        assert_eq!(talk.destination(), "192.0.2.5:9700");
    }
}

/// R-10.2.3-1, RFC 3261 §14.1: a hold that met the peer's change is asked for again, over what holds
/// then and under a higher version.
#[test]
fn a_hold_that_met_a_change_of_the_peer_is_asked_for_anew() {
    let mut talk = Talk::as_caller(listening(), CONTACT, &sdp(1, 2, 9000, "0", ""));
    let call = talk.call;
    talk.network.command(0, Command::Hold { call });
    talk.run(100);
    let hold = talk.network.last("1> UPDATE");
    talk.network
        .respond(hold, "491 Request Pending", "", "", "");
    talk.run(100);
    talk.request("INVITE", 1, &sdp(2, 2, 9700, "0", ""));
    let answered = talk.body("1> 200 INVITE");
    talk.network.seconds(5);
    let again = talk.network.last("1> UPDATE");
    assert!(again > hold, "the hold is asked for again");
    let offer = talk.network.log[again].body();
    assert!(offer.contains("a=sendonly"));
    assert!(version(&offer) > version(&answered), "{offer}{answered}");
    let answer = sdp(3, 2, 9700, "0", "a=recvonly\n");
    talk.network.respond(again, "200 OK", "", CONTACT, &answer);
    talk.run(100);
    let held = Event::HoldDone {
        call,
        held: true,
        refused: None,
    };
    assert!(talk.network.events(0).contains(&held));
    assert_eq!(talk.destination(), "192.0.2.2:9700");
}

/// R-10.2.3-2: the request of a change carries the session timer, and its answer starts the interval anew.
#[test]
fn a_change_carries_the_session_timer_and_counts_as_refresh() {
    let answer = sdp(1, 2, 9000, "0", "");
    let rows: [(_, &[&str]); 2] = [
        (TIMER, &["1> UPDATE"]),
        (TIMER_WITHOUT_UPDATE, &["1> INVITE", "1> ACK"]),
    ];
    for (lines, arrows) in rows {
        let mut talk = Talk::as_caller_with(with_timer(), lines, GRANTED, &answer);
        talk.network.seconds(30);
        let call = talk.call;
        talk.network.command(0, Command::Hold { call });
        talk.run(100);
        let hold = talk.network.last(arrows[0]);
        let timer = talk.network.log[hold].header(HeaderName::SessionExpires);
        assert_eq!(timer.as_deref(), Some("90;refresher=uac"));
        let held = sdp(2, 2, 9000, "0", "a=recvonly\n");
        let granted = format!("{lines}{GRANTED}");
        talk.network.respond(hold, "200 OK", "", &granted, &held);
        talk.run(100);
        assert_eq!(talk.network.arrows(), arrows);
        talk.network.seconds(44);
        assert_eq!(talk.network.arrows(), [""; 0], "45 s after the answer");
        talk.network.seconds(2);
        assert_eq!(talk.network.arrows(), arrows[..1]);
        talk.assert_stands();
    }
}

/// R-10.2.3-3, R-10.2.2-3: refused, the call goes on with what it had, under the old version, and is refreshed
/// when it was due.
#[test]
fn after_a_refused_change_the_call_goes_on_and_is_refreshed() {
    for status in ["488 Not Acceptable Here", "500 Server Internal Error"] {
        let answer = sdp(1, 2, 9000, "0", "");
        let lines = TIMER_WITHOUT_UPDATE;
        let mut talk = Talk::as_caller_with(with_timer(), lines, GRANTED, &answer);
        let before = talk.first_body();
        talk.network.seconds(20);
        let call = talk.call;
        talk.network.command(0, Command::Hold { call });
        talk.run(100);
        let hold = talk.network.last("1> INVITE");
        talk.network.respond(hold, status, "", "", "");
        talk.run(100);
        assert_eq!(talk.network.arrows(), ["1> INVITE", "1> ACK"]);
        let code = status[..3].parse().expect("a number");
        let refused = Some(StatusCode::new(code).expect("a status"));
        assert_eq!(
            talk.network.events(0),
            [Event::HoldDone {
                call,
                held: false,
                refused
            }]
        );
        assert_eq!(talk.destination(), "192.0.2.2:9000");
        talk.network.seconds(23);
        assert_eq!(talk.network.arrows(), [""; 0]);
        talk.network.seconds(3);
        assert_eq!(talk.network.arrows(), ["1> INVITE"]);
        let refresh = talk.body("1> INVITE");
        assert_eq!(origin(&refresh), origin(&before));
        assert!(!refresh.contains("sendonly"));
        let last = talk.network.last("1> INVITE");
        let timer = talk.network.log[last].header(HeaderName::SessionExpires);
        assert_eq!(timer.as_deref(), Some("90;refresher=uac"));
        let lines = format!("{lines}{GRANTED}");
        talk.network.respond(last, "200 OK", "", &lines, &answer);
        talk.run(100);
        assert_eq!(talk.network.arrows(), ["1> ACK"]);
        talk.network.seconds(44);
        talk.assert_stands();
    }
}

/// R-10.2.3-1, R-10.2.2-3: a hold that met a change of the peer waits; where that change is refused meanwhile, the
/// hold goes out under the version it had, and the next change counts on from there.
#[test]
fn a_hold_that_waits_keeps_its_version_while_the_peers_change_is_refused() {
    let mut config = listening();
    config.media.hold = false;
    let answer = sdp(1, 2, 9000, "0", "");
    let mut talk = Talk::as_caller(config, CONTACT, &answer);
    let first = version(&talk.network.log[0].body());
    let call = talk.call;
    talk.network.command(0, Command::Hold { call });
    talk.run(100);
    let met = talk.network.last("1> UPDATE");
    talk.network
        .respond(met, "491 Request Pending", "a", CONTACT, "");
    talk.run(100);
    talk.request("UPDATE", 1, &sdp(2, 2, 9000, "0", "a=sendonly\r\n"));
    assert_eq!(talk.network.arrows(), ["1> UPDATE", "1> 488 UPDATE"]);
    talk.run(4_000);
    assert_eq!(talk.network.arrows(), ["1> UPDATE"]);
    let again = talk.network.last("1> UPDATE");
    assert_eq!(version(&talk.network.log[again].body()), first + 1);
    let held = sdp(2, 2, 9000, "0", "a=recvonly\r\n");
    talk.network.respond(again, "200 OK", "a", CONTACT, &held);
    talk.run(100);
    let done = Event::HoldDone {
        call,
        held: true,
        refused: None,
    };
    assert!(talk.network.events(0).contains(&done));
    talk.network.command(0, Command::Resume { call });
    talk.run(100);
    let resumed = talk.network.log[talk.network.last("1> UPDATE")].body();
    assert_eq!(version(&resumed), first + 2);
    assert!(!resumed.contains("a=sendonly"));
}

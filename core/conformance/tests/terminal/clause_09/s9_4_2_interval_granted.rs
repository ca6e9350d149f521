//! JJ-22.11 §9.4.2: Session-Expires and Min-SE of whoever is called or refreshed.

use naisen_agent::TimerPolicy;
use naisen_conformance::terminal_stage::Network;
use naisen_sip::HeaderName;
use naisen_terminal::{Command, Ended};

use super::{METHODS, SUPPORTED, Talk, UPDATING, asked, ring, session_expires, timer, with};

/// R-9.4.2-1: the interval asked for comes back, in the 200 to the INVITE and to each refresh.
#[test]
fn the_interval_asked_for_is_granted() {
    for expires_s in [90, 91, 180, 1800, 86_400] {
        let interval = format!("{expires_s};refresher=uac");
        let mut talk = Talk::called(with(timer(240)), &asked(&interval));
        let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
        assert_eq!(session_expires(ok), Some(interval));
        for (method, _) in METHODS {
            let interval = format!("{};refresher=uac", expires_s + 7);
            let ok = talk.refresh(method, &asked(&interval));
            assert_eq!(session_expires(ok), Some(interval));
        }
    }
}

/// R-9.4.2-2: an interval below the smallest that is set gets 422, which names it, and the phone does
/// not ring; the smallest itself is accepted.
#[test]
fn an_interval_too_small_is_refused_with_the_smallest() {
    for min_se_s in [90, 120, 300] {
        let settings = TimerPolicy {
            min_se_s,
            ..timer(1800)
        };
        for below in [min_se_s - 1, 1] {
            let mut network = Network::new(vec![with(settings.clone())]);
            ring(&mut network, &asked(&below.to_string()));
            assert_eq!(network.arrows(), ["1> 422 INVITE"]);
            let refusal = &network.log[0];
            let named = refusal.header(HeaderName::MinSe);
            assert_eq!(named, Some(min_se_s.to_string()));
            assert_eq!(network.events(0), []);
        }
        let talk = Talk::called(with(settings.clone()), &asked(&min_se_s.to_string()));
        let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
        assert_eq!(
            session_expires(ok),
            Some(format!("{min_se_s};refresher=uas"))
        );
        // A caller that does not know the timer could do nothing with a 422.
        let lines = asked(&(min_se_s - 1).to_string()).replace(SUPPORTED, "");
        let talk = Talk::called(with(settings), &lines);
        let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
        assert_eq!(
            session_expires(ok),
            Some(format!("{};refresher=uas", min_se_s - 1))
        );
    }
}

/// R-9.4.2-3: the timer runs from the 200, however long it rang before.
#[test]
fn the_timer_of_the_callee_runs_from_its_200() {
    for (who, seconds, arrow) in [("uas", 90, "1> UPDATE"), ("uac", 148, "1> BYE")] {
        let mut network = Network::new(vec![with(timer(180))]);
        ring(&mut network, &asked(&format!("180;refresher={who}")));
        network.seconds(60);
        let call = network.incoming(0);
        let since = network.now;
        network.command(0, Command::Answer { call });
        network.settle();
        let answered = &network.log[network.last("1> 200 INVITE")];
        let tag = answered.header(HeaderName::To);
        let contact = answered.header(HeaderName::Contact).expect("Contact");
        let target = contact.trim_matches(['<', '>']);
        let ack = format!(
            "ACK {target} SIP/2.0\r\n\
             Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKack\r\n\
             From: <sip:102@192.0.2.1>;tag=p\r\nTo: {}\r\nCall-ID: called\r\nCSeq: 1 ACK\r\n\
             Max-Forwards: 70\r\n",
            tag.expect("To")
        );
        network.send(super::PEER, super::US, &ack, "");
        network.seconds(200);
        assert_eq!(
            network.sent_at(arrow, since).first(),
            Some(&(seconds * 1000))
        );
    }
}

/// R-9.4.2-4, R-13.3.7-1: the largest Min-SE that came, in the INVITE or in a refresh, is the least that a
/// refresh of ours asks for; so is one that we had to name ourselves.
#[test]
fn the_largest_min_se_of_the_dialog_holds_for_our_refreshes() {
    for (method, allow) in METHODS {
        for (first, later, largest) in [
            (200, None, 200),
            (200, Some(250), 250),
            (200, Some(95), 200),
        ] {
            let lines = asked("300;refresher=uac").replace(UPDATING, allow);
            let invite = format!("{lines}Min-SE: {first}\r\n");
            let mut talk = Talk::called(with(timer(300)), &invite);
            let min_se = later.map_or(String::new(), |later| format!("Min-SE: {later}\r\n"));
            // The peer goes below its own Min-SE, and hands the refreshing over.
            let lines = asked("120;refresher=uas").replace(UPDATING, allow);
            let ok = talk.refresh(method, &format!("{lines}{min_se}"));
            talk.since = ok.at;
            let refresh = talk.expect_at(60, &format!("1> {method}"));
            let interval = format!("{largest};refresher=uac");
            assert_eq!(session_expires(refresh), Some(interval));
            let named = refresh.header(HeaderName::MinSe);
            assert_eq!(named, Some(largest.to_string()));
        }
    }
}

/// R-9.4.2-4: the Min-SE of a 422 that we had to send holds for our own refreshes.
#[test]
fn the_min_se_of_our_422_is_remembered() {
    let config = with(TimerPolicy {
        min_se_s: 150,
        ..timer(300)
    });
    // A caller that does not know the timer gets what it asks for; later it does know it.
    let invite = asked("100;refresher=uas").replace(SUPPORTED, "");
    let mut talk = Talk::called(config, &invite);
    talk.send("UPDATE", &asked("100;refresher=uas"), "");
    assert_eq!(talk.network.arrows(), ["1> 422 UPDATE"]);
    let refusal = &talk.network.log[talk.network.last("1> 422 UPDATE")];
    assert_eq!(refusal.header(HeaderName::MinSe).as_deref(), Some("150"));
    let refresh = talk.expect_at(50, "1> UPDATE");
    assert_eq!(
        session_expires(refresh).as_deref(),
        Some("150;refresher=uac")
    );
    talk.answer("481 Call/Transaction Does Not Exist", "");
    talk.expect_told(&Ended::RefreshFailed);
}

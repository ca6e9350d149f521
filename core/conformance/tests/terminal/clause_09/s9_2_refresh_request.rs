//! JJ-22.11 §9.2: the request that refreshes, UPDATE or re-INVITE.

use naisen_agent::{RefreshMethod, TimerPolicy};
use naisen_sip::HeaderName;

use super::{
    METHODS, PLAIN, Talk, UPDATING, agreed, asked, lists, sdp, session_expires, timer, with,
};

/// R-9.2-1, R-9.2-3, R-9.2.1-1, R-9.2.2-1: UPDATE where the Allow of the INVITE or of the 200 has it,
/// re-INVITE where it has not or where there is none, as caller and as callee.
#[test]
fn the_allow_of_the_peer_decides_what_refreshes() {
    for (allow, method) in [
        (UPDATING, "1> UPDATE"),
        ("Allow: INVITE, ACK\r\nAllow: BYE,UPDATE\r\n", "1> UPDATE"),
        ("Allow: INVITE, ACK, BYE, UPDATED\r\n", "1> INVITE"),
        (PLAIN, "1> INVITE"),
        ("", "1> INVITE"),
    ] {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        Talk::calling(with(timer(180)), &ok).expect_at(90, method);
        let invite = asked("180;refresher=uas").replace(UPDATING, allow);
        Talk::called(with(timer(180)), &invite).expect_at(90, method);
    }
}

/// R-9.2-2: as it comes the terminal lists UPDATE, answers it and sends it.
#[test]
fn the_terminal_lists_update_and_takes_it() {
    let calling = Talk::calling(with(timer(180)), &agreed("180;refresher=uac"));
    let called = Talk::called(with(timer(180)), &asked("180;refresher=uas"));
    for (mut talk, arrow) in [(calling, "1> INVITE"), (called, "1> 200 INVITE")] {
        let sent = &talk.network.log[talk.network.last(arrow)];
        assert!(lists(sent, HeaderName::Allow, "UPDATE"));
        let ok = talk.refresh("UPDATE", &asked("180;refresher=uas"));
        assert!(lists(ok, HeaderName::Allow, "UPDATE"));
        let moved = talk.network.now;
        talk.since = moved;
        talk.until(89_990);
        assert_eq!(talk.network.arrows(), [""; 0]);
        talk.until(90_000);
        assert_eq!(talk.network.arrows(), ["1> UPDATE"]);
    }
}

/// R-9.2-4: set so, neither side of a call learns of UPDATE, and the refresh is a re-INVITE though
/// the peer lists it.
#[test]
fn with_update_switched_off_the_refresh_is_a_re_invite() {
    let mut config = with(timer(180));
    config.policy.update = false;
    let calling = Talk::calling(config.clone(), &agreed("180;refresher=uac"));
    let called = Talk::called(config, &asked("180;refresher=uas"));
    for mut talk in [calling, called] {
        let refresh = talk.expect_at(90, "1> INVITE");
        assert!(!refresh.message().body().is_empty());
        for sent in &talk.network.log {
            assert!(
                !lists(sent, HeaderName::Allow, "UPDATE"),
                "{}",
                sent.arrow()
            );
        }
    }
}

/// R-9.2-4: refreshing alone can be kept to re-INVITE.
#[test]
fn the_refresh_can_be_set_to_re_invite() {
    let config = with(TimerPolicy {
        method: RefreshMethod::ReInvite,
        ..timer(180)
    });
    let mut talk = Talk::calling(config, &agreed("180;refresher=uac"));
    assert!(lists(&talk.network.log[0], HeaderName::Allow, "UPDATE"));
    talk.expect_at(90, "1> INVITE");
}

/// R-9.2.1-2: a re-INVITE that refreshes has SDP, the one established with; so has our 200, even if
/// the peer's re-INVITE had none.
#[test]
fn a_re_invite_and_its_200_have_sdp() {
    let ok = agreed("180;refresher=uac").replace(UPDATING, PLAIN);
    let mut talk = Talk::calling(with(timer(180)), &ok);
    let offer = talk.network.log[0].body();
    let refresh = talk.expect_at(90, "1> INVITE").body();
    let origin = |sdp: &str| sdp.lines().nth(1).map(str::to_owned);
    assert!(refresh.contains("m=audio"), "{refresh}");
    assert_eq!(origin(&refresh), origin(&offer));
    let mut talk = Talk::called(with(timer(180)), &asked("180;refresher=uac"));
    let answer = talk.network.log[talk.network.last("1> 200 INVITE")].body();
    let again = talk.refresh("INVITE", &asked("180;refresher=uac")).body();
    assert_eq!(again, answer);
    talk.send("INVITE", &asked("180;refresher=uac"), "");
    let offer = &talk.network.log[talk.network.last("1> 200 INVITE")];
    assert!(offer.body().contains("m=audio"));
    assert_eq!(session_expires(offer).as_deref(), Some("180;refresher=uac"));
    talk.send("ACK", "", &sdp(1));
    assert_eq!(talk.network.arrows(), ["1> 200 INVITE"]);
    assert_eq!(talk.network.terminal(0).call_count(), 1);
}

/// R-9.2.2-2: an UPDATE that only refreshes has no SDP, nor has its 200.
#[test]
fn an_update_that_refreshes_and_its_200_have_no_sdp() {
    let mut talk = Talk::calling(with(timer(180)), &agreed("180;refresher=uac"));
    let refresh = talk.expect_at(90, "1> UPDATE");
    assert_eq!(
        refresh.header(HeaderName::ContentLength).as_deref(),
        Some("0")
    );
    assert_eq!(refresh.header(HeaderName::ContentType), None);
    talk.answer("200 OK", &agreed("180;refresher=uac"));
    let ok = talk.refresh("UPDATE", &asked("180;refresher=uac"));
    assert_eq!(ok.header(HeaderName::ContentLength).as_deref(), Some("0"));
    assert_eq!(ok.header(HeaderName::ContentType), None);
}

/// R-9.2.2-3: though both list UPDATE, the peer may refresh by re-INVITE, and by UPDATE after that.
#[test]
fn a_refresh_by_re_invite_is_taken_from_a_peer_that_lists_update() {
    let mut talk = Talk::called(with(timer(180)), &asked("180;refresher=uac"));
    for (turn, (method, _)) in METHODS.iter().rev().enumerate() {
        talk.until((turn as u64 + 1) * 100_000);
        let ok = talk.refresh(method, &asked("180;refresher=uac"));
        assert_eq!(session_expires(ok).as_deref(), Some("180;refresher=uac"));
    }
    talk.expect_silence_until(347);
}

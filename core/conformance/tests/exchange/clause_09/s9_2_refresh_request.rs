//! JJ-22.11 §9.2: the request that refreshes a leg.

use naisen_agent::{RefreshMethod, TimerPolicy};
use naisen_conformance::exchange_stage::{A, B, PLAIN, open_config};
use naisen_sip::HeaderName;

use super::{
    METHODS, Talk, UPDATING, agreed, always, as_caller, asked, lists, session_expires, timer,
};

/// R-9.2-1, R-9.2-3, R-9.2.1-1, R-9.2.2-1: on either leg UPDATE where the phone's Allow has it, else
/// re-INVITE.
#[test]
fn the_allow_of_the_phone_decides_what_refreshes_its_leg() {
    for (allow, method) in [
        (UPDATING, "UPDATE"),
        ("Allow: INVITE, ACK\r\nAllow: BYE,UPDATE\r\n", "UPDATE"),
        (PLAIN, "INVITE"),
        ("Allow: INVITE, ACK, BYE, UPDATED\r\n", "INVITE"),
        ("", "INVITE"),
    ] {
        let ok = agreed("180;refresher=uac").replace(UPDATING, allow);
        Talk::with_phone(always(timer(180)), &ok).expect_at(90, B, method);
        let invite = asked("180;refresher=uas").replace(UPDATING, allow);
        Talk::with_caller(open_config(), &invite).expect_at(90, A, method);
    }
}

/// R-9.2-3: with UPDATE switched off, or refreshing kept to re-INVITE, it is re-INVITE everywhere.
#[test]
fn refreshing_can_be_kept_to_re_invite() {
    for update in [true, false] {
        let by_invite = TimerPolicy {
            method: if update {
                RefreshMethod::ReInvite
            } else {
                RefreshMethod::UpdateIfAllowed
            },
            ..timer(180)
        };
        let mut config = always(by_invite.clone());
        config.update = update;
        let mut talk = Talk::with_phone(config, &agreed("180;refresher=uac"));
        assert_eq!(lists(&talk.invite, HeaderName::Allow, "UPDATE"), update);
        talk.expect_at(90, B, "INVITE");
        let mut config = as_caller(by_invite);
        config.update = update;
        let mut talk = Talk::with_caller(config, &asked("180;refresher=uas"));
        assert_eq!(lists(&talk.answered, HeaderName::Allow, "UPDATE"), update);
        talk.expect_at(90, A, "INVITE");
    }
}

/// R-9.2.1-2: a re-INVITE that refreshes has the SDP that the phone was sent last, and so has our 200
/// to one.
#[test]
fn a_re_invite_and_its_200_have_sdp() {
    let ok = agreed("180;refresher=uac").replace(UPDATING, PLAIN);
    let invite = asked("180;refresher=uas").replace(UPDATING, PLAIN);
    let of_phone = Talk::with_phone(always(timer(180)), &ok);
    let of_caller = Talk::with_caller(open_config(), &invite);
    for (mut talk, phone) in [(of_phone, B), (of_caller, A)] {
        let last = if phone == A {
            &talk.answered
        } else {
            &talk.invite
        };
        let last = last.body().to_owned();
        assert!(last.contains("m=audio"));
        let refresh = talk.expect_at(90, phone, "INVITE");
        assert_eq!(refresh.body(), last);
        talk.answer(phone, &refresh, "200 OK", &ok);
        talk.bench.expect(phone, "ACK");
        let taken = talk.refresh(phone, "INVITE", &asked("180;refresher=uac"));
        assert_eq!(taken.body(), last);
    }
}

/// R-9.2.2-2: an UPDATE that only refreshes has no SDP, nor has its 200, on a leg alone or through
/// both.
#[test]
fn an_update_that_refreshes_and_its_200_have_no_sdp() {
    let mut talk = Talk::with_phone(always(timer(180)), &agreed("180;refresher=uac"));
    let refresh = talk.expect_at(90, B, "UPDATE");
    assert_eq!(refresh.header(HeaderName::ContentLength), Some("0"));
    talk.answer(B, &refresh, "200 OK", &agreed("180;refresher=uac"));
    let ok = talk.refresh(B, "UPDATE", &asked("180;refresher=uac"));
    assert_eq!(ok.header(HeaderName::ContentLength), Some("0"));
    let mut talk = Talk::new(open_config(), &asked("180"), &agreed("180;refresher=uas"));
    talk.send(B, "UPDATE", &asked("180;refresher=uac"));
    let passed = talk.bench.expect(A, "UPDATE");
    assert_eq!(passed.header(HeaderName::ContentLength), Some("0"));
    assert_eq!(session_expires(&passed), Some("180;refresher=uac"));
    talk.answer(A, &passed, "200 OK", &agreed("180;refresher=uac"));
    let ok = talk.bench.expect(B, "SIP/2.0 200");
    assert_eq!(ok.header(HeaderName::ContentLength), Some("0"));
}

/// R-9.2.2-3: a phone that lists UPDATE may refresh by re-INVITE all the same.
#[test]
fn a_refresh_by_re_invite_is_taken_from_a_phone_that_lists_update() {
    let mut talk = Talk::with_caller(open_config(), &asked("180;refresher=uac"));
    for (turn, (method, _)) in METHODS.iter().rev().enumerate() {
        talk.until(100_000 * (turn as u64 + 1));
        let ok = talk.refresh(A, method, &asked("180;refresher=uac"));
        assert_eq!(session_expires(&ok), Some("180;refresher=uac"));
    }
    talk.expect_silence_until(347);
}

/// R-9.2.1-1, R-9.2.1-2: where one phone knows UPDATE and the other does not, each leg is refreshed by
/// what its phone knows.
#[test]
fn a_refresh_changes_its_method_between_the_legs() {
    for (of_a, of_b) in [(UPDATING, PLAIN), (PLAIN, UPDATING)] {
        let invite = asked("180").replace(UPDATING, of_a);
        let ok = agreed("180;refresher=uac").replace(UPDATING, of_b);
        let mut config = open_config();
        config.update = true;
        let mut talk = Talk::new(config, &invite, &ok);
        let by = if of_a == UPDATING { "UPDATE" } else { "INVITE" };
        talk.send(A, by, &asked("180;refresher=uac").replace(UPDATING, of_a));
        // A re-INVITE stays one: it has an offer.
        let passed = talk.bench.expect(B, "INVITE");
        assert_eq!(passed.body(), talk.invite.body());
        talk.answer(B, &passed, "200 OK", &ok);
        let taken = talk.bench.expect(A, "SIP/2.0 200");
        if by == "INVITE" {
            assert_eq!(taken.body(), talk.answered.body());
        }
        talk.acknowledge(A, by);
        talk.bench.expect(B, "ACK");
        talk.bench.expect_silence();
    }
}

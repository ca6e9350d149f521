//! JJ-22.11 §9.3.1: who refreshes, as the INVITE and its 200 settle it.

use naisen_agent::TimerPolicy;
use naisen_sip::{HeaderName, Refresher};
use naisen_terminal::Ended;

use super::{SUPPORTED, Talk, UPDATING, agreed, dialling, lists, session_expires, timer, with};

const EITHER: [(Refresher, &str); 2] = [(Refresher::Uac, "uac"), (Refresher::Uas, "uas")];

/// R-9.3.1.1-1: as it comes the INVITE leaves the choice to the callee; set so, it names one.
#[test]
fn the_invite_names_a_refresher_only_if_it_is_set() {
    let (network, _) = dialling(with(timer(180)));
    assert_eq!(session_expires(&network.log[0]).as_deref(), Some("180"));
    for (refresher, name) in EITHER {
        let (network, _) = dialling(with(TimerPolicy {
            asked_refresher: Some(refresher),
            ..timer(180)
        }));
        let expected = format!("180;refresher={name}");
        assert_eq!(session_expires(&network.log[0]), Some(expected));
    }
}

/// R-9.3.1.1-2, R-9.3.1.1-3, R-9.3.1.1-4: the 200 says whether the caller refreshes or waits,
/// whatever the caller had asked for.
#[test]
fn the_200_decides_who_refreshes() {
    let asked = [None, Some(Refresher::Uac), Some(Refresher::Uas)];
    for asked_refresher in asked {
        let config = with(TimerPolicy {
            asked_refresher,
            ..timer(180)
        });
        let mut talk = Talk::calling(config.clone(), &agreed("180;refresher=uac"));
        talk.expect_at(90, "1> UPDATE");
        let mut talk = Talk::calling(config, &agreed("180;refresher=uas"));
        talk.expect_end_at(148, &Ended::SessionExpired);
    }
}

/// R-9.3.1.2-1, R-9.3.1.2-2, R-9.3.1.2-3: the refresher that the INVITE names goes into the 200 as it
/// is, whether the caller knows the timer or not and whatever is set here, and is who refreshes.
#[test]
fn the_refresher_of_the_invite_is_copied_and_refreshes() {
    for supported in [SUPPORTED, ""] {
        for (chosen_refresher, _) in EITHER {
            for (asked, name) in EITHER {
                let config = with(TimerPolicy {
                    chosen_refresher,
                    ..timer(180)
                });
                let interval = format!("180;refresher={name}");
                let lines = format!("{UPDATING}{supported}Session-Expires: {interval}\r\n");
                let mut talk = Talk::called(config, &lines);
                let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
                assert_eq!(session_expires(ok), Some(interval));
                match asked {
                    Refresher::Uas => {
                        talk.expect_at(90, "1> UPDATE");
                    }
                    Refresher::Uac => talk.expect_end_at(148, &Ended::SessionExpired),
                }
            }
        }
    }
}

/// R-9.3.1.2-4: where the INVITE names nobody the 200 names who is set here, and that one refreshes.
#[test]
fn the_callee_names_a_refresher_where_the_invite_does_not() {
    for (chosen_refresher, name) in EITHER {
        let config = with(TimerPolicy {
            chosen_refresher,
            ..timer(180)
        });
        let lines = format!("{UPDATING}{SUPPORTED}Session-Expires: 180\r\n");
        let mut talk = Talk::called(config, &lines);
        let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
        assert_eq!(session_expires(ok), Some(format!("180;refresher={name}")));
        match chosen_refresher {
            Refresher::Uas => {
                talk.expect_at(90, "1> UPDATE");
            }
            Refresher::Uac => talk.expect_end_at(148, &Ended::SessionExpired),
        }
    }
}

/// R-9.3.1.2-5: for a caller that does not know the timer we refresh, even if the caller is set as the
/// one to be chosen.
#[test]
fn for_a_caller_without_the_timer_the_callee_refreshes() {
    for supported in ["", "Supported: 100rel\r\n"] {
        for (chosen_refresher, _) in EITHER {
            let config = with(TimerPolicy {
                chosen_refresher,
                ..timer(180)
            });
            let lines = format!("{UPDATING}{supported}Session-Expires: 180\r\n");
            let mut talk = Talk::called(config, &lines);
            let ok = &talk.network.log[talk.network.last("1> 200 INVITE")];
            assert_eq!(session_expires(ok).as_deref(), Some("180;refresher=uas"));
            assert!(!lists(ok, HeaderName::Require, "timer"));
            let refresh = talk.expect_at(90, "1> UPDATE");
            assert_eq!(
                session_expires(refresh).as_deref(),
                Some("180;refresher=uac")
            );
        }
    }
}

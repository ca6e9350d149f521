//! Whatever two owners do and whatever the network does, nothing is left behind.

mod two_party;

use std::collections::HashSet;
use std::time::Duration;

use naisen_agent::{Change, Event, Handling, ModifyMethod, Policy, Progress, SessionId};
use naisen_node::Random;
use naisen_sip::StatusCode;
use proptest::prelude::*;
use two_party::{ANSWER, OFFER, Pair, Side, Storm, options, timer};

/// What an owner does to one of its sessions.
#[derive(Clone, Copy, Debug)]
enum Action {
    Invite {
        offers: bool,
    },
    Trying,
    Progress {
        status: u16,
        sdp: bool,
    },
    Answer,
    Reject,
    GiveUp,
    Prack {
        sdp: bool,
    },
    AcceptPrack,
    Ack {
        sdp: bool,
    },
    Modify {
        by_invite: bool,
        sdp: bool,
        retry: bool,
    },
    AcceptModify,
    RefuseModify,
    Release,
    AcceptBye,
    Unreachable,
    Wait {
        ms: u64,
    },
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => any::<bool>().prop_map(|offers| Action::Invite { offers }),
        1 => Just(Action::Trying),
        6 => (prop_oneof![Just(180_u16), Just(183), Just(100), Just(200)], any::<bool>())
            .prop_map(|(status, sdp)| Action::Progress { status, sdp }),
        6 => Just(Action::Answer),
        1 => Just(Action::Reject),
        2 => Just(Action::GiveUp),
        4 => any::<bool>().prop_map(|sdp| Action::Prack { sdp }),
        4 => Just(Action::AcceptPrack),
        4 => any::<bool>().prop_map(|sdp| Action::Ack { sdp }),
        6 => (any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(by_invite, sdp, retry)| Action::Modify { by_invite, sdp, retry }),
        4 => Just(Action::AcceptModify),
        1 => Just(Action::RefuseModify),
        2 => Just(Action::Release),
        2 => Just(Action::AcceptBye),
        1 => Just(Action::Unreachable),
        12 => prop_oneof![0_u64..800, 0_u64..8_000, 0_u64..100_000]
            .prop_map(|ms| Action::Wait { ms }),
    ]
}

fn policy() -> impl Strategy<Value = Policy> {
    let handling = prop_oneof![Just(Handling::Automatic), Just(Handling::Owner)];
    (
        any::<[bool; 3]>(),
        [
            handling.clone(),
            handling.clone(),
            handling.clone(),
            handling,
        ],
    )
        .prop_map(
            |([rel100, update, timed], [prack, ack, modify, bye])| Policy {
                rel100,
                update,
                prack,
                ack,
                modify,
                bye,
                ..Policy::automatic(timed.then(|| timer(90)))
            },
        )
}

struct Owners {
    pair: Pair,
    sessions: [Vec<SessionId>; 2],
    gone: [HashSet<SessionId>; 2],
    random: Random,
    /// How likely an owner is to do at once what an event asks for.
    diligence: f64,
}

impl Owners {
    /// Looks at what happened, and does some of what is asked for.
    fn learn(&mut self) {
        for (side, session) in std::mem::take(&mut self.pair.arrived) {
            self.sessions[usize::from(side == Side::Callee)].push(session);
            for action in [
                Action::Progress {
                    status: 183,
                    sdp: true,
                },
                Action::Answer,
            ] {
                if self.random.chance(self.diligence) {
                    self.apply(side, session, action);
                }
            }
        }
        for (side, event) in std::mem::take(&mut self.pair.events) {
            let Some(session) = session_of(&event) else {
                continue;
            };
            let gone = &mut self.gone[usize::from(side == Side::Callee)];
            assert!(!gone.contains(&session), "after Gone: {event:?}");
            let action = match event {
                Event::Gone { .. } => {
                    gone.insert(session);
                    continue;
                }
                Event::Provisional {
                    prack_wanted: true, ..
                } => Action::Prack { sdp: false },
                Event::Pracked { .. } => Action::AcceptPrack,
                Event::Answered { .. } | Event::Modified { .. } => Action::Ack { sdp: false },
                Event::ModifyRequested { .. } => Action::AcceptModify,
                Event::RefreshNeedsSdp { .. } => Action::Modify {
                    by_invite: true,
                    sdp: true,
                    retry: true,
                },
                Event::Released { .. } => Action::AcceptBye,
                _ => continue,
            };
            if self.random.chance(self.diligence) {
                self.apply(side, session, action);
            }
        }
    }

    fn release_all(&mut self, sides: &[Side]) {
        for &side in sides {
            for session in self.sessions[usize::from(side == Side::Callee)].clone() {
                self.apply(side, session, Action::Release);
            }
        }
    }

    fn take(&mut self, side: Side, which: usize, action: Action, policy: &Policy) {
        if let Action::Wait { ms } = action {
            // The owners look at what happened every now and then.
            for _ in 0..10 {
                self.pair.run(Duration::from_millis(ms) / 10);
                self.learn();
            }
            return;
        }
        if let Action::Invite { offers } = action {
            let session = self
                .pair
                .invite_with(policy.clone(), offers.then_some(OFFER), None);
            self.sessions[0].push(session);
            return;
        }
        let known = &self.sessions[usize::from(side == Side::Callee)];
        let Some(&session) = known.get(known.len().wrapping_sub(1 + which % 3)) else {
            return;
        };
        self.apply(side, session, action);
    }

    fn apply(&mut self, side: Side, session: SessionId, action: Action) {
        let body = |sdp: bool| sdp.then_some(ANSWER);
        self.pair.act(side, |agent, now, sends| match action {
            Action::Trying => agent.trying(now, session, sends),
            Action::Progress { status, sdp } => {
                let progress = Progress {
                    status: StatusCode::new(status).expect("a code"),
                    sdp: body(sdp),
                    lines: b"",
                };
                agent.progress(now, session, progress, sends);
            }
            Action::Answer => agent.answer(now, session, Some(ANSWER), sends),
            Action::Reject => agent.reject(now, session, StatusCode::OK, None, b"", sends),
            Action::GiveUp => agent.give_up(now, session, b"", sends),
            Action::Prack { sdp } => agent.prack(now, session, body(sdp), sends),
            Action::AcceptPrack => agent.accept_prack(now, session, None, sends),
            Action::Ack { sdp } => agent.ack(now, session, body(sdp), sends),
            Action::Modify {
                by_invite,
                sdp,
                retry,
            } => {
                let change = Change {
                    method: by_invite.then_some(ModifyMethod::Invite),
                    sdp: body(sdp),
                    timer: None,
                    retry_glare: retry,
                };
                agent.modify(now, session, change, sends);
            }
            Action::AcceptModify => agent.accept_modify(now, session, Some(ANSWER), sends),
            Action::RefuseModify => {
                agent.refuse_modify(now, session, StatusCode::NOT_ACCEPTABLE_HERE, b"", sends);
            }
            Action::Release => agent.release(now, session, b"", sends),
            Action::AcceptBye => agent.accept_bye(now, session, sends),
            Action::Unreachable => agent.handle_unreachable(now, side.flow(), sends),
            Action::Invite { .. } | Action::Wait { .. } => {}
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// R-6.1.1-3, R-11.1-2: whatever state calls are in, they end, and make room for others.
    #[test]
    fn nothing_outlives_its_release(
        policies in [policy(), policy()],
        seed in any::<u64>(),
        loss in prop_oneof![Just(0.0), 0.0..0.7_f64],
        doubling in 0.0..0.5_f64,
        diligence in 0.0..1.0_f64,
        actions in prop::collection::vec((any::<bool>(), 0_usize..9, action()), 1..60),
    ) {
        let [calling, called] = policies;
        let mut pair = Pair::with(options(calling.clone()), options(called));
        pair.storm = Some(Storm { random: Random::from_number(seed), loss, doubling });
        let mut owners = Owners {
            pair,
            sessions: Default::default(),
            gone: Default::default(),
            random: Random::from_number(!seed),
            diligence,
        };
        let disturbed = loss > 0.0
            || actions.iter().any(|(.., action)| matches!(action, Action::Unreachable));
        for (by_callee, which, action) in actions {
            let side = if by_callee { Side::Callee } else { Side::Caller };
            owners.take(side, which, action, &calling);
        }
        // The network heals, and everything is let go, including what still arrives. Where nothing
        // was lost one side is enough: the other one's owner may forget what it likes.
        if let Some(storm) = &mut owners.pair.storm {
            storm.loss = 0.0;
            storm.doubling = 0.0;
        }
        owners.diligence = 0.0;
        let both = [Side::Caller, Side::Callee];
        for _ in 0..3 {
            owners.learn();
            owners.release_all(if disturbed { &both } else { &both[..1] });
            owners.pair.run(Duration::from_secs(35));
        }
        owners.pair.run(Duration::from_secs(200));
        owners.learn();
        owners.pair.assert_empty();
        for (sessions, gone) in owners.sessions.iter().zip(&owners.gone) {
            prop_assert_eq!(sessions.len(), gone.len(), "every session is told to be gone");
        }
        for counters in [owners.pair.caller.counters(), owners.pair.callee.counters()] {
            prop_assert_eq!(counters.malformed, 0);
        }
    }
}

fn session_of(event: &Event) -> Option<SessionId> {
    match *event {
        Event::Provisional { session, .. }
        | Event::PrackAnswered { session, .. }
        | Event::Answered { session, .. }
        | Event::Refused { session, .. }
        | Event::Cancelled { session, .. }
        | Event::CancelledLate { session }
        | Event::Pracked { session, .. }
        | Event::Acknowledged { session, .. }
        | Event::ModifyRequested { session, .. }
        | Event::Modified { session, .. }
        | Event::ModifyRefused { session, .. }
        | Event::RefreshNeedsSdp { session }
        | Event::Released { session, .. }
        | Event::Gone { session, .. } => Some(session),
        Event::RequestFailed { .. } => None,
    }
}

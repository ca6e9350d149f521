//! Which extensions the legs of a call use: 100rel, UPDATE, session timer (JJ-22.11 §8, §9).

use naisen_agent::{Handling, Policy, SessionId};

use super::EndToEnd;
use crate::config::Use;
use crate::exchange::Exchange;

/// Which INVITEs of a call have an offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offers {
    /// The caller's.
    pub by_caller: bool,
    /// Those to the phones.
    pub to_phones: bool,
}

impl Exchange {
    /// The options of both legs (JJ-22.11 §8, §9): end to end where there is one phone and the caller
    /// has them, each leg for itself otherwise. On a leg whose INVITE has no offer 100rel is not used:
    /// an offer in a reliable 1xx needs its answer in the PRACK, which has no description
    /// (JJ-22.11 T13-14, R-10.2.1-4).
    pub(crate) fn settle_options(
        &mut self,
        session: SessionId,
        phones: usize,
        offers: Offers,
    ) -> (Policy, EndToEnd) {
        let peer = self.agent.peer(session).unwrap_or_default();
        let config = &self.config;
        let alone = phones == 1;
        let end_to_end = EndToEnd {
            rel100: alone && offers.to_phones && peer.rel100 && config.rel100 != Use::Off,
            timer: alone && peer.timer && peer.asked_timer.is_some() && config.timer != Use::Off,
        };
        let handling = |owner| {
            if owner {
                Handling::Owner
            } else {
                Handling::Automatic
            }
        };
        let wanted = |use_, by_caller| match use_ {
            Use::AsCaller => by_caller,
            Use::Always => true,
            Use::Off => false,
        };
        let asked = peer.asked_timer.filter(|_| peer.timer);
        let mut timer_b = None;
        if wanted(config.timer, asked.is_some()) {
            let mut policy = config.timer_policy.clone();
            if let Some(asked) = asked {
                policy.expires_s = asked.expires_s;
                policy.asked_refresher = asked.refresher.or(policy.asked_refresher);
                // Session-Expires may not be below it (RFC 4028 §7.1).
                policy.sent_min_se_s = peer.min_se_s.or(policy
                    .sent_min_se_s
                    .filter(|least| *least <= asked.expires_s));
            }
            policy.refresh = handling(end_to_end.timer);
            timer_b = Some(policy);
        }
        let policy_b = Policy {
            rel100: offers.to_phones && wanted(config.rel100, peer.rel100),
            update: config.update && (peer.update || !alone || config.timer == Use::Always),
            timer: timer_b,
            prack: handling(end_to_end.rel100),
            ack: Handling::Owner,
            modify: handling(end_to_end.timer),
            bye: Handling::Owner,
            interval_too_small: handling(end_to_end.timer),
            follows_redirection: false,
        };
        let mut timer_a = (config.timer != Use::Off).then(|| config.timer_policy.clone());
        if let Some(timer) = &mut timer_a {
            timer.refresh = handling(end_to_end.timer);
        }
        if let Some(policy) = self.agent.policy_mut(session) {
            policy.rel100 = offers.by_caller && self.config.rel100 != Use::Off;
            policy.update = self.config.update;
            policy.timer = timer_a;
            policy.prack = handling(end_to_end.rel100);
            policy.ack = Handling::Owner;
            policy.modify = handling(end_to_end.timer);
            policy.bye = Handling::Owner;
        }
        (policy_b, end_to_end)
    }
}

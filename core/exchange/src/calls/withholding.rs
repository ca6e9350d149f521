//! The answer of a phone that was not told the caller's offer (R-5.1.1-5): the phone offers in its
//! 2xx, and each side is answered what the other one offered.

use naisen_node::Time;
use naisen_sdp::{NotAcceptable, SessionDescription, reconcile};

use super::{CallKey, LegName, Offer, answer_body};
use crate::exchange::Exchange;

/// What both sides are told.
pub(crate) struct Answers {
    /// In our 2xx.
    pub caller: Vec<u8>,
    /// In our ACK, which waits for nobody.
    pub phone: Vec<u8>,
}

impl Exchange {
    /// Answers the caller's offer and the phone's by one another. Both have the media from now on.
    pub(crate) fn answer_both(
        &mut self,
        now: Time,
        key: CallKey,
        name: LegName,
        offered: &SessionDescription,
    ) -> Result<Answers, NotAcceptable> {
        let call = self.call_mut(key).ok_or(NotAcceptable::NoAudio)?;
        let Offer::Withheld(by_caller) = &call.offer else {
            return Err(NotAcceptable::NoAudio);
        };
        let by_caller = by_caller.clone();
        let both = reconcile(&by_caller, offered)?;
        let to_caller = answer_body(&both.second, &by_caller, &call.a.0.media)?;
        let leg = call.leg_mut(name).ok_or(NotAcceptable::NoAudio)?;
        let to_phone = answer_body(&both.first, offered, &leg.media)?;
        let phone = leg.media.write(to_phone);
        leg.media.settle(offered.clone());
        let caller = call.a.0.media.write(to_caller);
        call.a.0.media.settle(*by_caller);
        call.offer = Offer::Settled;
        self.signal_leg(now, key, name, offered);
        Ok(Answers { caller, phone })
    }
}

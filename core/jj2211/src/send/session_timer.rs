//! Session-Expires and Min-SE: `JJ-22.11 §9.3`, `JJ-22.11 §9.4`, and RFC 4028.

use naisen_sip::{HeaderName, MinSe, SessionExpires};

use crate::fault::Offence;

use super::Sent;

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    let least = sent.read::<MinSe>();
    let Some(interval) = sent.read::<SessionExpires>() else {
        return;
    };
    let seconds = interval.delta_seconds;
    let floor = least.unwrap_or(MinSe::DEFAULT).delta_seconds;
    let floor = floor.max(MinSe::DEFAULT.delta_seconds);
    if sent.kind.is_request() && seconds < floor {
        let (min, max) = (floor, u32::MAX);
        let found = seconds;
        sent.fault(
            "Session-Expires",
            "RFC 4028 §7.1",
            Offence::OutOfRange { min, max, found },
        );
    }
    if sent.kind.is_request() && !sent.message.has_token(HeaderName::Supported, "timer") {
        let found = sent.message.header(HeaderName::Supported);
        sent.differs(
            "Supported",
            "RFC 4028 §7.1",
            "timer among them",
            found.unwrap_or_default(),
        );
    }
    if sent.is_success() && interval.refresher.is_none() {
        sent.differs("Session-Expires", "R-9.3.1.2-4", "a refresher", "none");
    }
}

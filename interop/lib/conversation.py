"""A call between two baresip phones, and the proof that each heard the other."""

import time

from recording import expect_heard

TALK_SECONDS = 8


def converse(caller, callee, uri, hangs_up):
    """`caller` dials `uri`, both talk, the phone `hangs_up` ends it. Returns the two likenesses,
    the caller's ear first."""
    caller.dial(uri)
    caller.wait_event("CALL_ESTABLISHED")
    callee.wait_event("CALL_ESTABLISHED")
    time.sleep(TALK_SECONDS)
    hangs_up.hang_up()
    caller.wait_event("CALL_CLOSED")
    callee.wait_event("CALL_CLOSED")
    return (expect_heard(caller.name, callee.said, caller.heard()),
            expect_heard(callee.name, caller.said, callee.heard()))

#!/usr/bin/python3
"""linphone and baresip through the exchange: linphone dials, baresip hangs up. Each must hear what
the other said."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from conversation import TALK_SECONDS  # noqa: E402
from exchange import Exchange  # noqa: E402
from linphone import Linphone  # noqa: E402
from recording import expect_heard  # noqa: E402
from stage import EXCHANGE, play, wait_for  # noqa: E402


def trial(stage):
    exchange = Exchange(stage, {"101": "secret101", "102": "secret102"}).start()
    theirs = Baresip(stage, "102", "10.9.0.3", "secret102")
    theirs.wait_registered()
    # linphone binds its SIP socket only: on one machine its RTP leaves from the address it goes to.
    caller = Linphone(stage, "101", EXCHANGE, 15070)
    caller.register("secret101")
    caller.tell(f"call sip:102@{EXCHANGE}")
    theirs.wait_event("CALL_ESTABLISHED")
    wait_for(f"{caller.name} is connected", 5, lambda: caller.says("connected"))
    caller.play_recording()
    time.sleep(TALK_SECONDS)
    theirs.hang_up()
    theirs.wait_event("CALL_CLOSED")
    wait_for(f"{caller.name} sees the end", 5, lambda: caller.says("ended"))
    caller.tell("quit")
    ears = (expect_heard(caller.name, theirs.said, caller.heard),
            expect_heard(theirs.name, caller.said, theirs.heard()))
    exchange.expect_calls([("101", "102", True, "callee")])
    return f"likeness {ears[0]:.3f} in linphone's ear, {ears[1]:.3f} in baresip's"


play(trial, ["baresip", "linphonec"], seconds=75)

#!/usr/bin/python3
"""The exchange dies as in a power failure and starts again: the next call works although no phone
has registered anew: a binding outlives the process that granted it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from conversation import converse  # noqa: E402
from exchange import Exchange  # noqa: E402
from stage import EXCHANGE, Failure, play  # noqa: E402


def trial(stage):
    exchange = Exchange(stage, {"101": "secret101", "102": "secret102"}).start()
    one = Baresip(stage, "101", "10.9.0.2", "secret101")
    two = Baresip(stage, "102", "10.9.0.3", "secret102")
    one.wait_registered()
    two.wait_registered()
    converse(one, two, f"sip:102@{EXCHANGE}", hangs_up=one)
    exchange.kill()
    exchange.start()
    ears = converse(two, one, f"sip:101@{EXCHANGE}", hangs_up=two)
    if one.registrations + two.registrations > 0:
        raise Failure("a phone registered again; the trial proves nothing")
    exchange.expect_calls([("101", "102", True, "caller"), ("102", "101", True, "caller")])
    return f"likeness after the restart {ears[0]:.3f} and {ears[1]:.3f}; both calls on record"


play(trial, ["baresip"], seconds=90)

#!/usr/bin/python3
"""Two baresip phones register with digest and call each other through the exchange, one call each
way. The caller ends the first, the callee the second. Each must hear what the other said."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from conversation import converse  # noqa: E402
from exchange import Exchange  # noqa: E402
from stage import EXCHANGE, play  # noqa: E402


def trial(stage):
    exchange = Exchange(stage, {"101": "secret101", "102": "secret102"}).start()
    one = Baresip(stage, "101", "10.9.0.2", "secret101")
    two = Baresip(stage, "102", "10.9.0.3", "secret102")
    one.wait_registered()
    two.wait_registered()
    ears = converse(one, two, f"sip:102@{EXCHANGE}", hangs_up=one)
    ears += converse(two, one, f"sip:101@{EXCHANGE}", hangs_up=one)
    exchange.expect_calls([("101", "102", True, "caller"), ("102", "101", True, "callee")])
    return "likeness " + ", ".join(f"{ear:.3f}" for ear in ears) + "; two call records"


play(trial, ["baresip"], seconds=90)

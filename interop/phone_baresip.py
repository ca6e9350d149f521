#!/usr/bin/python3
"""Our terminal and baresip through the exchange: ours dials and hangs up. Each must hear what the
other said."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from conversation import TALK_SECONDS  # noqa: E402
from exchange import Exchange  # noqa: E402
from recording import expect_heard  # noqa: E402
from stage import play  # noqa: E402
from terminal import Terminal  # noqa: E402


def trial(stage):
    exchange = Exchange(stage, {"101": "secret101", "102": "secret102"}).start()
    theirs = Baresip(stage, "102", "10.9.0.3", "secret102")
    theirs.wait_registered()
    ours = Terminal.dialling(stage, "101", "secret101", "102", TALK_SECONDS)
    theirs.wait_event("CALL_ESTABLISHED")
    theirs.wait_event("CALL_CLOSED", TALK_SECONDS + 5)
    ours.wait_end()
    ears = (expect_heard(ours.name, theirs.said, ours.heard),
            expect_heard(theirs.name, ours.said, theirs.heard()))
    exchange.expect_calls([("101", "102", True, "caller")])
    return f"likeness {ears[0]:.3f} in our ear, {ears[1]:.3f} in baresip's"


play(trial, ["baresip"], seconds=60)

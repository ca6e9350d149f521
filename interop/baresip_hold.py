#!/usr/bin/python3
"""Two baresip phones in a call through the exchange put each other on hold and take the call up
again. The call must outlive it, and the audio must come back."""

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from exchange import Exchange  # noqa: E402
from stage import EXCHANGE, Failure, play, wait_for  # noqa: E402

HOLD_SECONDS, BACK_SECONDS = 1, 10
# G.711.
FULL_RATE = 64_000


def trial(stage):
    exchange = Exchange(stage, {"101": "secret101", "102": "secret102"}).start()
    one = Baresip(stage, "101", "10.9.0.2", "secret101")
    two = Baresip(stage, "102", "10.9.0.3", "secret102")
    one.wait_registered()
    two.wait_registered()
    one.dial(f"sip:102@{EXCHANGE}")
    one.wait_event("CALL_ESTABLISHED")
    two.wait_event("CALL_ESTABLISHED")
    for phone in (one, two):
        for word in ("hold", "resume"):
            time.sleep(HOLD_SECONDS)
            phone.command(word)
    for phone in (one, two):
        wait_for(f"the audio of {phone.name} comes back", BACK_SECONDS,
                 lambda phone=phone: min(_rates(stage, phone)) >= FULL_RATE * 0.9)
    one.hang_up()
    for phone in (one, two):
        phone.wait_event("CALL_CLOSED")
    exchange.expect_calls([("101", "102", True, "caller")])
    return "the call outlived two holds, and the audio came back"


def _rates(stage, phone):
    """What a phone sends and hears, in bit/s, as its screen said last. It stops recording at a hold
    and does not begin again, so there is nothing to compare."""
    shown = re.findall(r"audio=(\d+)/(\d+)", stage.text_of(phone.name))
    if not shown:
        raise Failure(f"{phone.name} shows no audio")
    return [int(rate) for rate in shown[-1]]


play(trial, ["baresip"], seconds=60)

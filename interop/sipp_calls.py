#!/usr/bin/python3
"""A hundred calls a second for twenty seconds, every INVITE with a digest: none may fail."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
import sipp  # noqa: E402
from exchange import Exchange  # noqa: E402
from stage import play  # noqa: E402

RATE, COUNT, PHONES = 100, 2000, 50


def trial(stage):
    callers, callees = sipp.extensions(1001, PHONES), sipp.extensions(2001, PHONES)
    exchange = Exchange(stage, {**callers, **callees}).start()
    registered, _ = sipp.register(stage, callees, rate=50)
    registered.expect_clean(PHONES, "registrations")
    sipp.answer_calls(stage)
    counts = sipp.call(stage, callers, callees, RATE, COUNT, hold_ms=100)
    counts.expect_clean(COUNT, "calls")
    exchange.stop()
    return f"{COUNT} calls at {RATE}/s, none failed, {counts.retransmissions} retransmissions"


play(trial, ["sipp"], seconds=120)

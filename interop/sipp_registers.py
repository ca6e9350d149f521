#!/usr/bin/python3
"""Three hundred registrations a second for twenty seconds, each with a digest: none may fail."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
import sipp  # noqa: E402
from exchange import Exchange  # noqa: E402
from stage import play  # noqa: E402

RATE, PHONES, ROUNDS = 300, 1000, 6


def trial(stage):
    users = sipp.extensions(1001, PHONES)
    exchange = Exchange(stage, users).start()
    counts, seconds = sipp.register(stage, users, RATE, ROUNDS)
    counts.expect_clean(PHONES * ROUNDS, "registrations")
    exchange.stop()
    return (f"{PHONES * ROUNDS} registrations in {seconds:.0f} s, none failed, "
            f"{counts.retransmissions} retransmissions")


play(trial, ["sipp"], seconds=100)

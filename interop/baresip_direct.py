#!/usr/bin/python3
"""The control: two baresip phones call each other without the exchange. If this fails, the kit or
the machine is at fault and no other trial means anything."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from conversation import converse  # noqa: E402
from recording import likeness  # noqa: E402
from stage import Failure, play  # noqa: E402


def trial(stage):
    one = Baresip(stage, "101", "10.9.0.2", server=None)
    two = Baresip(stage, "102", "10.9.0.3", server=None)
    ears = converse(one, two, "sip:102@10.9.0.3", hangs_up=one)
    wrong = likeness(one.said, one.heard())
    if wrong > 0.3:
        raise Failure(f"the comparison cannot tell two recordings apart: {wrong:.3f}")
    return f"likeness {ears[0]:.3f} and {ears[1]:.3f}, of the wrong recording {wrong:.3f}"


play(trial, ["baresip"], seconds=40)

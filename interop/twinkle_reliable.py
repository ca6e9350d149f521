#!/usr/bin/python3
"""Our terminal and Twinkle through the exchange, with Twinkle's 100rel disabled, supported and required;
each calls the other. A 180 is acknowledged on every leg where it is reliable."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from capture import Capture  # noqa: E402
from exchange import Exchange  # noqa: E402
from stage import Failure, play, wait_for  # noqa: E402
from terminal import Terminal  # noqa: E402
from twinkle import Twinkle  # noqa: E402

TALK_SECONDS = 1
# By Twinkle's setting: its port, our two phones, and how many PRACKs the two legs of a call have, first
# where ours dials, then where Twinkle does. Twinkle makes its 180 reliable only if it requires that; the
# exchange always does, towards a caller that can.
SETTINGS = {
    "disabled": (15080, ("111", "121"), (1, 0)),
    "supported": (15081, ("112", "122"), (1, 2)),
    "required": (15082, ("113", "123"), (2, 2)),
}


def trial(stage):
    numbers = [number for _, pair, _ in SETTINGS.values() for number in pair]
    exchange = Exchange(stage, {number: "secret" for number in ["102", *numbers]}).start()
    calls = []
    for setting, (port, (dials, answers), wanted) in SETTINGS.items():
        theirs = Twinkle(stage, "102", "secret", port, setting)
        found = tuple(_pracks(stage, talk, theirs, number)
                      for talk, number in ((_we_dial, dials), (_they_dial, answers)))
        if found != wanted:
            raise Failure(f"{setting}: {found} PRACKs in the two calls, {wanted} wanted")
        theirs.leave()
        calls += [(dials, "102", True, "caller"), ("102", answers, True, "caller")]
    exchange.expect_calls(calls)
    pracks = sum(sum(wanted) for _, _, wanted in SETTINGS.values())
    return f"{len(calls)} calls with {pracks} PRACKs"


def _pracks(stage, talk, theirs, number):
    wire = Capture(stage)
    talk(stage, theirs, number)
    wire.end()
    return wire.count("sip.Method == PRACK")


def _we_dial(stage, theirs, number):
    ours = Terminal.dialling(stage, number, "secret", "102", TALK_SECONDS)
    theirs.wait_says("incoming call")
    theirs.tell("answer")
    ours.wait_end()
    theirs.wait_says("far end ended call")


def _they_dial(stage, theirs, number):
    ours = Terminal.answering(stage, number, "secret")
    wait_for("our terminal registers", 5, ours.is_registered)
    theirs.tell(f"call {number}")
    theirs.wait_says("answered call")
    time.sleep(TALK_SECONDS)
    theirs.tell("bye")
    ours.wait_end()


play(trial, ["twinkle-console", "dumpcap", "tshark"], seconds=120)

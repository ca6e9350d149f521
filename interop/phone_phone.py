#!/usr/bin/python3
"""Two of our terminals through the exchange. Each must hear what the other said."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from conversation import TALK_SECONDS  # noqa: E402
from exchange import Exchange  # noqa: E402
from recording import expect_heard  # noqa: E402
from stage import play, wait_for  # noqa: E402
from terminal import Terminal  # noqa: E402


def trial(stage):
    exchange = Exchange(stage, {"101": "secret101", "102": "secret102"}).start()
    two = Terminal.answering(stage, "102", "secret102")
    wait_for(f"{two.name} registers", 10, two.is_registered)
    one = Terminal.dialling(stage, "101", "secret101", "102", TALK_SECONDS)
    one.wait_end()
    two.wait_end()
    ears = (expect_heard(one.name, two.said, one.heard),
            expect_heard(two.name, one.said, two.heard))
    exchange.expect_calls([("101", "102", True, "caller")])
    return f"likeness {ears[0]:.3f} and {ears[1]:.3f}"


play(trial, [], seconds=60)

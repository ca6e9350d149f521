"""SIPp: many phones at once, with the scenarios of this folder."""

import csv
import time
from pathlib import Path

from stage import EXCHANGE, Failure, udp_port_open, wait_for

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
CALLER_HOST, CALLEE_HOST = "10.9.0.2", "10.9.0.3"
CALLER_PORT, CALLEE_PORT = 5070, 5090
# A share of retransmissions above this means that answers came later than 500 ms.
RETRANSMISSIONS_MAX = 0.01


class Counts:
    """What SIPp counted over a whole run."""

    def __init__(self, path):
        with open(path, encoding="ascii") as file:
            last = list(csv.DictReader(file, delimiter=";"))[-1]
        self.good = int(last["SuccessfulCall(C)"])
        self.failed = int(last["FailedCall(C)"])
        self.retransmissions = int(last["Retransmissions(C)"])

    def expect_clean(self, count, what):
        """Fails unless all of `count` succeeded with few retransmissions."""
        if self.failed or self.good != count:
            raise Failure(f"of {count} {what} {self.good} succeeded, {self.failed} failed")
        if self.retransmissions > count * RETRANSMISSIONS_MAX:
            raise Failure(f"{self.retransmissions} retransmissions over {count} {what}")


def extensions(first, count):
    """`count` extensions from number `first` on, {number: password}."""
    return {str(number): f"secret{number}" for number in range(first, first + count)}


def register(stage, users, rate, rounds=1, name="register"):
    """Registers every user `rounds` times at `rate` a second, all at the callee's address.
    Returns the counts and the time it took."""
    count = len(users) * rounds
    rows = [f"{number};{_authentication(number, password)};" for number, password in users.items()]
    begun = time.monotonic()
    counts = _run(stage, name, "users_register.xml", rows, CALLEE_HOST, CALLEE_PORT - 1, count, rate,
                  ["-key", "contact", f"{CALLEE_HOST}:{CALLEE_PORT}"])
    return counts, time.monotonic() - begun


def answer_calls(stage):
    """Starts the called phones: they answer whatever comes."""
    argv = ["sipp", "-sf", SCENARIOS / "callee.xml", "-i", CALLEE_HOST, "-p", CALLEE_PORT,
            "-mp", 7000, "-nostdin", *_LENIENT]
    process = stage.start("callees", argv)
    wait_for("the callees open their port", 5, lambda: udp_port_open(CALLEE_PORT))
    return process


def call(stage, callers, callees, rate, count, hold_ms=0, name="callers"):
    """Makes `count` calls at `rate` a second and returns the counts."""
    pairs = zip(callers.items(), callees)
    rows = [f"{number};{_authentication(number, password)};{callee};"
            for (number, password), callee in pairs]
    return _run(stage, name, "caller.xml", rows, CALLER_HOST, CALLER_PORT, count, rate,
                ["-mp", 6000, "-d", hold_ms], slack=hold_ms / 1000)


def _authentication(number, password):
    """The word that SIPp replaces by the header that answers the challenge."""
    return f"[authentication username={number} password={password}]"


# Processes of an exchange may send 180 and 200 in one breath and the network may swap them.
_LENIENT = ["-default_behaviors", "all,-abortunexp"]


def _run(stage, name, scenario, rows, host, port, count, rate, more, slack=0.0):
    users = stage.folder / f"{name}.csv"
    users.write_text("SEQUENTIAL\n" + "\n".join(rows) + "\n")
    counted = stage.folder / f"{name}-counts.csv"
    argv = ["sipp", f"{EXCHANGE}:5060", "-sf", SCENARIOS / scenario, "-inf", users, "-i", host,
            "-p", port, "-m", count, "-r", rate, "-l", max(1000, 2 * count), "-nostdin",
            "-trace_stat", "-stf", counted, *_LENIENT, *more]
    stage.run(name, argv, seconds=count / rate + slack + 40)
    if not counted.exists():
        raise Failure(f"{name}: SIPp did not start")
    return Counts(counted)

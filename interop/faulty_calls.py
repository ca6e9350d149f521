#!/usr/bin/python3
"""Strangers' phones make calls that fail, each for a reason of its own, while dumpcap listens: baresip
is busy, has a wrong password, gives up; SIPp never acknowledges, offers what nobody speaks, refuses.
`naisen explain` has to name every reason, blame nobody else, and accuse no sound call."""

import itertools
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from baresip import Baresip  # noqa: E402
from capture import Capture  # noqa: E402
from exchange import Exchange  # noqa: E402
from handset import udp  # noqa: E402
from sipp import SCENARIOS  # noqa: E402
from stage import EXCHANGE, Failure, play, udp_port_open, wait_for  # noqa: E402

ONE, TWO, STRANGERS, ALONE = "10.9.0.2", "10.9.0.3", "10.9.0.4", "10.9.0.5"
RING_SECONDS = 6
# 64*T1 and what comes before it.
TIMER_SECONDS = 40

# Who is called at which port of the strangers' host, with what answer, and how the call is named.
REFUSALS = {
    "4484": ("484 Address Incomplete", "Server: trunk", "incomplete-number"),
    "4603": ("603 Decline", "Server: trunk", "rejected"),
    "4503": ("503 Service Unavailable", "Retry-After: 20", "congestion"),
    "4500": ("500 Server Internal Error", "Server: trunk", "server-failure"),
    "4403": ("403 Forbidden", "Server: trunk", "forbidden"),
    "4482": ("482 Loop Detected", "Server: trunk", "loop"),
    "4410": ("410 Gone", "Server: trunk", "moved"),
    "4480": ("480 Temporarily Unavailable", 'Reason: Q.850;cause=17;text="User busy"', "busy"),
}

# Caller and called number of every call, its name, and the hosts that may be blamed for it.
EXPECTED = {
    ("call", "101", "900"): ("completed", ()),
    ("call", "101", "102"): ("busy", (TWO,)),
    ("call", "101", "106"): ("caller-gave-up", (ONE,)),
    ("call", "101", "107"): ("no-answer", (TWO,)),
    ("call", "101", "777"): ("unknown-number", (ONE, EXCHANGE)),
    ("call", "101", "104"): ("not-registered", (EXCHANGE,)),
    ("call", "103", "102"): ("wrong-password", (STRANGERS,)),
    ("registration", "103", None): ("wrong-password", (STRANGERS,)),
    ("call", "101", "4090"): ("one-way-audio", (STRANGERS,)),
    ("call", "201", "105"): ("missing-ack", (STRANGERS,)),
    ("call", "202", "4180"): ("missing-prack", (STRANGERS,)),
    ("call", "203", "105"): ("codec-mismatch", (STRANGERS, ALONE)),
    ("call", "204", "4422"): ("interval-loop", (STRANGERS,)),
    ("call", "205", "4099"): ("no-response", (ALONE,)),
    ("call", "206", "4098"): ("unreachable", (ALONE,)),
    **{("call", "101", number): (rule, (STRANGERS, ONE))
       for number, (_, _, rule) in REFUSALS.items()},
}


MEDIA_PORTS = itertools.count(9000, 8)


def sipp(stage, name, scenario, port, *more):
    """Starts SIPp with a scenario of ours."""
    return stage.start(name, [
        "sipp", "-sf", SCENARIOS / scenario, "-i", STRANGERS, "-p", port, "-mp",
        next(MEDIA_PORTS), "-m", 1, "-nostdin", "-deadcall_wait", 0,
        "-default_behaviors", "all,-abortunexp", *more])


def refuse(stage, number, answer, line, count=1):
    # SIPp reads the status when it reads the scenario: no key can hold it.
    scenario = stage.folder / f"refuser{number}.xml"
    text = (SCENARIOS / "refuser.xml").read_text(encoding="utf-8")
    scenario.write_text(text.replace("[answer]", answer).replace("[line]", line))
    sipp(stage, f"refuser{number}", scenario, int(number), "-m", count)
    wait_for(f"the refuser {number} opens its port", 5, lambda: udp_port_open(int(number)))


def call(stage, own, scenario, number, target, line="User-Agent: stranger"):
    """A SIPp phone calls. Returns the process."""
    return sipp(stage, f"caller{own}", scenario, 5000 + int(own), "-s", number, "-key", "from", own,
                "-key", "line", line, "-max_invite_retrans", 7, target)


def trial(stage):
    extensions = {str(number): f"secret{number}" for number in (101, 102, 103, 104, 106, 107)}
    more = ["[calls]", f"ring_timeout_s = {RING_SECONDS}"]
    exchange = Exchange(stage, extensions, more=more).start()
    wire = Capture(stage)
    one = Baresip(stage, "101", ONE, "secret101")
    two = Baresip(stage, "102", TWO, "secret102", answers="manual")
    one.wait_registered()
    two.wait_registered()
    dead = udp(ALONE, 4099)

    # Those that take 32 seconds go on beside all others.
    Baresip(stage, "105", ALONE, server=None)
    sipp(stage, "rings4180", "reliable_ringing.xml", 4180)
    refuse(stage, "4422", "422 Session Interval Too Small", "Min-SE: 1800", count=4)
    begun = time.monotonic()
    waiting = "caller_who_waits.xml"
    call(stage, "201", waiting, "105", f"{ALONE}:5060")
    call(stage, "202", waiting, "4180", f"{STRANGERS}:4180", "Supported: 100rel")
    call(stage, "203", "caller_of_g729.xml", "105", f"{ALONE}:5060")
    call(stage, "204", "caller_of_short_sessions.xml", "4422", f"{STRANGERS}:4422")
    call(stage, "205", waiting, "4099", f"{ALONE}:4099")
    call(stage, "206", waiting, "4098", f"{ALONE}:4098")

    sound_call(one)
    through_the_exchange(stage, one, two)
    to_strangers(stage, one)
    time.sleep(max(0, begun + TIMER_SECONDS - time.monotonic()))
    dead.close()
    exchange.stop()
    return judge(wire.end())


def sound_call(one):
    one.dial(f"sip:900@{EXCHANGE}")
    one.wait_event("CALL_ESTABLISHED")
    time.sleep(3)
    one.hang_up()
    one.wait_event("CALL_CLOSED")


def through_the_exchange(stage, one, two):
    def dial(number):
        one.dial(f"sip:{number}@{EXCHANGE}")

    dial("102")
    two.wait_event("CALL_INCOMING")
    two.hang_up()
    one.wait_event("CALL_CLOSED")
    for number in ("777", "104"):
        dial(number)
        one.wait_event("CALL_CLOSED")
    three = Baresip(stage, "103", STRANGERS, "secret301")
    wait_for("the phone with the wrong password is refused", 5, lambda: "401" in stage.text_of(three.name))
    three.dial(f"sip:102@{EXCHANGE}")
    three.wait_event("CALL_CLOSED")
    stage.stop(three.process)
    stage.stop(two.process)
    # The same phone under two more numbers.
    for number in ("106", "107"):
        two = Baresip(stage, number, TWO, f"secret{number}", answers="manual")
        two.wait_registered()
        dial(number)
        two.wait_event("CALL_INCOMING")
        if number == "106":
            time.sleep(1)
            one.hang_up()
        one.wait_event("CALL_CLOSED", RING_SECONDS + 5)
        stage.stop(two.process)


def to_strangers(stage, one):
    for number, (answer, line, _) in REFUSALS.items():
        refuse(stage, number, answer, line)
        one.dial(f"sip:{number}@{STRANGERS}:{number}")
        one.wait_event("CALL_CLOSED")
    sipp(stage, "mute4090", "callee.xml", 4090)
    wait_for("the mute phone opens its port", 5, lambda: udp_port_open(4090))
    one.dial(f"sip:4090@{STRANGERS}:4090")
    one.wait_event("CALL_ESTABLISHED")
    time.sleep(11)
    one.hang_up()
    one.wait_event("CALL_CLOSED")


def judge(calls):
    """Compares what was said of each call with what is known of it."""
    wrong, unmet = [], dict(EXPECTED)
    for told in calls:
        kind, callee = told["kind"], told["callee"]
        key = (kind, told["caller"], callee if kind == "call" else None)
        rule, hosts = EXPECTED.get(key, ("completed", ()))
        unmet.pop(key, None)
        found = told["findings"]
        first = found[0]["rule"] if found else "nothing"
        if key in EXPECTED and first != rule:
            wrong.append(f"{key} is {rule}, not {first}")
        for finding in found:
            host = (finding["host"] or "").rsplit(":", 1)[0]
            if finding["confidence"] == "certain" and host and host not in hosts:
                wrong.append(f"{key}: {finding['rule']} blames {host}")
            if rule == "completed" and finding.get("fault"):
                wrong.append(f"{key} is sound, and {finding['rule']} is said of it")
    wrong += [f"{key} is not in the trace" for key in unmet]
    if wrong:
        raise Failure("; ".join(wrong))
    faulty = sum(rule != "completed" for rule, _ in EXPECTED.values())
    return f"{faulty} faulty calls of strangers named right, {len(calls)} calls without a wrong word"


play(trial, ["baresip", "sipp", "dumpcap"], seconds=150)

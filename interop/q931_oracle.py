#!/usr/bin/python3
"""2,000 Cause elements, sound and broken, each in a RELEASE COMPLETE: `naisen explain` and tshark read
the same coding standard, location and cause, or differ as KNOWN says and for the reason it gives."""

import collections
import json
import random
import subprocess
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from exchange import binary  # noqa: E402
from stage import Failure, play  # noqa: E402

COUNT, SEED = 2000, 850
LINKTYPE_LAPD = 203
LAPD = bytes.fromhex("02010000")
RELEASE_COMPLETE = bytes.fromhex("0801815a")

# What both may say of an element: coding standard, location, cause; None where nothing is said.
Reading = collections.namedtuple("Reading", "coding location cause")
NOTHING = Reading(None, None, None)

# Why the two differ: a test on (octets, ours, theirs), and the reason in words.
KNOWN = {
    "another coding standard: tshark shows the octets, naisen reads location and cause, which have "
    "the same place in every standard":
        lambda octets, ours, theirs:
            ours.coding not in (0, None) and theirs == Reading(ours.coding, None, None),
    "no cause value: tshark shows what stands before it; naisen calls that no element, and gives "
    "coding and location beside it":
        lambda octets, ours, theirs:
            ours == NOTHING and theirs.cause is None,
}


def elements():
    """The elements: most are sound; every cause, location and coding standard occurs."""
    dice = random.Random(SEED)
    for number in range(COUNT):
        coding = 0 if dice.random() < 0.8 else dice.randrange(4)
        third = coding << 5 | dice.randrange(16)
        cause = number % 128
        contents = bytes([0x80 | third])
        if dice.random() < 0.15:
            contents = bytes([third, 0x80 | dice.randrange(128)])
        contents += bytes([0x80 | cause]) + diagnostics(dice, cause)
        flaw = dice.randrange(20)
        if flaw == 0:
            contents = contents[:dice.randrange(len(contents))]
        elif flaw == 1:
            contents = bytes([contents[0] | 0x10]) + contents[1:]
        elif flaw == 2:
            contents = bytes(octet & 0x7f if dice.random() < 0.5 else octet for octet in contents)
        yield bytes([0x08, len(contents)]) + contents


def diagnostics(dice, cause):
    """Diagnostics for every second element: of the cause's own format, or noise."""
    if dice.random() < 0.5:
        return b""
    if cause == 102:
        return b"%03d" % dice.choice([301, 303, 305, 308, 310, 313])
    if cause in (97, 98, 101):
        return bytes([dice.choice([0x05, 0x0f, 0x45, 0x4d, 0x5a, 0x7d])])
    if cause in (43, 88, 96, 99, 100):
        return bytes(dice.choice([0x04, 0x18, 0x1e, 0x6c, 0x70, 0x7d]) for _ in range(2))
    if cause in (1, 3, 16, 49):
        return bytes([0x80 | dice.randrange(16)])
    return dice.randbytes(dice.randrange(1, 8))


def read_by_tshark(stage, all_octets):
    """tshark's readings, in order."""
    capture = stage.folder / "causes.pcap"
    with open(capture, "wb") as pcap:
        pcap.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, LINKTYPE_LAPD))
        for octets in all_octets:
            frame = LAPD + RELEASE_COMPLETE + octets
            pcap.write(struct.pack("<IIII", 0, 0, len(frame), len(frame)) + frame)
    fields = ["q931.coding_standard", "q931.cause_location", "q931.cause_value"]
    argv = ["tshark", "-n", "-r", str(capture), "-T", "fields"]
    for field in ["frame.number", *fields]:
        argv += ["-e", field]
    lines = run(argv, b"").splitlines()
    if len(lines) != len(all_octets):
        raise Failure(f"tshark read {len(lines)} frames of {len(all_octets)}")
    return [Reading(*(int(field, 0) if field else None for field in line.split("\t")[1:]))
            for line in lines]


def read_by_naisen(all_octets):
    """Our readings, in order, from one process."""
    lines = "".join(f"{octets.hex(' ')}\n" for octets in all_octets)
    argv = [str(binary()), "explain", "--json", "--each", "-"]
    objects = [json.loads(line) for line in run(argv, lines.encode()).splitlines()]
    if len(objects) != len(all_octets):
        raise Failure(f"naisen gave {len(objects)} objects for {len(all_octets)} lines")
    return [reading_of(an_object.get("element")) for an_object in objects]


def reading_of(element):
    if not element:
        return NOTHING
    return Reading(*(element.get(name) for name in Reading._fields))


def run(argv, feed):
    done = subprocess.run(argv, input=feed, capture_output=True, timeout=60, check=False)
    # 1: some line was recognized as nothing.
    if done.returncode not in (0, 1):
        raise Failure(f"{argv[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return done.stdout.decode()


def trial(stage):
    all_octets = list(elements())
    causes = {octets[-1] for octets in all_octets if len(octets) == 4}
    if len(causes) < 100:
        raise Failure("the elements do not cover the causes; the trial proves nothing")
    known, unknown = collections.Counter(), []
    readings = zip(all_octets, read_by_naisen(all_octets), read_by_tshark(stage, all_octets))
    for octets, ours, theirs in readings:
        if ours == theirs:
            continue
        why = next((why for why, holds in KNOWN.items() if holds(octets, ours, theirs)), None)
        if why:
            known[why] += 1
        else:
            unknown.append(f"{octets.hex(' ')}: naisen {tuple(ours)}, tshark {tuple(theirs)}")
    for why, count in known.items():
        print(f"{count} differ: {why}")
    if unknown:
        raise Failure(f"{len(unknown)} differ without a reason:\n    " + "\n    ".join(unknown[:20]))
    alike = len(all_octets) - known.total()
    return f"{alike} of {COUNT} elements read alike, {known.total()} differ for known reasons"


play(trial, ["tshark"], seconds=120)

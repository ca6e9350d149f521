#!/usr/bin/python3
"""The measurements of the exchange, in one table. `--write` keeps the table in bench/RESULTS.md.

Each figure answers a question; README.md of this folder says which and how it is taken. Load and
exchange share the machine, in a network of their own, and nothing else should be running.
"""

import datetime
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "interop/lib"))
import sipp  # noqa: E402
from exchange import Exchange, binary  # noqa: E402
from stage import ROOT, Failure, play  # noqa: E402

CALL_RATE, CALLS, CALL_RUNS = 100, 2000, 3
REGISTER_RATE, PHONES = 500, 10_000
HELD, HELD_RATE = 1000, 50
# What the exchange still does for the last answered call after SIPp has ended.
QUIET_SECONDS = 1
INVITES = 20_000
TRACE_RUNS = 25
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """User and system time of a process and its children, so far."""
    return sum(_ticks(one) for one in _family(pid)) / TICKS


def resident_kib(pid):
    """Resident memory of a process and its children."""
    total = 0
    for one in _family(pid):
        for line in Path(f"/proc/{one}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total


def measure_calls(stage):
    """CPU seconds per 1000 calls, at a fixed rate; the median of the runs."""
    callers, callees = sipp.extensions(1001, 50), sipp.extensions(2001, 50)
    exchange = Exchange(stage, {**callers, **callees}).start()
    sipp.register(stage, callees, rate=50)[0].expect_clean(50, "registrations")
    answering = sipp.answer_calls(stage)
    figures = []
    for run in range(CALL_RUNS):
        before = cpu_seconds(exchange.process.pid)
        counts = sipp.call(stage, callers, callees, CALL_RATE, CALLS, name=f"callers{run}")
        time.sleep(QUIET_SECONDS)
        counts.expect_clean(CALLS, "calls")
        figures.append((cpu_seconds(exchange.process.pid) - before) * 1000 / CALLS)
    stage.stop(answering)
    exchange.stop()
    yield f"CPU s per 1000 calls at {CALL_RATE}/s", f"{statistics.median(figures):.3f}", \
        f"median of {CALL_RUNS}, {min(figures):.3f} to {max(figures):.3f}"


def measure_registrations(stage):
    """CPU seconds per 1000 digest registrations, and memory per registered phone."""
    users = sipp.extensions(10_001, PHONES)
    exchange = Exchange(stage, users).start()
    idle = resident_kib(exchange.process.pid)
    for name in ("first registrations", "refreshes"):
        before = cpu_seconds(exchange.process.pid)
        counts, _ = sipp.register(stage, users, REGISTER_RATE, name=name.replace(" ", "-"))
        time.sleep(QUIET_SECONDS)
        counts.expect_clean(PHONES, name)
        used = (cpu_seconds(exchange.process.pid) - before) * 1000 / PHONES
        yield f"CPU s per 1000 {name} at {REGISTER_RATE}/s", f"{used:.3f}", "401 and 200, digest"
    grown = resident_kib(exchange.process.pid) - idle
    exchange.stop()
    yield "KiB per registered phone", f"{grown / PHONES:.2f}", \
        f"{PHONES} phones; {idle / 1024:.1f} MiB before the first"


def measure_held_calls(stage):
    """Memory per call that is up."""
    callers, callees = sipp.extensions(1001, 200), sipp.extensions(2001, 200)
    exchange = Exchange(stage, {**callers, **callees}).start()
    sipp.register(stage, callees, rate=100)[0].expect_clean(200, "registrations")
    answering = sipp.answer_calls(stage)
    before = resident_kib(exchange.process.pid)
    seconds = HELD / HELD_RATE
    results = []
    calling = threading.Thread(target=lambda: results.append(sipp.call(
        stage, callers, callees, HELD_RATE, HELD, hold_ms=int(seconds * 1000) + 10_000,
        name="holders")))
    calling.start()
    time.sleep(seconds + 5)
    held = resident_kib(exchange.process.pid) - before
    calling.join()
    if not results:
        raise Failure("the calls to hold were not made")
    results[0].expect_clean(HELD, "held calls")
    stage.stop(answering)
    exchange.stop()
    yield "KiB per held call", f"{held / HELD:.2f}", f"{HELD} calls, no media sent"


def measure_parsing(stage):
    """Instructions per parsed INVITE: two runs of the example, so that its start cancels out."""
    example = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) \
        / "release/examples/parse_invite"
    name = "instructions per parsed INVITE"
    if not example.exists():
        yield name, "-", "cargo build --release -p naisen-sip --example parse_invite"
        return
    once, twice = (_instructions(stage, example, count) for count in (INVITES, 2 * INVITES))
    yield name, f"{(twice - once) / INVITES:.0f}", "callgrind"


def measure_traces(stage):
    """Time and memory to explain a capture, and one four times as long. The captures are what the
    simulator's phones and exchange send, media included, on networks that lose packets."""
    for runs in (TRACE_RUNS, 4 * TRACE_RUNS):
        capture = stage.folder / "trace.pcap"
        stage.run("simulator", [binary(), "sim", "--seeds", runs, "--pcap", capture], seconds=120)
        size = capture.stat().st_size / 1e6
        with open(stage.folder / "explained.json", "wb") as out:
            process = subprocess.Popen([binary(), "explain", "--json", capture], stdout=out)
            _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            raise Failure(f"naisen explain ended with {status}")
        how = f"{size:.0f} MB of calls, registrations and their media, explained as JSON"
        yield f"CPU s per 100 MB of trace, of {size:.0f} MB", \
            f"{(usage.ru_utime + usage.ru_stime) * 100 / size:.2f}", how
        yield f"MiB in use at most, of {size:.0f} MB", f"{usage.ru_maxrss / 1024:.1f}", how
        capture.unlink()


def _instructions(stage, program, count):
    name = f"callgrind{count}"
    out = stage.folder / f"{name}.out"
    argv = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, count]
    if stage.run(name, argv, seconds=120) != 0:
        raise Failure(f"{program.name} failed under valgrind")
    return int(re.search(r"Collected *: *(\d+)", stage.text_of(name))[1])


def _family(pid):
    """A process and all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    below = children.read_text(encoding="ascii").split() if children.exists() else []
    return [pid, *(one for child in below for one in _family(int(child)))]


def _ticks(pid):
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


MEASUREMENTS = {
    "calls": measure_calls,
    "registrations": measure_registrations,
    "held": measure_held_calls,
    "parsing": measure_parsing,
    "traces": measure_traces,
}


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    rows = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
                     for row in rows)


def trial(stage):
    rows = [("figure", "value", "how")]
    chosen = [word for word in sys.argv[1:] if word != "--write"] or list(MEASUREMENTS)
    for word in chosen:
        if word not in MEASUREMENTS:
            raise Failure(f"no measurement {word}; there are {', '.join(MEASUREMENTS)}")
        for row in MEASUREMENTS[word](stage):
            print(*row, sep="  ", flush=True)
            rows.append(row)
    text = table(rows)
    print(f"\n{text}\n")
    if "--write" in sys.argv:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=False,
                                capture_output=True, text=True).stdout.strip()
        head = (f"# Results\n\nWritten by `cargo xtask bench --write` on {datetime.date.today()}, "
                f"commit {commit}, {os.cpu_count()} cores shared with the load.\n\n")
        (HERE / "RESULTS.md").write_text(head + text + "\n", encoding="utf-8")
    return f"{len(rows) - 1} figures"


play(trial, ["sipp"], seconds=420)

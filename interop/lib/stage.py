"""The stage of a trial: a network and a process table of its own, a scratch folder, a time limit.

Everything a trial starts lives in namespaces that vanish with it, so nothing outlives it, no other
process can be hit, and no address or port of the machine is taken.

Exit codes: 0 the trial passed, 1 it failed, 77 it cannot run on this machine.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSED, FAILED, NOT_HERE = 0, 1, 77

# Hosts of the trial's network; the exchange always has the first.
EXCHANGE = "10.9.0.1"
HOSTS = [f"10.9.0.{n}" for n in range(1, 6)]

ROOT = Path(__file__).resolve().parents[2]
ON_STAGE = "NAISEN_ON_STAGE"


class Failure(Exception):
    """The trial found the exchange, or a phone, at fault. The text is the verdict."""


class Stage:
    """Starts the programs of a trial and ends them."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self._running = []

    def start(self, name, argv, feed=False, cwd=None, home=None):
        """Starts a program; what it prints goes to NAME.log in the scratch folder, which is its home
        as well unless it has one of its own."""
        with open(self.log(name), "ab") as log:
            process = subprocess.Popen(
                [str(part) for part in argv],
                stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
                stdout=log, stderr=log, cwd=cwd or self.folder,
                env={**os.environ, "HOME": str(home or self.folder)})
        self._running.append(process)
        return process

    def run(self, name, argv, seconds):
        """Runs a program to its end and returns its exit code; too long is a failure."""
        process = self.start(name, argv)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failure(f"{name} did not end within {seconds} s") from None

    def stop(self, process, how=signal.SIGTERM, seconds=5):
        """Ends one program that this stage started."""
        if process.poll() is None:
            process.send_signal(how)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process in self._running:
            self._running.remove(process)

    def stop_all(self):
        for process in reversed(list(self._running)):
            self.stop(process, seconds=2)

    def log(self, name):
        return self.folder / f"{name}.log"

    def text_of(self, name):
        path = self.log(name)
        return path.read_text(errors="replace") if path.exists() else ""


def wait_for(what, seconds, holds):
    """Waits until `holds()` is true and returns what it gave; raises Failure after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = holds()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)


def udp_port_open(port):
    """Whether any socket of this network has this UDP port."""
    rows = []
    for table in ("/proc/net/udp", "/proc/net/udp6"):
        rows += Path(table).read_text(encoding="ascii").splitlines()[1:]
    return any(int(row.split()[1].split(":")[1], 16) == port for row in rows)


def play(trial, needs, seconds):
    """Runs `trial(stage)`, which returns its verdict, on a stage of its own, and exits.

    `needs` names the programs that must be installed; `seconds` bounds the whole.
    """
    name = Path(sys.argv[0]).stem
    if os.environ.get(ON_STAGE) != name:
        sys.exit(_enter(name, needs, seconds))
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(seconds)
    _lay_network()
    folder = tempfile.mkdtemp(prefix=f"naisen-{name}-")
    stage = Stage(folder)
    code = PASSED
    try:
        print(f"PASS {name}: {trial(stage)}", flush=True)
    except Failure as failure:
        code = FAILED
        print(f"FAIL {name}: {failure}", flush=True)
    finally:
        signal.alarm(0)
        stage.stop_all()
        if code == FAILED:
            _show_logs(Path(folder))
        if os.environ.get("KEEP"):
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


def _enter(name, needs, seconds):
    """Runs this same script again inside namespaces of its own; they end with it."""
    missing = [need for need in [*needs, "unshare", "ip"] if not shutil.which(need)]
    if missing:
        return _not_here(name, f"not installed: {', '.join(missing)}")
    if os.geteuid() != 0:
        return _not_here(name, "a network of its own needs root")
    unshare = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
    trying = subprocess.run([*unshare, "true"], capture_output=True, text=True, check=False)
    if trying.returncode != 0:
        return _not_here(name, f"no namespaces: {trying.stderr.strip()}")
    environment = {**os.environ, ON_STAGE: name, "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen([*unshare, sys.executable, *sys.argv], env=environment)
    try:
        return process.wait(seconds + 20)
    except subprocess.TimeoutExpired:
        process.kill()
        print(f"FAIL {name}: not over after {seconds} s, ended by force")
        return FAILED


def _not_here(name, reason):
    print(f"SKIP {name}: {reason}")
    return NOT_HERE


def _lay_network():
    """Two ends of one cable; the near end carries every host's address. The default route is for
    phones that look for it to learn their own address."""
    def ip(line):
        subprocess.run(["ip", *line.split()], check=True)
    ip("link set lo up")
    ip("link add v0 type veth peer name v1")
    for host in HOSTS:
        ip(f"addr add {host}/24 dev v0")
    ip("link set v0 up")
    ip("link set v1 up")
    ip("route add default dev v0")


def _too_long(_signal, _frame):
    raise Failure("the time limit of the whole trial is over")


def _show_logs(folder):
    for log in sorted(folder.glob("*.log")):
        lines = log.read_text(errors="replace").splitlines()[-15:]
        print(f"--- the end of {log.name}", *lines, sep="\n    ")

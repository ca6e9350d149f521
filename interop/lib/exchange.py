"""The exchange under trial: its configuration, its process, its call records."""

import json
import os
import signal
import subprocess

from stage import EXCHANGE, ROOT, Failure, udp_port_open, wait_for

START_SECONDS = 10
PORT = 5060


def binary():
    """The program: $NAISEN, or the release build."""
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    path = os.environ.get("NAISEN") or f"{target}/release/naisen"
    if not os.access(path, os.X_OK):
        raise Failure(f"no program at {path}: cargo build --release --package naisen")
    return os.path.abspath(path)


class Exchange:
    """A running `naisen serve` whose extensions are {number: password}; `more` are further lines of
    its configuration."""

    def __init__(self, stage, extensions, host=EXCHANGE, more=()):
        self.stage = stage
        self.host = host
        self.config = stage.folder / "naisen.toml"
        self.config.write_text(_config(stage.folder, extensions, host, more))
        self.process = None

    def start(self):
        """Starts the program and waits until its UDP port is open."""
        self.process = self.stage.start(
            "exchange", [binary(), "serve", "--config", self.config])
        wait_for("the exchange opens its port", START_SECONDS, self._listens)
        return self

    def kill(self):
        """Ends the program as a power failure would."""
        self.stage.stop(self.process, signal.SIGKILL)

    def stop(self):
        """Ends the program in order, and fails if it did not end well."""
        self.stage.stop(self.process)
        if self.process.returncode != 0:
            raise Failure(f"the exchange ended with {self.process.returncode}")

    def calls(self):
        """The call records, oldest first, each a dictionary with the keys `caller`, `dialled`,
        `answered` (true or false) and `released_by`. The one place that knows how the program
        prints them."""
        printed = subprocess.run(
            [binary(), "calls", "--json", "--config", self.config],
            cwd=self.stage.folder, capture_output=True, text=True, timeout=10, check=False)
        if printed.returncode != 0:
            raise Failure(f"naisen calls --json: {printed.stderr.strip()}")
        text = printed.stdout.strip()
        rows = json.loads(text) if text.startswith("[") else map(json.loads, text.splitlines())
        records = [{
            "caller": row["caller"],
            "dialled": row["dialled"],
            "answered": row["answered_at"] is not None,
            "released_by": row["released_by"],
            "started_at": row["started_at"],
        } for row in rows]
        return sorted(records, key=lambda record: record["started_at"])

    def expect_calls(self, expected):
        """Fails unless the records are exactly these (caller, dialled, answered, released_by)."""
        wait_for(f"{len(expected)} call records", 5, lambda: len(self.calls()) >= len(expected))
        found = [(r["caller"], r["dialled"], r["answered"], r["released_by"])
                 for r in self.calls()]
        if found != expected:
            raise Failure(f"call records {found}, expected {expected}")

    def _listens(self):
        if self.process.poll() is not None:
            raise Failure(f"the exchange ended at its start with {self.process.returncode}")
        return udp_port_open(PORT)


def _config(folder, extensions, host, more):
    lines = [
        "[listen]",
        f'udp = ["{host}:{PORT}"]',
        f'tcp = ["{host}:{PORT}"]',
        "[data]",
        f'directory = "{folder}/naisen-data"',
        "[sip]",
        'realm = "naisen"',
        *more,
    ]
    for number, password in extensions.items():
        lines += ["[[extension]]", f'number = "{number}"', f'password = "{password}"',
                  f'name = "Extension {number}"']
    return "\n".join(lines) + "\n"

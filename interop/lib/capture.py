"""What went over the wire: a capture taken by dumpcap, and what the program says of it."""

import json
import os
import signal
import subprocess

from exchange import binary
from stage import Failure, wait_for

# All hosts of the stage are of one machine, so that everything goes over its loopback.
INTERFACE = "lo"


class Capture:
    """A capture of the stage's whole network; one at a time."""

    def __init__(self, stage):
        self.stage = stage
        self.file = stage.folder / "wire.pcapng"
        # That of an earlier capture would be taken for this one's beginning.
        self.file.unlink(missing_ok=True)
        self.process = stage.start("dumpcap", [
            "dumpcap", "-q", "-i", INTERFACE, "-f", "udp or tcp or icmp", "-w", self.file])
        wait_for("dumpcap captures", 10, self._captures)

    def end(self):
        """Ends the capture and returns the calls that `naisen explain` finds in it."""
        self.stage.stop(self.process, signal.SIGINT)
        told = subprocess.run([binary(), "explain", "--json", self.file], capture_output=True,
                              text=True, timeout=60, check=False)
        if told.returncode != 0:
            raise Failure(f"naisen explain ended with {told.returncode}: {told.stderr.strip()}")
        return _objects(told.stdout)

    def count(self, what):
        """How many packets of the ended capture match a display filter of tshark."""
        told = subprocess.run(["tshark", "-r", self.file, "-Y", what], capture_output=True,
                              text=True, timeout=60, check=False)
        if told.returncode != 0:
            raise Failure(f"tshark ended with {told.returncode}: {told.stderr.strip()}")
        return len(told.stdout.splitlines())

    def _captures(self):
        if self.process.poll() is not None:
            raise Failure(f"dumpcap ended: {self.stage.text_of('dumpcap').strip()}")
        return os.path.exists(self.file) and os.path.getsize(self.file) > 0


def _objects(text):
    """The JSON objects of a text, one after another or in a list."""
    decoder, found, place = json.JSONDecoder(), [], 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        value, place = decoder.raw_decode(text, place)
        found += value if isinstance(value, list) else [value]
    return [value for value in found if "call" in value]

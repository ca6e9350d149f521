"""Our own terminal, `naisen phone`."""

import subprocess

from exchange import binary
from recording import speak
from stage import EXCHANGE, Failure

CALL_SECONDS = 30


class Terminal:
    """One run of `naisen phone`: it registers, then dials or waits for one call to answer."""

    def __init__(self, stage, number, password, *action):
        self.name = f"phone{number}"
        self.stage = stage
        self.said = speak(stage.folder / f"{self.name}-said.wav", seed=int(number))
        self.heard = stage.folder / f"{self.name}-heard.wav"
        self.process = stage.start(self.name, [
            binary(), "phone", number, "--server", EXCHANGE, "--password", password,
            "--play", self.said, "--record", self.heard, "--json", *action])

    @classmethod
    def dialling(cls, stage, number, password, to, seconds):
        return cls(stage, number, password, "--dial", to, "--hangup-after", str(seconds))

    @classmethod
    def answering(cls, stage, number, password):
        return cls(stage, number, password, "--answer", "--calls", "1")

    def is_registered(self):
        """Whether it has said so: one of its JSON lines names the event."""
        return '"registered"' in self.stage.text_of(self.name)

    def wait_end(self):
        """Waits until it has ended by itself, and fails unless it ended well."""
        try:
            code = self.process.wait(CALL_SECONDS)
        except subprocess.TimeoutExpired:
            raise Failure(f"{self.name} did not end within {CALL_SECONDS} s") from None
        if code != 0:
            raise Failure(f"{self.name} ended with {code}")

"""A baresip phone without a sound card, led through its control port."""

import json
import socket
import time

from recording import speak
from stage import EXCHANGE, Failure, wait_for

MODULES = "/usr/lib/baresip/modules"
CONTROL_PORT = 4440
CONTROL_SECONDS = 5
REGISTER_SECONDS = 10
CALL_SECONDS = 10
# One registration serves a whole trial: a phone that must register again has lost its binding.
REGISTRATION_SECONDS = 3600


class Baresip:
    """One phone, `number` at `host`. With a `server` of None it does not register; `answers` is
    `auto`, or `manual` for a phone that rings until it is told something."""

    def __init__(self, stage, number, host, password="none", server=EXCHANGE, answers="auto"):
        self.stage, self.number, self.host = stage, number, host
        self.name = f"baresip{number}"
        self.folder = stage.folder / self.name
        self.folder.mkdir()
        self.said = speak(self.folder / "said.wav", seed=int(number))
        self.control = CONTROL_PORT + int(host.rsplit(".", 1)[1])
        self.heard_events = []
        self.registrations = 0
        self._buffer = b""
        self._write_folder(password, server, answers)
        self.process = stage.start(self.name, ["baresip", "-f", self.folder])
        self.socket = wait_for(f"{self.name} opens its control port", CONTROL_SECONDS,
                               self._connect)

    def wait_registered(self):
        """Waits for the registration. `registrations` counts those that succeed from here on."""
        wait_for(f"{self.name} registers", REGISTER_SECONDS, self._is_registered)
        self.registrations = 0

    def dial(self, uri):
        self.command("dial", uri)

    def hang_up(self):
        self.command("hangup")

    def wait_event(self, kind, seconds=CALL_SECONDS):
        """Waits for one event of this kind and forgets everything up to it."""
        def seen():
            self._listen()
            for place, event in enumerate(self.heard_events):
                if event.get("type") == kind:
                    del self.heard_events[:place + 1]
                    return event
            return None
        return wait_for(f"{self.name} says {kind}", seconds, seen)

    def heard(self):
        """The recording of what was heard in the last call."""
        dumps = sorted(self.folder.glob("dump-*-dec.wav"), key=lambda path: path.stat().st_mtime)
        if not dumps:
            raise Failure(f"{self.name} heard nothing at all")
        return dumps[-1]

    def command(self, word, params=""):
        """Gives a command and returns the text of the answer."""
        token = f"{word}-{time.monotonic_ns()}"
        body = json.dumps({"command": word, "params": params, "token": token}).encode()
        self.socket.sendall(b"%d:%s," % (len(body), body))
        def answered():
            for place, message in enumerate(self._listen()):
                if message.get("token") == token:
                    del self.heard_events[place]
                    return message
            return None
        return wait_for(f"{self.name} answers {word}", CONTROL_SECONDS, answered).get("data", "")

    def _is_registered(self):
        return "OK" in self.command("reginfo")

    def _connect(self):
        if self.process.poll() is not None:
            raise Failure(f"{self.name} ended at its start")
        try:
            connection = socket.create_connection(("127.0.0.1", self.control), 1)
        except ConnectionRefusedError:
            return None
        connection.setblocking(False)
        return connection

    def _listen(self):
        """Takes in what has arrived: netstrings of JSON, events and answers alike."""
        try:
            while part := self.socket.recv(65536):
                self._buffer += part
        except BlockingIOError:
            pass
        while b":" in self._buffer:
            length, rest = self._buffer.split(b":", 1)
            if len(rest) < int(length) + 1:
                break
            message = json.loads(rest[:int(length)])
            self.registrations += message.get("type") == "REGISTER_OK"
            self.heard_events.append(message)
            self._buffer = rest[int(length) + 1:]
        return self.heard_events

    def _write_folder(self, password, server, answers):
        last = int(self.host.rsplit(".", 1)[1])
        (self.folder / "config").write_text("\n".join([
            "poll_method epoll",
            f"sip_listen {self.host}:5060",
            f"audio_source aufile,{self.said}",
            f"audio_player aufile,{self.folder}/player.wav",
            "audio_alert ausine,0",
            "ausrc_srate 8000",
            "auplay_srate 8000",
            "ausrc_channels 1",
            "auplay_channels 1",
            f"rtp_ports {20000 + 1000 * last}-{20999 + 1000 * last}",
            f"module_path {MODULES}",
            *[f"module {name}.so" for name in ("g711", "aufile", "ausine", "sndfile")],
            f"snd_path {self.folder}",
            *[f"module_tmp {name}.so" for name in ("uuid", "account")],
            *[f"module_app {name}.so" for name in ("menu", "ctrl_tcp")],
            f"ctrl_tcp_listen 127.0.0.1:{self.control}",
        ]) + "\n")
        domain = server or self.host
        interval = REGISTRATION_SECONDS if server else 0
        (self.folder / "accounts").write_text(
            f"<sip:{self.number}@{domain};transport=udp>;auth_user={self.number};"
            f"auth_pass={password};regint={interval};answermode={answers};audio_codecs=pcmu\n")
        (self.folder / "contacts").write_text("")

"""A linphonec phone, fed with commands on its standard input."""

import time

from recording import speak
from stage import EXCHANGE, udp_port_open, wait_for

START_SECONDS = 10
REGISTER_SECONDS = 15


class Linphone:
    """One phone, `number` at `host`. Complaints about sound cards are harmless."""

    def __init__(self, stage, number, host, port):
        self.stage, self.number = stage, number
        self.name = f"linphone{number}"
        self.said = speak(stage.folder / f"{self.name}-said.wav", seed=int(number))
        self.heard = stage.folder / f"{self.name}-heard.wav"
        # Without a folder for its database the program starts, and then opens no port.
        (stage.folder / ".local/share/linphone").mkdir(parents=True, exist_ok=True)
        config = stage.folder / f"{self.name}.rc"
        config.write_text("\n".join([
            "[sip]", f"sip_port={port}", "sip_tcp_port=-1", "sip_tls_port=-1",
            "media_encryption=none", f"bind_address={host}",
            "[rtp]", f"audio_rtp_port={port + 2000}",
            "[net]", "stun_server=", "firewall_policy=none",
            "[audio_codec_0]", "mime=PCMU", "rate=8000", "enabled=1",
        ]) + "\n")
        self.process = stage.start(self.name, ["linphonec", "-c", config], feed=True)
        wait_for(f"{self.name} is ready", START_SECONDS, lambda: self.says("linphonec>"))
        wait_for(f"{self.name} opens its port", START_SECONDS, lambda: udp_port_open(port))
        self.tell("soundcard use files")
        self.tell(f"record {self.heard}")

    def register(self, password):
        self.tell(f"register sip:{self.number}@{EXCHANGE} {EXCHANGE} {password}")
        wait_for(f"{self.name} registers", REGISTER_SECONDS, self._is_registered)

    def play_recording(self):
        """Begins to speak; only possible while a call is up."""
        self.tell(f"play {self.said}")

    def tell(self, line):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def _is_registered(self):
        """It says so only when asked, and answers in its own time."""
        self.tell("status register")
        time.sleep(0.2)
        return self.says("registered, identity=")

    def says(self, text):
        """Whether it has printed `text` at any time."""
        return text in self.stage.text_of(self.name)

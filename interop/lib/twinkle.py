"""A Twinkle phone without a screen or a sound card, fed with commands on its standard input."""

from stage import EXCHANGE, wait_for

START_SECONDS = 10
CALL_SECONDS = 10


class Twinkle:
    """One phone, `number`, that says and records nothing. Its SIP socket takes all addresses of the
    machine, so its port must be one that nobody else has. `reliable` is its setting of the extension
    100rel: `disabled`, `supported` or `required`."""

    def __init__(self, stage, number, password, port, reliable):
        self.stage = stage
        self.name = f"twinkle-{reliable}"
        folder = stage.folder / self.name
        (folder / ".twinkle").mkdir(parents=True)
        (folder / ".twinkle/phone.cfg").write_text("\n".join([
            f"user_name={number}", f"user_domain={EXCHANGE}",
            f"auth_name={number}", f"auth_pass={password}",
            f"registrar={EXCHANGE}", f"outbound_proxy={EXCHANGE}", "register_at_startup=yes",
            "codecs=g711u", f"ext_100rel={reliable}",
        ]) + "\n")
        (folder / ".twinkle/twinkle.sys").write_text("\n".join([
            "dev_speaker=alsa:null", "dev_mic=alsa:null", "dev_ringtone=alsa:null",
            "validate_audio_dev=no", f"sip_udp_port={port}", f"rtp_port={port + 2000}",
        ]) + "\n")
        self.process = stage.start(self.name, ["twinkle-console", "phone.cfg"], feed=True,
                                   home=folder)
        self.wait_says("registration succeeded", START_SECONDS)

    def tell(self, line):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def wait_says(self, text, seconds=CALL_SECONDS):
        """Waits until it has printed `text` at any time."""
        wait_for(f"{self.name} says {text}", seconds,
                 lambda: text in self.stage.text_of(self.name))

    def leave(self):
        """Takes its binding back and ends."""
        self.tell("quit")
        self.wait_says("de-registration succeeded")
        self.stage.stop(self.process)

"""Noise: random datagrams, and mutations of sound ones. The seed alone decides what they are."""

import re

from handset import SDP, description, written
from stage import EXCHANGE, ROOT

TORTURE = sorted((ROOT / "core/sip/tests/torture").glob("*/*.sip"))
SPICES = [
    b"\r\n", b"\r\n\r\n", b"\r", b"\n ", b"\0", b"\xff\xfe", b"%00", b"%", b'"', b"<", b">", b";",
    b",", b"=", b":", b"@", b"[", b"]", b"\\", b"9" * 30, b"-1", b";a" * 400, b",<sip:a>" * 300,
    b"(" * 2000, b"Content-Length: 99999\r\n", b"Via: \r\n", b"To: x\r\n", b"tag=", b"SIP/2.0 ",
]


def datagrams(rng, host, count):
    """So many datagrams, of a sender at `host`."""
    sound = sound_messages(host)
    for _ in range(count):
        if rng.random() < 0.1:
            yield rng.randbytes(rng.choice((0, 1, 4, 12, 100, 1400, 65_000)))
        else:
            yield mutated(rng, sound)


def sound_messages(host):
    """The torture messages, and requests in and out of a dialog."""
    to = f"<sip:102@{EXCHANGE}>"
    sender = "<sip:101@naisen>;tag=1"
    sound = [path.read_bytes() for path in TORTURE] + [
        written(method, f"sip:102@{EXCHANGE}", host, "c1", 1, sender, target, SDP,
                "Contact: <sip:101@10.9.0.4>", "Session-Expires: 90", "Require: 100rel",
                body=description(host, 40000))
        for method in ("INVITE", "REGISTER", "BYE", "CANCEL", "ACK", "UPDATE", "PRACK", "SUBSCRIBE")
        for target in (to, f"{to};tag=2")]
    # Their branches are drawn at random, without the seed.
    return [re.sub(rb"z9hG4bK[0-9a-f]{12}", b"z9hG4bK", one) for one in sound]


def mutated(rng, sound):
    # Each a transaction of its own, or most would be taken for repetitions.
    fresh = b"z9hG4bK%x" % rng.getrandbits(48)
    data = bytearray(rng.choice(sound).replace(b"z9hG4bK", fresh))
    for _ in range(rng.randint(1, 5)):
        at, to = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
        to = min(to, at + 200)
        match rng.randrange(7):
            case 0 | 1:
                data[at:at] = rng.choice(SPICES)
            case 2 if data:
                data[min(at, len(data) - 1)] = rng.randrange(256)
            case 3:
                del data[at:to]
            case 4:
                data[at:at] = data[at:to] * rng.choice((1, 2, 50))
            case 5:
                del data[max(at, 200):]
            case _:
                other = rng.choice(sound)
                data[at:to] = other[at:to]
    return bytes(data[:65_000])

#!/usr/bin/python3
"""Strangers do their worst for a while, and a call between two phones goes on as if nothing were.

All phones are written by hand here, so that nothing between the attack and the wire is polite.
`SEED=n` repeats the random part of a run.
"""

import hashlib
import os
import random
import re
import secrets
import socket
import struct
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from exchange import PORT, Exchange  # noqa: E402
from stage import EXCHANGE, ROOT, Failure, play, wait_for  # noqa: E402

SEED = int(os.environ.get("SEED") or secrets.randbelow(1 << 32))
TORTURE = sorted((ROOT / "core/sip/tests/torture").glob("*/*.sip"))
DATAGRAMS = 20_000
BURST = 2_000
CONNECTIONS = 500
GROWTH_KIB_MAX = 60 * 1024
ANSWER_SECONDS_MAX = 1.0
# So many datagrams fit into the exchange's receive buffer, whatever their length: none is lost.
UNANSWERED_MAX = 32
# One of us stands outside of the extensions, one is an extension gone bad.
STRANGER, INSIDER = "10.9.0.4", "10.9.0.5"
SERVER = (EXCHANGE, PORT)


class Message:
    """What of a SIP message these phones look at."""

    def __init__(self, data):
        head, _, self.body = data.partition(b"\r\n\r\n")
        self.start, *lines = head.decode("utf-8", "replace").split("\r\n")
        self.lines = [(name.strip().lower(), value.strip())
                      for name, _, value in (line.partition(":") for line in lines)]
        words = self.start.split(" ")
        self.status = int(words[1]) if words[0] == "SIP/2.0" else None
        self.method = self["cseq"].split(" ")[-1]

    def __getitem__(self, name):
        return next((value for key, value in self.lines if key == name), "")

    def media_port(self):
        return int(re.search(rb"m=audio (\d+)", self.body)[1])


def token():
    return secrets.token_hex(6)


def written(method, uri, host, call_id, cseq, sender, to, *more, body=b"", transport="UDP",
            port=PORT):
    """A request with its body's length."""
    return "\r\n".join([
        f"{method} {uri} SIP/2.0",
        f"Via: SIP/2.0/{transport} {host}:{port};rport;branch=z9hG4bK{token()}",
        f"From: {sender}", f"To: {to}", f"Call-ID: {call_id}", f"CSeq: {cseq} {method}",
        "Max-Forwards: 70", *more, f"Content-Length: {len(body)}", "", ""]).encode() + body


def options(host, call_id, transport="UDP"):
    return written("OPTIONS", f"sip:{EXCHANGE}", host, call_id, 1, f"<sip:x@{host}>;tag={token()}",
                   f"<sip:{EXCHANGE}>", transport=transport)


def description(host, port, more=""):
    return (f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
            f"m=audio {port} RTP/AVP 0\r\n{more}").encode()


SDP = "Content-Type: application/sdp"


def md5(*parts):
    return hashlib.md5(":".join(parts).encode()).hexdigest()


def credentials(answer, method, uri, number, password):
    """The header that answers a challenge."""
    name, challenge = (("Authorization", answer["www-authenticate"]) if answer.status == 401
                       else ("Proxy-Authorization", answer["proxy-authenticate"]))
    given = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
    cnonce = token()
    response = md5(md5(number, given["realm"], password), given["nonce"], "00000001", cnonce,
                   "auth", md5(method, uri))
    return (f'{name}: Digest username="{number}", realm="{given["realm"]}", '
            f'nonce="{given["nonce"]}", uri="{uri}", response="{response}", algorithm=MD5, '
            f'qop=auth, nc=00000001, cnonce="{cnonce}", opaque="{given.get("opaque", "")}"')


class Phone:
    """A phone of one call: a socket for SIP and one for RTP."""

    def __init__(self, number, host):
        self.number, self.host, self.cseq = number, host, 0
        self.password = f"secret{number}"
        self.sip, self.rtp = udp(host, PORT), udp(host, 0)
        self.uri = f"<sip:{number}@{EXCHANGE}>"
        self.contact = f"Contact: <sip:{number}@{host}:{PORT}>"

    def send(self, data):
        self.sip.sendto(data, SERVER)

    def receive(self, wanted, seconds=5):
        """The next message that is `wanted`."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.sip.settimeout(left)
            try:
                message = Message(self.sip.recv(1 << 16))
            except TimeoutError:
                break
            if wanted(message):
                return message
        raise Failure(f"phone {self.number} waited {seconds} s in vain for an answer")

    def ask(self, method, uri, to, *more, body=b"", call_id=None, sender=None):
        """Sends a request, answers its challenge, and returns the final response."""
        call_id = call_id or token()
        sender = sender or f"{self.uri};tag={token()}"
        proof = []
        for _ in range(2):
            self.cseq += 1
            self.send(written(method, uri, self.host, call_id, self.cseq, sender, to, self.contact,
                              *more, *proof, body=body))
            answer = self.receive(lambda m: m.status and m.status >= 200 and m["call-id"] == call_id
                                  and m["cseq"] == f"{self.cseq} {method}")
            if method == "INVITE" and answer.status >= 300:
                self.acknowledge(answer, uri)
            if answer.status not in (401, 407):
                break
            proof = [credentials(answer, method, uri, self.number, self.password)]
        return answer

    def acknowledge(self, answer, uri):
        ack = written("ACK", uri, self.host, answer["call-id"], self.cseq, answer["from"],
                      answer["to"])
        if answer.status >= 300:
            ack = re.sub(rb"Via: [^\r]*", b"Via: " + answer["via"].encode(), ack, count=1)
        self.send(ack)

    def reply(self, request, *more, body=b"", tag=""):
        lines = [f"{name}: {value}" for name, value in request.lines
                 if name in ("via", "record-route", "from", "call-id", "cseq")]
        self.send("\r\n".join(["SIP/2.0 200 OK", *lines, f"To: {request['to']}{tag}", self.contact,
                               *more, f"Content-Length: {len(body)}", "", ""]).encode() + body)

    def register(self):
        answer = self.ask("REGISTER", f"sip:{EXCHANGE}", self.uri)
        if answer.status != 200:
            raise Failure(f"phone {self.number} registers: {answer.start}")

    def rtp_port(self):
        return self.rtp.getsockname()[1]


class Call:
    """A call between two phones. Its media flow in a thread of their own until it ends."""

    def __init__(self, caller, callee):
        self.caller, self.callee = caller, callee
        self.heard = {caller: 0, callee: 0}
        self.foreign = 0
        self.talking = True
        self._connect()
        self.thread = threading.Thread(target=self._talk, daemon=True)
        self.thread.start()

    def _connect(self):
        caller, callee = self.caller, self.callee
        call_id, sender = token(), f"{caller.uri};tag={token()}"
        uri = f"sip:{callee.number}@{EXCHANGE}"
        waiting = threading.Thread(target=self._accept, daemon=True)
        waiting.start()
        answer = caller.ask("INVITE", uri, f"<{uri}>", SDP, call_id=call_id, sender=sender,
                            body=description(caller.host, caller.rtp_port()))
        if answer.status != 200:
            raise Failure(f"the call before the attack: {answer.start}")
        self.answer = answer
        self.target = re.search(r"<([^>]*)>", answer["contact"])[1]
        caller.acknowledge(answer, self.target)
        waiting.join(5)
        self.ports = {caller: answer.media_port(), callee: self.invite.media_port()}

    def _accept(self):
        self.invite = self.callee.receive(lambda m: m.method == "INVITE" and not m.status)
        self.tag = f";tag={token()}"
        body = description(self.callee.host, self.callee.rtp_port())
        self.callee.reply(self.invite, SDP, body=body, tag=self.tag)
        self.callee.receive(lambda m: m.method == "ACK")

    def _talk(self):
        number = 0
        while self.talking:
            for phone in (self.caller, self.callee):
                packet = struct.pack("!BBHII", 0x80, 0, number & 0xffff, number * 160,
                                     int(phone.number))
                phone.rtp.sendto(packet + phone.number.encode() * 53, (EXCHANGE, self.ports[phone]))
            time.sleep(0.02)
            number += 1
            self._hear(self.caller, self.callee)
            self._hear(self.callee, self.caller)

    def _hear(self, ear, mouth):
        ear.rtp.setblocking(False)
        try:
            while packet := ear.rtp.recv(2048):
                if packet[12:] == mouth.number.encode() * 53:
                    self.heard[ear] += 1
                else:
                    self.foreign += 1
        except BlockingIOError:
            pass

    def expect_undisturbed(self, what):
        """Fails unless both hear each other, now and nobody else, and nobody touched the call."""
        before = dict(self.heard)
        time.sleep(1)
        for phone in (self.caller, self.callee):
            if self.heard[phone] - before[phone] < 25:
                raise Failure(f"{what}: {self.heard[phone] - before[phone]} of 50 packets a second "
                              f"reach phone {phone.number}")
            phone.sip.setblocking(False)
            try:
                told = Message(phone.sip.recv(1 << 16))
                raise Failure(f"{what}: phone {phone.number} was told {told.start}")
            except BlockingIOError:
                pass
        if self.foreign:
            raise Failure(f"{what}: {self.foreign} packets of strangers reached the phones")

    def end(self):
        caller = self.caller
        waiting = threading.Thread(target=self._be_released, daemon=True)
        waiting.start()
        answer = caller.ask("BYE", self.target, self.answer["to"], call_id=self.answer["call-id"],
                            sender=self.answer["from"])
        waiting.join(5)
        self.talking = False
        self.thread.join()
        if answer.status != 200 or not self.released:
            raise Failure(f"the BYE after the attack: {answer.start}, passed on: {self.released}")

    def _be_released(self):
        self.released = False
        self.callee.reply(self.callee.receive(lambda m: m.method == "BYE" and not m.status))
        self.released = True


class Stranger:
    """Sends datagrams from one socket, and reads what comes back."""

    def __init__(self, host):
        self.host = host
        self.socket = udp(host, 0)
        self.port = self.socket.getsockname()[1]
        self.sent = 0
        self.slowest = 0.0
        self.statuses = {}

    def send(self, data):
        self.socket.sendto(data, SERVER)
        self.sent += 1
        if self.sent % UNANSWERED_MAX == 0:
            self.ping()

    def ping(self):
        """Waits until the exchange has worked through what was sent, and takes in the answers."""
        call_id, begun = token(), time.monotonic()
        for _ in range(10):
            self.socket.sendto(options(self.host, call_id), SERVER)
            if self._listen(call_id):
                self.slowest = max(self.slowest, time.monotonic() - begun)
                return time.monotonic() - begun
        raise Failure(f"no answer to OPTIONS for 5 s, after {self.sent} datagrams of {self.host}")

    def _listen(self, call_id):
        self.socket.settimeout(0.5)
        while True:
            try:
                answer = Message(self.socket.recv(1 << 16))
            except TimeoutError:
                return False
            if answer["call-id"] == call_id:
                return True
            kind = (answer.method, answer.status)
            self.statuses[kind] = self.statuses.get(kind, 0) + 1

    def expect_no_success(self, what):
        self.ping()
        let_in = [kind for kind in self.statuses
                  if kind[0] != "OPTIONS" and kind[1] and 200 <= kind[1] < 300]
        if let_in:
            raise Failure(f"{what}: {let_in}")


def udp(host, port):
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    made.bind((host, port))
    return made


def tcp(data=b""):
    made = socket.create_connection(SERVER, 2, source_address=(STRANGER, 0))
    made.settimeout(2)
    push(made, data)
    return made


def push(connection, data):
    """Sends for as long as the other side takes it."""
    try:
        connection.sendall(data)
    except OSError:
        pass


def read_to_end(connection, what):
    """All that comes until the exchange closes the connection."""
    heard = b""
    try:
        while part := connection.recv(1 << 16):
            heard += part
    except TimeoutError:
        raise Failure(f"TCP, {what}: the connection stays open") from None
    except OSError:
        pass
    return heard


# ---- the attacks ----


def torture():
    """The torture messages, each over UDP and over TCP."""
    stranger = Stranger(STRANGER)
    for path in TORTURE:
        stranger.send(path.read_bytes())
        connection = tcp(path.read_bytes())
        connection.shutdown(socket.SHUT_WR)
        read_to_end(connection, path.name)
    stranger.expect_no_success("a torture message was accepted")


def noise(rng):
    """Random datagrams, and mutations of sound ones."""
    stranger = Stranger(STRANGER)
    to = f"<sip:102@{EXCHANGE}>"
    sender = "<sip:101@naisen>;tag=1"
    sound = [path.read_bytes() for path in TORTURE] + [
        written(method, f"sip:102@{EXCHANGE}", STRANGER, "c1", 1, sender, target, SDP,
                "Contact: <sip:101@10.9.0.4>", "Session-Expires: 90", "Require: 100rel",
                body=description(STRANGER, 40000))
        for method in ("INVITE", "REGISTER", "BYE", "CANCEL", "ACK", "UPDATE", "PRACK", "SUBSCRIBE")
        for target in (to, f"{to};tag=2")]
    # The seed alone decides what is sent.
    sound = [re.sub(rb"z9hG4bK[0-9a-f]{12}", b"z9hG4bK", one) for one in sound]
    for _ in range(DATAGRAMS):
        if rng.random() < 0.1:
            stranger.send(rng.randbytes(rng.choice((0, 1, 4, 12, 100, 1400, 65_000))))
        else:
            stranger.send(mutated(rng, sound))
    stranger.expect_no_success("a mutated request was accepted")
    return stranger


SPICES = [
    b"\r\n", b"\r\n\r\n", b"\r", b"\n ", b"\0", b"\xff\xfe", b"%00", b"%", b'"', b"<", b">", b";",
    b",", b"=", b":", b"@", b"[", b"]", b"\\", b"9" * 30, b"-1", b";a" * 400, b",<sip:a>" * 300,
    b"(" * 2000, b"Content-Length: 99999\r\n", b"Via: \r\n", b"To: x\r\n", b"tag=", b"SIP/2.0 ",
]


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


def streams(rng):
    """Everything that is wrong with a TCP stream. Returns what must be held open."""
    start = options(STRANGER, token(), "TCP")
    held = [tcp(start[:length]) for length in range(1, len(start), 7)]
    for name, data, status in [
        ("1 GB announced", start.replace(b"Length: 0", b"Length: 1000000000"), b"4"),
        ("no Content-Length", re.sub(rb"Content-Length: 0\r\n", b"", start), b"400"),
        ("two lengths", start.replace(b"Max-F", b"l: 5\r\nMax-F"), b"400"),
        ("an endless head", start[:-2] + b"X: " + b"x" * 200_000, b"513"),
    ]:
        connection = tcp(data)
        push(connection, b"v" * (1 << 20))
        heard = read_to_end(connection, name)
        if not heard.startswith(b"SIP/2.0 " + status):
            raise Failure(f"TCP, {name}: {heard[:20]}")
    read_to_end(tcp(rng.randbytes(1 << 20)), "garbage")
    slow = tcp()
    slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in start:
        slow.sendall(bytes([byte]))
    expect_answers(slow, 1, "one byte at a time")
    expect_answers(tcp(pipelined(200)), 200, "pipelined")
    pinging = tcp(b"\r\n\r\n" * 1000)
    heard = b""
    while len(heard) < 2000 and (part := pinging.recv(1 << 16)):
        heard += part
    if heard != b"\r\n" * 1000:
        raise Failure(f"TCP, pings: {len(heard)} bytes back")
    # It never reads; its answers are more than the exchange keeps for anyone.
    deaf = tcp()
    deaf.settimeout(0.2)
    push(deaf, pipelined(40_000))
    held.append(deaf)
    many = [tcp(start[:50] if rng.random() < 0.5 else b"") for _ in range(CONNECTIONS)]
    for connection in many[::2]:
        # Reset instead of an orderly end.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    return held + many[1::2]


def pipelined(count):
    return b"".join(options(STRANGER, token(), "TCP") for _ in range(count))


def expect_answers(connection, count, what):
    heard = b""
    try:
        while heard.count(b"SIP/2.0 200") < count and (part := connection.recv(1 << 16)):
            heard += part
    except TimeoutError:
        pass
    if heard.count(b"SIP/2.0 200") != count:
        raise Failure(f"TCP, {what}: {heard.count(b'SIP/2.0 200')} of {count} answers")


def bursts():
    """Floods of INVITEs of unknown users, and of REGISTERs with wrong passwords."""
    stranger = Stranger(STRANGER)
    insider = Phone("103", INSIDER)
    uri = f"sip:{EXCHANGE}"
    insider.send(written("REGISTER", uri, INSIDER, token(), 1, f"{insider.uri};tag=1", insider.uri,
                         insider.contact))
    challenge = insider.receive(lambda m: m.status == 401)
    insider.sip.close()
    for index in range(BURST):
        user = f"nobody{index}"
        to = f"sip:102@{EXCHANGE}"
        proof = credentials(challenge, "INVITE", to, user, "guess").replace("Auth", "Proxy-Auth", 1)
        stranger.send(written("INVITE", to, STRANGER, token(), 1, f"<sip:{user}@naisen>;tag=1",
                              f"<{to}>", SDP, proof, f"Contact: <sip:{user}@{STRANGER}>",
                              body=description(STRANGER, 40000), port=stranger.port))
        number = f"10{1 + index % 3}"
        stranger.send(written("REGISTER", uri, STRANGER, token(), 1, f"<sip:{number}@naisen>;tag=1",
                              f"<sip:{number}@naisen>", f"Contact: <sip:{number}@{STRANGER}>",
                              credentials(challenge, "REGISTER", uri, number, f"guess{index}")))
    stranger.expect_no_success("a stranger was let in")
    return stranger


def greed():
    """An extension that may register and call asks for far too much."""
    insider, victim = Phone("103", INSIDER), Phone("104", STRANGER)
    victim.register()
    uri = f"sip:{EXCHANGE}"
    found = {}
    many = [f"Contact: <sip:103@{INSIDER}:{7000 + index}>" for index in range(200)]
    found["200 Contacts"] = insider.ask("REGISTER", uri, insider.uri, *many)
    found["a Contact of 20 KiB"] = insider.ask(
        "REGISTER", uri, insider.uri, f"Contact: <sip:103@{INSIDER};x={'y' * 20_480}>")
    for name, answer in found.items():
        if answer.status < 300:
            raise Failure(f"REGISTER with {name}: {answer.start}")
    insider.register()
    for more in ("m=a 0 b 0\r\n" * 5000, "a=b\r\n" * 12_000, "a=rtpmap:0 " + "x" * 60_000 + "\r\n"):
        for number in ("900", "104"):
            bomb(insider, victim, number, description(INSIDER, insider.rtp_port(), more))
    insider.sip.close()
    victim.sip.close()


def bomb(insider, victim, number, body):
    """A call with this description; whoever is called answers, and whatever comes of it ends."""
    uri = f"sip:{number}@{EXCHANGE}"
    def pick_up():
        try:
            invite = victim.receive(lambda m: m.method == "INVITE" and not m.status, seconds=0.5)
            victim.reply(invite, SDP, body=description(STRANGER, 40000), tag=";tag=1")
        except Failure:
            # The exchange has refused the description itself.
            pass
    picking_up = threading.Thread(target=pick_up, daemon=True)
    if number == victim.number:
        picking_up.start()
    answer = insider.ask("INVITE", uri, f"<{uri}>", SDP, body=body)
    if answer.status == 200:
        insider.acknowledge(answer, uri)
        insider.ask("BYE", uri, answer["to"], call_id=answer["call-id"], sender=answer["from"])
    if number == victim.number:
        picking_up.join()


def forgeries(call):
    """Requests and responses that look as if they belonged to the call, one mark of it wrong."""
    stranger = Stranger(STRANGER)
    legs = [(call.answer["call-id"], call.answer["from"], call.answer["to"]),
            (call.invite["call-id"], call.invite["to"] + call.tag, call.invite["from"])]
    redirected = description(STRANGER, 40000)
    for call_id, ours, theirs in legs:
        bare = theirs.split(";tag=")[0]
        for marks in [(token(), ours, theirs), (call_id, f"{ours}x", theirs),
                      (call_id, ours, f"{theirs}x"), (call_id, theirs, ours),
                      (call_id, ours, bare)]:
            for method in ("BYE", "CANCEL", "UPDATE", "PRACK", "INVITE", "ACK"):
                body = redirected if method in ("INVITE", "UPDATE", "ACK") else b""
                stranger.send(written(
                    method, call.target, STRANGER, marks[0], 9000, marks[1], marks[2],
                    f"Contact: <sip:x@{STRANGER}>", *[SDP] * bool(body), "RAck: 1 1 INVITE",
                    body=body, port=stranger.port))
        # CANCEL with all the marks of the dialog, yet not of the transaction.
        stranger.send(written("CANCEL", call.target, STRANGER, call_id, 1, ours, theirs))
        for status in ("200 OK", "481 Gone", "408 Timeout", "302 Moved"):
            answer = written("INVITE", "", EXCHANGE, call_id, 1, theirs, ours,
                             f"Contact: <sip:x@{STRANGER}>", SDP, body=redirected)
            stranger.send(f"SIP/2.0 {status}".encode() + answer[answer.index(b"\r\n"):])
    stranger.expect_no_success("a forgery was accepted")


def intruding_media(call):
    """RTP and RTCP of strangers into the call's ports: other hosts, other ports of its phones."""
    for host in (STRANGER, INSIDER, call.caller.host, call.callee.host):
        mouth = udp(host, 0)
        for port in call.ports.values():
            for number in range(200):
                rtp = struct.pack("!BBHII", 0x80, 0, 60_000 + number & 0xffff, 0, 7) + b"z" * 160
                mouth.sendto(rtp, (EXCHANGE, port))
                # RTCP BYE for the source of a phone, and junk.
                mouth.sendto(struct.pack("!BBHI", 0x81, 203, 1, 101), (EXCHANGE, port + 1))
                mouth.sendto(b"z" * (number * 7), (EXCHANGE, port))
            time.sleep(0.01)
        time.sleep(0.1)
        mouth.setblocking(False)
        try:
            mouth.recv(2048)
            raise Failure(f"media of the call went to a stranger at {host}")
        except BlockingIOError:
            pass


def resident_kib(process):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def trial(stage):
    try:
        return attack(stage)
    except Failure as failure:
        raise Failure(f"{failure} (SEED={SEED})") from None


def attack(stage):
    rng = random.Random(SEED)
    numbers = ("101", "102", "103", "104")
    exchange = Exchange(stage, {number: f"secret{number}" for number in numbers}).start()
    caller, callee = Phone("101", "10.9.0.2"), Phone("102", "10.9.0.3")
    caller.register()
    callee.register()
    call = Call(caller, callee)
    call.expect_undisturbed("before the attack")
    before = resident_kib(exchange.process)
    held, strangers = [], []
    for name, act in [
        ("torture messages", torture),
        ("noise", lambda: strangers.append(noise(rng))),
        ("streams", lambda: held.extend(streams(rng))),
        ("bursts", lambda: strangers.append(bursts())),
        ("greed", greed),
        ("forgeries", lambda: forgeries(call)),
        ("intruding media", lambda: intruding_media(call)),
    ]:
        begun = time.monotonic()
        act()
        if exchange.process.poll() is not None:
            raise Failure(f"{name}: the exchange ended with {exchange.process.returncode}")
        call.expect_undisturbed(name)
        if os.environ.get("KEEP"):
            print(f"{name}: {time.monotonic() - begun:.1f} s, "
                  f"{resident_kib(exchange.process)} KiB", flush=True)
    answered = Stranger(STRANGER).ping()
    if answered > ANSWER_SECONDS_MAX:
        raise Failure(f"OPTIONS is answered after {answered:.1f} s")
    growth = resident_kib(exchange.process) - before
    if growth > GROWTH_KIB_MAX:
        raise Failure(f"memory grew by {growth} KiB, {GROWTH_KIB_MAX} allowed")
    call.end()
    ended = ("101", "102", True, "caller")
    wait_for("the record of the call", 5, lambda: ended in [
        (row["caller"], row["dialled"], row["answered"], row["released_by"])
        for row in exchange.calls()])
    exchange.stop()
    if "panicked" in stage.text_of("exchange"):
        raise Failure("something panicked: see the log of the exchange")
    del held
    slowest = max(stranger.slowest for stranger in strangers)
    return (f"the call went on, {call.heard[caller]} and {call.heard[callee]} packets heard; "
            f"slowest answer under fire {slowest * 1000:.0f} ms, memory +{growth / 1024:.1f} MiB; "
            f"SEED={SEED}")


play(trial, [], seconds=60)

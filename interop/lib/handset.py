"""A phone written by hand, so that nothing between a trial and the wire is polite: its messages,
its digest, its registration, and a call between two of them with its RTP."""

import hashlib
import re
import secrets
import socket
import struct
import threading
import time

from exchange import PORT
from stage import EXCHANGE, Failure

SERVER = (EXCHANGE, PORT)
SDP = "Content-Type: application/sdp"


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


def udp(host, port):
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    made.bind((host, port))
    return made


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
